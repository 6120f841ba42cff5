"""What every part of a book needs of its database: transactions, and rows read without detours."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa

from headrace.adapters.stores import schema

CHUNK = 10_000
LOOKUP = 900

T = TypeVar("T")


def chunked(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


class Connected(ABC):
    """A part of a book: its database, and how one reads and writes there."""

    engine: sa.Engine

    @abstractmethod
    def writing(self) -> AbstractContextManager[sa.Connection]:
        """A transaction that has the floor: no other writer comes between its reads and its writes."""

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """A transaction that sees one state of the database throughout."""
        return self.engine.connect()

    @abstractmethod
    def _put_rows(self, connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert rows, values in the order of the table's columns."""

    def _plainly(self, connection: sa.Connection, query: sa.Select[Any], *, few: bool = False) -> Iterator[Any]:
        """A query's rows from the driver's own cursor: twice as quick as SQLAlchemy's, and rows are plain tuples.

        Args:
            connection: where.
            query: what.
            few: they fit into memory all at once, and nobody else has to wait for them.
        """
        said = query.compile(self.engine, compile_kwargs={"render_postcompile": True})
        given = [said.params[name] for name in said.positiontup] if said.positiontup else said.params
        raw: Any = connection.connection.cursor() if few else self._cursor(connection)
        with closing(raw) as cursor:
            cursor.execute(str(said), given)
            yield from cursor

    def _cursor(self, connection: sa.Connection) -> Any:
        """A cursor of the driver that fetches rows as they are read."""
        return connection.connection.cursor()

    def _scalars(self, query: sa.Select[Any]) -> list[Any]:
        """The values of a query of one column, read at once: while a look stays open, SQLite cannot empty its WAL."""
        with self.reading() as connection:
            return list(connection.scalars(query))

    # -- the house's own settings -----------------------------------------------------------------

    def _setting(self, connection: sa.Connection, name: str) -> bytes | None:
        return connection.scalar(sa.select(schema.house.c.value).where(schema.house.c.name == name))

    def _set(self, connection: sa.Connection, name: str, value: bytes) -> None:
        self._unset(connection, name)
        connection.execute(sa.insert(schema.house).values(name=name, value=value))

    def _unset(self, connection: sa.Connection, name: str) -> None:
        connection.execute(sa.delete(schema.house).where(schema.house.c.name == name))
