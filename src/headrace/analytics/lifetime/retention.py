"""The retention triangle: cohorts of customers followed by age, and what all of them say together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

Cohort = TypeVar("Cohort")


class Kept(NamedTuple):
    """What there was at an age, and what it is measured against: the same cohorts' amount at 0 or one age earlier."""

    age: int
    amount: int
    of: int

    @property
    def share(self) -> float | None:
        """The share kept; None where there was nothing to keep. Revenue may grow beyond 1."""
        return self.amount / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Triangle(Generic[Cohort]):
    """For each cohort what there was at ages 0, 1, ... up to the last that it reached: customers, or minor units."""

    amounts: Mapping[Cohort, Sequence[int]]

    @property
    def ages(self) -> range:
        """The ages that at least one cohort reached."""
        return range(max(map(len, self.amounts.values()), default=0))

    def shares(self) -> dict[Cohort, list[float | None]]:
        """Each cohort's amounts as shares of its first."""
        return {
            cohort: [Kept(age, amount, row[0]).share for age, amount in enumerate(row)]
            for cohort, row in self.amounts.items()
        }

    def pooled(self) -> list[Kept]:
        """At each age the sum over the cohorts that reached it, of the same cohorts' sum at age 0.

        A sum over a sum: the mean of the cohorts' shares would let the smallest weigh as much as the largest.

        >>> [round(kept.share, 6) for kept in Triangle({1: [100, 80, 72], 2: [120, 90]}).pooled()]
        [1.0, 0.772727, 0.72]
        """
        return [self._kept(age, 0) for age in self.ages]

    def steps(self) -> list[Kept]:
        """At each age from 1 the sum over the cohorts that reached it, of the same cohorts' sum one age before.

        Their product says what is left of a cohort that lives through all the steps, each taken from all who took it.

        >>> [round(kept.share, 6) for kept in Triangle({1: [100, 80, 72], 2: [120, 90]}).steps()]
        [0.772727, 0.9]
        """
        return [self._kept(age, age - 1) for age in self.ages[1:]]

    def _kept(self, age: int, earlier: int) -> Kept:
        reached = [row for row in self.amounts.values() if len(row) > age]
        return Kept(age, sum(row[age] for row in reached), sum(row[earlier] for row in reached))


def triangle(rows: Iterable[tuple[Cohort, int, int]], reached: Mapping[Cohort, int]) -> Triangle[Cohort]:
    """The triangle of rows (cohort, age in whole periods, customers or minor units).

    `reached` gives for each cohort the last age that it has completed at the as-of date. Up to there an age without a
    row is a zero: all had left. A row beyond it is of an age that has only begun, and is left out. Several rows of a
    cohort and age add up.

    >>> triangle([("March", 0, 100), ("March", 2, 72)], {"March": 2}).amounts
    {'March': [100, 0, 72]}
    """
    amounts = {cohort: [0] * (last + 1) for cohort, last in reached.items()}
    for cohort, age, amount in rows:
        if cohort in amounts and age <= reached[cohort]:
            amounts[cohort][age] += amount
    return Triangle(amounts)
