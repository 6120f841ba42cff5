WITH "t33" AS (
  SELECT
    "t32"."unit",
    "t32"."number",
    "t32"."journey",
    "t32"."person",
    "t32"."segment",
    "t32"."revenue",
    LAG("t32"."number") OVER (
      PARTITION BY "t32"."unit"
      ORDER BY "t32"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "earlier",
    LEAD("t32"."number") OVER (
      PARTITION BY "t32"."unit"
      ORDER BY "t32"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "later",
    LEAD("t32"."revenue") OVER (
      PARTITION BY "t32"."unit"
      ORDER BY "t32"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "then"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t30"."unit",
        "t30"."number",
        MAX("t30"."journey") AS "journey",
        MAX("t30"."person") AS "person",
        MIN("t30"."segment") AS "segment",
        SUM("t30"."worth") AS "revenue"
      FROM (
        SELECT
          "t29"."journey",
          "t29"."at_us",
          "t29"."root",
          "t29"."bucket",
          "t29"."worth",
          "t29"."until",
          "t29"."number",
          "t29"."period",
          "t29"."of",
          "t29"."unit",
          "t29"."person",
          MIN("t29"."segment") OVER (
            PARTITION BY "t29"."unit"
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "segment"
        FROM (
          SELECT
            "t28"."journey",
            "t28"."at_us",
            "t28"."root",
            "t28"."bucket",
            "t28"."worth",
            "t28"."until",
            "t5"."number",
            "t5"."period",
            "t20"."of",
            "t20"."unit",
            "t20"."person",
            "t20"."segment"
          FROM (
            SELECT
              "t26"."journey",
              "t26"."at_us",
              "t26"."root",
              "t26"."bucket",
              "t26"."worth",
              LEAD("t26"."bucket") OVER (
                PARTITION BY "t26"."journey"
                ORDER BY "t26"."at_us" ASC, "t26"."root" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) AS "until"
            FROM (
              SELECT
                "t25"."journey",
                "t25"."at_us",
                "t25"."root",
                "t25"."bucket",
                GREATEST("t25"."left", 0) AS "worth"
              FROM (
                SELECT
                  "t24"."journey",
                  "t24"."kind",
                  "t24"."at_us",
                  "t24"."root",
                  "t24"."bucket",
                  "t24"."value",
                  "t24"."wins",
                  "t24"."sets",
                  "t24"."amount",
                  "t24"."term",
                  SUM("t24"."amount") OVER (
                    PARTITION BY "t24"."journey", "t24"."term"
                    ORDER BY "t24"."at_us" ASC, "t24"."root" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                  ) AS "left"
                FROM (
                  SELECT
                    "t23"."journey",
                    "t23"."kind",
                    "t23"."at_us",
                    "t23"."root",
                    "t23"."bucket",
                    "t23"."value",
                    "t23"."wins",
                    "t23"."sets",
                    "t23"."amount",
                    SUM("t23"."sets") OVER (
                      PARTITION BY "t23"."journey"
                      ORDER BY "t23"."at_us" ASC, "t23"."root" ASC
                      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                    ) AS "term"
                  FROM (
                    SELECT
                      "t22"."journey",
                      "t22"."kind",
                      "t22"."at_us",
                      "t22"."root",
                      "t22"."bucket",
                      "t22"."value",
                      "t22"."wins",
                      CAST(CASE
                        WHEN (
                          (
                            "t22"."kind" = 'churned'
                          ) AND (
                            "t22"."value" IS NOT NULL
                          )
                        )
                        OR (
                          (
                            "t22"."kind" = 'renewed'
                          ) AND (
                            "t22"."value" IS NULL
                          )
                        )
                        THEN 0
                        ELSE 1
                      END AS BIGINT) AS "sets",
                      COALESCE(
                        CASE WHEN "t22"."kind" = 'churned' THEN -(
                          "t22"."value"
                        ) ELSE "t22"."value" END,
                        0
                      ) AS "amount"
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t17"."journey",
                          "t17"."kind",
                          "t17"."at_us",
                          "t17"."root",
                          "t17"."bucket",
                          "t17"."value",
                          SUM(CAST(CASE WHEN "t17"."kind" = 'won' THEN 1 ELSE 0 END AS BIGINT)) OVER (
                            PARTITION BY "t17"."journey"
                            ORDER BY "t17"."at_us" ASC, "t17"."root" ASC
                            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                          ) AS "wins"
                        FROM (
                          SELECT
                            *
                          FROM (
                            SELECT
                              "t13"."journey",
                              "t13"."kind",
                              "t13"."at_us",
                              "t13"."root",
                              "t13"."bucket",
                              "t13"."value"
                            FROM (
                              SELECT
                                *
                              FROM (
                                SELECT
                                  *
                                FROM "told_moves" AS "t2"
                                WHERE
                                  "t2"."kind" = 'won'
                              ) AS "t7"
                              WHERE
                                "t7"."bucket" IS NOT NULL
                            ) AS "t13"
                          ) AS "t15"
                          UNION ALL
                          SELECT
                            *
                          FROM (
                            SELECT
                              "t14"."journey",
                              "t14"."kind",
                              "t14"."at_us",
                              "t14"."root",
                              "t14"."bucket",
                              "t14"."value"
                            FROM (
                              SELECT
                                *
                              FROM (
                                SELECT
                                  *
                                FROM "told_deals" AS "t3"
                                WHERE
                                  "t3"."kind" IN ('valued', 'renewed', 'churned')
                              ) AS "t8"
                              WHERE
                                "t8"."bucket" IS NOT NULL
                            ) AS "t14"
                          ) AS "t16"
                        ) AS "t17"
                      ) AS "t21"
                      WHERE
                        "t21"."wins" > 0
                    ) AS "t22"
                  ) AS "t23"
                ) AS "t24"
              ) AS "t25"
            ) AS "t26"
          ) AS "t28"
          INNER JOIN (
            SELECT
              "t0"."number",
              "t0"."start" AS "period"
            FROM "told_periods" AS "t0"
          ) AS "t5"
            ON "t5"."period" >= "t28"."bucket"
            AND (
              (
                "t28"."until" IS NULL
              ) OR (
                "t5"."period" < "t28"."until"
              )
            )
          INNER JOIN (
            SELECT
              "t18"."journey" AS "of",
              MAX("t18"."unit") AS "unit",
              MAX("t18"."person") AS "person",
              MIN("t18"."segment") AS "segment"
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
                CASE
                  WHEN "t12"."left_us" < "t12"."as_of_us"
                  THEN "t12"."left_us"
                  ELSE CAST(NULL AS BIGINT)
                END AS "left_us",
                "t12"."left_day",
                "t12"."left_exact",
                "t12"."left_minutes",
                "t12"."next_role",
                "t12"."via",
                "t12"."reason",
                "t12"."implied",
                "t12"."value",
                "t12"."nth",
                CASE
                  WHEN "t12"."again_us" < "t12"."as_of_us"
                  THEN "t12"."again_us"
                  ELSE CAST(NULL AS BIGINT)
                END AS "again_us",
                CASE
                  WHEN "t12"."until_us" < "t12"."as_of_us"
                  THEN "t12"."until_us"
                  ELSE CAST(NULL AS BIGINT)
                END AS "until_us",
                CASE
                  WHEN "t12"."onward_us" < "t12"."as_of_us"
                  THEN "t12"."onward_us"
                  ELSE CAST(NULL AS BIGINT)
                END AS "onward_us",
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
                "t12"."won_us",
                "t12"."won_ordinal",
                "t12"."won_value",
                "t12"."last_us",
                "t12"."last_position",
                "t12"."last_role",
                "t12"."last_via",
                "t12"."kept",
                "t12"."opportunity_type",
                "t12"."as_of_us",
                "t12"."as_of_day",
                "t12"."first_day",
                "t12"."end_day",
                "t12"."within_us",
                "t12"."within_days",
                "t12"."older_us",
                "t12"."older_days",
                "t12"."stages",
                "t12"."frm_position",
                "t12"."to_position",
                "t12"."lead_position",
                "t12"."deal_position",
                "t12"."window_us",
                "t12"."sales_position",
                "t12"."influence_us"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM "visits" AS "t1"
                  WHERE
                    (
                      "t1"."entered_us" < "t1"."as_of_us"
                    ) OR (
                      "t1"."entered_us" IS NULL
                    )
                ) AS "t9"
                WHERE
                  "t9"."kept"
              ) AS "t12"
            ) AS "t18"
            GROUP BY
              1
          ) AS "t20"
            ON "t28"."journey" = "t20"."of"
        ) AS "t29"
      ) AS "t30"
      GROUP BY
        1,
        2
    ) AS "t31"
    WHERE
      "t31"."revenue" > 0
  ) AS "t32"
)
SELECT
  "t40"."bucket",
  "t40"."segment",
  "t40"."customers",
  "t40"."lost",
  "t40"."shrunk",
  "t40"."grown",
  "t40"."fresh",
  "t40"."back",
  COUNT(*) AS "alike",
  SUM("t40"."opening") AS "opening",
  SUM("t40"."churned") AS "churned",
  SUM("t40"."contracted") AS "contracted",
  SUM("t40"."expanded") AS "expanded",
  SUM("t40"."added") AS "added"
FROM (
  SELECT
    "t39"."unit",
    "t39"."journey",
    "t39"."person",
    "t39"."segment",
    "t11"."bucket",
    "t39"."fresh",
    "t39"."back",
    "t39"."opening" > 0 AS "customers",
    (
      "t39"."opening" > 0
    ) AND (
      "t39"."closing" = 0
    ) AS "lost",
    (
      "t39"."opening" > 0
    )
    AND NOT (
      "t39"."closing" = 0
    )
    AND (
      (
        "t39"."closing" - "t39"."opening"
      ) < 0
    ) AS "shrunk",
    (
      "t39"."opening" > 0
    )
    AND (
      (
        "t39"."closing" - "t39"."opening"
      ) > 0
    ) AS "grown",
    "t39"."opening",
    CASE WHEN "t39"."closing" = 0 THEN "t39"."opening" ELSE 0 END AS "churned",
    CASE
      WHEN (
        "t39"."opening" > 0
      )
      AND NOT (
        "t39"."closing" = 0
      )
      AND (
        (
          "t39"."closing" - "t39"."opening"
        ) < 0
      )
      THEN -(
        "t39"."closing" - "t39"."opening"
      )
      ELSE 0
    END AS "contracted",
    CASE
      WHEN (
        "t39"."opening" > 0
      )
      AND (
        (
          "t39"."closing" - "t39"."opening"
        ) > 0
      )
      THEN "t39"."closing" - "t39"."opening"
      ELSE 0
    END AS "expanded",
    CASE WHEN "t39"."opening" > 0 THEN 0 ELSE "t39"."closing" END AS "added"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t34"."unit",
        "t34"."journey",
        "t34"."person",
        "t34"."segment",
        "t34"."number" + 1 AS "number",
        "t34"."revenue" AS "opening",
        CASE
          WHEN COALESCE("t34"."later" = (
            "t34"."number" + 1
          ), FALSE)
          THEN "t34"."then"
          ELSE 0
        END AS "closing",
        FALSE AS "fresh",
        FALSE AS "back"
      FROM "t33" AS "t34"
    ) AS "t35"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t36"."unit",
        "t36"."journey",
        "t36"."person",
        "t36"."segment",
        "t36"."number",
        0 AS "opening",
        "t36"."revenue" AS "closing",
        "t36"."earlier" IS NULL AS "fresh",
        "t36"."earlier" IS NOT NULL AS "back"
      FROM (
        SELECT
          *
        FROM "t33" AS "t34"
        WHERE
          NOT (
            COALESCE("t34"."earlier" = (
              "t34"."number" - 1
            ), FALSE)
          )
      ) AS "t36"
    ) AS "t37"
  ) AS "t39"
  INNER JOIN (
    SELECT
      "t6"."number" AS "period",
      "t6"."start" AS "bucket"
    FROM (
      SELECT
        *
      FROM "told_periods" AS "t0"
      WHERE
        "t0"."start" >= "t0"."first_day" AND "t0"."start" < "t0"."end_day"
    ) AS "t6"
  ) AS "t11"
    ON "t39"."number" = "t11"."period"
) AS "t40"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8
