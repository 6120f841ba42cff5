SELECT
  "t0"."place",
  "t0"."segment",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."here"), 0) AS "here",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."undated"), 0) AS "undated",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."older"), 0) AS "older",
  SUM("t0"."value") AS "value"
FROM "counts" AS "t0"
GROUP BY
  1,
  2
