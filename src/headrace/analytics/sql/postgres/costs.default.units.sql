SELECT
  *
FROM (
  SELECT
    "t13"."unit",
    "t13"."journey",
    "t13"."person",
    "t13"."bucket",
    "t13"."segment",
    "t13"."place",
    "t13"."entered",
    CAST(NULL AS VARCHAR) AS "purpose",
    CAST(NULL AS BIGINT) AS "media",
    CAST(NULL AS DOUBLE PRECISION) AS "hours",
    CAST(NULL AS DOUBLE PRECISION) AS "minutes"
  FROM (
    SELECT
      "t12"."unit",
      "t12"."journey",
      "t12"."person",
      "t12"."bucket",
      "t12"."segment",
      "t12"."place",
      TRUE AS "entered"
    FROM (
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
              *
            FROM "visits" AS "t2"
            WHERE
              "t2"."entered_us" < "t2"."as_of_us"
          ) AS "t5"
          WHERE
            "t5"."kept"
        ) AS "t7"
        WHERE
          "t7"."position" < "t7"."stages"
      ) AS "t9"
      WHERE
        "t9"."entered_day" >= "t9"."first_day"
        AND "t9"."entered_day" < "t9"."end_day"
        AND "t9"."nth" = 1
    ) AS "t12"
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
    "t10"."bucket",
    "t10"."segment",
    CAST(NULL AS VARCHAR) AS "place",
    FALSE AS "entered",
    "t10"."purpose",
    "t10"."media",
    "t10"."hours",
    "t10"."minutes"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t3"."bucket",
        "t3"."segment",
        "t3"."purpose",
        "t3"."value" AS "media",
        CASE
          WHEN COALESCE("t3"."value", 0) = 0
          THEN "t3"."hours"
          ELSE CAST(NULL AS DOUBLE PRECISION)
        END AS "hours",
        CAST(NULL AS DOUBLE PRECISION) AS "minutes"
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
        CAST(NULL AS DOUBLE PRECISION) AS "hours",
        "t4"."minutes"
      FROM (
        SELECT
          *
        FROM "told_calls" AS "t1"
        WHERE
          "t1"."day" >= "t1"."first_day" AND "t1"."day" < "t1"."end_day"
      ) AS "t4"
    ) AS "t6"
  ) AS "t10"
) AS "t11"
