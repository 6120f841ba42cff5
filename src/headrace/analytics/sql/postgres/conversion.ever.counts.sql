SELECT
  "t5"."bucket",
  "t5"."segment",
  "t5"."place",
  "t5"."entered",
  "t5"."judged",
  "t5"."converted",
  "t5"."open",
  COUNT(*) AS "alike"
FROM (
  SELECT
    "t4"."unit",
    "t4"."journey",
    "t4"."person",
    "t4"."place",
    "t4"."segment",
    "t4"."bucket",
    TRUE AS "entered",
    TRUE AS "judged",
    "t4"."onward" AS "converted",
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
) AS "t5"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6,
  7
