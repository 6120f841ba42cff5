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
    FROM "visits" AS "t0"
    WHERE
      (
        "t0"."entered_us" < "t0"."as_of_us"
      ) OR (
        "t0"."entered_us" IS NULL
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
    "t27"."won_ordinal",
    "t27"."now_role",
    COALESCE("t27"."won_ordinal" >= "t27"."ordinal", FALSE) AS "won",
    NOT (
      COALESCE("t27"."won_ordinal" >= "t27"."ordinal", FALSE)
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
      "t24"."qualified_day",
      "t22"."won_ordinal",
      "t23"."now_role"
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
                FROM "visits" AS "t0"
                WHERE
                  "t0"."entered_us" < "t0"."as_of_us"
              ) AS "t2"
              WHERE
                "t2"."kept"
            ) AS "t5"
          ) AS "t9"
          WHERE
            "t9"."position" < "t9"."stages"
        ) AS "t11"
        WHERE
          "t11"."entered_day" >= "t11"."first_day"
          AND "t11"."entered_day" < "t11"."end_day"
          AND "t11"."nth" = 1
      ) AS "t18"
      WHERE
        "t18"."position" = 0
    ) AS "t26"
    LEFT OUTER JOIN (
      SELECT
        "t17"."unit" AS "told_unit",
        "t17"."qualified_day"
      FROM (
        SELECT
          "t14"."unit",
          "t14"."entered_day" AS "qualified_day"
        FROM (
          SELECT
            *
          FROM "t8" AS "t10"
          WHERE
            "t10"."position" = "t10"."lead_position" AND "t10"."nth" = 1
        ) AS "t14"
      ) AS "t17"
    ) AS "t24"
      ON "t26"."unit" = "t24"."told_unit"
    LEFT OUTER JOIN (
      SELECT
        "t15"."unit" AS "told_unit",
        "t15"."won_ordinal"
      FROM (
        SELECT
          "t12"."unit",
          "t12"."ordinal" AS "won_ordinal"
        FROM (
          SELECT
            *
          FROM "t8" AS "t10"
          WHERE
            "t10"."role" = 'won' AND "t10"."nth" = 1
        ) AS "t12"
      ) AS "t15"
    ) AS "t22"
      ON "t26"."unit" = "t22"."told_unit"
    LEFT OUTER JOIN (
      SELECT
        "t16"."unit" AS "told_unit",
        "t16"."now_role"
      FROM (
        SELECT
          "t13"."unit",
          "t13"."role" AS "now_role"
        FROM (
          SELECT
            *
          FROM "t8" AS "t10"
          WHERE
            "t10"."until_us" IS NULL AND NOT (
              "t10"."implied"
            )
        ) AS "t13"
      ) AS "t16"
    ) AS "t23"
      ON "t26"."unit" = "t23"."told_unit"
  ) AS "t27"
)
SELECT
  "t42"."segment",
  "t42"."score",
  "t42"."leads",
  "t42"."won",
  COUNT(*) AS "alike"
FROM (
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
        "t30"."won_ordinal",
        "t30"."now_role",
        "t30"."won",
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
                      "t3"."criterion",
                      "t3"."points",
                      "t3"."at_us",
                      "t3"."root",
                      "t3"."day",
                      COALESCE("t3"."person", "t3"."journey") AS "thread"
                    FROM (
                      SELECT
                        *
                      FROM "told_answers" AS "t1"
                      WHERE
                        "t1"."actor_kind" = 'person'
                        AND "t1"."points" IS NOT NULL
                        AND "t1"."day" IS NOT NULL
                    ) AS "t3"
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
) AS "t42"
GROUP BY
  1,
  2,
  3,
  4
