SELECT
  "t0"."place",
  "t0"."segment",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."n"), 0) AS "n",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."moved_on"), 0) AS "moved_on",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."still_waiting"), 0) AS "still_waiting",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."ended_otherwise"), 0) AS "ended_otherwise"
FROM "counts" AS "t0"
GROUP BY
  1,
  2
