"""The peak of a likelihood: what the models of waiting and of customers share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headrace.core.lazily import lazy

if TYPE_CHECKING:
    import numpy as np
    import scipy
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
else:
    np = lazy("numpy")
    scipy = lazy("scipy")

STEP = 1e-4
IMPOSSIBLE = 1e6
"""What stands for an infinite surprise, in units of that at the start: a search steps back from it."""
FAR = 12.0
"""How far from its start a logarithm may be found, and the parameter still be believed."""


@dataclass(frozen=True, slots=True)
class Refused:
    """No model was fitted. `reason` is a sentence, marked for translation."""

    reason: str


@dataclass(frozen=True, slots=True)
class Peak:
    """Where a log-likelihood is largest, and how large it is there."""

    at: tuple[float, ...]
    value: float

    def is_far(self, start: Sequence[float]) -> bool:
        """Whether a parameter ran away from its start: the likelihood has no peak, only a ridge."""
        return any(abs(found - begun) > FAR for found, begun in zip(self.at, start, strict=True))


def peak(log_likelihood: Callable[[Array], float], start: Sequence[float]) -> Peak:
    """The largest value of a smooth function of unbounded parameters (logarithms, log-odds), by BFGS.

    Derivatives are central differences. A run that ends is begun again from there, until another gains nothing, so
    that a stalled search does not pass for a peak; one that has run away is not followed.
    """
    best = Peak(tuple(start), -np.inf)
    with np.errstate(all="ignore"):
        scale = max(1.0, abs(log_likelihood(np.array(start))))

        def worse(at: Array) -> float:
            value = -log_likelihood(at) / scale
            return value if np.isfinite(value) else IMPOSSIBLE

        while True:
            found = scipy.optimize.minimize(worse, best.at, method="BFGS", jac="3-point", options={"gtol": 1e-9})
            gained = -found.fun * scale - best.value
            if not gained > 1e-8:
                return best
            best = Peak(tuple(map(float, found.x)), -float(found.fun) * scale)
            if best.is_far(start):
                return best


def standard_errors(log_likelihood: Callable[[Array], float], at: Sequence[float]) -> tuple[float, ...] | None:
    """The standard errors at a peak, from the observed information; None where the peak is flat.

    The second derivatives are central differences. Efron and Hinkley, "Assessing the Accuracy of the Maximum
    Likelihood Estimator: Observed versus Expected Fisher Information" (1978).
    """
    centre, size = np.asarray(at, dtype=float), len(at)
    steps = np.eye(size) * STEP
    with np.errstate(all="ignore"):
        bends = [
            [
                sum(a * b * log_likelihood(centre + a * steps[i] + b * steps[j]) for a in (1, -1) for b in (1, -1))
                for j in range(size)
            ]
            for i in range(size)
        ]
    information = -np.array(bends) / (4 * STEP * STEP)
    if not np.isfinite(information).all() or np.linalg.eigvalsh(information).min() <= 0:
        return None
    return tuple(float(variance) ** 0.5 for variance in np.diag(np.linalg.inv(information)))
