"""Shapley values: a label is worth what it adds to the sets of labels that it joins, averaged over all orders.

Two games. In the sum game a set is worth the conversions of all paths within it; then each path's conversions split
equally among its distinct labels, without going through 2^n sets. Zhao, Mahboobi and Bagheri, "Shapley Value Methods
for Attribution Modeling in Online Advertising" (2018). In the rate game a set is worth the share of paths within it
that converted: adding a label may harm, so values may be negative, and stay so.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import comb

import numpy as np
from numpy.typing import NDArray

from headrace.analytics.attribution.credits import Credits, of_cells
from headrace.analytics.attribution.paths import Cells, Paths, Walks
from headrace.analytics.attribution.ragged import Floats, Ints, Number, spread, weighed
from headrace.core.errors import UsageError

MOST_EXACT = 20
"""Up to so many labels all sets are gone through: 2^20 of them take some 50 MB."""
PERMUTATIONS = 2_000


def shapley(walks: Walks) -> Credits:
    """The credits of the sum game: each path's conversions and money, equally over its distinct labels.

    >>> from headrace.analytics.attribution.paths import counted
    >>> told = shapley(Walks(counted([("A", 4, 0, 0), ("B", 3, 0, 0), ("AB", 6, 0, 0), ("ABC", 3, 0, 0)])))
    >>> told.conversions.round(6).tolist()
    [8.0, 7.0, 1.0]
    """
    return of_cells(walks, equal_shares(walks.paths.cells))


def equal_shares(cells: Cells) -> Floats:
    """The share of each path's credit that its distinct labels get: all the same."""
    return 1 / spread(np.diff(cells.starts), cells.starts)


@dataclass(frozen=True, slots=True)
class PlacedCredit:
    """What a label gets for the paths in which it first stands at `place`, from 1."""

    label: str
    place: int
    conversions: float
    value: int


def ordered(walks: Walks) -> list[PlacedCredit]:
    """The credits of the sum game, apart for each place in the path where a label first appears; by label and place."""
    cells, labels = walks.paths.cells, walks.paths.labels
    longest = int(cells.first.max(initial=0)) + 1
    pairs, numbers = np.unique(cells.label * longest + cells.first, return_inverse=True)
    named = tuple(f"{number}" for number in range(len(pairs)))
    apart = replace(walks.paths, labels=named, code=numbers[cells.of].astype(np.int64))
    return [
        PlacedCredit(labels[pair // longest], int(pair % longest), credit.conversions, credit.value)
        for pair, credit in zip(pairs, shapley(replace(walks, paths=apart)), strict=True)
    ]


@dataclass(frozen=True)
class Rates:
    """What each label adds to the conversion rate; may be negative. They add up to `base`, the rate of all paths.

    `error` is the standard error of sampled values, None where all sets were gone through.
    """

    labels: tuple[str, ...]
    base: float
    rates: Floats
    error: Floats | None = None


def rate_game(paths: Paths, seed: int = 0, permutations: int = PERMUTATIONS, most_exact: int = MOST_EXACT) -> Rates:
    """The rate game: a set is worth the rate of the paths within it, no paths and no set nothing.

    Up to `most_exact` labels exactly; beyond, over so many random orders, the same for the same seed, with their
    standard error.
    """
    judged = paths.conversions + paths.nulls
    base = float(paths.conversions.sum() / judged.sum()) if judged.sum() else 0.0
    if len(paths.labels) <= most_exact:
        return Rates(paths.labels, base, exact_rates(paths)(paths.conversions, paths.value, paths.nulls))
    if permutations < 2:
        raise UsageError("A standard error needs at least two random orders.")
    return Rates(paths.labels, base, *_sampled(paths, seed, permutations))


def exact_rates(paths: Paths) -> Callable[[Floats | Ints, Floats | Ints, Floats | Ints], Floats]:
    """A function from conversions, value and nulls of each path to the labels' values of the rate game."""
    players, cells = len(paths.labels), paths.cells
    if players > MOST_EXACT:
        raise UsageError(
            f"The rate game of {players} labels has too many sets.",
            hint=f"At most {MOST_EXACT} labels; group the rare ones.",
        )
    members = np.add.reduceat(1 << cells.label, cells.starts[:-1]) if len(cells.label) else cells.label

    def values(conversions: Floats | Ints, _: Floats | Ints, nulls: Floats | Ints) -> Floats:
        converted, judged = (
            _of_subsets(weighed(members, each, 1 << players), players) for each in (conversions, conversions + nulls)
        )
        return _shapley(converted / np.where(judged > 0, judged, 1), players)

    return values


def _by_player(worth: NDArray[Number], player: int) -> tuple[NDArray[Number], NDArray[Number]]:
    """Views on the worth of the sets without a player, and of the same sets with it."""
    halves = worth.reshape(-1, 2, 1 << player)
    return halves[:, 0], halves[:, 1]


def _of_subsets(amounts: Floats, players: int) -> Floats:
    """Of each set the sum over all sets within it (the zeta transform), in n 2^n additions."""
    for player in range(players):
        without, joined = _by_player(amounts, player)
        joined += without
    return amounts


def _shapley(worth: Floats, players: int) -> Floats:
    """The Shapley values of a game given by the worth of each set of players, as bits."""
    sizes = np.bitwise_count(np.arange(1 << players, dtype=np.uint32)).astype(np.int64)
    chance = np.array([1 / (players * comb(players - 1, size)) for size in range(players)])
    values = np.empty(players)
    for player in range(players):
        without, joined = _by_player(worth, player)
        values[player] = np.sum((joined - without) * chance[_by_player(sizes, player)[0]])
    return values


def _sampled(paths: Paths, seed: int, permutations: int) -> tuple[Floats, Floats]:
    """The mean of what each label adds when the labels join in a random order, and its standard error."""
    random, players = np.random.default_rng(seed), len(paths.labels)
    added = np.array([_added(paths, random.permutation(players)) for _ in range(permutations)])
    return added.mean(axis=0), added.std(axis=0, ddof=1) / np.sqrt(permutations)


def _added(paths: Paths, rank: Ints) -> Floats:
    """What each label adds to the rate when it joins at its rank: a path is within once its last label has joined."""
    complete = np.maximum.reduceat(rank[paths.cells.label], paths.cells.starts[:-1])
    converted, judged = (
        np.cumsum(weighed(complete, each, len(rank))) for each in (paths.conversions, paths.conversions + paths.nulls)
    )
    return np.diff(converted / np.where(judged > 0, judged, 1), prepend=0.0)[rank]
