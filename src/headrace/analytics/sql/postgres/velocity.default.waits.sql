WITH "t1" AS (
  SELECT
    "t0"."place",
    "t0"."segment",
    "t0"."onward",
    "t0"."left",
    "t0"."minutes",
    "t0"."stayed",
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
)
SELECT
  "t7"."place",
  "t7"."segment",
  "t7"."wait",
  "t7"."length",
  "t7"."ended",
  SUM("t7"."alike") AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t3"."place",
      "t3"."segment",
      "t3"."alike",
      'onward' AS "wait",
      "t3"."minutes" AS "length",
      "t3"."moved_on" AS "ended"
    FROM (
      SELECT
        *
      FROM "t1" AS "t2"
      WHERE
        "t2"."minutes" IS NOT NULL
    ) AS "t3"
  ) AS "t5"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t4"."place",
      "t4"."segment",
      "t4"."alike",
      'stay' AS "wait",
      "t4"."stayed" AS "length",
      "t4"."left" AS "ended"
    FROM (
      SELECT
        *
      FROM "t1" AS "t2"
      WHERE
        "t2"."stayed" IS NOT NULL
    ) AS "t4"
  ) AS "t6"
) AS "t7"
GROUP BY
  1,
  2,
  3,
  4,
  5
