SELECT
  "t55"."segment",
  "t55"."outcome",
  "t55"."count",
  "t55"."followed",
  COUNT(*) AS "alike",
  SUM("t55"."booked") AS "booked",
  SUM("t55"."recovered") AS "recovered",
  SUM("t55"."revenue") AS "revenue"
FROM (
  SELECT
    "t54"."unit",
    "t54"."journey",
    "t54"."person",
    "t54"."segment",
    CASE
      WHEN "t54"."won"
      THEN 'won'
      WHEN (
        "t54"."now_role" = 'expired'
      ) OR (
        "t54"."now_via" = 'expired'
      )
      THEN 'expired'
      WHEN "t54"."now_role" = 'out'
      THEN 'disqualified'
      WHEN NOT (
        "t54"."onward" OR COALESCE("t47"."tried_day" >= "t54"."entered_day", FALSE)
      )
      AND (
        "t54"."now_role" IN ('nurture', 'lost')
        OR (
          (
            "t54"."now_role" = 'stage'
          )
          AND (
            "t54"."now_position" = 0
          )
          AND "t54"."old"
        )
      )
      THEN 'never_followed'
      WHEN "t54"."now_role" IN ('nurture', 'lost')
      AND COALESCE("t33"."breached_day" >= "t54"."entered_day", FALSE)
      THEN 'late'
      WHEN "t54"."now_role" = 'lost'
      THEN 'lost'
      WHEN "t54"."now_role" = 'nurture'
      THEN 'nurtured'
      WHEN (
        "t54"."now_role" = 'stage'
      )
      AND (
        "t54"."now_position" = 0
      )
      AND "t54"."old"
      THEN 'undecided'
      ELSE 'open'
    END AS "outcome",
    TRUE AS "count",
    "t54"."onward" OR COALESCE("t47"."tried_day" >= "t54"."entered_day", FALSE) AS "followed",
    "t34"."booked_sum" AS "booked",
    "t35"."recovered_sum" AS "recovered",
    "t54"."revenue"
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
      "t52"."left",
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
      "t52"."again",
      "t52"."here",
      "t52"."onward",
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
      CASE
        WHEN "t52"."won" AND (
          "t52"."won_us" > -9223372036854775807
        )
        THEN "t52"."won_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "won_us",
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
      "t52"."old",
      "t52"."now_role",
      "t52"."now_via",
      "t52"."now_position",
      "t52"."won",
      CASE WHEN "t52"."won" THEN "t52"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
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
        "t51"."left",
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
        "t51"."again",
        "t51"."here",
        "t51"."onward",
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
        "t51"."old",
        "t51"."now_role",
        "t51"."now_via",
        "t51"."now_position",
        COALESCE("t51"."won_us" < "t51"."as_of_us", FALSE) AS "won"
      FROM (
        SELECT
          "t50"."unit",
          "t50"."journey",
          "t50"."person",
          "t50"."segment",
          "t50"."bucket",
          "t50"."place",
          "t50"."position",
          "t50"."role",
          "t50"."entered_us",
          "t50"."entered_day",
          "t50"."entered_exact",
          "t50"."left",
          "t50"."left_us",
          "t50"."left_day",
          "t50"."left_exact",
          "t50"."left_minutes",
          "t50"."next_role",
          "t50"."via",
          "t50"."reason",
          "t50"."implied",
          "t50"."value",
          "t50"."nth",
          "t50"."again",
          "t50"."here",
          "t50"."onward",
          "t50"."onward_us",
          "t50"."onward_day",
          "t50"."onward_exact",
          "t50"."onward_minutes",
          "t50"."ordinal",
          "t50"."came",
          "t50"."before_place",
          "t50"."before_position",
          "t50"."before_role",
          "t50"."began_day",
          "t50"."first_position",
          "t50"."won_us",
          "t50"."won_ordinal",
          "t50"."won_value",
          "t50"."last_us",
          "t50"."last_position",
          "t50"."last_role",
          "t50"."last_via",
          "t50"."kept",
          "t50"."opportunity_type",
          "t50"."as_of_us",
          "t50"."as_of_day",
          "t50"."first_day",
          "t50"."end_day",
          "t50"."within_us",
          "t50"."within_days",
          "t50"."older_us",
          "t50"."older_days",
          "t50"."stages",
          "t50"."frm_position",
          "t50"."to_position",
          "t50"."lead_position",
          "t50"."deal_position",
          "t50"."window_us",
          "t50"."sales_position",
          "t50"."influence_us",
          "t50"."old",
          CASE
            WHEN "t50"."last_us" < "t50"."as_of_us"
            THEN "t50"."last_role"
            ELSE "t50"."now_role"
          END AS "now_role",
          CASE
            WHEN "t50"."last_us" < "t50"."as_of_us"
            THEN "t50"."last_via"
            ELSE "t50"."now_via"
          END AS "now_via",
          CASE
            WHEN "t50"."last_us" < "t50"."as_of_us"
            THEN "t50"."last_position"
            ELSE "t50"."now_position"
          END AS "now_position"
        FROM (
          SELECT
            "t49"."unit",
            "t49"."journey",
            "t49"."person",
            "t49"."segment",
            "t49"."bucket",
            "t49"."place",
            "t49"."position",
            "t49"."role",
            "t49"."entered_us",
            "t49"."entered_day",
            "t49"."entered_exact",
            "t49"."left",
            "t49"."left_us",
            "t49"."left_day",
            "t49"."left_exact",
            "t49"."left_minutes",
            "t49"."next_role",
            "t49"."via",
            "t49"."reason",
            "t49"."implied",
            "t49"."value",
            "t49"."nth",
            "t49"."again",
            "t49"."here",
            "t49"."onward",
            "t49"."onward_us",
            "t49"."onward_day",
            "t49"."onward_exact",
            "t49"."onward_minutes",
            "t49"."ordinal",
            "t49"."came",
            "t49"."before_place",
            "t49"."before_position",
            "t49"."before_role",
            "t49"."began_day",
            "t49"."first_position",
            "t49"."won_us",
            "t49"."won_ordinal",
            "t49"."won_value",
            "t49"."last_us",
            "t49"."last_position",
            "t49"."last_role",
            "t49"."last_via",
            "t49"."kept",
            "t49"."opportunity_type",
            "t49"."as_of_us",
            "t49"."as_of_day",
            "t49"."first_day",
            "t49"."end_day",
            "t49"."within_us",
            "t49"."within_days",
            "t49"."older_us",
            "t49"."older_days",
            "t49"."stages",
            "t49"."frm_position",
            "t49"."to_position",
            "t49"."lead_position",
            "t49"."deal_position",
            "t49"."window_us",
            "t49"."sales_position",
            "t49"."influence_us",
            "t49"."old",
            "t45"."now_role",
            "t45"."now_via",
            "t45"."now_position"
          FROM (
            SELECT
              "t43"."unit",
              "t43"."journey",
              "t43"."person",
              "t43"."segment",
              "t43"."bucket",
              "t43"."place",
              "t43"."position",
              "t43"."role",
              "t43"."entered_us",
              "t43"."entered_day",
              "t43"."entered_exact",
              "t43"."left",
              "t43"."left_us",
              "t43"."left_day",
              "t43"."left_exact",
              "t43"."left_minutes",
              "t43"."next_role",
              "t43"."via",
              "t43"."reason",
              "t43"."implied",
              "t43"."value",
              "t43"."nth",
              "t43"."again",
              "t43"."here",
              "t43"."onward",
              "t43"."onward_us",
              "t43"."onward_day",
              "t43"."onward_exact",
              "t43"."onward_minutes",
              "t43"."ordinal",
              "t43"."came",
              "t43"."before_place",
              "t43"."before_position",
              "t43"."before_role",
              "t43"."began_day",
              "t43"."first_position",
              "t43"."won_us",
              "t43"."won_ordinal",
              "t43"."won_value",
              "t43"."last_us",
              "t43"."last_position",
              "t43"."last_role",
              "t43"."last_via",
              "t43"."kept",
              "t43"."opportunity_type",
              "t43"."as_of_us",
              "t43"."as_of_day",
              "t43"."first_day",
              "t43"."end_day",
              "t43"."within_us",
              "t43"."within_days",
              "t43"."older_us",
              "t43"."older_days",
              "t43"."stages",
              "t43"."frm_position",
              "t43"."to_position",
              "t43"."lead_position",
              "t43"."deal_position",
              "t43"."window_us",
              "t43"."sales_position",
              "t43"."influence_us",
              CASE
                WHEN "t43"."entered_exact"
                THEN (
                  "t43"."as_of_us" - "t43"."entered_us"
                ) > "t43"."older_us"
                ELSE (
                  "t43"."as_of_day" - "t43"."entered_day"
                ) > "t43"."older_days"
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
                  WHERE
                    "t16"."position" < "t16"."stages"
                ) AS "t25"
                WHERE
                  "t25"."entered_day" >= "t25"."first_day"
                  AND "t25"."entered_day" < "t25"."end_day"
                  AND "t25"."nth" = 1
              ) AS "t40"
              WHERE
                "t40"."position" = 0
            ) AS "t43"
          ) AS "t49"
          LEFT OUTER JOIN (
            SELECT
              "t41"."unit" AS "told_unit",
              "t41"."now_role",
              "t41"."now_via",
              "t41"."now_position"
            FROM (
              SELECT
                "t38"."unit",
                "t38"."role" AS "now_role",
                "t38"."via" AS "now_via",
                "t38"."position" AS "now_position"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    *
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
                  WHERE
                    "t15"."here" AND NOT (
                      "t15"."implied"
                    )
                ) AS "t24"
                WHERE
                  "t24"."last_us" >= "t24"."as_of_us"
              ) AS "t38"
            ) AS "t41"
          ) AS "t45"
            ON "t49"."unit" = "t45"."told_unit"
        ) AS "t50"
      ) AS "t51"
    ) AS "t52"
  ) AS "t54"
  LEFT OUTER JOIN (
    SELECT
      "t42"."thread" AS "tried_thread",
      MAX("t42"."day") AS "tried_day",
      SUM("t42"."value") AS "tried_sum"
    FROM (
      SELECT
        "t39"."day",
        "t39"."thread",
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
          ) AS "t29"
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
          ) AS "t30"
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
          ) AS "t31"
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
          ) AS "t32"
        ) AS "t37"
      ) AS "t39"
    ) AS "t42"
    GROUP BY
      1
  ) AS "t47"
    ON "t54"."unit" = "t47"."tried_thread"
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
    ON "t54"."unit" = "t33"."breached_thread"
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
    ON "t54"."unit" = "t34"."booked_thread"
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
    ON "t54"."unit" = "t35"."recovered_thread"
) AS "t55"
GROUP BY
  1,
  2,
  3,
  4
