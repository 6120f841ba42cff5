SELECT
  "t0"."segment",
  "t0"."purpose",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."paying"), 0) AS "paying",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."customers"), 0) AS "customers",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."lost"), 0) AS "lost",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."fresh"), 0) AS "fresh",
  SUM("t0"."revenue") AS "revenue",
  SUM("t0"."change") AS "change",
  SUM("t0"."media") AS "media",
  SUM("t0"."hours") AS "hours",
  SUM("t0"."minutes") AS "minutes"
FROM "counts" AS "t0"
GROUP BY
  1,
  2
