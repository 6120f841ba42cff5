"""What a plan goes by: for each step its rate and its lag, and where they come from.

What the plan gives counts first, then what somebody expects weighed against what was measured, then what was measured,
then what the policy expects to win. Of a step that nobody can say anything of no plan is made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from math import prod
from typing import TYPE_CHECKING

from headrace.analytics.steps import UNKNOWN
from headrace.analytics.steps import Step as Seen
from headrace.core.errors import PlanRefused, UnknownName
from headrace.core.lazily import lazy
from headrace.core.plan import StepTerms
from headrace.core.texts import N_, _
from headrace.planning.checks import check_lag, check_rate
from headrace.planning.forward import Step
from headrace.planning.lags import Lag, after, lag_of
from headrace.planning.simulation import Guess
from headrace.planning.uncertainty import Beta, informed

if TYPE_CHECKING:
    import scipy
else:
    scipy = lazy("scipy")

MONTH = 365.2425 / 12
"""The days of a month, on average."""
DAY_MINUTES = 1440
FEWEST = 4
"""Fewer months than these say nothing of how months differ."""
HALF = 0.5
"""Half a lead is what a rate of 0 or 1 leaves to chance, as in Jeffreys' interval."""


class Source(StrEnum):
    """Where a rate comes from."""

    GIVEN = "given"
    WEIGHED = "weighed"
    MEASURED = "measured"
    POLICY = "policy"


SOURCES: Mapping[str, str] = {
    Source.GIVEN: N_("given"),
    Source.WEIGHED: N_("expected, weighed"),
    Source.MEASURED: N_("measured"),
    Source.POLICY: N_("from the policy"),
}
"""What people read instead."""


@dataclass(frozen=True, slots=True)
class Known:
    """A step as the plan goes by it.

    `rate` is a share where it is taken for known, a Beta where it is estimated; `own` is the share of it that is the
    firm's own. `lag` counts months, `days` the same waits in days; `seen` is how many entered the stage, `moved` how
    many of them moved on, `spread` the variance of the rate between months beyond chance.
    """

    stage: str
    rate: float | Beta
    own: float
    source: Source
    lag: Lag
    days: Lag
    seen: int = 0
    moved: int = 0
    spread: float = 0.0

    @property
    def mean(self) -> float:
        """The rate that is expected."""
        return self.rate.mean if isinstance(self.rate, Beta) else self.rate

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of an estimated rate."""
        if not isinstance(self.rate, Beta):
            return None
        low, high = scipy.special.betaincinv(self.rate.successes, self.rate.failures, [0.025, 0.975])
        return float(low), float(high)

    @property
    def worth(self) -> float | None:
        """How many leads an estimated rate is worth."""
        return self.rate.weight if isinstance(self.rate, Beta) else None

    @property
    def step(self) -> Step:
        """The step with its expected rate."""
        return Step(self.stage, self.mean, self.lag)

    @property
    def guess(self) -> Guess:
        """The step as uncertain as it is."""
        return Guess(self.stage, self.rate, self.lag, self.moved or None)


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of the step out of a stage: how many entered, how many moved on, and what that tells.

    `spread` is the variance of the rate between the cohorts of months, beyond chance.
    """

    seen: int = 0
    moved: int = 0
    step: Seen = UNKNOWN
    spread: float = 0.0

    @property
    def worth(self) -> float:
        """As how many ended leads the past tells the rate of the months to come, which differ as those that passed."""
        rate, leads = self.step.rate or 0.0, self.step.worth or 0.0
        chance = rate * (1 - rate)
        return leads if not chance or not leads else chance / (chance / leads + self.spread)


def spread_of(cohorts: Sequence[tuple[int, int]]) -> float:
    """The variance of a rate between cohorts beyond chance, from how many entered and moved on in each; 0 of few.

    The variance between the cohorts' rates, each weighed by its leads, less what chance alone makes of so many: the
    moments of DerSimonian and Laird, "Meta-analysis in Clinical Trials" (1986).

    >>> round(spread_of([(100, 20), (100, 40), (100, 20), (100, 40)]), 6)
    0.011233
    >>> spread_of([(100, 30), (100, 30), (100, 30), (100, 30)])
    0.0
    """
    told = [(n, moved) for n, moved in cohorts if n]
    leads, all_moved = sum(n for n, _ in told), sum(moved for _, moved in told)
    if len(told) < FEWEST or not 0 < all_moved < leads:
        return 0.0
    rate = all_moved / leads
    chance = rate * (1 - rate)
    between = sum(n * (moved / n - rate) ** 2 for n, moved in told)
    return max(0.0, (between - (len(told) - 1) * chance) / (leads - sum(n * n for n, _ in told) / leads))


NOTHING = Measured()


def known_steps(
    stages: Sequence[str],
    measured: Mapping[str, Measured],
    given: Mapping[str, StepTerms],
    win_rates: Mapping[str, float] | None = None,
) -> list[Known]:
    """The steps of a plan, from the first stage to the win.

    Args:
        stages: the stages before the win, in order.
        measured: what was measured, by stage.
        given: what the plan gives, by stage.
        win_rates: the share of those in a stage that the policy expects to win; used where nothing else is known.
    """
    for stage in given:
        if stage not in stages:
            raise UnknownName(_("stage"), stage, stages)
    steps: list[Known] = []
    for stage in reversed(stages):
        terms, seen = given.get(stage, StepTerms()), measured.get(stage, NOTHING)
        below = prod(step.mean for step in steps)
        rate, own, source = _rate(stage, terms, seen, (win_rates or {}).get(stage), below)
        lags = _lags(stage, terms, seen.step)
        steps.append(Known(stage, rate, own, source, *lags, seen.seen, seen.moved, seen.spread))
    return steps[::-1]


def _rate(
    stage: str, terms: StepTerms, seen: Measured, win_rate: float | None, below: float
) -> tuple[float | Beta, float, Source]:
    rate, worth = seen.step.rate, seen.worth
    if terms.rate is not None:
        check_rate(stage, terms.rate)
        return terms.rate, 0.0, Source.GIVEN
    if terms.expected is not None:
        told = informed(terms.expected, terms.worth, (rate or 0.0) * worth, worth)
        return told.rate, told.own, Source.WEIGHED
    if rate and worth:
        # Months that differ may leave less worth than half a lead on each side: then that much, at the same rate.
        least = HALF / min(rate, 1 - rate) if rate < 1 else HALF
        sure = max(worth, least)
        return Beta(rate * sure, max((1 - rate) * sure, HALF)), 1.0, Source.MEASURED
    if win_rate is None:
        raise PlanRefused(
            _("Nobody has moved on from {stage} yet, so its rate is not known.", stage=stage),
            hint=_("Give a rate, or an expected one with its worth in leads: {stage}: {{expected: 0.25, worth: 30}}.",
                   stage=stage),
        )  # fmt: skip
    check_rate(stage, win_rate)
    return min(1.0, win_rate / below), 0.0, Source.POLICY


def _lags(stage: str, terms: StepTerms, seen: Seen) -> tuple[Lag, Lag]:
    """The lag in months and in days."""
    if terms.lag:
        check_lag(stage, terms.lag)
        return terms.lag, lag_of({month * MONTH: share for month, share in enumerate(terms.lag)}, 1)
    if not seen.waits:
        raise PlanRefused(
            _("Nobody has moved on from {stage} yet, so its lag is not known.", stage=stage),
            hint=_("Say which share moves on after 0, 1, 2 ... months: {stage}: {{lag: [0.5, 0.5]}}.", stage=stage),
        )
    days: dict[float, float] = {}
    for wait, share in seen.waits:
        days[wait / DAY_MINUTES] = days.get(wait / DAY_MINUTES, 0.0) + share
    return lag_of(days, MONTH), lag_of(days, 1)


def lag_from(steps: Sequence[Known], stage: str) -> Lag:
    """The lag in days from the entry to a stage to the win."""
    names = [step.stage for step in steps]
    return reduce(after, (step.days for step in steps[names.index(stage) :]))


def rate_from(steps: Sequence[Known], stage: str) -> float:
    """The expected share of those who enter a stage that is won."""
    names = [step.stage for step in steps]
    return prod(step.mean for step in steps[names.index(stage) :])
