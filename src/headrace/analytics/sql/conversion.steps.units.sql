SELECT
  "t8"."unit",
  "t8"."journey",
  "t8"."person",
  "t8"."place",
  "t8"."segment",
  "t8"."bucket",
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
  ) AS "in_time",
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
        ) AS "t4"
        WHERE
          "t4"."entered_us" < "t4"."as_of_us"
      ) AS "t5"
    ) AS "t6"
    WHERE
      "t6"."role" IN ('stage', 'won')
  ) AS "t7"
  WHERE
    "t7"."entered_day" >= "t7"."first_day"
    AND "t7"."entered_day" < "t7"."end_day"
    AND "t7"."nth" = 1
) AS "t8"
