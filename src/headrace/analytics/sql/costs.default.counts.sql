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
      "t14"."unit",
      "t14"."journey",
      "t14"."person",
      "t14"."bucket",
      "t14"."segment",
      "t14"."place",
      "t14"."entered",
      CAST(NULL AS TEXT) AS "purpose",
      CAST(NULL AS BIGINT) AS "media",
      CAST(NULL AS DOUBLE) AS "hours",
      CAST(NULL AS DOUBLE) AS "minutes"
    FROM (
      SELECT
        "t13"."unit",
        "t13"."journey",
        "t13"."person",
        "t13"."bucket",
        "t13"."segment",
        "t13"."place",
        TRUE AS "entered"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t7"."unit",
              "t7"."journey",
              "t7"."person",
              "t7"."segment",
              "t7"."bucket",
              "t7"."place",
              "t7"."position",
              "t7"."role",
              "t7"."entered_us",
              "t7"."entered_day",
              "t7"."entered_exact",
              CASE
                WHEN "t7"."left_us" < "t7"."as_of_us"
                THEN "t7"."left_us"
                ELSE CAST(NULL AS BIGINT)
              END AS "left_us",
              "t7"."left_day",
              "t7"."left_exact",
              "t7"."left_minutes",
              "t7"."next_role",
              "t7"."via",
              "t7"."reason",
              "t7"."implied",
              "t7"."value",
              "t7"."nth",
              CASE
                WHEN "t7"."again_us" < "t7"."as_of_us"
                THEN "t7"."again_us"
                ELSE CAST(NULL AS BIGINT)
              END AS "again_us",
              CASE
                WHEN "t7"."until_us" < "t7"."as_of_us"
                THEN "t7"."until_us"
                ELSE CAST(NULL AS BIGINT)
              END AS "until_us",
              CASE
                WHEN "t7"."onward_us" < "t7"."as_of_us"
                THEN "t7"."onward_us"
                ELSE CAST(NULL AS BIGINT)
              END AS "onward_us",
              "t7"."onward_day",
              "t7"."onward_exact",
              "t7"."onward_minutes",
              "t7"."ordinal",
              "t7"."came",
              "t7"."before_place",
              "t7"."before_position",
              "t7"."before_role",
              "t7"."began_day",
              "t7"."first_position",
              "t7"."won_us",
              "t7"."won_ordinal",
              "t7"."won_value",
              "t7"."last_us",
              "t7"."last_position",
              "t7"."last_role",
              "t7"."last_via",
              "t7"."kept",
              "t7"."opportunity_type",
              "t7"."as_of_us",
              "t7"."as_of_day",
              "t7"."first_day",
              "t7"."end_day",
              "t7"."within_us",
              "t7"."within_days",
              "t7"."older_us",
              "t7"."older_days",
              "t7"."stages",
              "t7"."frm_position",
              "t7"."to_position",
              "t7"."lead_position",
              "t7"."deal_position",
              "t7"."window_us",
              "t7"."sales_position",
              "t7"."influence_us"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM "visits" AS "t2"
                WHERE
                  "t2"."entered_us" < "t2"."as_of_us"
              ) AS "t5"
              WHERE
                "t5"."kept"
            ) AS "t7"
          ) AS "t10"
          WHERE
            "t10"."position" < "t10"."stages"
        ) AS "t12"
        WHERE
          "t12"."entered_day" >= "t12"."first_day"
          AND "t12"."entered_day" < "t12"."end_day"
          AND "t12"."nth" = 1
      ) AS "t13"
    ) AS "t14"
  ) AS "t15"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      CAST(NULL AS TEXT) AS "unit",
      CAST(NULL AS TEXT) AS "journey",
      CAST(NULL AS TEXT) AS "person",
      "t9"."bucket",
      "t9"."segment",
      CAST(NULL AS TEXT) AS "place",
      FALSE AS "entered",
      "t9"."purpose",
      "t9"."media",
      "t9"."hours",
      "t9"."minutes"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t3"."bucket",
          "t3"."segment",
          "t3"."purpose",
          "t3"."value" AS "media",
          CASE WHEN "t3"."value" IS NULL THEN "t3"."hours" ELSE CAST(NULL AS DOUBLE) END AS "hours",
          CAST(NULL AS DOUBLE) AS "minutes"
        FROM (
          SELECT
            *
          FROM "told_spend" AS "t0"
          WHERE
            "t0"."day" >= "t0"."first_day" AND "t0"."day" < "t0"."end_day"
        ) AS "t3"
      ) AS "t8"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t4"."bucket",
          "t4"."segment",
          'calls' AS "purpose",
          CAST(NULL AS BIGINT) AS "media",
          CAST(NULL AS DOUBLE) AS "hours",
          "t4"."minutes"
        FROM (
          SELECT
            *
          FROM "told_calls" AS "t1"
          WHERE
            "t1"."day" >= "t1"."first_day" AND "t1"."day" < "t1"."end_day"
        ) AS "t4"
      ) AS "t6"
    ) AS "t9"
  ) AS "t11"
) AS "t16"
GROUP BY
  1,
  2,
  3,
  4,
  5
