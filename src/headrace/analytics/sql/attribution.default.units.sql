WITH "t8" AS (
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
    "t5"."won_us",
    "t5"."won_ordinal",
    "t5"."won_value",
    "t5"."last_us",
    "t5"."last_position",
    "t5"."last_role",
    "t5"."last_via",
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
    FROM "visits" AS "t2"
    WHERE
      (
        "t2"."entered_us" < "t2"."as_of_us"
      ) OR (
        "t2"."entered_us" IS NULL
      )
  ) AS "t5"
), "t23" AS (
  SELECT
    "t19"."unit",
    "t19"."journey",
    "t19"."person",
    "t19"."segment",
    "t19"."bucket",
    "t19"."place",
    "t19"."position",
    "t19"."role",
    "t19"."entered_us",
    "t19"."entered_day",
    "t19"."entered_exact",
    "t19"."left_us",
    "t19"."left_day",
    "t19"."left_exact",
    "t19"."left_minutes",
    "t19"."next_role",
    "t19"."via",
    "t19"."reason",
    "t19"."implied",
    "t19"."value",
    "t19"."nth",
    "t19"."again_us",
    "t19"."until_us",
    "t19"."onward_us",
    "t19"."onward_day",
    "t19"."onward_exact",
    "t19"."onward_minutes",
    "t19"."ordinal",
    "t19"."came",
    "t19"."before_place",
    "t19"."before_position",
    "t19"."before_role",
    "t19"."began_day",
    "t19"."first_position",
    "t19"."won_us",
    "t19"."won_ordinal",
    "t19"."won_value",
    "t19"."last_us",
    "t19"."last_position",
    "t19"."last_role",
    "t19"."last_via",
    "t19"."kept",
    "t19"."opportunity_type",
    "t19"."as_of_us",
    "t19"."as_of_day",
    "t19"."first_day",
    "t19"."end_day",
    "t19"."within_us",
    "t19"."within_days",
    "t19"."older_us",
    "t19"."older_days",
    "t19"."stages",
    "t19"."frm_position",
    "t19"."to_position",
    "t19"."lead_position",
    "t19"."deal_position",
    "t19"."window_us",
    "t19"."sales_position",
    "t19"."influence_us"
  FROM (
    SELECT
      *
    FROM "t8" AS "t11"
    WHERE
      "t11"."until_us" IS NULL AND NOT (
        "t11"."implied"
      ) AND "t11"."kept"
  ) AS "t19"
  ANTI JOIN (
    SELECT
      *
    FROM "t8" AS "t11"
    WHERE
      "t11"."role" = 'won'
  ) AS "t18"
    ON "t19"."journey" = "t18"."journey"
)
SELECT DISTINCT
  *
FROM (
  SELECT
    "t41"."journey",
    "t41"."person",
    "t41"."label",
    "t41"."journey" AS "unit",
    TRUE AS "deals"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t39"."number",
        "t39"."journey",
        "t39"."person",
        "t39"."outcome",
        "t39"."end_us",
        "t39"."window_us",
        "t39"."label",
        "t39"."at_us",
        "t39"."root"
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
            "t37"."value",
            "t37"."lead_us",
            "t37"."opportunity_us",
            "t37"."number",
            "t13"."at_us",
            "t13"."root",
            "t13"."label"
          FROM (
            SELECT
              "t35"."journey",
              "t35"."person",
              "t35"."as_of_us",
              "t35"."window_us",
              "t35"."thread",
              "t35"."outcome",
              "t35"."end_us",
              "t35"."value",
              "t35"."lead_us",
              "t35"."opportunity_us",
              ROW_NUMBER() OVER (
                ORDER BY "t35"."journey" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) - 1 AS "number"
            FROM (
              SELECT
                "t34".*
                EXCLUDE ("journey_right")
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
                  "t22"."journey" AS "journey_right",
                  "t22"."lead_us",
                  "t22"."opportunity_us"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t26"."journey",
                      "t26"."person",
                      "t26"."as_of_us",
                      "t26"."window_us",
                      COALESCE("t26"."person", "t26"."journey") AS "thread",
                      2 AS "outcome",
                      CAST(NULL AS BIGINT) AS "end_us",
                      0 AS "value"
                    FROM (
                      SELECT
                        *
                      FROM "t23" AS "t25"
                      WHERE
                        "t25"."role" = 'stage'
                    ) AS "t26"
                  ) AS "t28"
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t20"."journey",
                        "t20"."person",
                        "t20"."as_of_us",
                        "t20"."window_us",
                        COALESCE("t20"."person", "t20"."journey") AS "thread",
                        1 AS "outcome",
                        "t20"."entered_us" AS "end_us",
                        COALESCE("t20"."value", 0) AS "value"
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            *
                          FROM "t8" AS "t11"
                          WHERE
                            "t11"."role" = 'won'
                            AND "t11"."nth" = 1
                            AND "t11"."kept"
                            AND "t11"."entered_us" IS NOT NULL
                        ) AS "t16"
                        WHERE
                          "t16"."entered_day" >= "t16"."first_day"
                          AND "t16"."entered_day" < "t16"."end_day"
                      ) AS "t20"
                    ) AS "t24"
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
                        0 AS "value"
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            *
                          FROM "t23" AS "t25"
                          WHERE
                            "t25"."role" IN ('nurture', 'out', 'lost', 'expired')
                            AND "t25"."entered_us" IS NOT NULL
                        ) AS "t27"
                        WHERE
                          "t27"."entered_day" >= "t27"."first_day"
                          AND "t27"."entered_day" < "t27"."end_day"
                      ) AS "t29"
                    ) AS "t30"
                  ) AS "t31"
                ) AS "t33"
                LEFT OUTER JOIN (
                  SELECT
                    "t15"."journey",
                    MIN("t15"."entered_us") FILTER(WHERE
                      "t15"."position" = "t15"."lead_position") AS "lead_us",
                    MIN("t15"."entered_us") FILTER(WHERE
                      "t15"."position" = "t15"."deal_position") AS "opportunity_us"
                  FROM (
                    SELECT
                      *
                    FROM "t8" AS "t11"
                    WHERE
                      "t11"."nth" = 1
                  ) AS "t15"
                  GROUP BY
                    1
                ) AS "t22"
                  ON "t33"."journey" = "t22"."journey"
              ) AS "t34"
            ) AS "t35"
          ) AS "t37"
          INNER JOIN (
            SELECT
              *
            FROM (
              SELECT
                "t6"."at_us",
                "t6"."root",
                COALESCE("t6"."person", "t6"."journey") AS "thread",
                COALESCE("t6"."segment", 'unknown') AS "label"
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
              ) AS "t6"
            ) AS "t9"
            UNION ALL
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
                  FROM "told_moves" AS "t1"
                  WHERE
                    "t1"."kind" = 'inquired'
                ) AS "t4"
                WHERE
                  "t4"."at_us" IS NOT NULL
              ) AS "t7"
            ) AS "t10"
          ) AS "t13"
            ON "t37"."thread" = "t13"."thread"
        ) AS "t38"
        WHERE
          "t38"."at_us" <= COALESCE("t38"."end_us", "t38"."as_of_us" - 1)
      ) AS "t39"
    ) AS "t40"
    WHERE
      "t40"."outcome" = 1 AND "t40"."at_us" >= (
        "t40"."end_us" - "t40"."window_us"
      )
  ) AS "t41"
) AS "t42"
