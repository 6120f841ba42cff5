WITH "t3" AS (
  SELECT
    *
  FROM "visits" AS "t0"
  WHERE
    "t0"."entered_us" < "t0"."as_of_us"
), "t30" AS (
  SELECT
    *
  FROM (
    SELECT
      "t22"."unit",
      "t22"."journey",
      "t22"."person",
      "t22"."segment",
      "t22"."bucket",
      "t22"."influence_us",
      "t22"."end_us",
      "t22"."end_day",
      "t22"."end_exact",
      "t22"."thread",
      "t22"."value",
      "t18"."at_us",
      "t18"."day",
      "t18"."root",
      "t18"."side"
    FROM (
      SELECT
        "t13"."unit",
        "t13"."journey",
        "t13"."person",
        "t13"."segment",
        "t13"."bucket",
        "t13"."influence_us",
        "t13"."entered_us" AS "end_us",
        "t13"."entered_day" AS "end_day",
        "t13"."entered_exact" AS "end_exact",
        COALESCE("t13"."person", "t13"."journey") AS "thread",
        COALESCE("t13"."value", 0) AS "value"
      FROM (
        SELECT
          *
        FROM "t3" AS "t8"
        WHERE
          "t8"."role" = 'won'
          AND "t8"."nth" = 1
          AND "t8"."kept"
          AND "t8"."entered_day" >= "t8"."first_day"
          AND "t8"."entered_day" < "t8"."end_day"
      ) AS "t13"
    ) AS "t22"
    INNER JOIN (
      SELECT
        *
      FROM (
        SELECT
          "t4"."at_us",
          "t4"."day",
          "t4"."root",
          "t4"."side",
          COALESCE("t4"."person", "t4"."journey") AS "thread"
        FROM (
          SELECT
            *
          FROM "told_touches" AS "t1"
          WHERE
            "t1"."kind" = 'touched'
        ) AS "t4"
      ) AS "t9"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t6"."at_us",
          "t6"."day",
          "t6"."root",
          "t6"."side",
          COALESCE("t6"."person", "t6"."journey") AS "thread"
        FROM (
          SELECT
            *
          FROM "told_moves" AS "t2"
          WHERE
            "t2"."kind" = 'inquired'
        ) AS "t6"
      ) AS "t11"
    ) AS "t18"
      ON "t22"."thread" = "t18"."thread"
  ) AS "t26"
  WHERE
    (
      "t26"."at_us" <= "t26"."end_us"
    )
    OR (
      NOT (
        "t26"."end_exact"
      ) AND (
        "t26"."day" = "t26"."end_day"
      )
    )
), "t48" AS (
  SELECT
    "t22"."unit",
    "t22"."journey",
    "t22"."person",
    "t22"."segment",
    "t22"."bucket",
    "t22"."influence_us",
    "t22"."end_us",
    "t22"."end_day",
    "t22"."end_exact",
    "t22"."thread",
    "t22"."value",
    "t47"."first_side",
    "t47"."first_us",
    "t45"."by_marketing",
    "t40"."field_side",
    "t33"."sales_us"
  FROM (
    SELECT
      "t13"."unit",
      "t13"."journey",
      "t13"."person",
      "t13"."segment",
      "t13"."bucket",
      "t13"."influence_us",
      "t13"."entered_us" AS "end_us",
      "t13"."entered_day" AS "end_day",
      "t13"."entered_exact" AS "end_exact",
      COALESCE("t13"."person", "t13"."journey") AS "thread",
      COALESCE("t13"."value", 0) AS "value"
    FROM (
      SELECT
        *
      FROM "t3" AS "t8"
      WHERE
        "t8"."role" = 'won'
        AND "t8"."nth" = 1
        AND "t8"."kept"
        AND "t8"."entered_day" >= "t8"."first_day"
        AND "t8"."entered_day" < "t8"."end_day"
    ) AS "t13"
  ) AS "t22"
  LEFT OUTER JOIN (
    SELECT
      "t44"."unit" AS "told_unit",
      "t44"."end_us" AS "told_end_us",
      "t44"."first_side",
      "t44"."first_us"
    FROM (
      SELECT
        "t42"."unit",
        "t42"."end_us",
        "t42"."side" AS "first_side",
        "t42"."at_us" AS "first_us"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t32"."unit",
            "t32"."journey",
            "t32"."person",
            "t32"."segment",
            "t32"."bucket",
            "t32"."influence_us",
            "t32"."end_us",
            "t32"."end_day",
            "t32"."end_exact",
            "t32"."thread",
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
          FROM "t30" AS "t32"
        ) AS "t37"
        WHERE
          "t37"."turn" = 0
      ) AS "t42"
    ) AS "t44"
  ) AS "t47"
    ON "t22"."unit" = "t47"."told_unit" AND "t22"."end_us" = "t47"."told_end_us"
  LEFT OUTER JOIN (
    SELECT
      "t41"."unit" AS "told_unit",
      "t41"."end_us" AS "told_end_us",
      "t41"."by_marketing"
    FROM (
      SELECT DISTINCT
        *
      FROM (
        SELECT
          "t36"."unit",
          "t36"."end_us",
          TRUE AS "by_marketing"
        FROM (
          SELECT
            *
          FROM "t30" AS "t32"
          WHERE
            "t32"."side" = 'marketing'
            AND "t32"."at_us" >= (
              "t32"."end_us" - "t32"."influence_us"
            )
        ) AS "t36"
      ) AS "t39"
    ) AS "t41"
  ) AS "t45"
    ON "t22"."unit" = "t45"."told_unit" AND "t22"."end_us" = "t45"."told_end_us"
  LEFT OUTER JOIN (
    SELECT
      "t35"."unit" AS "told_unit",
      "t35"."end_us" AS "told_end_us",
      "t35"."field_side"
    FROM (
      SELECT
        "t34"."unit",
        "t34"."end_us",
        "t34"."origin_side" AS "field_side"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t25"."unit",
            "t25"."journey",
            "t25"."person",
            "t25"."segment",
            "t25"."bucket",
            "t25"."influence_us",
            "t25"."end_us",
            "t25"."end_day",
            "t25"."end_exact",
            "t25"."thread",
            "t25"."value",
            "t25"."at_us",
            "t25"."root",
            "t25"."origin_side",
            ROW_NUMBER() OVER (
              PARTITION BY "t25"."unit"
              ORDER BY "t25"."at_us" ASC NULLS FIRST, "t25"."root" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) - 1 AS "turn"
          FROM (
            SELECT
              "t22"."unit",
              "t22"."journey",
              "t22"."person",
              "t22"."segment",
              "t22"."bucket",
              "t22"."influence_us",
              "t22"."end_us",
              "t22"."end_day",
              "t22"."end_exact",
              "t22"."thread",
              "t22"."value",
              "t17"."at_us",
              "t17"."root",
              "t17"."origin_side"
            FROM (
              SELECT
                "t13"."unit",
                "t13"."journey",
                "t13"."person",
                "t13"."segment",
                "t13"."bucket",
                "t13"."influence_us",
                "t13"."entered_us" AS "end_us",
                "t13"."entered_day" AS "end_day",
                "t13"."entered_exact" AS "end_exact",
                COALESCE("t13"."person", "t13"."journey") AS "thread",
                COALESCE("t13"."value", 0) AS "value"
              FROM (
                SELECT
                  *
                FROM "t3" AS "t8"
                WHERE
                  "t8"."role" = 'won'
                  AND "t8"."nth" = 1
                  AND "t8"."kept"
                  AND "t8"."entered_day" >= "t8"."first_day"
                  AND "t8"."entered_day" < "t8"."end_day"
              ) AS "t13"
            ) AS "t22"
            INNER JOIN (
              SELECT
                "t7"."at_us",
                "t7"."root",
                "t7"."origin_side",
                COALESCE("t7"."person", "t7"."journey") AS "thread"
              FROM (
                SELECT
                  *
                FROM "told_moves" AS "t2"
                WHERE
                  "t2"."origin_side" IS NOT NULL
              ) AS "t7"
            ) AS "t17"
              ON "t22"."thread" = "t17"."thread"
          ) AS "t25"
        ) AS "t29"
        WHERE
          "t29"."turn" = 0
      ) AS "t34"
    ) AS "t35"
  ) AS "t40"
    ON "t22"."unit" = "t40"."told_unit" AND "t22"."end_us" = "t40"."told_end_us"
  LEFT OUTER JOIN (
    SELECT
      "t28"."unit" AS "told_unit",
      "t28"."end_us" AS "told_end_us",
      "t28"."sales_us"
    FROM (
      SELECT
        "t27"."unit",
        "t27"."end_us",
        MIN("t27"."at_us") AS "sales_us"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t22"."unit",
            "t22"."end_us",
            "t21"."at_us"
          FROM (
            SELECT
              "t13"."unit",
              "t13"."journey",
              "t13"."person",
              "t13"."segment",
              "t13"."bucket",
              "t13"."influence_us",
              "t13"."entered_us" AS "end_us",
              "t13"."entered_day" AS "end_day",
              "t13"."entered_exact" AS "end_exact",
              COALESCE("t13"."person", "t13"."journey") AS "thread",
              COALESCE("t13"."value", 0) AS "value"
            FROM (
              SELECT
                *
              FROM "t3" AS "t8"
              WHERE
                "t8"."role" = 'won'
                AND "t8"."nth" = 1
                AND "t8"."kept"
                AND "t8"."entered_day" >= "t8"."first_day"
                AND "t8"."entered_day" < "t8"."end_day"
            ) AS "t13"
          ) AS "t22"
          INNER JOIN (
            SELECT
              "t14"."unit",
              "t14"."entered_us" AS "at_us"
            FROM (
              SELECT
                *
              FROM "t3" AS "t8"
              WHERE
                "t8"."position" >= "t8"."sales_position"
                AND "t8"."position" < "t8"."stages"
                AND NOT (
                  "t8"."implied"
                )
            ) AS "t14"
          ) AS "t21"
            ON "t22"."unit" = "t21"."unit"
        ) AS "t23"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t22"."unit",
            "t22"."end_us",
            "t15"."at_us"
          FROM (
            SELECT
              "t13"."unit",
              "t13"."journey",
              "t13"."person",
              "t13"."segment",
              "t13"."bucket",
              "t13"."influence_us",
              "t13"."entered_us" AS "end_us",
              "t13"."entered_day" AS "end_day",
              "t13"."entered_exact" AS "end_exact",
              COALESCE("t13"."person", "t13"."journey") AS "thread",
              COALESCE("t13"."value", 0) AS "value"
            FROM (
              SELECT
                *
              FROM "t3" AS "t8"
              WHERE
                "t8"."role" = 'won'
                AND "t8"."nth" = 1
                AND "t8"."kept"
                AND "t8"."entered_day" >= "t8"."first_day"
                AND "t8"."entered_day" < "t8"."end_day"
            ) AS "t13"
          ) AS "t22"
          INNER JOIN (
            SELECT
              "t5"."at_us",
              COALESCE("t5"."person", "t5"."journey") AS "thread"
            FROM (
              SELECT
                *
              FROM "told_touches" AS "t1"
              WHERE
                "t1"."kind" = 'met' AND "t1"."at_us" IS NOT NULL
            ) AS "t5"
          ) AS "t15"
            ON "t22"."thread" = "t15"."thread"
        ) AS "t24"
      ) AS "t27"
      GROUP BY
        1,
        2
    ) AS "t28"
  ) AS "t33"
    ON "t22"."unit" = "t33"."told_unit" AND "t22"."end_us" = "t33"."told_end_us"
)
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t55"."unit",
      "t55"."journey",
      "t55"."person",
      "t55"."segment",
      "t55"."bucket",
      "t55"."value",
      'before_sales' AS "definition",
      TRUE AS "deals"
    FROM (
      SELECT
        *
      FROM "t48" AS "t49"
      WHERE
        COALESCE("t49"."first_side" = 'marketing', FALSE)
        AND (
          (
            "t49"."sales_us" IS NULL
          ) OR (
            "t49"."first_us" < "t49"."sales_us"
          )
        )
    ) AS "t55"
  ) AS "t59"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t51"."unit",
      "t51"."journey",
      "t51"."person",
      "t51"."segment",
      "t51"."bucket",
      "t51"."value",
      'influenced' AS "definition",
      TRUE AS "deals"
    FROM (
      SELECT
        *
      FROM "t48" AS "t49"
      WHERE
        COALESCE("t49"."by_marketing", FALSE)
    ) AS "t51"
  ) AS "t56"
) AS "t61"
UNION ALL
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t50"."unit",
      "t50"."journey",
      "t50"."person",
      "t50"."segment",
      "t50"."bucket",
      "t50"."value",
      'all' AS "definition",
      TRUE AS "deals"
    FROM (
      SELECT
        *
      FROM "t48" AS "t49"
      WHERE
        TRUE
    ) AS "t50"
  ) AS "t54"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t52"."unit",
        "t52"."journey",
        "t52"."person",
        "t52"."segment",
        "t52"."bucket",
        "t52"."value",
        'first_touch' AS "definition",
        TRUE AS "deals"
      FROM (
        SELECT
          *
        FROM "t48" AS "t49"
        WHERE
          COALESCE("t49"."first_side" = 'marketing', FALSE)
      ) AS "t52"
    ) AS "t57"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t53"."unit",
        "t53"."journey",
        "t53"."person",
        "t53"."segment",
        "t53"."bucket",
        "t53"."value",
        'field' AS "definition",
        TRUE AS "deals"
      FROM (
        SELECT
          *
        FROM "t48" AS "t49"
        WHERE
          COALESCE("t49"."field_side" = 'marketing', FALSE)
      ) AS "t53"
    ) AS "t58"
  ) AS "t60"
) AS "t62"
