SELECT
  "t0"."bucket",
  "t0"."segment",
  "t0"."place",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."judged"), 0) AS "judged",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."converted"), 0) AS "converted",
  SUM("t0"."value") AS "value",
  SUM("t0"."converted_value") AS "converted_value",
  SUM("t0"."squares") AS "squares",
  SUM("t0"."converted_squares") AS "converted_squares"
FROM "counts" AS "t0"
GROUP BY
  1,
  2,
  3
