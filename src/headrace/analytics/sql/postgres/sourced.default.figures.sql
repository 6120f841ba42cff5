SELECT
  "t0"."bucket",
  "t0"."segment",
  "t0"."definition",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."deals"), 0) AS "deals",
  SUM("t0"."value") AS "value"
FROM "counts" AS "t0"
GROUP BY
  1,
  2,
  3
