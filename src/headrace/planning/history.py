"""What became of leads, stay by stay, as it was known on the evening of a day: what forecasts learn from.

Days are numbers; a lead has an age of 0 on the evening of the day on which it entered its stage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from headrace.core.lazily import lazy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Days = NDArray[np.int64]
    Flags = NDArray[np.bool_]
else:
    np = lazy("numpy")

NEVER = 2**31


class Stay(NamedTuple):
    """A lead's stay in a stage, and what became of the lead.

    `entered`, `left` (None: it is there) and `ended` (None: it is in some stage) are day numbers. `ended` is the day
    on which it was won, or left the stages another way. `value` is what it was taken for last, `revenue` what
    it was won for. `begins` says that it came to the stages with this stay; `n` how many leads there are of this kind.
    """

    stage: str
    entered: int
    left: int | None = None
    ended: int | None = None
    won: bool = False
    value: float | None = None
    revenue: float | None = None
    begins: bool = False
    n: int = 1


@dataclass(frozen=True)
class History:
    """Stays as columns, one element each, known until the evening of `day`. `stages` are named by their number."""

    day: int
    stages: tuple[str, ...]
    stage: Days
    entered: Days
    left: Days
    ended: Days
    won: Flags
    value: Array
    revenue: Array
    begins: Flags
    n: Days

    @classmethod
    def of(cls, stays: Sequence[Stay], day: int) -> History:
        """The stays that are known on the evening of a day: what came later had not happened."""
        # In one order, so that no engine's own order moves a draw.
        told = sorted(stays, key=lambda stay: tuple((each is not None, each or 0) for each in (*stay[1:], stay.stage)))
        stages = tuple(sorted({stay.stage for stay in told}))
        code = {name: number for number, name in enumerate(stages)}
        made = cls(
            day, stages, np.array([code[stay.stage] for stay in told], dtype=np.int64),
            _days([stay.entered for stay in told]), _days([stay.left for stay in told]),
            _days([stay.ended for stay in told]), np.array([stay.won for stay in told], dtype=bool),
            _amounts([stay.value for stay in told]), _amounts([stay.revenue for stay in told]),
            np.array([stay.begins for stay in told], dtype=bool), _days([stay.n for stay in told]),
        )  # fmt: skip
        return made.at(day)

    def at(self, day: int) -> History:
        """What was known of them on the evening of an earlier day."""
        there = self.entered <= day
        left, ended = self.left[there], self.ended[there]
        return History(
            day, self.stages, self.stage[there], self.entered[there], np.where(left > day, NEVER, left),
            np.where(ended > day, NEVER, ended), self.won[there] & (ended <= day), self.value[there],
            self.revenue[there], self.begins[there], self.n[there],
        )  # fmt: skip

    def since(self, day: int) -> History:
        """The stays that began on a day or later."""
        kept = self.entered >= day
        columns = ("stage", "entered", "left", "ended", "won", "value", "revenue", "begins", "n")
        return replace(self, **{name: getattr(self, name)[kept] for name in columns})

    @cached_property
    def open(self) -> Flags:
        """Which stays are of leads that are in the stage on the evening."""
        return np.asarray(self.left == NEVER)

    @cached_property
    def stayed(self) -> Days:
        """For how many evenings a lead was seen in the stage, or has been until now."""
        return np.asarray(np.minimum(self.left, self.day) - self.entered)

    @cached_property
    def length(self) -> Days:
        """The days from the entry to the end, or until now."""
        return np.asarray(np.minimum(self.ended, self.day) - self.entered)

    def of_stage(self, stage: str) -> Flags:
        """Which stays are in a stage."""
        return np.asarray(self.stage == (self.stages.index(stage) if stage in self.stages else -1))

    def wins(self, first: int, last: int) -> int:
        """How many were won from the first to the last of some days."""
        return int(self.n[self.begins & self.won & (self.ended >= first) & (self.ended <= last)].sum())


def _days(told: Sequence[int | None]) -> Days:
    return np.array([NEVER if day is None else day for day in told], dtype=np.int64)


def _amounts(told: Sequence[float | None]) -> Array:
    return np.array([np.nan if amount is None else amount for amount in told], dtype=float)
