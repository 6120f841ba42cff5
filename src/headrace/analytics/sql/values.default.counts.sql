SELECT
  "t13"."bucket",
  "t13"."segment",
  "t13"."place",
  "t13"."entered",
  "t13"."won",
  COUNT(*) AS "alike",
  SUM("t13"."revenue") AS "revenue",
  SUM("t13"."visits") AS "visits",
  SUM("t13"."squares") AS "squares",
  SUM("t13"."priced") AS "priced"
FROM (
  SELECT
    *
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
      "t11"."entered",
      "t11"."squares",
      "t11"."priced",
      CAST(NULL AS BIGINT) AS "visits"
    FROM (
      SELECT
        "t10"."unit",
        "t10"."journey",
        "t10"."person",
        "t10"."bucket",
        "t10"."segment",
        "t10"."place",
        "t10"."won",
        "t10"."revenue",
        TRUE AS "entered",
        CAST("t10"."revenue" AS DOUBLE) * CAST("t10"."revenue" AS DOUBLE) AS "squares",
        CAST(CASE WHEN "t10"."revenue" IS NOT NULL THEN 1 ELSE 0 END AS BIGINT) AS "priced"
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
          CASE
            WHEN "t9"."won" AND (
              "t9"."won_us" > -9223372036854775807
            )
            THEN "t9"."won_us"
            ELSE CAST(NULL AS BIGINT)
          END AS "won_us",
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
          "t9"."won",
          CASE WHEN "t9"."won" THEN "t9"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
        FROM (
          SELECT
            "t8"."unit",
            "t8"."journey",
            "t8"."person",
            "t8"."segment",
            "t8"."bucket",
            "t8"."place",
            "t8"."position",
            "t8"."role",
            "t8"."entered_us",
            "t8"."entered_day",
            "t8"."entered_exact",
            "t8"."left",
            "t8"."left_us",
            "t8"."left_day",
            "t8"."left_exact",
            "t8"."left_minutes",
            "t8"."next_role",
            "t8"."via",
            "t8"."reason",
            "t8"."implied",
            "t8"."value",
            "t8"."nth",
            "t8"."again",
            "t8"."here",
            "t8"."onward",
            "t8"."onward_us",
            "t8"."onward_day",
            "t8"."onward_exact",
            "t8"."onward_minutes",
            "t8"."ordinal",
            "t8"."came",
            "t8"."before_place",
            "t8"."before_position",
            "t8"."before_role",
            "t8"."began_day",
            "t8"."first_position",
            "t8"."won_us",
            "t8"."won_ordinal",
            "t8"."won_value",
            "t8"."last_us",
            "t8"."last_position",
            "t8"."last_role",
            "t8"."last_via",
            "t8"."kept",
            "t8"."opportunity_type",
            "t8"."as_of_us",
            "t8"."as_of_day",
            "t8"."first_day",
            "t8"."end_day",
            "t8"."within_us",
            "t8"."within_days",
            "t8"."older_us",
            "t8"."older_days",
            "t8"."stages",
            "t8"."frm_position",
            "t8"."to_position",
            "t8"."lead_position",
            "t8"."deal_position",
            "t8"."window_us",
            "t8"."sales_position",
            "t8"."influence_us",
            COALESCE("t8"."won_us" < "t8"."as_of_us", FALSE)
            AND COALESCE("t8"."ordinal" <= "t8"."won_ordinal", FALSE) AS "won"
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
                  FROM "visits" AS "t1"
                  WHERE
                    "t1"."entered_us" < "t1"."as_of_us"
                ) AS "t3"
                WHERE
                  "t3"."kept"
              ) AS "t5"
              WHERE
                "t5"."position" < "t5"."stages"
            ) AS "t7"
            WHERE
              "t7"."entered_day" >= "t7"."first_day"
              AND "t7"."entered_day" < "t7"."end_day"
              AND "t7"."nth" = 1
          ) AS "t8"
        ) AS "t9"
      ) AS "t10"
    ) AS "t11"
  ) AS "t12"
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
      CAST(NULL AS BIGINT) AS "priced",
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
) AS "t13"
GROUP BY
  1,
  2,
  3,
  4,
  5
