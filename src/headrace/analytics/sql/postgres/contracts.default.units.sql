WITH "t13" AS (
  SELECT
    "t12"."unit",
    "t12"."number",
    "t12"."start",
    MAX("t12"."journey") AS "journey",
    MAX("t12"."person") AS "person",
    MIN("t12"."segment") AS "segment",
    SUM("t12"."value") AS "revenue"
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
      "t11"."segment",
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
      "t11"."began",
      "t5"."number",
      "t5"."start"
    FROM (
      SELECT
        *
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
          MIN("t8"."segment") OVER (PARTITION BY "t8"."unit" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "segment",
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
          MIN("t8"."day") OVER (PARTITION BY "t8"."unit" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "began"
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
      WHERE
        "t9"."began" >= "t9"."first_day" AND "t9"."began" < "t9"."end_day"
    ) AS "t11"
    INNER JOIN (
      SELECT
        "t0"."number",
        "t0"."start"
      FROM "told_periods" AS "t0"
    ) AS "t5"
      ON "t11"."bucket" = "t5"."start"
  ) AS "t12"
  GROUP BY
    1,
    2,
    3
)
SELECT
  "t20"."unit",
  "t20"."journey",
  "t20"."person",
  "t20"."segment",
  "t20"."cohort",
  "t20"."period" - "t20"."begun" AS "age",
  TRUE AS "customers",
  "t20"."missed" = 0 AS "alive",
  (
    "t20"."payer" IS NULL
  ) AND (
    "t20"."missed" = 1
  ) AS "left"
FROM (
  SELECT
    "t19"."unit",
    "t19"."journey",
    "t19"."person",
    "t19"."segment",
    "t19"."cohort",
    "t19"."begun",
    "t19"."period",
    "t19"."number",
    "t19"."payer",
    SUM(CAST(CASE WHEN "t19"."payer" IS NULL THEN 1 ELSE 0 END AS BIGINT)) OVER (
      PARTITION BY "t19"."unit"
      ORDER BY "t19"."period" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS "missed"
  FROM (
    SELECT
      "t18"."unit",
      "t18"."journey",
      "t18"."person",
      "t18"."segment",
      "t18"."cohort",
      "t18"."begun",
      "t4"."period",
      "t17"."number",
      "t17"."payer"
    FROM (
      SELECT
        "t14"."unit",
        MAX("t14"."journey") AS "journey",
        MAX("t14"."person") AS "person",
        MIN("t14"."segment") AS "segment",
        MIN("t14"."start") AS "cohort",
        MIN("t14"."number") AS "begun"
      FROM "t13" AS "t14"
      GROUP BY
        1
    ) AS "t18"
    INNER JOIN (
      SELECT
        "t0"."number" AS "period"
      FROM "told_periods" AS "t0"
    ) AS "t4"
      ON "t4"."period" >= "t18"."begun"
    LEFT OUTER JOIN (
      SELECT
        "t14"."number",
        "t14"."unit" AS "payer"
      FROM "t13" AS "t14"
    ) AS "t17"
      ON "t18"."unit" = "t17"."payer" AND "t4"."period" = "t17"."number"
  ) AS "t19"
) AS "t20"
