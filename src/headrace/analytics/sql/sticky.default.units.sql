SELECT
  "t14"."unit",
  "t14"."journey",
  "t14"."person",
  "t14"."bucket",
  "t14"."segment",
  "t14"."place",
  "t14"."asked" AS "entered",
  "t14"."asked"
  AND NOT (
    "t14"."onward_us" IS NOT NULL
  )
  AND (
    "t14"."left_us" IS NOT NULL
  )
  AND COALESCE("t14"."next_role" IN ('nurture', 'out', 'lost', 'expired'), FALSE) AS "dropped",
  "t14"."asked" AND (
    "t14"."onward_us" IS NOT NULL
  ) AS "moved_on",
  "t14"."asked"
  AND (
    (
      "t14"."within_us" IS NULL
    )
    OR CASE
      WHEN "t14"."entered_exact"
      THEN (
        "t14"."as_of_us" - "t14"."entered_us"
      ) > "t14"."within_us"
      ELSE (
        "t14"."as_of_day" - "t14"."entered_day"
      ) > "t14"."within_days"
    END
    OR CASE
      WHEN "t14"."entered_exact"
      THEN (
        "t14"."as_of_us" - "t14"."entered_us"
      ) = "t14"."within_us"
      ELSE (
        "t14"."as_of_day" - "t14"."entered_day"
      ) = "t14"."within_days"
    END
  ) AS "judged",
  "t14"."asked"
  AND (
    (
      (
        "t14"."within_us" IS NULL
      )
      OR CASE
        WHEN "t14"."entered_exact"
        THEN (
          "t14"."as_of_us" - "t14"."entered_us"
        ) > "t14"."within_us"
        ELSE (
          "t14"."as_of_day" - "t14"."entered_day"
        ) > "t14"."within_days"
      END
      OR CASE
        WHEN "t14"."entered_exact"
        THEN (
          "t14"."as_of_us" - "t14"."entered_us"
        ) = "t14"."within_us"
        ELSE (
          "t14"."as_of_day" - "t14"."entered_day"
        ) = "t14"."within_days"
      END
    )
    AND (
      (
        "t14"."onward_us" IS NOT NULL
      )
      AND (
        (
          "t14"."within_us" IS NULL
        )
        OR CASE
          WHEN "t14"."entered_exact" AND "t14"."onward_exact"
          THEN (
            "t14"."onward_us" - "t14"."entered_us"
          ) <= "t14"."within_us"
          ELSE (
            "t14"."onward_day" - "t14"."entered_day"
          ) <= "t14"."within_days"
        END
      )
    )
  ) AS "in_time",
  TRUE AS "ever",
  (
    "t14"."within_us" IS NULL
  )
  OR CASE
    WHEN "t14"."entered_exact"
    THEN (
      "t14"."as_of_us" - "t14"."entered_us"
    ) > "t14"."within_us"
    ELSE (
      "t14"."as_of_day" - "t14"."entered_day"
    ) > "t14"."within_days"
  END
  OR CASE
    WHEN "t14"."entered_exact"
    THEN (
      "t14"."as_of_us" - "t14"."entered_us"
    ) = "t14"."within_us"
    ELSE (
      "t14"."as_of_day" - "t14"."entered_day"
    ) = "t14"."within_days"
  END AS "grown",
  (
    (
      "t14"."within_us" IS NULL
    )
    OR CASE
      WHEN "t14"."entered_exact"
      THEN (
        "t14"."as_of_us" - "t14"."entered_us"
      ) > "t14"."within_us"
      ELSE (
        "t14"."as_of_day" - "t14"."entered_day"
      ) > "t14"."within_days"
    END
    OR CASE
      WHEN "t14"."entered_exact"
      THEN (
        "t14"."as_of_us" - "t14"."entered_us"
      ) = "t14"."within_us"
      ELSE (
        "t14"."as_of_day" - "t14"."entered_day"
      ) = "t14"."within_days"
    END
  )
  AND (
    (
      "t14"."onward_us" IS NOT NULL
    )
    AND (
      (
        "t14"."within_us" IS NULL
      )
      OR CASE
        WHEN "t14"."entered_exact" AND "t14"."onward_exact"
        THEN (
          "t14"."onward_us" - "t14"."entered_us"
        ) <= "t14"."within_us"
        ELSE (
          "t14"."onward_day" - "t14"."entered_day"
        ) <= "t14"."within_days"
      END
    )
  ) AS "grown_in_time",
  CASE WHEN "t14"."asked" THEN "t9"."revenue" ELSE CAST(NULL AS BIGINT) END AS "revenue",
  CASE WHEN "t14"."asked" THEN "t14"."stayed" ELSE CAST(NULL AS BIGINT) END AS "stayed",
  "t14"."left_us" IS NOT NULL AS "left"
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
    "t12"."kept",
    "t12"."opportunity_type",
    "t12"."as_of_us",
    "t12"."as_of_day",
    "t12"."first_day",
    "t12"."end_day",
    COALESCE("t12"."within_us", 7776000000000) AS "within_us",
    COALESCE("t12"."within_days", 90) AS "within_days",
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
    "t12"."stayed",
    (
      "t12"."entered_day" >= "t12"."first_day"
    )
    AND (
      "t12"."entered_day" < "t12"."end_day"
    ) AS "asked"
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
      "t11"."again_us",
      "t11"."until_us",
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
      CASE
        WHEN "t11"."stayed" < 2880
        THEN "t11"."stayed"
        WHEN "t11"."stayed" < 129600
        THEN "t11"."stayed" - (
          "t11"."stayed" % 60
        )
        ELSE "t11"."stayed" - (
          "t11"."stayed" % 360
        )
      END AS "stayed"
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
        CASE
          WHEN "t10"."left_us" IS NOT NULL
          THEN "t10"."left_minutes"
          ELSE CASE
            WHEN "t10"."entered_exact"
            THEN CAST(FLOOR((
              "t10"."as_of_us" - "t10"."entered_us"
            ) / (
              60000000
            )) AS BIGINT)
            ELSE (
              "t10"."as_of_day" - "t10"."entered_day"
            ) * 1440
          END
        END AS "stayed"
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
          "t7"."nth" = 1 AND NOT (
            "t7"."implied"
          )
      ) AS "t10"
    ) AS "t11"
  ) AS "t12"
) AS "t14"
LEFT OUTER JOIN (
  SELECT
    "t6"."unit" AS "won_unit",
    "t6"."ordinal" AS "won_ordinal",
    "t6"."value" AS "revenue"
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
      "t4"."role" = 'won' AND "t4"."nth" = 1
  ) AS "t6"
) AS "t9"
  ON "t14"."unit" = "t9"."won_unit" AND "t14"."ordinal" <= "t9"."won_ordinal"
