"""What others run to answer the same from raw moves.

Of each stage: how many entered it, how many of them moved on, and the median stay of those who left, in minutes.
"""

from collections.abc import Callable, Mapping
from typing import Any

from bench.leads import STAGES

Figures = Mapping[str, tuple[int, int, float]]
OPEN = STAGES[:-1]
MINUTE = 60_000_000


def polars(path: str) -> Figures:
    """Sorted by journey and time; then each move sees the next one of its journey."""
    import polars as pl  # noqa: PLC0415

    same = pl.col("journey") == pl.col("journey").shift(-1)
    told = (
        pl.scan_parquet(path)
        .sort("journey", "at_us")
        .with_columns(
            next_stage=pl.when(same).then(pl.col("stage").shift(-1)),
            left_us=pl.when(same).then(pl.col("at_us").shift(-1)),
        )
        .filter(pl.col("stage").is_in(OPEN))
        .group_by("stage")
        .agg(
            entered=pl.len(),
            moved_on=pl.col("next_stage").is_in(STAGES).sum(),
            stay=((pl.col("left_us") - pl.col("at_us")) // MINUTE).median(),
        )
        .collect()
    )
    return {stage: (entered, moved_on, stay) for stage, entered, moved_on, stay in told.iter_rows()}


def pandas(path: str) -> Figures:
    """The same in pandas, stages as categories so that comparing them is cheap."""
    import pandas as pd  # noqa: PLC0415

    moves = pd.read_parquet(path)
    moves["stage"] = moves["stage"].astype("category")
    moves = moves.sort_values(["journey", "at_us"], ignore_index=True)
    same = moves["journey"] == moves["journey"].shift(-1)
    moves["next_stage"] = moves["stage"].shift(-1).where(same)
    moves["stay"] = (moves["at_us"].shift(-1).where(same) - moves["at_us"]) // MINUTE
    moves["moved_on"] = moves["next_stage"].isin(STAGES)
    told = moves[moves["stage"].isin(OPEN)].groupby("stage", observed=True)
    counted = told.agg(entered=("stage", "size"), moved_on=("moved_on", "sum"), stay=("stay", "median"))
    return {str(row.Index): (int(row.entered), int(row.moved_on), float(row.stay)) for row in counted.itertuples()}


def chdb(path: str) -> Figures:
    """The same in ClickHouse: one window over the moves."""
    import json  # noqa: PLC0415

    import chdb as clickhouse  # noqa: PLC0415

    opened, stages = (", ".join(f"'{name}'" for name in names) for names in (OPEN, STAGES))
    query: Any = clickhouse.query
    told = query(
        f"""
        SELECT stage, count() AS entered, countIf(next_stage IN ({stages})) AS moved_on,
               quantileExactIf(0.5)(intDiv(left_us - at_us, {MINUTE}), next_stage <> '') AS stay
        FROM (
            SELECT stage, at_us, leadInFrame(stage) OVER following AS next_stage, leadInFrame(at_us) OVER following AS left_us
            FROM (SELECT assumeNotNull(journey) AS journey, assumeNotNull(stage) AS stage, assumeNotNull(at_us) AS at_us
                  FROM file('{path}', Parquet))
            WINDOW following AS (PARTITION BY journey ORDER BY at_us ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
        ) WHERE stage IN ({opened}) GROUP BY stage
        """,
        "JSONEachRow",
    )
    rows = [json.loads(line) for line in str(told).splitlines() if line]
    return {row["stage"]: (int(row["entered"]), int(row["moved_on"]), float(row["stay"])) for row in rows}


RIVALS: Mapping[str, Callable[[str], Figures]] = {"polars": polars, "pandas": pandas, "chdb": chdb}
