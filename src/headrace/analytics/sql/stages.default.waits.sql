SELECT
  "t6"."place",
  "t6"."segment",
  "t6"."minutes",
  "t6"."event",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t4"."unit",
      "t4"."journey",
      "t4"."person",
      "t4"."place",
      "t4"."segment",
      TRUE AS "here",
      NOT (
        "t4"."entered_us" IS NOT NULL
      ) AS "undated",
      (
        "t4"."entered_us" IS NOT NULL
      )
      AND COALESCE(
        CASE
          WHEN "t4"."entered_exact"
          THEN (
            "t4"."as_of_us" - "t4"."entered_us"
          ) > "t4"."older_us"
          ELSE (
            "t4"."as_of_day" - "t4"."entered_day"
          ) > "t4"."older_days"
        END,
        FALSE
      ) AS "older",
      "t4"."value",
      CASE
        WHEN "t4"."entered_us" IS NOT NULL
        THEN CASE
          WHEN "t4"."entered_exact"
          THEN CAST(FLOOR((
            "t4"."as_of_us" - "t4"."entered_us"
          ) / (
            60000000
          )) AS BIGINT)
          ELSE (
            "t4"."as_of_day" - "t4"."entered_day"
          ) * 1440
        END
        ELSE CAST(NULL AS BIGINT)
      END AS "minutes",
      TRUE AS "event"
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
        (
          "t4"."entered_us" < "t4"."as_of_us"
        ) OR (
          "t4"."entered_us" IS NULL
        )
      )
      AND CASE
        WHEN "t4"."until_us" < "t4"."as_of_us"
        THEN "t4"."until_us"
        ELSE CAST(NULL AS BIGINT)
      END IS NULL
      AND NOT (
        "t4"."implied"
      )
  ) AS "t5"
  WHERE
    "t5"."minutes" IS NOT NULL
) AS "t6"
GROUP BY
  1,
  2,
  3,
  4
