SELECT
  "t0"."bucket",
  "t0"."segment",
  "t0"."purpose",
  SUM("t0"."media") AS "media",
  SUM("t0"."hours") AS "hours",
  SUM("t0"."minutes") AS "minutes"
FROM "counts" AS "t0"
GROUP BY
  1,
  2,
  3
