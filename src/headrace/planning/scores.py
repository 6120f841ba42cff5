"""How good forecasts were, once it is known what came."""

from collections.abc import Sequence
from math import log
from typing import NamedTuple

from headrace.analytics.intervals import wilson
from headrace.core.errors import PlanRefused
from headrace.core.texts import _
from headrace.planning.checks import check_amounts, check_share


def brier(chances: Sequence[float], outcomes: Sequence[int]) -> float:
    """The mean squared distance of chances from what came (1 or 0): 0 is perfect, 0.25 is a coin.

    Brier, "Verification of Forecasts Expressed in Terms of Probability" (1950).

    >>> round(brier([0.8, 0.4, 0.1], [1, 0, 0]), 6)
    0.07
    """
    _check_outcomes(chances, outcomes)
    return sum((chance - came) ** 2 for chance, came in zip(chances, outcomes, strict=True)) / len(chances)


def log_loss(chances: Sequence[float], outcomes: Sequence[int]) -> float:
    """The mean surprise at what came, in nats. A chance of 0 or 1 that turned out wrong is refused: it has no measure.

    >>> round(log_loss([0.8, 0.4, 0.1], [1, 0, 0]), 6)
    0.279777
    """
    _check_outcomes(chances, outcomes)
    given = [chance if came else 1 - chance for chance, came in zip(chances, outcomes, strict=True)]
    if not all(given):
        raise PlanRefused(
            _("What had a chance of zero came all the same: the surprise is beyond measure."),
            hint=_("Score such forecasts by Brier, or let no chance be 0 or 1."),
        )
    return -sum(map(log, given)) / len(given)


def wape(forecasts: Sequence[float], actuals: Sequence[float]) -> float:
    """The sum of absolute errors over the sum of what came.

    >>> round(wape([100, 120], [110, 100]), 8)
    0.14285714
    """
    return sum(abs(f - a) for f, a in _pairs(forecasts, actuals)) / sum(actuals)


def bias(forecasts: Sequence[float], actuals: Sequence[float]) -> float:
    """The sum of errors over the sum of what came: above 0 the forecasts were too high.

    >>> round(bias([100, 120], [110, 100]), 8)
    0.04761905
    """
    return sum(f - a for f, a in _pairs(forecasts, actuals)) / sum(actuals)


class Covered(NamedTuple):
    """The share of ranges that held what came, how many there were, and the share's 95 % interval (Wilson)."""

    share: float
    n: int
    low: float
    high: float


def covered(ranges: Sequence[tuple[float, float]], actuals: Sequence[float]) -> Covered:
    """How often what came lay within its range, ends included; ranges of 80 % should hold 80 %.

    >>> covered([(8, 12), (5, 9)], [12, 10]).share
    0.5
    """
    if not ranges or len(ranges) != len(actuals):
        raise PlanRefused(_("There is nothing to score."), hint=_("Give a range for each of at least one actual."))
    held = sum(low <= actual <= high for (low, high), actual in zip(ranges, actuals, strict=True))
    low, high = wilson(held, len(actuals)) or (0.0, 1.0)
    return Covered(held / len(actuals), len(actuals), low, high)


def _pairs(forecasts: Sequence[float], actuals: Sequence[float]) -> list[tuple[float, float]]:
    check_amounts(_("A forecast"), forecasts)
    check_amounts(_("An actual"), actuals)
    if len(forecasts) != len(actuals) or not sum(actuals):
        raise PlanRefused(
            _("Errors have nothing to be a share of."), hint=_("Give as many actuals as forecasts, not all zero.")
        )
    return list(zip(forecasts, actuals, strict=True))


def _check_outcomes(chances: Sequence[float], outcomes: Sequence[int]) -> None:
    for chance in chances:
        check_share(_("A chance"), chance)
    if not chances or len(chances) != len(outcomes) or not {0, 1}.issuperset(outcomes):
        raise PlanRefused(
            _("There is nothing to score."), hint=_("Give for each of at least one chance whether it came: 1 or 0.")
        )
