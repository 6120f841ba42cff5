"""What a bench lets a child process do: `python -m bench.child TASK ARGUMENT…` prints one JSON object."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from bench import rivals
from bench.attribution import attribute_all, attribute_by
from bench.figures import forget_peak, peak_mib, watch
from bench.leads import write_files as make_files
from bench.questions import ask_question, build_mirror
from bench.retention import ask_retention, triangle
from bench.survival import estimate, fit_lifelines
from bench.workbench import clock, import_file
from headrace.house import House, Progress
from headrace.settings import Settings


class TimedHouse(House):
    """A house that tells what projecting took, and the peak memory of it and of the rest."""

    projecting = 0.0
    peak = peak_afterwards = 0.0

    def catch_up(self, progress: Progress = lambda _done: None) -> None:
        """As the house does it, timed."""
        with self._timed():
            super().catch_up(progress)

    def place(self, progress: Progress = lambda _done: None) -> None:
        """As the house does it, timed."""
        with self._timed():
            super().place(progress)

    @contextmanager
    def _timed(self) -> Iterator[None]:
        self.peak = max(self.peak, peak_mib())
        forget_peak()
        with watch() as stopwatch:
            yield
        self.projecting += stopwatch.seconds
        self.peak_afterwards = max(self.peak_afterwards, peak_mib())
        forget_peak()


def write_files(folder: str, leads: str) -> dict[str, Any]:
    """Write the made-up files."""
    make_files(Path(folder), int(leads))
    return {}


def import_files(folder: str, database: str, *files: str) -> dict[str, Any]:
    """Import files one after the other, into SQLite or the database given."""
    house = TimedHouse(Settings(Path(folder), database or None), clock)
    with house:
        house.projecting = 0.0
        with watch() as stopwatch:
            outcomes = [import_file(house, Path(file), more=file != files[-1]) for file in files]
        return {
            "facts": sum(each.facts.new for each in outcomes),
            "rows": sum(each.rows for each in outcomes),
            "refused": sum(each.refused for each in outcomes),
            "seconds": stopwatch.seconds - house.projecting,
            "projecting": house.projecting,
            "mib": max(house.peak, peak_mib()),
            "mib_afterwards": house.peak_afterwards,
        }


def import_loudly(folder: str, *files: str) -> dict[str, Any]:
    """Import files into SQLite, telling when the first one begins."""
    print("begun", flush=True)
    began = time.perf_counter()
    import_files(folder, "", *files)
    return {"seconds": time.perf_counter() - began}


def rival(name: str, question: str, path: str) -> dict[str, Any]:
    """Let a rival answer a question, in a process of its own; loading its code is not counted."""
    import_module(name)
    with watch() as stopwatch:
        figures = rivals.RIVALS[name][question](path)
    return {"seconds": stopwatch.seconds, "mib": peak_mib(), "figures": figures}


TASKS: Mapping[str, Callable[..., dict[str, Any]]] = {
    each.__name__: each
    for each in (
        write_files, import_files, import_loudly, build_mirror, ask_question, rival, estimate, fit_lifelines,
        ask_retention, triangle, attribute_all, attribute_by,
    )
}  # fmt: skip

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
