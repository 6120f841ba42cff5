"""The end of the period: until when an entry can still be won in it. Lags count days, from an entry to the win."""

from collections.abc import Sequence
from itertools import accumulate

from headrace.core.texts import _
from headrace.planning.checks import check_amount, check_amounts, check_lag, check_share
from headrace.planning.lags import arrived


def last_useful(lag: Sequence[float], days_left: int, share: float = 0.5) -> int | None:
    """The last day on which an entry still is won in time with at least a share of the chance that it has at all.

    Args:
        lag: the share of those who will be won that is won 0, 1, 2 ... days after the entry.
        days_left: how many days remain; today is day 0, and the period's last day is day `days_left`.
        share: how much of the chance must be left.

    Returns:
        The day, None if even today is too late.

    >>> slow = (0.0,) * 10 + (0.5,) + (0.0,) * 19 + (0.5,)
    >>> last_useful(slow, 40), last_useful(slow, 40, share=0.9), last_useful(slow, 5)
    (30, 10, None)
    """
    check_lag(_("The way to the win"), lag)
    check_share(_("The share"), share)
    return next((day for day in range(days_left, -1, -1) if arrived(lag, days_left - day) >= share - 1e-9), None)


def added_after(lag: Sequence[float], entries: Sequence[float], each: float, day: int) -> float:
    """How many wins the entries after a day can still add by the end of the period's last day.

    `entries` are those of each day from 0 to the last; `each` is how many wins one makes in the end. Over what the
    whole period is to win, it is the share that leads after this day can add to it.

    >>> added_after((0.0, 0.5, 0.0, 0.5), [10, 10, 10, 10], 0.5, day=1)
    2.5
    """
    check_lag(_("The way to the win"), lag)
    check_amounts(_("The entries of a day"), entries)
    check_amount(_("What an entry makes"), each)
    by_then, last = list(accumulate(lag)), len(entries) - 1
    later = range(day + 1, last + 1)
    return sum(entries[on] * each * by_then[min(last - on, len(by_then) - 1)] for on in later)
