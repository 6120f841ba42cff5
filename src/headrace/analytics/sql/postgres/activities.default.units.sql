WITH "t5" AS (
  SELECT
    *
  FROM "visits" AS "t0"
  WHERE
    "t0"."entered_us" < "t0"."as_of_us"
)
SELECT
  "t41"."unit",
  "t41"."journey",
  "t41"."person",
  "t41"."segment",
  "t41"."won",
  "t41"."revenue",
  "t41"."activity",
  "t41"."times",
  TRUE AS "people",
  CAST("t41"."revenue" AS DOUBLE PRECISION) * CAST("t41"."revenue" AS DOUBLE PRECISION) AS "squares"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t39"."unit",
      "t39"."journey",
      "t39"."person",
      "t39"."segment",
      "t39"."won",
      "t39"."revenue",
      "t39"."activity",
      "t39"."times"
    FROM (
      SELECT
        "t38"."unit",
        "t38"."journey",
        "t38"."person",
        "t38"."segment",
        "t38"."activity",
        "t38"."won",
        "t38"."revenue",
        COUNT(*) AS "times"
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
            "t25"."end_us",
            "t25"."end_day",
            "t25"."end_exact",
            "t31"."at_us",
            "t31"."day",
            "t31"."activity",
            "t31"."thread"
          FROM (
            SELECT
              "t32"."unit",
              "t32"."journey",
              "t32"."person",
              "t32"."segment",
              "t32"."won",
              COALESCE("t32"."revenue", 0) AS "revenue"
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
                CASE
                  WHEN "t28"."won" AND (
                    "t28"."won_us" > -9223372036854775807
                  )
                  THEN "t28"."won_us"
                  ELSE CAST(NULL AS BIGINT)
                END AS "won_us",
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
                "t28"."won",
                CASE WHEN "t28"."won" THEN "t28"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
              FROM (
                SELECT
                  "t20"."unit",
                  "t20"."journey",
                  "t20"."person",
                  "t20"."segment",
                  "t20"."bucket",
                  "t20"."place",
                  "t20"."position",
                  "t20"."role",
                  "t20"."entered_us",
                  "t20"."entered_day",
                  "t20"."entered_exact",
                  "t20"."left",
                  "t20"."left_us",
                  "t20"."left_day",
                  "t20"."left_exact",
                  "t20"."left_minutes",
                  "t20"."next_role",
                  "t20"."via",
                  "t20"."reason",
                  "t20"."implied",
                  "t20"."value",
                  "t20"."nth",
                  "t20"."again",
                  "t20"."here",
                  "t20"."onward",
                  "t20"."onward_us",
                  "t20"."onward_day",
                  "t20"."onward_exact",
                  "t20"."onward_minutes",
                  "t20"."ordinal",
                  "t20"."came",
                  "t20"."before_place",
                  "t20"."before_position",
                  "t20"."before_role",
                  "t20"."began_day",
                  "t20"."first_position",
                  "t20"."won_us",
                  "t20"."won_ordinal",
                  "t20"."won_value",
                  "t20"."last_us",
                  "t20"."last_position",
                  "t20"."last_role",
                  "t20"."last_via",
                  "t20"."kept",
                  "t20"."opportunity_type",
                  "t20"."as_of_us",
                  "t20"."as_of_day",
                  "t20"."first_day",
                  "t20"."end_day",
                  "t20"."within_us",
                  "t20"."within_days",
                  "t20"."older_us",
                  "t20"."older_days",
                  "t20"."stages",
                  "t20"."frm_position",
                  "t20"."to_position",
                  "t20"."lead_position",
                  "t20"."deal_position",
                  "t20"."window_us",
                  "t20"."sales_position",
                  "t20"."influence_us",
                  COALESCE("t20"."won_us" < "t20"."as_of_us", FALSE) AS "won"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM "t5" AS "t9"
                    WHERE
                      "t9"."kept"
                  ) AS "t13"
                  WHERE
                    "t13"."began_day" >= "t13"."first_day"
                    AND "t13"."began_day" < "t13"."end_day"
                    AND "t13"."ordinal" = 1
                ) AS "t20"
              ) AS "t28"
            ) AS "t32"
          ) AS "t34"
          LEFT OUTER JOIN (
            SELECT
              "t19"."unit" AS "told_unit",
              "t19"."end_us",
              "t19"."end_day",
              "t19"."end_exact"
            FROM (
              SELECT
                "t15"."unit",
                "t15"."entered_us" AS "end_us",
                "t15"."entered_day" AS "end_day",
                "t15"."entered_exact" AS "end_exact"
              FROM (
                SELECT
                  *
                FROM "t5" AS "t9"
                WHERE
                  "t9"."role" = 'won' AND "t9"."nth" = 1
              ) AS "t15"
            ) AS "t19"
          ) AS "t25"
            ON "t34"."unit" = "t25"."told_unit"
          INNER JOIN (
            SELECT
              *
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t21"."at_us",
                  "t21"."day",
                  "t21"."activity",
                  COALESCE("t21"."person", "t21"."journey") AS "thread"
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
                  ) AS "t14"
                  WHERE
                    "t14"."at_us" IS NOT NULL
                ) AS "t21"
              ) AS "t26"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t17"."at_us",
                  "t17"."day",
                  "t17"."activity",
                  COALESCE("t17"."person", "t17"."journey") AS "thread"
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
                ) AS "t17"
              ) AS "t23"
            ) AS "t29"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t10"."at_us",
                  "t10"."day",
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
              ) AS "t16"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t18"."at_us",
                  "t18"."day",
                  "t18"."activity",
                  COALESCE("t18"."person", "t18"."journey") AS "thread"
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
                      "t8"."opportunity_type",
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
                ) AS "t18"
              ) AS "t24"
            ) AS "t27"
          ) AS "t31"
            ON "t34"."unit" = "t31"."thread"
        ) AS "t36"
        WHERE
          (
            "t36"."end_us" IS NULL
          )
          OR (
            (
              "t36"."at_us" <= "t36"."end_us"
            )
            OR (
              NOT (
                "t36"."end_exact"
              ) AND (
                "t36"."day" = "t36"."end_day"
              )
            )
          )
      ) AS "t38"
      GROUP BY
        1,
        2,
        3,
        4,
        5,
        6,
        7
    ) AS "t39"
  ) AS "t40"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t35"."unit",
      "t35"."journey",
      "t35"."person",
      "t35"."segment",
      "t35"."won",
      "t35"."revenue",
      '(everybody)' AS "activity",
      CAST(NULL AS BIGINT) AS "times"
    FROM (
      SELECT
        "t34"."unit",
        "t34"."journey",
        "t34"."person",
        "t34"."segment",
        "t34"."won",
        "t34"."revenue",
        "t25"."end_us",
        "t25"."end_day",
        "t25"."end_exact"
      FROM (
        SELECT
          "t32"."unit",
          "t32"."journey",
          "t32"."person",
          "t32"."segment",
          "t32"."won",
          COALESCE("t32"."revenue", 0) AS "revenue"
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
            CASE
              WHEN "t28"."won" AND (
                "t28"."won_us" > -9223372036854775807
              )
              THEN "t28"."won_us"
              ELSE CAST(NULL AS BIGINT)
            END AS "won_us",
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
            "t28"."won",
            CASE WHEN "t28"."won" THEN "t28"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
          FROM (
            SELECT
              "t20"."unit",
              "t20"."journey",
              "t20"."person",
              "t20"."segment",
              "t20"."bucket",
              "t20"."place",
              "t20"."position",
              "t20"."role",
              "t20"."entered_us",
              "t20"."entered_day",
              "t20"."entered_exact",
              "t20"."left",
              "t20"."left_us",
              "t20"."left_day",
              "t20"."left_exact",
              "t20"."left_minutes",
              "t20"."next_role",
              "t20"."via",
              "t20"."reason",
              "t20"."implied",
              "t20"."value",
              "t20"."nth",
              "t20"."again",
              "t20"."here",
              "t20"."onward",
              "t20"."onward_us",
              "t20"."onward_day",
              "t20"."onward_exact",
              "t20"."onward_minutes",
              "t20"."ordinal",
              "t20"."came",
              "t20"."before_place",
              "t20"."before_position",
              "t20"."before_role",
              "t20"."began_day",
              "t20"."first_position",
              "t20"."won_us",
              "t20"."won_ordinal",
              "t20"."won_value",
              "t20"."last_us",
              "t20"."last_position",
              "t20"."last_role",
              "t20"."last_via",
              "t20"."kept",
              "t20"."opportunity_type",
              "t20"."as_of_us",
              "t20"."as_of_day",
              "t20"."first_day",
              "t20"."end_day",
              "t20"."within_us",
              "t20"."within_days",
              "t20"."older_us",
              "t20"."older_days",
              "t20"."stages",
              "t20"."frm_position",
              "t20"."to_position",
              "t20"."lead_position",
              "t20"."deal_position",
              "t20"."window_us",
              "t20"."sales_position",
              "t20"."influence_us",
              COALESCE("t20"."won_us" < "t20"."as_of_us", FALSE) AS "won"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM "t5" AS "t9"
                WHERE
                  "t9"."kept"
              ) AS "t13"
              WHERE
                "t13"."began_day" >= "t13"."first_day"
                AND "t13"."began_day" < "t13"."end_day"
                AND "t13"."ordinal" = 1
            ) AS "t20"
          ) AS "t28"
        ) AS "t32"
      ) AS "t34"
      LEFT OUTER JOIN (
        SELECT
          "t19"."unit" AS "told_unit",
          "t19"."end_us",
          "t19"."end_day",
          "t19"."end_exact"
        FROM (
          SELECT
            "t15"."unit",
            "t15"."entered_us" AS "end_us",
            "t15"."entered_day" AS "end_day",
            "t15"."entered_exact" AS "end_exact"
          FROM (
            SELECT
              *
            FROM "t5" AS "t9"
            WHERE
              "t9"."role" = 'won' AND "t9"."nth" = 1
          ) AS "t15"
        ) AS "t19"
      ) AS "t25"
        ON "t34"."unit" = "t25"."told_unit"
    ) AS "t35"
  ) AS "t37"
) AS "t41"
