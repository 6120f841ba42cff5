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
      "t24"."won_ordinal",
      "t24"."now_role",
      "t24"."won",
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
        "t23"."won_ordinal",
        "t23"."now_role",
        COALESCE("t23"."won_ordinal" >= "t23"."ordinal", FALSE) AS "won",
        NOT (
          COALESCE("t23"."won_ordinal" >= "t23"."ordinal", FALSE)
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
          "t20"."qualified_day",
          "t18"."won_ordinal",
          "t19"."now_role"
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
          ) AS "t14"
          WHERE
            "t14"."position" = 0
        ) AS "t22"
        LEFT OUTER JOIN (
          SELECT
            "t13"."unit" AS "told_unit",
            "t13"."qualified_day"
          FROM (
            SELECT
              "t10"."unit",
              "t10"."entered_day" AS "qualified_day"
            FROM (
              SELECT
                *
              FROM "t4" AS "t6"
              WHERE
                "t6"."position" = "t6"."lead_position" AND "t6"."nth" = 1
            ) AS "t10"
          ) AS "t13"
        ) AS "t20"
          ON "t22"."unit" = "t20"."told_unit"
        LEFT OUTER JOIN (
          SELECT
            "t11"."unit" AS "told_unit",
            "t11"."won_ordinal"
          FROM (
            SELECT
              "t8"."unit",
              "t8"."ordinal" AS "won_ordinal"
            FROM (
              SELECT
                *
              FROM "t4" AS "t6"
              WHERE
                "t6"."role" = 'won' AND "t6"."nth" = 1
            ) AS "t8"
          ) AS "t11"
        ) AS "t18"
          ON "t22"."unit" = "t18"."told_unit"
        LEFT OUTER JOIN (
          SELECT
            "t12"."unit" AS "told_unit",
            "t12"."now_role"
          FROM (
            SELECT
              "t9"."unit",
              "t9"."role" AS "now_role"
            FROM (
              SELECT
                *
              FROM "t4" AS "t6"
              WHERE
                "t6"."until_us" IS NULL AND NOT (
                  "t6"."implied"
                )
            ) AS "t9"
          ) AS "t12"
        ) AS "t19"
          ON "t22"."unit" = "t19"."told_unit"
      ) AS "t23"
    ) AS "t24"
  ) AS "t25"
  WHERE
    "t25"."score" IS NOT NULL AND (
      "t25"."won" OR "t25"."lost"
    )
) AS "t26"
