WITH "t4" AS (
  SELECT
    *
  FROM "visits" AS "t0"
  WHERE
    (
      "t0"."entered_us" < "t0"."as_of_us"
    ) OR (
      "t0"."entered_us" IS NULL
    )
)
SELECT
  "t26"."unit",
  "t26"."journey",
  "t26"."person",
  "t26"."bucket",
  "t26"."segment",
  "t26"."lead",
  TRUE AS "leads",
  COALESCE("t30"."touches", 0) AS "touches",
  COALESCE("t30"."dials", 0) AS "dials",
  COALESCE("t30"."minutes", 0) AS "minutes",
  COALESCE("t30"."touches", 0) * COALESCE("t30"."touches", 0) AS "touches_squared",
  COALESCE("t30"."minutes", 0) * COALESCE("t30"."minutes", 0) AS "minutes_squared"
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
    "t24"."left",
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
    "t24"."again",
    "t24"."here",
    "t24"."onward",
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
    "t24"."pass_unit",
    "t24"."pass_journey",
    "t24"."began",
    CASE
      WHEN "t24"."lead" = 'again'
      THEN GREATEST("t24"."began" - 1, "t24"."before_ordinal")
      ELSE CAST(NULL AS BIGINT)
    END AS "last_ordinal"
  FROM (
    SELECT
      "t23"."unit",
      "t23"."journey",
      "t23"."person",
      "t23"."segment",
      "t23"."bucket",
      "t23"."place",
      "t23"."position",
      "t23"."role",
      "t23"."entered_us",
      "t23"."entered_day",
      "t23"."entered_exact",
      "t23"."left",
      "t23"."left_us",
      "t23"."left_day",
      "t23"."left_exact",
      "t23"."left_minutes",
      "t23"."next_role",
      "t23"."via",
      "t23"."reason",
      "t23"."implied",
      "t23"."value",
      "t23"."nth",
      "t23"."again",
      "t23"."here",
      "t23"."onward",
      "t23"."onward_us",
      "t23"."onward_day",
      "t23"."onward_exact",
      "t23"."onward_minutes",
      "t23"."ordinal",
      "t23"."came",
      "t23"."before_place",
      "t23"."before_position",
      "t23"."before_role",
      "t23"."began_day",
      "t23"."first_position",
      "t23"."won_us",
      "t23"."won_ordinal",
      "t23"."won_value",
      "t23"."last_us",
      "t23"."last_position",
      "t23"."last_role",
      "t23"."last_via",
      "t23"."kept",
      "t23"."opportunity_type",
      "t23"."as_of_us",
      "t23"."as_of_day",
      "t23"."first_day",
      "t23"."end_day",
      "t23"."within_us",
      "t23"."within_days",
      "t23"."older_us",
      "t23"."older_days",
      "t23"."stages",
      "t23"."frm_position",
      "t23"."to_position",
      "t23"."lead_position",
      "t23"."deal_position",
      "t23"."window_us",
      "t23"."sales_position",
      "t23"."influence_us",
      "t23"."of_pass",
      "t23"."number",
      "t23"."before_ordinal",
      "t23"."lead",
      "t14"."pass_unit",
      "t14"."pass_journey",
      "t14"."began"
    FROM (
      SELECT
        "t21"."unit",
        "t21"."journey",
        "t21"."person",
        "t21"."segment",
        "t21"."bucket",
        "t21"."place",
        "t21"."position",
        "t21"."role",
        "t21"."entered_us",
        "t21"."entered_day",
        "t21"."entered_exact",
        "t21"."left",
        "t21"."left_us",
        "t21"."left_day",
        "t21"."left_exact",
        "t21"."left_minutes",
        "t21"."next_role",
        "t21"."via",
        "t21"."reason",
        "t21"."implied",
        "t21"."value",
        "t21"."nth",
        "t21"."again",
        "t21"."here",
        "t21"."onward",
        "t21"."onward_us",
        "t21"."onward_day",
        "t21"."onward_exact",
        "t21"."onward_minutes",
        "t21"."ordinal",
        "t21"."came",
        "t21"."before_place",
        "t21"."before_position",
        "t21"."before_role",
        "t21"."began_day",
        "t21"."first_position",
        "t21"."won_us",
        "t21"."won_ordinal",
        "t21"."won_value",
        "t21"."last_us",
        "t21"."last_position",
        "t21"."last_role",
        "t21"."last_via",
        "t21"."kept",
        "t21"."opportunity_type",
        "t21"."as_of_us",
        "t21"."as_of_day",
        "t21"."first_day",
        "t21"."end_day",
        "t21"."within_us",
        "t21"."within_days",
        "t21"."older_us",
        "t21"."older_days",
        "t21"."stages",
        "t21"."frm_position",
        "t21"."to_position",
        "t21"."lead_position",
        "t21"."deal_position",
        "t21"."window_us",
        "t21"."sales_position",
        "t21"."influence_us",
        "t21"."of_pass",
        "t21"."number",
        "t21"."before_ordinal",
        CASE WHEN "t21"."number" = 0 THEN 'new' ELSE 'again' END AS "lead"
      FROM (
        SELECT
          *
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
            "t19"."left",
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
            "t19"."again",
            "t19"."here",
            "t19"."onward",
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
            "t19"."won_us",
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
            "t19"."of_pass",
            ROW_NUMBER() OVER (
              PARTITION BY "t19"."unit"
              ORDER BY "t19"."ordinal" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) - 1 AS "number",
            LAG("t19"."ordinal") OVER (
              PARTITION BY "t19"."unit"
              ORDER BY "t19"."ordinal" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "before_ordinal"
          FROM (
            SELECT
              *
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
                ROW_NUMBER() OVER (
                  PARTITION BY "t12"."unit", "t12"."journey"
                  ORDER BY "t12"."ordinal" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "of_pass"
              FROM (
                SELECT
                  *
                FROM "t4" AS "t6"
                WHERE
                  "t6"."position" = "t6"."lead_position" AND NOT (
                    "t6"."implied"
                  )
              ) AS "t12"
            ) AS "t18"
            WHERE
              "t18"."of_pass" = 0
          ) AS "t19"
        ) AS "t20"
        WHERE
          "t20"."kept"
          AND "t20"."entered_day" >= "t20"."first_day"
          AND "t20"."entered_day" < "t20"."end_day"
      ) AS "t21"
    ) AS "t23"
    LEFT OUTER JOIN (
      SELECT
        "t6"."unit" AS "pass_unit",
        "t6"."journey" AS "pass_journey",
        MIN("t6"."ordinal") AS "began"
      FROM "t4" AS "t6"
      GROUP BY
        1,
        2
    ) AS "t14"
      ON "t23"."unit" = "t14"."pass_unit" AND "t23"."journey" = "t14"."pass_journey"
  ) AS "t24"
) AS "t26"
LEFT OUTER JOIN (
  SELECT
    "t6"."unit" AS "start_unit",
    "t6"."ordinal" AS "start_ordinal",
    "t6"."entered_us" AS "start_us",
    "t6"."entered_day" AS "start_day",
    "t6"."entered_exact" AS "start_exact"
  FROM "t4" AS "t6"
) AS "t11"
  ON "t26"."unit" = "t11"."start_unit"
  AND "t26"."last_ordinal" = "t11"."start_ordinal"
LEFT OUTER JOIN (
  SELECT
    "t28"."journey" AS "done_journey",
    SUM("t28"."touches") AS "touches",
    SUM("t28"."dials") AS "dials",
    SUM("t28"."minutes") AS "minutes"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t26"."unit",
        "t26"."journey",
        "t26"."person",
        "t26"."bucket",
        "t26"."segment",
        "t26"."lead",
        "t26"."entered_us",
        "t26"."entered_day",
        "t26"."entered_exact",
        "t11"."start_us",
        "t11"."start_day",
        "t11"."start_exact",
        "t17"."day",
        "t17"."exact",
        "t17"."at_us",
        "t17"."touches",
        "t17"."dials",
        "t17"."minutes",
        "t17"."thread"
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
          "t24"."left",
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
          "t24"."again",
          "t24"."here",
          "t24"."onward",
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
          "t24"."pass_unit",
          "t24"."pass_journey",
          "t24"."began",
          CASE
            WHEN "t24"."lead" = 'again'
            THEN GREATEST("t24"."began" - 1, "t24"."before_ordinal")
            ELSE CAST(NULL AS BIGINT)
          END AS "last_ordinal"
        FROM (
          SELECT
            "t23"."unit",
            "t23"."journey",
            "t23"."person",
            "t23"."segment",
            "t23"."bucket",
            "t23"."place",
            "t23"."position",
            "t23"."role",
            "t23"."entered_us",
            "t23"."entered_day",
            "t23"."entered_exact",
            "t23"."left",
            "t23"."left_us",
            "t23"."left_day",
            "t23"."left_exact",
            "t23"."left_minutes",
            "t23"."next_role",
            "t23"."via",
            "t23"."reason",
            "t23"."implied",
            "t23"."value",
            "t23"."nth",
            "t23"."again",
            "t23"."here",
            "t23"."onward",
            "t23"."onward_us",
            "t23"."onward_day",
            "t23"."onward_exact",
            "t23"."onward_minutes",
            "t23"."ordinal",
            "t23"."came",
            "t23"."before_place",
            "t23"."before_position",
            "t23"."before_role",
            "t23"."began_day",
            "t23"."first_position",
            "t23"."won_us",
            "t23"."won_ordinal",
            "t23"."won_value",
            "t23"."last_us",
            "t23"."last_position",
            "t23"."last_role",
            "t23"."last_via",
            "t23"."kept",
            "t23"."opportunity_type",
            "t23"."as_of_us",
            "t23"."as_of_day",
            "t23"."first_day",
            "t23"."end_day",
            "t23"."within_us",
            "t23"."within_days",
            "t23"."older_us",
            "t23"."older_days",
            "t23"."stages",
            "t23"."frm_position",
            "t23"."to_position",
            "t23"."lead_position",
            "t23"."deal_position",
            "t23"."window_us",
            "t23"."sales_position",
            "t23"."influence_us",
            "t23"."of_pass",
            "t23"."number",
            "t23"."before_ordinal",
            "t23"."lead",
            "t14"."pass_unit",
            "t14"."pass_journey",
            "t14"."began"
          FROM (
            SELECT
              "t21"."unit",
              "t21"."journey",
              "t21"."person",
              "t21"."segment",
              "t21"."bucket",
              "t21"."place",
              "t21"."position",
              "t21"."role",
              "t21"."entered_us",
              "t21"."entered_day",
              "t21"."entered_exact",
              "t21"."left",
              "t21"."left_us",
              "t21"."left_day",
              "t21"."left_exact",
              "t21"."left_minutes",
              "t21"."next_role",
              "t21"."via",
              "t21"."reason",
              "t21"."implied",
              "t21"."value",
              "t21"."nth",
              "t21"."again",
              "t21"."here",
              "t21"."onward",
              "t21"."onward_us",
              "t21"."onward_day",
              "t21"."onward_exact",
              "t21"."onward_minutes",
              "t21"."ordinal",
              "t21"."came",
              "t21"."before_place",
              "t21"."before_position",
              "t21"."before_role",
              "t21"."began_day",
              "t21"."first_position",
              "t21"."won_us",
              "t21"."won_ordinal",
              "t21"."won_value",
              "t21"."last_us",
              "t21"."last_position",
              "t21"."last_role",
              "t21"."last_via",
              "t21"."kept",
              "t21"."opportunity_type",
              "t21"."as_of_us",
              "t21"."as_of_day",
              "t21"."first_day",
              "t21"."end_day",
              "t21"."within_us",
              "t21"."within_days",
              "t21"."older_us",
              "t21"."older_days",
              "t21"."stages",
              "t21"."frm_position",
              "t21"."to_position",
              "t21"."lead_position",
              "t21"."deal_position",
              "t21"."window_us",
              "t21"."sales_position",
              "t21"."influence_us",
              "t21"."of_pass",
              "t21"."number",
              "t21"."before_ordinal",
              CASE WHEN "t21"."number" = 0 THEN 'new' ELSE 'again' END AS "lead"
            FROM (
              SELECT
                *
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
                  "t19"."left",
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
                  "t19"."again",
                  "t19"."here",
                  "t19"."onward",
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
                  "t19"."won_us",
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
                  "t19"."of_pass",
                  ROW_NUMBER() OVER (
                    PARTITION BY "t19"."unit"
                    ORDER BY "t19"."ordinal" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) - 1 AS "number",
                  LAG("t19"."ordinal") OVER (
                    PARTITION BY "t19"."unit"
                    ORDER BY "t19"."ordinal" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) AS "before_ordinal"
                FROM (
                  SELECT
                    *
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
                      ROW_NUMBER() OVER (
                        PARTITION BY "t12"."unit", "t12"."journey"
                        ORDER BY "t12"."ordinal" ASC
                        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                      ) - 1 AS "of_pass"
                    FROM (
                      SELECT
                        *
                      FROM "t4" AS "t6"
                      WHERE
                        "t6"."position" = "t6"."lead_position" AND NOT (
                          "t6"."implied"
                        )
                    ) AS "t12"
                  ) AS "t18"
                  WHERE
                    "t18"."of_pass" = 0
                ) AS "t19"
              ) AS "t20"
              WHERE
                "t20"."kept"
                AND "t20"."entered_day" >= "t20"."first_day"
                AND "t20"."entered_day" < "t20"."end_day"
            ) AS "t21"
          ) AS "t23"
          LEFT OUTER JOIN (
            SELECT
              "t6"."unit" AS "pass_unit",
              "t6"."journey" AS "pass_journey",
              MIN("t6"."ordinal") AS "began"
            FROM "t4" AS "t6"
            GROUP BY
              1,
              2
          ) AS "t14"
            ON "t23"."unit" = "t14"."pass_unit" AND "t23"."journey" = "t14"."pass_journey"
        ) AS "t24"
      ) AS "t26"
      LEFT OUTER JOIN (
        SELECT
          "t6"."unit" AS "start_unit",
          "t6"."ordinal" AS "start_ordinal",
          "t6"."entered_us" AS "start_us",
          "t6"."entered_day" AS "start_day",
          "t6"."entered_exact" AS "start_exact"
        FROM "t4" AS "t6"
      ) AS "t11"
        ON "t26"."unit" = "t11"."start_unit"
        AND "t26"."last_ordinal" = "t11"."start_ordinal"
      INNER JOIN (
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
          ) AS "t7"
        ) AS "t13"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t9"."day",
            "t9"."exact",
            "t9"."at_us",
            "t9"."touches",
            "t9"."dials",
            "t9"."minutes",
            COALESCE("t9"."person", "t9"."journey") AS "thread"
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
          ) AS "t9"
        ) AS "t15"
      ) AS "t17"
        ON "t26"."unit" = "t17"."thread"
    ) AS "t27"
    WHERE
      (
        (
          "t27"."start_us" IS NULL
        )
        OR CASE
          WHEN "t27"."exact" AND "t27"."start_exact"
          THEN "t27"."at_us" > "t27"."start_us"
          ELSE "t27"."day" > "t27"."start_day"
        END
      )
      AND CASE
        WHEN "t27"."exact" AND "t27"."entered_exact"
        THEN "t27"."at_us" <= "t27"."entered_us"
        ELSE "t27"."day" <= "t27"."entered_day"
      END
  ) AS "t28"
  GROUP BY
    1
) AS "t30"
  ON "t26"."journey" = "t30"."done_journey"
