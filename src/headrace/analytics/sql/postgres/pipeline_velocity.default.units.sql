SELECT
  "t20"."unit",
  "t20"."journey",
  "t20"."person",
  "t20"."bucket",
  "t20"."segment",
  "t20"."won",
  "t20"."revenue",
  TRUE AS "opportunities",
  NOT (
    "t20"."won"
  )
  AND NOT (
    NOT (
      "t20"."won"
    )
    AND (
      (
        "t20"."now_role" = 'expired'
      ) OR (
        "t20"."now_via" = 'expired'
      )
    )
  )
  AND "t20"."now_role" IN ('lost', 'out') AS "lost",
  NOT (
    "t20"."won"
  )
  AND (
    (
      "t20"."now_role" = 'expired'
    ) OR (
      "t20"."now_via" = 'expired'
    )
  ) AS "expired",
  NOT (
    "t20"."won"
  )
  AND NOT (
    NOT (
      "t20"."won"
    )
    AND (
      (
        "t20"."now_role" = 'expired'
      ) OR (
        "t20"."now_via" = 'expired'
      )
    )
  )
  AND NOT (
    NOT (
      "t20"."won"
    )
    AND NOT (
      NOT (
        "t20"."won"
      )
      AND (
        (
          "t20"."now_role" = 'expired'
        ) OR (
          "t20"."now_via" = 'expired'
        )
      )
    )
    AND "t20"."now_role" IN ('lost', 'out')
  ) AS "open",
  "t20"."revenue" IS NOT NULL AS "valued",
  CASE WHEN "t20"."implied" THEN CAST(NULL AS BIGINT) ELSE "t20"."minutes" END AS "minutes",
  "t20"."onward_us" IS NOT NULL AS "closed_won"
FROM (
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
    CASE
      WHEN "t19"."won" AND (
        "t19"."won_us" > -9223372036854775807
      )
      THEN "t19"."won_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "won_us",
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
    "t19"."influence_us",
    "t19"."minutes",
    "t19"."now_role",
    "t19"."now_via",
    "t19"."now_position",
    "t19"."won",
    CASE WHEN "t19"."won" THEN "t19"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
  FROM (
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
      "t18"."left_minutes",
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
      "t18"."onward_minutes",
      "t18"."ordinal",
      "t18"."came",
      "t18"."before_place",
      "t18"."before_position",
      "t18"."before_role",
      "t18"."began_day",
      "t18"."first_position",
      "t18"."won_us",
      "t18"."won_ordinal",
      "t18"."won_value",
      "t18"."last_us",
      "t18"."last_position",
      "t18"."last_role",
      "t18"."last_via",
      "t18"."kept",
      "t18"."opportunity_type",
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
      "t18"."window_us",
      "t18"."sales_position",
      "t18"."influence_us",
      "t18"."minutes",
      "t18"."now_role",
      "t18"."now_via",
      "t18"."now_position",
      COALESCE("t18"."won_us" < "t18"."as_of_us", FALSE)
      AND COALESCE("t18"."ordinal" <= "t18"."won_ordinal", FALSE) AS "won"
    FROM (
      SELECT
        "t17"."unit",
        "t17"."journey",
        "t17"."person",
        "t17"."segment",
        "t17"."bucket",
        "t17"."place",
        "t17"."position",
        "t17"."role",
        "t17"."entered_us",
        "t17"."entered_day",
        "t17"."entered_exact",
        "t17"."left_us",
        "t17"."left_day",
        "t17"."left_exact",
        "t17"."left_minutes",
        "t17"."next_role",
        "t17"."via",
        "t17"."reason",
        "t17"."implied",
        "t17"."value",
        "t17"."nth",
        "t17"."again_us",
        "t17"."until_us",
        "t17"."onward_us",
        "t17"."onward_day",
        "t17"."onward_exact",
        "t17"."onward_minutes",
        "t17"."ordinal",
        "t17"."came",
        "t17"."before_place",
        "t17"."before_position",
        "t17"."before_role",
        "t17"."began_day",
        "t17"."first_position",
        "t17"."won_us",
        "t17"."won_ordinal",
        "t17"."won_value",
        "t17"."last_us",
        "t17"."last_position",
        "t17"."last_role",
        "t17"."last_via",
        "t17"."kept",
        "t17"."opportunity_type",
        "t17"."as_of_us",
        "t17"."as_of_day",
        "t17"."first_day",
        "t17"."end_day",
        "t17"."within_us",
        "t17"."within_days",
        "t17"."older_us",
        "t17"."older_days",
        "t17"."stages",
        "t17"."frm_position",
        "t17"."to_position",
        "t17"."lead_position",
        "t17"."deal_position",
        "t17"."window_us",
        "t17"."sales_position",
        "t17"."influence_us",
        "t17"."minutes",
        CASE
          WHEN "t17"."last_us" < "t17"."as_of_us"
          THEN "t17"."last_role"
          ELSE "t17"."now_role"
        END AS "now_role",
        CASE
          WHEN "t17"."last_us" < "t17"."as_of_us"
          THEN "t17"."last_via"
          ELSE "t17"."now_via"
        END AS "now_via",
        CASE
          WHEN "t17"."last_us" < "t17"."as_of_us"
          THEN "t17"."last_position"
          ELSE "t17"."now_position"
        END AS "now_position"
      FROM (
        SELECT
          "t16"."unit",
          "t16"."journey",
          "t16"."person",
          "t16"."segment",
          "t16"."bucket",
          "t16"."place",
          "t16"."position",
          "t16"."role",
          "t16"."entered_us",
          "t16"."entered_day",
          "t16"."entered_exact",
          "t16"."left_us",
          "t16"."left_day",
          "t16"."left_exact",
          "t16"."left_minutes",
          "t16"."next_role",
          "t16"."via",
          "t16"."reason",
          "t16"."implied",
          "t16"."value",
          "t16"."nth",
          "t16"."again_us",
          "t16"."until_us",
          "t16"."onward_us",
          "t16"."onward_day",
          "t16"."onward_exact",
          "t16"."onward_minutes",
          "t16"."ordinal",
          "t16"."came",
          "t16"."before_place",
          "t16"."before_position",
          "t16"."before_role",
          "t16"."began_day",
          "t16"."first_position",
          "t16"."won_us",
          "t16"."won_ordinal",
          "t16"."won_value",
          "t16"."last_us",
          "t16"."last_position",
          "t16"."last_role",
          "t16"."last_via",
          "t16"."kept",
          "t16"."opportunity_type",
          "t16"."as_of_us",
          "t16"."as_of_day",
          "t16"."first_day",
          "t16"."end_day",
          "t16"."within_us",
          "t16"."within_days",
          "t16"."older_us",
          "t16"."older_days",
          "t16"."stages",
          "t16"."frm_position",
          "t16"."to_position",
          "t16"."lead_position",
          "t16"."deal_position",
          "t16"."window_us",
          "t16"."sales_position",
          "t16"."influence_us",
          "t16"."minutes",
          "t13"."now_role",
          "t13"."now_via",
          "t13"."now_position"
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
            "t14"."again_us",
            "t14"."until_us",
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
            CASE
              WHEN "t14"."minutes" < 2880
              THEN "t14"."minutes"
              WHEN "t14"."minutes" < 129600
              THEN "t14"."minutes" - (
                "t14"."minutes" % 60
              )
              ELSE "t14"."minutes" - (
                "t14"."minutes" % 360
              )
            END AS "minutes"
          FROM (
            SELECT
              "t11"."unit",
              "t11"."journey",
              "t11"."person",
              "t11"."segment",
              "t11"."bucket",
              "t11"."place",
              "t11"."position",
              "t11"."role",
              "t11"."entered_us",
              "t11"."entered_day",
              "t11"."entered_exact",
              "t11"."left_us",
              "t11"."left_day",
              "t11"."left_exact",
              "t11"."left_minutes",
              "t11"."next_role",
              "t11"."via",
              "t11"."reason",
              "t11"."implied",
              "t11"."value",
              "t11"."nth",
              "t11"."again_us",
              "t11"."until_us",
              "t11"."onward_us",
              "t11"."onward_day",
              "t11"."onward_exact",
              "t11"."onward_minutes",
              "t11"."ordinal",
              "t11"."came",
              "t11"."before_place",
              "t11"."before_position",
              "t11"."before_role",
              "t11"."began_day",
              "t11"."first_position",
              "t11"."won_us",
              "t11"."won_ordinal",
              "t11"."won_value",
              "t11"."last_us",
              "t11"."last_position",
              "t11"."last_role",
              "t11"."last_via",
              "t11"."kept",
              "t11"."opportunity_type",
              "t11"."as_of_us",
              "t11"."as_of_day",
              "t11"."first_day",
              "t11"."end_day",
              "t11"."within_us",
              "t11"."within_days",
              "t11"."older_us",
              "t11"."older_days",
              "t11"."stages",
              "t11"."frm_position",
              "t11"."to_position",
              "t11"."lead_position",
              "t11"."deal_position",
              "t11"."window_us",
              "t11"."sales_position",
              "t11"."influence_us",
              CASE
                WHEN "t11"."onward_us" IS NOT NULL
                THEN "t11"."onward_minutes"
                WHEN "t11"."left_us" IS NOT NULL
                THEN "t11"."left_minutes"
                ELSE CASE
                  WHEN "t11"."entered_exact"
                  THEN CAST(FLOOR(
                    CAST((
                      "t11"."as_of_us" - "t11"."entered_us"
                    ) AS DOUBLE PRECISION) / (
                      60000000
                    )
                  ) AS BIGINT)
                  ELSE (
                    "t11"."as_of_day" - "t11"."entered_day"
                  ) * 1440
                END
              END AS "minutes"
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
                      "t3"."unit",
                      "t3"."journey",
                      "t3"."person",
                      "t3"."segment",
                      "t3"."bucket",
                      "t3"."place",
                      "t3"."position",
                      "t3"."role",
                      "t3"."entered_us",
                      "t3"."entered_day",
                      "t3"."entered_exact",
                      CASE
                        WHEN "t3"."left_us" < "t3"."as_of_us"
                        THEN "t3"."left_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "left_us",
                      "t3"."left_day",
                      "t3"."left_exact",
                      "t3"."left_minutes",
                      "t3"."next_role",
                      "t3"."via",
                      "t3"."reason",
                      "t3"."implied",
                      "t3"."value",
                      "t3"."nth",
                      CASE
                        WHEN "t3"."again_us" < "t3"."as_of_us"
                        THEN "t3"."again_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "again_us",
                      CASE
                        WHEN "t3"."until_us" < "t3"."as_of_us"
                        THEN "t3"."until_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "until_us",
                      CASE
                        WHEN "t3"."onward_us" < "t3"."as_of_us"
                        THEN "t3"."onward_us"
                        ELSE CAST(NULL AS BIGINT)
                      END AS "onward_us",
                      "t3"."onward_day",
                      "t3"."onward_exact",
                      "t3"."onward_minutes",
                      "t3"."ordinal",
                      "t3"."came",
                      "t3"."before_place",
                      "t3"."before_position",
                      "t3"."before_role",
                      "t3"."began_day",
                      "t3"."first_position",
                      "t3"."won_us",
                      "t3"."won_ordinal",
                      "t3"."won_value",
                      "t3"."last_us",
                      "t3"."last_position",
                      "t3"."last_role",
                      "t3"."last_via",
                      "t3"."kept",
                      "t3"."opportunity_type",
                      "t3"."as_of_us",
                      "t3"."as_of_day",
                      "t3"."first_day",
                      "t3"."end_day",
                      "t3"."within_us",
                      "t3"."within_days",
                      "t3"."older_us",
                      "t3"."older_days",
                      "t3"."stages",
                      "t3"."frm_position",
                      "t3"."to_position",
                      "t3"."lead_position",
                      "t3"."deal_position",
                      "t3"."window_us",
                      "t3"."sales_position",
                      "t3"."influence_us"
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          *
                        FROM "visits" AS "t0"
                        WHERE
                          "t0"."entered_us" < "t0"."as_of_us"
                      ) AS "t1"
                      WHERE
                        "t1"."kept"
                    ) AS "t3"
                  ) AS "t5"
                  WHERE
                    "t5"."position" < "t5"."stages"
                ) AS "t7"
                WHERE
                  "t7"."entered_day" >= "t7"."first_day"
                  AND "t7"."entered_day" < "t7"."end_day"
                  AND "t7"."nth" = 1
              ) AS "t9"
              WHERE
                "t9"."position" = "t9"."deal_position"
            ) AS "t11"
          ) AS "t14"
        ) AS "t16"
        LEFT OUTER JOIN (
          SELECT
            "t10"."unit" AS "told_unit",
            "t10"."now_role",
            "t10"."now_via",
            "t10"."now_position"
          FROM (
            SELECT
              "t8"."unit",
              "t8"."role" AS "now_role",
              "t8"."via" AS "now_via",
              "t8"."position" AS "now_position"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t2"."unit",
                    "t2"."journey",
                    "t2"."person",
                    "t2"."segment",
                    "t2"."bucket",
                    "t2"."place",
                    "t2"."position",
                    "t2"."role",
                    "t2"."entered_us",
                    "t2"."entered_day",
                    "t2"."entered_exact",
                    CASE
                      WHEN "t2"."left_us" < "t2"."as_of_us"
                      THEN "t2"."left_us"
                      ELSE CAST(NULL AS BIGINT)
                    END AS "left_us",
                    "t2"."left_day",
                    "t2"."left_exact",
                    "t2"."left_minutes",
                    "t2"."next_role",
                    "t2"."via",
                    "t2"."reason",
                    "t2"."implied",
                    "t2"."value",
                    "t2"."nth",
                    CASE
                      WHEN "t2"."again_us" < "t2"."as_of_us"
                      THEN "t2"."again_us"
                      ELSE CAST(NULL AS BIGINT)
                    END AS "again_us",
                    CASE
                      WHEN "t2"."until_us" < "t2"."as_of_us"
                      THEN "t2"."until_us"
                      ELSE CAST(NULL AS BIGINT)
                    END AS "until_us",
                    CASE
                      WHEN "t2"."onward_us" < "t2"."as_of_us"
                      THEN "t2"."onward_us"
                      ELSE CAST(NULL AS BIGINT)
                    END AS "onward_us",
                    "t2"."onward_day",
                    "t2"."onward_exact",
                    "t2"."onward_minutes",
                    "t2"."ordinal",
                    "t2"."came",
                    "t2"."before_place",
                    "t2"."before_position",
                    "t2"."before_role",
                    "t2"."began_day",
                    "t2"."first_position",
                    "t2"."won_us",
                    "t2"."won_ordinal",
                    "t2"."won_value",
                    "t2"."last_us",
                    "t2"."last_position",
                    "t2"."last_role",
                    "t2"."last_via",
                    "t2"."kept",
                    "t2"."opportunity_type",
                    "t2"."as_of_us",
                    "t2"."as_of_day",
                    "t2"."first_day",
                    "t2"."end_day",
                    "t2"."within_us",
                    "t2"."within_days",
                    "t2"."older_us",
                    "t2"."older_days",
                    "t2"."stages",
                    "t2"."frm_position",
                    "t2"."to_position",
                    "t2"."lead_position",
                    "t2"."deal_position",
                    "t2"."window_us",
                    "t2"."sales_position",
                    "t2"."influence_us"
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
                  ) AS "t2"
                ) AS "t4"
                WHERE
                  "t4"."until_us" IS NULL AND NOT (
                    "t4"."implied"
                  )
              ) AS "t6"
              WHERE
                "t6"."last_us" >= "t6"."as_of_us"
            ) AS "t8"
          ) AS "t10"
        ) AS "t13"
          ON "t16"."unit" = "t13"."told_unit"
      ) AS "t17"
    ) AS "t18"
  ) AS "t19"
) AS "t20"
