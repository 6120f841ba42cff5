SELECT
  "t6"."place",
  "t6"."segment",
  "t6"."here",
  "t6"."undated",
  "t6"."older",
  "t6"."age",
  COUNT(*) AS "alike",
  SUM("t6"."value") AS "value"
FROM (
  SELECT
    "t5"."unit",
    "t5"."journey",
    "t5"."person",
    "t5"."place",
    "t5"."segment",
    TRUE AS "here",
    NOT (
      "t5"."entered_us" IS NOT NULL
    ) AS "undated",
    (
      "t5"."entered_us" IS NOT NULL
    )
    AND COALESCE(
      CASE
        WHEN "t5"."entered_exact"
        THEN (
          "t5"."as_of_us" - "t5"."entered_us"
        ) > "t5"."older_us"
        ELSE (
          "t5"."as_of_day" - "t5"."entered_day"
        ) > "t5"."older_days"
      END,
      FALSE
    ) AS "older",
    "t5"."value",
    CASE
      WHEN "t5"."entered_us" IS NOT NULL
      THEN "t5"."age"
      ELSE CAST(NULL AS BIGINT)
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
      "t4"."next_role",
      "t4"."via",
      "t4"."implied",
      "t4"."value",
      "t4"."nth",
      "t4"."again_us",
      "t4"."until_us",
      "t4"."onward_us",
      "t4"."onward_day",
      "t4"."onward_exact",
      "t4"."ordinal",
      "t4"."came",
      "t4"."before_place",
      "t4"."before_position",
      "t4"."before_role",
      "t4"."began_day",
      "t4"."first_position",
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
      CASE
        WHEN "t4"."age" < 2880
        THEN "t4"."age"
        WHEN "t4"."age" < 129600
        THEN "t4"."age" - (
          "t4"."age" % 60
        )
        ELSE "t4"."age" - (
          "t4"."age" % 360
        )
      END AS "age"
    FROM (
      SELECT
        "t3"."unit",
        "t3"."journey",
        "t3"."person",
        "t3"."segment",
        "t3"."bucket",
        "t3"."place",
        "t3"."position",
        "t3"."role",
        "t3"."entered_us",
        "t3"."entered_day",
        "t3"."entered_exact",
        "t3"."left_us",
        "t3"."left_day",
        "t3"."left_exact",
        "t3"."next_role",
        "t3"."via",
        "t3"."implied",
        "t3"."value",
        "t3"."nth",
        "t3"."again_us",
        "t3"."until_us",
        "t3"."onward_us",
        "t3"."onward_day",
        "t3"."onward_exact",
        "t3"."ordinal",
        "t3"."came",
        "t3"."before_place",
        "t3"."before_position",
        "t3"."before_role",
        "t3"."began_day",
        "t3"."first_position",
        "t3"."as_of_us",
        "t3"."as_of_day",
        "t3"."first_day",
        "t3"."end_day",
        "t3"."within_us",
        "t3"."within_days",
        "t3"."older_us",
        "t3"."older_days",
        "t3"."stages",
        "t3"."frm_position",
        "t3"."to_position",
        CASE
          WHEN "t3"."entered_exact" AND TRUE
          THEN CAST(FLOOR((
            COALESCE("t3"."as_of_us") - "t3"."entered_us"
          ) / (
            60000000
          )) AS BIGINT)
          ELSE (
            "t3"."as_of_day" - "t3"."entered_day"
          ) * 1440
        END AS "age"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t1"."unit",
            "t1"."journey",
            "t1"."person",
            "t1"."segment",
            "t1"."bucket",
            "t1"."place",
            "t1"."position",
            "t1"."role",
            "t1"."entered_us",
            "t1"."entered_day",
            "t1"."entered_exact",
            CASE
              WHEN "t1"."left_us" < "t1"."as_of_us"
              THEN "t1"."left_us"
              ELSE CAST(NULL AS BIGINT)
            END AS "left_us",
            "t1"."left_day",
            "t1"."left_exact",
            "t1"."next_role",
            "t1"."via",
            "t1"."implied",
            "t1"."value",
            "t1"."nth",
            CASE
              WHEN "t1"."again_us" < "t1"."as_of_us"
              THEN "t1"."again_us"
              ELSE CAST(NULL AS BIGINT)
            END AS "again_us",
            CASE
              WHEN "t1"."until_us" < "t1"."as_of_us"
              THEN "t1"."until_us"
              ELSE CAST(NULL AS BIGINT)
            END AS "until_us",
            CASE
              WHEN "t1"."onward_us" < "t1"."as_of_us"
              THEN "t1"."onward_us"
              ELSE CAST(NULL AS BIGINT)
            END AS "onward_us",
            "t1"."onward_day",
            "t1"."onward_exact",
            "t1"."ordinal",
            "t1"."came",
            "t1"."before_place",
            "t1"."before_position",
            "t1"."before_role",
            "t1"."began_day",
            "t1"."first_position",
            "t1"."as_of_us",
            "t1"."as_of_day",
            "t1"."first_day",
            "t1"."end_day",
            "t1"."within_us",
            "t1"."within_days",
            "t1"."older_us",
            "t1"."older_days",
            "t1"."stages",
            "t1"."frm_position",
            "t1"."to_position"
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
        ) AS "t2"
        WHERE
          "t2"."until_us" IS NULL AND NOT (
            "t2"."implied"
          )
      ) AS "t3"
    ) AS "t4"
  ) AS "t5"
) AS "t6"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6
