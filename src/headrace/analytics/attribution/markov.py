"""Markov chains: a label is worth the share of conversions that would be lost without it.

The states are the last k labels of a path, fewer at its beginning, with a start before them and CONV and NULL after
them; moves are as likely as they were frequent. Without a label, every move to a state whose newest label it is ends in
NULL. All is solved, nothing is simulated. Anderl, Becker, von Wangenheim and Schumann, "Mapping the customer journey:
Lessons learned from graph-based online attribution modeling" (2016).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from headrace.analytics.attribution.credits import Credits, in_proportion
from headrace.analytics.attribution.paths import Paths
from headrace.analytics.attribution.ragged import Floats, Ints, weighed
from headrace.analytics.attribution.states import Moves, counted_moves, moves_of, states_of
from headrace.core.errors import DataRefused

MOST_DENSE = 800
"""Up to so many states the chain is one matrix, inverted once."""
MOST_STEPS = 1_000_000
LEFT_OVER = 1e-13
"""The walk ends when so small a share of the conversions is still under way."""


@dataclass(frozen=True)
class Effects:
    """What a chain says of each label, in the order of `labels`.

    `base` is the chance of a conversion from the start. `removal` is the share of the conversions that would be lost
    without the label, `removal_value` the share of the money; 0 to 1, never adding up to 1.
    """

    labels: tuple[str, ...]
    base: float
    removal: Floats
    removal_value: Floats


def markov(paths: Paths, order: int = 1) -> Credits:
    """The credits of a chain that remembers the last `order` labels.

    Each label gets conversions in proportion to its removal effect, and money in proportion to its removal effect on
    money, rounded once over all paths. Paths without a conversion are needed: refused where there are none.

    >>> from headrace.analytics.attribution.paths import counted
    >>> told = markov(counted([(["a", "b", "c"], 1, 900, 0), (["a"], 0, 0, 1), (["b", "c"], 0, 0, 1)]))
    >>> told.conversions.round(6).tolist(), told.value.tolist()
    ([0.2, 0.4, 0.4], [180, 360, 360])
    """
    return of_moves(moves_of(paths, order))


def of_moves(moves: Moves) -> Credits:
    """The same from moves that were counted already."""
    found = _effects(moves, MOST_DENSE)
    value = in_proportion(found.removal_value, int(moves.value.sum()))
    return Credits(found.labels, _proportional(found.removal, float(moves.conversions.sum())), value)


def effects(paths: Paths, order: int = 1, most_dense: int = MOST_DENSE) -> Effects:
    """The removal effects of a chain that remembers the last `order` labels.

    Labels in no path with a conversion have none. From `order` = the longest path on, a label's effect is the share of
    conversions whose path holds it. Up to `most_dense` states a matrix is inverted; beyond, walks are followed.
    """
    return _effects(moves_of(paths, order), most_dense)


def _effects(moves: Moves, most_dense: int) -> Effects:
    if not moves.nulls.any():
        raise DataRefused(
            "Removal effects need paths without a conversion, and there are none.",
            hint="Give the journeys that ended without one, or choose another model.",
        )
    return Effects(moves.labels, float(moves.conversions.sum() / moves.judged), *removals(moves, most_dense))


def resampled(paths: Paths, order: int = 1) -> Callable[[Floats, Floats, Floats], Floats]:
    """A function from conversions, value and nulls of each path to the labels' credits: what a bootstrap repeats."""
    states = states_of(paths, order)

    def credited(conversions: Floats, value: Floats, nulls: Floats) -> Floats:
        removal, _ = removals(counted_moves(paths, states, conversions, value, nulls))
        return _proportional(removal, float(conversions.sum()))

    return credited


def _proportional(parts: Floats, amount: float) -> Floats:
    total = float(parts.sum())
    return parts * (amount / total if total else 0.0)


# -- what a removal does to the chances ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chain:
    """The chances that follow from moves: `start` per state, `chance` per kind of move (`source` to `target`).

    `gains` has a row for conversions and one for money: what comes, on average, at once of being in a state. `visits`
    is how often a walk from the start is in each state.
    """

    source: Ints
    target: Ints
    start: Floats
    chance: Floats
    gains: Floats
    visits: Floats

    @property
    def base(self) -> Floats:
        """What a walk from the start gains: the chance of a conversion, and its expected value."""
        gained: Floats = self.gains @ self.visits
        return gained


def removals(moves: Moves, most_dense: int = MOST_DENSE) -> tuple[Floats, Floats]:
    """The removal effect of each label on conversions and on money, 0 to 1."""
    if not moves.judged:
        return np.zeros(len(moves.labels)), np.zeros(len(moves.labels))
    chain = _chain(moves)
    groups = [np.nonzero(moves.newest == label)[0] for label in range(len(moves.labels))]
    lost = _by_matrix(chain, groups) if len(moves) <= most_dense else _by_walking(chain, groups)
    base = chain.base[:, np.newaxis]
    shares = np.clip(lost / np.where(base > 0, base, 1), 0, 1)
    return shares[0], shares[1]


def _chain(moves: Moves) -> Chain:
    size, inner = len(moves), moves.source < len(moves)
    visited = weighed(moves.target, moves.often, size)
    often = np.maximum(visited, 1e-300)
    start = weighed(moves.target[~inner], moves.often[~inner], size) / moves.judged
    source, target = moves.source[inner], moves.target[inner]
    gains = np.array([moves.conversions, moves.value]) / often
    # What was counted is what the chain does on average, so its visits need no solving.
    return Chain(source, target, start, moves.often[inner] / often[source], gains, visited / moves.judged)


def _by_matrix(chain: Chain, groups: Sequence[Ints]) -> Floats:
    """What is lost without each group of states: one row for conversions, one for money.

    The inverse tells how often each state is visited from each other one. With h, how often a walk first meets each
    state of the group B, visits_B = h N_BB; from there it would gain N gains, so h N gains is lost.
    """
    size = len(chain.visits)
    moves = np.zeros((size, size))
    moves[chain.source, chain.target] = chain.chance
    visits_from = np.linalg.inv(np.eye(size) - moves)
    ahead = chain.gains @ visits_from.T
    met = [np.linalg.solve(visits_from[np.ix_(group, group)].T, chain.visits[group]) for group in groups]
    return np.array([ahead[:, group] @ first for group, first in zip(groups, met, strict=True)]).T


def _by_walking(chain: Chain, groups: Sequence[Ints]) -> Floats:
    """The same for chains too large for a matrix: all walks at once, until hardly any is under way.

    What is still under way bounds the error, so this is exact to `LEFT_OVER` of what there is to gain.
    """
    return np.array([chain.base - chain.gains @ _visits_without(chain, group) for group in groups]).T


def _visits_without(chain: Chain, group: Ints) -> Floats:
    """How often a walk is in each state when every move to a state of the group ends in NULL."""
    allowed = np.ones(len(chain.visits), dtype=np.bool_)
    allowed[group] = False
    possible = allowed[chain.target]
    source, target, chance = chain.source[possible], chain.target[possible], chain.chance[possible]
    most = chain.gains.max(axis=1)
    enough = LEFT_OVER * np.min(chain.base[most > 0] / most[most > 0], initial=1.0)
    under_way = chain.start * allowed
    visits = under_way.copy()
    for _ in range(MOST_STEPS):
        if under_way.sum() <= enough:
            return visits
        under_way = weighed(target, under_way[source] * chance, len(visits))
        visits += under_way
    raise DataRefused("The walks of this chain are too long to follow.", hint="Choose a lower order.")
