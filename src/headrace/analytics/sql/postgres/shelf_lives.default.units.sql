WITH "t12" AS (
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
), "t37" AS (
  SELECT
    *
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
      "t35"."won_ordinal",
      "t35"."now_role",
      COALESCE("t35"."won_ordinal" >= "t35"."ordinal", FALSE) AS "won"
    FROM (
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
        "t34"."again_us",
        "t34"."until_us",
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
        "t30"."won_ordinal",
        "t31"."now_role"
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
          "t32"."kept",
          "t32"."opportunity_type",
          "t32"."as_of_us",
          "t32"."as_of_day",
          "t32"."first_day",
          CASE
            WHEN "t32"."left_us" IS NOT NULL
            THEN "t32"."left_day"
            ELSE "t32"."as_of_day"
          END AS "end_day",
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
          "t32"."influence_us"
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
          ) AS "t27"
          WHERE
            "t27"."role" = 'stage' AND NOT (
              "t27"."implied"
            )
        ) AS "t32"
      ) AS "t34"
      LEFT OUTER JOIN (
        SELECT
          "t24"."unit" AS "told_unit",
          "t24"."won_ordinal"
        FROM (
          SELECT
            "t20"."unit",
            "t20"."ordinal" AS "won_ordinal"
          FROM (
            SELECT
              *
            FROM "t12" AS "t15"
            WHERE
              "t15"."role" = 'won' AND "t15"."nth" = 1
          ) AS "t20"
        ) AS "t24"
      ) AS "t30"
        ON "t34"."unit" = "t30"."told_unit"
      LEFT OUTER JOIN (
        SELECT
          "t25"."unit" AS "told_unit",
          "t25"."now_role"
        FROM (
          SELECT
            "t21"."unit",
            "t21"."role" AS "now_role"
          FROM (
            SELECT
              *
            FROM "t12" AS "t15"
            WHERE
              "t15"."until_us" IS NULL AND NOT (
                "t15"."implied"
              )
          ) AS "t21"
        ) AS "t25"
      ) AS "t31"
        ON "t34"."unit" = "t31"."told_unit"
    ) AS "t35"
  ) AS "t36"
  WHERE
    "t36"."won" OR NOT (
      COALESCE("t36"."now_role" IN ('stage', 'won'), TRUE)
    )
)
SELECT
  "t53"."unit",
  "t53"."journey",
  "t53"."person",
  "t53"."segment",
  "t53"."place",
  "t53"."silence",
  TRUE AS "silent",
  "t53"."won" AS "silent_won"
FROM (
  SELECT
    "t39"."unit",
    "t39"."journey",
    "t39"."person",
    "t39"."segment",
    "t39"."bucket",
    "t39"."place",
    "t39"."position",
    "t39"."role",
    "t39"."entered_us",
    "t39"."entered_day",
    "t39"."entered_exact",
    "t39"."left_us",
    "t39"."left_day",
    "t39"."left_exact",
    "t39"."left_minutes",
    "t39"."next_role",
    "t39"."via",
    "t39"."reason",
    "t39"."implied",
    "t39"."value",
    "t39"."nth",
    "t39"."again_us",
    "t39"."until_us",
    "t39"."onward_us",
    "t39"."onward_day",
    "t39"."onward_exact",
    "t39"."onward_minutes",
    "t39"."ordinal",
    "t39"."came",
    "t39"."before_place",
    "t39"."before_position",
    "t39"."before_role",
    "t39"."began_day",
    "t39"."first_position",
    "t39"."kept",
    "t39"."opportunity_type",
    "t39"."as_of_us",
    "t39"."as_of_day",
    "t39"."first_day",
    "t39"."end_day",
    "t39"."within_us",
    "t39"."within_days",
    "t39"."older_us",
    "t39"."older_days",
    "t39"."stages",
    "t39"."frm_position",
    "t39"."to_position",
    "t39"."lead_position",
    "t39"."deal_position",
    "t39"."window_us",
    "t39"."sales_position",
    "t39"."influence_us",
    "t39"."won_ordinal",
    "t39"."now_role",
    "t39"."won",
    "t52"."silence"
  FROM "t37" AS "t39"
  LEFT OUTER JOIN (
    SELECT
      "t50"."unit" AS "told_unit",
      "t50"."place" AS "told_place",
      "t50"."silence"
    FROM (
      SELECT
        "t49"."unit",
        "t49"."place",
        MAX("t49"."silence") AS "silence"
      FROM (
        SELECT
          "t48"."unit",
          "t48"."place",
          "t48"."day",
          "t48"."day" - LAG("t48"."day") OVER (
            PARTITION BY "t48"."unit", "t48"."place"
            ORDER BY "t48"."day" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "silence"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t46"."unit",
              "t46"."place",
              "t46"."day"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t44"."unit",
                  "t44"."place",
                  "t44"."entered_day",
                  "t44"."end_day",
                  "t26"."day",
                  "t26"."thread"
                FROM (
                  SELECT
                    "t38"."unit",
                    "t38"."place",
                    "t38"."entered_day",
                    "t38"."end_day"
                  FROM "t37" AS "t38"
                ) AS "t44"
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
                  ) AS "t16"
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
                    ) AS "t17"
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
                  ) AS "t22"
                ) AS "t26"
                  ON "t44"."unit" = "t26"."thread"
              ) AS "t45"
              WHERE
                "t45"."day" > "t45"."entered_day" AND "t45"."day" < "t45"."end_day"
            ) AS "t46"
          ) AS "t47"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t38"."unit",
                "t38"."place",
                "t38"."entered_day" AS "day"
              FROM "t37" AS "t38"
            ) AS "t40"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t38"."unit",
                "t38"."place",
                "t38"."end_day" AS "day"
              FROM "t37" AS "t38"
            ) AS "t41"
          ) AS "t43"
        ) AS "t48"
      ) AS "t49"
      GROUP BY
        1,
        2
    ) AS "t50"
  ) AS "t52"
    ON "t39"."unit" = "t52"."told_unit" AND "t39"."place" = "t52"."told_place"
) AS "t53"
