SELECT
  "t0"."bucket",
  "t0"."segment",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."leads"), 0) AS "leads",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."opportunities"), 0) AS "opportunities",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."calls"), 0) AS "calls",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."connected"), 0) AS "connected",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."completed"), 0) AS "completed",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."unmeasured"), 0) AS "unmeasured",
  SUM("t0"."dials") AS "dials",
  SUM("t0"."redials") AS "redials",
  SUM("t0"."talked") AS "talked",
  SUM("t0"."chased") AS "chased"
FROM "counts" AS "t0"
GROUP BY
  1,
  2
