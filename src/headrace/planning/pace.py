"""How a plan that was published goes: what its goals asked for, where it lands, and what would close the gap.

It lands as the funnel runs today: who is open moves on by the measured rates and lags, and as many enter as of late,
more or less by as much as months have differed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from headrace.core.lazily import lazy
from headrace.planning.deadlines import last_useful
from headrace.planning.forward import WON
from headrace.planning.known import Known, lag_from, rate_from
from headrace.planning.lags import arrived
from headrace.planning.simulation import RUNS, SHARES, Open, simulate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]
    Array = NDArray[np.float64]
else:
    np = lazy("numpy")

STEADY = 1e6
"""The weight of months that do not differ more than chance lets them."""


class Asked(StrEnum):
    """What a goal counts."""

    ENTRIES = "entries"
    REVENUE = "revenue"
    SPEND = "spend"


@dataclass(frozen=True, slots=True)
class Goal:
    """What a plan asks of a stage in a month: entries, or money in minor units. `low` to `high` holds 80 %."""

    measure: Asked
    stage: str
    month: date
    amount: float
    side: str | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """The goals of one version of a plan, and the day as of which it was made."""

    plan: str
    version: int
    day: date
    goals: tuple[Goal, ...]

    def asked(self, measure: Asked, stage: str) -> dict[date, Goal]:
        """The goals of a stage by month."""
        return {goal.month: goal for goal in self.goals if (goal.measure, goal.stage) == (measure, stage)}

    @property
    def months(self) -> list[date]:
        """The months that it has goals for."""
        return sorted({goal.month for goal in self.goals})


@dataclass(frozen=True, slots=True)
class Inflow:
    """How many enter the first stage in a month: on average, and how much that may differ.

    `sure` is the weight of the Gamma from which the average itself is drawn, once for a future; `steady` that of the
    one from which each month is drawn around it: the less, the more they differ.
    """

    mean: float
    sure: float
    steady: float

    def drawn(self, runs: int, months: int, remains: float, dice: np.random.Generator) -> Counts:
        """So many futures of the entries, the current month's by what remains of it."""
        length = np.ones(months)
        length[0] = remains
        if not self.mean:
            return np.zeros((runs, months), dtype=np.int64)
        means = dice.gamma(self.sure, self.mean / self.sure, size=(runs, 1))
        means = means * dice.gamma(self.steady, 1 / self.steady, size=(runs, months))
        return np.asarray(dice.poisson(means * length))


def inflow(entered: Sequence[int], lately: int = 3) -> Inflow:
    """How many enter in a month, from the months that have ended, the oldest first.

    The mean is of the last months. It is as sure as these few make it, and as such a mean has foretold the next months
    before: seasons and trends make it miss. Months differ by as much as they did beyond chance: by the variance left
    over when the mean, as of Poisson, is taken off.

    >>> inflow([100, 100, 100, 100])
    Inflow(mean=100.0, sure=300.0, steady=1000000.0)
    >>> inflow([])
    Inflow(mean=0.0, sure=1000000.0, steady=1000000.0)
    """
    last = entered[-lately:]
    if not sum(last):
        return Inflow(0.0, STEADY, STEADY)
    mean = sum(last) / len(last)
    average = sum(entered) / len(entered)
    variance = sum((count - average) ** 2 for count in entered) / max(len(entered) - 1, 1)
    beyond = max(variance - average, 0.0) / average**2
    astray = max((beyond + 1 / mean) / len(last), _astray(entered, lately))
    return Inflow(mean, 1 / astray, 1 / max(beyond, 1 / STEADY))


def _astray(entered: Sequence[int], lately: int) -> float:
    """How far the average of some months has missed that of the next ones: the mean square of its relative error."""
    sums = [sum(entered[place : place + lately]) for place in range(len(entered) - lately + 1)]
    missed = [after / before - 1 for before, after in zip(sums, sums[lately:], strict=False) if before]
    return sum(each * each for each in missed) / len(missed) if len(missed) >= lately else 0.0


def landing(
    steps: Sequence[Known],
    open_: Mapping[str, Sequence[Open]],
    entering: Inflow,
    months: int,
    remains: float,
    *,
    seed: int,
    runs: int = RUNS,
    first: int = 0,
) -> dict[str, Counts]:
    """What comes of the funnel as it runs: entries to each stage and wins of each month, in so many futures.

    Nobody enters before the month `first`, counted from the current one.
    """
    dice = np.random.default_rng(seed)
    entries = entering.drawn(runs, months, remains, dice)
    entries[:, :first] = 0
    futures = simulate(
        [step.guess for step in steps], {steps[0].stage: entries}, seed=seed, runs=runs, periods=months, open_=open_
    )
    return dict(futures.rows)


def quantiles(rows: Counts | Array, shares: Sequence[float] = SHARES) -> tuple[float, ...]:
    """The totals of all months below which these shares of the futures stay."""
    return tuple(np.quantile(rows.sum(axis=1), shares, method="inverted_cdf").tolist())


@dataclass(frozen=True, slots=True)
class Closing:
    """How many more of a stage would close a gap if they entered today; None where none would be in time.

    `until` is in how many days an entry has half of its chance to be in time for the last time.
    """

    stage: str
    more: float | None
    until: int | None


def closing(gap: float, steps: Sequence[Known], days_left: int) -> Iterable[Closing]:
    """What would close a gap of wins by the end, stage by stage."""
    for step in steps:
        lag = lag_from(steps, step.stage)
        in_time = rate_from(steps, step.stage) * arrived(lag, days_left)
        yield Closing(step.stage, gap / in_time if in_time > 1e-9 else None, last_useful(lag, days_left))


def stages_with_win(steps: Sequence[Known]) -> list[str]:
    """The stages of the plan, the win last."""
    return [*(step.stage for step in steps), WON]
