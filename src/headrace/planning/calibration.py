"""Does a score mean what it says, where should the bar be, and when has it stopped to predict?

A score may be a chance (0 to 1) or points; what became of a lead is known (1 or 0) or the lead is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from typing import NamedTuple

from headrace.analytics.intervals import Z95, wilson
from headrace.core.errors import PlanRefused
from headrace.core.texts import N_, _
from headrace.planning.checks import check_amount, check_positive, check_share


class Scored(NamedTuple):
    """Leads of one score: how many there were, and how many of them were won."""

    score: float
    n: int
    won: int


def _checked(leads: Sequence[Scored]) -> list[Scored]:
    """Leads by score, the highest first, those of one score together."""
    for each in leads:
        check_amount(_("The leads of a score"), each.n)
        if not 0 <= each.won <= each.n:
            raise PlanRefused(
                _("Of {n} leads {won} were won.", n=each.n, won=each.won), hint=_("At least none, and at most all.")
            )
    if not sum(each.n for each in leads):
        raise PlanRefused(_("No lead has a score and a known end."), hint=_("Choose a period that has matured."))
    ordered = sorted(leads, key=lambda each: -each.score)
    merged = ((score, list(same)) for score, same in groupby(ordered, key=lambda each: each.score))
    return [Scored(score, sum(e.n for e in same), sum(e.won for e in same)) for score, same in merged]


# -- reliability -------------------------------------------------------------------------------------------


FITS, OFF = "fits", "off"
"""Whether a chance came as often as it says."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Leads whose scores lie together: their number, mean score, and the share that was won with its 95 % interval."""

    lowest: float
    highest: float
    n: int
    score: float
    won: int
    rate: float
    low: float
    high: float

    @property
    def off(self) -> bool:
        """Whether the mean score, where it is a chance, lies outside of what the interval of the rate allows."""
        return not self.low <= self.score <= self.high


def reliability(leads: Sequence[Scored], bins: int = 10) -> list[Bin]:
    """The reliability table of a score: leads in bins of about equal number, from the lowest scores to the highest.

    Leads of one score stay together, so that there may be fewer bins. Where scores are chances, a bin is off if its
    mean score lies outside of its interval.

    >>> table = reliability([Scored(0.1, 50, 5), Scored(0.4, 30, 12), Scored(0.8, 20, 10)], bins=3)
    >>> [(each.n, each.score, each.rate) for each in table]
    [(50, 0.1, 0.1), (30, 0.4, 0.4), (20, 0.8, 0.5)]
    """
    check_positive(_("The number of bins"), bins)
    ordered = _checked(leads)[::-1]
    total, so_far = sum(each.n for each in ordered), 0
    sorted_in: dict[int, list[Scored]] = {}
    for each in ordered:
        # By the middle of its leads, so that a score that many have does not drag its neighbours along.
        sorted_in.setdefault(int(bins * (so_far + each.n / 2) / total), []).append(each)
        so_far += each.n
    return [_bin(same) for same in sorted_in.values() if sum(each.n for each in same)]


def _bin(same: Sequence[Scored]) -> Bin:
    n, won = sum(each.n for each in same), sum(each.won for each in same)
    mean = sum(each.score * each.n for each in same) / n
    low, high = wilson(won, n) or (0.0, 1.0)
    return Bin(same[0].score, same[-1].score, n, mean, won, won / n, low, high)


def brier_of(leads: Sequence[Scored]) -> float:
    """The Brier score of a score that is a chance, from leads counted by score: see `scores.brier`.

    >>> round(brier_of([Scored(0.8, 1, 1), Scored(0.4, 1, 0), Scored(0.1, 1, 0)]), 6)
    0.07
    """
    counted = _checked(leads)
    for each in counted:
        check_share(_("A score that is to be a chance"), each.score)
    squares = sum(each.won * (1 - each.score) ** 2 + (each.n - each.won) * each.score**2 for each in counted)
    return squares / sum(each.n for each in counted)


# -- the bar -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bar:
    """What a bar does, over the span of the leads: who is accepted, who of them can be called, what that brings.

    `cost_per_win` is None without a win. `missed` are wins among leads below the bar or beyond the capacity: they
    count as not won here, though some may come by themselves.
    """

    bar: float
    accepted: int
    called: float
    dials: float
    cost: float
    wins: float
    missed: float
    rate: float | None
    cost_per_win: float | None


def bars(
    leads: Sequence[Scored],
    *,
    dials: float = 1.0,
    cost: float = 0.0,
    capacity: float | None = None,
    at: Sequence[float] | None = None,
) -> list[Bar]:
    """The trade-off of each bar, from the highest down.

    Args:
        leads: the leads of a span of time, by score, with the wins among them.
        dials: how many dials a lead takes.
        cost: what calling a lead costs.
        capacity: how many leads the qualifiers can call in the span; None for all. They call the highest scores first.
        at: the bars to tell; every score that there is if None.

    >>> leads = [Scored(90, 10, 5), Scored(75, 20, 4), Scored(50, 70, 2)]
    >>> [(row.bar, row.accepted, row.called, row.wins) for row in bars(leads, capacity=20)]
    [(90, 10, 10.0, 5.0), (75, 30, 20.0, 7.0), (50, 100, 20.0, 7.0)]
    """
    for name, amount in ((_("The dials"), dials), (_("The cost of a call"), cost), (_("The capacity"), capacity or 0)):
        check_amount(name, amount)
    ordered = _checked(leads)
    chosen = [each.score for each in ordered] if at is None else sorted(at, reverse=True)
    return [_at_bar(ordered, bar, dials, cost, capacity) for bar in chosen]


def _at_bar(ordered: Sequence[Scored], bar: float, dials: float, cost: float, capacity: float | None) -> Bar:
    over = [each for each in ordered if each.score >= bar]
    accepted, called, wins = sum(each.n for each in over), 0.0, 0.0
    for each in over:
        taken = each.n if capacity is None else min(each.n, capacity - called)
        wins += each.won if taken == each.n else each.won * taken / each.n
        called += taken
    return Bar(
        bar, accepted, called, called * dials, called * cost, wins, sum(each.won for each in ordered) - wins,
        wins / called if called else None, called * cost / wins if wins else None,
    )  # fmt: skip


# -- does it still predict? --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Power:
    """How often a lead that was won had scored higher than one that was not: 0.5 is a coin, 1 perfect; its interval."""

    area: float
    error: float
    won: int
    lost: int

    @property
    def low(self) -> float:
        """The lower end of the 95 % interval."""
        return max(0.0, self.area - Z95 * self.error)

    @property
    def high(self) -> float:
        """The upper end of the 95 % interval."""
        return min(1.0, self.area + Z95 * self.error)


def power(leads: Sequence[Scored]) -> Power:
    """The area under the curve of hits over false alarms, ties counted half.

    The error is Hanley and McNeil's, "The Meaning and Use of the Area under a Receiver Operating Characteristic (ROC)
    Curve" (1982). Refused where nobody was won, or everybody.

    >>> told = power([Scored(90, 10, 8), Scored(50, 30, 2)])
    >>> round(told.area, 6), round(told.low, 3)
    (0.866667, 0.715)
    """
    ordered = _checked(leads)
    won = sum(each.won for each in ordered)
    lost = sum(each.n for each in ordered) - won
    if not won or not lost:
        raise PlanRefused(
            _("All of these leads fared alike, so no score can tell them apart."),
            hint=_("Choose a span with leads that were won and leads that were not."),
        )
    beaten = winners = 0.0
    for each in ordered:
        beaten += (each.n - each.won) * (winners + each.won / 2)
        winners += each.won
    area = beaten / (won * lost)
    first, second = area / (2 - area), 2 * area**2 / (1 + area)
    variance = area * (1 - area) + (won - 1) * (first - area**2) + (lost - 1) * (second - area**2)
    return Power(area, sqrt(max(variance, 0.0) / (won * lost)), won, lost)


BLIND = N_("Of late the score tells winners from others no better than a coin.")
WEAKER = N_("Of late the score tells winners from others worse than it did before.")
FEW = N_("Too few leads have come to an end of late to say whether the score still predicts.")
FEWEST = 10
"""The fewest won, and the fewest not, that a warning is based on."""


def warning(before: Sequence[Scored], recent: Sequence[Scored]) -> str | None:
    """Why a score can no longer be trusted, in a sentence to be translated; None if nothing speaks against it.

    >>> good, blind = [Scored(90, 100, 50), Scored(50, 100, 10)], [Scored(90, 100, 30), Scored(50, 100, 30)]
    >>> warning(good, good), warning(good, blind) == BLIND
    (None, True)
    """
    won = sum(each.won for each in recent)
    if min(won, sum(each.n for each in recent) - won) < FEWEST:
        return FEW
    now, then = power(recent), power(before)
    if now.low <= 0.5:
        return BLIND
    if then.area - now.area > Z95 * sqrt(now.error**2 + then.error**2):
        return WEAKER
    return None
