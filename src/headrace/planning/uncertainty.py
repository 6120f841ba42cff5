"""How sure a plan is: the chance of a target, and the counts that make it likely, exactly.

A rate that is known gives a binomial number of wins, one that is estimated a beta-binomial, which is wider.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from headrace.core.errors import PlanRefused
from headrace.core.lazily import lazy
from headrace.core.texts import _
from headrace.planning.checks import check_amount, check_positive, check_rate, check_share

if TYPE_CHECKING:
    import numpy as np
    import scipy
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
else:
    np = lazy("numpy")
    scipy = lazy("scipy")

LEVELS = (0.5, 0.8, 0.9, 0.95)
"""The chances for which the needed counts are told."""
TAIL = 0.0005
"""The outermost quantiles that a rate is drawn from."""
MANY = 1_000_000
"""More entries than this are no plan."""


@dataclass(frozen=True, slots=True)
class Beta:
    """What is known of a rate: as if `successes` of `successes + failures` leads had converted; neither may be 0."""

    successes: float
    failures: float

    def __post_init__(self) -> None:
        check_positive(_("The successes of a rate"), self.successes)
        check_positive(_("The failures of a rate"), self.failures)

    @property
    def weight(self) -> float:
        """How many leads it is worth."""
        return self.successes + self.failures

    @property
    def mean(self) -> float:
        """The expected rate.

        >>> Beta(10, 30).mean
        0.25
        """
        return self.successes / self.weight

    def at(self, luck: Array) -> Array:
        """The rates at quantiles of it, taken along straight lines between some two hundred that are exact."""
        levels = np.concatenate([[TAIL], np.arange(1, 200) / 200, [1 - TAIL]])
        return np.asarray(np.interp(luck, levels, scipy.special.betaincinv(self.successes, self.failures, levels)))

    @property
    def per_win(self) -> float:
        """How many leads a win takes on average, E[1/p]: more than 1 over the mean, by what a low rate costs.

        >>> round(Beta(10, 30).per_win, 6), 1 / Beta(10, 30).mean
        (4.333333, 4.0)
        """
        if self.successes <= 1:
            raise PlanRefused(
                _("A rate that rests on {count} conversions has no mean of leads per win.", count=self.successes),
                hint=_("Plan by a chance of 50, 80 or 90 %, or with more than one conversion."),
            )
        return (self.weight - 1) / (self.successes - 1)


def through(rates: Sequence[float | Beta]) -> Beta:
    """What is known of the rate through several steps, each known or estimated by itself.

    The product of independent Betas is no Beta, but nearly the one with the same mean and variance: Fan, "The
    Distribution of the Product of Independent Beta Variables" (1991). At least one rate must be estimated.

    >>> rate = through([Beta(20, 20), Beta(10, 30), 0.5])
    >>> round(rate.mean, 6), round(rate.weight, 3)
    (0.0625, 149.988)
    """
    mean = square = 1.0
    for rate in rates:
        if isinstance(rate, Beta):
            mean, square = mean * rate.mean, square * rate.mean * (rate.successes + 1) / (rate.weight + 1)
        else:
            check_rate(_("a step"), rate)
            mean, square = mean * rate, square * rate * rate
    variance = square - mean * mean
    if not variance > mean * mean * 1e-12:
        raise PlanRefused(
            _("Every one of these rates is known."), hint=_("Multiply them: their product is a rate like another.")
        )
    weight = mean * (1 - mean) / variance - 1
    return Beta(mean * weight, (1 - mean) * weight)


@dataclass(frozen=True, slots=True)
class Informed:
    """A rate from a prior and the firm's own counts. `own` is the share of it that is the firm's."""

    rate: Beta
    own: float


def informed(prior: float, worth: float, converted: float, leads: float) -> Informed:
    """A rate that somebody expects, and is as sure of as of so many leads, together with what was seen.

    Args:
        prior: the rate that is expected, from a benchmark or a founder; above 0 and below 1.
        worth: how many leads that expectation is worth.
        converted: how many of one's own leads converted.
        leads: how many of them there were, all old enough to be judged; both may be estimated from open leads, too.

    Thirty leads of one's own against a published 25 % that is worth forty:

    >>> informed(0.25, 40, 3, 30)
    Informed(rate=Beta(successes=13.0, failures=57.0), own=0.42857142857142855)
    """
    check_positive(_("The weight of the prior"), worth)
    check_amount(_("The leads"), leads)
    if not 0 < prior < 1:
        raise PlanRefused(
            _("A prior of {prior} leaves nothing to learn.", prior=prior), hint=_("It is above 0 and below 1.")
        )
    if not 0 <= converted <= leads:
        raise PlanRefused(
            _("{converted} of {leads} leads converted.", converted=converted, leads=leads),
            hint=_("At least none, and at most all of them."),
        )
    rate = Beta(prior * worth + converted, (1 - prior) * worth + leads - converted)
    return Informed(rate, leads / (leads + worth))


@dataclass(frozen=True, slots=True)
class Wins:
    """How many of some entries will be won: a distribution, binomial if the rate is known, beta-binomial if estimated.

    >>> round(Wins(40, Beta(10, 30)).at_least(10), 6), round(Wins(40, 0.25).at_least(10), 6)
    (0.525405, 0.56046)
    """

    entries: int
    rate: float | Beta

    def __post_init__(self) -> None:
        check_amount(_("The entries"), self.entries)
        if self.entries > MANY or self.entries != int(self.entries):
            raise PlanRefused(
                _("{entries} entries cannot be counted out.", entries=self.entries),
                hint=_("A whole number of at most {many}.", many=f"{MANY:,}"),
            )
        if not isinstance(self.rate, Beta):
            check_rate(_("the win"), self.rate)

    @property
    def mean(self) -> float:
        """The expected wins."""
        return self.entries * (self.rate.mean if isinstance(self.rate, Beta) else self.rate)

    @property
    def sd(self) -> float:
        """Their standard deviation.

        >>> round(Wins(40, Beta(10, 30)).sd, 6), round(Wins(40, 0.25).sd, 6)
        (3.82546, 2.738613)
        """
        if not isinstance(self.rate, Beta):
            return sqrt(self.entries * self.rate * (1 - self.rate))
        p, weight = self.rate.mean, self.rate.weight
        return sqrt(self.entries * p * (1 - p) * (weight + self.entries) / (weight + 1))

    def at_least(self, wins: int) -> float:
        """The chance of so many wins or more."""
        if wins <= 0:
            return 1.0
        if wins > self.entries:
            return 0.0
        if not isinstance(self.rate, Beta):
            return float(scipy.special.betainc(wins, self.entries - wins + 1, self.rate))
        fewer = float(self._chances(np.arange(wins, dtype=float)).sum())
        return min(max(1 - fewer, 0.0), 1.0)

    def chances(self) -> list[float]:
        """The chance of 0, 1, 2 ... wins, as many as there are entries."""
        return list(map(float, self._chances(np.arange(self.entries + 1, dtype=float))))

    def quantile(self, share: float) -> int:
        """The fewest wins that are not exceeded with at least this chance.

        >>> [Wins(40, Beta(10, 30)).quantile(share) for share in (0.1, 0.5, 0.9)]
        [5, 10, 15]
        """
        check_share(_("The chance"), share)
        return bisect_left(range(self.entries), x=True, key=lambda wins: 1 - self.at_least(wins + 1) >= share)

    def _chances(self, wins: Array) -> Array:
        ways = -np.log(self.entries + 1) - scipy.special.betaln(wins + 1, self.entries - wins + 1)
        if isinstance(self.rate, Beta):
            a, b = self.rate.successes, self.rate.failures
            log = scipy.special.betaln(a + wins, b + self.entries - wins) - scipy.special.betaln(a, b)
            return np.asarray(np.exp(ways + log))
        p, left = self.rate, self.entries - wins
        return np.asarray(np.exp(ways + scipy.special.xlogy(wins, p) + scipy.special.xlog1py(left, -p)))


def entries_for(wins: int, rate: float | Beta, chance: float) -> int:
    """The fewest entries with which so many wins or more come with at least this chance.

    >>> [entries_for(10, Beta(10, 30), chance) for chance in (0.5, 0.8, 0.9)]
    [40, 55, 67]
    >>> [entries_for(10, 0.25, chance) for chance in LEVELS]
    [39, 49, 55, 60]
    """
    check_amount(_("The wins"), wins)
    if not 0 < chance < 1:
        raise PlanRefused(
            _("A chance of {chance} cannot be planned for.", chance=chance), hint=_("It is above 0 and below 1.")
        )
    found = bisect_left(range(MANY + 1), x=True, key=lambda entries: Wins(entries, rate).at_least(wins) >= chance)
    if found > MANY:
        raise PlanRefused(
            _("Not even {many} entries make {wins} wins with a chance of {chance}.",
              many=f"{MANY:,}", wins=wins, chance=chance),
            hint=_("The rate is too low or known too badly: plan for fewer wins, or for a lower chance."),
        )  # fmt: skip
    return found
