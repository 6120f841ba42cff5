SELECT
  "t19"."bucket",
  "t19"."segment",
  "t19"."place",
  "t19"."entered",
  "t19"."moved_on",
  "t19"."open",
  "t19"."wait",
  "t19"."ended",
  "t19"."seen",
  COUNT(*) AS "alike"
FROM (
  SELECT
    "t18"."unit",
    "t18"."journey",
    "t18"."person",
    "t18"."place",
    "t18"."segment",
    "t18"."bucket",
    "t18"."wait",
    "t18"."ended",
    "t18"."seen",
    TRUE AS "entered",
    "t18"."onward" AS "moved_on",
    "t18"."ended" IS NULL AS "open"
  FROM (
    SELECT
      *
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
        "t16"."seen_us",
        "t16"."seen_day",
        "t16"."gone",
        "t16"."gone_us",
        "t16"."gone_day",
        "t16"."gone_exact",
        "t16"."so_far",
        "t16"."minutes",
        "t16"."wait",
        "t16"."ended",
        CASE
          WHEN GREATEST(
            CASE
              WHEN "t16"."entered_exact"
              THEN CAST(FLOOR(
                CAST((
                  "t16"."seen_us" - "t16"."entered_us"
                ) AS DOUBLE PRECISION) / (
                  60000000
                )
              ) AS BIGINT)
              ELSE (
                "t16"."seen_day" - "t16"."entered_day"
              ) * 1440
            END - 1,
            0
          ) < 2880
          THEN GREATEST(
            CASE
              WHEN "t16"."entered_exact"
              THEN CAST(FLOOR(
                CAST((
                  "t16"."seen_us" - "t16"."entered_us"
                ) AS DOUBLE PRECISION) / (
                  60000000
                )
              ) AS BIGINT)
              ELSE (
                "t16"."seen_day" - "t16"."entered_day"
              ) * 1440
            END - 1,
            0
          )
          WHEN GREATEST(
            CASE
              WHEN "t16"."entered_exact"
              THEN CAST(FLOOR(
                CAST((
                  "t16"."seen_us" - "t16"."entered_us"
                ) AS DOUBLE PRECISION) / (
                  60000000
                )
              ) AS BIGINT)
              ELSE (
                "t16"."seen_day" - "t16"."entered_day"
              ) * 1440
            END - 1,
            0
          ) < 129600
          THEN GREATEST(
            CASE
              WHEN "t16"."entered_exact"
              THEN CAST(FLOOR(
                CAST((
                  "t16"."seen_us" - "t16"."entered_us"
                ) AS DOUBLE PRECISION) / (
                  60000000
                )
              ) AS BIGINT)
              ELSE (
                "t16"."seen_day" - "t16"."entered_day"
              ) * 1440
            END - 1,
            0
          ) - (
            GREATEST(
              CASE
                WHEN "t16"."entered_exact"
                THEN CAST(FLOOR(
                  CAST((
                    "t16"."seen_us" - "t16"."entered_us"
                  ) AS DOUBLE PRECISION) / (
                    60000000
                  )
                ) AS BIGINT)
                ELSE (
                  "t16"."seen_day" - "t16"."entered_day"
                ) * 1440
              END - 1,
              0
            ) % 60
          )
          ELSE GREATEST(
            CASE
              WHEN "t16"."entered_exact"
              THEN CAST(FLOOR(
                CAST((
                  "t16"."seen_us" - "t16"."entered_us"
                ) AS DOUBLE PRECISION) / (
                  60000000
                )
              ) AS BIGINT)
              ELSE (
                "t16"."seen_day" - "t16"."entered_day"
              ) * 1440
            END - 1,
            0
          ) - (
            GREATEST(
              CASE
                WHEN "t16"."entered_exact"
                THEN CAST(FLOOR(
                  CAST((
                    "t16"."seen_us" - "t16"."entered_us"
                  ) AS DOUBLE PRECISION) / (
                    60000000
                  )
                ) AS BIGINT)
                ELSE (
                  "t16"."seen_day" - "t16"."entered_day"
                ) * 1440
              END - 1,
              0
            ) % 360
          )
        END AS "seen"
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
          "t15"."seen_us",
          "t15"."seen_day",
          "t15"."gone",
          "t15"."gone_us",
          "t15"."gone_day",
          "t15"."gone_exact",
          "t15"."so_far",
          "t15"."minutes",
          CASE
            WHEN (
              "t15"."gone" IS NOT NULL
            ) AND NOT (
              "t15"."onward"
            )
            THEN CASE
              WHEN GREATEST(
                CASE
                  WHEN "t15"."entered_exact" AND "t15"."gone_exact"
                  THEN CAST(FLOOR(
                    CAST((
                      "t15"."gone_us" - "t15"."entered_us"
                    ) AS DOUBLE PRECISION) / (
                      60000000
                    )
                  ) AS BIGINT)
                  ELSE (
                    "t15"."gone_day" - "t15"."entered_day"
                  ) * 1440
                END,
                0
              ) < 2880
              THEN GREATEST(
                CASE
                  WHEN "t15"."entered_exact" AND "t15"."gone_exact"
                  THEN CAST(FLOOR(
                    CAST((
                      "t15"."gone_us" - "t15"."entered_us"
                    ) AS DOUBLE PRECISION) / (
                      60000000
                    )
                  ) AS BIGINT)
                  ELSE (
                    "t15"."gone_day" - "t15"."entered_day"
                  ) * 1440
                END,
                0
              )
              WHEN GREATEST(
                CASE
                  WHEN "t15"."entered_exact" AND "t15"."gone_exact"
                  THEN CAST(FLOOR(
                    CAST((
                      "t15"."gone_us" - "t15"."entered_us"
                    ) AS DOUBLE PRECISION) / (
                      60000000
                    )
                  ) AS BIGINT)
                  ELSE (
                    "t15"."gone_day" - "t15"."entered_day"
                  ) * 1440
                END,
                0
              ) < 129600
              THEN GREATEST(
                CASE
                  WHEN "t15"."entered_exact" AND "t15"."gone_exact"
                  THEN CAST(FLOOR(
                    CAST((
                      "t15"."gone_us" - "t15"."entered_us"
                    ) AS DOUBLE PRECISION) / (
                      60000000
                    )
                  ) AS BIGINT)
                  ELSE (
                    "t15"."gone_day" - "t15"."entered_day"
                  ) * 1440
                END,
                0
              ) - (
                GREATEST(
                  CASE
                    WHEN "t15"."entered_exact" AND "t15"."gone_exact"
                    THEN CAST(FLOOR(
                      CAST((
                        "t15"."gone_us" - "t15"."entered_us"
                      ) AS DOUBLE PRECISION) / (
                        60000000
                      )
                    ) AS BIGINT)
                    ELSE (
                      "t15"."gone_day" - "t15"."entered_day"
                    ) * 1440
                  END,
                  0
                ) % 60
              )
              ELSE GREATEST(
                CASE
                  WHEN "t15"."entered_exact" AND "t15"."gone_exact"
                  THEN CAST(FLOOR(
                    CAST((
                      "t15"."gone_us" - "t15"."entered_us"
                    ) AS DOUBLE PRECISION) / (
                      60000000
                    )
                  ) AS BIGINT)
                  ELSE (
                    "t15"."gone_day" - "t15"."entered_day"
                  ) * 1440
                END,
                0
              ) - (
                GREATEST(
                  CASE
                    WHEN "t15"."entered_exact" AND "t15"."gone_exact"
                    THEN CAST(FLOOR(
                      CAST((
                        "t15"."gone_us" - "t15"."entered_us"
                      ) AS DOUBLE PRECISION) / (
                        60000000
                      )
                    ) AS BIGINT)
                    ELSE (
                      "t15"."gone_day" - "t15"."entered_day"
                    ) * 1440
                  END,
                  0
                ) % 360
              )
            END
            ELSE "t15"."minutes"
          END AS "wait",
          CASE WHEN "t15"."onward" THEN 'moved_on' ELSE "t15"."gone" END AS "ended"
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
            "t14"."seen_us",
            "t14"."seen_day",
            "t14"."gone",
            "t14"."gone_us",
            "t14"."gone_day",
            "t14"."gone_exact",
            "t14"."so_far",
            CASE
              WHEN "t14"."onward"
              THEN CAST("t14"."onward_minutes" AS BIGINT)
              ELSE "t14"."so_far"
            END AS "minutes"
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
              "t13"."seen_us",
              "t13"."seen_day",
              "t13"."gone",
              "t13"."gone_us",
              "t13"."gone_day",
              "t13"."gone_exact",
              CASE
                WHEN "t13"."so_far" < 2880
                THEN "t13"."so_far"
                WHEN "t13"."so_far" < 129600
                THEN "t13"."so_far" - (
                  "t13"."so_far" % 60
                )
                ELSE "t13"."so_far" - (
                  "t13"."so_far" % 360
                )
              END AS "so_far"
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
                "t12"."seen_us",
                "t12"."seen_day",
                "t12"."gone",
                "t12"."gone_us",
                "t12"."gone_day",
                "t12"."gone_exact",
                CASE
                  WHEN "t12"."entered_exact"
                  THEN CAST(FLOOR(
                    CAST((
                      "t12"."as_of_us" - "t12"."entered_us"
                    ) AS DOUBLE PRECISION) / (
                      60000000
                    )
                  ) AS BIGINT)
                  ELSE (
                    "t12"."as_of_day" - "t12"."entered_day"
                  ) * 1440
                END AS "so_far"
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
                  "t7"."left",
                  "t7"."left_us",
                  "t7"."left_day",
                  "t7"."left_exact",
                  "t7"."left_minutes",
                  "t7"."next_role",
                  "t7"."via",
                  "t7"."reason",
                  "t7"."implied",
                  "t7"."value",
                  "t7"."nth",
                  "t7"."again",
                  "t7"."here",
                  "t7"."onward",
                  "t7"."onward_us",
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
                  "t7"."influence_us",
                  "t7"."seen_us",
                  "t7"."seen_day",
                  "t11"."gone",
                  "t11"."gone_us",
                  "t11"."gone_day",
                  "t11"."gone_exact"
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
                LEFT OUTER JOIN (
                  SELECT
                    "t9"."unit" AS "told_unit",
                    "t9"."gone",
                    "t9"."gone_us",
                    "t9"."gone_day",
                    "t9"."gone_exact"
                  FROM (
                    SELECT
                      "t8"."unit",
                      CASE
                        WHEN (
                          "t8"."role" = 'expired'
                        ) OR (
                          "t8"."via" = 'expired'
                        )
                        THEN 'expired'
                        ELSE 'left'
                      END AS "gone",
                      "t8"."entered_us" AS "gone_us",
                      "t8"."entered_day" AS "gone_day",
                      "t8"."entered_exact" AS "gone_exact"
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
                        (
                          "t4"."role" = 'expired'
                        )
                        OR (
                          "t4"."via" = 'expired'
                        )
                        OR "t4"."role" IN ('out', 'lost')
                    ) AS "t8"
                  ) AS "t9"
                ) AS "t11"
                  ON "t7"."unit" = "t11"."told_unit"
              ) AS "t12"
            ) AS "t13"
          ) AS "t14"
        ) AS "t15"
      ) AS "t16"
    ) AS "t17"
    WHERE
      (
        "t17"."seen" = 0
      ) OR (
        "t17"."wait" > "t17"."seen"
      )
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
  9
