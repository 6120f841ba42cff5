SELECT
  "t6"."place",
  "t6"."segment",
  SUM(CAST("t6"."entered" AS BIGINT)) AS "entered",
  SUM(CAST("t6"."joined" AS BIGINT)) AS "joined",
  SUM(CAST("t6"."implied" AS BIGINT)) AS "implied",
  SUM(CAST("t6"."came" AS BIGINT)) AS "came",
  SUM(CAST("t6"."of_the_first" AS BIGINT)) AS "of_the_first",
  SUM(CAST("t6"."moved_on" AS BIGINT)) AS "moved_on",
  SUM(CAST("t6"."moved_back" AS BIGINT)) AS "moved_back",
  SUM(CAST("t6"."still_here" AS BIGINT)) AS "still_here",
  SUM(CAST("t6"."nurtured" AS BIGINT)) AS "nurtured",
  SUM(CAST("t6"."left" AS BIGINT)) AS "left",
  SUM(CAST("t6"."expired" AS BIGINT)) AS "expired",
  SUM("t6"."value") AS "value"
FROM (
  SELECT
    "t5"."unit",
    "t5"."journey",
    "t5"."person",
    "t5"."place",
    "t5"."segment",
    "t5"."nth" = 1 AS "entered",
    (
      "t5"."nth" = 1
    ) AND (
      "t5"."ordinal" = 1
    ) AND (
      "t5"."position" > 0
    ) AS "joined",
    (
      "t5"."nth" = 1
    ) AND "t5"."implied" AS "implied",
    (
      "t5"."nth" = 1
    ) AND "t5"."came" AS "came",
    (
      "t5"."nth" = 1
    ) AND (
      "t5"."first_position" = 0
    ) AS "of_the_first",
    (
      "t5"."nth" = 1
    ) AND (
      "t5"."onward_us" IS NOT NULL
    ) AS "moved_on",
    (
      "t5"."again_us" IS NULL
    )
    AND NOT (
      "t5"."onward_us" IS NOT NULL
    )
    AND (
      "t5"."left_us" IS NOT NULL
    )
    AND NOT (
      (
        "t5"."again_us" IS NULL
      )
      AND NOT (
        "t5"."onward_us" IS NOT NULL
      )
      AND (
        "t5"."left_us" IS NOT NULL
      )
      AND (
        (
          "t5"."next_via" = 'expired'
        ) OR (
          "t5"."next_role" = 'expired'
        )
      )
    )
    AND "t5"."next_role" IN ('stage', 'won') AS "moved_back",
    (
      "t5"."again_us" IS NULL
    )
    AND NOT (
      "t5"."onward_us" IS NOT NULL
    )
    AND (
      "t5"."left_us" IS NULL
    ) AS "still_here",
    (
      "t5"."again_us" IS NULL
    )
    AND NOT (
      "t5"."onward_us" IS NOT NULL
    )
    AND (
      "t5"."left_us" IS NOT NULL
    )
    AND NOT (
      (
        "t5"."again_us" IS NULL
      )
      AND NOT (
        "t5"."onward_us" IS NOT NULL
      )
      AND (
        "t5"."left_us" IS NOT NULL
      )
      AND (
        (
          "t5"."next_via" = 'expired'
        ) OR (
          "t5"."next_role" = 'expired'
        )
      )
    )
    AND (
      "t5"."next_role" = 'nurture'
    ) AS "nurtured",
    (
      "t5"."again_us" IS NULL
    )
    AND NOT (
      "t5"."onward_us" IS NOT NULL
    )
    AND (
      "t5"."left_us" IS NOT NULL
    )
    AND NOT (
      (
        "t5"."again_us" IS NULL
      )
      AND NOT (
        "t5"."onward_us" IS NOT NULL
      )
      AND (
        "t5"."left_us" IS NOT NULL
      )
      AND (
        (
          "t5"."next_via" = 'expired'
        ) OR (
          "t5"."next_role" = 'expired'
        )
      )
    )
    AND "t5"."next_role" IN ('out', 'lost') AS "left",
    (
      "t5"."again_us" IS NULL
    )
    AND NOT (
      "t5"."onward_us" IS NOT NULL
    )
    AND (
      "t5"."left_us" IS NOT NULL
    )
    AND (
      (
        "t5"."next_via" = 'expired'
      ) OR (
        "t5"."next_role" = 'expired'
      )
    ) AS "expired",
    CASE WHEN "t5"."again_us" IS NULL THEN "t5"."value" ELSE CAST(NULL AS BIGINT) END AS "value",
    CASE
      WHEN "t5"."nth" = 1
      THEN CASE
        WHEN "t5"."onward_us" IS NOT NULL
        THEN CASE
          WHEN "t5"."entered_exact" AND "t5"."onward_exact"
          THEN CAST(FLOOR((
            "t5"."onward_us" - "t5"."entered_us"
          ) / (
            60000000
          )) AS BIGINT)
          ELSE (
            "t5"."onward_day" - "t5"."entered_day"
          ) * 1440
        END
        WHEN "t5"."left_us" IS NOT NULL
        THEN CASE
          WHEN "t5"."entered_exact" AND "t5"."left_exact"
          THEN CAST(FLOOR((
            "t5"."left_us" - "t5"."entered_us"
          ) / (
            60000000
          )) AS BIGINT)
          ELSE (
            "t5"."left_day" - "t5"."entered_day"
          ) * 1440
        END
        ELSE CASE
          WHEN "t5"."entered_exact"
          THEN CAST(FLOOR((
            "t5"."as_of_us" - "t5"."entered_us"
          ) / (
            60000000
          )) AS BIGINT)
          ELSE (
            "t5"."as_of_day" - "t5"."entered_day"
          ) * 1440
        END
      END
      ELSE CAST(NULL AS BIGINT)
    END AS "minutes",
    "t5"."onward_us" IS NOT NULL AS "event"
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
      "t4"."next_role",
      "t4"."next_via",
      "t4"."via",
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
      "t4"."frm_position",
      "t4"."to_position"
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
      AND "t4"."role" IN ('stage', 'won')
      AND "t4"."began_day" >= "t4"."first_day"
      AND "t4"."began_day" < "t4"."end_day"
  ) AS "t5"
) AS "t6"
GROUP BY
  1,
  2
