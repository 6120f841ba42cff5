SELECT
  "t6"."bucket",
  "t6"."segment",
  "t6"."purpose",
  COUNT(*) AS "alike",
  SUM("t6"."media") AS "media",
  SUM("t6"."hours") AS "hours",
  SUM("t6"."minutes") AS "minutes"
FROM (
  SELECT
    *
  FROM (
    SELECT
      CAST(NULL AS TEXT) AS "unit",
      CAST(NULL AS TEXT) AS "journey",
      CAST(NULL AS TEXT) AS "person",
      "t2"."bucket",
      "t2"."segment",
      "t2"."purpose",
      "t2"."value" AS "media",
      CASE WHEN "t2"."value" IS NULL THEN "t2"."hours" ELSE CAST(NULL AS DOUBLE) END AS "hours",
      CAST(NULL AS DOUBLE) AS "minutes"
    FROM (
      SELECT
        *
      FROM "told_spend" AS "t0"
      WHERE
        "t0"."day" >= "t0"."first_day" AND "t0"."day" < "t0"."end_day"
    ) AS "t2"
  ) AS "t5"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      CAST(NULL AS TEXT) AS "unit",
      CAST(NULL AS TEXT) AS "journey",
      CAST(NULL AS TEXT) AS "person",
      "t3"."bucket",
      "t3"."segment",
      'calls' AS "purpose",
      CAST(NULL AS BIGINT) AS "media",
      CAST(NULL AS DOUBLE) AS "hours",
      "t3"."minutes"
    FROM (
      SELECT
        *
      FROM "told_calls" AS "t1"
      WHERE
        "t1"."day" >= "t1"."first_day" AND "t1"."day" < "t1"."end_day"
    ) AS "t3"
  ) AS "t4"
) AS "t6"
GROUP BY
  1,
  2,
  3
