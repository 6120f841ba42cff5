SELECT
  "t0"."bucket",
  "t0"."segment",
  "t0"."lead",
  COALESCE(SUM("t0"."alike") FILTER(WHERE
    "t0"."leads"), 0) AS "leads",
  SUM("t0"."touches") AS "touches",
  SUM("t0"."dials") AS "dials",
  SUM("t0"."minutes") AS "minutes",
  SUM("t0"."touches_squared") AS "touches_squared",
  SUM("t0"."minutes_squared") AS "minutes_squared"
FROM "counts" AS "t0"
GROUP BY
  1,
  2,
  3
