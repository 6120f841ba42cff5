"""How the clocks of an agreement would have been kept, on the stays of a replay: limits in working time, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics import promises
from headrace.core.agreement import Clock, Counting
from headrace.core.lazily import lazy
from headrace.core.units import DAY_US, instant, micros

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import duckdb
    import ibis
    import numpy as np
    from numpy.typing import NDArray

    from headrace.analytics.question import Row
    from headrace.core.calendar import Calendar
    from headrace.core.policy import Policy
    from headrace.rules.terms import Calendars

    Instants = NDArray[np.int64]
else:
    ibis = lazy("ibis")
    np = lazy("numpy")

NEVER = 2**62


def kept(
    db: duckdb.DuckDBPyConnection, stays: str, policy: Policy, calendars: Calendars, as_of_us: int, since: int
) -> Mapping[tuple[str, str], Row]:
    """How each clock of a policy was kept, by stage and name: `runs` and of these `met`, `missed`, `unknown`.

    Args:
        db: has the stays, and the facts that count.
        stays: the name of their table.
        policy: whose clocks, hours and desks.
        calendars: the calendar of each desk.
        as_of_us: a clock that runs is missed if it was due before.
        since: the last fact of history: of stays that began with a later one nobody knows how they would have gone on.
    """
    return {
        (stage, clock.name): {
            "within": clock.within,
            **_counted(db, stays, stage, clock, policy, calendars, as_of_us, since),
        }
        for stage, said in policy.stages.items()
        for clock in said.clocks
    }


def _counted(
    db: duckdb.DuckDBPyConnection, stays: str, stage: str, clock: Clock, policy: Policy, calendars: Calendars,
    as_of_us: int, since: int,
) -> Row:  # fmt: skip
    rows = db.sql(ibis.to_sql(promises.runs(stays, stage, clock), dialect="duckdb", pretty=False)).to_arrow_table()
    start = np.asarray(rows["start_us"], dtype=np.int64)
    stop, left = (np.asarray(rows[name].fill_null(NEVER), dtype=np.int64) for name in ("stop_us", "left_us"))
    due = np.full(len(start), NEVER)
    for calendar, ours in _by_calendar(rows["owner"].to_pylist(), policy, calendars):
        due[ours] = _due(start[ours], clock, calendar)
    unknown = np.asarray(rows["root"], dtype=np.int64) > since
    met, missed = stop <= due, np.minimum(np.minimum(stop, left), as_of_us) > due
    counts = {"met": met & ~unknown, "missed": ~met & missed & ~unknown, "unknown": unknown}
    return {"within": clock.within, "runs": len(start), **{name: int(flags.sum()) for name, flags in counts.items()}}


def _by_calendar(
    owners: list[str | None], policy: Policy, calendars: Calendars
) -> Iterator[tuple[Calendar, NDArray[np.bool_]]]:
    """The calendars by which the stays of these owners are counted, and which stays each is for."""
    found: dict[int, tuple[Calendar, list[int]]] = {}
    for number, owner in enumerate(owners):
        calendar = calendars(policy, owner if owner in policy.desks else None)
        found.setdefault(id(calendar), (calendar, []))[1].append(number)
    for calendar, numbers in found.values():
        ours = np.zeros(len(owners), dtype=bool)
        ours[numbers] = True
        yield calendar, ours


def _due(start: Instants, clock: Clock, calendar: Calendar) -> Instants:
    """When a clock that started at each instant is due: `core.calendar.due_us` over arrays, without pauses."""
    length = clock.limit.fixed_us
    if length is None:
        return np.array([micros(clock.limit.after(instant(int(at)), calendar.zone)) for at in start], dtype=np.int64)
    if clock.counting is Counting.WALL or not len(start):
        return start + length
    worked = calendar.stretches(int(start.min()) - DAY_US, calendar.after_us(int(start.max()), length) + DAY_US)
    opens, closes = (np.array(ends, dtype=np.int64) for ends in zip(*worked, strict=True))
    sums = np.cumsum(closes - opens)
    # The work done until each start, then the stretch in which the limit is reached.
    last = np.searchsorted(opens, start, side="right") - 1
    done = np.where(last < 0, 0, sums[last] - np.maximum(closes[last] - start, 0))
    stretch = np.searchsorted(sums, done + length)
    due: Instants = closes[stretch] - (sums[stretch] - done - length)
    return due
