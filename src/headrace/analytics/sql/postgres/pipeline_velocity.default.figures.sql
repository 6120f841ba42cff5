SELECT
  "t0"."bucket",
  "t0"."segment",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."opportunities"), 0) AS "opportunities",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."won"), 0) AS "won",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."lost"), 0) AS "lost",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."expired"), 0) AS "expired",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."open"), 0) AS "open",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."valued"), 0) AS "valued",
  SUM("t0"."revenue") AS "revenue"
FROM "counts" AS "t0"
GROUP BY
  1,
  2
