SELECT
  "t12"."number",
  "t12"."journey",
  "t12"."person",
  "t12"."outcome",
  "t12"."end_us",
  "t12"."window_us",
  "t12"."label",
  "t12"."at_us",
  "t12"."root"
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
      "t10"."at_us",
      "t10"."root",
      "t10"."label"
    FROM "journeys" AS "t3"
    INNER JOIN (
      SELECT
        *
      FROM (
        SELECT
          "t4"."at_us",
          "t4"."root",
          COALESCE("t4"."person", "t4"."journey") AS "thread",
          COALESCE("t4"."segment", 'unknown') AS "label"
        FROM (
          SELECT
            *
          FROM "told_touches" AS "t1"
          WHERE
            "t1"."at_us" IS NOT NULL
        ) AS "t4"
      ) AS "t6"
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
      ) AS "t8"
    ) AS "t10"
      ON "t3"."thread" = "t10"."thread"
  ) AS "t11"
  WHERE
    "t11"."at_us" <= COALESCE("t11"."end_us", "t11"."as_of_us" - 1)
) AS "t12"
