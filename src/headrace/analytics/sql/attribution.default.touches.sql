SELECT
  "t14"."number",
  "t14"."journey",
  "t14"."person",
  "t14"."outcome",
  "t14"."end_us",
  "t14"."window_us",
  "t14"."label",
  "t14"."at_us",
  "t14"."told_us",
  "t14"."root"
FROM (
  SELECT
    "t13"."journey",
    "t13"."person",
    "t13"."as_of_us",
    "t13"."window_us",
    "t13"."thread",
    "t13"."outcome",
    "t13"."end_us",
    "t13"."end_day",
    "t13"."end_exact",
    "t13"."value",
    "t13"."lead_us",
    "t13"."lead_exact",
    "t13"."opportunity_us",
    "t13"."opportunity_exact",
    "t13"."number",
    LEAST("t13"."at_us", "t13"."end_us") AS "at_us",
    "t13"."day",
    "t13"."root",
    "t13"."label",
    "t13"."at_us" AS "told_us"
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
        "t3"."end_day",
        "t3"."end_exact",
        "t3"."value",
        "t3"."lead_us",
        "t3"."lead_exact",
        "t3"."opportunity_us",
        "t3"."opportunity_exact",
        "t3"."number",
        "t11"."at_us",
        "t11"."day",
        "t11"."root",
        "t11"."label"
      FROM "journeys" AS "t3"
      INNER JOIN (
        SELECT
          *
        FROM (
          SELECT
            "t6"."at_us",
            "t6"."day",
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
            "t7"."day",
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
      (
        "t12"."at_us" <= "t12"."end_us"
      )
      OR (
        NOT (
          "t12"."end_exact"
        ) AND (
          "t12"."day" = "t12"."end_day"
        )
      )
  ) AS "t13"
) AS "t14"
