SELECT
  "t0"."bucket",
  "t0"."segment",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."customers"), 0) AS "customers",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."lost"), 0) AS "lost",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."shrunk"), 0) AS "shrunk",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."grown"), 0) AS "grown",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."fresh"), 0) AS "fresh",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."back"), 0) AS "back",
  SUM("t0"."opening") AS "opening",
  SUM("t0"."churned") AS "churned",
  SUM("t0"."contracted") AS "contracted",
  SUM("t0"."expanded") AS "expanded",
  SUM("t0"."added") AS "added"
FROM "counts" AS "t0"
GROUP BY
  1,
  2
