SELECT
  "t7"."place",
  "t7"."segment",
  "t7"."here",
  "t7"."undated",
  "t7"."older",
  "t7"."age",
  COUNT(*) AS "alike",
  SUM("t7"."value") AS "value"
FROM (
  SELECT
    "t6"."unit",
    "t6"."journey",
    "t6"."person",
    "t6"."place",
    "t6"."segment",
    TRUE AS "here",
    NOT (
      "t6"."entered_us" IS NOT NULL
    ) AS "undated",
    (
      "t6"."entered_us" IS NOT NULL
    )
    AND COALESCE(
      CASE
        WHEN "t6"."entered_exact"
        THEN (
          "t6"."as_of_us" - "t6"."entered_us"
        ) > "t6"."older_us"
        ELSE (
          "t6"."as_of_day" - "t6"."entered_day"
        ) > "t6"."older_days"
      END,
      FALSE
    ) AS "older",
    "t6"."value",
    CASE
      WHEN "t6"."entered_us" IS NOT NULL
      THEN "t6"."age"
      ELSE CAST(NULL AS BIGINT)
    END AS "age"
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
      "t5"."so_far",
      "t5"."so_far" AS "age"
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
        CASE
          WHEN "t4"."so_far" < 2880
          THEN "t4"."so_far"
          WHEN "t4"."so_far" < 129600
          THEN "t4"."so_far" - (
            "t4"."so_far" % 60
          )
          ELSE "t4"."so_far" - (
            "t4"."so_far" % 360
          )
        END AS "so_far"
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
          "t3"."left_us",
          "t3"."left_day",
          "t3"."left_exact",
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
            WHEN "t3"."entered_exact"
            THEN CAST(FLOOR((
              "t3"."as_of_us" - "t3"."entered_us"
            ) / (
              60000000
            )) AS BIGINT)
            ELSE (
              "t3"."as_of_day" - "t3"."entered_day"
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
  ) AS "t6"
) AS "t7"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6
