WITH "t6" AS (
  SELECT
    *
  FROM "visits" AS "t2"
  WHERE
    (
      "t2"."entered_us" < "t2"."as_of_us"
    ) OR (
      "t2"."entered_us" IS NULL
    )
)
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
    CAST(NULL AS TEXT) AS "purpose",
    CAST(NULL AS BIGINT) AS "media",
    CAST(NULL AS DOUBLE) AS "hours",
    CAST(NULL AS DOUBLE) AS "minutes"
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
      AND COALESCE("t31"."latest_win" >= "t31"."ordinal", FALSE) AS "won",
      NOT (
        "t31"."expired_ordinal" IS NOT NULL
      )
      AND NOT (
        COALESCE("t31"."latest_win" >= "t31"."ordinal", FALSE)
      )
      AND COALESCE("t31"."now_role" <> 'stage', FALSE) AS "over",
      COALESCE("t31"."latest_stage" > "t31"."expired_ordinal", FALSE) AS "back",
      COALESCE("t31"."latest_win" > "t31"."expired_ordinal", FALSE) AS "back_won",
      CASE
        WHEN COALESCE("t31"."latest_win" >= "t31"."ordinal", FALSE)
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
        "t30"."left",
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
        "t30"."again",
        "t30"."here",
        "t30"."onward",
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
        "t30"."won_us",
        "t30"."won_ordinal",
        "t30"."won_value",
        "t30"."last_us",
        "t30"."last_position",
        "t30"."last_role",
        "t30"."last_via",
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
        "t30"."expired_ordinal",
        "t30"."latest_stage",
        "t30"."latest_win",
        CASE
          WHEN "t30"."last_us" < "t30"."as_of_us"
          THEN "t30"."last_role"
          ELSE "t30"."now_role"
        END AS "now_role",
        CASE
          WHEN "t30"."last_us" < "t30"."as_of_us"
          THEN "t30"."last_via"
          ELSE "t30"."now_via"
        END AS "now_via",
        CASE
          WHEN "t30"."last_us" < "t30"."as_of_us"
          THEN "t30"."last_position"
          ELSE "t30"."now_position"
        END AS "now_position"
      FROM (
        SELECT
          "t27"."unit",
          "t27"."journey",
          "t27"."person",
          "t27"."segment",
          "t27"."bucket",
          "t27"."place",
          "t27"."position",
          "t27"."role",
          "t27"."entered_us",
          "t27"."entered_day",
          "t27"."entered_exact",
          "t27"."left",
          "t27"."left_us",
          "t27"."left_day",
          "t27"."left_exact",
          "t27"."left_minutes",
          "t27"."next_role",
          "t27"."via",
          "t27"."reason",
          "t27"."implied",
          "t27"."value",
          "t27"."nth",
          "t27"."again",
          "t27"."here",
          "t27"."onward",
          "t27"."onward_us",
          "t27"."onward_day",
          "t27"."onward_exact",
          "t27"."onward_minutes",
          "t27"."ordinal",
          "t27"."came",
          "t27"."before_place",
          "t27"."before_position",
          "t27"."before_role",
          "t27"."began_day",
          "t27"."first_position",
          "t27"."won_us",
          "t27"."won_ordinal",
          "t27"."won_value",
          "t27"."last_us",
          "t27"."last_position",
          "t27"."last_role",
          "t27"."last_via",
          "t27"."kept",
          "t27"."opportunity_type",
          "t27"."as_of_us",
          "t27"."as_of_day",
          "t27"."first_day",
          "t27"."end_day",
          "t27"."within_us",
          "t27"."within_days",
          "t27"."older_us",
          "t27"."older_days",
          "t27"."stages",
          "t27"."frm_position",
          "t27"."to_position",
          "t27"."lead_position",
          "t27"."deal_position",
          "t27"."window_us",
          "t27"."sales_position",
          "t27"."influence_us",
          "t26"."expired_ordinal",
          "t22"."latest_stage",
          "t22"."latest_win",
          "t29"."now_role",
          "t29"."now_via",
          "t29"."now_position"
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
              WHERE
                "t8"."position" < "t8"."stages"
            ) AS "t11"
            WHERE
              "t11"."entered_day" >= "t11"."first_day"
              AND "t11"."entered_day" < "t11"."end_day"
              AND "t11"."nth" = 1
          ) AS "t16"
          WHERE
            "t16"."role" = 'stage'
        ) AS "t27"
        LEFT OUTER JOIN (
          SELECT
            "t17"."unit" AS "told_unit",
            "t17"."place" AS "told_place",
            "t17"."expired_ordinal"
          FROM (
            SELECT
              "t12"."unit",
              "t12"."place",
              MIN("t12"."ordinal") AS "expired_ordinal"
            FROM (
              SELECT
                *
              FROM "t6" AS "t9"
              WHERE
                "t9"."next_role" = 'expired'
            ) AS "t12"
            GROUP BY
              1,
              2
          ) AS "t17"
        ) AS "t26"
          ON "t27"."unit" = "t26"."told_unit" AND "t27"."place" = "t26"."told_place"
        LEFT OUTER JOIN (
          SELECT
            "t15"."unit" AS "told_unit",
            "t15"."latest_stage",
            "t15"."latest_win"
          FROM (
            SELECT
              "t9"."unit",
              MAX("t9"."ordinal") FILTER(WHERE
                "t9"."role" IN ('stage', 'won') AND NOT (
                  "t9"."implied"
                )) AS "latest_stage",
              MAX("t9"."ordinal") FILTER(WHERE
                "t9"."role" = 'won') AS "latest_win"
            FROM "t6" AS "t9"
            GROUP BY
              1
          ) AS "t15"
        ) AS "t22"
          ON "t27"."unit" = "t22"."told_unit"
        LEFT OUTER JOIN (
          SELECT
            "t23"."unit" AS "told_unit",
            "t23"."now_role",
            "t23"."now_via",
            "t23"."now_position"
          FROM (
            SELECT
              "t18"."unit",
              "t18"."role" AS "now_role",
              "t18"."via" AS "now_via",
              "t18"."position" AS "now_position"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM "t6" AS "t9"
                WHERE
                  "t9"."here" AND NOT (
                    "t9"."implied"
                  )
              ) AS "t13"
              WHERE
                "t13"."last_us" >= "t13"."as_of_us"
            ) AS "t18"
          ) AS "t23"
        ) AS "t29"
          ON "t27"."unit" = "t29"."told_unit"
      ) AS "t30"
    ) AS "t31"
  ) AS "t32"
) AS "t33"
UNION ALL
SELECT
  *
FROM (
  SELECT
    CAST(NULL AS TEXT) AS "unit",
    CAST(NULL AS TEXT) AS "journey",
    CAST(NULL AS TEXT) AS "person",
    "t19"."bucket",
    "t19"."segment",
    CAST(NULL AS TEXT) AS "place",
    FALSE AS "leads",
    FALSE AS "expired",
    FALSE AS "won",
    FALSE AS "over",
    FALSE AS "back",
    FALSE AS "back_won",
    CAST(NULL AS BIGINT) AS "revenue",
    "t19"."purpose",
    "t19"."media",
    "t19"."hours",
    "t19"."minutes"
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
            WHEN COALESCE("t3"."value", 0) = 0
            THEN "t3"."hours"
            ELSE CAST(NULL AS DOUBLE)
          END AS "hours",
          CAST(NULL AS DOUBLE) AS "minutes"
        FROM (
          SELECT
            *
          FROM "told_spend" AS "t0"
          WHERE
            "t0"."day" >= "t0"."first_day" AND "t0"."day" < "t0"."end_day"
        ) AS "t3"
      ) AS "t10"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t4"."bucket",
          "t4"."segment",
          'calls' AS "purpose",
          CAST(NULL AS BIGINT) AS "media",
          CAST(NULL AS DOUBLE) AS "hours",
          "t4"."minutes"
        FROM (
          SELECT
            *
          FROM "told_calls" AS "t1"
          WHERE
            "t1"."day" >= "t1"."first_day" AND "t1"."day" < "t1"."end_day"
        ) AS "t4"
      ) AS "t7"
    ) AS "t14"
    WHERE
      "t14"."purpose" IN ('acquire', 'nurture', 'calls', 'sell')
  ) AS "t19"
) AS "t24"
