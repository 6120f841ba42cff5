"""Single facts, each durable and folded at once: how many a second, and how long they wait for an import."""

import json
import random
import statistics
import subprocess
import time
from pathlib import Path

from bench.figures import Figure, Result, watch
from bench.workbench import Workbench, clock, command, environment, new_house
from headrace.core.entries import Entry, Touched
from headrace.core.units import Grain, micros
from headrace.house import House
from headrace.settings import Settings

SINGLE = 500
PAUSE = 0.02


def bench(workbench: Workbench) -> Result:
    """Append one by one in quiet, then beside an import of all the files in another process."""
    folder, _ = workbench.imported
    with House(Settings(folder), clock) as house:
        journeys = _some_journeys(house)
        with watch() as stopwatch:
            for number in range(workbench.times(SINGLE)):
                _append(house, journeys, number)
    waits, seconds = _beside_an_import(workbench)
    return Result(
        "Single appends",
        [
            Figure("in quiet, folded and synced", f"{workbench.times(SINGLE) / stopwatch.seconds:,.0f}/s"),
            Figure("beside an import: median", f"{1000 * statistics.median(waits):.0f} ms"),
            Figure("beside an import: 99 of 100", f"{1000 * waits[int(0.99 * (len(waits) - 1))]:.0f} ms"),
            Figure("beside an import: longest", f"{1000 * waits[-1]:.0f} ms", budget="under 1,000 ms"),
        ],
        [f"{len(waits):,} appends while a process beside them imported {workbench.rows:,} leads in {seconds:.0f} s."],
    )


def _some_journeys(house: House, count: int = 1000) -> list[str]:
    journeys = [each.journey for _, each in zip(range(count), house.book.standings(), strict=False)]
    random.Random(7).shuffle(journeys)
    return journeys


def _append(house: House, journeys: list[str], number: int) -> None:
    journey = journeys[number % len(journeys)] if journeys else f"j{number:020}"
    touch = Entry(Touched(channel="webinar"), micros(clock()), Grain.INSTANT, journey=journey, source="bench")
    house.book.append([touch], now=clock())


def _beside_an_import(workbench: Workbench) -> tuple[list[float], float]:
    """How long each append took while the import ran, sorted, and how long that ran."""
    folder = new_house(workbench.folder / "busy")
    files = [str(file) for file in workbench.files]
    arguments = command("import_loudly", str(folder), *files)
    with subprocess.Popen(arguments, env=environment(), stdout=subprocess.PIPE, text=True) as importing:
        assert importing.stdout is not None
        importing.stdout.readline()
        waits = _appending(folder, importing)
        told = json.loads(importing.stdout.read().splitlines()[-1])
    return sorted(waits), float(told["seconds"])


def _appending(folder: Path, importing: "subprocess.Popen[str]") -> list[float]:
    waits: list[float] = []
    with House(Settings(folder), clock) as house:
        while not waits or importing.poll() is None:
            with watch() as stopwatch:
                _append(house, [], len(waits))
            waits.append(stopwatch.seconds)
            time.sleep(PAUSE)
    return waits
