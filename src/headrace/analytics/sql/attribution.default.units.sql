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
    "t5"."ordinal",
    "t5"."came",
    "t5"."before_place",
    "t5"."before_position",
    "t5"."before_role",
    "t5"."began_day",
    "t5"."first_position",
    "t5"."kept",
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
    "t5"."window_us"
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
), "t22" AS (
  SELECT
    "t18"."unit",
    "t18"."journey",
    "t18"."person",
    "t18"."segment",
    "t18"."bucket",
    "t18"."place",
    "t18"."position",
    "t18"."role",
    "t18"."entered_us",
    "t18"."entered_day",
    "t18"."entered_exact",
    "t18"."left_us",
    "t18"."left_day",
    "t18"."left_exact",
    "t18"."next_role",
    "t18"."via",
    "t18"."reason",
    "t18"."implied",
    "t18"."value",
    "t18"."nth",
    "t18"."again_us",
    "t18"."until_us",
    "t18"."onward_us",
    "t18"."onward_day",
    "t18"."onward_exact",
    "t18"."ordinal",
    "t18"."came",
    "t18"."before_place",
    "t18"."before_position",
    "t18"."before_role",
    "t18"."began_day",
    "t18"."first_position",
    "t18"."kept",
    "t18"."as_of_us",
    "t18"."as_of_day",
    "t18"."first_day",
    "t18"."end_day",
    "t18"."within_us",
    "t18"."within_days",
    "t18"."older_us",
    "t18"."older_days",
    "t18"."stages",
    "t18"."frm_position",
    "t18"."to_position",
    "t18"."lead_position",
    "t18"."deal_position",
    "t18"."window_us"
  FROM (
    SELECT
      *
    FROM "t8" AS "t10"
    WHERE
      "t10"."until_us" IS NULL AND NOT (
        "t10"."implied"
      ) AND "t10"."kept"
  ) AS "t18"
  ANTI JOIN (
    SELECT
      *
    FROM "t8" AS "t10"
    WHERE
      "t10"."role" = 'won'
  ) AS "t17"
    ON "t18"."journey" = "t17"."journey"
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
            "t12"."at_us",
            "t12"."root",
            "t12"."label"
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
                "t33".*
                EXCLUDE ("journey_right")
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
                  "t21"."journey" AS "journey_right",
                  "t21"."lead_us",
                  "t21"."opportunity_us"
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
                      FROM "t22" AS "t24"
                      WHERE
                        "t24"."role" = 'stage'
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
                          FROM "t8" AS "t10"
                          WHERE
                            "t10"."role" = 'won'
                            AND "t10"."nth" = 1
                            AND "t10"."kept"
                            AND "t10"."entered_us" IS NOT NULL
                        ) AS "t15"
                        WHERE
                          "t15"."entered_day" >= "t15"."first_day"
                          AND "t15"."entered_day" < "t15"."end_day"
                      ) AS "t19"
                    ) AS "t23"
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
                          FROM "t22" AS "t24"
                          WHERE
                            "t24"."role" IN ('nurture', 'out', 'lost', 'expired')
                            AND "t24"."entered_us" IS NOT NULL
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
                    "t14"."journey",
                    MIN("t14"."entered_us") FILTER(WHERE
                      "t14"."position" = "t14"."lead_position") AS "lead_us",
                    MIN("t14"."entered_us") FILTER(WHERE
                      "t14"."position" = "t14"."deal_position") AS "opportunity_us"
                  FROM (
                    SELECT
                      *
                    FROM "t8" AS "t10"
                    WHERE
                      "t10"."nth" = 1
                  ) AS "t14"
                  GROUP BY
                    1
                ) AS "t21"
                  ON "t32"."journey" = "t21"."journey"
              ) AS "t33"
            ) AS "t34"
          ) AS "t36"
          INNER JOIN (
            SELECT
              *
            FROM (
              SELECT
                "t3"."at_us",
                "t3"."root",
                COALESCE("t3"."person", "t3"."journey") AS "thread",
                COALESCE("t3"."segment", 'unknown') AS "label"
              FROM (
                SELECT
                  *
                FROM "told_touches" AS "t0"
                WHERE
                  "t0"."at_us" IS NOT NULL
              ) AS "t3"
            ) AS "t6"
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
            ) AS "t9"
          ) AS "t12"
            ON "t36"."thread" = "t12"."thread"
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
