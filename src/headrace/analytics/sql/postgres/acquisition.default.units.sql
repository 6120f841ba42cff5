SELECT
  *
FROM (
  SELECT
    "t10"."unit",
    "t10"."journey",
    "t10"."person",
    "t10"."bucket",
    "t10"."segment",
    "t10"."won",
    "t10"."revenue",
    "t10"."cycle",
    CAST(NULL AS VARCHAR) AS "purpose",
    CAST(NULL AS BIGINT) AS "media",
    CAST(NULL AS DOUBLE PRECISION) AS "hours",
    CAST(NULL AS DOUBLE PRECISION) AS "minutes"
  FROM (
    SELECT
      "t7"."unit",
      "t7"."journey",
      "t7"."person",
      "t7"."bucket",
      "t7"."segment",
      TRUE AS "won",
      "t7"."value" AS "revenue",
      (
        "t7"."entered_day" - "t7"."began_day"
      ) * 1440 AS "cycle"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM "visits" AS "t0"
        WHERE
          "t0"."entered_us" < "t0"."as_of_us"
      ) AS "t3"
      WHERE
        "t3"."role" = 'won'
        AND "t3"."nth" = 1
        AND "t3"."kept"
        AND "t3"."entered_day" >= "t3"."first_day"
        AND "t3"."entered_day" < "t3"."end_day"
    ) AS "t7"
  ) AS "t10"
) AS "t11"
UNION ALL
SELECT
  *
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "unit",
    CAST(NULL AS VARCHAR) AS "journey",
    CAST(NULL AS VARCHAR) AS "person",
    "t12"."bucket",
    "t12"."segment",
    FALSE AS "won",
    CAST(NULL AS BIGINT) AS "revenue",
    CAST(NULL AS BIGINT) AS "cycle",
    "t12"."purpose",
    "t12"."media",
    "t12"."hours",
    "t12"."minutes"
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
            WHEN COALESCE("t4"."value", 0) = 0
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
  ) AS "t12"
) AS "t13"
