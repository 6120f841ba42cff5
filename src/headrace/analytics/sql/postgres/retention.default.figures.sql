SELECT
  "t0"."segment",
  "t0"."cohort",
  "t0"."bucket",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."active"), 0) AS "active",
  SUM("t0"."revenue") AS "revenue"
FROM "counts" AS "t0"
GROUP BY
  1,
  2,
  3
