SELECT
  "t14"."unit",
  "t14"."journey",
  "t14"."person",
  "t14"."place",
  "t14"."segment",
  "t14"."bucket",
  "t14"."judged",
  "t14"."converted",
  "t14"."judged" AND NOT (
    "t10"."whose" IS NULL
  ) AS "fake",
  "t14"."judged" AND (
    "t10"."whose" IS NULL
  ) AS "clean",
  "t14"."converted" AND (
    "t10"."whose" IS NULL
  ) AS "clean_converted"
FROM (
  SELECT
    "t12"."unit",
    "t12"."journey",
    "t12"."person",
    "t12"."place",
    "t12"."segment",
    "t12"."bucket",
    "t12"."value",
    "t12"."entered",
    "t12"."judged",
    "t12"."converted",
    "t12"."open",
    COALESCE("t12"."person", "t12"."journey") AS "who"
  FROM (
    SELECT
      "t11"."unit",
      "t11"."journey",
      "t11"."person",
      "t11"."place",
      "t11"."segment",
      "t11"."bucket",
      "t11"."value",
      TRUE AS "entered",
      (
        "t11"."within_us" IS NULL
      )
      OR CASE
        WHEN "t11"."entered_exact"
        THEN (
          "t11"."as_of_us" - "t11"."entered_us"
        ) > "t11"."within_us"
        ELSE (
          "t11"."as_of_day" - "t11"."entered_day"
        ) > "t11"."within_days"
      END
      OR CASE
        WHEN "t11"."entered_exact"
        THEN (
          "t11"."as_of_us" - "t11"."entered_us"
        ) = "t11"."within_us"
        ELSE (
          "t11"."as_of_day" - "t11"."entered_day"
        ) = "t11"."within_days"
      END AS "judged",
      (
        (
          "t11"."within_us" IS NULL
        )
        OR CASE
          WHEN "t11"."entered_exact"
          THEN (
            "t11"."as_of_us" - "t11"."entered_us"
          ) > "t11"."within_us"
          ELSE (
            "t11"."as_of_day" - "t11"."entered_day"
          ) > "t11"."within_days"
        END
        OR CASE
          WHEN "t11"."entered_exact"
          THEN (
            "t11"."as_of_us" - "t11"."entered_us"
          ) = "t11"."within_us"
          ELSE (
            "t11"."as_of_day" - "t11"."entered_day"
          ) = "t11"."within_days"
        END
      )
      AND (
        (
          "t11"."onward_us" IS NOT NULL
        )
        AND (
          (
            "t11"."within_us" IS NULL
          )
          OR CASE
            WHEN "t11"."entered_exact" AND "t11"."onward_exact"
            THEN (
              "t11"."onward_us" - "t11"."entered_us"
            ) <= "t11"."within_us"
            ELSE (
              "t11"."onward_day" - "t11"."entered_day"
            ) <= "t11"."within_days"
          END
        )
      ) AS "converted",
      NOT (
        "t11"."onward_us" IS NOT NULL
      ) AND (
        "t11"."left_us" IS NULL
      ) AS "open"
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
    ) AS "t11"
  ) AS "t12"
) AS "t14"
LEFT OUTER JOIN (
  SELECT
    "t7"."whose"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t2"."day",
        "t2"."person",
        "t2"."journey",
        "t2"."kind",
        "t2"."at_us",
        "t2"."root",
        "t2"."state",
        "t2"."segment",
        "t2"."bucket",
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
        "t2"."influence_us",
        COALESCE("t2"."person", "t2"."journey") AS "whose",
        ROW_NUMBER() OVER (
          PARTITION BY COALESCE("t2"."person", "t2"."journey")
          ORDER BY "t2"."at_us" DESC, "t2"."root" DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          *
        FROM "told_people" AS "t0"
        WHERE
          "t0"."state" IS NOT NULL
      ) AS "t2"
    ) AS "t5"
    WHERE
      "t5"."turn" = 0 AND "t5"."state" = 'fake'
  ) AS "t7"
) AS "t10"
  ON "t14"."who" = "t10"."whose"
