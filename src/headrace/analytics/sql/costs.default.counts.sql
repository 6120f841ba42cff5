SELECT
  "t16"."bucket",
  "t16"."segment",
  "t16"."place",
  "t16"."purpose",
  "t16"."entered",
  COUNT(*) AS "alike",
  SUM("t16"."media") AS "media",
  SUM("t16"."hours") AS "hours",
  SUM("t16"."minutes") AS "minutes"
FROM (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        CAST(NULL AS TEXT) AS "unit",
        CAST(NULL AS TEXT) AS "journey",
        CAST(NULL AS TEXT) AS "person",
        "t3"."bucket",
        "t3"."segment",
        CAST(NULL AS TEXT) AS "place",
        'calls' AS "purpose",
        FALSE AS "entered",
        CAST(NULL AS BIGINT) AS "media",
        CAST(NULL AS DOUBLE) AS "hours",
        "t3"."minutes"
      FROM (
        SELECT
          *
        FROM "told_calls" AS "t0"
        WHERE
          "t0"."day" >= "t0"."first_day" AND "t0"."day" < "t0"."end_day"
      ) AS "t3"
    ) AS "t6"
  ) AS "t7"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t12"."unit",
          "t12"."journey",
          "t12"."person",
          "t12"."bucket",
          "t12"."segment",
          "t12"."place",
          CAST(NULL AS TEXT) AS "purpose",
          TRUE AS "entered",
          CAST(NULL AS BIGINT) AS "media",
          CAST(NULL AS DOUBLE) AS "hours",
          CAST(NULL AS DOUBLE) AS "minutes"
        FROM (
          SELECT
            *
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
                "t5"."stages",
                "t5"."frm_position",
                "t5"."to_position"
              FROM (
                SELECT
                  *
                FROM "visits" AS "t2"
                WHERE
                  "t2"."entered_us" < "t2"."as_of_us"
              ) AS "t5"
            ) AS "t9"
            WHERE
              "t9"."position" < "t9"."stages"
          ) AS "t11"
          WHERE
            "t11"."entered_day" >= "t11"."first_day"
            AND "t11"."entered_day" < "t11"."end_day"
            AND "t11"."nth" = 1
        ) AS "t12"
      ) AS "t13"
    ) AS "t14"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          CAST(NULL AS TEXT) AS "unit",
          CAST(NULL AS TEXT) AS "journey",
          CAST(NULL AS TEXT) AS "person",
          "t4"."bucket",
          "t4"."segment",
          CAST(NULL AS TEXT) AS "place",
          "t4"."purpose",
          FALSE AS "entered",
          "t4"."value" AS "media",
          CASE WHEN "t4"."value" IS NULL THEN "t4"."hours" ELSE CAST(NULL AS DOUBLE) END AS "hours",
          CAST(NULL AS DOUBLE) AS "minutes"
        FROM (
          SELECT
            *
          FROM "told_spend" AS "t1"
          WHERE
            "t1"."day" >= "t1"."first_day" AND "t1"."day" < "t1"."end_day"
        ) AS "t4"
      ) AS "t8"
    ) AS "t10"
  ) AS "t15"
) AS "t16"
GROUP BY
  1,
  2,
  3,
  4,
  5
