"""Files into the ledger, validation and rejects included, against bare inserts of the same rows."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from bench import servers
from bench.figures import Figure, Result, watch
from bench.workbench import Workbench, new_house, run
from headrace.adapters.stores.sqlite import SQLiteBook
from headrace.ledger.codec import COLUMNS

CHUNK = 10_000
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON", "cache_size=-131072")
Rows = Iterator[list[tuple[Any, ...]]]


def bench(workbench: Workbench) -> Result:
    """The whole file on its way in, on both stores."""
    result = bench_sqlite(workbench)
    try:
        other = bench_postgresql(workbench)
    except servers.NoServer as missing:
        other = Result("", [], [f"PostgreSQL was left out: {missing}."])
    return Result(result.title, [*result.figures, *other.figures], [*result.notes, *other.notes])


def bench_sqlite(workbench: Workbench) -> Result:
    """Into a file, against a bare `executemany` into another."""
    folder, ours = workbench.imported
    with closing(sqlite3.connect(folder / "ledger.db")) as ledger:
        bare = _bare_sqlite(workbench.fresh("bare") / "ledger.db", _rows(ledger))
    told = (
        f"{ours['rows']:,} rows of CSV, {ours['refused']:,} of them refused, became {ours['facts']:,} facts. The rival "
        "only inserts the ledger's rows, in the same order, 10,000 per transaction, with the same schema and settings."
    )
    return Result("Imports", _figures("SQLite", ours, "a bare executemany", bare, "at least 1"), [told])


def bench_postgresql(workbench: Workbench) -> Result:
    """Into a server of its own, against a bare COPY into another database of it."""
    imported, _ = workbench.imported
    with servers.postgresql() as server:
        database = server.database("ours")
        folder = new_house(workbench.folder / "on-postgresql", database)
        ours = run("import_files", str(folder), database, *map(str, workbench.files))
        with closing(sqlite3.connect(imported / "ledger.db")) as ledger:
            bare = _bare_copy(server, _rows(ledger))
    return Result("Imports", _figures("PostgreSQL", ours, "a bare COPY", bare, "at least 0.6"))


def _figures(store: str, ours: dict[str, Any], rival: str, bare: float, budget: str) -> list[Figure]:
    speed = ours["facts"] / ours["seconds"]
    return [
        Figure(
            f"{store}: facts a second", f"{speed:,.0f}/s", f"{rival}: {bare:,.0f} rows/s", speed / bare,
            f"{budget} x the rival",
        ),
        Figure(f"{store}: peak memory while importing", f"{ours['mib']:,.0f} MiB", budget="under 512 MiB"),
        Figure(f"{store}: projecting every journey afterwards", f"{ours['projecting']:.1f} s"),
        Figure(f"{store}: peak memory while projecting", f"{ours['mib_afterwards']:,.0f} MiB"),
    ]  # fmt: skip


def _rows(ledger: sqlite3.Connection) -> Rows:
    """The imported facts as the ledger has them, in order, without their numbers."""
    cursor = ledger.execute(f"SELECT {', '.join(COLUMNS[1:])} FROM ledger WHERE batch IS NOT NULL ORDER BY seq")
    while chunk := cursor.fetchmany(CHUNK):
        yield chunk


def _bare_sqlite(path: Path, rows: Rows) -> float:
    """Rows a second of `executemany` into an empty ledger; reading them is not counted."""
    SQLiteBook(path).close()
    count, seconds = 0, 0.0
    insert = f"INSERT INTO ledger ({', '.join(COLUMNS[1:])}) VALUES ({', '.join('?' * len(COLUMNS[1:]))})"
    with closing(sqlite3.connect(path, isolation_level=None)) as ledger:
        for pragma in PRAGMAS:
            ledger.execute(f"PRAGMA {pragma}")
        for chunk in rows:
            with watch() as stopwatch:
                ledger.execute("BEGIN IMMEDIATE")
                ledger.executemany(insert, chunk)
                ledger.execute("COMMIT")
            count, seconds = count + len(chunk), seconds + stopwatch.seconds
    return count / seconds


def _bare_copy(server: servers.Server, rows: Rows) -> float:
    """Rows a second of COPY, fed with ready text, into an empty ledger."""
    import psycopg  # noqa: PLC0415

    from headrace.adapters.stores.postgresql import PostgreSQLBook  # noqa: PLC0415

    PostgreSQLBook(server.database("bare")).close()
    count, seconds = 0, 0.0
    with psycopg.connect(server.conninfo("bare")) as connection:
        for chunk in rows:
            lines = "".join("\t".join(map(_field, row)) + "\n" for row in chunk)
            with watch() as stopwatch:
                with connection.cursor().copy(f"COPY ledger ({', '.join(COLUMNS[1:])}) FROM STDIN") as copy:
                    copy.write(lines)
                connection.commit()
            count, seconds = count + len(chunk), seconds + stopwatch.seconds
    return count / seconds


def _field(value: object) -> str:
    if value is None:
        return "\\N"
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
