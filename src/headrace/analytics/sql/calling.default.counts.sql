SELECT
  "t13"."bucket",
  "t13"."segment",
  "t13"."leads",
  "t13"."opportunities",
  "t13"."calls",
  "t13"."connected",
  "t13"."completed",
  "t13"."unmeasured",
  COUNT(*) AS "alike",
  SUM("t13"."dials") AS "dials",
  SUM("t13"."redials") AS "redials",
  SUM("t13"."talked") AS "talked",
  SUM("t13"."chased") AS "chased"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t11"."unit",
      "t11"."journey",
      "t11"."person",
      "t11"."bucket",
      "t11"."segment",
      "t11"."leads",
      "t11"."opportunities",
      FALSE AS "calls",
      FALSE AS "connected",
      FALSE AS "completed",
      FALSE AS "unmeasured",
      CAST(NULL AS BIGINT) AS "dials",
      CAST(NULL AS BIGINT) AS "redials",
      CAST(NULL AS DOUBLE) AS "talked",
      CAST(NULL AS DOUBLE) AS "chased"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t9"."unit",
          "t9"."journey",
          "t9"."person",
          "t9"."bucket",
          "t9"."segment",
          "t9"."position" = "t9"."lead_position" AS "leads",
          "t9"."position" = "t9"."deal_position" AS "opportunities"
        FROM (
          SELECT
            *
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
                CASE
                  WHEN "t4"."left_us" < "t4"."as_of_us"
                  THEN "t4"."left_us"
                  ELSE CAST(NULL AS BIGINT)
                END AS "left_us",
                "t4"."left_day",
                "t4"."left_exact",
                "t4"."left_minutes",
                "t4"."next_role",
                "t4"."via",
                "t4"."reason",
                "t4"."implied",
                "t4"."value",
                "t4"."nth",
                CASE
                  WHEN "t4"."again_us" < "t4"."as_of_us"
                  THEN "t4"."again_us"
                  ELSE CAST(NULL AS BIGINT)
                END AS "again_us",
                CASE
                  WHEN "t4"."until_us" < "t4"."as_of_us"
                  THEN "t4"."until_us"
                  ELSE CAST(NULL AS BIGINT)
                END AS "until_us",
                CASE
                  WHEN "t4"."onward_us" < "t4"."as_of_us"
                  THEN "t4"."onward_us"
                  ELSE CAST(NULL AS BIGINT)
                END AS "onward_us",
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
                "t4"."influence_us"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM "visits" AS "t1"
                  WHERE
                    "t1"."entered_us" < "t1"."as_of_us"
                ) AS "t3"
                WHERE
                  "t3"."kept"
              ) AS "t4"
            ) AS "t6"
            WHERE
              "t6"."position" < "t6"."stages"
          ) AS "t8"
          WHERE
            "t8"."entered_day" >= "t8"."first_day"
            AND "t8"."entered_day" < "t8"."end_day"
            AND "t8"."nth" = 1
        ) AS "t9"
      ) AS "t10"
      WHERE
        "t10"."leads" OR "t10"."opportunities"
    ) AS "t11"
  ) AS "t12"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      CAST(NULL AS TEXT) AS "unit",
      CAST(NULL AS TEXT) AS "journey",
      CAST(NULL AS TEXT) AS "person",
      "t5"."bucket",
      "t5"."segment",
      FALSE AS "leads",
      FALSE AS "opportunities",
      "t5"."calls",
      "t5"."connected",
      "t5"."completed",
      "t5"."unmeasured",
      "t5"."dials",
      "t5"."redials",
      "t5"."talked",
      "t5"."chased"
    FROM (
      SELECT
        "t2"."bucket",
        "t2"."segment",
        TRUE AS "calls",
        COALESCE("t2"."connected", FALSE) OR COALESCE("t2"."completed", FALSE) AS "connected",
        COALESCE("t2"."completed", FALSE) AS "completed",
        "t2"."minutes" IS NULL AS "unmeasured",
        CASE WHEN "t2"."dials" > 1 THEN "t2"."dials" ELSE 1 END AS "dials",
        CASE
          WHEN COALESCE("t2"."completed", FALSE) AND (
            "t2"."minutes" IS NOT NULL
          )
          THEN CASE WHEN "t2"."dials" > 1 THEN "t2"."dials" ELSE 1 END - 1
          ELSE 0
        END AS "redials",
        CASE
          WHEN COALESCE("t2"."completed", FALSE)
          THEN "t2"."minutes"
          ELSE CAST(NULL AS DOUBLE)
        END AS "talked",
        CASE
          WHEN COALESCE("t2"."completed", FALSE)
          THEN CAST(NULL AS DOUBLE)
          ELSE "t2"."minutes"
        END AS "chased"
      FROM (
        SELECT
          *
        FROM "told_calls" AS "t0"
        WHERE
          "t0"."day" >= "t0"."first_day" AND "t0"."day" < "t0"."end_day"
      ) AS "t2"
    ) AS "t5"
  ) AS "t7"
) AS "t13"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8
