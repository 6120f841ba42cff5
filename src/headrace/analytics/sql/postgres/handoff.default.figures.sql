SELECT
  "t0"."place",
  "t0"."segment",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."entered"), 0) AS "entered",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."won"), 0) AS "won",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."valued"), 0) AS "valued",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."reasoned"), 0) AS "reasoned",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."unreasoned"), 0) AS "unreasoned",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."open"), 0) AS "open"
FROM "counts" AS "t0"
GROUP BY
  1,
  2
