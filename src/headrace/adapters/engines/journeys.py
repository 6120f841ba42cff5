"""What an engine found of journeys and their touches, in the columns that attribution goes through."""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headrace.adapters.mirror.families import LocalDays
from headrace.analytics.attribution.outcome import Outcome
from headrace.analytics.attribution.paths import MISSING, Journeys

DIRECT = ("direct", "direct_traffic", "(direct)")
"""The labels of touches of which nobody knows where they came from."""
MILESTONES = ("lead", "opportunity")
PASSES = ("outcome", "end_us", "value", *(f"{name}_{what}" for name in MILESTONES for what in ("us", "exact")))
"""The columns of a pass."""


def in_columns(passes: pa.Table, met: pa.Table, days: LocalDays) -> Journeys:
    """Passes (`PASSES`) by their number from 0, and their touches by number, instant and id, as one table each.

    Of a milestone that is known only to the day, its day's last instant is told: touches of that day came before it.
    """
    words = met["label"].combine_chunks().dictionary_encode()
    named = words.dictionary.to_pylist()
    labels = tuple(sorted(named))
    place = {label: number for number, label in enumerate(labels)}
    code = np.array([place[label] for label in named], dtype=np.int64)[_numbers(words.indices)]
    direct = np.array([label in DIRECT for label in labels], dtype=np.bool_)
    told = {name: _numbers(passes[name].cast(pa.int64()).fill_null(MISSING)) for name in PASSES}
    columns: dict[str, Any] = {name: told[name] for name in ("outcome", "value")}
    columns["end_us"] = np.where(told["outcome"] == Outcome.OPEN, MISSING, told["end_us"])
    for name in MILESTONES:
        at_us = told[f"{name}_us"]
        of_day = (told[f"{name}_exact"] == 0) & (at_us != MISSING)
        columns[f"{name}_us"] = np.where(of_day, days.end(at_us), at_us)
    return Journeys(
        labels=labels,
        starts=np.searchsorted(_numbers(met["number"]), np.arange(len(passes) + 1)),
        code=code,
        at_us=_numbers(met["at_us"]),
        direct=direct[code],
        **columns,
    )


def _numbers(column: pa.Array | pa.ChunkedArray) -> NDArray[np.int64]:
    return np.asarray(column).astype(np.int64)
