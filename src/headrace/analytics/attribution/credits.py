"""Credits: how many conversions, and how much money, each label gets; they add up to what there was, exactly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from headrace.analytics.attribution.paths import NONE, Paths, Tally, Walks
from headrace.analytics.attribution.positional import Positional, sole_holders, weights
from headrace.analytics.attribution.ragged import Flags, Floats, Ints, apportioned, sums, totals, weighed


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


def of_touches(walks: Walks, shares: Floats) -> Credits:
    """The credits that follow from each touch's share of its path (`positional.weights`)."""
    return of_cells(walks, per_cell(walks.paths, shares))


def of_rule(walks: Walks, rule: Positional) -> Credits:
    """The credits of a rule, the short way for those that credit one touch of each path alone."""
    holder = sole_holders(rule, walks)
    return of_touches(walks, weights(rule, walks)) if holder is None else _of_holders(walks, holder)


def _of_holders(walks: Walks, holder: Ints) -> Credits:
    paths, credited = walks.paths, holder >= 0
    label = paths.code[holder[credited]]
    conversions, value = (totals(label, each[credited], len(paths.labels)) for each in (paths.conversions, paths.value))
    missed = _both(_tally(paths, ~credited), walks.unattributed)
    return Credits(paths.labels, conversions, value.astype(np.int64), missed, walks.unseen)


def _tally(paths: Paths, rows: Flags) -> Tally:
    return Tally(float(paths.conversions[rows].sum()), int(paths.value[rows].sum()))


def per_cell(paths: Paths, shares: Floats) -> Floats:
    """The share of its path's credit that each of the path's distinct labels gets."""
    return weighed(paths.cells.of, shares, len(paths.cells.label))


def of_cells(walks: Walks, shares: Floats) -> Credits:
    """The credits that follow from the shares of each path's distinct labels.

    Money is rounded once, where a deal's value is split among its labels: by largest remainder, so that the credits
    of every deal add up to it. Where paths are counted together and no single deal is known, it is rounded once per
    label, over all paths.
    """
    paths, cells = walks.paths, walks.paths.cells
    credited = _credited(shares, cells.starts)
    conversions = totals(cells.label, shares * paths.conversions_of_cells, len(paths.labels))
    return Credits(
        paths.labels,
        conversions,
        _money(paths, shares * paths.value_of_cells, np.where(credited, paths.value, 0)),
        _both(_tally(paths, ~credited), walks.unattributed),
        walks.unseen,
    )


def _credited(shares: Floats, starts: Ints) -> Flags:
    """Which rows have shares: those of a row add up to 1 or are all 0."""
    rows = len(starts) - 1
    return np.ones(rows, dtype=np.bool_) if shares.sum() > rows - 0.5 else sums(shares, starts) > 0


def _money(paths: Paths, exact: Floats, value: Ints) -> Ints:
    cells, size = paths.cells, len(paths.labels)
    if paths.of_single_deals:
        return totals(cells.label, apportioned(value, exact, cells.starts), size).astype(np.int64)
    return in_proportion(totals(cells.label, exact, size), int(value.sum()))


def in_proportion(parts: Floats, amount: int) -> Ints:
    """An amount of minor units in proportion to the parts, whole and exact; nothing where all parts are 0."""
    if not len(parts) or not (total := parts.sum()):
        return np.zeros(len(parts), dtype=np.int64)
    return apportioned(np.array([amount]), parts * (amount / total), np.array([0, len(parts)]))


def _both(one: Tally, other: Tally) -> Tally:
    return Tally(one.conversions + other.conversions, one.value + other.value)


def merged(parts: Sequence[Credits]) -> Credits:
    """The credits of all parts together, which have the same labels."""
    return Credits(
        parts[0].labels,
        np.sum([part.conversions for part in parts], axis=0),
        np.sum([part.value for part in parts], axis=0),
        reduce(_both, (part.unattributed for part in parts)),
        reduce(_both, (part.unseen for part in parts)),
    )


def of_labels(found: Credits, wanted: Flags) -> Credits:
    """The credits of the wanted labels alone; the others have none."""
    labels = tuple(label for label, there in zip(found.labels, wanted, strict=True) if there)
    return replace(found, labels=labels, conversions=found.conversions[wanted], value=found.value[wanted])


def of_nobody(walks: Walks) -> Credits:
    """What no model can credit, for there is no touch; no label gets anything."""
    labels = len(walks.paths.labels)
    nothing = np.zeros(labels, dtype=np.int64)
    return Credits(walks.paths.labels, np.zeros(labels), nothing, walks.unattributed, walks.unseen)
