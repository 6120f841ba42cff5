SELECT
  "t0"."bucket",
  "t0"."segment",
  "t0"."place",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."judged"), 0) AS "judged",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."converted"), 0) AS "converted",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."scrubbed"), 0) AS "scrubbed",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."fake"), 0) AS "fake",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."clean"), 0) AS "clean",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."clean_converted"), 0) AS "clean_converted"
FROM "counts" AS "t0"
GROUP BY
  1,
  2,
  3
