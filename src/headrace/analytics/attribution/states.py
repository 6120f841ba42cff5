"""The states of a Markov chain, and how often paths moved between them.

A state is the last k labels of a path, fewer at its beginning. The counts are all that a chain needs of the paths.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from headrace.analytics.attribution.paths import Paths
from headrace.analytics.attribution.ragged import Floats, Ints, spread, weighed
from headrace.core.errors import DataRefused, UsageError

MOST_STATES = 1_000_000
"""Beyond so many states a chain is refused: each takes some hundred bytes."""
FEW_LABELS = 255
"""Up to so many labels, a memory of one has a state for each of them, wherever it is counted."""


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


@dataclass(frozen=True)
class Moves:
    """How often paths moved from state to state, and what came of those that ended in each.

    `newest`, `source` and `target` as in `States`; `often` is per kind of move; `conversions`, `value` (minor units)
    and `nulls` are per state.
    """

    labels: tuple[str, ...]
    newest: Ints
    source: Ints
    target: Ints
    often: Floats
    conversions: Floats
    value: Floats
    nulls: Floats

    def __len__(self) -> int:
        return len(self.newest)

    @property
    def judged(self) -> float:
        """How many paths there were."""
        return float(self.conversions.sum() + self.nulls.sum())


def same_everywhere(order: int, labels: int) -> bool:
    """Whether the states follow from the labels alone, so that moves may be counted part by part."""
    return order == 1 and labels <= FEW_LABELS


def moves_of(paths: Paths, order: int = 1) -> Moves:
    """The moves of paths when the last `order` labels are remembered."""
    return counted_moves(paths, states_of(paths, order), paths.conversions, paths.value, paths.nulls)


def counted_moves(
    paths: Paths, states: States, conversions: Floats | Ints, value: Floats | Ints, nulls: Floats | Ints
) -> Moves:
    """The moves of paths of which each led to so many conversions, with that value, and nulls."""
    judged, kinds = conversions + nulls, len(states.source)
    if np.all(judged == 1):
        often = np.bincount(states.move, minlength=kinds).astype(np.float64)
    else:
        often = weighed(states.move, spread(judged, paths.starts), kinds)
    ends = [weighed(states.last, each, len(states)) for each in (conversions, value, nulls)]
    return Moves(paths.labels, states.newest, states.source, states.target, often, *ends)


def added(parts: Sequence[Moves]) -> Moves:
    """The moves of all parts, which have the same states."""
    return replace(
        parts[0],
        often=np.sum([part.often for part in parts], axis=0),
        conversions=np.sum([part.conversions for part in parts], axis=0),
        value=np.sum([part.value for part in parts], axis=0),
        nulls=np.sum([part.nulls for part in parts], axis=0),
    )


def states_of(paths: Paths, order: int) -> States:
    """The states of paths when the last `order` labels are remembered."""
    if order < 1:
        raise UsageError(f"A chain cannot remember {order} labels.", hint="An order from 1.")
    of, newest = _remembering(paths, order)
    size, last = len(newest), of[paths.starts[1:] - 1]
    move, grid = _preceded(of, paths.starts, size, size) + of, (size + 1) * size
    if same_everywhere(order, len(paths.labels)):
        kinds = np.arange(grid)
    else:
        move, kinds = _numbered(move, grid)
    return States(newest, last, move, kinds // size, kinds % size)


def _remembering(paths: Paths, order: int) -> tuple[Ints, Ints]:
    """The state of each touch, and each state's newest label: every round tells apart what came one touch earlier."""
    alphabet = len(paths.labels)
    if order == 1:
        return paths.code, np.arange(alphabet)
    # Only labels that are met: as many states as before then means the same states.
    of, newest = _numbered(paths.code, alphabet)
    for _ in range(order - 1):
        keys = _preceded(of, paths.starts, len(newest), alphabet) + paths.code
        finer, kinds = _numbered(keys, (len(newest) + 1) * alphabet)
        if len(kinds) == len(newest):
            break
        of, newest = finer, kinds % alphabet
        _check_size(len(newest), order)
    return of, newest


def _preceded(of: Ints, starts: Ints, size: int, factor: int) -> Ints:
    """The state before each touch, times the factor; where a path starts, the state is `size`."""
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
