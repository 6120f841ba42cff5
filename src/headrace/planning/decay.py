"""Leads that outlive their shelf life, in the plan: what they cost, what comes back, and what another life would do.

Who is silent for long differs from who is not, so all that is learned here of a shelf life is association: how many
would be lost if it were shorter, only a trial could tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from headrace.analytics.decay import customers
from headrace.analytics.intervals import wilson
from headrace.core.errors import PlanRefused
from headrace.core.texts import _
from headrace.planning.checks import check_amount, check_rate, check_share
from headrace.planning.uncertainty import Beta, Wins

RANGE = (0.1, 0.5, 0.9)
"""The quantiles that a distribution of wins is told by."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What expired leads cost, in money, by every way to count it.

    `each` is what one lead is worth. `expected` is right on average; `whole` counts whole customers, as "leads going
    cold" does, and is too high on average; `recovered` is `expected` less what those bring who come back. `planned`
    and `left` are the wins that are not exceeded with 10, 50 and 90 %, before and after; `reached` is the chance of
    the planned wins before and after.
    """

    each: float
    expected: float
    whole: float
    recovered: float
    planned: tuple[int, ...]
    left: tuple[int, ...]
    reached: tuple[float, float]


def loss(
    leads: int, expired: int, rate: float | Beta, value: float, *, requalified: float = 0.0, closing: float = 0.0
) -> Loss:
    """What it costs that some of the leads of a stage expired.

    Args:
        leads: how many entered the stage.
        expired: how many of them outlived its shelf life.
        rate: the share of those worked that is won.
        value: what a win is worth.
        requalified: the share of the expired that comes back.
        closing: the share of those that is won.

    >>> told = loss(40, 5, 0.25, 100_000, requalified=0.4, closing=0.15)
    >>> told.expected, told.whole, round(told.recovered), told.planned, told.left
    (125000.0, 200000.0, 95000, (7, 10, 14), (6, 9, 12))
    """
    check_amount(_("The value of a win"), value)
    check_share(_("The share that comes back"), requalified)
    check_share(_("The share of those that is won"), closing)
    if not 0 <= expired <= leads:
        raise PlanRefused(
            _("{expired} of {leads} leads expired.", expired=expired, leads=leads),
            hint=_("At least none, and at most all of them."),
        )
    before, after = Wins(leads, rate), Wins(leads - expired, rate)
    mean = rate.mean if isinstance(rate, Beta) else rate
    told = customers(leads, expired, mean, requalified, closing)
    goal = round(before.mean)
    return Loss(
        each=mean * value,
        expected=value * (told["planned"] - told["expected"]),
        whole=value * (told["planned"] - told["whole"]),
        recovered=value * (told["planned"] - told["recovered"]),
        planned=tuple(before.quantile(share) for share in RANGE),
        left=tuple(after.quantile(share) for share in RANGE),
        reached=(before.at_least(goal), after.at_least(goal)),
    )


class Silence(NamedTuple):
    """Leads by the longest time in which nothing came back from them: how many there were, and how many were won."""

    longest: float
    n: int
    won: int


@dataclass(frozen=True, slots=True)
class Life:
    """What a shelf life would have meant for leads whose end is known.

    `n` would have expired, `won` of whom were won; `expired` is their share of all, `at_stake` that of all wins that
    came of them; `rate` is their win rate with its 95 % interval, None where nobody would have expired.
    """

    life: float
    n: int
    won: int
    expired: float
    at_stake: float
    rate: float | None
    low: float | None
    high: float | None

    def rate_of(self, win_rate: float, recovered: float = 0.0) -> float:
        """The win rate of the stage under this life, if of the wins at stake a share is recovered in another way.

        >>> round(Life(30, 40, 2, 0.4, 0.1, 0.05, 0.02, 0.1).rate_of(0.25, recovered=0.5), 6)
        0.2375
        """
        check_rate(_("the win"), win_rate)
        check_share(_("The share that is recovered"), recovered)
        return win_rate * (1 - self.at_stake * (1 - recovered))


def lives(silences: Sequence[Silence], candidates: Iterable[float]) -> list[Life]:
    """What each of some shelf lives would have meant, the shortest first.

    A lead expires under a life that its longest silence reached. That a shorter life makes people call sooner is
    not in it.

    >>> told = lives([Silence(5, 60, 24), Silence(40, 40, 2)], [30, 60])
    >>> [(each.life, each.expired, round(each.at_stake, 4), each.rate) for each in told]
    [(30, 0.4, 0.0769, 0.05), (60, 0.0, 0.0, None)]
    """
    for each in silences:
        check_amount(_("A silence"), each.longest)
        if not 0 <= each.won <= each.n:
            raise PlanRefused(
                _("Of {n} leads {won} were won.", n=each.n, won=each.won), hint=_("At least none, and at most all.")
            )
    leads, wins = sum(each.n for each in silences), sum(each.won for each in silences)
    if not wins:
        raise PlanRefused(
            _("None of {leads} leads was won, so no shelf life can be learned.", leads=leads),
            hint=_("Take a longer period, or decide on a life without it."),
        )
    return [_life(silences, candidate, leads, wins) for candidate in sorted(candidates)]


def _life(silences: Sequence[Silence], life: float, leads: int, wins: int) -> Life:
    over = [each for each in silences if each.longest >= life]
    n, won = sum(each.n for each in over), sum(each.won for each in over)
    low, high = wilson(won, n) or (None, None)
    return Life(life, n, won, n / leads, won / wins, won / n if n else None, low, high)


def shortest(told: Iterable[Life], at_stake: float = 0.05) -> Life | None:
    """The shortest of some lives that puts at most a share of the wins at stake; None if each of them puts more.

    >>> shortest(lives([Silence(5, 60, 24), Silence(40, 40, 2)], [1, 30, 60]), 0.1).life
    30
    """
    check_share(_("The share of wins at stake"), at_stake)
    return next((each for each in told if each.at_stake <= at_stake), None)
