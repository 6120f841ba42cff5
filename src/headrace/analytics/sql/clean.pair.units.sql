WITH "t4" AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM "visits" AS "t1"
    WHERE
      "t1"."entered_us" < "t1"."as_of_us"
  ) AS "t3"
  WHERE
    "t3"."position" < "t3"."stages"
)
SELECT
  "t21"."unit",
  "t21"."journey",
  "t21"."person",
  "t21"."place",
  "t21"."segment",
  "t21"."bucket",
  "t21"."judged",
  "t21"."converted",
  "t21"."judged" AND (
    "t14"."whose" IS NOT NULL
  ) AS "scrubbed",
  "t21"."judged" AND COALESCE("t14"."is_fake", FALSE) AS "fake",
  "t21"."judged" AND NOT (
    COALESCE("t14"."is_fake", FALSE)
  ) AS "clean",
  "t21"."converted" AND NOT (
    COALESCE("t14"."is_fake", FALSE)
  ) AS "clean_converted"
FROM (
  SELECT
    "t19"."unit",
    "t19"."journey",
    "t19"."person",
    "t19"."place",
    "t19"."segment",
    "t19"."bucket",
    "t19"."entered",
    "t19"."judged",
    "t19"."converted",
    "t19"."open",
    COALESCE("t19"."person", "t19"."journey") AS "who"
  FROM (
    SELECT
      "t18"."unit",
      "t18"."journey",
      "t18"."person",
      "t18"."place",
      "t18"."segment",
      "t18"."bucket",
      TRUE AS "entered",
      (
        "t18"."within_us" IS NULL
      )
      OR CASE
        WHEN "t18"."entered_exact"
        THEN (
          "t18"."as_of_us" - "t18"."entered_us"
        ) > "t18"."within_us"
        ELSE (
          "t18"."as_of_day" - "t18"."entered_day"
        ) > "t18"."within_days"
      END
      OR CASE
        WHEN "t18"."entered_exact"
        THEN (
          "t18"."as_of_us" - "t18"."entered_us"
        ) = "t18"."within_us"
        ELSE (
          "t18"."as_of_day" - "t18"."entered_day"
        ) = "t18"."within_days"
      END AS "judged",
      (
        (
          "t18"."within_us" IS NULL
        )
        OR CASE
          WHEN "t18"."entered_exact"
          THEN (
            "t18"."as_of_us" - "t18"."entered_us"
          ) > "t18"."within_us"
          ELSE (
            "t18"."as_of_day" - "t18"."entered_day"
          ) > "t18"."within_days"
        END
        OR CASE
          WHEN "t18"."entered_exact"
          THEN (
            "t18"."as_of_us" - "t18"."entered_us"
          ) = "t18"."within_us"
          ELSE (
            "t18"."as_of_day" - "t18"."entered_day"
          ) = "t18"."within_days"
        END
      )
      AND (
        "t18"."reached"
        AND (
          (
            "t18"."within_us" IS NULL
          )
          OR CASE
            WHEN "t18"."entered_exact" AND "t18"."reached_exact"
            THEN (
              "t18"."reached_us" - "t18"."entered_us"
            ) <= "t18"."within_us"
            ELSE (
              "t18"."reached_day" - "t18"."entered_day"
            ) <= "t18"."within_days"
          END
        )
      ) AS "converted",
      NOT (
        "t18"."reached"
      ) AND NOT (
        "t18"."left"
      ) AS "open"
    FROM (
      SELECT
        "t17"."unit",
        "t17"."journey",
        "t17"."person",
        "t17"."segment",
        "t17"."bucket",
        "t17"."place",
        "t17"."position",
        "t17"."role",
        "t17"."entered_us",
        "t17"."entered_day",
        "t17"."entered_exact",
        "t17"."left",
        "t17"."left_us",
        "t17"."left_day",
        "t17"."left_exact",
        "t17"."left_minutes",
        "t17"."next_role",
        "t17"."via",
        "t17"."reason",
        "t17"."implied",
        "t17"."value",
        "t17"."nth",
        "t17"."again",
        "t17"."here",
        "t17"."onward",
        "t17"."onward_us",
        "t17"."onward_day",
        "t17"."onward_exact",
        "t17"."onward_minutes",
        "t17"."ordinal",
        "t17"."came",
        "t17"."before_place",
        "t17"."before_position",
        "t17"."before_role",
        "t17"."began_day",
        "t17"."first_position",
        "t17"."won_us",
        "t17"."won_ordinal",
        "t17"."won_value",
        "t17"."last_us",
        "t17"."last_position",
        "t17"."last_role",
        "t17"."last_via",
        "t17"."kept",
        "t17"."opportunity_type",
        "t17"."as_of_us",
        "t17"."as_of_day",
        "t17"."first_day",
        "t17"."end_day",
        "t17"."within_us",
        "t17"."within_days",
        "t17"."older_us",
        "t17"."older_days",
        "t17"."stages",
        "t17"."frm_position",
        "t17"."to_position",
        "t17"."lead_position",
        "t17"."deal_position",
        "t17"."window_us",
        "t17"."sales_position",
        "t17"."influence_us",
        "t17"."later_unit",
        "t17"."later_us",
        "t17"."later_day",
        "t17"."later_exact",
        "t17"."later_ordinal",
        "t17"."arrival",
        "t17"."later_us" IS NOT NULL AS "reached",
        "t17"."later_us" AS "reached_us",
        "t17"."later_day" AS "reached_day",
        "t17"."later_exact" AS "reached_exact",
        CASE
          WHEN CASE
            WHEN "t17"."entered_exact" AND "t17"."later_exact"
            THEN CAST(FLOOR((
              "t17"."later_us" - "t17"."entered_us"
            ) / (
              60000000
            )) AS BIGINT)
            ELSE (
              "t17"."later_day" - "t17"."entered_day"
            ) * 1440
          END < 2880
          THEN CASE
            WHEN "t17"."entered_exact" AND "t17"."later_exact"
            THEN CAST(FLOOR((
              "t17"."later_us" - "t17"."entered_us"
            ) / (
              60000000
            )) AS BIGINT)
            ELSE (
              "t17"."later_day" - "t17"."entered_day"
            ) * 1440
          END
          WHEN CASE
            WHEN "t17"."entered_exact" AND "t17"."later_exact"
            THEN CAST(FLOOR((
              "t17"."later_us" - "t17"."entered_us"
            ) / (
              60000000
            )) AS BIGINT)
            ELSE (
              "t17"."later_day" - "t17"."entered_day"
            ) * 1440
          END < 129600
          THEN CASE
            WHEN "t17"."entered_exact" AND "t17"."later_exact"
            THEN CAST(FLOOR((
              "t17"."later_us" - "t17"."entered_us"
            ) / (
              60000000
            )) AS BIGINT)
            ELSE (
              "t17"."later_day" - "t17"."entered_day"
            ) * 1440
          END - (
            CASE
              WHEN "t17"."entered_exact" AND "t17"."later_exact"
              THEN CAST(FLOOR((
                "t17"."later_us" - "t17"."entered_us"
              ) / (
                60000000
              )) AS BIGINT)
              ELSE (
                "t17"."later_day" - "t17"."entered_day"
              ) * 1440
            END % 60
          )
          ELSE CASE
            WHEN "t17"."entered_exact" AND "t17"."later_exact"
            THEN CAST(FLOOR((
              "t17"."later_us" - "t17"."entered_us"
            ) / (
              60000000
            )) AS BIGINT)
            ELSE (
              "t17"."later_day" - "t17"."entered_day"
            ) * 1440
          END - (
            CASE
              WHEN "t17"."entered_exact" AND "t17"."later_exact"
              THEN CAST(FLOOR((
                "t17"."later_us" - "t17"."entered_us"
              ) / (
                60000000
              )) AS BIGINT)
              ELSE (
                "t17"."later_day" - "t17"."entered_day"
              ) * 1440
            END % 360
          )
        END AS "reached_minutes"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t15"."unit",
            "t15"."journey",
            "t15"."person",
            "t15"."segment",
            "t15"."bucket",
            "t15"."place",
            "t15"."position",
            "t15"."role",
            "t15"."entered_us",
            "t15"."entered_day",
            "t15"."entered_exact",
            "t15"."left",
            "t15"."left_us",
            "t15"."left_day",
            "t15"."left_exact",
            "t15"."left_minutes",
            "t15"."next_role",
            "t15"."via",
            "t15"."reason",
            "t15"."implied",
            "t15"."value",
            "t15"."nth",
            "t15"."again",
            "t15"."here",
            "t15"."onward",
            "t15"."onward_us",
            "t15"."onward_day",
            "t15"."onward_exact",
            "t15"."onward_minutes",
            "t15"."ordinal",
            "t15"."came",
            "t15"."before_place",
            "t15"."before_position",
            "t15"."before_role",
            "t15"."began_day",
            "t15"."first_position",
            "t15"."won_us",
            "t15"."won_ordinal",
            "t15"."won_value",
            "t15"."last_us",
            "t15"."last_position",
            "t15"."last_role",
            "t15"."last_via",
            "t15"."kept",
            "t15"."opportunity_type",
            "t15"."as_of_us",
            "t15"."as_of_day",
            "t15"."first_day",
            "t15"."end_day",
            "t15"."within_us",
            "t15"."within_days",
            "t15"."older_us",
            "t15"."older_days",
            "t15"."stages",
            "t15"."frm_position",
            "t15"."to_position",
            "t15"."lead_position",
            "t15"."deal_position",
            "t15"."window_us",
            "t15"."sales_position",
            "t15"."influence_us",
            "t15"."later_unit",
            "t15"."later_us",
            "t15"."later_day",
            "t15"."later_exact",
            "t15"."later_ordinal",
            ROW_NUMBER() OVER (
              PARTITION BY "t15"."unit"
              ORDER BY "t15"."later_ordinal" ASC
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
              "t10"."left",
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
              "t10"."again",
              "t10"."here",
              "t10"."onward",
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
              "t12"."later_unit",
              "t12"."later_us",
              "t12"."later_day",
              "t12"."later_exact",
              "t12"."later_ordinal"
            FROM (
              SELECT
                *
              FROM "t4" AS "t5"
              WHERE
                "t5"."kept"
                AND "t5"."entered_day" >= "t5"."first_day"
                AND "t5"."entered_day" < "t5"."end_day"
                AND "t5"."nth" = 1
                AND "t5"."position" = "t5"."frm_position"
            ) AS "t10"
            LEFT OUTER JOIN (
              SELECT
                "t8"."unit" AS "later_unit",
                "t8"."entered_us" AS "later_us",
                "t8"."entered_day" AS "later_day",
                "t8"."entered_exact" AS "later_exact",
                "t8"."ordinal" AS "later_ordinal"
              FROM (
                SELECT
                  *
                FROM "t4" AS "t5"
                WHERE
                  "t5"."position" >= "t5"."to_position"
              ) AS "t8"
            ) AS "t12"
              ON "t10"."unit" = "t12"."later_unit" AND "t10"."ordinal" <= "t12"."later_ordinal"
          ) AS "t15"
        ) AS "t16"
        WHERE
          "t16"."arrival" = 0
      ) AS "t17"
    ) AS "t18"
  ) AS "t19"
) AS "t21"
LEFT OUTER JOIN (
  SELECT
    "t9"."whose",
    "t9"."state" = 'fake' AS "is_fake"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t2"."day",
        "t2"."person",
        "t2"."journey",
        "t2"."kind",
        "t2"."at_us",
        "t2"."root",
        "t2"."state",
        "t2"."segment",
        "t2"."bucket",
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
        "t2"."influence_us",
        COALESCE("t2"."person", "t2"."journey") AS "whose",
        ROW_NUMBER() OVER (
          PARTITION BY COALESCE("t2"."person", "t2"."journey")
          ORDER BY "t2"."at_us" DESC, "t2"."root" DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          *
        FROM "told_people" AS "t0"
        WHERE
          "t0"."state" IS NOT NULL
      ) AS "t2"
    ) AS "t6"
    WHERE
      "t6"."turn" = 0
  ) AS "t9"
) AS "t14"
  ON "t21"."who" = "t14"."whose"
