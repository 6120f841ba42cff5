"""DuckDB by statements: how the mirror and the engine over it talk to it."""

from typing import Any

import duckdb


def run(db: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    """Run a statement; its rows."""
    return db.execute(sql).fetchall()


def one(db: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The one number that a query gives."""
    return int(run(db, sql)[0][0])


def literal(value: object) -> str:
    """A value as an SQL literal."""
    return "'" + str(value).replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
