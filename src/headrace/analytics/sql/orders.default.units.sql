SELECT
  "t7"."unit",
  "t7"."journey",
  "t7"."person",
  "t7"."segment",
  "t7"."repeats",
  "t7"."recency",
  "t7"."age",
  "t7"."spent",
  TRUE AS "customers",
  "t7"."repeats" > 0 AS "returned"
FROM (
  SELECT
    "t6"."unit",
    MAX("t6"."journey") AS "journey",
    MAX("t6"."person") AS "person",
    MIN("t6"."segment") AS "segment",
    SUM(CAST(CASE WHEN "t6"."day" > "t6"."began" THEN 1 ELSE 0 END AS BIGINT)) AS "repeats",
    MAX("t6"."day") - MIN("t6"."began") AS "recency",
    MAX("t6"."as_of_day") - MIN("t6"."began") AS "age",
    COALESCE(SUM("t6"."value") FILTER(WHERE
      "t6"."day" > "t6"."began"), 0) AS "spent"
  FROM (
    SELECT
      "t5"."unit",
      "t5"."day",
      MAX("t5"."journey") AS "journey",
      MAX("t5"."person") AS "person",
      MIN("t5"."segment") AS "segment",
      MIN("t5"."began") AS "began",
      SUM("t5"."value") AS "value",
      MAX("t5"."as_of_day") AS "as_of_day"
    FROM (
      SELECT
        *
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
          MIN("t3"."segment") OVER (PARTITION BY "t3"."unit" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "segment",
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
          MIN("t3"."day") OVER (PARTITION BY "t3"."unit" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "began"
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
      WHERE
        "t4"."began" >= "t4"."first_day" AND "t4"."began" < "t4"."end_day"
    ) AS "t5"
    GROUP BY
      1,
      2
  ) AS "t6"
  GROUP BY
    1
) AS "t7"
