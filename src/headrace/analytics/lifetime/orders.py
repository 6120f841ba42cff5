"""Customers who order again whenever they like, and never say that they have left: BG/NBD.

While alive, a customer orders at a rate of its own, Gamma(r, alpha) among customers; after each order it may be gone
for good, with a chance of its own, Beta(a, b) among them. Fader, Hardie and Lee, "'Counting Your Customers' the Easy
Way: An Alternative to the Pareto/NBD Model" (2005). What is known of a customer: `x` repeat orders (the first is not
one), the last at age `recency`, and `age` now, both from the first order and in one unit of time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from headrace.analytics.fitting import Refused, peak
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import numpy as np
    import scipy

    from headrace.analytics.fitting import Array

    Numbers = float | Sequence[float] | Array
else:
    np = lazy("numpy")
    scipy = lazy("scipy")

NO_REPEATS = N_("Nobody has ordered again yet.")
FURTHER, HARDLY = 3.0, 0.01
"""How much further a and b are moved (as logarithms), and how little that may cost before nobody can tell."""
NO_PEAK = N_("These orders do not tell how customers differ: more than one model explains them equally well.")
NEAR_ONE = 1e-5


@dataclass(frozen=True, slots=True)
class Orders:
    """A fitted BG/NBD model; 1/`alpha` is in the unit of the ages. All methods take numbers or arrays alike."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float = 0.0

    def alive(self, x: Numbers, recency: Numbers, age: Numbers) -> Array:
        """The chance that a customer may still order; 1 for those who never ordered again, for only an order ends it.

        >>> model = Orders(0.243, 4.414, 0.793, 2.426)
        >>> [round(float(chance), 6) for chance in model.alive([2, 0], [30.43, 0], [38.86, 38.86])]
        [0.726579, 1.0]
        """
        x, recency, age = (np.asarray(each, dtype=float) for each in (x, recency, age))
        silence = (self.r + x) * np.log((self.alpha + age) / (self.alpha + recency))
        odds = np.log((self.b + np.maximum(x, 1) - 1) / self.a) - silence
        chance: Array = np.where(x > 0, scipy.special.expit(odds), 1.0)
        return chance

    def expected(self, horizon: Numbers, x: Numbers, recency: Numbers, age: Numbers) -> Array:
        """How many orders a known customer is expected to place within a time from now.

        >>> model = Orders(0.243, 4.414, 0.793, 2.426)
        >>> round(float(model.expected(39, 2, 30.43, 38.86)), 6)
        1.226028
        """
        x, age, horizon = (np.asarray(each, dtype=float) for each in (x, age, horizon))
        return self._while_alive(horizon, x, age) * self.alive(x, recency, age)

    def expected_of_new(self, horizon: Numbers) -> Array:
        """How many repeat orders a new customer is expected to place within a time of the first.

        >>> [round(float(orders), 6) for orders in Orders(0.243, 4.414, 0.793, 2.426).expected_of_new([39, 78])]
        [1.196723, 1.860519]
        """
        return self._while_alive(np.asarray(horizon, dtype=float), np.zeros(()), np.zeros(()))

    def _while_alive(self, horizon: Array, x: Array, age: Array) -> Array:
        """(a + b + x - 1)/(a - 1) [1 - (1 - z)^(r + x) 2F1(r + x, b + x; a + b + x - 1; z)], z = t/(alpha + T + t).

        By Euler's transformation of 2F1, whose terms stay small for customers with many orders. At a = 1 the
        formula is 0/0 and has a limit; just beside it stands for it.
        """
        a = self.a if abs(self.a - 1) > NEAR_ONE else 1 + NEAR_ONE
        z = horizon / (self.alpha + age + horizon)
        series = scipy.special.hyp2f1(a + self.b - 1 - self.r, a - 1, a + self.b + x - 1, z)
        orders: Array = (a + self.b + x - 1) / (a - 1) * (1 - (1 - z) ** (a - 1) * series)
        return orders


def fit_orders(x: Numbers, recency: Numbers, age: Numbers, n: Numbers = 1.0) -> Orders | Refused:
    """The model of customers by maximum likelihood; `n` says how many customers are alike, where rows are counted.

    Refused where nobody ordered again, and where the likelihood has no peak.
    """
    x, recency, age = (np.asarray(each, dtype=float) for each in (x, recency, age))
    weights = np.broadcast_to(np.asarray(n, dtype=float), x.shape)
    if not (weights * x).sum() > 0:
        return Refused(NO_REPEATS)
    # The search starts best where every parameter is near 1.
    unit = float(np.average(age, weights=weights)) / 10
    repeats, kind = np.unique(x, return_inverse=True)
    customers = _Customers(
        repeats, np.bincount(kind, weights).astype(np.float64), x, recency / unit, age / unit, weights
    )
    start = (0.0, 0.0, 0.0, 0.0)
    best = peak(customers.log_likelihood, start)
    # Where all leave with the same chance a search may stop on the ridge, long before it has run away.
    alike = customers.log_likelihood(np.array(best.at) + np.array([0, 0, FURTHER, FURTHER]))
    if best.is_far(start) or alike > best.value - HARDLY:
        return Refused(NO_PEAK)
    r, alpha, a, b = map(exp, best.at)
    return Orders(r, alpha * unit, a, b, best.value - float(weights @ x) * float(np.log(unit)))


@dataclass(frozen=True, slots=True)
class _Customers:
    """Counted customers; `repeats` are the numbers of orders that occur, and `alike` how many customers have each."""

    repeats: Array
    alike: Array
    x: Array
    recency: Array
    age: Array
    n: Array

    def log_likelihood(self, theta: Array) -> float:
        """Equation 6 of the paper, in logarithms; what depends on x alone is computed once for each x."""
        r, alpha, a, b = np.exp(theta)
        gamma, beta = scipy.special.gammaln, scipy.special.betaln
        every = gamma(r + self.repeats) - gamma(r) + r * np.log(alpha) - beta(a, b) + beta(a, b + self.repeats)
        gone = np.log(a / (b + np.maximum(self.x, 1) - 1)) - (r + self.x) * np.log(alpha + self.recency)
        stayed = -(r + self.x) * np.log(alpha + self.age)
        return float(self.alike @ every + self.n @ np.where(self.x > 0, np.logaddexp(stayed, gone), stayed))
