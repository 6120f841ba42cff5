SELECT
  "t0"."segment",
  "t0"."frm",
  "t0"."place",
  "t0"."reason",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."count"), 0) AS "count",
  SUM("t0"."value") AS "value"
FROM "counts" AS "t0"
GROUP BY
  1,
  2,
  3,
  4
