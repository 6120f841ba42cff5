WITH "t1" AS (
  SELECT
    *
  FROM "visits" AS "t0"
  WHERE
    "t0"."entered_us" < "t0"."as_of_us"
)
SELECT
  "t11"."segment",
  "t11"."place",
  "t11"."reached",
  "t11"."entered",
  COUNT(*) AS "alike"
FROM (
  SELECT
    "t10"."unit",
    "t10"."journey",
    "t10"."person",
    "t10"."segment",
    "t10"."place",
    MAX("t10"."reached") AS "reached",
    TRUE AS "entered"
  FROM (
    SELECT
      "t9"."unit",
      "t9"."journey",
      "t9"."person",
      "t9"."segment",
      "t9"."bucket",
      "t9"."place",
      "t9"."position",
      "t9"."role",
      "t9"."entered_us",
      "t9"."entered_day",
      "t9"."entered_exact",
      "t9"."left",
      "t9"."left_us",
      "t9"."left_day",
      "t9"."left_exact",
      "t9"."left_minutes",
      "t9"."next_role",
      "t9"."via",
      "t9"."reason",
      "t9"."implied",
      "t9"."value",
      "t9"."nth",
      "t9"."again",
      "t9"."here",
      "t9"."onward",
      "t9"."onward_us",
      "t9"."onward_day",
      "t9"."onward_exact",
      "t9"."onward_minutes",
      "t9"."ordinal",
      "t9"."came",
      "t9"."before_place",
      "t9"."before_position",
      "t9"."before_role",
      "t9"."began_day",
      "t9"."first_position",
      "t9"."won_us",
      "t9"."won_ordinal",
      "t9"."won_value",
      "t9"."last_us",
      "t9"."last_position",
      "t9"."last_role",
      "t9"."last_via",
      "t9"."kept",
      "t9"."opportunity_type",
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
      "t7"."later_unit",
      "t7"."later_ordinal",
      "t7"."reached"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            *
          FROM "t1" AS "t2"
          WHERE
            "t2"."kept"
        ) AS "t3"
        WHERE
          "t3"."position" < "t3"."stages"
      ) AS "t6"
      WHERE
        "t6"."entered_day" >= "t6"."first_day"
        AND "t6"."entered_day" < "t6"."end_day"
        AND "t6"."nth" = 1
    ) AS "t9"
    LEFT OUTER JOIN (
      SELECT
        "t4"."unit" AS "later_unit",
        "t4"."ordinal" AS "later_ordinal",
        "t4"."position" AS "reached"
      FROM (
        SELECT
          *
        FROM "t1" AS "t2"
        WHERE
          "t2"."position" < "t2"."stages"
      ) AS "t4"
    ) AS "t7"
      ON "t9"."unit" = "t7"."later_unit" AND "t9"."ordinal" <= "t7"."later_ordinal"
  ) AS "t10"
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS "t11"
GROUP BY
  1,
  2,
  3,
  4
