WITH "t4" AS (
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
    FROM "visits" AS "t0"
    WHERE
      (
        "t0"."entered_us" < "t0"."as_of_us"
      ) OR (
        "t0"."entered_us" IS NULL
      )
  ) AS "t2"
)
SELECT
  "t19"."unit",
  "t19"."journey",
  "t19"."person",
  "t19"."segment",
  TRUE AS "inquiries",
  COALESCE("t19"."lead_ordinal" >= "t19"."ordinal", FALSE) AS "leads",
  COALESCE("t19"."won_ordinal" >= "t19"."ordinal", FALSE) AS "won"
FROM (
  SELECT
    "t18"."unit",
    "t18"."journey",
    "t18"."person",
    "t18"."segment",
    "t18"."bucket",
    "t18"."place",
    "t18"."position",
    "t18"."role",
    "t18"."entered_us",
    "t18"."entered_day",
    "t18"."entered_exact",
    "t18"."left_us",
    "t18"."left_day",
    "t18"."left_exact",
    "t18"."left_minutes",
    "t18"."next_role",
    "t18"."via",
    "t18"."reason",
    "t18"."implied",
    "t18"."value",
    "t18"."nth",
    "t18"."again_us",
    "t18"."until_us",
    "t18"."onward_us",
    "t18"."onward_day",
    "t18"."onward_exact",
    "t18"."onward_minutes",
    "t18"."ordinal",
    "t18"."came",
    "t18"."before_place",
    "t18"."before_position",
    "t18"."before_role",
    "t18"."began_day",
    "t18"."first_position",
    "t18"."kept",
    "t18"."opportunity_type",
    "t18"."as_of_us",
    "t18"."as_of_day",
    "t18"."first_day",
    "t18"."end_day",
    "t18"."within_us",
    "t18"."within_days",
    "t18"."older_us",
    "t18"."older_days",
    "t18"."stages",
    "t18"."frm_position",
    "t18"."to_position",
    "t18"."lead_position",
    "t18"."deal_position",
    "t18"."window_us",
    "t18"."sales_position",
    "t18"."influence_us",
    "t17"."lead_ordinal",
    "t14"."won_ordinal"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t3"."unit",
            "t3"."journey",
            "t3"."person",
            "t3"."segment",
            "t3"."bucket",
            "t3"."place",
            "t3"."position",
            "t3"."role",
            "t3"."entered_us",
            "t3"."entered_day",
            "t3"."entered_exact",
            CASE
              WHEN "t3"."left_us" < "t3"."as_of_us"
              THEN "t3"."left_us"
              ELSE CAST(NULL AS BIGINT)
            END AS "left_us",
            "t3"."left_day",
            "t3"."left_exact",
            "t3"."left_minutes",
            "t3"."next_role",
            "t3"."via",
            "t3"."reason",
            "t3"."implied",
            "t3"."value",
            "t3"."nth",
            CASE
              WHEN "t3"."again_us" < "t3"."as_of_us"
              THEN "t3"."again_us"
              ELSE CAST(NULL AS BIGINT)
            END AS "again_us",
            CASE
              WHEN "t3"."until_us" < "t3"."as_of_us"
              THEN "t3"."until_us"
              ELSE CAST(NULL AS BIGINT)
            END AS "until_us",
            CASE
              WHEN "t3"."onward_us" < "t3"."as_of_us"
              THEN "t3"."onward_us"
              ELSE CAST(NULL AS BIGINT)
            END AS "onward_us",
            "t3"."onward_day",
            "t3"."onward_exact",
            "t3"."onward_minutes",
            "t3"."ordinal",
            "t3"."came",
            "t3"."before_place",
            "t3"."before_position",
            "t3"."before_role",
            "t3"."began_day",
            "t3"."first_position",
            "t3"."kept",
            "t3"."opportunity_type",
            "t3"."as_of_us",
            "t3"."as_of_day",
            "t3"."first_day",
            "t3"."end_day",
            "t3"."within_us",
            "t3"."within_days",
            "t3"."older_us",
            "t3"."older_days",
            "t3"."stages",
            "t3"."frm_position",
            "t3"."to_position",
            "t3"."lead_position",
            "t3"."deal_position",
            "t3"."window_us",
            "t3"."sales_position",
            "t3"."influence_us"
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
          ) AS "t3"
        ) AS "t5"
        WHERE
          "t5"."position" < "t5"."stages"
      ) AS "t7"
      WHERE
        "t7"."entered_day" >= "t7"."first_day"
        AND "t7"."entered_day" < "t7"."end_day"
        AND "t7"."nth" = 1
    ) AS "t11"
    WHERE
      "t11"."position" = 0
  ) AS "t18"
  LEFT OUTER JOIN (
    SELECT
      "t12"."unit" AS "told_unit",
      "t12"."lead_ordinal"
    FROM (
      SELECT
        "t9"."unit",
        MAX("t9"."ordinal") AS "lead_ordinal"
      FROM (
        SELECT
          *
        FROM "t4" AS "t6"
        WHERE
          "t6"."role" IN ('stage', 'won') AND "t6"."position" >= "t6"."lead_position"
      ) AS "t9"
      GROUP BY
        1
    ) AS "t12"
  ) AS "t17"
    ON "t18"."unit" = "t17"."told_unit"
  LEFT OUTER JOIN (
    SELECT
      "t10"."unit" AS "told_unit",
      "t10"."won_ordinal"
    FROM (
      SELECT
        "t8"."unit",
        "t8"."ordinal" AS "won_ordinal"
      FROM (
        SELECT
          *
        FROM "t4" AS "t6"
        WHERE
          "t6"."role" = 'won' AND "t6"."nth" = 1
      ) AS "t8"
    ) AS "t10"
  ) AS "t14"
    ON "t18"."unit" = "t14"."told_unit"
) AS "t19"
