SELECT
  "t16"."unit",
  "t16"."journey",
  "t16"."person",
  "t16"."segment",
  "t16"."won",
  TRUE AS "inquiries",
  COALESCE("t16"."lead_ordinal" >= "t16"."ordinal", FALSE) AS "leads"
FROM (
  SELECT
    "t15"."unit",
    "t15"."journey",
    "t15"."person",
    "t15"."segment",
    "t15"."bucket",
    "t15"."place",
    "t15"."position",
    "t15"."role",
    "t15"."entered_us",
    "t15"."entered_day",
    "t15"."entered_exact",
    "t15"."left_us",
    "t15"."left_day",
    "t15"."left_exact",
    "t15"."left_minutes",
    "t15"."next_role",
    "t15"."via",
    "t15"."reason",
    "t15"."implied",
    "t15"."value",
    "t15"."nth",
    "t15"."again_us",
    "t15"."until_us",
    "t15"."onward_us",
    "t15"."onward_day",
    "t15"."onward_exact",
    "t15"."onward_minutes",
    "t15"."ordinal",
    "t15"."came",
    "t15"."before_place",
    "t15"."before_position",
    "t15"."before_role",
    "t15"."began_day",
    "t15"."first_position",
    CASE
      WHEN "t15"."won" AND (
        "t15"."won_us" > -9223372036854775807
      )
      THEN "t15"."won_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "won_us",
    "t15"."won_ordinal",
    "t15"."won_value",
    "t15"."last_us",
    "t15"."last_position",
    "t15"."last_role",
    "t15"."last_via",
    "t15"."kept",
    "t15"."opportunity_type",
    "t15"."as_of_us",
    "t15"."as_of_day",
    "t15"."first_day",
    "t15"."end_day",
    "t15"."within_us",
    "t15"."within_days",
    "t15"."older_us",
    "t15"."older_days",
    "t15"."stages",
    "t15"."frm_position",
    "t15"."to_position",
    "t15"."lead_position",
    "t15"."deal_position",
    "t15"."window_us",
    "t15"."sales_position",
    "t15"."influence_us",
    "t15"."lead_ordinal",
    "t15"."won",
    CASE WHEN "t15"."won" THEN "t15"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
  FROM (
    SELECT
      "t14"."unit",
      "t14"."journey",
      "t14"."person",
      "t14"."segment",
      "t14"."bucket",
      "t14"."place",
      "t14"."position",
      "t14"."role",
      "t14"."entered_us",
      "t14"."entered_day",
      "t14"."entered_exact",
      "t14"."left_us",
      "t14"."left_day",
      "t14"."left_exact",
      "t14"."left_minutes",
      "t14"."next_role",
      "t14"."via",
      "t14"."reason",
      "t14"."implied",
      "t14"."value",
      "t14"."nth",
      "t14"."again_us",
      "t14"."until_us",
      "t14"."onward_us",
      "t14"."onward_day",
      "t14"."onward_exact",
      "t14"."onward_minutes",
      "t14"."ordinal",
      "t14"."came",
      "t14"."before_place",
      "t14"."before_position",
      "t14"."before_role",
      "t14"."began_day",
      "t14"."first_position",
      "t14"."won_us",
      "t14"."won_ordinal",
      "t14"."won_value",
      "t14"."last_us",
      "t14"."last_position",
      "t14"."last_role",
      "t14"."last_via",
      "t14"."kept",
      "t14"."opportunity_type",
      "t14"."as_of_us",
      "t14"."as_of_day",
      "t14"."first_day",
      "t14"."end_day",
      "t14"."within_us",
      "t14"."within_days",
      "t14"."older_us",
      "t14"."older_days",
      "t14"."stages",
      "t14"."frm_position",
      "t14"."to_position",
      "t14"."lead_position",
      "t14"."deal_position",
      "t14"."window_us",
      "t14"."sales_position",
      "t14"."influence_us",
      "t14"."lead_ordinal",
      COALESCE("t14"."won_us" < "t14"."as_of_us", FALSE)
      AND COALESCE("t14"."ordinal" <= "t14"."won_ordinal", FALSE) AS "won"
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
        "t13"."again_us",
        "t13"."until_us",
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
        "t13"."won_us",
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
        "t11"."lead_ordinal"
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
        ) AS "t9"
        WHERE
          "t9"."position" = 0
      ) AS "t13"
      LEFT OUTER JOIN (
        SELECT
          "t8"."unit" AS "told_unit",
          "t8"."lead_ordinal"
        FROM (
          SELECT
            "t6"."unit",
            MAX("t6"."ordinal") AS "lead_ordinal"
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
              "t4"."role" IN ('stage', 'won') AND "t4"."position" >= "t4"."lead_position"
          ) AS "t6"
          GROUP BY
            1
        ) AS "t8"
      ) AS "t11"
        ON "t13"."unit" = "t11"."told_unit"
    ) AS "t14"
  ) AS "t15"
) AS "t16"
