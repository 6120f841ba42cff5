WITH "t11" AS (
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
    FROM "visits" AS "t2"
    WHERE
      (
        "t2"."entered_us" < "t2"."as_of_us"
      ) OR (
        "t2"."entered_us" IS NULL
      )
  ) AS "t6"
)
SELECT
  "t34"."bucket",
  "t34"."segment",
  "t34"."place",
  "t34"."purpose",
  "t34"."leads",
  "t34"."expired",
  "t34"."won",
  "t34"."over",
  "t34"."back",
  "t34"."back_won",
  COUNT(*) AS "alike",
  SUM("t34"."revenue") AS "revenue",
  SUM("t34"."media") AS "media",
  SUM("t34"."hours") AS "hours",
  SUM("t34"."minutes") AS "minutes"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t32"."unit",
      "t32"."journey",
      "t32"."person",
      "t32"."bucket",
      "t32"."segment",
      "t32"."place",
      "t32"."leads",
      "t32"."expired",
      "t32"."won",
      "t32"."over",
      "t32"."back",
      "t32"."back_won",
      "t32"."revenue",
      CAST(NULL AS VARCHAR) AS "purpose",
      CAST(NULL AS BIGINT) AS "media",
      CAST(NULL AS DOUBLE PRECISION) AS "hours",
      CAST(NULL AS DOUBLE PRECISION) AS "minutes"
    FROM (
      SELECT
        "t31"."unit",
        "t31"."journey",
        "t31"."person",
        "t31"."bucket",
        "t31"."segment",
        "t31"."place",
        TRUE AS "leads",
        "t31"."expired_ordinal" IS NOT NULL AS "expired",
        NOT (
          "t31"."expired_ordinal" IS NOT NULL
        )
        AND COALESCE("t31"."won_ordinal" >= "t31"."ordinal", FALSE) AS "won",
        NOT (
          "t31"."expired_ordinal" IS NOT NULL
        )
        AND NOT (
          COALESCE("t31"."won_ordinal" >= "t31"."ordinal", FALSE)
        )
        AND COALESCE("t31"."now_role" <> 'stage', FALSE) AS "over",
        COALESCE("t31"."staged_ordinal" > "t31"."expired_ordinal", FALSE) AS "back",
        COALESCE("t31"."won_ordinal" > "t31"."expired_ordinal", FALSE) AS "back_won",
        CASE
          WHEN COALESCE("t31"."won_ordinal" >= "t31"."ordinal", FALSE)
          THEN "t31"."won_value"
          ELSE CAST(NULL AS BIGINT)
        END AS "revenue"
      FROM (
        SELECT
          "t30"."unit",
          "t30"."journey",
          "t30"."person",
          "t30"."segment",
          "t30"."bucket",
          "t30"."place",
          "t30"."position",
          "t30"."role",
          "t30"."entered_us",
          "t30"."entered_day",
          "t30"."entered_exact",
          "t30"."left_us",
          "t30"."left_day",
          "t30"."left_exact",
          "t30"."left_minutes",
          "t30"."next_role",
          "t30"."via",
          "t30"."reason",
          "t30"."implied",
          "t30"."value",
          "t30"."nth",
          "t30"."again_us",
          "t30"."until_us",
          "t30"."onward_us",
          "t30"."onward_day",
          "t30"."onward_exact",
          "t30"."onward_minutes",
          "t30"."ordinal",
          "t30"."came",
          "t30"."before_place",
          "t30"."before_position",
          "t30"."before_role",
          "t30"."began_day",
          "t30"."first_position",
          "t30"."kept",
          "t30"."opportunity_type",
          "t30"."as_of_us",
          "t30"."as_of_day",
          "t30"."first_day",
          "t30"."end_day",
          "t30"."within_us",
          "t30"."within_days",
          "t30"."older_us",
          "t30"."older_days",
          "t30"."stages",
          "t30"."frm_position",
          "t30"."to_position",
          "t30"."lead_position",
          "t30"."deal_position",
          "t30"."window_us",
          "t30"."sales_position",
          "t30"."influence_us",
          "t29"."expired_ordinal",
          "t26"."staged_ordinal",
          "t26"."won_ordinal",
          "t26"."won_value",
          "t27"."now_role"
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
                  "t8"."unit",
                  "t8"."journey",
                  "t8"."person",
                  "t8"."segment",
                  "t8"."bucket",
                  "t8"."place",
                  "t8"."position",
                  "t8"."role",
                  "t8"."entered_us",
                  "t8"."entered_day",
                  "t8"."entered_exact",
                  CASE
                    WHEN "t8"."left_us" < "t8"."as_of_us"
                    THEN "t8"."left_us"
                    ELSE CAST(NULL AS BIGINT)
                  END AS "left_us",
                  "t8"."left_day",
                  "t8"."left_exact",
                  "t8"."left_minutes",
                  "t8"."next_role",
                  "t8"."via",
                  "t8"."reason",
                  "t8"."implied",
                  "t8"."value",
                  "t8"."nth",
                  CASE
                    WHEN "t8"."again_us" < "t8"."as_of_us"
                    THEN "t8"."again_us"
                    ELSE CAST(NULL AS BIGINT)
                  END AS "again_us",
                  CASE
                    WHEN "t8"."until_us" < "t8"."as_of_us"
                    THEN "t8"."until_us"
                    ELSE CAST(NULL AS BIGINT)
                  END AS "until_us",
                  CASE
                    WHEN "t8"."onward_us" < "t8"."as_of_us"
                    THEN "t8"."onward_us"
                    ELSE CAST(NULL AS BIGINT)
                  END AS "onward_us",
                  "t8"."onward_day",
                  "t8"."onward_exact",
                  "t8"."onward_minutes",
                  "t8"."ordinal",
                  "t8"."came",
                  "t8"."before_place",
                  "t8"."before_position",
                  "t8"."before_role",
                  "t8"."began_day",
                  "t8"."first_position",
                  "t8"."kept",
                  "t8"."opportunity_type",
                  "t8"."as_of_us",
                  "t8"."as_of_day",
                  "t8"."first_day",
                  "t8"."end_day",
                  "t8"."within_us",
                  "t8"."within_days",
                  "t8"."older_us",
                  "t8"."older_days",
                  "t8"."stages",
                  "t8"."frm_position",
                  "t8"."to_position",
                  "t8"."lead_position",
                  "t8"."deal_position",
                  "t8"."window_us",
                  "t8"."sales_position",
                  "t8"."influence_us"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM "visits" AS "t2"
                    WHERE
                      "t2"."entered_us" < "t2"."as_of_us"
                  ) AS "t5"
                  WHERE
                    "t5"."kept"
                ) AS "t8"
              ) AS "t12"
              WHERE
                "t12"."position" < "t12"."stages"
            ) AS "t15"
            WHERE
              "t15"."entered_day" >= "t15"."first_day"
              AND "t15"."entered_day" < "t15"."end_day"
              AND "t15"."nth" = 1
          ) AS "t21"
          WHERE
            "t21"."role" = 'stage'
        ) AS "t30"
        LEFT OUTER JOIN (
          SELECT
            "t22"."unit" AS "told_unit",
            "t22"."place" AS "told_place",
            "t22"."expired_ordinal"
          FROM (
            SELECT
              "t16"."unit",
              "t16"."place",
              MIN("t16"."ordinal") AS "expired_ordinal"
            FROM (
              SELECT
                *
              FROM "t11" AS "t13"
              WHERE
                "t13"."next_role" = 'expired'
            ) AS "t16"
            GROUP BY
              1,
              2
          ) AS "t22"
        ) AS "t29"
          ON "t30"."unit" = "t29"."told_unit" AND "t30"."place" = "t29"."told_place"
        LEFT OUTER JOIN (
          SELECT
            "t19"."unit" AS "told_unit",
            "t19"."staged_ordinal",
            "t19"."won_ordinal",
            "t19"."won_value"
          FROM (
            SELECT
              "t13"."unit",
              MAX("t13"."ordinal") FILTER(WHERE
                "t13"."role" IN ('stage', 'won') AND NOT (
                  "t13"."implied"
                )) AS "staged_ordinal",
              MAX("t13"."ordinal") FILTER(WHERE
                "t13"."role" = 'won') AS "won_ordinal",
              MAX("t13"."value") FILTER(WHERE
                (
                  "t13"."role" = 'won'
                ) AND (
                  "t13"."nth" = 1
                )) AS "won_value"
            FROM "t11" AS "t13"
            GROUP BY
              1
          ) AS "t19"
        ) AS "t26"
          ON "t30"."unit" = "t26"."told_unit"
        LEFT OUTER JOIN (
          SELECT
            "t20"."unit" AS "told_unit",
            "t20"."now_role"
          FROM (
            SELECT
              "t17"."unit",
              "t17"."role" AS "now_role"
            FROM (
              SELECT
                *
              FROM "t11" AS "t13"
              WHERE
                "t13"."until_us" IS NULL AND NOT (
                  "t13"."implied"
                )
            ) AS "t17"
          ) AS "t20"
        ) AS "t27"
          ON "t30"."unit" = "t27"."told_unit"
      ) AS "t31"
    ) AS "t32"
  ) AS "t33"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      CAST(NULL AS VARCHAR) AS "unit",
      CAST(NULL AS VARCHAR) AS "journey",
      CAST(NULL AS VARCHAR) AS "person",
      "t14"."bucket",
      "t14"."segment",
      CAST(NULL AS VARCHAR) AS "place",
      FALSE AS "leads",
      FALSE AS "expired",
      FALSE AS "won",
      FALSE AS "over",
      FALSE AS "back",
      FALSE AS "back_won",
      CAST(NULL AS BIGINT) AS "revenue",
      "t14"."purpose",
      "t14"."media",
      "t14"."hours",
      "t14"."minutes"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t3"."bucket",
            "t3"."segment",
            "t3"."purpose",
            "t3"."value" AS "media",
            CASE
              WHEN "t3"."value" IS NULL
              THEN "t3"."hours"
              ELSE CAST(NULL AS DOUBLE PRECISION)
            END AS "hours",
            CAST(NULL AS DOUBLE PRECISION) AS "minutes"
          FROM (
            SELECT
              *
            FROM "told_spend" AS "t0"
            WHERE
              "t0"."day" >= "t0"."first_day" AND "t0"."day" < "t0"."end_day"
          ) AS "t3"
        ) AS "t9"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t4"."bucket",
            "t4"."segment",
            'calls' AS "purpose",
            CAST(NULL AS BIGINT) AS "media",
            CAST(NULL AS DOUBLE PRECISION) AS "hours",
            "t4"."minutes"
          FROM (
            SELECT
              *
            FROM "told_calls" AS "t1"
            WHERE
              "t1"."day" >= "t1"."first_day" AND "t1"."day" < "t1"."end_day"
          ) AS "t4"
        ) AS "t7"
      ) AS "t10"
      WHERE
        "t10"."purpose" IN ('acquire', 'nurture', 'calls', 'sell')
    ) AS "t14"
  ) AS "t18"
) AS "t34"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8,
  9,
  10
