SELECT
  "t4"."unit",
  "t4"."journey",
  "t4"."person",
  "t4"."place",
  "t4"."segment",
  "t4"."bucket",
  TRUE AS "entered",
  (
    "t4"."within_us" IS NULL
  )
  OR CASE
    WHEN "t4"."entered_exact"
    THEN (
      "t4"."as_of_us" - "t4"."entered_us"
    ) > "t4"."within_us"
    ELSE (
      "t4"."as_of_day" - "t4"."entered_day"
    ) > "t4"."within_days"
  END
  OR CASE
    WHEN "t4"."entered_exact"
    THEN (
      "t4"."as_of_us" - "t4"."entered_us"
    ) = "t4"."within_us"
    ELSE (
      "t4"."as_of_day" - "t4"."entered_day"
    ) = "t4"."within_days"
  END AS "judged",
  (
    (
      "t4"."within_us" IS NULL
    )
    OR CASE
      WHEN "t4"."entered_exact"
      THEN (
        "t4"."as_of_us" - "t4"."entered_us"
      ) > "t4"."within_us"
      ELSE (
        "t4"."as_of_day" - "t4"."entered_day"
      ) > "t4"."within_days"
    END
    OR CASE
      WHEN "t4"."entered_exact"
      THEN (
        "t4"."as_of_us" - "t4"."entered_us"
      ) = "t4"."within_us"
      ELSE (
        "t4"."as_of_day" - "t4"."entered_day"
      ) = "t4"."within_days"
    END
  )
  AND (
    "t4"."onward"
    AND (
      (
        "t4"."within_us" IS NULL
      )
      OR CASE
        WHEN "t4"."entered_exact" AND "t4"."onward_exact"
        THEN (
          "t4"."onward_us" - "t4"."entered_us"
        ) <= "t4"."within_us"
        ELSE (
          "t4"."onward_day" - "t4"."entered_day"
        ) <= "t4"."within_days"
      END
    )
  ) AS "converted",
  NOT (
    "t4"."onward"
  ) AND NOT (
    "t4"."left"
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
        FROM "visits" AS "t0"
        WHERE
          "t0"."entered_us" < "t0"."as_of_us"
      ) AS "t1"
      WHERE
        "t1"."kept"
    ) AS "t2"
    WHERE
      "t2"."position" < "t2"."stages"
  ) AS "t3"
  WHERE
    "t3"."entered_day" >= "t3"."first_day"
    AND "t3"."entered_day" < "t3"."end_day"
    AND "t3"."nth" = 1
) AS "t4"
