WITH "t5" AS (
  SELECT
    *
  FROM "visits" AS "t2"
  WHERE
    (
      "t2"."entered_us" < "t2"."as_of_us"
    ) OR (
      "t2"."entered_us" IS NULL
    )
), "t21" AS (
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
    "t16"."left",
    "t16"."left_us",
    "t16"."left_day",
    "t16"."left_exact",
    "t16"."left_minutes",
    "t16"."next_role",
    "t16"."via",
    "t16"."reason",
    "t16"."implied",
    "t16"."value",
    "t16"."nth",
    "t16"."again",
    "t16"."here",
    "t16"."onward",
    "t16"."onward_us",
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
    FROM "t5" AS "t6"
    WHERE
      "t6"."here" AND NOT (
        "t6"."implied"
      ) AND "t6"."kept"
  ) AS "t16"
  WHERE
    NOT EXISTS(
      SELECT
        1
      FROM (
        SELECT
          *
        FROM "t5" AS "t6"
        WHERE
          "t6"."role" = 'won'
      ) AS "t15"
      WHERE
        "t16"."journey" = "t15"."journey"
    )
)
SELECT DISTINCT
  *
FROM (
  SELECT
    "t42"."journey",
    "t42"."person",
    "t42"."label",
    "t42"."journey" AS "unit",
    TRUE AS "deals"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t40"."number",
        "t40"."journey",
        "t40"."person",
        "t40"."outcome",
        "t40"."end_us",
        "t40"."window_us",
        "t40"."label",
        "t40"."at_us",
        "t40"."told_us",
        "t40"."root"
      FROM (
        SELECT
          "t39"."journey",
          "t39"."person",
          "t39"."as_of_us",
          "t39"."window_us",
          "t39"."thread",
          "t39"."outcome",
          "t39"."end_us",
          "t39"."end_day",
          "t39"."end_exact",
          "t39"."value",
          "t39"."lead_us",
          "t39"."lead_exact",
          "t39"."opportunity_us",
          "t39"."opportunity_exact",
          "t39"."number",
          LEAST("t39"."at_us", "t39"."end_us") AS "at_us",
          "t39"."day",
          "t39"."root",
          "t39"."label",
          "t39"."at_us" AS "told_us"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t37"."journey",
              "t37"."person",
              "t37"."as_of_us",
              "t37"."window_us",
              "t37"."thread",
              "t37"."outcome",
              "t37"."end_us",
              "t37"."end_day",
              "t37"."end_exact",
              "t37"."value",
              "t37"."lead_us",
              "t37"."lead_exact",
              "t37"."opportunity_us",
              "t37"."opportunity_exact",
              "t37"."number",
              "t18"."at_us",
              "t18"."day",
              "t18"."root",
              "t18"."label"
            FROM (
              SELECT
                "t35"."journey",
                "t35"."person",
                "t35"."as_of_us",
                "t35"."window_us",
                "t35"."thread",
                "t35"."outcome",
                "t35"."end_us",
                "t35"."end_day",
                "t35"."end_exact",
                "t35"."value",
                "t35"."lead_us",
                "t35"."lead_exact",
                "t35"."opportunity_us",
                "t35"."opportunity_exact",
                ROW_NUMBER() OVER (
                  ORDER BY "t35"."journey" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "number"
              FROM (
                SELECT
                  "t34"."journey",
                  "t34"."person",
                  "t34"."as_of_us",
                  "t34"."window_us",
                  "t34"."thread",
                  "t34"."outcome",
                  "t34"."end_us",
                  "t34"."end_day",
                  "t34"."end_exact",
                  "t34"."value",
                  "t34"."lead_us",
                  "t34"."lead_exact",
                  "t34"."opportunity_us",
                  "t34"."opportunity_exact"
                FROM (
                  SELECT
                    "t33"."journey",
                    "t33"."person",
                    "t33"."as_of_us",
                    "t33"."window_us",
                    "t33"."thread",
                    "t33"."outcome",
                    "t33"."end_us",
                    "t33"."end_day",
                    "t33"."end_exact",
                    "t33"."value",
                    "t27"."journey" AS "journey_right",
                    "t27"."lead_us",
                    "t27"."lead_exact",
                    "t27"."opportunity_us",
                    "t27"."opportunity_exact"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t25"."journey",
                        "t25"."person",
                        "t25"."as_of_us",
                        "t25"."window_us",
                        COALESCE("t25"."person", "t25"."journey") AS "thread",
                        2 AS "outcome",
                        "t25"."as_of_us" - 1 AS "end_us",
                        "t25"."as_of_day" AS "end_day",
                        TRUE AS "end_exact",
                        0 AS "value"
                      FROM (
                        SELECT
                          *
                        FROM "t21" AS "t22"
                        WHERE
                          "t22"."role" = 'stage'
                      ) AS "t25"
                    ) AS "t28"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t19"."journey",
                          "t19"."person",
                          "t19"."as_of_us",
                          "t19"."window_us",
                          COALESCE("t19"."person", "t19"."journey") AS "thread",
                          1 AS "outcome",
                          "t19"."entered_us" AS "end_us",
                          "t19"."entered_day" AS "end_day",
                          "t19"."entered_exact" AS "end_exact",
                          COALESCE("t19"."value", 0) AS "value"
                        FROM (
                          SELECT
                            *
                          FROM (
                            SELECT
                              *
                            FROM "t5" AS "t6"
                            WHERE
                              "t6"."role" = 'won'
                              AND "t6"."nth" = 1
                              AND "t6"."kept"
                              AND "t6"."entered_us" IS NOT NULL
                          ) AS "t12"
                          WHERE
                            "t12"."entered_day" >= "t12"."first_day"
                            AND "t12"."entered_day" < "t12"."end_day"
                        ) AS "t19"
                      ) AS "t23"
                      UNION ALL
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t29"."journey",
                          "t29"."person",
                          "t29"."as_of_us",
                          "t29"."window_us",
                          COALESCE("t29"."person", "t29"."journey") AS "thread",
                          0 AS "outcome",
                          "t29"."entered_us" AS "end_us",
                          "t29"."entered_day" AS "end_day",
                          "t29"."entered_exact" AS "end_exact",
                          0 AS "value"
                        FROM (
                          SELECT
                            *
                          FROM (
                            SELECT
                              *
                            FROM "t21" AS "t22"
                            WHERE
                              "t22"."role" IN ('nurture', 'out', 'lost', 'expired')
                              AND "t22"."entered_us" IS NOT NULL
                          ) AS "t26"
                          WHERE
                            "t26"."entered_day" >= "t26"."first_day"
                            AND "t26"."entered_day" < "t26"."end_day"
                        ) AS "t29"
                      ) AS "t30"
                    ) AS "t31"
                  ) AS "t33"
                  LEFT OUTER JOIN (
                    SELECT
                      "t20"."journey",
                      MIN("t20"."entered_us") FILTER(WHERE
                        "t20"."position" = "t20"."lead_position") AS "lead_us",
                      MIN("t20"."entered_exact") FILTER(WHERE
                        "t20"."position" = "t20"."lead_position") AS "lead_exact",
                      MIN("t20"."entered_us") FILTER(WHERE
                        "t20"."position" = "t20"."deal_position") AS "opportunity_us",
                      MIN("t20"."entered_exact") FILTER(WHERE
                        "t20"."position" = "t20"."deal_position") AS "opportunity_exact"
                    FROM (
                      SELECT
                        "t11"."unit",
                        "t11"."journey",
                        "t11"."person",
                        "t11"."segment",
                        "t11"."bucket",
                        "t11"."place",
                        "t11"."position",
                        "t11"."role",
                        "t11"."entered_us",
                        "t11"."entered_day",
                        CAST(CASE WHEN "t11"."entered_exact" THEN 1 ELSE 0 END AS BIGINT) AS "entered_exact",
                        "t11"."left",
                        "t11"."left_us",
                        "t11"."left_day",
                        "t11"."left_exact",
                        "t11"."left_minutes",
                        "t11"."next_role",
                        "t11"."via",
                        "t11"."reason",
                        "t11"."implied",
                        "t11"."value",
                        "t11"."nth",
                        "t11"."again",
                        "t11"."here",
                        "t11"."onward",
                        "t11"."onward_us",
                        "t11"."onward_day",
                        "t11"."onward_exact",
                        "t11"."onward_minutes",
                        "t11"."ordinal",
                        "t11"."came",
                        "t11"."before_place",
                        "t11"."before_position",
                        "t11"."before_role",
                        "t11"."began_day",
                        "t11"."first_position",
                        "t11"."won_us",
                        "t11"."won_ordinal",
                        "t11"."won_value",
                        "t11"."last_us",
                        "t11"."last_position",
                        "t11"."last_role",
                        "t11"."last_via",
                        "t11"."kept",
                        "t11"."opportunity_type",
                        "t11"."as_of_us",
                        "t11"."as_of_day",
                        "t11"."first_day",
                        "t11"."end_day",
                        "t11"."within_us",
                        "t11"."within_days",
                        "t11"."older_us",
                        "t11"."older_days",
                        "t11"."stages",
                        "t11"."frm_position",
                        "t11"."to_position",
                        "t11"."lead_position",
                        "t11"."deal_position",
                        "t11"."window_us",
                        "t11"."sales_position",
                        "t11"."influence_us"
                      FROM (
                        SELECT
                          *
                        FROM "t5" AS "t6"
                        WHERE
                          "t6"."nth" = 1
                      ) AS "t11"
                    ) AS "t20"
                    GROUP BY
                      1
                  ) AS "t27"
                    ON "t33"."journey" = "t27"."journey"
                ) AS "t34"
              ) AS "t35"
            ) AS "t37"
            INNER JOIN (
              SELECT
                *
              FROM (
                SELECT
                  "t7"."at_us",
                  "t7"."day",
                  "t7"."root",
                  COALESCE("t7"."person", "t7"."journey") AS "thread",
                  COALESCE("t7"."segment", 'unknown') AS "label"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM "told_touches" AS "t0"
                    WHERE
                      "t0"."kind" = 'touched'
                  ) AS "t3"
                  WHERE
                    "t3"."at_us" IS NOT NULL
                ) AS "t7"
              ) AS "t13"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t8"."at_us",
                  "t8"."day",
                  "t8"."root",
                  COALESCE("t8"."person", "t8"."journey") AS "thread",
                  COALESCE("t8"."segment", 'unknown') AS "label"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM "told_moves" AS "t1"
                    WHERE
                      "t1"."kind" = 'inquired'
                  ) AS "t4"
                  WHERE
                    "t4"."at_us" IS NOT NULL
                ) AS "t8"
              ) AS "t14"
            ) AS "t18"
              ON "t37"."thread" = "t18"."thread"
          ) AS "t38"
          WHERE
            (
              "t38"."at_us" <= "t38"."end_us"
            )
            OR (
              NOT (
                "t38"."end_exact"
              ) AND (
                "t38"."day" = "t38"."end_day"
              )
            )
        ) AS "t39"
      ) AS "t40"
    ) AS "t41"
    WHERE
      "t41"."outcome" = 1 AND "t41"."at_us" >= (
        "t41"."end_us" - "t41"."window_us"
      )
  ) AS "t42"
) AS "t43"
