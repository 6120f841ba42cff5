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
    CASE
      WHEN "t2"."left_us" < "t2"."as_of_us"
      THEN "t2"."left_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "left_us",
    "t2"."left_day",
    "t2"."left_exact",
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
)
SELECT
  "t17"."bucket",
  "t17"."segment",
  "t17"."opportunities",
  "t17"."won",
  "t17"."lost",
  "t17"."expired",
  "t17"."open",
  "t17"."valued",
  "t17"."minutes",
  "t17"."closed_won",
  COUNT(*) AS "alike",
  SUM("t17"."revenue") AS "revenue"
FROM (
  SELECT
    "t16"."unit",
    "t16"."journey",
    "t16"."person",
    "t16"."bucket",
    "t16"."segment",
    TRUE AS "opportunities",
    "t12"."won_unit" IS NOT NULL AS "won",
    NOT (
      "t12"."won_unit" IS NOT NULL
    )
    AND NOT (
      NOT (
        "t12"."won_unit" IS NOT NULL
      )
      AND (
        (
          "t13"."now_role" = 'expired'
        ) OR (
          "t13"."now_via" = 'expired'
        )
      )
    )
    AND "t13"."now_role" IN ('lost', 'out') AS "lost",
    NOT (
      "t12"."won_unit" IS NOT NULL
    )
    AND (
      (
        "t13"."now_role" = 'expired'
      ) OR (
        "t13"."now_via" = 'expired'
      )
    ) AS "expired",
    NOT (
      "t12"."won_unit" IS NOT NULL
    )
    AND NOT (
      NOT (
        "t12"."won_unit" IS NOT NULL
      )
      AND (
        (
          "t13"."now_role" = 'expired'
        ) OR (
          "t13"."now_via" = 'expired'
        )
      )
    )
    AND NOT (
      NOT (
        "t12"."won_unit" IS NOT NULL
      )
      AND NOT (
        NOT (
          "t12"."won_unit" IS NOT NULL
        )
        AND (
          (
            "t13"."now_role" = 'expired'
          ) OR (
            "t13"."now_via" = 'expired'
          )
        )
      )
      AND "t13"."now_role" IN ('lost', 'out')
    ) AS "open",
    (
      "t12"."won_unit" IS NOT NULL
    ) AND (
      "t12"."revenue" IS NOT NULL
    ) AS "valued",
    "t12"."revenue",
    CASE WHEN "t16"."implied" THEN CAST(NULL AS BIGINT) ELSE "t16"."minutes" END AS "minutes",
    "t16"."onward_us" IS NOT NULL AS "closed_won"
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
      "t14"."via",
      "t14"."reason",
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
      "t14"."kept",
      "t14"."opportunity_type",
      "t14"."as_of_us",
      "t14"."as_of_day",
      "t14"."first_day",
      "t14"."end_day",
      "t14"."within_us",
      "t14"."within_days",
      "t14"."older_us",
      "t14"."older_days",
      "t14"."stages",
      "t14"."frm_position",
      "t14"."to_position",
      "t14"."lead_position",
      "t14"."deal_position",
      "t14"."window_us",
      "t14"."sales_position",
      "t14"."influence_us",
      CASE
        WHEN "t14"."minutes" < 2880
        THEN "t14"."minutes"
        WHEN "t14"."minutes" < 129600
        THEN "t14"."minutes" - (
          "t14"."minutes" % 60
        )
        ELSE "t14"."minutes" - (
          "t14"."minutes" % 360
        )
      END AS "minutes"
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
        "t7"."ordinal",
        "t7"."came",
        "t7"."before_place",
        "t7"."before_position",
        "t7"."before_role",
        "t7"."began_day",
        "t7"."first_position",
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
        CASE
          WHEN "t7"."entered_exact"
          AND CASE
            WHEN "t7"."onward_us" IS NOT NULL
            THEN "t7"."onward_exact"
            WHEN "t7"."left_us" IS NOT NULL
            THEN "t7"."left_exact"
            ELSE TRUE
          END
          THEN CAST(FLOOR(
            (
              COALESCE("t7"."onward_us", "t7"."left_us", "t7"."as_of_us") - "t7"."entered_us"
            ) / (
              60000000
            )
          ) AS BIGINT)
          ELSE (
            CASE
              WHEN "t7"."onward_us" IS NOT NULL
              THEN "t7"."onward_day"
              WHEN "t7"."left_us" IS NOT NULL
              THEN "t7"."left_day"
              ELSE "t7"."as_of_day"
            END - "t7"."entered_day"
          ) * 1440
        END AS "minutes"
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
          "t5"."entered_day" >= "t5"."first_day"
          AND "t5"."entered_day" < "t5"."end_day"
          AND "t5"."nth" = 1
          AND "t5"."position" = "t5"."deal_position"
      ) AS "t7"
    ) AS "t14"
  ) AS "t16"
  LEFT OUTER JOIN (
    SELECT
      "t9"."unit" AS "now_unit",
      "t9"."role" AS "now_role",
      "t9"."via" AS "now_via"
    FROM (
      SELECT
        *
      FROM "t4" AS "t6"
      WHERE
        "t6"."until_us" IS NULL AND NOT (
          "t6"."implied"
        )
    ) AS "t9"
  ) AS "t13"
    ON "t16"."unit" = "t13"."now_unit"
  LEFT OUTER JOIN (
    SELECT
      "t8"."unit" AS "won_unit",
      "t8"."ordinal" AS "won_ordinal",
      "t8"."value" AS "revenue"
    FROM (
      SELECT
        *
      FROM "t4" AS "t6"
      WHERE
        "t6"."role" = 'won' AND "t6"."nth" = 1
    ) AS "t8"
  ) AS "t12"
    ON "t16"."unit" = "t12"."won_unit" AND "t16"."ordinal" <= "t12"."won_ordinal"
) AS "t17"
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
  10
