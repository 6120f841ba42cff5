"""The calendar units that reports are split by, as dates: an engine gives the first day of each."""

from collections.abc import Iterator
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "year": 12}


def after(first: date, bucket: str) -> date:
    """The first day of the next week, month, quarter or year.

    >>> after(date(2025, 11, 1), "quarter")
    datetime.date(2026, 2, 1)
    """
    if bucket == "week":
        return first + timedelta(days=7)
    return later(first, MONTHS[bucket])


def later(first: date, months: int) -> date:
    """The first day of the month that is so many months after another.

    >>> later(date(2025, 11, 1), 2)
    datetime.date(2026, 1, 1)
    """
    month = first.year * 12 + first.month - 1 + months
    return date(month // 12, month % 12 + 1, 1)


def whole(first: date, end: date, bucket: str) -> Iterator[date]:
    """The periods from the one that begins on `first` on that are over by `end` (exclusive).

    >>> [day.month for day in whole(date(2025, 1, 1), date(2025, 3, 31), "month")]
    [1, 2]
    """
    while (following := after(first, bucket)) <= end:
        yield first
        first = following
