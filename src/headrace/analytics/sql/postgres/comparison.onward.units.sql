SELECT
  "t8"."unit",
  "t8"."journey",
  "t8"."person",
  "t8"."bucket",
  "t8"."segment",
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
  CASE WHEN "t8"."implied" THEN CAST(NULL AS BIGINT) ELSE "t8"."minutes" END AS "minutes",
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
    "t8"."onward"
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
  "t8"."onward" AS "reached"
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
    "t7"."left",
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
    "t7"."again",
    "t7"."here",
    "t7"."onward",
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
    "t7"."so_far",
    CASE
      WHEN "t7"."onward"
      THEN CAST("t7"."onward_minutes" AS BIGINT)
      ELSE "t7"."so_far"
    END AS "minutes"
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
      CASE
        WHEN "t6"."so_far" < 2880
        THEN "t6"."so_far"
        WHEN "t6"."so_far" < 129600
        THEN "t6"."so_far" - (
          "t6"."so_far" % 60
        )
        ELSE "t6"."so_far" - (
          "t6"."so_far" % 360
        )
      END AS "so_far"
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
        "t5"."left",
        "t5"."left_us",
        "t5"."left_day",
        "t5"."left_exact",
        "t5"."left_minutes",
        "t5"."next_role",
        "t5"."via",
        "t5"."reason",
        "t5"."implied",
        "t5"."value",
        "t5"."nth",
        "t5"."again",
        "t5"."here",
        "t5"."onward",
        "t5"."onward_us",
        "t5"."onward_day",
        "t5"."onward_exact",
        "t5"."onward_minutes",
        "t5"."ordinal",
        "t5"."came",
        "t5"."before_place",
        "t5"."before_position",
        "t5"."before_role",
        "t5"."began_day",
        "t5"."first_position",
        "t5"."won_us",
        "t5"."won_ordinal",
        "t5"."won_value",
        "t5"."last_us",
        "t5"."last_position",
        "t5"."last_role",
        "t5"."last_via",
        "t5"."kept",
        "t5"."opportunity_type",
        "t5"."as_of_us",
        "t5"."as_of_day",
        "t5"."first_day",
        "t5"."end_day",
        "t5"."within_us",
        "t5"."within_days",
        "t5"."older_us",
        "t5"."older_days",
        "t5"."stages",
        "t5"."frm_position",
        "t5"."to_position",
        "t5"."lead_position",
        "t5"."deal_position",
        "t5"."window_us",
        "t5"."sales_position",
        "t5"."influence_us",
        CASE
          WHEN "t5"."entered_exact"
          THEN CAST(FLOOR(
            CAST((
              "t5"."as_of_us" - "t5"."entered_us"
            ) AS DOUBLE PRECISION) / (
              60000000
            )
          ) AS BIGINT)
          ELSE (
            "t5"."as_of_day" - "t5"."entered_day"
          ) * 1440
        END AS "so_far"
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
                FROM "visits" AS "t0"
                WHERE
                  "t0"."entered_us" < "t0"."as_of_us"
              ) AS "t1"
              WHERE
                "t1"."kept"
            ) AS "t2"
            WHERE
              "t2"."position" < "t2"."stages"
          ) AS "t3"
          WHERE
            "t3"."entered_day" >= "t3"."first_day"
            AND "t3"."entered_day" < "t3"."end_day"
            AND "t3"."nth" = 1
        ) AS "t4"
        WHERE
          "t4"."position" = "t4"."frm_position"
      ) AS "t5"
    ) AS "t6"
  ) AS "t7"
) AS "t8"
