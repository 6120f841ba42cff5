WITH "t32" AS (
  SELECT
    "t31"."unit",
    "t31"."number",
    "t31"."journey",
    "t31"."person",
    "t31"."segment",
    "t31"."revenue",
    LAG("t31"."number") OVER (
      PARTITION BY "t31"."unit"
      ORDER BY "t31"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "earlier",
    LEAD("t31"."number") OVER (
      PARTITION BY "t31"."unit"
      ORDER BY "t31"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "later",
    LEAD("t31"."revenue") OVER (
      PARTITION BY "t31"."unit"
      ORDER BY "t31"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "then"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t29"."unit",
        "t29"."number",
        MAX("t29"."journey") AS "journey",
        MAX("t29"."person") AS "person",
        MIN("t29"."segment") AS "segment",
        SUM("t29"."worth") AS "revenue"
      FROM (
        SELECT
          "t28"."journey",
          "t28"."at_us",
          "t28"."root",
          "t28"."bucket",
          "t28"."worth",
          "t28"."until",
          "t28"."number",
          "t28"."period",
          "t28"."of",
          "t28"."unit",
          "t28"."person",
          MIN("t28"."segment") OVER (
            PARTITION BY "t28"."unit"
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "segment"
        FROM (
          SELECT
            "t27"."journey",
            "t27"."at_us",
            "t27"."root",
            "t27"."bucket",
            "t27"."worth",
            "t27"."until",
            "t5"."number",
            "t5"."period",
            "t19"."of",
            "t19"."unit",
            "t19"."person",
            "t19"."segment"
          FROM (
            SELECT
              "t25"."journey",
              "t25"."at_us",
              "t25"."root",
              "t25"."bucket",
              "t25"."worth",
              LEAD("t25"."bucket") OVER (
                PARTITION BY "t25"."journey"
                ORDER BY "t25"."at_us" ASC, "t25"."root" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) AS "until"
            FROM (
              SELECT
                "t24"."journey",
                "t24"."at_us",
                "t24"."root",
                "t24"."bucket",
                GREATEST("t24"."left", 0) AS "worth"
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
                  "t23"."term",
                  SUM("t23"."amount") OVER (
                    PARTITION BY "t23"."journey", "t23"."term"
                    ORDER BY "t23"."at_us" ASC, "t23"."root" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                  ) AS "left"
                FROM (
                  SELECT
                    "t22"."journey",
                    "t22"."kind",
                    "t22"."at_us",
                    "t22"."root",
                    "t22"."bucket",
                    "t22"."value",
                    "t22"."wins",
                    "t22"."sets",
                    "t22"."amount",
                    SUM("t22"."sets") OVER (
                      PARTITION BY "t22"."journey"
                      ORDER BY "t22"."at_us" ASC, "t22"."root" ASC
                      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                    ) AS "term"
                  FROM (
                    SELECT
                      "t21"."journey",
                      "t21"."kind",
                      "t21"."at_us",
                      "t21"."root",
                      "t21"."bucket",
                      "t21"."value",
                      "t21"."wins",
                      CAST(CASE
                        WHEN (
                          (
                            "t21"."kind" = 'churned'
                          ) AND (
                            "t21"."value" IS NOT NULL
                          )
                        )
                        OR (
                          (
                            "t21"."kind" = 'renewed'
                          ) AND (
                            "t21"."value" IS NULL
                          )
                        )
                        THEN 0
                        ELSE 1
                      END AS BIGINT) AS "sets",
                      COALESCE(
                        CASE WHEN "t21"."kind" = 'churned' THEN -(
                          "t21"."value"
                        ) ELSE "t21"."value" END,
                        0
                      ) AS "amount"
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t18"."journey",
                          "t18"."kind",
                          "t18"."at_us",
                          "t18"."root",
                          "t18"."bucket",
                          "t18"."value",
                          SUM(CAST(CASE WHEN "t18"."kind" = 'won' THEN 1 ELSE 0 END AS BIGINT)) OVER (
                            PARTITION BY "t18"."journey"
                            ORDER BY "t18"."at_us" ASC, "t18"."root" ASC
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
                        ) AS "t18"
                      ) AS "t20"
                      WHERE
                        "t20"."wins" > 0
                    ) AS "t21"
                  ) AS "t22"
                ) AS "t23"
              ) AS "t24"
            ) AS "t25"
          ) AS "t27"
          INNER JOIN (
            SELECT
              "t0"."number",
              "t0"."start" AS "period"
            FROM "told_periods" AS "t0"
          ) AS "t5"
            ON "t5"."period" >= "t27"."bucket"
            AND (
              (
                "t27"."until" IS NULL
              ) OR (
                "t5"."period" < "t27"."until"
              )
            )
          INNER JOIN (
            SELECT
              "t12"."journey" AS "of",
              MAX("t12"."unit") AS "unit",
              MAX("t12"."person") AS "person",
              MIN("t12"."segment") AS "segment"
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
            GROUP BY
              1
          ) AS "t19"
            ON "t27"."journey" = "t19"."of"
        ) AS "t28"
      ) AS "t29"
      GROUP BY
        1,
        2
    ) AS "t30"
    WHERE
      "t30"."revenue" > 0
  ) AS "t31"
)
SELECT
  "t38"."unit",
  "t38"."journey",
  "t38"."person",
  "t38"."segment",
  "t11"."bucket",
  "t38"."fresh",
  "t38"."back",
  "t38"."opening" > 0 AS "customers",
  (
    "t38"."opening" > 0
  ) AND (
    "t38"."closing" = 0
  ) AS "lost",
  (
    "t38"."opening" > 0
  )
  AND NOT (
    "t38"."closing" = 0
  )
  AND (
    (
      "t38"."closing" - "t38"."opening"
    ) < 0
  ) AS "shrunk",
  (
    "t38"."opening" > 0
  )
  AND (
    (
      "t38"."closing" - "t38"."opening"
    ) > 0
  ) AS "grown",
  "t38"."opening",
  CASE WHEN "t38"."closing" = 0 THEN "t38"."opening" ELSE 0 END AS "churned",
  CASE
    WHEN (
      "t38"."opening" > 0
    )
    AND NOT (
      "t38"."closing" = 0
    )
    AND (
      (
        "t38"."closing" - "t38"."opening"
      ) < 0
    )
    THEN -(
      "t38"."closing" - "t38"."opening"
    )
    ELSE 0
  END AS "contracted",
  CASE
    WHEN (
      "t38"."opening" > 0
    )
    AND (
      (
        "t38"."closing" - "t38"."opening"
      ) > 0
    )
    THEN "t38"."closing" - "t38"."opening"
    ELSE 0
  END AS "expanded",
  CASE WHEN "t38"."opening" > 0 THEN 0 ELSE "t38"."closing" END AS "added"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t33"."unit",
      "t33"."journey",
      "t33"."person",
      "t33"."segment",
      "t33"."number" + 1 AS "number",
      "t33"."revenue" AS "opening",
      CASE
        WHEN COALESCE("t33"."later" = (
          "t33"."number" + 1
        ), FALSE)
        THEN "t33"."then"
        ELSE 0
      END AS "closing",
      FALSE AS "fresh",
      FALSE AS "back"
    FROM "t32" AS "t33"
  ) AS "t34"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t35"."unit",
      "t35"."journey",
      "t35"."person",
      "t35"."segment",
      "t35"."number",
      0 AS "opening",
      "t35"."revenue" AS "closing",
      "t35"."earlier" IS NULL AS "fresh",
      "t35"."earlier" IS NOT NULL AS "back"
    FROM (
      SELECT
        *
      FROM "t32" AS "t33"
      WHERE
        NOT (
          COALESCE("t33"."earlier" = (
            "t33"."number" - 1
          ), FALSE)
        )
    ) AS "t35"
  ) AS "t36"
) AS "t38"
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
  ON "t38"."number" = "t11"."period"
