"""People still on their way: the Kaplan-Meier estimate over counted risk tables.

An engine counts how many waits of each length ended in the event and how many are still open; the
little arithmetic that remains is done here. Events come before censorings at equal times.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, inf, log, sqrt
from typing import NamedTuple

from headrace.analytics.intervals import Z95
from headrace.analytics.risk import RiskSets, Wait, risk_sets


class Share(NamedTuple):
    """A share (0 to 1) and its 95 % interval; no interval where nothing has happened yet, or to all."""

    share: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Curve:
    """A survival curve: at each event time (ascending) the share that still waits, and its Greenwood error.

    The shares are of those who still waited at `since`: 0, unless waits were seen only later on. Beyond `until`
    nobody was watched, so nothing is known; it is infinite where everyone's end was seen.
    """

    times: Sequence[float]
    survival: Sequence[float]
    error: Sequence[float]
    since: float = 0.0
    until: float = inf

    def quantile(self, share: float) -> float | None:
        """The first time by which at least `share` have had the event; None if the curve never gets there."""
        enough = 1 - share + 1e-12
        return next((time for time, left in zip(self.times, self.survival, strict=True) if left <= enough), None)

    def at(self, time: float) -> float:
        """The share that still waits just after `time`."""
        index = bisect_right(self.times, time) - 1
        return 1.0 if index < 0 else self.survival[index]

    def interval(self, time: float, z: float = Z95) -> tuple[float, float] | None:
        """The 95 % interval of the share that still waits just after `time`; None where it has no error yet.

        Of log(-log S), so that it stays between 0 and 1. Kalbfleisch and Prentice (1980).

        >>> curve = kaplan_meier([(2, True, 1), (3, False, 1), (4, True, 2), (6, False, 1), (7, True, 1)])
        >>> [round(bound, 6) for bound in curve.interval(4)]
        [0.055992, 0.766522]
        """
        index = bisect_right(self.times, time) - 1
        if index < 0 or not 0 < self.survival[index] < 1:
            return None
        share, error = self.survival[index], self.error[index]
        width = z * error / (share * log(share))
        low, high = sorted(share ** exp(side * width) for side in (-1, 1))
        return low, high

    def by(self, age: float) -> Share | None:
        """The share that had the event by an age, with its interval; None for an age that nobody was watched at.

        >>> curve = kaplan_meier([(2, True, 1), (4, False, 3)])
        >>> curve.by(3).share, curve.by(5)
        (0.25, None)
        """
        if not self.since <= age <= self.until:
            return None
        low, high = self.interval(age) or (None, None)
        return Share(
            1 - self.at(age), None if high is None else max(0.0, 1 - high), None if low is None else min(1.0, 1 - low)
        )

    def corners(self) -> Iterator[tuple[float, float]]:
        """The corners of the staircase of those who had the event, from (since, 0) to the longest wait: to be drawn.

        >>> list(kaplan_meier([(2, True, 1), (3, False, 1)]).corners())
        [(0.0, 0.0), (2, 0.0), (2, 0.5), (3, 0.5)]
        """
        reached = 0.0
        yield self.since, reached
        for time, left in zip(self.times, self.survival, strict=True):
            yield time, reached
            reached = 1 - left
            yield time, reached
        if (self.times[-1] if self.times else self.since) < self.until < inf:
            yield self.until, reached


def kaplan_meier(waits: Iterable[Wait]) -> Curve:
    """The curve of waits given as (length, ended in the event, how many).

    S(t) is the product over event times up to t of 1 - d/n, with n still at risk just before; the error
    is Greenwood's. Right only if nothing but the event ends a wait. Kaplan and Meier (1958).

    >>> curve = kaplan_meier([(2, True, 1), (3, False, 1), (4, True, 2), (6, False, 1), (7, True, 1)])
    >>> curve.quantile(0.5)
    4
    """
    return survival(risk_sets(waits))


def survival(sets: RiskSets) -> Curve:
    """The Kaplan-Meier curve of risk sets, whichever way a wait in them ended."""
    times: list[float] = []
    shares: list[float] = []
    errors: list[float] = []
    share, greenwood = 1.0, 0.0
    for time, at_risk, happened in zip(sets.times, sets.at_risk, sets.happened(), strict=True):
        if happened:
            left = at_risk - happened
            share *= left / at_risk
            greenwood += happened / (at_risk * left) if left else 0.0
            times.append(time)
            shares.append(share)
            errors.append(share * sqrt(greenwood))
    return Curve(times, shares, errors, sets.since, inf if share == 0 else sets.until)


def waited_per_event(waits: Iterable[Wait]) -> float | None:
    """All the waiting there was, open waits included, for each event; None without any event.

    With a chance that stays the same it is the mean wait: the inverse of the occurrence-exposure rate. Lengths may be
    anything that is spent until the event, for instance calls.

    >>> waited_per_event([(1, True, 2), (3, False, 4)])
    7.0
    """
    sets = risk_sets(waits)
    events = sum(sets.happened())
    spans = zip(sets.at_risk, pairwise([0.0, *sets.times]), strict=True)
    exposure = sum(n * (until - since) for n, (since, until) in spans)
    return exposure / events if events else None
