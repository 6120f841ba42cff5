"""What an engine found of journeys and their touches, in the columns that attribution goes through."""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headrace.analytics.attribution.paths import MISSING, Journeys

DIRECT = ("direct", "direct_traffic", "(direct)")
"""The labels of touches of which nobody knows where they came from."""
PASSES = ("outcome", "end_us", "value", "lead_us", "opportunity_us")
"""The columns of a pass."""


def in_columns(passes: pa.Table, met: pa.Table) -> Journeys:
    """Passes (`PASSES`) by their number from 0, and their touches by number, instant and id, as one table each."""
    words = met["label"].combine_chunks().dictionary_encode()
    told = words.dictionary.to_pylist()
    labels = tuple(sorted(told))
    place = {label: number for number, label in enumerate(labels)}
    code = np.array([place[label] for label in told], dtype=np.int64)[_numbers(words.indices)]
    direct = np.array([label in DIRECT for label in labels], dtype=np.bool_)
    columns: dict[str, Any] = {name: _numbers(passes[name].cast(pa.int64()).fill_null(MISSING)) for name in PASSES}
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
