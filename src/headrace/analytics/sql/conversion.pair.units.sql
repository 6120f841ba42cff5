WITH "t3" AS (
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
  ) AS "t2"
  WHERE
    "t2"."position" < "t2"."stages"
)
SELECT
  "t13"."unit",
  "t13"."journey",
  "t13"."person",
  "t13"."place",
  "t13"."segment",
  "t13"."bucket",
  "t13"."value",
  TRUE AS "entered",
  (
    "t13"."within_us" IS NULL
  )
  OR CASE
    WHEN "t13"."entered_exact"
    THEN (
      "t13"."as_of_us" - "t13"."entered_us"
    ) > "t13"."within_us"
    ELSE (
      "t13"."as_of_day" - "t13"."entered_day"
    ) > "t13"."within_days"
  END
  OR CASE
    WHEN "t13"."entered_exact"
    THEN (
      "t13"."as_of_us" - "t13"."entered_us"
    ) = "t13"."within_us"
    ELSE (
      "t13"."as_of_day" - "t13"."entered_day"
    ) = "t13"."within_days"
  END AS "judged",
  (
    (
      "t13"."within_us" IS NULL
    )
    OR CASE
      WHEN "t13"."entered_exact"
      THEN (
        "t13"."as_of_us" - "t13"."entered_us"
      ) > "t13"."within_us"
      ELSE (
        "t13"."as_of_day" - "t13"."entered_day"
      ) > "t13"."within_days"
    END
    OR CASE
      WHEN "t13"."entered_exact"
      THEN (
        "t13"."as_of_us" - "t13"."entered_us"
      ) = "t13"."within_us"
      ELSE (
        "t13"."as_of_day" - "t13"."entered_day"
      ) = "t13"."within_days"
    END
  )
  AND (
    (
      "t13"."reached_us" IS NOT NULL
    )
    AND (
      (
        "t13"."within_us" IS NULL
      )
      OR CASE
        WHEN "t13"."entered_exact" AND "t13"."reached_exact"
        THEN (
          "t13"."reached_us" - "t13"."entered_us"
        ) <= "t13"."within_us"
        ELSE (
          "t13"."reached_day" - "t13"."entered_day"
        ) <= "t13"."within_days"
      END
    )
  ) AS "converted",
  NOT (
    "t13"."reached_us" IS NOT NULL
  ) AND (
    "t13"."left_us" IS NULL
  ) AS "open"
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
    "t12"."again_us",
    "t12"."until_us",
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
    "t12"."later_us" AS "reached_us",
    "t12"."later_day" AS "reached_day",
    "t12"."later_exact" AS "reached_exact",
    CASE
      WHEN "t12"."entered_exact" AND "t12"."later_exact"
      THEN CAST(FLOOR((
        "t12"."later_us" - "t12"."entered_us"
      ) / (
        60000000
      )) AS BIGINT)
      ELSE (
        "t12"."later_day" - "t12"."entered_day"
      ) * 1440
    END AS "reached_minutes"
  FROM (
    SELECT
      *
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
        "t10"."later_unit",
        "t10"."later_us",
        "t10"."later_day",
        "t10"."later_exact",
        "t10"."later_ordinal",
        ROW_NUMBER() OVER (
          PARTITION BY "t10"."unit"
          ORDER BY "t10"."later_ordinal" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "arrival"
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
          "t7"."again_us",
          "t7"."until_us",
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
          "t9"."later_unit",
          "t9"."later_us",
          "t9"."later_day",
          "t9"."later_exact",
          "t9"."later_ordinal"
        FROM (
          SELECT
            *
          FROM "t3" AS "t4"
          WHERE
            "t4"."kept"
            AND "t4"."entered_day" >= "t4"."first_day"
            AND "t4"."entered_day" < "t4"."end_day"
            AND "t4"."nth" = 1
            AND "t4"."position" = "t4"."frm_position"
        ) AS "t7"
        LEFT OUTER JOIN (
          SELECT
            "t6"."unit" AS "later_unit",
            "t6"."entered_us" AS "later_us",
            "t6"."entered_day" AS "later_day",
            "t6"."entered_exact" AS "later_exact",
            "t6"."ordinal" AS "later_ordinal"
          FROM (
            SELECT
              *
            FROM "t3" AS "t4"
            WHERE
              "t4"."position" >= "t4"."to_position"
          ) AS "t6"
        ) AS "t9"
          ON "t7"."unit" = "t9"."later_unit" AND "t7"."ordinal" <= "t9"."later_ordinal"
      ) AS "t10"
    ) AS "t11"
    WHERE
      "t11"."arrival" = 0
  ) AS "t12"
) AS "t13"
