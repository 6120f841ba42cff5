SELECT
  "t2"."bucket",
  "t2"."segment",
  "t2"."place",
  "t2"."wait",
  "t2"."seen",
  "t2"."length",
  "t2"."ended",
  SUM("t2"."alike") AS "n"
FROM (
  SELECT
    "t1"."bucket",
    "t1"."segment",
    "t1"."place",
    "t1"."seen",
    "t1"."alike",
    'step' AS "wait",
    "t1"."wait" AS "length",
    "t1"."ended"
  FROM (
    SELECT
      *
    FROM "counts" AS "t0"
    WHERE
      "t0"."wait" IS NOT NULL
  ) AS "t1"
) AS "t2"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6,
  7
