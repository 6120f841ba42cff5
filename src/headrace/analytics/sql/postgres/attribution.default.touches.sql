SELECT
  "t13"."number",
  "t13"."journey",
  "t13"."person",
  "t13"."outcome",
  "t13"."end_us",
  "t13"."window_us",
  "t13"."label",
  "t13"."at_us",
  "t13"."root"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t3"."journey",
      "t3"."person",
      "t3"."as_of_us",
      "t3"."window_us",
      "t3"."thread",
      "t3"."outcome",
      "t3"."end_us",
      "t3"."value",
      "t3"."lead_us",
      "t3"."opportunity_us",
      "t3"."number",
      "t11"."at_us",
      "t11"."root",
      "t11"."label"
    FROM "journeys" AS "t3"
    INNER JOIN (
      SELECT
        *
      FROM (
        SELECT
          "t6"."at_us",
          "t6"."root",
          COALESCE("t6"."person", "t6"."journey") AS "thread",
          COALESCE("t6"."segment", 'unknown') AS "label"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM "told_touches" AS "t1"
            WHERE
              "t1"."kind" = 'touched'
          ) AS "t4"
          WHERE
            "t4"."at_us" IS NOT NULL
        ) AS "t6"
      ) AS "t8"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t7"."at_us",
          "t7"."root",
          COALESCE("t7"."person", "t7"."journey") AS "thread",
          COALESCE("t7"."segment", 'unknown') AS "label"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM "told_moves" AS "t2"
            WHERE
              "t2"."kind" = 'inquired'
          ) AS "t5"
          WHERE
            "t5"."at_us" IS NOT NULL
        ) AS "t7"
      ) AS "t9"
    ) AS "t11"
      ON "t3"."thread" = "t11"."thread"
  ) AS "t12"
  WHERE
    "t12"."at_us" <= COALESCE("t12"."end_us", "t12"."as_of_us" - 1)
) AS "t13"
