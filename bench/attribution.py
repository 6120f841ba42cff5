"""All attribution models at once against a bare scan of the touches, and against what others take for Markov alone.

The touches lie in columns already, as an engine hands them over; the bare scan reads the same touches from Parquet
with DuckDB. Rivals start from paths already counted together.
"""

import contextlib
import io
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from bench.attributors import ATTRIBUTORS, SEPARATOR, Counted
from bench.figures import Figure, Result, forget_peak, median_seconds, peak_mib, watch
from bench.workbench import Workbench, run
from headrace.analytics.attribution.markov import markov
from headrace.analytics.attribution.models import Markov, Shapley, attribute
from headrace.analytics.attribution.outcome import Outcome
from headrace.analytics.attribution.paths import MISSING, Journeys, Paths
from headrace.analytics.attribution.positional import RULES
from headrace.analytics.attribution.ragged import starts_of
from headrace.analytics.attribution.window import look_back
from headrace.core.units import DAY_US

MODELS = (*RULES.values(), Markov(), Shapley())
SEED = 1
CHANNELS = 12
AS_OF = 800 * DAY_US


def bench(workbench: Workbench) -> Result:
    """A hundredth of the journeys, a tenth, and all of them; rivals get all."""
    sizes = sorted({max(workbench.rows // part, 1) for part in (100, 10, 1)})
    folder, times = workbench.fresh("attribution"), workbench.times(5)
    ours = {size: run("attribute_all", str(size), str(times)) for size in sizes}
    figures = [_against_scan(folder, size, each, times) for size, each in ours.items()]
    rivals, notes = _rivals(sizes[-1], ours[sizes[-1]])
    asked = (
        f"Ours are {len(MODELS)} models, with conversions and money: {', '.join(model.name for model in MODELS)}; look-back "
        "and order of the touches included. A touch has an order, a channel of 12, an instant and a flag; a journey "
        "has four of them on average; one in five converts. The bare scan takes the largest journey, instant, channel and flag."
    )
    return Result("Attribution", figures + rivals, [asked, *notes])


def journeys(size: int) -> Journeys:
    """Made-up journeys with four touches each on average, of which a fifth convert."""
    random = np.random.default_rng(SEED)
    length = np.minimum(random.geometric(0.25, size), 60)
    starts = starts_of(length)
    code = np.minimum(random.geometric(0.3, starts[-1]) - 1, CHANNELS - 1)
    gaps = random.exponential(12 * DAY_US, starts[-1]).astype(np.int64)
    began = random.integers(0, 700 * DAY_US, size)
    passed = np.cumsum(gaps)
    at_us = passed + np.repeat(began - passed[starts[:-1]], length)
    end_us = at_us[starts[1:] - 1] + random.integers(0, 20 * DAY_US, size)
    fate = random.choice([Outcome.CONVERTED, Outcome.NULL, Outcome.OPEN], size, p=[0.22, 0.62, 0.16]).astype(np.int64)
    lead_us, opportunity_us = (began + ((end_us - began) * part).astype(np.int64) for part in (0.4, 0.7))
    return Journeys(
        tuple(f"channel {number:02}" for number in range(CHANNELS)),
        starts, code, at_us, code == 3, fate, np.where(fate == Outcome.OPEN, MISSING, end_us),
        np.where(fate == Outcome.CONVERTED, random.integers(1_000, 5_000_000, size), 0), lead_us, opportunity_us,
    )  # fmt: skip


def attribute_all(size: str, times: str) -> dict[str, Any]:
    """Ours: all models at once."""
    told = journeys(int(size))
    forget_peak()
    return {"seconds": median_seconds(lambda: attribute(told, MODELS, AS_OF), int(times)), "mib": peak_mib()}


def _against_scan(folder: Path, size: int, ours: dict[str, Any], times: int) -> Figure:
    told = journeys(size)
    scan = f"SELECT max(journey), max(at_us), max(channel), max(direct) FROM '{_written(folder, told)}'"
    with duckdb.connect() as db:
        bare = median_seconds(lambda: db.execute(scan).fetchall(), times)
    return Figure(
        f"{len(MODELS)} models, {size:,} journeys, {len(told.code):,} touches",
        f"{ours['seconds']:.3f} s, {ours['mib']:,.0f} MiB", f"a bare scan: {bare:.3f} s", ours["seconds"] / bare,
        "at most 3 x the scan",
    )  # fmt: skip


def _written(folder: Path, told: Journeys) -> Path:
    """The touches as Parquet, journeys and channels by name."""
    path = folder / f"touches-{len(told)}.parquet"
    columns = {
        "number": np.repeat(np.arange(len(told)), np.diff(told.starts)), "at_us": told.at_us, "code": told.code,
        "direct": told.direct,
    }  # fmt: skip
    with duckdb.connect() as db:
        touches: Any = columns
        db.register("touches", _arrow(touches))
        db.execute(
            f"""
            COPY (SELECT 'j' || substr(sha256(number::VARCHAR), 1, 20) AS journey, at_us, 'channel ' || code AS channel, direct
                  FROM touches ORDER BY number, at_us) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
            """
        )
    return path


def _arrow(columns: dict[str, Any]) -> Any:
    import pyarrow as pa  # noqa: PLC0415

    return pa.table(columns)


# -- rivals ----------------------------------------------------------------------------------------------


def _rivals(size: int, ours: dict[str, Any]) -> tuple[list[Figure], list[str]]:
    absent = [name for name, (module, _, _) in ATTRIBUTORS.items() if find_spec(module) is None]
    notes = [f"Not importable here, so not compared: {', '.join(absent)}."] if absent else []
    present = [name for name in ATTRIBUTORS if name not in absent]
    if not present:
        return [], notes
    found = markov(look_back(journeys(size), AS_OF).paths)
    exact = dict(zip(found.labels, found.conversions / found.conversions.sum(), strict=True))
    compared = [_against(name, exact, ours, size) for name in present]
    return [figure for figure, _ in compared], [*notes, *(note for _, note in compared)]


def _against(name: str, exact: dict[str, float], ours: dict[str, Any], size: int) -> tuple[Figure, str]:
    theirs = run("attribute_by", name, str(size))
    apart = sum(abs(theirs["shares"].get(label, 0.0) - share) for label, share in exact.items()) / 2
    figure = Figure(
        f"{len(MODELS)} models, {size:,} journeys", f"{ours['seconds']:.2f} s, {ours['mib']:,.0f} MiB",
        f"{name}, Markov alone: {theirs['seconds']:.2f} s, {theirs['mib']:,.0f} MiB", theirs["seconds"] / ours["seconds"],
        f"{ATTRIBUTORS[name][2]} x faster",
    )  # fmt: skip
    return figure, f"{name}: its shares are {apart:.1e} away from an exact solve (half the sum of the differences)."


def attribute_by(name: str, size: str) -> dict[str, Any]:
    """A rival's shares, from paths that were counted together for it; loading its code is not counted."""
    module, attributor, _ = ATTRIBUTORS[name]
    counted = together(look_back(journeys(int(size)), AS_OF).paths)
    import_module(module)
    forget_peak()
    with watch() as stopwatch, contextlib.redirect_stdout(io.StringIO()):
        shares = attributor(counted)
    return {"seconds": stopwatch.seconds, "mib": peak_mib(), "shares": dict(shares)}


def together(paths: Paths) -> Counted:
    """The paths in words, each once, with how often they converted and did not."""
    won: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for row, (first, past) in enumerate(pairwise(paths.starts)):
        words = SEPARATOR.join(paths.labels[code] for code in paths.code[first:past])
        won[words] += int(paths.conversions[row])
        lost[words] += int(paths.nulls[row])
    return [(words, won[words], lost[words]) for words in won]
