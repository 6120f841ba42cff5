"""A look at the ledger in one SQLite file: enough for a report to see that nothing is new.

Opening the whole book takes longer than answering from a mirror that is in step.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from headrace.core.entries import Known
from headrace.ledger.codec import COLUMNS, entry_of


@dataclass(frozen=True, slots=True)
class Glance:
    """The head of a ledger, and what was published into it, as they are at each look."""

    path: Path

    def head(self) -> int:
        """The `seq` of the newest fact, 0 for an empty ledger."""
        [(head,)] = self._read("SELECT max(seq) FROM ledger")
        return head or 0

    def published(self, kind: str) -> list[Known]:
        """The publications of a kind, oldest first."""
        # Written out, not bound: only so does SQLite see that its index of rulings fits.
        query = f"SELECT {', '.join(COLUMNS)} FROM ledger WHERE kind = '{kind}' ORDER BY seq"
        return [entry_of(row) for row in self._read(query)]

    def _read(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=rw", uri=True)) as ledger:
            return ledger.execute(query).fetchall()


def glance(path: Path) -> Glance | None:
    """A look at a ledger; None where there is none yet, or none that can be read so."""
    seen = Glance(path)
    try:
        seen.head()
    except sqlite3.Error:
        return None
    return seen
