WITH "t29" AS (
  SELECT
    "t28"."unit",
    "t28"."journey",
    "t28"."person",
    "t28"."segment",
    "t28"."won_us",
    "t28"."won",
    COALESCE("t28"."revenue", 0) AS "revenue"
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
      CASE
        WHEN "t27"."won" AND (
          "t27"."won_us" > -9223372036854775807
        )
        THEN "t27"."won_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "won_us",
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
      "t27"."won",
      CASE WHEN "t27"."won" THEN "t27"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
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
        COALESCE("t21"."won_us" < "t21"."as_of_us", FALSE) AS "won"
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
            "t9"."influence_us"
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
          ) AS "t9"
        ) AS "t17"
        WHERE
          "t17"."began_day" >= "t17"."first_day"
          AND "t17"."began_day" < "t17"."end_day"
          AND "t17"."ordinal" = 1
      ) AS "t21"
    ) AS "t27"
  ) AS "t28"
)
SELECT
  "t38"."segment",
  "t38"."activity",
  "t38"."people",
  "t38"."won",
  COUNT(*) AS "alike",
  SUM("t38"."times") AS "times",
  SUM("t38"."revenue") AS "revenue",
  SUM("t38"."squares") AS "squares"
FROM (
  SELECT
    "t37"."unit",
    "t37"."journey",
    "t37"."person",
    "t37"."segment",
    "t37"."won",
    "t37"."revenue",
    "t37"."activity",
    "t37"."times",
    TRUE AS "people",
    CAST("t37"."revenue" AS DOUBLE) * CAST("t37"."revenue" AS DOUBLE) AS "squares"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t35"."unit",
        "t35"."journey",
        "t35"."person",
        "t35"."segment",
        "t35"."won",
        "t35"."revenue",
        "t35"."activity",
        "t35"."times"
      FROM (
        SELECT
          "t34"."unit",
          "t34"."journey",
          "t34"."person",
          "t34"."segment",
          "t34"."activity",
          "t34"."won",
          "t34"."revenue",
          COUNT(*) AS "times"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t31"."unit",
              "t31"."journey",
              "t31"."person",
              "t31"."segment",
              "t31"."won_us",
              "t31"."won",
              "t31"."revenue",
              "t26"."at_us",
              "t26"."activity",
              "t26"."thread"
            FROM "t29" AS "t31"
            INNER JOIN (
              SELECT
                *
              FROM (
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
                    ) AS "t13"
                    WHERE
                      "t13"."at_us" IS NOT NULL
                  ) AS "t18"
                ) AS "t22"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t15"."at_us",
                    "t15"."activity",
                    COALESCE("t15"."person", "t15"."journey") AS "thread"
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
                    ) AS "t11"
                    WHERE
                      "t11"."at_us" IS NOT NULL
                  ) AS "t15"
                ) AS "t19"
              ) AS "t24"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t10"."at_us",
                    "t10"."activity",
                    COALESCE("t10"."person", "t10"."journey") AS "thread"
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
                  ) AS "t10"
                ) AS "t14"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t16"."at_us",
                    "t16"."activity",
                    COALESCE("t16"."person", "t16"."journey") AS "thread"
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
                    ) AS "t12"
                    WHERE
                      "t12"."at_us" IS NOT NULL
                  ) AS "t16"
                ) AS "t20"
              ) AS "t23"
            ) AS "t26"
              ON "t31"."unit" = "t26"."thread"
          ) AS "t33"
          WHERE
            (
              "t33"."won_us" IS NULL
            ) OR (
              "t33"."at_us" <= "t33"."won_us"
            )
        ) AS "t34"
        GROUP BY
          1,
          2,
          3,
          4,
          5,
          6,
          7
      ) AS "t35"
    ) AS "t36"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t30"."unit",
        "t30"."journey",
        "t30"."person",
        "t30"."segment",
        "t30"."won",
        "t30"."revenue",
        '(everybody)' AS "activity",
        CAST(NULL AS BIGINT) AS "times"
      FROM "t29" AS "t30"
    ) AS "t32"
  ) AS "t37"
) AS "t38"
GROUP BY
  1,
  2,
  3,
  4
