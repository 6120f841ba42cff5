"""What a customer spends per order: the gamma-gamma model.

Orders of a customer vary around a mean of its own, and the means vary among customers; so a customer's own mean
is taken for what it is worth, the more the more orders it stands on, and drawn towards everybody's. It needs that those
who order often spend no more or less per order than others: see `correlation`. Fader and Hardie, "The
Gamma-Gamma Model of Monetary Value" (2013), after Colombo and Jiang (1999).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from headrace.analytics.fitting import Refused, peak
from headrace.analytics.lifetime.orders import NO_PEAK, NO_REPEATS
from headrace.core.lazily import lazy

if TYPE_CHECKING:
    import numpy as np
    import scipy

    from headrace.analytics.fitting import Array
    from headrace.analytics.lifetime.orders import Numbers
else:
    np = lazy("numpy")
    scipy = lazy("scipy")


@dataclass(frozen=True, slots=True)
class Spend:
    """A fitted gamma-gamma model; `v` and all results are in the unit of the amounts."""

    p: float
    q: float
    v: float
    log_likelihood: float = 0.0

    def expected(self, x: Numbers, mean: Numbers) -> Array:
        """What a customer with `x` orders of a `mean` amount is expected to spend per order: p (v + x m)/(p x + q - 1).

        >>> [round(float(each), 6) for each in Spend(6.25, 3.74, 15.44).expected([2, 1], [22.35, 11.77])]
        [24.663714, 18.916852]
        """
        x, mean = np.asarray(x, dtype=float), np.asarray(mean, dtype=float)
        amount: Array = self.p * (self.v + x * mean) / (self.p * x + self.q - 1)
        return amount

    @property
    def of_anyone(self) -> float | None:
        """What a customer of whom nothing is known is expected to spend per order; None where q <= 1: no mean exists.

        >>> round(Spend(6.25, 3.74, 15.44).of_anyone, 6)
        35.218978
        """
        return self.p * self.v / (self.q - 1) if self.q > 1 else None


def fit_spend(x: Numbers, mean: Numbers) -> Spend | Refused:
    """The model of customers by maximum likelihood, from the number of orders that each mean stands on, and the means.

    With BG/NBD these are the repeat orders and their mean, without the first. Customers without any order, or whose
    mean is not above 0, tell nothing here and are left out. Refused where none are left, and where there is no peak.
    """
    x, mean = np.asarray(x, dtype=float), np.asarray(mean, dtype=float)
    told = (x > 0) & (mean > 0)
    if not told.any():
        return Refused(NO_REPEATS)
    unit = float(mean[told].mean())
    start = (0.0, 0.0, 0.0)
    best = peak(lambda theta: _log_likelihood(theta, x[told], mean[told] / unit), start)
    if best.is_far(start):
        return Refused(NO_PEAK)
    p, q, v = map(exp, best.at)
    return Spend(p, q, v * unit, best.value - float(told.sum()) * float(np.log(unit)))


def correlation(x: Numbers, mean: Numbers) -> float | None:
    """Pearson's correlation of how often repeat customers order and what they spend; None if either is always the same.

    The gamma-gamma model takes it for 0. CDNOW's 0.11 has been taken for near enough.
    """
    x, mean = np.asarray(x, dtype=float), np.asarray(mean, dtype=float)
    told = (x > 0) & (mean > 0)
    if told.sum() < 2 or np.ptp(x[told]) == 0 or np.ptp(mean[told]) == 0:
        return None
    return float(np.corrcoef(x[told], mean[told])[0, 1])


def _log_likelihood(theta: Array, x: Array, mean: Array) -> float:
    """Of the mean of x orders."""
    p, q, v = np.exp(theta)
    gamma = scipy.special.gammaln
    shape = p * x
    told = gamma(shape + q) - gamma(shape) - gamma(q) + q * np.log(v)
    return float((told + (shape - 1) * np.log(mean) + shape * np.log(x) - (shape + q) * np.log(x * mean + v)).sum())
