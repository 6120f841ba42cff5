"""Where journeys stand, what they want, which clocks run: rebuilt from the ledger, never the truth itself."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from headrace.adapters.stores import schema
from headrace.adapters.stores.connected import LOOKUP, chunked
from headrace.adapters.stores.histories import IS_OF_PEOPLE, IS_RULING, Histories
from headrace.app.ports import Order, Wanted
from headrace.core.entries import Known
from headrace.core.units import Grain
from headrace.ledger.fold import Standing
from headrace.ledger.known import Rulings
from headrace.rules.clocks import Run, State
from headrace.rules.passes import Pass
from headrace.rules.work import Outlook, Projection, Work

Fold = Callable[[Sequence[Known]], Outlook | None]
Found = dict[str, Outlook | None]

STALE = "stale"
"""The setting that says that every journey must be projected anew, and since which fact."""

AT_ONCE = 2_000
"""How many journeys are projected in one transaction: for as long a single fact may have to wait."""

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


class Projections(Histories):
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

    def _projected(self, connection: sa.Connection, journeys: Sequence[str]) -> Found:
        """The projections of journeys; None for one of which no fact counts."""
        return self._folded(connection, self._facts(connection, journeys), self._rules(self._rulings(connection)))

    def _folded(self, connection: sa.Connection, own: Mapping[str, Iterable[Known]], rule: Rulings) -> Found:
        """The projections of journeys, of which the facts that name them are given."""
        known = self._known(connection, own, rule)
        return {journey: self.fold(facts) if facts else None for journey, facts in known.items()}

    def _moved_since(self, connection: sa.Connection, head: int) -> set[str]:
        c = schema.ledger.c
        # Not DISTINCT: for its sake SQLite would walk the whole index of journeys instead of the newest rows.
        alone = sa.select(c.journey).where(c.seq > head, c.batch.is_(None), c.journey.is_not(None))
        return set(connection.scalars(alone))

    def _ruled_since(self, connection: sa.Connection, head: int) -> bool:
        """Whether something was told since that may be about any of many journeys: a ruling, or a fact of people."""
        c = schema.ledger.c
        of_people = c.person.is_not(None) & c.journey.is_(None) & c.batch.is_(None)
        return (
            connection.scalar(sa.select(c.seq).where(c.seq > head, sa.or_(IS_RULING, of_people)).limit(1)) is not None
        )

    def stale(self) -> bool:
        """Whether the projections are older than their form or the definitions, and must be built anew."""
        return self._why_stale() is not None

    def _why_stale(self) -> bytes | None:
        with self.reading() as connection:
            return self._setting(connection, STALE)

    def rebuild(self, progress: Callable[[int], None] = lambda _done: None) -> int:
        """Project every journey anew; says how many stand somewhere."""
        why = self._why_stale()
        self._sweep()
        self.reproject(self._journeys(), progress)
        with self.writing() as connection:
            if self._setting(connection, STALE) == why:  # or definitions were published meanwhile
                self._unset(connection, STALE)
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

    def _journeys_of_people(self, batches: Sequence[int]) -> Iterator[str]:
        """The journeys of people of whom batches tell without naming one; those that they do name are left out."""
        c = schema.ledger.c
        alone = sa.select(c.person).distinct().where(IS_OF_PEOPLE, c.journey.is_(None), c.batch.in_(batches))
        query, last = alone.order_by(c.person).limit(AT_ONCE), ""
        while people := self._scalars(query.where(c.person > last)):
            yield from self._without_facts_of(batches, people)
            last = people[-1]

    def _without_facts_of(self, batches: Sequence[int], people: Sequence[str]) -> list[str]:
        c = schema.ledger.c
        with self.reading() as connection:
            found = self._journeys_of(connection, people, self._rules(self._rulings(connection)))
            for chunk in chunked(sorted(found), LOOKUP):
                named = sa.select(c.journey).distinct().where(c.journey.in_(chunk), c.batch.in_(batches))
                found -= set(connection.scalars(named))
        return sorted(found)

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
