"""Looking back: which touches of which journeys a model sees, and what became of all others."""

from dataclasses import astuple, dataclass, replace

import numpy as np

from headrace.analytics.attribution.outcome import Outcome
from headrace.analytics.attribution.paths import MISSING, Journeys, Paths, Tally, Walks
from headrace.analytics.attribution.ragged import Flags, Ints, counts, spread, stretches
from headrace.core.units import DAY_US

WINDOW_US = 180 * DAY_US
"""How far a model looks back, unless it says otherwise."""


@dataclass(frozen=True, slots=True)
class Population:
    """How many journeys of which kind. Converted and null ones are judged; `aged` of the null ones were open too long.

    Of the converted, `unattributed` have no touch within the window, `unseen` none at all.
    """

    converted: int
    null: int
    aged: int
    open: int
    unattributed: int
    unseen: int

    def __add__(self, other: "Population") -> "Population":
        return Population(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class Seen:
    """What a model sees through its window: all judged paths, the converted ones with their dates, and how many.

    `journey` tells which journey each of the `walks` is.
    """

    paths: Paths
    walks: Walks
    journey: Ints
    population: Population


def look_back(journeys: Journeys, as_of_us: int, window_us: int = WINDOW_US, *, every_label: bool = False) -> Seen:
    """What lies at most `window_us` before the end of each journey, and not after it.

    Open journeys are left out until their newest touch is older than the window at `as_of_us`: nothing that happens
    now could credit it any more. From then on they are null, and end with that touch. Journeys of which no touch is
    left are in no path; they are counted. Labels in no path are left out, unless `every_label` is wanted.
    """
    first, past = journeys.starts[:-1], journeys.starts[1:]
    touched = past > first
    newest = np.full(len(journeys), MISSING)
    newest[touched] = journeys.at_us[past[touched] - 1]
    aged = (journeys.outcome == Outcome.OPEN) & touched & (newest < as_of_us - window_us)
    converted = journeys.outcome == Outcome.CONVERTED
    judged = converted | aged | (journeys.outcome == Outcome.NULL)
    low, high = _within(journeys, judged & touched, np.where(aged, newest, journeys.end_us), window_us)
    left = judged & (high > low)
    outside, unseen = converted & touched & ~left, converted & ~touched
    population = Population(
        converted=int(converted.sum()),
        null=int((judged & ~converted).sum()),
        aged=int(aged.sum()),
        open=int((~judged).sum()),
        unattributed=int(outside.sum()),
        unseen=int(unseen.sum()),
    )
    paths, _ = _paths(journeys, low, high, np.nonzero(left)[0])
    [theirs] = np.nonzero(converted & left)
    walks = _walks(journeys, low, high, theirs, _tally(journeys, outside), _tally(journeys, unseen))
    seen = Seen(paths, walks, theirs, population)
    return seen if every_label else _of(paths.met, seen)


def _of(met: Flags, seen: Seen) -> Seen:
    """What was seen, with the labels that were met: a channel in no path has no row."""
    if met.all():
        return seen
    paths, walks = (_relabelled(met, paths) for paths in (seen.paths, seen.walks.paths))
    return replace(seen, paths=paths, walks=replace(seen.walks, paths=walks))


def _relabelled(met: Flags, paths: Paths) -> Paths:
    labels = tuple(label for label, there in zip(paths.labels, met, strict=True) if there)
    return replace(paths, labels=labels, code=(np.cumsum(met) - 1)[paths.code])


def _within(journeys: Journeys, rows: Flags, end: Ints, window_us: int) -> tuple[Ints, Ints]:
    """From where to where the touches of each of the rows lie within its window; those of the others stay whole."""
    low, high = journeys.starts[:-1].copy(), journeys.starts[1:].copy()
    [some] = np.nonzero(rows)
    # Touches are in order: a journey whose first and last ones are within the window needs no look at the rest.
    outside = (journeys.at_us[low[some]] < end[some] - window_us) | (journeys.at_us[high[some] - 1] > end[some])
    cut = some[outside]
    inner, starts = stretches(low[cut], high[cut])
    at_us, ends = journeys.at_us[inner], spread(end[cut], starts)
    low[cut] += counts(at_us < ends - window_us, starts)
    high[cut] -= counts(at_us > ends, starts)
    return low, high


def _paths(journeys: Journeys, low: Ints, high: Ints, rows: Ints) -> tuple[Paths, Ints]:
    inner, starts = stretches(low[rows], high[rows])
    converted = (journeys.outcome[rows] == Outcome.CONVERTED).astype(np.int64)
    value = journeys.value[rows] * converted
    return Paths(journeys.labels, starts, journeys.code[inner], converted, value, 1 - converted), inner


def _walks(journeys: Journeys, low: Ints, high: Ints, rows: Ints, unattributed: Tally, unseen: Tally) -> Walks:
    paths, inner = _paths(journeys, low, high, rows)
    return Walks(
        paths,
        journeys.at_us[inner],
        journeys.direct[inner],
        journeys.end_us[rows],
        journeys.lead_us[rows],
        journeys.opportunity_us[rows],
        unattributed,
        unseen,
    )


def _tally(journeys: Journeys, rows: Flags) -> Tally:
    return Tally(int(rows.sum()), int(journeys.value[rows].sum()))
