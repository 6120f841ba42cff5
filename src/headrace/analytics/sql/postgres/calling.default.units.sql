SELECT
  *
FROM (
  SELECT
    "t10"."unit",
    "t10"."journey",
    "t10"."person",
    "t10"."bucket",
    "t10"."segment",
    "t10"."leads",
    "t10"."opportunities",
    FALSE AS "calls",
    FALSE AS "connected",
    FALSE AS "completed",
    FALSE AS "unmeasured",
    CAST(NULL AS BIGINT) AS "dials",
    CAST(NULL AS BIGINT) AS "redials",
    CAST(NULL AS DOUBLE PRECISION) AS "talked",
    CAST(NULL AS DOUBLE PRECISION) AS "chased"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t8"."unit",
        "t8"."journey",
        "t8"."person",
        "t8"."bucket",
        "t8"."segment",
        "t8"."position" = "t8"."lead_position" AS "leads",
        "t8"."position" = "t8"."deal_position" AS "opportunities"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                *
              FROM "visits" AS "t1"
              WHERE
                "t1"."entered_us" < "t1"."as_of_us"
            ) AS "t3"
            WHERE
              "t3"."kept"
          ) AS "t4"
          WHERE
            "t4"."position" < "t4"."stages"
        ) AS "t5"
        WHERE
          "t5"."entered_day" >= "t5"."first_day"
          AND "t5"."entered_day" < "t5"."end_day"
          AND "t5"."nth" = 1
      ) AS "t8"
    ) AS "t9"
    WHERE
      "t9"."leads" OR "t9"."opportunities"
  ) AS "t10"
) AS "t11"
UNION ALL
SELECT
  *
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "unit",
    CAST(NULL AS VARCHAR) AS "journey",
    CAST(NULL AS VARCHAR) AS "person",
    "t6"."bucket",
    "t6"."segment",
    FALSE AS "leads",
    FALSE AS "opportunities",
    "t6"."calls",
    "t6"."connected",
    "t6"."completed",
    "t6"."unmeasured",
    "t6"."dials",
    "t6"."redials",
    "t6"."talked",
    "t6"."chased"
  FROM (
    SELECT
      "t2"."bucket",
      "t2"."segment",
      TRUE AS "calls",
      COALESCE("t2"."connected", FALSE) OR COALESCE("t2"."completed", FALSE) AS "connected",
      COALESCE("t2"."completed", FALSE) AS "completed",
      "t2"."minutes" IS NULL AS "unmeasured",
      CASE WHEN "t2"."dials" > 1 THEN "t2"."dials" ELSE 1 END AS "dials",
      CASE
        WHEN COALESCE("t2"."completed", FALSE) AND (
          "t2"."minutes" IS NOT NULL
        )
        THEN CASE WHEN "t2"."dials" > 1 THEN "t2"."dials" ELSE 1 END - 1
        ELSE 0
      END AS "redials",
      CASE
        WHEN COALESCE("t2"."completed", FALSE)
        THEN "t2"."minutes"
        ELSE CAST(NULL AS DOUBLE PRECISION)
      END AS "talked",
      CASE
        WHEN COALESCE("t2"."completed", FALSE)
        THEN CAST(NULL AS DOUBLE PRECISION)
        ELSE "t2"."minutes"
      END AS "chased"
    FROM (
      SELECT
        *
      FROM "told_calls" AS "t0"
      WHERE
        "t0"."day" >= "t0"."first_day" AND "t0"."day" < "t0"."end_day"
    ) AS "t2"
  ) AS "t6"
) AS "t7"
