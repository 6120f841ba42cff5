SELECT
  "t14"."bucket",
  "t14"."segment",
  "t14"."place",
  "t14"."entered",
  "t14"."won",
  COUNT(*) AS "alike",
  SUM("t14"."revenue") AS "revenue",
  SUM("t14"."visits") AS "visits",
  SUM("t14"."squares") AS "squares"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t12"."unit",
      "t12"."journey",
      "t12"."person",
      "t12"."bucket",
      "t12"."segment",
      "t12"."place",
      "t12"."won",
      "t12"."revenue",
      "t12"."entered",
      "t12"."squares",
      CAST(NULL AS BIGINT) AS "visits"
    FROM (
      SELECT
        "t11"."unit",
        "t11"."journey",
        "t11"."person",
        "t11"."bucket",
        "t11"."segment",
        "t11"."place",
        "t11"."won",
        "t11"."revenue",
        TRUE AS "entered",
        CAST("t11"."revenue" AS DOUBLE) * CAST("t11"."revenue" AS DOUBLE) AS "squares"
      FROM (
        SELECT
          "t10"."unit",
          "t10"."journey",
          "t10"."person",
          "t10"."segment",
          "t10"."bucket",
          "t10"."place",
          "t10"."position",
          "t10"."role",
          "t10"."entered_us",
          "t10"."entered_day",
          "t10"."entered_exact",
          "t10"."left_us",
          "t10"."left_day",
          "t10"."left_exact",
          "t10"."left_minutes",
          "t10"."next_role",
          "t10"."via",
          "t10"."reason",
          "t10"."implied",
          "t10"."value",
          "t10"."nth",
          "t10"."again_us",
          "t10"."until_us",
          "t10"."onward_us",
          "t10"."onward_day",
          "t10"."onward_exact",
          "t10"."onward_minutes",
          "t10"."ordinal",
          "t10"."came",
          "t10"."before_place",
          "t10"."before_position",
          "t10"."before_role",
          "t10"."began_day",
          "t10"."first_position",
          CASE
            WHEN "t10"."won" AND (
              "t10"."won_us" > -9223372036854775807
            )
            THEN "t10"."won_us"
            ELSE CAST(NULL AS BIGINT)
          END AS "won_us",
          "t10"."won_ordinal",
          "t10"."won_value",
          "t10"."last_us",
          "t10"."last_position",
          "t10"."last_role",
          "t10"."last_via",
          "t10"."kept",
          "t10"."opportunity_type",
          "t10"."as_of_us",
          "t10"."as_of_day",
          "t10"."first_day",
          "t10"."end_day",
          "t10"."within_us",
          "t10"."within_days",
          "t10"."older_us",
          "t10"."older_days",
          "t10"."stages",
          "t10"."frm_position",
          "t10"."to_position",
          "t10"."lead_position",
          "t10"."deal_position",
          "t10"."window_us",
          "t10"."sales_position",
          "t10"."influence_us",
          "t10"."won",
          CASE WHEN "t10"."won" THEN "t10"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
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
            "t9"."again_us",
            "t9"."until_us",
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
            COALESCE("t9"."won_us" < "t9"."as_of_us", FALSE)
            AND COALESCE("t9"."ordinal" <= "t9"."won_ordinal", FALSE) AS "won"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t5"."unit",
                  "t5"."journey",
                  "t5"."person",
                  "t5"."segment",
                  "t5"."bucket",
                  "t5"."place",
                  "t5"."position",
                  "t5"."role",
                  "t5"."entered_us",
                  "t5"."entered_day",
                  "t5"."entered_exact",
                  CASE
                    WHEN "t5"."left_us" < "t5"."as_of_us"
                    THEN "t5"."left_us"
                    ELSE CAST(NULL AS BIGINT)
                  END AS "left_us",
                  "t5"."left_day",
                  "t5"."left_exact",
                  "t5"."left_minutes",
                  "t5"."next_role",
                  "t5"."via",
                  "t5"."reason",
                  "t5"."implied",
                  "t5"."value",
                  "t5"."nth",
                  CASE
                    WHEN "t5"."again_us" < "t5"."as_of_us"
                    THEN "t5"."again_us"
                    ELSE CAST(NULL AS BIGINT)
                  END AS "again_us",
                  CASE
                    WHEN "t5"."until_us" < "t5"."as_of_us"
                    THEN "t5"."until_us"
                    ELSE CAST(NULL AS BIGINT)
                  END AS "until_us",
                  CASE
                    WHEN "t5"."onward_us" < "t5"."as_of_us"
                    THEN "t5"."onward_us"
                    ELSE CAST(NULL AS BIGINT)
                  END AS "onward_us",
                  "t5"."onward_day",
                  "t5"."onward_exact",
                  "t5"."onward_minutes",
                  "t5"."ordinal",
                  "t5"."came",
                  "t5"."before_place",
                  "t5"."before_position",
                  "t5"."before_role",
                  "t5"."began_day",
                  "t5"."first_position",
                  "t5"."won_us",
                  "t5"."won_ordinal",
                  "t5"."won_value",
                  "t5"."last_us",
                  "t5"."last_position",
                  "t5"."last_role",
                  "t5"."last_via",
                  "t5"."kept",
                  "t5"."opportunity_type",
                  "t5"."as_of_us",
                  "t5"."as_of_day",
                  "t5"."first_day",
                  "t5"."end_day",
                  "t5"."within_us",
                  "t5"."within_days",
                  "t5"."older_us",
                  "t5"."older_days",
                  "t5"."stages",
                  "t5"."frm_position",
                  "t5"."to_position",
                  "t5"."lead_position",
                  "t5"."deal_position",
                  "t5"."window_us",
                  "t5"."sales_position",
                  "t5"."influence_us"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM "visits" AS "t1"
                    WHERE
                      "t1"."entered_us" < "t1"."as_of_us"
                  ) AS "t3"
                  WHERE
                    "t3"."kept"
                ) AS "t5"
              ) AS "t7"
              WHERE
                "t7"."position" < "t7"."stages"
            ) AS "t8"
            WHERE
              "t8"."entered_day" >= "t8"."first_day"
              AND "t8"."entered_day" < "t8"."end_day"
              AND "t8"."nth" = 1
          ) AS "t9"
        ) AS "t10"
      ) AS "t11"
    ) AS "t12"
  ) AS "t13"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      CAST(NULL AS TEXT) AS "unit",
      CAST(NULL AS TEXT) AS "journey",
      CAST(NULL AS TEXT) AS "person",
      "t4"."bucket",
      "t4"."segment",
      "t4"."place",
      FALSE AS "won",
      CAST(NULL AS BIGINT) AS "revenue",
      FALSE AS "entered",
      CAST(NULL AS DOUBLE) AS "squares",
      "t4"."visits"
    FROM (
      SELECT
        "t2"."bucket",
        "t2"."segment",
        "t2"."visits",
        'visits' AS "place"
      FROM (
        SELECT
          *
        FROM "told_traffic" AS "t0"
        WHERE
          "t0"."day" >= "t0"."first_day" AND "t0"."day" < "t0"."end_day"
      ) AS "t2"
    ) AS "t4"
  ) AS "t6"
) AS "t14"
GROUP BY
  1,
  2,
  3,
  4,
  5
