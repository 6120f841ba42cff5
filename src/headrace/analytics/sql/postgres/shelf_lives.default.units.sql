WITH "t35" AS (
  SELECT
    *
  FROM (
    SELECT
      "t33"."unit",
      "t33"."journey",
      "t33"."person",
      "t33"."segment",
      "t33"."bucket",
      "t33"."place",
      "t33"."position",
      "t33"."role",
      "t33"."entered_us",
      "t33"."entered_day",
      "t33"."entered_exact",
      "t33"."left_us",
      "t33"."left_day",
      "t33"."left_exact",
      "t33"."left_minutes",
      "t33"."next_role",
      "t33"."via",
      "t33"."reason",
      "t33"."implied",
      "t33"."value",
      "t33"."nth",
      "t33"."again_us",
      "t33"."until_us",
      "t33"."onward_us",
      "t33"."onward_day",
      "t33"."onward_exact",
      "t33"."onward_minutes",
      "t33"."ordinal",
      "t33"."came",
      "t33"."before_place",
      "t33"."before_position",
      "t33"."before_role",
      "t33"."began_day",
      "t33"."first_position",
      CASE
        WHEN "t33"."won" AND (
          "t33"."won_us" > -9223372036854775807
        )
        THEN "t33"."won_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "won_us",
      "t33"."won_ordinal",
      "t33"."won_value",
      "t33"."last_us",
      "t33"."last_position",
      "t33"."last_role",
      "t33"."last_via",
      "t33"."kept",
      "t33"."opportunity_type",
      "t33"."as_of_us",
      "t33"."as_of_day",
      "t33"."first_day",
      "t33"."end_day",
      "t33"."within_us",
      "t33"."within_days",
      "t33"."older_us",
      "t33"."older_days",
      "t33"."stages",
      "t33"."frm_position",
      "t33"."to_position",
      "t33"."lead_position",
      "t33"."deal_position",
      "t33"."window_us",
      "t33"."sales_position",
      "t33"."influence_us",
      "t33"."now_role",
      "t33"."now_via",
      "t33"."now_position",
      "t33"."won",
      CASE WHEN "t33"."won" THEN "t33"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
    FROM (
      SELECT
        "t32"."unit",
        "t32"."journey",
        "t32"."person",
        "t32"."segment",
        "t32"."bucket",
        "t32"."place",
        "t32"."position",
        "t32"."role",
        "t32"."entered_us",
        "t32"."entered_day",
        "t32"."entered_exact",
        "t32"."left_us",
        "t32"."left_day",
        "t32"."left_exact",
        "t32"."left_minutes",
        "t32"."next_role",
        "t32"."via",
        "t32"."reason",
        "t32"."implied",
        "t32"."value",
        "t32"."nth",
        "t32"."again_us",
        "t32"."until_us",
        "t32"."onward_us",
        "t32"."onward_day",
        "t32"."onward_exact",
        "t32"."onward_minutes",
        "t32"."ordinal",
        "t32"."came",
        "t32"."before_place",
        "t32"."before_position",
        "t32"."before_role",
        "t32"."began_day",
        "t32"."first_position",
        "t32"."won_us",
        "t32"."won_ordinal",
        "t32"."won_value",
        "t32"."last_us",
        "t32"."last_position",
        "t32"."last_role",
        "t32"."last_via",
        "t32"."kept",
        "t32"."opportunity_type",
        "t32"."as_of_us",
        "t32"."as_of_day",
        "t32"."first_day",
        "t32"."end_day",
        "t32"."within_us",
        "t32"."within_days",
        "t32"."older_us",
        "t32"."older_days",
        "t32"."stages",
        "t32"."frm_position",
        "t32"."to_position",
        "t32"."lead_position",
        "t32"."deal_position",
        "t32"."window_us",
        "t32"."sales_position",
        "t32"."influence_us",
        "t32"."now_role",
        "t32"."now_via",
        "t32"."now_position",
        COALESCE("t32"."won_us" < "t32"."as_of_us", FALSE)
        AND COALESCE("t32"."ordinal" <= "t32"."won_ordinal", FALSE) AS "won"
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
          "t31"."again_us",
          "t31"."until_us",
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
          "t31"."won_us",
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
          CASE
            WHEN "t31"."last_us" < "t31"."as_of_us"
            THEN "t31"."last_role"
            ELSE "t31"."now_role"
          END AS "now_role",
          CASE
            WHEN "t31"."last_us" < "t31"."as_of_us"
            THEN "t31"."last_via"
            ELSE "t31"."now_via"
          END AS "now_via",
          CASE
            WHEN "t31"."last_us" < "t31"."as_of_us"
            THEN "t31"."last_position"
            ELSE "t31"."now_position"
          END AS "now_position"
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
            "t30"."again_us",
            "t30"."until_us",
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
            "t28"."now_role",
            "t28"."now_via",
            "t28"."now_position"
          FROM (
            SELECT
              "t26"."unit",
              "t26"."journey",
              "t26"."person",
              "t26"."segment",
              "t26"."bucket",
              "t26"."place",
              "t26"."position",
              "t26"."role",
              "t26"."entered_us",
              "t26"."entered_day",
              "t26"."entered_exact",
              "t26"."left_us",
              "t26"."left_day",
              "t26"."left_exact",
              "t26"."left_minutes",
              "t26"."next_role",
              "t26"."via",
              "t26"."reason",
              "t26"."implied",
              "t26"."value",
              "t26"."nth",
              "t26"."again_us",
              "t26"."until_us",
              "t26"."onward_us",
              "t26"."onward_day",
              "t26"."onward_exact",
              "t26"."onward_minutes",
              "t26"."ordinal",
              "t26"."came",
              "t26"."before_place",
              "t26"."before_position",
              "t26"."before_role",
              "t26"."began_day",
              "t26"."first_position",
              "t26"."won_us",
              "t26"."won_ordinal",
              "t26"."won_value",
              "t26"."last_us",
              "t26"."last_position",
              "t26"."last_role",
              "t26"."last_via",
              "t26"."kept",
              "t26"."opportunity_type",
              "t26"."as_of_us",
              "t26"."as_of_day",
              "t26"."first_day",
              CASE
                WHEN "t26"."left_us" IS NOT NULL
                THEN "t26"."left_day"
                ELSE "t26"."as_of_day"
              END AS "end_day",
              "t26"."within_us",
              "t26"."within_days",
              "t26"."older_us",
              "t26"."older_days",
              "t26"."stages",
              "t26"."frm_position",
              "t26"."to_position",
              "t26"."lead_position",
              "t26"."deal_position",
              "t26"."window_us",
              "t26"."sales_position",
              "t26"."influence_us"
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
                      "t8"."unit",
                      "t8"."journey",
                      "t8"."person",
                      "t8"."segment",
                      "t8"."bucket",
                      "t8"."place",
                      "t8"."position",
                      "t8"."role",
                      "t8"."entered_us",
                      "t8"."entered_day",
                      "t8"."entered_exact",
                      CASE
                        WHEN "t8"."left_us" < "t8"."as_of_us"
                        THEN "t8"."left_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "left_us",
                      "t8"."left_day",
                      "t8"."left_exact",
                      "t8"."left_minutes",
                      "t8"."next_role",
                      "t8"."via",
                      "t8"."reason",
                      "t8"."implied",
                      "t8"."value",
                      "t8"."nth",
                      CASE
                        WHEN "t8"."again_us" < "t8"."as_of_us"
                        THEN "t8"."again_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "again_us",
                      CASE
                        WHEN "t8"."until_us" < "t8"."as_of_us"
                        THEN "t8"."until_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "until_us",
                      CASE
                        WHEN "t8"."onward_us" < "t8"."as_of_us"
                        THEN "t8"."onward_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "onward_us",
                      "t8"."onward_day",
                      "t8"."onward_exact",
                      "t8"."onward_minutes",
                      "t8"."ordinal",
                      "t8"."came",
                      "t8"."before_place",
                      "t8"."before_position",
                      "t8"."before_role",
                      "t8"."began_day",
                      "t8"."first_position",
                      "t8"."won_us",
                      "t8"."won_ordinal",
                      "t8"."won_value",
                      "t8"."last_us",
                      "t8"."last_position",
                      "t8"."last_role",
                      "t8"."last_via",
                      "t8"."kept",
                      "t8"."opportunity_type",
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
                      "t8"."influence_us"
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
                  ) AS "t14"
                  WHERE
                    "t14"."position" < "t14"."stages"
                ) AS "t19"
                WHERE
                  "t19"."entered_day" >= "t19"."first_day"
                  AND "t19"."entered_day" < "t19"."end_day"
                  AND "t19"."nth" = 1
              ) AS "t24"
              WHERE
                "t24"."role" = 'stage' AND NOT (
                  "t24"."implied"
                )
            ) AS "t26"
          ) AS "t30"
          LEFT OUTER JOIN (
            SELECT
              "t25"."unit" AS "told_unit",
              "t25"."now_role",
              "t25"."now_via",
              "t25"."now_position"
            FROM (
              SELECT
                "t22"."unit",
                "t22"."role" AS "now_role",
                "t22"."via" AS "now_via",
                "t22"."position" AS "now_position"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t7"."unit",
                      "t7"."journey",
                      "t7"."person",
                      "t7"."segment",
                      "t7"."bucket",
                      "t7"."place",
                      "t7"."position",
                      "t7"."role",
                      "t7"."entered_us",
                      "t7"."entered_day",
                      "t7"."entered_exact",
                      CASE
                        WHEN "t7"."left_us" < "t7"."as_of_us"
                        THEN "t7"."left_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "left_us",
                      "t7"."left_day",
                      "t7"."left_exact",
                      "t7"."left_minutes",
                      "t7"."next_role",
                      "t7"."via",
                      "t7"."reason",
                      "t7"."implied",
                      "t7"."value",
                      "t7"."nth",
                      CASE
                        WHEN "t7"."again_us" < "t7"."as_of_us"
                        THEN "t7"."again_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "again_us",
                      CASE
                        WHEN "t7"."until_us" < "t7"."as_of_us"
                        THEN "t7"."until_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "until_us",
                      CASE
                        WHEN "t7"."onward_us" < "t7"."as_of_us"
                        THEN "t7"."onward_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "onward_us",
                      "t7"."onward_day",
                      "t7"."onward_exact",
                      "t7"."onward_minutes",
                      "t7"."ordinal",
                      "t7"."came",
                      "t7"."before_place",
                      "t7"."before_position",
                      "t7"."before_role",
                      "t7"."began_day",
                      "t7"."first_position",
                      "t7"."won_us",
                      "t7"."won_ordinal",
                      "t7"."won_value",
                      "t7"."last_us",
                      "t7"."last_position",
                      "t7"."last_role",
                      "t7"."last_via",
                      "t7"."kept",
                      "t7"."opportunity_type",
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
                      FROM "visits" AS "t0"
                      WHERE
                        (
                          "t0"."entered_us" < "t0"."as_of_us"
                        ) OR (
                          "t0"."entered_us" IS NULL
                        )
                    ) AS "t7"
                  ) AS "t12"
                  WHERE
                    "t12"."until_us" IS NULL AND NOT (
                      "t12"."implied"
                    )
                ) AS "t17"
                WHERE
                  "t17"."last_us" >= "t17"."as_of_us"
              ) AS "t22"
            ) AS "t25"
          ) AS "t28"
            ON "t30"."unit" = "t28"."told_unit"
        ) AS "t31"
      ) AS "t32"
    ) AS "t33"
  ) AS "t34"
  WHERE
    "t34"."won" OR NOT (
      COALESCE("t34"."now_role" IN ('stage', 'won'), TRUE)
    )
)
SELECT
  "t51"."unit",
  "t51"."journey",
  "t51"."person",
  "t51"."segment",
  "t51"."place",
  "t51"."silence",
  TRUE AS "silent",
  "t51"."won" AS "silent_won"
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
    "t37"."again_us",
    "t37"."until_us",
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
    "t37"."now_role",
    "t37"."now_via",
    "t37"."now_position",
    "t37"."won",
    "t37"."revenue",
    "t50"."silence"
  FROM "t35" AS "t37"
  LEFT OUTER JOIN (
    SELECT
      "t48"."unit" AS "told_unit",
      "t48"."place" AS "told_place",
      "t48"."silence"
    FROM (
      SELECT
        "t47"."unit",
        "t47"."place",
        MAX("t47"."silence") AS "silence"
      FROM (
        SELECT
          "t46"."unit",
          "t46"."place",
          "t46"."day",
          "t46"."day" - LAG("t46"."day") OVER (
            PARTITION BY "t46"."unit", "t46"."place"
            ORDER BY "t46"."day" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "silence"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t44"."unit",
              "t44"."place",
              "t44"."day"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t42"."unit",
                  "t42"."place",
                  "t42"."entered_day",
                  "t42"."end_day",
                  "t23"."day",
                  "t23"."thread"
                FROM (
                  SELECT
                    "t36"."unit",
                    "t36"."place",
                    "t36"."entered_day",
                    "t36"."end_day"
                  FROM "t35" AS "t36"
                ) AS "t42"
                INNER JOIN (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t10"."day",
                      COALESCE("t10"."person", "t10"."journey") AS "thread"
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          *
                        FROM "told_answers" AS "t1"
                        WHERE
                          "t1"."grade" <> 'unknown' AND "t1"."actor_kind" = 'person'
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
                        "t11"."day",
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
                        "t13"."day",
                        COALESCE("t13"."person", "t13"."journey") AS "thread"
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
                      ) AS "t13"
                    ) AS "t18"
                  ) AS "t20"
                ) AS "t23"
                  ON "t42"."unit" = "t23"."thread"
              ) AS "t43"
              WHERE
                "t43"."day" > "t43"."entered_day" AND "t43"."day" < "t43"."end_day"
            ) AS "t44"
          ) AS "t45"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t36"."unit",
                "t36"."place",
                "t36"."entered_day" AS "day"
              FROM "t35" AS "t36"
            ) AS "t38"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t36"."unit",
                "t36"."place",
                "t36"."end_day" AS "day"
              FROM "t35" AS "t36"
            ) AS "t39"
          ) AS "t41"
        ) AS "t46"
      ) AS "t47"
      GROUP BY
        1,
        2
    ) AS "t48"
  ) AS "t50"
    ON "t37"."unit" = "t50"."told_unit" AND "t37"."place" = "t50"."told_place"
) AS "t51"
