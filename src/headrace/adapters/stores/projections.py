"""Where journeys stand, what they want, which clocks run: rebuilt from the ledger, never the truth itself."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from headrace.adapters.stores import schema
from headrace.adapters.stores.connected import LOOKUP, Connected, chunked
from headrace.app.ports import Order, Wanted
from headrace.core.entries import Known
from headrace.core.units import Grain
from headrace.ledger.codec import COLUMNS, entry_of
from headrace.ledger.fold import Standing
from headrace.ledger.known import Rulings, read_by, rulings, visible_batches
from headrace.rules.clocks import Run, State
from headrace.rules.passes import Pass
from headrace.rules.work import Outlook, Projection, Work

Fold = Callable[[Sequence[Known]], Outlook | None]

AT_ONCE = 2_000
"""How many journeys are projected in one transaction: for as long a single fact may have to wait."""

LEDGER = [schema.ledger.c[name] for name in COLUMNS]
# Written out, not bound: only so does SQLite see that its index of rulings fits.
IS_RULING = sa.text(schema.IS_RULING)

_values: Mapping[type, Callable[[Any], tuple[Any, ...]]] = {
    kind: attrgetter(*(field.name for field in fields(kind))) for kind in (Standing, Work, Run)
}
_ROWS: Mapping[sa.Table, Callable[[Outlook], list[tuple[Any, ...]]]] = {
    schema.standing: lambda each: [_values[Standing](each.standing)],
    schema.work: lambda each: [_values[Work](each.work)] if each.work else [],
    schema.clock: lambda each: [_values[Run](run) for run in each.clocks],
}
"""What each table says of a journey."""

Rows = dict[sa.Table, list[tuple[Any, ...]]]


class Projections(Connected):
    """The part of a book that is rebuilt from its ledger."""

    fold: Fold

    # -- writing ------------------------------------------------------------------------------------

    def _project(self, connection: sa.Connection, found: Mapping[str, Outlook | None]) -> None:
        """Write what follows from the facts of these journeys, in place of what was there."""
        self._replace(connection, found, _rows(found, _ROWS))

    def _replace(self, connection: sa.Connection, journeys: Iterable[str], rows: Rows) -> None:
        """Write the rows of these journeys in place of those that were there."""
        for chunk in chunked(journeys, LOOKUP):
            for table in rows:
                connection.execute(sa.delete(table).where(table.c.journey.in_(chunk)))
        for table, values in rows.items():
            if values:
                self._put_rows(connection, table, values)

    def reproject(self, journeys: Iterable[str], progress: Callable[[int], None] = lambda _done: None) -> None:
        """Project these journeys anew, some at a time; what is appended meanwhile wins."""
        self._fill(_ROWS, journeys, progress)

    def place(self, journeys: Iterable[str], progress: Callable[[int], None] = lambda _done: None) -> None:
        """As `reproject`, but only where the journeys stand: what they want and their clocks stay behind."""
        self._fill([schema.standing], journeys, progress)

    def _fill(self, tables: Collection[sa.Table], journeys: Iterable[str], progress: Callable[[int], None]) -> None:
        """Fill some tables anew.

        The facts are read and folded before the floor is taken: single facts wait for the writing only. Only
        if a ruling came in meanwhile, which may be about any of them, are they read again.
        """
        for chunk in chunked(journeys, AT_ONCE):
            with self.reading() as connection:
                head = connection.scalar(sa.select(sa.func.max(schema.ledger.c.seq))) or 0
                rows = _rows(self._projected(connection, chunk), tables)
            with self.writing() as connection:
                newer = self._moved_since(connection, head)
                if self._ruled_since(connection, head):
                    rows = _rows(self._projected(connection, chunk), tables)
                kept = {table: [row for row in theirs if row[0] not in newer] for table, theirs in rows.items()}
                self._replace(connection, [name for name in chunk if name not in newer], kept)
            progress(len(chunk))

    def _projected(self, connection: sa.Connection, journeys: Sequence[str]) -> dict[str, Outlook | None]:
        """The projections of journeys, given in order; None for one of which no fact counts."""
        rule = self._rules(self._rulings(connection))
        wanted, c = set(journeys), schema.ledger.c
        near = sa.select(*LEDGER).where(c.journey >= journeys[0], c.journey <= journeys[-1]).order_by(c.journey, c.seq)
        found: dict[str, Outlook | None] = dict.fromkeys(journeys)
        journey_of = COLUMNS.index("journey")
        for journey, rows in groupby(self._plainly(connection, near), key=lambda row: row[journey_of]):
            if journey in wanted:
                facts = read_by(rule, map(entry_of, rows))
                found[journey] = self.fold(facts) if facts else None
        return found

    def _moved_since(self, connection: sa.Connection, head: int) -> set[str]:
        c = schema.ledger.c
        # Not DISTINCT: for its sake SQLite would walk the whole index of journeys instead of the newest rows.
        alone = sa.select(c.journey).where(c.seq > head, c.batch.is_(None), c.journey.is_not(None))
        return set(connection.scalars(alone))

    def _ruled_since(self, connection: sa.Connection, head: int) -> bool:
        return (
            connection.scalar(sa.select(schema.ledger.c.seq).where(schema.ledger.c.seq > head, IS_RULING)) is not None
        )

    def stale(self) -> bool:
        """Whether the projections are older than their form, and must be built anew."""
        with self.reading() as connection:
            return self._setting(connection, "stale") is not None

    def rebuild(self, progress: Callable[[int], None] = lambda _done: None) -> int:
        """Project every journey anew; says how many stand somewhere."""
        self._sweep()
        self.reproject(self._journeys(), progress)
        with self.writing() as connection:
            self._unset(connection, "stale")
            return connection.scalar(sa.select(sa.func.count()).select_from(schema.standing)) or 0

    def _sweep(self) -> None:
        """Forget the projections of journeys that the ledger does not have."""
        known = sa.select(schema.ledger.c.journey).where(schema.ledger.c.journey.is_not(None))
        with self.writing() as connection:
            for table in _ROWS:
                connection.execute(sa.delete(table).where(table.c.journey.not_in(known)))

    def _journeys(self, batches: Sequence[int] | None = None) -> Iterator[str]:
        """The journeys that have facts, or facts of some batches, each once, in order."""
        c = schema.ledger.c
        query = sa.select(c.journey).distinct().order_by(c.journey).limit(AT_ONCE * 10)
        if batches is not None:
            query = query.where(c.batch.in_(batches))
        last = ""
        while chunk := self._scalars(query.where(c.journey > last)):
            yield from chunk
            last = chunk[-1]

    # -- the facts of journeys ------------------------------------------------------------------------

    def _rulings(self, connection: sa.Connection) -> list[Known]:
        query = sa.select(*LEDGER).where(IS_RULING).order_by(schema.ledger.c.seq)
        return [entry_of(row) for row in connection.execute(query)]

    def _rules(self, told: Sequence[Known]) -> Rulings:
        return rulings(told, visible_batches(told))

    def _facts(self, connection: sa.Connection, journeys: Iterable[str]) -> dict[str, list[Known]]:
        """All facts of each journey in ledger order, whether they count or not."""
        found: dict[str, list[Known]] = {journey: [] for journey in journeys}
        c = schema.ledger.c
        for chunk in chunked(found, LOOKUP):
            for row in connection.execute(sa.select(*LEDGER).where(c.journey.in_(chunk)).order_by(c.seq)):
                found[row.journey].append(entry_of(row))
        return found

    # -- reading ------------------------------------------------------------------------------------------

    def standing(self, journey: str) -> Standing | None:
        """Where a journey stands."""
        query = sa.select(schema.standing).where(schema.standing.c.journey == journey)
        with self.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _standing(row)

    def standings(self) -> Iterator[Standing]:
        """Where every journey stands, by journey."""
        query = sa.select(schema.standing).order_by(schema.standing.c.journey)
        with self.reading() as connection:
            yield from map(_standing, connection.execute(query))

    def projections(self) -> Iterator[Projection]:
        """All that is projected, by journey."""
        with self.reading() as connection:
            work = {row.journey: Work(*row) for row in connection.execute(sa.select(schema.work))}
            clocks: dict[str, list[Run]] = {}
            c = schema.clock.c
            for row in connection.execute(sa.select(schema.clock).order_by(c.journey, c.started_us, c.stint, c.clock)):
                clocks.setdefault(row.journey, []).append(_run(row))
            for row in connection.execute(sa.select(schema.standing).order_by(schema.standing.c.journey)):
                yield Projection(_standing(row), work.get(row.journey), tuple(clocks.get(row.journey, ())))

    def passes(self, persons: Sequence[str] | None = None) -> Iterator[tuple[str, Pass]]:
        """Each pass of these persons, or of everybody, with its person."""
        c = schema.standing.c
        query = sa.select(c.person, c.journey, c.began_us, c.place, c.since_us).where(c.person.is_not(None))
        with self.reading() as connection:
            if persons is None:
                rows = self._plainly(connection, query)
            else:
                rows = iter(connection.execute(query.where(c.person.in_(persons))))
            yield from ((row[0], Pass._make(row[1:])) for row in rows)

    def work(self, journey: str) -> Work | None:
        """What a journey wants; None if nothing."""
        with self.reading() as connection:
            row = connection.execute(sa.select(schema.work).where(schema.work.c.journey == journey)).one_or_none()
        return None if row is None else Work(*row)

    def wanted(self, asked: Wanted) -> list[Work]:
        """The journeys that a queue shows, in its order, at most as many as it asks for."""
        with self.reading() as connection:
            found = [Work(*row) for query in _queries(asked) for row in connection.execute(query)]
        return sorted(found, key=_PLACE_IN_LINE[asked.order])[: asked.limit]

    def clocks(self, journey: str) -> list[Run]:
        """Every run of every clock of a journey, in the order in which they started."""
        c = schema.clock.c
        query = sa.select(schema.clock).where(c.journey == journey).order_by(c.started_us, c.stint, c.clock)
        with self.reading() as connection:
            return [_run(row) for row in connection.execute(query)]

    def clocks_between(self, first_us: int, end_us: int) -> Iterator[Run]:
        """Every run that started from `first_us` on and before `end_us`."""
        c = schema.clock.c
        query = sa.select(schema.clock).where(c.started_us >= first_us, c.started_us < end_us)
        with self.reading() as connection:
            yield from map(_run, connection.execute(query.order_by(c.started_us, c.journey, c.stint, c.clock)))


def _rows(found: Mapping[str, Outlook | None], tables: Iterable[sa.Table]) -> Rows:
    """What these journeys put into some tables; the first column is the journey."""
    alive = [each for each in found.values() if each is not None]
    return {table: [row for each in alive for row in _ROWS[table](each)] for table in tables}


def _queries(asked: Wanted) -> Iterator[sa.Select[Any]]:
    """One query for each place: only so an index gives the rows in their order, and few are read."""
    column = schema.work.c[_COLUMN[asked.order]]
    ordered = column.desc() if asked.order == "rank" else column
    query = sa.select(schema.work).where(column.is_not(None), *_conditions(asked)).order_by(ordered).limit(asked.limit)
    for place in asked.places:
        yield query.where(schema.work.c.place == place)
    if not asked.places:
        yield query


def _conditions(asked: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    c = schema.work.c
    if asked.owner is not None:
        yield c.owner == asked.owner if asked.owner else c.owner.is_(None)
    if asked.ready_us is not None:
        # Added to 0, it is no reason to take the index of what is ready: that one would have to be sorted.
        yield (c.next_us if asked.order == "next" else c.next_us + 0) <= asked.ready_us
    if asked.unvalued:
        yield c.value.is_(None)
    if asked.besides:
        yield ~_busy(asked.besides)


_COLUMN: Mapping[Order, str] = {
    "rank": "rank",
    "next": "next_us",
    "due": "due_us",
    "late": "late_us",
    "expires": "expires_us",
}
_PLACE_IN_LINE: Mapping[Order, Callable[[Work], tuple[float, str]]] = {
    "rank": lambda work: (-work.rank, work.journey),
    "next": lambda work: (work.next_us, work.journey),
    "due": lambda work: (work.due_us or 0, work.journey),
    "late": lambda work: (work.late_us or 0, work.journey),
    "expires": lambda work: (work.expires_us or 0, work.journey),
}


def _busy(places: Sequence[str]) -> sa.Exists:
    """Whether the person of a piece of work has a later pass, or another one in one of these places."""
    other, c = schema.standing.c, schema.work.c
    elsewhere = (other.began_us >= c.since_us) | other.place.in_(places)
    return sa.exists().where(other.person == c.person, other.journey != c.journey, elsewhere)


def _standing(row: Any) -> Standing:
    return replace(Standing(*row), since_grain=Grain(row.since_grain))


def _run(row: Any) -> Run:
    return replace(Run(*row), state=State(row.state))
