SELECT
  "t5"."unit",
  "t5"."journey",
  "t5"."person",
  "t5"."bucket",
  "t5"."segment",
  "t5"."place",
  TRUE AS "entered"
FROM (
  SELECT
    *
  FROM (
    SELECT
      *
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
        CASE
          WHEN "t2"."left_us" < "t2"."as_of_us"
          THEN "t2"."left_us"
          ELSE CAST(NULL AS BIGINT)
        END AS "left_us",
        "t2"."left_day",
        "t2"."left_exact",
        "t2"."left_minutes",
        "t2"."next_role",
        "t2"."via",
        "t2"."reason",
        "t2"."implied",
        "t2"."value",
        "t2"."nth",
        CASE
          WHEN "t2"."again_us" < "t2"."as_of_us"
          THEN "t2"."again_us"
          ELSE CAST(NULL AS BIGINT)
        END AS "again_us",
        CASE
          WHEN "t2"."until_us" < "t2"."as_of_us"
          THEN "t2"."until_us"
          ELSE CAST(NULL AS BIGINT)
        END AS "until_us",
        CASE
          WHEN "t2"."onward_us" < "t2"."as_of_us"
          THEN "t2"."onward_us"
          ELSE CAST(NULL AS BIGINT)
        END AS "onward_us",
        "t2"."onward_day",
        "t2"."onward_exact",
        "t2"."onward_minutes",
        "t2"."ordinal",
        "t2"."came",
        "t2"."before_place",
        "t2"."before_position",
        "t2"."before_role",
        "t2"."began_day",
        "t2"."first_position",
        "t2"."won_us",
        "t2"."won_ordinal",
        "t2"."won_value",
        "t2"."last_us",
        "t2"."last_position",
        "t2"."last_role",
        "t2"."last_via",
        "t2"."kept",
        "t2"."opportunity_type",
        "t2"."as_of_us",
        "t2"."as_of_day",
        "t2"."first_day",
        "t2"."end_day",
        "t2"."within_us",
        "t2"."within_days",
        "t2"."older_us",
        "t2"."older_days",
        "t2"."stages",
        "t2"."frm_position",
        "t2"."to_position",
        "t2"."lead_position",
        "t2"."deal_position",
        "t2"."window_us",
        "t2"."sales_position",
        "t2"."influence_us"
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
      ) AS "t2"
    ) AS "t3"
    WHERE
      "t3"."position" < "t3"."stages"
  ) AS "t4"
  WHERE
    "t4"."entered_day" >= "t4"."first_day"
    AND "t4"."entered_day" < "t4"."end_day"
    AND "t4"."nth" = 1
) AS "t5"
