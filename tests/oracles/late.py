"""Waits that were watched only from the day on which the record began, one by one."""

from collections.abc import Sequence
from fractions import Fraction
from math import inf

from headrace.core.units import day_of, start_of_day
from oracles.asked import MINUTE, Asked, counted_to

Late = tuple[int, int, bool]
"""After which age it was watched (0: always), how long it lasted, whether that was its end."""
FEWEST = 10


def seen_after(asked: Asked, start: tuple[int, str]) -> int:
    """The age in minutes after which somebody who entered then was watched."""
    day = asked.ask.options.get("seen_from")
    if day is None:
        return 0
    if start[1] == "instant":
        age = (start_of_day(day, asked.zone) - start[0]) // MINUTE
    else:
        age = (day - day_of(asked.day(start[0]))).days * 1440
    return counted_to(max(age - 1, 0))


def watched(seen: int, length: int) -> bool:
    """Whether a wait was not over before it could be seen."""
    return seen == 0 or seen < counted_to(length)


def stretch(waits: Sequence[Late]) -> tuple[float, float]:
    """After which age, and up to which, a curve can be drawn: all of it unless some were watched late.

    Then from where ten were watched, and not across an age at which nobody was left; of several such stretches that
    in which most waits lie.
    """
    rows = [(seen or -inf, length) for seen, length, _ in waits if watched(seen, length)]
    if all(seen == -inf for seen, _ in rows):
        return -inf, inf
    times = sorted({length for _, length in rows})
    gaps = [time for time in times if not any(seen < time < length for seen, length in rows)]
    found = []
    for begin, end in zip([-inf, *gaps], [*gaps, inf], strict=True):
        ages = sorted({seen for seen, _ in rows if begin <= seen < end})
        since = next((age for age in ages if sum(seen <= age < length for seen, length in rows) >= FEWEST), inf)
        found.append((sum(since < length <= end for _, length in rows), since, end))
    return max(found, key=lambda each: each[0])[1:]


def at_risk(waits: Sequence[Late], time: float) -> int:
    """How many were watched and still waiting just before a time."""
    return sum((seen == 0 or seen < time) and length >= time for seen, length, _ in waits)


def quantile_days(waits: Sequence[Late], gone: Fraction) -> float | None:
    """The first time by which so many are gone, by Kaplan-Meier."""
    steps = [(seen, counted_to(length), ended) for seen, length, ended in waits]
    (since, until), share = stretch(steps), Fraction(1)
    for time in sorted({length for seen, length, ended in steps if ended and watched(seen, length)}):
        if since < time <= until:
            share *= 1 - Fraction(sum(ended and length == time for _, length, ended in steps), at_risk(steps, time))
            if share <= 1 - gone:
                return time / 1440
    return None
