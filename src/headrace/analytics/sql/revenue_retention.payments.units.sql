WITH "t20" AS (
  SELECT
    "t19"."unit",
    "t19"."number",
    "t19"."start",
    "t19"."journey",
    "t19"."person",
    "t19"."segment",
    "t19"."revenue",
    LAG("t19"."number") OVER (
      PARTITION BY "t19"."unit"
      ORDER BY "t19"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "earlier",
    LEAD("t19"."number") OVER (
      PARTITION BY "t19"."unit"
      ORDER BY "t19"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "later",
    LEAD("t19"."revenue") OVER (
      PARTITION BY "t19"."unit"
      ORDER BY "t19"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "then"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t17".*
        EXCLUDE ("refund")
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
            BOOL_AND(CAST("t15"."refund" AS BOOLEAN)) AS "refund"
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
              "t3"."number",
              "t3"."start"
            FROM (
              SELECT
                "t12"."day",
                "t12"."person",
                "t12"."journey",
                "t12"."kind",
                "t12"."at_us",
                "t12"."root",
                "t12"."account",
                "t12"."value",
                MIN("t12"."segment") OVER (
                  PARTITION BY "t12"."unit"
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) AS "segment",
                "t12"."bucket",
                "t12"."as_of_us",
                "t12"."as_of_day",
                "t12"."first_day",
                "t12"."end_day",
                "t12"."within_us",
                "t12"."within_days",
                "t12"."older_us",
                "t12"."older_days",
                "t12"."stages",
                "t12"."frm_position",
                "t12"."to_position",
                "t12"."lead_position",
                "t12"."deal_position",
                "t12"."window_us",
                "t12"."sales_position",
                "t12"."influence_us",
                "t12"."unit",
                "t12"."refund",
                "t12"."began"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t10"."day",
                    "t10"."person",
                    "t10"."journey",
                    "t10"."kind",
                    "t10"."at_us",
                    "t10"."root",
                    "t10"."account",
                    "t10"."value",
                    "t10"."segment",
                    "t10"."bucket",
                    "t10"."as_of_us",
                    "t10"."as_of_day",
                    "t10"."first_day",
                    "t10"."end_day",
                    "t10"."within_us",
                    "t10"."within_days",
                    "t10"."older_us",
                    "t10"."older_days",
                    "t10"."stages",
                    "t10"."frm_position",
                    "t10"."to_position",
                    "t10"."lead_position",
                    "t10"."deal_position",
                    "t10"."window_us",
                    "t10"."sales_position",
                    "t10"."influence_us",
                    "t10"."unit",
                    "t10"."refund",
                    MIN(CASE WHEN "t10"."refund" THEN CAST(NULL AS INT) ELSE "t10"."day" END) OVER (
                      PARTITION BY "t10"."unit"
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ) AS "began"
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
                      COALESCE("t9"."value" < 0, FALSE) AS "refund"
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t5"."day",
                          "t5"."person",
                          "t5"."journey",
                          "t5"."kind",
                          "t5"."at_us",
                          "t5"."root",
                          "t5"."account",
                          "t5"."value",
                          "t5"."segment",
                          "t5"."bucket",
                          "t5"."as_of_us",
                          "t5"."as_of_day",
                          "t5"."first_day",
                          "t5"."end_day",
                          "t5"."within_us",
                          "t5"."within_days",
                          "t5"."older_us",
                          "t5"."older_days",
                          "t5"."stages",
                          "t5"."frm_position",
                          "t5"."to_position",
                          "t5"."lead_position",
                          "t5"."deal_position",
                          "t5"."window_us",
                          "t5"."sales_position",
                          "t5"."influence_us",
                          COALESCE("t5"."person", "t5"."account", "t5"."journey") AS "unit"
                        FROM (
                          SELECT
                            *
                          FROM "told_payments" AS "t1"
                          WHERE
                            "t1"."day" IS NOT NULL
                        ) AS "t5"
                      ) AS "t8"
                      WHERE
                        "t8"."unit" IS NOT NULL
                    ) AS "t9"
                  ) AS "t10"
                ) AS "t11"
                WHERE
                  "t11"."day" >= "t11"."began"
              ) AS "t12"
            ) AS "t14"
            INNER JOIN (
              SELECT
                "t0"."number",
                "t0"."start"
              FROM "told_periods" AS "t0"
            ) AS "t3"
              ON "t14"."bucket" = "t3"."start"
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
    WHERE
      "t18"."revenue" > 0
  ) AS "t19"
)
SELECT
  "t26"."unit",
  "t26"."journey",
  "t26"."person",
  "t26"."segment",
  "t7"."bucket",
  "t26"."fresh",
  "t26"."back",
  "t26"."opening" > 0 AS "customers",
  (
    "t26"."opening" > 0
  ) AND (
    "t26"."closing" = 0
  ) AS "lost",
  (
    "t26"."opening" > 0
  )
  AND NOT (
    "t26"."closing" = 0
  )
  AND (
    (
      "t26"."closing" - "t26"."opening"
    ) < 0
  ) AS "shrunk",
  (
    "t26"."opening" > 0
  )
  AND (
    (
      "t26"."closing" - "t26"."opening"
    ) > 0
  ) AS "grown",
  "t26"."opening",
  CASE WHEN "t26"."closing" = 0 THEN "t26"."opening" ELSE 0 END AS "churned",
  CASE
    WHEN (
      "t26"."opening" > 0
    )
    AND NOT (
      "t26"."closing" = 0
    )
    AND (
      (
        "t26"."closing" - "t26"."opening"
      ) < 0
    )
    THEN -(
      "t26"."closing" - "t26"."opening"
    )
    ELSE 0
  END AS "contracted",
  CASE
    WHEN (
      "t26"."opening" > 0
    )
    AND (
      (
        "t26"."closing" - "t26"."opening"
      ) > 0
    )
    THEN "t26"."closing" - "t26"."opening"
    ELSE 0
  END AS "expanded",
  CASE WHEN "t26"."opening" > 0 THEN 0 ELSE "t26"."closing" END AS "added"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t21"."unit",
      "t21"."journey",
      "t21"."person",
      "t21"."segment",
      "t21"."number" + 1 AS "number",
      "t21"."revenue" AS "opening",
      CASE
        WHEN COALESCE("t21"."later" = (
          "t21"."number" + 1
        ), FALSE)
        THEN "t21"."then"
        ELSE 0
      END AS "closing",
      FALSE AS "fresh",
      FALSE AS "back"
    FROM "t20" AS "t21"
  ) AS "t22"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t23"."unit",
      "t23"."journey",
      "t23"."person",
      "t23"."segment",
      "t23"."number",
      0 AS "opening",
      "t23"."revenue" AS "closing",
      "t23"."earlier" IS NULL AS "fresh",
      "t23"."earlier" IS NOT NULL AS "back"
    FROM (
      SELECT
        *
      FROM "t20" AS "t21"
      WHERE
        NOT (
          COALESCE("t21"."earlier" = (
            "t21"."number" - 1
          ), FALSE)
        )
    ) AS "t23"
  ) AS "t24"
) AS "t26"
INNER JOIN (
  SELECT
    "t4"."number" AS "period",
    "t4"."start" AS "bucket"
  FROM (
    SELECT
      *
    FROM "told_periods" AS "t0"
    WHERE
      "t0"."start" >= "t0"."first_day" AND "t0"."start" < "t0"."end_day"
  ) AS "t4"
) AS "t7"
  ON "t26"."number" = "t7"."period"
