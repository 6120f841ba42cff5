WITH "t33" AS (
  SELECT
    *
  FROM (
    SELECT
      "t31"."unit",
      "t31"."journey",
      "t31"."person",
      "t31"."segment",
      "t31"."bucket",
      "t31"."place",
      "t31"."position",
      "t31"."role",
      "t31"."entered_us",
      "t31"."entered_day",
      "t31"."entered_exact",
      "t31"."left",
      "t31"."left_us",
      "t31"."left_day",
      "t31"."left_exact",
      "t31"."left_minutes",
      "t31"."next_role",
      "t31"."via",
      "t31"."reason",
      "t31"."implied",
      "t31"."value",
      "t31"."nth",
      "t31"."again",
      "t31"."here",
      "t31"."onward",
      "t31"."onward_us",
      "t31"."onward_day",
      "t31"."onward_exact",
      "t31"."onward_minutes",
      "t31"."ordinal",
      "t31"."came",
      "t31"."before_place",
      "t31"."before_position",
      "t31"."before_role",
      "t31"."began_day",
      "t31"."first_position",
      CASE
        WHEN "t31"."won" AND (
          "t31"."won_us" > -9223372036854775807
        )
        THEN "t31"."won_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "won_us",
      "t31"."won_ordinal",
      "t31"."won_value",
      "t31"."last_us",
      "t31"."last_position",
      "t31"."last_role",
      "t31"."last_via",
      "t31"."kept",
      "t31"."opportunity_type",
      "t31"."as_of_us",
      "t31"."as_of_day",
      "t31"."first_day",
      "t31"."end_day",
      "t31"."within_us",
      "t31"."within_days",
      "t31"."older_us",
      "t31"."older_days",
      "t31"."stages",
      "t31"."frm_position",
      "t31"."to_position",
      "t31"."lead_position",
      "t31"."deal_position",
      "t31"."window_us",
      "t31"."sales_position",
      "t31"."influence_us",
      "t31"."end_us",
      "t31"."end_exact",
      "t31"."now_role",
      "t31"."now_via",
      "t31"."now_position",
      "t31"."won",
      CASE WHEN "t31"."won" THEN "t31"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
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
        "t30"."left",
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
        "t30"."again",
        "t30"."here",
        "t30"."onward",
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
        "t30"."end_us",
        "t30"."end_exact",
        "t30"."now_role",
        "t30"."now_via",
        "t30"."now_position",
        COALESCE("t30"."won_us" < "t30"."as_of_us", FALSE)
        AND COALESCE("t30"."ordinal" <= "t30"."won_ordinal", FALSE) AS "won"
      FROM (
        SELECT
          "t29"."unit",
          "t29"."journey",
          "t29"."person",
          "t29"."segment",
          "t29"."bucket",
          "t29"."place",
          "t29"."position",
          "t29"."role",
          "t29"."entered_us",
          "t29"."entered_day",
          "t29"."entered_exact",
          "t29"."left",
          "t29"."left_us",
          "t29"."left_day",
          "t29"."left_exact",
          "t29"."left_minutes",
          "t29"."next_role",
          "t29"."via",
          "t29"."reason",
          "t29"."implied",
          "t29"."value",
          "t29"."nth",
          "t29"."again",
          "t29"."here",
          "t29"."onward",
          "t29"."onward_us",
          "t29"."onward_day",
          "t29"."onward_exact",
          "t29"."onward_minutes",
          "t29"."ordinal",
          "t29"."came",
          "t29"."before_place",
          "t29"."before_position",
          "t29"."before_role",
          "t29"."began_day",
          "t29"."first_position",
          "t29"."won_us",
          "t29"."won_ordinal",
          "t29"."won_value",
          "t29"."last_us",
          "t29"."last_position",
          "t29"."last_role",
          "t29"."last_via",
          "t29"."kept",
          "t29"."opportunity_type",
          "t29"."as_of_us",
          "t29"."as_of_day",
          "t29"."first_day",
          "t29"."end_day",
          "t29"."within_us",
          "t29"."within_days",
          "t29"."older_us",
          "t29"."older_days",
          "t29"."stages",
          "t29"."frm_position",
          "t29"."to_position",
          "t29"."lead_position",
          "t29"."deal_position",
          "t29"."window_us",
          "t29"."sales_position",
          "t29"."influence_us",
          "t29"."end_us",
          "t29"."end_exact",
          CASE
            WHEN "t29"."last_us" < "t29"."as_of_us"
            THEN "t29"."last_role"
            ELSE "t29"."now_role"
          END AS "now_role",
          CASE
            WHEN "t29"."last_us" < "t29"."as_of_us"
            THEN "t29"."last_via"
            ELSE "t29"."now_via"
          END AS "now_via",
          CASE
            WHEN "t29"."last_us" < "t29"."as_of_us"
            THEN "t29"."last_position"
            ELSE "t29"."now_position"
          END AS "now_position"
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
            "t28"."end_us",
            "t28"."end_exact",
            "t26"."now_role",
            "t26"."now_via",
            "t26"."now_position"
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
              CASE WHEN "t23"."left" THEN "t23"."left_day" ELSE "t23"."as_of_day" END AS "end_day",
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
              CASE WHEN "t23"."left" THEN "t23"."left_us" ELSE "t23"."as_of_us" END AS "end_us",
              "t23"."left_exact" OR NOT (
                "t23"."left"
              ) AS "end_exact"
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
                      FROM "visits" AS "t0"
                      WHERE
                        "t0"."entered_us" < "t0"."as_of_us"
                    ) AS "t4"
                    WHERE
                      "t4"."kept"
                  ) AS "t8"
                  WHERE
                    "t8"."position" < "t8"."stages"
                ) AS "t13"
                WHERE
                  "t13"."entered_day" >= "t13"."first_day"
                  AND "t13"."entered_day" < "t13"."end_day"
                  AND "t13"."nth" = 1
              ) AS "t18"
              WHERE
                "t18"."role" = 'stage' AND NOT (
                  "t18"."implied"
                )
            ) AS "t23"
          ) AS "t28"
          LEFT OUTER JOIN (
            SELECT
              "t20"."unit" AS "told_unit",
              "t20"."now_role",
              "t20"."now_via",
              "t20"."now_position"
            FROM (
              SELECT
                "t17"."unit",
                "t17"."role" AS "now_role",
                "t17"."via" AS "now_via",
                "t17"."position" AS "now_position"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    *
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
                  ) AS "t7"
                  WHERE
                    "t7"."here" AND NOT (
                      "t7"."implied"
                    )
                ) AS "t12"
                WHERE
                  "t12"."last_us" >= "t12"."as_of_us"
              ) AS "t17"
            ) AS "t20"
          ) AS "t26"
            ON "t28"."unit" = "t26"."told_unit"
        ) AS "t29"
      ) AS "t30"
    ) AS "t31"
  ) AS "t32"
  WHERE
    "t32"."won" OR NOT (
      COALESCE("t32"."now_role" IN ('stage', 'won'), TRUE)
    )
)
SELECT
  "t51"."segment",
  "t51"."place",
  "t51"."silence",
  "t51"."silent",
  "t51"."silent_won",
  COUNT(*) AS "alike"
FROM (
  SELECT
    "t50"."unit",
    "t50"."journey",
    "t50"."person",
    "t50"."segment",
    "t50"."place",
    "t50"."silence",
    TRUE AS "silent",
    "t50"."won" AS "silent_won"
  FROM (
    SELECT
      "t35"."unit",
      "t35"."journey",
      "t35"."person",
      "t35"."segment",
      "t35"."bucket",
      "t35"."place",
      "t35"."position",
      "t35"."role",
      "t35"."entered_us",
      "t35"."entered_day",
      "t35"."entered_exact",
      "t35"."left",
      "t35"."left_us",
      "t35"."left_day",
      "t35"."left_exact",
      "t35"."left_minutes",
      "t35"."next_role",
      "t35"."via",
      "t35"."reason",
      "t35"."implied",
      "t35"."value",
      "t35"."nth",
      "t35"."again",
      "t35"."here",
      "t35"."onward",
      "t35"."onward_us",
      "t35"."onward_day",
      "t35"."onward_exact",
      "t35"."onward_minutes",
      "t35"."ordinal",
      "t35"."came",
      "t35"."before_place",
      "t35"."before_position",
      "t35"."before_role",
      "t35"."began_day",
      "t35"."first_position",
      "t35"."won_us",
      "t35"."won_ordinal",
      "t35"."won_value",
      "t35"."last_us",
      "t35"."last_position",
      "t35"."last_role",
      "t35"."last_via",
      "t35"."kept",
      "t35"."opportunity_type",
      "t35"."as_of_us",
      "t35"."as_of_day",
      "t35"."first_day",
      "t35"."end_day",
      "t35"."within_us",
      "t35"."within_days",
      "t35"."older_us",
      "t35"."older_days",
      "t35"."stages",
      "t35"."frm_position",
      "t35"."to_position",
      "t35"."lead_position",
      "t35"."deal_position",
      "t35"."window_us",
      "t35"."sales_position",
      "t35"."influence_us",
      "t35"."end_us",
      "t35"."end_exact",
      "t35"."now_role",
      "t35"."now_via",
      "t35"."now_position",
      "t35"."won",
      "t35"."revenue",
      "t49"."silence"
    FROM "t33" AS "t35"
    LEFT OUTER JOIN (
      SELECT
        "t47"."unit" AS "told_unit",
        "t47"."place" AS "told_place",
        "t47"."silence"
      FROM (
        SELECT
          "t46"."unit",
          "t46"."place",
          MAX("t46"."silence") AS "silence"
        FROM (
          SELECT
            "t45"."unit",
            "t45"."place",
            "t45"."at_us",
            "t45"."day",
            "t45"."exact",
            "t45"."last_at_us",
            "t45"."last_day",
            "t45"."last_exact",
            CASE
              WHEN "t45"."exact" AND "t45"."last_exact"
              THEN CAST(FLOOR(
                CAST((
                  "t45"."at_us" - "t45"."last_at_us"
                ) AS DOUBLE PRECISION) / (
                  86400000000
                )
              ) AS BIGINT)
              ELSE "t45"."day" - "t45"."last_day"
            END AS "silence"
          FROM (
            SELECT
              "t44"."unit",
              "t44"."place",
              "t44"."at_us",
              "t44"."day",
              "t44"."exact",
              LAG("t44"."at_us") OVER (
                PARTITION BY "t44"."unit", "t44"."place"
                ORDER BY "t44"."at_us" ASC, "t44"."exact" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) AS "last_at_us",
              LAG("t44"."day") OVER (
                PARTITION BY "t44"."unit", "t44"."place"
                ORDER BY "t44"."at_us" ASC, "t44"."exact" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) AS "last_day",
              LAG("t44"."exact") OVER (
                PARTITION BY "t44"."unit", "t44"."place"
                ORDER BY "t44"."at_us" ASC, "t44"."exact" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) AS "last_exact"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t42"."unit",
                  "t42"."place",
                  "t42"."at_us",
                  "t42"."day",
                  "t42"."exact"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t39"."unit",
                      "t39"."place",
                      "t39"."entered_us",
                      "t39"."end_us",
                      "t25"."at_us",
                      "t25"."day",
                      "t25"."exact",
                      "t25"."thread"
                    FROM (
                      SELECT
                        "t34"."unit",
                        "t34"."place",
                        "t34"."entered_us",
                        "t34"."end_us"
                      FROM "t33" AS "t34"
                    ) AS "t39"
                    INNER JOIN (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t10"."at_us",
                          "t10"."day",
                          "t10"."exact",
                          COALESCE("t10"."person", "t10"."journey") AS "thread"
                        FROM (
                          SELECT
                            *
                          FROM (
                            SELECT
                              *
                            FROM "told_answers" AS "t1"
                            WHERE
                              "t1"."grade" <> 'unknown' AND "t1"."actor_kind" IN ('person', 'import')
                          ) AS "t5"
                          WHERE
                            "t5"."day" IS NOT NULL
                        ) AS "t10"
                      ) AS "t15"
                      UNION ALL
                      SELECT
                        *
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            "t11"."at_us",
                            "t11"."day",
                            "t11"."exact",
                            COALESCE("t11"."person", "t11"."journey") AS "thread"
                          FROM (
                            SELECT
                              *
                            FROM (
                              SELECT
                                *
                              FROM "told_attempts" AS "t2"
                              WHERE
                                COALESCE("t2"."connected", FALSE)
                            ) AS "t6"
                            WHERE
                              "t6"."day" IS NOT NULL
                          ) AS "t11"
                        ) AS "t16"
                        UNION ALL
                        SELECT
                          *
                        FROM (
                          SELECT
                            "t14"."at_us",
                            "t14"."day",
                            "t14"."exact",
                            COALESCE("t14"."person", "t14"."journey") AS "thread"
                          FROM (
                            SELECT
                              *
                            FROM (
                              SELECT
                                *
                              FROM "told_touches" AS "t3"
                              WHERE
                                (
                                  "t3"."kind" = 'met'
                                ) OR COALESCE("t3"."direction" = 'in', FALSE)
                            ) AS "t9"
                            WHERE
                              "t9"."day" IS NOT NULL
                          ) AS "t14"
                        ) AS "t19"
                      ) AS "t21"
                    ) AS "t25"
                      ON "t39"."unit" = "t25"."thread"
                  ) AS "t41"
                  WHERE
                    "t41"."at_us" > "t41"."entered_us" AND "t41"."at_us" < "t41"."end_us"
                ) AS "t42"
              ) AS "t43"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t34"."unit",
                    "t34"."place",
                    "t34"."entered_us" AS "at_us",
                    "t34"."entered_day" AS "day",
                    "t34"."entered_exact" AS "exact"
                  FROM "t33" AS "t34"
                ) AS "t36"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t34"."unit",
                    "t34"."place",
                    "t34"."end_us" AS "at_us",
                    "t34"."end_day" AS "day",
                    "t34"."end_exact" AS "exact"
                  FROM "t33" AS "t34"
                ) AS "t38"
              ) AS "t40"
            ) AS "t44"
          ) AS "t45"
        ) AS "t46"
        GROUP BY
          1,
          2
      ) AS "t47"
    ) AS "t49"
      ON "t35"."unit" = "t49"."told_unit" AND "t35"."place" = "t49"."told_place"
  ) AS "t50"
) AS "t51"
GROUP BY
  1,
  2,
  3,
  4,
  5
