SELECT
  "t6"."unit",
  "t6"."journey",
  "t6"."person",
  "t6"."place",
  "t6"."segment",
  TRUE AS "here",
  NOT (
    "t6"."entered_us" IS NOT NULL
  ) AS "undated",
  (
    "t6"."entered_us" IS NOT NULL
  )
  AND COALESCE(
    CASE
      WHEN "t6"."entered_exact"
      THEN (
        "t6"."as_of_us" - "t6"."entered_us"
      ) > "t6"."older_us"
      ELSE (
        "t6"."as_of_day" - "t6"."entered_day"
      ) > "t6"."older_days"
    END,
    FALSE
  ) AS "older",
  "t6"."value",
  CASE
    WHEN "t6"."entered_us" IS NOT NULL
    THEN "t6"."age"
    ELSE CAST(NULL AS BIGINT)
  END AS "age"
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
    "t5"."left_us",
    "t5"."left_day",
    "t5"."left_exact",
    "t5"."left_minutes",
    "t5"."next_role",
    "t5"."via",
    "t5"."reason",
    "t5"."implied",
    "t5"."value",
    "t5"."nth",
    "t5"."again_us",
    "t5"."until_us",
    "t5"."onward_us",
    "t5"."onward_day",
    "t5"."onward_exact",
    "t5"."onward_minutes",
    "t5"."ordinal",
    "t5"."came",
    "t5"."before_place",
    "t5"."before_position",
    "t5"."before_role",
    "t5"."began_day",
    "t5"."first_position",
    "t5"."won_us",
    "t5"."won_ordinal",
    "t5"."won_value",
    "t5"."last_us",
    "t5"."last_position",
    "t5"."last_role",
    "t5"."last_via",
    "t5"."kept",
    "t5"."opportunity_type",
    "t5"."as_of_us",
    "t5"."as_of_day",
    "t5"."first_day",
    "t5"."end_day",
    "t5"."within_us",
    "t5"."within_days",
    "t5"."older_us",
    "t5"."older_days",
    "t5"."stages",
    "t5"."frm_position",
    "t5"."to_position",
    "t5"."lead_position",
    "t5"."deal_position",
    "t5"."window_us",
    "t5"."sales_position",
    "t5"."influence_us",
    CASE
      WHEN "t5"."age" < 2880
      THEN "t5"."age"
      WHEN "t5"."age" < 129600
      THEN "t5"."age" - (
        "t5"."age" % 60
      )
      ELSE "t5"."age" - (
        "t5"."age" % 360
      )
    END AS "age"
  FROM (
    SELECT
      "t4"."unit",
      "t4"."journey",
      "t4"."person",
      "t4"."segment",
      "t4"."bucket",
      "t4"."place",
      "t4"."position",
      "t4"."role",
      "t4"."entered_us",
      "t4"."entered_day",
      "t4"."entered_exact",
      "t4"."left_us",
      "t4"."left_day",
      "t4"."left_exact",
      "t4"."left_minutes",
      "t4"."next_role",
      "t4"."via",
      "t4"."reason",
      "t4"."implied",
      "t4"."value",
      "t4"."nth",
      "t4"."again_us",
      "t4"."until_us",
      "t4"."onward_us",
      "t4"."onward_day",
      "t4"."onward_exact",
      "t4"."onward_minutes",
      "t4"."ordinal",
      "t4"."came",
      "t4"."before_place",
      "t4"."before_position",
      "t4"."before_role",
      "t4"."began_day",
      "t4"."first_position",
      "t4"."won_us",
      "t4"."won_ordinal",
      "t4"."won_value",
      "t4"."last_us",
      "t4"."last_position",
      "t4"."last_role",
      "t4"."last_via",
      "t4"."kept",
      "t4"."opportunity_type",
      "t4"."as_of_us",
      "t4"."as_of_day",
      "t4"."first_day",
      "t4"."end_day",
      "t4"."within_us",
      "t4"."within_days",
      "t4"."older_us",
      "t4"."older_days",
      "t4"."stages",
      "t4"."frm_position",
      "t4"."to_position",
      "t4"."lead_position",
      "t4"."deal_position",
      "t4"."window_us",
      "t4"."sales_position",
      "t4"."influence_us",
      CASE
        WHEN "t4"."entered_exact"
        THEN CAST(FLOOR((
          "t4"."as_of_us" - "t4"."entered_us"
        ) / (
          60000000
        )) AS BIGINT)
        ELSE (
          "t4"."as_of_day" - "t4"."entered_day"
        ) * 1440
      END AS "age"
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
          CASE
            WHEN "t2"."left_us" < "t2"."as_of_us"
            THEN "t2"."left_us"
            ELSE CAST(NULL AS BIGINT)
          END AS "left_us",
          "t2"."left_day",
          "t2"."left_exact",
          "t2"."left_minutes",
          "t2"."next_role",
          "t2"."via",
          "t2"."reason",
          "t2"."implied",
          "t2"."value",
          "t2"."nth",
          CASE
            WHEN "t2"."again_us" < "t2"."as_of_us"
            THEN "t2"."again_us"
            ELSE CAST(NULL AS BIGINT)
          END AS "again_us",
          CASE
            WHEN "t2"."until_us" < "t2"."as_of_us"
            THEN "t2"."until_us"
            ELSE CAST(NULL AS BIGINT)
          END AS "until_us",
          CASE
            WHEN "t2"."onward_us" < "t2"."as_of_us"
            THEN "t2"."onward_us"
            ELSE CAST(NULL AS BIGINT)
          END AS "onward_us",
          "t2"."onward_day",
          "t2"."onward_exact",
          "t2"."onward_minutes",
          "t2"."ordinal",
          "t2"."came",
          "t2"."before_place",
          "t2"."before_position",
          "t2"."before_role",
          "t2"."began_day",
          "t2"."first_position",
          "t2"."won_us",
          "t2"."won_ordinal",
          "t2"."won_value",
          "t2"."last_us",
          "t2"."last_position",
          "t2"."last_role",
          "t2"."last_via",
          "t2"."kept",
          "t2"."opportunity_type",
          "t2"."as_of_us",
          "t2"."as_of_day",
          "t2"."first_day",
          "t2"."end_day",
          "t2"."within_us",
          "t2"."within_days",
          "t2"."older_us",
          "t2"."older_days",
          "t2"."stages",
          "t2"."frm_position",
          "t2"."to_position",
          "t2"."lead_position",
          "t2"."deal_position",
          "t2"."window_us",
          "t2"."sales_position",
          "t2"."influence_us"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM "visits" AS "t0"
            WHERE
              (
                "t0"."entered_us" < "t0"."as_of_us"
              ) OR (
                "t0"."entered_us" IS NULL
              )
          ) AS "t1"
          WHERE
            "t1"."kept"
        ) AS "t2"
      ) AS "t3"
      WHERE
        "t3"."until_us" IS NULL AND NOT (
          "t3"."implied"
        )
    ) AS "t4"
  ) AS "t5"
) AS "t6"
