"""Several ends that exclude each other: won, lost, expired. The Aalen-Johansen estimate over counted waits.

To count the lost as if they were still waiting overstates what will be won, because it pretends that
they may yet come. Here each end has its own curve, and they add up: all ends and the share that
still waits make 1 at every time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from headrace.analytics.risk import End, RiskSets, Wait, risk_sets
from headrace.analytics.survival import Curve
from headrace.core.lazily import lazy

if TYPE_CHECKING:
    import numpy as np

    from headrace.analytics.fitting import Array
else:
    np = lazy("numpy")


@dataclass(frozen=True, slots=True)
class Incidence:
    """What becomes of those who wait: a curve of those still waiting, and one for each end.

    The curve of an end has as `survival` the share that has *not* ended so, whatever else became of them; `by`,
    `quantile` and `corners` thus speak of those who have.
    """

    waiting: Curve
    ends: Mapping[End, Curve]

    def shares(self, time: float) -> dict[End, float]:
        """The share of each end by a time, and under None the share that still waits. They add up to 1."""
        return {None: self.waiting.at(time), **{end: 1 - curve.at(time) for end, curve in self.ends.items()}}


def aalen_johansen(waits: Iterable[Wait], ends: Sequence[str] = ()) -> Incidence:
    """The cumulative incidence of each end, from waits given as (length, end or None if open, how many).

    `ends` names ends that are to have a curve even if nobody met them. By an age t the share of an end is the sum,
    over the times up to t, of S(t-) d/n: still waiting just before, and then ended so. Ends at equal times are
    taken together, exactly. Aalen and Johansen, "An Empirical Transition Matrix for Non-homogeneous Markov
    Chains Based on Censored Observations" (1978).

    >>> told = aalen_johansen([(1, "won", 1), (1, "lost", 1), (2, None, 1), (3, "won", 1)])
    >>> {end: round(share, 3) for end, share in told.shares(3).items()}
    {None: 0.0, 'lost': 0.25, 'won': 0.75}
    """
    return incidence(risk_sets(waits), ends)


def incidence(sets: RiskSets, ends: Sequence[str] = ()) -> Incidence:
    """The cumulative incidence of each end in risk sets, those of late waits included.

    The variance is of Greenwood's type: exact for the multinomial where no wait is open, Greenwood's own where
    there is one end, and fit for late entry. Allignol, Schumacher and Beyersmann, "A Note on Variance Estimation
    of the Aalen-Johansen Estimator" (2010). Its closed form is that of Marubini and Valsecchi, "Analysing
    Survival Data from Clinical Trials" (1995). The interval is of log(-log(1 - F)), which is the one of
    Kaplan-Meier turned over: Beyersmann, Allignol and Schumacher, "Competing Risks and Multistate Models" (2012).
    """
    named = sorted({*sets.ended, *ends}, key=str)
    nobody = [0] * len(sets.times)
    told = np.array([sets.times, sets.at_risk, *(sets.ended.get(end, nobody) for end in named)], dtype=float)
    told = told[:, told[2:].sum(axis=0) > 0]
    times, n, ended = told[0], told[1], told[2:]
    every = ended.sum(axis=0)
    share = np.cumprod((n - every) / n)
    # Where all at risk end, nobody is left whose future the error could touch.
    added = np.divide(every, n * (n - every), out=np.zeros(len(n)), where=every < n)
    waiting = _waiting(sets, times, share, added)
    left, error = _apart(n, np.concatenate(([1.0], share[:-1])), added, ended)

    def curve(row: int) -> Curve:
        own = ended[row] > 0
        shares, errors = left[row, own].tolist(), error[row, own].tolist()
        return Curve(times[own].tolist(), shares, errors, waiting.since, waiting.until)

    return Incidence(waiting, {end: curve(row) for row, end in enumerate(named)})


def _waiting(sets: RiskSets, times: Array, share: Array, added: Array) -> Curve:
    """The curve of those still waiting, which is that of `survival.survival`."""
    error = share * np.sqrt(np.cumsum(added))
    until = inf if len(share) and share[-1] == 0 else sets.until
    return Curve(times.tolist(), share.tolist(), error.tolist(), sets.since, until)


def _apart(n: Array, before: Array, added: Array, d: Array) -> tuple[Array, Array]:
    """Of each end (a row of `d`: how many ended so) the share that has not ended so after each time, and its error.

    At each time `n` were at risk, the share S_i waited just `before`, and dG_i is `added` to Greenwood's sum G. With F
    after each time, the variance is the sum of (F - F_i)^2 dG_i + S_i^2 d_i (n_i - d_i)/n_i^3
    - 2 (F - F_i) S_i d_i/n_i^2, as running sums.
    """
    step = before * d / n
    share = _running(step)
    variance = share * (share * np.cumsum(added) - 2 * _running(share * added)) + _running(share**2 * added)
    variance += _running(before * step * (n - d) / n**2)
    variance -= 2 * (share * _running(step / n) - _running(share * step / n))
    # Where all end in one way, what rounding leaves must not pass for somebody.
    left = np.where(share < 1 - 1e-12, 1 - share, 0.0)
    return left, np.sqrt(np.maximum(variance, 0))


def _running(rows: Array) -> Array:
    return np.cumsum(rows, axis=1)
