SELECT
  "t12"."bucket",
  "t12"."segment",
  "t12"."place",
  "t12"."outcome",
  "t12"."count",
  "t12"."minutes",
  "t12"."ended",
  "t12"."age",
  "t12"."seen",
  COUNT(*) AS "alike"
FROM (
  SELECT
    "t11"."unit",
    "t11"."journey",
    "t11"."person",
    "t11"."place",
    "t11"."segment",
    "t11"."bucket",
    "t11"."minutes",
    "t11"."age",
    "t11"."seen",
    "t11"."outcome",
    "t11"."ended",
    "t11"."count"
  FROM (
    SELECT
      "t10"."unit",
      "t10"."journey",
      "t10"."person",
      "t10"."place",
      "t10"."segment",
      "t10"."bucket",
      "t10"."minutes",
      CASE
        WHEN (
          "t10"."entered_day" >= "t10"."first_day"
        )
        AND (
          "t10"."entered_day" < "t10"."end_day"
        )
        THEN "t10"."age"
        ELSE CAST(NULL AS BIGINT)
      END AS "age",
      "t10"."seen",
      "t10"."first_day",
      "t10"."end_day",
      "t10"."entered_day",
      "t10"."outcome",
      "t10"."ended",
      (
        "t10"."entered_day" >= "t10"."first_day"
      )
      AND (
        "t10"."entered_day" < "t10"."end_day"
      ) AS "count"
    FROM (
      SELECT
        "t9"."unit",
        "t9"."journey",
        "t9"."person",
        "t9"."place",
        "t9"."segment",
        "t9"."bucket",
        "t9"."minutes",
        "t9"."age",
        "t9"."seen",
        "t9"."first_day",
        "t9"."end_day",
        "t9"."entered_day",
        CASE
          WHEN "t9"."onward"
          THEN 'moved_on'
          WHEN NOT (
            "t9"."left"
          )
          THEN 'open'
          WHEN "t9"."next_role" = 'nurture'
          THEN 'nurtured'
          WHEN "t9"."next_role" = 'expired'
          THEN 'expired'
          WHEN "t9"."next_role" IN ('out', 'lost')
          THEN 'left'
          ELSE 'moved_back'
        END AS "outcome",
        CASE
          WHEN CASE
            WHEN "t9"."onward"
            THEN 'moved_on'
            WHEN NOT (
              "t9"."left"
            )
            THEN 'open'
            WHEN "t9"."next_role" = 'nurture'
            THEN 'nurtured'
            WHEN "t9"."next_role" = 'expired'
            THEN 'expired'
            WHEN "t9"."next_role" IN ('out', 'lost')
            THEN 'left'
            ELSE 'moved_back'
          END = 'open'
          THEN CAST(NULL AS TEXT)
          ELSE CASE
            WHEN "t9"."onward"
            THEN 'moved_on'
            WHEN NOT (
              "t9"."left"
            )
            THEN 'open'
            WHEN "t9"."next_role" = 'nurture'
            THEN 'nurtured'
            WHEN "t9"."next_role" = 'expired'
            THEN 'expired'
            WHEN "t9"."next_role" IN ('out', 'lost')
            THEN 'left'
            ELSE 'moved_back'
          END
        END AS "ended",
        TRUE AS "count"
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
            "t7"."so_far",
            "t7"."minutes",
            "t7"."age",
            CASE
              WHEN GREATEST(
                CASE
                  WHEN "t7"."entered_exact"
                  THEN CAST(FLOOR((
                    "t7"."seen_us" - "t7"."entered_us"
                  ) / (
                    60000000
                  )) AS BIGINT)
                  ELSE (
                    "t7"."seen_day" - "t7"."entered_day"
                  ) * 1440
                END - 1,
                0
              ) < 2880
              THEN GREATEST(
                CASE
                  WHEN "t7"."entered_exact"
                  THEN CAST(FLOOR((
                    "t7"."seen_us" - "t7"."entered_us"
                  ) / (
                    60000000
                  )) AS BIGINT)
                  ELSE (
                    "t7"."seen_day" - "t7"."entered_day"
                  ) * 1440
                END - 1,
                0
              )
              WHEN GREATEST(
                CASE
                  WHEN "t7"."entered_exact"
                  THEN CAST(FLOOR((
                    "t7"."seen_us" - "t7"."entered_us"
                  ) / (
                    60000000
                  )) AS BIGINT)
                  ELSE (
                    "t7"."seen_day" - "t7"."entered_day"
                  ) * 1440
                END - 1,
                0
              ) < 129600
              THEN GREATEST(
                CASE
                  WHEN "t7"."entered_exact"
                  THEN CAST(FLOOR((
                    "t7"."seen_us" - "t7"."entered_us"
                  ) / (
                    60000000
                  )) AS BIGINT)
                  ELSE (
                    "t7"."seen_day" - "t7"."entered_day"
                  ) * 1440
                END - 1,
                0
              ) - (
                GREATEST(
                  CASE
                    WHEN "t7"."entered_exact"
                    THEN CAST(FLOOR((
                      "t7"."seen_us" - "t7"."entered_us"
                    ) / (
                      60000000
                    )) AS BIGINT)
                    ELSE (
                      "t7"."seen_day" - "t7"."entered_day"
                    ) * 1440
                  END - 1,
                  0
                ) % 60
              )
              ELSE GREATEST(
                CASE
                  WHEN "t7"."entered_exact"
                  THEN CAST(FLOOR((
                    "t7"."seen_us" - "t7"."entered_us"
                  ) / (
                    60000000
                  )) AS BIGINT)
                  ELSE (
                    "t7"."seen_day" - "t7"."entered_day"
                  ) * 1440
                END - 1,
                0
              ) - (
                GREATEST(
                  CASE
                    WHEN "t7"."entered_exact"
                    THEN CAST(FLOOR((
                      "t7"."seen_us" - "t7"."entered_us"
                    ) / (
                      60000000
                    )) AS BIGINT)
                    ELSE (
                      "t7"."seen_day" - "t7"."entered_day"
                    ) * 1440
                  END - 1,
                  0
                ) % 360
              )
            END AS "seen"
          FROM (
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
              "t6"."left",
              "t6"."left_us",
              "t6"."left_day",
              "t6"."left_exact",
              "t6"."left_minutes",
              "t6"."next_role",
              "t6"."via",
              "t6"."reason",
              "t6"."implied",
              "t6"."value",
              "t6"."nth",
              "t6"."again",
              "t6"."here",
              "t6"."onward",
              "t6"."onward_us",
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
              "t6"."influence_us",
              "t6"."seen_us",
              "t6"."seen_day",
              "t6"."so_far",
              CASE
                WHEN "t6"."onward"
                THEN CAST("t6"."onward_minutes" AS BIGINT)
                WHEN "t6"."left"
                THEN CAST("t6"."left_minutes" AS BIGINT)
                ELSE "t6"."so_far"
              END AS "minutes",
              "t6"."so_far" AS "age"
            FROM (
              SELECT
                "t5"."unit",
                "t5"."journey",
                "t5"."person",
                "t5"."segment",
                "t5"."bucket",
                "t5"."place",
                "t5"."position",
                "t5"."role",
                "t5"."entered_us",
                "t5"."entered_day",
                "t5"."entered_exact",
                "t5"."left",
                "t5"."left_us",
                "t5"."left_day",
                "t5"."left_exact",
                "t5"."left_minutes",
                "t5"."next_role",
                "t5"."via",
                "t5"."reason",
                "t5"."implied",
                "t5"."value",
                "t5"."nth",
                "t5"."again",
                "t5"."here",
                "t5"."onward",
                "t5"."onward_us",
                "t5"."onward_day",
                "t5"."onward_exact",
                "t5"."onward_minutes",
                "t5"."ordinal",
                "t5"."came",
                "t5"."before_place",
                "t5"."before_position",
                "t5"."before_role",
                "t5"."began_day",
                "t5"."first_position",
                "t5"."won_us",
                "t5"."won_ordinal",
                "t5"."won_value",
                "t5"."last_us",
                "t5"."last_position",
                "t5"."last_role",
                "t5"."last_via",
                "t5"."kept",
                "t5"."opportunity_type",
                "t5"."as_of_us",
                "t5"."as_of_day",
                "t5"."first_day",
                "t5"."end_day",
                "t5"."within_us",
                "t5"."within_days",
                "t5"."older_us",
                "t5"."older_days",
                "t5"."stages",
                "t5"."frm_position",
                "t5"."to_position",
                "t5"."lead_position",
                "t5"."deal_position",
                "t5"."window_us",
                "t5"."sales_position",
                "t5"."influence_us",
                "t5"."seen_us",
                "t5"."seen_day",
                CASE
                  WHEN "t5"."so_far" < 2880
                  THEN "t5"."so_far"
                  WHEN "t5"."so_far" < 129600
                  THEN "t5"."so_far" - (
                    "t5"."so_far" % 60
                  )
                  ELSE "t5"."so_far" - (
                    "t5"."so_far" % 360
                  )
                END AS "so_far"
              FROM (
                SELECT
                  "t4"."unit",
                  "t4"."journey",
                  "t4"."person",
                  "t4"."segment",
                  "t4"."bucket",
                  "t4"."place",
                  "t4"."position",
                  "t4"."role",
                  "t4"."entered_us",
                  "t4"."entered_day",
                  "t4"."entered_exact",
                  "t4"."left",
                  "t4"."left_us",
                  "t4"."left_day",
                  "t4"."left_exact",
                  "t4"."left_minutes",
                  "t4"."next_role",
                  "t4"."via",
                  "t4"."reason",
                  "t4"."implied",
                  "t4"."value",
                  "t4"."nth",
                  "t4"."again",
                  "t4"."here",
                  "t4"."onward",
                  "t4"."onward_us",
                  "t4"."onward_day",
                  "t4"."onward_exact",
                  "t4"."onward_minutes",
                  "t4"."ordinal",
                  "t4"."came",
                  "t4"."before_place",
                  "t4"."before_position",
                  "t4"."before_role",
                  "t4"."began_day",
                  "t4"."first_position",
                  "t4"."won_us",
                  "t4"."won_ordinal",
                  "t4"."won_value",
                  "t4"."last_us",
                  "t4"."last_position",
                  "t4"."last_role",
                  "t4"."last_via",
                  "t4"."kept",
                  "t4"."opportunity_type",
                  "t4"."as_of_us",
                  "t4"."as_of_day",
                  "t4"."first_day",
                  "t4"."end_day",
                  "t4"."within_us",
                  "t4"."within_days",
                  "t4"."older_us",
                  "t4"."older_days",
                  "t4"."stages",
                  "t4"."frm_position",
                  "t4"."to_position",
                  "t4"."lead_position",
                  "t4"."deal_position",
                  "t4"."window_us",
                  "t4"."sales_position",
                  "t4"."influence_us",
                  "t4"."seen_us",
                  "t4"."seen_day",
                  CASE
                    WHEN "t4"."entered_exact"
                    THEN CAST(FLOOR((
                      "t4"."as_of_us" - "t4"."entered_us"
                    ) / (
                      60000000
                    )) AS BIGINT)
                    ELSE (
                      "t4"."as_of_day" - "t4"."entered_day"
                    ) * 1440
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
                        FROM "visits" AS "t0"
                        WHERE
                          "t0"."entered_us" < "t0"."as_of_us"
                      ) AS "t1"
                      WHERE
                        "t1"."kept"
                    ) AS "t2"
                    WHERE
                      "t2"."position" < "t2"."stages"
                  ) AS "t3"
                  WHERE
                    "t3"."nth" = 1 AND NOT (
                      "t3"."implied"
                    )
                ) AS "t4"
              ) AS "t5"
            ) AS "t6"
          ) AS "t7"
        ) AS "t8"
        WHERE
          (
            "t8"."seen" = 0
          ) OR (
            "t8"."minutes" > "t8"."seen"
          )
      ) AS "t9"
    ) AS "t10"
  ) AS "t11"
) AS "t12"
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
