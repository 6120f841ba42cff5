"""The book over SQLAlchemy: what SQLite and PostgreSQL have in common.

What differs (how a writer gets the floor, how a chunk of an import goes in) is in the two
subclasses, `sqlite.SQLiteBook` and `postgresql.PostgreSQLBook`.
"""

import json
import re
import secrets
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, suppress
from dataclasses import fields, replace
from datetime import datetime
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar

import sqlalchemy as sa

from headrace.adapters.stores import schema
from headrace.adapters.stores.upgrade import upgrade
from headrace.app.ports import Batch, Fact, LedgerRow, Reject, Stamps, Tally
from headrace.core.entries import (
    ActorKind,
    BatchPublished,
    BatchUndone,
    Body,
    Entry,
    FunnelPublished,
    Known,
    PolicyPublished,
    Voided,
)
from headrace.core.errors import NotAllowed
from headrace.core.people import Person
from headrace.core.units import Grain, micros
from headrace.ledger.codec import COLUMNS, canonical, entry_of, kind_of, row_of
from headrace.ledger.fold import Standing
from headrace.ledger.known import known
from headrace.rules.passes import Pass

CHUNK = 10_000
LOOKUP = 900
# A single fact waits for a chunk of standings in the making, and for its way from the WAL into the file.
STANDINGS = 2_000
# Each chunk of a batch's journeys costs the mirror a look at all of its moves: better few chunks than many.
JOURNEYS = 50_000
SUFFIX = re.compile("[!~]")
TWIN = "~"
"""What a key ends with where the same fact lies in an import that does not count (yet)."""

T = TypeVar("T")
Fold = Callable[[Sequence[Known]], Standing | None]

_LEDGER = [schema.ledger.c[name] for name in COLUMNS]
# Written out, not bound: only so does SQLite see that its index of rulings fits.
_RULING = sa.text(schema.IS_RULING)
STANDING_NAMES = tuple(field.name for field in fields(Standing))
standing_row = attrgetter(*STANDING_NAMES)
"""The values of a standing, in the order of `STANDING_NAMES`."""
_STANDING = [schema.standing.c[field.name] for field in fields(Standing)]


class KeyTaken(Exception):
    """A fact of a chunk has a key that is in the ledger."""


def chunked(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


class SQLBook(ABC):
    """A book in a relational database."""

    def __init__(self, engine: sa.Engine, fold: Fold | None = None) -> None:
        self.engine = engine
        self.fold: Fold = fold or (lambda _facts: None)
        upgrade(engine)
        self.secret = self._own_secret()

    @abstractmethod
    def writing(self) -> AbstractContextManager[sa.Connection]:
        """A transaction that has the floor: no other writer comes between its reads and its writes."""

    @abstractmethod
    def _insert_facts(
        self, connection: sa.Connection, batch: Batch, source: str, stamps: Stamps, facts: Sequence[Fact]
    ) -> None:
        """Append a chunk; raises `KeyTaken` if one of its keys is, and then the transaction must not be committed."""

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """A transaction that sees one state of the database throughout."""
        return self.engine.connect()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    # -- the ledger -------------------------------------------------------------------------------

    def head(self) -> int:
        """The `seq` of the newest fact, 0 for an empty ledger."""
        with self.reading() as connection:
            return connection.scalar(sa.select(sa.func.max(schema.ledger.c.seq))) or 0

    def rows(self, after: int, until: int | None = None, columns: Sequence[str] = COLUMNS) -> Iterator[list[LedgerRow]]:
        """Ledger rows with `after < seq <= until` in order, in chunks; all columns or some, `seq` first."""
        query = sa.select(*(schema.ledger.c[name] for name in columns)).order_by(schema.ledger.c.seq).limit(CHUNK)
        if until is not None:
            query = query.where(schema.ledger.c.seq <= until)
        while True:
            with self.reading() as connection:
                chunk = list(self._plainly(connection, query.where(schema.ledger.c.seq > after)))
            if not chunk:
                return
            yield chunk
            after = chunk[-1][0]

    def _plainly(self, connection: sa.Connection, query: sa.Select[Any]) -> Iterator[Any]:
        """A query's rows from the driver's own cursor: twice as quick as SQLAlchemy's, and rows are plain tuples.

        Only for queries whose values are our own numbers: they are written out.
        """
        with closing(self._cursor(connection)) as cursor:
            cursor.execute(str(query.compile(self.engine, compile_kwargs={"literal_binds": True})))
            yield from cursor

    def _cursor(self, connection: sa.Connection) -> Any:
        """A cursor of the driver that fetches rows as they are read."""
        return connection.connection.cursor()

    def entries(self, after: int = 0) -> Iterator[Known]:
        """All entries after a `seq`, in order."""
        for chunk in self.rows(after):
            yield from map(entry_of, chunk)

    def append(self, entries: Sequence[Entry], *, now: datetime) -> list[Known]:
        """Append facts and bring `standing` up to date, in one transaction."""
        with self.writing() as connection:
            holders = self._holders(connection, entries)
            stamps = self._stamps(connection, now)
            result = [self._tell(connection, entry, holders, stamps) for entry in entries]
            self._remember_versions(connection, result)
            self._refold(connection, {entry.journey for entry in result if entry.journey})
            self._follow_merges(connection, result)
        return result

    def journey(self, journey: str) -> list[Known]:
        """The facts of a journey that count, in ledger order."""
        with self.reading() as connection:
            return self._journey(connection, journey, self._rulings(connection))

    def rulings(self) -> list[Known]:
        """All facts about facts, people and batches, in ledger order."""
        with self.reading() as connection:
            return self._rulings(connection)

    def published(self, kind: str) -> list[Known]:
        """The publications of a kind, oldest first."""
        query = sa.select(*_LEDGER).where(_RULING, schema.ledger.c.kind == kind).order_by(schema.ledger.c.seq)
        with self.reading() as connection:
            return [entry_of(row) for row in connection.execute(query)]

    def _insert(self, connection: sa.Connection, entry: Entry, stamps: Stamps) -> Known:
        envelope = {field.name: getattr(entry, field.name) for field in fields(Entry)}
        fact = Known(
            **envelope,
            recorded_us=stamps.recorded_us,
            batch=getattr(entry, "batch", None),
            funnel_version=stamps.funnel_version,
            policy_version=stamps.policy_version,
        )
        values = dict(zip(COLUMNS, row_of(fact), strict=True))
        del values["seq"]
        inserted = connection.execute(sa.insert(schema.ledger).values(values).returning(schema.ledger.c.seq))
        return replace(fact, seq=inserted.scalar_one())

    def _tell(
        self, connection: sa.Connection, entry: Entry, holders: dict[tuple[str, str], list[Known]], stamps: Stamps
    ) -> Known:
        """Append an entry unless a fact that counts has its key; that one is returned then.

        A row that an import holds but has not published does not count yet: the entry is told beside it,
        and the row is voided, so that it counts once after the publication too.
        """
        if entry.key is None:
            return self._insert(connection, entry, stamps)
        held = holders.setdefault((entry.source, entry.key), [])
        states = {each.number: each.state for each in self._batches(connection)} if held else {}
        for fact in held:
            if fact.batch is None or states[fact.batch] == "published":
                return fact
        told = self._insert(connection, replace(entry, key=entry.key + TWIN) if held else entry, stamps)
        for fact in held:
            if fact.batch is not None and states[fact.batch] == "open":
                void = Voided(target=fact.seq, why="told by itself while its import was open")
                self._insert(connection, replace(entry, body=void, key=None), stamps)
        held.append(told)
        return told

    def _holders(self, connection: sa.Connection, entries: Sequence[Entry]) -> dict[tuple[str, str], list[Known]]:
        """The facts that have the keys of these entries, or those keys with the mark of a twin."""
        found: dict[tuple[str, str], list[Known]] = {}
        for source in {entry.source for entry in entries if entry.key is not None}:
            keys = [entry.key for entry in entries if entry.source == source and entry.key is not None]
            for chunk in chunked([key + end for key in keys for end in ("", TWIN)], LOOKUP):
                c = schema.ledger.c
                query = sa.select(*_LEDGER).where(c.source == source, c.key.in_(chunk))
                for fact in map(entry_of, connection.execute(query)):
                    found.setdefault((source, (fact.key or "").removesuffix(TWIN)), []).append(fact)
        return found

    def _batches(self, connection: sa.Connection) -> list[Batch]:
        return [_batch(row) for row in connection.execute(sa.select(schema.batch).order_by(schema.batch.c.batch))]

    def _rulings(self, connection: sa.Connection) -> list[Known]:
        query = sa.select(*_LEDGER).where(_RULING).order_by(schema.ledger.c.seq)
        return [entry_of(row) for row in connection.execute(query)]

    def _journey(self, connection: sa.Connection, journey: str, rulings: Sequence[Known]) -> list[Known]:
        query = sa.select(*_LEDGER).where(schema.ledger.c.journey == journey)
        own = {row.seq: entry_of(row) for row in connection.execute(query)}
        own |= {fact.seq: fact for fact in rulings}
        facts = known([own[seq] for seq in sorted(own)])
        return [fact for fact in facts if fact.journey == journey]

    # -- the stamps that all facts of an append share -----------------------------------------------

    def _stamps(self, connection: sa.Connection, now: datetime) -> Stamps:
        """When this append is recorded: now, but always later than what is there already."""
        newest = sa.select(schema.ledger.c.recorded_us).order_by(schema.ledger.c.seq.desc()).limit(1)
        last = connection.scalar(newest) or 0
        return Stamps(
            max(micros(now), last + 1),
            self._version(connection, "funnel_version"),
            self._version(connection, "policy_version"),
        )

    def _version(self, connection: sa.Connection, name: str) -> int | None:
        value = self._setting(connection, name)
        return None if value is None else int(value)

    def _remember_versions(self, connection: sa.Connection, facts: Iterable[Known]) -> None:
        for fact in facts:
            match fact.body:
                case FunnelPublished(version=version):
                    self._set(connection, "funnel_version", str(version).encode())
                case PolicyPublished(version=version):
                    self._set(connection, "policy_version", str(version).encode())
                case _:
                    pass

    def _setting(self, connection: sa.Connection, name: str) -> bytes | None:
        return connection.scalar(sa.select(schema.house.c.value).where(schema.house.c.name == name))

    def _set(self, connection: sa.Connection, name: str, value: bytes) -> None:
        connection.execute(sa.delete(schema.house).where(schema.house.c.name == name))
        connection.execute(sa.insert(schema.house).values(name=name, value=value))

    def _own_secret(self) -> str:
        with self.reading() as connection:
            found = self._setting(connection, "secret")
        return (found or self._new_secret()).decode()

    def _new_secret(self) -> bytes:
        with self.writing() as connection:
            found = self._setting(connection, "secret")
            if found is None:
                found = secrets.token_hex(32).encode()
                self._set(connection, "secret", found)
        return found

    # -- standing: a projection of the ledger --------------------------------------------------------

    def _refold(self, connection: sa.Connection, journeys: Iterable[str]) -> None:
        rulings = self._rulings(connection) if journeys else []
        for journey in sorted(journeys):
            standing = self.fold(self._journey(connection, journey, rulings))
            connection.execute(sa.delete(schema.standing).where(schema.standing.c.journey == journey))
            if standing is not None:
                connection.execute(sa.insert(schema.standing).values(_standing_values(standing)))

    def _follow_merges(self, connection: sa.Connection, facts: Sequence[Known]) -> None:
        people = {fact.person for fact in facts if kind_of(fact.body) in ("merged", "unmerged") and fact.person}
        if not people:
            return
        owned = sa.select(schema.ledger.c.journey).distinct().where(schema.ledger.c.person.in_(people))
        self._refold(connection, {journey for journey in connection.scalars(owned) if journey})

    def standing(self, journey: str) -> Standing | None:
        """Where a journey stands."""
        query = sa.select(*_STANDING).where(schema.standing.c.journey == journey)
        with self.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _standing(row)

    def standings(self) -> Iterator[Standing]:
        """Where every journey stands, by journey."""
        query = sa.select(*_STANDING).order_by(schema.standing.c.journey)
        with self.reading() as connection:
            yield from map(_standing, connection.execute(query))

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

    def project(self, standings: Iterable[Standing], head: int) -> None:
        """Write where these journeys stood at `head`, in short transactions; newer facts win."""
        for chunk in chunked(standings, STANDINGS):
            with self.writing() as connection:
                newer = self._moved_since(connection, head)
                self._put_standings(connection, [each for each in chunk if each.journey not in newer])

    def _moved_since(self, connection: sa.Connection, head: int) -> set[str]:
        c = schema.ledger.c
        # Not DISTINCT: for its sake SQLite would walk the whole index of journeys instead of the newest rows.
        alone = sa.select(c.journey).where(c.seq > head, c.batch.is_(None), c.journey.is_not(None))
        return set(connection.scalars(alone))

    def unproject(self, journeys: Iterable[str]) -> None:
        """Forget where these journeys stand: no fact of theirs counts any more."""
        with self.writing() as connection:
            for chunk in chunked(journeys, LOOKUP):
                connection.execute(sa.delete(schema.standing).where(schema.standing.c.journey.in_(chunk)))

    def unprojected(self) -> list[Batch]:
        """The batches whose publication or undoing `standing` does not show yet."""
        with self.reading() as connection:
            query = sa.select(schema.batch).where(schema.batch.c.projected == 0).order_by(schema.batch.c.batch)
            return [_batch(row) for row in connection.execute(query)]

    def projected(self, batch: Batch) -> None:
        """Note that `standing` shows a batch."""
        with self.writing() as connection:
            query = sa.update(schema.batch).where(schema.batch.c.batch == batch.number)
            connection.execute(query.values(projected=1))

    def rebuild(self, standings: Iterable[Standing]) -> None:
        """Replace every standing, in one transaction."""
        with self.writing() as connection:
            connection.execute(sa.delete(schema.standing))
            for chunk in chunked(standings, CHUNK):
                self._put_standings(connection, chunk)

    @abstractmethod
    def _put_standings(self, connection: sa.Connection, standings: Sequence[Standing]) -> None:
        """Write where these journeys stand, over what was there of them."""

    # -- imports: rows that count once their batch is published ---------------------------------------

    def open_batch(self, digest: str, name: str, kind: str, *, now: datetime) -> Batch:
        """The open batch of that digest, begun before or now."""
        with self.writing() as connection:
            query = sa.select(schema.batch).where(schema.batch.c.digest == digest, schema.batch.c.state == "open")
            found = connection.execute(query).first()
            if found is not None:
                return _batch(found)
            values = {"digest": digest, "name": name, "kind": kind, "state": "open", "opened_us": micros(now)}
            inserted = connection.execute(sa.insert(schema.batch).values(values).returning(schema.batch.c.batch))
            return Batch(inserted.scalar_one(), digest, name, kind, "open")

    def batches(self) -> list[Batch]:
        """All batches, oldest first."""
        with self.reading() as connection:
            return self._batches(connection)

    def add_facts(self, batch: Batch, source: str, facts: Sequence[Fact], *, now: datetime) -> Tally:
        """Append a chunk of an import in one transaction; facts known already are left out.

        As a rule all are new, so they are written without a look: only if that fails, and is taken back as a
        whole, are they sifted. A savepoint to go back to would cost every chunk a tenth of its time.
        """
        with suppress(KeyTaken), self.writing() as connection:
            self._put_facts(connection, batch, source, facts, len(facts), now)
            return Tally(new=len(facts))
        with self.writing() as connection:
            tally, missing = self._sift(connection, batch, source, facts)
            self._put_facts(connection, batch, source, missing, tally.new + tally.updates, now)
        return tally

    def _put_facts(
        self, connection: sa.Connection, batch: Batch, source: str, facts: Sequence[Fact], count: int, now: datetime
    ) -> None:
        self._insert_facts(connection, batch, source, self._stamps(connection, now), facts)
        done = schema.batch.c.rows_done + count
        connection.execute(sa.update(schema.batch).where(schema.batch.c.batch == batch.number).values(rows_done=done))

    def weigh_facts(self, source: str, facts: Sequence[Fact]) -> Tally:
        """What `add_facts` would do, without doing it."""
        with self.reading() as connection:
            return self._sift(connection, None, source, facts)[0]

    def _sift(
        self, connection: sa.Connection, batch: Batch | None, source: str, facts: Sequence[Fact]
    ) -> tuple[Tally, list[Fact]]:
        """Which facts of a chunk are new, known or updates, and the ones still to be appended."""
        held = self._held(connection, source, [fact.key for fact in facts])
        alive = {each.number for each in self._live(connection)} | ({batch.number} if batch else set())
        tally, missing = Tally(), []
        for fact in facts:
            holders = held.get(fact.key, [])
            standing = [row for row in holders if row["batch"] is None or row["batch"] in alive]
            if not standing:
                tally.new += 1
                missing.append(fact._replace(key=_free_key(fact.key, holders, batch)))
            elif _tells_the_same(fact, standing):
                tally.known += 1
            else:
                tally.updates += 1
                missing.append(_correction(fact, standing, batch))
        if batch is not None:
            self._abandon(connection, held, alive)
        return tally, missing

    def _held(self, connection: sa.Connection, source: str, keys: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
        """By natural key, the rows that hold it, also under a key with a suffix; oldest first."""
        held: dict[str, list[dict[str, Any]]] = {}
        c = schema.ledger.c
        wanted = (c.seq, c.kind, c.at_us, c.at_grain, c.key, c.batch, c.payload)
        for chunk in chunked(sorted(set(keys)), LOOKUP):
            # An import sorts its facts by whom they are about, and keys begin with that: a chunk lies together.
            near = sa.select(*wanted).where(c.source == source, c.key >= chunk[0], c.key <= chunk[-1] + "\x7f")
            own = set(chunk)
            for row in connection.execute(near.order_by(c.seq)).mappings():
                natural = SUFFIX.split(row["key"], maxsplit=1)[0]
                if natural in own:
                    held.setdefault(natural, []).append(dict(row))
        return held

    def _live(self, connection: sa.Connection) -> list[Batch]:
        query = sa.select(schema.batch).where(schema.batch.c.state == "published")
        return [_batch(row) for row in connection.execute(query)]

    def _abandon(self, connection: sa.Connection, held: Mapping[str, list[dict[str, Any]]], alive: set[int]) -> None:
        """An unfinished batch whose rows another import takes over must never be resumed."""
        dead = {row["batch"] for rows in held.values() for row in rows if row["batch"] not in alive} - {None}
        if dead:
            query = sa.update(schema.batch).where(schema.batch.c.batch.in_(dead), schema.batch.c.state == "open")
            connection.execute(query.values(state="abandoned"))

    def abandon(self, batch: Batch) -> None:
        """Give up an open batch: it turned out to tell nothing new."""
        with self.writing() as connection:
            query = sa.update(schema.batch).where(schema.batch.c.batch == batch.number, schema.batch.c.state == "open")
            connection.execute(query.values(state="abandoned"))

    def add_people(self, batch: Batch, people: Sequence[Person], *, now: datetime) -> None:
        """Keep the personal data of an import, apart from the ledger."""
        with self.writing() as connection:
            for chunk in chunked(people, LOOKUP):
                ids = [person.id for person in chunk]
                table = schema.person
                connection.execute(sa.delete(table).where(table.c.batch == batch.number, table.c.person.in_(ids)))
                connection.execute(sa.insert(table), [_person_values(each, batch, micros(now)) for each in chunk])

    def add_rejects(self, batch: Batch, rejects: Sequence[Reject]) -> None:
        """Keep the refused rows of an import."""
        with self.writing() as connection:
            connection.execute(sa.delete(schema.reject).where(schema.reject.c.batch == batch.number))
            if rejects:
                rows = [{"batch": batch.number, **_named(reject)} for reject in rejects]
                connection.execute(sa.insert(schema.reject), rows)

    def publish(self, batch: Batch, counts: Mapping[str, int], *, actor: str, now: datetime) -> Known:
        """Make a batch count, by one new fact."""
        body = BatchPublished(name=batch.name, rows=sum(counts.values()), counts=dict(counts))
        return self._rule_on(batch, body, "published", actor=actor, now=now)

    def undo(self, batch: Batch, *, why: str, actor: str, now: datetime) -> Known:
        """Make a batch count no more, by one new fact."""
        if batch.state != "published":
            raise NotAllowed(f"Batch {batch.number} is {batch.state}; only a published one can be undone.")
        return self._rule_on(batch, BatchUndone(why=why or None), "undone", actor=actor, now=now)

    def _rule_on(
        self, batch: Batch, body: BatchPublished | BatchUndone, state: str, *, actor: str, now: datetime
    ) -> Known:
        kind = ActorKind.IMPORT if state == "published" else ActorKind.PERSON
        with self.writing() as connection:
            if (told := self._told_already(connection, batch, type(body))) is not None:
                return told
            stamps = self._stamps(connection, now)
            entry = Known(body, stamps.recorded_us, Grain.INSTANT, actor=actor, actor_kind=kind, batch=batch.number)
            fact = self._insert(connection, entry, stamps)
            query = sa.update(schema.batch).where(schema.batch.c.batch == batch.number)
            connection.execute(query.values(state=state, projected=0))
        return fact

    def _told_already(self, connection: sa.Connection, batch: Batch, body: type[Body]) -> Known | None:
        """The ruling, if another process that works on the same batch was faster."""
        rulings = [f for f in self._rulings(connection) if f.batch == batch.number and isinstance(f.body, body)]
        return rulings[-1] if rulings else None

    def batch_journeys(self, batches: Sequence[Batch]) -> Iterator[list[str]]:
        """The journeys that these batches have facts of, each once, in chunks; in order, so that each is a range."""
        c = schema.ledger.c
        numbers = [batch.number for batch in batches]
        query = sa.select(c.journey).distinct().where(c.batch.in_(numbers)).order_by(c.journey).limit(JOURNEYS)
        last = ""
        while chunk := self._scalars(query.where(c.journey > last)):
            yield chunk
            last = chunk[-1]

    def _scalars(self, query: sa.Select[Any]) -> list[Any]:
        """The values of a query of one column, read at once: while a look stays open, SQLite cannot empty its WAL."""
        with self.reading() as connection:
            return list(connection.scalars(query))

    # -- personal data ----------------------------------------------------------------------------

    def person(self, person: str) -> Person | None:
        """The personal data of a person: of each field the newest value that counts."""
        c = schema.person.c
        with self.reading() as connection:
            alive = [0, *(batch.number for batch in self._live(connection))]
            query = sa.select(schema.person).where(c.person == person, c.batch.in_(alive)).order_by(c.recorded_us)
            rows = list(connection.execute(query).mappings())
        if not rows:
            return None
        names = ("name", "email", "phone", "company", "title", "country")
        newest = {name: row[name] for row in rows for name in names if row[name] is not None}
        return Person(person, **newest)


def _standing(row: Any) -> Standing:
    return replace(Standing(*row), since_grain=Grain(row.since_grain))


def _standing_values(standing: Standing) -> dict[str, Any]:
    return {name: getattr(standing, name) for name in STANDING_NAMES}


def _batch(row: Any) -> Batch:
    return Batch(row.batch, row.digest, row.name, row.kind, row.state, row.rows_done)


def _person_values(person: Person, batch: Batch, recorded_us: int) -> dict[str, Any]:
    named = {field.name: getattr(person, field.name) for field in fields(Person) if field.name not in ("id", "details")}
    return {"person": person.id, "batch": batch.number, "recorded_us": recorded_us, **named}


def _named(reject: Reject) -> dict[str, Any]:
    return {field.name: getattr(reject, field.name) for field in fields(Reject)}


def _tells_the_same(fact: Fact, standing: Sequence[Mapping[str, Any]]) -> bool:
    newest = standing[-1]
    if newest["kind"] != "corrected":
        return bool((fact.at_us, fact.payload) == (newest["at_us"], newest["payload"]))
    return bool(canonical_correction(fact, _target(standing)) == newest["payload"])


def _target(standing: Sequence[Mapping[str, Any]]) -> int:
    return next(int(row["seq"]) for row in standing if row["kind"] != "corrected")


def canonical_correction(fact: Fact, target: int) -> str:
    """The payload of the fact that corrects `target` into what `fact` says."""
    return canonical(
        {
            "target": target,
            "fact": fact.kind,
            "at_us": fact.at_us,
            "at_grain": fact.at_grain,
            "payload": json.loads(fact.payload),
            "v": 1,
        }
    )


def _correction(fact: Fact, standing: Sequence[Mapping[str, Any]], batch: Batch | None) -> Fact:
    number = batch.number if batch else 0
    payload = canonical_correction(fact, _target(standing))
    return fact._replace(kind="corrected", key=f"{fact.key}!{number}", payload=payload)


def _free_key(key: str, holders: Sequence[Mapping[str, Any]], batch: Batch | None) -> str:
    return f"{key}~{batch.number}" if holders and batch else key
