SELECT
  "t0"."segment",
  "t0"."place",
  "t0"."silence",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."silent"), 0) AS "silent",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."silent_won"), 0) AS "silent_won"
FROM "counts" AS "t0"
GROUP BY
  1,
  2,
  3
