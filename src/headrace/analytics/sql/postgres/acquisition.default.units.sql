SELECT
  *
FROM (
  SELECT
    "t13"."unit",
    "t13"."journey",
    "t13"."person",
    "t13"."bucket",
    "t13"."segment",
    "t13"."won",
    "t13"."revenue",
    "t13"."cycle",
    CAST(NULL AS VARCHAR) AS "purpose",
    CAST(NULL AS BIGINT) AS "media",
    CAST(NULL AS DOUBLE PRECISION) AS "hours",
    CAST(NULL AS DOUBLE PRECISION) AS "minutes"
  FROM (
    SELECT
      "t10"."unit",
      "t10"."journey",
      "t10"."person",
      "t10"."bucket",
      "t10"."segment",
      TRUE AS "won",
      "t10"."value" AS "revenue",
      (
        "t10"."entered_day" - "t10"."began_day"
      ) * 1440 AS "cycle"
    FROM (
      SELECT
        *
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
          CASE
            WHEN "t3"."left_us" < "t3"."as_of_us"
            THEN "t3"."left_us"
            ELSE CAST(NULL AS BIGINT)
          END AS "left_us",
          "t3"."left_day",
          "t3"."left_exact",
          "t3"."left_minutes",
          "t3"."next_role",
          "t3"."via",
          "t3"."reason",
          "t3"."implied",
          "t3"."value",
          "t3"."nth",
          CASE
            WHEN "t3"."again_us" < "t3"."as_of_us"
            THEN "t3"."again_us"
            ELSE CAST(NULL AS BIGINT)
          END AS "again_us",
          CASE
            WHEN "t3"."until_us" < "t3"."as_of_us"
            THEN "t3"."until_us"
            ELSE CAST(NULL AS BIGINT)
          END AS "until_us",
          CASE
            WHEN "t3"."onward_us" < "t3"."as_of_us"
            THEN "t3"."onward_us"
            ELSE CAST(NULL AS BIGINT)
          END AS "onward_us",
          "t3"."onward_day",
          "t3"."onward_exact",
          "t3"."onward_minutes",
          "t3"."ordinal",
          "t3"."came",
          "t3"."before_place",
          "t3"."before_position",
          "t3"."before_role",
          "t3"."began_day",
          "t3"."first_position",
          "t3"."won_us",
          "t3"."won_ordinal",
          "t3"."won_value",
          "t3"."last_us",
          "t3"."last_position",
          "t3"."last_role",
          "t3"."last_via",
          "t3"."kept",
          "t3"."opportunity_type",
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
          "t3"."lead_position",
          "t3"."deal_position",
          "t3"."window_us",
          "t3"."sales_position",
          "t3"."influence_us"
        FROM (
          SELECT
            *
          FROM "visits" AS "t0"
          WHERE
            "t0"."entered_us" < "t0"."as_of_us"
        ) AS "t3"
      ) AS "t7"
      WHERE
        "t7"."role" = 'won'
        AND "t7"."nth" = 1
        AND "t7"."kept"
        AND "t7"."entered_day" >= "t7"."first_day"
        AND "t7"."entered_day" < "t7"."end_day"
    ) AS "t10"
  ) AS "t13"
) AS "t14"
UNION ALL
SELECT
  *
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "unit",
    CAST(NULL AS VARCHAR) AS "journey",
    CAST(NULL AS VARCHAR) AS "person",
    "t11"."bucket",
    "t11"."segment",
    FALSE AS "won",
    CAST(NULL AS BIGINT) AS "revenue",
    CAST(NULL AS BIGINT) AS "cycle",
    "t11"."purpose",
    "t11"."media",
    "t11"."hours",
    "t11"."minutes"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t4"."bucket",
          "t4"."segment",
          "t4"."purpose",
          "t4"."value" AS "media",
          CASE
            WHEN "t4"."value" IS NULL
            THEN "t4"."hours"
            ELSE CAST(NULL AS DOUBLE PRECISION)
          END AS "hours",
          CAST(NULL AS DOUBLE PRECISION) AS "minutes"
        FROM (
          SELECT
            *
          FROM "told_spend" AS "t1"
          WHERE
            "t1"."day" >= "t1"."first_day" AND "t1"."day" < "t1"."end_day"
        ) AS "t4"
      ) AS "t8"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t5"."bucket",
          "t5"."segment",
          'calls' AS "purpose",
          CAST(NULL AS BIGINT) AS "media",
          CAST(NULL AS DOUBLE PRECISION) AS "hours",
          "t5"."minutes"
        FROM (
          SELECT
            *
          FROM "told_calls" AS "t2"
          WHERE
            "t2"."day" >= "t2"."first_day" AND "t2"."day" < "t2"."end_day"
        ) AS "t5"
      ) AS "t6"
    ) AS "t9"
    WHERE
      "t9"."purpose" IN ('acquire', 'nurture', 'calls', 'sell')
  ) AS "t11"
) AS "t12"
