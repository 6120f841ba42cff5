SELECT
  "t13"."unit",
  "t13"."journey",
  "t13"."person",
  "t13"."place",
  "t13"."segment",
  TRUE AS "entered",
  "t13"."now_role" = 'won' AS "won",
  (
    "t13"."now_role" = 'won'
  ) AND (
    "t13"."now_value" IS NOT NULL
  ) AS "valued",
  "t13"."now_role" IN ('nurture', 'out', 'lost', 'expired')
  AND (
    "t13"."now_reason" IS NOT NULL
  ) AS "reasoned",
  "t13"."now_role" IN ('nurture', 'out', 'lost', 'expired')
  AND (
    "t13"."now_reason" IS NULL
  ) AS "unreasoned",
  "t13"."now_role" = 'stage' AS "open"
FROM (
  SELECT
    "t11"."unit",
    "t11"."journey",
    "t11"."person",
    "t11"."segment",
    "t11"."bucket",
    "t11"."place",
    "t11"."position",
    "t11"."role",
    "t11"."entered_us",
    "t11"."entered_day",
    "t11"."entered_exact",
    "t11"."left_us",
    "t11"."left_day",
    "t11"."left_exact",
    "t11"."left_minutes",
    "t11"."next_role",
    "t11"."via",
    "t11"."reason",
    "t11"."implied",
    "t11"."value",
    "t11"."nth",
    "t11"."again_us",
    "t11"."until_us",
    "t11"."onward_us",
    "t11"."onward_day",
    "t11"."onward_exact",
    "t11"."onward_minutes",
    "t11"."ordinal",
    "t11"."came",
    "t11"."before_place",
    "t11"."before_position",
    "t11"."before_role",
    "t11"."began_day",
    "t11"."first_position",
    "t11"."won_us",
    "t11"."won_ordinal",
    "t11"."won_value",
    "t11"."last_us",
    "t11"."last_position",
    "t11"."last_role",
    "t11"."last_via",
    "t11"."kept",
    "t11"."opportunity_type",
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
    "t12"."now_role",
    "t12"."now_reason",
    "t12"."now_value"
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
          "t3"."left_minutes",
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
          "t3"."onward_minutes",
          "t3"."ordinal",
          "t3"."came",
          "t3"."before_place",
          "t3"."before_position",
          "t3"."before_role",
          "t3"."began_day",
          "t3"."first_position",
          "t3"."won_us",
          "t3"."won_ordinal",
          "t3"."won_value",
          "t3"."last_us",
          "t3"."last_position",
          "t3"."last_role",
          "t3"."last_via",
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
      "t8"."unit" AS "told_unit",
      "t8"."now_role",
      "t8"."now_reason",
      "t8"."now_value"
    FROM (
      SELECT
        "t6"."unit",
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
            "t2"."left_minutes",
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
            "t2"."onward_minutes",
            "t2"."ordinal",
            "t2"."came",
            "t2"."before_place",
            "t2"."before_position",
            "t2"."before_role",
            "t2"."began_day",
            "t2"."first_position",
            "t2"."won_us",
            "t2"."won_ordinal",
            "t2"."won_value",
            "t2"."last_us",
            "t2"."last_position",
            "t2"."last_role",
            "t2"."last_via",
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
    ) AS "t8"
  ) AS "t12"
    ON "t11"."unit" = "t12"."told_unit"
) AS "t13"
