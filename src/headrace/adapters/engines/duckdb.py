"""DuckDB over the mirror: the default engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from headrace.adapters.engines.answering import Answering, past_of
from headrace.adapters.mirror import known
from headrace.adapters.mirror.duck import run
from headrace.adapters.mirror.families import ATTRIBUTES, WITH_ATTRIBUTES

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from headrace.adapters.mirror.mirror import Manifest
    from headrace.app.ports import Scope


@dataclass(frozen=True, slots=True)
class Session:
    """A connection for one answer."""

    db: duckdb.DuckDBPyConnection

    def run(self, statement: str) -> None:
        """Run a statement that gives nothing."""
        run(self.db, statement)

    def make(self, name: str, query: str) -> None:
        """Keep the rows of a query as a table."""
        run(self.db, f"CREATE TEMP TABLE {name} AS {query}")

    def put(self, name: str, rows: pa.Table) -> None:
        """Keep rows from here as a table."""
        self.db.register(f"{name}_rows", rows)
        self.make(name, f"SELECT * FROM {name}_rows")

    def rows(self, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The names of a query's columns, and its rows."""
        result = self.db.execute(query)
        return [column[0] for column in result.description or ()], result.fetchall()

    def arrow(self, query: str) -> pa.Table:
        """The rows of a query as columns."""
        return self.db.sql(query).to_arrow_table()

    def batches(self, query: str) -> pa.RecordBatchReader:
        """The rows of a query as columns, some at a time."""
        return self.db.sql(query).to_arrow_reader()


@dataclass(frozen=True, slots=True)
class DuckDBEngine(Answering):
    """Answers questions on the mirror's own files."""

    dialect: ClassVar[str] = "duckdb"
    text: ClassVar[str] = "VARCHAR"

    @contextmanager
    def session(self, families: Sequence[str], scope: Scope) -> Iterator[Session]:
        """A session with the stays as `mirrored`, and each of these families as `known_<family>`."""
        members = known.OF_MEMBERS if scope.together else ()
        tellers = WITH_ATTRIBUTES if ATTRIBUTES in families else ()
        tables = dict.fromkeys(["rulings", *families, *members, *tellers]) if families else ()
        with self._then(scope) as manifest, self.mirror.open(manifest, tables) as db:
            if families:
                known.create(db, families, **past_of(scope)._asdict())
            run(db, "ALTER VIEW visits RENAME TO mirrored")
            yield Session(db)

    def _then(self, scope: Scope) -> AbstractContextManager[Manifest]:
        """What the mirror holds, or would have held then."""
        if not scope.rebuilt:
            return nullcontext(self.manifest)
        return self.mirror.recalled(self.manifest, self.funnel, past_of(scope))
