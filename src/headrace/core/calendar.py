"""Working time: when a desk is staffed, and when a limit that runs only then is over.

The clocks of the agreement count on this. Holidays come in as a function (`adapters.holidays`);
which clocks start and stop, and what follows, is no matter of this module. All instants and lengths
are microseconds, instants in UTC, so that whoever looks, from wherever, sees the same minutes.

An instant belongs to working time if the clock on the desk's wall then shows its working hours on
one of its working days. So the hour that a spring change leaves out is not worked, and the hour that
an autumn change repeats is worked twice: a night shift is then an hour longer.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import accumulate
from math import ceil
from operator import add
from typing import TypeAlias
from zoneinfo import ZoneInfo

from headrace.core.agreement import Counting
from headrace.core.desks import Absence, Desk
from headrace.core.durations import WORKING_SPANS, Duration
from headrace.core.errors import PolicyRefused
from headrace.core.hours import Weekday, WorkingHours
from headrace.core.policy import Policy
from headrace.core.units import DAY_US, MINUTE_US, day_number, day_of, instant, micros, zone_changes

DayOff: TypeAlias = Callable[[date], bool]
HolidaysOf: TypeAlias = Callable[[str], DayOff]
Pause: TypeAlias = tuple[int, int | None]
"""From when until when a clock stands still; until None where nobody knows the end."""
_Parts: TypeAlias = tuple[WorkingHours, str, tuple[Absence, ...]]

YEAR_US = 366 * DAY_US
CENTURY_US = 100 * YEAR_US
_DATES = range(day_number(date.min), day_number(date.max) + 1)


def never(_day: date) -> bool:
    """No day is a day off."""
    return False


class Calendar:
    """When a desk is staffed: its hours, its zone, its days off.

    `day_off` is asked about local days, those of the week on which nobody works left out. What is
    known of a year is kept, so that a calendar is worth holding on to; threads may share one.

    >>> from datetime import datetime
    >>> berlin = ZoneInfo("Europe/Berlin")
    >>> friday = micros(datetime(2024, 10, 25, 16, 58, tzinfo=berlin))
    >>> due = Calendar(WorkingHours(), berlin).after_us(friday, 5 * MINUTE_US)
    >>> f"{instant(due).astimezone(berlin):%A %H:%M}"
    'Monday 09:03'
    """

    def __init__(self, hours: WorkingHours, zone: ZoneInfo, day_off: DayOff = never) -> None:
        self.hours, self.zone, self.day_off = hours, zone, day_off
        self._weekdays = frozenset(tuple(Weekday).index(day) for day in hours.days)
        self._opens, self._closes = _since_midnight(hours.opens), _since_midnight(hours.closes)
        self._known: _Known | None = None

    def after_us(self, start_us: int, work_us: int) -> int:
        """The first instant at which `work_us` of working time (at least 1) have passed since `start_us`.

        A start outside the hours counts from the next opening. `PolicyRefused` if it takes more than
        a hundred years, as it does where every day is a day off.
        """
        if work_us < 1:
            raise ValueError(f"{work_us} microseconds of work; give at least 1.")
        known = self._covering(start_us, start_us)
        wanted, latest = known.done(start_us) + work_us, start_us + CENTURY_US
        while known.sums[-1] < wanted and known.end <= latest:
            known = self._longer(known, known.end + YEAR_US)
        if wanted <= known.sums[-1]:
            stretch = bisect_left(known.sums, wanted)
            at_us = known.closes[stretch] - (known.sums[stretch] - wanted)
            if at_us <= latest:
                return at_us
        raise self._too_long(work_us)

    def worked_us(self, start_us: int, end_us: int) -> int:
        """The working time from `start_us` to `end_us`; negative if the end comes first."""
        known = self._covering(min(start_us, end_us), max(start_us, end_us))
        return known.done(end_us) - known.done(start_us)

    def stretches(self, start_us: int, end_us: int) -> list[tuple[int, int]]:
        """The stretches of work between two instants, in order: from and until."""
        return list(self._stretches(start_us, end_us))

    def open_at(self, at_us: int) -> bool:
        """Whether an instant is in working time; that of closing is not."""
        return self._covering(at_us, at_us).open_at(at_us)

    def _covering(self, first_us: int, last_us: int) -> "_Known":
        known = self._known
        if known is not None and known.start <= first_us:
            return known if last_us < known.end else self._longer(known, last_us + YEAR_US)
        end_us = max(last_us + YEAR_US, last_us if known is None else known.end)
        return self._longer(_Known.nothing(first_us - YEAR_US), end_us)

    def _longer(self, known: "_Known", end_us: int) -> "_Known":
        longer = known.extended(list(self._stretches(known.end, end_us)), end_us)
        self._known = longer
        return longer

    def _stretches(self, start_us: int, end_us: int) -> Iterator[tuple[int, int]]:
        """The stretches of work between two instants, in order: from and until."""
        for since, until, offset in _offsets(self.zone, start_us, end_us):
            for day in range((since + offset) // DAY_US, (until + offset - 1) // DAY_US + 1):
                midnight = day * DAY_US - offset
                opens, closes = max(midnight + self._opens, since), min(midnight + self._closes, until)
                if opens < closes and self._works(day):
                    yield opens, closes

    def _works(self, number: int) -> bool:
        if number not in _DATES:  # an import may bring the year 1 or 9999, and a zone lead out of them
            return False
        day = day_of(number)
        return day.weekday() in self._weekdays and not self.day_off(day)

    def _too_long(self, work_us: int) -> PolicyRefused:
        return PolicyRefused(
            f"{ceil(work_us / MINUTE_US):,} minutes of work take more than a hundred years: {self.hours}.",
            hint="Add working days or hours, or shorten the absences that leave none.",
        )


@dataclass(frozen=True, slots=True)
class _Known:
    """The stretches of work from `start` to `end`, and in `sums` the work done until each of them closes.

    The first stretch is empty and closes at `start`. Never changed, only replaced: threads share it.
    """

    start: int
    end: int
    opens: "array[int]"
    closes: "array[int]"
    sums: "array[int]"

    @classmethod
    def nothing(cls, start: int) -> "_Known":
        """Nothing is known yet but where to begin."""
        return cls(start, start, array("q", [start]), array("q", [start]), array("q", [0]))

    def extended(self, stretches: list[tuple[int, int]], end: int) -> "_Known":
        """This with the stretches that follow until `end`."""
        lengths = (closes - opens for opens, closes in stretches)
        return _Known(
            self.start,
            end,
            self.opens + array("q", [opens for opens, _ in stretches]),
            self.closes + array("q", [closes for _, closes in stretches]),
            self.sums[:-1] + array("q", accumulate(lengths, initial=self.sums[-1])),
        )

    def open_at(self, at_us: int) -> bool:
        """Whether a stretch of work contains an instant."""
        return at_us < self.closes[bisect_right(self.opens, at_us) - 1]

    def done(self, at_us: int) -> int:
        """The work done from `start` to an instant."""
        last = bisect_right(self.opens, at_us) - 1
        return self.sums[last] - max(self.closes[last] - at_us, 0)


def _since_midnight(clock: time) -> int:
    return (clock.hour * 60 + clock.minute) * MINUTE_US


def _offsets(zone: ZoneInfo, start_us: int, end_us: int) -> Iterator[tuple[int, int, int]]:
    """The zone's offsets between two instants: from, until, offset. The first and the last known ones hold for ever."""
    changes = zone_changes(zone)
    ends = [*(since for since, _ in changes[1:]), end_us]
    for (_, offset), end in zip(changes, ends, strict=True):
        until = min(end, end_us)
        if start_us < until:
            yield start_us, until, offset
            start_us = until


class Calendars:
    """The calendar of each desk, by the policy that its clocks go by.

    `holidays` says of a country (`DE-BY`) which days are its holidays. A desk without hours or a zone
    of its own has the company's. Its own hours are taken whole, with the holidays that they name; its
    absences are local days in its zone. Desks that are staffed alike share a calendar.
    """

    def __init__(self, holidays: HolidaysOf) -> None:
        self._holidays = holidays
        self._made: dict[_Parts, Calendar] = {}

    def __call__(self, policy: Policy, owner: str | None) -> Calendar:
        """The calendar of a desk; the company's for None, and for an owner that is no desk of the policy."""
        parts = _parts(policy, policy.desks.get(owner or ""))
        found = self._made.get(parts)
        if found is None:
            found = self._made[parts] = self._make(*parts)
        return found

    def _make(self, hours: WorkingHours, zone: str, absences: tuple[Absence, ...]) -> Calendar:
        holiday = self._holidays(hours.holidays) if hours.holidays else never
        return Calendar(hours, ZoneInfo(zone), lambda day: holiday(day) or any(day in each for each in absences))


def _parts(policy: Policy, desk: Desk | None) -> _Parts:
    if desk is None:
        return policy.working_hours, policy.zone, ()
    return desk.hours or policy.working_hours, desk.zone or policy.zone, desk.absences


def due_us(
    start_us: int,
    limit: Duration,
    counting: Counting,
    calendar: Calendar,
    pauses: Iterable[Pause] = (),
    share: float = 1,
) -> int | None:
    """The instant at which a clock that started at `start_us` has run for a share of its limit.

    It stands still during the pauses, in whatever order they come, overlapping or not; None if one
    without an end comes before. A month is the one that begins at the start, in the calendar's zone;
    pauses put off its end by their length. A share of working time is of working time too.
    `PolicyRefused` for working days, weeks and months, and where the hours leave no time to work.
    """
    left = max(1, round(share * _length_us(start_us, limit, counting, calendar)))
    working = counting is Counting.WORKING
    ran, after = (calendar.worked_us, calendar.after_us) if working else (_passed, add)
    at = start_us
    for since, until in sorted(pauses, key=lambda pause: pause[0]):
        before = ran(at, since) if at < since else 0
        if left <= before:
            break
        if until is None:
            return None
        left, at = left - before, max(at, since, until)
    return after(at, left)


def _length_us(start_us: int, limit: Duration, counting: Counting, calendar: Calendar) -> int:
    if counting is Counting.WORKING and limit.span not in WORKING_SPANS:
        raise PolicyRefused(f"A limit of {limit} cannot be counted in working time.", hint="Give minutes or hours.")
    fixed = limit.fixed_us
    if fixed is not None:
        return fixed
    return micros(limit.after(instant(start_us), calendar.zone)) - start_us


def _passed(start_us: int, end_us: int) -> int:
    return end_us - start_us
