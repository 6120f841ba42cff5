SELECT
  *
FROM (
  SELECT
    "t39"."unit",
    "t39"."journey",
    "t39"."person",
    "t39"."bucket",
    "t39"."segment",
    "t39"."purpose",
    "t39"."revenue",
    "t39"."deals",
    "t39"."sourced",
    CAST(NULL AS BIGINT) AS "media",
    CAST(NULL AS DOUBLE) AS "hours",
    CAST(NULL AS DOUBLE) AS "minutes"
  FROM (
    SELECT
      "t38"."unit",
      "t38"."journey",
      "t38"."person",
      "t38"."bucket",
      "t38"."segment",
      "t38"."goal" AS "purpose",
      "t38"."value" AS "revenue",
      TRUE AS "deals",
      CASE WHEN "t38"."first_side" = 'marketing' THEN "t38"."value" ELSE 0 END AS "sourced"
    FROM (
      SELECT
        "t30"."unit",
        "t30"."journey",
        "t30"."person",
        "t30"."bucket",
        "t30"."segment",
        "t30"."goal",
        "t30"."thread",
        "t30"."end_us",
        "t30"."end_day",
        "t30"."end_exact",
        "t30"."value",
        "t37"."first_side",
        "t37"."first_us"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t15"."unit",
            "t15"."journey",
            "t15"."person",
            "t15"."bucket",
            "t15"."segment",
            CASE
              WHEN "t15"."opportunity_type" IN ('renewal')
              THEN 'keeping'
              WHEN "t15"."opportunity_type" IN ('upsell', 'cross-sell', 'cross_sell')
              THEN 'growing'
              ELSE 'winning'
            END AS "goal",
            COALESCE("t15"."person", "t15"."journey") AS "thread",
            "t15"."entered_us" AS "end_us",
            "t15"."entered_day" AS "end_day",
            "t15"."entered_exact" AS "end_exact",
            COALESCE("t15"."value", 0) AS "value"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                *
              FROM "visits" AS "t2"
              WHERE
                "t2"."entered_us" < "t2"."as_of_us"
            ) AS "t8"
            WHERE
              "t8"."role" = 'won'
              AND "t8"."nth" = 1
              AND "t8"."kept"
              AND "t8"."entered_day" >= "t8"."first_day"
              AND "t8"."entered_day" < "t8"."end_day"
          ) AS "t15"
        ) AS "t25"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t26"."unit",
            "t26"."its" AS "journey",
            "t26"."whose" AS "person",
            "t16"."bucket",
            "t26"."segment",
            'keeping' AS "goal",
            COALESCE("t26"."whose", "t26"."its") AS "thread",
            "t16"."at_us" AS "end_us",
            "t16"."day" AS "end_day",
            "t16"."exact" AS "end_exact",
            COALESCE("t16"."value", 0) AS "value"
          FROM (
            SELECT
              "t9"."bucket",
              "t9"."at_us",
              "t9"."day",
              "t9"."exact",
              "t9"."value",
              "t9"."journey" AS "pass_id"
            FROM (
              SELECT
                *
              FROM "told_deals" AS "t3"
              WHERE
                "t3"."kind" = 'renewed'
                AND "t3"."day" >= "t3"."first_day"
                AND "t3"."day" < "t3"."end_day"
                AND "t3"."at_us" IS NOT NULL
            ) AS "t9"
          ) AS "t16"
          INNER JOIN (
            SELECT
              "t19"."unit",
              "t19"."segment",
              "t19"."journey" AS "its",
              "t19"."person" AS "whose"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM "visits" AS "t2"
                WHERE
                  (
                    "t2"."entered_us" < "t2"."as_of_us"
                  ) OR (
                    "t2"."entered_us" IS NULL
                  )
              ) AS "t12"
              WHERE
                "t12"."ordinal" = 1 AND "t12"."kept"
            ) AS "t19"
          ) AS "t26"
            ON "t16"."pass_id" = "t26"."its"
        ) AS "t28"
      ) AS "t30"
      LEFT OUTER JOIN (
        SELECT
          "t35"."unit" AS "told_unit",
          "t35"."end_us" AS "told_end_us",
          "t35"."first_side",
          "t35"."first_us"
        FROM (
          SELECT
            "t34"."unit",
            "t34"."end_us",
            "t34"."side" AS "first_side",
            "t34"."at_us" AS "first_us"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t32"."unit",
                "t32"."journey",
                "t32"."person",
                "t32"."bucket",
                "t32"."segment",
                "t32"."goal",
                "t32"."thread",
                "t32"."end_us",
                "t32"."end_day",
                "t32"."end_exact",
                "t32"."value",
                "t32"."at_us",
                "t32"."day",
                "t32"."root",
                "t32"."side",
                ROW_NUMBER() OVER (
                  PARTITION BY "t32"."unit", "t32"."end_us"
                  ORDER BY "t32"."at_us" ASC, "t32"."root" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "turn"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t30"."unit",
                    "t30"."journey",
                    "t30"."person",
                    "t30"."bucket",
                    "t30"."segment",
                    "t30"."goal",
                    "t30"."thread",
                    "t30"."end_us",
                    "t30"."end_day",
                    "t30"."end_exact",
                    "t30"."value",
                    "t22"."at_us",
                    "t22"."day",
                    "t22"."root",
                    "t22"."side"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t15"."unit",
                        "t15"."journey",
                        "t15"."person",
                        "t15"."bucket",
                        "t15"."segment",
                        CASE
                          WHEN "t15"."opportunity_type" IN ('renewal')
                          THEN 'keeping'
                          WHEN "t15"."opportunity_type" IN ('upsell', 'cross-sell', 'cross_sell')
                          THEN 'growing'
                          ELSE 'winning'
                        END AS "goal",
                        COALESCE("t15"."person", "t15"."journey") AS "thread",
                        "t15"."entered_us" AS "end_us",
                        "t15"."entered_day" AS "end_day",
                        "t15"."entered_exact" AS "end_exact",
                        COALESCE("t15"."value", 0) AS "value"
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            *
                          FROM "visits" AS "t2"
                          WHERE
                            "t2"."entered_us" < "t2"."as_of_us"
                        ) AS "t8"
                        WHERE
                          "t8"."role" = 'won'
                          AND "t8"."nth" = 1
                          AND "t8"."kept"
                          AND "t8"."entered_day" >= "t8"."first_day"
                          AND "t8"."entered_day" < "t8"."end_day"
                      ) AS "t15"
                    ) AS "t25"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t26"."unit",
                        "t26"."its" AS "journey",
                        "t26"."whose" AS "person",
                        "t16"."bucket",
                        "t26"."segment",
                        'keeping' AS "goal",
                        COALESCE("t26"."whose", "t26"."its") AS "thread",
                        "t16"."at_us" AS "end_us",
                        "t16"."day" AS "end_day",
                        "t16"."exact" AS "end_exact",
                        COALESCE("t16"."value", 0) AS "value"
                      FROM (
                        SELECT
                          "t9"."bucket",
                          "t9"."at_us",
                          "t9"."day",
                          "t9"."exact",
                          "t9"."value",
                          "t9"."journey" AS "pass_id"
                        FROM (
                          SELECT
                            *
                          FROM "told_deals" AS "t3"
                          WHERE
                            "t3"."kind" = 'renewed'
                            AND "t3"."day" >= "t3"."first_day"
                            AND "t3"."day" < "t3"."end_day"
                            AND "t3"."at_us" IS NOT NULL
                        ) AS "t9"
                      ) AS "t16"
                      INNER JOIN (
                        SELECT
                          "t19"."unit",
                          "t19"."segment",
                          "t19"."journey" AS "its",
                          "t19"."person" AS "whose"
                        FROM (
                          SELECT
                            *
                          FROM (
                            SELECT
                              *
                            FROM "visits" AS "t2"
                            WHERE
                              (
                                "t2"."entered_us" < "t2"."as_of_us"
                              ) OR (
                                "t2"."entered_us" IS NULL
                              )
                          ) AS "t12"
                          WHERE
                            "t12"."ordinal" = 1 AND "t12"."kept"
                        ) AS "t19"
                      ) AS "t26"
                        ON "t16"."pass_id" = "t26"."its"
                    ) AS "t28"
                  ) AS "t30"
                  INNER JOIN (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t10"."at_us",
                        "t10"."day",
                        "t10"."root",
                        "t10"."side",
                        COALESCE("t10"."person", "t10"."journey") AS "thread"
                      FROM (
                        SELECT
                          *
                        FROM "told_touches" AS "t4"
                        WHERE
                          "t4"."kind" = 'touched'
                      ) AS "t10"
                    ) AS "t17"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t11"."at_us",
                        "t11"."day",
                        "t11"."root",
                        "t11"."side",
                        COALESCE("t11"."person", "t11"."journey") AS "thread"
                      FROM (
                        SELECT
                          *
                        FROM "told_moves" AS "t5"
                        WHERE
                          "t5"."kind" = 'inquired'
                      ) AS "t11"
                    ) AS "t18"
                  ) AS "t22"
                    ON "t30"."thread" = "t22"."thread"
                ) AS "t31"
                WHERE
                  (
                    "t31"."at_us" <= "t31"."end_us"
                  )
                  OR (
                    NOT (
                      "t31"."end_exact"
                    ) AND (
                      "t31"."day" = "t31"."end_day"
                    )
                  )
              ) AS "t32"
            ) AS "t33"
            WHERE
              "t33"."turn" = 0
          ) AS "t34"
        ) AS "t35"
      ) AS "t37"
        ON "t30"."unit" = "t37"."told_unit" AND "t30"."end_us" = "t37"."told_end_us"
    ) AS "t38"
  ) AS "t39"
) AS "t40"
UNION ALL
SELECT
  *
FROM (
  SELECT
    CAST(NULL AS TEXT) AS "unit",
    CAST(NULL AS TEXT) AS "journey",
    CAST(NULL AS TEXT) AS "person",
    "t23"."bucket",
    "t23"."segment",
    "t23"."purpose",
    CAST(NULL AS BIGINT) AS "revenue",
    FALSE AS "deals",
    CAST(NULL AS BIGINT) AS "sourced",
    "t23"."media",
    "t23"."hours",
    "t23"."minutes"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t6"."bucket",
        "t6"."segment",
        "t6"."purpose",
        "t6"."value" AS "media",
        CASE
          WHEN COALESCE("t6"."value", 0) = 0
          THEN "t6"."hours"
          ELSE CAST(NULL AS DOUBLE)
        END AS "hours",
        CAST(NULL AS DOUBLE) AS "minutes"
      FROM (
        SELECT
          *
        FROM "told_spend" AS "t0"
        WHERE
          "t0"."day" >= "t0"."first_day" AND "t0"."day" < "t0"."end_day"
      ) AS "t6"
    ) AS "t21"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t7"."bucket",
        "t7"."segment",
        'calls' AS "purpose",
        CAST(NULL AS BIGINT) AS "media",
        CAST(NULL AS DOUBLE) AS "hours",
        "t7"."minutes"
      FROM (
        SELECT
          *
        FROM "told_calls" AS "t1"
        WHERE
          "t1"."day" >= "t1"."first_day" AND "t1"."day" < "t1"."end_day"
      ) AS "t7"
    ) AS "t13"
  ) AS "t23"
) AS "t27"
