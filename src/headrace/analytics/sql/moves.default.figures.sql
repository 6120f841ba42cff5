SELECT
  "t5"."segment",
  "t5"."frm",
  "t5"."place",
  "t5"."kind",
  SUM(CAST("t5"."count" AS BIGINT)) AS "count"
FROM (
  SELECT
    "t4"."unit",
    "t4"."journey",
    "t4"."person",
    "t4"."segment",
    "t4"."place",
    "t4"."before_place" AS "frm",
    CASE
      WHEN "t4"."before_place" IS NULL
      THEN 'entry'
      WHEN (
        "t4"."via" = 'expired'
      ) OR (
        "t4"."role" = 'expired'
      )
      THEN 'expired'
      WHEN "t4"."role" = 'nurture'
      THEN 'nurture'
      WHEN NOT (
        "t4"."role" IN ('stage', 'won')
      )
      THEN 'out'
      WHEN NOT (
        "t4"."before_role" IN ('stage', 'won')
      )
      THEN 'recycle'
      WHEN (
        "t4"."position" - "t4"."before_position"
      ) = 1
      THEN 'forward'
      WHEN (
        "t4"."position" - "t4"."before_position"
      ) > 1
      THEN 'skip'
      ELSE 'back'
    END AS "kind",
    TRUE AS "count"
  FROM (
    SELECT
      "t2"."unit",
      "t2"."journey",
      "t2"."person",
      "t2"."segment",
      "t2"."bucket",
      "t2"."place",
      "t2"."position",
      "t2"."role",
      "t2"."entered_us",
      "t2"."entered_day",
      "t2"."entered_exact",
      "t2"."left_us",
      "t2"."left_day",
      "t2"."left_exact",
      "t2"."next_role",
      "t2"."next_via",
      "t2"."via",
      "t2"."implied",
      "t2"."value",
      "t2"."nth",
      "t2"."again_us",
      "t2"."until_us",
      "t2"."onward_us",
      "t2"."onward_day",
      "t2"."onward_exact",
      "t2"."ordinal",
      "t2"."came",
      "t2"."before_place",
      "t2"."before_position",
      "t2"."before_role",
      "t2"."began_day",
      "t2"."first_position",
      "t3"."as_of_us",
      "t3"."as_of_day",
      "t3"."first_day",
      "t3"."end_day",
      "t3"."within_us",
      "t3"."within_days",
      "t3"."older_us",
      "t3"."older_days",
      "t3"."frm_position",
      "t3"."to_position"
    FROM "visits" AS "t2"
    CROSS JOIN "asked" AS "t3"
  ) AS "t4"
  WHERE
    "t4"."entered_us" < "t4"."as_of_us"
    AND "t4"."entered_day" >= "t4"."first_day"
    AND "t4"."entered_day" < "t4"."end_day"
    AND NOT (
      "t4"."implied"
    )
) AS "t5"
GROUP BY
  1,
  2,
  3,
  4
