SELECT
  "t8"."bucket",
  "t8"."segment",
  "t8"."wait",
  "t8"."length",
  "t8"."ended",
  SUM("t8"."alike") AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t3"."bucket",
      "t3"."segment",
      "t3"."alike",
      'hand' AS "wait",
      "t3"."hand" AS "length",
      "t3"."tried" AS "ended"
    FROM (
      SELECT
        *
      FROM "counts" AS "t0"
      WHERE
        "t0"."hand" IS NOT NULL
    ) AS "t3"
  ) AS "t6"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t1"."bucket",
        "t1"."segment",
        "t1"."alike",
        'total' AS "wait",
        "t1"."total" AS "length",
        "t1"."tried" AS "ended"
      FROM (
        SELECT
          *
        FROM "counts" AS "t0"
        WHERE
          "t0"."total" IS NOT NULL
      ) AS "t1"
    ) AS "t4"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t2"."bucket",
        "t2"."segment",
        "t2"."alike",
        'system' AS "wait",
        "t2"."system" AS "length",
        "t2"."given" AS "ended"
      FROM (
        SELECT
          *
        FROM "counts" AS "t0"
        WHERE
          "t0"."system" IS NOT NULL
      ) AS "t2"
    ) AS "t5"
  ) AS "t7"
) AS "t8"
GROUP BY
  1,
  2,
  3,
  4,
  5
