SELECT
  "t11"."bucket",
  "t11"."segment",
  "t11"."purpose",
  COUNT(*) AS "alike",
  SUM("t11"."media") AS "media",
  SUM("t11"."hours") AS "hours",
  SUM("t11"."minutes") AS "minutes"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t3"."unit",
      "t3"."journey",
      "t3"."person",
      CAST(NULL AS INT) AS "bucket",
      CAST(NULL AS TEXT) AS "segment",
      CAST(NULL AS TEXT) AS "purpose",
      CAST(NULL AS BIGINT) AS "media",
      CAST(NULL AS DOUBLE) AS "hours",
      CAST(NULL AS DOUBLE) AS "minutes"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          CAST(NULL AS TEXT) AS "unit",
          CAST(NULL AS TEXT) AS "journey",
          CAST(NULL AS TEXT) AS "person"
        FROM "told_spend" AS "t0"
      ) AS "t2"
      WHERE
        FALSE
    ) AS "t3"
  ) AS "t6"
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
      "t9"."purpose",
      "t9"."media",
      "t9"."hours",
      "t9"."minutes"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t4"."bucket",
          "t4"."segment",
          "t4"."purpose",
          "t4"."value" AS "media",
          CASE WHEN "t4"."value" IS NULL THEN "t4"."hours" ELSE CAST(NULL AS DOUBLE) END AS "hours",
          CAST(NULL AS DOUBLE) AS "minutes"
        FROM (
          SELECT
            *
          FROM "told_spend" AS "t0"
          WHERE
            "t0"."day" >= "t0"."first_day" AND "t0"."day" < "t0"."end_day"
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
          CAST(NULL AS DOUBLE) AS "hours",
          "t5"."minutes"
        FROM (
          SELECT
            *
          FROM "told_calls" AS "t1"
          WHERE
            "t1"."day" >= "t1"."first_day" AND "t1"."day" < "t1"."end_day"
        ) AS "t5"
      ) AS "t7"
    ) AS "t9"
  ) AS "t10"
) AS "t11"
GROUP BY
  1,
  2,
  3
