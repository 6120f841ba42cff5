SELECT
  "t3"."unit",
  "t3"."journey",
  "t3"."person",
  "t3"."segment",
  "t3"."place",
  "t3"."reason",
  "t3"."before_place" AS "frm",
  TRUE AS "count",
  "t3"."value"
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
    AND (
      NOT (
        "t2"."role" IN ('stage', 'won')
      ) OR (
        "t2"."via" = 'expired'
      )
    )
    AND "t2"."before_role" IN ('stage', 'won')
) AS "t3"
