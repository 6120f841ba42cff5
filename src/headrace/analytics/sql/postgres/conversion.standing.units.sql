SELECT
  "t4"."unit",
  "t4"."journey",
  "t4"."person",
  "t4"."place",
  "t4"."segment",
  CAST(NULL AS INT) AS "bucket",
  TRUE AS "entered",
  FALSE AS "judged",
  FALSE AS "converted",
  TRUE AS "open"
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
          (
            "t0"."entered_us" < "t0"."as_of_us"
          ) OR (
            "t0"."entered_us" IS NULL
          )
      ) AS "t1"
      WHERE
        "t1"."kept"
    ) AS "t2"
    WHERE
      "t2"."position" < "t2"."stages"
  ) AS "t3"
  WHERE
    "t3"."here"
) AS "t4"
