SELECT
  "t15"."segment",
  "t15"."inquiries",
  "t15"."leads",
  "t15"."won",
  COUNT(*) AS "alike"
FROM (
  SELECT
    "t14"."unit",
    "t14"."journey",
    "t14"."person",
    "t14"."segment",
    "t14"."won",
    TRUE AS "inquiries",
    COALESCE("t14"."lead_ordinal" >= "t14"."ordinal", FALSE) AS "leads"
  FROM (
    SELECT
      "t13"."unit",
      "t13"."journey",
      "t13"."person",
      "t13"."segment",
      "t13"."bucket",
      "t13"."place",
      "t13"."position",
      "t13"."role",
      "t13"."entered_us",
      "t13"."entered_day",
      "t13"."entered_exact",
      "t13"."left",
      "t13"."left_us",
      "t13"."left_day",
      "t13"."left_exact",
      "t13"."left_minutes",
      "t13"."next_role",
      "t13"."via",
      "t13"."reason",
      "t13"."implied",
      "t13"."value",
      "t13"."nth",
      "t13"."again",
      "t13"."here",
      "t13"."onward",
      "t13"."onward_us",
      "t13"."onward_day",
      "t13"."onward_exact",
      "t13"."onward_minutes",
      "t13"."ordinal",
      "t13"."came",
      "t13"."before_place",
      "t13"."before_position",
      "t13"."before_role",
      "t13"."began_day",
      "t13"."first_position",
      CASE
        WHEN "t13"."won" AND (
          "t13"."won_us" > -9223372036854775807
        )
        THEN "t13"."won_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "won_us",
      "t13"."won_ordinal",
      "t13"."won_value",
      "t13"."last_us",
      "t13"."last_position",
      "t13"."last_role",
      "t13"."last_via",
      "t13"."kept",
      "t13"."opportunity_type",
      "t13"."as_of_us",
      "t13"."as_of_day",
      "t13"."first_day",
      "t13"."end_day",
      "t13"."within_us",
      "t13"."within_days",
      "t13"."older_us",
      "t13"."older_days",
      "t13"."stages",
      "t13"."frm_position",
      "t13"."to_position",
      "t13"."lead_position",
      "t13"."deal_position",
      "t13"."window_us",
      "t13"."sales_position",
      "t13"."influence_us",
      "t13"."lead_ordinal",
      "t13"."won",
      CASE WHEN "t13"."won" THEN "t13"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
    FROM (
      SELECT
        "t12"."unit",
        "t12"."journey",
        "t12"."person",
        "t12"."segment",
        "t12"."bucket",
        "t12"."place",
        "t12"."position",
        "t12"."role",
        "t12"."entered_us",
        "t12"."entered_day",
        "t12"."entered_exact",
        "t12"."left",
        "t12"."left_us",
        "t12"."left_day",
        "t12"."left_exact",
        "t12"."left_minutes",
        "t12"."next_role",
        "t12"."via",
        "t12"."reason",
        "t12"."implied",
        "t12"."value",
        "t12"."nth",
        "t12"."again",
        "t12"."here",
        "t12"."onward",
        "t12"."onward_us",
        "t12"."onward_day",
        "t12"."onward_exact",
        "t12"."onward_minutes",
        "t12"."ordinal",
        "t12"."came",
        "t12"."before_place",
        "t12"."before_position",
        "t12"."before_role",
        "t12"."began_day",
        "t12"."first_position",
        "t12"."won_us",
        "t12"."won_ordinal",
        "t12"."won_value",
        "t12"."last_us",
        "t12"."last_position",
        "t12"."last_role",
        "t12"."last_via",
        "t12"."kept",
        "t12"."opportunity_type",
        "t12"."as_of_us",
        "t12"."as_of_day",
        "t12"."first_day",
        "t12"."end_day",
        "t12"."within_us",
        "t12"."within_days",
        "t12"."older_us",
        "t12"."older_days",
        "t12"."stages",
        "t12"."frm_position",
        "t12"."to_position",
        "t12"."lead_position",
        "t12"."deal_position",
        "t12"."window_us",
        "t12"."sales_position",
        "t12"."influence_us",
        "t12"."lead_ordinal",
        COALESCE("t12"."won_us" < "t12"."as_of_us", FALSE)
        AND COALESCE("t12"."ordinal" <= "t12"."won_ordinal", FALSE) AS "won"
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
          "t11"."left",
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
          "t11"."again",
          "t11"."here",
          "t11"."onward",
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
          "t9"."lead_ordinal"
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
          ) AS "t7"
          WHERE
            "t7"."position" = 0
        ) AS "t11"
        LEFT OUTER JOIN (
          SELECT
            "t6"."unit" AS "told_unit",
            "t6"."lead_ordinal"
          FROM (
            SELECT
              "t4"."unit",
              MAX("t4"."ordinal") AS "lead_ordinal"
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
                "t2"."role" IN ('stage', 'won') AND "t2"."position" >= "t2"."lead_position"
            ) AS "t4"
            GROUP BY
              1
          ) AS "t6"
        ) AS "t9"
          ON "t11"."unit" = "t9"."told_unit"
      ) AS "t12"
    ) AS "t13"
  ) AS "t14"
) AS "t15"
GROUP BY
  1,
  2,
  3,
  4
