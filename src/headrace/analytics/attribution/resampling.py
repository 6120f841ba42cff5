"""Intervals of credits: how much they would differ had other journeys of the same kind come by.

The bootstrap draws as many journeys as there were, with replacement, and asks the model again; the middle 95 % of
its answers are the interval. Efron and Tibshirani, "An Introduction to the Bootstrap" (1993).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from headrace.analytics.attribution.credits import per_cell
from headrace.analytics.attribution.markov import resampled as markov_resampled
from headrace.analytics.attribution.paths import Paths, Walks
from headrace.analytics.attribution.positional import Positional, weights
from headrace.analytics.attribution.ragged import Floats, Ints, spread, sums, totals
from headrace.analytics.attribution.shapley import equal_shares, exact_rates
from headrace.analytics.attribution.window import Seen
from headrace.core.errors import UsageError

REPLICATES = 1_000
SHARE = 0.95
BASE = np.uint64(1_099_511_628_211)
"""A prime: in its powers paths become numbers."""

Model = Callable[[Floats, Floats, Floats], Floats]
"""From the conversions, value and nulls of each path to a number for each label."""


@dataclass(frozen=True)
class Intervals:
    """The ends of each label's interval, in the order of `labels`, in conversions (the rate game: in rates)."""

    labels: tuple[str, ...]
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """How often to draw, from which seed, and the share of answers that an interval holds. The same seed, the same."""

    seed: int = 0
    replicates: int = REPLICATES
    share: float = SHARE

    def __post_init__(self) -> None:
        if self.replicates < 2 or not 0 < self.share < 1:
            raise UsageError("An interval needs two draws or more, and a share between 0 and 1.")


def of_rule(seen: Seen, rule: Positional, how: Bootstrap = Bootstrap()) -> Intervals:
    """The intervals of a rule's credits. Null journeys, and those without a touch to credit, are drawn as well."""
    walks = seen.walks
    dates = [each for each in (walks.end_us, _dates_of(walks)) if each is not None]
    return _of_shares(seen, per_cell(walks.paths, weights(rule, walks)), how, dates)


def of_shapley(seen: Seen, how: Bootstrap = Bootstrap()) -> Intervals:
    """The intervals of the sum game's credits."""
    return _of_shares(seen, equal_shares(seen.walks.paths.cells), how)


def of_markov(paths: Paths, order: int = 1, how: Bootstrap = Bootstrap()) -> Intervals:
    """The intervals of a Markov chain's credits."""
    return _intervals(paths, markov_resampled(paths, order), 0, how)


def of_rate_game(paths: Paths, how: Bootstrap = Bootstrap()) -> Intervals:
    """The intervals of the rate game, of as many labels as it can go through exactly."""
    return _intervals(paths, exact_rates(paths), 0, how)


def _dates_of(walks: Walks) -> Ints | None:
    return None if walks.at_us is None else sums(walks.at_us, walks.paths.starts)


def _of_shares(seen: Seen, shares: Floats, how: Bootstrap, dates: Sequence[Ints] = ()) -> Intervals:
    paths, cells = seen.walks.paths, seen.walks.paths.cells

    def credited(conversions: Floats, _value: Floats, _nulls: Floats) -> Floats:
        return totals(cells.label, shares * spread(conversions, cells.starts), len(paths.labels))

    others = seen.population.converted + seen.population.null - int(paths.conversions.sum())
    return _intervals(paths, credited, others, how, dates)


def _intervals(paths: Paths, model: Model, others: int, how: Bootstrap, dates: Sequence[Ints] = ()) -> Intervals:
    worth = paths.value / np.maximum(paths.conversions, 1)
    answers = np.array(
        [model(conversions, conversions * worth, nulls) for conversions, nulls in _draws(paths, others, how, dates)]
    )
    low, high = np.quantile(answers, [(1 - how.share) / 2, (1 + how.share) / 2], axis=0)
    return Intervals(paths.labels, low, high)


def _draws(paths: Paths, others: int, how: Bootstrap, dates: Sequence[Ints]) -> Iterator[tuple[Floats, Floats]]:
    """Conversions and nulls of each path, drawn anew; `others` are journeys that stand in none of the paths."""
    random, order = np.random.default_rng(how.seed), _by_content(paths, dates)
    often = np.concatenate((paths.conversions[order], paths.nulls[order], [others]))
    draw = _one_by_one if often[:-1].max(initial=0) <= 1 else _by_kind
    for _ in range(how.replicates):
        drawn = draw(random, often)
        conversions, nulls = np.empty(len(paths)), np.empty(len(paths))
        conversions[order], nulls[order] = drawn[: len(paths)], drawn[len(paths) : -1]
        yield conversions, nulls


def _by_content(paths: Paths, dates: Sequence[Ints]) -> Ints:
    """The rows by what they tell: the order that they come in is that of ids, which are other ones in each company."""
    place = np.arange(len(paths.code)) - spread(paths.starts[:-1], paths.starts)
    # A polynomial in the places, modulo 2^64: two rows that differ in their labels alone hardly ever share it.
    told = sums((paths.code.astype(np.uint64) + 1) * BASE ** place.astype(np.uint64), paths.starts)
    return np.lexsort((*dates, paths.nulls, paths.conversions, paths.value, told))


def _by_kind(random: np.random.Generator, often: Ints) -> Floats:
    return random.multinomial(int(often.sum()), often / often.sum()).astype(np.float64)


def _one_by_one(random: np.random.Generator, often: Ints) -> Floats:
    """The same where each kind is one journey, some ten times faster."""
    [single] = np.nonzero(often[:-1])
    journeys = len(single) + int(often[-1])
    hits = np.bincount(random.integers(0, journeys, journeys), minlength=journeys)
    drawn = np.zeros(len(often))
    drawn[single] = hits[: len(single)]
    drawn[-1] = hits[len(single) :].sum()
    return drawn
