SELECT
  "t8"."place",
  "t8"."segment",
  "t8"."entered",
  "t8"."joined",
  "t8"."implied",
  "t8"."came",
  "t8"."of_the_first",
  "t8"."moved_on",
  "t8"."moved_back",
  "t8"."still_here",
  "t8"."nurtured",
  "t8"."left",
  "t8"."expired",
  "t8"."minutes",
  COUNT(*) AS "alike",
  SUM("t8"."value") AS "value"
FROM (
  SELECT
    "t7"."unit",
    "t7"."journey",
    "t7"."person",
    "t7"."place",
    "t7"."segment",
    "t7"."first" AS "entered",
    "t7"."first" AND (
      "t7"."ordinal" = 1
    ) AND (
      "t7"."position" > 0
    ) AS "joined",
    "t7"."first" AND "t7"."implied" AS "implied",
    "t7"."first" AND "t7"."came" AS "came",
    "t7"."first" AND (
      "t7"."first_position" = 0
    ) AS "of_the_first",
    "t7"."first" AND "t7"."onward" AS "moved_on",
    "t7"."gone" AND "t7"."next_role" IN ('stage', 'won') AS "moved_back",
    "t7"."last" AND NOT (
      "t7"."onward"
    ) AND (
      "t7"."left_us" IS NULL
    ) AS "still_here",
    "t7"."gone" AND (
      "t7"."next_role" = 'nurture'
    ) AS "nurtured",
    "t7"."gone" AND "t7"."next_role" IN ('out', 'lost') AS "left",
    "t7"."gone" AND (
      "t7"."next_role" = 'expired'
    ) AS "expired",
    CASE WHEN "t7"."last" THEN "t7"."value" ELSE CAST(NULL AS BIGINT) END AS "value",
    CASE WHEN "t7"."first" THEN "t7"."minutes" ELSE CAST(NULL AS BIGINT) END AS "minutes"
  FROM (
    SELECT
      "t6"."unit",
      "t6"."journey",
      "t6"."person",
      "t6"."segment",
      "t6"."bucket",
      "t6"."place",
      "t6"."position",
      "t6"."role",
      "t6"."entered_us",
      "t6"."entered_day",
      "t6"."entered_exact",
      "t6"."left_us",
      "t6"."left_day",
      "t6"."left_exact",
      "t6"."next_role",
      "t6"."via",
      "t6"."implied",
      "t6"."value",
      "t6"."nth",
      "t6"."again_us",
      "t6"."until_us",
      "t6"."onward_us",
      "t6"."onward_day",
      "t6"."onward_exact",
      "t6"."ordinal",
      "t6"."came",
      "t6"."before_place",
      "t6"."before_position",
      "t6"."before_role",
      "t6"."began_day",
      "t6"."first_position",
      "t6"."as_of_us",
      "t6"."as_of_day",
      "t6"."first_day",
      "t6"."end_day",
      "t6"."within_us",
      "t6"."within_days",
      "t6"."older_us",
      "t6"."older_days",
      "t6"."stages",
      "t6"."frm_position",
      "t6"."to_position",
      "t6"."minutes",
      "t6"."nth" = 1 AS "first",
      "t6"."again_us" IS NULL AS "last",
      "t6"."onward_us" IS NOT NULL AS "onward",
      (
        "t6"."again_us" IS NULL
      )
      AND NOT (
        "t6"."onward_us" IS NOT NULL
      )
      AND (
        "t6"."left_us" IS NOT NULL
      ) AS "gone"
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
        "t5"."entered_exact",
        "t5"."left_us",
        "t5"."left_day",
        "t5"."left_exact",
        "t5"."next_role",
        "t5"."via",
        "t5"."implied",
        "t5"."value",
        "t5"."nth",
        "t5"."again_us",
        "t5"."until_us",
        "t5"."onward_us",
        "t5"."onward_day",
        "t5"."onward_exact",
        "t5"."ordinal",
        "t5"."came",
        "t5"."before_place",
        "t5"."before_position",
        "t5"."before_role",
        "t5"."began_day",
        "t5"."first_position",
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
        CASE
          WHEN "t5"."minutes" < 2880
          THEN "t5"."minutes"
          WHEN "t5"."minutes" < 129600
          THEN "t5"."minutes" - (
            "t5"."minutes" % 60
          )
          ELSE "t5"."minutes" - (
            "t5"."minutes" % 360
          )
        END AS "minutes"
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
          "t4"."left_us",
          "t4"."left_day",
          "t4"."left_exact",
          "t4"."next_role",
          "t4"."via",
          "t4"."implied",
          "t4"."value",
          "t4"."nth",
          "t4"."again_us",
          "t4"."until_us",
          "t4"."onward_us",
          "t4"."onward_day",
          "t4"."onward_exact",
          "t4"."ordinal",
          "t4"."came",
          "t4"."before_place",
          "t4"."before_position",
          "t4"."before_role",
          "t4"."began_day",
          "t4"."first_position",
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
          CASE
            WHEN "t4"."entered_exact"
            AND CASE
              WHEN "t4"."onward_us" IS NOT NULL
              THEN "t4"."onward_exact"
              WHEN "t4"."left_us" IS NOT NULL
              THEN "t4"."left_exact"
              ELSE TRUE
            END
            THEN CAST(FLOOR(
              (
                COALESCE("t4"."onward_us", "t4"."left_us", "t4"."as_of_us") - "t4"."entered_us"
              ) / (
                60000000
              )
            ) AS BIGINT)
            ELSE (
              CASE
                WHEN "t4"."onward_us" IS NOT NULL
                THEN "t4"."onward_day"
                WHEN "t4"."left_us" IS NOT NULL
                THEN "t4"."left_day"
                ELSE "t4"."as_of_day"
              END - "t4"."entered_day"
            ) * 1440
          END AS "minutes"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
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
                "t1"."next_role",
                "t1"."via",
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
                "t1"."ordinal",
                "t1"."came",
                "t1"."before_place",
                "t1"."before_position",
                "t1"."before_role",
                "t1"."began_day",
                "t1"."first_position",
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
                "t1"."to_position"
              FROM (
                SELECT
                  *
                FROM "visits" AS "t0"
                WHERE
                  "t0"."entered_us" < "t0"."as_of_us"
              ) AS "t1"
            ) AS "t2"
            WHERE
              "t2"."position" < "t2"."stages"
          ) AS "t3"
          WHERE
            "t3"."began_day" >= "t3"."first_day" AND "t3"."began_day" < "t3"."end_day"
        ) AS "t4"
      ) AS "t5"
    ) AS "t6"
  ) AS "t7"
) AS "t8"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8,
  9,
  10,
  11,
  12,
  13,
  14
