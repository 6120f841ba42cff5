SELECT
  "t0"."segment",
  "t0"."activity",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."people"), 0) AS "people",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."won"), 0) AS "won",
  SUM("t0"."times") AS "times",
  SUM("t0"."revenue") AS "revenue",
  SUM("t0"."squares") AS "squares"
FROM "counts" AS "t0"
GROUP BY
  1,
  2
