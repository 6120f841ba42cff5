"""The book over SQLAlchemy: what SQLite and PostgreSQL have in common.

What differs (how a writer gets the floor, how rows go in) is in the two subclasses,
`sqlite.SQLiteBook` and `postgresql.PostgreSQLBook`. Imports are in `batches`, the clock's turns in
`sweeps`, what is rebuilt from the ledger in `projections`.
"""

import secrets
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from headrace.adapters.stores import schema
from headrace.adapters.stores.batches import stamped
from headrace.adapters.stores.connected import CHUNK, LOOKUP, chunked
from headrace.adapters.stores.desks import Desks
from headrace.adapters.stores.histories import IS_RULING, LEDGER, Facts
from headrace.adapters.stores.projections import STALE, Fold
from headrace.adapters.stores.sweeps import Sweeps
from headrace.adapters.stores.upgrade import upgrade
from headrace.app.ports import Judge, LedgerRow, Stamps
from headrace.core.entries import Corrected, Entry, FunnelPublished, Known, Merged, PolicyPublished, Voided
from headrace.core.errors import DataRefused
from headrace.core.people import Person
from headrace.core.texts import _
from headrace.core.units import micros
from headrace.ledger.codec import COLUMNS, entry_of, kind_of, row_of
from headrace.ledger.known import Rulings, read_by
from headrace.ledger.ruled import MEANINGS, target_of, unsound

TWIN = "~"
"""What a key ends with where the same fact lies in an import that does not count (yet)."""


class SQLBook(Sweeps):
    """A book in a relational database."""

    def __init__(self, engine: sa.Engine, fold: Fold | None = None) -> None:
        self.engine = engine
        self.fold: Fold = fold or (lambda _facts: None)
        upgrade(engine)
        self.secret = self._own_secret()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    # -- the ledger -------------------------------------------------------------------------------

    def head(self) -> int:
        """The `seq` of the newest fact, 0 for an empty ledger."""
        with self.reading() as connection:
            return connection.scalar(sa.select(sa.func.max(schema.ledger.c.seq))) or 0

    def head_at(self, known_us: int) -> int:
        """The `seq` of the newest fact that was learnt by then, 0 if none was."""
        c, numbers = schema.ledger.c, range(1, self.head() + 1)
        with self.reading() as connection:

            def recorded_us(seq: int) -> int:
                query = sa.select(c.recorded_us).where(c.seq >= seq).order_by(c.seq).limit(1)
                return connection.scalar(query) or 0

            # No fact is recorded earlier than one before it.
            return bisect_right(numbers, known_us, key=recorded_us)

    def versions(self) -> tuple[int | None, int | None]:
        """The versions of the funnel and of the policy that new facts refer to; None before the first."""
        with self.reading() as connection:
            return self._version(connection, "funnel_version"), self._version(connection, "policy_version")

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

    def entries(self, after: int = 0) -> Iterator[Known]:
        """All entries after a `seq`, in order."""
        for chunk in self.rows(after):
            yield from map(entry_of, chunk)

    def append(self, entries: Sequence[Entry], *, now: datetime) -> list[Known]:
        """Append facts and bring the projections up to date, in one transaction."""
        with self.writing() as connection:
            journeys = {entry.journey for entry in entries if entry.journey}
            return self._append(connection, entries, self._facts(connection, journeys), now)

    def act(self, journeys: Sequence[str], judge: Judge, *, now: datetime) -> list[Known]:
        """Let a judge see the facts of some journeys that count, and append what it finds, in one transaction.

        Nobody else appends in between, so that two deeds never go by the same state.
        """
        with self.writing() as connection:
            return self._act(connection, journeys, judge, now)

    def rehearse(self, journeys: Sequence[str], judge: Judge) -> Sequence[Entry]:
        """What a judge would append; nothing is."""
        with self.reading() as connection:
            return self._judged(connection, self._facts(connection, journeys), judge)

    def _judged(self, connection: sa.Connection, facts: Facts, judge: Judge) -> Sequence[Entry]:
        rule = self._rules(self._rulings(connection))
        return judge(self._known(connection, facts, rule), Desks(connection))

    def _act(self, connection: sa.Connection, journeys: Sequence[str], judge: Judge, now: datetime) -> list[Known]:
        facts = self._facts(connection, journeys)
        found = self._judged(connection, facts, judge)
        others = {entry.journey for entry in found if entry.journey} - set(facts)
        return self._append(connection, found, facts | self._facts(connection, others), now)

    def journey(self, journey: str) -> list[Known]:
        """The facts of a journey that count, in ledger order."""
        with self.reading() as connection:
            rule = self._rules(self._rulings(connection))
            return self._known(connection, self._facts(connection, [journey]), rule)[journey]

    def told(self, kinds: Sequence[str], first_us: int, end_us: int) -> Iterator[Known]:
        """The facts of some kinds that count and happened from `first_us` on and before `end_us`, in ledger order."""
        c = schema.ledger.c
        with self.reading() as connection:
            rule = self._rules(self._rulings(connection))
            corrected = c.seq.in_(list(rule.corrections)) if rule.corrections else sa.false()
            inside = (c.at_us >= first_us) & (c.at_us < end_us)
            query = sa.select(*LEDGER).where(c.kind.in_(kinds), inside | corrected).order_by(c.seq)
            facts = read_by(rule, [entry_of(row) for row in self._plainly(connection, query)])
        yield from (fact for fact in facts if fact.at_us is not None and first_us <= fact.at_us < end_us)

    def rulings(self) -> list[Known]:
        """All facts about facts, people and batches, in ledger order."""
        with self.reading() as connection:
            return self._rulings(connection)

    def published(self, kind: str) -> list[Known]:
        """The publications of a kind, oldest first."""
        query = sa.select(*LEDGER).where(IS_RULING, schema.ledger.c.kind == kind).order_by(schema.ledger.c.seq)
        with self.reading() as connection:
            return [entry_of(row) for row in connection.execute(query)]

    def keyed(self, source: str, prefix: str) -> list[Known]:
        """The facts of a source whose keys begin so, those that count, in ledger order."""
        c, after = schema.ledger.c, prefix[:-1] + chr(ord(prefix[-1]) + 1)
        within = (c.source == source) & (c.key >= prefix) & (c.key < after)
        with self.reading() as connection:
            rule = self._rules(self._rulings(connection))
            rows = connection.execute(sa.select(*LEDGER).where(within).order_by(c.seq))
            return list(read_by(rule, [entry_of(row) for row in rows]))

    # -- appending ----------------------------------------------------------------------------------

    def _append(self, connection: sa.Connection, entries: Sequence[Entry], facts: Facts, now: datetime) -> list[Known]:
        """Append entries; `facts` are all those of the journeys that they are about."""
        holders = self._holders(connection, entries)
        states = {each.number: each.state for each in self._batches(connection)} if holders else {}
        stamps = self._stamps(connection, now)
        fresh: list[Known] = []
        places = [_tell(entry, holders, states, stamps, fresh) for entry in entries]
        self._check_rulings(connection, fresh)
        told = self._insert(connection, fresh)
        self._remember_versions(connection, told)
        self._refold(connection, told, facts)
        return [told[place] if isinstance(place, int) else place for place in places]

    def _check_rulings(self, connection: sa.Connection, fresh: Sequence[Known]) -> None:
        """Refuse voids, corrections and merges that would change nothing, or not what they mean to."""
        told = [fact for fact in fresh if isinstance(fact.body, Voided | Corrected | Merged)]
        if not told:
            return
        targets: dict[int, Known] = {}
        for chunk in chunked([target for fact in told if (target := target_of(fact))], LOOKUP):
            rows = connection.execute(sa.select(*LEDGER).where(schema.ledger.c.seq.in_(chunk)))
            targets |= {fact.seq: fact for fact in map(entry_of, rows)}
        merges = self._rules(self._rulings(connection)).merges
        for fact, name in unsound(fresh, targets, merges):
            about = target_of(fact) or fact.person or _("nobody")
            raise DataRefused(
                _("{kind} of {about}: {reason}.", kind=kind_of(fact.body), about=about, reason=_(MEANINGS[name]))
            )

    def _insert(self, connection: sa.Connection, facts: Sequence[Known]) -> list[Known]:
        """Append facts, numbered in their order."""
        numbers = self._numbers(connection, len(facts)) if facts else ()
        numbered = [replace(fact, seq=seq) for fact, seq in zip(facts, numbers, strict=True)]
        if numbered:
            self._put_rows(connection, schema.ledger, [row_of(fact) for fact in numbered])
        return numbered

    def _holders(self, connection: sa.Connection, entries: Sequence[Entry]) -> dict[tuple[str, str], list[Known | int]]:
        """The facts that have the keys of these entries, or those keys with the mark of a twin."""
        found: dict[tuple[str, str], list[Known | int]] = {}
        for source in {entry.source for entry in entries if entry.key is not None}:
            keys = [entry.key for entry in entries if entry.source == source and entry.key is not None]
            for chunk in chunked([key + end for key in keys for end in ("", TWIN)], LOOKUP):
                c = schema.ledger.c
                query = sa.select(*LEDGER).where(c.source == source, c.key.in_(chunk))
                for fact in map(entry_of, connection.execute(query)):
                    found.setdefault((source, (fact.key or "").removesuffix(TWIN)), []).append(fact)
        return found

    def _refold(self, connection: sa.Connection, told: Sequence[Known], facts: Facts) -> None:
        """Bring the projections of all journeys that read otherwise now up to date."""
        for fact in told:
            if fact.journey:
                facts[fact.journey].append(fact)
        said, fresh = self._rulings(connection), {fact.seq for fact in told}
        rule, before = self._rules(said), self._rules([each for each in said if each.seq not in fresh])
        more = self._touched(connection, told, before, rule)
        self._project(connection, self._folded(connection, facts | self._facts(connection, more - set(facts)), rule))

    def _touched(self, connection: sa.Connection, told: Sequence[Known], *rules: Rulings) -> set[str]:
        """The journeys that facts are about without naming them, by the rulings before and after.

        They may be about people, who were perhaps merged or parted; or correct other facts, and need not
        name the journeys or people of those.
        """
        c = schema.ledger.c
        people = {fact.person for fact in told if fact.person and not fact.journey}
        targets = [fact.body.target for fact in told if isinstance(fact.body, Voided | Corrected)]
        journeys: set[str] = set()
        for chunk in chunked(targets, LOOKUP):
            for journey, person in connection.execute(sa.select(c.journey, c.person).where(c.seq.in_(chunk))):
                (journeys.add(journey) if journey else people.add(person))
        return journeys | self._journeys_of(connection, people - {None}, *rules)

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
        """Note newly published definitions; what was projected by the old ones is stale until all is projected anew."""
        for fact in facts:
            match fact.body:
                case FunnelPublished(version=version):
                    name = "funnel_version"
                case PolicyPublished(version=version):
                    name = "policy_version"
                case _:
                    continue
            self._set(connection, name, str(version).encode())
            self._set(connection, STALE, str(fact.seq).encode())

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

    # -- personal data ----------------------------------------------------------------------------

    def emails(self) -> Iterator[tuple[str, str]]:
        """Each person of whom we know an e-mail address, with the newest one."""
        c = schema.person.c
        with self.reading() as connection:
            alive = [0, *(batch.number for batch in self._live(connection))]
            query = sa.select(c.person, c.email).where(c.email.is_not(None), c.batch.in_(alive))
            newest = {row.person: row.email for row in connection.execute(query.order_by(c.recorded_us))}
        yield from newest.items()

    def find(self, name: str) -> list[str]:
        """The journeys that a name means, oldest pass first: a journey's id, a person's, an e-mail address."""
        standing, person = schema.standing.c, schema.person.c
        with self.reading() as connection:
            people = sa.select(person.person).where(sa.func.lower(person.email) == name.strip().lower())
            whose = standing.person.in_([name, *connection.scalars(people)])
            query = sa.select(standing.journey).where((standing.journey == name) | whose)
            return list(connection.scalars(query.order_by(standing.began_us, standing.journey)))

    def person(self, person: str) -> Person | None:
        """The personal data of a person: of each field the newest value that counts."""
        with self.reading() as connection:
            return self._people(connection, [person]).get(person)


def _tell(
    entry: Entry,
    holders: dict[tuple[str, str], list[Known | int]],
    states: Mapping[int, str],
    stamps: Stamps,
    fresh: list[Known],
) -> Known | int:
    """Note an entry to be appended, unless a fact that counts has its key.

    A row that an import holds but has not published does not count yet: the entry is told beside it,
    and the row is voided, so that it counts once after the publication too. What is returned is the
    fact that stands, or the place in `fresh` of the one that will.
    """
    if entry.key is None:
        return _note(entry, stamps, fresh)
    held = holders.setdefault((entry.source, entry.key), [])
    for fact in held:
        if isinstance(fact, int) or fact.batch is None or states[fact.batch] == "published":
            return fact
    place = _note(replace(entry, key=entry.key + TWIN) if held else entry, stamps, fresh)
    for fact in held:
        if isinstance(fact, Known) and fact.batch is not None and states[fact.batch] == "open":
            void = Voided(target=fact.seq, why="told by itself while its import was open")
            _note(replace(entry, body=void, key=None), stamps, fresh)
    held.append(place)
    return place


def _note(entry: Entry, stamps: Stamps, fresh: list[Known]) -> int:
    fresh.append(stamped(entry, stamps))
    return len(fresh) - 1
