SELECT
  "t0"."bucket",
  "t0"."segment",
  "t0"."purpose",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."deals"), 0) AS "deals",
  SUM("t0"."revenue") AS "revenue",
  SUM("t0"."sourced") AS "sourced",
  SUM("t0"."media") AS "media",
  SUM("t0"."hours") AS "hours",
  SUM("t0"."minutes") AS "minutes"
FROM "counts" AS "t0"
GROUP BY
  1,
  2,
  3
