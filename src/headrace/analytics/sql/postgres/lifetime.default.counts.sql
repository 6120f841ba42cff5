WITH "t24" AS (
  SELECT
    "t23"."unit",
    "t23"."number",
    "t23"."start",
    "t23"."journey",
    "t23"."person",
    "t23"."segment",
    "t23"."revenue",
    LAG("t23"."number") OVER (
      PARTITION BY "t23"."unit"
      ORDER BY "t23"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "earlier",
    LEAD("t23"."number") OVER (
      PARTITION BY "t23"."unit"
      ORDER BY "t23"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "later",
    LEAD("t23"."revenue") OVER (
      PARTITION BY "t23"."unit"
      ORDER BY "t23"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "then"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t21"."unit",
        "t21"."number",
        "t21"."start",
        MAX("t21"."journey") AS "journey",
        MAX("t21"."person") AS "person",
        MIN("t21"."segment") AS "segment",
        SUM("t21"."value") AS "revenue"
      FROM (
        SELECT
          "t20"."day",
          "t20"."person",
          "t20"."journey",
          "t20"."kind",
          "t20"."at_us",
          "t20"."root",
          "t20"."account",
          "t20"."value",
          "t20"."segment",
          "t20"."bucket",
          "t20"."as_of_us",
          "t20"."as_of_day",
          "t20"."first_day",
          "t20"."end_day",
          "t20"."within_us",
          "t20"."within_days",
          "t20"."older_us",
          "t20"."older_days",
          "t20"."stages",
          "t20"."frm_position",
          "t20"."to_position",
          "t20"."lead_position",
          "t20"."deal_position",
          "t20"."window_us",
          "t20"."sales_position",
          "t20"."influence_us",
          "t20"."unit",
          "t20"."began",
          "t7"."number",
          "t7"."start"
        FROM (
          SELECT
            "t13"."day",
            "t13"."person",
            "t13"."journey",
            "t13"."kind",
            "t13"."at_us",
            "t13"."root",
            "t13"."account",
            "t13"."value",
            MIN("t13"."segment") OVER (
              PARTITION BY "t13"."unit"
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "segment",
            "t13"."bucket",
            "t13"."as_of_us",
            "t13"."as_of_day",
            "t13"."first_day",
            "t13"."end_day",
            "t13"."within_us",
            "t13"."within_days",
            "t13"."older_us",
            "t13"."older_days",
            "t13"."stages",
            "t13"."frm_position",
            "t13"."to_position",
            "t13"."lead_position",
            "t13"."deal_position",
            "t13"."window_us",
            "t13"."sales_position",
            "t13"."influence_us",
            "t13"."unit",
            MIN("t13"."day") OVER (
              PARTITION BY "t13"."unit"
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "began"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t9"."day",
                "t9"."person",
                "t9"."journey",
                "t9"."kind",
                "t9"."at_us",
                "t9"."root",
                "t9"."account",
                "t9"."value",
                "t9"."segment",
                "t9"."bucket",
                "t9"."as_of_us",
                "t9"."as_of_day",
                "t9"."first_day",
                "t9"."end_day",
                "t9"."within_us",
                "t9"."within_days",
                "t9"."older_us",
                "t9"."older_days",
                "t9"."stages",
                "t9"."frm_position",
                "t9"."to_position",
                "t9"."lead_position",
                "t9"."deal_position",
                "t9"."window_us",
                "t9"."sales_position",
                "t9"."influence_us",
                COALESCE("t9"."person", "t9"."account", "t9"."journey") AS "unit"
              FROM (
                SELECT
                  *
                FROM "told_payments" AS "t3"
                WHERE
                  "t3"."day" IS NOT NULL
              ) AS "t9"
            ) AS "t12"
            WHERE
              "t12"."unit" IS NOT NULL
          ) AS "t13"
        ) AS "t20"
        INNER JOIN (
          SELECT
            "t2"."number",
            "t2"."start"
          FROM "told_periods" AS "t2"
        ) AS "t7"
          ON "t20"."bucket" = "t7"."start"
      ) AS "t21"
      GROUP BY
        1,
        2,
        3
    ) AS "t22"
    WHERE
      "t22"."revenue" > 0
  ) AS "t23"
)
SELECT
  "t33"."segment",
  "t33"."purpose",
  "t33"."paying",
  "t33"."customers",
  "t33"."lost",
  "t33"."fresh",
  COUNT(*) AS "alike",
  SUM("t33"."revenue") AS "revenue",
  SUM("t33"."change") AS "change",
  SUM("t33"."media") AS "media",
  SUM("t33"."hours") AS "hours",
  SUM("t33"."minutes") AS "minutes"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t31"."unit",
      "t31"."journey",
      "t31"."person",
      "t31"."segment",
      "t31"."paying",
      "t31"."customers",
      "t31"."lost",
      "t31"."fresh",
      "t31"."revenue",
      "t31"."change",
      CAST(NULL AS VARCHAR) AS "purpose",
      CAST(NULL AS BIGINT) AS "media",
      CAST(NULL AS DOUBLE PRECISION) AS "hours",
      CAST(NULL AS DOUBLE PRECISION) AS "minutes"
    FROM (
      SELECT
        "t30"."unit",
        "t30"."journey",
        "t30"."person",
        "t30"."segment",
        "t30"."closing" > 0 AS "paying",
        "t30"."opening" > 0 AS "customers",
        (
          "t30"."opening" > 0
        ) AND (
          "t30"."closing" = 0
        ) AS "lost",
        "t30"."fresh",
        "t30"."closing" AS "revenue",
        CASE
          WHEN (
            "t30"."opening" > 0
          ) AND (
            "t30"."closing" > 0
          )
          THEN "t30"."closing" - "t30"."opening"
          ELSE 0
        END AS "change"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t25"."unit",
            "t25"."journey",
            "t25"."person",
            "t25"."segment",
            "t25"."number" + 1 AS "number",
            "t25"."revenue" AS "opening",
            CASE
              WHEN COALESCE("t25"."later" = (
                "t25"."number" + 1
              ), FALSE)
              THEN "t25"."then"
              ELSE 0
            END AS "closing",
            FALSE AS "fresh",
            FALSE AS "back"
          FROM "t24" AS "t25"
        ) AS "t26"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t27"."unit",
            "t27"."journey",
            "t27"."person",
            "t27"."segment",
            "t27"."number",
            0 AS "opening",
            "t27"."revenue" AS "closing",
            "t27"."earlier" IS NULL AS "fresh",
            "t27"."earlier" IS NOT NULL AS "back"
          FROM (
            SELECT
              *
            FROM "t24" AS "t25"
            WHERE
              NOT (
                COALESCE("t25"."earlier" = (
                  "t25"."number" - 1
                ), FALSE)
              )
          ) AS "t27"
        ) AS "t28"
      ) AS "t30"
      INNER JOIN (
        SELECT
          "t8"."number" AS "period",
          "t8"."start" AS "bucket"
        FROM (
          SELECT
            *
          FROM "told_periods" AS "t2"
          WHERE
            "t2"."start" >= "t2"."first_day" AND "t2"."start" < "t2"."end_day"
        ) AS "t8"
      ) AS "t11"
        ON "t30"."number" = "t11"."period"
    ) AS "t31"
  ) AS "t32"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      CAST(NULL AS VARCHAR) AS "unit",
      CAST(NULL AS VARCHAR) AS "journey",
      CAST(NULL AS VARCHAR) AS "person",
      "t17"."segment",
      FALSE AS "paying",
      FALSE AS "customers",
      FALSE AS "lost",
      FALSE AS "fresh",
      CAST(NULL AS BIGINT) AS "revenue",
      CAST(NULL AS BIGINT) AS "change",
      "t17"."purpose",
      "t17"."media",
      "t17"."hours",
      "t17"."minutes"
    FROM (
      SELECT
        "t16"."segment",
        "t16"."purpose",
        "t16"."media",
        "t16"."hours",
        "t16"."minutes"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t4"."bucket",
            "t4"."segment",
            "t4"."purpose",
            "t4"."value" AS "media",
            CASE
              WHEN COALESCE("t4"."value", 0) = 0
              THEN "t4"."hours"
              ELSE CAST(NULL AS DOUBLE PRECISION)
            END AS "hours",
            CAST(NULL AS DOUBLE PRECISION) AS "minutes"
          FROM "told_spend" AS "t4"
          WHERE
            EXISTS(
              SELECT
                1
              FROM (
                SELECT
                  "t8"."number" AS "period",
                  "t8"."start" AS "bucket"
                FROM (
                  SELECT
                    *
                  FROM "told_periods" AS "t2"
                  WHERE
                    "t2"."start" >= "t2"."first_day" AND "t2"."start" < "t2"."end_day"
                ) AS "t8"
              ) AS "t11"
              WHERE
                "t4"."bucket" = "t11"."bucket"
            )
        ) AS "t14"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t5"."bucket",
            "t5"."segment",
            'calls' AS "purpose",
            CAST(NULL AS BIGINT) AS "media",
            CAST(NULL AS DOUBLE PRECISION) AS "hours",
            "t5"."minutes"
          FROM "told_calls" AS "t5"
          WHERE
            EXISTS(
              SELECT
                1
              FROM (
                SELECT
                  "t8"."number" AS "period",
                  "t8"."start" AS "bucket"
                FROM (
                  SELECT
                    *
                  FROM "told_periods" AS "t2"
                  WHERE
                    "t2"."start" >= "t2"."first_day" AND "t2"."start" < "t2"."end_day"
                ) AS "t8"
              ) AS "t11"
              WHERE
                "t5"."bucket" = "t11"."bucket"
            )
        ) AS "t15"
      ) AS "t16"
    ) AS "t17"
  ) AS "t19"
) AS "t33"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6
