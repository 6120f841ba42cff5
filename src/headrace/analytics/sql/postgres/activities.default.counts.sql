WITH "t28" AS (
  SELECT
    "t27"."unit",
    "t27"."journey",
    "t27"."person",
    "t27"."segment",
    "t27"."won_us",
    "t27"."won",
    COALESCE("t27"."revenue", 0) AS "revenue"
  FROM (
    SELECT
      "t21"."unit",
      "t21"."journey",
      "t21"."person",
      "t21"."segment",
      "t21"."bucket",
      "t21"."place",
      "t21"."position",
      "t21"."role",
      "t21"."entered_us",
      "t21"."entered_day",
      "t21"."entered_exact",
      "t21"."left",
      "t21"."left_us",
      "t21"."left_day",
      "t21"."left_exact",
      "t21"."left_minutes",
      "t21"."next_role",
      "t21"."via",
      "t21"."reason",
      "t21"."implied",
      "t21"."value",
      "t21"."nth",
      "t21"."again",
      "t21"."here",
      "t21"."onward",
      "t21"."onward_us",
      "t21"."onward_day",
      "t21"."onward_exact",
      "t21"."onward_minutes",
      "t21"."ordinal",
      "t21"."came",
      "t21"."before_place",
      "t21"."before_position",
      "t21"."before_role",
      "t21"."began_day",
      "t21"."first_position",
      CASE
        WHEN "t21"."won" AND (
          "t21"."won_us" > -9223372036854775807
        )
        THEN "t21"."won_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "won_us",
      "t21"."won_ordinal",
      "t21"."won_value",
      "t21"."last_us",
      "t21"."last_position",
      "t21"."last_role",
      "t21"."last_via",
      "t21"."kept",
      "t21"."opportunity_type",
      "t21"."as_of_us",
      "t21"."as_of_day",
      "t21"."first_day",
      "t21"."end_day",
      "t21"."within_us",
      "t21"."within_days",
      "t21"."older_us",
      "t21"."older_days",
      "t21"."stages",
      "t21"."frm_position",
      "t21"."to_position",
      "t21"."lead_position",
      "t21"."deal_position",
      "t21"."window_us",
      "t21"."sales_position",
      "t21"."influence_us",
      "t21"."won",
      CASE WHEN "t21"."won" THEN "t21"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
    FROM (
      SELECT
        "t14"."unit",
        "t14"."journey",
        "t14"."person",
        "t14"."segment",
        "t14"."bucket",
        "t14"."place",
        "t14"."position",
        "t14"."role",
        "t14"."entered_us",
        "t14"."entered_day",
        "t14"."entered_exact",
        "t14"."left",
        "t14"."left_us",
        "t14"."left_day",
        "t14"."left_exact",
        "t14"."left_minutes",
        "t14"."next_role",
        "t14"."via",
        "t14"."reason",
        "t14"."implied",
        "t14"."value",
        "t14"."nth",
        "t14"."again",
        "t14"."here",
        "t14"."onward",
        "t14"."onward_us",
        "t14"."onward_day",
        "t14"."onward_exact",
        "t14"."onward_minutes",
        "t14"."ordinal",
        "t14"."came",
        "t14"."before_place",
        "t14"."before_position",
        "t14"."before_role",
        "t14"."began_day",
        "t14"."first_position",
        "t14"."won_us",
        "t14"."won_ordinal",
        "t14"."won_value",
        "t14"."last_us",
        "t14"."last_position",
        "t14"."last_role",
        "t14"."last_via",
        "t14"."kept",
        "t14"."opportunity_type",
        "t14"."as_of_us",
        "t14"."as_of_day",
        "t14"."first_day",
        "t14"."end_day",
        "t14"."within_us",
        "t14"."within_days",
        "t14"."older_us",
        "t14"."older_days",
        "t14"."stages",
        "t14"."frm_position",
        "t14"."to_position",
        "t14"."lead_position",
        "t14"."deal_position",
        "t14"."window_us",
        "t14"."sales_position",
        "t14"."influence_us",
        COALESCE("t14"."won_us" < "t14"."as_of_us", FALSE) AS "won"
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
          ) AS "t5"
          WHERE
            "t5"."kept"
        ) AS "t9"
        WHERE
          "t9"."began_day" >= "t9"."first_day"
          AND "t9"."began_day" < "t9"."end_day"
          AND "t9"."ordinal" = 1
      ) AS "t14"
    ) AS "t21"
  ) AS "t27"
)
SELECT
  "t37"."segment",
  "t37"."activity",
  "t37"."people",
  "t37"."won",
  COUNT(*) AS "alike",
  SUM("t37"."times") AS "times",
  SUM("t37"."revenue") AS "revenue",
  SUM("t37"."squares") AS "squares"
FROM (
  SELECT
    "t36"."unit",
    "t36"."journey",
    "t36"."person",
    "t36"."segment",
    "t36"."won",
    "t36"."revenue",
    "t36"."activity",
    "t36"."times",
    TRUE AS "people",
    CAST("t36"."revenue" AS DOUBLE PRECISION) * CAST("t36"."revenue" AS DOUBLE PRECISION) AS "squares"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t34"."unit",
        "t34"."journey",
        "t34"."person",
        "t34"."segment",
        "t34"."won",
        "t34"."revenue",
        "t34"."activity",
        "t34"."times"
      FROM (
        SELECT
          "t33"."unit",
          "t33"."journey",
          "t33"."person",
          "t33"."segment",
          "t33"."activity",
          "t33"."won",
          "t33"."revenue",
          COUNT(*) AS "times"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t30"."unit",
              "t30"."journey",
              "t30"."person",
              "t30"."segment",
              "t30"."won_us",
              "t30"."won",
              "t30"."revenue",
              "t26"."at_us",
              "t26"."activity",
              "t26"."thread"
            FROM "t28" AS "t30"
            INNER JOIN (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t18"."at_us",
                    "t18"."activity",
                    COALESCE("t18"."person", "t18"."journey") AS "thread"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t6"."day",
                        "t6"."person",
                        "t6"."journey",
                        "t6"."kind",
                        "t6"."at_us",
                        "t6"."root",
                        "t6"."exact",
                        "t6"."actor_kind",
                        "t6"."channel",
                        "t6"."campaign",
                        COALESCE("t6"."activity", 'touch') AS "activity",
                        "t6"."direction",
                        "t6"."side",
                        "t6"."segment",
                        "t6"."bucket",
                        "t6"."as_of_us",
                        "t6"."as_of_day",
                        "t6"."first_day",
                        "t6"."end_day",
                        "t6"."within_us",
                        "t6"."within_days",
                        "t6"."older_us",
                        "t6"."older_days",
                        "t6"."stages",
                        "t6"."frm_position",
                        "t6"."to_position",
                        "t6"."lead_position",
                        "t6"."deal_position",
                        "t6"."window_us",
                        "t6"."sales_position",
                        "t6"."influence_us"
                      FROM (
                        SELECT
                          *
                        FROM "told_touches" AS "t2"
                        WHERE
                          "t2"."kind" = 'touched'
                      ) AS "t6"
                    ) AS "t13"
                    WHERE
                      "t13"."at_us" IS NOT NULL
                  ) AS "t18"
                ) AS "t22"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t16"."at_us",
                    "t16"."activity",
                    COALESCE("t16"."person", "t16"."journey") AS "thread"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t7"."day",
                        "t7"."person",
                        "t7"."journey",
                        "t7"."kind",
                        "t7"."at_us",
                        "t7"."root",
                        "t7"."exact",
                        "t7"."actor_kind",
                        "t7"."channel",
                        "t7"."campaign",
                        'meeting' AS "activity",
                        "t7"."direction",
                        "t7"."side",
                        "t7"."segment",
                        "t7"."bucket",
                        "t7"."as_of_us",
                        "t7"."as_of_day",
                        "t7"."first_day",
                        "t7"."end_day",
                        "t7"."within_us",
                        "t7"."within_days",
                        "t7"."older_us",
                        "t7"."older_days",
                        "t7"."stages",
                        "t7"."frm_position",
                        "t7"."to_position",
                        "t7"."lead_position",
                        "t7"."deal_position",
                        "t7"."window_us",
                        "t7"."sales_position",
                        "t7"."influence_us"
                      FROM (
                        SELECT
                          *
                        FROM "told_touches" AS "t2"
                        WHERE
                          "t2"."kind" = 'met'
                      ) AS "t7"
                    ) AS "t11"
                    WHERE
                      "t11"."at_us" IS NOT NULL
                  ) AS "t16"
                ) AS "t19"
              ) AS "t24"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t10"."at_us",
                    "t10"."activity",
                    COALESCE("t10"."person", "t10"."journey") AS "thread"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t1"."day",
                        "t1"."person",
                        "t1"."journey",
                        "t1"."kind",
                        "t1"."at_us",
                        "t1"."root",
                        "t1"."exact",
                        "t1"."actor_kind",
                        "t1"."dials",
                        "t1"."minutes",
                        "t1"."connected",
                        "t1"."segment",
                        "t1"."bucket",
                        "t1"."as_of_us",
                        "t1"."as_of_day",
                        "t1"."first_day",
                        "t1"."end_day",
                        "t1"."within_us",
                        "t1"."within_days",
                        "t1"."older_us",
                        "t1"."older_days",
                        "t1"."stages",
                        "t1"."frm_position",
                        "t1"."to_position",
                        "t1"."lead_position",
                        "t1"."deal_position",
                        "t1"."window_us",
                        "t1"."sales_position",
                        "t1"."influence_us",
                        'call' AS "activity"
                      FROM "told_attempts" AS "t1"
                    ) AS "t4"
                    WHERE
                      "t4"."at_us" IS NOT NULL
                  ) AS "t10"
                ) AS "t15"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t17"."at_us",
                    "t17"."activity",
                    COALESCE("t17"."person", "t17"."journey") AS "thread"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t8"."day",
                        "t8"."person",
                        "t8"."journey",
                        "t8"."kind",
                        "t8"."at_us",
                        "t8"."root",
                        "t8"."exact",
                        "t8"."channel",
                        "t8"."campaign",
                        "t8"."owner",
                        "t8"."value",
                        "t8"."side",
                        "t8"."origin_side",
                        "t8"."segment",
                        "t8"."bucket",
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
                        "t8"."influence_us",
                        'inquiry' AS "activity"
                      FROM (
                        SELECT
                          *
                        FROM "told_moves" AS "t3"
                        WHERE
                          "t3"."kind" = 'inquired'
                      ) AS "t8"
                    ) AS "t12"
                    WHERE
                      "t12"."at_us" IS NOT NULL
                  ) AS "t17"
                ) AS "t20"
              ) AS "t23"
            ) AS "t26"
              ON "t30"."unit" = "t26"."thread"
          ) AS "t32"
          WHERE
            (
              "t32"."won_us" IS NULL
            ) OR (
              "t32"."at_us" <= "t32"."won_us"
            )
        ) AS "t33"
        GROUP BY
          1,
          2,
          3,
          4,
          5,
          6,
          7
      ) AS "t34"
    ) AS "t35"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t29"."unit",
        "t29"."journey",
        "t29"."person",
        "t29"."segment",
        "t29"."won",
        "t29"."revenue",
        '(everybody)' AS "activity",
        CAST(NULL AS BIGINT) AS "times"
      FROM "t28" AS "t29"
    ) AS "t31"
  ) AS "t36"
) AS "t37"
GROUP BY
  1,
  2,
  3,
  4
