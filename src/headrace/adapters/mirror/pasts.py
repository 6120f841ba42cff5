"""Stays as they were known once, kept beside the mirror for who asks again.

A past is a file `past-….json` that names its files of stays, `past-….parquet`. A reader holds it with a shared lock, so that
nobody forgets it meanwhile; `past.lock` lets one builder in at a time.
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

KEPT = 8
"""How many pasts are kept."""
KEPT_ROWS = 100_000_000
"""Behind how many rows of stays older ones are forgotten."""

Told = Mapping[str, Any]
"""What a past tells: the files of its `visits`, how many `visit_rows` these have; `until` which head of the ledger it holds,
None if nothing that is learnt later can change it."""


class Pasts:
    """The pasts in the folder of a mirror."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def held(self, name: str, build: Callable[[], Told]) -> Iterator[Told]:
        """What was kept under a name, or else is built now; it lasts until the end of the block."""
        path = self.folder / f"past-{name}.json"
        file = _hold(path)
        if file is None:
            with self._alone(fcntl.LOCK_EX):
                file = _hold(path) or self._keep(path, build())
                self._forget()
        with closing(file):
            yield json.load(file)

    def forget(self, head: int) -> None:
        """Let go of what held until another head of the ledger only, unless somebody reads or builds it just now."""
        try:
            with self._alone(fcntl.LOCK_EX | fcntl.LOCK_NB):
                self._forget(head)
        except BlockingIOError:
            return

    @contextmanager
    def _alone(self, how: int) -> Iterator[None]:
        with (self.folder / "past.lock").open("w") as lock:
            fcntl.flock(lock, how)
            yield

    def _keep(self, path: Path, told: Told) -> IO[str]:
        scratch = self.folder / f"{path.stem}-{uuid4().hex}.tmp"
        scratch.write_text(json.dumps(told))
        file = scratch.open()
        fcntl.flock(file, fcntl.LOCK_SH)
        scratch.replace(path)
        return file

    def _forget(self, head: int | None = None) -> None:
        """Delete what is too much, no longer holds, or was left by a builder that was ended."""
        wanted, rows = set(), 0
        newest = sorted(self.folder.glob("past-*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for number, path in enumerate(newest):
            told = json.loads(path.read_text())
            rows += told["visit_rows"]
            stale = head is not None and told["until"] not in (None, head)
            too_much = number >= KEPT or (number and rows > KEPT_ROWS)
            if not (stale or too_much) or not _let_go(path):
                wanted.update(told["visits"])
        for path in (*self.folder.glob("past-*.parquet"), *self.folder.glob("past-*.tmp")):
            if path.name not in wanted:
                path.unlink(missing_ok=True)


def _hold(path: Path) -> IO[str] | None:
    """A past's file under a shared lock; None if there is none."""
    try:
        file = path.open()
    except FileNotFoundError:
        return None
    fcntl.flock(file, fcntl.LOCK_SH)
    if os.fstat(file.fileno()).st_nlink == 0:  # forgotten before it was held
        file.close()
        return None
    os.utime(path)
    return file


def _let_go(path: Path) -> bool:
    """Delete a past's file; false if somebody holds it."""
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        path.unlink()
    return True
