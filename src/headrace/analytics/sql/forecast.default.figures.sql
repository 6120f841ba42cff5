SELECT
  "t0"."segment",
  "t0"."place",
  "t0"."age",
  "t0"."stayed",
  "t0"."length",
  "t0"."came",
  "t0"."begins",
  "t0"."worth",
  "t0"."revenue",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."stays"), 0) AS "stays",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."open"), 0) AS "open",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."pipeline"), 0) AS "pipeline"
FROM "counts" AS "t0"
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
