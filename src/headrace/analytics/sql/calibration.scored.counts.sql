WITH "t4" AS (
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
    "t2"."influence_us",
    "t2"."score"
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
)
SELECT
  "t27"."segment",
  "t27"."score",
  "t27"."leads",
  "t27"."won",
  COUNT(*) AS "alike"
FROM (
  SELECT
    "t26"."unit",
    "t26"."journey",
    "t26"."person",
    "t26"."segment",
    "t26"."age",
    "t26"."score",
    "t26"."won",
    TRUE AS "leads"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t24"."unit",
        "t24"."journey",
        "t24"."person",
        "t24"."segment",
        "t24"."bucket",
        "t24"."place",
        "t24"."position",
        "t24"."role",
        "t24"."entered_us",
        "t24"."entered_day",
        "t24"."entered_exact",
        "t24"."left_us",
        "t24"."left_day",
        "t24"."left_exact",
        "t24"."left_minutes",
        "t24"."next_role",
        "t24"."via",
        "t24"."reason",
        "t24"."implied",
        "t24"."value",
        "t24"."nth",
        "t24"."again_us",
        "t24"."until_us",
        "t24"."onward_us",
        "t24"."onward_day",
        "t24"."onward_exact",
        "t24"."onward_minutes",
        "t24"."ordinal",
        "t24"."came",
        "t24"."before_place",
        "t24"."before_position",
        "t24"."before_role",
        "t24"."began_day",
        "t24"."first_position",
        "t24"."won_us",
        "t24"."won_ordinal",
        "t24"."won_value",
        "t24"."last_us",
        "t24"."last_position",
        "t24"."last_role",
        "t24"."last_via",
        "t24"."kept",
        "t24"."opportunity_type",
        "t24"."as_of_us",
        "t24"."as_of_day",
        "t24"."first_day",
        "t24"."end_day",
        "t24"."within_us",
        "t24"."within_days",
        "t24"."older_us",
        "t24"."older_days",
        "t24"."stages",
        "t24"."frm_position",
        "t24"."to_position",
        "t24"."lead_position",
        "t24"."deal_position",
        "t24"."window_us",
        "t24"."sales_position",
        "t24"."influence_us",
        CAST(CASE
          WHEN REGEXP_MATCHES("t24"."score", '^-?[0-9]+(\.[0-9]+)?$')
          THEN "t24"."score"
          ELSE CAST(NULL AS TEXT)
        END AS DOUBLE) AS "score",
        "t24"."qualified_day",
        "t24"."now_role",
        "t24"."now_via",
        "t24"."now_position",
        "t24"."won",
        "t24"."revenue",
        "t24"."lost",
        "t24"."decided_day",
        "t24"."age"
      FROM (
        SELECT
          "t23"."unit",
          "t23"."journey",
          "t23"."person",
          "t23"."segment",
          "t23"."bucket",
          "t23"."place",
          "t23"."position",
          "t23"."role",
          "t23"."entered_us",
          "t23"."entered_day",
          "t23"."entered_exact",
          "t23"."left_us",
          "t23"."left_day",
          "t23"."left_exact",
          "t23"."left_minutes",
          "t23"."next_role",
          "t23"."via",
          "t23"."reason",
          "t23"."implied",
          "t23"."value",
          "t23"."nth",
          "t23"."again_us",
          "t23"."until_us",
          "t23"."onward_us",
          "t23"."onward_day",
          "t23"."onward_exact",
          "t23"."onward_minutes",
          "t23"."ordinal",
          "t23"."came",
          "t23"."before_place",
          "t23"."before_position",
          "t23"."before_role",
          "t23"."began_day",
          "t23"."first_position",
          "t23"."won_us",
          "t23"."won_ordinal",
          "t23"."won_value",
          "t23"."last_us",
          "t23"."last_position",
          "t23"."last_role",
          "t23"."last_via",
          "t23"."kept",
          "t23"."opportunity_type",
          "t23"."as_of_us",
          "t23"."as_of_day",
          "t23"."first_day",
          "t23"."end_day",
          "t23"."within_us",
          "t23"."within_days",
          "t23"."older_us",
          "t23"."older_days",
          "t23"."stages",
          "t23"."frm_position",
          "t23"."to_position",
          "t23"."lead_position",
          "t23"."deal_position",
          "t23"."window_us",
          "t23"."sales_position",
          "t23"."influence_us",
          "t23"."score",
          "t23"."qualified_day",
          "t23"."now_role",
          "t23"."now_via",
          "t23"."now_position",
          "t23"."won",
          "t23"."revenue",
          NOT (
            "t23"."won"
          )
          AND NOT (
            COALESCE("t23"."now_role" IN ('stage', 'won'), TRUE)
          ) AS "lost",
          COALESCE("t23"."qualified_day", "t23"."as_of_day") AS "decided_day",
          "t23"."as_of_day" - "t23"."entered_day" AS "age"
        FROM (
          SELECT
            "t22"."unit",
            "t22"."journey",
            "t22"."person",
            "t22"."segment",
            "t22"."bucket",
            "t22"."place",
            "t22"."position",
            "t22"."role",
            "t22"."entered_us",
            "t22"."entered_day",
            "t22"."entered_exact",
            "t22"."left_us",
            "t22"."left_day",
            "t22"."left_exact",
            "t22"."left_minutes",
            "t22"."next_role",
            "t22"."via",
            "t22"."reason",
            "t22"."implied",
            "t22"."value",
            "t22"."nth",
            "t22"."again_us",
            "t22"."until_us",
            "t22"."onward_us",
            "t22"."onward_day",
            "t22"."onward_exact",
            "t22"."onward_minutes",
            "t22"."ordinal",
            "t22"."came",
            "t22"."before_place",
            "t22"."before_position",
            "t22"."before_role",
            "t22"."began_day",
            "t22"."first_position",
            CASE
              WHEN "t22"."won" AND (
                "t22"."won_us" > -9223372036854775807
              )
              THEN "t22"."won_us"
              ELSE CAST(NULL AS BIGINT)
            END AS "won_us",
            "t22"."won_ordinal",
            "t22"."won_value",
            "t22"."last_us",
            "t22"."last_position",
            "t22"."last_role",
            "t22"."last_via",
            "t22"."kept",
            "t22"."opportunity_type",
            "t22"."as_of_us",
            "t22"."as_of_day",
            "t22"."first_day",
            "t22"."end_day",
            "t22"."within_us",
            "t22"."within_days",
            "t22"."older_us",
            "t22"."older_days",
            "t22"."stages",
            "t22"."frm_position",
            "t22"."to_position",
            "t22"."lead_position",
            "t22"."deal_position",
            "t22"."window_us",
            "t22"."sales_position",
            "t22"."influence_us",
            "t22"."score",
            "t22"."qualified_day",
            "t22"."now_role",
            "t22"."now_via",
            "t22"."now_position",
            "t22"."won",
            CASE WHEN "t22"."won" THEN "t22"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
          FROM (
            SELECT
              "t21"."unit",
              "t21"."journey",
              "t21"."person",
              "t21"."segment",
              "t21"."bucket",
              "t21"."place",
              "t21"."position",
              "t21"."role",
              "t21"."entered_us",
              "t21"."entered_day",
              "t21"."entered_exact",
              "t21"."left_us",
              "t21"."left_day",
              "t21"."left_exact",
              "t21"."left_minutes",
              "t21"."next_role",
              "t21"."via",
              "t21"."reason",
              "t21"."implied",
              "t21"."value",
              "t21"."nth",
              "t21"."again_us",
              "t21"."until_us",
              "t21"."onward_us",
              "t21"."onward_day",
              "t21"."onward_exact",
              "t21"."onward_minutes",
              "t21"."ordinal",
              "t21"."came",
              "t21"."before_place",
              "t21"."before_position",
              "t21"."before_role",
              "t21"."began_day",
              "t21"."first_position",
              "t21"."won_us",
              "t21"."won_ordinal",
              "t21"."won_value",
              "t21"."last_us",
              "t21"."last_position",
              "t21"."last_role",
              "t21"."last_via",
              "t21"."kept",
              "t21"."opportunity_type",
              "t21"."as_of_us",
              "t21"."as_of_day",
              "t21"."first_day",
              "t21"."end_day",
              "t21"."within_us",
              "t21"."within_days",
              "t21"."older_us",
              "t21"."older_days",
              "t21"."stages",
              "t21"."frm_position",
              "t21"."to_position",
              "t21"."lead_position",
              "t21"."deal_position",
              "t21"."window_us",
              "t21"."sales_position",
              "t21"."influence_us",
              "t21"."score",
              "t21"."qualified_day",
              "t21"."now_role",
              "t21"."now_via",
              "t21"."now_position",
              COALESCE("t21"."won_us" < "t21"."as_of_us", FALSE)
              AND COALESCE("t21"."ordinal" <= "t21"."won_ordinal", FALSE) AS "won"
            FROM (
              SELECT
                "t20"."unit",
                "t20"."journey",
                "t20"."person",
                "t20"."segment",
                "t20"."bucket",
                "t20"."place",
                "t20"."position",
                "t20"."role",
                "t20"."entered_us",
                "t20"."entered_day",
                "t20"."entered_exact",
                "t20"."left_us",
                "t20"."left_day",
                "t20"."left_exact",
                "t20"."left_minutes",
                "t20"."next_role",
                "t20"."via",
                "t20"."reason",
                "t20"."implied",
                "t20"."value",
                "t20"."nth",
                "t20"."again_us",
                "t20"."until_us",
                "t20"."onward_us",
                "t20"."onward_day",
                "t20"."onward_exact",
                "t20"."onward_minutes",
                "t20"."ordinal",
                "t20"."came",
                "t20"."before_place",
                "t20"."before_position",
                "t20"."before_role",
                "t20"."began_day",
                "t20"."first_position",
                "t20"."won_us",
                "t20"."won_ordinal",
                "t20"."won_value",
                "t20"."last_us",
                "t20"."last_position",
                "t20"."last_role",
                "t20"."last_via",
                "t20"."kept",
                "t20"."opportunity_type",
                "t20"."as_of_us",
                "t20"."as_of_day",
                "t20"."first_day",
                "t20"."end_day",
                "t20"."within_us",
                "t20"."within_days",
                "t20"."older_us",
                "t20"."older_days",
                "t20"."stages",
                "t20"."frm_position",
                "t20"."to_position",
                "t20"."lead_position",
                "t20"."deal_position",
                "t20"."window_us",
                "t20"."sales_position",
                "t20"."influence_us",
                "t20"."score",
                "t20"."qualified_day",
                CASE
                  WHEN "t20"."last_us" < "t20"."as_of_us"
                  THEN "t20"."last_role"
                  ELSE "t20"."now_role"
                END AS "now_role",
                CASE
                  WHEN "t20"."last_us" < "t20"."as_of_us"
                  THEN "t20"."last_via"
                  ELSE "t20"."now_via"
                END AS "now_via",
                CASE
                  WHEN "t20"."last_us" < "t20"."as_of_us"
                  THEN "t20"."last_position"
                  ELSE "t20"."now_position"
                END AS "now_position"
              FROM (
                SELECT
                  "t17"."unit",
                  "t17"."journey",
                  "t17"."person",
                  "t17"."segment",
                  "t17"."bucket",
                  "t17"."place",
                  "t17"."position",
                  "t17"."role",
                  "t17"."entered_us",
                  "t17"."entered_day",
                  "t17"."entered_exact",
                  "t17"."left_us",
                  "t17"."left_day",
                  "t17"."left_exact",
                  "t17"."left_minutes",
                  "t17"."next_role",
                  "t17"."via",
                  "t17"."reason",
                  "t17"."implied",
                  "t17"."value",
                  "t17"."nth",
                  "t17"."again_us",
                  "t17"."until_us",
                  "t17"."onward_us",
                  "t17"."onward_day",
                  "t17"."onward_exact",
                  "t17"."onward_minutes",
                  "t17"."ordinal",
                  "t17"."came",
                  "t17"."before_place",
                  "t17"."before_position",
                  "t17"."before_role",
                  "t17"."began_day",
                  "t17"."first_position",
                  "t17"."won_us",
                  "t17"."won_ordinal",
                  "t17"."won_value",
                  "t17"."last_us",
                  "t17"."last_position",
                  "t17"."last_role",
                  "t17"."last_via",
                  "t17"."kept",
                  "t17"."opportunity_type",
                  "t17"."as_of_us",
                  "t17"."as_of_day",
                  "t17"."first_day",
                  "t17"."end_day",
                  "t17"."within_us",
                  "t17"."within_days",
                  "t17"."older_us",
                  "t17"."older_days",
                  "t17"."stages",
                  "t17"."frm_position",
                  "t17"."to_position",
                  "t17"."lead_position",
                  "t17"."deal_position",
                  "t17"."window_us",
                  "t17"."sales_position",
                  "t17"."influence_us",
                  "t17"."score",
                  "t15"."qualified_day",
                  "t19"."now_role",
                  "t19"."now_via",
                  "t19"."now_position"
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
                          "t3"."influence_us",
                          "t3"."score"
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
                  WHERE
                    "t11"."position" = 0
                ) AS "t17"
                LEFT OUTER JOIN (
                  SELECT
                    "t10"."unit" AS "told_unit",
                    "t10"."qualified_day"
                  FROM (
                    SELECT
                      "t9"."unit",
                      "t9"."entered_day" AS "qualified_day"
                    FROM (
                      SELECT
                        *
                      FROM "t4" AS "t6"
                      WHERE
                        "t6"."position" = "t6"."lead_position" AND "t6"."nth" = 1
                    ) AS "t9"
                  ) AS "t10"
                ) AS "t15"
                  ON "t17"."unit" = "t15"."told_unit"
                LEFT OUTER JOIN (
                  SELECT
                    "t14"."unit" AS "told_unit",
                    "t14"."now_role",
                    "t14"."now_via",
                    "t14"."now_position"
                  FROM (
                    SELECT
                      "t12"."unit",
                      "t12"."role" AS "now_role",
                      "t12"."via" AS "now_via",
                      "t12"."position" AS "now_position"
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          *
                        FROM "t4" AS "t6"
                        WHERE
                          "t6"."until_us" IS NULL AND NOT (
                            "t6"."implied"
                          )
                      ) AS "t8"
                      WHERE
                        "t8"."last_us" >= "t8"."as_of_us"
                    ) AS "t12"
                  ) AS "t14"
                ) AS "t19"
                  ON "t17"."unit" = "t19"."told_unit"
              ) AS "t20"
            ) AS "t21"
          ) AS "t22"
        ) AS "t23"
      ) AS "t24"
    ) AS "t25"
    WHERE
      "t25"."score" IS NOT NULL AND (
        "t25"."won" OR "t25"."lost"
      )
  ) AS "t26"
) AS "t27"
GROUP BY
  1,
  2,
  3,
  4
