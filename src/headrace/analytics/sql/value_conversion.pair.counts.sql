WITH "t5" AS (
  SELECT
    *
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
  ) AS "t3"
  WHERE
    "t3"."position" < "t3"."stages"
)
SELECT
  "t26"."bucket",
  "t26"."segment",
  "t26"."place",
  "t26"."judged",
  "t26"."converted",
  COUNT(*) AS "alike",
  SUM("t26"."value") AS "value",
  SUM("t26"."converted_value") AS "converted_value",
  SUM("t26"."squares") AS "squares",
  SUM("t26"."converted_squares") AS "converted_squares"
FROM (
  SELECT
    "t25"."unit",
    "t25"."journey",
    "t25"."person",
    "t25"."place",
    "t25"."segment",
    "t25"."bucket",
    "t25"."judged",
    "t25"."converted",
    "t25"."value",
    CASE WHEN "t25"."converted" THEN "t25"."value" ELSE CAST(NULL AS BIGINT) END AS "converted_value",
    CAST("t25"."value" AS DOUBLE) * CAST("t25"."value" AS DOUBLE) AS "squares",
    CASE
      WHEN "t25"."converted"
      THEN CAST("t25"."value" AS DOUBLE) * CAST("t25"."value" AS DOUBLE)
      ELSE CAST(NULL AS DOUBLE)
    END AS "converted_squares"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t23"."unit",
        "t23"."journey",
        "t23"."person",
        "t23"."place",
        "t23"."segment",
        "t23"."bucket",
        COALESCE("t23"."value", "t23"."last_value") AS "value",
        "t23"."entered",
        "t23"."judged",
        "t23"."converted",
        "t23"."open",
        "t23"."last_unit",
        "t23"."last_value"
      FROM (
        SELECT
          "t22"."unit",
          "t22"."journey",
          "t22"."person",
          "t22"."place",
          "t22"."segment",
          "t22"."bucket",
          "t22"."value",
          "t22"."entered",
          "t22"."judged",
          "t22"."converted",
          "t22"."open",
          "t17"."last_unit",
          "t17"."last_value"
        FROM (
          SELECT
            "t20"."unit",
            "t20"."journey",
            "t20"."person",
            "t20"."place",
            "t20"."segment",
            "t20"."bucket",
            "t20"."value",
            TRUE AS "entered",
            (
              "t20"."within_us" IS NULL
            )
            OR CASE
              WHEN "t20"."entered_exact"
              THEN (
                "t20"."as_of_us" - "t20"."entered_us"
              ) > "t20"."within_us"
              ELSE (
                "t20"."as_of_day" - "t20"."entered_day"
              ) > "t20"."within_days"
            END
            OR CASE
              WHEN "t20"."entered_exact"
              THEN (
                "t20"."as_of_us" - "t20"."entered_us"
              ) = "t20"."within_us"
              ELSE (
                "t20"."as_of_day" - "t20"."entered_day"
              ) = "t20"."within_days"
            END AS "judged",
            (
              (
                "t20"."within_us" IS NULL
              )
              OR CASE
                WHEN "t20"."entered_exact"
                THEN (
                  "t20"."as_of_us" - "t20"."entered_us"
                ) > "t20"."within_us"
                ELSE (
                  "t20"."as_of_day" - "t20"."entered_day"
                ) > "t20"."within_days"
              END
              OR CASE
                WHEN "t20"."entered_exact"
                THEN (
                  "t20"."as_of_us" - "t20"."entered_us"
                ) = "t20"."within_us"
                ELSE (
                  "t20"."as_of_day" - "t20"."entered_day"
                ) = "t20"."within_days"
              END
            )
            AND (
              (
                "t20"."reached_us" IS NOT NULL
              )
              AND (
                (
                  "t20"."within_us" IS NULL
                )
                OR CASE
                  WHEN "t20"."entered_exact" AND "t20"."reached_exact"
                  THEN (
                    "t20"."reached_us" - "t20"."entered_us"
                  ) <= "t20"."within_us"
                  ELSE (
                    "t20"."reached_day" - "t20"."entered_day"
                  ) <= "t20"."within_days"
                END
              )
            ) AS "converted",
            NOT (
              "t20"."reached_us" IS NOT NULL
            ) AND (
              "t20"."left_us" IS NULL
            ) AS "open"
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
              "t19"."again_us",
              "t19"."until_us",
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
              "t19"."later_unit",
              "t19"."later_us",
              "t19"."later_day",
              "t19"."later_exact",
              "t19"."later_ordinal",
              "t19"."arrival",
              "t19"."later_us" AS "reached_us",
              "t19"."later_day" AS "reached_day",
              "t19"."later_exact" AS "reached_exact",
              CASE
                WHEN "t19"."entered_exact" AND "t19"."later_exact"
                THEN CAST(FLOOR((
                  "t19"."later_us" - "t19"."entered_us"
                ) / (
                  60000000
                )) AS BIGINT)
                ELSE (
                  "t19"."later_day" - "t19"."entered_day"
                ) * 1440
              END AS "reached_minutes"
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
                  "t16"."later_unit",
                  "t16"."later_us",
                  "t16"."later_day",
                  "t16"."later_exact",
                  "t16"."later_ordinal",
                  ROW_NUMBER() OVER (
                    PARTITION BY "t16"."unit"
                    ORDER BY "t16"."later_ordinal" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) - 1 AS "arrival"
                FROM (
                  SELECT
                    "t10"."unit",
                    "t10"."journey",
                    "t10"."person",
                    "t10"."segment",
                    "t10"."bucket",
                    "t10"."place",
                    "t10"."position",
                    "t10"."role",
                    "t10"."entered_us",
                    "t10"."entered_day",
                    "t10"."entered_exact",
                    "t10"."left_us",
                    "t10"."left_day",
                    "t10"."left_exact",
                    "t10"."left_minutes",
                    "t10"."next_role",
                    "t10"."via",
                    "t10"."reason",
                    "t10"."implied",
                    "t10"."value",
                    "t10"."nth",
                    "t10"."again_us",
                    "t10"."until_us",
                    "t10"."onward_us",
                    "t10"."onward_day",
                    "t10"."onward_exact",
                    "t10"."onward_minutes",
                    "t10"."ordinal",
                    "t10"."came",
                    "t10"."before_place",
                    "t10"."before_position",
                    "t10"."before_role",
                    "t10"."began_day",
                    "t10"."first_position",
                    "t10"."won_us",
                    "t10"."won_ordinal",
                    "t10"."won_value",
                    "t10"."last_us",
                    "t10"."last_position",
                    "t10"."last_role",
                    "t10"."last_via",
                    "t10"."kept",
                    "t10"."opportunity_type",
                    "t10"."as_of_us",
                    "t10"."as_of_day",
                    "t10"."first_day",
                    "t10"."end_day",
                    "t10"."within_us",
                    "t10"."within_days",
                    "t10"."older_us",
                    "t10"."older_days",
                    "t10"."stages",
                    "t10"."frm_position",
                    "t10"."to_position",
                    "t10"."lead_position",
                    "t10"."deal_position",
                    "t10"."window_us",
                    "t10"."sales_position",
                    "t10"."influence_us",
                    "t13"."later_unit",
                    "t13"."later_us",
                    "t13"."later_day",
                    "t13"."later_exact",
                    "t13"."later_ordinal"
                  FROM (
                    SELECT
                      *
                    FROM "t5" AS "t7"
                    WHERE
                      "t7"."kept"
                      AND "t7"."entered_day" >= "t7"."first_day"
                      AND "t7"."entered_day" < "t7"."end_day"
                      AND "t7"."nth" = 1
                      AND "t7"."position" = "t7"."frm_position"
                  ) AS "t10"
                  LEFT OUTER JOIN (
                    SELECT
                      "t9"."unit" AS "later_unit",
                      "t9"."entered_us" AS "later_us",
                      "t9"."entered_day" AS "later_day",
                      "t9"."entered_exact" AS "later_exact",
                      "t9"."ordinal" AS "later_ordinal"
                    FROM (
                      SELECT
                        *
                      FROM "t5" AS "t7"
                      WHERE
                        "t7"."position" >= "t7"."to_position"
                    ) AS "t9"
                  ) AS "t13"
                    ON "t10"."unit" = "t13"."later_unit" AND "t10"."ordinal" <= "t13"."later_ordinal"
                ) AS "t16"
              ) AS "t18"
              WHERE
                "t18"."arrival" = 0
            ) AS "t19"
          ) AS "t20"
        ) AS "t22"
        LEFT OUTER JOIN (
          SELECT
            "t14"."unit" AS "last_unit",
            "t14"."value" AS "last_value"
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
            ) AS "t11"
            WHERE
              "t11"."turn" = 0
          ) AS "t14"
        ) AS "t17"
          ON "t22"."unit" = "t17"."last_unit"
      ) AS "t23"
    ) AS "t24"
    WHERE
      "t24"."judged" AND "t24"."value" > 0
  ) AS "t25"
) AS "t26"
GROUP BY
  1,
  2,
  3,
  4,
  5
