SELECT
  "t0"."segment",
  "t0"."place",
  "t0"."reached",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."entered"), 0) AS "entered"
FROM "counts" AS "t0"
GROUP BY
  1,
  2,
  3
