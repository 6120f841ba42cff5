SELECT
  "t0"."bucket",
  "t0"."segment",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."inquiries"), 0) AS "inquiries",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."tried"), 0) AS "tried",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."given"), 0) AS "given",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."timed"), 0) AS "timed",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."in_5_minutes"), 0) AS "in_5_minutes",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."in_an_hour"), 0) AS "in_an_hour",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."in_a_day"), 0) AS "in_a_day"
FROM "counts" AS "t0"
GROUP BY
  1,
  2
