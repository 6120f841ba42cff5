"""PostgreSQL over typed tables: the second engine, for those who want the figures where their other tables are.

The tables hold what the mirror holds (`warehouse`). What was known at another time, or by another funnel, is worked out
on the mirror and put beside them for the one answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, ClassVar

import psycopg
from psycopg.adapt import Loader
from psycopg.sql import SQL, Identifier

from headrace.adapters.engines import warehouse
from headrace.adapters.engines.answering import Answering
from headrace.adapters.engines.duckdb import DuckDBEngine
from headrace.core.errors import HeadraceError, NotAllowed
from headrace.core.lazily import lazy

if TYPE_CHECKING:
    import pyarrow as pa
    from psycopg.abc import Buffer
    from pyarrow import csv

    from headrace.app.ports import Scope
else:
    pa = lazy("pyarrow")
    csv = lazy("pyarrow.csv")
SETTINGS = (
    "SET LOCAL search_path TO pg_temp",  # what an answer makes is made here, and looked for here alone
    "SET LOCAL standard_conforming_strings TO on",
    "SET LOCAL jit TO off",  # compiling these queries takes longer than they run
    # Flags are taken for independent and groups for many: with less, all stays would be sorted by all columns.
    "SET LOCAL work_mem TO '64MB'",
    "SET LOCAL hash_mem_multiplier TO 8",
    "SET LOCAL default_statistics_target TO 10",  # a closer look at what one answer made takes longer than it saves
)
"""How an answer is worked out, whatever the server's own settings are."""


class Unreachable(HeadraceError):
    """A server that does not answer, or does not let us in."""

    code = "unreachable"


class Whole(Loader):
    """Sums of whole numbers come as numerics, and no other figure does."""

    def load(self, data: Buffer) -> int:
        """The number."""
        return int(bytes(data))


@dataclass(frozen=True, slots=True)
class Session:
    """A transaction for one answer. Nothing of what it makes is ever committed."""

    db: psycopg.Connection

    def run(self, statement: str) -> None:
        """Run a statement that gives nothing."""
        self.db.execute(statement.encode())

    def make(self, name: str, query: str) -> None:
        """Keep the rows of a query as a table."""
        self.run(f"CREATE TEMP TABLE {name} AS {query}")
        self.run(f"ANALYZE {name}")

    def put(self, name: str, rows: pa.Table | pa.RecordBatchReader) -> None:
        """Keep rows from here as a table."""
        made = SQL("CREATE TEMP TABLE {} ({})").format(Identifier(name), warehouse.columns(rows.schema))
        self.db.execute(made)
        batches = rows.to_batches() if isinstance(rows, pa.Table) else rows
        warehouse.copy(self.db, Identifier(name), rows.schema, batches)
        self.run(f"ANALYZE {name}")

    def rows(self, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The names of a query's columns, and its rows."""
        with self.db.execute(query.encode()) as result:
            return [column.name for column in result.description or ()], result.fetchall()

    def arrow(self, query: str) -> pa.Table:
        """The rows of a query of integers and texts as columns."""
        told = BytesIO()
        with self.db.cursor() as cursor:
            kinds = cursor.execute(f"SELECT * FROM ({query}) AS told LIMIT 0".encode()).description or ()
            with cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv, HEADER)".encode()) as stream:
                for part in stream:
                    told.write(part)
        told.seek(0)
        types = {kind.name: pa.string() if kind.type_display == "text" else pa.int64() for kind in kinds}
        # What is not known is empty; a text in quotes, or one like NULL, is a text.
        how = csv.ConvertOptions(
            column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
        )
        return csv.read_csv(told, convert_options=how, parse_options=csv.ParseOptions(newlines_in_values=True))


@dataclass(frozen=True, slots=True)
class PostgreSQLEngine(Answering):
    """Answers questions in a PostgreSQL database, given by its libpq URL."""

    url: str = ""
    dialect: ClassVar[str] = "postgres"
    text: ClassVar[str] = warehouse.TEXT

    @contextmanager
    def session(self, families: Sequence[str], scope: Scope) -> Iterator[Session]:
        """A session with the stays as `mirrored`, and each of these families as `known_<family>`."""
        with _connected(self.url) as connection:
            session = Session(connection)
            if not scope.rebuilt:
                warehouse.hold(connection, self.mirror, self.manifest)
            session.run("; ".join(SETTINGS))
            if scope.rebuilt:
                self._put_past(session, families, scope)
            else:
                _find(session, families, scope)
            yield session

    def _put_past(self, session: Session, families: Sequence[str], scope: Scope) -> None:
        """What was known then, as tables of this session."""
        past = DuckDBEngine(self.mirror, self.manifest, self.funnel, self.anew)
        with past.session(families, scope) as told:
            for name in ("mirrored", *(f"known_{family}" for family in families)):
                session.put(name, told.batches(f"SELECT * FROM {name}"))


def _find(session: Session, families: Sequence[str], scope: Scope) -> None:
    """What is known now, up to the end of the as-of day."""
    session.run(f"CREATE TEMP VIEW mirrored AS SELECT * FROM {warehouse.table('visits')}")
    happened = f"at_us IS NULL OR at_us < {scope.as_of_us}"
    for family in families:
        session.run(f"CREATE TEMP VIEW known_{family} AS SELECT * FROM {warehouse.table(family)} WHERE {happened}")


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection]:
    """A connection that is closed in the end, and whose troubles are explained."""
    try:
        with closing(psycopg.connect(url, client_encoding="utf8", application_name="headrace")) as connection:
            connection.adapters.register_loader("numeric", Whole)
            user, database = connection.info.user, connection.info.dbname
            yield connection
    except psycopg.OperationalError as problem:
        raise Unreachable(
            f"The PostgreSQL server of HEADRACE_ENGINE does not answer: {_first_line(problem)}",
            hint="Check the URL, the server and the password.",
        ) from problem
    except psycopg.errors.InsufficientPrivilege as problem:
        raise NotAllowed(
            f"The database of HEADRACE_ENGINE does not let {user} do this: {_first_line(problem)}",
            hint=f"GRANT CREATE, TEMPORARY ON DATABASE {database} TO {user};",
        ) from problem


def _first_line(problem: Exception) -> str:
    return str(problem).partition("\n")[0]
