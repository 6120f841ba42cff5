SELECT
  "t5"."bucket",
  "t5"."segment",
  "t5"."place",
  SUM(CAST("t5"."entered" AS BIGINT)) AS "entered",
  SUM(CAST("t5"."judged" AS BIGINT)) AS "judged",
  SUM(CAST("t5"."converted" AS BIGINT)) AS "converted",
  SUM(CAST("t5"."in_time" AS BIGINT)) AS "in_time",
  SUM(CAST("t5"."open" AS BIGINT)) AS "open"
FROM (
  SELECT
    "t4"."unit",
    "t4"."journey",
    "t4"."person",
    "t4"."place",
    "t4"."segment",
    "t4"."bucket",
    TRUE AS "entered",
    FALSE AS "judged",
    FALSE AS "converted",
    FALSE AS "in_time",
    FALSE AS "open"
  FROM (
    SELECT
      "t2"."unit",
      "t2"."journey",
      "t2"."person",
      "t2"."segment",
      "t2"."bucket",
      "t2"."place",
      "t2"."position",
      "t2"."role",
      "t2"."entered_us",
      "t2"."entered_day",
      "t2"."entered_exact",
      "t2"."left_us",
      "t2"."left_day",
      "t2"."left_exact",
      "t2"."next_role",
      "t2"."next_via",
      "t2"."via",
      "t2"."implied",
      "t2"."value",
      "t2"."nth",
      "t2"."again_us",
      "t2"."until_us",
      "t2"."onward_us",
      "t2"."onward_day",
      "t2"."onward_exact",
      "t2"."ordinal",
      "t2"."came",
      "t2"."before_place",
      "t2"."before_position",
      "t2"."before_role",
      "t2"."began_day",
      "t2"."first_position",
      "t3"."as_of_us",
      "t3"."as_of_day",
      "t3"."first_day",
      "t3"."end_day",
      "t3"."within_us",
      "t3"."within_days",
      "t3"."older_us",
      "t3"."older_days",
      "t3"."frm_position",
      "t3"."to_position"
    FROM "visits" AS "t2"
    CROSS JOIN "asked" AS "t3"
  ) AS "t4"
  WHERE
    "t4"."entered_us" < "t4"."as_of_us"
    AND "t4"."role" IN ('stage', 'won')
    AND "t4"."entered_day" >= "t4"."first_day"
    AND "t4"."entered_day" < "t4"."end_day"
    AND "t4"."nth" = 1
) AS "t5"
GROUP BY
  1,
  2,
  3
