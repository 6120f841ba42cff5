SELECT
  "t8"."segment",
  "t8"."cohort",
  "t8"."bucket",
  "t8"."active",
  COUNT(*) AS "alike",
  SUM("t8"."revenue") AS "revenue"
FROM (
  SELECT
    "t7"."unit",
    "t7"."journey",
    "t7"."person",
    "t7"."segment",
    "t7"."cohort",
    "t7"."bucket",
    "t7"."revenue",
    TRUE AS "active"
  FROM (
    SELECT
      "t6"."unit",
      "t6"."cohort",
      "t6"."bucket",
      MAX("t6"."journey") AS "journey",
      MAX("t6"."person") AS "person",
      MIN("t6"."segment") AS "segment",
      SUM("t6"."value") AS "revenue"
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
          "t4"."began",
          MIN("t4"."bucket") OVER (PARTITION BY "t4"."unit" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "cohort"
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
      ) AS "t5"
      WHERE
        "t5"."began" >= "t5"."first_day" AND "t5"."began" < "t5"."end_day"
    ) AS "t6"
    GROUP BY
      1,
      2,
      3
  ) AS "t7"
) AS "t8"
GROUP BY
  1,
  2,
  3,
  4
