"""Those who will never convert: F(t) = p G(t), a share p that converts in the end, and how fast it does.

Kaplan-Meier says what has been seen up to the longest wait. This says what may still come, which takes a
shape for G and a follow-up that is long enough: over a short one, few fast and many slow look alike. Then
there is no fit but a reason. Boag, "Maximum Likelihood Estimates of the Proportion of Patients Cured by
Cancer Therapy" (1949); Berkson and Gage, "Survival Curve for Cancer Patients Following Treatment" (1952).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

from headrace.analytics.fitting import Peak, Refused, peak, standard_errors
from headrace.analytics.risk import LEAST, Wait, risk_sets
from headrace.analytics.survival import survival
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import numpy as np
    import scipy

    from headrace.analytics.fitting import Array
else:
    np = lazy("numpy")
    scipy = lazy("scipy")

FEWEST = 5
FLAT = 0.15
CHI2_95 = 3.841458820694124
"""Twice the log-likelihood that a 95 % profile interval gives up."""
MIXED_95 = 2.705543454095404
"""The same for a test on the edge, p = 1: half the time its statistic is 0. Self and Liang (1987)."""

TOO_FEW = N_("Fewer than five have converted: too few to tell how many will.")
STILL_RISING = N_(
    "The follow-up is too short: its last half still brought many conversions, so the curve has not become flat."
)
NOT_SEPARABLE = N_(
    "The follow-up is too short: that everyone converts, only slowly, explains the waits as well as that some never do."
)


@dataclass(frozen=True, slots=True)
class _Family:
    """A distribution of waits: the logarithm of its density and the share still waiting, at rate x time; its median."""

    log_density: Callable[[Array, float], Array]
    waiting: Callable[[Array, float], Array]
    median: Callable[[float], float]
    shaped: bool = True


FAMILIES: Mapping[str, _Family] = {
    "exponential": _Family(lambda x, _: -x, lambda x, _: np.exp(-x), lambda _: log(2), shaped=False),
    "weibull": _Family(
        lambda x, k: log(k) + (k - 1) * np.log(x) - x**k, lambda x, k: np.exp(-(x**k)), lambda k: log(2) ** (1 / k)
    ),
    "gamma": _Family(
        lambda x, k: (k - 1) * np.log(x) - x - scipy.special.gammaln(k),
        lambda x, k: scipy.special.gammaincc(k, x),
        lambda k: float(scipy.special.gammaincinv(k, 0.5)),
    ),
}
"""The shapes that G may have. A shape of 1 makes each of them exponential."""


@dataclass(frozen=True, slots=True)
class Cure:
    """A fitted cure model. `rate` is one over the unit of the waits; `share` (p) and its interval are 0 to 1.

    `error` is the standard error of `share`, from the observed information; None where that is singular. The
    interval is of the profile likelihood, which also knows how far p can be told from 1.
    """

    family: str
    share: float
    rate: float
    shape: float = 1.0
    error: float | None = None
    low: float = 0.0
    high: float = 1.0
    log_likelihood: float = 0.0

    def by(self, age: float) -> float:
        """The share that has converted by an age: p G(age).

        >>> round(Cure("exponential", 0.3, log(2) / 20).by(40), 6)
        0.225
        """
        return self.share * (1 - self._waiting(age))

    @property
    def half_time(self) -> float:
        """The time by which half of those who will ever convert have done so.

        >>> round(Cure("exponential", 0.3, log(2) / 20).half_time, 6)
        20.0
        """
        return FAMILIES[self.family].median(self.shape) / self.rate

    def still(self, age: float) -> float:
        """The chance that a record which is open at an age will convert: p (1 - G)/(1 - p + p (1 - G)).

        >>> round(Cure("exponential", 0.3, log(2) / 20).still(40), 6)
        0.096774
        """
        slow = self.share * self._waiting(age)
        never = 1 - self.share
        return slow / (never + slow) if never + slow > 0 else self.share

    def _waiting(self, age: float) -> float:
        return float(FAMILIES[self.family].waiting(np.array([max(age, 0.0) * self.rate]), self.shape)[0])


@dataclass(frozen=True, slots=True)
class _Waits:
    """Counted waits as arrays, in units of the mean wait until an event."""

    events: Array
    happened: Array
    opened: Array
    open: Array
    unit: float

    def log_likelihood(self, family: _Family, share: float, rate: float, shape: float) -> float:
        """Events have the density p g, open waits the chance 1 - p G."""
        came = self.happened @ (log(share) + log(rate) + family.log_density(self.events * rate, shape))
        waits = self.open @ np.log((1 - share) + share * family.waiting(self.opened * rate, shape))
        return float(came + waits)


def fit_cure(waits: Iterable[tuple[float, bool, int]], family: str = "exponential") -> Cure | Refused:
    """The cure model of waits given as (length, converted, how many), by maximum likelihood.

    `family` is one of `FAMILIES`; anything but converting that ends a wait counts as never converting only if the
    caller leaves such waits open at the as-of date. A wait of length 0 counts as half the shortest other one, for
    there a density may have no value.

    Refused if fewer than five converted; if the curve has not flattened (`has_flattened`); and if p = 1 cannot be
    rejected at 5 % by the ratio of likelihoods, Maller and Zhou, "Testing for the Presence of Immune or Cured
    Individuals in Censored Survival Data" (1995). Passing says that p and speed can be told apart under this
    family, not that the family is right: compare the log-likelihoods of several.
    """
    counted = list(waits)
    if sum(n for _, converted, n in counted if converted) < FEWEST:
        return Refused(TOO_FEW)
    if not has_flattened(counted):
        return Refused(STILL_RISING)
    return _fit(_arrays(counted), family)


def has_flattened(waits: Iterable[Wait]) -> bool:
    """Whether the last half of the follow-up brought at most 15 % of what the Kaplan-Meier curve reached in it.

    The follow-up goes as far as ten were still at risk, so that one very old record does not stand for a long one.
    With a steady speed the rule asks for 3.5 mean waits, by which 97 % of those who ever convert have done so. It is
    ours: Maller and Zhou's test of the gap after the last event, "Estimating the Proportion of Immunes in a
    Censored Sample" (1992), was tried, and let pass follow-ups of a quarter of the mean wait.

    >>> has_flattened([(5, True, 10), (9, True, 2), (10, False, 88)])
    False
    """
    sets = risk_sets(waits)
    followed = max((time for time, n in zip(sets.times, sets.at_risk, strict=True) if n >= LEAST), default=0.0)
    curve = survival(sets)
    reached = 1 - curve.at(followed)
    return reached > 0 and curve.at(followed / 2) - curve.at(followed) <= FLAT * reached


def _arrays(waits: Sequence[tuple[float, bool, int]]) -> _Waits:
    lengths, converted, n = (np.array(column) for column in zip(*waits, strict=True))
    happened, lengths = converted.astype(bool), lengths.astype(float)
    lengths[lengths <= 0] = lengths[lengths > 0].min() / 2
    unit = float(np.average(lengths[happened], weights=n[happened]))
    lengths = lengths / unit
    return _Waits(lengths[happened], n[happened], lengths[~happened], n[~happened], unit)


def _fit(waits: _Waits, name: str) -> Cure | Refused:
    family = FAMILIES[name]
    speeds = (0.0, 0.0) if family.shaped else (0.0,)

    def at(share: float, speed: Sequence[float]) -> float:
        return waits.log_likelihood(family, share, exp(speed[0]), exp(speed[1]) if family.shaped else 1.0)

    def whole(theta: Array) -> float:
        return at(_share(theta[0]), theta[1:].tolist())

    def profile(share: float) -> Peak:
        return peak(lambda speed: at(share, speed.tolist()), speeds)

    share = waits.happened.sum() / (waits.happened.sum() + waits.open.sum())
    start = (_odds(min(share, 0.99)), *speeds)
    best = peak(whole, start)
    everyone = profile(1.0).value
    if best.is_far(start) or 2 * (best.value - everyone) < MIXED_95:
        return Refused(NOT_SEPARABLE)
    floor = best.value - CHI2_95 / 2

    def above(odds: float) -> float:
        return profile(_share(odds)).value - floor

    errors, found = standard_errors(whole, best.at), _share(best.at[0])
    return Cure(
        family=name, share=found, rate=exp(best.at[1]) / waits.unit, shape=exp(best.at[2]) if family.shaped else 1.0,
        error=errors[0] * found * (1 - found) if errors else None,
        low=_crossing(above, best.at[0], -1), high=1.0 if everyone > floor else _crossing(above, best.at[0], 1),
        log_likelihood=best.value - float(waits.happened.sum()) * log(waits.unit),
    )  # fmt: skip


def _crossing(above: Callable[[float], float], start: float, way: int) -> float:
    """The share at which a profile falls below its floor, on one side of its peak."""
    step = 0.5
    while above(start + way * step) > 0:
        step *= 2
    return _share(float(scipy.optimize.brentq(above, start, start + way * step, xtol=1e-6)))


def _share(odds: float) -> float:
    return 1 / (1 + exp(-odds)) if odds > -700 else 0.0


def _odds(share: float) -> float:
    return log(share / (1 - share))
