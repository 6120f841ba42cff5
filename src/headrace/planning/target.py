"""A target, from the wins of each month back to what has to enter the funnel now, and how likely that is to do.

What has been won counts, then what the open journeys are expected to bring; the rest has to enter anew, as early as
the lags ask. Who would have had to enter in the past cannot: that part is told as missing. Months count from the one
that tomorrow lies in; what a plan asks of that month it asks of the days that are left of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import prod
from typing import TYPE_CHECKING

from headrace.core.errors import PlanRefused
from headrace.core.lazily import lazy
from headrace.core.texts import _
from headrace.planning.checks import ROUNDING, whole
from headrace.planning.deal_size import DealSize
from headrace.planning.forward import WON, Rows, forward
from headrace.planning.in_hand import brought
from headrace.planning.known import Known
from headrace.planning.reverse import Need, Phased, needs, phase, uncovered
from headrace.planning.simulation import RUNS, SHARES, Futures, Open, quantiles_by_period, simulate
from headrace.planning.uncertainty import Beta, through

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
else:
    np = lazy("numpy")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The wins that are wanted in each month of a plan, and those that have been won of it.

    `start` is where the plan's first month lies from the current one: below 0 where some of it has passed. `remains` is
    the share of the current month that is left.
    """

    wins: tuple[float, ...]
    done: tuple[float, ...]
    start: int
    remains: float = 1.0

    def __post_init__(self) -> None:
        if self.start + len(self.wins) <= 0:
            raise PlanRefused(_("The plan has ended."), hint=_("Start it later, or ask with an earlier `--as-of`."))

    @property
    def passed(self) -> int:
        """How many of the plan's months have passed."""
        return max(0, -self.start)

    @property
    def ahead(self) -> int:
        """Where the first month of the plan that has not passed lies from the current one."""
        return max(0, self.start)

    @property
    def rest(self) -> tuple[float, ...]:
        """What each month that has not passed is to bring: what the others fell behind, they share out."""
        behind = max(0.0, sum(self.wins[: self.passed]) - sum(self.done[: self.passed]))
        left = self.wins[self.passed :]
        total = sum(left)
        return tuple(wins + behind * (wins / total if total else 1 / len(left)) for wins in left)

    @property
    def spare(self) -> float:
        """What the months that have passed brought beyond what was wanted of them."""
        return max(0.0, sum(self.done[: self.passed]) - sum(self.wins[: self.passed]))


@dataclass(frozen=True, slots=True)
class Money:
    """What a win brings, what the plan's wins have `brought`, in minor units, and whether money is what is `wanted`."""

    deal_size: DealSize
    brought: float
    wanted: bool


@dataclass(frozen=True, slots=True)
class Target:
    """A plan towards a target.

    `in_hand` is what open journeys bring to each stage and to `won`, by months from the current one. `left` is what is
    to be won beyond that in each of the plan's months that have not passed, `needs` who has to enter for it in all,
    `phased` when, by months from the first of these. `futures` run from the current month to the plan's end, thrown by
    `seed`; `money` says what their wins bring, if anybody knows.
    """

    wanted: Wanted
    steps: tuple[Known, ...]
    in_hand: Rows
    left: tuple[float, ...]
    needs: tuple[Need, ...]
    phased: Phased
    futures: Futures
    money: Money | None = None
    seed: int = 0

    @property
    def first(self) -> str:
        """The stage that everybody enters by."""
        return self.steps[0].stage

    @property
    def rate(self) -> float | Beta:
        """The rate from the first stage to the win."""
        return rate_through(self.steps)

    @property
    def entering(self) -> tuple[float, ...]:
        """How many have to enter the first stage in each month from the current one on."""
        return _entering(self.phased, self.wanted, self.first)

    @property
    def coming(self) -> Rows:
        """What comes of those in each month from the current one on, at each stage and as wins."""
        return forward([step.step for step in self.steps], {self.first: self.entering})

    @property
    def in_time(self) -> tuple[float, ...]:
        """What they bring in each month of the plan that has not passed."""
        won = self.coming[WON]
        return tuple(won[month] if month < len(won) else 0.0 for month in self._ahead)

    @property
    def expected(self) -> tuple[float, ...]:
        """What open journeys bring in each month of the plan that has not passed."""
        won = self.in_hand[WON]
        return tuple(won[month] if month < len(won) else 0.0 for month in self._ahead)

    @property
    def missing(self) -> tuple[float, ...]:
        """The wins missing by the end of each of these months, since those who make them would have to be in by now."""
        gap = accumulate(left - came for left, came in zip(self.left, self.in_time, strict=True))
        return tuple(each if each > ROUNDING * (1 + sum(self.left)) else 0.0 for each in gap)

    @property
    def catch_up(self) -> float | None:
        """How many times as many have to enter to come to the total by the end all the same; None if none can."""
        in_time = sum(self.in_time)
        return None if in_time <= ROUNDING else max(1.0, sum(self.left) / in_time)

    @property
    def won(self) -> Array:
        """The wins since the plan began by the end of each of these months, in each future: runs x months."""
        done = self.wanted.done
        coming = self.futures.rows[WON][:, self.wanted.ahead :] + np.array(done[self.wanted.passed :])
        return np.asarray(coming.cumsum(axis=1) + sum(done[: self.wanted.passed]))

    @property
    def goals(self) -> tuple[float, ...]:
        """The wins that are wanted by the end of each of these months, since the plan began."""
        return tuple(accumulate(self.wanted.wins))[self.wanted.passed :]

    def ranges(self, shares: Sequence[float] = SHARES) -> list[tuple[float, ...]]:
        """For each of these months the wins since the plan began below which these shares of the futures stay."""
        return quantiles_by_period(self.won, shares)

    def chances(self) -> tuple[float, ...]:
        """For each of these months the share of the futures that are on target by its end: in money if it is that."""
        reached, goals = self._in_money or (self.won, np.array(self.goals))
        return tuple(map(float, (reached >= goals - ROUNDING * (1 + goals)).mean(axis=0)))

    @property
    def wants_money(self) -> bool:
        """Whether the target is revenue."""
        return self.money is not None and self.money.wanted

    def in_money(self, shares: Sequence[float] = SHARES) -> list[tuple[float, ...]]:
        """For each of these months the revenue that is wanted by its end, and its range; none if wins are wanted."""
        told = self._in_money
        if told is None:
            return []
        reached, goals = told
        return [(float(goal), *ends) for goal, ends in zip(goals, quantiles_by_period(reached, shares), strict=True)]

    @property
    def _in_money(self) -> tuple[Array, Array] | None:
        """The revenue since the plan began by the end of each of these months, in each future; and what is wanted."""
        if self.money is None or not self.wants_money:
            return None
        size = self.money.deal_size
        coming = size.revenue(self.futures.rows[WON][:, self.wanted.ahead :], seed=self.seed)
        return coming.cumsum(axis=1) + self.money.brought, np.array(self.goals) * size.mean

    @property
    def _ahead(self) -> range:
        return range(self.wanted.ahead, self.wanted.ahead + len(self.left))


def rate_through(steps: Sequence[Known]) -> float | Beta:
    """The rate through all steps: a Beta if any of them is estimated."""
    if any(isinstance(step.rate, Beta) for step in steps):
        return through([step.rate for step in steps])
    return prod(step.mean for step in steps)


def target(
    wanted: Wanted,
    steps: Sequence[Known],
    open_: Mapping[str, Sequence[Open]],
    *,
    seed: int,
    runs: int = RUNS,
    money: Money | None = None,
) -> Target:
    """The plan towards a target.

    Args:
        wanted: wins by month.
        steps: what the plan goes by, from the first stage to the win.
        open_: who is open in each stage; their waits count months from the current one.
        seed: the same seed gives the same futures.
        runs: how many futures.
        money: what wins bring.
    """
    in_hand = brought(steps, open_, {})
    rest, won = wanted.rest, in_hand[WON]
    covered = [
        done + (won[month] if month < len(won) else 0.0)
        for month, done in enumerate(wanted.done[wanted.passed :], start=wanted.ahead)
    ]
    left = uncovered(rest, [covered[0] + wanted.spare, *covered[1:]])
    told = [step.step for step in steps]
    phased, first = phase(left, told), steps[0].stage
    futures = simulate(
        [step.guess for step in steps],
        {first: [whole(count) for count in _entering(phased, wanted, first)]},
        seed=seed, runs=runs, periods=wanted.ahead + len(left), open_=open_,
    )  # fmt: skip
    return Target(wanted, tuple(steps), in_hand, left, tuple(needs(sum(left), told)), phased, futures, money, seed)


def _entering(phased: Phased, wanted: Wanted, first: str) -> tuple[float, ...]:
    months = range(wanted.ahead + len(phased.target))
    counts = [phased.entering(first, month - wanted.ahead) for month in months]
    return (counts[0] * wanted.remains, *counts[1:])
