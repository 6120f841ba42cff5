SELECT
  "t7"."unit",
  "t7"."journey",
  "t7"."person",
  "t7"."place",
  "t7"."segment",
  TRUE AS "here",
  NOT (
    "t7"."entered_us" IS NOT NULL
  ) AS "undated",
  (
    "t7"."entered_us" IS NOT NULL
  )
  AND COALESCE(
    CASE
      WHEN "t7"."entered_exact"
      THEN (
        "t7"."as_of_us" - "t7"."entered_us"
      ) > "t7"."older_us"
      ELSE (
        "t7"."as_of_day" - "t7"."entered_day"
      ) > "t7"."older_days"
    END,
    FALSE
  ) AS "older",
  "t7"."value",
  CASE
    WHEN "t7"."entered_us" IS NOT NULL
    THEN CASE
      WHEN CASE
        WHEN "t7"."entered_exact" AND TRUE
        THEN CAST(FLOOR((
          COALESCE("t7"."as_of_us") - "t7"."entered_us"
        ) / (
          60000000
        )) AS BIGINT)
        ELSE (
          "t7"."as_of_day" - "t7"."entered_day"
        ) * 1440
      END < 2880
      THEN CASE
        WHEN "t7"."entered_exact" AND TRUE
        THEN CAST(FLOOR((
          COALESCE("t7"."as_of_us") - "t7"."entered_us"
        ) / (
          60000000
        )) AS BIGINT)
        ELSE (
          "t7"."as_of_day" - "t7"."entered_day"
        ) * 1440
      END
      WHEN CASE
        WHEN "t7"."entered_exact" AND TRUE
        THEN CAST(FLOOR((
          COALESCE("t7"."as_of_us") - "t7"."entered_us"
        ) / (
          60000000
        )) AS BIGINT)
        ELSE (
          "t7"."as_of_day" - "t7"."entered_day"
        ) * 1440
      END < 129600
      THEN CASE
        WHEN "t7"."entered_exact" AND TRUE
        THEN CAST(FLOOR((
          COALESCE("t7"."as_of_us") - "t7"."entered_us"
        ) / (
          60000000
        )) AS BIGINT)
        ELSE (
          "t7"."as_of_day" - "t7"."entered_day"
        ) * 1440
      END - (
        CASE
          WHEN "t7"."entered_exact" AND TRUE
          THEN CAST(FLOOR((
            COALESCE("t7"."as_of_us") - "t7"."entered_us"
          ) / (
            60000000
          )) AS BIGINT)
          ELSE (
            "t7"."as_of_day" - "t7"."entered_day"
          ) * 1440
        END % 60
      )
      ELSE CASE
        WHEN "t7"."entered_exact" AND TRUE
        THEN CAST(FLOOR((
          COALESCE("t7"."as_of_us") - "t7"."entered_us"
        ) / (
          60000000
        )) AS BIGINT)
        ELSE (
          "t7"."as_of_day" - "t7"."entered_day"
        ) * 1440
      END - (
        CASE
          WHEN "t7"."entered_exact" AND TRUE
          THEN CAST(FLOOR((
            COALESCE("t7"."as_of_us") - "t7"."entered_us"
          ) / (
            60000000
          )) AS BIGINT)
          ELSE (
            "t7"."as_of_day" - "t7"."entered_day"
          ) * 1440
        END % 360
      )
    END
    ELSE CAST(NULL AS BIGINT)
  END AS "age",
  TRUE AS "aged"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t5"."unit",
      "t5"."journey",
      "t5"."person",
      "t5"."segment",
      "t5"."bucket",
      "t5"."place",
      "t5"."position",
      "t5"."role",
      "t5"."entered_us",
      "t5"."entered_day",
      "t5"."entered_exact",
      CASE
        WHEN "t5"."left_us" < "t5"."as_of_us"
        THEN "t5"."left_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "left_us",
      "t5"."left_day",
      "t5"."left_exact",
      "t5"."next_role",
      "t5"."next_via",
      "t5"."via",
      "t5"."implied",
      "t5"."value",
      "t5"."nth",
      CASE
        WHEN "t5"."again_us" < "t5"."as_of_us"
        THEN "t5"."again_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "again_us",
      CASE
        WHEN "t5"."until_us" < "t5"."as_of_us"
        THEN "t5"."until_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "until_us",
      CASE
        WHEN "t5"."onward_us" < "t5"."as_of_us"
        THEN "t5"."onward_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "onward_us",
      "t5"."onward_day",
      "t5"."onward_exact",
      "t5"."ordinal",
      "t5"."came",
      "t5"."before_place",
      "t5"."before_position",
      "t5"."before_role",
      "t5"."began_day",
      "t5"."first_position",
      "t5"."as_of_us",
      "t5"."as_of_day",
      "t5"."first_day",
      "t5"."end_day",
      "t5"."within_us",
      "t5"."within_days",
      "t5"."older_us",
      "t5"."older_days",
      "t5"."frm_position",
      "t5"."to_position"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t2"."unit",
          "t2"."journey",
          "t2"."person",
          "t2"."segment",
          "t2"."bucket",
          "t2"."place",
          "t2"."position",
          "t2"."role",
          "t2"."entered_us",
          "t2"."entered_day",
          "t2"."entered_exact",
          "t2"."left_us",
          "t2"."left_day",
          "t2"."left_exact",
          "t2"."next_role",
          "t2"."next_via",
          "t2"."via",
          "t2"."implied",
          "t2"."value",
          "t2"."nth",
          "t2"."again_us",
          "t2"."until_us",
          "t2"."onward_us",
          "t2"."onward_day",
          "t2"."onward_exact",
          "t2"."ordinal",
          "t2"."came",
          "t2"."before_place",
          "t2"."before_position",
          "t2"."before_role",
          "t2"."began_day",
          "t2"."first_position",
          "t3"."as_of_us",
          "t3"."as_of_day",
          "t3"."first_day",
          "t3"."end_day",
          "t3"."within_us",
          "t3"."within_days",
          "t3"."older_us",
          "t3"."older_days",
          "t3"."frm_position",
          "t3"."to_position"
        FROM "visits" AS "t2"
        CROSS JOIN "asked" AS "t3"
      ) AS "t4"
      WHERE
        (
          "t4"."entered_us" < "t4"."as_of_us"
        ) OR (
          "t4"."entered_us" IS NULL
        )
    ) AS "t5"
  ) AS "t6"
  WHERE
    "t6"."until_us" IS NULL AND NOT (
      "t6"."implied"
    )
) AS "t7"
