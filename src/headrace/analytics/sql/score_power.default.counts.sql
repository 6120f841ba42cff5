WITH "t4" AS (
  SELECT
    *
  FROM "visits" AS "t1"
  WHERE
    (
      "t1"."entered_us" < "t1"."as_of_us"
    ) OR (
      "t1"."entered_us" IS NULL
    )
), "t26" AS (
  SELECT
    "t25"."unit",
    "t25"."journey",
    "t25"."person",
    "t25"."segment",
    "t25"."bucket",
    "t25"."place",
    "t25"."position",
    "t25"."role",
    "t25"."entered_us",
    "t25"."entered_day",
    "t25"."entered_exact",
    "t25"."left",
    "t25"."left_us",
    "t25"."left_day",
    "t25"."left_exact",
    "t25"."left_minutes",
    "t25"."next_role",
    "t25"."via",
    "t25"."reason",
    "t25"."implied",
    "t25"."value",
    "t25"."nth",
    "t25"."again",
    "t25"."here",
    "t25"."onward",
    "t25"."onward_us",
    "t25"."onward_day",
    "t25"."onward_exact",
    "t25"."onward_minutes",
    "t25"."ordinal",
    "t25"."came",
    "t25"."before_place",
    "t25"."before_position",
    "t25"."before_role",
    "t25"."began_day",
    "t25"."first_position",
    "t25"."won_us",
    "t25"."won_ordinal",
    "t25"."won_value",
    "t25"."last_us",
    "t25"."last_position",
    "t25"."last_role",
    "t25"."last_via",
    "t25"."kept",
    "t25"."opportunity_type",
    "t25"."as_of_us",
    "t25"."as_of_day",
    "t25"."first_day",
    "t25"."end_day",
    "t25"."within_us",
    "t25"."within_days",
    "t25"."older_us",
    "t25"."older_days",
    "t25"."stages",
    "t25"."frm_position",
    "t25"."to_position",
    "t25"."lead_position",
    "t25"."deal_position",
    "t25"."window_us",
    "t25"."sales_position",
    "t25"."influence_us",
    "t25"."qualified_day",
    "t25"."now_role",
    "t25"."now_via",
    "t25"."now_position",
    "t25"."won",
    "t25"."revenue",
    NOT (
      "t25"."won"
    )
    AND NOT (
      COALESCE("t25"."now_role" IN ('stage', 'won'), TRUE)
    ) AS "lost",
    COALESCE("t25"."qualified_day", "t25"."as_of_day") AS "decided_day",
    "t25"."as_of_day" - "t25"."entered_day" AS "age"
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
      "t24"."left",
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
      "t24"."again",
      "t24"."here",
      "t24"."onward",
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
      CASE
        WHEN "t24"."won" AND (
          "t24"."won_us" > -9223372036854775807
        )
        THEN "t24"."won_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "won_us",
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
      "t24"."qualified_day",
      "t24"."now_role",
      "t24"."now_via",
      "t24"."now_position",
      "t24"."won",
      CASE WHEN "t24"."won" THEN "t24"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
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
        "t23"."left",
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
        "t23"."again",
        "t23"."here",
        "t23"."onward",
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
        "t23"."qualified_day",
        "t23"."now_role",
        "t23"."now_via",
        "t23"."now_position",
        COALESCE("t23"."won_us" < "t23"."as_of_us", FALSE)
        AND COALESCE("t23"."ordinal" <= "t23"."won_ordinal", FALSE) AS "won"
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
          "t22"."qualified_day",
          CASE
            WHEN "t22"."last_us" < "t22"."as_of_us"
            THEN "t22"."last_role"
            ELSE "t22"."now_role"
          END AS "now_role",
          CASE
            WHEN "t22"."last_us" < "t22"."as_of_us"
            THEN "t22"."last_via"
            ELSE "t22"."now_via"
          END AS "now_via",
          CASE
            WHEN "t22"."last_us" < "t22"."as_of_us"
            THEN "t22"."last_position"
            ELSE "t22"."now_position"
          END AS "now_position"
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
            "t17"."qualified_day",
            "t21"."now_role",
            "t21"."now_via",
            "t21"."now_position"
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
                    FROM "visits" AS "t1"
                    WHERE
                      "t1"."entered_us" < "t1"."as_of_us"
                  ) AS "t3"
                  WHERE
                    "t3"."kept"
                ) AS "t5"
                WHERE
                  "t5"."position" < "t5"."stages"
              ) AS "t9"
              WHERE
                "t9"."entered_day" >= "t9"."first_day"
                AND "t9"."entered_day" < "t9"."end_day"
                AND "t9"."nth" = 1
            ) AS "t13"
            WHERE
              "t13"."position" = 0
          ) AS "t19"
          LEFT OUTER JOIN (
            SELECT
              "t12"."unit" AS "told_unit",
              "t12"."qualified_day"
            FROM (
              SELECT
                "t11"."unit",
                "t11"."entered_day" AS "qualified_day"
              FROM (
                SELECT
                  *
                FROM "t4" AS "t6"
                WHERE
                  "t6"."position" = "t6"."lead_position" AND "t6"."nth" = 1
              ) AS "t11"
            ) AS "t12"
          ) AS "t17"
            ON "t19"."unit" = "t17"."told_unit"
          LEFT OUTER JOIN (
            SELECT
              "t16"."unit" AS "told_unit",
              "t16"."now_role",
              "t16"."now_via",
              "t16"."now_position"
            FROM (
              SELECT
                "t14"."unit",
                "t14"."role" AS "now_role",
                "t14"."via" AS "now_via",
                "t14"."position" AS "now_position"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM "t4" AS "t6"
                  WHERE
                    "t6"."here" AND NOT (
                      "t6"."implied"
                    )
                ) AS "t10"
                WHERE
                  "t10"."last_us" >= "t10"."as_of_us"
              ) AS "t14"
            ) AS "t16"
          ) AS "t21"
            ON "t19"."unit" = "t21"."told_unit"
        ) AS "t22"
      ) AS "t23"
    ) AS "t24"
  ) AS "t25"
)
SELECT
  "t40"."segment",
  "t40"."age",
  "t40"."score",
  "t40"."leads",
  "t40"."won",
  COUNT(*) AS "alike"
FROM (
  SELECT
    "t39"."unit",
    "t39"."journey",
    "t39"."person",
    "t39"."segment",
    "t39"."age",
    "t39"."score",
    "t39"."won",
    TRUE AS "leads"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t28"."unit",
        "t28"."journey",
        "t28"."person",
        "t28"."segment",
        "t28"."bucket",
        "t28"."place",
        "t28"."position",
        "t28"."role",
        "t28"."entered_us",
        "t28"."entered_day",
        "t28"."entered_exact",
        "t28"."left",
        "t28"."left_us",
        "t28"."left_day",
        "t28"."left_exact",
        "t28"."left_minutes",
        "t28"."next_role",
        "t28"."via",
        "t28"."reason",
        "t28"."implied",
        "t28"."value",
        "t28"."nth",
        "t28"."again",
        "t28"."here",
        "t28"."onward",
        "t28"."onward_us",
        "t28"."onward_day",
        "t28"."onward_exact",
        "t28"."onward_minutes",
        "t28"."ordinal",
        "t28"."came",
        "t28"."before_place",
        "t28"."before_position",
        "t28"."before_role",
        "t28"."began_day",
        "t28"."first_position",
        "t28"."won_us",
        "t28"."won_ordinal",
        "t28"."won_value",
        "t28"."last_us",
        "t28"."last_position",
        "t28"."last_role",
        "t28"."last_via",
        "t28"."kept",
        "t28"."opportunity_type",
        "t28"."as_of_us",
        "t28"."as_of_day",
        "t28"."first_day",
        "t28"."end_day",
        "t28"."within_us",
        "t28"."within_days",
        "t28"."older_us",
        "t28"."older_days",
        "t28"."stages",
        "t28"."frm_position",
        "t28"."to_position",
        "t28"."lead_position",
        "t28"."deal_position",
        "t28"."window_us",
        "t28"."sales_position",
        "t28"."influence_us",
        "t28"."qualified_day",
        "t28"."now_role",
        "t28"."now_via",
        "t28"."now_position",
        "t28"."won",
        "t28"."revenue",
        "t28"."lost",
        "t28"."decided_day",
        "t28"."age",
        "t37"."score"
      FROM "t26" AS "t28"
      LEFT OUTER JOIN (
        SELECT
          "t35"."unit" AS "told_unit",
          "t35"."score"
        FROM (
          SELECT
            "t34"."unit",
            SUM("t34"."points") AS "score"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t32"."unit",
                "t32"."decided_day",
                "t32"."criterion",
                "t32"."points",
                "t32"."at_us",
                "t32"."root",
                "t32"."day",
                "t32"."thread",
                ROW_NUMBER() OVER (
                  PARTITION BY "t32"."unit", "t32"."criterion"
                  ORDER BY "t32"."at_us" DESC, "t32"."root" DESC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "nth"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t30"."unit",
                    "t30"."decided_day",
                    "t8"."criterion",
                    "t8"."points",
                    "t8"."at_us",
                    "t8"."root",
                    "t8"."day",
                    "t8"."thread"
                  FROM (
                    SELECT
                      "t27"."unit",
                      "t27"."decided_day"
                    FROM "t26" AS "t27"
                  ) AS "t30"
                  INNER JOIN (
                    SELECT
                      "t2"."criterion",
                      "t2"."points",
                      "t2"."at_us",
                      "t2"."root",
                      "t2"."day",
                      COALESCE("t2"."person", "t2"."journey") AS "thread"
                    FROM (
                      SELECT
                        *
                      FROM "told_answers" AS "t0"
                      WHERE
                        "t0"."actor_kind" IN ('person', 'import')
                        AND "t0"."points" IS NOT NULL
                        AND "t0"."day" IS NOT NULL
                    ) AS "t2"
                  ) AS "t8"
                    ON "t30"."unit" = "t8"."thread"
                ) AS "t31"
                WHERE
                  "t31"."day" <= "t31"."decided_day"
              ) AS "t32"
            ) AS "t33"
            WHERE
              "t33"."nth" = 0
          ) AS "t34"
          GROUP BY
            1
        ) AS "t35"
      ) AS "t37"
        ON "t28"."unit" = "t37"."told_unit"
    ) AS "t38"
    WHERE
      "t38"."score" IS NOT NULL AND (
        "t38"."won" OR "t38"."lost"
      )
  ) AS "t39"
) AS "t40"
GROUP BY
  1,
  2,
  3,
  4,
  5
