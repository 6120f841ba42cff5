"""The book in PostgreSQL, for teams: several processes append, and a reader that follows `seq` misses nothing."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import chain
from typing import Any

import psycopg
import sqlalchemy as sa

from headrace.adapters.stores.batches import KeyTaken
from headrace.adapters.stores.connected import CHUNK
from headrace.adapters.stores.projections import Fold
from headrace.adapters.stores.sql import SQLBook
from headrace.app.ports import WIDTH, Batch, Fact, Facts, Stamps
from headrace.core.entries import ActorKind

# One key for all writers of the ledger: numbers are handed out and committed one writer after the
# other, so `seq` is commit order and a reader never sees a gap that is filled later.
FLOOR = 0x6865_6164

_COLUMNS = ", ".join(
    ("recorded_us", "actor_kind", "source", "batch", "funnel_version", "policy_version", *Fact._fields)
)
PIECE = 1_000 * WIDTH

# What COPY reads as signs of its own, in a text.
_SIGNS = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_ESCAPES = str.maketrans(_SIGNS)


def _lines(values: Sequence[object], width: int, common: Sequence[object] = ()) -> str:
    """Rows as COPY reads them, from one flat list of their values; each begins with the `common` ones.

    Joined here, some thousand rows go to the server as one text instead of value by value.
    """
    columns = iter(_texts(values))
    begin = "".join(f"{text}\t" for text in _texts(common))
    rows = map("\t".join, zip(*[columns] * width, strict=True))
    return begin + f"\n{begin}".join(rows) + "\n"


def _texts(values: Sequence[object]) -> list[str]:
    texts = ["" if value is None else str(value) for value in values]
    whole = "".join(texts)
    if any(sign in whole for sign in _SIGNS):
        texts = [text.translate(_ESCAPES) for text in texts]
    return [r"\N" if value is None else text for value, text in zip(values, texts, strict=True)]


class PostgreSQLBook(SQLBook):
    """The book in a PostgreSQL database."""

    def __init__(self, url: str, fold: Fold | None = None) -> None:
        super().__init__(sa.create_engine(url, pool_size=2, max_overflow=4), fold)

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """A transaction that sees one state of the database throughout, whatever is committed meanwhile."""
        return self.engine.connect().execution_options(isolation_level="REPEATABLE READ")

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that has the floor: the lock is let go with the commit."""
        with self.engine.begin() as connection:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:floor)"), {"floor": FLOOR})
            yield connection

    def _cursor(self, connection: sa.Connection) -> Any:
        """A cursor on the server: one of the client would hold all rows in memory first."""
        raw = connection.connection.driver_connection
        assert isinstance(raw, psycopg.Connection)
        cursor = raw.cursor(name="rows")
        cursor.itersize = CHUNK
        return cursor

    def _insert_facts(
        self, connection: sa.Connection, batch: Batch, source: str, stamps: Stamps, facts: Sequence[Fact]
    ) -> None:
        raw = connection.connection.driver_connection
        assert isinstance(raw, psycopg.Connection)
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
            with raw.cursor() as cursor, cursor.copy(f"COPY ledger ({_COLUMNS}) FROM STDIN") as copy:
                # Piece by piece: the server takes one in while the next is made.
                for start in range(0, len(values), PIECE):
                    copy.write(_lines(values[start : start + PIECE], WIDTH, shared))
        except psycopg.errors.UniqueViolation as taken:
            raise KeyTaken from taken

    def _put_rows(self, connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
        raw = connection.connection.driver_connection
        assert isinstance(raw, psycopg.Connection)
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        with raw.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
            copy.write(_lines(list(chain.from_iterable(rows)), len(table.columns)))

    def _numbers(self, connection: sa.Connection, count: int) -> Sequence[int]:
        counter = "pg_get_serial_sequence('ledger', 'seq')"
        return list(connection.scalars(sa.text(f"SELECT nextval({counter}) FROM generate_series(1, {count})")))
