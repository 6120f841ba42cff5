WITH "t11" AS (
  SELECT
    "t6"."unit",
    "t6"."journey",
    "t6"."person",
    "t6"."segment",
    "t6"."bucket",
    "t6"."place",
    "t6"."position",
    "t6"."role",
    "t6"."entered_us",
    "t6"."entered_day",
    "t6"."entered_exact",
    CASE
      WHEN "t6"."left_us" < "t6"."as_of_us"
      THEN "t6"."left_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "left_us",
    "t6"."left_day",
    "t6"."left_exact",
    "t6"."left_minutes",
    "t6"."next_role",
    "t6"."via",
    "t6"."reason",
    "t6"."implied",
    "t6"."value",
    "t6"."nth",
    CASE
      WHEN "t6"."again_us" < "t6"."as_of_us"
      THEN "t6"."again_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "again_us",
    CASE
      WHEN "t6"."until_us" < "t6"."as_of_us"
      THEN "t6"."until_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "until_us",
    CASE
      WHEN "t6"."onward_us" < "t6"."as_of_us"
      THEN "t6"."onward_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "onward_us",
    "t6"."onward_day",
    "t6"."onward_exact",
    "t6"."onward_minutes",
    "t6"."ordinal",
    "t6"."came",
    "t6"."before_place",
    "t6"."before_position",
    "t6"."before_role",
    "t6"."began_day",
    "t6"."first_position",
    "t6"."won_us",
    "t6"."won_ordinal",
    "t6"."won_value",
    "t6"."last_us",
    "t6"."last_position",
    "t6"."last_role",
    "t6"."last_via",
    "t6"."kept",
    "t6"."opportunity_type",
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
    FROM "visits" AS "t2"
    WHERE
      (
        "t2"."entered_us" < "t2"."as_of_us"
      ) OR (
        "t2"."entered_us" IS NULL
      )
  ) AS "t6"
)
SELECT
  *
FROM (
  SELECT
    "t34"."unit",
    "t34"."journey",
    "t34"."person",
    "t34"."bucket",
    "t34"."segment",
    "t34"."place",
    "t34"."leads",
    "t34"."expired",
    "t34"."won",
    "t34"."over",
    "t34"."back",
    "t34"."back_won",
    "t34"."revenue",
    CAST(NULL AS VARCHAR) AS "purpose",
    CAST(NULL AS BIGINT) AS "media",
    CAST(NULL AS DOUBLE PRECISION) AS "hours",
    CAST(NULL AS DOUBLE PRECISION) AS "minutes"
  FROM (
    SELECT
      "t33"."unit",
      "t33"."journey",
      "t33"."person",
      "t33"."bucket",
      "t33"."segment",
      "t33"."place",
      TRUE AS "leads",
      "t33"."expired_ordinal" IS NOT NULL AS "expired",
      NOT (
        "t33"."expired_ordinal" IS NOT NULL
      )
      AND COALESCE("t33"."latest_win" >= "t33"."ordinal", FALSE) AS "won",
      NOT (
        "t33"."expired_ordinal" IS NOT NULL
      )
      AND NOT (
        COALESCE("t33"."latest_win" >= "t33"."ordinal", FALSE)
      )
      AND COALESCE("t33"."now_role" <> 'stage', FALSE) AS "over",
      COALESCE("t33"."latest_stage" > "t33"."expired_ordinal", FALSE) AS "back",
      COALESCE("t33"."latest_win" > "t33"."expired_ordinal", FALSE) AS "back_won",
      CASE
        WHEN COALESCE("t33"."latest_win" >= "t33"."ordinal", FALSE)
        THEN "t33"."won_value"
        ELSE CAST(NULL AS BIGINT)
      END AS "revenue"
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
        "t32"."expired_ordinal",
        "t32"."latest_stage",
        "t32"."latest_win",
        CASE
          WHEN "t32"."last_us" < "t32"."as_of_us"
          THEN "t32"."last_role"
          ELSE "t32"."now_role"
        END AS "now_role",
        CASE
          WHEN "t32"."last_us" < "t32"."as_of_us"
          THEN "t32"."last_via"
          ELSE "t32"."now_via"
        END AS "now_via",
        CASE
          WHEN "t32"."last_us" < "t32"."as_of_us"
          THEN "t32"."last_position"
          ELSE "t32"."now_position"
        END AS "now_position"
      FROM (
        SELECT
          "t29"."unit",
          "t29"."journey",
          "t29"."person",
          "t29"."segment",
          "t29"."bucket",
          "t29"."place",
          "t29"."position",
          "t29"."role",
          "t29"."entered_us",
          "t29"."entered_day",
          "t29"."entered_exact",
          "t29"."left_us",
          "t29"."left_day",
          "t29"."left_exact",
          "t29"."left_minutes",
          "t29"."next_role",
          "t29"."via",
          "t29"."reason",
          "t29"."implied",
          "t29"."value",
          "t29"."nth",
          "t29"."again_us",
          "t29"."until_us",
          "t29"."onward_us",
          "t29"."onward_day",
          "t29"."onward_exact",
          "t29"."onward_minutes",
          "t29"."ordinal",
          "t29"."came",
          "t29"."before_place",
          "t29"."before_position",
          "t29"."before_role",
          "t29"."began_day",
          "t29"."first_position",
          "t29"."won_us",
          "t29"."won_ordinal",
          "t29"."won_value",
          "t29"."last_us",
          "t29"."last_position",
          "t29"."last_role",
          "t29"."last_via",
          "t29"."kept",
          "t29"."opportunity_type",
          "t29"."as_of_us",
          "t29"."as_of_day",
          "t29"."first_day",
          "t29"."end_day",
          "t29"."within_us",
          "t29"."within_days",
          "t29"."older_us",
          "t29"."older_days",
          "t29"."stages",
          "t29"."frm_position",
          "t29"."to_position",
          "t29"."lead_position",
          "t29"."deal_position",
          "t29"."window_us",
          "t29"."sales_position",
          "t29"."influence_us",
          "t28"."expired_ordinal",
          "t25"."latest_stage",
          "t25"."latest_win",
          "t31"."now_role",
          "t31"."now_via",
          "t31"."now_position"
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
                    FROM "visits" AS "t2"
                    WHERE
                      "t2"."entered_us" < "t2"."as_of_us"
                  ) AS "t5"
                  WHERE
                    "t5"."kept"
                ) AS "t8"
              ) AS "t12"
              WHERE
                "t12"."position" < "t12"."stages"
            ) AS "t15"
            WHERE
              "t15"."entered_day" >= "t15"."first_day"
              AND "t15"."entered_day" < "t15"."end_day"
              AND "t15"."nth" = 1
          ) AS "t20"
          WHERE
            "t20"."role" = 'stage'
        ) AS "t29"
        LEFT OUTER JOIN (
          SELECT
            "t21"."unit" AS "told_unit",
            "t21"."place" AS "told_place",
            "t21"."expired_ordinal"
          FROM (
            SELECT
              "t16"."unit",
              "t16"."place",
              MIN("t16"."ordinal") AS "expired_ordinal"
            FROM (
              SELECT
                *
              FROM "t11" AS "t13"
              WHERE
                "t13"."next_role" = 'expired'
            ) AS "t16"
            GROUP BY
              1,
              2
          ) AS "t21"
        ) AS "t28"
          ON "t29"."unit" = "t28"."told_unit" AND "t29"."place" = "t28"."told_place"
        LEFT OUTER JOIN (
          SELECT
            "t19"."unit" AS "told_unit",
            "t19"."latest_stage",
            "t19"."latest_win"
          FROM (
            SELECT
              "t13"."unit",
              MAX("t13"."ordinal") FILTER(WHERE
                "t13"."role" IN ('stage', 'won') AND NOT (
                  "t13"."implied"
                )) AS "latest_stage",
              MAX("t13"."ordinal") FILTER(WHERE
                "t13"."role" = 'won') AS "latest_win"
            FROM "t11" AS "t13"
            GROUP BY
              1
          ) AS "t19"
        ) AS "t25"
          ON "t29"."unit" = "t25"."told_unit"
        LEFT OUTER JOIN (
          SELECT
            "t26"."unit" AS "told_unit",
            "t26"."now_role",
            "t26"."now_via",
            "t26"."now_position"
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
                FROM "t11" AS "t13"
                WHERE
                  "t13"."until_us" IS NULL AND NOT (
                    "t13"."implied"
                  )
              ) AS "t17"
              WHERE
                "t17"."last_us" >= "t17"."as_of_us"
            ) AS "t22"
          ) AS "t26"
        ) AS "t31"
          ON "t29"."unit" = "t31"."told_unit"
      ) AS "t32"
    ) AS "t33"
  ) AS "t34"
) AS "t35"
UNION ALL
SELECT
  *
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "unit",
    CAST(NULL AS VARCHAR) AS "journey",
    CAST(NULL AS VARCHAR) AS "person",
    "t14"."bucket",
    "t14"."segment",
    CAST(NULL AS VARCHAR) AS "place",
    FALSE AS "leads",
    FALSE AS "expired",
    FALSE AS "won",
    FALSE AS "over",
    FALSE AS "back",
    FALSE AS "back_won",
    CAST(NULL AS BIGINT) AS "revenue",
    "t14"."purpose",
    "t14"."media",
    "t14"."hours",
    "t14"."minutes"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t3"."bucket",
          "t3"."segment",
          "t3"."purpose",
          "t3"."value" AS "media",
          CASE
            WHEN "t3"."value" IS NULL
            THEN "t3"."hours"
            ELSE CAST(NULL AS DOUBLE PRECISION)
          END AS "hours",
          CAST(NULL AS DOUBLE PRECISION) AS "minutes"
        FROM (
          SELECT
            *
          FROM "told_spend" AS "t0"
          WHERE
            "t0"."day" >= "t0"."first_day" AND "t0"."day" < "t0"."end_day"
        ) AS "t3"
      ) AS "t9"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t4"."bucket",
          "t4"."segment",
          'calls' AS "purpose",
          CAST(NULL AS BIGINT) AS "media",
          CAST(NULL AS DOUBLE PRECISION) AS "hours",
          "t4"."minutes"
        FROM (
          SELECT
            *
          FROM "told_calls" AS "t1"
          WHERE
            "t1"."day" >= "t1"."first_day" AND "t1"."day" < "t1"."end_day"
        ) AS "t4"
      ) AS "t7"
    ) AS "t10"
    WHERE
      "t10"."purpose" IN ('acquire', 'nurture', 'calls', 'sell')
  ) AS "t14"
) AS "t18"
