"""People still on their way: the Kaplan-Meier estimate over counted risk tables.

An engine counts how many waits of each length ended in the event and how many are still open; the
little arithmetic that remains is done here. Events come before censorings at equal times.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import exp, log, sqrt
from operator import itemgetter

from headrace.analytics.intervals import Z95


@dataclass(frozen=True, slots=True)
class Curve:
    """A survival curve: at each event time (ascending) the share that still waits, and its Greenwood error."""

    times: Sequence[float]
    survival: Sequence[float]
    error: Sequence[float]

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


def kaplan_meier(waits: Iterable[tuple[float, bool, int]]) -> Curve:
    """The curve of waits given as (length, ended in the event, how many).

    S(t) is the product over event times up to t of 1 - d/n, with n still at risk just before; the error
    is Greenwood's. Right only if nothing but the event ends a wait. Kaplan and Meier (1958).

    >>> curve = kaplan_meier([(2, True, 1), (3, False, 1), (4, True, 2), (6, False, 1), (7, True, 1)])
    >>> curve.quantile(0.5)
    4
    """
    ascending = sorted(waits, key=itemgetter(0))
    at_risk = sum(n for _, _, n in ascending)
    times: list[float] = []
    survival: list[float] = []
    error: list[float] = []
    share, variance = 1.0, 0.0
    for length, alike in groupby(ascending, key=itemgetter(0)):
        found = list(alike)
        happened = sum(n for _, ended, n in found if ended)
        if happened:
            share *= 1 - happened / at_risk
            variance += happened / (at_risk * (at_risk - happened)) if at_risk > happened else 0.0
            times.append(length)
            survival.append(share)
            error.append(share * sqrt(variance))
        at_risk -= sum(n for _, _, n in found)
    return Curve(times, survival, error)
