"""What the benches share: a scratch folder, the made-up files, a house that imported them, child processes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from headrace.house import House, make
from headrace.settings import Settings

ROOT = Path(__file__).parent.parent
CLOCK = datetime(2026, 7, 1, 8, tzinfo=UTC)
TRIAL = 5_000
SIGNED = {"marketing": "mara", "sales": "ola"}


class Workbench:
    """One run of the benches: `rows` is the number of leads."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.folder, self.rows = folder, rows

    @cached_property
    def files(self) -> tuple[Path, Path]:
        """The inquiries and the moves, as CSV."""
        folder = self.folder / "files"
        folder.mkdir()
        run("write_files", str(folder), str(self.rows))
        return folder / "inquiries.csv", folder / "moves.csv"

    @cached_property
    def imported(self) -> tuple[Path, dict[str, Any]]:
        """The folder of a house on SQLite that imported both files, and what that took."""
        folder = new_house(self.folder / "imported")
        return folder, run("import_files", str(folder), "", *map(str, self.files))

    def times(self, wanted: int) -> int:
        """How often to repeat what is timed: once will do where the size says that only the bench is tried."""
        return wanted if self.rows >= TRIAL else 1

    def fresh(self, name: str) -> Path:
        """A new folder for one bench."""
        folder = self.folder / name
        folder.mkdir()
        return folder


def clock() -> datetime:
    """The time in a bench: fixed, after all that is made up happened."""
    return CLOCK


def new_house(folder: Path, database: str | None = None) -> Path:
    """A house with the default definitions published."""
    made = make(folder)
    with House(Settings(made.folder, database), clock) as house:
        house.publish(by="bench", signoffs=SIGNED)
    return folder


def import_file(house: House, path: Path, *, more: bool = False) -> Any:
    """Import a file whose columns bear the fields' names; its stem is the kind of its rows."""
    from headrace.adapters.imports.files import understand  # noqa: PLC0415
    from headrace.adapters.imports.maps import by_header, row_kind  # noqa: PLC0415

    rows = by_header(row_kind(path.stem), "bench", "UTC", understand(path).columns)
    return house.import_file(path, rows, more=more)


def command(*arguments: str) -> list[str]:
    """The command that runs one of the tasks of `bench.child` in a process of its own."""
    return [sys.executable, "-m", "bench.child", *arguments]


def environment() -> dict[str, str]:
    """The environment of a child: compiled modules may be kept, as they are wherever headrace is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), kept.get("PYTHONPATH"))))}


def run(*arguments: str) -> dict[str, Any]:
    """Run a task in a process of its own, so that its peak memory is its own; what it told."""
    done = subprocess.run(command(*arguments), env=environment(), check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


Bench = Callable[[Workbench], Any]
