WITH "t21" AS (
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
    CASE
      WHEN "t14"."left_us" < "t14"."as_of_us"
      THEN "t14"."left_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "left_us",
    "t14"."left_day",
    "t14"."left_exact",
    "t14"."next_role",
    "t14"."via",
    "t14"."reason",
    "t14"."implied",
    "t14"."value",
    "t14"."nth",
    CASE
      WHEN "t14"."again_us" < "t14"."as_of_us"
      THEN "t14"."again_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "again_us",
    CASE
      WHEN "t14"."until_us" < "t14"."as_of_us"
      THEN "t14"."until_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "until_us",
    CASE
      WHEN "t14"."onward_us" < "t14"."as_of_us"
      THEN "t14"."onward_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "onward_us",
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
    "t14"."influence_us"
  FROM (
    SELECT
      *
    FROM "visits" AS "t5"
    WHERE
      (
        "t5"."entered_us" < "t5"."as_of_us"
      ) OR (
        "t5"."entered_us" IS NULL
      )
  ) AS "t14"
)
SELECT
  "t43"."segment",
  "t43"."outcome",
  "t43"."count",
  "t43"."followed",
  COUNT(*) AS "alike",
  SUM("t43"."booked") AS "booked",
  SUM("t43"."recovered") AS "recovered",
  SUM("t43"."revenue") AS "revenue"
FROM (
  SELECT
    "t42"."unit",
    "t42"."journey",
    "t42"."person",
    "t42"."segment",
    CASE
      WHEN "t40"."won_unit" IS NOT NULL
      THEN 'won'
      WHEN (
        "t39"."now_role" = 'expired'
      ) OR (
        "t39"."now_via" = 'expired'
      )
      THEN 'expired'
      WHEN "t39"."now_role" = 'out'
      THEN 'disqualified'
      WHEN NOT (
        "t42"."onward" OR COALESCE("t35"."tried_day" >= "t42"."entered_day", FALSE)
      )
      AND (
        "t39"."now_role" IN ('nurture', 'lost')
        OR (
          (
            "t39"."now_role" = 'stage'
          )
          AND (
            "t39"."now_position" = 0
          )
          AND "t42"."old"
        )
      )
      THEN 'never_followed'
      WHEN "t39"."now_role" IN ('nurture', 'lost')
      AND COALESCE("t28"."breached_day" >= "t42"."entered_day", FALSE)
      THEN 'late'
      WHEN "t39"."now_role" = 'lost'
      THEN 'lost'
      WHEN "t39"."now_role" = 'nurture'
      THEN 'nurtured'
      WHEN (
        "t39"."now_role" = 'stage'
      )
      AND (
        "t39"."now_position" = 0
      )
      AND "t42"."old"
      THEN 'undecided'
      ELSE 'open'
    END AS "outcome",
    TRUE AS "count",
    "t42"."onward" OR COALESCE("t35"."tried_day" >= "t42"."entered_day", FALSE) AS "followed",
    "t29"."booked_sum" AS "booked",
    "t30"."recovered_sum" AS "recovered",
    "t40"."revenue"
  FROM (
    SELECT
      "t37"."unit",
      "t37"."journey",
      "t37"."person",
      "t37"."segment",
      "t37"."bucket",
      "t37"."place",
      "t37"."position",
      "t37"."role",
      "t37"."entered_us",
      "t37"."entered_day",
      "t37"."entered_exact",
      "t37"."left_us",
      "t37"."left_day",
      "t37"."left_exact",
      "t37"."next_role",
      "t37"."via",
      "t37"."reason",
      "t37"."implied",
      "t37"."value",
      "t37"."nth",
      "t37"."again_us",
      "t37"."until_us",
      "t37"."onward_us",
      "t37"."onward_day",
      "t37"."onward_exact",
      "t37"."ordinal",
      "t37"."came",
      "t37"."before_place",
      "t37"."before_position",
      "t37"."before_role",
      "t37"."began_day",
      "t37"."first_position",
      "t37"."kept",
      "t37"."opportunity_type",
      "t37"."as_of_us",
      "t37"."as_of_day",
      "t37"."first_day",
      "t37"."end_day",
      "t37"."within_us",
      "t37"."within_days",
      "t37"."older_us",
      "t37"."older_days",
      "t37"."stages",
      "t37"."frm_position",
      "t37"."to_position",
      "t37"."lead_position",
      "t37"."deal_position",
      "t37"."window_us",
      "t37"."sales_position",
      "t37"."influence_us",
      "t37"."onward_us" IS NOT NULL AS "onward",
      CASE
        WHEN "t37"."entered_exact"
        THEN (
          "t37"."as_of_us" - "t37"."entered_us"
        ) > "t37"."older_us"
        ELSE (
          "t37"."as_of_day" - "t37"."entered_day"
        ) > "t37"."older_days"
      END AS "old"
    FROM (
      SELECT
        *
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
            CASE
              WHEN "t15"."left_us" < "t15"."as_of_us"
              THEN "t15"."left_us"
              ELSE CAST(NULL AS BIGINT)
            END AS "left_us",
            "t15"."left_day",
            "t15"."left_exact",
            "t15"."next_role",
            "t15"."via",
            "t15"."reason",
            "t15"."implied",
            "t15"."value",
            "t15"."nth",
            CASE
              WHEN "t15"."again_us" < "t15"."as_of_us"
              THEN "t15"."again_us"
              ELSE CAST(NULL AS BIGINT)
            END AS "again_us",
            CASE
              WHEN "t15"."until_us" < "t15"."as_of_us"
              THEN "t15"."until_us"
              ELSE CAST(NULL AS BIGINT)
            END AS "until_us",
            CASE
              WHEN "t15"."onward_us" < "t15"."as_of_us"
              THEN "t15"."onward_us"
              ELSE CAST(NULL AS BIGINT)
            END AS "onward_us",
            "t15"."onward_day",
            "t15"."onward_exact",
            "t15"."ordinal",
            "t15"."came",
            "t15"."before_place",
            "t15"."before_position",
            "t15"."before_role",
            "t15"."began_day",
            "t15"."first_position",
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
            "t15"."influence_us"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                *
              FROM "visits" AS "t5"
              WHERE
                "t5"."entered_us" < "t5"."as_of_us"
            ) AS "t12"
            WHERE
              "t12"."kept"
          ) AS "t15"
        ) AS "t26"
        WHERE
          "t26"."position" < "t26"."stages"
      ) AS "t32"
      WHERE
        "t32"."entered_day" >= "t32"."first_day"
        AND "t32"."entered_day" < "t32"."end_day"
        AND "t32"."nth" = 1
        AND "t32"."position" = 0
    ) AS "t37"
  ) AS "t42"
  LEFT OUTER JOIN (
    SELECT
      "t34"."unit" AS "now_unit",
      "t34"."role" AS "now_role",
      "t34"."via" AS "now_via",
      "t34"."position" AS "now_position"
    FROM (
      SELECT
        *
      FROM "t21" AS "t27"
      WHERE
        "t27"."until_us" IS NULL AND NOT (
          "t27"."implied"
        )
    ) AS "t34"
  ) AS "t39"
    ON "t42"."unit" = "t39"."now_unit"
  LEFT OUTER JOIN (
    SELECT
      "t33"."unit" AS "won_unit",
      COALESCE("t33"."value", 0) AS "revenue"
    FROM (
      SELECT
        *
      FROM "t21" AS "t27"
      WHERE
        "t27"."role" = 'won' AND "t27"."nth" = 1
    ) AS "t33"
  ) AS "t40"
    ON "t42"."unit" = "t40"."won_unit"
  LEFT OUTER JOIN (
    SELECT
      "t22"."thread" AS "tried_thread",
      MAX("t22"."day") AS "tried_day",
      SUM("t22"."value") AS "tried_sum"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t0"."day",
          COALESCE("t0"."person", "t0"."journey") AS "thread",
          CAST(NULL AS BIGINT) AS "value"
        FROM "told_answers" AS "t0"
      ) AS "t7"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t4"."day",
            COALESCE("t4"."person", "t4"."journey") AS "thread",
            CAST(NULL AS BIGINT) AS "value"
          FROM "told_attempts" AS "t4"
        ) AS "t11"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t13"."day",
            COALESCE("t13"."person", "t13"."journey") AS "thread",
            CAST(NULL AS BIGINT) AS "value"
          FROM (
            SELECT
              *
            FROM "told_touches" AS "t6"
            WHERE
              "t6"."kind" = 'met'
          ) AS "t13"
        ) AS "t19"
      ) AS "t20"
    ) AS "t22"
    GROUP BY
      1
  ) AS "t35"
    ON "t42"."unit" = "t35"."tried_thread"
  LEFT OUTER JOIN (
    SELECT
      "t16"."thread" AS "breached_thread",
      MAX("t16"."day") AS "breached_day",
      SUM("t16"."value") AS "breached_sum"
    FROM (
      SELECT
        "t8"."day",
        COALESCE("t8"."person", "t8"."journey") AS "thread",
        CAST(NULL AS BIGINT) AS "value"
      FROM (
        SELECT
          *
        FROM "told_clocks" AS "t1"
        WHERE
          "t1"."kind" = 'breached'
      ) AS "t8"
    ) AS "t16"
    GROUP BY
      1
  ) AS "t28"
    ON "t42"."unit" = "t28"."breached_thread"
  LEFT OUTER JOIN (
    SELECT
      "t17"."thread" AS "booked_thread",
      MAX("t17"."day") AS "booked_day",
      SUM("t17"."value") AS "booked_sum"
    FROM (
      SELECT
        "t9"."day",
        COALESCE("t9"."person", "t9"."journey") AS "thread",
        "t9"."value"
      FROM (
        SELECT
          *
        FROM "told_moves" AS "t2"
        WHERE
          "t2"."kind" = 'expired'
      ) AS "t9"
    ) AS "t17"
    GROUP BY
      1
  ) AS "t29"
    ON "t42"."unit" = "t29"."booked_thread"
  LEFT OUTER JOIN (
    SELECT
      "t18"."thread" AS "recovered_thread",
      MAX("t18"."day") AS "recovered_day",
      SUM("t18"."value") AS "recovered_sum"
    FROM (
      SELECT
        "t10"."day",
        COALESCE("t10"."person", "t10"."journey") AS "thread",
        "t10"."value"
      FROM (
        SELECT
          *
        FROM "told_deals" AS "t3"
        WHERE
          "t3"."kind" = 'recovered'
      ) AS "t10"
    ) AS "t18"
    GROUP BY
      1
  ) AS "t30"
    ON "t42"."unit" = "t30"."recovered_thread"
) AS "t43"
GROUP BY
  1,
  2,
  3,
  4
