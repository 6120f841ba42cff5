SELECT
  "t0"."bucket",
  "t0"."segment",
  "t0"."place",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."entered"), 0) AS "entered",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."judged"), 0) AS "judged",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."converted"), 0) AS "converted",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."open"), 0) AS "open"
FROM "counts" AS "t0"
GROUP BY
  1,
  2,
  3
