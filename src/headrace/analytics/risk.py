"""Who was still waiting, and who was watched: the counts that every estimate over waits stands on.

An engine counts how many waits of each length ended in which way; nothing here sees a single record.
A wait of a given length is at risk up to that length, its own time included: events come before
censorings at equal times.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import inf
from typing import cast

End = str | bool | None
"""How a wait ended: the name of its end (or True, where only one counts); None or False if it is open."""
Wait = tuple[float, End, int]
"""Length, end, how many."""
LateWait = tuple[float, float, End, int]
"""Age at which it could first be seen, length, end, how many."""

Watched = Wait | LateWait

LEAST = 10
"""The fewest at risk with whom a curve of waits that entered late begins."""


@dataclass(frozen=True, slots=True)
class RiskSets:
    """The times at which waits ended or broke off (ascending), and how many were at risk just before each.

    `ended` has for each end how many ended so at each of the times. Shares derived from it are of those who were still
    waiting at `since`. `unseen` waits were over before they could be seen, and count nowhere.
    """

    times: Sequence[float]
    at_risk: Sequence[int]
    ended: Mapping[End, Sequence[int]]
    since: float = 0.0
    unseen: int = 0

    @property
    def until(self) -> float:
        """The longest wait: beyond it nobody was watched, so nothing is known."""
        return self.times[-1] if self.times else self.since

    def happened(self) -> Sequence[int]:
        """How many ended at each time, in whichever way."""
        if len(self.ended) == 1:
            return next(iter(self.ended.values()))
        return [sum(each) for each in zip(*self.ended.values(), strict=True)] if self.ended else [0] * len(self.times)


def risk_sets(waits: Iterable[Wait]) -> RiskSets:
    """The risk sets of waits that were watched from their beginning.

    >>> risk_sets([(2, "won", 1), (2, None, 3), (5, "lost", 2)]).at_risk
    [6, 2]
    """
    gone: dict[float, int] = {}
    ended: dict[End, dict[float, int]] = {}
    for length, end, n in waits:
        gone[length] = gone.get(length, 0) + n
        if end:
            counts = ended.setdefault(end, {})
            counts[length] = counts.get(length, 0) + n
    times = sorted(gone)
    return counted_risk_sets(times, _at(gone, times), {end: _at(counts, times) for end, counts in ended.items()})


def counted_risk_sets(lengths: Sequence[float], n: Sequence[int], ended: Mapping[End, Sequence[int]]) -> RiskSets:
    """The same from columns: ascending lengths, how many waits were so long, and how many of them ended in each way.

    So an engine gives them that groups by length. Lists are quicker here than arrays.

    >>> counted_risk_sets([2, 5], [4, 2], {"won": [1, 0], "lost": [0, 2]}).at_risk
    [6, 2]
    """
    return RiskSets(lengths, list(accumulate(reversed(n)))[::-1], ended)


def sets_of(waits: Sequence[Watched]) -> RiskSets:
    """The risk sets of waits of either kind; those of late ones that were all watched from their beginning are plain.

    >>> sets_of([(0, 4, "won", 1), (0, 5, None, 2)]) == sets_of([(4, "won", 1), (5, None, 2)])
    True
    """
    if not waits or len(waits[0]) == 3:
        return risk_sets(cast("Sequence[Wait]", waits))
    late = cast("Sequence[LateWait]", waits)
    if any(_start(wait) != -inf for wait in late):
        return late_risk_sets(late)
    return risk_sets(wait[1:] for wait in late)


def late_risk_sets(waits: Iterable[LateWait], least: int = LEAST) -> RiskSets:
    """The risk sets of waits that were watched only from some age on (left truncation, delayed entry).

    A wait is at risk after the age at which it could first be seen, up to its length; an age of 0 or less
    is its beginning. One that was over by then could never have been seen: it is `unseen`.

    At the youngest ages very few may be at risk, and one event among them would pull the curve down for all
    that follows. So the sets begin (`since`) where `least` are at risk for the first time, and times up to then are
    left out: what is estimated is the fate of those who still waited. Where nobody at all is at risk for a
    while, no estimate leads across the gap: of the stretches between, that in which most waits ended or broke off is
    kept. Klein and Moeschberger, "Survival Analysis" (2003), section 4.6; Lai and Ying, "Estimating a Distribution
    Function with Truncated and Censored Data" (1991).

    >>> sets = late_risk_sets([(0, 4, "won", 1), (3, 5, None, 2), (4, 6, "won", 1), (7, 7, "won", 1)], least=1)
    >>> sets.times, sets.at_risk, sets.unseen
    ([4, 5, 6], [3, 3, 1], 1)
    """
    rows = list(waits)
    seen = [row for row in rows if _start(row) < row[1]]
    gone = _summed((length, n) for _, length, _, n in seen)
    times = sorted(gone)
    entered = _summed((_start(row), row[3]) for row in seen)
    at_risk = [come - left for come, left in zip(_before(entered, times), _before(gone, times), strict=True)]
    gaps = [time for time, n in zip(times, at_risk, strict=True) if n == gone[time]]
    since, until = max(
        _stretches(entered, gone, [-inf, *gaps, inf], least),
        key=lambda stretch: sum(n for _, length, end, n in seen if stretch[0] < length <= stretch[1]),
    )
    kept = [(time, n) for time, n in zip(times, at_risk, strict=True) if since < time <= until]
    ended: dict[End, list[int]] = {
        end: _at(_summed((length, n) for _, length, each, n in seen if each == end), [time for time, _ in kept])
        for end in {end for _, _, end, _ in seen if end}
    }
    unseen = sum(n for *_, n in rows) - sum(gone.values())
    return RiskSets([time for time, _ in kept], [n for _, n in kept], ended, max(since, 0.0), unseen)


def _at(counts: Mapping[float, int], times: Sequence[float]) -> list[int]:
    return [counts.get(time, 0) for time in times]


def _start(row: LateWait) -> float:
    return row[0] if row[0] > 0 else -inf


def _stretches(
    entered: Mapping[float, int], gone: Mapping[float, int], gaps: Sequence[float], least: int
) -> Iterator[tuple[float, float]]:
    """From each gap to the next, begun where enough are at risk."""
    ages = sorted(entered)
    left = [n + gone.get(age, 0) for age, n in zip(ages, _before(gone, ages), strict=True)]
    present = [come - n for come, n in zip(accumulate(entered[age] for age in ages), left, strict=True)]
    for begin, end in pairwise(gaps):
        enough = (age for age, n in zip(ages, present, strict=True) if begin <= age < end and n >= least)
        yield next(enough, inf), end


def _summed(pairs: Iterable[tuple[float, int]]) -> dict[float, int]:
    sums: dict[float, int] = {}
    for key, n in pairs:
        sums[key] = sums.get(key, 0) + n
    return sums


def _before(counts: Mapping[float, int], times: Sequence[float]) -> list[int]:
    """How many were counted before each of some times."""
    ages = sorted(counts)
    running = list(accumulate((counts[age] for age in ages), initial=0))
    return [running[bisect_left(ages, time)] for time in times]
