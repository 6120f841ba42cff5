"""What others run to answer the same from raw moves, each question by itself.

`conversion`: of each stage how many entered it, and how many of them moved on. `velocity`: how many entered, and the
median stay of those who left, in minutes. `leakage`: how many inquiries ended in which way.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bench.leads import STAGES

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Figures = Mapping[str, tuple[float, ...]]
OPEN, LATER = STAGES[:-1], STAGES[1:]
MINUTE = 60_000_000
OLD_US = int(datetime(2026, 6, 1, tzinfo=UTC).timestamp()) * 1_000_000
"""Whoever inquired before was there for more than thirty days on the as-of date."""


# -- polars: sorted by journey and time, so that each move sees the next one of its journey ---------------------


def polars_conversion(path: str) -> Figures:
    """The share of those who entered that a look at the next move finds moved on."""
    import polars as pl  # noqa: PLC0415

    told = _polars_sorted(path).with_columns(next_stage=pl.when("same").then(pl.col("stage").shift(-1)))
    counted = told.filter(pl.col("stage").is_in(OPEN)).group_by("stage").agg(
        pl.len(), pl.col("next_stage").is_in(STAGES).sum()
    )  # fmt: skip
    return _by_first(counted.collect().iter_rows())


def polars_velocity(path: str) -> Figures:
    """The time to the next move."""
    import polars as pl  # noqa: PLC0415

    told = _polars_sorted(path).with_columns(left_us=pl.when("same").then(pl.col("at_us").shift(-1)))
    counted = told.filter(pl.col("stage").is_in(OPEN)).group_by("stage").agg(
        pl.len(), ((pl.col("left_us") - pl.col("at_us")) // MINUTE).median()
    )  # fmt: skip
    return _by_first(counted.collect().iter_rows())


def polars_leakage(path: str) -> Figures:
    """What is seen of each journey; the moves lie in the order of time."""
    import polars as pl  # noqa: PLC0415

    stage = pl.col("stage")
    seen = pl.scan_parquet(path).group_by("journey").agg(
        ends=stage.last(), onward=stage.is_in(LATER).any(), won=(stage == "won").any(), began=pl.col("at_us").first()
    )  # fmt: skip
    resting, waits = (
        pl.col("ends").is_in(("nurture", "lost")),
        (pl.col("ends") == "inquiry") & (pl.col("began") < OLD_US),
    )
    outcome = (
        pl.when("won").then(pl.lit("won"))
        .when(pl.col("ends") == "disqualified").then(pl.lit("disqualified"))
        .when(~pl.col("onward") & (resting | waits)).then(pl.lit("never_followed"))
        .when(pl.col("ends") == "lost").then(pl.lit("lost"))
        .when(pl.col("ends") == "nurture").then(pl.lit("nurtured"))
        .otherwise(pl.lit("open"))
    )  # fmt: skip
    return _by_first(seen.group_by(outcome.alias("outcome")).agg(pl.len()).collect().iter_rows())


def _polars_sorted(path: str) -> "pl.LazyFrame":
    import polars as pl  # noqa: PLC0415

    moves = pl.scan_parquet(path).sort("journey", "at_us")
    return moves.with_columns(same=pl.col("journey") == pl.col("journey").shift(-1))


# -- pandas: the same, stages as categories so that comparing them is cheap -------------------------------------


def pandas_conversion(path: str) -> Figures:
    """The share of those who entered that a look at the next move finds moved on."""
    moves = _pandas_sorted(path)
    moves["moved_on"] = moves["stage"].shift(-1).where(moves["same"]).isin(STAGES)
    told = moves[moves["stage"].isin(OPEN)].groupby("stage", observed=True)
    return _by_first(told.agg(entered=("stage", "size"), moved_on=("moved_on", "sum")).itertuples())


def pandas_velocity(path: str) -> Figures:
    """The time to the next move."""
    moves = _pandas_sorted(path)
    moves["stay"] = (moves["at_us"].shift(-1).where(moves["same"]) - moves["at_us"]) // MINUTE
    told = moves[moves["stage"].isin(OPEN)].groupby("stage", observed=True)
    return _by_first(told.agg(entered=("stage", "size"), stay=("stay", "median")).itertuples())


def pandas_leakage(path: str) -> Figures:
    """What is seen of each journey; the moves lie in the order of time."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    moves = pd.read_parquet(path)
    moves["onward"], moves["won"] = moves["stage"].isin(LATER), moves["stage"] == "won"
    seen = moves.groupby("journey", sort=False).agg(
        ends=("stage", "last"), onward=("onward", "any"), won=("won", "any"), began=("at_us", "first")
    )
    waits = (seen["ends"] == "inquiry") & (seen["began"] < OLD_US)
    outcomes = {
        "won": seen["won"],
        "disqualified": seen["ends"] == "disqualified",
        "never_followed": ~seen["onward"] & (seen["ends"].isin(("nurture", "lost")) | waits),
        "lost": seen["ends"] == "lost",
        "nurtured": seen["ends"] == "nurture",
    }
    outcome = np.select(list(outcomes.values()), list(outcomes), "open")
    return _by_first(pd.Series(outcome).value_counts().items())


def _pandas_sorted(path: str) -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415

    moves = pd.read_parquet(path)
    moves["stage"] = moves["stage"].astype("category")
    moves = moves.sort_values(["journey", "at_us"], ignore_index=True)
    moves["same"] = moves["journey"] == moves["journey"].shift(-1)
    return moves


# -- ClickHouse: one window over the moves ----------------------------------------------------------------------


def chdb_conversion(path: str) -> Figures:
    """The share of those who entered that a look at the next move finds moved on."""
    return _clickhouse(
        f"SELECT stage, count(), countIf(next_stage IN {STAGES}) "
        f"FROM ({_clickhouse_window('leadInFrame(stage) OVER following AS next_stage', path)}) "
        f"WHERE stage IN {OPEN} GROUP BY stage"
    )


def chdb_velocity(path: str) -> Figures:
    """The time to the next move."""
    return _clickhouse(
        f"SELECT stage, count(), quantileExactIf(0.5)(intDiv(left_us - at_us, {MINUTE}), left_us > 0) "
        f"FROM ({_clickhouse_window('leadInFrame(at_us) OVER following AS left_us', path)}) "
        f"WHERE stage IN {OPEN} GROUP BY stage"
    )


def chdb_leakage(path: str) -> Figures:
    """What is seen of each journey."""
    return _clickhouse(
        f"""
        SELECT multiIf(won, 'won', ends = 'disqualified', 'disqualified',
                       NOT onward AND (ends IN ('nurture', 'lost') OR (ends = 'inquiry' AND began < {OLD_US})),
                       'never_followed', ends = 'lost', 'lost', ends = 'nurture', 'nurtured', 'open') AS outcome, count()
        FROM (SELECT argMax(stage, at_us) AS ends, max(stage IN {LATER}) AS onward, max(stage = 'won') AS won,
                     min(at_us) AS began
              FROM ({_clickhouse_moves(path)}) GROUP BY journey)
        GROUP BY outcome
        """
    )


def _clickhouse_window(column: str, path: str) -> str:
    return (
        f"SELECT stage, at_us, {column} FROM ({_clickhouse_moves(path)}) WINDOW following AS "
        "(PARTITION BY journey ORDER BY at_us ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)"
    )


def _clickhouse_moves(path: str) -> str:
    columns = ", ".join(f"assumeNotNull({name}) AS {name}" for name in ("journey", "stage", "at_us"))
    return f"SELECT {columns} FROM file('{path}', Parquet)"


def _clickhouse(query: str) -> Figures:
    import json  # noqa: PLC0415

    import chdb  # noqa: PLC0415

    ask: Any = chdb.query
    told = str(ask(query, "JSONCompactEachRow")).splitlines()
    return _by_first(map(json.loads, told))


def _by_first(rows: Any) -> Figures:
    return {str(name): tuple(map(float, counts)) for name, *counts in rows}


RIVALS: Mapping[str, Mapping[str, Callable[[str], Figures]]] = {
    "polars": {"conversion": polars_conversion, "velocity": polars_velocity, "leakage": polars_leakage},
    "pandas": {"conversion": pandas_conversion, "velocity": pandas_velocity, "leakage": pandas_leakage},
    "chdb": {"conversion": chdb_conversion, "velocity": chdb_velocity, "leakage": chdb_leakage},
}
