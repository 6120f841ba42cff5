WITH "t4" AS (
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
    "t2"."next_role",
    "t2"."next_via",
    "t2"."via",
    "t2"."implied",
    "t2"."value",
    "t2"."nth",
    "t2"."again_us",
    "t2"."until_us",
    "t2"."onward_us",
    "t2"."onward_day",
    "t2"."onward_exact",
    "t2"."ordinal",
    "t2"."came",
    "t2"."before_place",
    "t2"."before_position",
    "t2"."before_role",
    "t2"."began_day",
    "t2"."first_position",
    "t3"."as_of_us",
    "t3"."as_of_day",
    "t3"."first_day",
    "t3"."end_day",
    "t3"."within_us",
    "t3"."within_days",
    "t3"."older_us",
    "t3"."older_days",
    "t3"."frm_position",
    "t3"."to_position"
  FROM "visits" AS "t2"
  CROSS JOIN "asked" AS "t3"
)
SELECT
  "t11"."unit",
  "t11"."journey",
  "t11"."person",
  "t11"."place",
  "t11"."segment",
  "t11"."bucket",
  TRUE AS "entered",
  (
    "t11"."within_us" IS NULL
  )
  OR CASE
    WHEN "t11"."entered_exact"
    THEN (
      "t11"."as_of_us" - "t11"."entered_us"
    ) > "t11"."within_us"
    ELSE (
      "t11"."as_of_day" - "t11"."entered_day"
    ) > "t11"."within_days"
  END
  OR CASE
    WHEN "t11"."entered_exact"
    THEN (
      "t11"."as_of_us" - "t11"."entered_us"
    ) = "t11"."within_us"
    ELSE (
      "t11"."as_of_day" - "t11"."entered_day"
    ) = "t11"."within_days"
  END AS "judged",
  (
    (
      "t11"."within_us" IS NULL
    )
    OR CASE
      WHEN "t11"."entered_exact"
      THEN (
        "t11"."as_of_us" - "t11"."entered_us"
      ) > "t11"."within_us"
      ELSE (
        "t11"."as_of_day" - "t11"."entered_day"
      ) > "t11"."within_days"
    END
    OR CASE
      WHEN "t11"."entered_exact"
      THEN (
        "t11"."as_of_us" - "t11"."entered_us"
      ) = "t11"."within_us"
      ELSE (
        "t11"."as_of_day" - "t11"."entered_day"
      ) = "t11"."within_days"
    END
  )
  AND (
    (
      "t11"."later_us" IS NOT NULL
    )
    AND (
      (
        "t11"."within_us" IS NULL
      )
      OR CASE
        WHEN "t11"."entered_exact" AND "t11"."later_exact"
        THEN (
          "t11"."later_us" - "t11"."entered_us"
        ) <= "t11"."within_us"
        ELSE (
          "t11"."later_day" - "t11"."entered_day"
        ) <= "t11"."within_days"
      END
    )
  ) AS "converted",
  (
    "t11"."later_us" IS NOT NULL
  )
  AND (
    (
      "t11"."within_us" IS NULL
    )
    OR CASE
      WHEN "t11"."entered_exact" AND "t11"."later_exact"
      THEN (
        "t11"."later_us" - "t11"."entered_us"
      ) <= "t11"."within_us"
      ELSE (
        "t11"."later_day" - "t11"."entered_day"
      ) <= "t11"."within_days"
    END
  ) AS "in_time",
  NOT (
    "t11"."later_us" IS NOT NULL
  ) AND (
    "t11"."left_us" IS NULL
  ) AS "open"
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
    "t10"."next_role",
    "t10"."next_via",
    "t10"."via",
    "t10"."implied",
    "t10"."value",
    "t10"."nth",
    "t10"."again_us",
    "t10"."until_us",
    "t10"."onward_us",
    "t10"."onward_day",
    "t10"."onward_exact",
    "t10"."ordinal",
    "t10"."came",
    "t10"."before_place",
    "t10"."before_position",
    "t10"."before_role",
    "t10"."began_day",
    "t10"."first_position",
    "t10"."as_of_us",
    "t10"."as_of_day",
    "t10"."first_day",
    "t10"."end_day",
    "t10"."within_us",
    "t10"."within_days",
    "t10"."older_us",
    "t10"."older_days",
    "t10"."frm_position",
    "t10"."to_position",
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
      "t9"."next_role",
      "t9"."next_via",
      "t9"."via",
      "t9"."implied",
      "t9"."value",
      "t9"."nth",
      "t9"."again_us",
      "t9"."until_us",
      "t9"."onward_us",
      "t9"."onward_day",
      "t9"."onward_exact",
      "t9"."ordinal",
      "t9"."came",
      "t9"."before_place",
      "t9"."before_position",
      "t9"."before_role",
      "t9"."began_day",
      "t9"."first_position",
      "t9"."as_of_us",
      "t9"."as_of_day",
      "t9"."first_day",
      "t9"."end_day",
      "t9"."within_us",
      "t9"."within_days",
      "t9"."older_us",
      "t9"."older_days",
      "t9"."frm_position",
      "t9"."to_position",
      "t7"."later_unit",
      "t7"."later_us",
      "t7"."later_day",
      "t7"."later_exact",
      "t7"."later_ordinal"
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
        CASE
          WHEN "t5"."left_us" < "t5"."as_of_us"
          THEN "t5"."left_us"
          ELSE CAST(NULL AS BIGINT)
        END AS "left_us",
        "t5"."left_day",
        "t5"."left_exact",
        "t5"."next_role",
        "t5"."next_via",
        "t5"."via",
        "t5"."implied",
        "t5"."value",
        "t5"."nth",
        CASE
          WHEN "t5"."again_us" < "t5"."as_of_us"
          THEN "t5"."again_us"
          ELSE CAST(NULL AS BIGINT)
        END AS "again_us",
        CASE
          WHEN "t5"."until_us" < "t5"."as_of_us"
          THEN "t5"."until_us"
          ELSE CAST(NULL AS BIGINT)
        END AS "until_us",
        CASE
          WHEN "t5"."onward_us" < "t5"."as_of_us"
          THEN "t5"."onward_us"
          ELSE CAST(NULL AS BIGINT)
        END AS "onward_us",
        "t5"."onward_day",
        "t5"."onward_exact",
        "t5"."ordinal",
        "t5"."came",
        "t5"."before_place",
        "t5"."before_position",
        "t5"."before_role",
        "t5"."began_day",
        "t5"."first_position",
        "t5"."as_of_us",
        "t5"."as_of_day",
        "t5"."first_day",
        "t5"."end_day",
        "t5"."within_us",
        "t5"."within_days",
        "t5"."older_us",
        "t5"."older_days",
        "t5"."frm_position",
        "t5"."to_position"
      FROM "t4" AS "t5"
      WHERE
        "t5"."entered_us" < "t5"."as_of_us"
        AND "t5"."role" IN ('stage', 'won')
        AND "t5"."entered_day" >= "t5"."first_day"
        AND "t5"."entered_day" < "t5"."end_day"
        AND "t5"."nth" = 1
        AND "t5"."position" = "t5"."frm_position"
    ) AS "t9"
    LEFT OUTER JOIN (
      SELECT
        "t5"."unit" AS "later_unit",
        "t5"."entered_us" AS "later_us",
        "t5"."entered_day" AS "later_day",
        "t5"."entered_exact" AS "later_exact",
        "t5"."ordinal" AS "later_ordinal"
      FROM "t4" AS "t5"
      WHERE
        "t5"."entered_us" < "t5"."as_of_us"
        AND "t5"."role" IN ('stage', 'won')
        AND "t5"."position" >= "t5"."to_position"
    ) AS "t7"
      ON "t9"."unit" = "t7"."later_unit" AND "t9"."ordinal" <= "t7"."later_ordinal"
  ) AS "t10"
) AS "t11"
WHERE
  "t11"."arrival" = 0
