WITH "t2" AS (
  SELECT
    "t1"."unit",
    "t1"."journey",
    "t1"."person",
    "t1"."segment",
    "t1"."bucket",
    "t1"."place",
    "t1"."position",
    "t1"."role",
    "t1"."entered_us",
    "t1"."entered_day",
    "t1"."entered_exact",
    "t1"."left",
    "t1"."left_us",
    "t1"."left_day",
    "t1"."left_exact",
    "t1"."left_minutes",
    "t1"."next_role",
    "t1"."via",
    "t1"."reason",
    "t1"."implied",
    "t1"."value",
    "t1"."nth",
    "t1"."again",
    "t1"."here",
    "t1"."onward",
    "t1"."onward_us",
    "t1"."onward_day",
    "t1"."onward_exact",
    "t1"."onward_minutes",
    "t1"."ordinal",
    "t1"."came",
    "t1"."before_place",
    "t1"."before_position",
    "t1"."before_role",
    "t1"."began_day",
    "t1"."first_position",
    "t1"."won_us",
    "t1"."won_ordinal",
    "t1"."won_value",
    "t1"."last_us",
    "t1"."last_position",
    "t1"."last_role",
    "t1"."last_via",
    "t1"."kept",
    "t1"."opportunity_type",
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
    SUM(CASE WHEN "t1"."role" = 'stage' THEN 0 ELSE 1 END) OVER (
      PARTITION BY "t1"."unit"
      ORDER BY "t1"."ordinal" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS "run",
    COALESCE(
      LAG("t1"."role") OVER (
        PARTITION BY "t1"."unit"
        ORDER BY "t1"."ordinal" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) <> 'stage',
      TRUE
    ) AS "begins"
  FROM (
    SELECT
      *
    FROM "visits" AS "t0"
    WHERE
      "t0"."entered_us" < "t0"."as_of_us"
  ) AS "t1"
)
SELECT
  *
FROM (
  SELECT
    "t14"."unit",
    "t14"."journey",
    "t14"."person",
    "t14"."segment",
    "t14"."place",
    "t14"."begins",
    "t14"."as_of_day" - "t14"."entered_day" AS "age",
    CASE
      WHEN NOT (
        "t14"."left"
      )
      THEN CAST(NULL AS INT)
      ELSE "t14"."left_day" - "t14"."entered_day"
    END AS "stayed",
    "t14"."over_day" - "t14"."entered_day" AS "length",
    COALESCE("t14"."end_role" = 'won', FALSE) AS "came",
    "t14"."value" AS "worth",
    CASE
      WHEN "t14"."end_role" = 'won'
      THEN "t14"."revenue"
      ELSE CAST(NULL AS BIGINT)
    END AS "revenue",
    TRUE AS "stays",
    NOT (
      "t14"."left"
    ) AND NOT (
      "t14"."implied"
    ) AS "open",
    NOT (
      "t14"."left"
    )
    AND NOT (
      "t14"."implied"
    )
    AND (
      "t14"."position" >= CASE
        WHEN "t14"."frm_position" > 0
        THEN "t14"."frm_position"
        ELSE "t14"."deal_position"
      END
    ) AS "pipeline"
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
        "t7"."run",
        "t7"."begins",
        "t11"."end_unit",
        "t11"."end_run",
        "t11"."over_day",
        "t11"."end_role",
        "t11"."revenue"
      FROM (
        SELECT
          *
        FROM "t2" AS "t3"
        WHERE
          "t3"."role" = 'stage' AND (
            "t3"."left" OR "t3"."here"
          )
      ) AS "t7"
      LEFT OUTER JOIN (
        SELECT
          "t5"."unit" AS "end_unit",
          "t5"."run" - 1 AS "end_run",
          "t5"."entered_day" AS "over_day",
          "t5"."role" AS "end_role",
          "t5"."value" AS "revenue"
        FROM (
          SELECT
            *
          FROM "t2" AS "t3"
          WHERE
            "t3"."role" <> 'stage'
        ) AS "t5"
      ) AS "t11"
        ON "t7"."unit" = "t11"."end_unit" AND "t7"."run" = "t11"."end_run"
    ) AS "t12"
    WHERE
      "t12"."kept"
  ) AS "t14"
) AS "t15"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t10"."unit",
    "t10"."journey",
    "t10"."person",
    "t10"."segment",
    "t10"."place",
    "t10"."begins",
    "t10"."as_of_day" - "t10"."entered_day" AS "age",
    CASE
      WHEN FALSE
      THEN CAST(NULL AS INT)
      ELSE "t10"."left_day" - "t10"."entered_day"
    END AS "stayed",
    "t10"."over_day" - "t10"."entered_day" AS "length",
    COALESCE("t10"."end_role" = 'won', FALSE) AS "came",
    "t10"."value" AS "worth",
    CASE
      WHEN "t10"."end_role" = 'won'
      THEN "t10"."revenue"
      ELSE CAST(NULL AS BIGINT)
    END AS "revenue",
    TRUE AS "stays",
    FALSE AND NOT (
      "t10"."implied"
    ) AS "open",
    FALSE
    AND NOT (
      "t10"."implied"
    )
    AND (
      "t10"."position" >= CASE
        WHEN "t10"."frm_position" > 0
        THEN "t10"."frm_position"
        ELSE "t10"."deal_position"
      END
    ) AS "pipeline"
  FROM (
    SELECT
      *
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
        "t4"."entered_day" AS "left_day",
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
        "t4"."run",
        "t4"."begins",
        "t4"."entered_day" AS "over_day",
        "t4"."role" AS "end_role",
        "t4"."value" AS "revenue"
      FROM (
        SELECT
          *
        FROM "t2" AS "t3"
        WHERE
          "t3"."role" = 'won' AND "t3"."begins"
      ) AS "t4"
    ) AS "t8"
    WHERE
      "t8"."kept"
  ) AS "t10"
) AS "t13"
