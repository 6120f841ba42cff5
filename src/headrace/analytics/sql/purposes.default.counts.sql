SELECT
  "t43"."bucket",
  "t43"."segment",
  "t43"."purpose",
  "t43"."deals",
  COUNT(*) AS "alike",
  SUM("t43"."revenue") AS "revenue",
  SUM("t43"."sourced") AS "sourced",
  SUM("t43"."media") AS "media",
  SUM("t43"."hours") AS "hours",
  SUM("t43"."minutes") AS "minutes"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t41"."unit",
      "t41"."journey",
      "t41"."person",
      "t41"."bucket",
      "t41"."segment",
      "t41"."purpose",
      "t41"."revenue",
      "t41"."deals",
      "t41"."sourced",
      CAST(NULL AS BIGINT) AS "media",
      CAST(NULL AS DOUBLE) AS "hours",
      CAST(NULL AS DOUBLE) AS "minutes"
    FROM (
      SELECT
        "t40"."unit",
        "t40"."journey",
        "t40"."person",
        "t40"."bucket",
        "t40"."segment",
        "t40"."goal" AS "purpose",
        "t40"."value" AS "revenue",
        TRUE AS "deals",
        CASE WHEN "t40"."first_side" = 'marketing' THEN "t40"."value" ELSE 0 END AS "sourced"
      FROM (
        SELECT
          "t32"."unit",
          "t32"."journey",
          "t32"."person",
          "t32"."bucket",
          "t32"."segment",
          "t32"."goal",
          "t32"."thread",
          "t32"."end_us",
          "t32"."value",
          "t39"."first_side",
          "t39"."first_us"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t25"."unit",
              "t25"."journey",
              "t25"."person",
              "t25"."bucket",
              "t25"."segment",
              CASE
                WHEN "t25"."opportunity_type" IN ('renewal')
                THEN 'keeping'
                WHEN "t25"."opportunity_type" IN ('upsell', 'cross-sell', 'cross_sell')
                THEN 'growing'
                ELSE 'winning'
              END AS "goal",
              COALESCE("t25"."person", "t25"."journey") AS "thread",
              "t25"."entered_us" AS "end_us",
              COALESCE("t25"."value", 0) AS "value"
            FROM (
              SELECT
                *
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
                  CASE
                    WHEN "t8"."left_us" < "t8"."as_of_us"
                    THEN "t8"."left_us"
                    ELSE CAST(NULL AS BIGINT)
                  END AS "left_us",
                  "t8"."left_day",
                  "t8"."left_exact",
                  "t8"."left_minutes",
                  "t8"."next_role",
                  "t8"."via",
                  "t8"."reason",
                  "t8"."implied",
                  "t8"."value",
                  "t8"."nth",
                  CASE
                    WHEN "t8"."again_us" < "t8"."as_of_us"
                    THEN "t8"."again_us"
                    ELSE CAST(NULL AS BIGINT)
                  END AS "again_us",
                  CASE
                    WHEN "t8"."until_us" < "t8"."as_of_us"
                    THEN "t8"."until_us"
                    ELSE CAST(NULL AS BIGINT)
                  END AS "until_us",
                  CASE
                    WHEN "t8"."onward_us" < "t8"."as_of_us"
                    THEN "t8"."onward_us"
                    ELSE CAST(NULL AS BIGINT)
                  END AS "onward_us",
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
                  "t8"."influence_us"
                FROM (
                  SELECT
                    *
                  FROM "visits" AS "t2"
                  WHERE
                    "t2"."entered_us" < "t2"."as_of_us"
                ) AS "t8"
              ) AS "t19"
              WHERE
                "t19"."role" = 'won'
                AND "t19"."nth" = 1
                AND "t19"."kept"
                AND "t19"."entered_day" >= "t19"."first_day"
                AND "t19"."entered_day" < "t19"."end_day"
            ) AS "t25"
          ) AS "t28"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t29"."unit",
              "t29"."its" AS "journey",
              "t29"."whose" AS "person",
              "t15"."bucket",
              "t29"."segment",
              'keeping' AS "goal",
              COALESCE("t29"."whose", "t29"."its") AS "thread",
              "t15"."at_us" AS "end_us",
              COALESCE("t15"."value", 0) AS "value"
            FROM (
              SELECT
                "t9"."bucket",
                "t9"."at_us",
                "t9"."value",
                "t9"."journey" AS "pass_id"
              FROM (
                SELECT
                  *
                FROM "told_deals" AS "t3"
                WHERE
                  "t3"."kind" = 'renewed'
                  AND "t3"."day" >= "t3"."first_day"
                  AND "t3"."day" < "t3"."end_day"
                  AND "t3"."at_us" IS NOT NULL
              ) AS "t9"
            ) AS "t15"
            INNER JOIN (
              SELECT
                "t26"."unit",
                "t26"."segment",
                "t26"."journey" AS "its",
                "t26"."person" AS "whose"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t12"."unit",
                    "t12"."journey",
                    "t12"."person",
                    "t12"."segment",
                    "t12"."bucket",
                    "t12"."place",
                    "t12"."position",
                    "t12"."role",
                    "t12"."entered_us",
                    "t12"."entered_day",
                    "t12"."entered_exact",
                    CASE
                      WHEN "t12"."left_us" < "t12"."as_of_us"
                      THEN "t12"."left_us"
                      ELSE CAST(NULL AS BIGINT)
                    END AS "left_us",
                    "t12"."left_day",
                    "t12"."left_exact",
                    "t12"."left_minutes",
                    "t12"."next_role",
                    "t12"."via",
                    "t12"."reason",
                    "t12"."implied",
                    "t12"."value",
                    "t12"."nth",
                    CASE
                      WHEN "t12"."again_us" < "t12"."as_of_us"
                      THEN "t12"."again_us"
                      ELSE CAST(NULL AS BIGINT)
                    END AS "again_us",
                    CASE
                      WHEN "t12"."until_us" < "t12"."as_of_us"
                      THEN "t12"."until_us"
                      ELSE CAST(NULL AS BIGINT)
                    END AS "until_us",
                    CASE
                      WHEN "t12"."onward_us" < "t12"."as_of_us"
                      THEN "t12"."onward_us"
                      ELSE CAST(NULL AS BIGINT)
                    END AS "onward_us",
                    "t12"."onward_day",
                    "t12"."onward_exact",
                    "t12"."onward_minutes",
                    "t12"."ordinal",
                    "t12"."came",
                    "t12"."before_place",
                    "t12"."before_position",
                    "t12"."before_role",
                    "t12"."began_day",
                    "t12"."first_position",
                    "t12"."won_us",
                    "t12"."won_ordinal",
                    "t12"."won_value",
                    "t12"."last_us",
                    "t12"."last_position",
                    "t12"."last_role",
                    "t12"."last_via",
                    "t12"."kept",
                    "t12"."opportunity_type",
                    "t12"."as_of_us",
                    "t12"."as_of_day",
                    "t12"."first_day",
                    "t12"."end_day",
                    "t12"."within_us",
                    "t12"."within_days",
                    "t12"."older_us",
                    "t12"."older_days",
                    "t12"."stages",
                    "t12"."frm_position",
                    "t12"."to_position",
                    "t12"."lead_position",
                    "t12"."deal_position",
                    "t12"."window_us",
                    "t12"."sales_position",
                    "t12"."influence_us"
                  FROM (
                    SELECT
                      *
                    FROM "visits" AS "t2"
                    WHERE
                      (
                        "t2"."entered_us" < "t2"."as_of_us"
                      ) OR (
                        "t2"."entered_us" IS NULL
                      )
                  ) AS "t12"
                ) AS "t22"
                WHERE
                  "t22"."ordinal" = 1 AND "t22"."kept"
              ) AS "t26"
            ) AS "t29"
              ON "t15"."pass_id" = "t29"."its"
          ) AS "t30"
        ) AS "t32"
        LEFT OUTER JOIN (
          SELECT
            "t37"."unit" AS "told_unit",
            "t37"."end_us" AS "told_end_us",
            "t37"."first_side",
            "t37"."first_us"
          FROM (
            SELECT
              "t36"."unit",
              "t36"."end_us",
              "t36"."side" AS "first_side",
              "t36"."at_us" AS "first_us"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t34"."unit",
                  "t34"."journey",
                  "t34"."person",
                  "t34"."bucket",
                  "t34"."segment",
                  "t34"."goal",
                  "t34"."thread",
                  "t34"."end_us",
                  "t34"."value",
                  "t34"."at_us",
                  "t34"."root",
                  "t34"."side",
                  ROW_NUMBER() OVER (
                    PARTITION BY "t34"."unit", "t34"."end_us"
                    ORDER BY "t34"."at_us" ASC, "t34"."root" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) - 1 AS "turn"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t32"."unit",
                      "t32"."journey",
                      "t32"."person",
                      "t32"."bucket",
                      "t32"."segment",
                      "t32"."goal",
                      "t32"."thread",
                      "t32"."end_us",
                      "t32"."value",
                      "t23"."at_us",
                      "t23"."root",
                      "t23"."side"
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t25"."unit",
                          "t25"."journey",
                          "t25"."person",
                          "t25"."bucket",
                          "t25"."segment",
                          CASE
                            WHEN "t25"."opportunity_type" IN ('renewal')
                            THEN 'keeping'
                            WHEN "t25"."opportunity_type" IN ('upsell', 'cross-sell', 'cross_sell')
                            THEN 'growing'
                            ELSE 'winning'
                          END AS "goal",
                          COALESCE("t25"."person", "t25"."journey") AS "thread",
                          "t25"."entered_us" AS "end_us",
                          COALESCE("t25"."value", 0) AS "value"
                        FROM (
                          SELECT
                            *
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
                              CASE
                                WHEN "t8"."left_us" < "t8"."as_of_us"
                                THEN "t8"."left_us"
                                ELSE CAST(NULL AS BIGINT)
                              END AS "left_us",
                              "t8"."left_day",
                              "t8"."left_exact",
                              "t8"."left_minutes",
                              "t8"."next_role",
                              "t8"."via",
                              "t8"."reason",
                              "t8"."implied",
                              "t8"."value",
                              "t8"."nth",
                              CASE
                                WHEN "t8"."again_us" < "t8"."as_of_us"
                                THEN "t8"."again_us"
                                ELSE CAST(NULL AS BIGINT)
                              END AS "again_us",
                              CASE
                                WHEN "t8"."until_us" < "t8"."as_of_us"
                                THEN "t8"."until_us"
                                ELSE CAST(NULL AS BIGINT)
                              END AS "until_us",
                              CASE
                                WHEN "t8"."onward_us" < "t8"."as_of_us"
                                THEN "t8"."onward_us"
                                ELSE CAST(NULL AS BIGINT)
                              END AS "onward_us",
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
                              "t8"."influence_us"
                            FROM (
                              SELECT
                                *
                              FROM "visits" AS "t2"
                              WHERE
                                "t2"."entered_us" < "t2"."as_of_us"
                            ) AS "t8"
                          ) AS "t19"
                          WHERE
                            "t19"."role" = 'won'
                            AND "t19"."nth" = 1
                            AND "t19"."kept"
                            AND "t19"."entered_day" >= "t19"."first_day"
                            AND "t19"."entered_day" < "t19"."end_day"
                        ) AS "t25"
                      ) AS "t28"
                      UNION ALL
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t29"."unit",
                          "t29"."its" AS "journey",
                          "t29"."whose" AS "person",
                          "t15"."bucket",
                          "t29"."segment",
                          'keeping' AS "goal",
                          COALESCE("t29"."whose", "t29"."its") AS "thread",
                          "t15"."at_us" AS "end_us",
                          COALESCE("t15"."value", 0) AS "value"
                        FROM (
                          SELECT
                            "t9"."bucket",
                            "t9"."at_us",
                            "t9"."value",
                            "t9"."journey" AS "pass_id"
                          FROM (
                            SELECT
                              *
                            FROM "told_deals" AS "t3"
                            WHERE
                              "t3"."kind" = 'renewed'
                              AND "t3"."day" >= "t3"."first_day"
                              AND "t3"."day" < "t3"."end_day"
                              AND "t3"."at_us" IS NOT NULL
                          ) AS "t9"
                        ) AS "t15"
                        INNER JOIN (
                          SELECT
                            "t26"."unit",
                            "t26"."segment",
                            "t26"."journey" AS "its",
                            "t26"."person" AS "whose"
                          FROM (
                            SELECT
                              *
                            FROM (
                              SELECT
                                "t12"."unit",
                                "t12"."journey",
                                "t12"."person",
                                "t12"."segment",
                                "t12"."bucket",
                                "t12"."place",
                                "t12"."position",
                                "t12"."role",
                                "t12"."entered_us",
                                "t12"."entered_day",
                                "t12"."entered_exact",
                                CASE
                                  WHEN "t12"."left_us" < "t12"."as_of_us"
                                  THEN "t12"."left_us"
                                  ELSE CAST(NULL AS BIGINT)
                                END AS "left_us",
                                "t12"."left_day",
                                "t12"."left_exact",
                                "t12"."left_minutes",
                                "t12"."next_role",
                                "t12"."via",
                                "t12"."reason",
                                "t12"."implied",
                                "t12"."value",
                                "t12"."nth",
                                CASE
                                  WHEN "t12"."again_us" < "t12"."as_of_us"
                                  THEN "t12"."again_us"
                                  ELSE CAST(NULL AS BIGINT)
                                END AS "again_us",
                                CASE
                                  WHEN "t12"."until_us" < "t12"."as_of_us"
                                  THEN "t12"."until_us"
                                  ELSE CAST(NULL AS BIGINT)
                                END AS "until_us",
                                CASE
                                  WHEN "t12"."onward_us" < "t12"."as_of_us"
                                  THEN "t12"."onward_us"
                                  ELSE CAST(NULL AS BIGINT)
                                END AS "onward_us",
                                "t12"."onward_day",
                                "t12"."onward_exact",
                                "t12"."onward_minutes",
                                "t12"."ordinal",
                                "t12"."came",
                                "t12"."before_place",
                                "t12"."before_position",
                                "t12"."before_role",
                                "t12"."began_day",
                                "t12"."first_position",
                                "t12"."won_us",
                                "t12"."won_ordinal",
                                "t12"."won_value",
                                "t12"."last_us",
                                "t12"."last_position",
                                "t12"."last_role",
                                "t12"."last_via",
                                "t12"."kept",
                                "t12"."opportunity_type",
                                "t12"."as_of_us",
                                "t12"."as_of_day",
                                "t12"."first_day",
                                "t12"."end_day",
                                "t12"."within_us",
                                "t12"."within_days",
                                "t12"."older_us",
                                "t12"."older_days",
                                "t12"."stages",
                                "t12"."frm_position",
                                "t12"."to_position",
                                "t12"."lead_position",
                                "t12"."deal_position",
                                "t12"."window_us",
                                "t12"."sales_position",
                                "t12"."influence_us"
                              FROM (
                                SELECT
                                  *
                                FROM "visits" AS "t2"
                                WHERE
                                  (
                                    "t2"."entered_us" < "t2"."as_of_us"
                                  ) OR (
                                    "t2"."entered_us" IS NULL
                                  )
                              ) AS "t12"
                            ) AS "t22"
                            WHERE
                              "t22"."ordinal" = 1 AND "t22"."kept"
                          ) AS "t26"
                        ) AS "t29"
                          ON "t15"."pass_id" = "t29"."its"
                      ) AS "t30"
                    ) AS "t32"
                    INNER JOIN (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t10"."at_us",
                          "t10"."root",
                          "t10"."side",
                          COALESCE("t10"."person", "t10"."journey") AS "thread"
                        FROM (
                          SELECT
                            *
                          FROM "told_touches" AS "t4"
                          WHERE
                            "t4"."kind" = 'touched'
                        ) AS "t10"
                      ) AS "t16"
                      UNION ALL
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t11"."at_us",
                          "t11"."root",
                          "t11"."side",
                          COALESCE("t11"."person", "t11"."journey") AS "thread"
                        FROM (
                          SELECT
                            *
                          FROM "told_moves" AS "t5"
                          WHERE
                            "t5"."kind" = 'inquired'
                        ) AS "t11"
                      ) AS "t17"
                    ) AS "t23"
                      ON "t32"."thread" = "t23"."thread"
                  ) AS "t33"
                  WHERE
                    "t33"."at_us" <= "t33"."end_us"
                ) AS "t34"
              ) AS "t35"
              WHERE
                "t35"."turn" = 0
            ) AS "t36"
          ) AS "t37"
        ) AS "t39"
          ON "t32"."unit" = "t39"."told_unit" AND "t32"."end_us" = "t39"."told_end_us"
      ) AS "t40"
    ) AS "t41"
  ) AS "t42"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      CAST(NULL AS TEXT) AS "unit",
      CAST(NULL AS TEXT) AS "journey",
      CAST(NULL AS TEXT) AS "person",
      "t21"."bucket",
      "t21"."segment",
      "t21"."purpose",
      CAST(NULL AS BIGINT) AS "revenue",
      FALSE AS "deals",
      CAST(NULL AS BIGINT) AS "sourced",
      "t21"."media",
      "t21"."hours",
      "t21"."minutes"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t6"."bucket",
          "t6"."segment",
          "t6"."purpose",
          "t6"."value" AS "media",
          CASE WHEN "t6"."value" IS NULL THEN "t6"."hours" ELSE CAST(NULL AS DOUBLE) END AS "hours",
          CAST(NULL AS DOUBLE) AS "minutes"
        FROM (
          SELECT
            *
          FROM "told_spend" AS "t0"
          WHERE
            "t0"."day" >= "t0"."first_day" AND "t0"."day" < "t0"."end_day"
        ) AS "t6"
      ) AS "t18"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t7"."bucket",
          "t7"."segment",
          'calls' AS "purpose",
          CAST(NULL AS BIGINT) AS "media",
          CAST(NULL AS DOUBLE) AS "hours",
          "t7"."minutes"
        FROM (
          SELECT
            *
          FROM "told_calls" AS "t1"
          WHERE
            "t1"."day" >= "t1"."first_day" AND "t1"."day" < "t1"."end_day"
        ) AS "t7"
      ) AS "t13"
    ) AS "t21"
  ) AS "t24"
) AS "t43"
GROUP BY
  1,
  2,
  3,
  4
