WITH "t2" AS (
  SELECT
    *
  FROM "visits" AS "t0"
  WHERE
    (
      "t0"."entered_us" < "t0"."as_of_us"
    ) OR (
      "t0"."entered_us" IS NULL
    )
)
SELECT
  "t24"."unit",
  "t24"."journey",
  "t24"."person",
  "t24"."segment",
  "t24"."age",
  "t24"."score",
  "t24"."won",
  TRUE AS "leads"
FROM (
  SELECT
    *
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
      "t22"."left",
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
      "t22"."again",
      "t22"."here",
      "t22"."onward",
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
      "t22"."won_us",
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
      CAST(CASE
        WHEN REGEXP_MATCHES("t22"."score", '^-?[0-9]+(\.[0-9]+)?$')
        THEN "t22"."score"
        ELSE CAST(NULL AS TEXT)
      END AS DOUBLE) AS "score",
      "t22"."qualified_day",
      "t22"."now_role",
      "t22"."now_via",
      "t22"."now_position",
      "t22"."won",
      "t22"."revenue",
      "t22"."lost",
      "t22"."decided_day",
      "t22"."age"
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
        "t21"."left",
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
        "t21"."again",
        "t21"."here",
        "t21"."onward",
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
        "t21"."won",
        "t21"."revenue",
        NOT (
          "t21"."won"
        )
        AND NOT (
          COALESCE("t21"."now_role" IN ('stage', 'won'), TRUE)
        ) AS "lost",
        COALESCE("t21"."qualified_day", "t21"."as_of_day") AS "decided_day",
        "t21"."as_of_day" - "t21"."entered_day" AS "age"
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
          "t20"."left",
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
          "t20"."again",
          "t20"."here",
          "t20"."onward",
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
          CASE
            WHEN "t20"."won" AND (
              "t20"."won_us" > -9223372036854775807
            )
            THEN "t20"."won_us"
            ELSE CAST(NULL AS BIGINT)
          END AS "won_us",
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
          "t20"."now_role",
          "t20"."now_via",
          "t20"."now_position",
          "t20"."won",
          CASE WHEN "t20"."won" THEN "t20"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
        FROM (
          SELECT
            "t19"."unit",
            "t19"."journey",
            "t19"."person",
            "t19"."segment",
            "t19"."bucket",
            "t19"."place",
            "t19"."position",
            "t19"."role",
            "t19"."entered_us",
            "t19"."entered_day",
            "t19"."entered_exact",
            "t19"."left",
            "t19"."left_us",
            "t19"."left_day",
            "t19"."left_exact",
            "t19"."left_minutes",
            "t19"."next_role",
            "t19"."via",
            "t19"."reason",
            "t19"."implied",
            "t19"."value",
            "t19"."nth",
            "t19"."again",
            "t19"."here",
            "t19"."onward",
            "t19"."onward_us",
            "t19"."onward_day",
            "t19"."onward_exact",
            "t19"."onward_minutes",
            "t19"."ordinal",
            "t19"."came",
            "t19"."before_place",
            "t19"."before_position",
            "t19"."before_role",
            "t19"."began_day",
            "t19"."first_position",
            "t19"."won_us",
            "t19"."won_ordinal",
            "t19"."won_value",
            "t19"."last_us",
            "t19"."last_position",
            "t19"."last_role",
            "t19"."last_via",
            "t19"."kept",
            "t19"."opportunity_type",
            "t19"."as_of_us",
            "t19"."as_of_day",
            "t19"."first_day",
            "t19"."end_day",
            "t19"."within_us",
            "t19"."within_days",
            "t19"."older_us",
            "t19"."older_days",
            "t19"."stages",
            "t19"."frm_position",
            "t19"."to_position",
            "t19"."lead_position",
            "t19"."deal_position",
            "t19"."window_us",
            "t19"."sales_position",
            "t19"."influence_us",
            "t19"."score",
            "t19"."qualified_day",
            "t19"."now_role",
            "t19"."now_via",
            "t19"."now_position",
            COALESCE("t19"."won_us" < "t19"."as_of_us", FALSE)
            AND COALESCE("t19"."ordinal" <= "t19"."won_ordinal", FALSE) AS "won"
          FROM (
            SELECT
              "t18"."unit",
              "t18"."journey",
              "t18"."person",
              "t18"."segment",
              "t18"."bucket",
              "t18"."place",
              "t18"."position",
              "t18"."role",
              "t18"."entered_us",
              "t18"."entered_day",
              "t18"."entered_exact",
              "t18"."left",
              "t18"."left_us",
              "t18"."left_day",
              "t18"."left_exact",
              "t18"."left_minutes",
              "t18"."next_role",
              "t18"."via",
              "t18"."reason",
              "t18"."implied",
              "t18"."value",
              "t18"."nth",
              "t18"."again",
              "t18"."here",
              "t18"."onward",
              "t18"."onward_us",
              "t18"."onward_day",
              "t18"."onward_exact",
              "t18"."onward_minutes",
              "t18"."ordinal",
              "t18"."came",
              "t18"."before_place",
              "t18"."before_position",
              "t18"."before_role",
              "t18"."began_day",
              "t18"."first_position",
              "t18"."won_us",
              "t18"."won_ordinal",
              "t18"."won_value",
              "t18"."last_us",
              "t18"."last_position",
              "t18"."last_role",
              "t18"."last_via",
              "t18"."kept",
              "t18"."opportunity_type",
              "t18"."as_of_us",
              "t18"."as_of_day",
              "t18"."first_day",
              "t18"."end_day",
              "t18"."within_us",
              "t18"."within_days",
              "t18"."older_us",
              "t18"."older_days",
              "t18"."stages",
              "t18"."frm_position",
              "t18"."to_position",
              "t18"."lead_position",
              "t18"."deal_position",
              "t18"."window_us",
              "t18"."sales_position",
              "t18"."influence_us",
              "t18"."score",
              "t18"."qualified_day",
              CASE
                WHEN "t18"."last_us" < "t18"."as_of_us"
                THEN "t18"."last_role"
                ELSE "t18"."now_role"
              END AS "now_role",
              CASE
                WHEN "t18"."last_us" < "t18"."as_of_us"
                THEN "t18"."last_via"
                ELSE "t18"."now_via"
              END AS "now_via",
              CASE
                WHEN "t18"."last_us" < "t18"."as_of_us"
                THEN "t18"."last_position"
                ELSE "t18"."now_position"
              END AS "now_position"
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
                "t15"."left",
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
                "t15"."again",
                "t15"."here",
                "t15"."onward",
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
                "t15"."won_us",
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
                "t15"."score",
                "t13"."qualified_day",
                "t17"."now_role",
                "t17"."now_via",
                "t17"."now_position"
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
                ) AS "t9"
                WHERE
                  "t9"."position" = 0
              ) AS "t15"
              LEFT OUTER JOIN (
                SELECT
                  "t8"."unit" AS "told_unit",
                  "t8"."qualified_day"
                FROM (
                  SELECT
                    "t7"."unit",
                    "t7"."entered_day" AS "qualified_day"
                  FROM (
                    SELECT
                      *
                    FROM "t2" AS "t4"
                    WHERE
                      "t4"."position" = "t4"."lead_position" AND "t4"."nth" = 1
                  ) AS "t7"
                ) AS "t8"
              ) AS "t13"
                ON "t15"."unit" = "t13"."told_unit"
              LEFT OUTER JOIN (
                SELECT
                  "t12"."unit" AS "told_unit",
                  "t12"."now_role",
                  "t12"."now_via",
                  "t12"."now_position"
                FROM (
                  SELECT
                    "t10"."unit",
                    "t10"."role" AS "now_role",
                    "t10"."via" AS "now_via",
                    "t10"."position" AS "now_position"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        *
                      FROM "t2" AS "t4"
                      WHERE
                        "t4"."here" AND NOT (
                          "t4"."implied"
                        )
                    ) AS "t6"
                    WHERE
                      "t6"."last_us" >= "t6"."as_of_us"
                  ) AS "t10"
                ) AS "t12"
              ) AS "t17"
                ON "t15"."unit" = "t17"."told_unit"
            ) AS "t18"
          ) AS "t19"
        ) AS "t20"
      ) AS "t21"
    ) AS "t22"
  ) AS "t23"
  WHERE
    "t23"."score" IS NOT NULL AND (
      "t23"."won" OR "t23"."lost"
    )
) AS "t24"
