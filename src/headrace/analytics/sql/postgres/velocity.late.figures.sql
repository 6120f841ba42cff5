SELECT
  "t1"."place",
  "t1"."segment",
  COALESCE(SUM("t1"."alike") FILTER(WHERE
    "t1"."n"), 0) AS "n",
  COALESCE(SUM("t1"."alike") FILTER(WHERE
    "t1"."moved_on"), 0) AS "moved_on",
  COALESCE(SUM("t1"."alike") FILTER(WHERE
    "t1"."still_waiting"), 0) AS "still_waiting",
  COALESCE(SUM("t1"."alike") FILTER(WHERE
    "t1"."ended_otherwise"), 0) AS "ended_otherwise"
FROM (
  SELECT
    "t0"."place",
    "t0"."segment",
    "t0"."onward",
    "t0"."left",
    "t0"."minutes",
    "t0"."stayed",
    "t0"."seen",
    "t0"."alike",
    TRUE AS "n",
    "t0"."onward" AS "moved_on",
    NOT (
      "t0"."onward"
    ) AND NOT (
      "t0"."left"
    ) AS "still_waiting",
    NOT (
      "t0"."onward"
    ) AND "t0"."left" AS "ended_otherwise"
  FROM "counts" AS "t0"
) AS "t1"
GROUP BY
  1,
  2
