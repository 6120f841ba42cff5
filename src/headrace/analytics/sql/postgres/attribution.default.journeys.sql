WITH "t2" AS (
  SELECT
    "t1"."unit",
    "t1"."journey",
    "t1"."person",
    "t1"."segment",
    "t1"."bucket",
    "t1"."place",
    "t1"."position",
    "t1"."role",
    "t1"."entered_us",
    "t1"."entered_day",
    "t1"."entered_exact",
    CASE
      WHEN "t1"."left_us" < "t1"."as_of_us"
      THEN "t1"."left_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "left_us",
    "t1"."left_day",
    "t1"."left_exact",
    "t1"."left_minutes",
    "t1"."next_role",
    "t1"."via",
    "t1"."reason",
    "t1"."implied",
    "t1"."value",
    "t1"."nth",
    CASE
      WHEN "t1"."again_us" < "t1"."as_of_us"
      THEN "t1"."again_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "again_us",
    CASE
      WHEN "t1"."until_us" < "t1"."as_of_us"
      THEN "t1"."until_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "until_us",
    CASE
      WHEN "t1"."onward_us" < "t1"."as_of_us"
      THEN "t1"."onward_us"
      ELSE CAST(NULL AS BIGINT)
    END AS "onward_us",
    "t1"."onward_day",
    "t1"."onward_exact",
    "t1"."onward_minutes",
    "t1"."ordinal",
    "t1"."came",
    "t1"."before_place",
    "t1"."before_position",
    "t1"."before_role",
    "t1"."began_day",
    "t1"."first_position",
    "t1"."won_us",
    "t1"."won_ordinal",
    "t1"."won_value",
    "t1"."last_us",
    "t1"."last_position",
    "t1"."last_role",
    "t1"."last_via",
    "t1"."kept",
    "t1"."opportunity_type",
    "t1"."as_of_us",
    "t1"."as_of_day",
    "t1"."first_day",
    "t1"."end_day",
    "t1"."within_us",
    "t1"."within_days",
    "t1"."older_us",
    "t1"."older_days",
    "t1"."stages",
    "t1"."frm_position",
    "t1"."to_position",
    "t1"."lead_position",
    "t1"."deal_position",
    "t1"."window_us",
    "t1"."sales_position",
    "t1"."influence_us"
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
  ) AS "t1"
), "t13" AS (
  SELECT
    "t9"."unit",
    "t9"."journey",
    "t9"."person",
    "t9"."segment",
    "t9"."bucket",
    "t9"."place",
    "t9"."position",
    "t9"."role",
    "t9"."entered_us",
    "t9"."entered_day",
    "t9"."entered_exact",
    "t9"."left_us",
    "t9"."left_day",
    "t9"."left_exact",
    "t9"."left_minutes",
    "t9"."next_role",
    "t9"."via",
    "t9"."reason",
    "t9"."implied",
    "t9"."value",
    "t9"."nth",
    "t9"."again_us",
    "t9"."until_us",
    "t9"."onward_us",
    "t9"."onward_day",
    "t9"."onward_exact",
    "t9"."onward_minutes",
    "t9"."ordinal",
    "t9"."came",
    "t9"."before_place",
    "t9"."before_position",
    "t9"."before_role",
    "t9"."began_day",
    "t9"."first_position",
    "t9"."won_us",
    "t9"."won_ordinal",
    "t9"."won_value",
    "t9"."last_us",
    "t9"."last_position",
    "t9"."last_role",
    "t9"."last_via",
    "t9"."kept",
    "t9"."opportunity_type",
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
    "t9"."influence_us"
  FROM (
    SELECT
      *
    FROM "t2" AS "t3"
    WHERE
      "t3"."until_us" IS NULL AND NOT (
        "t3"."implied"
      ) AND "t3"."kept"
  ) AS "t9"
  WHERE
    NOT EXISTS(
      SELECT
        1
      FROM (
        SELECT
          *
        FROM "t2" AS "t3"
        WHERE
          "t3"."role" = 'won'
      ) AS "t8"
      WHERE
        "t9"."journey" = "t8"."journey"
    )
)
SELECT
  "t25"."journey",
  "t25"."person",
  "t25"."as_of_us",
  "t25"."window_us",
  "t25"."thread",
  "t25"."outcome",
  "t25"."end_us",
  "t25"."value",
  "t25"."lead_us",
  "t25"."opportunity_us",
  ROW_NUMBER() OVER (
    ORDER BY "t25"."journey" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "number"
FROM (
  SELECT
    "t24"."journey",
    "t24"."person",
    "t24"."as_of_us",
    "t24"."window_us",
    "t24"."thread",
    "t24"."outcome",
    "t24"."end_us",
    "t24"."value",
    "t24"."lead_us",
    "t24"."opportunity_us"
  FROM (
    SELECT
      "t23"."journey",
      "t23"."person",
      "t23"."as_of_us",
      "t23"."window_us",
      "t23"."thread",
      "t23"."outcome",
      "t23"."end_us",
      "t23"."value",
      "t12"."journey" AS "journey_right",
      "t12"."lead_us",
      "t12"."opportunity_us"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t16"."journey",
          "t16"."person",
          "t16"."as_of_us",
          "t16"."window_us",
          COALESCE("t16"."person", "t16"."journey") AS "thread",
          2 AS "outcome",
          CAST(NULL AS BIGINT) AS "end_us",
          0 AS "value"
        FROM (
          SELECT
            *
          FROM "t13" AS "t15"
          WHERE
            "t15"."role" = 'stage'
        ) AS "t16"
      ) AS "t18"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t10"."journey",
            "t10"."person",
            "t10"."as_of_us",
            "t10"."window_us",
            COALESCE("t10"."person", "t10"."journey") AS "thread",
            1 AS "outcome",
            "t10"."entered_us" AS "end_us",
            COALESCE("t10"."value", 0) AS "value"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                *
              FROM "t2" AS "t3"
              WHERE
                "t3"."role" = 'won'
                AND "t3"."nth" = 1
                AND "t3"."kept"
                AND "t3"."entered_us" IS NOT NULL
            ) AS "t6"
            WHERE
              "t6"."entered_day" >= "t6"."first_day" AND "t6"."entered_day" < "t6"."end_day"
          ) AS "t10"
        ) AS "t14"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t19"."journey",
            "t19"."person",
            "t19"."as_of_us",
            "t19"."window_us",
            COALESCE("t19"."person", "t19"."journey") AS "thread",
            0 AS "outcome",
            "t19"."entered_us" AS "end_us",
            0 AS "value"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                *
              FROM "t13" AS "t15"
              WHERE
                "t15"."role" IN ('nurture', 'out', 'lost', 'expired')
                AND "t15"."entered_us" IS NOT NULL
            ) AS "t17"
            WHERE
              "t17"."entered_day" >= "t17"."first_day"
              AND "t17"."entered_day" < "t17"."end_day"
          ) AS "t19"
        ) AS "t20"
      ) AS "t21"
    ) AS "t23"
    LEFT OUTER JOIN (
      SELECT
        "t5"."journey",
        MIN("t5"."entered_us") FILTER(WHERE
          "t5"."position" = "t5"."lead_position") AS "lead_us",
        MIN("t5"."entered_us") FILTER(WHERE
          "t5"."position" = "t5"."deal_position") AS "opportunity_us"
      FROM (
        SELECT
          *
        FROM "t2" AS "t3"
        WHERE
          "t3"."nth" = 1
      ) AS "t5"
      GROUP BY
        1
    ) AS "t12"
      ON "t23"."journey" = "t12"."journey"
  ) AS "t24"
) AS "t25"
