"""The book in one SQLite file: WAL, every commit synced, writers take turns."""

import fcntl
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from headrace.adapters.stores.batches import KeyTaken
from headrace.adapters.stores.projections import Fold
from headrace.adapters.stores.sql import SQLBook
from headrace.app.ports import WIDTH, Batch, Fact, Facts, Stamps
from headrace.core.entries import ActorKind

BUSY_MS = 30_000
ROWS_PER_STATEMENT = 500
VALUES_PER_STATEMENT = ROWS_PER_STATEMENT * WIDTH

_CONSTANT = ("recorded_us", "actor_kind", "source", "batch", "funnel_version", "policy_version")


def _insert_statement(rows: int) -> str:
    """One INSERT of many rows; ?1 to ?6 are what all rows share, so they are bound once."""
    shared = ",".join(f"?{n}" for n in range(1, len(_CONSTANT) + 1))
    first = len(_CONSTANT) + 1
    values = (f"({shared},{','.join(f'?{first + row * WIDTH + n}' for n in range(WIDTH))})" for row in range(rows))
    return f"INSERT INTO ledger ({','.join(_CONSTANT + Fact._fields)}) VALUES {','.join(values)}"


_INSERT_MANY = _insert_statement(ROWS_PER_STATEMENT)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for setting in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "cache_size=-65536",
        f"busy_timeout={BUSY_MS}",
    ):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("headrace_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class SQLiteBook(SQLBook):
    """The book in one file, for a laptop or a small team."""

    def __init__(self, path: Path, fold: Fold | None = None) -> None:
        self.path = path
        engine = sa.create_engine(f"sqlite:///{path}", poolclass=sa.pool.QueuePool, pool_size=2)
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        super().__init__(engine, fold)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that has the floor from its first statement on."""
        with self.engine.connect().execution_options(headrace_write=True) as connection:
            with self._queue():
                transaction = connection.begin()
            with transaction:
                yield connection

    @contextmanager
    def _queue(self) -> Iterator[None]:
        """The next turn, for as long as the floor is waited for.

        SQLite has no queue: whoever waits looks in now and then, and a writer of many short transactions, such
        as an import, would nearly always be there again first.
        """
        with self.path.with_name(f".{self.path.name}-queue").open("a") as queue:
            fcntl.flock(queue, fcntl.LOCK_EX)
            yield

    def _insert_facts(
        self, connection: sa.Connection, batch: Batch, source: str, stamps: Stamps, facts: Sequence[Fact]
    ) -> None:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        shared = (
            stamps.recorded_us,
            str(ActorKind.IMPORT),
            source,
            batch.number,
            stamps.funnel_version,
            stamps.policy_version,
        )
        values = Facts.of(facts).values
        try:
            for start in range(0, len(values), VALUES_PER_STATEMENT):
                part = values[start : start + VALUES_PER_STATEMENT]
                full = len(part) == VALUES_PER_STATEMENT
                raw.execute(_INSERT_MANY if full else _insert_statement(len(part) // WIDTH), (*shared, *part))
        except sqlite3.IntegrityError as taken:
            raise KeyTaken from taken

    def _put_rows(self, connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        names = ",".join(f'"{column.name}"' for column in table.columns)
        raw.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({",".join("?" * len(table.columns))})', rows)

    def _numbers(self, connection: sa.Connection, count: int) -> Sequence[int]:
        last = connection.scalar(sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'ledger'")) or 0
        return range(last + 1, last + 1 + count)
