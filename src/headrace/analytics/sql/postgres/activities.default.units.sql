WITH "t5" AS (
  SELECT
    *
  FROM "visits" AS "t0"
  WHERE
    "t0"."entered_us" < "t0"."as_of_us"
)
SELECT
  "t39"."unit",
  "t39"."journey",
  "t39"."person",
  "t39"."segment",
  "t39"."won",
  "t39"."revenue",
  "t39"."activity",
  "t39"."times",
  TRUE AS "people",
  CAST("t39"."revenue" AS DOUBLE PRECISION) * CAST("t39"."revenue" AS DOUBLE PRECISION) AS "squares"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t37"."unit",
      "t37"."journey",
      "t37"."person",
      "t37"."segment",
      "t37"."won",
      "t37"."revenue",
      "t37"."activity",
      "t37"."times"
    FROM (
      SELECT
        "t36"."unit",
        "t36"."journey",
        "t36"."person",
        "t36"."segment",
        "t36"."activity",
        "t36"."won",
        "t36"."revenue",
        COUNT(*) AS "times"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t30"."unit",
            "t30"."journey",
            "t30"."person",
            "t30"."segment",
            "t29"."won_us",
            "t29"."won_unit" IS NOT NULL AS "won",
            COALESCE("t29"."won_value", 0) AS "revenue",
            "t32"."at_us",
            "t32"."activity",
            "t32"."thread"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t13"."unit",
                "t13"."journey",
                "t13"."person",
                "t13"."segment",
                "t13"."bucket",
                "t13"."place",
                "t13"."position",
                "t13"."role",
                "t13"."entered_us",
                "t13"."entered_day",
                "t13"."entered_exact",
                CASE
                  WHEN "t13"."left_us" < "t13"."as_of_us"
                  THEN "t13"."left_us"
                  ELSE CAST(NULL AS BIGINT)
                END AS "left_us",
                "t13"."left_day",
                "t13"."left_exact",
                "t13"."next_role",
                "t13"."via",
                "t13"."reason",
                "t13"."implied",
                "t13"."value",
                "t13"."nth",
                CASE
                  WHEN "t13"."again_us" < "t13"."as_of_us"
                  THEN "t13"."again_us"
                  ELSE CAST(NULL AS BIGINT)
                END AS "again_us",
                CASE
                  WHEN "t13"."until_us" < "t13"."as_of_us"
                  THEN "t13"."until_us"
                  ELSE CAST(NULL AS BIGINT)
                END AS "until_us",
                CASE
                  WHEN "t13"."onward_us" < "t13"."as_of_us"
                  THEN "t13"."onward_us"
                  ELSE CAST(NULL AS BIGINT)
                END AS "onward_us",
                "t13"."onward_day",
                "t13"."onward_exact",
                "t13"."ordinal",
                "t13"."came",
                "t13"."before_place",
                "t13"."before_position",
                "t13"."before_role",
                "t13"."began_day",
                "t13"."first_position",
                "t13"."kept",
                "t13"."opportunity_type",
                "t13"."as_of_us",
                "t13"."as_of_day",
                "t13"."first_day",
                "t13"."end_day",
                "t13"."within_us",
                "t13"."within_days",
                "t13"."older_us",
                "t13"."older_days",
                "t13"."stages",
                "t13"."frm_position",
                "t13"."to_position",
                "t13"."lead_position",
                "t13"."deal_position",
                "t13"."window_us",
                "t13"."sales_position",
                "t13"."influence_us"
              FROM (
                SELECT
                  *
                FROM "t5" AS "t9"
                WHERE
                  "t9"."kept"
              ) AS "t13"
            ) AS "t20"
            WHERE
              "t20"."began_day" >= "t20"."first_day"
              AND "t20"."began_day" < "t20"."end_day"
              AND "t20"."ordinal" = 1
          ) AS "t30"
          LEFT OUTER JOIN (
            SELECT
              "t21"."unit" AS "won_unit",
              "t21"."entered_us" AS "won_us",
              "t21"."value" AS "won_value"
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
                FROM "t5" AS "t9"
              ) AS "t15"
              WHERE
                "t15"."role" = 'won' AND "t15"."nth" = 1
            ) AS "t21"
          ) AS "t29"
            ON "t30"."unit" = "t29"."won_unit"
          INNER JOIN (
            SELECT
              *
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t19"."at_us",
                  "t19"."activity",
                  COALESCE("t19"."person", "t19"."journey") AS "thread"
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
                ) AS "t19"
              ) AS "t24"
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
                  ) AS "t11"
                  WHERE
                    "t11"."at_us" IS NOT NULL
                ) AS "t17"
              ) AS "t22"
            ) AS "t28"
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
                  ) AS "t12"
                  WHERE
                    "t12"."at_us" IS NOT NULL
                ) AS "t18"
              ) AS "t23"
            ) AS "t25"
          ) AS "t32"
            ON "t30"."unit" = "t32"."thread"
        ) AS "t34"
        WHERE
          (
            "t34"."won_us" IS NULL
          ) OR (
            "t34"."at_us" <= "t34"."won_us"
          )
      ) AS "t36"
      GROUP BY
        1,
        2,
        3,
        4,
        5,
        6,
        7
    ) AS "t37"
  ) AS "t38"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t33"."unit",
      "t33"."journey",
      "t33"."person",
      "t33"."segment",
      "t33"."won",
      "t33"."revenue",
      '(everybody)' AS "activity",
      CAST(NULL AS BIGINT) AS "times"
    FROM (
      SELECT
        "t30"."unit",
        "t30"."journey",
        "t30"."person",
        "t30"."segment",
        "t29"."won_us",
        "t29"."won_unit" IS NOT NULL AS "won",
        COALESCE("t29"."won_value", 0) AS "revenue"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t13"."unit",
            "t13"."journey",
            "t13"."person",
            "t13"."segment",
            "t13"."bucket",
            "t13"."place",
            "t13"."position",
            "t13"."role",
            "t13"."entered_us",
            "t13"."entered_day",
            "t13"."entered_exact",
            CASE
              WHEN "t13"."left_us" < "t13"."as_of_us"
              THEN "t13"."left_us"
              ELSE CAST(NULL AS BIGINT)
            END AS "left_us",
            "t13"."left_day",
            "t13"."left_exact",
            "t13"."next_role",
            "t13"."via",
            "t13"."reason",
            "t13"."implied",
            "t13"."value",
            "t13"."nth",
            CASE
              WHEN "t13"."again_us" < "t13"."as_of_us"
              THEN "t13"."again_us"
              ELSE CAST(NULL AS BIGINT)
            END AS "again_us",
            CASE
              WHEN "t13"."until_us" < "t13"."as_of_us"
              THEN "t13"."until_us"
              ELSE CAST(NULL AS BIGINT)
            END AS "until_us",
            CASE
              WHEN "t13"."onward_us" < "t13"."as_of_us"
              THEN "t13"."onward_us"
              ELSE CAST(NULL AS BIGINT)
            END AS "onward_us",
            "t13"."onward_day",
            "t13"."onward_exact",
            "t13"."ordinal",
            "t13"."came",
            "t13"."before_place",
            "t13"."before_position",
            "t13"."before_role",
            "t13"."began_day",
            "t13"."first_position",
            "t13"."kept",
            "t13"."opportunity_type",
            "t13"."as_of_us",
            "t13"."as_of_day",
            "t13"."first_day",
            "t13"."end_day",
            "t13"."within_us",
            "t13"."within_days",
            "t13"."older_us",
            "t13"."older_days",
            "t13"."stages",
            "t13"."frm_position",
            "t13"."to_position",
            "t13"."lead_position",
            "t13"."deal_position",
            "t13"."window_us",
            "t13"."sales_position",
            "t13"."influence_us"
          FROM (
            SELECT
              *
            FROM "t5" AS "t9"
            WHERE
              "t9"."kept"
          ) AS "t13"
        ) AS "t20"
        WHERE
          "t20"."began_day" >= "t20"."first_day"
          AND "t20"."began_day" < "t20"."end_day"
          AND "t20"."ordinal" = 1
      ) AS "t30"
      LEFT OUTER JOIN (
        SELECT
          "t21"."unit" AS "won_unit",
          "t21"."entered_us" AS "won_us",
          "t21"."value" AS "won_value"
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
            FROM "t5" AS "t9"
          ) AS "t15"
          WHERE
            "t15"."role" = 'won' AND "t15"."nth" = 1
        ) AS "t21"
      ) AS "t29"
        ON "t30"."unit" = "t29"."won_unit"
    ) AS "t33"
  ) AS "t35"
) AS "t39"
