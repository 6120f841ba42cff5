SELECT
  "t24"."unit",
  "t24"."journey",
  "t24"."person",
  "t24"."segment",
  "t24"."cohort",
  "t24"."period" - "t24"."begun" AS "age",
  TRUE AS "customers",
  "t24"."missed" = 0 AS "alive",
  (
    "t24"."payer" IS NULL
  ) AND (
    "t24"."missed" = 1
  ) AS "left"
FROM (
  SELECT
    "t23"."unit",
    "t23"."journey",
    "t23"."person",
    "t23"."segment",
    "t23"."cohort",
    "t23"."begun",
    "t23"."period",
    "t23"."number",
    "t23"."payer",
    SUM(CAST(CASE WHEN "t23"."payer" IS NULL THEN 1 ELSE 0 END AS BIGINT)) OVER (
      PARTITION BY "t23"."unit"
      ORDER BY "t23"."period" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS "missed"
  FROM (
    SELECT
      "t22"."unit",
      "t22"."journey",
      "t22"."person",
      "t22"."segment",
      "t22"."cohort",
      "t22"."begun",
      "t4"."period",
      "t21"."number",
      "t21"."payer"
    FROM (
      SELECT
        "t18"."unit",
        MAX("t18"."journey") AS "journey",
        MAX("t18"."person") AS "person",
        MIN("t18"."segment") AS "segment",
        MIN("t18"."start") AS "cohort",
        MIN("t18"."number") AS "begun"
      FROM (
        SELECT
          "t17"."unit",
          "t17"."number",
          "t17"."start",
          "t17"."journey",
          "t17"."person",
          "t17"."segment",
          "t17"."revenue"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t15"."unit",
              "t15"."number",
              "t15"."start",
              MAX("t15"."journey") AS "journey",
              MAX("t15"."person") AS "person",
              MIN("t15"."segment") AS "segment",
              SUM("t15"."value") AS "revenue",
              BOOL_AND("t15"."refund") AS "refund"
            FROM (
              SELECT
                "t14"."day",
                "t14"."person",
                "t14"."journey",
                "t14"."kind",
                "t14"."at_us",
                "t14"."root",
                "t14"."account",
                "t14"."value",
                "t14"."segment",
                "t14"."bucket",
                "t14"."as_of_us",
                "t14"."as_of_day",
                "t14"."first_day",
                "t14"."end_day",
                "t14"."within_us",
                "t14"."within_days",
                "t14"."older_us",
                "t14"."older_days",
                "t14"."stages",
                "t14"."frm_position",
                "t14"."to_position",
                "t14"."lead_position",
                "t14"."deal_position",
                "t14"."window_us",
                "t14"."sales_position",
                "t14"."influence_us",
                "t14"."unit",
                "t14"."refund",
                "t14"."began",
                "t5"."number",
                "t5"."start"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t11"."day",
                    "t11"."person",
                    "t11"."journey",
                    "t11"."kind",
                    "t11"."at_us",
                    "t11"."root",
                    "t11"."account",
                    "t11"."value",
                    MIN("t11"."segment") OVER (
                      PARTITION BY "t11"."unit"
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ) AS "segment",
                    "t11"."bucket",
                    "t11"."as_of_us",
                    "t11"."as_of_day",
                    "t11"."first_day",
                    "t11"."end_day",
                    "t11"."within_us",
                    "t11"."within_days",
                    "t11"."older_us",
                    "t11"."older_days",
                    "t11"."stages",
                    "t11"."frm_position",
                    "t11"."to_position",
                    "t11"."lead_position",
                    "t11"."deal_position",
                    "t11"."window_us",
                    "t11"."sales_position",
                    "t11"."influence_us",
                    "t11"."unit",
                    "t11"."refund",
                    "t11"."began"
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
                        "t9"."unit",
                        "t9"."refund",
                        MIN(CASE WHEN "t9"."refund" THEN CAST(NULL AS INT) ELSE "t9"."day" END) OVER (PARTITION BY "t9"."unit" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "began"
                      FROM (
                        SELECT
                          "t8"."day",
                          "t8"."person",
                          "t8"."journey",
                          "t8"."kind",
                          "t8"."at_us",
                          "t8"."root",
                          "t8"."account",
                          "t8"."value",
                          "t8"."segment",
                          "t8"."bucket",
                          "t8"."as_of_us",
                          "t8"."as_of_day",
                          "t8"."first_day",
                          "t8"."end_day",
                          "t8"."within_us",
                          "t8"."within_days",
                          "t8"."older_us",
                          "t8"."older_days",
                          "t8"."stages",
                          "t8"."frm_position",
                          "t8"."to_position",
                          "t8"."lead_position",
                          "t8"."deal_position",
                          "t8"."window_us",
                          "t8"."sales_position",
                          "t8"."influence_us",
                          "t8"."unit",
                          COALESCE("t8"."value" < 0, FALSE) AS "refund"
                        FROM (
                          SELECT
                            *
                          FROM (
                            SELECT
                              "t6"."day",
                              "t6"."person",
                              "t6"."journey",
                              "t6"."kind",
                              "t6"."at_us",
                              "t6"."root",
                              "t6"."account",
                              "t6"."value",
                              "t6"."segment",
                              "t6"."bucket",
                              "t6"."as_of_us",
                              "t6"."as_of_day",
                              "t6"."first_day",
                              "t6"."end_day",
                              "t6"."within_us",
                              "t6"."within_days",
                              "t6"."older_us",
                              "t6"."older_days",
                              "t6"."stages",
                              "t6"."frm_position",
                              "t6"."to_position",
                              "t6"."lead_position",
                              "t6"."deal_position",
                              "t6"."window_us",
                              "t6"."sales_position",
                              "t6"."influence_us",
                              COALESCE("t6"."person", "t6"."account", "t6"."journey") AS "unit"
                            FROM (
                              SELECT
                                *
                              FROM "told_payments" AS "t1"
                              WHERE
                                "t1"."day" IS NOT NULL
                            ) AS "t6"
                          ) AS "t7"
                          WHERE
                            "t7"."unit" IS NOT NULL
                        ) AS "t8"
                      ) AS "t9"
                    ) AS "t10"
                    WHERE
                      "t10"."day" >= "t10"."began"
                  ) AS "t11"
                ) AS "t12"
                WHERE
                  "t12"."began" >= "t12"."first_day" AND "t12"."began" < "t12"."end_day"
              ) AS "t14"
              INNER JOIN (
                SELECT
                  "t0"."number",
                  "t0"."start"
                FROM "told_periods" AS "t0"
              ) AS "t5"
                ON "t14"."bucket" = "t5"."start"
            ) AS "t15"
            GROUP BY
              1,
              2,
              3
          ) AS "t16"
          WHERE
            NOT (
              "t16"."refund"
            )
        ) AS "t17"
      ) AS "t18"
      GROUP BY
        1
    ) AS "t22"
    INNER JOIN (
      SELECT
        "t0"."number" AS "period"
      FROM "told_periods" AS "t0"
    ) AS "t4"
      ON "t4"."period" >= "t22"."begun"
    LEFT OUTER JOIN (
      SELECT
        "t18"."number",
        "t18"."unit" AS "payer"
      FROM (
        SELECT
          "t17"."unit",
          "t17"."number",
          "t17"."start",
          "t17"."journey",
          "t17"."person",
          "t17"."segment",
          "t17"."revenue"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t15"."unit",
              "t15"."number",
              "t15"."start",
              MAX("t15"."journey") AS "journey",
              MAX("t15"."person") AS "person",
              MIN("t15"."segment") AS "segment",
              SUM("t15"."value") AS "revenue",
              BOOL_AND("t15"."refund") AS "refund"
            FROM (
              SELECT
                "t14"."day",
                "t14"."person",
                "t14"."journey",
                "t14"."kind",
                "t14"."at_us",
                "t14"."root",
                "t14"."account",
                "t14"."value",
                "t14"."segment",
                "t14"."bucket",
                "t14"."as_of_us",
                "t14"."as_of_day",
                "t14"."first_day",
                "t14"."end_day",
                "t14"."within_us",
                "t14"."within_days",
                "t14"."older_us",
                "t14"."older_days",
                "t14"."stages",
                "t14"."frm_position",
                "t14"."to_position",
                "t14"."lead_position",
                "t14"."deal_position",
                "t14"."window_us",
                "t14"."sales_position",
                "t14"."influence_us",
                "t14"."unit",
                "t14"."refund",
                "t14"."began",
                "t5"."number",
                "t5"."start"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t11"."day",
                    "t11"."person",
                    "t11"."journey",
                    "t11"."kind",
                    "t11"."at_us",
                    "t11"."root",
                    "t11"."account",
                    "t11"."value",
                    MIN("t11"."segment") OVER (
                      PARTITION BY "t11"."unit"
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ) AS "segment",
                    "t11"."bucket",
                    "t11"."as_of_us",
                    "t11"."as_of_day",
                    "t11"."first_day",
                    "t11"."end_day",
                    "t11"."within_us",
                    "t11"."within_days",
                    "t11"."older_us",
                    "t11"."older_days",
                    "t11"."stages",
                    "t11"."frm_position",
                    "t11"."to_position",
                    "t11"."lead_position",
                    "t11"."deal_position",
                    "t11"."window_us",
                    "t11"."sales_position",
                    "t11"."influence_us",
                    "t11"."unit",
                    "t11"."refund",
                    "t11"."began"
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
                        "t9"."unit",
                        "t9"."refund",
                        MIN(CASE WHEN "t9"."refund" THEN CAST(NULL AS INT) ELSE "t9"."day" END) OVER (PARTITION BY "t9"."unit" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "began"
                      FROM (
                        SELECT
                          "t8"."day",
                          "t8"."person",
                          "t8"."journey",
                          "t8"."kind",
                          "t8"."at_us",
                          "t8"."root",
                          "t8"."account",
                          "t8"."value",
                          "t8"."segment",
                          "t8"."bucket",
                          "t8"."as_of_us",
                          "t8"."as_of_day",
                          "t8"."first_day",
                          "t8"."end_day",
                          "t8"."within_us",
                          "t8"."within_days",
                          "t8"."older_us",
                          "t8"."older_days",
                          "t8"."stages",
                          "t8"."frm_position",
                          "t8"."to_position",
                          "t8"."lead_position",
                          "t8"."deal_position",
                          "t8"."window_us",
                          "t8"."sales_position",
                          "t8"."influence_us",
                          "t8"."unit",
                          COALESCE("t8"."value" < 0, FALSE) AS "refund"
                        FROM (
                          SELECT
                            *
                          FROM (
                            SELECT
                              "t6"."day",
                              "t6"."person",
                              "t6"."journey",
                              "t6"."kind",
                              "t6"."at_us",
                              "t6"."root",
                              "t6"."account",
                              "t6"."value",
                              "t6"."segment",
                              "t6"."bucket",
                              "t6"."as_of_us",
                              "t6"."as_of_day",
                              "t6"."first_day",
                              "t6"."end_day",
                              "t6"."within_us",
                              "t6"."within_days",
                              "t6"."older_us",
                              "t6"."older_days",
                              "t6"."stages",
                              "t6"."frm_position",
                              "t6"."to_position",
                              "t6"."lead_position",
                              "t6"."deal_position",
                              "t6"."window_us",
                              "t6"."sales_position",
                              "t6"."influence_us",
                              COALESCE("t6"."person", "t6"."account", "t6"."journey") AS "unit"
                            FROM (
                              SELECT
                                *
                              FROM "told_payments" AS "t1"
                              WHERE
                                "t1"."day" IS NOT NULL
                            ) AS "t6"
                          ) AS "t7"
                          WHERE
                            "t7"."unit" IS NOT NULL
                        ) AS "t8"
                      ) AS "t9"
                    ) AS "t10"
                    WHERE
                      "t10"."day" >= "t10"."began"
                  ) AS "t11"
                ) AS "t12"
                WHERE
                  "t12"."began" >= "t12"."first_day" AND "t12"."began" < "t12"."end_day"
              ) AS "t14"
              INNER JOIN (
                SELECT
                  "t0"."number",
                  "t0"."start"
                FROM "told_periods" AS "t0"
              ) AS "t5"
                ON "t14"."bucket" = "t5"."start"
            ) AS "t15"
            GROUP BY
              1,
              2,
              3
          ) AS "t16"
          WHERE
            NOT (
              "t16"."refund"
            )
        ) AS "t17"
      ) AS "t18"
    ) AS "t21"
      ON "t22"."unit" = "t21"."payer" AND "t4"."period" = "t21"."number"
  ) AS "t23"
) AS "t24"
