SELECT
  "t57"."segment",
  "t57"."outcome",
  "t57"."count",
  "t57"."followed",
  COUNT(*) AS "alike",
  SUM("t57"."booked") AS "booked",
  SUM("t57"."recovered") AS "recovered",
  SUM("t57"."revenue") AS "revenue"
FROM (
  SELECT
    "t56"."unit",
    "t56"."journey",
    "t56"."person",
    "t56"."segment",
    CASE
      WHEN "t56"."won"
      THEN 'won'
      WHEN (
        "t56"."now_role" = 'expired'
      ) OR (
        "t56"."now_via" = 'expired'
      )
      THEN 'expired'
      WHEN "t56"."now_role" = 'out'
      THEN 'disqualified'
      WHEN NOT (
        "t56"."onward" OR COALESCE("t46"."tried_day" >= "t56"."entered_day", FALSE)
      )
      AND (
        "t56"."now_role" IN ('nurture', 'lost')
        OR (
          (
            "t56"."now_role" = 'stage'
          )
          AND (
            "t56"."now_position" = 0
          )
          AND "t56"."old"
        )
      )
      THEN 'never_followed'
      WHEN "t56"."now_role" IN ('nurture', 'lost')
      AND COALESCE("t33"."breached_day" >= "t56"."entered_day", FALSE)
      THEN 'late'
      WHEN "t56"."now_role" = 'lost'
      THEN 'lost'
      WHEN "t56"."now_role" = 'nurture'
      THEN 'nurtured'
      WHEN (
        "t56"."now_role" = 'stage'
      )
      AND (
        "t56"."now_position" = 0
      )
      AND "t56"."old"
      THEN 'undecided'
      ELSE 'open'
    END AS "outcome",
    TRUE AS "count",
    "t56"."onward" OR COALESCE("t46"."tried_day" >= "t56"."entered_day", FALSE) AS "followed",
    "t34"."booked_sum" AS "booked",
    "t35"."recovered_sum" AS "recovered",
    "t56"."revenue"
  FROM (
    SELECT
      "t54"."unit",
      "t54"."journey",
      "t54"."person",
      "t54"."segment",
      "t54"."bucket",
      "t54"."place",
      "t54"."position",
      "t54"."role",
      "t54"."entered_us",
      "t54"."entered_day",
      "t54"."entered_exact",
      "t54"."left_us",
      "t54"."left_day",
      "t54"."left_exact",
      "t54"."left_minutes",
      "t54"."next_role",
      "t54"."via",
      "t54"."reason",
      "t54"."implied",
      "t54"."value",
      "t54"."nth",
      "t54"."again_us",
      "t54"."until_us",
      "t54"."onward_us",
      "t54"."onward_day",
      "t54"."onward_exact",
      "t54"."onward_minutes",
      "t54"."ordinal",
      "t54"."came",
      "t54"."before_place",
      "t54"."before_position",
      "t54"."before_role",
      "t54"."began_day",
      "t54"."first_position",
      CASE
        WHEN "t54"."won" AND (
          "t54"."won_us" > -9223372036854775807
        )
        THEN "t54"."won_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "won_us",
      "t54"."won_ordinal",
      "t54"."won_value",
      "t54"."last_us",
      "t54"."last_position",
      "t54"."last_role",
      "t54"."last_via",
      "t54"."kept",
      "t54"."opportunity_type",
      "t54"."as_of_us",
      "t54"."as_of_day",
      "t54"."first_day",
      "t54"."end_day",
      "t54"."within_us",
      "t54"."within_days",
      "t54"."older_us",
      "t54"."older_days",
      "t54"."stages",
      "t54"."frm_position",
      "t54"."to_position",
      "t54"."lead_position",
      "t54"."deal_position",
      "t54"."window_us",
      "t54"."sales_position",
      "t54"."influence_us",
      "t54"."onward",
      "t54"."old",
      "t54"."now_role",
      "t54"."now_via",
      "t54"."now_position",
      "t54"."won",
      CASE WHEN "t54"."won" THEN "t54"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
    FROM (
      SELECT
        "t53"."unit",
        "t53"."journey",
        "t53"."person",
        "t53"."segment",
        "t53"."bucket",
        "t53"."place",
        "t53"."position",
        "t53"."role",
        "t53"."entered_us",
        "t53"."entered_day",
        "t53"."entered_exact",
        "t53"."left_us",
        "t53"."left_day",
        "t53"."left_exact",
        "t53"."left_minutes",
        "t53"."next_role",
        "t53"."via",
        "t53"."reason",
        "t53"."implied",
        "t53"."value",
        "t53"."nth",
        "t53"."again_us",
        "t53"."until_us",
        "t53"."onward_us",
        "t53"."onward_day",
        "t53"."onward_exact",
        "t53"."onward_minutes",
        "t53"."ordinal",
        "t53"."came",
        "t53"."before_place",
        "t53"."before_position",
        "t53"."before_role",
        "t53"."began_day",
        "t53"."first_position",
        "t53"."won_us",
        "t53"."won_ordinal",
        "t53"."won_value",
        "t53"."last_us",
        "t53"."last_position",
        "t53"."last_role",
        "t53"."last_via",
        "t53"."kept",
        "t53"."opportunity_type",
        "t53"."as_of_us",
        "t53"."as_of_day",
        "t53"."first_day",
        "t53"."end_day",
        "t53"."within_us",
        "t53"."within_days",
        "t53"."older_us",
        "t53"."older_days",
        "t53"."stages",
        "t53"."frm_position",
        "t53"."to_position",
        "t53"."lead_position",
        "t53"."deal_position",
        "t53"."window_us",
        "t53"."sales_position",
        "t53"."influence_us",
        "t53"."onward",
        "t53"."old",
        "t53"."now_role",
        "t53"."now_via",
        "t53"."now_position",
        COALESCE("t53"."won_us" < "t53"."as_of_us", FALSE) AS "won"
      FROM (
        SELECT
          "t52"."unit",
          "t52"."journey",
          "t52"."person",
          "t52"."segment",
          "t52"."bucket",
          "t52"."place",
          "t52"."position",
          "t52"."role",
          "t52"."entered_us",
          "t52"."entered_day",
          "t52"."entered_exact",
          "t52"."left_us",
          "t52"."left_day",
          "t52"."left_exact",
          "t52"."left_minutes",
          "t52"."next_role",
          "t52"."via",
          "t52"."reason",
          "t52"."implied",
          "t52"."value",
          "t52"."nth",
          "t52"."again_us",
          "t52"."until_us",
          "t52"."onward_us",
          "t52"."onward_day",
          "t52"."onward_exact",
          "t52"."onward_minutes",
          "t52"."ordinal",
          "t52"."came",
          "t52"."before_place",
          "t52"."before_position",
          "t52"."before_role",
          "t52"."began_day",
          "t52"."first_position",
          "t52"."won_us",
          "t52"."won_ordinal",
          "t52"."won_value",
          "t52"."last_us",
          "t52"."last_position",
          "t52"."last_role",
          "t52"."last_via",
          "t52"."kept",
          "t52"."opportunity_type",
          "t52"."as_of_us",
          "t52"."as_of_day",
          "t52"."first_day",
          "t52"."end_day",
          "t52"."within_us",
          "t52"."within_days",
          "t52"."older_us",
          "t52"."older_days",
          "t52"."stages",
          "t52"."frm_position",
          "t52"."to_position",
          "t52"."lead_position",
          "t52"."deal_position",
          "t52"."window_us",
          "t52"."sales_position",
          "t52"."influence_us",
          "t52"."onward",
          "t52"."old",
          CASE
            WHEN "t52"."last_us" < "t52"."as_of_us"
            THEN "t52"."last_role"
            ELSE "t52"."now_role"
          END AS "now_role",
          CASE
            WHEN "t52"."last_us" < "t52"."as_of_us"
            THEN "t52"."last_via"
            ELSE "t52"."now_via"
          END AS "now_via",
          CASE
            WHEN "t52"."last_us" < "t52"."as_of_us"
            THEN "t52"."last_position"
            ELSE "t52"."now_position"
          END AS "now_position"
        FROM (
          SELECT
            "t51"."unit",
            "t51"."journey",
            "t51"."person",
            "t51"."segment",
            "t51"."bucket",
            "t51"."place",
            "t51"."position",
            "t51"."role",
            "t51"."entered_us",
            "t51"."entered_day",
            "t51"."entered_exact",
            "t51"."left_us",
            "t51"."left_day",
            "t51"."left_exact",
            "t51"."left_minutes",
            "t51"."next_role",
            "t51"."via",
            "t51"."reason",
            "t51"."implied",
            "t51"."value",
            "t51"."nth",
            "t51"."again_us",
            "t51"."until_us",
            "t51"."onward_us",
            "t51"."onward_day",
            "t51"."onward_exact",
            "t51"."onward_minutes",
            "t51"."ordinal",
            "t51"."came",
            "t51"."before_place",
            "t51"."before_position",
            "t51"."before_role",
            "t51"."began_day",
            "t51"."first_position",
            "t51"."won_us",
            "t51"."won_ordinal",
            "t51"."won_value",
            "t51"."last_us",
            "t51"."last_position",
            "t51"."last_role",
            "t51"."last_via",
            "t51"."kept",
            "t51"."opportunity_type",
            "t51"."as_of_us",
            "t51"."as_of_day",
            "t51"."first_day",
            "t51"."end_day",
            "t51"."within_us",
            "t51"."within_days",
            "t51"."older_us",
            "t51"."older_days",
            "t51"."stages",
            "t51"."frm_position",
            "t51"."to_position",
            "t51"."lead_position",
            "t51"."deal_position",
            "t51"."window_us",
            "t51"."sales_position",
            "t51"."influence_us",
            "t51"."onward",
            "t51"."old",
            "t49"."now_role",
            "t49"."now_via",
            "t49"."now_position"
          FROM (
            SELECT
              "t47"."unit",
              "t47"."journey",
              "t47"."person",
              "t47"."segment",
              "t47"."bucket",
              "t47"."place",
              "t47"."position",
              "t47"."role",
              "t47"."entered_us",
              "t47"."entered_day",
              "t47"."entered_exact",
              "t47"."left_us",
              "t47"."left_day",
              "t47"."left_exact",
              "t47"."left_minutes",
              "t47"."next_role",
              "t47"."via",
              "t47"."reason",
              "t47"."implied",
              "t47"."value",
              "t47"."nth",
              "t47"."again_us",
              "t47"."until_us",
              "t47"."onward_us",
              "t47"."onward_day",
              "t47"."onward_exact",
              "t47"."onward_minutes",
              "t47"."ordinal",
              "t47"."came",
              "t47"."before_place",
              "t47"."before_position",
              "t47"."before_role",
              "t47"."began_day",
              "t47"."first_position",
              "t47"."won_us",
              "t47"."won_ordinal",
              "t47"."won_value",
              "t47"."last_us",
              "t47"."last_position",
              "t47"."last_role",
              "t47"."last_via",
              "t47"."kept",
              "t47"."opportunity_type",
              "t47"."as_of_us",
              "t47"."as_of_day",
              "t47"."first_day",
              "t47"."end_day",
              "t47"."within_us",
              "t47"."within_days",
              "t47"."older_us",
              "t47"."older_days",
              "t47"."stages",
              "t47"."frm_position",
              "t47"."to_position",
              "t47"."lead_position",
              "t47"."deal_position",
              "t47"."window_us",
              "t47"."sales_position",
              "t47"."influence_us",
              "t47"."onward_us" IS NOT NULL AS "onward",
              CASE
                WHEN "t47"."entered_exact"
                THEN (
                  "t47"."as_of_us" - "t47"."entered_us"
                ) > "t47"."older_us"
                ELSE (
                  "t47"."as_of_day" - "t47"."entered_day"
                ) > "t47"."older_days"
              END AS "old"
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
                      "t16"."unit",
                      "t16"."journey",
                      "t16"."person",
                      "t16"."segment",
                      "t16"."bucket",
                      "t16"."place",
                      "t16"."position",
                      "t16"."role",
                      "t16"."entered_us",
                      "t16"."entered_day",
                      "t16"."entered_exact",
                      CASE
                        WHEN "t16"."left_us" < "t16"."as_of_us"
                        THEN "t16"."left_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "left_us",
                      "t16"."left_day",
                      "t16"."left_exact",
                      "t16"."left_minutes",
                      "t16"."next_role",
                      "t16"."via",
                      "t16"."reason",
                      "t16"."implied",
                      "t16"."value",
                      "t16"."nth",
                      CASE
                        WHEN "t16"."again_us" < "t16"."as_of_us"
                        THEN "t16"."again_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "again_us",
                      CASE
                        WHEN "t16"."until_us" < "t16"."as_of_us"
                        THEN "t16"."until_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "until_us",
                      CASE
                        WHEN "t16"."onward_us" < "t16"."as_of_us"
                        THEN "t16"."onward_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "onward_us",
                      "t16"."onward_day",
                      "t16"."onward_exact",
                      "t16"."onward_minutes",
                      "t16"."ordinal",
                      "t16"."came",
                      "t16"."before_place",
                      "t16"."before_position",
                      "t16"."before_role",
                      "t16"."began_day",
                      "t16"."first_position",
                      "t16"."won_us",
                      "t16"."won_ordinal",
                      "t16"."won_value",
                      "t16"."last_us",
                      "t16"."last_position",
                      "t16"."last_role",
                      "t16"."last_via",
                      "t16"."kept",
                      "t16"."opportunity_type",
                      "t16"."as_of_us",
                      "t16"."as_of_day",
                      "t16"."first_day",
                      "t16"."end_day",
                      "t16"."within_us",
                      "t16"."within_days",
                      "t16"."older_us",
                      "t16"."older_days",
                      "t16"."stages",
                      "t16"."frm_position",
                      "t16"."to_position",
                      "t16"."lead_position",
                      "t16"."deal_position",
                      "t16"."window_us",
                      "t16"."sales_position",
                      "t16"."influence_us"
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          *
                        FROM "visits" AS "t6"
                        WHERE
                          "t6"."entered_us" < "t6"."as_of_us"
                      ) AS "t14"
                      WHERE
                        "t14"."kept"
                    ) AS "t16"
                  ) AS "t32"
                  WHERE
                    "t32"."position" < "t32"."stages"
                ) AS "t40"
                WHERE
                  "t40"."entered_day" >= "t40"."first_day"
                  AND "t40"."entered_day" < "t40"."end_day"
                  AND "t40"."nth" = 1
              ) AS "t43"
              WHERE
                "t43"."position" = 0
            ) AS "t47"
          ) AS "t51"
          LEFT OUTER JOIN (
            SELECT
              "t45"."unit" AS "told_unit",
              "t45"."now_role",
              "t45"."now_via",
              "t45"."now_position"
            FROM (
              SELECT
                "t42"."unit",
                "t42"."role" AS "now_role",
                "t42"."via" AS "now_via",
                "t42"."position" AS "now_position"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    *
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
                      CASE
                        WHEN "t15"."left_us" < "t15"."as_of_us"
                        THEN "t15"."left_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "left_us",
                      "t15"."left_day",
                      "t15"."left_exact",
                      "t15"."left_minutes",
                      "t15"."next_role",
                      "t15"."via",
                      "t15"."reason",
                      "t15"."implied",
                      "t15"."value",
                      "t15"."nth",
                      CASE
                        WHEN "t15"."again_us" < "t15"."as_of_us"
                        THEN "t15"."again_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "again_us",
                      CASE
                        WHEN "t15"."until_us" < "t15"."as_of_us"
                        THEN "t15"."until_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "until_us",
                      CASE
                        WHEN "t15"."onward_us" < "t15"."as_of_us"
                        THEN "t15"."onward_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "onward_us",
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
                      "t15"."influence_us"
                    FROM (
                      SELECT
                        *
                      FROM "visits" AS "t6"
                      WHERE
                        (
                          "t6"."entered_us" < "t6"."as_of_us"
                        ) OR (
                          "t6"."entered_us" IS NULL
                        )
                    ) AS "t15"
                  ) AS "t24"
                  WHERE
                    "t24"."until_us" IS NULL AND NOT (
                      "t24"."implied"
                    )
                ) AS "t39"
                WHERE
                  "t39"."last_us" >= "t39"."as_of_us"
              ) AS "t42"
            ) AS "t45"
          ) AS "t49"
            ON "t51"."unit" = "t49"."told_unit"
        ) AS "t52"
      ) AS "t53"
    ) AS "t54"
  ) AS "t56"
  LEFT OUTER JOIN (
    SELECT
      "t41"."thread" AS "tried_thread",
      MAX("t41"."day") AS "tried_day",
      SUM("t41"."value") AS "tried_sum"
    FROM (
      SELECT
        "t38"."day",
        "t38"."thread",
        CAST(NULL AS BIGINT) AS "value"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t20"."day",
              "t20"."exact",
              "t20"."at_us",
              COALESCE("t20"."person", "t20"."journey") AS "thread"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM "told_attempts" AS "t3"
                WHERE
                  "t3"."actor_kind" <> 'rule'
              ) AS "t10"
              WHERE
                "t10"."day" IS NOT NULL
            ) AS "t20"
          ) AS "t28"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t21"."day",
              "t21"."exact",
              "t21"."at_us",
              COALESCE("t21"."person", "t21"."journey") AS "thread"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM "told_touches" AS "t4"
                WHERE
                  "t4"."kind" = 'met' AND "t4"."actor_kind" <> 'rule'
              ) AS "t11"
              WHERE
                "t11"."day" IS NOT NULL
            ) AS "t21"
          ) AS "t29"
        ) AS "t36"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t22"."day",
              "t22"."exact",
              "t22"."at_us",
              COALESCE("t22"."person", "t22"."journey") AS "thread"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM "told_touches" AS "t4"
                WHERE
                  "t4"."kind" = 'touched'
                  AND "t4"."direction" = 'out'
                  AND "t4"."actor_kind" = 'person'
              ) AS "t12"
              WHERE
                "t12"."day" IS NOT NULL
            ) AS "t22"
          ) AS "t30"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t23"."day",
              "t23"."exact",
              "t23"."at_us",
              COALESCE("t23"."person", "t23"."journey") AS "thread"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM "told_answers" AS "t5"
                WHERE
                  "t5"."grade" <> 'unknown' AND "t5"."actor_kind" IN ('person', 'import')
              ) AS "t13"
              WHERE
                "t13"."day" IS NOT NULL
            ) AS "t23"
          ) AS "t31"
        ) AS "t37"
      ) AS "t38"
    ) AS "t41"
    GROUP BY
      1
  ) AS "t46"
    ON "t56"."unit" = "t46"."tried_thread"
  LEFT OUTER JOIN (
    SELECT
      "t17"."thread" AS "breached_thread",
      MAX("t17"."day") AS "breached_day",
      SUM("t17"."value") AS "breached_sum"
    FROM (
      SELECT
        "t7"."day",
        COALESCE("t7"."person", "t7"."journey") AS "thread",
        CAST(NULL AS BIGINT) AS "value"
      FROM (
        SELECT
          *
        FROM "told_clocks" AS "t0"
        WHERE
          "t0"."kind" = 'breached'
      ) AS "t7"
    ) AS "t17"
    GROUP BY
      1
  ) AS "t33"
    ON "t56"."unit" = "t33"."breached_thread"
  LEFT OUTER JOIN (
    SELECT
      "t18"."thread" AS "booked_thread",
      MAX("t18"."day") AS "booked_day",
      SUM("t18"."value") AS "booked_sum"
    FROM (
      SELECT
        "t8"."day",
        COALESCE("t8"."person", "t8"."journey") AS "thread",
        "t8"."value"
      FROM (
        SELECT
          *
        FROM "told_moves" AS "t1"
        WHERE
          "t1"."kind" = 'expired'
      ) AS "t8"
    ) AS "t18"
    GROUP BY
      1
  ) AS "t34"
    ON "t56"."unit" = "t34"."booked_thread"
  LEFT OUTER JOIN (
    SELECT
      "t19"."thread" AS "recovered_thread",
      MAX("t19"."day") AS "recovered_day",
      SUM("t19"."value") AS "recovered_sum"
    FROM (
      SELECT
        "t9"."day",
        COALESCE("t9"."person", "t9"."journey") AS "thread",
        "t9"."value"
      FROM (
        SELECT
          *
        FROM "told_deals" AS "t2"
        WHERE
          "t2"."kind" = 'recovered'
      ) AS "t9"
    ) AS "t19"
    GROUP BY
      1
  ) AS "t35"
    ON "t56"."unit" = "t35"."recovered_thread"
) AS "t57"
GROUP BY
  1,
  2,
  3,
  4
