SELECT
  "t3"."place",
  "t3"."segment",
  "t3"."wait",
  "t3"."length",
  "t3"."ended",
  SUM("t3"."alike") AS "n"
FROM (
  SELECT
    "t2"."place",
    "t2"."segment",
    "t2"."alike",
    'onward' AS "wait",
    "t2"."minutes" AS "length",
    "t2"."moved_on" AS "ended"
  FROM (
    SELECT
      *
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
    WHERE
      "t1"."minutes" IS NOT NULL
  ) AS "t2"
) AS "t3"
GROUP BY
  1,
  2,
  3,
  4,
  5
