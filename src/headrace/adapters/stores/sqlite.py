"""The book in one SQLite file: WAL, every commit synced, writers take turns."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from headrace.adapters.stores.sql import STANDING_NAMES, Fold, SQLBook, standing_row
from headrace.app.ports import Batch, Fact, Stamps
from headrace.core.entries import ActorKind
from headrace.ledger.fold import Standing

BUSY_MS = 30_000
ROWS_PER_STATEMENT = 500

_CONSTANT = ("recorded_us", "actor_kind", "source", "batch", "funnel_version", "policy_version")
_VARYING = Fact._fields


def _insert_statement(rows: int) -> str:
    """One INSERT of many rows; ?1 to ?6 are what all rows share, so they are bound once."""
    shared = ",".join(f"?{n}" for n in range(1, len(_CONSTANT) + 1))
    width, first = len(_VARYING), len(_CONSTANT) + 1
    values = (f"({shared},{','.join(f'?{first + row * width + n}' for n in range(width))})" for row in range(rows))
    return f"INSERT INTO ledger ({','.join(_CONSTANT + _VARYING)}) VALUES {','.join(values)}"


_PUT_STANDING = (
    f"INSERT OR REPLACE INTO standing ({','.join(STANDING_NAMES)}) VALUES ({','.join('?' * len(STANDING_NAMES))})"
)
_INSERT_MANY = _insert_statement(ROWS_PER_STATEMENT)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for setting in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "cache_size=-131072",
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
        with self.engine.connect().execution_options(headrace_write=True) as connection, connection.begin():
            yield connection

    def _insert_facts(
        self, connection: sa.Connection, batch: Batch, source: str, stamps: Stamps, facts: Sequence[Fact]
    ) -> bool:
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
        raw.execute("SAVEPOINT chunk")
        try:
            for start in range(0, len(facts), ROWS_PER_STATEMENT):
                part = facts[start : start + ROWS_PER_STATEMENT]
                full = len(part) == ROWS_PER_STATEMENT
                statement = _INSERT_MANY if full else _insert_statement(len(part))
                raw.execute(statement, (*shared, *chain.from_iterable(part)))
        except sqlite3.IntegrityError:
            raw.execute("ROLLBACK TO chunk")
            raw.execute("RELEASE chunk")
            return False
        raw.execute("RELEASE chunk")
        return True

    def _put_standings(self, connection: sa.Connection, standings: Sequence[Standing]) -> None:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.executemany(_PUT_STANDING, map(standing_row, standings))
