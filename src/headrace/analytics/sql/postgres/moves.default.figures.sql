SELECT
  "t0"."segment",
  "t0"."frm",
  "t0"."place",
  "t0"."kind",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."count"), 0) AS "count"
FROM "counts" AS "t0"
GROUP BY
  1,
  2,
  3,
  4
