"""The desk: a month of silence caught up with, the lists that people work from, a deed against the bare append."""

import statistics
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bench.figures import Figure, Result, watch
from bench.workbench import Workbench, clock, new_house
from headrace.app.leads import Meant
from headrace.core.entries import Entry, Inquired, Touched, Valued
from headrace.core.people import journey_id, person_id
from headrace.core.units import micros
from headrace.house import House
from headrace.settings import Settings

DUE_SHARE = 20
"""One lead in so many falls due twice in the month: first its warning, then its expiry."""
AT_ONCE = 2_000
MONTH = timedelta(days=30)
DEEDS = 200
LISTS = ("ask", "work", "late", "cold")
KIM = Meant(by="kim")


def bench(workbench: Workbench) -> Result:
    """Tick after a month in which nobody looked; then lists and deeds among all the leads that were imported."""
    figures = [*_tick(workbench.fresh("silent"), max(1, workbench.rows // DUE_SHARE))]
    folder, _ = workbench.imported
    with House(Settings(folder), clock) as house:
        figures += _lists(house, workbench.times(100))
        figures += _deeds(house, workbench.times(DEEDS))
    return Result(
        "The desk",
        figures,
        [
            f"Lists and deeds are among {workbench.rows:,} imported leads.",
            "A bare append tells one fact and brings what follows from it up to date; a deed is judged before that.",
        ],
    )


def _tick(folder: Path, leads: int) -> Iterator[Figure]:
    """Each lead is warned of and expires; nobody looked until all were over."""
    begun = clock() - 3 * MONTH
    new_house(folder / "house")
    with House(Settings(folder / "house"), clock) as house:
        for first in range(0, leads, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, leads))
            facts = [fact for number in numbers for fact in _an_sql(house, number, begun, leads)]
            house.book.append(facts, now=clock())
        with watch() as stopwatch:
            ticked = house.tick()
        told = sum(ticked.told.values())
        with watch() as quiet:
            house.tick()
    yield Figure(f"tick: {told:,} things due over a month", f"{stopwatch.seconds:.1f} s", budget="seconds")
    yield Figure("tick: things a second", f"{told / stopwatch.seconds:,.0f}/s")
    yield Figure("tick: nothing due", f"{1000 * quiet.seconds:.1f} ms")


def _an_sql(house: House, number: int, begun: datetime, leads: int) -> Iterator[Entry]:
    """A lead that sales brought in itself, at its own time of the month."""
    person = person_id(house.book.secret, "bench", f"silent-{number}")
    journey = journey_id(house.book.secret, person, 1)
    at = micros(begun + MONTH * number / leads)
    yield Entry(Inquired(to="sql", owner="lee"), at, journey=journey, person=person, source="bench", key=f"s{number}")
    yield Entry(Valued(1_000_000, "EUR"), at, journey=journey, person=person, source="bench", key=f"v{number}")


def _lists(house: House, times: int) -> Iterator[Figure]:
    for name in LISTS:
        taken = sorted(_timed(lambda: house.queue(name, desk="kim", limit=50), times))  # noqa: B023  (run at once)
        middle, late = statistics.median(taken), taken[int(0.95 * (len(taken) - 1))]
        shown = f"{1000 * middle:.1f} ms, 95 of 100 within {1000 * late:.1f} ms"
        yield Figure(f"a page of 50: {name}", shown, budget="under 100 ms, 250 ms")


def _deeds(house: House, times: int) -> Iterator[Figure]:
    journeys = [row["journey"] for row in house.queue("ask", desk="kim", limit=times)]
    appended, done = [], []
    for number, journey in enumerate(journeys):
        touch = Entry(Touched(channel="webinar", direction="in"), micros(clock()), journey=journey, source="bench")
        appended += _timed(lambda: house.book.append([touch], now=clock()), 1)  # noqa: B023  (run at once)
        done += _timed(lambda: house.leads.assign(journey, f"desk{number % 9}", KIM), 1)  # noqa: B023
    bare, deed = statistics.median(appended), statistics.median(done)
    yield Figure("one deed", f"{1000 * deed:.2f} ms", f"a bare append: {1000 * bare:.2f} ms", deed / bare)


def _timed(act: Callable[[], object], times: int) -> list[float]:
    taken = []
    for _ in range(times):
        with watch() as stopwatch:
            act()
        taken.append(stopwatch.seconds)
    return taken
