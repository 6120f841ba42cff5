SELECT
  "t4"."segment",
  "t4"."frm",
  "t4"."place",
  "t4"."kind",
  "t4"."count",
  COUNT(*) AS "alike"
FROM (
  SELECT
    "t3"."unit",
    "t3"."journey",
    "t3"."person",
    "t3"."segment",
    "t3"."place",
    "t3"."before_place" AS "frm",
    CASE
      WHEN "t3"."before_place" IS NULL
      THEN 'entry'
      WHEN (
        "t3"."via" = 'expired'
      ) OR (
        "t3"."role" = 'expired'
      )
      THEN 'expired'
      WHEN "t3"."role" = 'nurture'
      THEN 'nurture'
      WHEN NOT (
        "t3"."role" IN ('stage', 'won')
      )
      THEN 'out'
      WHEN NOT (
        "t3"."before_role" IN ('stage', 'won')
      )
      THEN 'recycle'
      WHEN (
        "t3"."position" - "t3"."before_position"
      ) = 1
      THEN 'forward'
      WHEN (
        "t3"."position" - "t3"."before_position"
      ) > 1
      THEN 'skip'
      ELSE 'back'
    END AS "kind",
    TRUE AS "count"
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
      "t2"."entered_day" >= "t2"."first_day"
      AND "t2"."entered_day" < "t2"."end_day"
      AND NOT (
        "t2"."implied"
      )
  ) AS "t3"
) AS "t4"
GROUP BY
  1,
  2,
  3,
  4,
  5
