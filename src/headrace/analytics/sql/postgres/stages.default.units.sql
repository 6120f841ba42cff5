SELECT
  "t5"."unit",
  "t5"."journey",
  "t5"."person",
  "t5"."place",
  "t5"."segment",
  TRUE AS "here",
  NOT (
    "t5"."entered_us" IS NOT NULL
  ) AS "undated",
  (
    "t5"."entered_us" IS NOT NULL
  )
  AND COALESCE(
    CASE
      WHEN "t5"."entered_exact"
      THEN (
        "t5"."as_of_us" - "t5"."entered_us"
      ) > "t5"."older_us"
      ELSE (
        "t5"."as_of_day" - "t5"."entered_day"
      ) > "t5"."older_days"
    END,
    FALSE
  ) AS "older",
  "t5"."value",
  CASE
    WHEN "t5"."entered_us" IS NOT NULL
    THEN "t5"."age"
    ELSE CAST(NULL AS BIGINT)
  END AS "age"
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
    "t4"."left_day",
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
    "t4"."so_far",
    "t4"."so_far" AS "age"
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
      "t3"."left",
      "t3"."left_day",
      "t3"."left_minutes",
      "t3"."next_role",
      "t3"."via",
      "t3"."reason",
      "t3"."implied",
      "t3"."value",
      "t3"."nth",
      "t3"."again",
      "t3"."here",
      "t3"."onward",
      "t3"."onward_us",
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
      "t3"."influence_us",
      CASE
        WHEN CASE
          WHEN "t3"."entered_exact"
          THEN CAST(FLOOR(
            CAST((
              "t3"."as_of_us" - "t3"."entered_us"
            ) AS DOUBLE PRECISION) / (
              60000000
            )
          ) AS BIGINT)
          ELSE (
            "t3"."as_of_day" - "t3"."entered_day"
          ) * 1440
        END < 2880
        THEN CASE
          WHEN "t3"."entered_exact"
          THEN CAST(FLOOR(
            CAST((
              "t3"."as_of_us" - "t3"."entered_us"
            ) AS DOUBLE PRECISION) / (
              60000000
            )
          ) AS BIGINT)
          ELSE (
            "t3"."as_of_day" - "t3"."entered_day"
          ) * 1440
        END
        WHEN CASE
          WHEN "t3"."entered_exact"
          THEN CAST(FLOOR(
            CAST((
              "t3"."as_of_us" - "t3"."entered_us"
            ) AS DOUBLE PRECISION) / (
              60000000
            )
          ) AS BIGINT)
          ELSE (
            "t3"."as_of_day" - "t3"."entered_day"
          ) * 1440
        END < 129600
        THEN CASE
          WHEN "t3"."entered_exact"
          THEN CAST(FLOOR(
            CAST((
              "t3"."as_of_us" - "t3"."entered_us"
            ) AS DOUBLE PRECISION) / (
              60000000
            )
          ) AS BIGINT)
          ELSE (
            "t3"."as_of_day" - "t3"."entered_day"
          ) * 1440
        END - (
          CASE
            WHEN "t3"."entered_exact"
            THEN CAST(FLOOR(
              CAST((
                "t3"."as_of_us" - "t3"."entered_us"
              ) AS DOUBLE PRECISION) / (
                60000000
              )
            ) AS BIGINT)
            ELSE (
              "t3"."as_of_day" - "t3"."entered_day"
            ) * 1440
          END % 60
        )
        ELSE CASE
          WHEN "t3"."entered_exact"
          THEN CAST(FLOOR(
            CAST((
              "t3"."as_of_us" - "t3"."entered_us"
            ) AS DOUBLE PRECISION) / (
              60000000
            )
          ) AS BIGINT)
          ELSE (
            "t3"."as_of_day" - "t3"."entered_day"
          ) * 1440
        END - (
          CASE
            WHEN "t3"."entered_exact"
            THEN CAST(FLOOR(
              CAST((
                "t3"."as_of_us" - "t3"."entered_us"
              ) AS DOUBLE PRECISION) / (
                60000000
              )
            ) AS BIGINT)
            ELSE (
              "t3"."as_of_day" - "t3"."entered_day"
            ) * 1440
          END % 360
        )
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
          FROM "visits" AS "t0"
          WHERE
            (
              "t0"."entered_us" < "t0"."as_of_us"
            ) OR (
              "t0"."entered_us" IS NULL
            )
        ) AS "t1"
        WHERE
          "t1"."kept"
      ) AS "t2"
      WHERE
        "t2"."here" AND NOT (
          "t2"."implied"
        )
    ) AS "t3"
  ) AS "t4"
) AS "t5"
