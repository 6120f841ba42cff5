"""Imports: rows that lie in the ledger and count once their batch is published."""

import json
import re
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from headrace.adapters.stores import schema
from headrace.adapters.stores.connected import LOOKUP, chunked
from headrace.adapters.stores.projections import Projections
from headrace.app.ports import Batch, Fact, Reject, Stamps, Tally
from headrace.core.entries import ActorKind, BatchPublished, BatchUndone, Body, Entry, Known, as_known
from headrace.core.errors import NotAllowed
from headrace.core.people import Person
from headrace.core.units import Grain, micros
from headrace.ledger.codec import canonical

SUFFIX = re.compile("[!~]")

PERSONAL = tuple(field.name for field in fields(Person) if field.name not in ("id", "details"))

HIDDEN, SHOWN, PLACED = 0, 1, 2
"""What the projections show of a batch: nothing yet, all, or only where its journeys stand."""


class KeyTaken(Exception):
    """A fact of a chunk has a key that is in the ledger."""


class Batches(Projections):
    """The part of a book that takes in files."""

    @abstractmethod
    def _insert_facts(
        self, connection: sa.Connection, batch: Batch, source: str, stamps: Stamps, facts: Sequence[Fact]
    ) -> None:
        """Append a chunk; raises `KeyTaken` if one of its keys is, and then the transaction must not be committed."""

    @abstractmethod
    def _stamps(self, connection: sa.Connection, now: datetime) -> Stamps:
        """When an append is recorded, and under which versions."""

    @abstractmethod
    def _insert(self, connection: sa.Connection, facts: Sequence[Known]) -> list[Known]:
        """Append facts, numbered in their order."""

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

    def add_people(self, batch: Batch, people: Sequence[Person], *, now: datetime) -> int:
        """Keep the personal data of an import, apart from the ledger; of how many people it tells something new."""
        news = 0
        with self.writing() as connection:
            for chunk in chunked(people, LOOKUP):
                ids = [person.id for person in chunk]
                known = self._people(connection, ids)
                news += sum(not _told(each).items() <= _told(known.get(each.id)).items() for each in chunk)
                table = schema.person
                connection.execute(sa.delete(table).where(table.c.batch == batch.number, table.c.person.in_(ids)))
                connection.execute(sa.insert(table), [_person_values(each, batch, micros(now)) for each in chunk])
        return news

    def _people(self, connection: sa.Connection, ids: Sequence[str]) -> dict[str, Person]:
        """The personal data of people: of each field the newest value that counts."""
        c, found = schema.person.c, dict[str, Person]()
        alive = [0, *(batch.number for batch in self._live(connection))]
        query = sa.select(schema.person).where(c.person.in_(ids), c.batch.in_(alive)).order_by(c.recorded_us)
        for row in connection.execute(query).mappings():
            told = {name: row[name] for name in PERSONAL if row[name] is not None}
            found[row["person"]] = replace(found.get(row["person"]) or Person(row["person"]), **told)
        return found

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
            at = stamps.recorded_us
            ruling = Entry(body, at, Grain.INSTANT, actor=actor, actor_kind=kind)
            [fact] = self._insert(connection, [stamped(ruling, stamps, batch.number)])
            query = sa.update(schema.batch).where(schema.batch.c.batch == batch.number)
            connection.execute(query.values(state=state, projected=HIDDEN))
        return fact

    def _told_already(self, connection: sa.Connection, batch: Batch, body: type[Body]) -> Known | None:
        """The ruling, if another process that works on the same batch was faster."""
        rulings = [f for f in self._rulings(connection) if f.batch == batch.number and isinstance(f.body, body)]
        return rulings[-1] if rulings else None

    def batch_journeys(self, batches: Sequence[Batch]) -> Iterator[str]:
        """The journeys that these batches have facts of, in order; then those of people of whom they tell alone."""
        numbers = [batch.number for batch in batches]
        yield from self._journeys(numbers)
        yield from self._journeys_of_people(numbers)

    def unprojected(self) -> list[Batch]:
        """The batches whose publication or undoing the projections do not show yet, or not in full."""
        return self._showing(schema.batch.c.projected != SHOWN)

    def unplaced(self) -> list[Batch]:
        """The batches whose publication or undoing not even the standings show."""
        return self._showing(schema.batch.c.projected == HIDDEN)

    def _showing(self, what: sa.ColumnElement[bool]) -> list[Batch]:
        with self.reading() as connection:
            query = sa.select(schema.batch).where(what).order_by(schema.batch.c.batch)
            return [_batch(row) for row in connection.execute(query)]

    def projected(self, batch: Batch) -> None:
        """Note that the projections show a batch."""
        self._show(batch, SHOWN)

    def placed(self, batch: Batch) -> None:
        """Note that the standings show a batch, and the other projections do not yet."""
        self._show(batch, PLACED)

    def _show(self, batch: Batch, what: int) -> None:
        with self.writing() as connection:
            query = sa.update(schema.batch).where(schema.batch.c.batch == batch.number)
            connection.execute(query.values(projected=what))

    def _batches(self, connection: sa.Connection) -> list[Batch]:
        return [_batch(row) for row in connection.execute(sa.select(schema.batch).order_by(schema.batch.c.batch))]


def stamped(entry: Entry, stamps: Stamps, batch: int | None = None, seq: int = 0) -> Known:
    """The entry with the stamps of its append; 0 where it is not numbered yet."""
    return as_known(
        entry,
        seq=seq,
        recorded_us=stamps.recorded_us,
        batch=batch,
        funnel_version=stamps.funnel_version,
        policy_version=stamps.policy_version,
    )


def _batch(row: Any) -> Batch:
    return Batch(row.batch, row.digest, row.name, row.kind, row.state, row.rows_done)


def _person_values(person: Person, batch: Batch, recorded_us: int) -> dict[str, Any]:
    named = {name: getattr(person, name) for name in PERSONAL}
    return {"person": person.id, "batch": batch.number, "recorded_us": recorded_us, **named}


def _told(person: Person | None) -> dict[str, str]:
    """What is known of a person, by field."""
    return {name: value for name in PERSONAL if (value := getattr(person, name, None)) is not None}


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
