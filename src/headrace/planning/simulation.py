"""Many futures of one plan: rates and lags as uncertain as they are, chance in every step, the same at each run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from headrace.core.errors import PlanRefused, UnknownName
from headrace.core.lazily import lazy
from headrace.core.texts import _
from headrace.planning.checks import check_amount, check_lag, check_positive, check_rate, check_share
from headrace.planning.forward import WON
from headrace.planning.lags import AT_ONCE, Lag
from headrace.planning.uncertainty import Beta

if TYPE_CHECKING:
    import numpy as np
    from numpy.random import Generator
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]
    Array = NDArray[np.float64]
else:
    np = lazy("numpy")

RUNS = 10_000
SHARES = (0.1, 0.5, 0.9)
"""The quantiles of a range: 80 % of the futures lie between the first and the last."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A step of which rate and lag are known only so well.

    `rate` is a share where it is known, a `Beta` where it is estimated: one draw for each future, since a rate that
    was taken for too high is too high in every month. With `steadiness` the months differ too: each one's rate is
    drawn around that of its future, as surely as so many leads would tell it. `waits` is of how many waits the lag
    was counted; None if it is known.
    """

    stage: str
    rate: float | Beta
    lag: Lag = AT_ONCE
    waits: float | None = None
    steadiness: float | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.rate, Beta):
            check_rate(self.stage, self.rate)
        check_lag(self.stage, self.lag)
        for name, weight in ((_("The waits of a lag"), self.waits), (_("The steadiness of a rate"), self.steadiness)):
            if weight is not None:
                check_positive(name, weight)


@dataclass(frozen=True, slots=True)
class Open:
    """So many who are in a stage already, for about as long: what of them still moves on, and when from now on."""

    n: int
    rate: float | Beta
    lag: Lag

    def __post_init__(self) -> None:
        check_amount(_("Those who are open"), self.n)
        check_lag(_("Those who are open"), self.lag)


@dataclass(frozen=True, slots=True)
class Futures:
    """What came of a plan in each future: per stage, and for `won`, an array of counts, runs x periods."""

    rows: Mapping[str, Counts]

    def ranges(self, stage: str = WON, shares: Sequence[float] = SHARES) -> list[tuple[float, ...]]:
        """For each period the counts below which these shares of the futures stay; in ascending order of `shares`."""
        return quantiles_by_period(self.rows[stage], shares)

    def running(self, stage: str = WON, shares: Sequence[float] = SHARES) -> list[tuple[float, ...]]:
        """The same of the running total from period 0 on: the fan of a year."""
        return quantiles_by_period(self.rows[stage].cumsum(axis=1), shares)

    def chance(self, wins: float, *, until: int | None = None, stage: str = WON) -> tuple[float, float]:
        """The chance that so many or more come by the end of a period (the last if None), and its Monte-Carlo error."""
        row = self.rows[stage]
        totals = row[:, : None if until is None else until + 1].sum(axis=1)
        share = float((totals >= wins).mean())
        return share, sqrt(share * (1 - share) / len(totals))


def quantiles_by_period(row: Array | Counts, shares: Sequence[float]) -> list[tuple[float, ...]]:
    """For each period what these shares of the futures stay below, in ascending order of `shares`."""
    for share in shares:
        check_share(_("The share of the futures"), share)
    # Of whole leads the quantile is a whole number: one that did happen in some future.
    found = np.quantile(row, sorted(shares), axis=0, method="inverted_cdf")
    return [tuple(map(float, period)) for period in found.T]


def simulate(
    steps: Sequence[Guess],
    entries: Mapping[str, Sequence[int] | Counts],
    *,
    seed: int,
    runs: int = RUNS,
    periods: int | None = None,
    open_: Mapping[str, Sequence[Open]] | None = None,
) -> Futures:
    """The futures of a plan.

    Args:
        steps: from the first stage to the win.
        entries: per stage, how many enter it from outside in each period, from period 0 on; either one row of whole
            counts for all futures, or an array of runs x periods.
        seed: the same seed gives the same futures, on the same version of NumPy.
        runs: how many futures.
        periods: how many periods to follow; as long as anything can arrive if None.
        open_: per stage those who are in it already. A future in which the rate of a stage is lower than was thought is
            as unlucky for them as for those who are yet to enter it.

    Returns:
        A row per stage and one for `won`, each with one future per run.

    >>> futures = simulate([Guess("sql", Beta(10, 30))], {"sql": [40]}, seed=1)
    >>> futures.ranges()
    [(5.0, 10.0, 15.0)]
    """
    names = [*(step.stage for step in steps), WON]
    for stage in entries:
        if stage not in names[:-1]:
            raise UnknownName(_("stage"), stage, names[:-1])
    if not steps or runs < 1 or (periods is not None and periods < 1):
        raise PlanRefused(_("There is nothing to simulate."), hint=_("Give at least one step, one run and one period."))
    given = {stage: _entered(stage, row, runs) for stage, row in entries.items()}
    span = periods or max((row.shape[1] for row in given.values()), default=1) + sum(len(s.lag) - 1 for s in steps)
    dice = np.random.default_rng(seed)
    arriving = np.zeros((runs, span), dtype=np.int64)
    rows: dict[str, Counts] = {}
    for step in steps:
        if step.stage in given:
            seen = given[step.stage][:, :span]
            arriving[:, : seen.shape[1]] += seen
        rows[step.stage] = arriving
        luck = dice.random(runs)
        arriving = _moved_on(arriving, step, luck, dice)
        for group in (open_ or {}).get(step.stage, ()):
            arriving = arriving + _left(group, span, luck, dice)
    return Futures({**rows, WON: arriving})


def _entered(stage: str, row: Sequence[int] | Counts, runs: int) -> Counts:
    counts = np.atleast_2d(np.asarray(row))
    whole = counts.astype(np.int64)
    if (counts.size and ((counts < 0).any() or (counts != whole).any())) or counts.shape[0] not in (1, runs):
        raise PlanRefused(
            _("The entries to {stage} are not whole counts, one row of periods for all futures or for each.",
              stage=stage),
            hint=_("Round the plan's needs up before they are simulated."),
        )  # fmt: skip
    return np.broadcast_to(whole, (runs, counts.shape[1]))


def _moved_on(entered: Counts, step: Guess, luck: Array, dice: Generator) -> Counts:
    """How many take the step in each period of each future."""
    runs, periods = entered.shape
    converted = dice.binomial(entered, _rates(step, periods, luck, dice))
    lags = _lags(step, runs, dice)
    out = np.zeros_like(entered)
    for period in range(periods):
        spread = dice.multinomial(converted[:, period], lags)[:, : periods - period]
        out[:, period : period + spread.shape[1]] += spread
    return out


def _left(group: Open, periods: int, luck: Array, dice: Generator) -> Counts:
    """How many of a group take the step in each period of each future."""
    rates = group.rate.at(luck) if isinstance(group.rate, Beta) else np.full(len(luck), group.rate)
    lag = np.array(group.lag, dtype=float)
    out = np.zeros((len(luck), periods), dtype=np.int64)
    spread = dice.multinomial(dice.binomial(group.n, rates), lag / lag.sum())[:, :periods]
    out[:, : spread.shape[1]] = spread
    return out


def _rates(step: Guess, periods: int, luck: Array, dice: Generator) -> Array:
    known, runs = step.rate, len(luck)
    rates = known.at(luck)[:, None] if isinstance(known, Beta) else np.full((len(luck), 1), known)
    if step.steadiness is None:
        return np.broadcast_to(rates, (runs, periods))
    # A draw of exactly 0 or 1 has no Beta around it.
    around = np.clip(rates, 1e-9, 1 - 1e-9) * step.steadiness
    return dice.beta(np.broadcast_to(around, (runs, periods)), step.steadiness - around)


def _lags(step: Guess, runs: int, dice: Generator) -> Array:
    """One distribution of waits per future: a Dirichlet around the one that was counted."""
    lag = np.array(step.lag, dtype=float)
    lag /= lag.sum()
    if step.waits is None:
        return np.broadcast_to(lag, (runs, len(lag)))
    drawn = np.zeros((runs, len(lag)))
    drawn[:, lag > 0] = dice.dirichlet(lag[lag > 0] * step.waits, size=runs)
    return drawn
