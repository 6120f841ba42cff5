SELECT
  "t2"."place",
  "t2"."segment",
  "t2"."wait",
  "t2"."length",
  "t2"."ended",
  SUM("t2"."alike") AS "n"
FROM (
  SELECT
    "t1"."place",
    "t1"."segment",
    "t1"."alike",
    'age' AS "wait",
    "t1"."age" AS "length",
    "t1"."here" AS "ended"
  FROM (
    SELECT
      *
    FROM "counts" AS "t0"
    WHERE
      "t0"."age" IS NOT NULL
  ) AS "t1"
) AS "t2"
GROUP BY
  1,
  2,
  3,
  4,
  5
