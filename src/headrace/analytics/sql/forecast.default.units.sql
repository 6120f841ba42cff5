WITH "t3" AS (
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
    "t2"."left_us",
    "t2"."left_day",
    "t2"."left_exact",
    "t2"."left_minutes",
    "t2"."next_role",
    "t2"."via",
    "t2"."reason",
    "t2"."implied",
    "t2"."value",
    "t2"."nth",
    "t2"."again_us",
    "t2"."until_us",
    "t2"."onward_us",
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
    "t2"."influence_us",
    SUM(CASE WHEN "t2"."role" = 'stage' THEN 0 ELSE 1 END) OVER (
      PARTITION BY "t2"."unit"
      ORDER BY "t2"."ordinal" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS "run",
    COALESCE(
      LAG("t2"."role") OVER (
        PARTITION BY "t2"."unit"
        ORDER BY "t2"."ordinal" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) <> 'stage',
      TRUE
    ) AS "begins"
  FROM (
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
      CASE
        WHEN "t1"."left_us" < "t1"."as_of_us"
        THEN "t1"."left_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "left_us",
      "t1"."left_day",
      "t1"."left_exact",
      "t1"."left_minutes",
      "t1"."next_role",
      "t1"."via",
      "t1"."reason",
      "t1"."implied",
      "t1"."value",
      "t1"."nth",
      CASE
        WHEN "t1"."again_us" < "t1"."as_of_us"
        THEN "t1"."again_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "again_us",
      CASE
        WHEN "t1"."until_us" < "t1"."as_of_us"
        THEN "t1"."until_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "until_us",
      CASE
        WHEN "t1"."onward_us" < "t1"."as_of_us"
        THEN "t1"."onward_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "onward_us",
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
      "t1"."influence_us"
    FROM (
      SELECT
        *
      FROM "visits" AS "t0"
      WHERE
        "t0"."entered_us" < "t0"."as_of_us"
    ) AS "t1"
  ) AS "t2"
)
SELECT
  *
FROM (
  SELECT
    "t15"."unit",
    "t15"."journey",
    "t15"."person",
    "t15"."segment",
    "t15"."place",
    "t15"."begins",
    "t15"."as_of_day" - "t15"."entered_day" AS "age",
    CASE
      WHEN "t15"."left_us" IS NULL
      THEN CAST(NULL AS INT)
      ELSE "t15"."left_day" - "t15"."entered_day"
    END AS "stayed",
    "t15"."over_day" - "t15"."entered_day" AS "length",
    COALESCE("t15"."end_role" = 'won', FALSE) AS "came",
    "t15"."value" AS "worth",
    CASE
      WHEN "t15"."end_role" = 'won'
      THEN "t15"."revenue"
      ELSE CAST(NULL AS BIGINT)
    END AS "revenue",
    TRUE AS "stays",
    (
      "t15"."left_us" IS NULL
    ) AND NOT (
      "t15"."implied"
    ) AS "open",
    (
      "t15"."left_us" IS NULL
    )
    AND NOT (
      "t15"."implied"
    )
    AND (
      "t15"."position" >= CASE
        WHEN "t15"."frm_position" > 0
        THEN "t15"."frm_position"
        ELSE "t15"."deal_position"
      END
    ) AS "pipeline"
  FROM (
    SELECT
      *
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
        "t9"."left_us",
        "t9"."left_day",
        "t9"."left_exact",
        "t9"."left_minutes",
        "t9"."next_role",
        "t9"."via",
        "t9"."reason",
        "t9"."implied",
        "t9"."value",
        "t9"."nth",
        "t9"."again_us",
        "t9"."until_us",
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
        "t9"."run",
        "t9"."begins",
        "t12"."end_unit",
        "t12"."end_run",
        "t12"."over_day",
        "t12"."end_role",
        "t12"."revenue"
      FROM (
        SELECT
          *
        FROM "t3" AS "t4"
        WHERE
          "t4"."role" = 'stage'
          AND (
            (
              "t4"."left_us" IS NOT NULL
            ) OR (
              "t4"."until_us" IS NULL
            )
          )
      ) AS "t9"
      LEFT OUTER JOIN (
        SELECT
          "t6"."unit" AS "end_unit",
          "t6"."run" - 1 AS "end_run",
          "t6"."entered_day" AS "over_day",
          "t6"."role" AS "end_role",
          "t6"."value" AS "revenue"
        FROM (
          SELECT
            *
          FROM "t3" AS "t4"
          WHERE
            "t4"."role" <> 'stage'
        ) AS "t6"
      ) AS "t12"
        ON "t9"."unit" = "t12"."end_unit" AND "t9"."run" = "t12"."end_run"
    ) AS "t13"
    WHERE
      "t13"."kept"
  ) AS "t15"
) AS "t16"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t11"."unit",
    "t11"."journey",
    "t11"."person",
    "t11"."segment",
    "t11"."place",
    "t11"."begins",
    "t11"."as_of_day" - "t11"."entered_day" AS "age",
    CASE
      WHEN FALSE
      THEN CAST(NULL AS INT)
      ELSE "t11"."left_day" - "t11"."entered_day"
    END AS "stayed",
    "t11"."over_day" - "t11"."entered_day" AS "length",
    COALESCE("t11"."end_role" = 'won', FALSE) AS "came",
    "t11"."value" AS "worth",
    CASE
      WHEN "t11"."end_role" = 'won'
      THEN "t11"."revenue"
      ELSE CAST(NULL AS BIGINT)
    END AS "revenue",
    TRUE AS "stays",
    FALSE AND NOT (
      "t11"."implied"
    ) AS "open",
    FALSE
    AND NOT (
      "t11"."implied"
    )
    AND (
      "t11"."position" >= CASE
        WHEN "t11"."frm_position" > 0
        THEN "t11"."frm_position"
        ELSE "t11"."deal_position"
      END
    ) AS "pipeline"
  FROM (
    SELECT
      *
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
        "t5"."left_us",
        "t5"."entered_day" AS "left_day",
        "t5"."left_exact",
        "t5"."left_minutes",
        "t5"."next_role",
        "t5"."via",
        "t5"."reason",
        "t5"."implied",
        "t5"."value",
        "t5"."nth",
        "t5"."again_us",
        "t5"."until_us",
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
        "t5"."run",
        "t5"."begins",
        "t5"."entered_day" AS "over_day",
        "t5"."role" AS "end_role",
        "t5"."value" AS "revenue"
      FROM (
        SELECT
          *
        FROM "t3" AS "t4"
        WHERE
          "t4"."role" = 'won' AND "t4"."begins"
      ) AS "t5"
    ) AS "t8"
    WHERE
      "t8"."kept"
  ) AS "t11"
) AS "t14"
