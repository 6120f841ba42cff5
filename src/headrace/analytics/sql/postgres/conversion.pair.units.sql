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
  "t12"."unit",
  "t12"."journey",
  "t12"."person",
  "t12"."place",
  "t12"."segment",
  "t12"."bucket",
  TRUE AS "entered",
  (
    "t12"."within_us" IS NULL
  )
  OR CASE
    WHEN "t12"."entered_exact"
    THEN (
      "t12"."as_of_us" - "t12"."entered_us"
    ) > "t12"."within_us"
    ELSE (
      "t12"."as_of_day" - "t12"."entered_day"
    ) > "t12"."within_days"
  END
  OR CASE
    WHEN "t12"."entered_exact"
    THEN (
      "t12"."as_of_us" - "t12"."entered_us"
    ) = "t12"."within_us"
    ELSE (
      "t12"."as_of_day" - "t12"."entered_day"
    ) = "t12"."within_days"
  END AS "judged",
  (
    (
      "t12"."within_us" IS NULL
    )
    OR CASE
      WHEN "t12"."entered_exact"
      THEN (
        "t12"."as_of_us" - "t12"."entered_us"
      ) > "t12"."within_us"
      ELSE (
        "t12"."as_of_day" - "t12"."entered_day"
      ) > "t12"."within_days"
    END
    OR CASE
      WHEN "t12"."entered_exact"
      THEN (
        "t12"."as_of_us" - "t12"."entered_us"
      ) = "t12"."within_us"
      ELSE (
        "t12"."as_of_day" - "t12"."entered_day"
      ) = "t12"."within_days"
    END
  )
  AND (
    "t12"."reached"
    AND (
      (
        "t12"."within_us" IS NULL
      )
      OR CASE
        WHEN "t12"."entered_exact" AND "t12"."reached_exact"
        THEN (
          "t12"."reached_us" - "t12"."entered_us"
        ) <= "t12"."within_us"
        ELSE (
          "t12"."reached_day" - "t12"."entered_day"
        ) <= "t12"."within_days"
      END
    )
  ) AS "converted",
  NOT (
    "t12"."reached"
  ) AND NOT (
    "t12"."left"
  ) AS "open"
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
