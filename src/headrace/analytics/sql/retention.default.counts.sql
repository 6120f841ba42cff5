WITH "t3" AS (
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
)
SELECT
  "t10"."segment",
  "t10"."cohort",
  "t10"."bucket",
  "t10"."active",
  COUNT(*) AS "alike",
  SUM("t10"."revenue") AS "revenue"
FROM (
  SELECT
    "t7"."unit",
    "t7"."journey",
    "t7"."person",
    "t9"."segment",
    "t9"."cohort",
    "t7"."bucket",
    "t7"."revenue",
    TRUE AS "active"
  FROM (
    SELECT
      "t4"."unit",
      "t4"."bucket",
      MAX("t4"."journey") AS "journey",
      MAX("t4"."person") AS "person",
      SUM("t4"."value") AS "revenue"
    FROM "t3" AS "t4"
    GROUP BY
      1,
      2
  ) AS "t7"
  INNER JOIN (
    SELECT
      *
    FROM (
      SELECT
        "t4"."unit",
        MIN("t4"."day") AS "began",
        MIN("t4"."bucket") AS "cohort",
        MIN("t4"."segment") AS "segment",
        MIN("t4"."first_day") AS "first_day",
        MIN("t4"."end_day") AS "end_day"
      FROM "t3" AS "t4"
      GROUP BY
        1
    ) AS "t6"
    WHERE
      "t6"."began" >= "t6"."first_day" AND "t6"."began" < "t6"."end_day"
  ) AS "t9"
    ON "t7"."unit" = "t9"."unit"
) AS "t10"
GROUP BY
  1,
  2,
  3,
  4
