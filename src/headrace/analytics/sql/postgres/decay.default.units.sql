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
    "t6"."ordinal",
    "t6"."came",
    "t6"."before_place",
    "t6"."before_position",
    "t6"."before_role",
    "t6"."began_day",
    "t6"."first_position",
    "t6"."kept",
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
    "t38"."unit",
    "t38"."journey",
    "t38"."person",
    "t38"."bucket",
    "t38"."segment",
    "t38"."place",
    "t38"."leads",
    "t38"."expired",
    "t38"."won",
    "t38"."over",
    "t38"."back",
    "t38"."back_won",
    "t38"."revenue",
    CAST(NULL AS VARCHAR) AS "purpose",
    CAST(NULL AS BIGINT) AS "media",
    CAST(NULL AS DOUBLE PRECISION) AS "hours",
    CAST(NULL AS DOUBLE PRECISION) AS "minutes"
  FROM (
    SELECT
      "t37"."unit",
      "t37"."journey",
      "t37"."person",
      "t37"."bucket",
      "t37"."segment",
      "t37"."place",
      TRUE AS "leads",
      "t37"."expired_ordinal" IS NOT NULL AS "expired",
      NOT (
        "t37"."expired_ordinal" IS NOT NULL
      )
      AND COALESCE("t37"."won_ordinal" >= "t37"."ordinal", FALSE) AS "won",
      NOT (
        "t37"."expired_ordinal" IS NOT NULL
      )
      AND NOT (
        COALESCE("t37"."won_ordinal" >= "t37"."ordinal", FALSE)
      )
      AND COALESCE("t37"."now_role" <> 'stage', FALSE) AS "over",
      COALESCE("t37"."staged_ordinal" > "t37"."expired_ordinal", FALSE) AS "back",
      COALESCE("t37"."won_ordinal" > "t37"."expired_ordinal", FALSE) AS "back_won",
      CASE
        WHEN COALESCE("t37"."won_ordinal" >= "t37"."ordinal", FALSE)
        THEN "t37"."won_value"
        ELSE CAST(NULL AS BIGINT)
      END AS "revenue"
    FROM (
      SELECT
        "t36"."unit",
        "t36"."journey",
        "t36"."person",
        "t36"."segment",
        "t36"."bucket",
        "t36"."place",
        "t36"."position",
        "t36"."role",
        "t36"."entered_us",
        "t36"."entered_day",
        "t36"."entered_exact",
        "t36"."left_us",
        "t36"."left_day",
        "t36"."left_exact",
        "t36"."next_role",
        "t36"."via",
        "t36"."reason",
        "t36"."implied",
        "t36"."value",
        "t36"."nth",
        "t36"."again_us",
        "t36"."until_us",
        "t36"."onward_us",
        "t36"."onward_day",
        "t36"."onward_exact",
        "t36"."ordinal",
        "t36"."came",
        "t36"."before_place",
        "t36"."before_position",
        "t36"."before_role",
        "t36"."began_day",
        "t36"."first_position",
        "t36"."kept",
        "t36"."as_of_us",
        "t36"."as_of_day",
        "t36"."first_day",
        "t36"."end_day",
        "t36"."within_us",
        "t36"."within_days",
        "t36"."older_us",
        "t36"."older_days",
        "t36"."stages",
        "t36"."frm_position",
        "t36"."to_position",
        "t36"."lead_position",
        "t36"."deal_position",
        "t36"."window_us",
        "t36"."sales_position",
        "t36"."influence_us",
        "t36"."expired_ordinal",
        "t36"."staged_ordinal",
        "t36"."won_ordinal",
        "t36"."won_value",
        "t36"."now_role"
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
          "t35"."ordinal",
          "t35"."came",
          "t35"."before_place",
          "t35"."before_position",
          "t35"."before_role",
          "t35"."began_day",
          "t35"."first_position",
          "t35"."kept",
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
          "t35"."expired_ordinal",
          "t35"."staged_ordinal",
          "t35"."won_ordinal",
          "t35"."won_value",
          "t28"."told_unit",
          "t28"."now_role"
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
            "t33"."ordinal",
            "t33"."came",
            "t33"."before_place",
            "t33"."before_position",
            "t33"."before_role",
            "t33"."began_day",
            "t33"."first_position",
            "t33"."kept",
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
            "t33"."expired_ordinal",
            "t33"."staged_ordinal",
            "t33"."won_ordinal",
            "t33"."won_value"
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
              "t32"."ordinal",
              "t32"."came",
              "t32"."before_place",
              "t32"."before_position",
              "t32"."before_role",
              "t32"."began_day",
              "t32"."first_position",
              "t32"."kept",
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
              "t27"."told_unit",
              "t27"."staged_ordinal",
              "t27"."won_ordinal",
              "t27"."won_value"
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
                "t30"."ordinal",
                "t30"."came",
                "t30"."before_place",
                "t30"."before_position",
                "t30"."before_role",
                "t30"."began_day",
                "t30"."first_position",
                "t30"."kept",
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
                "t30"."expired_ordinal"
              FROM (
                SELECT
                  "t25"."unit",
                  "t25"."journey",
                  "t25"."person",
                  "t25"."segment",
                  "t25"."bucket",
                  "t25"."place",
                  "t25"."position",
                  "t25"."role",
                  "t25"."entered_us",
                  "t25"."entered_day",
                  "t25"."entered_exact",
                  "t25"."left_us",
                  "t25"."left_day",
                  "t25"."left_exact",
                  "t25"."next_role",
                  "t25"."via",
                  "t25"."reason",
                  "t25"."implied",
                  "t25"."value",
                  "t25"."nth",
                  "t25"."again_us",
                  "t25"."until_us",
                  "t25"."onward_us",
                  "t25"."onward_day",
                  "t25"."onward_exact",
                  "t25"."ordinal",
                  "t25"."came",
                  "t25"."before_place",
                  "t25"."before_position",
                  "t25"."before_role",
                  "t25"."began_day",
                  "t25"."first_position",
                  "t25"."kept",
                  "t25"."as_of_us",
                  "t25"."as_of_day",
                  "t25"."first_day",
                  "t25"."end_day",
                  "t25"."within_us",
                  "t25"."within_days",
                  "t25"."older_us",
                  "t25"."older_days",
                  "t25"."stages",
                  "t25"."frm_position",
                  "t25"."to_position",
                  "t25"."lead_position",
                  "t25"."deal_position",
                  "t25"."window_us",
                  "t25"."sales_position",
                  "t25"."influence_us",
                  "t29"."told_unit",
                  "t29"."told_place",
                  "t29"."expired_ordinal"
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
                        "t8"."ordinal",
                        "t8"."came",
                        "t8"."before_place",
                        "t8"."before_position",
                        "t8"."before_role",
                        "t8"."began_day",
                        "t8"."first_position",
                        "t8"."kept",
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
                    ) AS "t13"
                    WHERE
                      "t13"."position" < "t13"."stages"
                  ) AS "t17"
                  WHERE
                    "t17"."entered_day" >= "t17"."first_day"
                    AND "t17"."entered_day" < "t17"."end_day"
                    AND "t17"."nth" = 1
                    AND "t17"."role" = 'stage'
                ) AS "t25"
                LEFT OUTER JOIN (
                  SELECT
                    "t21"."unit" AS "told_unit",
                    "t21"."place" AS "told_place",
                    "t21"."expired_ordinal"
                  FROM (
                    SELECT
                      "t15"."unit",
                      "t15"."place",
                      MIN("t15"."ordinal") AS "expired_ordinal"
                    FROM (
                      SELECT
                        *
                      FROM "t11" AS "t12"
                      WHERE
                        "t12"."next_role" = 'expired'
                    ) AS "t15"
                    GROUP BY
                      1,
                      2
                  ) AS "t21"
                ) AS "t29"
                  ON "t25"."unit" = "t29"."told_unit" AND "t25"."place" = "t29"."told_place"
              ) AS "t30"
            ) AS "t32"
            LEFT OUTER JOIN (
              SELECT
                "t19"."unit" AS "told_unit",
                "t19"."staged_ordinal",
                "t19"."won_ordinal",
                "t19"."won_value"
              FROM (
                SELECT
                  "t12"."unit",
                  MAX("t12"."ordinal") FILTER(WHERE
                    "t12"."role" IN ('stage', 'won') AND NOT (
                      "t12"."implied"
                    )) AS "staged_ordinal",
                  MAX("t12"."ordinal") FILTER(WHERE
                    "t12"."role" = 'won') AS "won_ordinal",
                  MAX("t12"."value") FILTER(WHERE
                    (
                      "t12"."role" = 'won'
                    ) AND (
                      "t12"."nth" = 1
                    )) AS "won_value"
                FROM "t11" AS "t12"
                GROUP BY
                  1
              ) AS "t19"
            ) AS "t27"
              ON "t32"."unit" = "t27"."told_unit"
          ) AS "t33"
        ) AS "t35"
        LEFT OUTER JOIN (
          SELECT
            "t20"."unit" AS "told_unit",
            "t20"."now_role"
          FROM (
            SELECT
              "t16"."unit",
              "t16"."role" AS "now_role"
            FROM (
              SELECT
                *
              FROM "t11" AS "t12"
              WHERE
                "t12"."until_us" IS NULL AND NOT (
                  "t12"."implied"
                )
            ) AS "t16"
          ) AS "t20"
        ) AS "t28"
          ON "t35"."unit" = "t28"."told_unit"
      ) AS "t36"
    ) AS "t37"
  ) AS "t38"
) AS "t39"
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
