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
    "t2"."entered_day" >= "t2"."first_day"
    AND "t2"."entered_day" < "t2"."end_day"
    AND NOT (
      "t2"."implied"
    )
) AS "t3"
