"""The refused rows of a file, as a file: to be corrected and imported again.

It has the columns of the input first, as they were, then `refused_line`, `refused_column`,
`refused_value` and `refused_reason`; a map that reads the input reads it too.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from headrace.adapters.imports.files import Source, raw_rows, understand
from headrace.app.ports import Reject
from headrace.core.errors import UsageError

REASON_COLUMNS = ("refused_line", "refused_column", "refused_value", "refused_reason")


def write_rejects(target: Path, source: Path, rejects: Sequence[Reject], *, sheet: str | None = None) -> None:
    """Write the refused rows of `source` to `target`, in UTF-8 and separated by commas."""
    read = understand(source, sheet=sheet)
    columns = [name for name in read.columns if name not in REASON_COLUMNS]
    try:
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*columns, *REASON_COLUMNS])
            writer.writerows(_rows(read, columns, rejects))
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}.", hint="Give another --rejects.") from None


def _rows(read: Source, columns: Sequence[str], rejects: Sequence[Reject]) -> Iterator[list[str]]:
    by_line = {line: list(group) for line, group in groupby(sorted(rejects, key=_line), key=_line)}
    cells = raw_rows(read, set(by_line))
    for line, group in by_line.items():
        row: Mapping[str, str] = cells.get(line, {})
        reasons = [
            str(line),
            "; ".join(reject.column for reject in group),
            "; ".join(reject.value or "" for reject in group),
            "; ".join(reject.reason for reject in group),
        ]
        yield [*(row.get(name, "") for name in columns), *reasons]


def _line(reject: Reject) -> int:
    return reject.line
