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
    "t40"."journey",
    "t40"."person",
    "t40"."label",
    "t40"."journey" AS "unit",
    TRUE AS "deals"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t38"."number",
        "t38"."journey",
        "t38"."person",
        "t38"."outcome",
        "t38"."end_us",
        "t38"."window_us",
        "t38"."label",
        "t38"."at_us",
        "t38"."root"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t36"."journey",
            "t36"."person",
            "t36"."as_of_us",
            "t36"."window_us",
            "t36"."thread",
            "t36"."outcome",
            "t36"."end_us",
            "t36"."value",
            "t36"."lead_us",
            "t36"."opportunity_us",
            "t36"."number",
            "t18"."at_us",
            "t18"."root",
            "t18"."label"
          FROM (
            SELECT
              "t34"."journey",
              "t34"."person",
              "t34"."as_of_us",
              "t34"."window_us",
              "t34"."thread",
              "t34"."outcome",
              "t34"."end_us",
              "t34"."value",
              "t34"."lead_us",
              "t34"."opportunity_us",
              ROW_NUMBER() OVER (
                ORDER BY "t34"."journey" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) - 1 AS "number"
            FROM (
              SELECT
                "t33"."journey",
                "t33"."person",
                "t33"."as_of_us",
                "t33"."window_us",
                "t33"."thread",
                "t33"."outcome",
                "t33"."end_us",
                "t33"."value",
                "t33"."lead_us",
                "t33"."opportunity_us"
              FROM (
                SELECT
                  "t32"."journey",
                  "t32"."person",
                  "t32"."as_of_us",
                  "t32"."window_us",
                  "t32"."thread",
                  "t32"."outcome",
                  "t32"."end_us",
                  "t32"."value",
                  "t22"."journey" AS "journey_right",
                  "t22"."lead_us",
                  "t22"."opportunity_us"
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
                      CAST(NULL AS BIGINT) AS "end_us",
                      0 AS "value"
                    FROM (
                      SELECT
                        *
                      FROM "t21" AS "t23"
                      WHERE
                        "t23"."role" = 'stage'
                    ) AS "t25"
                  ) AS "t27"
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
                    ) AS "t24"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t28"."journey",
                        "t28"."person",
                        "t28"."as_of_us",
                        "t28"."window_us",
                        COALESCE("t28"."person", "t28"."journey") AS "thread",
                        0 AS "outcome",
                        "t28"."entered_us" AS "end_us",
                        0 AS "value"
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            *
                          FROM "t21" AS "t23"
                          WHERE
                            "t23"."role" IN ('nurture', 'out', 'lost', 'expired')
                            AND "t23"."entered_us" IS NOT NULL
                        ) AS "t26"
                        WHERE
                          "t26"."entered_day" >= "t26"."first_day"
                          AND "t26"."entered_day" < "t26"."end_day"
                      ) AS "t28"
                    ) AS "t29"
                  ) AS "t30"
                ) AS "t32"
                LEFT OUTER JOIN (
                  SELECT
                    "t11"."journey",
                    MIN("t11"."entered_us") FILTER(WHERE
                      "t11"."position" = "t11"."lead_position") AS "lead_us",
                    MIN("t11"."entered_us") FILTER(WHERE
                      "t11"."position" = "t11"."deal_position") AS "opportunity_us"
                  FROM (
                    SELECT
                      *
                    FROM "t5" AS "t6"
                    WHERE
                      "t6"."nth" = 1
                  ) AS "t11"
                  GROUP BY
                    1
                ) AS "t22"
                  ON "t32"."journey" = "t22"."journey"
              ) AS "t33"
            ) AS "t34"
          ) AS "t36"
          INNER JOIN (
            SELECT
              *
            FROM (
              SELECT
                "t7"."at_us",
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
            ON "t36"."thread" = "t18"."thread"
        ) AS "t37"
        WHERE
          "t37"."at_us" <= COALESCE("t37"."end_us", "t37"."as_of_us" - 1)
      ) AS "t38"
    ) AS "t39"
    WHERE
      "t39"."outcome" = 1 AND "t39"."at_us" >= (
        "t39"."end_us" - "t39"."window_us"
      )
  ) AS "t40"
) AS "t41"
