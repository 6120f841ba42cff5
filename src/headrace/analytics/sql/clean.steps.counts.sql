SELECT
  "t14"."bucket",
  "t14"."segment",
  "t14"."place",
  "t14"."judged",
  "t14"."converted",
  "t14"."scrubbed",
  "t14"."fake",
  "t14"."clean",
  "t14"."clean_converted",
  COUNT(*) AS "alike"
FROM (
  SELECT
    "t13"."unit",
    "t13"."journey",
    "t13"."person",
    "t13"."place",
    "t13"."segment",
    "t13"."bucket",
    "t13"."judged",
    "t13"."converted",
    "t13"."judged" AND (
      "t10"."whose" IS NOT NULL
    ) AS "scrubbed",
    "t13"."judged" AND COALESCE("t10"."is_fake", FALSE) AS "fake",
    "t13"."judged" AND NOT (
      COALESCE("t10"."is_fake", FALSE)
    ) AS "clean",
    "t13"."converted" AND NOT (
      COALESCE("t10"."is_fake", FALSE)
    ) AS "clean_converted"
  FROM (
    SELECT
      "t11"."unit",
      "t11"."journey",
      "t11"."person",
      "t11"."place",
      "t11"."segment",
      "t11"."bucket",
      "t11"."entered",
      "t11"."judged",
      "t11"."converted",
      "t11"."open",
      COALESCE("t11"."person", "t11"."journey") AS "who"
    FROM (
      SELECT
        "t8"."unit",
        "t8"."journey",
        "t8"."person",
        "t8"."place",
        "t8"."segment",
        "t8"."bucket",
        TRUE AS "entered",
        (
          "t8"."within_us" IS NULL
        )
        OR CASE
          WHEN "t8"."entered_exact"
          THEN (
            "t8"."as_of_us" - "t8"."entered_us"
          ) > "t8"."within_us"
          ELSE (
            "t8"."as_of_day" - "t8"."entered_day"
          ) > "t8"."within_days"
        END
        OR CASE
          WHEN "t8"."entered_exact"
          THEN (
            "t8"."as_of_us" - "t8"."entered_us"
          ) = "t8"."within_us"
          ELSE (
            "t8"."as_of_day" - "t8"."entered_day"
          ) = "t8"."within_days"
        END AS "judged",
        (
          (
            "t8"."within_us" IS NULL
          )
          OR CASE
            WHEN "t8"."entered_exact"
            THEN (
              "t8"."as_of_us" - "t8"."entered_us"
            ) > "t8"."within_us"
            ELSE (
              "t8"."as_of_day" - "t8"."entered_day"
            ) > "t8"."within_days"
          END
          OR CASE
            WHEN "t8"."entered_exact"
            THEN (
              "t8"."as_of_us" - "t8"."entered_us"
            ) = "t8"."within_us"
            ELSE (
              "t8"."as_of_day" - "t8"."entered_day"
            ) = "t8"."within_days"
          END
        )
        AND (
          "t8"."onward"
          AND (
            (
              "t8"."within_us" IS NULL
            )
            OR CASE
              WHEN "t8"."entered_exact" AND "t8"."onward_exact"
              THEN (
                "t8"."onward_us" - "t8"."entered_us"
              ) <= "t8"."within_us"
              ELSE (
                "t8"."onward_day" - "t8"."entered_day"
              ) <= "t8"."within_days"
            END
          )
        ) AS "converted",
        NOT (
          "t8"."onward"
        ) AND NOT (
          "t8"."left"
        ) AS "open"
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
                *
              FROM "visits" AS "t1"
              WHERE
                "t1"."entered_us" < "t1"."as_of_us"
            ) AS "t3"
            WHERE
              "t3"."kept"
          ) AS "t4"
          WHERE
            "t4"."position" < "t4"."stages"
        ) AS "t6"
        WHERE
          "t6"."entered_day" >= "t6"."first_day"
          AND "t6"."entered_day" < "t6"."end_day"
          AND "t6"."nth" = 1
      ) AS "t8"
    ) AS "t11"
  ) AS "t13"
  LEFT OUTER JOIN (
    SELECT
      "t7"."whose",
      "t7"."state" = 'fake' AS "is_fake"
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
        "t5"."turn" = 0
    ) AS "t7"
  ) AS "t10"
    ON "t13"."who" = "t10"."whose"
) AS "t14"
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
