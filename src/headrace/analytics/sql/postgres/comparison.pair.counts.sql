WITH "t2" AS (
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
  "t16"."bucket",
  "t16"."segment",
  "t16"."judged",
  "t16"."converted",
  "t16"."minutes",
  "t16"."reached",
  COUNT(*) AS "alike"
FROM (
  SELECT
    "t15"."unit",
    "t15"."journey",
    "t15"."person",
    "t15"."bucket",
    "t15"."segment",
    (
      "t15"."within_us" IS NULL
    )
    OR CASE
      WHEN "t15"."entered_exact"
      THEN (
        "t15"."as_of_us" - "t15"."entered_us"
      ) > "t15"."within_us"
      ELSE (
        "t15"."as_of_day" - "t15"."entered_day"
      ) > "t15"."within_days"
    END
    OR CASE
      WHEN "t15"."entered_exact"
      THEN (
        "t15"."as_of_us" - "t15"."entered_us"
      ) = "t15"."within_us"
      ELSE (
        "t15"."as_of_day" - "t15"."entered_day"
      ) = "t15"."within_days"
    END AS "judged",
    CASE WHEN "t15"."implied" THEN CAST(NULL AS BIGINT) ELSE "t15"."minutes" END AS "minutes",
    (
      (
        "t15"."within_us" IS NULL
      )
      OR CASE
        WHEN "t15"."entered_exact"
        THEN (
          "t15"."as_of_us" - "t15"."entered_us"
        ) > "t15"."within_us"
        ELSE (
          "t15"."as_of_day" - "t15"."entered_day"
        ) > "t15"."within_days"
      END
      OR CASE
        WHEN "t15"."entered_exact"
        THEN (
          "t15"."as_of_us" - "t15"."entered_us"
        ) = "t15"."within_us"
        ELSE (
          "t15"."as_of_day" - "t15"."entered_day"
        ) = "t15"."within_days"
      END
    )
    AND (
      "t15"."reached"
      AND (
        (
          "t15"."within_us" IS NULL
        )
        OR CASE
          WHEN "t15"."entered_exact" AND "t15"."reached_exact"
          THEN (
            "t15"."reached_us" - "t15"."entered_us"
          ) <= "t15"."within_us"
          ELSE (
            "t15"."reached_day" - "t15"."entered_day"
          ) <= "t15"."within_days"
        END
      )
    ) AS "converted",
    "t15"."reached"
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
      "t14"."arrival",
      "t14"."reached",
      "t14"."reached_us",
      "t14"."reached_day",
      "t14"."reached_exact",
      "t14"."reached_minutes",
      "t14"."so_far",
      CASE WHEN "t14"."reached" THEN "t14"."reached_minutes" ELSE "t14"."so_far" END AS "minutes"
    FROM (
      SELECT
        "t13"."unit",
        "t13"."journey",
        "t13"."person",
        "t13"."segment",
        "t13"."bucket",
        "t13"."place",
        "t13"."position",
        "t13"."role",
        "t13"."entered_us",
        "t13"."entered_day",
        "t13"."entered_exact",
        "t13"."left",
        "t13"."left_us",
        "t13"."left_day",
        "t13"."left_exact",
        "t13"."left_minutes",
        "t13"."next_role",
        "t13"."via",
        "t13"."reason",
        "t13"."implied",
        "t13"."value",
        "t13"."nth",
        "t13"."again",
        "t13"."here",
        "t13"."onward",
        "t13"."onward_us",
        "t13"."onward_day",
        "t13"."onward_exact",
        "t13"."onward_minutes",
        "t13"."ordinal",
        "t13"."came",
        "t13"."before_place",
        "t13"."before_position",
        "t13"."before_role",
        "t13"."began_day",
        "t13"."first_position",
        "t13"."won_us",
        "t13"."won_ordinal",
        "t13"."won_value",
        "t13"."last_us",
        "t13"."last_position",
        "t13"."last_role",
        "t13"."last_via",
        "t13"."kept",
        "t13"."opportunity_type",
        "t13"."as_of_us",
        "t13"."as_of_day",
        "t13"."first_day",
        "t13"."end_day",
        "t13"."within_us",
        "t13"."within_days",
        "t13"."older_us",
        "t13"."older_days",
        "t13"."stages",
        "t13"."frm_position",
        "t13"."to_position",
        "t13"."lead_position",
        "t13"."deal_position",
        "t13"."window_us",
        "t13"."sales_position",
        "t13"."influence_us",
        "t13"."later_unit",
        "t13"."later_us",
        "t13"."later_day",
        "t13"."later_exact",
        "t13"."later_ordinal",
        "t13"."arrival",
        "t13"."reached",
        "t13"."reached_us",
        "t13"."reached_day",
        "t13"."reached_exact",
        "t13"."reached_minutes",
        CASE
          WHEN "t13"."so_far" < 2880
          THEN "t13"."so_far"
          WHEN "t13"."so_far" < 129600
          THEN "t13"."so_far" - (
            "t13"."so_far" % 60
          )
          ELSE "t13"."so_far" - (
            "t13"."so_far" % 360
          )
        END AS "so_far"
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
          "t12"."later_unit",
          "t12"."later_us",
          "t12"."later_day",
          "t12"."later_exact",
          "t12"."later_ordinal",
          "t12"."arrival",
          "t12"."reached",
          "t12"."reached_us",
          "t12"."reached_day",
          "t12"."reached_exact",
          "t12"."reached_minutes",
          CASE
            WHEN "t12"."entered_exact"
            THEN CAST(FLOOR(
              CAST((
                "t12"."as_of_us" - "t12"."entered_us"
              ) AS DOUBLE PRECISION) / (
                60000000
              )
            ) AS BIGINT)
            ELSE (
              "t12"."as_of_day" - "t12"."entered_day"
            ) * 1440
          END AS "so_far"
        FROM (
          SELECT
            "t11"."unit",
            "t11"."journey",
            "t11"."person",
            "t11"."segment",
            "t11"."bucket",
            "t11"."place",
            "t11"."position",
            "t11"."role",
            "t11"."entered_us",
            "t11"."entered_day",
            "t11"."entered_exact",
            "t11"."left",
            "t11"."left_us",
            "t11"."left_day",
            "t11"."left_exact",
            "t11"."left_minutes",
            "t11"."next_role",
            "t11"."via",
            "t11"."reason",
            "t11"."implied",
            "t11"."value",
            "t11"."nth",
            "t11"."again",
            "t11"."here",
            "t11"."onward",
            "t11"."onward_us",
            "t11"."onward_day",
            "t11"."onward_exact",
            "t11"."onward_minutes",
            "t11"."ordinal",
            "t11"."came",
            "t11"."before_place",
            "t11"."before_position",
            "t11"."before_role",
            "t11"."began_day",
            "t11"."first_position",
            "t11"."won_us",
            "t11"."won_ordinal",
            "t11"."won_value",
            "t11"."last_us",
            "t11"."last_position",
            "t11"."last_role",
            "t11"."last_via",
            "t11"."kept",
            "t11"."opportunity_type",
            "t11"."as_of_us",
            "t11"."as_of_day",
            "t11"."first_day",
            "t11"."end_day",
            "t11"."within_us",
            "t11"."within_days",
            "t11"."older_us",
            "t11"."older_days",
            "t11"."stages",
            "t11"."frm_position",
            "t11"."to_position",
            "t11"."lead_position",
            "t11"."deal_position",
            "t11"."window_us",
            "t11"."sales_position",
            "t11"."influence_us",
            "t11"."later_unit",
            "t11"."later_us",
            "t11"."later_day",
            "t11"."later_exact",
            "t11"."later_ordinal",
            "t11"."arrival",
            "t11"."later_us" IS NOT NULL AS "reached",
            "t11"."later_us" AS "reached_us",
            "t11"."later_day" AS "reached_day",
            "t11"."later_exact" AS "reached_exact",
            CASE
              WHEN CASE
                WHEN "t11"."entered_exact" AND "t11"."later_exact"
                THEN CAST(FLOOR(
                  CAST((
                    "t11"."later_us" - "t11"."entered_us"
                  ) AS DOUBLE PRECISION) / (
                    60000000
                  )
                ) AS BIGINT)
                ELSE (
                  "t11"."later_day" - "t11"."entered_day"
                ) * 1440
              END < 2880
              THEN CASE
                WHEN "t11"."entered_exact" AND "t11"."later_exact"
                THEN CAST(FLOOR(
                  CAST((
                    "t11"."later_us" - "t11"."entered_us"
                  ) AS DOUBLE PRECISION) / (
                    60000000
                  )
                ) AS BIGINT)
                ELSE (
                  "t11"."later_day" - "t11"."entered_day"
                ) * 1440
              END
              WHEN CASE
                WHEN "t11"."entered_exact" AND "t11"."later_exact"
                THEN CAST(FLOOR(
                  CAST((
                    "t11"."later_us" - "t11"."entered_us"
                  ) AS DOUBLE PRECISION) / (
                    60000000
                  )
                ) AS BIGINT)
                ELSE (
                  "t11"."later_day" - "t11"."entered_day"
                ) * 1440
              END < 129600
              THEN CASE
                WHEN "t11"."entered_exact" AND "t11"."later_exact"
                THEN CAST(FLOOR(
                  CAST((
                    "t11"."later_us" - "t11"."entered_us"
                  ) AS DOUBLE PRECISION) / (
                    60000000
                  )
                ) AS BIGINT)
                ELSE (
                  "t11"."later_day" - "t11"."entered_day"
                ) * 1440
              END - (
                CASE
                  WHEN "t11"."entered_exact" AND "t11"."later_exact"
                  THEN CAST(FLOOR(
                    CAST((
                      "t11"."later_us" - "t11"."entered_us"
                    ) AS DOUBLE PRECISION) / (
                      60000000
                    )
                  ) AS BIGINT)
                  ELSE (
                    "t11"."later_day" - "t11"."entered_day"
                  ) * 1440
                END % 60
              )
              ELSE CASE
                WHEN "t11"."entered_exact" AND "t11"."later_exact"
                THEN CAST(FLOOR(
                  CAST((
                    "t11"."later_us" - "t11"."entered_us"
                  ) AS DOUBLE PRECISION) / (
                    60000000
                  )
                ) AS BIGINT)
                ELSE (
                  "t11"."later_day" - "t11"."entered_day"
                ) * 1440
              END - (
                CASE
                  WHEN "t11"."entered_exact" AND "t11"."later_exact"
                  THEN CAST(FLOOR(
                    CAST((
                      "t11"."later_us" - "t11"."entered_us"
                    ) AS DOUBLE PRECISION) / (
                      60000000
                    )
                  ) AS BIGINT)
                  ELSE (
                    "t11"."later_day" - "t11"."entered_day"
                  ) * 1440
                END % 360
              )
            END AS "reached_minutes"
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
                "t9"."left",
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
                "t9"."again",
                "t9"."here",
                "t9"."onward",
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
                "t9"."later_unit",
                "t9"."later_us",
                "t9"."later_day",
                "t9"."later_exact",
                "t9"."later_ordinal",
                ROW_NUMBER() OVER (
                  PARTITION BY "t9"."unit"
                  ORDER BY "t9"."later_ordinal" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "arrival"
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
                  "t6"."left",
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
                  "t6"."again",
                  "t6"."here",
                  "t6"."onward",
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
                  "t8"."later_unit",
                  "t8"."later_us",
                  "t8"."later_day",
                  "t8"."later_exact",
                  "t8"."later_ordinal"
                FROM (
                  SELECT
                    *
                  FROM "t2" AS "t3"
                  WHERE
                    "t3"."kept"
                    AND "t3"."entered_day" >= "t3"."first_day"
                    AND "t3"."entered_day" < "t3"."end_day"
                    AND "t3"."nth" = 1
                    AND "t3"."position" = "t3"."frm_position"
                ) AS "t6"
                LEFT OUTER JOIN (
                  SELECT
                    "t5"."unit" AS "later_unit",
                    "t5"."entered_us" AS "later_us",
                    "t5"."entered_day" AS "later_day",
                    "t5"."entered_exact" AS "later_exact",
                    "t5"."ordinal" AS "later_ordinal"
                  FROM (
                    SELECT
                      *
                    FROM "t2" AS "t3"
                    WHERE
                      "t3"."position" >= "t3"."to_position"
                  ) AS "t5"
                ) AS "t8"
                  ON "t6"."unit" = "t8"."later_unit" AND "t6"."ordinal" <= "t8"."later_ordinal"
              ) AS "t9"
            ) AS "t10"
            WHERE
              "t10"."arrival" = 0
          ) AS "t11"
        ) AS "t12"
      ) AS "t13"
    ) AS "t14"
  ) AS "t15"
) AS "t16"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6
