"""Stays -> the rows of `visits`: a layer of those that passes lived, and one of those that people did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from headrace.adapters.mirror.timelines import (
    NEVER,
    NONE,
    Course,
    Moves,
    Places,
    Stays,
    Worths,
    after_others,
    bounds,
    course,
    first_of,
    timelines,
)
from headrace.core.funnel import Role
from headrace.core.lazily import lazy
from headrace.core.units import DAWN_US, MINUTE_US
from headrace.core.waits import BY_THE_HOUR, BY_THE_MINUTE, DAY_MINUTES, HOUR, LASTS, QUARTER_DAY

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]
else:
    np = lazy("numpy")
    pa = lazy("pyarrow")
    pc = lazy("pyarrow.compute")

AGES_MINUTES = 2**31 - 1
"""Four thousand years: no wait is longer, whatever a file says."""
FIRST_SEGMENTS = ("channel", "campaign", "origin", "form", "account")
SEGMENTS = (*FIRST_SEGMENTS, "opportunity_type")
UNITS = ("both", "pass", "person")
"""What a row counts as, by number."""


class Journeys:
    """The journeys of a table of moves, and what was made of them.

    `table` is sorted as `timelines.Moves` wants it; `worths` tells what these and other journeys are worth beside
    it, and `told` has the worth of moves and, behind them, those. `person` is, of each journey, the row of the move
    that names its person; `thread` numbers whose it is; `returning` tells which belong to somebody with several.
    """

    def __init__(self, table: pa.Table, worths: pa.Table, places: Places) -> None:
        journeys = table["journey"].combine_chunks().dictionary_encode()
        self.table, self.places = table, places
        self.count = len(journeys.dictionary)
        self.moves = _moves(table, _numbers(journeys.indices))
        whose = pc.index_in(worths["journey"], journeys.dictionary)
        worths = worths.filter(whose.is_valid())
        self.told = pa.concat_tables([each.select(["at_us", "value", "currency"]) for each in (table, worths)])
        self.stays = timelines(self.moves, _worths(worths, whose.drop_null()), places)
        self.first = first_of(self.moves.journey, self.count, np.ones(len(table), dtype=bool))
        self.person = first_of(self.moves.journey, self.count, _valid(table["person"]))
        people = taken(table["person"], self.person).dictionary_encode()
        alone = len(people.dictionary) + np.arange(self.count)
        self.thread = np.where(self.person == NONE, alone, _numbers(people.indices.fill_null(0)))
        self.returning = np.bincount(self.thread, minlength=1)[self.thread] > 1

    @cached_property
    def kinds(self) -> pa.DictionaryArray:
        """What kind each move is."""
        return self.table["kind"].combine_chunks().dictionary_encode()

    @cached_property
    def lived(self) -> tuple[Stays, Rows]:
        """The stays of people who came back as they lived them, and the rows of these in their order."""
        stays = self.stays
        rows = np.flatnonzero(self.returning[stays.journey])
        journey, entered = stays.journey[rows], stays.at[rows]
        began, position = at(_first_entries(stays), journey), self.places.position[stays.place[rows]]
        # What a pass lived at one instant stays together: of several passes the funnel's order decides, then what was told.
        first, last = bounds(journey, entered)
        told = self.moves.root[stays.move[rows]][first]
        of_instant = (journey, told, position[last], position[first])
        rows = rows[np.lexsort((rows, *of_instant, began, entered, self.thread[journey]))]
        journey = stays.journey[rows]
        after = after_others(self.thread[journey], journey, stays.at[rows], stays.place[rows], self.places)
        moved, as_given = after != NONE, np.arange(len(rows))
        if not moved.any():
            return stays, rows
        read = _read_as(stays, rows[moved], rows[after[moved]])
        return read, rows[np.lexsort((as_given, moved, np.where(moved, after, as_given)))]

    def passes(self) -> Rows:
        """The journeys of people who came back, as they began."""
        stays, rows = self.lived
        several, first = np.unique(stays.journey[rows], return_index=True)
        return several[np.argsort(first)]

    def of_passes(self) -> Layer:
        """Every stay, as its pass lived it. A segment that the pass does not tell is the person's."""
        stays = self.stays
        own = {name: self._told(name, np.arange(self.count)) for name in SEGMENTS}
        for name in FIRST_SEGMENTS:
            anywhere = self._told(name, self.thread)[self.thread]
            own[name] = np.where((own[name] == NONE) & self.returning, anywhere, own[name])
        theirs = course(stays.journey, stays.place, stays.implied, self.places)
        counts_as = np.where(self.returning[stays.journey], 1, 0)
        return Layer(self, stays, np.arange(len(stays.journey)), theirs, counts_as, stays.journey, own)

    def of_people(self) -> Layer:
        """The stays of people who came back, in the order in which the person lived them."""
        stays, rows = self.lived
        thread = self.thread[stays.journey[rows]]
        theirs = course(thread, stays.place[rows], stays.implied[rows], self.places)
        segments = {name: self._told(name, self.thread) for name in SEGMENTS}
        return Layer(self, stays, rows, theirs, np.full(len(rows), 2), thread, segments)

    def _told(self, name: str, unit: Rows) -> Rows:
        """The move that gives each unit its value of a segment: the first that tells one, or the last."""
        told = _valid(self.table[name])
        count = int(unit.max(initial=NONE)) + 1
        if not told.any():
            return np.full(count, NONE)
        at, root = self.moves.at, self.moves.root
        order = (root, at) if name in FIRST_SEGMENTS else (~root, ~at)
        return first_of(unit[self.moves.journey], count, told, *order)

    def valued_late(self) -> int:
        """The last instant at which a journey's worth was told later than the stay that bears it began."""
        when = np.where(self.stays.value == NONE, NEVER, at(_instants(self.told), self.stays.value))
        return int(when[when > self.stays.at].max(initial=0))

    def named_late(self) -> int:
        """The last instant at which a journey's person became known later than the journey began."""
        first = np.full(self.count, NEVER)
        np.minimum.at(first, self.moves.journey, self.moves.at)
        named = np.where(self.person == NONE, NEVER, at(self.moves.at, self.person))
        return int(named[named > first].max(initial=0))


@dataclass(frozen=True)
class Layer:
    """Stays (`rows` of them, those of a unit together, in its order) that become rows of `visits`.

    `unit` numbers whose each stay is, `segments` has of each unit the move that tells its value.
    """

    journeys: Journeys
    stays: Stays
    rows: Rows
    course: Course
    counts_as: Rows
    unit: Rows
    segments: Mapping[str, Rows]

    def table(self) -> pa.Table:
        """The rows, sorted by place and time, for that is how questions read them."""
        return pa.table(
            {**self._whose(), **self._entered(), **self._left(), **self._worth(), **self._lived(), **self._became()}
        )

    def settled(self) -> dict[str, int]:
        """Of each segment the last instant at which a unit's value came that it had not when it began."""
        found = {}
        for name, told in self.segments.items():
            move = told[self.unit]
            when = np.where(move == NONE, NEVER, at(self.journeys.moves.at, move))
            found[name] = int(when[when > self._began].max(initial=0))
        return found

    # -- when and where, of each stay --------------------------------------------------------------------

    @cached_property
    def _at(self) -> Rows:
        return self.stays.at[self.rows]

    @cached_property
    def _began(self) -> Rows:
        return at(self._at, self.course.began)

    @cached_property
    def _place(self) -> Rows:
        return self.stays.place[self.rows]

    @cached_property
    def _order(self) -> Rows:
        return np.lexsort((self._at, self.journeys.places.position[self._place]))

    # -- columns -------------------------------------------------------------------------------------------

    def _whose(self) -> dict[str, pa.Array]:
        journey, journeys = self.stays.journey[self.rows], self.journeys
        return {
            "counts_as": self._word(UNITS, self.counts_as),
            "journey": self._given("journey", journeys.first[journey]),
            "person": self._given("person", journeys.person[journey]),
        }

    def _entered(self) -> dict[str, pa.Array]:
        stays, places = self.stays, self.journeys.places
        return {
            "place": self._word(places.names, self._place),
            "position": self._put(places.position[self._place].astype(np.int32)),
            "role": self._word(places.roles, self._place),
            "entered_us": self._instant(self._at),
            "entered_day": self._put(stays.day[self.rows], self._at == NEVER),
            "entered_exact": self._put(stays.exact[self.rows]),
            "root": self._put(self.journeys.moves.root[stays.move[self.rows]]),
            "via": self._kind(stays.move[self.rows]),
            "reason": self._given("reason", stays.move[self.rows]),
            "implied": self._put(stays.implied[self.rows]),
            "placed": self._put(stays.placed[self.rows]),
        }

    def _left(self) -> dict[str, pa.Array]:
        stays, places = self.stays, self.journeys.places
        left = stays.left[self.rows]
        place, move = (np.where(left == NONE, NONE, at(of, left)) for of in (stays.place, stays.move))
        expired = (move != NONE) & at(_flags(self.journeys.table["expired"]), move)
        return {
            **self._when("left", left),
            "next_place": self._word(places.names, place),
            "next_role": self._word([*places.roles, str(Role.EXPIRED)], np.where(expired, len(places.roles), place)),
            "next_via": self._kind(move),
        }

    def _worth(self) -> dict[str, pa.Array]:
        stays = self.stays
        return {
            "owner": self._given("owner", stays.owner[self.rows]),
            "value": self._worth_told("value", stays.value[self.rows]),
            "currency": self._worth_told("currency", stays.value[self.rows]),
            **{name: self._given(name, told[self.unit]) for name, told in self.segments.items()},
        }

    def _lived(self) -> dict[str, pa.Array]:
        own, day = self.course, self.stays.day[self.rows]
        again = np.where(own.again == NONE, NEVER, at(self._at, own.again))
        return {
            "nth": self._put(own.nth.astype(np.int32)),
            "again_us": self._instant(again),
            "until_us": self._instant(self._known(own.until)),
            **self._when("onward", np.where(own.onward == NONE, NONE, at(self.rows, own.onward))),
            "ordinal": self._put(own.ordinal.astype(np.int32)),
            "came": self._put(own.came),
            "before_place": self._word(
                self.journeys.places.names, np.where(own.before == NONE, NONE, at(self._place, own.before))
            ),
            "began_us": self._instant(self._began),
            "began_day": self._put(at(day, own.began), self._began == NEVER),
            "first_position": self._put(own.first_position.astype(np.int32)),
        }

    def _became(self) -> dict[str, pa.Array]:
        """What became of the unit, beside each of its stays: questions need not look for its other ones."""
        stays, places, won, last = self.stays, self.journeys.places, self.course.won, self.course.last
        worth = np.where(won == NONE, NONE, at(stays.value[self.rows], won))
        place = at(self._place, last)
        return {
            "won_us": self._instant(self._known(won)),
            "won_ordinal": self._put(at(self.course.ordinal, won).astype(np.int32), won == NONE),
            "won_value": self._worth_told("value", worth),
            "won_currency": self._worth_told("currency", worth),
            "last_us": self._instant(self._known(last)),
            "last_position": self._put(places.position[place].astype(np.int32)),
            "last_role": self._word(places.roles, place),
            "last_via": self._kind(at(stays.move[self.rows], last)),
        }

    # -- arrays as columns, in order -------------------------------------------------------------------------

    def _put(self, values: NDArray[Any], none: NDArray[np.bool_] | None = None) -> pa.Array:
        return pa.array(values[self._order], mask=None if none is None else none[self._order])

    def _instant(self, values: Rows) -> pa.Array:
        return self._put(values, values == NEVER)

    def _known(self, stay: Rows) -> Rows:
        """When a stay of the unit was entered: the dawn of time where nobody knows, `NEVER` where there is none."""
        return np.where(stay == NONE, NEVER, np.maximum(at(self._at, stay), DAWN_US))

    def _word(self, words: Sequence[str], codes: Rows) -> pa.Array:
        indices = self._put(codes.astype(np.int32), codes == NONE)
        return pa.DictionaryArray.from_arrays(indices, pa.array(words, pa.string()))

    def _kind(self, moves: Rows) -> pa.Array:
        kinds = self.journeys.kinds
        codes = np.where(moves == NONE, NONE, at(_numbers(kinds.indices), moves))
        return self._word(kinds.dictionary.to_pylist(), codes)

    def _given(self, column: str, moves: Rows) -> pa.Array:
        return taken(self.journeys.table[column], moves[self._order])

    def _worth_told(self, column: str, told: Rows) -> pa.Array:
        return taken(self.journeys.told[column], told[self._order])

    def _when(self, prefix: str, stay: Rows) -> dict[str, pa.Array]:
        """When a stay was entered, and how many minutes, in steps, after the row's own: by the rule of `analytics.tables`.

        Where it is none, day and grain tell nothing, and the minutes that the wait lasts: without nulls they are read
        faster. Where nobody knows when the row's own was entered, they are none.
        """
        stays = self.stays
        moment = np.where(stay == NONE, NEVER, at(stays.at, stay))
        day, exact = np.where(moment == NEVER, np.int32(0), at(stays.day, stay)), (stay == NONE) | at(stays.exact, stay)
        own_day, own_exact = stays.day[self.rows], stays.exact[self.rows]
        minutes = np.where(own_exact & exact, (moment - self._at) // MINUTE_US, (day - own_day) * np.int64(DAY_MINUTES))
        minutes = stepped(np.where(self._at == NEVER, 0, np.clip(minutes, 0, AGES_MINUTES)).astype(np.int32))
        return {
            f"{prefix}_us": self._instant(moment),
            f"{prefix}_day": self._put(day),
            f"{prefix}_exact": self._put(exact),
            f"{prefix}_minutes": self._put(np.where(moment == NEVER, np.int32(LASTS), minutes)),
        }


def stepped(minutes: NDArray[np.int32]) -> NDArray[np.int32]:
    """Minutes rounded down to the steps in which waits are counted."""
    step = np.where(minutes < BY_THE_MINUTE, 1, np.where(minutes < BY_THE_HOUR, HOUR, QUARTER_DAY)).astype(np.int32)
    return minutes - minutes % step


def _read_as(stays: Stays, rows: Rows, others: Rows) -> Stays:
    """The stays, of which some rows have no time and are given that of others."""
    told = {name: getattr(stays, name).copy() for name in ("at", "day", "exact", "placed")}
    for name in ("at", "day", "exact"):
        told[name][rows] = told[name][others]
    told["placed"][rows] = ~stays.implied[rows]
    return replace(stays, **told, clamped_us=max(stays.clamped_us, int(told["at"][rows].max())))


def _first_entries(stays: Stays) -> Rows:
    """When each journey's first stay began."""
    first = first_of(stays.journey, int(stays.journey.max(initial=NONE)) + 1, np.ones(len(stays.journey), dtype=bool))
    return at(stays.at, first)


def _moves(table: pa.Table, journey: Rows) -> Moves:
    return Moves(
        journey=journey,
        inquired=_flags(table["inquired"]),
        at=_instants(table),
        day=np.asarray(table["day"].fill_null(0)).astype(np.int32),
        exact=_flags(table["exact"]),
        recorded=_numbers(table["recorded_us"]),
        place=_numbers(table["code"]),
        root=_numbers(table["root"]),
        owning=_valid(table["owner"]),
        valued=_valid(table["value"]),
        told=_instants(table),
        placed=np.zeros(len(table), dtype=bool),
    )


def _worths(table: pa.Table, journey: pa.ChunkedArray) -> Worths:
    return Worths(_numbers(journey), _instants(table), _numbers(table["root"]))


def _instants(table: pa.Table) -> Rows:
    return _numbers(table["at_us"].fill_null(NEVER))


def _numbers(column: pa.ChunkedArray | pa.Array) -> Rows:
    return np.asarray(column).astype(np.int64)


def _flags(column: pa.ChunkedArray) -> NDArray[np.bool_]:
    return np.asarray(column)


def _valid(column: pa.ChunkedArray) -> NDArray[np.bool_]:
    return np.asarray(column.is_valid())


def at(values: NDArray[Any], rows: Rows) -> NDArray[Any]:
    """The values of rows; anything where there is no row."""
    return values[rows] if len(values) else values


def taken(column: pa.ChunkedArray, rows: Rows) -> pa.Array:
    """The values of rows, null where there is no row."""
    if column.null_count == len(column):
        return pa.nulls(len(rows), column.type)
    return column.combine_chunks().take(pa.array(rows, mask=rows == NONE))
