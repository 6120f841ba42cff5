SELECT
  "t0"."place",
  "t0"."segment",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."entered"), 0) AS "entered",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."joined"), 0) AS "joined",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."implied"), 0) AS "implied",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."came"), 0) AS "came",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."of_the_first"), 0) AS "of_the_first",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."moved_on"), 0) AS "moved_on",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."moved_back"), 0) AS "moved_back",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."still_here"), 0) AS "still_here",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."nurtured"), 0) AS "nurtured",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."left"), 0) AS "left",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."expired"), 0) AS "expired",
  SUM("t0"."value") AS "value"
FROM "counts" AS "t0"
GROUP BY
  1,
  2
