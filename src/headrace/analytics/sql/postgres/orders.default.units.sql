SELECT
  "t10"."unit",
  "t10"."journey",
  "t10"."person",
  "t10"."segment",
  "t10"."repeats",
  "t10"."recency",
  "t10"."age",
  "t10"."spent",
  TRUE AS "customers",
  "t10"."repeats" > 0 AS "returned"
FROM (
  SELECT
    "t9"."unit",
    MAX("t9"."journey") AS "journey",
    MAX("t9"."person") AS "person",
    MIN("t9"."segment") AS "segment",
    SUM(
      CAST(CASE WHEN (
        "t9"."day" > "t9"."began"
      ) AND "t9"."order" THEN 1 ELSE 0 END AS BIGINT)
    ) AS "repeats",
    MAX("t9"."day") FILTER(WHERE
      "t9"."order") - MIN("t9"."began") AS "recency",
    MAX("t9"."as_of_day") - MIN("t9"."began") AS "age",
    COALESCE(SUM("t9"."value") FILTER(WHERE
      "t9"."day" > "t9"."began"), 0) AS "spent"
  FROM (
    SELECT
      "t8"."unit",
      "t8"."day",
      MAX("t8"."journey") AS "journey",
      MAX("t8"."person") AS "person",
      MIN("t8"."segment") AS "segment",
      MIN("t8"."began") AS "began",
      SUM("t8"."value") AS "value",
      MAX("t8"."as_of_day") AS "as_of_day",
      BOOL_OR(NOT (
        "t8"."refund"
      )) AS "order"
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
          MIN("t6"."segment") OVER (PARTITION BY "t6"."unit" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "segment",
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
          "t6"."unit",
          "t6"."refund",
          "t6"."began"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t4"."day",
              "t4"."person",
              "t4"."journey",
              "t4"."kind",
              "t4"."at_us",
              "t4"."root",
              "t4"."account",
              "t4"."value",
              "t4"."segment",
              "t4"."bucket",
              "t4"."as_of_us",
              "t4"."as_of_day",
              "t4"."first_day",
              "t4"."end_day",
              "t4"."within_us",
              "t4"."within_days",
              "t4"."older_us",
              "t4"."older_days",
              "t4"."stages",
              "t4"."frm_position",
              "t4"."to_position",
              "t4"."lead_position",
              "t4"."deal_position",
              "t4"."window_us",
              "t4"."sales_position",
              "t4"."influence_us",
              "t4"."unit",
              "t4"."refund",
              MIN(CASE WHEN "t4"."refund" THEN CAST(NULL AS INT) ELSE "t4"."day" END) OVER (PARTITION BY "t4"."unit" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "began"
            FROM (
              SELECT
                "t3"."day",
                "t3"."person",
                "t3"."journey",
                "t3"."kind",
                "t3"."at_us",
                "t3"."root",
                "t3"."account",
                "t3"."value",
                "t3"."segment",
                "t3"."bucket",
                "t3"."as_of_us",
                "t3"."as_of_day",
                "t3"."first_day",
                "t3"."end_day",
                "t3"."within_us",
                "t3"."within_days",
                "t3"."older_us",
                "t3"."older_days",
                "t3"."stages",
                "t3"."frm_position",
                "t3"."to_position",
                "t3"."lead_position",
                "t3"."deal_position",
                "t3"."window_us",
                "t3"."sales_position",
                "t3"."influence_us",
                "t3"."unit",
                COALESCE("t3"."value" < 0, FALSE) AS "refund"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t1"."day",
                    "t1"."person",
                    "t1"."journey",
                    "t1"."kind",
                    "t1"."at_us",
                    "t1"."root",
                    "t1"."account",
                    "t1"."value",
                    "t1"."segment",
                    "t1"."bucket",
                    "t1"."as_of_us",
                    "t1"."as_of_day",
                    "t1"."first_day",
                    "t1"."end_day",
                    "t1"."within_us",
                    "t1"."within_days",
                    "t1"."older_us",
                    "t1"."older_days",
                    "t1"."stages",
                    "t1"."frm_position",
                    "t1"."to_position",
                    "t1"."lead_position",
                    "t1"."deal_position",
                    "t1"."window_us",
                    "t1"."sales_position",
                    "t1"."influence_us",
                    COALESCE("t1"."person", "t1"."account", "t1"."journey") AS "unit"
                  FROM (
                    SELECT
                      *
                    FROM "told_payments" AS "t0"
                    WHERE
                      "t0"."day" IS NOT NULL
                  ) AS "t1"
                ) AS "t2"
                WHERE
                  "t2"."unit" IS NOT NULL
              ) AS "t3"
            ) AS "t4"
          ) AS "t5"
          WHERE
            "t5"."day" >= "t5"."began"
        ) AS "t6"
      ) AS "t7"
      WHERE
        "t7"."began" >= "t7"."first_day" AND "t7"."began" < "t7"."end_day"
    ) AS "t8"
    GROUP BY
      1,
      2
  ) AS "t9"
  GROUP BY
    1
) AS "t10"
