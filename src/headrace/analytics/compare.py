"""Are two groups different, and if it cannot be told yet: how many more would it take?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import erfc, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from headrace.analytics.intervals import Z95, wilson
from headrace.analytics.risk import RiskSets, Wait, risk_sets
from headrace.core.lazily import lazy

if TYPE_CHECKING:
    import numpy as np
    import scipy
else:
    np = lazy("numpy")
    scipy = lazy("scipy")

MANY = 10**9


class Count(NamedTuple):
    """How many of a group converted, and how many they are."""

    successes: int
    n: int

    @property
    def rate(self) -> float:
        """Their share, 0 to 1."""
        return self.successes / self.n


class Tested(NamedTuple):
    """A test's statistic, and how often chance alone would give one at least as large (0 to 1)."""

    statistic: float
    p: float


# -- curves ------------------------------------------------------------------------------------------------


def log_rank(groups: Sequence[Iterable[Wait]]) -> Tested | None:
    """Whether two or more groups wait alike, from each one's waits (length, ended, how many): chi-squared and p.

    At each time at which something ended, the ends seen in a group are set against those expected if all groups'
    members at risk were equally likely to end; ties count with the hypergeometric variance. Most sensitive where one
    group is faster throughout; curves that cross may cancel out. None with fewer than two groups that can be
    compared. Mantel, "Evaluation of Survival Data and Two New Rank Order Statistics" (1966); Peto and Peto (1972).
    """
    return log_rank_of([risk_sets(waits) for waits in groups])


def log_rank_of(groups: Sequence[RiskSets]) -> Tested | None:
    """The log-rank test of risk sets that were watched from the beginning."""
    happened = [{time: d for time, d in zip(sets.times, sets.happened(), strict=True) if d} for sets in groups]
    times = sorted(set().union(*happened))
    at_risk = np.array([_at_risk(sets, times) for sets in groups], dtype=float)
    ended = np.array([[counts.get(time, 0) for time in times] for counts in happened], dtype=float)
    n, d = at_risk.sum(axis=0), ended.sum(axis=0)
    share = at_risk / n
    surplus = (ended - share * d).sum(axis=1)
    spread = d * (n - d) / np.maximum(n - 1, 1)
    covariance = np.diag((share * spread).sum(axis=1)) - (share * spread) @ share.T
    variances, ways = np.linalg.eigh(covariance)
    # The surpluses sum to 0, so one variance at least is 0 but for rounding.
    free = variances > 1e-9 * max(variances.max(initial=0), 1e-9)
    if not free.any():
        return None
    statistic = float(((surplus @ ways)[free] ** 2 / variances[free]).sum())
    return Tested(statistic, float(scipy.special.chdtrc(int(free.sum()), statistic)))


def _at_risk(sets: RiskSets, times: Sequence[float]) -> list[int]:
    """How many were at risk just before each of some times."""
    at_risk = [*sets.at_risk, 0]
    return [at_risk[bisect_left(sets.times, time)] for time in times]


# -- rates -------------------------------------------------------------------------------------------------


def pooled_z(first: Count, second: Count) -> Tested | None:
    """The two-sided z test that two rates are one; positive where the second is higher. None if it has no error.

    >>> [round(each, 6) for each in pooled_z(Count(34, 200), Count(50, 200))]
    [1.964114, 0.049517]
    """
    z = _z(first.rate, first.n, second.rate, second.n) if first.n and second.n else None
    return None if z is None else Tested(z, erfc(abs(z) / sqrt(2)))


def _z(first: float, first_n: float, second: float, second_n: float) -> float | None:
    pooled = (first * first_n + second * second_n) / (first_n + second_n)
    error = sqrt(pooled * (1 - pooled) * (1 / first_n + 1 / second_n))
    return (second - first) / error if error else None


def difference(first: Count, second: Count) -> tuple[float, float, float]:
    """By how much the second's rate is above the first's, with the ends of the 95 % interval, each from -1 to 1.

    The interval is Newcombe's, from the Wilson intervals of the two: method 10 of "Interval Estimation for the
    Difference between Independent Proportions" (1998), whose example this is.

    >>> [round(each, 4) for each in difference(Count(48, 80), Count(56, 70))]
    [0.2, 0.0524, 0.3339]
    """
    found = second.rate - first.rate
    (low, high), (other_low, other_high) = wilson(*first) or (0.0, 1.0), wilson(*second) or (0.0, 1.0)
    down = sqrt((second.rate - other_low) ** 2 + (high - first.rate) ** 2)
    up = sqrt((other_high - second.rate) ** 2 + (first.rate - low) ** 2)
    return found, max(found - down, -1.0), min(found + up, 1.0)


def chance_better(first: Count, second: Count) -> float:
    """The chance that the second's true rate is above the first's, if every rate was equally likely beforehand.

    Posteriors are Beta(k + 1, n - k + 1). The chance is an exact sum over one of their counts, whichever is
    smallest. Cook, "Exact Calculation of Beta Inequalities" (2005).

    >>> round(chance_better(Count(34, 200), Count(50, 200)), 6)
    0.974871
    """
    a1, b1 = first.successes + 1, first.n - first.successes + 1
    a2, b2 = second.successes + 1, second.n - second.successes + 1
    # That the second succeeds more often is that the first fails more often: the same sum over failures.
    return _beta_above(a1, b1, a2, b2) if a2 <= b1 else _beta_above(b2, a2, b1, a1)


def _beta_above(a1: int, b1: int, a2: int, b2: int) -> float:
    """P(B > A) of A ~ Beta(a1, b1) and B ~ Beta(a2, b2), with a2 terms."""
    i = np.arange(a2)
    log_of = scipy.special.betaln
    terms = np.exp(log_of(a1 + i, b1 + b2) - np.log(b2 + i) - log_of(1 + i, b2) - log_of(a1, b1))
    return min(1.0, float(terms.sum()))


def more_to_separate(first: Count, second: Count, chance: float = 0.8) -> int | None:
    """How many more *per group* it takes to tell two rates apart, if both go on as they did. None if they are equal.

    The smallest number m for which, with m more in each group at its own rate of today, the pooled z reaches 1.96
    plus the normal quantile of `chance`: a difference as large as today's then shows at 95 % with that chance (80 %
    unless another is given; at 50 % its expected z just reaches the line). 0 if they are that far apart already. The
    rates of today are uncertain themselves, and what looks different now is likely to look less so later: a plan's
    order of magnitude, not a promise. Fleiss, "Statistical Methods for Rates and Proportions" (1981).

    >>> more_to_separate(Count(34, 200), Count(50, 200)), more_to_separate(Count(3, 10), Count(5, 10), chance=0.5)
    (207, 37)
    """
    needed = Z95 + NormalDist().inv_cdf(chance)

    def separated(more: int) -> bool:
        z = _z(first.rate, first.n + more, second.rate, second.n + more)
        return z is not None and abs(z) >= needed

    return None if first.rate == second.rate else _first(separated)


def _first(holds: Callable[[int], bool]) -> int | None:
    """The smallest whole number from which on something holds, by doubling and halving."""
    high = 1
    while not holds(high):
        high *= 2
        if high > MANY:
            return None
    low = -1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


# -- many rates --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ranked:
    """A segment among others: its rate with its Wilson interval, and which others it stands above, below, or beside.

    `undecided` are those that it cannot be told apart from: their order may be luck.
    """

    name: str
    count: Count
    low: float
    high: float
    above: tuple[str, ...]
    below: tuple[str, ...]
    undecided: tuple[str, ...]


def ranking(segments: Mapping[str, Count], level: float = 0.05) -> list[Ranked]:
    """Segments by rate, the highest first, each with the others that it can be told apart from.

    Segments without anybody are left out. Two are apart if the chance that the one with the lower rate is the better
    one, doubled for both sides, stays under `level` after Holm's correction over all pairs: with 20 segments
    there are 190 pairs, and without it some nine of them would seem apart by luck. So with a chance of 95 % none of the
    orders that are told is an accident. Holm, "A Simple Sequentially Rejective Multiple Test Procedure" (1979).

    >>> told = ranking({"fair": Count(2, 10), "referral": Count(90, 300), "search": Count(40, 400)})
    >>> [(each.name, each.above, each.undecided) for each in told]
    [('referral', ('search',), ('fair',)), ('fair', (), ('referral', 'search')), ('search', (), ('fair',))]
    """
    counts = {name: count for name, count in segments.items() if count.n}
    names = sorted(counts, key=lambda name: (-counts[name].rate, name))
    apart = holm({(a, b): _tail(counts[b], counts[a]) for a, b in combinations(names, 2)}, level)
    return [_ranked(name, counts[name], names, apart) for name in names]


def _tail(lower: Count, higher: Count) -> float:
    """Twice the chance that the lower is the better one."""
    return 2 * chance_better(higher, lower)


Pair = TypeVar("Pair")


def holm(tails: Mapping[Pair, float], level: float = 0.05) -> set[Pair]:
    """The pairs that stay apart: from the surest on, until one does not reach its share of the level.

    >>> sorted(holm({"ab": 0.001, "ac": 0.03, "bc": 0.04}))
    ['ab']
    """
    apart: set[Pair] = set()
    for tried, pair in enumerate(sorted(tails, key=tails.__getitem__)):
        if tails[pair] * (len(tails) - tried) > level:
            break
        apart.add(pair)
    return apart


def _ranked(name: str, count: Count, names: Sequence[str], apart: set[tuple[str, str]]) -> Ranked:
    low, high = wilson(*count) or (0.0, 1.0)
    above = tuple(other for other in names if (name, other) in apart)
    below = tuple(other for other in names if (other, name) in apart)
    undecided = tuple(other for other in names if other not in (name, *above, *below))
    return Ranked(name, count, low, high, above, below, undecided)
