SELECT
  "t19"."bucket",
  "t19"."segment",
  "t19"."opportunities",
  "t19"."won",
  "t19"."lost",
  "t19"."expired",
  "t19"."open",
  "t19"."valued",
  "t19"."minutes",
  "t19"."closed_won",
  COUNT(*) AS "alike",
  SUM("t19"."revenue") AS "revenue"
FROM (
  SELECT
    "t18"."unit",
    "t18"."journey",
    "t18"."person",
    "t18"."bucket",
    "t18"."segment",
    "t18"."won",
    "t18"."revenue",
    TRUE AS "opportunities",
    NOT (
      "t18"."won"
    )
    AND NOT (
      NOT (
        "t18"."won"
      )
      AND (
        (
          "t18"."now_role" = 'expired'
        ) OR (
          "t18"."now_via" = 'expired'
        )
      )
    )
    AND "t18"."now_role" IN ('lost', 'out') AS "lost",
    NOT (
      "t18"."won"
    )
    AND (
      (
        "t18"."now_role" = 'expired'
      ) OR (
        "t18"."now_via" = 'expired'
      )
    ) AS "expired",
    NOT (
      "t18"."won"
    )
    AND NOT (
      NOT (
        "t18"."won"
      )
      AND (
        (
          "t18"."now_role" = 'expired'
        ) OR (
          "t18"."now_via" = 'expired'
        )
      )
    )
    AND NOT (
      NOT (
        "t18"."won"
      )
      AND NOT (
        NOT (
          "t18"."won"
        )
        AND (
          (
            "t18"."now_role" = 'expired'
          ) OR (
            "t18"."now_via" = 'expired'
          )
        )
      )
      AND "t18"."now_role" IN ('lost', 'out')
    ) AS "open",
    "t18"."revenue" IS NOT NULL AS "valued",
    CASE WHEN "t18"."implied" THEN CAST(NULL AS BIGINT) ELSE "t18"."minutes" END AS "minutes",
    "t18"."onward" AS "closed_won"
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
      "t17"."left_day",
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
      CASE
        WHEN "t17"."won" AND (
          "t17"."won_us" > -9223372036854775807
        )
        THEN "t17"."won_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "won_us",
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
      "t17"."won",
      CASE WHEN "t17"."won" THEN "t17"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
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
        "t16"."left_day",
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
        "t16"."now_role",
        "t16"."now_via",
        "t16"."now_position",
        COALESCE("t16"."won_us" < "t16"."as_of_us", FALSE)
        AND COALESCE("t16"."ordinal" <= "t16"."won_ordinal", FALSE) AS "won"
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
          "t15"."left_day",
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
          CASE
            WHEN "t15"."last_us" < "t15"."as_of_us"
            THEN "t15"."last_role"
            ELSE "t15"."now_role"
          END AS "now_role",
          CASE
            WHEN "t15"."last_us" < "t15"."as_of_us"
            THEN "t15"."last_via"
            ELSE "t15"."now_via"
          END AS "now_via",
          CASE
            WHEN "t15"."last_us" < "t15"."as_of_us"
            THEN "t15"."last_position"
            ELSE "t15"."now_position"
          END AS "now_position"
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
            "t14"."left_day",
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
            "t14"."so_far",
            "t14"."minutes",
            "t11"."now_role",
            "t11"."now_via",
            "t11"."now_position"
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
              "t12"."left_day",
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
              "t12"."so_far",
              CASE
                WHEN "t12"."onward"
                THEN CAST("t12"."onward_minutes" AS BIGINT)
                WHEN "t12"."left"
                THEN CAST("t12"."left_minutes" AS BIGINT)
                ELSE "t12"."so_far"
              END AS "minutes"
            FROM (
              SELECT
                "t9"."unit",
                "t9"."journey",
                "t9"."person",
                "t9"."segment",
                "t9"."bucket",
                "t9"."place",
                "t9"."position",
                "t9"."role",
                "t9"."entered_us",
                "t9"."entered_day",
                "t9"."entered_exact",
                "t9"."left",
                "t9"."left_day",
                "t9"."left_minutes",
                "t9"."next_role",
                "t9"."via",
                "t9"."reason",
                "t9"."implied",
                "t9"."value",
                "t9"."nth",
                "t9"."again",
                "t9"."here",
                "t9"."onward",
                "t9"."onward_us",
                "t9"."onward_day",
                "t9"."onward_exact",
                "t9"."onward_minutes",
                "t9"."ordinal",
                "t9"."came",
                "t9"."before_place",
                "t9"."before_position",
                "t9"."before_role",
                "t9"."began_day",
                "t9"."first_position",
                "t9"."won_us",
                "t9"."won_ordinal",
                "t9"."won_value",
                "t9"."last_us",
                "t9"."last_position",
                "t9"."last_role",
                "t9"."last_via",
                "t9"."kept",
                "t9"."opportunity_type",
                "t9"."as_of_us",
                "t9"."as_of_day",
                "t9"."first_day",
                "t9"."end_day",
                "t9"."within_us",
                "t9"."within_days",
                "t9"."older_us",
                "t9"."older_days",
                "t9"."stages",
                "t9"."frm_position",
                "t9"."to_position",
                "t9"."lead_position",
                "t9"."deal_position",
                "t9"."window_us",
                "t9"."sales_position",
                "t9"."influence_us",
                CASE
                  WHEN "t9"."left"
                  THEN CAST(NULL AS BIGINT)
                  ELSE CASE
                    WHEN CASE
                      WHEN "t9"."entered_exact"
                      THEN CAST(FLOOR(
                        CAST((
                          "t9"."as_of_us" - "t9"."entered_us"
                        ) AS DOUBLE PRECISION) / (
                          60000000
                        )
                      ) AS BIGINT)
                      ELSE (
                        "t9"."as_of_day" - "t9"."entered_day"
                      ) * 1440
                    END < 2880
                    THEN CASE
                      WHEN "t9"."entered_exact"
                      THEN CAST(FLOOR(
                        CAST((
                          "t9"."as_of_us" - "t9"."entered_us"
                        ) AS DOUBLE PRECISION) / (
                          60000000
                        )
                      ) AS BIGINT)
                      ELSE (
                        "t9"."as_of_day" - "t9"."entered_day"
                      ) * 1440
                    END
                    WHEN CASE
                      WHEN "t9"."entered_exact"
                      THEN CAST(FLOOR(
                        CAST((
                          "t9"."as_of_us" - "t9"."entered_us"
                        ) AS DOUBLE PRECISION) / (
                          60000000
                        )
                      ) AS BIGINT)
                      ELSE (
                        "t9"."as_of_day" - "t9"."entered_day"
                      ) * 1440
                    END < 129600
                    THEN CASE
                      WHEN "t9"."entered_exact"
                      THEN CAST(FLOOR(
                        CAST((
                          "t9"."as_of_us" - "t9"."entered_us"
                        ) AS DOUBLE PRECISION) / (
                          60000000
                        )
                      ) AS BIGINT)
                      ELSE (
                        "t9"."as_of_day" - "t9"."entered_day"
                      ) * 1440
                    END - (
                      CASE
                        WHEN "t9"."entered_exact"
                        THEN CAST(FLOOR(
                          CAST((
                            "t9"."as_of_us" - "t9"."entered_us"
                          ) AS DOUBLE PRECISION) / (
                            60000000
                          )
                        ) AS BIGINT)
                        ELSE (
                          "t9"."as_of_day" - "t9"."entered_day"
                        ) * 1440
                      END % 60
                    )
                    ELSE CASE
                      WHEN "t9"."entered_exact"
                      THEN CAST(FLOOR(
                        CAST((
                          "t9"."as_of_us" - "t9"."entered_us"
                        ) AS DOUBLE PRECISION) / (
                          60000000
                        )
                      ) AS BIGINT)
                      ELSE (
                        "t9"."as_of_day" - "t9"."entered_day"
                      ) * 1440
                    END - (
                      CASE
                        WHEN "t9"."entered_exact"
                        THEN CAST(FLOOR(
                          CAST((
                            "t9"."as_of_us" - "t9"."entered_us"
                          ) AS DOUBLE PRECISION) / (
                            60000000
                          )
                        ) AS BIGINT)
                        ELSE (
                          "t9"."as_of_day" - "t9"."entered_day"
                        ) * 1440
                      END % 360
                    )
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
              ) AS "t9"
            ) AS "t12"
          ) AS "t14"
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
            ON "t14"."unit" = "t11"."told_unit"
        ) AS "t15"
      ) AS "t16"
    ) AS "t17"
  ) AS "t18"
) AS "t19"
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
