"""Moves -> `visits`: one row per stay of a unit in a place, with all that a question needs of it.

Columns. `counts_as` tells for which unit a row stands: `both`; or, of somebody who came back, `pass` for
the stay as one pass lived it and `person` for the same stay as the person did. `journey`, `person`, `place`, `position`,
`role`; `entered_*` and `left_*` as `_us` (UTC microseconds), `_day` (local day number) and `_exact`
(false: only the day is known); `next_place`, `next_role`, `next_via` (the kind of fact that ended the stay); `via` (the kind
that began it); `implied`; `owner`, `value`, `currency`; and of the unit (`timelines.Course` tells how): `nth`, `again_us`,
`until_us` (the dawn of time where nobody knows when the next stay began), `onward_us/day/exact`, `ordinal`, `came`,
`before_place`, `began_us`, `began_day`, `first_position`. Then the unit's segments, and `a_<attribute>`.

Stays are made in shares of some journeys, so that memory does not grow with the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import duckdb

from headrace.adapters.mirror.timelines import NEVER, NONE, Course, Moves, Places, Stays, course, first_of, timelines
from headrace.core.funnel import STAGE_ROLES, Funnel, Role
from headrace.core.lazily import lazy

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc
    from numpy.typing import NDArray
else:
    np = lazy("numpy")
    pa = lazy("pyarrow")
    pc = lazy("pyarrow.compute")

DAWN = NEVER + 1
FIRST_SEGMENTS = ("channel", "campaign", "origin", "form", "account")
SEGMENTS = (*FIRST_SEGMENTS, "opportunity_type")
OF_PASSES, OF_PEOPLE = "counts_as <> 'person'", "counts_as <> 'pass'"
"""Which rows of `visits` stand for passes, and which for people."""
THREAD = "coalesce(person, journey)"
"""Whose stays a row belongs to: the person's, or the journey's where no person is known."""
ELSEWHERE = 1000
"""The position of places that the funnel does not have."""

_MOVES = """
SELECT m.journey, m.person, m.root, m.kind, m.at_us, m.day, m.exact, p.code,
       CASE WHEN m.kind <> 'expired' THEN m.owner END AS owner,
       CASE WHEN m.kind IN ('opened', 'won') THEN m.value END AS value, m.currency,
       m.channel, m.campaign, m.origin, m.form, m.account, m.opportunity_type
FROM known_moves m JOIN places p ON p.name = m."to"
WHERE m.journey IS NOT NULL AND {share}
ORDER BY m.journey, m.at_us NULLS FIRST, m.kind <> 'inquired', p.position, m.root
"""

# Journeys whose id does not begin as their person's does, and all others of those people.
_APART = """
CREATE OR REPLACE TABLE apart AS
WITH named AS (
    SELECT DISTINCT journey, person FROM known_moves
    WHERE journey IS NOT NULL AND person IS NOT NULL AND substr(journey, 2, 8) <> substr(person, 2, 8)
), people AS (
    SELECT DISTINCT person FROM known_moves WHERE journey IN (SELECT journey FROM named)
), whose AS (
    SELECT DISTINCT journey, person FROM known_moves
    WHERE journey IS NOT NULL AND person IN (SELECT person FROM people)
), shared AS (
    SELECT journey FROM whose GROUP BY journey HAVING count(*) > 1
), tangled AS (
    SELECT DISTINCT person FROM whose WHERE journey IN (SELECT journey FROM shared)
)
SELECT journey, CASE WHEN bool_or(person IN (SELECT person FROM tangled)) THEN 0 ELSE hash(min(person)) END AS home
FROM whose GROUP BY journey
"""


@dataclass(frozen=True, slots=True)
class Extent:
    """What is said of many stays at once.

    First and last day of a stay; how many leads stand somewhere since nobody knows when; and of each
    segment the last instant at which a unit's value of it came after the unit began: an as-of after it
    may read the segment from `visits`, an earlier one must not. `stays` says the same of the stays
    themselves: moves that are read later than they happened, people who were named later.
    """

    first_day: int | None = None
    last_day: int | None = None
    undated: int = 0
    settled: Mapping[str, int] = field(default_factory=dict)

    def __or__(self, other: Extent) -> Extent:
        return Extent(
            min(filter(None, (self.first_day, other.first_day)), default=None),
            max(filter(None, (self.last_day, other.last_day)), default=None),
            self.undated + other.undated,
            {name: max(self.settled.get(name, 0), other.settled.get(name, 0))
             for name in {**self.settled, **other.settled}},
        )  # fmt: skip


def places_of(db: duckdb.DuckDBPyConnection, funnel: Funnel) -> Places:
    """The places of a funnel, and those that only the moves name, also as the table `places`."""
    known = funnel.names()
    found = _run(db, 'SELECT DISTINCT "to" FROM known_moves WHERE "to" IS NOT NULL ORDER BY 1')
    others = [name for (name,) in found if name not in known]
    far = [ELSEWHERE] * len(others)
    places = Places(
        names=[*known, *others],
        roles=[*(str(place.role) for place in funnel.places), *(str(Role.OUT) for _ in others)],
        position=np.array([*range(len(known)), *far], dtype=np.int64),
        in_stage=np.array([*(place.role in STAGE_ROLES for place in funnel.places), *(False for _ in others)]),
        mandatory=np.array(
            [*(p.role in STAGE_ROLES and not p.optional for p in funnel.places), *(False for _ in others)]
        ),
    )
    table = pa.table({"name": places.names, "code": range(len(places.names)), "position": places.position})
    db.register("place_rows", table)
    _run(db, "CREATE OR REPLACE TABLE places AS SELECT * FROM place_rows")
    return places


def shares(db: duckdb.DuckDBPyConnection, rows: int) -> list[str]:
    """Conditions on journeys that divide `known_moves` into parts of about so many rows, a person's passes together."""
    number = min(1 + _one(db, "SELECT count(*) FROM known_moves") // rows, 256)
    if number == 1:
        return ["true"]
    _run(db, _APART)
    apart = _one(db, "SELECT count(*) FROM apart")
    bounds = [f"'j{256 * n // number:02x}'" for n in range(1, number)]
    above = [f"m.journey >= {bound}" for bound in bounds]
    below = [f"m.journey < {bound}" for bound in bounds]
    plain = [" AND ".join(each) for each in zip(["true", *above], [*below, "true"], strict=True)]
    if not apart:
        return plain
    others = 1 + apart // (rows // 3 + 1)
    return [
        *(f"{share} AND m.journey NOT IN (SELECT journey FROM apart)" for share in plain),
        *(f"m.journey IN (SELECT journey FROM apart WHERE home % {others} = {n})" for n in range(others)),
    ]


def create(db: duckdb.DuckDBPyConnection, places: Places, attributes: Sequence[str], share: str = "true") -> Extent:
    """Create the view `made`, the visits of a share of the journeys, from the views `known_moves` and `known_attributes`."""
    table = db.sql(_MOVES.format(share=share)).to_arrow_table()
    layers = _Layers.of(table, places)
    stays = pa.concat_tables([layers.of_passes(), layers.of_people()])
    db.register("stays", stays)
    _run(db, f"CREATE OR REPLACE TEMP VIEW made AS {_described(db, layers, attributes)}")
    return layers.extent() | Extent(settled=_told_late(db, layers, attributes))


def _run(db: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return db.execute(sql).fetchall()


def _one(db: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(_run(db, sql)[0][0])


# -- stays as rows, once for passes and once for people ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Layers:
    """The moves of a share and what was made of them.

    `person` is, of each journey, the row of the move that names its person; `thread` numbers whose
    it is; `returning` tells which journeys belong to somebody with several.
    """

    table: pa.Table
    moves: Moves
    places: Places
    stays: Stays
    course: Course
    person: NDArray[np.int64]
    thread: NDArray[np.int64]
    returning: NDArray[np.bool_]
    settled: dict[str, int]

    @classmethod
    def of(cls, table: pa.Table, places: Places) -> _Layers:
        journeys = table["journey"].combine_chunks().dictionary_encode()
        moves = _moves(table, _numbers(journeys.indices))
        stays = timelines(moves, places)
        count = len(journeys.dictionary)
        person = first_of(moves.journey, count, _valid(table["person"]))
        people = _taken(table["person"], person).dictionary_encode()
        alone = len(people.dictionary) + np.arange(count)
        thread = np.where(person == NONE, alone, _numbers(people.indices.fill_null(0)))
        returning = np.bincount(thread, minlength=1)[thread] > 1
        settled = {"stays": max(stays.clamped_us, _named_late(moves, person), 0)}
        own = course(stays.journey, stays.place, stays.implied, places)
        return cls(table, moves, places, stays, own, person, thread, returning, settled)

    @property
    def returned(self) -> NDArray[np.int64]:
        """The stays of people who came back, in the order in which the person had them."""
        rows = np.flatnonzero(self.returning[self.stays.journey])
        began = self.stays.at[self.course.began]
        keys = (np.arange(len(began)), self.stays.journey, began, self.stays.at, self.thread[self.stays.journey])
        return rows[np.lexsort(tuple(key[rows] for key in keys))]

    def of_passes(self) -> pa.Table:
        """Every stay, as its pass lived it."""
        journey = self.stays.journey
        own = {name: self._told(name, np.arange(len(self.person))) for name in SEGMENTS}
        everywhere = {name: self._told(name, self.thread)[self.thread] for name in FIRST_SEGMENTS}
        segments = {
            name: np.where((told == NONE) & self.returning, everywhere[name], told) if name in everywhere else told
            for name, told in own.items()
        }
        counts_as = np.where(self.returning[journey], 1, 0)
        return self._rows(np.arange(len(journey)), self.course, counts_as, journey, segments)

    def of_people(self) -> pa.Table:
        """The stays of people who came back, as the person lived them."""
        rows = self.returned
        thread = self.thread[self.stays.journey[rows]]
        theirs = course(thread, self.stays.place[rows], self.stays.implied[rows], self.places)
        segments = {name: self._told(name, self.thread) for name in SEGMENTS}
        return self._rows(rows, theirs, np.full(len(rows), 2), thread, segments)

    def _told(self, name: str, unit: NDArray[np.int64]) -> NDArray[np.int64]:
        """The move that gives each unit its value of a segment: the first that tells one, or the last."""
        told = _valid(self.table[name])
        count = int(unit.max(initial=NONE)) + 1
        if not told.any():
            return np.full(count, NONE)
        at, root = self.moves.at, self.moves.root
        order = (root, at) if name in FIRST_SEGMENTS else (~root, ~at)
        return first_of(unit[self.moves.journey], count, told, *order)

    def _rows(
        self,
        rows: NDArray[np.int64],
        of_unit: Course,
        counts_as: NDArray[np.int64],
        unit: NDArray[np.int64],
        segments: Mapping[str, NDArray[np.int64]],
    ) -> pa.Table:
        """The rows of `visits` for these stays, sorted by place and time."""
        stays, table, places = self.stays, self.table, self.places
        at, day, exact = stays.at[rows], stays.day[rows], stays.exact[rows]
        place, position = stays.place[rows], places.position[stays.place[rows]]
        order = np.lexsort((at, position))
        began = _at(at, of_unit.began)
        self._settle(segments, unit, began)

        def put(values: NDArray[Any], none: NDArray[np.bool_] | None = None) -> pa.Array:
            return pa.array(values[order], mask=None if none is None else none[order])

        def instant(values: NDArray[np.int64]) -> pa.Array:
            return put(values, values == NEVER)

        def when(prefix: str, source: Stays | _When, index: NDArray[np.int64]) -> dict[str, pa.Array]:
            found = index != NONE
            moment = np.where(found, source.at[index], NEVER)
            unknown = moment == NEVER
            # Where there is no moment, day and grain stand for nothing: without nulls they are read much faster.
            return {
                f"{prefix}_us": put(moment, unknown),
                f"{prefix}_day": put(np.where(unknown, np.int32(0), source.day[index])),
                f"{prefix}_exact": put(~found | source.exact[index]),
            }

        def name(words: Sequence[str], index: NDArray[np.int64], codes: NDArray[np.int64]) -> pa.Array:
            indices = put(codes.astype(np.int32), index == NONE)
            return pa.DictionaryArray.from_arrays(indices, pa.array(words, pa.string()))

        def given(column: str, move: NDArray[np.int64]) -> pa.Array:
            return _taken(table[column], move[order])

        kinds = table["kind"].combine_chunks().dictionary_encode()
        kind, words = _numbers(kinds.indices), kinds.dictionary.to_pylist()
        left, move = stays.left[rows], stays.move[rows]
        next_place, next_kind = stays.place[left], kind[stays.move[left]]
        before = of_unit.before
        until = np.where(of_unit.until == NONE, NEVER, np.maximum(_at(at, of_unit.until), DAWN))
        journey = stays.journey[rows]
        first_move = first_of(self.moves.journey, len(self.person), np.ones(len(table), dtype=bool))
        here = _When(at, day, exact)
        columns = {
            "counts_as": name(("both", "pass", "person"), rows, counts_as),
            "journey": given("journey", first_move[journey]),
            "person": given("person", self.person[journey]),
            "place": name(places.names, rows, place),
            "position": put(position.astype(np.int32)),
            "role": name(places.roles, rows, place),
            "entered_us": instant(at),
            "entered_day": put(day, at == NEVER),
            "entered_exact": put(exact),
            **when("left", stays, left),
            "next_place": name(places.names, left, next_place),
            "next_role": name(places.roles, left, next_place),
            "next_via": name(words, left, next_kind),
            "via": name(words, rows, kind[move]),
            "implied": put(stays.implied[rows]),
            "owner": given("owner", stays.owner[rows]),
            "value": given("value", stays.value[rows]),
            "currency": given("currency", stays.value[rows]),
            "nth": put(of_unit.nth.astype(np.int32)),
            "again_us": instant(np.where(of_unit.again == NONE, NEVER, _at(at, of_unit.again))),
            "until_us": instant(until),
            **when("onward", here, of_unit.onward),
            "ordinal": put(of_unit.ordinal.astype(np.int32)),
            "came": put(of_unit.came),
            "before_place": name(places.names, before, _at(place, before)),
            "began_us": instant(began),
            "began_day": put(_at(day, of_unit.began), began == NEVER),
            "first_position": put(of_unit.first_position.astype(np.int32)),
            **{segment: given(segment, told[unit]) for segment, told in segments.items()},
        }
        return pa.table(columns)

    def _settle(
        self, segments: Mapping[str, NDArray[np.int64]], unit: NDArray[np.int64], began: NDArray[np.int64]
    ) -> None:
        """Remember when the last value of each segment came that a unit had not when it began."""
        for name, told in segments.items():
            move = told[unit]
            at = np.where(move == NONE, NEVER, _at(self.moves.at, move))
            late = at[at > began]
            self.settled[name] = max(self.settled.get(name, 0), int(late.max(initial=0)))

    def extent(self) -> Extent:
        """What is said of all these stays at once."""
        stays = self.stays
        days = stays.day[stays.at != NEVER]
        undated = (stays.at == NEVER) & (stays.left == NONE) & ~stays.implied
        first, last = (int(days.min()), int(days.max())) if len(days) else (None, None)
        return Extent(first, last, int(undated.sum()), self.settled)


@dataclass(frozen=True, slots=True)
class _When:
    at: NDArray[np.int64]
    day: NDArray[np.int32]
    exact: NDArray[np.bool_]


def _moves(table: pa.Table, journey: NDArray[np.int64]) -> Moves:
    return Moves(
        journey=journey,
        inquired=np.asarray(pc.equal(table["kind"], "inquired")),
        at=_numbers(table["at_us"].fill_null(NEVER)),
        day=np.asarray(table["day"].fill_null(0)).astype(np.int32),
        exact=np.asarray(table["exact"]),
        place=_numbers(table["code"]),
        root=_numbers(table["root"]),
        owning=_valid(table["owner"]),
        valued=_valid(table["value"]),
    )


def _numbers(column: pa.ChunkedArray | pa.Array) -> NDArray[np.int64]:
    return np.asarray(column).astype(np.int64)


def _valid(column: pa.ChunkedArray) -> NDArray[np.bool_]:
    return np.asarray(column.is_valid())


def _at(values: NDArray[Any], rows: NDArray[np.int64]) -> NDArray[Any]:
    """The values of rows; anything where there is no row."""
    return values[rows] if len(values) else values


def _taken(column: pa.ChunkedArray, rows: NDArray[np.int64]) -> pa.Array:
    """The values of rows, null where there is no row."""
    if column.null_count == len(column):
        return pa.nulls(len(rows), column.type)
    return column.combine_chunks().take(pa.array(rows, mask=rows == NONE))


def _named_late(moves: Moves, person: NDArray[np.int64]) -> int:
    """The last instant at which a journey's person became known later than the journey began."""
    first = np.full(len(person), NEVER)
    np.minimum.at(first, moves.journey, moves.at)
    named = np.where(person == NONE, NEVER, _at(moves.at, person))
    return int(named[named > first].max(initial=0))


# -- attributes: what the pass told last, else what is known of the person, else of the account ------------


def _described(db: duckdb.DuckDBPyConnection, layers: _Layers, attributes: Sequence[str]) -> str:
    """The rows with a column for each attribute."""
    if not attributes:
        return "SELECT * FROM stays"
    journeys = np.flatnonzero(layers.returning)
    firsts = first_of(layers.moves.journey, len(layers.person), np.ones(len(layers.table), dtype=bool))
    db.register(
        "passes",
        pa.table(
            {
                "journey": _taken(layers.table["journey"], firsts[journeys]),
                "thread": _taken(layers.table["person"], layers.person[journeys]),
            }
        ),
    )
    for scope in ("journey", "thread", "person", "account"):
        _run(db, _pivot(scope, attributes))
    named = ", ".join(
        f"coalesce(CASE WHEN {OF_PASSES} THEN j.{_q(n)} ELSE t.{_q(n)} END, p.{_q(n)}, a.{_q(n)}) AS {_q('a_' + n)}"
        for n in attributes
    )
    return (
        f"SELECT s.*, {named} FROM stays s LEFT JOIN journey_attributes j ON j.journey = s.journey "
        "LEFT JOIN thread_attributes t ON t.thread = s.person LEFT JOIN person_attributes p ON p.person = s.person "
        "LEFT JOIN account_attributes a ON a.account = s.account"
    )


def _pivot(scope: str, attributes: Sequence[str]) -> str:
    """One row per journey (or person with passes, person, account) with the last value of each attribute."""
    source, key = {
        "journey": ("known_attributes WHERE journey IN (SELECT journey FROM stays)", "journey"),
        "thread": ("known_attributes JOIN passes USING (journey)", "thread"),
        "person": ("known_attributes WHERE person IN (SELECT person FROM stays) AND journey IS NULL", "person"),
        "account": ("known_attributes WHERE account IS NOT NULL AND journey IS NULL AND person IS NULL", "account"),
    }[scope]
    picked = "".join(
        f", arg_max(value, (coalesce(at_us, {DAWN}), root)) FILTER (name = {_text(name)}) AS {_q(name)}"
        for name in attributes
    )
    return f"CREATE OR REPLACE TEMP TABLE {scope}_attributes AS SELECT {key}{picked} FROM {source} GROUP BY {key}"


def _told_late(db: duckdb.DuckDBPyConnection, layers: _Layers, attributes: Sequence[str]) -> dict[str, int]:
    """Of each attribute, when the last value came that a unit had not when it began."""
    if not attributes:
        return {}
    begun = f"SELECT journey, min(coalesce(began_us, {DAWN})) AS began_us FROM stays GROUP BY journey"
    late = _run(
        db,
        f"SELECT name, max(a.at_us) FROM known_attributes a LEFT JOIN ({begun}) b USING (journey) "
        "WHERE a.at_us IS NOT NULL AND (a.journey IS NULL OR a.at_us > b.began_us) GROUP BY name",
    )
    account = layers.settled["account"]
    return {f"a_{name}": max(int(at_us), account) for name, at_us in late}


def _q(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
