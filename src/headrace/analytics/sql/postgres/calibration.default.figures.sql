SELECT
  "t0"."segment",
  "t0"."score",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."leads"), 0) AS "leads",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."won"), 0) AS "won"
FROM "counts" AS "t0"
GROUP BY
  1,
  2
