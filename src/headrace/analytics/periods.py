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
    return month_after(first, MONTHS[bucket])


def month_after(month: date, count: int) -> date:
    """The first day of the month so many months after another one, or before it if the count is below 0.

    >>> month_after(date(2026, 1, 1), -2)
    datetime.date(2025, 11, 1)
    """
    number = month.year * 12 + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def whole(first: date, end: date, bucket: str) -> Iterator[date]:
    """The periods from the one that begins on `first` on that are over by `end` (exclusive).

    >>> [day.month for day in whole(date(2025, 1, 1), date(2025, 3, 31), "month")]
    [1, 2]
    """
    while (following := after(first, bucket)) <= end:
        yield first
        first = following
