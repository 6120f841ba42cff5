WITH "t35" AS (
  SELECT
    "t34"."unit",
    "t34"."journey",
    "t34"."person",
    "t34"."segment",
    "t34"."bucket",
    "t34"."place",
    "t34"."position",
    "t34"."role",
    "t34"."entered_us",
    "t34"."entered_day",
    "t34"."entered_exact",
    "t34"."left",
    "t34"."left_us",
    "t34"."left_day",
    "t34"."left_exact",
    "t34"."left_minutes",
    "t34"."next_role",
    "t34"."via",
    "t34"."reason",
    "t34"."implied",
    "t34"."value",
    "t34"."nth",
    "t34"."again",
    "t34"."here",
    "t34"."onward",
    "t34"."onward_us",
    "t34"."onward_day",
    "t34"."onward_exact",
    "t34"."onward_minutes",
    "t34"."ordinal",
    "t34"."came",
    "t34"."before_place",
    "t34"."before_position",
    "t34"."before_role",
    "t34"."began_day",
    "t34"."first_position",
    "t34"."won_us",
    "t34"."won_ordinal",
    "t34"."won_value",
    "t34"."last_us",
    "t34"."last_position",
    "t34"."last_role",
    "t34"."last_via",
    "t34"."kept",
    "t34"."opportunity_type",
    "t34"."as_of_us",
    "t34"."as_of_day",
    "t34"."first_day",
    "t34"."end_day",
    "t34"."within_us",
    "t34"."within_days",
    "t34"."older_us",
    "t34"."older_days",
    "t34"."stages",
    "t34"."frm_position",
    "t34"."to_position",
    "t34"."lead_position",
    "t34"."deal_position",
    "t34"."window_us",
    "t34"."sales_position",
    "t34"."influence_us",
    CASE
      WHEN "t34"."entered_exact"
      THEN CAST(FLOOR((
        "t34"."as_of_us" - "t34"."entered_us"
      ) / (
        60000000
      )) AS BIGINT)
      ELSE (
        "t34"."as_of_day" - "t34"."entered_day"
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
        WHERE
          "t13"."position" < "t13"."stages"
      ) AS "t20"
      WHERE
        "t20"."entered_day" >= "t20"."first_day"
        AND "t20"."entered_day" < "t20"."end_day"
        AND "t20"."nth" = 1
    ) AS "t30"
    WHERE
      "t30"."position" = 0 AND NOT (
        "t30"."implied"
      )
  ) AS "t34"
)
SELECT
  "t50"."bucket",
  "t50"."segment",
  "t50"."inquiries",
  "t50"."tried",
  "t50"."given",
  "t50"."timed",
  "t50"."in_5_minutes",
  "t50"."in_an_hour",
  "t50"."in_a_day",
  "t50"."total",
  "t50"."system",
  "t50"."hand",
  COUNT(*) AS "alike"
FROM (
  SELECT
    "t49"."unit",
    "t49"."journey",
    "t49"."person",
    "t49"."bucket",
    "t49"."segment",
    TRUE AS "inquiries",
    "t49"."tried" IS NOT NULL AS "tried",
    "t49"."handed" IS NOT NULL AS "given",
    "t49"."entered_exact"
    AND COALESCE((
      "t49"."tried" IS NULL
    ) OR (
      "t49"."timed" = "t49"."tried"
    ), FALSE)
    AND (
      (
        "t49"."as_of_us" - "t49"."entered_us"
      ) >= 86400000000
    ) AS "timed",
    "t49"."entered_exact"
    AND COALESCE((
      "t49"."tried" IS NULL
    ) OR (
      "t49"."timed" = "t49"."tried"
    ), FALSE)
    AND (
      (
        "t49"."as_of_us" - "t49"."entered_us"
      ) >= 86400000000
    )
    AND COALESCE("t49"."tried_us" <= 300000000, FALSE) AS "in_5_minutes",
    "t49"."entered_exact"
    AND COALESCE((
      "t49"."tried" IS NULL
    ) OR (
      "t49"."timed" = "t49"."tried"
    ), FALSE)
    AND (
      (
        "t49"."as_of_us" - "t49"."entered_us"
      ) >= 86400000000
    )
    AND COALESCE("t49"."tried_us" <= 3600000000, FALSE) AS "in_an_hour",
    "t49"."entered_exact"
    AND COALESCE((
      "t49"."tried" IS NULL
    ) OR (
      "t49"."timed" = "t49"."tried"
    ), FALSE)
    AND (
      (
        "t49"."as_of_us" - "t49"."entered_us"
      ) >= 86400000000
    )
    AND COALESCE("t49"."tried_us" <= 86400000000, FALSE) AS "in_a_day",
    CASE
      WHEN "t49"."total" < 2880
      THEN "t49"."total"
      WHEN "t49"."total" < 129600
      THEN "t49"."total" - (
        "t49"."total" % 60
      )
      ELSE "t49"."total" - (
        "t49"."total" % 360
      )
    END AS "total",
    CASE
      WHEN COALESCE("t49"."handed", "t49"."age") < 2880
      THEN COALESCE("t49"."handed", "t49"."age")
      WHEN COALESCE("t49"."handed", "t49"."age") < 129600
      THEN COALESCE("t49"."handed", "t49"."age") - (
        COALESCE("t49"."handed", "t49"."age") % 60
      )
      ELSE COALESCE("t49"."handed", "t49"."age") - (
        COALESCE("t49"."handed", "t49"."age") % 360
      )
    END AS "system",
    CASE
      WHEN CASE
        WHEN "t49"."handed" IS NOT NULL
        THEN GREATEST("t49"."total" - "t49"."handed", 0)
        ELSE CAST(NULL AS BIGINT)
      END < 2880
      THEN CASE
        WHEN "t49"."handed" IS NOT NULL
        THEN GREATEST("t49"."total" - "t49"."handed", 0)
        ELSE CAST(NULL AS BIGINT)
      END
      WHEN CASE
        WHEN "t49"."handed" IS NOT NULL
        THEN GREATEST("t49"."total" - "t49"."handed", 0)
        ELSE CAST(NULL AS BIGINT)
      END < 129600
      THEN CASE
        WHEN "t49"."handed" IS NOT NULL
        THEN GREATEST("t49"."total" - "t49"."handed", 0)
        ELSE CAST(NULL AS BIGINT)
      END - (
        CASE
          WHEN "t49"."handed" IS NOT NULL
          THEN GREATEST("t49"."total" - "t49"."handed", 0)
          ELSE CAST(NULL AS BIGINT)
        END % 60
      )
      ELSE CASE
        WHEN "t49"."handed" IS NOT NULL
        THEN GREATEST("t49"."total" - "t49"."handed", 0)
        ELSE CAST(NULL AS BIGINT)
      END - (
        CASE
          WHEN "t49"."handed" IS NOT NULL
          THEN GREATEST("t49"."total" - "t49"."handed", 0)
          ELSE CAST(NULL AS BIGINT)
        END % 360
      )
    END AS "hand"
  FROM (
    SELECT
      "t48"."unit",
      "t48"."journey",
      "t48"."person",
      "t48"."segment",
      "t48"."bucket",
      "t48"."place",
      "t48"."position",
      "t48"."role",
      "t48"."entered_us",
      "t48"."entered_day",
      "t48"."entered_exact",
      "t48"."left",
      "t48"."left_us",
      "t48"."left_day",
      "t48"."left_exact",
      "t48"."left_minutes",
      "t48"."next_role",
      "t48"."via",
      "t48"."reason",
      "t48"."implied",
      "t48"."value",
      "t48"."nth",
      "t48"."again",
      "t48"."here",
      "t48"."onward",
      "t48"."onward_us",
      "t48"."onward_day",
      "t48"."onward_exact",
      "t48"."onward_minutes",
      "t48"."ordinal",
      "t48"."came",
      "t48"."before_place",
      "t48"."before_position",
      "t48"."before_role",
      "t48"."began_day",
      "t48"."first_position",
      "t48"."won_us",
      "t48"."won_ordinal",
      "t48"."won_value",
      "t48"."last_us",
      "t48"."last_position",
      "t48"."last_role",
      "t48"."last_via",
      "t48"."kept",
      "t48"."opportunity_type",
      "t48"."as_of_us",
      "t48"."as_of_day",
      "t48"."first_day",
      "t48"."end_day",
      "t48"."within_us",
      "t48"."within_days",
      "t48"."older_us",
      "t48"."older_days",
      "t48"."stages",
      "t48"."frm_position",
      "t48"."to_position",
      "t48"."lead_position",
      "t48"."deal_position",
      "t48"."window_us",
      "t48"."sales_position",
      "t48"."influence_us",
      "t48"."age",
      "t48"."try_unit",
      "t48"."tried",
      "t48"."timed",
      "t48"."tried_us",
      "t48"."own_unit",
      "t48"."given",
      LEAST(COALESCE("t48"."given", "t48"."tried"), COALESCE("t48"."tried", "t48"."given")) AS "handed",
      COALESCE("t48"."tried", "t48"."age") AS "total"
    FROM (
      SELECT
        "t37"."unit",
        "t37"."journey",
        "t37"."person",
        "t37"."segment",
        "t37"."bucket",
        "t37"."place",
        "t37"."position",
        "t37"."role",
        "t37"."entered_us",
        "t37"."entered_day",
        "t37"."entered_exact",
        "t37"."left",
        "t37"."left_us",
        "t37"."left_day",
        "t37"."left_exact",
        "t37"."left_minutes",
        "t37"."next_role",
        "t37"."via",
        "t37"."reason",
        "t37"."implied",
        "t37"."value",
        "t37"."nth",
        "t37"."again",
        "t37"."here",
        "t37"."onward",
        "t37"."onward_us",
        "t37"."onward_day",
        "t37"."onward_exact",
        "t37"."onward_minutes",
        "t37"."ordinal",
        "t37"."came",
        "t37"."before_place",
        "t37"."before_position",
        "t37"."before_role",
        "t37"."began_day",
        "t37"."first_position",
        "t37"."won_us",
        "t37"."won_ordinal",
        "t37"."won_value",
        "t37"."last_us",
        "t37"."last_position",
        "t37"."last_role",
        "t37"."last_via",
        "t37"."kept",
        "t37"."opportunity_type",
        "t37"."as_of_us",
        "t37"."as_of_day",
        "t37"."first_day",
        "t37"."end_day",
        "t37"."within_us",
        "t37"."within_days",
        "t37"."older_us",
        "t37"."older_days",
        "t37"."stages",
        "t37"."frm_position",
        "t37"."to_position",
        "t37"."lead_position",
        "t37"."deal_position",
        "t37"."window_us",
        "t37"."sales_position",
        "t37"."influence_us",
        "t37"."age",
        "t46"."try_unit",
        "t46"."tried",
        "t46"."timed",
        "t46"."tried_us",
        "t47"."own_unit",
        "t47"."given"
      FROM "t35" AS "t37"
      LEFT OUTER JOIN (
        SELECT
          "t42"."unit" AS "try_unit",
          MIN("t42"."minutes") AS "tried",
          MIN("t42"."minutes") FILTER(WHERE
            "t42"."timed") AS "timed",
          MIN("t42"."us") FILTER(WHERE
            "t42"."timed") AS "tried_us"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t39"."unit",
              "t39"."entered_exact" AND "t33"."exact" AS "timed",
              "t33"."at_us" - "t39"."entered_us" AS "us",
              CASE
                WHEN "t39"."entered_exact" AND "t33"."exact"
                THEN CASE
                  WHEN (
                    "t33"."at_us" - "t39"."entered_us"
                  ) >= 0
                  THEN CAST(FLOOR((
                    "t33"."at_us" - "t39"."entered_us"
                  ) / (
                    60000000
                  )) AS BIGINT)
                  ELSE -1 - CAST(FLOOR((
                    -1 - (
                      "t33"."at_us" - "t39"."entered_us"
                    )
                  ) / (
                    60000000
                  )) AS BIGINT)
                END
                ELSE (
                  "t33"."day" - "t39"."entered_day"
                ) * 1440
              END AS "minutes"
            FROM (
              SELECT
                "t36"."unit",
                "t36"."entered_us",
                "t36"."entered_day",
                "t36"."entered_exact"
              FROM "t35" AS "t36"
            ) AS "t39"
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
              ON "t39"."unit" = "t33"."thread"
          ) AS "t40"
          WHERE
            "t40"."minutes" >= 0
        ) AS "t42"
        GROUP BY
          1
      ) AS "t46"
        ON "t37"."unit" = "t46"."try_unit"
      LEFT OUTER JOIN (
        SELECT
          "t43"."unit" AS "own_unit",
          MIN("t43"."minutes") AS "given"
        FROM (
          SELECT
            "t41"."unit",
            "t41"."timed",
            "t41"."us",
            GREATEST("t41"."minutes", 0) AS "minutes"
          FROM (
            SELECT
              "t39"."unit",
              "t39"."entered_exact" AND "t31"."exact" AS "timed",
              "t31"."at_us" - "t39"."entered_us" AS "us",
              CASE
                WHEN "t39"."entered_exact" AND "t31"."exact"
                THEN CASE
                  WHEN (
                    "t31"."at_us" - "t39"."entered_us"
                  ) >= 0
                  THEN CAST(FLOOR((
                    "t31"."at_us" - "t39"."entered_us"
                  ) / (
                    60000000
                  )) AS BIGINT)
                  ELSE -1 - CAST(FLOOR((
                    -1 - (
                      "t31"."at_us" - "t39"."entered_us"
                    )
                  ) / (
                    60000000
                  )) AS BIGINT)
                END
                ELSE (
                  "t31"."day" - "t39"."entered_day"
                ) * 1440
              END AS "minutes"
            FROM (
              SELECT
                "t36"."unit",
                "t36"."entered_us",
                "t36"."entered_day",
                "t36"."entered_exact"
              FROM "t35" AS "t36"
            ) AS "t39"
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
            ) AS "t31"
              ON "t39"."unit" = "t31"."thread"
          ) AS "t41"
        ) AS "t43"
        GROUP BY
          1
      ) AS "t47"
        ON "t37"."unit" = "t47"."own_unit"
    ) AS "t48"
  ) AS "t49"
) AS "t50"
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
