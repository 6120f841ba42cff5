WITH "t29" AS (
  SELECT
    "t28"."unit",
    "t28"."number",
    "t28"."start",
    "t28"."journey",
    "t28"."person",
    "t28"."segment",
    "t28"."revenue",
    LAG("t28"."number") OVER (
      PARTITION BY "t28"."unit"
      ORDER BY "t28"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "earlier",
    LEAD("t28"."number") OVER (
      PARTITION BY "t28"."unit"
      ORDER BY "t28"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "later",
    LEAD("t28"."revenue") OVER (
      PARTITION BY "t28"."unit"
      ORDER BY "t28"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "then"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t26".*
        EXCLUDE ("refund")
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t24"."unit",
            "t24"."number",
            "t24"."start",
            MAX("t24"."journey") AS "journey",
            MAX("t24"."person") AS "person",
            MIN("t24"."segment") AS "segment",
            SUM("t24"."value") AS "revenue",
            BOOL_AND(CAST("t24"."refund" AS BOOLEAN)) AS "refund"
          FROM (
            SELECT
              "t23"."day",
              "t23"."person",
              "t23"."journey",
              "t23"."kind",
              "t23"."at_us",
              "t23"."root",
              "t23"."account",
              "t23"."value",
              "t23"."segment",
              "t23"."bucket",
              "t23"."as_of_us",
              "t23"."as_of_day",
              "t23"."first_day",
              "t23"."end_day",
              "t23"."within_us",
              "t23"."within_days",
              "t23"."older_us",
              "t23"."older_days",
              "t23"."stages",
              "t23"."frm_position",
              "t23"."to_position",
              "t23"."lead_position",
              "t23"."deal_position",
              "t23"."window_us",
              "t23"."sales_position",
              "t23"."influence_us",
              "t23"."unit",
              "t23"."refund",
              "t23"."began",
              "t7"."number",
              "t7"."start"
            FROM (
              SELECT
                "t21"."day",
                "t21"."person",
                "t21"."journey",
                "t21"."kind",
                "t21"."at_us",
                "t21"."root",
                "t21"."account",
                "t21"."value",
                MIN("t21"."segment") OVER (
                  PARTITION BY "t21"."unit"
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) AS "segment",
                "t21"."bucket",
                "t21"."as_of_us",
                "t21"."as_of_day",
                "t21"."first_day",
                "t21"."end_day",
                "t21"."within_us",
                "t21"."within_days",
                "t21"."older_us",
                "t21"."older_days",
                "t21"."stages",
                "t21"."frm_position",
                "t21"."to_position",
                "t21"."lead_position",
                "t21"."deal_position",
                "t21"."window_us",
                "t21"."sales_position",
                "t21"."influence_us",
                "t21"."unit",
                "t21"."refund",
                "t21"."began"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t18"."day",
                    "t18"."person",
                    "t18"."journey",
                    "t18"."kind",
                    "t18"."at_us",
                    "t18"."root",
                    "t18"."account",
                    "t18"."value",
                    "t18"."segment",
                    "t18"."bucket",
                    "t18"."as_of_us",
                    "t18"."as_of_day",
                    "t18"."first_day",
                    "t18"."end_day",
                    "t18"."within_us",
                    "t18"."within_days",
                    "t18"."older_us",
                    "t18"."older_days",
                    "t18"."stages",
                    "t18"."frm_position",
                    "t18"."to_position",
                    "t18"."lead_position",
                    "t18"."deal_position",
                    "t18"."window_us",
                    "t18"."sales_position",
                    "t18"."influence_us",
                    "t18"."unit",
                    "t18"."refund",
                    MIN(CASE WHEN "t18"."refund" THEN CAST(NULL AS INT) ELSE "t18"."day" END) OVER (
                      PARTITION BY "t18"."unit"
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ) AS "began"
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
                      "t13"."segment",
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
                      COALESCE("t13"."value" < 0, FALSE) AS "refund"
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
                  ) AS "t18"
                ) AS "t20"
                WHERE
                  "t20"."day" >= "t20"."began"
              ) AS "t21"
            ) AS "t23"
            INNER JOIN (
              SELECT
                "t2"."number",
                "t2"."start"
              FROM "told_periods" AS "t2"
            ) AS "t7"
              ON "t23"."bucket" = "t7"."start"
          ) AS "t24"
          GROUP BY
            1,
            2,
            3
        ) AS "t25"
        WHERE
          NOT (
            "t25"."refund"
          )
      ) AS "t26"
    ) AS "t27"
    WHERE
      "t27"."revenue" > 0
  ) AS "t28"
)
SELECT
  "t38"."segment",
  "t38"."purpose",
  "t38"."paying",
  "t38"."customers",
  "t38"."lost",
  "t38"."fresh",
  COUNT(*) AS "alike",
  SUM("t38"."revenue") AS "revenue",
  SUM("t38"."change") AS "change",
  SUM("t38"."media") AS "media",
  SUM("t38"."hours") AS "hours",
  SUM("t38"."minutes") AS "minutes"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t36"."unit",
      "t36"."journey",
      "t36"."person",
      "t36"."segment",
      "t36"."paying",
      "t36"."customers",
      "t36"."lost",
      "t36"."fresh",
      "t36"."revenue",
      "t36"."change",
      CAST(NULL AS TEXT) AS "purpose",
      CAST(NULL AS BIGINT) AS "media",
      CAST(NULL AS DOUBLE) AS "hours",
      CAST(NULL AS DOUBLE) AS "minutes"
    FROM (
      SELECT
        "t35"."unit",
        "t35"."journey",
        "t35"."person",
        "t35"."segment",
        "t35"."closing" > 0 AS "paying",
        "t35"."opening" > 0 AS "customers",
        (
          "t35"."opening" > 0
        ) AND (
          "t35"."closing" = 0
        ) AS "lost",
        "t35"."fresh",
        "t35"."closing" AS "revenue",
        CASE
          WHEN (
            "t35"."opening" > 0
          ) AND (
            "t35"."closing" > 0
          )
          THEN "t35"."closing" - "t35"."opening"
          ELSE 0
        END AS "change"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t30"."unit",
            "t30"."journey",
            "t30"."person",
            "t30"."segment",
            "t30"."number" + 1 AS "number",
            "t30"."revenue" AS "opening",
            CASE
              WHEN COALESCE("t30"."later" = (
                "t30"."number" + 1
              ), FALSE)
              THEN "t30"."then"
              ELSE 0
            END AS "closing",
            FALSE AS "fresh",
            FALSE AS "back"
          FROM "t29" AS "t30"
        ) AS "t31"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t32"."unit",
            "t32"."journey",
            "t32"."person",
            "t32"."segment",
            "t32"."number",
            0 AS "opening",
            "t32"."revenue" AS "closing",
            "t32"."earlier" IS NULL AS "fresh",
            "t32"."earlier" IS NOT NULL AS "back"
          FROM (
            SELECT
              *
            FROM "t29" AS "t30"
            WHERE
              NOT (
                COALESCE("t30"."earlier" = (
                  "t30"."number" - 1
                ), FALSE)
              )
          ) AS "t32"
        ) AS "t33"
      ) AS "t35"
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
        ON "t35"."number" = "t11"."period"
    ) AS "t36"
  ) AS "t37"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      CAST(NULL AS TEXT) AS "unit",
      CAST(NULL AS TEXT) AS "journey",
      CAST(NULL AS TEXT) AS "person",
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
        "t16".*
        EXCLUDE ("bucket")
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
              ELSE CAST(NULL AS DOUBLE)
            END AS "hours",
            CAST(NULL AS DOUBLE) AS "minutes"
          FROM "told_spend" AS "t4"
          SEMI JOIN (
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
            ON "t4"."bucket" = "t11"."bucket"
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
            CAST(NULL AS DOUBLE) AS "hours",
            "t5"."minutes"
          FROM "told_calls" AS "t5"
          SEMI JOIN (
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
            ON "t5"."bucket" = "t11"."bucket"
        ) AS "t15"
      ) AS "t16"
    ) AS "t17"
  ) AS "t19"
) AS "t38"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6
