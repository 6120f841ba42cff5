WITH "t24" AS (
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
    "t15"."left_minutes",
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
    "t15"."onward_minutes",
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
    FROM "visits" AS "t3"
    WHERE
      (
        "t3"."entered_us" < "t3"."as_of_us"
      ) OR (
        "t3"."entered_us" IS NULL
      )
  ) AS "t15"
)
SELECT
  "t56"."segment",
  "t56"."outcome",
  "t56"."count",
  "t56"."followed",
  COUNT(*) AS "alike",
  SUM("t56"."booked") AS "booked",
  SUM("t56"."recovered") AS "recovered",
  SUM("t56"."revenue") AS "revenue"
FROM (
  SELECT
    "t55"."unit",
    "t55"."journey",
    "t55"."person",
    "t55"."segment",
    CASE
      WHEN "t53"."won"
      THEN 'won'
      WHEN (
        "t50"."now_role" = 'expired'
      ) OR (
        "t50"."now_via" = 'expired'
      )
      THEN 'expired'
      WHEN "t50"."now_role" = 'out'
      THEN 'disqualified'
      WHEN NOT (
        "t55"."onward" OR COALESCE("t51"."tried_day" >= "t55"."entered_day", FALSE)
      )
      AND (
        "t50"."now_role" IN ('nurture', 'lost')
        OR (
          (
            "t50"."now_role" = 'stage'
          )
          AND (
            "t50"."now_position" = 0
          )
          AND "t55"."old"
        )
      )
      THEN 'never_followed'
      WHEN "t50"."now_role" IN ('nurture', 'lost')
      AND COALESCE("t34"."breached_day" >= "t55"."entered_day", FALSE)
      THEN 'late'
      WHEN "t50"."now_role" = 'lost'
      THEN 'lost'
      WHEN "t50"."now_role" = 'nurture'
      THEN 'nurtured'
      WHEN (
        "t50"."now_role" = 'stage'
      )
      AND (
        "t50"."now_position" = 0
      )
      AND "t55"."old"
      THEN 'undecided'
      ELSE 'open'
    END AS "outcome",
    TRUE AS "count",
    "t55"."onward" OR COALESCE("t51"."tried_day" >= "t55"."entered_day", FALSE) AS "followed",
    "t35"."booked_sum" AS "booked",
    "t36"."recovered_sum" AS "recovered",
    "t53"."revenue"
  FROM (
    SELECT
      "t52"."unit",
      "t52"."journey",
      "t52"."person",
      "t52"."segment",
      "t52"."bucket",
      "t52"."place",
      "t52"."position",
      "t52"."role",
      "t52"."entered_us",
      "t52"."entered_day",
      "t52"."entered_exact",
      "t52"."left_us",
      "t52"."left_day",
      "t52"."left_exact",
      "t52"."left_minutes",
      "t52"."next_role",
      "t52"."via",
      "t52"."reason",
      "t52"."implied",
      "t52"."value",
      "t52"."nth",
      "t52"."again_us",
      "t52"."until_us",
      "t52"."onward_us",
      "t52"."onward_day",
      "t52"."onward_exact",
      "t52"."onward_minutes",
      "t52"."ordinal",
      "t52"."came",
      "t52"."before_place",
      "t52"."before_position",
      "t52"."before_role",
      "t52"."began_day",
      "t52"."first_position",
      "t52"."kept",
      "t52"."opportunity_type",
      "t52"."as_of_us",
      "t52"."as_of_day",
      "t52"."first_day",
      "t52"."end_day",
      "t52"."within_us",
      "t52"."within_days",
      "t52"."older_us",
      "t52"."older_days",
      "t52"."stages",
      "t52"."frm_position",
      "t52"."to_position",
      "t52"."lead_position",
      "t52"."deal_position",
      "t52"."window_us",
      "t52"."sales_position",
      "t52"."influence_us",
      "t52"."onward_us" IS NOT NULL AS "onward",
      CASE
        WHEN "t52"."entered_exact"
        THEN (
          "t52"."as_of_us" - "t52"."entered_us"
        ) > "t52"."older_us"
        ELSE (
          "t52"."as_of_day" - "t52"."entered_day"
        ) > "t52"."older_days"
      END AS "old"
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
              CASE
                WHEN "t16"."left_us" < "t16"."as_of_us"
                THEN "t16"."left_us"
                ELSE CAST(NULL AS BIGINT)
              END AS "left_us",
              "t16"."left_day",
              "t16"."left_exact",
              "t16"."left_minutes",
              "t16"."next_role",
              "t16"."via",
              "t16"."reason",
              "t16"."implied",
              "t16"."value",
              "t16"."nth",
              CASE
                WHEN "t16"."again_us" < "t16"."as_of_us"
                THEN "t16"."again_us"
                ELSE CAST(NULL AS BIGINT)
              END AS "again_us",
              CASE
                WHEN "t16"."until_us" < "t16"."as_of_us"
                THEN "t16"."until_us"
                ELSE CAST(NULL AS BIGINT)
              END AS "until_us",
              CASE
                WHEN "t16"."onward_us" < "t16"."as_of_us"
                THEN "t16"."onward_us"
                ELSE CAST(NULL AS BIGINT)
              END AS "onward_us",
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
              "t16"."influence_us"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM "visits" AS "t3"
                WHERE
                  "t3"."entered_us" < "t3"."as_of_us"
              ) AS "t10"
              WHERE
                "t10"."kept"
            ) AS "t16"
          ) AS "t28"
          WHERE
            "t28"."position" < "t28"."stages"
        ) AS "t40"
        WHERE
          "t40"."entered_day" >= "t40"."first_day"
          AND "t40"."entered_day" < "t40"."end_day"
          AND "t40"."nth" = 1
      ) AS "t45"
      WHERE
        "t45"."position" = 0
    ) AS "t52"
  ) AS "t55"
  LEFT OUTER JOIN (
    SELECT
      "t44"."unit" AS "told_unit",
      "t44"."now_role",
      "t44"."now_via",
      "t44"."now_position"
    FROM (
      SELECT
        "t42"."unit",
        "t42"."role" AS "now_role",
        "t42"."via" AS "now_via",
        "t42"."position" AS "now_position"
      FROM (
        SELECT
          *
        FROM "t24" AS "t29"
        WHERE
          "t29"."until_us" IS NULL AND NOT (
            "t29"."implied"
          )
      ) AS "t42"
    ) AS "t44"
  ) AS "t50"
    ON "t55"."unit" = "t50"."told_unit"
  LEFT OUTER JOIN (
    SELECT
      "t46"."unit" AS "told_unit",
      "t46"."revenue",
      "t46"."won"
    FROM (
      SELECT
        "t41"."unit",
        COALESCE("t41"."value", 0) AS "revenue",
        TRUE AS "won"
      FROM (
        SELECT
          *
        FROM "t24" AS "t29"
        WHERE
          "t29"."role" = 'won' AND "t29"."nth" = 1
      ) AS "t41"
    ) AS "t46"
  ) AS "t53"
    ON "t55"."unit" = "t53"."told_unit"
  LEFT OUTER JOIN (
    SELECT
      "t43"."thread" AS "tried_thread",
      MAX("t43"."day") AS "tried_day",
      SUM("t43"."value") AS "tried_sum"
    FROM (
      SELECT
        "t39"."day",
        "t39"."thread",
        CAST(NULL AS BIGINT) AS "value"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t20"."day",
              "t20"."exact",
              "t20"."at_us",
              COALESCE("t20"."person", "t20"."journey") AS "thread"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM "told_attempts" AS "t4"
                WHERE
                  "t4"."actor_kind" <> 'rule'
              ) AS "t11"
              WHERE
                "t11"."day" IS NOT NULL
            ) AS "t20"
          ) AS "t30"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t21"."day",
              "t21"."exact",
              "t21"."at_us",
              COALESCE("t21"."person", "t21"."journey") AS "thread"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM "told_touches" AS "t5"
                WHERE
                  "t5"."kind" = 'met' AND "t5"."actor_kind" <> 'rule'
              ) AS "t12"
              WHERE
                "t12"."day" IS NOT NULL
            ) AS "t21"
          ) AS "t31"
        ) AS "t37"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t22"."day",
              "t22"."exact",
              "t22"."at_us",
              COALESCE("t22"."person", "t22"."journey") AS "thread"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM "told_touches" AS "t5"
                WHERE
                  "t5"."kind" = 'touched'
                  AND "t5"."direction" = 'out'
                  AND "t5"."actor_kind" = 'person'
              ) AS "t13"
              WHERE
                "t13"."day" IS NOT NULL
            ) AS "t22"
          ) AS "t32"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t23"."day",
              "t23"."exact",
              "t23"."at_us",
              COALESCE("t23"."person", "t23"."journey") AS "thread"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM "told_answers" AS "t6"
                WHERE
                  "t6"."grade" <> 'unknown' AND "t6"."actor_kind" IN ('person', 'import')
              ) AS "t14"
              WHERE
                "t14"."day" IS NOT NULL
            ) AS "t23"
          ) AS "t33"
        ) AS "t38"
      ) AS "t39"
    ) AS "t43"
    GROUP BY
      1
  ) AS "t51"
    ON "t55"."unit" = "t51"."tried_thread"
  LEFT OUTER JOIN (
    SELECT
      "t17"."thread" AS "breached_thread",
      MAX("t17"."day") AS "breached_day",
      SUM("t17"."value") AS "breached_sum"
    FROM (
      SELECT
        "t7"."day",
        COALESCE("t7"."person", "t7"."journey") AS "thread",
        CAST(NULL AS BIGINT) AS "value"
      FROM (
        SELECT
          *
        FROM "told_clocks" AS "t0"
        WHERE
          "t0"."kind" = 'breached'
      ) AS "t7"
    ) AS "t17"
    GROUP BY
      1
  ) AS "t34"
    ON "t55"."unit" = "t34"."breached_thread"
  LEFT OUTER JOIN (
    SELECT
      "t18"."thread" AS "booked_thread",
      MAX("t18"."day") AS "booked_day",
      SUM("t18"."value") AS "booked_sum"
    FROM (
      SELECT
        "t8"."day",
        COALESCE("t8"."person", "t8"."journey") AS "thread",
        "t8"."value"
      FROM (
        SELECT
          *
        FROM "told_moves" AS "t1"
        WHERE
          "t1"."kind" = 'expired'
      ) AS "t8"
    ) AS "t18"
    GROUP BY
      1
  ) AS "t35"
    ON "t55"."unit" = "t35"."booked_thread"
  LEFT OUTER JOIN (
    SELECT
      "t19"."thread" AS "recovered_thread",
      MAX("t19"."day") AS "recovered_day",
      SUM("t19"."value") AS "recovered_sum"
    FROM (
      SELECT
        "t9"."day",
        COALESCE("t9"."person", "t9"."journey") AS "thread",
        "t9"."value"
      FROM (
        SELECT
          *
        FROM "told_deals" AS "t2"
        WHERE
          "t2"."kind" = 'recovered'
      ) AS "t9"
    ) AS "t19"
    GROUP BY
      1
  ) AS "t36"
    ON "t55"."unit" = "t36"."recovered_thread"
) AS "t56"
GROUP BY
  1,
  2,
  3,
  4
