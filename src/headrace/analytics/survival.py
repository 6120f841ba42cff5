"""People still on their way: the Kaplan-Meier estimate over counted risk tables.

An engine counts how many waits of each length ended in the event and how many are still open; the
small dense arithmetic is done here. Events come before censorings at equal times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

from headrace.analytics.intervals import Z95
from headrace.core.lazily import lazy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy("numpy")


@dataclass(frozen=True, slots=True)
class Curve:
    """A survival curve: at each event time (ascending) the share that still waits, and its Greenwood error."""

    times: NDArray[np.float64]
    survival: NDArray[np.float64]
    error: NDArray[np.float64]

    def quantile(self, share: float) -> float | None:
        """The first time by which at least `share` have had the event; None if the curve never gets there."""
        reached = np.flatnonzero(self.survival <= 1 - share + 1e-12)
        return float(self.times[reached[0]]) if reached.size else None

    def at(self, time: float) -> float:
        """The share that still waits just after `time`."""
        index = int(np.searchsorted(self.times, time, side="right")) - 1
        return 1.0 if index < 0 else float(self.survival[index])

    def interval(self, time: float, z: float = Z95) -> tuple[float, float] | None:
        """The 95 % interval of the share that still waits just after `time`; None where it has no error yet.

        Of log(-log S), so that it stays between 0 and 1. Kalbfleisch and Prentice (1980).

        >>> curve = kaplan_meier([(2, True, 1), (3, False, 1), (4, True, 2), (6, False, 1), (7, True, 1)])
        >>> [round(bound, 6) for bound in curve.interval(4)]
        [0.055992, 0.766522]
        """
        index = int(np.searchsorted(self.times, time, side="right")) - 1
        if index < 0 or not 0 < self.survival[index] < 1:
            return None
        share, error = float(self.survival[index]), float(self.error[index])
        width = z * error / (share * log(share))
        low, high = sorted(share ** exp(side * width) for side in (-1, 1))
        return low, high


def kaplan_meier(waits: Sequence[Sequence[float]] | NDArray[np.float64]) -> Curve:
    """The curve of waits given as rows of (length, ended in the event, how many).

    S(t) is the product over event times up to t of 1 - d/n, with n still at risk just before; the error
    is Greenwood's. Right only if nothing but the event ends a wait. Kaplan and Meier (1958).

    >>> curve = kaplan_meier([(2, True, 1), (3, False, 1), (4, True, 2), (6, False, 1), (7, True, 1)])
    >>> curve.quantile(0.5)
    4.0
    """
    table = np.asarray(waits, dtype=np.float64).reshape(-1, 3)
    times = np.unique(table[:, 0])
    where = np.searchsorted(times, table[:, 0])
    events = np.bincount(where, weights=table[:, 2] * table[:, 1], minlength=times.size)
    everyone = np.bincount(where, weights=table[:, 2], minlength=times.size)
    at_risk = everyone[::-1].cumsum(axis=0)[::-1]
    happened = events > 0
    d, n = events[happened], at_risk[happened]
    survival = np.cumprod(1 - d / n)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(np.where(n > d, d / (n * (n - d)), 0.0))
    return Curve(times[happened], survival, survival * np.sqrt(variance))
