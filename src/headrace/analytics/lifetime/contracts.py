"""Customers under contract, who renew or leave at the end of each period: the shifted-beta-geometric model.

Each customer has a chance of leaving that stays the same; it differs among customers as Beta(a, b). Those
who are likely to leave go first, so retention rises with age though nobody becomes more loyal, and churn
of the first years overstates that of the later ones. Fader and Hardie, "How to Project Customer Retention"
(2007).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, log1p
from typing import TYPE_CHECKING

from headrace.analytics.fitting import Refused, peak
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import numpy as np
    import scipy

    from headrace.analytics.fitting import Array
else:
    np = lazy("numpy")
    scipy = lazy("scipy")

AT_ONCE = N_("Whoever left did so at the first renewal: whom the model keeps until then, it keeps for good.")
ALIKE = N_("Retention does not rise with age: everybody is as likely to leave, and a and b have no size of their own.")
NONE_LOST = N_("Nobody has left yet, nobody is left, or nobody ever renewed: there is no course to project.")


MOST = 10_000.0
"""Beyond this sum of a and b, chances to leave differ by less than half a point among customers: they are alike."""
ENDLESS = 1e8
"""The sum of a and b that stands for one beyond all measure."""


@dataclass(frozen=True, slots=True)
class Renewals:
    """A fitted shifted-beta-geometric model. Ages are in periods, counted in renewals: 0 is the start."""

    a: float
    b: float
    log_likelihood: float = 0.0

    @property
    def limit(self) -> str | None:
        """Why `a` and `b` have no greatest likelihood, where they do not: only a / (a + b) has one."""
        if self.a + self.b > MOST:
            return ALIKE
        return AT_ONCE if self.a + self.b < 1 / MOST else None

    def survival(self, age: int) -> float:
        """The share of a cohort that is still there after so many renewals: B(a, b + t)/B(a, b).

        >>> round(Renewals(0.668088, 3.806095).survival(12), 6)
        0.377999
        """
        log_beta = scipy.special.betaln
        return float(np.exp(log_beta(self.a, self.b + age) - log_beta(self.a, self.b)))

    def retention(self, age: int) -> float:
        """Of those still there before renewal number t (from 1), the share who renew: (b + t - 1)/(a + b + t - 1).

        >>> [round(Renewals(0.668, 3.806).retention(age), 6) for age in (1, 2, 3)]
        [0.850693, 0.877969, 0.896818]
        """
        return (self.b + age - 1) / (self.a + self.b + age - 1)

    def lifetime(self, discount: float) -> float | None:
        """The expected number of periods that a new customer pays for, later ones discounted: sum S(t)/(1 + d)^t.

        The first is paid at the start and counts in full. Without a discount the sum has no end where a <= 1: None.
        Fader and Hardie, "Customer-Base Valuation in a Contractual Setting" (2010).

        >>> round(Renewals(0.668, 3.806).lifetime(0.10), 6)
        5.922596
        """
        if discount <= 0:
            return (self.a + self.b - 1) / (self.a - 1) if self.a > 1 else None
        return float(scipy.special.hyp2f1(1, self.b, self.a + self.b, 1 / (1 + discount)))

    def projected(self, customers: int, ages: Sequence[int]) -> list[float]:
        """How many of so many new customers are expected to be there after each number of renewals."""
        return [customers * self.survival(age) for age in ages]


def fit_renewals(alive: Sequence[Sequence[int]]) -> Renewals | Refused:
    """The model of cohorts, each given as how many were there at ages 0, 1, ... up to the last that it reached.

    By maximum likelihood: who left at age t has the chance S(t - 1) - S(t), who is still there S at the last age.
    Cohorts of different length fit together: rows of a retention triangle of customers do as they are. Where
    retention does not rise with age, a and b come out beyond all measure, and a/(a + b) is everybody's chance to leave
    (`Renewals.limit`). Refused where nobody left, nobody stayed, or nobody renewed even once.
    """
    lost, left = _counts(alive)
    if lost.sum() == 0 or left.sum() == 0 or not any(n for row in alive for n in row[1:]):
        return Refused(NONE_LOST)
    ages = np.arange(len(left), dtype=float)

    def log_likelihood(theta: Array) -> float:
        a, b = np.exp(theta)
        log_beta = scipy.special.betaln
        left_at = log_beta(a + 1, b + ages[:-1])
        return float(lost @ left_at + left @ log_beta(a, b + ages) - (lost.sum() + left.sum()) * log_beta(a, b))

    best, alike = peak(log_likelihood, (0.0, 0.0)), _alike(lost, left)
    return alike if best.value <= alike.log_likelihood else Renewals(exp(best.at[0]), exp(best.at[1]), best.value)


def _alike(lost: Array, left: Array) -> Renewals:
    """The limit in which everybody is as likely to leave: the geometric model, as an a and a b beyond all measure."""
    stayed = float(np.arange(len(lost)) @ lost + np.arange(len(left)) @ left)
    chance = float(lost.sum()) / (float(lost.sum()) + stayed)
    value = float(lost.sum()) * log(chance) + stayed * log1p(-chance)
    return Renewals(chance * ENDLESS, (1 - chance) * ENDLESS, value)


def _counts(alive: Sequence[Sequence[int]]) -> tuple[Array, Array]:
    """How many left between each age and the next, and how many were last seen at each age."""
    longest = max(map(len, alive), default=1)
    lost, left = np.zeros(longest - 1), np.zeros(longest)
    for row in alive:
        lost[: len(row) - 1] -= np.diff(row)
        left[len(row) - 1] += row[-1]
    return lost, left
