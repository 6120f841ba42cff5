"""How much pipeline a target takes: the rule of thumb, and the share that the opening pipeline really brings."""

from dataclasses import dataclass

from headrace.core.errors import PlanRefused
from headrace.core.texts import _
from headrace.planning.checks import ROUNDING, check_amount, check_positive, check_rate, whole


def coverage(open_value: float, target: float) -> float:
    """The value of the open pipeline of a period over what is still to be won in it.

    >>> coverage(1_500_000, 500_000)
    3.0
    """
    check_amount(_("The open pipeline"), open_value)
    check_positive(_("The remaining target"), target)
    return open_value / target


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What a quota takes: wins, opportunities, and their value over the quota. Exact, or whole at each stage."""

    wins: float
    opportunities: float
    coverage: float


def pipeline_for(quota: float, win_rate: float, value: float, *, wholes: bool = False) -> Pipeline:
    """The opportunities that a quota takes if each is worth `value` and a share is won: coverage is 1 / win rate.

    That rule forgets what is both created and won within the period, and what slips out of it: see `opening_for`.

    >>> pipeline_for(2_000_000, 0.22, 60_000, wholes=True)
    Pipeline(wins=34, opportunities=155, coverage=4.65)
    """
    check_positive(_("The quota"), quota)
    check_rate(_("the win"), win_rate)
    check_positive(_("The value of a win"), value)
    wins = quota / value
    if wholes:
        wins = whole(wins)
    opportunities = whole(wins / win_rate) if wholes else wins / win_rate
    return Pipeline(wins, opportunities, opportunities * value / quota)


def opening_for(target: float, created_and_closed: float, converts: float) -> float:
    """The pipeline that must be open when the period begins.

    Args:
        target: what is to be won in the period.
        created_and_closed: what of it is expected from deals that are created and won within the period.
        converts: the share of the opening pipeline's value that is won within the period: less than the win rate, for
            some of it slips.

    After "Target Pipeline Coverage is Not the Inverse of Win Rate".

    >>> opening_for(1_200_000, 200_000, 0.25)
    4000000.0
    """
    check_amount(_("The target"), target)
    check_amount(_("What is created and closed in the period"), created_and_closed)
    if target <= created_and_closed + ROUNDING:
        return 0.0
    if not converts:
        raise PlanRefused(
            _("Nothing of an opening pipeline has been won within its period, so none is large enough."),
            hint=_("Plan for a longer period, or with a share that you can defend."),
        )
    check_rate(_("the opening pipeline"), converts)
    return (target - created_and_closed) / converts
