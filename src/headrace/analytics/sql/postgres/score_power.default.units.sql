WITH "t8" AS (
  SELECT
    "t4"."unit",
    "t4"."journey",
    "t4"."person",
    "t4"."segment",
    "t4"."bucket",
    "t4"."place",
    "t4"."position",
    "t4"."role",
    "t4"."entered_us",
    "t4"."entered_day",
    "t4"."entered_exact",
    CASE
      WHEN "t4"."left_us" < "t4"."as_of_us"
      THEN "t4"."left_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "left_us",
    "t4"."left_day",
    "t4"."left_exact",
    "t4"."left_minutes",
    "t4"."next_role",
    "t4"."via",
    "t4"."reason",
    "t4"."implied",
    "t4"."value",
    "t4"."nth",
    CASE
      WHEN "t4"."again_us" < "t4"."as_of_us"
      THEN "t4"."again_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "again_us",
    CASE
      WHEN "t4"."until_us" < "t4"."as_of_us"
      THEN "t4"."until_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "until_us",
    CASE
      WHEN "t4"."onward_us" < "t4"."as_of_us"
      THEN "t4"."onward_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "onward_us",
    "t4"."onward_day",
    "t4"."onward_exact",
    "t4"."onward_minutes",
    "t4"."ordinal",
    "t4"."came",
    "t4"."before_place",
    "t4"."before_position",
    "t4"."before_role",
    "t4"."began_day",
    "t4"."first_position",
    "t4"."won_us",
    "t4"."won_ordinal",
    "t4"."won_value",
    "t4"."last_us",
    "t4"."last_position",
    "t4"."last_role",
    "t4"."last_via",
    "t4"."kept",
    "t4"."opportunity_type",
    "t4"."as_of_us",
    "t4"."as_of_day",
    "t4"."first_day",
    "t4"."end_day",
    "t4"."within_us",
    "t4"."within_days",
    "t4"."older_us",
    "t4"."older_days",
    "t4"."stages",
    "t4"."frm_position",
    "t4"."to_position",
    "t4"."lead_position",
    "t4"."deal_position",
    "t4"."window_us",
    "t4"."sales_position",
    "t4"."influence_us"
  FROM (
    SELECT
      *
    FROM "visits" AS "t1"
    WHERE
      (
        "t1"."entered_us" < "t1"."as_of_us"
      ) OR (
        "t1"."entered_us" IS NULL
      )
  ) AS "t4"
), "t28" AS (
  SELECT
    "t27"."unit",
    "t27"."journey",
    "t27"."person",
    "t27"."segment",
    "t27"."bucket",
    "t27"."place",
    "t27"."position",
    "t27"."role",
    "t27"."entered_us",
    "t27"."entered_day",
    "t27"."entered_exact",
    "t27"."left_us",
    "t27"."left_day",
    "t27"."left_exact",
    "t27"."left_minutes",
    "t27"."next_role",
    "t27"."via",
    "t27"."reason",
    "t27"."implied",
    "t27"."value",
    "t27"."nth",
    "t27"."again_us",
    "t27"."until_us",
    "t27"."onward_us",
    "t27"."onward_day",
    "t27"."onward_exact",
    "t27"."onward_minutes",
    "t27"."ordinal",
    "t27"."came",
    "t27"."before_place",
    "t27"."before_position",
    "t27"."before_role",
    "t27"."began_day",
    "t27"."first_position",
    "t27"."won_us",
    "t27"."won_ordinal",
    "t27"."won_value",
    "t27"."last_us",
    "t27"."last_position",
    "t27"."last_role",
    "t27"."last_via",
    "t27"."kept",
    "t27"."opportunity_type",
    "t27"."as_of_us",
    "t27"."as_of_day",
    "t27"."first_day",
    "t27"."end_day",
    "t27"."within_us",
    "t27"."within_days",
    "t27"."older_us",
    "t27"."older_days",
    "t27"."stages",
    "t27"."frm_position",
    "t27"."to_position",
    "t27"."lead_position",
    "t27"."deal_position",
    "t27"."window_us",
    "t27"."sales_position",
    "t27"."influence_us",
    "t27"."qualified_day",
    "t27"."now_role",
    "t27"."now_via",
    "t27"."now_position",
    "t27"."won",
    "t27"."revenue",
    NOT (
      "t27"."won"
    )
    AND NOT (
      COALESCE("t27"."now_role" IN ('stage', 'won'), TRUE)
    ) AS "lost",
    COALESCE("t27"."qualified_day", "t27"."as_of_day") AS "decided_day",
    "t27"."as_of_day" - "t27"."entered_day" AS "age"
  FROM (
    SELECT
      "t26"."unit",
      "t26"."journey",
      "t26"."person",
      "t26"."segment",
      "t26"."bucket",
      "t26"."place",
      "t26"."position",
      "t26"."role",
      "t26"."entered_us",
      "t26"."entered_day",
      "t26"."entered_exact",
      "t26"."left_us",
      "t26"."left_day",
      "t26"."left_exact",
      "t26"."left_minutes",
      "t26"."next_role",
      "t26"."via",
      "t26"."reason",
      "t26"."implied",
      "t26"."value",
      "t26"."nth",
      "t26"."again_us",
      "t26"."until_us",
      "t26"."onward_us",
      "t26"."onward_day",
      "t26"."onward_exact",
      "t26"."onward_minutes",
      "t26"."ordinal",
      "t26"."came",
      "t26"."before_place",
      "t26"."before_position",
      "t26"."before_role",
      "t26"."began_day",
      "t26"."first_position",
      CASE
        WHEN "t26"."won" AND (
          "t26"."won_us" > -9223372036854775807
        )
        THEN "t26"."won_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "won_us",
      "t26"."won_ordinal",
      "t26"."won_value",
      "t26"."last_us",
      "t26"."last_position",
      "t26"."last_role",
      "t26"."last_via",
      "t26"."kept",
      "t26"."opportunity_type",
      "t26"."as_of_us",
      "t26"."as_of_day",
      "t26"."first_day",
      "t26"."end_day",
      "t26"."within_us",
      "t26"."within_days",
      "t26"."older_us",
      "t26"."older_days",
      "t26"."stages",
      "t26"."frm_position",
      "t26"."to_position",
      "t26"."lead_position",
      "t26"."deal_position",
      "t26"."window_us",
      "t26"."sales_position",
      "t26"."influence_us",
      "t26"."qualified_day",
      "t26"."now_role",
      "t26"."now_via",
      "t26"."now_position",
      "t26"."won",
      CASE WHEN "t26"."won" THEN "t26"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
    FROM (
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
        "t25"."again_us",
        "t25"."until_us",
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
        COALESCE("t25"."won_us" < "t25"."as_of_us", FALSE)
        AND COALESCE("t25"."ordinal" <= "t25"."won_ordinal", FALSE) AS "won"
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
          "t24"."qualified_day",
          CASE
            WHEN "t24"."last_us" < "t24"."as_of_us"
            THEN "t24"."last_role"
            ELSE "t24"."now_role"
          END AS "now_role",
          CASE
            WHEN "t24"."last_us" < "t24"."as_of_us"
            THEN "t24"."last_via"
            ELSE "t24"."now_via"
          END AS "now_via",
          CASE
            WHEN "t24"."last_us" < "t24"."as_of_us"
            THEN "t24"."last_position"
            ELSE "t24"."now_position"
          END AS "now_position"
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
            "t19"."qualified_day",
            "t23"."now_role",
            "t23"."now_via",
            "t23"."now_position"
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
                ) AS "t9"
                WHERE
                  "t9"."position" < "t9"."stages"
              ) AS "t11"
              WHERE
                "t11"."entered_day" >= "t11"."first_day"
                AND "t11"."entered_day" < "t11"."end_day"
                AND "t11"."nth" = 1
            ) AS "t15"
            WHERE
              "t15"."position" = 0
          ) AS "t21"
          LEFT OUTER JOIN (
            SELECT
              "t14"."unit" AS "told_unit",
              "t14"."qualified_day"
            FROM (
              SELECT
                "t13"."unit",
                "t13"."entered_day" AS "qualified_day"
              FROM (
                SELECT
                  *
                FROM "t8" AS "t10"
                WHERE
                  "t10"."position" = "t10"."lead_position" AND "t10"."nth" = 1
              ) AS "t13"
            ) AS "t14"
          ) AS "t19"
            ON "t21"."unit" = "t19"."told_unit"
          LEFT OUTER JOIN (
            SELECT
              "t18"."unit" AS "told_unit",
              "t18"."now_role",
              "t18"."now_via",
              "t18"."now_position"
            FROM (
              SELECT
                "t16"."unit",
                "t16"."role" AS "now_role",
                "t16"."via" AS "now_via",
                "t16"."position" AS "now_position"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM "t8" AS "t10"
                  WHERE
                    "t10"."until_us" IS NULL AND NOT (
                      "t10"."implied"
                    )
                ) AS "t12"
                WHERE
                  "t12"."last_us" >= "t12"."as_of_us"
              ) AS "t16"
            ) AS "t18"
          ) AS "t23"
            ON "t21"."unit" = "t23"."told_unit"
        ) AS "t24"
      ) AS "t25"
    ) AS "t26"
  ) AS "t27"
)
SELECT
  "t41"."unit",
  "t41"."journey",
  "t41"."person",
  "t41"."segment",
  "t41"."age",
  "t41"."score",
  "t41"."won",
  TRUE AS "leads"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t30"."unit",
      "t30"."journey",
      "t30"."person",
      "t30"."segment",
      "t30"."bucket",
      "t30"."place",
      "t30"."position",
      "t30"."role",
      "t30"."entered_us",
      "t30"."entered_day",
      "t30"."entered_exact",
      "t30"."left_us",
      "t30"."left_day",
      "t30"."left_exact",
      "t30"."left_minutes",
      "t30"."next_role",
      "t30"."via",
      "t30"."reason",
      "t30"."implied",
      "t30"."value",
      "t30"."nth",
      "t30"."again_us",
      "t30"."until_us",
      "t30"."onward_us",
      "t30"."onward_day",
      "t30"."onward_exact",
      "t30"."onward_minutes",
      "t30"."ordinal",
      "t30"."came",
      "t30"."before_place",
      "t30"."before_position",
      "t30"."before_role",
      "t30"."began_day",
      "t30"."first_position",
      "t30"."won_us",
      "t30"."won_ordinal",
      "t30"."won_value",
      "t30"."last_us",
      "t30"."last_position",
      "t30"."last_role",
      "t30"."last_via",
      "t30"."kept",
      "t30"."opportunity_type",
      "t30"."as_of_us",
      "t30"."as_of_day",
      "t30"."first_day",
      "t30"."end_day",
      "t30"."within_us",
      "t30"."within_days",
      "t30"."older_us",
      "t30"."older_days",
      "t30"."stages",
      "t30"."frm_position",
      "t30"."to_position",
      "t30"."lead_position",
      "t30"."deal_position",
      "t30"."window_us",
      "t30"."sales_position",
      "t30"."influence_us",
      "t30"."qualified_day",
      "t30"."now_role",
      "t30"."now_via",
      "t30"."now_position",
      "t30"."won",
      "t30"."revenue",
      "t30"."lost",
      "t30"."decided_day",
      "t30"."age",
      "t39"."score"
    FROM "t28" AS "t30"
    LEFT OUTER JOIN (
      SELECT
        "t37"."unit" AS "told_unit",
        "t37"."score"
      FROM (
        SELECT
          "t36"."unit",
          SUM("t36"."points") AS "score"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t34"."unit",
              "t34"."decided_day",
              "t34"."criterion",
              "t34"."points",
              "t34"."at_us",
              "t34"."root",
              "t34"."day",
              "t34"."thread",
              ROW_NUMBER() OVER (
                PARTITION BY "t34"."unit", "t34"."criterion"
                ORDER BY "t34"."at_us" DESC NULLS LAST, "t34"."root" DESC NULLS LAST
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) - 1 AS "nth"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t32"."unit",
                  "t32"."decided_day",
                  "t7"."criterion",
                  "t7"."points",
                  "t7"."at_us",
                  "t7"."root",
                  "t7"."day",
                  "t7"."thread"
                FROM (
                  SELECT
                    "t29"."unit",
                    "t29"."decided_day"
                  FROM "t28" AS "t29"
                ) AS "t32"
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
                      "t0"."actor_kind" = 'person'
                      AND "t0"."points" IS NOT NULL
                      AND "t0"."day" IS NOT NULL
                  ) AS "t2"
                ) AS "t7"
                  ON "t32"."unit" = "t7"."thread"
              ) AS "t33"
              WHERE
                "t33"."day" <= "t33"."decided_day"
            ) AS "t34"
          ) AS "t35"
          WHERE
            "t35"."nth" = 0
        ) AS "t36"
        GROUP BY
          1
      ) AS "t37"
    ) AS "t39"
      ON "t30"."unit" = "t39"."told_unit"
  ) AS "t40"
  WHERE
    "t40"."score" IS NOT NULL AND (
      "t40"."won" OR "t40"."lost"
    )
) AS "t41"
