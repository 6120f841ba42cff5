SELECT
  "t0"."segment",
  "t0"."age",
  "t0"."cohort",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."customers"), 0) AS "customers",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."alive"), 0) AS "alive",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."left"), 0) AS "left"
FROM "counts" AS "t0"
GROUP BY
  1,
  2,
  3
