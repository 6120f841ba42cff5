"""One database for all that is asked of a folder: who asks at the same time has tables of its own, and leaves none."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import duckdb

from headrace.adapters.mirror.duck import beside, catalog, one, remember_files, run, scratch


def test_who_asks_at_the_same_time_sees_only_its_own_tables(tmp_path: Path):
    def own(number: int) -> int:
        with scratch(tmp_path) as db:
            run(db, f"CREATE TABLE told AS SELECT {number} AS number")
            run(db, "CREATE TEMP VIEW read AS SELECT * FROM told")
            return one(db, "SELECT number FROM read")

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(own, range(40))) == list(range(40))


def test_a_thread_of_the_same_work_sees_the_same_tables(tmp_path: Path):
    with scratch(tmp_path) as db, beside(db, catalog(db)) as other:
        run(db, "CREATE TABLE told AS SELECT 7 AS number")

        assert one(other, "SELECT number FROM told") == 7


def test_what_stands_where_in_files_is_kept_only_for_who_wants_it(tmp_path: Path):
    file = tmp_path / "told.parquet"

    def kept(db: duckdb.DuckDBPyConnection) -> int:
        one(db, f"SELECT max(number) FROM '{file}'")
        return one(db, "SELECT memory_usage_bytes FROM duckdb_memory() WHERE tag = 'OBJECT_CACHE'")

    with scratch(tmp_path) as db:
        run(db, f"COPY (SELECT 7 AS number) TO '{file}' (FORMAT parquet)")
        without = kept(db)
    with scratch(tmp_path) as db:
        assert kept(db) == without
        remember_files(db)
        assert kept(db) > without


def test_nothing_is_left_whether_the_work_came_to_its_end_or_not(tmp_path: Path):
    databases = "SELECT count(*) FROM duckdb_databases()"
    with scratch(tmp_path) as db:
        before = one(db, databases)
    for _ in range(3):
        with suppress(ZeroDivisionError), scratch(tmp_path) as db:
            run(db, "CREATE TABLE told AS SELECT 1 AS number")
            raise ZeroDivisionError
    with scratch(tmp_path) as db:
        assert one(db, databases) == before
