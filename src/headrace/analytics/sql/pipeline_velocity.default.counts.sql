SELECT
  "t20"."bucket",
  "t20"."segment",
  "t20"."opportunities",
  "t20"."won",
  "t20"."lost",
  "t20"."expired",
  "t20"."open",
  "t20"."valued",
  "t20"."minutes",
  "t20"."closed_won",
  COUNT(*) AS "alike",
  SUM("t20"."revenue") AS "revenue"
FROM (
  SELECT
    "t19"."unit",
    "t19"."journey",
    "t19"."person",
    "t19"."bucket",
    "t19"."segment",
    "t19"."won",
    "t19"."revenue",
    TRUE AS "opportunities",
    NOT (
      "t19"."won"
    )
    AND NOT (
      NOT (
        "t19"."won"
      )
      AND (
        (
          "t19"."now_role" = 'expired'
        ) OR (
          "t19"."now_via" = 'expired'
        )
      )
    )
    AND "t19"."now_role" IN ('lost', 'out') AS "lost",
    NOT (
      "t19"."won"
    )
    AND (
      (
        "t19"."now_role" = 'expired'
      ) OR (
        "t19"."now_via" = 'expired'
      )
    ) AS "expired",
    NOT (
      "t19"."won"
    )
    AND NOT (
      NOT (
        "t19"."won"
      )
      AND (
        (
          "t19"."now_role" = 'expired'
        ) OR (
          "t19"."now_via" = 'expired'
        )
      )
    )
    AND NOT (
      NOT (
        "t19"."won"
      )
      AND NOT (
        NOT (
          "t19"."won"
        )
        AND (
          (
            "t19"."now_role" = 'expired'
          ) OR (
            "t19"."now_via" = 'expired'
          )
        )
      )
      AND "t19"."now_role" IN ('lost', 'out')
    ) AS "open",
    "t19"."revenue" IS NOT NULL AS "valued",
    CASE WHEN "t19"."implied" THEN CAST(NULL AS BIGINT) ELSE "t19"."minutes" END AS "minutes",
    "t19"."onward" AS "closed_won"
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
      "t18"."left",
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
      "t18"."again",
      "t18"."here",
      "t18"."onward",
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
      CASE
        WHEN "t18"."won" AND (
          "t18"."won_us" > -9223372036854775807
        )
        THEN "t18"."won_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "won_us",
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
      "t18"."so_far",
      "t18"."minutes",
      "t18"."now_role",
      "t18"."now_via",
      "t18"."now_position",
      "t18"."won",
      CASE WHEN "t18"."won" THEN "t18"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
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
        "t17"."left",
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
        "t17"."again",
        "t17"."here",
        "t17"."onward",
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
        "t17"."so_far",
        "t17"."minutes",
        "t17"."now_role",
        "t17"."now_via",
        "t17"."now_position",
        COALESCE("t17"."won_us" < "t17"."as_of_us", FALSE)
        AND COALESCE("t17"."ordinal" <= "t17"."won_ordinal", FALSE) AS "won"
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
          "t16"."left",
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
          "t16"."again",
          "t16"."here",
          "t16"."onward",
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
          "t16"."so_far",
          "t16"."minutes",
          CASE
            WHEN "t16"."last_us" < "t16"."as_of_us"
            THEN "t16"."last_role"
            ELSE "t16"."now_role"
          END AS "now_role",
          CASE
            WHEN "t16"."last_us" < "t16"."as_of_us"
            THEN "t16"."last_via"
            ELSE "t16"."now_via"
          END AS "now_via",
          CASE
            WHEN "t16"."last_us" < "t16"."as_of_us"
            THEN "t16"."last_position"
            ELSE "t16"."now_position"
          END AS "now_position"
        FROM (
          SELECT
            "t15"."unit",
            "t15"."journey",
            "t15"."person",
            "t15"."segment",
            "t15"."bucket",
            "t15"."place",
            "t15"."position",
            "t15"."role",
            "t15"."entered_us",
            "t15"."entered_day",
            "t15"."entered_exact",
            "t15"."left",
            "t15"."left_us",
            "t15"."left_day",
            "t15"."left_exact",
            "t15"."left_minutes",
            "t15"."next_role",
            "t15"."via",
            "t15"."reason",
            "t15"."implied",
            "t15"."value",
            "t15"."nth",
            "t15"."again",
            "t15"."here",
            "t15"."onward",
            "t15"."onward_us",
            "t15"."onward_day",
            "t15"."onward_exact",
            "t15"."onward_minutes",
            "t15"."ordinal",
            "t15"."came",
            "t15"."before_place",
            "t15"."before_position",
            "t15"."before_role",
            "t15"."began_day",
            "t15"."first_position",
            "t15"."won_us",
            "t15"."won_ordinal",
            "t15"."won_value",
            "t15"."last_us",
            "t15"."last_position",
            "t15"."last_role",
            "t15"."last_via",
            "t15"."kept",
            "t15"."opportunity_type",
            "t15"."as_of_us",
            "t15"."as_of_day",
            "t15"."first_day",
            "t15"."end_day",
            "t15"."within_us",
            "t15"."within_days",
            "t15"."older_us",
            "t15"."older_days",
            "t15"."stages",
            "t15"."frm_position",
            "t15"."to_position",
            "t15"."lead_position",
            "t15"."deal_position",
            "t15"."window_us",
            "t15"."sales_position",
            "t15"."influence_us",
            "t15"."so_far",
            "t15"."minutes",
            "t11"."now_role",
            "t11"."now_via",
            "t11"."now_position"
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
              "t13"."left",
              "t13"."left_us",
              "t13"."left_day",
              "t13"."left_exact",
              "t13"."left_minutes",
              "t13"."next_role",
              "t13"."via",
              "t13"."reason",
              "t13"."implied",
              "t13"."value",
              "t13"."nth",
              "t13"."again",
              "t13"."here",
              "t13"."onward",
              "t13"."onward_us",
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
              "t13"."influence_us",
              "t13"."so_far",
              CASE
                WHEN "t13"."onward"
                THEN CAST("t13"."onward_minutes" AS BIGINT)
                WHEN "t13"."left"
                THEN CAST("t13"."left_minutes" AS BIGINT)
                ELSE "t13"."so_far"
              END AS "minutes"
            FROM (
              SELECT
                "t12"."unit",
                "t12"."journey",
                "t12"."person",
                "t12"."segment",
                "t12"."bucket",
                "t12"."place",
                "t12"."position",
                "t12"."role",
                "t12"."entered_us",
                "t12"."entered_day",
                "t12"."entered_exact",
                "t12"."left",
                "t12"."left_us",
                "t12"."left_day",
                "t12"."left_exact",
                "t12"."left_minutes",
                "t12"."next_role",
                "t12"."via",
                "t12"."reason",
                "t12"."implied",
                "t12"."value",
                "t12"."nth",
                "t12"."again",
                "t12"."here",
                "t12"."onward",
                "t12"."onward_us",
                "t12"."onward_day",
                "t12"."onward_exact",
                "t12"."onward_minutes",
                "t12"."ordinal",
                "t12"."came",
                "t12"."before_place",
                "t12"."before_position",
                "t12"."before_role",
                "t12"."began_day",
                "t12"."first_position",
                "t12"."won_us",
                "t12"."won_ordinal",
                "t12"."won_value",
                "t12"."last_us",
                "t12"."last_position",
                "t12"."last_role",
                "t12"."last_via",
                "t12"."kept",
                "t12"."opportunity_type",
                "t12"."as_of_us",
                "t12"."as_of_day",
                "t12"."first_day",
                "t12"."end_day",
                "t12"."within_us",
                "t12"."within_days",
                "t12"."older_us",
                "t12"."older_days",
                "t12"."stages",
                "t12"."frm_position",
                "t12"."to_position",
                "t12"."lead_position",
                "t12"."deal_position",
                "t12"."window_us",
                "t12"."sales_position",
                "t12"."influence_us",
                CASE
                  WHEN "t12"."left"
                  THEN CAST(NULL AS BIGINT)
                  ELSE CASE
                    WHEN "t12"."so_far" < 2880
                    THEN "t12"."so_far"
                    WHEN "t12"."so_far" < 129600
                    THEN "t12"."so_far" - (
                      "t12"."so_far" % 60
                    )
                    ELSE "t12"."so_far" - (
                      "t12"."so_far" % 360
                    )
                  END
                END AS "so_far"
              FROM (
                SELECT
                  "t10"."unit",
                  "t10"."journey",
                  "t10"."person",
                  "t10"."segment",
                  "t10"."bucket",
                  "t10"."place",
                  "t10"."position",
                  "t10"."role",
                  "t10"."entered_us",
                  "t10"."entered_day",
                  "t10"."entered_exact",
                  "t10"."left",
                  "t10"."left_us",
                  "t10"."left_day",
                  "t10"."left_exact",
                  "t10"."left_minutes",
                  "t10"."next_role",
                  "t10"."via",
                  "t10"."reason",
                  "t10"."implied",
                  "t10"."value",
                  "t10"."nth",
                  "t10"."again",
                  "t10"."here",
                  "t10"."onward",
                  "t10"."onward_us",
                  "t10"."onward_day",
                  "t10"."onward_exact",
                  "t10"."onward_minutes",
                  "t10"."ordinal",
                  "t10"."came",
                  "t10"."before_place",
                  "t10"."before_position",
                  "t10"."before_role",
                  "t10"."began_day",
                  "t10"."first_position",
                  "t10"."won_us",
                  "t10"."won_ordinal",
                  "t10"."won_value",
                  "t10"."last_us",
                  "t10"."last_position",
                  "t10"."last_role",
                  "t10"."last_via",
                  "t10"."kept",
                  "t10"."opportunity_type",
                  "t10"."as_of_us",
                  "t10"."as_of_day",
                  "t10"."first_day",
                  "t10"."end_day",
                  "t10"."within_us",
                  "t10"."within_days",
                  "t10"."older_us",
                  "t10"."older_days",
                  "t10"."stages",
                  "t10"."frm_position",
                  "t10"."to_position",
                  "t10"."lead_position",
                  "t10"."deal_position",
                  "t10"."window_us",
                  "t10"."sales_position",
                  "t10"."influence_us",
                  CASE
                    WHEN "t10"."left"
                    THEN CAST(NULL AS BIGINT)
                    ELSE CASE
                      WHEN "t10"."entered_exact"
                      THEN CAST(FLOOR((
                        "t10"."as_of_us" - "t10"."entered_us"
                      ) / (
                        60000000
                      )) AS BIGINT)
                      ELSE (
                        "t10"."as_of_day" - "t10"."entered_day"
                      ) * 1440
                    END
                  END AS "so_far"
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
                        ) AS "t1"
                        WHERE
                          "t1"."kept"
                      ) AS "t3"
                      WHERE
                        "t3"."position" < "t3"."stages"
                    ) AS "t5"
                    WHERE
                      "t5"."entered_day" >= "t5"."first_day"
                      AND "t5"."entered_day" < "t5"."end_day"
                      AND "t5"."nth" = 1
                  ) AS "t7"
                  WHERE
                    "t7"."position" = "t7"."deal_position"
                ) AS "t10"
              ) AS "t12"
            ) AS "t13"
          ) AS "t15"
          LEFT OUTER JOIN (
            SELECT
              "t8"."unit" AS "told_unit",
              "t8"."now_role",
              "t8"."now_via",
              "t8"."now_position"
            FROM (
              SELECT
                "t6"."unit",
                "t6"."role" AS "now_role",
                "t6"."via" AS "now_via",
                "t6"."position" AS "now_position"
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
                      (
                        "t0"."entered_us" < "t0"."as_of_us"
                      ) OR (
                        "t0"."entered_us" IS NULL
                      )
                  ) AS "t2"
                  WHERE
                    "t2"."here" AND NOT (
                      "t2"."implied"
                    )
                ) AS "t4"
                WHERE
                  "t4"."last_us" >= "t4"."as_of_us"
              ) AS "t6"
            ) AS "t8"
          ) AS "t11"
            ON "t15"."unit" = "t11"."told_unit"
        ) AS "t16"
      ) AS "t17"
    ) AS "t18"
  ) AS "t19"
) AS "t20"
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
  10
