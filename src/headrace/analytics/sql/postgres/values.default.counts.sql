SELECT
  "t18"."bucket",
  "t18"."segment",
  "t18"."place",
  "t18"."entered",
  "t18"."won",
  COUNT(*) AS "alike",
  SUM("t18"."revenue") AS "revenue",
  SUM("t18"."visits") AS "visits"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t16"."unit",
      "t16"."journey",
      "t16"."person",
      "t16"."bucket",
      "t16"."segment",
      "t16"."place",
      "t16"."entered",
      "t16"."won",
      "t16"."revenue",
      CAST(NULL AS BIGINT) AS "visits"
    FROM (
      SELECT
        "t15"."unit",
        "t15"."journey",
        "t15"."person",
        "t15"."bucket",
        "t15"."segment",
        "t15"."place",
        TRUE AS "entered",
        "t14"."won_unit" IS NOT NULL AS "won",
        "t14"."revenue"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            *
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
              CASE
                WHEN "t6"."left_us" < "t6"."as_of_us"
                THEN "t6"."left_us"
                ELSE CAST(NULL AS BIGINT)
              END AS "left_us",
              "t6"."left_day",
              "t6"."left_exact",
              "t6"."left_minutes",
              "t6"."next_role",
              "t6"."via",
              "t6"."reason",
              "t6"."implied",
              "t6"."value",
              "t6"."nth",
              CASE
                WHEN "t6"."again_us" < "t6"."as_of_us"
                THEN "t6"."again_us"
                ELSE CAST(NULL AS BIGINT)
              END AS "again_us",
              CASE
                WHEN "t6"."until_us" < "t6"."as_of_us"
                THEN "t6"."until_us"
                ELSE CAST(NULL AS BIGINT)
              END AS "until_us",
              CASE
                WHEN "t6"."onward_us" < "t6"."as_of_us"
                THEN "t6"."onward_us"
                ELSE CAST(NULL AS BIGINT)
              END AS "onward_us",
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
              "t6"."influence_us"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM "visits" AS "t1"
                WHERE
                  "t1"."entered_us" < "t1"."as_of_us"
              ) AS "t3"
              WHERE
                "t3"."kept"
            ) AS "t6"
          ) AS "t9"
          WHERE
            "t9"."position" < "t9"."stages"
        ) AS "t11"
        WHERE
          "t11"."entered_day" >= "t11"."first_day"
          AND "t11"."entered_day" < "t11"."end_day"
          AND "t11"."nth" = 1
      ) AS "t15"
      LEFT OUTER JOIN (
        SELECT
          "t10"."unit" AS "won_unit",
          "t10"."ordinal" AS "won_ordinal",
          COALESCE("t10"."value", 0) AS "revenue"
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
              FROM "visits" AS "t1"
              WHERE
                (
                  "t1"."entered_us" < "t1"."as_of_us"
                ) OR (
                  "t1"."entered_us" IS NULL
                )
            ) AS "t4"
          ) AS "t8"
          WHERE
            "t8"."role" = 'won' AND "t8"."nth" = 1
        ) AS "t10"
      ) AS "t14"
        ON "t15"."unit" = "t14"."won_unit" AND "t15"."ordinal" <= "t14"."won_ordinal"
    ) AS "t16"
  ) AS "t17"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      CAST(NULL AS VARCHAR) AS "unit",
      CAST(NULL AS VARCHAR) AS "journey",
      CAST(NULL AS VARCHAR) AS "person",
      "t5"."bucket",
      "t5"."segment",
      "t5"."place",
      FALSE AS "entered",
      FALSE AS "won",
      CAST(NULL AS BIGINT) AS "revenue",
      "t5"."visits"
    FROM (
      SELECT
        "t2"."bucket",
        "t2"."segment",
        "t2"."visits",
        'visits' AS "place"
      FROM (
        SELECT
          *
        FROM "told_traffic" AS "t0"
        WHERE
          "t0"."day" >= "t0"."first_day" AND "t0"."day" < "t0"."end_day"
      ) AS "t2"
    ) AS "t5"
  ) AS "t7"
) AS "t18"
GROUP BY
  1,
  2,
  3,
  4,
  5
