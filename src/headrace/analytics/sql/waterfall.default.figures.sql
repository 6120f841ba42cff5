SELECT
  "t1"."place",
  "t1"."segment",
  COALESCE(SUM("t1"."alike") FILTER(WHERE
    "t1"."entered"), 0) AS "entered",
  COALESCE(SUM("t1"."alike") FILTER(WHERE
    "t1"."joined"), 0) AS "joined",
  COALESCE(SUM("t1"."alike") FILTER(WHERE
    "t1"."implied"), 0) AS "implied",
  COALESCE(SUM("t1"."alike") FILTER(WHERE
    "t1"."came"), 0) AS "came",
  COALESCE(SUM("t1"."alike") FILTER(WHERE
    "t1"."of_the_first"), 0) AS "of_the_first",
  COALESCE(SUM("t1"."alike") FILTER(WHERE
    "t1"."moved_on"), 0) AS "moved_on",
  COALESCE(SUM("t1"."alike") FILTER(WHERE
    "t1"."moved_back"), 0) AS "moved_back",
  COALESCE(SUM("t1"."alike") FILTER(WHERE
    "t1"."still_here"), 0) AS "still_here",
  COALESCE(SUM("t1"."alike") FILTER(WHERE
    "t1"."nurtured"), 0) AS "nurtured",
  COALESCE(SUM("t1"."alike") FILTER(WHERE
    "t1"."left"), 0) AS "left",
  COALESCE(SUM("t1"."alike") FILTER(WHERE
    "t1"."expired"), 0) AS "expired",
  SUM("t1"."value") AS "value"
FROM (
  SELECT
    "t0"."place",
    "t0"."segment",
    "t0"."first" AND "t0"."implied" AS "implied",
    "t0"."first" AND "t0"."came" AS "came",
    "t0"."first",
    "t0"."joined",
    "t0"."first" AND "t0"."of_the_first" AS "of_the_first",
    "t0"."fate",
    "t0"."minutes",
    "t0"."alike",
    "t0"."value",
    "t0"."first" AND (
      "t0"."fate" = 0
    ) AS "moved_on",
    "t0"."fate" = 1 AS "moved_back",
    "t0"."fate" = 2 AS "still_here",
    "t0"."fate" = 3 AS "nurtured",
    "t0"."fate" = 4 AS "left",
    "t0"."fate" = 5 AS "expired",
    "t0"."first" AS "entered"
  FROM "counts" AS "t0"
) AS "t1"
GROUP BY
  1,
  2
