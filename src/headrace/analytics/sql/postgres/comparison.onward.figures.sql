SELECT
  "t0"."bucket",
  "t0"."segment",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."judged"), 0) AS "judged",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."converted"), 0) AS "converted"
FROM "counts" AS "t0"
GROUP BY
  1,
  2
