"""Chance that repeats itself: the same seed gives the same draws on every run and machine.

Only uniform numbers are drawn. All else follows from them by comparing, adding and interpolating
along straight lines, because exponentials and logarithms may differ in the last bit from one
processor to the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias
from zlib import crc32

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]

QUANTILES = (0.0, 0.25, 0.5, 0.75, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Spread:
    """A distribution told by its least value, quartiles, 95 % point and greatest value.

    >>> Spread(0, 10, 20, 40, 80, 100).at(np.array([0.5, 0.625]))
    array([20., 30.])
    """

    least: float
    quarter: float
    median: float
    three_quarters: float
    nearly_all: float
    greatest: float

    def at(self, shares: Floats) -> Floats:
        """The values below which these shares (0 to 1) of the distribution lie; same shape."""
        levels = (
            self.least,
            self.quarter,
            self.median,
            self.three_quarters,
            self.nearly_all,
            self.greatest,
        )
        return np.interp(shares, QUANTILES, levels)


class Dice:
    """A stream of chance for one topic: more draws on one topic never change another."""

    def __init__(self, seed: int, topic: str) -> None:
        self._stream = np.random.Generator(np.random.PCG64([seed, crc32(topic.encode())]))

    def shares(self, n: int) -> Floats:
        """`n` uniform numbers, 0 <= u < 1."""
        return self._stream.random(n)

    def hits(self, chance: float | Floats, n: int) -> Flags:
        """Whether each of `n` trials succeeds; `chance` is one number or one per trial."""
        return self.shares(n) < chance

    def spread(self, spread: Spread, n: int) -> Floats:
        """`n` values of a distribution."""
        return spread.at(self.shares(n))

    def pick(self, weights: Sequence[float] | Floats, n: int) -> Ints:
        """`n` positions in `weights`, each as likely as its weight; they need not sum to one."""
        bounds = np.cumsum(np.asarray(weights, dtype=np.float64))
        return np.asarray(np.searchsorted(bounds, self.shares(n) * bounds[-1], side="right"), dtype=np.int64)

    def choose(self, *chances: Floats) -> Ints:
        """One outcome per row: k with probability `chances[k]`, and `len(chances)` for the rest."""
        bounds = np.cumsum(np.stack(chances), axis=0)
        return np.asarray((self.shares(len(chances[0])) >= bounds).sum(axis=0), dtype=np.int64)
