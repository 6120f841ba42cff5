"""The mirror: the ledger as immutable Parquet segments and one manifest that is replaced atomically.

One writer at a time (a file lock), any number of readers. Everything here can be deleted and is
rebuilt. New ledger rows become new segments; `visits` is rebuilt whole while it is small or much has
changed, and otherwise only for the people whose facts are new: their rows lie in an overlay that hides
the old ones.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import reduce
from hashlib import sha256
from itertools import chain, count
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

import duckdb

from headrace.adapters.mirror import known, visits
from headrace.adapters.mirror.duck import beside, catalog, literal, one, remember_files, run, scratch
from headrace.adapters.mirror.families import (
    ATTRIBUTES,
    READ,
    TABLES,
    LocalDays,
    arrow_rows,
    attributes_sql,
    envelope_sql,
    family_sql,
    kinds_of,
)
from headrace.adapters.mirror.pasts import Pasts
from headrace.app.ports import Book
from headrace.core.entries import Family
from headrace.core.funnel import Funnel
from headrace.core.lazily import lazy

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
else:
    pa = lazy("pyarrow")
    np = lazy("numpy")

FORMAT = 17

ROWS_A_SYNC = 100_000
"""Rows of the ledger that become segments at once."""
SMALL = 200_000
SHARE = 100_000
"""Moves whose stays are made at once."""
WORDS = 2_000
"""Up to how many different values a column is written as numbers into a list of them."""
VISITS_GROUP = 122_880
ROW_GROUP = 20_480
"""Rows of a segment that lie together: small groups let a share of the journeys skip the others."""
OVERLAY_SHARE = 0.1
MANY_SEGMENTS = 24
UNDATED = ", ".join(
    f"[{', '.join(f'count(*) FILTER ({what} AND {whose})' for whose in (visits.OF_PASSES, visits.OF_PEOPLE))}]"
    for what in ("ordinal = 1 AND entered_us IS NULL", "placed")
)
"""How many passes, and people, began nobody knows when; how many of their stays were given the time of another."""

OF_THE_PAST = ("visits", "visit_rows", "undated", "placed")
"""What a manifest of the past tells otherwise."""

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the mirror holds. `head` is the newest `seq` mirrored, learnt at `learnt_us`; file names are relative.

    `visits` are the files of stays; `overlay` those that replace the stays of the threads in `touched`.
    `corrected` are the tables in which a fact was ever corrected.
    `settled` tells, by segment, after which instant no journey's value of it changed after the journey began: an
    as-of at or after it may read `visits`, an earlier one must not; by `stays` and `worth` it says so of these.
    """

    head: int = 0
    learnt_us: int = 0
    zone: str = ""
    funnel: str = ""
    segments: Mapping[str, Sequence[str]] = field(default_factory=dict)
    corrected: Sequence[str] = ()
    visits: Sequence[str] = ()
    visit_rows: int = 0
    overlay: Sequence[str] = ()
    overlay_rows: int = 0
    touched: Sequence[str] = ()
    attributes: Sequence[str] = ()
    settled: Mapping[str, int] = field(default_factory=dict)
    first_day: int | None = None
    last_day: int | None = None
    undated: Sequence[int] = (0, 0)
    placed: Sequence[int] = (0, 0)
    format: int = FORMAT

    def files(self) -> set[str]:
        """Every file that the manifest names."""
        return {
            *self.visits,
            *self.overlay,
            *self.touched,
            *(name for names in self.segments.values() for name in names),
        }


class Written(NamedTuple):
    """New segments: their names by table, and the tables in which they correct a fact."""

    names: Mapping[str, str]
    corrected: Set[str]


class Mirror:
    """The mirror of one book, in a folder of its own."""

    def __init__(self, folder: Path, small: int = SMALL, share: int = SHARE) -> None:
        self.folder, self.small, self.share = folder, small, share
        self.pasts = Pasts(folder)

    # -- reading -----------------------------------------------------------------------------------------

    def manifest(self) -> Manifest:
        """What the mirror holds now; an empty manifest if it holds nothing that this version can read."""
        try:
            data = json.loads((self.folder / "manifest.json").read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return Manifest()
        return Manifest(**data) if data.get("format") == FORMAT else Manifest()

    @contextmanager
    def open(self, manifest: Manifest, tables: Iterable[str] = ()) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection with a view `visits`, and one for each of these families."""
        with self._scratch() as db:
            self._attach(db, manifest, tables)
            run(db, f"CREATE VIEW visits AS {self.visits_sql(manifest)}")
            yield db

    def visits_sql(self, manifest: Manifest) -> str:
        """The stays as one SELECT: the overlay where a thread was touched since, else the base."""
        base = f"SELECT * FROM read_parquet({self._paths(manifest.visits)})"
        if not manifest.overlay:
            return base
        touched = f"SELECT thread FROM read_parquet({self._paths(manifest.touched)})"
        overlay = f"SELECT * FROM read_parquet({self._paths(manifest.overlay)})"
        return f"{base} WHERE {visits.THREAD} NOT IN ({touched}) UNION ALL BY NAME {overlay}"

    def _scratch(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """A connection that may spill to disk."""
        return scratch(self.folder / "spill")

    def _paths(self, names: Sequence[str]) -> str:
        return "[" + ", ".join(literal(self.folder / name) for name in names) + "]"

    def _attach(self, db: duckdb.DuckDBPyConnection, manifest: Manifest, tables: Iterable[str] = TABLES) -> None:
        for table in tables:
            names = manifest.segments.get(table, ())
            source = f"read_parquet({self._paths(names)})" if names else f"({_empty(table)})"
            db.execute(f"CREATE VIEW {table} AS SELECT * FROM {source}").fetchall()
        known.tell_corrected(db, manifest.corrected)

    # -- writing -----------------------------------------------------------------------------------------

    def sync(self, book: Book, funnel: Funnel, zone: str, progress: Progress = lambda _rows: None) -> Manifest:
        """Bring the mirror up to the ledger's head and say what it holds then.

        Args:
            book: whose rows to mirror.
            funnel: whose order of places `visits` is built by.
            zone: the company's zone, in which days are counted.
            progress: told how many rows were mirrored since it was told last.
        """
        head = book.head()
        if found := self.in_step(head, funnel, zone):
            return found
        with self._lock():
            if found := self.in_step(head, funnel, zone):
                return found
            current = self.manifest()
            start = current if current.zone == zone else Manifest(zone=zone)
            grown = self._take_in(start, book, head, LocalDays(zone), progress)
            finished = self._restay(start, self._compact(grown), funnel)
            self._publish(finished, keep=current)
        return finished

    def in_step(self, head: int, funnel: Funnel, zone: str) -> Manifest | None:
        """What the mirror holds, if it is what a ledger with that head tells under these definitions."""
        found = self.manifest()
        told = (found.head, found.zone, found.funnel) == (head, zone, funnel_digest(funnel))
        return found if told and found.visits else None

    @contextmanager
    def _lock(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _publish(self, manifest: Manifest, keep: Manifest) -> None:
        """Replace the manifest; files that neither it nor the one before names are gone for good."""
        scratch = self.folder / f"manifest-{uuid4().hex}.json"
        with scratch.open("w") as file:
            json.dump(asdict(manifest), file)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(self.folder / "manifest.json")
        wanted = manifest.files() | keep.files()
        for path in self.folder.glob("*.parquet"):
            if path.name not in wanted and not path.name.startswith("past-"):
                path.unlink(missing_ok=True)
        self.pasts.forget(manifest.head)

    def _take_in(self, manifest: Manifest, book: Book, head: int, days: LocalDays, progress: Progress) -> Manifest:
        """New ledger rows as new segments: while one is written, which needs no Python, the next is read."""
        segments, corrected, learnt_us = dict(manifest.segments), set(manifest.corrected), manifest.learnt_us

        def keep(written: Written) -> None:
            corrected.update(written.corrected)
            for table, name in written.names.items():
                segments[table] = [*segments.get(table, ()), name]

        with ThreadPoolExecutor(1) as behind:
            writing = None
            for rows in _tables(book.rows(manifest.head, head, READ), progress):
                if writing is not None:
                    keep(writing.result())
                learnt_us = rows["recorded_us"][-1].as_py()
                writing = behind.submit(self._write_segments, rows, days)
            if writing is not None:
                keep(writing.result())
        return replace(manifest, segments=segments, corrected=sorted(corrected), head=head, learnt_us=learnt_us)

    def _write_segments(self, rows: pa.Table, days: LocalDays) -> Written:
        """Write the typed rows of each family."""
        first, last = rows["seq"][0].as_py(), rows["seq"][-1].as_py()
        with self._scratch() as db:
            db.register("ledger_rows", rows)
            db.register("dayed", _with_days(db.sql(envelope_sql("ledger_rows")).to_arrow_table(), days))
            present = dict(run(db, "SELECT kind, bool_or(seq <> root) FROM dayed GROUP BY kind"))
            families = {str(family): present.keys() & {*kinds_of(family)} for family in Family}
            selects = {str(family): family_sql(family, "dayed") for family in Family if families[family]}
            selects[ATTRIBUTES] = attributes_sql("dayed")
            corrected = {table for table, kinds in families.items() if any(present[kind] for kind in kinds)}
            names = {table: f"{table}-{first}-{last}-{uuid4().hex[:8]}.parquet" for table in selects}
            written = {
                table: names[table]
                for table, select in selects.items()
                if self._write(db, f"{select} ORDER BY coalesce(person, journey), seq", names[table])
            }
        return Written(written, corrected | ({ATTRIBUTES} if corrected else set()))

    def _write(
        self,
        db: duckdb.DuckDBPyConnection,
        select: str,
        name: str,
        *,
        even_empty: bool = False,
        row_group: int = ROW_GROUP,
    ) -> int:
        """Write a SELECT as a Parquet file, by default only if it has rows. Returns how many it has."""
        path = self.folder / name
        # Ids hardly repeat: a dictionary of them costs more to try than it saves.
        # Version 2 writes numbers as differences. To compress as well would make files a twelfth smaller, and ids,
        # which are as good as random, take twice as long to read.
        options = (
            "FORMAT parquet, PARQUET_VERSION v2, COMPRESSION uncompressed, "
            f"ROW_GROUP_SIZE {row_group}, DICTIONARY_SIZE_LIMIT {WORDS}"
        )
        written = db.execute(f"COPY ({select}) TO {literal(path)} ({options})").fetchall()
        count = int(written[0][0])
        if not count and not even_empty:
            path.unlink(missing_ok=True)
        return count

    # -- visits ------------------------------------------------------------------------------------------

    def _restay(self, before: Manifest, manifest: Manifest, funnel: Funnel) -> Manifest:
        """`visits` after the new facts: an overlay for the few, everything anew for the many."""
        digest = funnel_digest(funnel)
        with self._scratch() as db:
            self._attach(db, manifest)
            touched = self._touched(db, before, manifest) if before.visits and before.funnel == digest else None
            manifest = replace(manifest, funnel=digest, attributes=_attribute_names(db))
            if touched is None or (touched and self._worth_rebuilding(before, touched)):
                return self._rebuild(db, manifest, funnel, known.Past(), "visits")
            return self._overlay(db, manifest, funnel) if touched else manifest

    def _worth_rebuilding(self, before: Manifest, touched: int) -> bool:
        """Whether building all stays anew costs less than reading around an overlay from then on."""
        return before.visit_rows < self.small or (self.small > 0 and touched > OVERLAY_SHARE * before.visit_rows)

    def _touched(self, db: duckdb.DuckDBPyConnection, before: Manifest, manifest: Manifest) -> int | None:
        """How many threads have news since, in the table `touched`; None if only a full rebuild will do.

        A merge changes whose passes belong together, and a published batch counts rows of any age.
        """
        batches = f"SELECT batch FROM rulings WHERE seq > {before.head} AND kind IN ('batch_published', 'batch_undone')"
        news = f"(seq > {before.head} OR batch IN ({batches}))"
        ruled = one(db, f"SELECT count(*) FROM rulings WHERE {news} AND kind IN ('merged', 'unmerged')")
        accounts = one(db, f"SELECT count(*) FROM {ATTRIBUTES} WHERE {news} AND person IS NULL AND journey IS NULL")
        if ruled or accounts or set(manifest.attributes) != set(before.attributes):
            return None
        # A correction may make a fact another one, and does not repeat the account.
        told = {
            "moves": "true",
            "deals": "(kind = 'valued' OR seq <> root)",
            "people": "(account IS NOT NULL OR seq <> root)",
            ATTRIBUTES: "true",
        }
        roots = " UNION ".join(
            [f"SELECT root FROM {table} WHERE {news} AND {which}" for table, which in told.items()]
            + [f"SELECT target FROM rulings WHERE {news} AND kind = 'voided'"]
        )
        run(db, f"CREATE TEMP TABLE news AS {roots}")
        rows = " UNION ".join(f"SELECT journey, person FROM {table} WHERE root IN (FROM news)" for table in told)
        run(db, f"CREATE TEMP TABLE moved_journeys AS SELECT DISTINCT journey FROM ({rows}) WHERE journey IS NOT NULL")
        known.create(db, ())
        stays = f"SELECT journey, {visits.THREAD} AS thread FROM ({self.visits_sql(before)})"
        old = f"UNION SELECT thread FROM read_parquet({self._paths(before.touched)})" if before.touched else ""
        people = (
            f"SELECT person FROM ({rows}) UNION "
            "SELECT person FROM moves WHERE journey IN (SELECT journey FROM moved_journeys)"
        )
        run(
            db,
            "CREATE TEMP TABLE touched AS SELECT thread FROM ("
            f"SELECT coalesce(s.survivor, p.person) AS thread FROM ({people}) p LEFT JOIN survivors s ON s.person = p.person "
            "UNION SELECT journey FROM moved_journeys "
            f"UNION SELECT thread FROM ({stays}) WHERE journey IN (SELECT journey FROM moved_journeys) {old}"
            ") WHERE thread IS NOT NULL",
        )
        threads = "(SELECT thread FROM touched)"
        run(
            db,
            "CREATE TEMP TABLE touched_journeys AS SELECT journey FROM moved_journeys "
            f"UNION SELECT journey FROM ({stays}) WHERE thread IN {threads}",
        )
        run(
            db,
            "CREATE TEMP TABLE touched_people AS SELECT thread AS person FROM touched "
            f"UNION SELECT person FROM survivors WHERE survivor IN {threads}",
        )
        return one(db, "SELECT count(*) FROM touched")

    def _rebuild(
        self, db: duckdb.DuckDBPyConnection, manifest: Manifest, funnel: Funnel, past: known.Past, called: str
    ) -> Manifest:
        """All stays anew, some journeys at a time: while one share is written, the next one is made."""
        known.create(db, visits.MADE_OF, **past._asdict())
        places = visits.ready(db, funnel)
        mark, shared = f"{manifest.head}-{uuid4().hex[:8]}", catalog(db)

        def made(number: int, share: visits.Share) -> list[tuple[str, int, visits.Extent]]:
            parts = []
            with beside(db, shared) as own:
                remember_files(own)
                for part, extent in enumerate(visits.create(own, places, manifest.attributes, share, self.share)):
                    name = f"{called}-{mark}-{number}-{part}.parquet"
                    rows = self._write(own, "SELECT * FROM made", name, even_empty=True, row_group=VISITS_GROUP)
                    parts.append((name, rows, extent))
            return parts

        with ThreadPoolExecutor(2) as pool:
            parts = chain.from_iterable(pool.map(made, count(), visits.shares(db, self.share)))
            names, rows, extents = zip(*parts, strict=True)
        whole = reduce(or_, extents)
        return replace(
            manifest, visits=names, visit_rows=sum(rows), overlay=(), overlay_rows=0, touched=(), **asdict(whole)
        )

    def _overlay(self, db: duckdb.DuckDBPyConnection, manifest: Manifest, funnel: Funnel) -> Manifest:
        theirs = (
            "journey IN (SELECT journey FROM touched_journeys) OR (journey IS NULL AND "
            "(person IS NULL OR person IN (SELECT person FROM touched_people)))"
        )
        known.create(db, visits.MADE_OF, where=f"({theirs})")
        # What is told of a person with a pass that never began is told of the person all the same.
        known.create(db, ("people",), where=f"({theirs} OR person IN (SELECT person FROM touched_people))")
        [extent] = visits.create(db, visits.ready(db, funnel), manifest.attributes, visits.Share(), self.share)
        mark = f"{manifest.head}-{uuid4().hex[:8]}.parquet"
        rows = self._write(db, "SELECT * FROM made", f"overlay-{mark}", even_empty=True)
        self._write(db, "SELECT thread FROM touched", f"touched-{mark}")
        grown = replace(manifest, overlay=[f"overlay-{mark}"], overlay_rows=rows, touched=[f"touched-{mark}"])
        before = visits.Extent(manifest.first_day, manifest.last_day, settled=manifest.settled)
        [(undated, placed)] = run(db, f"SELECT {UNDATED} FROM ({self.visits_sql(grown)})")
        return replace(grown, **asdict(replace(before | extent, undated=undated, placed=placed)))

    def _compact(self, manifest: Manifest) -> Manifest:
        """Many small segments of a family become one."""
        segments = dict(manifest.segments)
        for table, names in manifest.segments.items():
            if len(names) > MANY_SEGMENTS:
                name = f"{table}-whole-{manifest.head}-{uuid4().hex[:8]}.parquet"
                select = f"SELECT * FROM read_parquet({self._paths(names)}) ORDER BY coalesce(person, journey), seq"
                with self._scratch() as db:
                    self._write(db, select, name)
                segments[table] = [name]
        return replace(manifest, segments=segments)

    @contextmanager
    def recalled(self, manifest: Manifest, funnel: Funnel, past: known.Past) -> Iterator[Manifest]:
        """What the mirror would hold: the stays made of the facts as they were known then (`known.create`).

        Facts are learnt one after the other: what was known before the newest of them stays as it is.
        """
        learnt = None if past.horizon is None else max(asdict(past.horizon).values())
        until = None if learnt is not None and learnt < manifest.learnt_us else manifest.head
        told = (FORMAT, until, manifest.zone, manifest.attributes, funnel_digest(funnel), past)
        name = sha256(repr(told).encode()).hexdigest()[:16]

        def built() -> dict[str, Any]:
            with self._scratch() as db:
                self._attach(db, manifest)
                made = self._rebuild(db, manifest, funnel, past, f"past-{name}")
            return {"until": until, **{each: getattr(made, each) for each in OF_THE_PAST}}

        with self.pasts.held(name, built) as found:
            stays = {each: found[each] for each in OF_THE_PAST}
            yield replace(manifest, **stays, overlay=(), overlay_rows=0, touched=())

    def restay(
        self,
        db: duckdb.DuckDBPyConnection,
        funnel: Funnel,
        table: str,
        shares: Sequence[visits.Share],
    ) -> None:
        """Make the stays of some shares of the journeys as a table."""
        remember_files(db)
        places = visits.ready(db, funnel)
        made = (each for share in shares for each in visits.create(db, places, (), share, self.share))
        for number, _extent in enumerate(made):
            run(db, f"INSERT INTO {table} FROM made" if number else f"CREATE TABLE {table} AS FROM made")


def _tables(chunks: Iterable[Sequence[Sequence[object]]], progress: Progress) -> Iterator[pa.Table]:
    """Ledger rows in tables of some size. As Python objects, so many would take several times the memory."""
    pending: list[pa.Table] = []
    for chunk in chunks:
        pending.append(arrow_rows(chunk))
        progress(len(chunk))
        if sum(map(len, pending)) >= ROWS_A_SYNC:
            yield pa.concat_tables(pending)
            pending = []
    if pending:
        yield pa.concat_tables(pending)


def funnel_digest(funnel: Funnel) -> str:
    """What of a funnel `visits` depends on, as a short text."""
    parts = [f"{p.name}|{p.role}|{p.optional}" for p in funnel.places]
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def _empty(table: str) -> str:
    """A SELECT of no rows with the columns of a family."""
    envelope = (
        "SELECT 0::BIGINT AS seq, '' AS kind, 0::BIGINT AS at_us, '' AS at_grain, 0::BIGINT AS recorded_us, ''::VARCHAR AS journey, "
        "''::VARCHAR AS person, ''::VARCHAR AS account, 0::BIGINT AS batch, 0::INTEGER AS funnel_version, "
        "'' AS actor_kind, '{}' AS payload LIMIT 0"
    )
    dayed = f"(SELECT *, 0::INTEGER AS day FROM ({envelope_sql(f'({envelope})')}))"
    return attributes_sql(dayed) if table == ATTRIBUTES else family_sql(Family(table), dayed)


def _with_days(rows: pa.Table, days: LocalDays) -> pa.Table:
    at = rows.column("at_us")
    missing = np.asarray(at.is_null())
    day = days.of(np.asarray(at.fill_null(0)))
    return rows.append_column("day", pa.array(day, pa.int32(), mask=missing))


def _attribute_names(db: duckdb.DuckDBPyConnection) -> list[str]:
    return [
        str(row[0]) for row in run(db, f"SELECT DISTINCT name FROM {ATTRIBUTES} WHERE name IS NOT NULL ORDER BY name")
    ]
