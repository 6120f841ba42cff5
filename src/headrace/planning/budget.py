"""A budget over channels: where the next unit of money brings most, until it brings as much everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headrace.core.errors import PlanRefused
from headrace.core.lazily import lazy
from headrace.core.texts import _
from headrace.planning.checks import check_amount, check_positive
from headrace.planning.responses import Response

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
else:
    np = lazy("numpy")

GRID = 500
"""Into how many parts a budget is cut for the search over everything, at least; then finer ones around the best."""
FINE = 1e-9
"""The part of a budget that is not cut any further."""


@dataclass(frozen=True, slots=True)
class Spender:
    """A channel that may spend from `least` to `most` (None: any), what it answers with, and what an outcome is worth.

    `worth` makes outcomes of different channels comparable: 1 where a customer is a customer.
    """

    name: str
    response: Response
    least: float = 0.0
    most: float | None = None
    worth: float = 1.0

    def __post_init__(self) -> None:
        check_amount(_("The least of {name}", name=self.name), self.least)
        check_positive(_("The worth of {name}", name=self.name), self.worth)
        if self.most is not None and not self.most >= self.least:
            raise PlanRefused(
                _("{name} may spend {most} at most, and {least} at least.",
                  name=self.name, most=self.most, least=self.least),
                hint=_("The most is not below the least."),
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Allotted:
    """What a channel gets and brings. Costs are of an outcome; None where there is none.

    `extrapolated` says that nobody has seen the channel at this spend.
    """

    name: str
    spend: float
    outcomes: float
    average_cost: float | None
    marginal_cost: float | None
    extrapolated: bool


@dataclass(frozen=True, slots=True)
class Allocation:
    """A budget over channels, with what of it no channel may take."""

    channels: tuple[Allotted, ...]
    left: float

    @property
    def outcomes(self) -> float:
        """The outcomes of all channels."""
        return sum(channel.outcomes for channel in self.channels)


def allocate(budget: float, channels: Sequence[Spender]) -> Allocation:
    """The budget as the channels make most of it, within their bounds.

    At the best the marginal costs are equal, save where a bound holds. For S-shaped responses that is not enough, as
    the worst may have it too: so all cuts of the budget into equal parts are searched first, and then finer
    ones around the best.

    >>> told = allocate(100, [Spender("search", Response("root", 10)), Spender("fair", Response("root", 5))])
    >>> [round(each.spend, 3) for each in told.channels], round(told.outcomes, 6)
    ([80.0, 20.0], 111.803399)
    """
    check_amount(_("The budget"), budget)
    if not channels:
        raise PlanRefused(_("There is no channel to spend on."), hint=_("Name at least one."))
    least = np.array([channel.least for channel in channels])
    most = np.array([budget if channel.most is None else min(channel.most, budget) for channel in channels])
    if least.sum() > budget * (1 + 1e-9):
        raise PlanRefused(
            _("The channels must spend {least} at least, and the budget is {budget}.",
              least=float(least.sum()), budget=budget),
            hint=_("Lower a bound, or raise the budget."),
        )  # fmt: skip
    total = min(budget, float(most.sum()))
    spends = _best(channels, least, most, total) if total > least.sum() else least
    told = tuple(told_of(channel, float(spend)) for channel, spend in zip(channels, spends, strict=True))
    return Allocation(told, max(0.0, budget - float(spends.sum())))


def told_of(channel: Spender, spend: float) -> Allotted:
    """What a channel brings at a spend."""
    response = channel.response
    return Allotted(
        channel.name, spend, response.at(spend), response.average_cost(spend),
        response.marginal_cost(spend) if spend > 0 else None, spend > 0 and response.extrapolates(spend),
    )  # fmt: skip


def _best(channels: Sequence[Spender], least: Array, most: Array, total: float) -> Array:
    """The spends that bring most: the best on a coarse grid, then on a finer one around it, until none is finer.

    The best on a grid lies within as many of its parts as there are channels of the best of all, if responses are
    concave near it. Hochbaum, "Lower and Upper Bounds for the Allocation Problem and Other Nonlinear Optimization
    Problems" (1994).
    """
    near = len(channels) + 1
    parts = max(GRID, 4 * near * near)
    low, high = least, most
    while True:
        part = (total - float(low.sum())) / parts
        spends = _on_grid(channels, low, high, part, parts)
        if part <= FINE * total:
            return spends
        unplaced = total - float(spends.sum())
        low, high = np.maximum(least, spends - near * part), np.minimum(most, spends + near * part + unplaced)


def _on_grid(channels: Sequence[Spender], low: Array, high: Array, part: float, parts: int) -> Array:
    """The best way to give out so many parts beyond the low spends: of all ways, by dynamic programming."""
    best, taken, choices = np.zeros(parts + 1), [], []
    for channel, lowest, highest in zip(channels, low, high, strict=True):
        # The last choice may be less than a part above the one before: the channel's bound itself.
        own = min(parts, int((highest - lowest) / part) + 1)
        spends = np.minimum(highest, lowest + part * np.arange(own + 1))
        worth = channel.worth * channel.response.many(spends)
        before = np.arange(parts + 1)[:, None] - np.arange(own + 1)
        total = np.where(before >= 0, best[np.maximum(before, 0)] + worth, -np.inf)
        taken.append(total.argmax(axis=1))
        choices.append(spends)
        best = total.max(axis=1)
    found, left = [0.0] * len(choices), parts
    for index in reversed(range(len(choices))):
        own = int(taken[index][left])
        found[index] = choices[index][own]
        left -= own
    return np.array(found)
