"""The plan run backwards: from the wins that are wanted to what has to enter each stage, and when.

After David Skok's "reverse funnel math", phased by the lags of the steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod
from typing import TYPE_CHECKING

from headrace.core.errors import PlanRefused
from headrace.core.lazily import lazy
from headrace.core.texts import _
from headrace.planning.checks import ROUNDING, check_amount, check_amounts, check_positive, check_reach, whole
from headrace.planning.forward import WON, Step, forward, stages_of
from headrace.planning.lags import Lag, after

if TYPE_CHECKING:
    import numpy as np
    import scipy
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
else:
    np = lazy("numpy")
    scipy = lazy("scipy")

HARD = 1e6
"""How much meeting the target outweighs staying level: its square is beyond the digits that anybody reads."""


# -- counts ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Need:
    """How many have to enter a stage: exactly, in whole people, and if every stage below is rounded up first."""

    stage: str
    exact: float
    shown: int
    cascaded: int


def wins_for(target: float, value: float) -> float:
    """How many wins make a sum of revenue, at the value of one win.

    >>> wins_for(1_000_000, 100_000)
    10.0
    """
    check_amount(_("The target"), target)
    check_positive(_("The value of a win"), value)
    return target / value


def needs(wins: float, steps: Sequence[Step]) -> list[Need]:
    """How many have to enter each stage for some wins, from the first stage to the win itself; lags are left out.

    `shown` is the exact need rounded up. `cascaded` rounds at each stage and takes it from there: whole people all
    the way, which adds up to more.

    >>> steps = [Step("inquiry", 0.044), Step("mql", 0.66), Step("sal", 0.49), Step("sql", 0.20)]
    >>> [(need.stage, need.shown, need.cascaded) for need in needs(10, steps)]
    [('inquiry', 3514, 3569), ('mql', 155, 157), ('sal', 103, 103), ('sql', 50, 50), ('won', 10, 10)]
    """
    check_amount(_("The target"), wins)
    exact, cascaded = wins, whole(wins)
    found = [Need(WON, exact, cascaded, cascaded)]
    for step in reversed(steps):
        exact = exact / step.rate
        check_reach(step.stage, exact)
        cascaded = max(whole(cascaded / step.rate), whole(exact))
        found.append(Need(step.stage, exact, whole(exact), cascaded))
    stages_of(steps)
    return found[::-1]


def seasonal(total: float, index: Sequence[float]) -> tuple[float, ...]:
    """A total spread over periods by their seasonal index; only the ratios of the index count.

    >>> seasonal(1_200, [0.8, 1.2, 1, 1])
    (240.0, 360.0, 300.0, 300.0)
    """
    check_amount(_("The target"), total)
    check_amounts(_("The seasonal index"), index)
    if not sum(index):
        raise PlanRefused(
            _("The seasonal index is zero in every period."), hint=_("Give each period its weight, for instance 1.")
        )
    return tuple(total * share / sum(index) for share in index)


def uncovered(target: Sequence[float], covered: Sequence[float]) -> tuple[float, ...]:
    """What is left of each period's target once the pipeline in hand has brought what is expected of it.

    A surplus is carried into the periods after it: whoever is won early need not be won again.

    >>> uncovered([10, 10, 10], [14, 3])
    (0.0, 3.0, 10.0)
    """
    check_amounts(_("The target"), target)
    check_amounts(_("What is covered"), covered)
    spare, left = 0.0, []
    for period, wanted in enumerate(target):
        spare += covered[period] if period < len(covered) else 0
        left.append(max(0.0, wanted - spare))
        spare = max(0.0, spare - wanted)
    return tuple(left)


# -- periods -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Phased:
    """How many have to enter each stage in each period, from the period `first` on: one below 0 has passed.

    Every row is what comes of the row above; the last is what is won, which before period 0 is beside the target.
    """

    steps: tuple[Step, ...]
    first: int
    rows: Mapping[str, tuple[float, ...]]
    target: tuple[float, ...]

    def entering(self, stage: str, period: int) -> float:
        """How many have to enter a stage in a period, or are won in it."""
        row, place = self.rows[stage], period - self.first
        return row[place] if 0 <= place < len(row) else 0.0

    @property
    def wins(self) -> tuple[float, ...]:
        """What is won in each period of the target."""
        return tuple(self.entering(WON, period) for period in range(len(self.target)))

    def in_time(self, stage: str, since: int = 0) -> tuple[float, ...]:
        """What is won in each period of the target by those who are yet to enter a stage, from the period `since` on.

        What is missing of the target has to come from those who are already further.
        """
        names = stages_of(self.steps)
        below = self.steps[names.index(stage) :]
        later = [self.entering(stage, period) for period in range(since, len(self.target))]
        won = forward(below, {stage: later})[WON]
        return ((0.0,) * since + won)[: len(self.target)]


def phase(target: Sequence[float], steps: Sequence[Step]) -> Phased:
    """What has to enter each stage, and when, so that the wins never fall behind the target.

    Args:
        target: wins wanted per period, from period 0 on; exact, not rounded.
        steps: from the first stage to the win, with their lags in the same periods.

    Returns:
        Rows that begin as early as the lags ask: a period below 0 has passed, and what it needed is with those who are
        already further, or is missing (`Phased.in_time`).

    The wins of period m are the sum over k of entries(m - k) x rate x lag(k). For most targets no entries that anybody
    could arrange solve that: a lag smooths whatever enters, so wins that jump would take entries that jump much
    further, and below zero. So the wins since period 0 come to the target at least by the end of each period, and at
    one of them exactly. Of all such entries those are taken that are nearest to a level plan, the one that asks of each
    period its lag's share of what is wanted later, and bring little beyond the last period's target. Around its
    periods the target is taken to go on as it begins and ends. With one wait for all, or a target that is the
    same in each period, the wins are the target in every period.

    >>> plan = phase([10, 10, 10], [Step("sql", 0.25, (0.0, 0.5, 0.5))])
    >>> plan.first, [round(count, 6) for count in plan.rows["sql"]][:4]
    (-2, [40.0, 40.0, 40.0, 40.0])
    """
    stages_of(steps)
    check_amounts(_("The target"), target)
    if not target:
        raise PlanRefused(_("The plan has no period."), hint=_("Give a target for at least one."))
    lag: Lag = reduce(after, (step.lag for step in steps))
    first = 1 - len(lag)
    entries = _entries(np.array(target, dtype=float), np.array(lag)) / prod(step.rate for step in steps)
    check_reach(steps[0].stage, float(entries.max()))
    rows = forward(steps, {steps[0].stage: entries.tolist()})
    periods = len(target) - first
    return Phased(tuple(steps), first, {name: row[:periods] for name, row in rows.items()}, tuple(map(float, target)))


def _entries(wanted: Array, lag: Array) -> Array:
    """The entries, in wins, from `len(lag) - 1` periods before the first one wanted to the last that bring anything."""
    size = float(wanted.max()) or 1.0
    back, quickest = len(lag) - 1, int(np.flatnonzero(lag)[0])
    lasting = np.pad(wanted / size, (back, back), mode="edge")
    level = np.convolve(lasting, lag[::-1], mode="valid")[: len(wanted) + back - quickest]
    waits = np.arange(len(wanted))[:, None] + back - np.arange(len(level))
    bring = np.where((waits >= 0) & (waits <= back), lag[np.clip(waits, 0, back)], 0.0)
    by_then, goal = bring.cumsum(axis=0), (wanted / size).cumsum()
    if not goal[-1]:
        return np.zeros(len(level))
    found = _nearest(by_then, goal, level)
    told = goal > ROUNDING
    return np.asarray(found * (goal[told] / (by_then @ found)[told]).max() * size)


def _nearest(bring: Array, goal: Array, level: Array) -> Array:
    """The entries nearest to the level ones that bring the goals, and little beyond the last of them.

    Least squares over what is not negative: the entries, and by how much each goal is passed.
    """
    goals, entries = len(goal), len(level)
    last = np.zeros((1, goals))
    last[0, -1] = 1.0
    left = np.block(
        [
            [HARD * bring, -HARD * np.eye(goals)],
            [np.zeros((1, entries)), last],
            [np.eye(entries), np.zeros((entries, goals))],
        ]
    )
    right = np.concatenate([HARD * goal, [0.0], level])
    found, _rest = scipy.optimize.nnls(left, right, maxiter=100 * left.shape[1])
    return np.asarray(found[:entries])
