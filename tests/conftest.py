"""What all tests share: real stores that start in a second, real data where it lies beside the project."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

import hypothesis_profile  # noqa: F401  (fixes the seeds)
from headrace.adapters.documents.shipped import template
from headrace.adapters.stores.postgresql import PostgreSQLBook
from headrace.adapters.stores.sql import SQLBook
from headrace.adapters.stores.sqlite import SQLiteBook
from headrace.core.funnel import Funnel
from headrace.rules.work import project
from judging import terms_for

REAL_DATA = Path(__file__).parent.parent.parent / "shared" / "data"
MakeBook = Callable[[], SQLBook]


def missing(what: str) -> None:
    """Skip for want of a tool or of data; where everything is required, fail instead."""
    if os.environ.get("HEADRACE_REQUIRE") == "all":
        pytest.fail(f"{what} is missing, and HEADRACE_REQUIRE=all wants it here")
    pytest.skip(f"{what} is missing here")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of public data sets that nobody here wrote."""
    if not REAL_DATA.is_dir():
        missing("the folder of real data")
    return REAL_DATA


@pytest.fixture
def classic() -> Funnel:
    """The classic waterfall."""
    return template("classic")


def _binary(name: str) -> str | None:
    found = shutil.which(name)
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return found or (str(installed[-1]) if installed else None)


def _as_server_user(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root: there it runs as the user that its package made."""
    return (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
        if os.geteuid() == 0
        else command
    )


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A PostgreSQL server of the tests' own, on a socket in a temporary folder; gives its URL."""
    initdb, postgres = _binary("initdb"), _binary("postgres")
    if initdb is None or postgres is None:
        missing("a PostgreSQL server (initdb, postgres)")
    folder = Path(tempfile.mkdtemp(prefix="headrace-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    make = [initdb, "-D", str(data), "-U", "headrace", "--auth=trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(_as_server_user(make), check=True, capture_output=True)
    options = [postgres, "-D", str(data), "-k", str(folder), "-c", "listen_addresses=", "-c", "fsync=off"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(_as_server_user(options), stdout=log, stderr=log)
    url = f"postgresql+psycopg://headrace@/postgres?host={folder}"
    try:
        _await_server(url)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _await_server(url: str) -> None:
    engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
    for _ in range(200):
        try:
            with engine.connect():
                return
        except sa.exc.OperationalError:
            time.sleep(0.05)
    raise RuntimeError("the PostgreSQL server did not start")


@pytest.fixture(scope="module")
def warehouse(postgresql_server: str) -> str:
    """The URL of an empty database that answers questions. Left alone, it would sort texts as English does."""
    name = f"t{uuid4().hex}"
    english = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'"
    admin = sa.create_engine(postgresql_server, poolclass=sa.pool.NullPool, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} {english}")
    return postgresql_server.replace("+psycopg", "").replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database: each test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ledger.db'}"
        return
    server = request.getfixturevalue("postgresql_server")
    name = f"t{uuid4().hex}"
    admin = sa.create_engine(server, poolclass=sa.pool.NullPool, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield server.replace("/postgres?", f"/{name}?")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def open_book(database: str, funnel: Funnel) -> SQLBook:
    """A book at an address."""

    terms = terms_for(funnel)

    def fold(facts):
        return project(facts, terms)

    if database.startswith("sqlite"):
        return SQLiteBook(Path(database.removeprefix("sqlite:///")), fold)
    return PostgreSQLBook(database, fold)


@pytest.fixture
def book(database: str, classic: Funnel) -> Iterator[SQLBook]:
    """An empty book on each store."""
    with closing(open_book(database, classic)) as book:
        yield book
