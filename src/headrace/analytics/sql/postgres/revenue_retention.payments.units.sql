WITH "t15" AS (
  SELECT
    "t14"."unit",
    "t14"."number",
    "t14"."start",
    "t14"."journey",
    "t14"."person",
    "t14"."segment",
    "t14"."revenue",
    LAG("t14"."number") OVER (
      PARTITION BY "t14"."unit"
      ORDER BY "t14"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "earlier",
    LEAD("t14"."number") OVER (
      PARTITION BY "t14"."unit"
      ORDER BY "t14"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "later",
    LEAD("t14"."revenue") OVER (
      PARTITION BY "t14"."unit"
      ORDER BY "t14"."number" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "then"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t12"."unit",
        "t12"."number",
        "t12"."start",
        MAX("t12"."journey") AS "journey",
        MAX("t12"."person") AS "person",
        MIN("t12"."segment") AS "segment",
        SUM("t12"."value") AS "revenue"
      FROM (
        SELECT
          "t11"."day",
          "t11"."person",
          "t11"."journey",
          "t11"."kind",
          "t11"."at_us",
          "t11"."root",
          "t11"."account",
          "t11"."value",
          "t11"."segment",
          "t11"."bucket",
          "t11"."as_of_us",
          "t11"."as_of_day",
          "t11"."first_day",
          "t11"."end_day",
          "t11"."within_us",
          "t11"."within_days",
          "t11"."older_us",
          "t11"."older_days",
          "t11"."stages",
          "t11"."frm_position",
          "t11"."to_position",
          "t11"."lead_position",
          "t11"."deal_position",
          "t11"."window_us",
          "t11"."sales_position",
          "t11"."influence_us",
          "t11"."unit",
          "t11"."began",
          "t3"."number",
          "t3"."start"
        FROM (
          SELECT
            "t9"."day",
            "t9"."person",
            "t9"."journey",
            "t9"."kind",
            "t9"."at_us",
            "t9"."root",
            "t9"."account",
            "t9"."value",
            MIN("t9"."segment") OVER (PARTITION BY "t9"."unit" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "segment",
            "t9"."bucket",
            "t9"."as_of_us",
            "t9"."as_of_day",
            "t9"."first_day",
            "t9"."end_day",
            "t9"."within_us",
            "t9"."within_days",
            "t9"."older_us",
            "t9"."older_days",
            "t9"."stages",
            "t9"."frm_position",
            "t9"."to_position",
            "t9"."lead_position",
            "t9"."deal_position",
            "t9"."window_us",
            "t9"."sales_position",
            "t9"."influence_us",
            "t9"."unit",
            MIN("t9"."day") OVER (PARTITION BY "t9"."unit" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "began"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t5"."day",
                "t5"."person",
                "t5"."journey",
                "t5"."kind",
                "t5"."at_us",
                "t5"."root",
                "t5"."account",
                "t5"."value",
                "t5"."segment",
                "t5"."bucket",
                "t5"."as_of_us",
                "t5"."as_of_day",
                "t5"."first_day",
                "t5"."end_day",
                "t5"."within_us",
                "t5"."within_days",
                "t5"."older_us",
                "t5"."older_days",
                "t5"."stages",
                "t5"."frm_position",
                "t5"."to_position",
                "t5"."lead_position",
                "t5"."deal_position",
                "t5"."window_us",
                "t5"."sales_position",
                "t5"."influence_us",
                COALESCE("t5"."person", "t5"."account", "t5"."journey") AS "unit"
              FROM (
                SELECT
                  *
                FROM "told_payments" AS "t1"
                WHERE
                  "t1"."day" IS NOT NULL
              ) AS "t5"
            ) AS "t8"
            WHERE
              "t8"."unit" IS NOT NULL
          ) AS "t9"
        ) AS "t11"
        INNER JOIN (
          SELECT
            "t0"."number",
            "t0"."start"
          FROM "told_periods" AS "t0"
        ) AS "t3"
          ON "t11"."bucket" = "t3"."start"
      ) AS "t12"
      GROUP BY
        1,
        2,
        3
    ) AS "t13"
    WHERE
      "t13"."revenue" > 0
  ) AS "t14"
)
SELECT
  "t21"."unit",
  "t21"."journey",
  "t21"."person",
  "t21"."segment",
  "t7"."bucket",
  "t21"."fresh",
  "t21"."back",
  "t21"."opening" > 0 AS "customers",
  (
    "t21"."opening" > 0
  ) AND (
    "t21"."closing" = 0
  ) AS "lost",
  (
    "t21"."opening" > 0
  )
  AND NOT (
    "t21"."closing" = 0
  )
  AND (
    (
      "t21"."closing" - "t21"."opening"
    ) < 0
  ) AS "shrunk",
  (
    "t21"."opening" > 0
  )
  AND (
    (
      "t21"."closing" - "t21"."opening"
    ) > 0
  ) AS "grown",
  "t21"."opening",
  CASE WHEN "t21"."closing" = 0 THEN "t21"."opening" ELSE 0 END AS "churned",
  CASE
    WHEN (
      "t21"."opening" > 0
    )
    AND NOT (
      "t21"."closing" = 0
    )
    AND (
      (
        "t21"."closing" - "t21"."opening"
      ) < 0
    )
    THEN -(
      "t21"."closing" - "t21"."opening"
    )
    ELSE 0
  END AS "contracted",
  CASE
    WHEN (
      "t21"."opening" > 0
    )
    AND (
      (
        "t21"."closing" - "t21"."opening"
      ) > 0
    )
    THEN "t21"."closing" - "t21"."opening"
    ELSE 0
  END AS "expanded",
  CASE WHEN "t21"."opening" > 0 THEN 0 ELSE "t21"."closing" END AS "added"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t16"."unit",
      "t16"."journey",
      "t16"."person",
      "t16"."segment",
      "t16"."number" + 1 AS "number",
      "t16"."revenue" AS "opening",
      CASE
        WHEN COALESCE("t16"."later" = (
          "t16"."number" + 1
        ), FALSE)
        THEN "t16"."then"
        ELSE 0
      END AS "closing",
      FALSE AS "fresh",
      FALSE AS "back"
    FROM "t15" AS "t16"
  ) AS "t17"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t18"."unit",
      "t18"."journey",
      "t18"."person",
      "t18"."segment",
      "t18"."number",
      0 AS "opening",
      "t18"."revenue" AS "closing",
      "t18"."earlier" IS NULL AS "fresh",
      "t18"."earlier" IS NOT NULL AS "back"
    FROM (
      SELECT
        *
      FROM "t15" AS "t16"
      WHERE
        NOT (
          COALESCE("t16"."earlier" = (
            "t16"."number" - 1
          ), FALSE)
        )
    ) AS "t18"
  ) AS "t19"
) AS "t21"
INNER JOIN (
  SELECT
    "t4"."number" AS "period",
    "t4"."start" AS "bucket"
  FROM (
    SELECT
      *
    FROM "told_periods" AS "t0"
    WHERE
      "t0"."start" >= "t0"."first_day" AND "t0"."start" < "t0"."end_day"
  ) AS "t4"
) AS "t7"
  ON "t21"."number" = "t7"."period"
