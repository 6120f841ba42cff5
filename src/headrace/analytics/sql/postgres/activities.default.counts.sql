WITH "t35" AS (
  SELECT
    "t34"."unit",
    "t34"."journey",
    "t34"."person",
    "t34"."segment",
    "t34"."won_us",
    COALESCE("t34"."won", FALSE) AS "won",
    COALESCE("t34"."won_value", 0) AS "revenue"
  FROM (
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
      "t33"."won_us",
      "t33"."won_value",
      "t33"."won"
    FROM (
      SELECT
        *
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
          CASE
            WHEN "t10"."left_us" < "t10"."as_of_us"
            THEN "t10"."left_us"
            ELSE CAST(NULL AS BIGINT)
          END AS "left_us",
          "t10"."left_day",
          "t10"."left_exact",
          "t10"."left_minutes",
          "t10"."next_role",
          "t10"."via",
          "t10"."reason",
          "t10"."implied",
          "t10"."value",
          "t10"."nth",
          CASE
            WHEN "t10"."again_us" < "t10"."as_of_us"
            THEN "t10"."again_us"
            ELSE CAST(NULL AS BIGINT)
          END AS "again_us",
          CASE
            WHEN "t10"."until_us" < "t10"."as_of_us"
            THEN "t10"."until_us"
            ELSE CAST(NULL AS BIGINT)
          END AS "until_us",
          CASE
            WHEN "t10"."onward_us" < "t10"."as_of_us"
            THEN "t10"."onward_us"
            ELSE CAST(NULL AS BIGINT)
          END AS "onward_us",
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
          "t10"."influence_us"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM "visits" AS "t0"
            WHERE
              "t0"."entered_us" < "t0"."as_of_us"
          ) AS "t5"
          WHERE
            "t5"."kept"
        ) AS "t10"
      ) AS "t19"
      WHERE
        "t19"."began_day" >= "t19"."first_day"
        AND "t19"."began_day" < "t19"."end_day"
        AND "t19"."ordinal" = 1
    ) AS "t27"
    LEFT OUTER JOIN (
      SELECT
        "t28"."unit" AS "told_unit",
        "t28"."won_us",
        "t28"."won_value",
        "t28"."won"
      FROM (
        SELECT
          "t21"."unit",
          "t21"."entered_us" AS "won_us",
          "t21"."value" AS "won_value",
          TRUE AS "won"
        FROM (
          SELECT
            *
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
              CASE
                WHEN "t9"."left_us" < "t9"."as_of_us"
                THEN "t9"."left_us"
                ELSE CAST(NULL AS BIGINT)
              END AS "left_us",
              "t9"."left_day",
              "t9"."left_exact",
              "t9"."left_minutes",
              "t9"."next_role",
              "t9"."via",
              "t9"."reason",
              "t9"."implied",
              "t9"."value",
              "t9"."nth",
              CASE
                WHEN "t9"."again_us" < "t9"."as_of_us"
                THEN "t9"."again_us"
                ELSE CAST(NULL AS BIGINT)
              END AS "again_us",
              CASE
                WHEN "t9"."until_us" < "t9"."as_of_us"
                THEN "t9"."until_us"
                ELSE CAST(NULL AS BIGINT)
              END AS "until_us",
              CASE
                WHEN "t9"."onward_us" < "t9"."as_of_us"
                THEN "t9"."onward_us"
                ELSE CAST(NULL AS BIGINT)
              END AS "onward_us",
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
              "t9"."influence_us"
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
            ) AS "t9"
          ) AS "t15"
          WHERE
            "t15"."role" = 'won' AND "t15"."nth" = 1
        ) AS "t21"
      ) AS "t28"
    ) AS "t33"
      ON "t27"."unit" = "t33"."told_unit"
  ) AS "t34"
)
SELECT
  "t44"."segment",
  "t44"."activity",
  "t44"."people",
  "t44"."won",
  COUNT(*) AS "alike",
  SUM("t44"."times") AS "times",
  SUM("t44"."revenue") AS "revenue",
  SUM("t44"."squares") AS "squares"
FROM (
  SELECT
    "t43"."unit",
    "t43"."journey",
    "t43"."person",
    "t43"."segment",
    "t43"."won",
    "t43"."revenue",
    "t43"."activity",
    "t43"."times",
    TRUE AS "people",
    CAST("t43"."revenue" AS DOUBLE PRECISION) * CAST("t43"."revenue" AS DOUBLE PRECISION) AS "squares"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t41"."unit",
        "t41"."journey",
        "t41"."person",
        "t41"."segment",
        "t41"."won",
        "t41"."revenue",
        "t41"."activity",
        "t41"."times"
      FROM (
        SELECT
          "t40"."unit",
          "t40"."journey",
          "t40"."person",
          "t40"."segment",
          "t40"."activity",
          "t40"."won",
          "t40"."revenue",
          COUNT(*) AS "times"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t37"."unit",
              "t37"."journey",
              "t37"."person",
              "t37"."segment",
              "t37"."won_us",
              "t37"."won",
              "t37"."revenue",
              "t32"."at_us",
              "t32"."activity",
              "t32"."thread"
            FROM "t35" AS "t37"
            INNER JOIN (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t20"."at_us",
                    "t20"."activity",
                    COALESCE("t20"."person", "t20"."journey") AS "thread"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t6"."day",
                        "t6"."person",
                        "t6"."journey",
                        "t6"."kind",
                        "t6"."at_us",
                        "t6"."root",
                        "t6"."exact",
                        "t6"."actor_kind",
                        "t6"."channel",
                        "t6"."campaign",
                        COALESCE("t6"."activity", 'touch') AS "activity",
                        "t6"."direction",
                        "t6"."side",
                        "t6"."segment",
                        "t6"."bucket",
                        "t6"."as_of_us",
                        "t6"."as_of_day",
                        "t6"."first_day",
                        "t6"."end_day",
                        "t6"."within_us",
                        "t6"."within_days",
                        "t6"."older_us",
                        "t6"."older_days",
                        "t6"."stages",
                        "t6"."frm_position",
                        "t6"."to_position",
                        "t6"."lead_position",
                        "t6"."deal_position",
                        "t6"."window_us",
                        "t6"."sales_position",
                        "t6"."influence_us"
                      FROM (
                        SELECT
                          *
                        FROM "told_touches" AS "t2"
                        WHERE
                          "t2"."kind" = 'touched'
                      ) AS "t6"
                    ) AS "t14"
                    WHERE
                      "t14"."at_us" IS NOT NULL
                  ) AS "t20"
                ) AS "t25"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t17"."at_us",
                    "t17"."activity",
                    COALESCE("t17"."person", "t17"."journey") AS "thread"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t7"."day",
                        "t7"."person",
                        "t7"."journey",
                        "t7"."kind",
                        "t7"."at_us",
                        "t7"."root",
                        "t7"."exact",
                        "t7"."actor_kind",
                        "t7"."channel",
                        "t7"."campaign",
                        'meeting' AS "activity",
                        "t7"."direction",
                        "t7"."side",
                        "t7"."segment",
                        "t7"."bucket",
                        "t7"."as_of_us",
                        "t7"."as_of_day",
                        "t7"."first_day",
                        "t7"."end_day",
                        "t7"."within_us",
                        "t7"."within_days",
                        "t7"."older_us",
                        "t7"."older_days",
                        "t7"."stages",
                        "t7"."frm_position",
                        "t7"."to_position",
                        "t7"."lead_position",
                        "t7"."deal_position",
                        "t7"."window_us",
                        "t7"."sales_position",
                        "t7"."influence_us"
                      FROM (
                        SELECT
                          *
                        FROM "told_touches" AS "t2"
                        WHERE
                          "t2"."kind" = 'met'
                      ) AS "t7"
                    ) AS "t12"
                    WHERE
                      "t12"."at_us" IS NOT NULL
                  ) AS "t17"
                ) AS "t22"
              ) AS "t29"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t11"."at_us",
                    "t11"."activity",
                    COALESCE("t11"."person", "t11"."journey") AS "thread"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t1"."day",
                        "t1"."person",
                        "t1"."journey",
                        "t1"."kind",
                        "t1"."at_us",
                        "t1"."root",
                        "t1"."exact",
                        "t1"."actor_kind",
                        "t1"."dials",
                        "t1"."minutes",
                        "t1"."connected",
                        "t1"."segment",
                        "t1"."bucket",
                        "t1"."as_of_us",
                        "t1"."as_of_day",
                        "t1"."first_day",
                        "t1"."end_day",
                        "t1"."within_us",
                        "t1"."within_days",
                        "t1"."older_us",
                        "t1"."older_days",
                        "t1"."stages",
                        "t1"."frm_position",
                        "t1"."to_position",
                        "t1"."lead_position",
                        "t1"."deal_position",
                        "t1"."window_us",
                        "t1"."sales_position",
                        "t1"."influence_us",
                        'call' AS "activity"
                      FROM "told_attempts" AS "t1"
                    ) AS "t4"
                    WHERE
                      "t4"."at_us" IS NOT NULL
                  ) AS "t11"
                ) AS "t16"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t18"."at_us",
                    "t18"."activity",
                    COALESCE("t18"."person", "t18"."journey") AS "thread"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t8"."day",
                        "t8"."person",
                        "t8"."journey",
                        "t8"."kind",
                        "t8"."at_us",
                        "t8"."root",
                        "t8"."exact",
                        "t8"."channel",
                        "t8"."campaign",
                        "t8"."owner",
                        "t8"."value",
                        "t8"."side",
                        "t8"."origin_side",
                        "t8"."segment",
                        "t8"."bucket",
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
                        'inquiry' AS "activity"
                      FROM (
                        SELECT
                          *
                        FROM "told_moves" AS "t3"
                        WHERE
                          "t3"."kind" = 'inquired'
                      ) AS "t8"
                    ) AS "t13"
                    WHERE
                      "t13"."at_us" IS NOT NULL
                  ) AS "t18"
                ) AS "t23"
              ) AS "t26"
            ) AS "t32"
              ON "t37"."unit" = "t32"."thread"
          ) AS "t39"
          WHERE
            (
              "t39"."won_us" IS NULL
            ) OR (
              "t39"."at_us" <= "t39"."won_us"
            )
        ) AS "t40"
        GROUP BY
          1,
          2,
          3,
          4,
          5,
          6,
          7
      ) AS "t41"
    ) AS "t42"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t36"."unit",
        "t36"."journey",
        "t36"."person",
        "t36"."segment",
        "t36"."won",
        "t36"."revenue",
        '(everybody)' AS "activity",
        CAST(NULL AS BIGINT) AS "times"
      FROM "t35" AS "t36"
    ) AS "t38"
  ) AS "t43"
) AS "t44"
GROUP BY
  1,
  2,
  3,
  4
