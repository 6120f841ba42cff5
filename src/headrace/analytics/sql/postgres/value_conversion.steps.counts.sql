SELECT
  "t16"."bucket",
  "t16"."segment",
  "t16"."place",
  "t16"."judged",
  "t16"."converted",
  COUNT(*) AS "alike",
  SUM("t16"."value") AS "value",
  SUM("t16"."converted_value") AS "converted_value",
  SUM("t16"."squares") AS "squares",
  SUM("t16"."converted_squares") AS "converted_squares"
FROM (
  SELECT
    "t15"."unit",
    "t15"."journey",
    "t15"."person",
    "t15"."place",
    "t15"."segment",
    "t15"."bucket",
    "t15"."judged",
    "t15"."converted",
    "t15"."value",
    CASE WHEN "t15"."converted" THEN "t15"."value" ELSE CAST(NULL AS BIGINT) END AS "converted_value",
    CAST("t15"."value" AS DOUBLE PRECISION) * CAST("t15"."value" AS DOUBLE PRECISION) AS "squares",
    CASE
      WHEN "t15"."converted"
      THEN CAST("t15"."value" AS DOUBLE PRECISION) * CAST("t15"."value" AS DOUBLE PRECISION)
      ELSE CAST(NULL AS DOUBLE PRECISION)
    END AS "converted_squares"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t13"."unit",
        "t13"."journey",
        "t13"."person",
        "t13"."place",
        "t13"."segment",
        "t13"."bucket",
        COALESCE("t13"."value", "t13"."last_value") AS "value",
        "t13"."ordinal",
        "t13"."entered",
        "t13"."judged",
        "t13"."converted",
        "t13"."open",
        "t13"."last_unit",
        "t13"."last_value",
        "t13"."last_ordinal"
      FROM (
        SELECT
          "t12"."unit",
          "t12"."journey",
          "t12"."person",
          "t12"."place",
          "t12"."segment",
          "t12"."bucket",
          "t12"."value",
          "t12"."ordinal",
          "t12"."entered",
          "t12"."judged",
          "t12"."converted",
          "t12"."open",
          "t10"."last_unit",
          "t10"."last_value",
          "t10"."last_ordinal"
        FROM (
          SELECT
            "t6"."unit",
            "t6"."journey",
            "t6"."person",
            "t6"."place",
            "t6"."segment",
            "t6"."bucket",
            "t6"."value",
            "t6"."ordinal",
            TRUE AS "entered",
            (
              "t6"."within_us" IS NULL
            )
            OR CASE
              WHEN "t6"."entered_exact"
              THEN (
                "t6"."as_of_us" - "t6"."entered_us"
              ) > "t6"."within_us"
              ELSE (
                "t6"."as_of_day" - "t6"."entered_day"
              ) > "t6"."within_days"
            END
            OR CASE
              WHEN "t6"."entered_exact"
              THEN (
                "t6"."as_of_us" - "t6"."entered_us"
              ) = "t6"."within_us"
              ELSE (
                "t6"."as_of_day" - "t6"."entered_day"
              ) = "t6"."within_days"
            END AS "judged",
            (
              (
                "t6"."within_us" IS NULL
              )
              OR CASE
                WHEN "t6"."entered_exact"
                THEN (
                  "t6"."as_of_us" - "t6"."entered_us"
                ) > "t6"."within_us"
                ELSE (
                  "t6"."as_of_day" - "t6"."entered_day"
                ) > "t6"."within_days"
              END
              OR CASE
                WHEN "t6"."entered_exact"
                THEN (
                  "t6"."as_of_us" - "t6"."entered_us"
                ) = "t6"."within_us"
                ELSE (
                  "t6"."as_of_day" - "t6"."entered_day"
                ) = "t6"."within_days"
              END
            )
            AND (
              "t6"."onward"
              AND (
                (
                  "t6"."within_us" IS NULL
                )
                OR CASE
                  WHEN "t6"."entered_exact" AND "t6"."onward_exact"
                  THEN (
                    "t6"."onward_us" - "t6"."entered_us"
                  ) <= "t6"."within_us"
                  ELSE (
                    "t6"."onward_day" - "t6"."entered_day"
                  ) <= "t6"."within_days"
                END
              )
            ) AS "converted",
            NOT (
              "t6"."onward"
            ) AND NOT (
              "t6"."left"
            ) AS "open"
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
                    *
                  FROM "visits" AS "t0"
                  WHERE
                    "t0"."entered_us" < "t0"."as_of_us"
                ) AS "t1"
                WHERE
                  "t1"."kept"
              ) AS "t3"
              WHERE
                "t3"."position" < "t3"."stages"
            ) AS "t5"
            WHERE
              "t5"."entered_day" >= "t5"."first_day"
              AND "t5"."entered_day" < "t5"."end_day"
              AND "t5"."nth" = 1
          ) AS "t6"
        ) AS "t12"
        LEFT OUTER JOIN (
          SELECT
            "t8"."unit" AS "last_unit",
            "t8"."value" AS "last_value",
            "t8"."ordinal" AS "last_ordinal"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t4"."unit",
                "t4"."journey",
                "t4"."person",
                "t4"."segment",
                "t4"."bucket",
                "t4"."place",
                "t4"."position",
                "t4"."role",
                "t4"."entered_us",
                "t4"."entered_day",
                "t4"."entered_exact",
                "t4"."left",
                "t4"."left_us",
                "t4"."left_day",
                "t4"."left_exact",
                "t4"."left_minutes",
                "t4"."next_role",
                "t4"."via",
                "t4"."reason",
                "t4"."implied",
                "t4"."value",
                "t4"."nth",
                "t4"."again",
                "t4"."here",
                "t4"."onward",
                "t4"."onward_us",
                "t4"."onward_day",
                "t4"."onward_exact",
                "t4"."onward_minutes",
                "t4"."ordinal",
                "t4"."came",
                "t4"."before_place",
                "t4"."before_position",
                "t4"."before_role",
                "t4"."began_day",
                "t4"."first_position",
                "t4"."won_us",
                "t4"."won_ordinal",
                "t4"."won_value",
                "t4"."last_us",
                "t4"."last_position",
                "t4"."last_role",
                "t4"."last_via",
                "t4"."kept",
                "t4"."opportunity_type",
                "t4"."as_of_us",
                "t4"."as_of_day",
                "t4"."first_day",
                "t4"."end_day",
                "t4"."within_us",
                "t4"."within_days",
                "t4"."older_us",
                "t4"."older_days",
                "t4"."stages",
                "t4"."frm_position",
                "t4"."to_position",
                "t4"."lead_position",
                "t4"."deal_position",
                "t4"."window_us",
                "t4"."sales_position",
                "t4"."influence_us",
                ROW_NUMBER() OVER (
                  PARTITION BY "t4"."unit"
                  ORDER BY "t4"."ordinal" DESC NULLS LAST
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "turn"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM "visits" AS "t0"
                  WHERE
                    (
                      "t0"."entered_us" < "t0"."as_of_us"
                    ) OR (
                      "t0"."entered_us" IS NULL
                    )
                ) AS "t2"
                WHERE
                  "t2"."value" IS NOT NULL
              ) AS "t4"
            ) AS "t7"
            WHERE
              "t7"."turn" = 0
          ) AS "t8"
        ) AS "t10"
          ON "t12"."unit" = "t10"."last_unit" AND "t12"."ordinal" <= "t10"."last_ordinal"
      ) AS "t13"
    ) AS "t14"
    WHERE
      "t14"."judged" AND "t14"."value" > 0
  ) AS "t15"
) AS "t16"
GROUP BY
  1,
  2,
  3,
  4,
  5
