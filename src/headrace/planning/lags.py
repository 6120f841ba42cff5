"""How long a step takes, as the share of those who move on after 0, 1, 2 ... periods.

A lag is of those who do move on: whether they do is the rate. So its shares sum to 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import isfinite
from typing import TYPE_CHECKING

from headrace.core.errors import PlanRefused
from headrace.core.lazily import lazy
from headrace.core.texts import _
from headrace.planning.checks import check_amount, check_lag, check_positive

if TYPE_CHECKING:
    import numpy as np
else:
    np = lazy("numpy")

Lag = tuple[float, ...]
AT_ONCE: Lag = (1.0,)
"""Whoever moves on does so in the period of the entry."""


def lag_of(converted: Mapping[float, float], length: float) -> Lag:
    """The lag in periods of `length`, from how many moved on after each wait, all in one unit of time.

    Entries are taken to come evenly over their period: of those who wait 0.25 periods, a quarter moves on in the next.
    The counts may be weights, such as the steps of a Kaplan-Meier curve, which knows of those still on their way.

    >>> lag_of({0: 10, 15: 10, 45: 20}, 30)
    (0.375, 0.375, 0.25)
    """
    check_positive(_("The length of a period"), length)
    shares: dict[int, float] = {}
    for wait, count in converted.items():
        check_amount(_("A wait"), wait)
        check_amount(_("A count of waits"), count)
        periods, rest = divmod(wait, length)
        for period, part in ((int(periods), 1 - rest / length), (int(periods) + 1, rest / length)):
            shares[period] = shares.get(period, 0.0) + count * part
    total = sum(shares.values())
    if not total:
        raise PlanRefused(
            _("Nobody has moved on yet, so no lag can be told."),
            hint=_("Type a lag in, or take it from a longer period or from all segments."),
        )
    last = max(period for period, share in shares.items() if share)
    return tuple(shares.get(period, 0.0) / total for period in range(last + 1))


def after(first: Sequence[float], second: Sequence[float]) -> Lag:
    """The lag of two steps one after the other, if the second does not depend on how long the first took.

    >>> after((0.5, 0.5), (0.0, 1.0))
    (0.0, 0.5, 0.5)
    """
    return tuple(np.convolve(first, second).tolist())


def hastened(lag: Sequence[float], share: float) -> Lag:
    """The lag if every wait were shorter by a share, or longer by a negative one; its mean changes by just that.

    A wait that would end between two periods is divided between them.

    >>> hastened((0.0, 0.0, 1.0), 0.25)
    (0.0, 0.5, 0.5)
    """
    check_lag(_("This step"), lag)
    if not (isfinite(share) and share <= 1):
        raise PlanRefused(_("Waits cannot be shorter by {share}.", share=share), hint=_("A share is at most 1."))
    waits: dict[float, float] = {}
    for wait, part in enumerate(lag):
        waits[wait * (1 - share)] = waits.get(wait * (1 - share), 0.0) + part
    return lag_of(waits, 1.0)


def half_by(lag: Sequence[float]) -> int:
    """The first period after which half of those who move on have done so.

    >>> half_by((0.2, 0.3, 0.5))
    1
    """
    return next(period for period, so_far in enumerate(accumulate(lag)) if so_far >= 0.5 - 1e-9)


def arrived(lag: Sequence[float], periods: int) -> float:
    """The share of those who move on that has done so by the end of the n-th period after the one of the entry.

    >>> arrived((0.2, 0.5, 0.3), 1), arrived((0.2, 0.5, 0.3), -1)
    (0.7, 0.0)
    """
    return sum(lag[: periods + 1]) if periods >= 0 else 0.0
