"""Credits: how many conversions, and how much money, each label gets; they add up to what there was, exactly."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from headrace.analytics.attribution.paths import NONE, Paths, Tally, Walks
from headrace.analytics.attribution.ragged import Floats, Ints, apportioned, spread, sums, totals, weighed


@dataclass(frozen=True, slots=True)
class Credit:
    """What one label gets: conversions, and their value in minor units. `label` None: nobody is credited."""

    label: str | None
    conversions: float
    value: int


@dataclass(frozen=True)
class Credits:
    """What each label gets from one model.

    `conversions` and `value` (minor units) stand in the order of `labels`; with `unattributed` (converted, but the
    model found no touch to credit) and `unseen` (converted without any touch) they add up to all conversions, to a
    billionth, and to all money, to the last unit.
    """

    labels: tuple[str, ...]
    conversions: Floats
    value: Ints
    unattributed: Tally = NONE
    unseen: Tally = NONE

    def __iter__(self) -> Iterator[Credit]:
        """One row per label."""
        for label, conversions, value in zip(self.labels, self.conversions, self.value, strict=True):
            yield Credit(label, float(conversions), int(value))

    @property
    def total(self) -> Tally:
        """All conversions and all money, credited or not."""
        parts = (Tally(float(self.conversions.sum()), int(self.value.sum())), self.unattributed, self.unseen)
        return Tally(sum(part.conversions for part in parts), sum(part.value for part in parts))


def of_touches(walks: Walks, weights: Floats) -> Credits:
    """The credits that follow from each touch's share of its path (`positional.weights`)."""
    return of_cells(walks, per_cell(walks.paths, weights))


def per_cell(paths: Paths, weights: Floats) -> Floats:
    """The share of its path's credit that each of the path's distinct labels gets."""
    return weighed(paths.cells.of, weights, len(paths.cells.label))


def of_cells(walks: Walks, shares: Floats) -> Credits:
    """The credits that follow from the shares of each path's distinct labels.

    Money is rounded once, where a deal's value is split among its labels: by largest remainder, so that the credits
    of every deal add up to it. Where paths are counted together and no single deal is known, it is rounded once per
    label, over all paths.
    """
    paths, cells = walks.paths, walks.paths.cells
    credited = sums(shares, cells.starts) > 0
    conversions = totals(cells.label, shares * spread(paths.conversions, cells.starts), len(paths.labels))
    missed = Tally(float(paths.conversions[~credited].sum()), int(paths.value[~credited].sum()))
    return Credits(
        paths.labels,
        conversions,
        _money(paths, shares, np.where(credited, paths.value, 0)),
        _both(missed, walks.unattributed),
        walks.unseen,
    )


def _money(paths: Paths, shares: Floats, value: Ints) -> Ints:
    cells, size = paths.cells, len(paths.labels)
    if paths.of_single_deals:
        return totals(cells.label, apportioned(value, shares, cells.starts), size).astype(np.int64)
    return in_proportion(totals(cells.label, shares * spread(value, cells.starts), size), int(value.sum()))


def in_proportion(parts: Floats, amount: int) -> Ints:
    """An amount of minor units in proportion to the parts, whole and exact; nothing where all parts are 0."""
    if not len(parts) or not (total := parts.sum()):
        return np.zeros(len(parts), dtype=np.int64)
    return apportioned(np.array([amount]), parts / total, np.array([0, len(parts)]))


def _both(one: Tally, other: Tally) -> Tally:
    return Tally(one.conversions + other.conversions, one.value + other.value)
