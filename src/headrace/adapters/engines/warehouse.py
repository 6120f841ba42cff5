"""The mirror as typed tables in PostgreSQL: the schema `headrace_mirror`, loaded once for each head of the ledger.

Its tables are `visits` and the families of facts as they count now; `loaded` says what they hold. Whoever answers from
them holds a shared lock until the answer is there, and whoever loads an exclusive one: no answer sees half of anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING, LiteralString

from psycopg.sql import SQL, Composable, Identifier

from headrace.adapters.mirror import known
from headrace.adapters.mirror.families import TABLES
from headrace.adapters.mirror.mirror import FORMAT
from headrace.core.entries import Family
from headrace.core.lazily import lazy

if TYPE_CHECKING:
    import psycopg
    import pyarrow as pa
    from pyarrow import csv

    from headrace.adapters.mirror.mirror import Manifest, Mirror
else:
    pa = lazy("pyarrow")
    csv = lazy("pyarrow.csv")

SCHEMA = "headrace_mirror"
FAMILIES = tuple(table for table in TABLES if table != Family.RULINGS)
"""The families that are loaded: rulings say what counts, and that is done when they are read."""
TEXT = 'TEXT COLLATE "C"'
"""Texts sort by their bytes, as everywhere in headrace: answers must not depend on a database's language."""
LOCK = 0x6865_6D72
ROWS_A_BATCH = 50_000


def hold(connection: psycopg.Connection, mirror: Mirror, manifest: Manifest) -> None:
    """Have the tables hold what the mirror holds, until the transaction ends; they are loaded if they do not."""
    mark = _mark(manifest)
    while not _held(connection, mark):
        _load(connection, mirror, manifest, mark)


def table(name: str) -> str:
    """Where a table of the mirror lies."""
    return f"{SCHEMA}.{name}"


def columns(schema: pa.Schema) -> Composable:
    """The columns of a table for rows of an Arrow schema."""
    return SQL(", ").join(SQL("{} {}").format(Identifier(field.name), _type(field.type)) for field in schema)


def copy(
    connection: psycopg.Connection,
    into: Composable,
    schema: pa.Schema,
    batches: Iterable[pa.RecordBatch],
    how: str = "",
) -> None:
    """Put rows into a table, some at a time: while the server takes them in, the next are read."""
    names = SQL(", ").join(map(Identifier, schema.names))
    statement = SQL("COPY {} ({}) FROM STDIN (FORMAT csv{})").format(into, names, SQL(how))
    with connection.cursor() as cursor, cursor.copy(statement) as stream:
        for batch in batches:
            stream.write(_lines(batch))


def _mark(manifest: Manifest) -> str:
    """What tells one state of one mirror from all others: its files have names that no others have."""
    return sha256(json.dumps(asdict(manifest), sort_keys=True).encode()).hexdigest()


def _held(connection: psycopg.Connection, mark: str) -> bool:
    """Whether the tables hold this state; then they are held so until the transaction ends."""
    connection.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])
    if _loaded(connection) == mark:
        return True
    connection.rollback()
    return False


def _loaded(connection: psycopg.Connection) -> str | None:
    """The mark of what the tables hold, None before the first load, or if another version of headrace made them."""
    if connection.execute("SELECT to_regclass(%s)", [table("loaded")]).fetchone() == (None,):
        return None
    row = connection.execute(f"SELECT mark FROM {table('loaded')} WHERE format = {FORMAT}").fetchone()
    return None if row is None else str(row[0])


def _load(connection: psycopg.Connection, mirror: Mirror, manifest: Manifest, mark: str) -> None:
    """Load everything in one transaction: readers see the state before, or this one."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if _loaded(connection) != mark:
        _prepare(connection)
        with mirror.open(manifest, TABLES) as db:
            known.create(db, FAMILIES)
            _fill(connection, "visits", db.sql("SELECT * FROM visits").to_arrow_reader(ROWS_A_BATCH))
            for family in FAMILIES:
                _fill(connection, family, db.sql(f"SELECT * FROM known_{family}").to_arrow_reader(ROWS_A_BATCH))
        connection.execute(
            f"INSERT INTO {table('loaded')} VALUES (%s, {FORMAT}, %s, %s, now())", [mark, manifest.head, manifest.zone]
        )
    connection.commit()


def _prepare(connection: psycopg.Connection) -> None:
    """The schema and an empty table `loaded`; tables that another version made are dropped."""
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS {table('loaded')} "
        "(mark TEXT, format INTEGER, head BIGINT, zone TEXT, loaded_at TIMESTAMP WITH TIME ZONE)"
    )
    if connection.execute(f"SELECT 1 FROM {table('loaded')} WHERE format <> {FORMAT}").fetchone():
        connection.execute(f"DROP TABLE {', '.join(map(table, ('visits', *FAMILIES)))} CASCADE")
    connection.execute(f"TRUNCATE {table('loaded')}")


def _fill(connection: psycopg.Connection, name: str, reader: pa.RecordBatchReader) -> None:
    """Give a table new rows. It stays the same table, so that rights on it and views of it stay: columns only come."""
    into = Identifier(SCHEMA, name)
    connection.execute(SQL("CREATE TABLE IF NOT EXISTS {} ()").format(into))
    added = SQL(", ").join(
        SQL("ADD COLUMN IF NOT EXISTS {} {}").format(Identifier(field.name), _type(field.type))
        for field in reader.schema
    )
    connection.execute(SQL("ALTER TABLE {} {}").format(into, added))
    connection.execute(SQL("TRUNCATE {}").format(into))
    copy(connection, into, reader.schema, reader, ", FREEZE")
    connection.execute(SQL("ANALYZE {}").format(into))


def _type(kind: pa.DataType) -> SQL:
    types: Sequence[tuple[pa.DataType, LiteralString]] = (
        (pa.string(), TEXT),
        (pa.int64(), "BIGINT"),
        (pa.int32(), "INTEGER"),
        (pa.float64(), "DOUBLE PRECISION"),
        (pa.bool_(), "BOOLEAN"),
    )
    return SQL(dict(types)[kind])


def _lines(batch: pa.RecordBatch) -> bytes:
    """Rows as COPY reads them: a text stands in quotes, and what is not known is empty."""
    sink = pa.BufferOutputStream()
    csv.write_csv(batch, sink, csv.WriteOptions(include_header=False))
    # PostgreSQL has no texts with a zero in them.
    return bytes(sink.getvalue()).replace(b"\x00", b"")
