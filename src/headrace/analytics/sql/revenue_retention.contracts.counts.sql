WITH "t44" AS (
  SELECT
    "t43"."unit",
    "t43"."number",
    "t43"."journey",
    "t43"."person",
    "t43"."segment",
    "t43"."revenue",
    LAG("t43"."number") OVER (
      PARTITION BY "t43"."unit"
      ORDER BY "t43"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "earlier",
    LEAD("t43"."number") OVER (
      PARTITION BY "t43"."unit"
      ORDER BY "t43"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "later",
    LEAD("t43"."revenue") OVER (
      PARTITION BY "t43"."unit"
      ORDER BY "t43"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "then"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t41"."unit",
        "t41"."number",
        MAX("t41"."journey") AS "journey",
        MAX("t41"."person") AS "person",
        MIN("t41"."segment") AS "segment",
        SUM("t41"."worth") AS "revenue"
      FROM (
        SELECT
          "t40"."unit",
          "t40"."person",
          MIN("t40"."segment") OVER (
            PARTITION BY "t40"."unit"
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "segment",
          "t40"."contract",
          "t40"."apart",
          "t40"."journey",
          "t40"."at_us",
          "t40"."root",
          "t40"."bucket",
          "t40"."worth",
          "t40"."until",
          "t40"."number",
          "t40"."period"
        FROM (
          SELECT
            "t39"."unit",
            "t39"."person",
            "t39"."segment",
            "t39"."contract",
            "t39"."apart",
            "t39"."journey",
            "t39"."at_us",
            "t39"."root",
            "t39"."bucket",
            "t39"."worth",
            "t39"."until",
            "t5"."number",
            "t5"."period"
          FROM (
            SELECT
              "t37"."unit",
              "t37"."person",
              "t37"."segment",
              "t37"."contract",
              "t37"."apart",
              "t37"."journey",
              "t37"."at_us",
              "t37"."root",
              "t37"."bucket",
              "t37"."worth",
              LEAD("t37"."bucket") OVER (
                PARTITION BY "t37"."unit", "t37"."contract", "t37"."apart"
                ORDER BY "t37"."at_us" ASC, "t37"."root" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) AS "until"
            FROM (
              SELECT
                "t36"."unit",
                "t36"."person",
                "t36"."segment",
                "t36"."contract",
                "t36"."apart",
                "t36"."journey",
                "t36"."at_us",
                "t36"."root",
                "t36"."bucket",
                GREATEST("t36"."left", 0) AS "worth"
              FROM (
                SELECT
                  "t35"."journey",
                  "t35"."kind",
                  "t35"."at_us",
                  "t35"."root",
                  "t35"."bucket",
                  "t35"."value",
                  "t35"."wins",
                  "t35"."sets",
                  "t35"."amount",
                  "t35"."of",
                  "t35"."unit",
                  "t35"."person",
                  "t35"."segment",
                  "t35"."won",
                  "t35"."contract",
                  "t35"."apart",
                  "t35"."term",
                  SUM("t35"."amount") OVER (
                    PARTITION BY "t35"."unit", "t35"."contract", "t35"."apart", "t35"."term"
                    ORDER BY "t35"."at_us" ASC, "t35"."root" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                  ) AS "left"
                FROM (
                  SELECT
                    "t34"."journey",
                    "t34"."kind",
                    "t34"."at_us",
                    "t34"."root",
                    "t34"."bucket",
                    "t34"."value",
                    "t34"."wins",
                    "t34"."sets",
                    "t34"."amount",
                    "t34"."of",
                    "t34"."unit",
                    "t34"."person",
                    "t34"."segment",
                    "t34"."won",
                    "t34"."contract",
                    "t34"."apart",
                    SUM("t34"."sets") OVER (
                      PARTITION BY "t34"."unit", "t34"."contract", "t34"."apart"
                      ORDER BY "t34"."at_us" ASC, "t34"."root" ASC
                      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                    ) AS "term"
                  FROM (
                    SELECT
                      "t28"."journey",
                      "t28"."kind",
                      "t28"."at_us",
                      "t28"."root",
                      "t28"."bucket",
                      "t28"."value",
                      "t28"."wins",
                      "t28"."sets",
                      "t28"."amount",
                      "t21"."of",
                      "t21"."unit",
                      "t21"."person",
                      "t21"."segment",
                      "t33"."won",
                      "t33"."contract",
                      "t33"."apart"
                    FROM (
                      SELECT
                        "t26"."journey",
                        "t26"."kind",
                        "t26"."at_us",
                        "t26"."root",
                        "t26"."bucket",
                        "t26"."value",
                        "t26"."wins",
                        CAST(CASE
                          WHEN (
                            (
                              "t26"."kind" = 'churned'
                            ) AND (
                              "t26"."value" IS NOT NULL
                            )
                          )
                          OR (
                            (
                              "t26"."kind" = 'renewed'
                            ) AND (
                              "t26"."value" IS NULL
                            )
                          )
                          THEN 0
                          ELSE 1
                        END AS BIGINT) AS "sets",
                        COALESCE(
                          CASE WHEN "t26"."kind" = 'churned' THEN -(
                            "t26"."value"
                          ) ELSE "t26"."value" END,
                          0
                        ) AS "amount"
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            "t20"."journey",
                            "t20"."kind",
                            "t20"."at_us",
                            "t20"."root",
                            "t20"."bucket",
                            "t20"."value",
                            SUM(CAST(CASE WHEN "t20"."kind" = 'won' THEN 1 ELSE 0 END AS BIGINT)) OVER (
                              PARTITION BY "t20"."journey"
                              ORDER BY "t20"."at_us" ASC, "t20"."root" ASC
                              ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                            ) AS "wins"
                          FROM (
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
                                  FROM "told_moves" AS "t2"
                                  WHERE
                                    "t2"."kind" = 'won'
                                ) AS "t7"
                                WHERE
                                  "t7"."bucket" IS NOT NULL
                              ) AS "t14"
                            ) AS "t16"
                            UNION ALL
                            SELECT
                              *
                            FROM (
                              SELECT
                                "t15"."journey",
                                "t15"."kind",
                                "t15"."at_us",
                                "t15"."root",
                                "t15"."bucket",
                                "t15"."value"
                              FROM (
                                SELECT
                                  *
                                FROM (
                                  SELECT
                                    *
                                  FROM "told_deals" AS "t3"
                                  WHERE
                                    "t3"."kind" IN ('valued', 'renewed', 'churned')
                                ) AS "t9"
                                WHERE
                                  "t9"."bucket" IS NOT NULL
                              ) AS "t15"
                            ) AS "t18"
                          ) AS "t20"
                        ) AS "t25"
                        WHERE
                          "t25"."wins" > 0
                      ) AS "t26"
                    ) AS "t28"
                    INNER JOIN (
                      SELECT
                        "t13"."journey" AS "of",
                        MAX("t13"."unit") AS "unit",
                        MAX("t13"."person") AS "person",
                        MIN("t13"."segment") AS "segment"
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
                        ) AS "t10"
                        WHERE
                          "t10"."kept"
                      ) AS "t13"
                      GROUP BY
                        1
                    ) AS "t21"
                      ON "t28"."journey" = "t21"."of"
                    INNER JOIN (
                      SELECT
                        "t31"."journey" AS "won",
                        CASE
                          WHEN COALESCE("t24"."type" IN ('upsell', 'cross-sell', 'cross_sell'), FALSE)
                          THEN CAST(NULL AS BIGINT)
                          ELSE SUM(
                            CAST(CASE
                              WHEN NOT (
                                COALESCE("t24"."type" IN ('upsell', 'cross-sell', 'cross_sell'), FALSE)
                              )
                              AND NOT (
                                COALESCE("t24"."type" IN ('renewal'), FALSE)
                              )
                              THEN 1
                              ELSE 0
                            END AS BIGINT)
                          ) OVER (
                            PARTITION BY "t31"."unit"
                            ORDER BY "t31"."at_us" ASC, "t31"."root" ASC
                            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                          )
                        END AS "contract",
                        CASE
                          WHEN COALESCE("t24"."type" IN ('upsell', 'cross-sell', 'cross_sell'), FALSE)
                          THEN "t31"."journey"
                          ELSE CAST(NULL AS TEXT)
                        END AS "apart"
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            "t28"."journey",
                            "t28"."kind",
                            "t28"."at_us",
                            "t28"."root",
                            "t28"."bucket",
                            "t28"."value",
                            "t28"."wins",
                            "t28"."sets",
                            "t28"."amount",
                            "t21"."of",
                            "t21"."unit",
                            "t21"."person",
                            "t21"."segment"
                          FROM (
                            SELECT
                              "t26"."journey",
                              "t26"."kind",
                              "t26"."at_us",
                              "t26"."root",
                              "t26"."bucket",
                              "t26"."value",
                              "t26"."wins",
                              CAST(CASE
                                WHEN (
                                  (
                                    "t26"."kind" = 'churned'
                                  ) AND (
                                    "t26"."value" IS NOT NULL
                                  )
                                )
                                OR (
                                  (
                                    "t26"."kind" = 'renewed'
                                  ) AND (
                                    "t26"."value" IS NULL
                                  )
                                )
                                THEN 0
                                ELSE 1
                              END AS BIGINT) AS "sets",
                              COALESCE(
                                CASE WHEN "t26"."kind" = 'churned' THEN -(
                                  "t26"."value"
                                ) ELSE "t26"."value" END,
                                0
                              ) AS "amount"
                            FROM (
                              SELECT
                                *
                              FROM (
                                SELECT
                                  "t20"."journey",
                                  "t20"."kind",
                                  "t20"."at_us",
                                  "t20"."root",
                                  "t20"."bucket",
                                  "t20"."value",
                                  SUM(CAST(CASE WHEN "t20"."kind" = 'won' THEN 1 ELSE 0 END AS BIGINT)) OVER (
                                    PARTITION BY "t20"."journey"
                                    ORDER BY "t20"."at_us" ASC, "t20"."root" ASC
                                    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                                  ) AS "wins"
                                FROM (
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
                                        FROM "told_moves" AS "t2"
                                        WHERE
                                          "t2"."kind" = 'won'
                                      ) AS "t7"
                                      WHERE
                                        "t7"."bucket" IS NOT NULL
                                    ) AS "t14"
                                  ) AS "t16"
                                  UNION ALL
                                  SELECT
                                    *
                                  FROM (
                                    SELECT
                                      "t15"."journey",
                                      "t15"."kind",
                                      "t15"."at_us",
                                      "t15"."root",
                                      "t15"."bucket",
                                      "t15"."value"
                                    FROM (
                                      SELECT
                                        *
                                      FROM (
                                        SELECT
                                          *
                                        FROM "told_deals" AS "t3"
                                        WHERE
                                          "t3"."kind" IN ('valued', 'renewed', 'churned')
                                      ) AS "t9"
                                      WHERE
                                        "t9"."bucket" IS NOT NULL
                                    ) AS "t15"
                                  ) AS "t18"
                                ) AS "t20"
                              ) AS "t25"
                              WHERE
                                "t25"."wins" > 0
                            ) AS "t26"
                          ) AS "t28"
                          INNER JOIN (
                            SELECT
                              "t13"."journey" AS "of",
                              MAX("t13"."unit") AS "unit",
                              MAX("t13"."person") AS "person",
                              MIN("t13"."segment") AS "segment"
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
                              ) AS "t10"
                              WHERE
                                "t10"."kept"
                            ) AS "t13"
                            GROUP BY
                              1
                          ) AS "t21"
                            ON "t28"."journey" = "t21"."of"
                        ) AS "t29"
                        WHERE
                          "t29"."kind" = 'won' AND "t29"."wins" = 1
                      ) AS "t31"
                      LEFT OUTER JOIN (
                        SELECT
                          "t22"."journey" AS "typed",
                          "t22"."opportunity_type" AS "type"
                        FROM (
                          SELECT
                            *
                          FROM (
                            SELECT
                              "t8"."day",
                              "t8"."person",
                              "t8"."journey",
                              "t8"."kind",
                              "t8"."at_us",
                              "t8"."root",
                              "t8"."exact",
                              "t8"."channel",
                              "t8"."campaign",
                              "t8"."owner",
                              "t8"."value",
                              "t8"."opportunity_type",
                              "t8"."side",
                              "t8"."origin_side",
                              "t8"."segment",
                              "t8"."bucket",
                              "t8"."as_of_us",
                              "t8"."as_of_day",
                              "t8"."first_day",
                              "t8"."end_day",
                              "t8"."within_us",
                              "t8"."within_days",
                              "t8"."older_us",
                              "t8"."older_days",
                              "t8"."stages",
                              "t8"."frm_position",
                              "t8"."to_position",
                              "t8"."lead_position",
                              "t8"."deal_position",
                              "t8"."window_us",
                              "t8"."sales_position",
                              "t8"."influence_us",
                              ROW_NUMBER() OVER (
                                PARTITION BY "t8"."journey"
                                ORDER BY "t8"."at_us" DESC, "t8"."root" DESC
                                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                              ) - 1 AS "turn"
                            FROM (
                              SELECT
                                *
                              FROM "told_moves" AS "t2"
                              WHERE
                                "t2"."opportunity_type" IS NOT NULL
                            ) AS "t8"
                          ) AS "t17"
                          WHERE
                            "t17"."turn" = 0
                        ) AS "t22"
                      ) AS "t24"
                        ON "t31"."journey" = "t24"."typed"
                    ) AS "t33"
                      ON "t28"."journey" = "t33"."won"
                  ) AS "t34"
                ) AS "t35"
              ) AS "t36"
            ) AS "t37"
          ) AS "t39"
          INNER JOIN (
            SELECT
              "t0"."number",
              "t0"."start" AS "period"
            FROM "told_periods" AS "t0"
          ) AS "t5"
            ON "t5"."period" >= "t39"."bucket"
            AND (
              (
                "t39"."until" IS NULL
              ) OR (
                "t5"."period" < "t39"."until"
              )
            )
        ) AS "t40"
      ) AS "t41"
      GROUP BY
        1,
        2
    ) AS "t42"
    WHERE
      "t42"."revenue" > 0
  ) AS "t43"
)
SELECT
  "t51"."bucket",
  "t51"."segment",
  "t51"."customers",
  "t51"."lost",
  "t51"."shrunk",
  "t51"."grown",
  "t51"."fresh",
  "t51"."back",
  COUNT(*) AS "alike",
  SUM("t51"."opening") AS "opening",
  SUM("t51"."churned") AS "churned",
  SUM("t51"."contracted") AS "contracted",
  SUM("t51"."expanded") AS "expanded",
  SUM("t51"."added") AS "added"
FROM (
  SELECT
    "t50"."unit",
    "t50"."journey",
    "t50"."person",
    "t50"."segment",
    "t12"."bucket",
    "t50"."fresh",
    "t50"."back",
    "t50"."opening" > 0 AS "customers",
    (
      "t50"."opening" > 0
    ) AND (
      "t50"."closing" = 0
    ) AS "lost",
    (
      "t50"."opening" > 0
    )
    AND NOT (
      "t50"."closing" = 0
    )
    AND (
      (
        "t50"."closing" - "t50"."opening"
      ) < 0
    ) AS "shrunk",
    (
      "t50"."opening" > 0
    )
    AND (
      (
        "t50"."closing" - "t50"."opening"
      ) > 0
    ) AS "grown",
    "t50"."opening",
    CASE WHEN "t50"."closing" = 0 THEN "t50"."opening" ELSE 0 END AS "churned",
    CASE
      WHEN (
        "t50"."opening" > 0
      )
      AND NOT (
        "t50"."closing" = 0
      )
      AND (
        (
          "t50"."closing" - "t50"."opening"
        ) < 0
      )
      THEN -(
        "t50"."closing" - "t50"."opening"
      )
      ELSE 0
    END AS "contracted",
    CASE
      WHEN (
        "t50"."opening" > 0
      )
      AND (
        (
          "t50"."closing" - "t50"."opening"
        ) > 0
      )
      THEN "t50"."closing" - "t50"."opening"
      ELSE 0
    END AS "expanded",
    CASE WHEN "t50"."opening" > 0 THEN 0 ELSE "t50"."closing" END AS "added"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t45"."unit",
        "t45"."journey",
        "t45"."person",
        "t45"."segment",
        "t45"."number" + 1 AS "number",
        "t45"."revenue" AS "opening",
        CASE
          WHEN COALESCE("t45"."later" = (
            "t45"."number" + 1
          ), FALSE)
          THEN "t45"."then"
          ELSE 0
        END AS "closing",
        FALSE AS "fresh",
        FALSE AS "back"
      FROM "t44" AS "t45"
    ) AS "t46"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t47"."unit",
        "t47"."journey",
        "t47"."person",
        "t47"."segment",
        "t47"."number",
        0 AS "opening",
        "t47"."revenue" AS "closing",
        "t47"."earlier" IS NULL AS "fresh",
        "t47"."earlier" IS NOT NULL AS "back"
      FROM (
        SELECT
          *
        FROM "t44" AS "t45"
        WHERE
          NOT (
            COALESCE("t45"."earlier" = (
              "t45"."number" - 1
            ), FALSE)
          )
      ) AS "t47"
    ) AS "t48"
  ) AS "t50"
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
  ) AS "t12"
    ON "t50"."number" = "t12"."period"
) AS "t51"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8
