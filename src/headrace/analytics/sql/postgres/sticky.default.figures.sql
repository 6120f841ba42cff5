SELECT
  "t0"."bucket",
  "t0"."segment",
  "t0"."place",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."entered"), 0) AS "entered",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."dropped"), 0) AS "dropped",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."moved_on"), 0) AS "moved_on",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."judged"), 0) AS "judged",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."in_time"), 0) AS "in_time",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."ever"), 0) AS "ever",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."grown"), 0) AS "grown",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."grown_in_time"), 0) AS "grown_in_time",
  SUM("t0"."revenue") AS "revenue"
FROM "counts" AS "t0"
GROUP BY
  1,
  2,
  3
