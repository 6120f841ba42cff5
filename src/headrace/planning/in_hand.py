"""The pipeline in hand: who of those that are open in a stage will still move on, and when.

Whoever is still there after months is another kind of lead than one that has just come: the quick ones are gone. So a
chance is that of leads which had not moved on at the same age, by Aalen and Johansen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from headrace.analytics.competing import incidence
from headrace.analytics.outcomes import MOVED_ON
from headrace.analytics.risk import LEAST, sets_of
from headrace.analytics.risk import Watched as Waited
from headrace.planning.checks import LEAST_RATE
from headrace.planning.forward import WON, Rows, added, forward
from headrace.planning.known import DAY_MINUTES, HALF, MONTH, Known, Source
from headrace.planning.lags import AT_ONCE, Lag
from headrace.planning.simulation import Open
from headrace.planning.uncertainty import Beta

MONTH_MINUTES = MONTH * DAY_MINUTES


@dataclass(frozen=True, slots=True)
class Watched:
    """The waits for one step: how long, how they ended (None: open), how many."""

    waits: tuple[Waited, ...]

    def open_(self, step: Known, gone: float = 0.0) -> list[Open]:
        """Those who are open in the stage, by age in months, each group with its chance and its waits from now on.

        Waits count calendar months from the current one, of which the share `gone` has passed. Where fewer
        than ten were watched at an age, the latest one counts at which ten were. A rate that was not measured, or not
        alone, moves the chances of all ages alike.
        """
        ages = sorted((wait[-3], wait[-1]) for wait in self.waits if not wait[-2])
        if not step.moved:
            return [Open(sum(n for _, n in ages), step.rate, step.lag)] if ages else []
        futures = _Futures(self.waits)
        factor = 1.0 if step.source is Source.MEASURED else step.mean / futures.chance(0)
        groups = groupby(ages, key=lambda age: int(age[0] // MONTH_MINUTES))
        return [
            futures.group(list(same), factor, gone, step.spread / max(step.mean, LEAST_RATE) ** 2)
            for _month, same in groups
        ]


class _Futures:
    """What comes of those who wait, at each age."""

    def __init__(self, waits: Sequence[Waited]) -> None:
        self.sets = sets_of(waits)
        found = incidence(self.sets, [MOVED_ON])
        self.waiting, self.moved = found.waiting, found.ends[MOVED_ON]
        left = [1.0, *self.moved.survival]
        steps = zip(self.moved.times, left, left[1:], strict=False)
        self.steps = [(time, before - after) for time, before, after in steps]
        enough = [time for time, n in zip(self.sets.times, self.sets.at_risk, strict=True) if n >= LEAST]
        self.latest = enough[-1] if enough else 0.0

    def chance(self, age: float) -> float:
        """The share of those open at an age that still moves on."""
        waiting = self.waiting.at(age) if age else 1.0
        return sum(share for time, share in self.steps if time > age or not age) / waiting if waiting else 0.0

    def group(self, ages: Sequence[tuple[float, int]], factor: float, gone: float, spread: float) -> Open:
        """Those of about one age: their chance as sure as many were watched at it, and as months are alike.

        `spread` is the variance between months, over the square of the rate.
        """
        n = sum(count for _, count in ages)
        age = min(sum(length * count for length, count in ages) / n, self.latest)
        chance = min(1.0, factor * self.chance(age))
        at_risk = self.sets.at_risk[min(bisect_right(self.sets.times, age), len(self.sets.times) - 1)]
        sure = at_risk / (1 + at_risk * spread * chance / (1 - chance)) if chance < 1 else at_risk
        rate = Beta(max(chance * sure, HALF * chance + 1e-6), max((1 - chance) * sure, HALF))
        return Open(n, rate, self.lag(age, gone))

    def lag(self, age: float, gone: float) -> Lag:
        """In which month, from the current one on, those move on who still do."""
        months: dict[int, float] = {}
        for time, share in self.steps:
            if time > age or not age:
                month = int((time - age) / MONTH_MINUTES + gone)
                months[month] = months.get(month, 0.0) + share
        total = sum(months.values())
        return tuple(months.get(month, 0.0) / total for month in range(max(months) + 1)) if total else AT_ONCE


def brought(
    steps: Sequence[Known], open_: Mapping[str, Sequence[Open]], entries: Mapping[str, Sequence[float]]
) -> Rows:
    """What comes of those who are open and of entries: who reaches each stage in each month, exactly.

    >>> from headrace.planning.known import Known
    >>> step = Known("sql", 0.5, 0, Source.GIVEN, (0.0, 1.0), (1.0,))
    >>> brought([step], {"sql": [Open(10, 0.2, (1.0,))]}, {"sql": [8]})["won"]
    (2.0, 4.0)
    """
    rows: dict[str, tuple[float, ...]] = {stage: tuple(row) for stage, row in entries.items()}
    names = [*(step.stage for step in steps), WON]
    for step, following in zip(steps, names[1:], strict=True):
        for group in open_.get(step.stage, ()):
            rate = group.rate.mean if isinstance(group.rate, Beta) else group.rate
            rows[following] = added(rows.get(following, ()), [group.n * rate * share for share in group.lag])
    won = rows.pop(WON, ())
    told = forward([step.step for step in steps], rows)
    return {**told, WON: added(told[WON], won)}
