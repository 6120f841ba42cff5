SELECT
  "t11"."unit",
  "t11"."journey",
  "t11"."person",
  "t11"."place",
  "t11"."segment",
  TRUE AS "entered",
  "t9"."now_role" = 'won' AS "won",
  (
    "t9"."now_role" = 'won'
  ) AND (
    "t9"."now_value" IS NOT NULL
  ) AS "valued",
  "t9"."now_role" IN ('nurture', 'out', 'lost', 'expired')
  AND (
    "t9"."now_reason" IS NOT NULL
  ) AS "reasoned",
  "t9"."now_role" IN ('nurture', 'out', 'lost', 'expired')
  AND (
    "t9"."now_reason" IS NULL
  ) AS "unreasoned",
  "t9"."now_role" = 'stage' AS "open"
FROM (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t3"."unit",
        "t3"."journey",
        "t3"."person",
        "t3"."segment",
        "t3"."bucket",
        "t3"."place",
        "t3"."position",
        "t3"."role",
        "t3"."entered_us",
        "t3"."entered_day",
        "t3"."entered_exact",
        CASE
          WHEN "t3"."left_us" < "t3"."as_of_us"
          THEN "t3"."left_us"
          ELSE CAST(NULL AS BIGINT)
        END AS "left_us",
        "t3"."left_day",
        "t3"."left_exact",
        "t3"."next_role",
        "t3"."via",
        "t3"."reason",
        "t3"."implied",
        "t3"."value",
        "t3"."nth",
        CASE
          WHEN "t3"."again_us" < "t3"."as_of_us"
          THEN "t3"."again_us"
          ELSE CAST(NULL AS BIGINT)
        END AS "again_us",
        CASE
          WHEN "t3"."until_us" < "t3"."as_of_us"
          THEN "t3"."until_us"
          ELSE CAST(NULL AS BIGINT)
        END AS "until_us",
        CASE
          WHEN "t3"."onward_us" < "t3"."as_of_us"
          THEN "t3"."onward_us"
          ELSE CAST(NULL AS BIGINT)
        END AS "onward_us",
        "t3"."onward_day",
        "t3"."onward_exact",
        "t3"."ordinal",
        "t3"."came",
        "t3"."before_place",
        "t3"."before_position",
        "t3"."before_role",
        "t3"."began_day",
        "t3"."first_position",
        "t3"."kept",
        "t3"."opportunity_type",
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
        "t3"."influence_us"
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
    ) AS "t5"
    WHERE
      "t5"."position" < "t5"."stages"
  ) AS "t7"
  WHERE
    "t7"."entered_day" >= "t7"."first_day"
    AND "t7"."entered_day" < "t7"."end_day"
    AND "t7"."nth" = 1
) AS "t11"
LEFT OUTER JOIN (
  SELECT
    "t6"."unit" AS "now_unit",
    "t6"."role" AS "now_role",
    "t6"."reason" AS "now_reason",
    "t6"."value" AS "now_value"
  FROM (
    SELECT
      *
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
        CASE
          WHEN "t2"."left_us" < "t2"."as_of_us"
          THEN "t2"."left_us"
          ELSE CAST(NULL AS BIGINT)
        END AS "left_us",
        "t2"."left_day",
        "t2"."left_exact",
        "t2"."next_role",
        "t2"."via",
        "t2"."reason",
        "t2"."implied",
        "t2"."value",
        "t2"."nth",
        CASE
          WHEN "t2"."again_us" < "t2"."as_of_us"
          THEN "t2"."again_us"
          ELSE CAST(NULL AS BIGINT)
        END AS "again_us",
        CASE
          WHEN "t2"."until_us" < "t2"."as_of_us"
          THEN "t2"."until_us"
          ELSE CAST(NULL AS BIGINT)
        END AS "until_us",
        CASE
          WHEN "t2"."onward_us" < "t2"."as_of_us"
          THEN "t2"."onward_us"
          ELSE CAST(NULL AS BIGINT)
        END AS "onward_us",
        "t2"."onward_day",
        "t2"."onward_exact",
        "t2"."ordinal",
        "t2"."came",
        "t2"."before_place",
        "t2"."before_position",
        "t2"."before_role",
        "t2"."began_day",
        "t2"."first_position",
        "t2"."kept",
        "t2"."opportunity_type",
        "t2"."as_of_us",
        "t2"."as_of_day",
        "t2"."first_day",
        "t2"."end_day",
        "t2"."within_us",
        "t2"."within_days",
        "t2"."older_us",
        "t2"."older_days",
        "t2"."stages",
        "t2"."frm_position",
        "t2"."to_position",
        "t2"."lead_position",
        "t2"."deal_position",
        "t2"."window_us",
        "t2"."sales_position",
        "t2"."influence_us"
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
    ) AS "t4"
    WHERE
      "t4"."until_us" IS NULL AND NOT (
        "t4"."implied"
      )
  ) AS "t6"
) AS "t9"
  ON "t11"."unit" = "t9"."now_unit"
