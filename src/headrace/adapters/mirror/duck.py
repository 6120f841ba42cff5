"""DuckDB by statements: how the mirror and the engine over it talk to it."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb


@contextmanager
def scratch(spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose tables and views are gone in the end; what does not fit into memory goes to the folder `spill`."""
    database = _database(spill, os.getpid())
    name = f"scratch_{uuid4().hex}"
    with closing(database.cursor()) as db:
        run(db, f"ATTACH ':memory:' AS {name}")
        try:
            run(db, f"USE {name}")
            yield db
        finally:
            db.close()
            with closing(database.cursor()) as last:
                run(last, f"DETACH {name}")


def catalog(db: duckdb.DuckDBPyConnection) -> str:
    """Where the tables and views of a connection are."""
    return str(run(db, "SELECT current_catalog()")[0][0])


@contextmanager
def beside(db: duckdb.DuckDBPyConnection, name: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Another connection to the tables and views of a catalog, for a thread of its own."""
    with closing(db.cursor()) as own:
        run(own, f"USE {name}")
        yield own


def remember_files(db: duckdb.DuckDBPyConnection) -> None:
    """Let a connection keep what stands where in a file, for many queries on large ones.

    To find it out anew takes as long as to read a share of the file. It is kept for good, so others do without:
    small files come and go with every sync.
    """
    run(db, "SET SESSION parquet_metadata_cache = true")


@lru_cache(maxsize=4)
def _database(spill: Path, _process: int) -> duckdb.DuckDBPyConnection:
    """One database for all that is asked of a folder: making one takes longer than many an answer.

    Of each process its own, for a fork inherits no threads. The system keeps files in memory; a second time would be too often.
    """
    return duckdb.connect(config={"temp_directory": str(spill), "enable_external_file_cache": False})


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
