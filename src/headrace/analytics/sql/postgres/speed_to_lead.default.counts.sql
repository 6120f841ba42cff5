WITH "t36" AS (
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
    "t35"."again_us",
    "t35"."until_us",
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
    CASE
      WHEN "t35"."entered_exact"
      THEN CAST(FLOOR(
        CAST((
          "t35"."as_of_us" - "t35"."entered_us"
        ) AS DOUBLE PRECISION) / (
          60000000
        )
      ) AS BIGINT)
      ELSE (
        "t35"."as_of_day" - "t35"."entered_day"
      ) * 1440
    END AS "age"
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
            "t13"."left_minutes",
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
            "t13"."onward_minutes",
            "t13"."ordinal",
            "t13"."came",
            "t13"."before_place",
            "t13"."before_position",
            "t13"."before_role",
            "t13"."began_day",
            "t13"."first_position",
            "t13"."won_us",
            "t13"."won_ordinal",
            "t13"."won_value",
            "t13"."last_us",
            "t13"."last_position",
            "t13"."last_role",
            "t13"."last_via",
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
            FROM (
              SELECT
                *
              FROM "visits" AS "t0"
              WHERE
                "t0"."entered_us" < "t0"."as_of_us"
            ) AS "t6"
            WHERE
              "t6"."kept"
          ) AS "t13"
        ) AS "t20"
        WHERE
          "t20"."position" < "t20"."stages"
      ) AS "t32"
      WHERE
        "t32"."entered_day" >= "t32"."first_day"
        AND "t32"."entered_day" < "t32"."end_day"
        AND "t32"."nth" = 1
    ) AS "t34"
    WHERE
      "t34"."position" = 0 AND NOT (
        "t34"."implied"
      )
  ) AS "t35"
)
SELECT
  "t51"."bucket",
  "t51"."segment",
  "t51"."inquiries",
  "t51"."tried",
  "t51"."given",
  "t51"."timed",
  "t51"."in_5_minutes",
  "t51"."in_an_hour",
  "t51"."in_a_day",
  "t51"."total",
  "t51"."system",
  "t51"."hand",
  COUNT(*) AS "alike"
FROM (
  SELECT
    "t50"."unit",
    "t50"."journey",
    "t50"."person",
    "t50"."bucket",
    "t50"."segment",
    TRUE AS "inquiries",
    "t50"."tried" IS NOT NULL AS "tried",
    "t50"."handed" IS NOT NULL AS "given",
    "t50"."entered_exact"
    AND COALESCE((
      "t50"."tried" IS NULL
    ) OR (
      "t50"."timed" = "t50"."tried"
    ), FALSE)
    AND (
      (
        "t50"."as_of_us" - "t50"."entered_us"
      ) >= 86400000000
    ) AS "timed",
    "t50"."entered_exact"
    AND COALESCE((
      "t50"."tried" IS NULL
    ) OR (
      "t50"."timed" = "t50"."tried"
    ), FALSE)
    AND (
      (
        "t50"."as_of_us" - "t50"."entered_us"
      ) >= 86400000000
    )
    AND COALESCE("t50"."tried_us" <= 300000000, FALSE) AS "in_5_minutes",
    "t50"."entered_exact"
    AND COALESCE((
      "t50"."tried" IS NULL
    ) OR (
      "t50"."timed" = "t50"."tried"
    ), FALSE)
    AND (
      (
        "t50"."as_of_us" - "t50"."entered_us"
      ) >= 86400000000
    )
    AND COALESCE("t50"."tried_us" <= 3600000000, FALSE) AS "in_an_hour",
    "t50"."entered_exact"
    AND COALESCE((
      "t50"."tried" IS NULL
    ) OR (
      "t50"."timed" = "t50"."tried"
    ), FALSE)
    AND (
      (
        "t50"."as_of_us" - "t50"."entered_us"
      ) >= 86400000000
    )
    AND COALESCE("t50"."tried_us" <= 86400000000, FALSE) AS "in_a_day",
    CASE
      WHEN "t50"."total" < 2880
      THEN "t50"."total"
      WHEN "t50"."total" < 129600
      THEN "t50"."total" - (
        "t50"."total" % 60
      )
      ELSE "t50"."total" - (
        "t50"."total" % 360
      )
    END AS "total",
    CASE
      WHEN COALESCE("t50"."handed", "t50"."age") < 2880
      THEN COALESCE("t50"."handed", "t50"."age")
      WHEN COALESCE("t50"."handed", "t50"."age") < 129600
      THEN COALESCE("t50"."handed", "t50"."age") - (
        COALESCE("t50"."handed", "t50"."age") % 60
      )
      ELSE COALESCE("t50"."handed", "t50"."age") - (
        COALESCE("t50"."handed", "t50"."age") % 360
      )
    END AS "system",
    CASE
      WHEN GREATEST("t50"."total" - "t50"."handed", 0) < 2880
      THEN GREATEST("t50"."total" - "t50"."handed", 0)
      WHEN GREATEST("t50"."total" - "t50"."handed", 0) < 129600
      THEN GREATEST("t50"."total" - "t50"."handed", 0) - (
        GREATEST("t50"."total" - "t50"."handed", 0) % 60
      )
      ELSE GREATEST("t50"."total" - "t50"."handed", 0) - (
        GREATEST("t50"."total" - "t50"."handed", 0) % 360
      )
    END AS "hand"
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
      "t49"."again_us",
      "t49"."until_us",
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
      "t49"."age",
      "t49"."try_unit",
      "t49"."tried",
      "t49"."timed",
      "t49"."tried_us",
      "t49"."own_unit",
      "t49"."given",
      LEAST(COALESCE("t49"."given", "t49"."tried"), COALESCE("t49"."tried", "t49"."given")) AS "handed",
      COALESCE("t49"."tried", "t49"."age") AS "total"
    FROM (
      SELECT
        "t38"."unit",
        "t38"."journey",
        "t38"."person",
        "t38"."segment",
        "t38"."bucket",
        "t38"."place",
        "t38"."position",
        "t38"."role",
        "t38"."entered_us",
        "t38"."entered_day",
        "t38"."entered_exact",
        "t38"."left_us",
        "t38"."left_day",
        "t38"."left_exact",
        "t38"."left_minutes",
        "t38"."next_role",
        "t38"."via",
        "t38"."reason",
        "t38"."implied",
        "t38"."value",
        "t38"."nth",
        "t38"."again_us",
        "t38"."until_us",
        "t38"."onward_us",
        "t38"."onward_day",
        "t38"."onward_exact",
        "t38"."onward_minutes",
        "t38"."ordinal",
        "t38"."came",
        "t38"."before_place",
        "t38"."before_position",
        "t38"."before_role",
        "t38"."began_day",
        "t38"."first_position",
        "t38"."won_us",
        "t38"."won_ordinal",
        "t38"."won_value",
        "t38"."last_us",
        "t38"."last_position",
        "t38"."last_role",
        "t38"."last_via",
        "t38"."kept",
        "t38"."opportunity_type",
        "t38"."as_of_us",
        "t38"."as_of_day",
        "t38"."first_day",
        "t38"."end_day",
        "t38"."within_us",
        "t38"."within_days",
        "t38"."older_us",
        "t38"."older_days",
        "t38"."stages",
        "t38"."frm_position",
        "t38"."to_position",
        "t38"."lead_position",
        "t38"."deal_position",
        "t38"."window_us",
        "t38"."sales_position",
        "t38"."influence_us",
        "t38"."age",
        "t47"."try_unit",
        "t47"."tried",
        "t47"."timed",
        "t47"."tried_us",
        "t48"."own_unit",
        "t48"."given"
      FROM "t36" AS "t38"
      LEFT OUTER JOIN (
        SELECT
          "t43"."unit" AS "try_unit",
          MIN("t43"."minutes") AS "tried",
          MIN("t43"."minutes") FILTER(WHERE
            "t43"."timed") AS "timed",
          MIN("t43"."us") FILTER(WHERE
            "t43"."timed") AS "tried_us"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t40"."unit",
              "t40"."entered_exact" AND "t33"."exact" AS "timed",
              "t33"."at_us" - "t40"."entered_us" AS "us",
              CASE
                WHEN "t40"."entered_exact" AND "t33"."exact"
                THEN CASE
                  WHEN (
                    "t33"."at_us" - "t40"."entered_us"
                  ) >= 0
                  THEN CAST(FLOOR(
                    CAST((
                      "t33"."at_us" - "t40"."entered_us"
                    ) AS DOUBLE PRECISION) / (
                      60000000
                    )
                  ) AS BIGINT)
                  ELSE -1 - CAST(FLOOR(
                    CAST((
                      -1 - (
                        "t33"."at_us" - "t40"."entered_us"
                      )
                    ) AS DOUBLE PRECISION) / (
                      60000000
                    )
                  ) AS BIGINT)
                END
                ELSE (
                  "t33"."day" - "t40"."entered_day"
                ) * 1440
              END AS "minutes"
            FROM (
              SELECT
                "t37"."unit",
                "t37"."entered_us",
                "t37"."entered_day",
                "t37"."entered_exact"
              FROM "t36" AS "t37"
            ) AS "t40"
            INNER JOIN (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t16"."day",
                    "t16"."exact",
                    "t16"."at_us",
                    COALESCE("t16"."person", "t16"."journey") AS "thread"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        *
                      FROM "told_attempts" AS "t3"
                      WHERE
                        "t3"."actor_kind" <> 'rule'
                    ) AS "t9"
                    WHERE
                      "t9"."day" IS NOT NULL
                  ) AS "t16"
                ) AS "t23"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t17"."day",
                    "t17"."exact",
                    "t17"."at_us",
                    COALESCE("t17"."person", "t17"."journey") AS "thread"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        *
                      FROM "told_touches" AS "t4"
                      WHERE
                        "t4"."kind" = 'met' AND "t4"."actor_kind" <> 'rule'
                    ) AS "t10"
                    WHERE
                      "t10"."day" IS NOT NULL
                  ) AS "t17"
                ) AS "t24"
              ) AS "t28"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t18"."day",
                    "t18"."exact",
                    "t18"."at_us",
                    COALESCE("t18"."person", "t18"."journey") AS "thread"
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
                    ) AS "t11"
                    WHERE
                      "t11"."day" IS NOT NULL
                  ) AS "t18"
                ) AS "t25"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t19"."day",
                    "t19"."exact",
                    "t19"."at_us",
                    COALESCE("t19"."person", "t19"."journey") AS "thread"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        *
                      FROM "told_answers" AS "t5"
                      WHERE
                        "t5"."grade" <> 'unknown' AND "t5"."actor_kind" IN ('person', 'import')
                    ) AS "t12"
                    WHERE
                      "t12"."day" IS NOT NULL
                  ) AS "t19"
                ) AS "t26"
              ) AS "t29"
            ) AS "t33"
              ON "t40"."unit" = "t33"."thread"
          ) AS "t41"
          WHERE
            "t41"."minutes" >= 0
        ) AS "t43"
        GROUP BY
          1
      ) AS "t47"
        ON "t38"."unit" = "t47"."try_unit"
      LEFT OUTER JOIN (
        SELECT
          "t44"."unit" AS "own_unit",
          MIN("t44"."minutes") AS "given"
        FROM (
          SELECT
            "t42"."unit",
            "t42"."timed",
            "t42"."us",
            GREATEST("t42"."minutes", 0) AS "minutes"
          FROM (
            SELECT
              "t40"."unit",
              "t40"."entered_exact" AND "t30"."exact" AS "timed",
              "t30"."at_us" - "t40"."entered_us" AS "us",
              CASE
                WHEN "t40"."entered_exact" AND "t30"."exact"
                THEN CASE
                  WHEN (
                    "t30"."at_us" - "t40"."entered_us"
                  ) >= 0
                  THEN CAST(FLOOR(
                    CAST((
                      "t30"."at_us" - "t40"."entered_us"
                    ) AS DOUBLE PRECISION) / (
                      60000000
                    )
                  ) AS BIGINT)
                  ELSE -1 - CAST(FLOOR(
                    CAST((
                      -1 - (
                        "t30"."at_us" - "t40"."entered_us"
                      )
                    ) AS DOUBLE PRECISION) / (
                      60000000
                    )
                  ) AS BIGINT)
                END
                ELSE (
                  "t30"."day" - "t40"."entered_day"
                ) * 1440
              END AS "minutes"
            FROM (
              SELECT
                "t37"."unit",
                "t37"."entered_us",
                "t37"."entered_day",
                "t37"."entered_exact"
              FROM "t36" AS "t37"
            ) AS "t40"
            INNER JOIN (
              SELECT
                *
              FROM (
                SELECT
                  "t14"."day",
                  "t14"."exact",
                  "t14"."at_us",
                  COALESCE("t14"."person", "t14"."journey") AS "thread"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM "told_moves" AS "t1"
                    WHERE
                      "t1"."owner" IS NOT NULL AND "t1"."kind" <> 'expired'
                  ) AS "t7"
                  WHERE
                    "t7"."day" IS NOT NULL
                ) AS "t14"
              ) AS "t21"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t15"."day",
                  "t15"."exact",
                  "t15"."at_us",
                  COALESCE("t15"."person", "t15"."journey") AS "thread"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM "told_deals" AS "t2"
                    WHERE
                      "t2"."owner" IS NOT NULL AND "t2"."kind" = 'routed'
                  ) AS "t8"
                  WHERE
                    "t8"."day" IS NOT NULL
                ) AS "t15"
              ) AS "t22"
            ) AS "t30"
              ON "t40"."unit" = "t30"."thread"
          ) AS "t42"
        ) AS "t44"
        GROUP BY
          1
      ) AS "t48"
        ON "t38"."unit" = "t48"."own_unit"
    ) AS "t49"
  ) AS "t50"
) AS "t51"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8,
  9,
  10,
  11,
  12
