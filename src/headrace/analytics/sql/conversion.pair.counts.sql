WITH "t7" AS (
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
)
SELECT
  "t18"."bucket",
  "t18"."segment",
  "t18"."place",
  "t18"."entered",
  "t18"."judged",
  "t18"."converted",
  "t18"."in_time",
  "t18"."open",
  COUNT(*) AS "alike"
FROM (
  SELECT
    "t17"."unit",
    "t17"."journey",
    "t17"."person",
    "t17"."place",
    "t17"."segment",
    "t17"."bucket",
    TRUE AS "entered",
    (
      "t17"."within_us" IS NULL
    )
    OR CASE
      WHEN "t17"."entered_exact"
      THEN (
        "t17"."as_of_us" - "t17"."entered_us"
      ) > "t17"."within_us"
      ELSE (
        "t17"."as_of_day" - "t17"."entered_day"
      ) > "t17"."within_days"
    END
    OR CASE
      WHEN "t17"."entered_exact"
      THEN (
        "t17"."as_of_us" - "t17"."entered_us"
      ) = "t17"."within_us"
      ELSE (
        "t17"."as_of_day" - "t17"."entered_day"
      ) = "t17"."within_days"
    END AS "judged",
    (
      (
        "t17"."within_us" IS NULL
      )
      OR CASE
        WHEN "t17"."entered_exact"
        THEN (
          "t17"."as_of_us" - "t17"."entered_us"
        ) > "t17"."within_us"
        ELSE (
          "t17"."as_of_day" - "t17"."entered_day"
        ) > "t17"."within_days"
      END
      OR CASE
        WHEN "t17"."entered_exact"
        THEN (
          "t17"."as_of_us" - "t17"."entered_us"
        ) = "t17"."within_us"
        ELSE (
          "t17"."as_of_day" - "t17"."entered_day"
        ) = "t17"."within_days"
      END
    )
    AND (
      (
        "t17"."reached_us" IS NOT NULL
      )
      AND (
        (
          "t17"."within_us" IS NULL
        )
        OR CASE
          WHEN "t17"."entered_exact" AND "t17"."reached_exact"
          THEN (
            "t17"."reached_us" - "t17"."entered_us"
          ) <= "t17"."within_us"
          ELSE (
            "t17"."reached_day" - "t17"."entered_day"
          ) <= "t17"."within_days"
        END
      )
    ) AS "converted",
    (
      "t17"."reached_us" IS NOT NULL
    )
    AND (
      (
        "t17"."within_us" IS NULL
      )
      OR CASE
        WHEN "t17"."entered_exact" AND "t17"."reached_exact"
        THEN (
          "t17"."reached_us" - "t17"."entered_us"
        ) <= "t17"."within_us"
        ELSE (
          "t17"."reached_day" - "t17"."entered_day"
        ) <= "t17"."within_days"
      END
    ) AS "in_time",
    NOT (
      "t17"."reached_us" IS NOT NULL
    ) AND (
      "t17"."left_us" IS NULL
    ) AS "open"
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
      "t16"."next_role",
      "t16"."next_via",
      "t16"."via",
      "t16"."implied",
      "t16"."value",
      "t16"."nth",
      "t16"."again_us",
      "t16"."until_us",
      "t16"."onward_us",
      "t16"."onward_day",
      "t16"."onward_exact",
      "t16"."ordinal",
      "t16"."came",
      "t16"."before_place",
      "t16"."before_position",
      "t16"."before_role",
      "t16"."began_day",
      "t16"."first_position",
      "t16"."as_of_us",
      "t16"."as_of_day",
      "t16"."first_day",
      "t16"."end_day",
      "t16"."within_us",
      "t16"."within_days",
      "t16"."older_us",
      "t16"."older_days",
      "t16"."frm_position",
      "t16"."to_position",
      "t16"."later_unit",
      "t16"."later_us",
      "t16"."later_day",
      "t16"."later_exact",
      "t16"."later_ordinal",
      "t16"."arrival",
      "t16"."later_us" AS "reached_us",
      "t16"."later_day" AS "reached_day",
      "t16"."later_exact" AS "reached_exact"
    FROM (
      SELECT
        *
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
          "t14"."left_us",
          "t14"."left_day",
          "t14"."left_exact",
          "t14"."next_role",
          "t14"."next_via",
          "t14"."via",
          "t14"."implied",
          "t14"."value",
          "t14"."nth",
          "t14"."again_us",
          "t14"."until_us",
          "t14"."onward_us",
          "t14"."onward_day",
          "t14"."onward_exact",
          "t14"."ordinal",
          "t14"."came",
          "t14"."before_place",
          "t14"."before_position",
          "t14"."before_role",
          "t14"."began_day",
          "t14"."first_position",
          "t14"."as_of_us",
          "t14"."as_of_day",
          "t14"."first_day",
          "t14"."end_day",
          "t14"."within_us",
          "t14"."within_days",
          "t14"."older_us",
          "t14"."older_days",
          "t14"."frm_position",
          "t14"."to_position",
          "t14"."later_unit",
          "t14"."later_us",
          "t14"."later_day",
          "t14"."later_exact",
          "t14"."later_ordinal",
          ROW_NUMBER() OVER (
            PARTITION BY "t14"."unit"
            ORDER BY "t14"."later_ordinal" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "arrival"
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
            "t11"."next_role",
            "t11"."next_via",
            "t11"."via",
            "t11"."implied",
            "t11"."value",
            "t11"."nth",
            "t11"."again_us",
            "t11"."until_us",
            "t11"."onward_us",
            "t11"."onward_day",
            "t11"."onward_exact",
            "t11"."ordinal",
            "t11"."came",
            "t11"."before_place",
            "t11"."before_position",
            "t11"."before_role",
            "t11"."began_day",
            "t11"."first_position",
            "t11"."as_of_us",
            "t11"."as_of_day",
            "t11"."first_day",
            "t11"."end_day",
            "t11"."within_us",
            "t11"."within_days",
            "t11"."older_us",
            "t11"."older_days",
            "t11"."frm_position",
            "t11"."to_position",
            "t13"."later_unit",
            "t13"."later_us",
            "t13"."later_day",
            "t13"."later_exact",
            "t13"."later_ordinal"
          FROM (
            SELECT
              *
            FROM "t7" AS "t8"
            WHERE
              "t8"."entered_day" >= "t8"."first_day"
              AND "t8"."entered_day" < "t8"."end_day"
              AND "t8"."nth" = 1
              AND "t8"."position" = "t8"."frm_position"
          ) AS "t11"
          LEFT OUTER JOIN (
            SELECT
              "t10"."unit" AS "later_unit",
              "t10"."entered_us" AS "later_us",
              "t10"."entered_day" AS "later_day",
              "t10"."entered_exact" AS "later_exact",
              "t10"."ordinal" AS "later_ordinal"
            FROM (
              SELECT
                *
              FROM "t7" AS "t8"
              WHERE
                "t8"."position" >= "t8"."to_position"
            ) AS "t10"
          ) AS "t13"
            ON "t11"."unit" = "t13"."later_unit" AND "t11"."ordinal" <= "t13"."later_ordinal"
        ) AS "t14"
      ) AS "t15"
      WHERE
        "t15"."arrival" = 0
    ) AS "t16"
  ) AS "t17"
) AS "t18"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8
