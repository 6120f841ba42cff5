WITH "t6" AS (
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
      "t3"."won_us",
      "t3"."won_ordinal",
      "t3"."won_value",
      "t3"."last_us",
      "t3"."last_position",
      "t3"."last_role",
      "t3"."last_via",
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
      FROM "visits" AS "t1"
      WHERE
        "t1"."entered_us" < "t1"."as_of_us"
    ) AS "t3"
  ) AS "t4"
  WHERE
    "t4"."position" < "t4"."stages"
)
SELECT
  "t23"."bucket",
  "t23"."segment",
  "t23"."place",
  "t23"."judged",
  "t23"."converted",
  "t23"."fake",
  "t23"."clean",
  "t23"."clean_converted",
  COUNT(*) AS "alike"
FROM (
  SELECT
    "t22"."unit",
    "t22"."journey",
    "t22"."person",
    "t22"."place",
    "t22"."segment",
    "t22"."bucket",
    "t22"."judged",
    "t22"."converted",
    "t22"."judged" AND NOT (
      "t10"."whose" IS NULL
    ) AS "fake",
    "t22"."judged" AND (
      "t10"."whose" IS NULL
    ) AS "clean",
    "t22"."converted" AND (
      "t10"."whose" IS NULL
    ) AS "clean_converted"
  FROM (
    SELECT
      "t20"."unit",
      "t20"."journey",
      "t20"."person",
      "t20"."place",
      "t20"."segment",
      "t20"."bucket",
      "t20"."value",
      "t20"."entered",
      "t20"."judged",
      "t20"."converted",
      "t20"."open",
      COALESCE("t20"."person", "t20"."journey") AS "who"
    FROM (
      SELECT
        "t19"."unit",
        "t19"."journey",
        "t19"."person",
        "t19"."place",
        "t19"."segment",
        "t19"."bucket",
        "t19"."value",
        TRUE AS "entered",
        (
          "t19"."within_us" IS NULL
        )
        OR CASE
          WHEN "t19"."entered_exact"
          THEN (
            "t19"."as_of_us" - "t19"."entered_us"
          ) > "t19"."within_us"
          ELSE (
            "t19"."as_of_day" - "t19"."entered_day"
          ) > "t19"."within_days"
        END
        OR CASE
          WHEN "t19"."entered_exact"
          THEN (
            "t19"."as_of_us" - "t19"."entered_us"
          ) = "t19"."within_us"
          ELSE (
            "t19"."as_of_day" - "t19"."entered_day"
          ) = "t19"."within_days"
        END AS "judged",
        (
          (
            "t19"."within_us" IS NULL
          )
          OR CASE
            WHEN "t19"."entered_exact"
            THEN (
              "t19"."as_of_us" - "t19"."entered_us"
            ) > "t19"."within_us"
            ELSE (
              "t19"."as_of_day" - "t19"."entered_day"
            ) > "t19"."within_days"
          END
          OR CASE
            WHEN "t19"."entered_exact"
            THEN (
              "t19"."as_of_us" - "t19"."entered_us"
            ) = "t19"."within_us"
            ELSE (
              "t19"."as_of_day" - "t19"."entered_day"
            ) = "t19"."within_days"
          END
        )
        AND (
          (
            "t19"."reached_us" IS NOT NULL
          )
          AND (
            (
              "t19"."within_us" IS NULL
            )
            OR CASE
              WHEN "t19"."entered_exact" AND "t19"."reached_exact"
              THEN (
                "t19"."reached_us" - "t19"."entered_us"
              ) <= "t19"."within_us"
              ELSE (
                "t19"."reached_day" - "t19"."entered_day"
              ) <= "t19"."within_days"
            END
          )
        ) AS "converted",
        NOT (
          "t19"."reached_us" IS NOT NULL
        ) AND (
          "t19"."left_us" IS NULL
        ) AS "open"
      FROM (
        SELECT
          "t18"."unit",
          "t18"."journey",
          "t18"."person",
          "t18"."segment",
          "t18"."bucket",
          "t18"."place",
          "t18"."position",
          "t18"."role",
          "t18"."entered_us",
          "t18"."entered_day",
          "t18"."entered_exact",
          "t18"."left_us",
          "t18"."left_day",
          "t18"."left_exact",
          "t18"."left_minutes",
          "t18"."next_role",
          "t18"."via",
          "t18"."reason",
          "t18"."implied",
          "t18"."value",
          "t18"."nth",
          "t18"."again_us",
          "t18"."until_us",
          "t18"."onward_us",
          "t18"."onward_day",
          "t18"."onward_exact",
          "t18"."onward_minutes",
          "t18"."ordinal",
          "t18"."came",
          "t18"."before_place",
          "t18"."before_position",
          "t18"."before_role",
          "t18"."began_day",
          "t18"."first_position",
          "t18"."won_us",
          "t18"."won_ordinal",
          "t18"."won_value",
          "t18"."last_us",
          "t18"."last_position",
          "t18"."last_role",
          "t18"."last_via",
          "t18"."kept",
          "t18"."opportunity_type",
          "t18"."as_of_us",
          "t18"."as_of_day",
          "t18"."first_day",
          "t18"."end_day",
          "t18"."within_us",
          "t18"."within_days",
          "t18"."older_us",
          "t18"."older_days",
          "t18"."stages",
          "t18"."frm_position",
          "t18"."to_position",
          "t18"."lead_position",
          "t18"."deal_position",
          "t18"."window_us",
          "t18"."sales_position",
          "t18"."influence_us",
          "t18"."later_unit",
          "t18"."later_us",
          "t18"."later_day",
          "t18"."later_exact",
          "t18"."later_ordinal",
          "t18"."arrival",
          "t18"."later_us" AS "reached_us",
          "t18"."later_day" AS "reached_day",
          "t18"."later_exact" AS "reached_exact",
          CASE
            WHEN "t18"."entered_exact" AND "t18"."later_exact"
            THEN CAST(FLOOR(
              CAST((
                "t18"."later_us" - "t18"."entered_us"
              ) AS DOUBLE PRECISION) / (
                60000000
              )
            ) AS BIGINT)
            ELSE (
              "t18"."later_day" - "t18"."entered_day"
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
                "t13"."again_us",
                "t13"."until_us",
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
                "t15"."later_unit",
                "t15"."later_us",
                "t15"."later_day",
                "t15"."later_exact",
                "t15"."later_ordinal"
              FROM (
                SELECT
                  *
                FROM "t6" AS "t8"
                WHERE
                  "t8"."kept"
                  AND "t8"."entered_day" >= "t8"."first_day"
                  AND "t8"."entered_day" < "t8"."end_day"
                  AND "t8"."nth" = 1
                  AND "t8"."position" = "t8"."frm_position"
              ) AS "t13"
              LEFT OUTER JOIN (
                SELECT
                  "t12"."unit" AS "later_unit",
                  "t12"."entered_us" AS "later_us",
                  "t12"."entered_day" AS "later_day",
                  "t12"."entered_exact" AS "later_exact",
                  "t12"."ordinal" AS "later_ordinal"
                FROM (
                  SELECT
                    *
                  FROM "t6" AS "t8"
                  WHERE
                    "t8"."position" >= "t8"."to_position"
                ) AS "t12"
              ) AS "t15"
                ON "t13"."unit" = "t15"."later_unit" AND "t13"."ordinal" <= "t15"."later_ordinal"
            ) AS "t16"
          ) AS "t17"
          WHERE
            "t17"."arrival" = 0
        ) AS "t18"
      ) AS "t19"
    ) AS "t20"
  ) AS "t22"
  LEFT OUTER JOIN (
    SELECT
      "t7"."whose"
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
            ORDER BY "t2"."at_us" DESC NULLS LAST, "t2"."root" DESC NULLS LAST
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "turn"
        FROM (
          SELECT
            *
          FROM "told_people" AS "t0"
          WHERE
            "t0"."state" IS NOT NULL
        ) AS "t2"
      ) AS "t5"
      WHERE
        "t5"."turn" = 0 AND "t5"."state" = 'fake'
    ) AS "t7"
  ) AS "t10"
    ON "t22"."who" = "t10"."whose"
) AS "t23"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8
