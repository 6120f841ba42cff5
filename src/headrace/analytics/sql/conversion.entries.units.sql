SELECT
  "t4"."unit",
  "t4"."journey",
  "t4"."person",
  "t4"."place",
  "t4"."segment",
  "t4"."bucket",
  TRUE AS "entered",
  FALSE AS "judged",
  FALSE AS "converted",
  FALSE AS "open"
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
) AS "t4"
