WITH "t8" AS (
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
    CASE
      WHEN "t4"."left_us" < "t4"."as_of_us"
      THEN "t4"."left_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "left_us",
    "t4"."left_day",
    "t4"."left_exact",
    "t4"."left_minutes",
    "t4"."next_role",
    "t4"."via",
    "t4"."reason",
    "t4"."implied",
    "t4"."value",
    "t4"."nth",
    CASE
      WHEN "t4"."again_us" < "t4"."as_of_us"
      THEN "t4"."again_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "again_us",
    CASE
      WHEN "t4"."until_us" < "t4"."as_of_us"
      THEN "t4"."until_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "until_us",
    CASE
      WHEN "t4"."onward_us" < "t4"."as_of_us"
      THEN "t4"."onward_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "onward_us",
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
    "t4"."influence_us"
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
  ) AS "t4"
)
SELECT
  "t27"."unit",
  "t27"."journey",
  "t27"."person",
  "t27"."bucket",
  "t27"."segment",
  "t27"."lead",
  TRUE AS "leads",
  COALESCE("t31"."touches", 0) AS "touches",
  COALESCE("t31"."dials", 0) AS "dials",
  COALESCE("t31"."minutes", 0) AS "minutes",
  COALESCE("t31"."touches", 0) * COALESCE("t31"."touches", 0) AS "touches_squared",
  COALESCE("t31"."minutes", 0) * COALESCE("t31"."minutes", 0) AS "minutes_squared"
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
    "t25"."left_minutes",
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
    "t25"."onward_minutes",
    "t25"."ordinal",
    "t25"."came",
    "t25"."before_place",
    "t25"."before_position",
    "t25"."before_role",
    "t25"."began_day",
    "t25"."first_position",
    "t25"."won_us",
    "t25"."won_ordinal",
    "t25"."won_value",
    "t25"."last_us",
    "t25"."last_position",
    "t25"."last_role",
    "t25"."last_via",
    "t25"."kept",
    "t25"."opportunity_type",
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
    "t25"."of_pass",
    "t25"."number",
    "t25"."before_ordinal",
    "t25"."lead",
    "t25"."pass_unit",
    "t25"."pass_journey",
    "t25"."began",
    CASE
      WHEN "t25"."lead" = 'again'
      THEN GREATEST("t25"."began" - 1, "t25"."before_ordinal")
      ELSE CAST(NULL AS BIGINT)
    END AS "last_ordinal"
  FROM (
    SELECT
      "t24"."unit",
      "t24"."journey",
      "t24"."person",
      "t24"."segment",
      "t24"."bucket",
      "t24"."place",
      "t24"."position",
      "t24"."role",
      "t24"."entered_us",
      "t24"."entered_day",
      "t24"."entered_exact",
      "t24"."left_us",
      "t24"."left_day",
      "t24"."left_exact",
      "t24"."left_minutes",
      "t24"."next_role",
      "t24"."via",
      "t24"."reason",
      "t24"."implied",
      "t24"."value",
      "t24"."nth",
      "t24"."again_us",
      "t24"."until_us",
      "t24"."onward_us",
      "t24"."onward_day",
      "t24"."onward_exact",
      "t24"."onward_minutes",
      "t24"."ordinal",
      "t24"."came",
      "t24"."before_place",
      "t24"."before_position",
      "t24"."before_role",
      "t24"."began_day",
      "t24"."first_position",
      "t24"."won_us",
      "t24"."won_ordinal",
      "t24"."won_value",
      "t24"."last_us",
      "t24"."last_position",
      "t24"."last_role",
      "t24"."last_via",
      "t24"."kept",
      "t24"."opportunity_type",
      "t24"."as_of_us",
      "t24"."as_of_day",
      "t24"."first_day",
      "t24"."end_day",
      "t24"."within_us",
      "t24"."within_days",
      "t24"."older_us",
      "t24"."older_days",
      "t24"."stages",
      "t24"."frm_position",
      "t24"."to_position",
      "t24"."lead_position",
      "t24"."deal_position",
      "t24"."window_us",
      "t24"."sales_position",
      "t24"."influence_us",
      "t24"."of_pass",
      "t24"."number",
      "t24"."before_ordinal",
      "t24"."lead",
      "t18"."pass_unit",
      "t18"."pass_journey",
      "t18"."began"
    FROM (
      SELECT
        "t22"."unit",
        "t22"."journey",
        "t22"."person",
        "t22"."segment",
        "t22"."bucket",
        "t22"."place",
        "t22"."position",
        "t22"."role",
        "t22"."entered_us",
        "t22"."entered_day",
        "t22"."entered_exact",
        "t22"."left_us",
        "t22"."left_day",
        "t22"."left_exact",
        "t22"."left_minutes",
        "t22"."next_role",
        "t22"."via",
        "t22"."reason",
        "t22"."implied",
        "t22"."value",
        "t22"."nth",
        "t22"."again_us",
        "t22"."until_us",
        "t22"."onward_us",
        "t22"."onward_day",
        "t22"."onward_exact",
        "t22"."onward_minutes",
        "t22"."ordinal",
        "t22"."came",
        "t22"."before_place",
        "t22"."before_position",
        "t22"."before_role",
        "t22"."began_day",
        "t22"."first_position",
        "t22"."won_us",
        "t22"."won_ordinal",
        "t22"."won_value",
        "t22"."last_us",
        "t22"."last_position",
        "t22"."last_role",
        "t22"."last_via",
        "t22"."kept",
        "t22"."opportunity_type",
        "t22"."as_of_us",
        "t22"."as_of_day",
        "t22"."first_day",
        "t22"."end_day",
        "t22"."within_us",
        "t22"."within_days",
        "t22"."older_us",
        "t22"."older_days",
        "t22"."stages",
        "t22"."frm_position",
        "t22"."to_position",
        "t22"."lead_position",
        "t22"."deal_position",
        "t22"."window_us",
        "t22"."sales_position",
        "t22"."influence_us",
        "t22"."of_pass",
        "t22"."number",
        "t22"."before_ordinal",
        CASE WHEN "t22"."number" = 0 THEN 'new' ELSE 'again' END AS "lead"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t20"."unit",
            "t20"."journey",
            "t20"."person",
            "t20"."segment",
            "t20"."bucket",
            "t20"."place",
            "t20"."position",
            "t20"."role",
            "t20"."entered_us",
            "t20"."entered_day",
            "t20"."entered_exact",
            "t20"."left_us",
            "t20"."left_day",
            "t20"."left_exact",
            "t20"."left_minutes",
            "t20"."next_role",
            "t20"."via",
            "t20"."reason",
            "t20"."implied",
            "t20"."value",
            "t20"."nth",
            "t20"."again_us",
            "t20"."until_us",
            "t20"."onward_us",
            "t20"."onward_day",
            "t20"."onward_exact",
            "t20"."onward_minutes",
            "t20"."ordinal",
            "t20"."came",
            "t20"."before_place",
            "t20"."before_position",
            "t20"."before_role",
            "t20"."began_day",
            "t20"."first_position",
            "t20"."won_us",
            "t20"."won_ordinal",
            "t20"."won_value",
            "t20"."last_us",
            "t20"."last_position",
            "t20"."last_role",
            "t20"."last_via",
            "t20"."kept",
            "t20"."opportunity_type",
            "t20"."as_of_us",
            "t20"."as_of_day",
            "t20"."first_day",
            "t20"."end_day",
            "t20"."within_us",
            "t20"."within_days",
            "t20"."older_us",
            "t20"."older_days",
            "t20"."stages",
            "t20"."frm_position",
            "t20"."to_position",
            "t20"."lead_position",
            "t20"."deal_position",
            "t20"."window_us",
            "t20"."sales_position",
            "t20"."influence_us",
            "t20"."of_pass",
            ROW_NUMBER() OVER (
              PARTITION BY "t20"."unit"
              ORDER BY "t20"."ordinal" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) - 1 AS "number",
            LAG("t20"."ordinal") OVER (
              PARTITION BY "t20"."unit"
              ORDER BY "t20"."ordinal" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "before_ordinal"
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
                ROW_NUMBER() OVER (
                  PARTITION BY "t16"."unit", "t16"."journey"
                  ORDER BY "t16"."ordinal" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "of_pass"
              FROM (
                SELECT
                  *
                FROM "t8" AS "t10"
                WHERE
                  "t10"."position" = "t10"."lead_position" AND NOT (
                    "t10"."implied"
                  )
              ) AS "t16"
            ) AS "t19"
            WHERE
              "t19"."of_pass" = 0
          ) AS "t20"
        ) AS "t21"
        WHERE
          "t21"."kept"
          AND "t21"."entered_day" >= "t21"."first_day"
          AND "t21"."entered_day" < "t21"."end_day"
      ) AS "t22"
    ) AS "t24"
    LEFT OUTER JOIN (
      SELECT
        "t10"."unit" AS "pass_unit",
        "t10"."journey" AS "pass_journey",
        MIN("t10"."ordinal") AS "began"
      FROM "t8" AS "t10"
      GROUP BY
        1,
        2
    ) AS "t18"
      ON "t24"."unit" = "t18"."pass_unit" AND "t24"."journey" = "t18"."pass_journey"
  ) AS "t25"
) AS "t27"
LEFT OUTER JOIN (
  SELECT
    "t10"."unit" AS "start_unit",
    "t10"."ordinal" AS "start_ordinal",
    "t10"."entered_us" AS "start_us",
    "t10"."entered_day" AS "start_day",
    "t10"."entered_exact" AS "start_exact"
  FROM "t8" AS "t10"
) AS "t15"
  ON "t27"."unit" = "t15"."start_unit"
  AND "t27"."last_ordinal" = "t15"."start_ordinal"
LEFT OUTER JOIN (
  SELECT
    "t29"."journey" AS "done_journey",
    SUM("t29"."touches") AS "touches",
    SUM("t29"."dials") AS "dials",
    SUM("t29"."minutes") AS "minutes"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t27"."unit",
        "t27"."journey",
        "t27"."person",
        "t27"."bucket",
        "t27"."segment",
        "t27"."lead",
        "t27"."entered_us",
        "t27"."entered_day",
        "t27"."entered_exact",
        "t15"."start_us",
        "t15"."start_day",
        "t15"."start_exact",
        "t17"."day",
        "t17"."exact",
        "t17"."at_us",
        "t17"."touches",
        "t17"."dials",
        "t17"."minutes",
        "t17"."thread"
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
          "t25"."left_minutes",
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
          "t25"."onward_minutes",
          "t25"."ordinal",
          "t25"."came",
          "t25"."before_place",
          "t25"."before_position",
          "t25"."before_role",
          "t25"."began_day",
          "t25"."first_position",
          "t25"."won_us",
          "t25"."won_ordinal",
          "t25"."won_value",
          "t25"."last_us",
          "t25"."last_position",
          "t25"."last_role",
          "t25"."last_via",
          "t25"."kept",
          "t25"."opportunity_type",
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
          "t25"."of_pass",
          "t25"."number",
          "t25"."before_ordinal",
          "t25"."lead",
          "t25"."pass_unit",
          "t25"."pass_journey",
          "t25"."began",
          CASE
            WHEN "t25"."lead" = 'again'
            THEN GREATEST("t25"."began" - 1, "t25"."before_ordinal")
            ELSE CAST(NULL AS BIGINT)
          END AS "last_ordinal"
        FROM (
          SELECT
            "t24"."unit",
            "t24"."journey",
            "t24"."person",
            "t24"."segment",
            "t24"."bucket",
            "t24"."place",
            "t24"."position",
            "t24"."role",
            "t24"."entered_us",
            "t24"."entered_day",
            "t24"."entered_exact",
            "t24"."left_us",
            "t24"."left_day",
            "t24"."left_exact",
            "t24"."left_minutes",
            "t24"."next_role",
            "t24"."via",
            "t24"."reason",
            "t24"."implied",
            "t24"."value",
            "t24"."nth",
            "t24"."again_us",
            "t24"."until_us",
            "t24"."onward_us",
            "t24"."onward_day",
            "t24"."onward_exact",
            "t24"."onward_minutes",
            "t24"."ordinal",
            "t24"."came",
            "t24"."before_place",
            "t24"."before_position",
            "t24"."before_role",
            "t24"."began_day",
            "t24"."first_position",
            "t24"."won_us",
            "t24"."won_ordinal",
            "t24"."won_value",
            "t24"."last_us",
            "t24"."last_position",
            "t24"."last_role",
            "t24"."last_via",
            "t24"."kept",
            "t24"."opportunity_type",
            "t24"."as_of_us",
            "t24"."as_of_day",
            "t24"."first_day",
            "t24"."end_day",
            "t24"."within_us",
            "t24"."within_days",
            "t24"."older_us",
            "t24"."older_days",
            "t24"."stages",
            "t24"."frm_position",
            "t24"."to_position",
            "t24"."lead_position",
            "t24"."deal_position",
            "t24"."window_us",
            "t24"."sales_position",
            "t24"."influence_us",
            "t24"."of_pass",
            "t24"."number",
            "t24"."before_ordinal",
            "t24"."lead",
            "t18"."pass_unit",
            "t18"."pass_journey",
            "t18"."began"
          FROM (
            SELECT
              "t22"."unit",
              "t22"."journey",
              "t22"."person",
              "t22"."segment",
              "t22"."bucket",
              "t22"."place",
              "t22"."position",
              "t22"."role",
              "t22"."entered_us",
              "t22"."entered_day",
              "t22"."entered_exact",
              "t22"."left_us",
              "t22"."left_day",
              "t22"."left_exact",
              "t22"."left_minutes",
              "t22"."next_role",
              "t22"."via",
              "t22"."reason",
              "t22"."implied",
              "t22"."value",
              "t22"."nth",
              "t22"."again_us",
              "t22"."until_us",
              "t22"."onward_us",
              "t22"."onward_day",
              "t22"."onward_exact",
              "t22"."onward_minutes",
              "t22"."ordinal",
              "t22"."came",
              "t22"."before_place",
              "t22"."before_position",
              "t22"."before_role",
              "t22"."began_day",
              "t22"."first_position",
              "t22"."won_us",
              "t22"."won_ordinal",
              "t22"."won_value",
              "t22"."last_us",
              "t22"."last_position",
              "t22"."last_role",
              "t22"."last_via",
              "t22"."kept",
              "t22"."opportunity_type",
              "t22"."as_of_us",
              "t22"."as_of_day",
              "t22"."first_day",
              "t22"."end_day",
              "t22"."within_us",
              "t22"."within_days",
              "t22"."older_us",
              "t22"."older_days",
              "t22"."stages",
              "t22"."frm_position",
              "t22"."to_position",
              "t22"."lead_position",
              "t22"."deal_position",
              "t22"."window_us",
              "t22"."sales_position",
              "t22"."influence_us",
              "t22"."of_pass",
              "t22"."number",
              "t22"."before_ordinal",
              CASE WHEN "t22"."number" = 0 THEN 'new' ELSE 'again' END AS "lead"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t20"."unit",
                  "t20"."journey",
                  "t20"."person",
                  "t20"."segment",
                  "t20"."bucket",
                  "t20"."place",
                  "t20"."position",
                  "t20"."role",
                  "t20"."entered_us",
                  "t20"."entered_day",
                  "t20"."entered_exact",
                  "t20"."left_us",
                  "t20"."left_day",
                  "t20"."left_exact",
                  "t20"."left_minutes",
                  "t20"."next_role",
                  "t20"."via",
                  "t20"."reason",
                  "t20"."implied",
                  "t20"."value",
                  "t20"."nth",
                  "t20"."again_us",
                  "t20"."until_us",
                  "t20"."onward_us",
                  "t20"."onward_day",
                  "t20"."onward_exact",
                  "t20"."onward_minutes",
                  "t20"."ordinal",
                  "t20"."came",
                  "t20"."before_place",
                  "t20"."before_position",
                  "t20"."before_role",
                  "t20"."began_day",
                  "t20"."first_position",
                  "t20"."won_us",
                  "t20"."won_ordinal",
                  "t20"."won_value",
                  "t20"."last_us",
                  "t20"."last_position",
                  "t20"."last_role",
                  "t20"."last_via",
                  "t20"."kept",
                  "t20"."opportunity_type",
                  "t20"."as_of_us",
                  "t20"."as_of_day",
                  "t20"."first_day",
                  "t20"."end_day",
                  "t20"."within_us",
                  "t20"."within_days",
                  "t20"."older_us",
                  "t20"."older_days",
                  "t20"."stages",
                  "t20"."frm_position",
                  "t20"."to_position",
                  "t20"."lead_position",
                  "t20"."deal_position",
                  "t20"."window_us",
                  "t20"."sales_position",
                  "t20"."influence_us",
                  "t20"."of_pass",
                  ROW_NUMBER() OVER (
                    PARTITION BY "t20"."unit"
                    ORDER BY "t20"."ordinal" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) - 1 AS "number",
                  LAG("t20"."ordinal") OVER (
                    PARTITION BY "t20"."unit"
                    ORDER BY "t20"."ordinal" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) AS "before_ordinal"
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
                      ROW_NUMBER() OVER (
                        PARTITION BY "t16"."unit", "t16"."journey"
                        ORDER BY "t16"."ordinal" ASC
                        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                      ) - 1 AS "of_pass"
                    FROM (
                      SELECT
                        *
                      FROM "t8" AS "t10"
                      WHERE
                        "t10"."position" = "t10"."lead_position" AND NOT (
                          "t10"."implied"
                        )
                    ) AS "t16"
                  ) AS "t19"
                  WHERE
                    "t19"."of_pass" = 0
                ) AS "t20"
              ) AS "t21"
              WHERE
                "t21"."kept"
                AND "t21"."entered_day" >= "t21"."first_day"
                AND "t21"."entered_day" < "t21"."end_day"
            ) AS "t22"
          ) AS "t24"
          LEFT OUTER JOIN (
            SELECT
              "t10"."unit" AS "pass_unit",
              "t10"."journey" AS "pass_journey",
              MIN("t10"."ordinal") AS "began"
            FROM "t8" AS "t10"
            GROUP BY
              1,
              2
          ) AS "t18"
            ON "t24"."unit" = "t18"."pass_unit" AND "t24"."journey" = "t18"."pass_journey"
        ) AS "t25"
      ) AS "t27"
      LEFT OUTER JOIN (
        SELECT
          "t10"."unit" AS "start_unit",
          "t10"."ordinal" AS "start_ordinal",
          "t10"."entered_us" AS "start_us",
          "t10"."entered_day" AS "start_day",
          "t10"."entered_exact" AS "start_exact"
        FROM "t8" AS "t10"
      ) AS "t15"
        ON "t27"."unit" = "t15"."start_unit"
        AND "t27"."last_ordinal" = "t15"."start_ordinal"
      INNER JOIN (
        SELECT
          *
        FROM (
          SELECT
            "t6"."day",
            "t6"."exact",
            "t6"."at_us",
            "t6"."touches",
            "t6"."dials",
            "t6"."minutes",
            COALESCE("t6"."person", "t6"."journey") AS "thread"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t1"."day",
                "t1"."person",
                "t1"."journey",
                "t1"."kind",
                "t1"."at_us",
                "t1"."root",
                "t1"."exact",
                "t1"."actor_kind",
                "t1"."channel",
                "t1"."campaign",
                "t1"."activity",
                "t1"."direction",
                "t1"."side",
                "t1"."segment",
                "t1"."bucket",
                "t1"."as_of_us",
                "t1"."as_of_day",
                "t1"."first_day",
                "t1"."end_day",
                "t1"."within_us",
                "t1"."within_days",
                "t1"."older_us",
                "t1"."older_days",
                "t1"."stages",
                "t1"."frm_position",
                "t1"."to_position",
                "t1"."lead_position",
                "t1"."deal_position",
                "t1"."window_us",
                "t1"."sales_position",
                "t1"."influence_us",
                1 AS "touches",
                0 AS "dials",
                0.0 AS "minutes"
              FROM "told_touches" AS "t1"
            ) AS "t3"
            WHERE
              "t3"."day" IS NOT NULL
          ) AS "t6"
        ) AS "t9"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t7"."day",
            "t7"."exact",
            "t7"."at_us",
            "t7"."touches",
            "t7"."dials",
            "t7"."minutes",
            COALESCE("t7"."person", "t7"."journey") AS "thread"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t2"."day",
                "t2"."person",
                "t2"."journey",
                "t2"."kind",
                "t2"."at_us",
                "t2"."root",
                "t2"."exact",
                "t2"."actor_kind",
                GREATEST(COALESCE("t2"."dials", 1), 1) AS "dials",
                COALESCE("t2"."minutes", 0.0) AS "minutes",
                "t2"."connected",
                "t2"."segment",
                "t2"."bucket",
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
                "t2"."influence_us",
                0 AS "touches"
              FROM "told_attempts" AS "t2"
            ) AS "t5"
            WHERE
              "t5"."day" IS NOT NULL
          ) AS "t7"
        ) AS "t11"
      ) AS "t17"
        ON "t27"."unit" = "t17"."thread"
    ) AS "t28"
    WHERE
      (
        (
          "t28"."start_us" IS NULL
        )
        OR CASE
          WHEN "t28"."exact" AND "t28"."start_exact"
          THEN "t28"."at_us" > "t28"."start_us"
          ELSE "t28"."day" > "t28"."start_day"
        END
      )
      AND CASE
        WHEN "t28"."exact" AND "t28"."entered_exact"
        THEN "t28"."at_us" <= "t28"."entered_us"
        ELSE "t28"."day" <= "t28"."entered_day"
      END
  ) AS "t29"
  GROUP BY
    1
) AS "t31"
  ON "t27"."journey" = "t31"."done_journey"
