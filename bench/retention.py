"""The retention triangle of customers followed for 36 months, against plain DuckDB, polars and pandas on the same rows.

Every customer pays once a month until they leave, one in twenty each month. All find the same triangle.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb

from bench.figures import Figure, Result, median_seconds, peak_mib
from bench.questions import terms
from bench.workbench import CLOCK, Workbench, run
from headrace.adapters.documents.shipped import template
from headrace.adapters.engines.duckdb import DuckDBEngine
from headrace.adapters.mirror.families import ENVELOPE
from headrace.adapters.mirror.mirror import ROW_GROUP, Manifest, Mirror, funnel_digest
from headrace.analytics.question import Ask
from headrace.app.reports import report

MONTHS = 36
FIRST = date(2023, 1, 1)
STAYS = 0.95
AS_OF = date(2025, 12, 31)
BUDGET = "at most 2 x plain DuckDB, ahead of polars and pandas"
Triangle = Mapping[tuple[int, int], int]


def bench(workbench: Workbench) -> Result:
    """Payments made straight into the mirror's form."""
    folder = workbench.fresh("customers")
    path = write_payments(folder, workbench.rows)
    payments = duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall()[0][0]
    told = run("ask_retention", str(folder))
    figures = []
    for name in RIVALS:
        if find_spec(name) is None:
            continue
        theirs = run("triangle", name, str(path))
        assert theirs["cells"] == told["cells"], name
        figures.append(
            Figure(
                f"retention triangle, {workbench.rows:,} customers", f"{told['seconds']:.2f} s, {told['mib']:.0f} MiB",
                f"{name}: {theirs['seconds']:.2f} s, {theirs['mib']:.0f} MiB", told["seconds"] / theirs["seconds"], BUDGET,
            )
        )  # fmt: skip
    notes = f"{payments:,} payments over {MONTHS} months. The rivals read the month of each payment ready-made."
    return Result("Retention", figures, [notes])


def write_payments(folder: Path, customers: int) -> Path:
    """The payments as a segment of a mirror: one row per customer and month."""
    mirror = Mirror(folder)
    path = mirror.folder / "payments-1.parquet"
    starts = [(FIRST + timedelta(days=31 * month)).replace(day=1) for month in range(MONTHS)]
    days = [(start - date(1970, 1, 1)).days for start in starts]
    made = f"""
    SELECT row_number() OVER (ORDER BY customer, month) AS seq, 'paid' AS kind,
           {days}[month + 1]::BIGINT * 86400000000 AS at_us, true AS exact, {days}[month + 1]::INTEGER AS day,
           {int(CLOCK.timestamp() * 1_000_000)} AS recorded_us, NULL::VARCHAR AS journey, 'p' || customer AS person,
           NULL::VARCHAR AS account, NULL::BIGINT AS batch, 1::INTEGER AS funnel_version, 'import' AS actor_kind,
           10000 + hash(customer) % 90000 AS value, 'EUR' AS currency, NULL::VARCHAR AS invoice
    FROM (SELECT customer, unnest(range(began, least(began + stay, {MONTHS}))) AS month
          FROM (SELECT customer, (hash(customer, 'began') % {MONTHS})::BIGINT AS began,
                       (1 + floor(ln((hash(customer, 'stay') % 1000000 + 1) / 1000001) / ln({STAYS})))::BIGINT AS stay
                FROM range({customers}) t(customer)))
    """
    names = ", ".join(name if name != "root" else "seq AS root" for name in ENVELOPE)
    with duckdb.connect(config={"temp_directory": str(folder / "spill")}) as db:
        db.execute(f"CREATE VIEW made AS {made}").fetchall()
        db.execute(
            f"COPY (SELECT {names}, value::BIGINT AS value, currency, invoice FROM made) "
            f"TO '{path}' (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {ROW_GROUP})"
        ).fetchall()
    started = Manifest(head=1, zone="UTC", funnel=funnel_digest(template()), segments={"payments": [path.name]})
    mirror._publish(mirror._restay(Manifest(), started, template()), keep=started)
    return path


def ask_retention(folder: str) -> dict[str, Any]:
    """Ours: the question, as anybody asks it."""
    mirror = Mirror(Path(folder))
    engine = DuckDBEngine(mirror, mirror.manifest(), template())
    ask = Ask(as_of=AS_OF, bucket="month")
    seconds = median_seconds(lambda: report(engine, "retention", ask, terms()), 3)
    rows = report(engine, "retention", ask, terms()).rows
    paid = [row for row in rows if row["cohort"] and row["active"]]
    cells = sorted((row["cohort"].isoformat()[:7], row["age"], row["active"]) for row in paid)
    return {"seconds": seconds, "mib": peak_mib(), "cells": [list(cell) for cell in cells]}


# -- rivals: the cohort's first day, the day, and how many paid --------------------------------------------


def in_duckdb(path: str) -> Triangle:
    """Each customer's first month beside every month they paid in, grouped."""
    query = f"""
    WITH paid AS (SELECT person, day, value FROM '{path}'), firsts AS (SELECT person, min(day) AS began FROM paid GROUP BY person)
    SELECT began, day, count(DISTINCT person), sum(value) FROM paid JOIN firsts USING (person) GROUP BY ALL
    """
    with duckdb.connect() as db:
        return {(began, day): count for began, day, count, _ in db.execute(query).fetchall()}


def in_polars(path: str) -> Triangle:
    """The same, lazily."""
    import polars as pl  # noqa: PLC0415

    paid = pl.scan_parquet(path).select("person", "day", "value").with_columns(began=pl.col("day").min().over("person"))
    told = paid.group_by("began", "day").agg(count=pl.col("person").n_unique(), value=pl.col("value").sum()).collect()
    return {(began, day): count for began, day, count, _ in told.iter_rows()}


def in_pandas(path: str) -> Triangle:
    """The same in memory."""
    import pandas as pd  # noqa: PLC0415

    paid = pd.read_parquet(path, columns=["person", "day", "value"])
    paid["began"] = paid.groupby("person", sort=False)["day"].transform("min")
    told = paid.groupby(["began", "day"]).agg(count=("person", "nunique"), value=("value", "sum"))
    return {(int(began), int(day)): int(count) for (began, day), count in told["count"].items()}


RIVALS: Mapping[str, Callable[[str], Triangle]] = {"duckdb": in_duckdb, "polars": in_polars, "pandas": in_pandas}


def triangle(name: str, path: str) -> dict[str, Any]:
    """A rival's triangle, by months and ages; loading its code is not counted."""
    import_module(name)
    seconds = median_seconds(lambda: RIVALS[name](path), 1 if name == "pandas" else 3)
    found = RIVALS[name](path)
    months = {day: date(1970, 1, 1) + timedelta(days=day) for pair in found for day in pair}
    cells = sorted(
        (months[began].isoformat()[:7], _months(months[began], months[day]), count)
        for (began, day), count in found.items()
    )
    return {"seconds": seconds, "mib": peak_mib(), "cells": [list(cell) for cell in cells]}


def _months(began: date, day: date) -> int:
    return (day.year - began.year) * 12 + day.month - began.month
