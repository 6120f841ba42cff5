"""The plan run backwards: from the wins that are wanted to what has to enter each stage, and when.

After David Skok's "reverse funnel math", phased by the lags of the steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headrace.core.errors import PlanRefused
from headrace.core.lazily import lazy
from headrace.core.texts import _
from headrace.planning.checks import check_amount, check_amounts, check_positive, whole
from headrace.planning.forward import WON, Step, forward, stages_of

if TYPE_CHECKING:
    import numpy as np
    import scipy
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
else:
    np = lazy("numpy")
    scipy = lazy("scipy")

HEAVY = 1e5
"""By how much meeting the target outweighs staying level: its square is beyond the digits that anybody reads."""
MET = 1e-7
"""A target is met if it is missed by less than this share of it."""


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
        exact, cascaded = exact / step.rate, whole(cascaded / step.rate)
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
    """How many have to enter each stage in each period, from the period `first` on: before 0 is past.

    Each row, run forward, makes the rows below it. `target` is what is wanted from period 0 on. Rows that
    run in or out win some beside the target, in periods before and after it.
    """

    steps: tuple[Step, ...]
    first: int
    rows: Mapping[str, tuple[float, ...]]
    target: tuple[float, ...]

    def entering(self, stage: str, period: int) -> float:
        """How many have to enter a stage in a period."""
        row, place = self.rows[stage], period - self.first
        return row[place] if 0 <= place < len(row) else 0.0

    def in_time(self, stage: str, since: int = 0) -> tuple[float, ...]:
        """What is won in each period of the target by those who are yet to enter a stage, from the period `since` on.

        What is missing of the target has to come from those who are already further.
        """
        return self._won(stage, max(since - self.first, 0))

    def wins(self) -> tuple[float, ...]:
        """What is won in each period of the target if the first stage is filled as planned: all of it."""
        return self._won(self.steps[0].stage, 0)

    def _won(self, stage: str, since: int) -> tuple[float, ...]:
        below = self.steps[[step.stage for step in self.steps].index(stage) :]
        row = (0.0,) * since + self.rows[stage][since:]
        won = forward(below, {stage: row})[WON]
        return tuple(won[period - self.first] if period - self.first < len(won) else 0.0 for period in self._periods())

    def _periods(self) -> range:
        return range(len(self.target))


def phase(target: Sequence[float], steps: Sequence[Step]) -> Phased:
    """What has to enter each stage, and when, so that the wins of every period come to the target.

    Args:
        target: wins wanted per period, from period 0 on; exact, not rounded.
        steps: from the first stage to the win, with their lags in the same periods.

    Returns:
        Rows that begin as early as the lags ask: a period below 0 has passed, and what it needed is with those who are
        already further, or is missing (`Phased.in_time`).

    The wins of period m are the sum over k of entries(m - k) x rate x lag(k). Solved for the entries from the last step
    up, none negative. Of all entries that meet the target exactly those are taken that stay nearest to a level
    plan: the one that asks of each period its share of what it will bring. Before and after the target's periods
    it is taken to go on as it begins and ends. If none is exact, as after a sudden drop, each period gets at least
    its target.

    >>> plan = phase([10, 10, 10], [Step("sql", 0.25, (0.0, 0.5, 0.5))])
    >>> plan.first, [round(count, 6) for count in plan.rows["sql"]]
    (-2, [40.0, 40.0, 40.0, 40.0])
    """
    stages_of(steps)
    check_amounts(_("The target"), target)
    if not target:
        raise PlanRefused(_("The plan has no period."), hint=_("Give a target for at least one."))
    wanted, first, rows = np.array(target, dtype=float), 0, {WON: (0, tuple(map(float, target)))}
    for step in reversed(steps):
        wanted, first = _entries(wanted, step), first - len(step.lag) + 1
        rows[step.stage] = (first, tuple(wanted.tolist()))
    laid = {stage: (0.0,) * (begin - first) + row for stage, (begin, row) in reversed(rows.items())}
    return Phased(tuple(steps), first, laid, tuple(map(float, target)))


def _entries(wanted: Array, step: Step) -> Array:
    """The entries from `len(lag) - 1` periods before the first one wanted to the last that still bring anything."""
    lag = np.array(step.lag, dtype=float)
    back, quickest = len(lag) - 1, int(np.flatnonzero(lag)[0])
    periods = len(wanted) + back - quickest
    size = float(wanted.max()) or 1.0
    bring = np.zeros((len(wanted), periods))
    for period in range(len(wanted)):
        for wait in range(quickest, back + 1):
            bring[period, period + back - wait] = lag[wait]
    goal = wanted / size
    lasting = np.pad(goal, (back, back), mode="edge")
    level = np.array([lag @ lasting[entry : entry + back + 1] for entry in range(periods)])
    return np.asarray(_nearest(bring, goal, level) * size / step.rate)


def _nearest(bring: Array, goal: Array, level: Array) -> Array:
    """The entries that meet the goal, none negative, nearest to the level ones; with a surplus only where needed."""
    keep = np.eye(len(level))
    found = _least_squares([[HEAVY * bring], [keep]], [HEAVY * goal, level])
    if np.abs(bring @ found - goal).max() <= MET:
        return found
    size = len(goal)
    both = _least_squares(
        [
            [HEAVY * bring, -HEAVY * np.eye(size)],
            [np.zeros((size, len(level))), HEAVY**0.5 * np.eye(size)],
            [keep, np.zeros((len(level), size))],
        ],
        [HEAVY * goal, np.zeros(size), level],
    )
    return both[: len(level)]


def _least_squares(rows: Sequence[Sequence[Array]], wanted: Sequence[Array]) -> Array:
    left = np.block([list(row) for row in rows])
    return np.asarray(scipy.optimize.nnls(left, np.concatenate(wanted), maxiter=100 * left.shape[1])[0])
