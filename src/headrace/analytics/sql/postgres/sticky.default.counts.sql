SELECT
  "t11"."bucket",
  "t11"."segment",
  "t11"."place",
  "t11"."entered",
  "t11"."dropped",
  "t11"."moved_on",
  "t11"."judged",
  "t11"."in_time",
  "t11"."ever",
  "t11"."grown",
  "t11"."grown_in_time",
  "t11"."stayed",
  "t11"."left",
  COUNT(*) AS "alike",
  SUM("t11"."revenue") AS "revenue"
FROM (
  SELECT
    "t10"."unit",
    "t10"."journey",
    "t10"."person",
    "t10"."bucket",
    "t10"."segment",
    "t10"."place",
    "t10"."asked" AS "entered",
    "t10"."asked"
    AND NOT (
      "t10"."onward"
    )
    AND "t10"."left"
    AND COALESCE("t10"."next_role" IN ('nurture', 'out', 'lost', 'expired'), FALSE) AS "dropped",
    "t10"."asked" AND "t10"."onward" AS "moved_on",
    "t10"."asked"
    AND (
      (
        "t10"."within_us" IS NULL
      )
      OR CASE
        WHEN "t10"."entered_exact"
        THEN (
          "t10"."as_of_us" - "t10"."entered_us"
        ) > "t10"."within_us"
        ELSE (
          "t10"."as_of_day" - "t10"."entered_day"
        ) > "t10"."within_days"
      END
      OR CASE
        WHEN "t10"."entered_exact"
        THEN (
          "t10"."as_of_us" - "t10"."entered_us"
        ) = "t10"."within_us"
        ELSE (
          "t10"."as_of_day" - "t10"."entered_day"
        ) = "t10"."within_days"
      END
    ) AS "judged",
    "t10"."asked"
    AND (
      (
        (
          "t10"."within_us" IS NULL
        )
        OR CASE
          WHEN "t10"."entered_exact"
          THEN (
            "t10"."as_of_us" - "t10"."entered_us"
          ) > "t10"."within_us"
          ELSE (
            "t10"."as_of_day" - "t10"."entered_day"
          ) > "t10"."within_days"
        END
        OR CASE
          WHEN "t10"."entered_exact"
          THEN (
            "t10"."as_of_us" - "t10"."entered_us"
          ) = "t10"."within_us"
          ELSE (
            "t10"."as_of_day" - "t10"."entered_day"
          ) = "t10"."within_days"
        END
      )
      AND (
        "t10"."onward"
        AND (
          (
            "t10"."within_us" IS NULL
          )
          OR CASE
            WHEN "t10"."entered_exact" AND "t10"."onward_exact"
            THEN (
              "t10"."onward_us" - "t10"."entered_us"
            ) <= "t10"."within_us"
            ELSE (
              "t10"."onward_day" - "t10"."entered_day"
            ) <= "t10"."within_days"
          END
        )
      )
    ) AS "in_time",
    TRUE AS "ever",
    (
      "t10"."within_us" IS NULL
    )
    OR CASE
      WHEN "t10"."entered_exact"
      THEN (
        "t10"."as_of_us" - "t10"."entered_us"
      ) > "t10"."within_us"
      ELSE (
        "t10"."as_of_day" - "t10"."entered_day"
      ) > "t10"."within_days"
    END
    OR CASE
      WHEN "t10"."entered_exact"
      THEN (
        "t10"."as_of_us" - "t10"."entered_us"
      ) = "t10"."within_us"
      ELSE (
        "t10"."as_of_day" - "t10"."entered_day"
      ) = "t10"."within_days"
    END AS "grown",
    (
      (
        "t10"."within_us" IS NULL
      )
      OR CASE
        WHEN "t10"."entered_exact"
        THEN (
          "t10"."as_of_us" - "t10"."entered_us"
        ) > "t10"."within_us"
        ELSE (
          "t10"."as_of_day" - "t10"."entered_day"
        ) > "t10"."within_days"
      END
      OR CASE
        WHEN "t10"."entered_exact"
        THEN (
          "t10"."as_of_us" - "t10"."entered_us"
        ) = "t10"."within_us"
        ELSE (
          "t10"."as_of_day" - "t10"."entered_day"
        ) = "t10"."within_days"
      END
    )
    AND (
      "t10"."onward"
      AND (
        (
          "t10"."within_us" IS NULL
        )
        OR CASE
          WHEN "t10"."entered_exact" AND "t10"."onward_exact"
          THEN (
            "t10"."onward_us" - "t10"."entered_us"
          ) <= "t10"."within_us"
          ELSE (
            "t10"."onward_day" - "t10"."entered_day"
          ) <= "t10"."within_days"
        END
      )
    ) AS "grown_in_time",
    CASE WHEN "t10"."asked" THEN "t10"."revenue" ELSE CAST(NULL AS BIGINT) END AS "revenue",
    CASE WHEN "t10"."asked" THEN "t10"."stayed" ELSE CAST(NULL AS BIGINT) END AS "stayed",
    "t10"."left"
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
      CASE
        WHEN "t9"."won" AND (
          "t9"."won_us" > -9223372036854775807
        )
        THEN "t9"."won_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "won_us",
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
      "t9"."so_far",
      "t9"."stayed",
      "t9"."asked",
      "t9"."won",
      CASE WHEN "t9"."won" THEN "t9"."won_value" ELSE CAST(NULL AS BIGINT) END AS "revenue"
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
        "t8"."so_far",
        "t8"."stayed",
        "t8"."asked",
        COALESCE("t8"."won_us" < "t8"."as_of_us", FALSE)
        AND COALESCE("t8"."ordinal" <= "t8"."won_ordinal", FALSE) AS "won"
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
          COALESCE("t7"."within_us", 7776000000000) AS "within_us",
          COALESCE("t7"."within_days", 90) AS "within_days",
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
          "t7"."stayed",
          (
            "t7"."entered_day" >= "t7"."first_day"
          )
          AND (
            "t7"."entered_day" < "t7"."end_day"
          ) AS "asked"
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
            "t6"."so_far",
            CASE
              WHEN "t6"."left"
              THEN CAST("t6"."left_minutes" AS BIGINT)
              ELSE "t6"."so_far"
            END AS "stayed"
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
                WHEN "t5"."left"
                THEN CAST(NULL AS BIGINT)
                ELSE CASE
                  WHEN "t5"."so_far" < 2880
                  THEN "t5"."so_far"
                  WHEN "t5"."so_far" < 129600
                  THEN "t5"."so_far" - (
                    "t5"."so_far" % 60
                  )
                  ELSE "t5"."so_far" - (
                    "t5"."so_far" % 360
                  )
                END
              END AS "so_far"
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
                CASE
                  WHEN "t4"."left"
                  THEN CAST(NULL AS BIGINT)
                  ELSE CASE
                    WHEN "t4"."entered_exact"
                    THEN CAST(FLOOR(
                      CAST((
                        "t4"."as_of_us" - "t4"."entered_us"
                      ) AS DOUBLE PRECISION) / (
                        60000000
                      )
                    ) AS BIGINT)
                    ELSE (
                      "t4"."as_of_day" - "t4"."entered_day"
                    ) * 1440
                  END
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
                  "t3"."nth" = 1 AND NOT (
                    "t3"."implied"
                  )
              ) AS "t4"
            ) AS "t5"
          ) AS "t6"
        ) AS "t7"
      ) AS "t8"
    ) AS "t9"
  ) AS "t10"
) AS "t11"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8,
  9,
  10,
  11,
  12,
  13
