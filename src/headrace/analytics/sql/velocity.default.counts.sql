SELECT
  "t7"."place",
  "t7"."segment",
  "t7"."n",
  "t7"."moved_on",
  "t7"."still_waiting",
  "t7"."ended_otherwise",
  "t7"."minutes",
  "t7"."stayed",
  "t7"."gone",
  COUNT(*) AS "alike"
FROM (
  SELECT
    "t6"."unit",
    "t6"."journey",
    "t6"."person",
    "t6"."place",
    "t6"."segment",
    "t6"."minutes",
    "t6"."stayed",
    TRUE AS "n",
    "t6"."onward_us" IS NOT NULL AS "moved_on",
    NOT (
      "t6"."onward_us" IS NOT NULL
    ) AND NOT (
      "t6"."left_us" IS NOT NULL
    ) AS "still_waiting",
    NOT (
      "t6"."onward_us" IS NOT NULL
    ) AND (
      "t6"."left_us" IS NOT NULL
    ) AS "ended_otherwise",
    "t6"."left_us" IS NOT NULL AS "gone"
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
      END AS "minutes",
      CASE
        WHEN "t5"."stayed" < 2880
        THEN "t5"."stayed"
        WHEN "t5"."stayed" < 129600
        THEN "t5"."stayed" - (
          "t5"."stayed" % 60
        )
        ELSE "t5"."stayed" - (
          "t5"."stayed" % 360
        )
      END AS "stayed"
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
        END AS "minutes",
        CASE
          WHEN "t4"."entered_exact"
          AND CASE WHEN "t4"."left_us" IS NOT NULL THEN "t4"."left_exact" ELSE TRUE END
          THEN CAST(FLOOR(
            (
              COALESCE("t4"."left_us", "t4"."as_of_us") - "t4"."entered_us"
            ) / (
              60000000
            )
          ) AS BIGINT)
          ELSE (
            CASE WHEN "t4"."left_us" IS NOT NULL THEN "t4"."left_day" ELSE "t4"."as_of_day" END - "t4"."entered_day"
          ) * 1440
        END AS "stayed"
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
          "t3"."entered_day" >= "t3"."first_day"
          AND "t3"."entered_day" < "t3"."end_day"
          AND "t3"."nth" = 1
          AND NOT (
            "t3"."implied"
          )
      ) AS "t4"
    ) AS "t5"
  ) AS "t6"
) AS "t7"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8,
  9
