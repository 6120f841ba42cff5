SELECT
  "t17"."unit",
  "t17"."journey",
  "t17"."person",
  "t17"."place",
  "t17"."segment",
  "t17"."bucket",
  "t17"."judged",
  "t17"."converted",
  "t17"."value",
  CASE WHEN "t17"."converted" THEN "t17"."value" ELSE CAST(NULL AS BIGINT) END AS "converted_value",
  CAST("t17"."value" AS DOUBLE) * CAST("t17"."value" AS DOUBLE) AS "squares",
  CASE
    WHEN "t17"."converted"
    THEN CAST("t17"."value" AS DOUBLE) * CAST("t17"."value" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "converted_squares"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t15"."unit",
      "t15"."journey",
      "t15"."person",
      "t15"."place",
      "t15"."segment",
      "t15"."bucket",
      COALESCE("t15"."value", "t15"."last_value") AS "value",
      "t15"."entered",
      "t15"."judged",
      "t15"."converted",
      "t15"."open",
      "t15"."last_unit",
      "t15"."last_value"
    FROM (
      SELECT
        "t14"."unit",
        "t14"."journey",
        "t14"."person",
        "t14"."place",
        "t14"."segment",
        "t14"."bucket",
        "t14"."value",
        "t14"."entered",
        "t14"."judged",
        "t14"."converted",
        "t14"."open",
        "t12"."last_unit",
        "t12"."last_value"
      FROM (
        SELECT
          "t8"."unit",
          "t8"."journey",
          "t8"."person",
          "t8"."place",
          "t8"."segment",
          "t8"."bucket",
          "t8"."value",
          TRUE AS "entered",
          (
            "t8"."within_us" IS NULL
          )
          OR CASE
            WHEN "t8"."entered_exact"
            THEN (
              "t8"."as_of_us" - "t8"."entered_us"
            ) > "t8"."within_us"
            ELSE (
              "t8"."as_of_day" - "t8"."entered_day"
            ) > "t8"."within_days"
          END
          OR CASE
            WHEN "t8"."entered_exact"
            THEN (
              "t8"."as_of_us" - "t8"."entered_us"
            ) = "t8"."within_us"
            ELSE (
              "t8"."as_of_day" - "t8"."entered_day"
            ) = "t8"."within_days"
          END AS "judged",
          (
            (
              "t8"."within_us" IS NULL
            )
            OR CASE
              WHEN "t8"."entered_exact"
              THEN (
                "t8"."as_of_us" - "t8"."entered_us"
              ) > "t8"."within_us"
              ELSE (
                "t8"."as_of_day" - "t8"."entered_day"
              ) > "t8"."within_days"
            END
            OR CASE
              WHEN "t8"."entered_exact"
              THEN (
                "t8"."as_of_us" - "t8"."entered_us"
              ) = "t8"."within_us"
              ELSE (
                "t8"."as_of_day" - "t8"."entered_day"
              ) = "t8"."within_days"
            END
          )
          AND (
            (
              "t8"."onward_us" IS NOT NULL
            )
            AND (
              (
                "t8"."within_us" IS NULL
              )
              OR CASE
                WHEN "t8"."entered_exact" AND "t8"."onward_exact"
                THEN (
                  "t8"."onward_us" - "t8"."entered_us"
                ) <= "t8"."within_us"
                ELSE (
                  "t8"."onward_day" - "t8"."entered_day"
                ) <= "t8"."within_days"
              END
            )
          ) AS "converted",
          NOT (
            "t8"."onward_us" IS NOT NULL
          ) AND (
            "t8"."left_us" IS NULL
          ) AS "open"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
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
                CASE
                  WHEN "t3"."left_us" < "t3"."as_of_us"
                  THEN "t3"."left_us"
                  ELSE CAST(NULL AS BIGINT)
                END AS "left_us",
                "t3"."left_day",
                "t3"."left_exact",
                "t3"."left_minutes",
                "t3"."next_role",
                "t3"."via",
                "t3"."reason",
                "t3"."implied",
                "t3"."value",
                "t3"."nth",
                CASE
                  WHEN "t3"."again_us" < "t3"."as_of_us"
                  THEN "t3"."again_us"
                  ELSE CAST(NULL AS BIGINT)
                END AS "again_us",
                CASE
                  WHEN "t3"."until_us" < "t3"."as_of_us"
                  THEN "t3"."until_us"
                  ELSE CAST(NULL AS BIGINT)
                END AS "until_us",
                CASE
                  WHEN "t3"."onward_us" < "t3"."as_of_us"
                  THEN "t3"."onward_us"
                  ELSE CAST(NULL AS BIGINT)
                END AS "onward_us",
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
                "t3"."influence_us"
              FROM (
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
                  "t1"."kept"
              ) AS "t3"
            ) AS "t5"
            WHERE
              "t5"."position" < "t5"."stages"
          ) AS "t7"
          WHERE
            "t7"."entered_day" >= "t7"."first_day"
            AND "t7"."entered_day" < "t7"."end_day"
            AND "t7"."nth" = 1
        ) AS "t8"
      ) AS "t14"
      LEFT OUTER JOIN (
        SELECT
          "t10"."unit" AS "last_unit",
          "t10"."value" AS "last_value"
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
              "t6"."left_us",
              "t6"."left_day",
              "t6"."left_exact",
              "t6"."left_minutes",
              "t6"."next_role",
              "t6"."via",
              "t6"."reason",
              "t6"."implied",
              "t6"."value",
              "t6"."nth",
              "t6"."again_us",
              "t6"."until_us",
              "t6"."onward_us",
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
              "t6"."won_us",
              "t6"."won_ordinal",
              "t6"."won_value",
              "t6"."last_us",
              "t6"."last_position",
              "t6"."last_role",
              "t6"."last_via",
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
              "t6"."influence_us",
              ROW_NUMBER() OVER (
                PARTITION BY "t6"."unit"
                ORDER BY "t6"."ordinal" DESC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) - 1 AS "turn"
            FROM (
              SELECT
                *
              FROM (
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
                  CASE
                    WHEN "t2"."left_us" < "t2"."as_of_us"
                    THEN "t2"."left_us"
                    ELSE CAST(NULL AS BIGINT)
                  END AS "left_us",
                  "t2"."left_day",
                  "t2"."left_exact",
                  "t2"."left_minutes",
                  "t2"."next_role",
                  "t2"."via",
                  "t2"."reason",
                  "t2"."implied",
                  "t2"."value",
                  "t2"."nth",
                  CASE
                    WHEN "t2"."again_us" < "t2"."as_of_us"
                    THEN "t2"."again_us"
                    ELSE CAST(NULL AS BIGINT)
                  END AS "again_us",
                  CASE
                    WHEN "t2"."until_us" < "t2"."as_of_us"
                    THEN "t2"."until_us"
                    ELSE CAST(NULL AS BIGINT)
                  END AS "until_us",
                  CASE
                    WHEN "t2"."onward_us" < "t2"."as_of_us"
                    THEN "t2"."onward_us"
                    ELSE CAST(NULL AS BIGINT)
                  END AS "onward_us",
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
                  "t2"."influence_us"
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
              ) AS "t4"
              WHERE
                "t4"."value" IS NOT NULL
            ) AS "t6"
          ) AS "t9"
          WHERE
            "t9"."turn" = 0
        ) AS "t10"
      ) AS "t12"
        ON "t14"."unit" = "t12"."last_unit"
    ) AS "t15"
  ) AS "t16"
  WHERE
    "t16"."judged" AND "t16"."value" > 0
) AS "t17"
