"""A PostgreSQL server of one's own for the length of a bench: from the local binaries, on a socket in a folder."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

USER = "postgres"


class NoServer(Exception):
    """There is nothing to start a server from."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; it listens on a socket in `folder` alone."""

    folder: Path

    def conninfo(self, database: str = "postgres") -> str:
        """How psycopg reaches a database."""
        return f"host={self.folder} user={USER} dbname={database}"

    def database(self, name: str) -> str:
        """Make a database; returns the URL by which the house reaches it."""
        import psycopg  # noqa: PLC0415

        with psycopg.connect(self.conninfo(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return f"postgresql+psycopg://{USER}@/{name}?host={self.folder}"


def _binary(name: str) -> str:
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = str(installed[-1]) if installed else shutil.which(name)
    if found is None:
        raise NoServer(f"there is no {name} here")
    return found


def _run(*arguments: str) -> None:
    """Run a command of PostgreSQL, which refuses to work for root: then as the user that its package made."""
    drop = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups"] if os.geteuid() == 0 else []
    try:
        subprocess.run([*drop, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoServer(f"{Path(arguments[0]).name} did not work ({error})") from None


@contextmanager
def postgresql() -> Iterator[Server]:
    """A server with its defaults, durable, gone after the block."""
    initdb, pg_ctl = _binary("initdb"), _binary("pg_ctl")
    # Not in the scratch folder: its path may be too long for a socket, and closed to the user of the server.
    with TemporaryDirectory(prefix="bench-pg-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, USER, USER)
        _run(initdb, "-D", f"{folder}/data", "-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-c listen_addresses= -c unix_socket_directories={folder}"
        _run(pg_ctl, "-D", f"{folder}/data", "-o", options, "-l", f"{folder}/log", "-w", "start")
        try:
            yield Server(folder)
        finally:
            _run(pg_ctl, "-D", f"{folder}/data", "-m", "immediate", "-w", "stop")
