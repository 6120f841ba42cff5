"""The mix of channels: who brings which part of the wins, and what that takes of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from headrace.core.errors import PlanRefused
from headrace.core.texts import _
from headrace.planning.checks import check_amount, check_share
from headrace.planning.forward import Step, stages_of


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of the mix: its share of all entries to the first stage, its own steps, and what an entry costs."""

    name: str
    share: float
    steps: tuple[Step, ...]
    cost: float = 0.0

    def __post_init__(self) -> None:
        check_share(self.name, self.share)
        check_amount(self.name, self.cost)
        stages_of(self.steps)

    @property
    def each(self) -> float:
        """How many wins an entry of this channel makes."""
        return prod(step.rate for step in self.steps)


def wins_of(wins: float, mix: Sequence[Channel]) -> dict[str, float]:
    """How many of the wins each channel brings, if entries come in the shares of the mix.

    A channel that converts twice as well brings twice as many wins of the same entries: shares of entries are not
    shares of wins, and the rate of a changed mix is not today's rate.

    >>> mix = [Channel("search", 0.5, (Step("lead", 0.3),)), Channel("fair", 0.5, (Step("lead", 0.1),))]
    >>> wins_of(40, mix)
    {'search': 30.0, 'fair': 10.0}
    """
    check_amount(_("The target"), wins)
    total = sum(channel.share for channel in mix)
    if abs(total - 1) > 1e-6:
        raise PlanRefused(_("The shares of the mix sum to {total}.", total=total), hint=_("They must sum to 1."))
    together = sum(channel.share * channel.each for channel in mix)
    return {channel.name: wins * channel.share * channel.each / together for channel in mix}


def budget_for(wins: float, mix: Sequence[Channel]) -> dict[str, float]:
    """What the entries of each channel cost that the wins need: entries x the channel's cost of one.

    >>> budget_for(40, [Channel("search", 0.5, (Step("lead", 0.3),), 50), Channel("fair", 0.5, (Step("lead", 0.1),))])
    {'search': 5000.0, 'fair': 0.0}
    """
    return {
        channel.name: part / channel.each * channel.cost
        for channel, part in zip(mix, wins_of(wins, mix).values(), strict=True)
    }
