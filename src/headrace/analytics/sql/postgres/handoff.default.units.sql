SELECT
  "t11"."unit",
  "t11"."journey",
  "t11"."person",
  "t11"."place",
  "t11"."segment",
  TRUE AS "entered",
  "t11"."now_role" = 'won' AS "won",
  (
    "t11"."now_role" = 'won'
  ) AND (
    "t11"."now_value" IS NOT NULL
  ) AS "valued",
  "t11"."now_role" IN ('nurture', 'out', 'lost', 'expired')
  AND (
    "t11"."now_reason" IS NOT NULL
  ) AS "reasoned",
  "t11"."now_role" IN ('nurture', 'out', 'lost', 'expired')
  AND (
    "t11"."now_reason" IS NULL
  ) AS "unreasoned",
  "t11"."now_role" = 'stage' AS "open"
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
    "t10"."now_role",
    "t10"."now_reason",
    "t10"."now_value"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            *
          FROM "visits" AS "t0"
          WHERE
            "t0"."entered_us" < "t0"."as_of_us"
        ) AS "t1"
        WHERE
          "t1"."kept"
      ) AS "t3"
      WHERE
        "t3"."position" < "t3"."stages"
    ) AS "t5"
    WHERE
      "t5"."entered_day" >= "t5"."first_day"
      AND "t5"."entered_day" < "t5"."end_day"
      AND "t5"."nth" = 1
  ) AS "t9"
  LEFT OUTER JOIN (
    SELECT
      "t6"."unit" AS "told_unit",
      "t6"."now_role",
      "t6"."now_reason",
      "t6"."now_value"
    FROM (
      SELECT
        "t4"."unit",
        "t4"."role" AS "now_role",
        "t4"."reason" AS "now_reason",
        "t4"."value" AS "now_value"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            *
          FROM "visits" AS "t0"
          WHERE
            (
              "t0"."entered_us" < "t0"."as_of_us"
            ) OR (
              "t0"."entered_us" IS NULL
            )
        ) AS "t2"
        WHERE
          "t2"."here" AND NOT (
            "t2"."implied"
          )
      ) AS "t4"
    ) AS "t6"
  ) AS "t10"
    ON "t9"."unit" = "t10"."told_unit"
) AS "t11"
