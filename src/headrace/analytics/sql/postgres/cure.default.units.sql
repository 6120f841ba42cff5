SELECT
  "t9"."unit",
  "t9"."journey",
  "t9"."person",
  "t9"."place",
  "t9"."segment",
  "t9"."minutes",
  "t9"."age",
  "t9"."ended",
  TRUE AS "entered",
  COALESCE("t9"."ended", '') = 'moved_on' AS "moved_on",
  "t9"."ended" IS NULL AS "open",
  NOT (
    COALESCE("t9"."ended", '') = 'moved_on'
  )
  AND NOT (
    "t9"."ended" IS NULL
  ) AS "gone",
  CASE
    WHEN COALESCE("t9"."ended", '') = 'moved_on'
    THEN "t9"."minutes"
    ELSE "t9"."age"
  END AS "until",
  CASE
    WHEN COALESCE("t9"."ended", '') = 'moved_on'
    THEN "t9"."ended"
    ELSE CAST(NULL AS VARCHAR)
  END AS "came"
FROM (
  SELECT
    "t8"."unit",
    "t8"."journey",
    "t8"."person",
    "t8"."place",
    "t8"."segment",
    "t8"."bucket",
    "t8"."minutes",
    "t8"."age",
    CASE
      WHEN "t8"."onward_us" IS NOT NULL
      THEN 'moved_on'
      WHEN "t8"."left_us" IS NULL
      THEN 'open'
      WHEN "t8"."next_role" = 'nurture'
      THEN 'nurtured'
      WHEN "t8"."next_role" = 'expired'
      THEN 'expired'
      WHEN "t8"."next_role" IN ('out', 'lost')
      THEN 'left'
      ELSE 'moved_back'
    END AS "outcome",
    CASE
      WHEN CASE
        WHEN "t8"."onward_us" IS NOT NULL
        THEN 'moved_on'
        WHEN "t8"."left_us" IS NULL
        THEN 'open'
        WHEN "t8"."next_role" = 'nurture'
        THEN 'nurtured'
        WHEN "t8"."next_role" = 'expired'
        THEN 'expired'
        WHEN "t8"."next_role" IN ('out', 'lost')
        THEN 'left'
        ELSE 'moved_back'
      END = 'open'
      THEN CAST(NULL AS VARCHAR)
      ELSE CASE
        WHEN "t8"."onward_us" IS NOT NULL
        THEN 'moved_on'
        WHEN "t8"."left_us" IS NULL
        THEN 'open'
        WHEN "t8"."next_role" = 'nurture'
        THEN 'nurtured'
        WHEN "t8"."next_role" = 'expired'
        THEN 'expired'
        WHEN "t8"."next_role" IN ('out', 'lost')
        THEN 'left'
        ELSE 'moved_back'
      END
    END AS "ended",
    TRUE AS "count"
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
      "t7"."again_us",
      "t7"."until_us",
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
      CASE
        WHEN "t7"."minutes" < 2880
        THEN "t7"."minutes"
        WHEN "t7"."minutes" < 129600
        THEN "t7"."minutes" - (
          "t7"."minutes" % 60
        )
        ELSE "t7"."minutes" - (
          "t7"."minutes" % 360
        )
      END AS "minutes",
      CASE
        WHEN "t7"."age" < 2880
        THEN "t7"."age"
        WHEN "t7"."age" < 129600
        THEN "t7"."age" - (
          "t7"."age" % 60
        )
        ELSE "t7"."age" - (
          "t7"."age" % 360
        )
      END AS "age"
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
        "t6"."again_us",
        "t6"."until_us",
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
        CASE
          WHEN "t6"."onward_us" IS NOT NULL
          THEN "t6"."onward_minutes"
          WHEN "t6"."left_us" IS NOT NULL
          THEN "t6"."left_minutes"
          ELSE CASE
            WHEN "t6"."entered_exact"
            THEN CAST(FLOOR(
              CAST((
                "t6"."as_of_us" - "t6"."entered_us"
              ) AS DOUBLE PRECISION) / (
                60000000
              )
            ) AS BIGINT)
            ELSE (
              "t6"."as_of_day" - "t6"."entered_day"
            ) * 1440
          END
        END AS "minutes",
        CASE
          WHEN "t6"."entered_exact"
          THEN CAST(FLOOR(
            CAST((
              "t6"."as_of_us" - "t6"."entered_us"
            ) AS DOUBLE PRECISION) / (
              60000000
            )
          ) AS BIGINT)
          ELSE (
            "t6"."as_of_day" - "t6"."entered_day"
          ) * 1440
        END AS "age"
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
            ) AS "t3"
            WHERE
              "t3"."position" < "t3"."stages"
          ) AS "t4"
          WHERE
            "t4"."entered_day" >= "t4"."first_day"
            AND "t4"."entered_day" < "t4"."end_day"
            AND "t4"."nth" = 1
        ) AS "t5"
        WHERE
          NOT (
            "t5"."implied"
          )
      ) AS "t6"
    ) AS "t7"
  ) AS "t8"
) AS "t9"
