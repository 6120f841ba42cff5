"""What wins bring in each future of a plan: deals differ, and how much they bring on average is known only so well."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from headrace.core.lazily import lazy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]
    Array = NDArray[np.float64]
else:
    np = lazy("numpy")

DICE = 7
"""Sets these dice apart from those of the counts, which fall alike whether or not anybody asks for money."""


@dataclass(frozen=True, slots=True)
class DealSize:
    """What a win brings.

    `mean` is in minor units, `spread` the standard deviation between deals over their mean; `wins` is of how many deals
    the mean was measured, None where it is given.
    """

    mean: float
    spread: float = 0.0
    wins: int | None = None

    @classmethod
    def of_wins(cls, wins: int, revenue: float, squares: float) -> DealSize | None:
        """As wins so far say: how many, what they brought together, and the sum of its squares; None where nothing.

        >>> DealSize.of_wins(4, 400.0, 50_000.0)
        DealSize(mean=100.0, spread=0.5773502691896257, wins=4)
        >>> DealSize.of_wins(1, 100.0, 10_000.0)
        DealSize(mean=100.0, spread=0.0, wins=1)
        """
        if not wins or not revenue:
            return None
        mean = revenue / wins
        variance = max(0.0, squares - wins * mean * mean) / (wins - 1) if wins > 1 else 0.0
        return cls(mean, sqrt(variance) / mean, wins)

    def revenue(self, wins: Counts, *, seed: int) -> Array:
        """What these wins bring, runs x periods, in minor units.

        Deals are drawn from a gamma distribution with this mean and spread, the mean of each future from what so many
        deals leave open of it: it is too high or too low in all of a future's periods.

        >>> many = np.full((10_000, 1), 25)
        >>> drawn = DealSize(1_000.0, spread=1.0, wins=100).revenue(many, seed=1)
        >>> f"{drawn.mean():,.0f}, give or take {drawn.std():,.0f}"
        '25,025, give or take 5,650'
        """
        if not self.spread:
            return np.asarray(wins * self.mean)
        dice = np.random.default_rng((seed, DICE))
        differ = self.spread**2
        means = np.full((len(wins), 1), float(self.mean))
        if self.wins is not None:
            means *= dice.gamma(self.wins / differ, differ / self.wins, size=(len(wins), 1))
        return np.asarray(dice.standard_gamma(wins / differ) * differ * means)
