"""Curves per channel on a million journeys: from counted waits, and from the table to the figure, against lifelines.

The table has one row per journey: its channel and month, when it began, and when and how it ended. Ours counts waits in the
steps of the reports; lifelines, which counts nothing, gets them to the minute, and must find the same within a step.
"""

import warnings
from collections.abc import Callable, Iterable, Mapping
from importlib.util import find_spec
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from bench.figures import Figure, Result, median_seconds, peak_mib
from bench.leads import CHANNELS, create_moves
from bench.workbench import CLOCK, Workbench, run
from headrace.analytics.competing import incidence
from headrace.analytics.risk import End, RiskSets, counted_risk_sets
from headrace.analytics.survival import survival

ENDS = ("won", "lost", "nurture", "disqualified")
ANY: Mapping[End, str] = {True: "left_us IS NOT NULL"}
EACH: Mapping[End, str] = {end: f""""end" = '{end}'""" for end in ENDS}
SHARE = 0.2
AS_OF_US = int(CLOCK.timestamp() * 1_000_000)
MINUTES = f"CAST((coalesce(left_us, {AS_OF_US}) - entered_us) // 60000000 AS INTEGER)"
STEPPED = "CASE WHEN minutes < 2880 THEN minutes WHEN minutes < 129600 THEN minutes - minutes % 60 ELSE minutes - minutes % 360 END"
STEP = 360


def bench(workbench: Workbench) -> Result:
    """Kaplan-Meier from counted waits and from the table, Aalen-Johansen beside it."""
    path = workbench.fresh("survival") / "journeys.parquet"
    write_journeys(path, workbench.rows)
    leads = f"{workbench.rows:,} journeys"
    ours = run("estimate", str(path), str(workbench.times(7)))
    figures = _against_lifelines(path, leads, ours)
    figures.append(
        Figure(
            f"Aalen-Johansen per channel and month, {leads}: from table to figure",
            f"{ours['both'] * 1000:.0f} ms, {ours['mib']:,.0f} MiB", f"Kaplan-Meier per channel: {ours['whole'] * 1000:.0f} ms",
            ours["both"] / ours["whole"], "at most 2 x as long",
        )
    )  # fmt: skip
    notes = (
        "The table has one row per journey, and the figure is the time by which one in five is over; lifelines finds the "
        "same, within the steps in which waits are counted. The fit begins with what DuckDB counted, or with "
        "arrays. The memory is the peak of one process that does all three."
    )
    return Result("Survival", figures, [notes])


def _against_lifelines(path: Path, leads: str, ours: dict[str, Any]) -> list[Figure]:
    if find_spec("lifelines") is None:
        return []
    told, expected = run("fit_lifelines", str(path)), ours["figures"]
    assert all(expected[name] <= figure < expected[name] + STEP for name, figure in told["figures"].items())
    return [
        Figure(
            f"Kaplan-Meier per channel, {leads}: {what}", f"{ours[part] * 1000:.1f} ms, {ours['mib']:,.0f} MiB",
            f"{name}: {told[part] * 1000:.0f} ms, {told['mib']:,.0f} MiB", told[part] / ours[part], budget,
        )
        for what, part, name, budget in (
            ("the fit", "fit", "lifelines", "25 x faster"),
            ("from table to figure", "whole", "pandas and lifelines", "15 x faster"),
        )
    ]  # fmt: skip


def write_journeys(path: Path, leads: int) -> None:
    """One row per lead: when its journey began, and when and how it ended, if it did."""
    ends = ", ".join(f"'{name}'" for name in ENDS)
    with duckdb.connect() as db:
        create_moves(db, leads)
        db.execute(
            f"""COPY (
            SELECT {list(CHANNELS)}[CAST(hash(lead, 'channel') % {len(CHANNELS)} AS BIGINT) + 1] AS channel,
                   date_trunc('month', min(moment))::DATE AS month, epoch_us(min(moment)) AS entered_us,
                   CASE WHEN arg_max(stage, step) IN ({ends}) THEN epoch_us(max(moment)) END AS left_us,
                   CASE WHEN left_us IS NOT NULL THEN arg_max(stage, step) END AS "end"
            FROM moves_made GROUP BY lead) TO '{path}' (FORMAT parquet)"""
        ).fetchall()


# -- ours ----------------------------------------------------------------------------------------------


def estimate(path: str, times: str) -> dict[str, Any]:
    """The figures per channel, and how long it takes to find them: from the counts, from the table, and with every end."""
    table, counted = Path(path), _counted(Path(path), "channel", ANY)
    acts: Mapping[str, Callable[[], object]] = {
        "fit": lambda: _quantiles(counted),
        "whole": lambda: _quantiles(_counted(table, "channel", ANY)),
        "both": lambda: _shares(_counted(table, "channel, month", EACH)),
    }
    seconds = {name: median_seconds(act, int(times)) for name, act in acts.items()}
    return {**seconds, "mib": peak_mib(), "figures": _quantiles(counted)}


def _counted(path: Path, keys: str, ended: Mapping[End, str]) -> dict[tuple[Any, ...], RiskSets]:
    """The risk sets of each key, counted by DuckDB: one row per key and length, and a count for each end."""
    counts = ", ".join(f"count(*) FILTER ({which})" for which in ended.values())
    query = (
        f"SELECT {keys}, {STEPPED} AS length, count(*), {counts} FROM (SELECT *, {MINUTES} AS minutes FROM '{path}') "
        f"GROUP BY ALL ORDER BY {keys}, length"
    )
    with duckdb.cursor() as db:
        columns = [np.asarray(column) for column in db.execute(query).fetchnumpy().values()]
    width = keys.count(",") + 1
    begins = np.flatnonzero(np.any([key[1:] != key[:-1] for key in columns[:width]], axis=0)) + 1
    lengths, n, *happened = (column.tolist() for column in columns[width:])
    return {
        tuple(str(key[begin]) for key in columns[:width]): counted_risk_sets(
            lengths[begin:end], n[begin:end], {name: d[begin:end] for name, d in zip(ended, happened, strict=True)}
        )
        for begin, end in pairwise([0, *begins.tolist(), len(n)])
    }


def _quantiles(sets: dict[tuple[Any, ...], RiskSets]) -> dict[str, float]:
    return {key[0]: survival(each).quantile(SHARE) or inf for key, each in sets.items()}


def _shares(sets: dict[tuple[Any, ...], RiskSets]) -> list[Any]:
    return [incidence(each).ends["won"].by(90 * 1440) for each in sets.values()]


# -- lifelines -----------------------------------------------------------------------------------------


def fit_lifelines(path: str) -> dict[str, Any]:
    """The figures per channel, from arrays in memory and from the file; loading the code is not counted."""
    warnings.simplefilter("ignore")
    import pandas as pd  # noqa: PLC0415
    from lifelines import KaplanMeierFitter  # noqa: PLC0415

    def quantiles(groups: Iterable[tuple[str, Any, Any]]) -> dict[str, float]:
        fitted = {name: KaplanMeierFitter().fit(length, ended) for name, length, ended in groups}
        return {name: float(curve.percentile(1 - SHARE)) for name, curve in fitted.items()}

    def groups() -> list[tuple[str, Any, Any]]:
        table = pd.read_parquet(path, columns=["channel", "entered_us", "left_us"])
        table["ended"] = table["left_us"].notna()
        table["length"] = (table["left_us"].fillna(AS_OF_US) - table["entered_us"]) // 60_000_000
        return [(name, each["length"].to_numpy(), each["ended"].to_numpy()) for name, each in table.groupby("channel")]

    arrays = groups()
    found = quantiles(arrays)
    fit = median_seconds(lambda: quantiles(arrays))
    whole = median_seconds(lambda: quantiles(groups()))
    return {"fit": fit, "whole": whole, "mib": peak_mib(), "figures": found}
