"""The days and hours of the made-up company.

Inside the demo a moment is a whole number of seconds on the wall clock since the first local
midnight of the history; people work in working time; tables get microseconds UTC. Nobody acts
between two and three at night, where the clock changes.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np

from headrace.core.units import day_number, day_of, micros
from headrace.demo.chance import Flags, Floats, Ints

ZONE = ZoneInfo("Europe/Berlin")
YEARS = 2
HOUR, DAY = 3_600, 86_400
OPENS, WORKDAY = 8 * HOUR + HOUR // 2, 9 * HOUR
CLOSED_DAYS = ((1, 1), (5, 1), (10, 3), (12, 24), (12, 25), (12, 26), (12, 31))
DAYS_BEYOND = 1_500  # a plan may reach past the history; what lies there is dropped later


def _years_before(day: date, years: int) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if leap_day else day.day)


@dataclass(frozen=True)
class Calendar:
    """Local days from `first` to `last`, both included, numbered from 0."""

    first: date
    last: date

    @classmethod
    def until(cls, last: date) -> "Calendar":
        """The two years that end with the day `last`."""
        return cls(_years_before(last + timedelta(days=1), YEARS), last)

    @property
    def days(self) -> int:
        """How many days the history has."""
        return (self.last - self.first).days + 1

    @property
    def end(self) -> int:
        """The first moment after the history."""
        return self.days * DAY

    @cached_property
    def dates(self) -> Ints:
        """The day number (days since 1970) of each day, those beyond the history included."""
        return day_number(self.first) + np.arange(self.days + DAYS_BEYOND, dtype=np.int64)

    @cached_property
    def weekdays(self) -> Ints:
        """0 for Monday to 6 for Sunday, a day each."""
        return (self.dates + 3) % 7

    @cached_property
    def months(self) -> Ints:
        """Months since January 1970, a day each."""
        return self.dates.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)

    @cached_property
    def month_days(self) -> Ints:
        """1 to 31, a day each."""
        starts = self.months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
        return self.dates - starts + 1

    @cached_property
    def quarters(self) -> Ints:
        """Calendar quarters since the one of the first day, a day each."""
        return np.asarray(self.months // 3 - self.months[0] // 3)

    @cached_property
    def working(self) -> Flags:
        """Whether the company works on each day."""
        month = self.months % 12 + 1
        closed = [(month == m) & (self.month_days == d) for m, d in CLOSED_DAYS]
        return np.asarray((self.weekdays < 5) & ~np.any(closed, axis=0))

    @cached_property
    def _worked(self) -> Ints:
        return np.concatenate(([0], np.cumsum(self.working * WORKDAY)))

    @cached_property
    def _instants(self) -> Ints:
        midnight = datetime.combine(self.first, time(), tzinfo=ZONE)
        hours = (micros(midnight + timedelta(hours=hour)) for hour in range(self.days * 24))
        return np.fromiter(hours, dtype=np.int64)

    def after(self, moments: Ints, seconds: Floats) -> Ints:
        """The moments when so many seconds of working time have passed since `moments`."""
        day = np.minimum(moments // DAY, len(self.working) - 1)
        today = np.clip(moments % DAY - OPENS, 0, WORKDAY) * self.working[day]
        worked = np.minimum(self._worked[day] + today + seconds.astype(np.int64), self._worked[-1] - 1)
        day = np.searchsorted(self._worked, worked, side="right") - 1
        return np.asarray(day * DAY + OPENS + worked - self._worked[day], dtype=np.int64)

    def utc(self, moments: Ints) -> Ints:
        """Microseconds UTC of moments within the history."""
        return self._instants[moments // HOUR] + moments % HOUR * 1_000_000

    def day(self, index: int) -> date:
        """The date of the day of that number."""
        return day_of(int(self.dates[index]))
