"""What a bench tells: figures with their ratios, and the machine they were taken on."""

import os
import platform
import resource
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import duckdb

CPU_KEYS = ("model name", "Hardware", "Model")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing; `ratio` is ours to the rival's, in the sense that `budget` tells."""

    what: str
    ours: str
    rival: str = ""
    ratio: float | None = None
    budget: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What one bench found. `notes` say what was compared with what."""

    title: str
    figures: Sequence[Figure]
    notes: Sequence[str] = field(default_factory=tuple)


class Watch:
    """A stopwatch: `seconds` once its block is over."""

    seconds = 0.0


@contextmanager
def watch() -> Iterator[Watch]:
    """Time a block."""
    stopwatch, began = Watch(), time.perf_counter()
    yield stopwatch
    stopwatch.seconds = time.perf_counter() - began


def median_seconds(act: Callable[[], object], times: int = 3) -> float:
    """The median of several runs, after one that warms up; a single run is not warmed up."""
    if times > 1:
        act()
    taken = []
    for _ in range(times):
        with watch() as stopwatch:
            act()
        taken.append(stopwatch.seconds)
    return statistics.median(taken)


def peak_mib() -> float:
    """This process's peak memory.

    The kernel's own mark of this program is asked for first: `getrusage` of a child also remembers how big its
    parent was when it forked.
    """
    try:
        status = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def forget_peak() -> None:
    """Let the kernel measure this process's peak anew, where it can (Linux)."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def machine() -> str:
    """The kind of machine, without any name of it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({_cpu()}), {memory:.0f} GiB memory, {platform.system()}; "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, DuckDB {duckdb.__version__}"
    )


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    pairs = (line.partition(":") for line in lines)
    return next((value.strip() for key, _, value in pairs if key.strip() in CPU_KEYS), platform.machine())


def printed(result: Result) -> str:
    """A result for the terminal."""
    lines = [result.title]
    for each in result.figures:
        against = f"   against {each.rival}" if each.rival else ""
        ratio = f"   {each.ratio:.2f} x" if each.ratio is not None else ""
        budget = f"   (budget: {each.budget})" if each.budget else ""
        lines.append(f"  {each.what}: {each.ours}{against}{ratio}{budget}")
    return "\n".join([*lines, *(f"  {note}" for note in result.notes), ""])


def page(results: Sequence[Result], rows: int) -> str:
    """All results as a Markdown page."""
    parts = [
        "# How fast it is",
        "",
        f"Written by `python -m bench --rows {rows}` on {datetime.now(UTC):%Y-%m-%d}: {machine()}.",
        "",
        "Only the ratios travel: each was measured side by side with its rival, in one run. The budgets are what we",
        "hold ourselves to; a figure that misses its budget stands here all the same.",
    ]
    for result in results:
        parts += ["", f"## {result.title}", "", *_table(result), *(f"\n{note}" for note in result.notes)]
    return "\n".join(parts) + "\n"


def _table(result: Result) -> Iterator[str]:
    yield "| what | headrace | rival | ratio | budget |"
    yield "|---|---|---|---|---|"
    for each in result.figures:
        ratio = "" if each.ratio is None else f"{each.ratio:.2f} x"
        yield f"| {each.what} | {each.ours} | {each.rival} | {ratio} | {each.budget} |"
