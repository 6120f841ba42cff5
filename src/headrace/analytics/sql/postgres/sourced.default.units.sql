WITH "t13" AS (
  SELECT
    "t5"."unit",
    "t5"."journey",
    "t5"."person",
    "t5"."segment",
    "t5"."bucket",
    "t5"."place",
    "t5"."position",
    "t5"."role",
    "t5"."entered_us",
    "t5"."entered_day",
    "t5"."entered_exact",
    CASE
      WHEN "t5"."left_us" < "t5"."as_of_us"
      THEN "t5"."left_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "left_us",
    "t5"."left_day",
    "t5"."left_exact",
    "t5"."next_role",
    "t5"."via",
    "t5"."reason",
    "t5"."implied",
    "t5"."value",
    "t5"."nth",
    CASE
      WHEN "t5"."again_us" < "t5"."as_of_us"
      THEN "t5"."again_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "again_us",
    CASE
      WHEN "t5"."until_us" < "t5"."as_of_us"
      THEN "t5"."until_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "until_us",
    CASE
      WHEN "t5"."onward_us" < "t5"."as_of_us"
      THEN "t5"."onward_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "onward_us",
    "t5"."onward_day",
    "t5"."onward_exact",
    "t5"."ordinal",
    "t5"."came",
    "t5"."before_place",
    "t5"."before_position",
    "t5"."before_role",
    "t5"."began_day",
    "t5"."first_position",
    "t5"."kept",
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
    "t5"."influence_us"
  FROM (
    SELECT
      *
    FROM "visits" AS "t1"
    WHERE
      "t1"."entered_us" < "t1"."as_of_us"
  ) AS "t5"
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
        FROM "t13" AS "t16"
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
          "t3"."at_us",
          "t3"."root",
          "t3"."side",
          COALESCE("t3"."person", "t3"."journey") AS "thread"
        FROM (
          SELECT
            *
          FROM "told_touches" AS "t0"
          WHERE
            "t0"."kind" = 'touched'
        ) AS "t3"
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
)
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t65"."unit",
      "t65"."journey",
      "t65"."person",
      "t65"."segment",
      "t65"."bucket",
      "t65"."value",
      'before_sales' AS "definition",
      TRUE AS "deals"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t58"."unit",
          "t58"."journey",
          "t58"."person",
          "t58"."segment",
          "t58"."bucket",
          "t58"."influence_us",
          "t58"."end_us",
          "t58"."thread",
          "t58"."value",
          "t58"."first_side",
          "t58"."first_us",
          "t58"."by_marketing",
          "t58"."field_side",
          "t58"."sales_us"
        FROM (
          SELECT
            "t57"."unit",
            "t57"."journey",
            "t57"."person",
            "t57"."segment",
            "t57"."bucket",
            "t57"."influence_us",
            "t57"."end_us",
            "t57"."thread",
            "t57"."value",
            "t57"."first_side",
            "t57"."first_us",
            "t57"."by_marketing",
            "t57"."field_side",
            "t34"."told_unit",
            "t34"."sales_us"
          FROM (
            SELECT
              "t55"."unit",
              "t55"."journey",
              "t55"."person",
              "t55"."segment",
              "t55"."bucket",
              "t55"."influence_us",
              "t55"."end_us",
              "t55"."thread",
              "t55"."value",
              "t55"."first_side",
              "t55"."first_us",
              "t55"."by_marketing",
              "t55"."field_side"
            FROM (
              SELECT
                "t54"."unit",
                "t54"."journey",
                "t54"."person",
                "t54"."segment",
                "t54"."bucket",
                "t54"."influence_us",
                "t54"."end_us",
                "t54"."thread",
                "t54"."value",
                "t54"."first_side",
                "t54"."first_us",
                "t54"."by_marketing",
                "t43"."told_unit",
                "t43"."field_side"
              FROM (
                SELECT
                  "t52"."unit",
                  "t52"."journey",
                  "t52"."person",
                  "t52"."segment",
                  "t52"."bucket",
                  "t52"."influence_us",
                  "t52"."end_us",
                  "t52"."thread",
                  "t52"."value",
                  "t52"."first_side",
                  "t52"."first_us",
                  "t52"."by_marketing"
                FROM (
                  SELECT
                    "t51"."unit",
                    "t51"."journey",
                    "t51"."person",
                    "t51"."segment",
                    "t51"."bucket",
                    "t51"."influence_us",
                    "t51"."end_us",
                    "t51"."thread",
                    "t51"."value",
                    "t51"."first_side",
                    "t51"."first_us",
                    "t46"."told_unit",
                    "t46"."by_marketing"
                  FROM (
                    SELECT
                      "t49"."unit",
                      "t49"."journey",
                      "t49"."person",
                      "t49"."segment",
                      "t49"."bucket",
                      "t49"."influence_us",
                      "t49"."end_us",
                      "t49"."thread",
                      "t49"."value",
                      "t49"."first_side",
                      "t49"."first_us"
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
                        "t48"."told_unit",
                        "t48"."first_side",
                        "t48"."first_us"
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
                          FROM "t13" AS "t16"
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
                          "t45"."first_side",
                          "t45"."first_us"
                        FROM (
                          SELECT
                            "t42"."unit",
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
                                  PARTITION BY "t31"."unit"
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
                        ON "t23"."unit" = "t48"."told_unit"
                    ) AS "t49"
                  ) AS "t51"
                  LEFT OUTER JOIN (
                    SELECT
                      "t41"."unit" AS "told_unit",
                      "t41"."by_marketing"
                    FROM (
                      SELECT DISTINCT
                        *
                      FROM (
                        SELECT
                          "t36"."unit",
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
                    ON "t51"."unit" = "t46"."told_unit"
                ) AS "t52"
              ) AS "t54"
              LEFT OUTER JOIN (
                SELECT
                  "t38"."unit" AS "told_unit",
                  "t38"."field_side"
                FROM (
                  SELECT
                    "t35"."unit",
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
                            FROM "t13" AS "t16"
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
                ON "t54"."unit" = "t43"."told_unit"
            ) AS "t55"
          ) AS "t57"
          LEFT OUTER JOIN (
            SELECT
              "t30"."unit" AS "told_unit",
              "t30"."sales_us"
            FROM (
              SELECT
                "t28"."unit",
                MIN("t28"."at_us") AS "sales_us"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t23"."unit",
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
                      FROM "t13" AS "t16"
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
                      FROM "t13" AS "t16"
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
                    "t12"."at_us"
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
                      FROM "t13" AS "t16"
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
                      "t4"."at_us",
                      COALESCE("t4"."person", "t4"."journey") AS "thread"
                    FROM (
                      SELECT
                        *
                      FROM "told_touches" AS "t0"
                      WHERE
                        "t0"."kind" = 'met' AND "t0"."at_us" IS NOT NULL
                    ) AS "t4"
                  ) AS "t12"
                    ON "t23"."thread" = "t12"."thread"
                ) AS "t25"
              ) AS "t28"
              GROUP BY
                1
            ) AS "t30"
          ) AS "t34"
            ON "t57"."unit" = "t34"."told_unit"
        ) AS "t58"
      ) AS "t59"
      WHERE
        COALESCE("t59"."first_side" = 'marketing', FALSE)
        AND (
          (
            "t59"."sales_us" IS NULL
          ) OR (
            "t59"."first_us" < "t59"."sales_us"
          )
        )
    ) AS "t65"
  ) AS "t69"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t61"."unit",
      "t61"."journey",
      "t61"."person",
      "t61"."segment",
      "t61"."bucket",
      "t61"."value",
      'influenced' AS "definition",
      TRUE AS "deals"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t58"."unit",
          "t58"."journey",
          "t58"."person",
          "t58"."segment",
          "t58"."bucket",
          "t58"."influence_us",
          "t58"."end_us",
          "t58"."thread",
          "t58"."value",
          "t58"."first_side",
          "t58"."first_us",
          "t58"."by_marketing",
          "t58"."field_side",
          "t58"."sales_us"
        FROM (
          SELECT
            "t57"."unit",
            "t57"."journey",
            "t57"."person",
            "t57"."segment",
            "t57"."bucket",
            "t57"."influence_us",
            "t57"."end_us",
            "t57"."thread",
            "t57"."value",
            "t57"."first_side",
            "t57"."first_us",
            "t57"."by_marketing",
            "t57"."field_side",
            "t34"."told_unit",
            "t34"."sales_us"
          FROM (
            SELECT
              "t55"."unit",
              "t55"."journey",
              "t55"."person",
              "t55"."segment",
              "t55"."bucket",
              "t55"."influence_us",
              "t55"."end_us",
              "t55"."thread",
              "t55"."value",
              "t55"."first_side",
              "t55"."first_us",
              "t55"."by_marketing",
              "t55"."field_side"
            FROM (
              SELECT
                "t54"."unit",
                "t54"."journey",
                "t54"."person",
                "t54"."segment",
                "t54"."bucket",
                "t54"."influence_us",
                "t54"."end_us",
                "t54"."thread",
                "t54"."value",
                "t54"."first_side",
                "t54"."first_us",
                "t54"."by_marketing",
                "t43"."told_unit",
                "t43"."field_side"
              FROM (
                SELECT
                  "t52"."unit",
                  "t52"."journey",
                  "t52"."person",
                  "t52"."segment",
                  "t52"."bucket",
                  "t52"."influence_us",
                  "t52"."end_us",
                  "t52"."thread",
                  "t52"."value",
                  "t52"."first_side",
                  "t52"."first_us",
                  "t52"."by_marketing"
                FROM (
                  SELECT
                    "t51"."unit",
                    "t51"."journey",
                    "t51"."person",
                    "t51"."segment",
                    "t51"."bucket",
                    "t51"."influence_us",
                    "t51"."end_us",
                    "t51"."thread",
                    "t51"."value",
                    "t51"."first_side",
                    "t51"."first_us",
                    "t46"."told_unit",
                    "t46"."by_marketing"
                  FROM (
                    SELECT
                      "t49"."unit",
                      "t49"."journey",
                      "t49"."person",
                      "t49"."segment",
                      "t49"."bucket",
                      "t49"."influence_us",
                      "t49"."end_us",
                      "t49"."thread",
                      "t49"."value",
                      "t49"."first_side",
                      "t49"."first_us"
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
                        "t48"."told_unit",
                        "t48"."first_side",
                        "t48"."first_us"
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
                          FROM "t13" AS "t16"
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
                          "t45"."first_side",
                          "t45"."first_us"
                        FROM (
                          SELECT
                            "t42"."unit",
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
                                  PARTITION BY "t31"."unit"
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
                        ON "t23"."unit" = "t48"."told_unit"
                    ) AS "t49"
                  ) AS "t51"
                  LEFT OUTER JOIN (
                    SELECT
                      "t41"."unit" AS "told_unit",
                      "t41"."by_marketing"
                    FROM (
                      SELECT DISTINCT
                        *
                      FROM (
                        SELECT
                          "t36"."unit",
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
                    ON "t51"."unit" = "t46"."told_unit"
                ) AS "t52"
              ) AS "t54"
              LEFT OUTER JOIN (
                SELECT
                  "t38"."unit" AS "told_unit",
                  "t38"."field_side"
                FROM (
                  SELECT
                    "t35"."unit",
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
                            FROM "t13" AS "t16"
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
                ON "t54"."unit" = "t43"."told_unit"
            ) AS "t55"
          ) AS "t57"
          LEFT OUTER JOIN (
            SELECT
              "t30"."unit" AS "told_unit",
              "t30"."sales_us"
            FROM (
              SELECT
                "t28"."unit",
                MIN("t28"."at_us") AS "sales_us"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t23"."unit",
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
                      FROM "t13" AS "t16"
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
                      FROM "t13" AS "t16"
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
                    "t12"."at_us"
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
                      FROM "t13" AS "t16"
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
                      "t4"."at_us",
                      COALESCE("t4"."person", "t4"."journey") AS "thread"
                    FROM (
                      SELECT
                        *
                      FROM "told_touches" AS "t0"
                      WHERE
                        "t0"."kind" = 'met' AND "t0"."at_us" IS NOT NULL
                    ) AS "t4"
                  ) AS "t12"
                    ON "t23"."thread" = "t12"."thread"
                ) AS "t25"
              ) AS "t28"
              GROUP BY
                1
            ) AS "t30"
          ) AS "t34"
            ON "t57"."unit" = "t34"."told_unit"
        ) AS "t58"
      ) AS "t59"
      WHERE
        COALESCE("t59"."by_marketing", FALSE)
    ) AS "t61"
  ) AS "t66"
) AS "t71"
UNION ALL
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t60"."unit",
      "t60"."journey",
      "t60"."person",
      "t60"."segment",
      "t60"."bucket",
      "t60"."value",
      'all' AS "definition",
      TRUE AS "deals"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t58"."unit",
          "t58"."journey",
          "t58"."person",
          "t58"."segment",
          "t58"."bucket",
          "t58"."influence_us",
          "t58"."end_us",
          "t58"."thread",
          "t58"."value",
          "t58"."first_side",
          "t58"."first_us",
          "t58"."by_marketing",
          "t58"."field_side",
          "t58"."sales_us"
        FROM (
          SELECT
            "t57"."unit",
            "t57"."journey",
            "t57"."person",
            "t57"."segment",
            "t57"."bucket",
            "t57"."influence_us",
            "t57"."end_us",
            "t57"."thread",
            "t57"."value",
            "t57"."first_side",
            "t57"."first_us",
            "t57"."by_marketing",
            "t57"."field_side",
            "t34"."told_unit",
            "t34"."sales_us"
          FROM (
            SELECT
              "t55"."unit",
              "t55"."journey",
              "t55"."person",
              "t55"."segment",
              "t55"."bucket",
              "t55"."influence_us",
              "t55"."end_us",
              "t55"."thread",
              "t55"."value",
              "t55"."first_side",
              "t55"."first_us",
              "t55"."by_marketing",
              "t55"."field_side"
            FROM (
              SELECT
                "t54"."unit",
                "t54"."journey",
                "t54"."person",
                "t54"."segment",
                "t54"."bucket",
                "t54"."influence_us",
                "t54"."end_us",
                "t54"."thread",
                "t54"."value",
                "t54"."first_side",
                "t54"."first_us",
                "t54"."by_marketing",
                "t43"."told_unit",
                "t43"."field_side"
              FROM (
                SELECT
                  "t52"."unit",
                  "t52"."journey",
                  "t52"."person",
                  "t52"."segment",
                  "t52"."bucket",
                  "t52"."influence_us",
                  "t52"."end_us",
                  "t52"."thread",
                  "t52"."value",
                  "t52"."first_side",
                  "t52"."first_us",
                  "t52"."by_marketing"
                FROM (
                  SELECT
                    "t51"."unit",
                    "t51"."journey",
                    "t51"."person",
                    "t51"."segment",
                    "t51"."bucket",
                    "t51"."influence_us",
                    "t51"."end_us",
                    "t51"."thread",
                    "t51"."value",
                    "t51"."first_side",
                    "t51"."first_us",
                    "t46"."told_unit",
                    "t46"."by_marketing"
                  FROM (
                    SELECT
                      "t49"."unit",
                      "t49"."journey",
                      "t49"."person",
                      "t49"."segment",
                      "t49"."bucket",
                      "t49"."influence_us",
                      "t49"."end_us",
                      "t49"."thread",
                      "t49"."value",
                      "t49"."first_side",
                      "t49"."first_us"
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
                        "t48"."told_unit",
                        "t48"."first_side",
                        "t48"."first_us"
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
                          FROM "t13" AS "t16"
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
                          "t45"."first_side",
                          "t45"."first_us"
                        FROM (
                          SELECT
                            "t42"."unit",
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
                                  PARTITION BY "t31"."unit"
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
                        ON "t23"."unit" = "t48"."told_unit"
                    ) AS "t49"
                  ) AS "t51"
                  LEFT OUTER JOIN (
                    SELECT
                      "t41"."unit" AS "told_unit",
                      "t41"."by_marketing"
                    FROM (
                      SELECT DISTINCT
                        *
                      FROM (
                        SELECT
                          "t36"."unit",
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
                    ON "t51"."unit" = "t46"."told_unit"
                ) AS "t52"
              ) AS "t54"
              LEFT OUTER JOIN (
                SELECT
                  "t38"."unit" AS "told_unit",
                  "t38"."field_side"
                FROM (
                  SELECT
                    "t35"."unit",
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
                            FROM "t13" AS "t16"
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
                ON "t54"."unit" = "t43"."told_unit"
            ) AS "t55"
          ) AS "t57"
          LEFT OUTER JOIN (
            SELECT
              "t30"."unit" AS "told_unit",
              "t30"."sales_us"
            FROM (
              SELECT
                "t28"."unit",
                MIN("t28"."at_us") AS "sales_us"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t23"."unit",
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
                      FROM "t13" AS "t16"
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
                      FROM "t13" AS "t16"
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
                    "t12"."at_us"
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
                      FROM "t13" AS "t16"
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
                      "t4"."at_us",
                      COALESCE("t4"."person", "t4"."journey") AS "thread"
                    FROM (
                      SELECT
                        *
                      FROM "told_touches" AS "t0"
                      WHERE
                        "t0"."kind" = 'met' AND "t0"."at_us" IS NOT NULL
                    ) AS "t4"
                  ) AS "t12"
                    ON "t23"."thread" = "t12"."thread"
                ) AS "t25"
              ) AS "t28"
              GROUP BY
                1
            ) AS "t30"
          ) AS "t34"
            ON "t57"."unit" = "t34"."told_unit"
        ) AS "t58"
      ) AS "t59"
      WHERE
        TRUE
    ) AS "t60"
  ) AS "t64"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t62"."unit",
        "t62"."journey",
        "t62"."person",
        "t62"."segment",
        "t62"."bucket",
        "t62"."value",
        'first_touch' AS "definition",
        TRUE AS "deals"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t58"."unit",
            "t58"."journey",
            "t58"."person",
            "t58"."segment",
            "t58"."bucket",
            "t58"."influence_us",
            "t58"."end_us",
            "t58"."thread",
            "t58"."value",
            "t58"."first_side",
            "t58"."first_us",
            "t58"."by_marketing",
            "t58"."field_side",
            "t58"."sales_us"
          FROM (
            SELECT
              "t57"."unit",
              "t57"."journey",
              "t57"."person",
              "t57"."segment",
              "t57"."bucket",
              "t57"."influence_us",
              "t57"."end_us",
              "t57"."thread",
              "t57"."value",
              "t57"."first_side",
              "t57"."first_us",
              "t57"."by_marketing",
              "t57"."field_side",
              "t34"."told_unit",
              "t34"."sales_us"
            FROM (
              SELECT
                "t55"."unit",
                "t55"."journey",
                "t55"."person",
                "t55"."segment",
                "t55"."bucket",
                "t55"."influence_us",
                "t55"."end_us",
                "t55"."thread",
                "t55"."value",
                "t55"."first_side",
                "t55"."first_us",
                "t55"."by_marketing",
                "t55"."field_side"
              FROM (
                SELECT
                  "t54"."unit",
                  "t54"."journey",
                  "t54"."person",
                  "t54"."segment",
                  "t54"."bucket",
                  "t54"."influence_us",
                  "t54"."end_us",
                  "t54"."thread",
                  "t54"."value",
                  "t54"."first_side",
                  "t54"."first_us",
                  "t54"."by_marketing",
                  "t43"."told_unit",
                  "t43"."field_side"
                FROM (
                  SELECT
                    "t52"."unit",
                    "t52"."journey",
                    "t52"."person",
                    "t52"."segment",
                    "t52"."bucket",
                    "t52"."influence_us",
                    "t52"."end_us",
                    "t52"."thread",
                    "t52"."value",
                    "t52"."first_side",
                    "t52"."first_us",
                    "t52"."by_marketing"
                  FROM (
                    SELECT
                      "t51"."unit",
                      "t51"."journey",
                      "t51"."person",
                      "t51"."segment",
                      "t51"."bucket",
                      "t51"."influence_us",
                      "t51"."end_us",
                      "t51"."thread",
                      "t51"."value",
                      "t51"."first_side",
                      "t51"."first_us",
                      "t46"."told_unit",
                      "t46"."by_marketing"
                    FROM (
                      SELECT
                        "t49"."unit",
                        "t49"."journey",
                        "t49"."person",
                        "t49"."segment",
                        "t49"."bucket",
                        "t49"."influence_us",
                        "t49"."end_us",
                        "t49"."thread",
                        "t49"."value",
                        "t49"."first_side",
                        "t49"."first_us"
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
                          "t48"."told_unit",
                          "t48"."first_side",
                          "t48"."first_us"
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
                            FROM "t13" AS "t16"
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
                            "t45"."first_side",
                            "t45"."first_us"
                          FROM (
                            SELECT
                              "t42"."unit",
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
                                    PARTITION BY "t31"."unit"
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
                          ON "t23"."unit" = "t48"."told_unit"
                      ) AS "t49"
                    ) AS "t51"
                    LEFT OUTER JOIN (
                      SELECT
                        "t41"."unit" AS "told_unit",
                        "t41"."by_marketing"
                      FROM (
                        SELECT DISTINCT
                          *
                        FROM (
                          SELECT
                            "t36"."unit",
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
                      ON "t51"."unit" = "t46"."told_unit"
                  ) AS "t52"
                ) AS "t54"
                LEFT OUTER JOIN (
                  SELECT
                    "t38"."unit" AS "told_unit",
                    "t38"."field_side"
                  FROM (
                    SELECT
                      "t35"."unit",
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
                              FROM "t13" AS "t16"
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
                  ON "t54"."unit" = "t43"."told_unit"
              ) AS "t55"
            ) AS "t57"
            LEFT OUTER JOIN (
              SELECT
                "t30"."unit" AS "told_unit",
                "t30"."sales_us"
              FROM (
                SELECT
                  "t28"."unit",
                  MIN("t28"."at_us") AS "sales_us"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t23"."unit",
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
                        FROM "t13" AS "t16"
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
                        FROM "t13" AS "t16"
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
                      "t12"."at_us"
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
                        FROM "t13" AS "t16"
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
                        "t4"."at_us",
                        COALESCE("t4"."person", "t4"."journey") AS "thread"
                      FROM (
                        SELECT
                          *
                        FROM "told_touches" AS "t0"
                        WHERE
                          "t0"."kind" = 'met' AND "t0"."at_us" IS NOT NULL
                      ) AS "t4"
                    ) AS "t12"
                      ON "t23"."thread" = "t12"."thread"
                  ) AS "t25"
                ) AS "t28"
                GROUP BY
                  1
              ) AS "t30"
            ) AS "t34"
              ON "t57"."unit" = "t34"."told_unit"
          ) AS "t58"
        ) AS "t59"
        WHERE
          COALESCE("t59"."first_side" = 'marketing', FALSE)
      ) AS "t62"
    ) AS "t67"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t63"."unit",
        "t63"."journey",
        "t63"."person",
        "t63"."segment",
        "t63"."bucket",
        "t63"."value",
        'field' AS "definition",
        TRUE AS "deals"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t58"."unit",
            "t58"."journey",
            "t58"."person",
            "t58"."segment",
            "t58"."bucket",
            "t58"."influence_us",
            "t58"."end_us",
            "t58"."thread",
            "t58"."value",
            "t58"."first_side",
            "t58"."first_us",
            "t58"."by_marketing",
            "t58"."field_side",
            "t58"."sales_us"
          FROM (
            SELECT
              "t57"."unit",
              "t57"."journey",
              "t57"."person",
              "t57"."segment",
              "t57"."bucket",
              "t57"."influence_us",
              "t57"."end_us",
              "t57"."thread",
              "t57"."value",
              "t57"."first_side",
              "t57"."first_us",
              "t57"."by_marketing",
              "t57"."field_side",
              "t34"."told_unit",
              "t34"."sales_us"
            FROM (
              SELECT
                "t55"."unit",
                "t55"."journey",
                "t55"."person",
                "t55"."segment",
                "t55"."bucket",
                "t55"."influence_us",
                "t55"."end_us",
                "t55"."thread",
                "t55"."value",
                "t55"."first_side",
                "t55"."first_us",
                "t55"."by_marketing",
                "t55"."field_side"
              FROM (
                SELECT
                  "t54"."unit",
                  "t54"."journey",
                  "t54"."person",
                  "t54"."segment",
                  "t54"."bucket",
                  "t54"."influence_us",
                  "t54"."end_us",
                  "t54"."thread",
                  "t54"."value",
                  "t54"."first_side",
                  "t54"."first_us",
                  "t54"."by_marketing",
                  "t43"."told_unit",
                  "t43"."field_side"
                FROM (
                  SELECT
                    "t52"."unit",
                    "t52"."journey",
                    "t52"."person",
                    "t52"."segment",
                    "t52"."bucket",
                    "t52"."influence_us",
                    "t52"."end_us",
                    "t52"."thread",
                    "t52"."value",
                    "t52"."first_side",
                    "t52"."first_us",
                    "t52"."by_marketing"
                  FROM (
                    SELECT
                      "t51"."unit",
                      "t51"."journey",
                      "t51"."person",
                      "t51"."segment",
                      "t51"."bucket",
                      "t51"."influence_us",
                      "t51"."end_us",
                      "t51"."thread",
                      "t51"."value",
                      "t51"."first_side",
                      "t51"."first_us",
                      "t46"."told_unit",
                      "t46"."by_marketing"
                    FROM (
                      SELECT
                        "t49"."unit",
                        "t49"."journey",
                        "t49"."person",
                        "t49"."segment",
                        "t49"."bucket",
                        "t49"."influence_us",
                        "t49"."end_us",
                        "t49"."thread",
                        "t49"."value",
                        "t49"."first_side",
                        "t49"."first_us"
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
                          "t48"."told_unit",
                          "t48"."first_side",
                          "t48"."first_us"
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
                            FROM "t13" AS "t16"
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
                            "t45"."first_side",
                            "t45"."first_us"
                          FROM (
                            SELECT
                              "t42"."unit",
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
                                    PARTITION BY "t31"."unit"
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
                          ON "t23"."unit" = "t48"."told_unit"
                      ) AS "t49"
                    ) AS "t51"
                    LEFT OUTER JOIN (
                      SELECT
                        "t41"."unit" AS "told_unit",
                        "t41"."by_marketing"
                      FROM (
                        SELECT DISTINCT
                          *
                        FROM (
                          SELECT
                            "t36"."unit",
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
                      ON "t51"."unit" = "t46"."told_unit"
                  ) AS "t52"
                ) AS "t54"
                LEFT OUTER JOIN (
                  SELECT
                    "t38"."unit" AS "told_unit",
                    "t38"."field_side"
                  FROM (
                    SELECT
                      "t35"."unit",
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
                              FROM "t13" AS "t16"
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
                  ON "t54"."unit" = "t43"."told_unit"
              ) AS "t55"
            ) AS "t57"
            LEFT OUTER JOIN (
              SELECT
                "t30"."unit" AS "told_unit",
                "t30"."sales_us"
              FROM (
                SELECT
                  "t28"."unit",
                  MIN("t28"."at_us") AS "sales_us"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t23"."unit",
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
                        FROM "t13" AS "t16"
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
                        FROM "t13" AS "t16"
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
                      "t12"."at_us"
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
                        FROM "t13" AS "t16"
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
                        "t4"."at_us",
                        COALESCE("t4"."person", "t4"."journey") AS "thread"
                      FROM (
                        SELECT
                          *
                        FROM "told_touches" AS "t0"
                        WHERE
                          "t0"."kind" = 'met' AND "t0"."at_us" IS NOT NULL
                      ) AS "t4"
                    ) AS "t12"
                      ON "t23"."thread" = "t12"."thread"
                  ) AS "t25"
                ) AS "t28"
                GROUP BY
                  1
              ) AS "t30"
            ) AS "t34"
              ON "t57"."unit" = "t34"."told_unit"
          ) AS "t58"
        ) AS "t59"
        WHERE
          COALESCE("t59"."field_side" = 'marketing', FALSE)
      ) AS "t63"
    ) AS "t68"
  ) AS "t70"
) AS "t72"
