"""What every plan refuses before it computes: numbers that are no rate, no amount, no distribution."""

from collections.abc import Iterable, Sequence
from math import ceil, isclose, isfinite

from headrace.core.errors import PlanRefused
from headrace.core.texts import _

LEAST_RATE, MOST = 1e-9, 1e18
"""Beyond these no rate and no amount is real, and arithmetic would end in infinity."""
ROUNDING = 1e-9
"""What is so close above a whole number is that number: 10 / 0.2 must not need 51."""


def whole(exact: float) -> int:
    """The next whole number at or above an exact need, but for rounding.

    >>> whole(102.040816), whole(50 * (1 + 1e-12))
    (103, 50)
    """
    return ceil(exact - ROUNDING * max(1.0, abs(exact)))


def check_rate(name: str, value: float) -> None:
    """Refuse a rate that is not above 0 and at most 1: nothing can be planned through a step that nobody passes.

    One in a billion counts as nobody.
    """
    if not LEAST_RATE <= value <= 1:
        raise PlanRefused(
            _("The rate of {name} is {value}.", name=name, value=value),
            hint=_("A rate is above 0 and at most 1. If nobody has moved on yet, give an expected rate."),
        )


def check_share(name: str, value: float) -> None:
    """Refuse a share that is not from 0 to 1."""
    if not 0 <= value <= 1:
        raise PlanRefused(_("{name} is {value}.", name=name, value=value), hint=_("A share is from 0 to 1."))


def check_amount(name: str, value: float) -> None:
    """Refuse an amount or a count that is negative, beyond all measure, or no number."""
    if not 0 <= value <= MOST:
        raise PlanRefused(
            _("{name} is {value}.", name=name, value=value), hint=_("At least 0, and not beyond all measure.")
        )


def check_amounts(name: str, values: Iterable[float]) -> None:
    """Refuse amounts of which one is negative, beyond all measure, or no number."""
    for value in values:
        check_amount(name, value)


def check_reach(stage: str, needed: float) -> None:
    """Refuse a plan that needs more than all there is of something."""
    if not needed <= MOST:
        raise PlanRefused(
            _("The target is out of reach: it asks for {needed} of {stage}.", needed=f"{needed:.3g}", stage=stage),
            hint=_("Lower the target, or plan with higher rates."),
        )


def check_positive(name: str, value: float) -> None:
    """Refuse what is not a number above 0."""
    if not 0 < value <= MOST:
        raise PlanRefused(
            _("{name} is {value}.", name=name, value=value), hint=_("Above 0, and not beyond all measure.")
        )


def check_lag(name: str, lag: Sequence[float]) -> None:
    """Refuse a lag that is no distribution: shares of those who move on after 0, 1, 2 ... periods, which sum to 1."""
    if not lag:
        raise PlanRefused(
            _("{name} has no lag.", name=name),
            hint=_("Say which share moves on after 0, 1, 2 ... periods; [1] means within the same period."),
        )
    if not all(isfinite(share) and share >= 0 for share in lag) or not isclose(sum(lag), 1, abs_tol=1e-6):
        raise PlanRefused(
            _("The lag of {name} sums to {total}.", name=name, total=sum(lag)),
            hint=_("Its shares are not negative and sum to 1: what never moves on is in the rate, not in the lag."),
        )
