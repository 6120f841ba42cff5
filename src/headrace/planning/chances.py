"""The chance of a lead to be won, by its stage and by how long it has been there.

The win rate of a stage is that of leads that have just entered it. Whoever is still there after months is another kind
of lead: the quick wins are gone. So a chance is estimated from leads that were in the stage at the age in question, by
what became of them since.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

from headrace.core.lazily import lazy
from headrace.planning.history import NEVER, History

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Days = NDArray[np.int64]
    Flags = NDArray[np.bool_]
else:
    np = lazy("numpy")

BLOCK = 64
"""Of how many ages chances are told at once."""
NEARLY = 0.9
"""The share of the wins after which it is taken for settled who is won."""
ENOUGH = 20
"""How few leads are enough to speak of an age."""
JUST_ENTERED = -1
"""The age of a lead that will enter its stage on the next day."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The chances of leads of one stage at an age.

    `chances` are the shares won by each of the horizons from now on, in their order, the last one in the end. `n` leads
    were seen in the stage at `age`, the age that the chances are of: the lead's own, or the latest before it that
    enough leads reached. `known` says for each horizon of how many of them it is known how they fared by then; in the
    end, also those who were watched for as long as nearly all wins took. `usual` are the chances of all leads of the
    stage, by when they enter it: what one more lead is taken for, so that a chance of which few leads tell is not
    taken for none.
    """

    age: int
    n: int
    chances: tuple[float, ...]
    known: tuple[int, ...]
    usual: tuple[float, ...]

    @property
    def chance(self) -> float:
        """The chance to be won at all, as far as anybody was watched."""
        return self.chances[-1]


def cell(history: History, stage: str, age: int, horizons: Sequence[float] = (), least: int = ENOUGH) -> Cell | None:
    """The chances of a lead of a stage at an age; None if fewer than `least` leads were ever seen in the stage.

    Args:
        history: the stays that it is estimated from.
        stage: the name of the stage.
        age: for how many days the lead has been in it; `JUST_ENTERED` for one that enters it on the next day.
        horizons: days from now on by which to tell the chance of a win, ascending.
        least: how few leads in the stage at an age are enough to speak of it.

    Competing ends by Aalen and Johansen, among those who were still in the stage at the age: the time from then on to
    the end, wherever it came. Where too few were, those of the latest earlier age are taken at which enough were.

    >>> from headrace.planning.history import Stay
    >>> ends = [(10, True, 20), (20, False, 20), (60, True, 4), (90, False, 16)]
    >>> proposals = History.of([Stay("proposal", 0, day, day, won, n=n) for day, won, n in ends], 400)
    >>> [round(cell(proposals, "proposal", age).chance, 6) for age in (JUST_ENTERED, 35)]
    [0.4, 0.2]
    """
    return Kin(history, history.of_stage(stage), horizons, least).cell(age)


class Kin:
    """Stays of one kind, such as those of a stage, from which the cells of all ages are told."""

    def __init__(self, history: History, its: Flags, horizons: Sequence[float], least: int) -> None:
        self.stayed, self.length, self.n = history.stayed[its], history.length[its], history.n[its]
        self.over, self.won = history.ended[its] < NEVER, history.won[its]
        self.horizons = (*horizons, inf)
        self.settled = self._settled(horizons)
        self.oldest = self._oldest(least)
        self._cells: dict[int, Cell] = {}

    def _settled(self, horizons: Sequence[float]) -> int:
        """The days after which hardly anybody is won any more; no more than half of what was ever watched."""
        wins = np.sort(np.repeat(self.length[self.won], self.n[self.won]))
        nearly = int(wins[int(NEARLY * (len(wins) - 1))]) if len(wins) else 0
        return min(max(nearly, *map(int, horizons), 1), int(self.length.max(initial=0)) // 2)

    def _oldest(self, least: int) -> int | None:
        """The latest age from which on enough were watched until it was settled how they fare."""
        until = np.where(self.over, self.stayed - 1, np.minimum(self.stayed - 1, self.length - self.settled))
        order = np.argsort(-until, kind="stable")
        enough = int(np.searchsorted(np.cumsum(self.n[order]), least))
        return int(until[order][enough]) if enough < len(order) else None

    def cell(self, age: int) -> Cell | None:
        """The chances at an age; None if too few were ever watched."""
        [told] = self.cells([age])
        return told

    def cells(self, ages: Iterable[int]) -> list[Cell | None]:
        """The chances at some ages: told together, they take a fraction of the time."""
        if self.oldest is None or self.oldest < JUST_ENTERED:
            return [None for _age in ages]
        reached = [max(min(age, self.oldest), JUST_ENTERED) for age in ages]
        if not self._cells.keys() >= set(reached):
            self._tell(set(reached))
        return [self._cells[age] for age in reached]

    def _tell(self, ages: set[int]) -> None:
        """The cells of some ages, and of who just entered: from the oldest on, each adds to those who were older."""
        listed = np.array(sorted(ages | {JUST_ENTERED}, reverse=True))
        width = int(self.length.max(initial=0)) + 2
        oldest = np.searchsorted(-listed, -self.stayed, side="right")
        told, held = list[Any](), np.zeros((3, 1, width))
        for begin in range(0, len(listed), BLOCK):
            block = listed[begin : begin + BLOCK]
            mine = (oldest >= begin) & (oldest < begin + len(block))
            cells, n = (oldest[mine] - begin) * width + self.length[mine] + 1, self.n[mine]
            kinds = (n, n * self.over[mine], n * self.won[mine])
            fresh = np.stack([np.bincount(cells, kind, len(block) * width) for kind in kinds]).astype(float)
            counts = held + np.cumsum(fresh.reshape(len(kinds), len(block), width), axis=1)
            held = counts[:, -1:]
            told += zip(block.tolist(), *self._fates(*_since(counts, block)), strict=True)
        usual = _usual(*told[-1][2:])
        self._cells |= {age: Cell(age, among, chances, known, usual) for age, among, chances, known in told}

    def _fates(self, gone: Array, over: Array, won: Array) -> tuple[list[Any], ...]:
        """Three lists: of each age how many there are, their chances by each horizon, of how many these are known."""
        curve, last = incidence_of(gone, over, won), gone.shape[1] - 1
        open_ = gone - over
        known = [
            over.sum(axis=1) + open_[:, int(min(horizon, self.settled)) :].sum(axis=1) for horizon in self.horizons
        ]
        chances = curve[:, [int(min(horizon, last)) for horizon in self.horizons]]
        counts = np.stack(known, axis=1).astype(np.int64)
        return gone.sum(axis=1).astype(np.int64).tolist(), _tuples(chances), _tuples(counts)


def _since(counts: Array, ages: Days) -> Array:
    """Counts by the day of the end after the entry, told by the day after each age: nobody ends on its first one."""
    width = counts.shape[-1]
    days = np.minimum(np.arange(width) + ages[:, None] + 1, width)
    padded = np.pad(counts, ((0, 0), (0, 0), (0, 1)))
    return np.take_along_axis(padded, np.broadcast_to(days, counts.shape), axis=2)


def _tuples(rows: NDArray[Any]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in rows.tolist()]


def _usual(chances: Sequence[float], known: Sequence[int]) -> tuple[float, ...]:
    """The chances of one more lead, never none and never sure: as if half a lead more was won, and half was not."""
    return tuple((chance * n + 0.5) / (n + 1) for chance, n in zip(chances, known, strict=True))


def incidence(lengths: Days, n: Days, over: Flags, won: Flags) -> Array:
    """The share won by each day from 0 on, of waits that are over or open: Aalen and Johansen's estimate.

    >>> days, ends = np.array([1, 1, 2, 3]), np.array([True, True, False, True])
    >>> incidence(days, np.ones(4, int), ends, np.array([True, False, False, True])).round(6).tolist()
    [0.0, 0.25, 0.25, 0.75]
    """
    size = int(lengths.max(initial=0)) + 1
    gone, ended, came = (np.bincount(lengths, n * kind, size).astype(float) for kind in (1, over, won))
    return incidence_of(gone, ended, came)


def incidence_of(gone: Array, over: Array, won: Array) -> Array:
    """The same of counts by day, of one curve or of a row for each: all waits, those that are over, those won."""
    at_risk = np.maximum(gone.sum(axis=-1, keepdims=True) - _before(np.cumsum(gone, axis=-1), 0.0), 1.0)
    waiting = np.cumprod(1 - over / at_risk, axis=-1)
    return np.asarray(np.cumsum(_before(waiting, 1.0) * won / at_risk, axis=-1))


def _before(sums: Array, first: float) -> Array:
    """What each was on the day before."""
    return np.concatenate([np.full((*sums.shape[:-1], 1), first), sums[..., :-1]], axis=-1)
