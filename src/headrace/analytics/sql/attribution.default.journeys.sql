WITH "t1" AS (
  SELECT
    *
  FROM "visits" AS "t0"
  WHERE
    (
      "t0"."entered_us" < "t0"."as_of_us"
    ) OR (
      "t0"."entered_us" IS NULL
    )
), "t11" AS (
  SELECT
    "t8"."unit",
    "t8"."journey",
    "t8"."person",
    "t8"."segment",
    "t8"."bucket",
    "t8"."place",
    "t8"."position",
    "t8"."role",
    "t8"."entered_us",
    "t8"."entered_day",
    "t8"."entered_exact",
    "t8"."left",
    "t8"."left_us",
    "t8"."left_day",
    "t8"."left_exact",
    "t8"."left_minutes",
    "t8"."next_role",
    "t8"."via",
    "t8"."reason",
    "t8"."implied",
    "t8"."value",
    "t8"."nth",
    "t8"."again",
    "t8"."here",
    "t8"."onward",
    "t8"."onward_us",
    "t8"."onward_day",
    "t8"."onward_exact",
    "t8"."onward_minutes",
    "t8"."ordinal",
    "t8"."came",
    "t8"."before_place",
    "t8"."before_position",
    "t8"."before_role",
    "t8"."began_day",
    "t8"."first_position",
    "t8"."won_us",
    "t8"."won_ordinal",
    "t8"."won_value",
    "t8"."last_us",
    "t8"."last_position",
    "t8"."last_role",
    "t8"."last_via",
    "t8"."kept",
    "t8"."opportunity_type",
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
    "t8"."influence_us"
  FROM (
    SELECT
      *
    FROM "t1" AS "t2"
    WHERE
      "t2"."here" AND NOT (
        "t2"."implied"
      ) AND "t2"."kept"
  ) AS "t8"
  ANTI JOIN (
    SELECT
      *
    FROM "t1" AS "t2"
    WHERE
      "t2"."role" = 'won'
  ) AS "t7"
    ON "t8"."journey" = "t7"."journey"
)
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
  "t24"."opportunity_us",
  ROW_NUMBER() OVER (
    ORDER BY "t24"."journey" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "number"
FROM (
  SELECT
    "t23".*
    EXCLUDE ("journey_right")
  FROM (
    SELECT
      "t22"."journey",
      "t22"."person",
      "t22"."as_of_us",
      "t22"."window_us",
      "t22"."thread",
      "t22"."outcome",
      "t22"."end_us",
      "t22"."value",
      "t12"."journey" AS "journey_right",
      "t12"."lead_us",
      "t12"."opportunity_us"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t15"."journey",
          "t15"."person",
          "t15"."as_of_us",
          "t15"."window_us",
          COALESCE("t15"."person", "t15"."journey") AS "thread",
          2 AS "outcome",
          CAST(NULL AS BIGINT) AS "end_us",
          0 AS "value"
        FROM (
          SELECT
            *
          FROM "t11" AS "t13"
          WHERE
            "t13"."role" = 'stage'
        ) AS "t15"
      ) AS "t17"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t9"."journey",
            "t9"."person",
            "t9"."as_of_us",
            "t9"."window_us",
            COALESCE("t9"."person", "t9"."journey") AS "thread",
            1 AS "outcome",
            "t9"."entered_us" AS "end_us",
            COALESCE("t9"."value", 0) AS "value"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                *
              FROM "t1" AS "t2"
              WHERE
                "t2"."role" = 'won'
                AND "t2"."nth" = 1
                AND "t2"."kept"
                AND "t2"."entered_us" IS NOT NULL
            ) AS "t6"
            WHERE
              "t6"."entered_day" >= "t6"."first_day" AND "t6"."entered_day" < "t6"."end_day"
          ) AS "t9"
        ) AS "t14"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t18"."journey",
            "t18"."person",
            "t18"."as_of_us",
            "t18"."window_us",
            COALESCE("t18"."person", "t18"."journey") AS "thread",
            0 AS "outcome",
            "t18"."entered_us" AS "end_us",
            0 AS "value"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                *
              FROM "t11" AS "t13"
              WHERE
                "t13"."role" IN ('nurture', 'out', 'lost', 'expired')
                AND "t13"."entered_us" IS NOT NULL
            ) AS "t16"
            WHERE
              "t16"."entered_day" >= "t16"."first_day"
              AND "t16"."entered_day" < "t16"."end_day"
          ) AS "t18"
        ) AS "t19"
      ) AS "t20"
    ) AS "t22"
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
        FROM "t1" AS "t2"
        WHERE
          "t2"."nth" = 1
      ) AS "t5"
      GROUP BY
        1
    ) AS "t12"
      ON "t22"."journey" = "t12"."journey"
  ) AS "t23"
) AS "t24"
