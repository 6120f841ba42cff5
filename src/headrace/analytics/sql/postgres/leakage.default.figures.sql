SELECT
  "t0"."segment",
  "t0"."outcome",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."count"), 0) AS "count",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."followed"), 0) AS "followed",
  SUM("t0"."booked") AS "booked",
  SUM("t0"."recovered") AS "recovered",
  SUM("t0"."revenue") AS "revenue"
FROM "counts" AS "t0"
GROUP BY
  1,
  2
