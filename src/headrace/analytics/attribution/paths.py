"""What attribution starts from: journeys with their dated touches, or paths already counted.

A journey is what one conversion or deal came from. A model looks back from its end over a window and sees a path: the
labels of the touches in order. Labels are whatever is credited: channels, campaigns, offers. Instants are
microseconds UTC, money is in minor units of one currency.
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from headrace.analytics.attribution.outcome import Outcome
from headrace.analytics.attribution.ragged import Flags, Floats, Ints, counts, spread, starts_of
from headrace.core.errors import DataRefused

MISSING = int(np.iinfo(np.int64).min)
"""An instant that nobody knows."""
LARGEST_SUM = 1 << 53
OF_JOURNEYS = ("outcome", "end_us", "value", "lead_us", "opportunity_us")


@dataclass(frozen=True, slots=True)
class Touch:
    """One dated touch. `id` decides which of two at the same instant came first; `direct` has no known origin."""

    label: str
    at_us: int
    id: str = ""
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Journey:
    """The touches that may share in one conversion or deal, in any order.

    `end_us` is the conversion or close, or the close without one; an open journey has none. `lead_us` and
    `opportunity_us` are when the lead and the opportunity were created, None where nobody knows. `value` is in
    minor units, and of no account unless converted.
    """

    touches: Sequence[Touch]
    outcome: Outcome = Outcome.CONVERTED
    end_us: int | None = None
    value: int = 0
    lead_us: int | None = None
    opportunity_us: int | None = None


@dataclass(frozen=True)
class Journeys:
    """Many journeys in columns.

    Of touches: `code` is the position in `labels`, `at_us`, and `direct`; those of journey j lie from `starts[j]` to
    `starts[j + 1]`, by instant and then id. Of journeys: `outcome`, `end_us`, `value`, `lead_us`, `opportunity_us`
    (`MISSING` where nobody knows). A journey may be without touches. What does not fit together is refused.
    """

    labels: tuple[str, ...]
    starts: Ints
    code: Ints
    at_us: Ints
    direct: Flags
    outcome: Ints
    end_us: Ints
    value: Ints
    lead_us: Ints
    opportunity_us: Ints

    def __post_init__(self) -> None:
        of_touches = {len(self.code), len(self.at_us), len(self.direct), int(self.starts[-1])}
        of_journeys = {len(getattr(self, name)) for name in OF_JOURNEYS}
        if len(of_touches) > 1 or of_journeys != {len(self.starts) - 1}:
            raise DataRefused("The columns of these journeys have different lengths.")
        if np.any((self.outcome != Outcome.OPEN) & (self.end_us == MISSING)):
            raise DataRefused("A journey has an outcome and no end.", hint="Give when it converted or closed.")
        _check_labels(self.labels, self.code)
        _check_value(self.value)
        self._check_order()

    def _check_order(self) -> None:
        backwards = np.diff(self.at_us) < 0
        inner = self.starts[1:-1]
        backwards[inner[(inner > 0) & (inner < len(self.at_us))] - 1] = False
        if backwards.any():
            raise DataRefused("The touches of a journey are not in order.", hint="Sort them by instant, then by id.")

    def __len__(self) -> int:
        return len(self.outcome)

    def each(self) -> Iterator[Journey]:
        """The journeys one by one."""
        for number in range(len(self)):
            rows = range(int(self.starts[number]), int(self.starts[number + 1]))
            yield Journey(
                [Touch(self.labels[self.code[n]], int(self.at_us[n]), f"{n:020}", bool(self.direct[n])) for n in rows],
                Outcome(int(self.outcome[number])),
                value=int(self.value[number]),
                **{name: _moment(getattr(self, name)[number]) for name in ("end_us", "lead_us", "opportunity_us")},
            )

    def blocks(self, size: int) -> Iterator["Journeys"]:
        """The same journeys, so many at a time, at least one block; what fits together is not checked again."""
        for first in range(0, max(len(self), 1), size):
            starts = self.starts[first : first + size + 1]
            touches = slice(int(starts[0]), int(starts[-1]))
            rows = slice(first, first + size)
            block = copy(self)
            vars(block).update(
                starts=starts - starts[0],
                **{name: getattr(self, name)[touches] for name in ("code", "at_us", "direct")},
                **{name: getattr(self, name)[rows] for name in OF_JOURNEYS},
            )
            yield block


def _moment(at_us: int) -> int | None:
    return None if at_us == MISSING else int(at_us)


@dataclass(frozen=True)
class Paths:
    """Paths with what came of them, one row each; the same path may stand in several rows.

    `code` is the position in `labels` of each touch; those of row r lie from `starts[r]` to `starts[r + 1]`, at least
    one. Each label has a row in every answer. `conversions` and `nulls` count how often the path led to a conversion
    and how often to none; `value` is what its conversions were worth together, in minor units.
    """

    labels: tuple[str, ...]
    starts: Ints
    code: Ints
    conversions: Ints
    value: Ints
    nulls: Ints

    def __post_init__(self) -> None:
        if {len(self.conversions), len(self.value), len(self.nulls)} != {len(self.starts) - 1}:
            raise DataRefused("The columns of these paths have different lengths.")
        if np.any(np.diff(self.starts) < 1) or int(self.starts[-1]) != len(self.code):
            raise DataRefused("A path has no touch.", hint="Count conversions without any touch as unseen.")
        if np.any(self.conversions < 0) or np.any(self.nulls < 0):
            raise DataRefused("A path has fewer than no conversions.")
        if np.any((self.conversions == 0) & (self.value != 0)):
            raise DataRefused("A path without conversions has a value.")
        _check_labels(self.labels, self.code)
        _check_value(self.value)

    def __len__(self) -> int:
        return len(self.conversions)

    @property
    def met(self) -> Flags:
        """Which labels stand in any path."""
        return np.bincount(self.code, minlength=len(self.labels)) > 0

    @cached_property
    def of_single_deals(self) -> bool:
        """Whether each row is one deal at most, so that money can be shared out deal by deal."""
        return bool(np.all(self.conversions <= 1))

    @cached_property
    def cells(self) -> "Cells":
        """Each path's distinct labels."""
        return _cells(self)

    @cached_property
    def conversions_of_cells(self) -> Floats:
        """Each path's conversions, once for each of its distinct labels."""
        return spread(self.conversions.astype(np.float64), self.cells.starts)

    @cached_property
    def value_of_cells(self) -> Floats:
        """Each path's value, once for each of its distinct labels."""
        return spread(self.value.astype(np.float64), self.cells.starts)


@dataclass(frozen=True, slots=True)
class Cells:
    """The distinct labels of each path, by label: those of row r lie from `starts[r]` to `starts[r + 1]`.

    `of` tells the cell of each touch, `label` each cell's label, `first` the place in the path, from 1, of its first
    touch.
    """

    of: Ints
    starts: Ints
    label: Ints
    first: Ints


def _cells(paths: Paths) -> Cells:
    row = spread(np.arange(len(paths)), paths.starts)
    key = row * len(paths.labels) + paths.code
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    new = np.concatenate(([True], ordered[1:] != ordered[:-1])) if len(key) else np.zeros(0, dtype=np.bool_)
    of = np.empty(len(key), dtype=np.int64)
    of[order] = np.cumsum(new) - 1
    foremost = order[new]
    starts = starts_of(np.bincount(row[foremost], minlength=len(paths)))
    return Cells(of, starts, paths.code[foremost].astype(np.int64), foremost - paths.starts[row[foremost]] + 1)


def _check_labels(labels: Sequence[str], code: Ints) -> None:
    if len(code) and not 0 <= code.min() <= code.max() < len(labels):
        raise DataRefused("A touch has a label that is not among the labels.")


def _check_value(value: Ints) -> None:
    if value.min(initial=0) < 0:
        raise DataRefused("A journey is worth less than nothing.", hint="Give what was won; a refund is no deal.")
    # Up to here, sums of whole numbers are exact in the floats that NumPy counts with.
    if float(value.sum(dtype=np.float64)) >= LARGEST_SUM:
        raise DataRefused("The values add up to more than 2^53 minor units.", hint="Count in a coarser unit.")


def gathered(journeys: Iterable[Journey]) -> Journeys:
    """Journeys in columns; their touches are put in order, of the same instant by id. Labels are by name.

    >>> made = gathered([Journey([Touch("fair", 5, "b"), Touch("search", 5, "a")], end_us=9, value=100)])
    >>> made.labels, made.code.tolist()
    (('fair', 'search'), [1, 0])
    """
    listed = list(journeys)
    rows = [sorted(each.touches, key=lambda touch: (touch.at_us, touch.id)) for each in listed]
    touches = [touch for row in rows for touch in row]
    labels = tuple(sorted({touch.label for touch in touches}))
    codes = {label: code for code, label in enumerate(labels)}
    return Journeys(
        labels,
        starts_of(np.array([len(row) for row in rows], dtype=np.int64)),
        _column(codes[touch.label] for touch in touches),
        _column(touch.at_us for touch in touches),
        np.array([touch.direct for touch in touches], dtype=np.bool_),
        _column(each.outcome for each in listed),
        _column(_known(each.end_us) for each in listed),
        _column(each.value for each in listed),
        _column(_known(each.lead_us) for each in listed),
        _column(_known(each.opportunity_us) for each in listed),
    )


def _column(numbers: Iterable[int]) -> Ints:
    return np.array(list(numbers), dtype=np.int64)


def _known(at_us: int | None) -> int:
    return MISSING if at_us is None else at_us


def counted(rows: Iterable[tuple[Sequence[str], int, int, int]]) -> Paths:
    """Paths from rows of (labels in order, conversions, their value together, nulls).

    >>> counted([(("search", "fair"), 2, 900, 1), (("fair",), 0, 0, 4)]).code.tolist()
    [1, 0, 0]
    """
    listed = list(rows)
    labels = tuple(sorted({label for path, *_ in listed for label in path}))
    codes = {label: code for code, label in enumerate(labels)}
    return Paths(
        labels,
        starts_of(np.array([len(path) for path, *_ in listed], dtype=np.int64)),
        _column(codes[label] for path, *_ in listed for label in path),
        _column(conversions for _, conversions, _, _ in listed),
        _column(value for _, _, value, _ in listed),
        _column(nulls for *_, nulls in listed),
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many conversions, and what they are worth together, in minor units."""

    conversions: float
    value: int


NONE = Tally(0, 0)


@dataclass(frozen=True)
class Walks:
    """Converted paths with what the rules need to know of them; the columns of dated touches are None where unknown.

    `at_us` and `direct` are of touches, the rest of rows. `unattributed` are the conversions whose touches all lie
    outside the window, `unseen` those without any touch: in no path, yet in every total.
    """

    paths: Paths
    at_us: Ints | None = None
    direct: Flags | None = None
    end_us: Ints | None = None
    lead_us: Ints | None = None
    opportunity_us: Ints | None = None
    unattributed: Tally = NONE
    unseen: Tally = NONE

    @cached_property
    def last_before_lead(self) -> Ints | None:
        """Of each path the index of the last touch at or before the creation of the lead, -1 where there is none."""
        return self._last_before(self.lead_us)

    @cached_property
    def last_before_opportunity(self) -> Ints | None:
        """The same for the creation of the opportunity."""
        return self._last_before(self.opportunity_us)

    @cached_property
    def last_non_direct(self) -> Ints | None:
        """Of each path the index of the last touch that is not direct; of the last one where all are."""
        if self.direct is None:
            return None
        first, last = self.paths.starts[:-1], self.paths.starts[1:] - 1
        places = np.where(self.direct, -1, np.arange(len(self.direct)))
        newest = np.maximum.reduceat(places, first) if len(places) else first
        return np.where(newest < 0, last, newest)

    def _last_before(self, milestone_us: Ints | None) -> Ints | None:
        if self.at_us is None or milestone_us is None:
            return None
        starts = self.paths.starts
        reached = counts(self.at_us <= spread(milestone_us, starts), starts)
        return np.where(reached > 0, starts[:-1] + reached - 1, -1)


def joined(parts: Sequence[Paths]) -> Paths:
    """The paths of all parts, which have the same labels, one part after the other."""
    return Paths(
        parts[0].labels,
        starts_of(np.concatenate([np.diff(part.starts) for part in parts])),
        np.concatenate([part.code for part in parts]),
        np.concatenate([part.conversions for part in parts]),
        np.concatenate([part.value for part in parts]),
        np.concatenate([part.nulls for part in parts]),
    )
