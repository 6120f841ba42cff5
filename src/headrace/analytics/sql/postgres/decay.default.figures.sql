SELECT
  "t0"."bucket",
  "t0"."segment",
  "t0"."place",
  "t0"."purpose",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."leads"), 0) AS "leads",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."expired"), 0) AS "expired",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."won"), 0) AS "won",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."over"), 0) AS "over",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."back"), 0) AS "back",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."back_won"), 0) AS "back_won",
  SUM("t0"."revenue") AS "revenue",
  SUM("t0"."media") AS "media",
  SUM("t0"."hours") AS "hours",
  SUM("t0"."minutes") AS "minutes"
FROM "counts" AS "t0"
GROUP BY
  1,
  2,
  3,
  4
