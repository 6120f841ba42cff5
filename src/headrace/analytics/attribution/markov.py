"""Markov chains: a label is worth the share of conversions that would be lost without it.

The states are the last k labels of a path, fewer at its beginning, with a start before them and CONV and NULL after
them; moves are as likely as they were frequent. Without a label, every move to a state whose newest label it is ends in
NULL. All is solved, nothing is simulated. Anderl, Becker, von Wangenheim and Schumann, "Mapping the customer journey:
Lessons learned from graph-based online attribution modeling" (2016).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from headrace.analytics.attribution.credits import Credits, in_proportion
from headrace.analytics.attribution.paths import Paths
from headrace.analytics.attribution.ragged import Floats, Ints, spread, weighed
from headrace.core.errors import DataRefused, UsageError

MOST_DENSE = 800
"""Up to so many states the chain is one matrix, inverted once."""
MOST_STATES = 1_000_000
"""Beyond so many states the chain is refused: each takes some hundred bytes."""
MOST_STEPS = 1_000_000
LEFT_OVER = 1e-13
"""The walk ends when so small a share of the conversions is still under way."""


@dataclass(frozen=True, slots=True)
class States:
    """The states of paths of a given memory.

    `newest` tells each state's newest label, `last` the state in which each path ends. `move` is the kind of move that
    leads to each touch, `source` and `target` are the states of each kind; the start, as a source, comes after all
    others.
    """

    newest: Ints
    last: Ints
    move: Ints
    source: Ints
    target: Ints

    def __len__(self) -> int:
        return len(self.newest)


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain with its chances: `start` per state, `chance` per kind of move.

    `gains` has a row for conversions and one for money: what comes, on average, at once of being in a state. `visits`
    is how often a walk from the start is in each state, `base` what the walk gains.
    """

    states: States
    start: Floats
    chance: Floats
    gains: Floats
    visits: Floats

    @property
    def base(self) -> Floats:
        """What a walk from the start gains: the chance of a conversion, and its expected value."""
        gained: Floats = self.gains @ self.visits
        return gained


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
    found = effects(paths, order)
    value = in_proportion(found.removal_value, int(paths.value.sum()))
    return Credits(found.labels, _proportional(found.removal, float(paths.conversions.sum())), value)


def effects(paths: Paths, order: int = 1, most_dense: int = MOST_DENSE) -> Effects:
    """The removal effects of a chain that remembers the last `order` labels, solved as one matrix or by walking.

    Labels in no path with a conversion have none. From `order` = the longest path on, a label's effect is the share of
    conversions whose path holds it.
    """
    if not paths.nulls.sum():
        raise DataRefused(
            "Removal effects need paths without a conversion, and there are none.",
            hint="Give the journeys that ended without one, or choose another model.",
        )
    states = states_of(paths, order)
    removal, removal_value = removals(paths, states, paths.conversions, paths.value, paths.nulls, most_dense)
    base = float(paths.conversions.sum() / (paths.conversions.sum() + paths.nulls.sum()))
    return Effects(paths.labels, base, removal, removal_value)


def resampled(paths: Paths, order: int = 1) -> Callable[[Floats, Floats, Floats], Floats]:
    """A function from conversions, value and nulls of each path to the labels' credits: what a bootstrap repeats."""
    states = states_of(paths, order)

    def credited(conversions: Floats, value: Floats, nulls: Floats) -> Floats:
        return _proportional(removals(paths, states, conversions, value, nulls)[0], float(conversions.sum()))

    return credited


def _proportional(parts: Floats, amount: float) -> Floats:
    total = float(parts.sum())
    return parts * (amount / total if total else 0.0)


# -- the states ------------------------------------------------------------------------------------------


def states_of(paths: Paths, order: int) -> States:
    """The states of paths when the last `order` labels are remembered."""
    if order < 1:
        raise UsageError(f"A chain cannot remember {order} labels.", hint="An order from 1.")
    of, newest = _remembering(paths, order)
    size = len(newest)
    move, kinds = _numbered(_preceded(of, paths.starts, size) + of, (size + 1) * size)
    return States(newest, of[paths.starts[1:] - 1], move, kinds // size, kinds % size)


def _remembering(paths: Paths, order: int) -> tuple[Ints, Ints]:
    """The state of each touch, and each state's newest label: every round tells apart what came one touch earlier."""
    alphabet = len(paths.labels)
    of, newest = _numbered(paths.code, alphabet)
    for _ in range(order - 1):
        keys = _preceded(of, paths.starts, len(newest), alphabet) + paths.code
        finer, kinds = _numbered(keys, (len(newest) + 1) * alphabet)
        if len(kinds) == len(newest):
            break
        of, newest = finer, kinds % alphabet
        _check_size(len(newest), order)
    return of, newest


def _preceded(of: Ints, starts: Ints, size: int, factor: int = 0) -> Ints:
    """The state before each touch times the factor (`size` of them unless told otherwise); at a start, state `size`."""
    factor = factor or size
    before = np.empty_like(of)
    np.multiply(of[:-1], factor, out=before[1:])
    before[starts[:-1]] = size * factor
    return before


def _check_size(states: int, order: int) -> None:
    if states > MOST_STATES:
        raise DataRefused(
            f"A chain of order {order} has more than {MOST_STATES:,} states here.",
            hint="Choose a lower order, or coarser labels.",
        )


def _numbered(keys: Ints, size: int) -> tuple[Ints, Ints]:
    """The keys numbered from 0 in ascending order, and the key of each number; all keys are below `size`."""
    if size > max(1 << 20, 4 * len(keys)):
        kinds, numbers = np.unique(keys, return_inverse=True)
        return numbers.astype(np.int64), kinds
    there = np.bincount(keys, minlength=size) > 0
    numbers = keys if there.all() else (np.cumsum(there) - 1)[keys]
    return numbers, np.nonzero(there)[0]


# -- the chances, and what a removal does to them --------------------------------------------------------


def removals(
    paths: Paths,
    states: States,
    conversions: Floats | Ints,
    value: Floats | Ints,
    nulls: Floats | Ints,
    most_dense: int = MOST_DENSE,
) -> tuple[Floats, Floats]:
    """The removal effect of each label on conversions and on money, 0 to 1.

    `conversions`, `value` and `nulls` are of the paths, which may thereby be weighted anew.
    """
    judged = conversions + nulls
    if not judged.any():
        return np.zeros(len(paths.labels)), np.zeros(len(paths.labels))
    chain = _chain(paths, states, judged, (conversions, value))
    groups = [np.nonzero(states.newest == label)[0] for label in range(len(paths.labels))]
    lost = _by_matrix(chain, groups) if len(states) <= most_dense else _by_walking(chain, groups)
    base = chain.base[:, np.newaxis]
    shares = np.clip(lost / np.where(base > 0, base, 1), 0, 1)
    return shares[0], shares[1]


def _chain(paths: Paths, states: States, judged: Floats | Ints, gained: Sequence[Floats | Ints]) -> Chain:
    size, begins = len(states), states.source == len(states)
    moved = _moves(paths, states, judged)
    visited = weighed(states.target, moved, size)
    often = np.maximum(visited, 1e-300)
    start = weighed(states.target[begins], moved[begins], size) / judged.sum()
    inner = replace(states, source=states.source[~begins], target=states.target[~begins])
    chance = moved[~begins] / often[inner.source]
    gains = np.array([weighed(states.last, each, size) / often for each in gained])
    # What was counted is what the chain does on average, so its visits need no solving.
    return Chain(inner, start, chance, gains, visited / judged.sum())


def _moves(paths: Paths, states: States, judged: Floats | Ints) -> Floats:
    """How often each kind of move was made."""
    kinds = len(states.source)
    if np.all(judged == 1):
        return np.bincount(states.move, minlength=kinds).astype(np.float64)
    return weighed(states.move, spread(judged, paths.starts), kinds)


def _by_matrix(chain: Chain, groups: Sequence[Ints]) -> Floats:
    """What is lost without each group of states: one row for conversions, one for money.

    The inverse tells how often each state is visited from each other one. With h, how often a walk first meets each
    state of the group B, visits_B = h N_BB; from there it would gain N gains, so h N gains is lost.
    """
    states, size = chain.states, len(chain.states)
    moves = np.zeros((size, size))
    moves[states.source, states.target] = chain.chance
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
    states = chain.states
    allowed = np.ones(len(states), dtype=np.bool_)
    allowed[group] = False
    possible = allowed[states.source] & allowed[states.target]
    source, target, chance = states.source[possible], states.target[possible], chain.chance[possible]
    most = chain.gains.max(axis=1)
    enough = LEFT_OVER * np.min(chain.base[most > 0] / most[most > 0], initial=1.0)
    under_way = chain.start * allowed
    visits = under_way.copy()
    for _ in range(MOST_STEPS):
        if under_way.sum() <= enough:
            return visits
        under_way = weighed(target, under_way[source] * chance, len(states))
        visits += under_way
    raise DataRefused("The walks of this chain are too long to follow.", hint="Choose a lower order.")
