"""Intervals of shares and of differences. A rate without one is a claim without a measure of its doubt."""

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from headrace.core.lazily import lazy

if TYPE_CHECKING:
    import scipy
else:
    scipy = lazy("scipy")

Z95 = 1.959963984540054


def wilson(successes: float, n: float, z: float = Z95) -> tuple[float, float] | None:
    """The Wilson score interval of a share, None without any trials.

    Wilson, "Probable Inference, the Law of Succession, and Statistical Inference" (1927).

    >>> [round(bound, 6) for bound in wilson(34, 200)]
    [0.124279, 0.228159]
    >>> [round(bound, 6) for bound in wilson(0, 10)]
    [0.0, 0.277533]
    """
    if n == 0:
        return None
    p = successes / n
    spread = 1 + z * z / n
    centre = (p + z * z / (2 * n)) / spread
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / spread
    # Rounding may put a bound a hair past the share itself at 0 and at 1.
    return (
        0.0 if successes == 0 else max(0.0, centre - half),
        1.0 if successes == n else min(1.0, centre + half),
    )


def jeffreys(successes: int, n: int, level: float = 0.95) -> tuple[float, float] | None:
    """The Jeffreys interval of a share, None without any trials: quantiles of Beta(k + 1/2, n - k + 1/2).

    From 0 where nothing succeeded, to 1 where all did. Brown, Cai and DasGupta, "Interval Estimation for a
    Binomial Proportion" (2001).

    >>> [round(bound, 6) for bound in jeffreys(34, 200)]
    [0.122858, 0.22661]
    """
    if n == 0:
        return None
    tail, a, b = (1 - level) / 2, successes + 0.5, n - successes + 0.5
    return (
        0.0 if successes == 0 else float(scipy.special.betaincinv(a, b, tail)),
        1.0 if successes == n else float(scipy.special.betaincinv(a, b, 1 - tail)),
    )


def by_value(
    n: int, value: float, won_value: float, squares: float, won_squares: float, z: float = Z95
) -> tuple[float, float, float] | None:
    """The share of value that converted, and its interval: a rate in which a lead counts as much as it is worth.

    Args:
        n: how many leads.
        value: the sum of their values as known before their outcome, in one unit (minor units of one currency).
        won_value: the part of it that is of the leads that converted.
        squares: the sum of the squares of the values.
        won_squares: the part of that which is of the leads that converted.
        z: how many standard errors the interval spans to each side.

    Returns:
        The share (0 to 1), its lower and its upper bound. None without any value.

    The share is a ratio of two sums over the same leads, so its variance is that of the ratio estimator,
    n/(n - 1) sum v^2 (x - r)^2 / (sum v)^2, which five sums give: no value of a single lead has to leave the engine,
    and the interval is the same at every run, as a bootstrap's is not. To stay between 0 and 1 it is Wilson's, at the
    number of equal leads that would have this variance; but never at more than (sum v)^2 / sum v^2 of them, for
    a single lead that outweighs all others is one trial, however sure the sums look. A value that is set when a lead
    wins makes winners heavier: use the one from before. Cochran, "Sampling Techniques" (1977); Korn and Graubard,
    "Confidence Intervals for Proportions with Small Expected Number of Positive Counts Estimated from Survey Data"
    (1998); Kish, "Survey Sampling" (1965).

    >>> [round(each, 6) for each in by_value(200, 200, 34, 200, 34)]  # all alike: Wilson's, nearly
    [0.17, 0.12418, 0.228319]
    """
    if value <= 0:
        return None
    rate = won_value / value
    alike = value * value / squares
    variance = ((1 - 2 * rate) * won_squares + rate * rate * squares) / value**2 * (n / (n - 1) if n > 1 else 1.0)
    effective = min(alike, rate * (1 - rate) / variance) if 0 < rate < 1 else alike
    low, high = wilson(rate * effective, effective, z) or (0.0, 1.0)
    return rate, min(low, rate), max(high, rate)


class Sample(NamedTuple):
    """What is left of some measured values: how many there were, their sum, and the sum of their squares."""

    n: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """The mean; of at least one value."""
        return self.total / self.n

    @property
    def variance(self) -> float:
        """The variance of the mean, from the values' own; of at least two."""
        return max(self.squares - self.total**2 / self.n, 0.0) / (self.n - 1) / self.n


def difference(one: Sample, other: Sample) -> tuple[float, float | None, float | None]:
    """The difference of two means with its 95 % interval; no interval where either has fewer than two values.

    Welch, "The Generalization of 'Student's' Problem when Several Different Population Variances are Involved" (1947).

    >>> [round(each, 6) for each in difference(Sample(3, 15, 83), Sample(4, 4, 6))]
    [4.0, -0.371602, 8.371602]
    """
    apart = one.mean - other.mean
    if one.n == 1 or other.n == 1:
        return apart, None, None
    variance = one.variance + other.variance
    if variance == 0:
        return apart, apart, apart
    freedom = variance**2 / sum(each.variance**2 / (each.n - 1) for each in (one, other))
    width = float(scipy.special.stdtrit(freedom, 0.975)) * sqrt(variance)
    return apart, apart - width, apart + width


def of_mean(n: int, total: float, squares: float, z: float = Z95) -> tuple[float | None, float | None, float | None]:
    """The mean of amounts of which none is below 0, and its interval by the normal approximation.

    Args:
        n: how many amounts.
        total: their sum.
        squares: the sum of their squares.
        z: how many standard errors the interval spans to each side.

    Returns:
        The mean, its lower end (at least 0) and its upper end. None without any amount; no ends of a single one.

    >>> [round(each, 3) for each in of_mean(4, 10, 30)]
    [2.5, 1.235, 3.765]
    """
    if n == 0:
        return None, None, None
    mean = total / n
    if n == 1:
        return mean, None, None
    half = z * sqrt(max(0.0, squares - n * mean * mean) / (n - 1) / n)
    return mean, max(0.0, mean - half), mean + half
