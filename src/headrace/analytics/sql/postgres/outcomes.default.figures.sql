SELECT
  "t0"."bucket",
  "t0"."segment",
  "t0"."place",
  "t0"."outcome",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."count"), 0) AS "count"
FROM "counts" AS "t0"
GROUP BY
  1,
  2,
  3,
  4
