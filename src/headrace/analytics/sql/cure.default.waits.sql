SELECT
  "t5"."segment",
  "t5"."place",
  "t5"."wait",
  "t5"."length",
  "t5"."ended",
  SUM("t5"."alike") AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t1"."segment",
      "t1"."place",
      "t1"."alike",
      'end' AS "wait",
      "t1"."minutes" AS "length",
      "t1"."ended"
    FROM (
      SELECT
        *
      FROM "counts" AS "t0"
      WHERE
        "t0"."minutes" IS NOT NULL
    ) AS "t1"
  ) AS "t3"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t2"."segment",
      "t2"."place",
      "t2"."alike",
      'until' AS "wait",
      "t2"."until" AS "length",
      "t2"."came" AS "ended"
    FROM (
      SELECT
        *
      FROM "counts" AS "t0"
      WHERE
        "t0"."until" IS NOT NULL
    ) AS "t2"
  ) AS "t4"
) AS "t5"
GROUP BY
  1,
  2,
  3,
  4,
  5
