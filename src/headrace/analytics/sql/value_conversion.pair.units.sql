WITH "t3" AS (
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
    "t1"."position" < "t1"."stages"
)
SELECT
  "t23"."unit",
  "t23"."journey",
  "t23"."person",
  "t23"."place",
  "t23"."segment",
  "t23"."bucket",
  "t23"."judged",
  "t23"."converted",
  "t23"."value",
  CASE WHEN "t23"."converted" THEN "t23"."value" ELSE CAST(NULL AS BIGINT) END AS "converted_value",
  CAST("t23"."value" AS DOUBLE) * CAST("t23"."value" AS DOUBLE) AS "squares",
  CASE
    WHEN "t23"."converted"
    THEN CAST("t23"."value" AS DOUBLE) * CAST("t23"."value" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "converted_squares"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t21"."unit",
      "t21"."journey",
      "t21"."person",
      "t21"."place",
      "t21"."segment",
      "t21"."bucket",
      COALESCE("t21"."value", "t21"."last_value") AS "value",
      "t21"."ordinal",
      "t21"."entered",
      "t21"."judged",
      "t21"."converted",
      "t21"."open",
      "t21"."last_unit",
      "t21"."last_value",
      "t21"."last_ordinal"
    FROM (
      SELECT
        "t20"."unit",
        "t20"."journey",
        "t20"."person",
        "t20"."place",
        "t20"."segment",
        "t20"."bucket",
        "t20"."value",
        "t20"."ordinal",
        "t20"."entered",
        "t20"."judged",
        "t20"."converted",
        "t20"."open",
        "t15"."last_unit",
        "t15"."last_value",
        "t15"."last_ordinal"
      FROM (
        SELECT
          "t18"."unit",
          "t18"."journey",
          "t18"."person",
          "t18"."place",
          "t18"."segment",
          "t18"."bucket",
          "t18"."value",
          "t18"."ordinal",
          TRUE AS "entered",
          (
            "t18"."within_us" IS NULL
          )
          OR CASE
            WHEN "t18"."entered_exact"
            THEN (
              "t18"."as_of_us" - "t18"."entered_us"
            ) > "t18"."within_us"
            ELSE (
              "t18"."as_of_day" - "t18"."entered_day"
            ) > "t18"."within_days"
          END
          OR CASE
            WHEN "t18"."entered_exact"
            THEN (
              "t18"."as_of_us" - "t18"."entered_us"
            ) = "t18"."within_us"
            ELSE (
              "t18"."as_of_day" - "t18"."entered_day"
            ) = "t18"."within_days"
          END AS "judged",
          (
            (
              "t18"."within_us" IS NULL
            )
            OR CASE
              WHEN "t18"."entered_exact"
              THEN (
                "t18"."as_of_us" - "t18"."entered_us"
              ) > "t18"."within_us"
              ELSE (
                "t18"."as_of_day" - "t18"."entered_day"
              ) > "t18"."within_days"
            END
            OR CASE
              WHEN "t18"."entered_exact"
              THEN (
                "t18"."as_of_us" - "t18"."entered_us"
              ) = "t18"."within_us"
              ELSE (
                "t18"."as_of_day" - "t18"."entered_day"
              ) = "t18"."within_days"
            END
          )
          AND (
            "t18"."reached"
            AND (
              (
                "t18"."within_us" IS NULL
              )
              OR CASE
                WHEN "t18"."entered_exact" AND "t18"."reached_exact"
                THEN (
                  "t18"."reached_us" - "t18"."entered_us"
                ) <= "t18"."within_us"
                ELSE (
                  "t18"."reached_day" - "t18"."entered_day"
                ) <= "t18"."within_days"
              END
            )
          ) AS "converted",
          NOT (
            "t18"."reached"
          ) AND NOT (
            "t18"."left"
          ) AS "open"
        FROM (
          SELECT
            "t17"."unit",
            "t17"."journey",
            "t17"."person",
            "t17"."segment",
            "t17"."bucket",
            "t17"."place",
            "t17"."position",
            "t17"."role",
            "t17"."entered_us",
            "t17"."entered_day",
            "t17"."entered_exact",
            "t17"."left",
            "t17"."left_us",
            "t17"."left_day",
            "t17"."left_exact",
            "t17"."left_minutes",
            "t17"."next_role",
            "t17"."via",
            "t17"."reason",
            "t17"."implied",
            "t17"."value",
            "t17"."nth",
            "t17"."again",
            "t17"."here",
            "t17"."onward",
            "t17"."onward_us",
            "t17"."onward_day",
            "t17"."onward_exact",
            "t17"."onward_minutes",
            "t17"."ordinal",
            "t17"."came",
            "t17"."before_place",
            "t17"."before_position",
            "t17"."before_role",
            "t17"."began_day",
            "t17"."first_position",
            "t17"."won_us",
            "t17"."won_ordinal",
            "t17"."won_value",
            "t17"."last_us",
            "t17"."last_position",
            "t17"."last_role",
            "t17"."last_via",
            "t17"."kept",
            "t17"."opportunity_type",
            "t17"."as_of_us",
            "t17"."as_of_day",
            "t17"."first_day",
            "t17"."end_day",
            "t17"."within_us",
            "t17"."within_days",
            "t17"."older_us",
            "t17"."older_days",
            "t17"."stages",
            "t17"."frm_position",
            "t17"."to_position",
            "t17"."lead_position",
            "t17"."deal_position",
            "t17"."window_us",
            "t17"."sales_position",
            "t17"."influence_us",
            "t17"."later_unit",
            "t17"."later_us",
            "t17"."later_day",
            "t17"."later_exact",
            "t17"."later_ordinal",
            "t17"."arrival",
            "t17"."later_us" IS NOT NULL AS "reached",
            "t17"."later_us" AS "reached_us",
            "t17"."later_day" AS "reached_day",
            "t17"."later_exact" AS "reached_exact",
            CASE
              WHEN CASE
                WHEN "t17"."entered_exact" AND "t17"."later_exact"
                THEN CAST(FLOOR((
                  "t17"."later_us" - "t17"."entered_us"
                ) / (
                  60000000
                )) AS BIGINT)
                ELSE (
                  "t17"."later_day" - "t17"."entered_day"
                ) * 1440
              END < 2880
              THEN CASE
                WHEN "t17"."entered_exact" AND "t17"."later_exact"
                THEN CAST(FLOOR((
                  "t17"."later_us" - "t17"."entered_us"
                ) / (
                  60000000
                )) AS BIGINT)
                ELSE (
                  "t17"."later_day" - "t17"."entered_day"
                ) * 1440
              END
              WHEN CASE
                WHEN "t17"."entered_exact" AND "t17"."later_exact"
                THEN CAST(FLOOR((
                  "t17"."later_us" - "t17"."entered_us"
                ) / (
                  60000000
                )) AS BIGINT)
                ELSE (
                  "t17"."later_day" - "t17"."entered_day"
                ) * 1440
              END < 129600
              THEN CASE
                WHEN "t17"."entered_exact" AND "t17"."later_exact"
                THEN CAST(FLOOR((
                  "t17"."later_us" - "t17"."entered_us"
                ) / (
                  60000000
                )) AS BIGINT)
                ELSE (
                  "t17"."later_day" - "t17"."entered_day"
                ) * 1440
              END - (
                CASE
                  WHEN "t17"."entered_exact" AND "t17"."later_exact"
                  THEN CAST(FLOOR((
                    "t17"."later_us" - "t17"."entered_us"
                  ) / (
                    60000000
                  )) AS BIGINT)
                  ELSE (
                    "t17"."later_day" - "t17"."entered_day"
                  ) * 1440
                END % 60
              )
              ELSE CASE
                WHEN "t17"."entered_exact" AND "t17"."later_exact"
                THEN CAST(FLOOR((
                  "t17"."later_us" - "t17"."entered_us"
                ) / (
                  60000000
                )) AS BIGINT)
                ELSE (
                  "t17"."later_day" - "t17"."entered_day"
                ) * 1440
              END - (
                CASE
                  WHEN "t17"."entered_exact" AND "t17"."later_exact"
                  THEN CAST(FLOOR((
                    "t17"."later_us" - "t17"."entered_us"
                  ) / (
                    60000000
                  )) AS BIGINT)
                  ELSE (
                    "t17"."later_day" - "t17"."entered_day"
                  ) * 1440
                END % 360
              )
            END AS "reached_minutes"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t14"."unit",
                "t14"."journey",
                "t14"."person",
                "t14"."segment",
                "t14"."bucket",
                "t14"."place",
                "t14"."position",
                "t14"."role",
                "t14"."entered_us",
                "t14"."entered_day",
                "t14"."entered_exact",
                "t14"."left",
                "t14"."left_us",
                "t14"."left_day",
                "t14"."left_exact",
                "t14"."left_minutes",
                "t14"."next_role",
                "t14"."via",
                "t14"."reason",
                "t14"."implied",
                "t14"."value",
                "t14"."nth",
                "t14"."again",
                "t14"."here",
                "t14"."onward",
                "t14"."onward_us",
                "t14"."onward_day",
                "t14"."onward_exact",
                "t14"."onward_minutes",
                "t14"."ordinal",
                "t14"."came",
                "t14"."before_place",
                "t14"."before_position",
                "t14"."before_role",
                "t14"."began_day",
                "t14"."first_position",
                "t14"."won_us",
                "t14"."won_ordinal",
                "t14"."won_value",
                "t14"."last_us",
                "t14"."last_position",
                "t14"."last_role",
                "t14"."last_via",
                "t14"."kept",
                "t14"."opportunity_type",
                "t14"."as_of_us",
                "t14"."as_of_day",
                "t14"."first_day",
                "t14"."end_day",
                "t14"."within_us",
                "t14"."within_days",
                "t14"."older_us",
                "t14"."older_days",
                "t14"."stages",
                "t14"."frm_position",
                "t14"."to_position",
                "t14"."lead_position",
                "t14"."deal_position",
                "t14"."window_us",
                "t14"."sales_position",
                "t14"."influence_us",
                "t14"."later_unit",
                "t14"."later_us",
                "t14"."later_day",
                "t14"."later_exact",
                "t14"."later_ordinal",
                ROW_NUMBER() OVER (
                  PARTITION BY "t14"."unit"
                  ORDER BY "t14"."later_ordinal" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "arrival"
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
                  "t8"."left",
                  "t8"."left_us",
                  "t8"."left_day",
                  "t8"."left_exact",
                  "t8"."left_minutes",
                  "t8"."next_role",
                  "t8"."via",
                  "t8"."reason",
                  "t8"."implied",
                  "t8"."value",
                  "t8"."nth",
                  "t8"."again",
                  "t8"."here",
                  "t8"."onward",
                  "t8"."onward_us",
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
                  "t8"."won_us",
                  "t8"."won_ordinal",
                  "t8"."won_value",
                  "t8"."last_us",
                  "t8"."last_position",
                  "t8"."last_role",
                  "t8"."last_via",
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
                  "t8"."influence_us",
                  "t11"."later_unit",
                  "t11"."later_us",
                  "t11"."later_day",
                  "t11"."later_exact",
                  "t11"."later_ordinal"
                FROM (
                  SELECT
                    *
                  FROM "t3" AS "t5"
                  WHERE
                    "t5"."kept"
                    AND "t5"."entered_day" >= "t5"."first_day"
                    AND "t5"."entered_day" < "t5"."end_day"
                    AND "t5"."nth" = 1
                    AND "t5"."position" = "t5"."frm_position"
                ) AS "t8"
                LEFT OUTER JOIN (
                  SELECT
                    "t7"."unit" AS "later_unit",
                    "t7"."entered_us" AS "later_us",
                    "t7"."entered_day" AS "later_day",
                    "t7"."entered_exact" AS "later_exact",
                    "t7"."ordinal" AS "later_ordinal"
                  FROM (
                    SELECT
                      *
                    FROM "t3" AS "t5"
                    WHERE
                      "t5"."position" >= "t5"."to_position"
                  ) AS "t7"
                ) AS "t11"
                  ON "t8"."unit" = "t11"."later_unit" AND "t8"."ordinal" <= "t11"."later_ordinal"
              ) AS "t14"
            ) AS "t16"
            WHERE
              "t16"."arrival" = 0
          ) AS "t17"
        ) AS "t18"
      ) AS "t20"
      LEFT OUTER JOIN (
        SELECT
          "t12"."unit" AS "last_unit",
          "t12"."value" AS "last_value",
          "t12"."ordinal" AS "last_ordinal"
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
              ROW_NUMBER() OVER (
                PARTITION BY "t4"."unit"
                ORDER BY "t4"."ordinal" DESC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) - 1 AS "turn"
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
              ) AS "t2"
              WHERE
                "t2"."value" IS NOT NULL
            ) AS "t4"
          ) AS "t9"
          WHERE
            "t9"."turn" = 0
        ) AS "t12"
      ) AS "t15"
        ON "t20"."unit" = "t15"."last_unit" AND "t20"."ordinal" <= "t15"."last_ordinal"
    ) AS "t21"
  ) AS "t22"
  WHERE
    "t22"."judged" AND "t22"."value" > 0
) AS "t23"
