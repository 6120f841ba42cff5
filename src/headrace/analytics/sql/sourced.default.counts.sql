WITH "t12" AS (
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
    "t3"."won_us",
    "t3"."won_ordinal",
    "t3"."won_value",
    "t3"."last_us",
    "t3"."last_position",
    "t3"."last_role",
    "t3"."last_via",
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
    FROM "visits" AS "t0"
    WHERE
      "t0"."entered_us" < "t0"."as_of_us"
  ) AS "t3"
), "t29" AS (
  SELECT
    *
  FROM (
    SELECT
      "t23"."unit",
      "t23"."journey",
      "t23"."person",
      "t23"."segment",
      "t23"."bucket",
      "t23"."influence_us",
      "t23"."end_us",
      "t23"."thread",
      "t23"."value",
      "t17"."at_us",
      "t17"."root",
      "t17"."side"
    FROM (
      SELECT
        "t18"."unit",
        "t18"."journey",
        "t18"."person",
        "t18"."segment",
        "t18"."bucket",
        "t18"."influence_us",
        "t18"."entered_us" AS "end_us",
        COALESCE("t18"."person", "t18"."journey") AS "thread",
        COALESCE("t18"."value", 0) AS "value"
      FROM (
        SELECT
          *
        FROM "t12" AS "t16"
        WHERE
          "t16"."role" = 'won'
          AND "t16"."nth" = 1
          AND "t16"."kept"
          AND "t16"."entered_day" >= "t16"."first_day"
          AND "t16"."entered_day" < "t16"."end_day"
      ) AS "t18"
    ) AS "t23"
    INNER JOIN (
      SELECT
        *
      FROM (
        SELECT
          "t4"."at_us",
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
      ) AS "t8"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t6"."at_us",
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
      ) AS "t10"
    ) AS "t17"
      ON "t23"."thread" = "t17"."thread"
  ) AS "t27"
  WHERE
    "t27"."at_us" <= "t27"."end_us"
), "t49" AS (
  SELECT
    "t23"."unit",
    "t23"."journey",
    "t23"."person",
    "t23"."segment",
    "t23"."bucket",
    "t23"."influence_us",
    "t23"."end_us",
    "t23"."thread",
    "t23"."value",
    "t48"."first_side",
    "t48"."first_us",
    "t46"."by_marketing",
    "t43"."field_side",
    "t34"."sales_us"
  FROM (
    SELECT
      "t18"."unit",
      "t18"."journey",
      "t18"."person",
      "t18"."segment",
      "t18"."bucket",
      "t18"."influence_us",
      "t18"."entered_us" AS "end_us",
      COALESCE("t18"."person", "t18"."journey") AS "thread",
      COALESCE("t18"."value", 0) AS "value"
    FROM (
      SELECT
        *
      FROM "t12" AS "t16"
      WHERE
        "t16"."role" = 'won'
        AND "t16"."nth" = 1
        AND "t16"."kept"
        AND "t16"."entered_day" >= "t16"."first_day"
        AND "t16"."entered_day" < "t16"."end_day"
    ) AS "t18"
  ) AS "t23"
  LEFT OUTER JOIN (
    SELECT
      "t45"."unit" AS "told_unit",
      "t45"."end_us" AS "told_end_us",
      "t45"."first_side",
      "t45"."first_us"
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
            "t31"."unit",
            "t31"."journey",
            "t31"."person",
            "t31"."segment",
            "t31"."bucket",
            "t31"."influence_us",
            "t31"."end_us",
            "t31"."thread",
            "t31"."value",
            "t31"."at_us",
            "t31"."root",
            "t31"."side",
            ROW_NUMBER() OVER (
              PARTITION BY "t31"."unit", "t31"."end_us"
              ORDER BY "t31"."at_us" ASC, "t31"."root" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) - 1 AS "turn"
          FROM "t29" AS "t31"
        ) AS "t37"
        WHERE
          "t37"."turn" = 0
      ) AS "t42"
    ) AS "t45"
  ) AS "t48"
    ON "t23"."unit" = "t48"."told_unit" AND "t23"."end_us" = "t48"."told_end_us"
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
          FROM "t29" AS "t31"
          WHERE
            "t31"."side" = 'marketing'
            AND "t31"."at_us" >= (
              "t31"."end_us" - "t31"."influence_us"
            )
        ) AS "t36"
      ) AS "t39"
    ) AS "t41"
  ) AS "t46"
    ON "t23"."unit" = "t46"."told_unit" AND "t23"."end_us" = "t46"."told_end_us"
  LEFT OUTER JOIN (
    SELECT
      "t38"."unit" AS "told_unit",
      "t38"."end_us" AS "told_end_us",
      "t38"."field_side"
    FROM (
      SELECT
        "t35"."unit",
        "t35"."end_us",
        "t35"."origin_side" AS "field_side"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t26"."unit",
            "t26"."journey",
            "t26"."person",
            "t26"."segment",
            "t26"."bucket",
            "t26"."influence_us",
            "t26"."end_us",
            "t26"."thread",
            "t26"."value",
            "t26"."at_us",
            "t26"."root",
            "t26"."origin_side",
            ROW_NUMBER() OVER (
              PARTITION BY "t26"."unit"
              ORDER BY "t26"."at_us" ASC NULLS FIRST, "t26"."root" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) - 1 AS "turn"
          FROM (
            SELECT
              "t23"."unit",
              "t23"."journey",
              "t23"."person",
              "t23"."segment",
              "t23"."bucket",
              "t23"."influence_us",
              "t23"."end_us",
              "t23"."thread",
              "t23"."value",
              "t15"."at_us",
              "t15"."root",
              "t15"."origin_side"
            FROM (
              SELECT
                "t18"."unit",
                "t18"."journey",
                "t18"."person",
                "t18"."segment",
                "t18"."bucket",
                "t18"."influence_us",
                "t18"."entered_us" AS "end_us",
                COALESCE("t18"."person", "t18"."journey") AS "thread",
                COALESCE("t18"."value", 0) AS "value"
              FROM (
                SELECT
                  *
                FROM "t12" AS "t16"
                WHERE
                  "t16"."role" = 'won'
                  AND "t16"."nth" = 1
                  AND "t16"."kept"
                  AND "t16"."entered_day" >= "t16"."first_day"
                  AND "t16"."entered_day" < "t16"."end_day"
              ) AS "t18"
            ) AS "t23"
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
            ) AS "t15"
              ON "t23"."thread" = "t15"."thread"
          ) AS "t26"
        ) AS "t32"
        WHERE
          "t32"."turn" = 0
      ) AS "t35"
    ) AS "t38"
  ) AS "t43"
    ON "t23"."unit" = "t43"."told_unit" AND "t23"."end_us" = "t43"."told_end_us"
  LEFT OUTER JOIN (
    SELECT
      "t30"."unit" AS "told_unit",
      "t30"."end_us" AS "told_end_us",
      "t30"."sales_us"
    FROM (
      SELECT
        "t28"."unit",
        "t28"."end_us",
        MIN("t28"."at_us") AS "sales_us"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t23"."unit",
            "t23"."end_us",
            "t22"."at_us"
          FROM (
            SELECT
              "t18"."unit",
              "t18"."journey",
              "t18"."person",
              "t18"."segment",
              "t18"."bucket",
              "t18"."influence_us",
              "t18"."entered_us" AS "end_us",
              COALESCE("t18"."person", "t18"."journey") AS "thread",
              COALESCE("t18"."value", 0) AS "value"
            FROM (
              SELECT
                *
              FROM "t12" AS "t16"
              WHERE
                "t16"."role" = 'won'
                AND "t16"."nth" = 1
                AND "t16"."kept"
                AND "t16"."entered_day" >= "t16"."first_day"
                AND "t16"."entered_day" < "t16"."end_day"
            ) AS "t18"
          ) AS "t23"
          INNER JOIN (
            SELECT
              "t19"."unit",
              "t19"."entered_us" AS "at_us"
            FROM (
              SELECT
                *
              FROM "t12" AS "t16"
              WHERE
                "t16"."position" >= "t16"."sales_position"
                AND "t16"."position" < "t16"."stages"
                AND NOT (
                  "t16"."implied"
                )
            ) AS "t19"
          ) AS "t22"
            ON "t23"."unit" = "t22"."unit"
        ) AS "t24"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t23"."unit",
            "t23"."end_us",
            "t13"."at_us"
          FROM (
            SELECT
              "t18"."unit",
              "t18"."journey",
              "t18"."person",
              "t18"."segment",
              "t18"."bucket",
              "t18"."influence_us",
              "t18"."entered_us" AS "end_us",
              COALESCE("t18"."person", "t18"."journey") AS "thread",
              COALESCE("t18"."value", 0) AS "value"
            FROM (
              SELECT
                *
              FROM "t12" AS "t16"
              WHERE
                "t16"."role" = 'won'
                AND "t16"."nth" = 1
                AND "t16"."kept"
                AND "t16"."entered_day" >= "t16"."first_day"
                AND "t16"."entered_day" < "t16"."end_day"
            ) AS "t18"
          ) AS "t23"
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
          ) AS "t13"
            ON "t23"."thread" = "t13"."thread"
        ) AS "t25"
      ) AS "t28"
      GROUP BY
        1,
        2
    ) AS "t30"
  ) AS "t34"
    ON "t23"."unit" = "t34"."told_unit" AND "t23"."end_us" = "t34"."told_end_us"
)
SELECT
  "t64"."bucket",
  "t64"."segment",
  "t64"."definition",
  "t64"."deals",
  COUNT(*) AS "alike",
  SUM("t64"."value") AS "value"
FROM (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t56"."unit",
        "t56"."journey",
        "t56"."person",
        "t56"."segment",
        "t56"."bucket",
        "t56"."value",
        'before_sales' AS "definition",
        TRUE AS "deals"
      FROM (
        SELECT
          *
        FROM "t49" AS "t50"
        WHERE
          COALESCE("t50"."first_side" = 'marketing', FALSE)
          AND (
            (
              "t50"."sales_us" IS NULL
            ) OR (
              "t50"."first_us" < "t50"."sales_us"
            )
          )
      ) AS "t56"
    ) AS "t60"
    UNION ALL
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
        'influenced' AS "definition",
        TRUE AS "deals"
      FROM (
        SELECT
          *
        FROM "t49" AS "t50"
        WHERE
          COALESCE("t50"."by_marketing", FALSE)
      ) AS "t52"
    ) AS "t57"
  ) AS "t62"
  UNION ALL
  SELECT
    *
  FROM (
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
        'all' AS "definition",
        TRUE AS "deals"
      FROM (
        SELECT
          *
        FROM "t49" AS "t50"
        WHERE
          TRUE
      ) AS "t51"
    ) AS "t55"
    UNION ALL
    SELECT
      *
    FROM (
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
          'first_touch' AS "definition",
          TRUE AS "deals"
        FROM (
          SELECT
            *
          FROM "t49" AS "t50"
          WHERE
            COALESCE("t50"."first_side" = 'marketing', FALSE)
        ) AS "t53"
      ) AS "t58"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t54"."unit",
          "t54"."journey",
          "t54"."person",
          "t54"."segment",
          "t54"."bucket",
          "t54"."value",
          'field' AS "definition",
          TRUE AS "deals"
        FROM (
          SELECT
            *
          FROM "t49" AS "t50"
          WHERE
            COALESCE("t50"."field_side" = 'marketing', FALSE)
        ) AS "t54"
      ) AS "t59"
    ) AS "t61"
  ) AS "t63"
) AS "t64"
GROUP BY
  1,
  2,
  3,
  4
