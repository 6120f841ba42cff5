"""Durations as the business says them: `30 days`, `6 weeks`, `1 month`.

A day is 24 hours between instants; a month is a calendar month, clipped to the month's end.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from headrace.core.errors import PolicyRefused
from headrace.core.texts import ngettext


class Span(StrEnum):
    """The units of a duration. A day is 24 hours; a month is a calendar month."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


_MICROSECOND = timedelta(microseconds=1)
_FIXED = {
    Span.MINUTE: timedelta(minutes=1),
    Span.HOUR: timedelta(hours=1),
    Span.DAY: timedelta(days=1),
    Span.WEEK: timedelta(weeks=1),
}
WORKING_SPANS = (Span.MINUTE, Span.HOUR)
"""The units that working time is counted in: working days differ in length."""
LONGEST = {Span.MINUTE: 100_000, Span.HOUR: 100_000, Span.DAY: 3_660, Span.WEEK: 520, Span.MONTH: 120}


@dataclass(frozen=True, slots=True)
class Duration:
    """A whole number of minutes, hours, days, weeks or months, at least 1 and at most some ten years."""

    count: int
    span: Span

    def __post_init__(self) -> None:
        if not 1 <= self.count <= LONGEST[self.span]:
            raise PolicyRefused(
                f"A duration of {self.count} {self.span}s is out of range.",
                hint=f"From 1 to {LONGEST[self.span]} {self.span}s.",
            )

    @property
    def fixed_us(self) -> int | None:
        """Its length in microseconds; None for months, which differ in length."""
        return None if self.span is Span.MONTH else self.count * _FIXED[self.span] // _MICROSECOND

    def after(self, start: datetime, zone: ZoneInfo) -> datetime:
        """The UTC instant one duration after an aware instant.

        A month is counted on the calendar of `zone` and clipped to the month's end.

        >>> one, berlin = datetime(2024, 1, 31, 10, tzinfo=UTC), ZoneInfo("Europe/Berlin")
        >>> str(Duration(1, Span.MONTH).after(one, berlin)), str(Duration(30, Span.DAY).after(one, berlin))
        ('2024-02-29 10:00:00+00:00', '2024-03-01 10:00:00+00:00')
        """
        if self.span is Span.MONTH:
            return _months_after(start.astimezone(zone), self.count).astimezone(UTC)
        return start.astimezone(UTC) + self.count * _FIXED[self.span]

    def before(self, end: datetime, zone: ZoneInfo) -> datetime:
        """The UTC instant one duration before an aware instant; a month is clipped as in `after`.

        >>> str(Duration(1, Span.MONTH).before(datetime(2024, 3, 31, 10, tzinfo=UTC), ZoneInfo("UTC")))
        '2024-02-29 10:00:00+00:00'
        """
        if self.span is Span.MONTH:
            return _months_after(end.astimezone(zone), -self.count).astimezone(UTC)
        return end.astimezone(UTC) - self.count * _FIXED[self.span]

    def __str__(self) -> str:
        """The duration in words: `30 days`."""
        match self.span:
            case Span.MINUTE:
                return ngettext("{n} minute", "{n} minutes", self.count)
            case Span.HOUR:
                return ngettext("{n} hour", "{n} hours", self.count)
            case Span.DAY:
                return ngettext("{n} day", "{n} days", self.count)
            case Span.WEEK:
                return ngettext("{n} week", "{n} weeks", self.count)
            case Span.MONTH:
                return ngettext("{n} month", "{n} months", self.count)


def _months_after(start: datetime, months: int) -> datetime:
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    day = min(start.day, monthrange(year, month + 1)[1])
    return start.replace(year=year, month=month + 1, day=day)
