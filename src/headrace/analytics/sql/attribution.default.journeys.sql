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
  "t25"."journey",
  "t25"."person",
  "t25"."as_of_us",
  "t25"."window_us",
  "t25"."thread",
  "t25"."outcome",
  "t25"."end_us",
  "t25"."end_day",
  "t25"."end_exact",
  "t25"."value",
  "t25"."lead_us",
  "t25"."lead_exact",
  "t25"."opportunity_us",
  "t25"."opportunity_exact",
  ROW_NUMBER() OVER (
    ORDER BY "t25"."journey" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "number"
FROM (
  SELECT
    "t24".*
    EXCLUDE ("journey_right")
  FROM (
    SELECT
      "t23"."journey",
      "t23"."person",
      "t23"."as_of_us",
      "t23"."window_us",
      "t23"."thread",
      "t23"."outcome",
      "t23"."end_us",
      "t23"."end_day",
      "t23"."end_exact",
      "t23"."value",
      "t17"."journey" AS "journey_right",
      "t17"."lead_us",
      "t17"."lead_exact",
      "t17"."opportunity_us",
      "t17"."opportunity_exact"
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
          "t15"."as_of_us" - 1 AS "end_us",
          "t15"."as_of_day" AS "end_day",
          TRUE AS "end_exact",
          0 AS "value"
        FROM (
          SELECT
            *
          FROM "t11" AS "t12"
          WHERE
            "t12"."role" = 'stage'
        ) AS "t15"
      ) AS "t18"
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
            "t9"."entered_day" AS "end_day",
            "t9"."entered_exact" AS "end_exact",
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
        ) AS "t13"
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
            "t19"."entered_day" AS "end_day",
            "t19"."entered_exact" AS "end_exact",
            0 AS "value"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                *
              FROM "t11" AS "t12"
              WHERE
                "t12"."role" IN ('nurture', 'out', 'lost', 'expired')
                AND "t12"."entered_us" IS NOT NULL
            ) AS "t16"
            WHERE
              "t16"."entered_day" >= "t16"."first_day"
              AND "t16"."entered_day" < "t16"."end_day"
          ) AS "t19"
        ) AS "t20"
      ) AS "t21"
    ) AS "t23"
    LEFT OUTER JOIN (
      SELECT
        "t10"."journey",
        MIN("t10"."entered_us") FILTER(WHERE
          "t10"."position" = "t10"."lead_position") AS "lead_us",
        MIN("t10"."entered_exact") FILTER(WHERE
          "t10"."position" = "t10"."lead_position") AS "lead_exact",
        MIN("t10"."entered_us") FILTER(WHERE
          "t10"."position" = "t10"."deal_position") AS "opportunity_us",
        MIN("t10"."entered_exact") FILTER(WHERE
          "t10"."position" = "t10"."deal_position") AS "opportunity_exact"
      FROM (
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
          CAST(CASE WHEN "t5"."entered_exact" THEN 1 ELSE 0 END AS BIGINT) AS "entered_exact",
          "t5"."left",
          "t5"."left_us",
          "t5"."left_day",
          "t5"."left_exact",
          "t5"."left_minutes",
          "t5"."next_role",
          "t5"."via",
          "t5"."reason",
          "t5"."implied",
          "t5"."value",
          "t5"."nth",
          "t5"."again",
          "t5"."here",
          "t5"."onward",
          "t5"."onward_us",
          "t5"."onward_day",
          "t5"."onward_exact",
          "t5"."onward_minutes",
          "t5"."ordinal",
          "t5"."came",
          "t5"."before_place",
          "t5"."before_position",
          "t5"."before_role",
          "t5"."began_day",
          "t5"."first_position",
          "t5"."won_us",
          "t5"."won_ordinal",
          "t5"."won_value",
          "t5"."last_us",
          "t5"."last_position",
          "t5"."last_role",
          "t5"."last_via",
          "t5"."kept",
          "t5"."opportunity_type",
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
          FROM "t1" AS "t2"
          WHERE
            "t2"."nth" = 1
        ) AS "t5"
      ) AS "t10"
      GROUP BY
        1
    ) AS "t17"
      ON "t23"."journey" = "t17"."journey"
  ) AS "t24"
) AS "t25"
