SELECT
  "t0"."segment",
  "t0"."repeats",
  "t0"."recency",
  "t0"."age",
  "t0"."spent",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."customers"), 0) AS "customers",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."returned"), 0) AS "returned"
FROM "counts" AS "t0"
GROUP BY
  1,
  2,
  3,
  4,
  5
