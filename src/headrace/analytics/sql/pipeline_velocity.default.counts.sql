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
)
SELECT
  "t20"."bucket",
  "t20"."segment",
  "t20"."opportunities",
  "t20"."won",
  "t20"."lost",
  "t20"."expired",
  "t20"."open",
  "t20"."valued",
  "t20"."minutes",
  "t20"."closed_won",
  COUNT(*) AS "alike",
  SUM("t20"."revenue") AS "revenue"
FROM (
  SELECT
    "t19"."unit",
    "t19"."journey",
    "t19"."person",
    "t19"."bucket",
    "t19"."segment",
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
          "t15"."now_role" = 'expired'
        ) OR (
          "t15"."now_via" = 'expired'
        )
      )
    )
    AND "t15"."now_role" IN ('lost', 'out') AS "lost",
    NOT (
      "t12"."won_unit" IS NOT NULL
    )
    AND (
      (
        "t15"."now_role" = 'expired'
      ) OR (
        "t15"."now_via" = 'expired'
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
          "t15"."now_role" = 'expired'
        ) OR (
          "t15"."now_via" = 'expired'
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
            "t15"."now_role" = 'expired'
          ) OR (
            "t15"."now_via" = 'expired'
          )
        )
      )
      AND "t15"."now_role" IN ('lost', 'out')
    ) AS "open",
    (
      "t12"."won_unit" IS NOT NULL
    ) AND (
      "t12"."revenue" IS NOT NULL
    ) AS "valued",
    "t12"."revenue",
    CASE WHEN "t19"."implied" THEN CAST(NULL AS BIGINT) ELSE "t19"."minutes" END AS "minutes",
    "t19"."onward_us" IS NOT NULL AS "closed_won"
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
      "t17"."again_us",
      "t17"."until_us",
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
      CASE
        WHEN "t17"."minutes" < 2880
        THEN "t17"."minutes"
        WHEN "t17"."minutes" < 129600
        THEN "t17"."minutes" - (
          "t17"."minutes" % 60
        )
        ELSE "t17"."minutes" - (
          "t17"."minutes" % 360
        )
      END AS "minutes"
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
        CASE
          WHEN "t16"."onward_us" IS NOT NULL
          THEN "t16"."onward_minutes"
          WHEN "t16"."left_us" IS NOT NULL
          THEN "t16"."left_minutes"
          ELSE CASE
            WHEN "t16"."entered_exact"
            THEN CAST(FLOOR((
              "t16"."as_of_us" - "t16"."entered_us"
            ) / (
              60000000
            )) AS BIGINT)
            ELSE (
              "t16"."as_of_day" - "t16"."entered_day"
            ) * 1440
          END
        END AS "minutes"
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
            ) AS "t6"
            WHERE
              "t6"."position" < "t6"."stages"
          ) AS "t9"
          WHERE
            "t9"."entered_day" >= "t9"."first_day"
            AND "t9"."entered_day" < "t9"."end_day"
            AND "t9"."nth" = 1
        ) AS "t13"
        WHERE
          "t13"."position" = "t13"."deal_position"
      ) AS "t16"
    ) AS "t17"
  ) AS "t19"
  LEFT OUTER JOIN (
    SELECT
      "t11"."unit" AS "told_unit",
      "t11"."now_role",
      "t11"."now_via"
    FROM (
      SELECT
        "t8"."unit",
        "t8"."role" AS "now_role",
        "t8"."via" AS "now_via"
      FROM (
        SELECT
          *
        FROM "t4" AS "t5"
        WHERE
          "t5"."until_us" IS NULL AND NOT (
            "t5"."implied"
          )
      ) AS "t8"
    ) AS "t11"
  ) AS "t15"
    ON "t19"."unit" = "t15"."told_unit"
  LEFT OUTER JOIN (
    SELECT
      "t7"."unit" AS "won_unit",
      "t7"."ordinal" AS "won_ordinal",
      "t7"."value" AS "revenue"
    FROM (
      SELECT
        *
      FROM "t4" AS "t5"
      WHERE
        "t5"."role" = 'won' AND "t5"."nth" = 1
    ) AS "t7"
  ) AS "t12"
    ON "t19"."unit" = "t12"."won_unit" AND "t19"."ordinal" <= "t12"."won_ordinal"
) AS "t20"
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
