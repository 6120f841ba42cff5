SELECT
  "t0"."bucket",
  "t0"."segment",
  "t0"."place",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."entered"), 0) AS "entered",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."won"), 0) AS "won",
  SUM("t0"."revenue") AS "revenue",
  SUM("t0"."visits") AS "visits",
  SUM("t0"."squares") AS "squares",
  SUM("t0"."priced") AS "priced"
FROM "counts" AS "t0"
GROUP BY
  1,
  2,
  3
