"""What is wrong with a document that its author wrote: all of it at once, each with its place."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

from headrace.core.errors import DataRefused
from headrace.core.texts import ngettext

SHOWN = 25
WIDTH = 60
MOST_LISTED = 30


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a document may not say.

    `line` counts from 1. `path` is the key with those above it (`stages.sql.owner`), empty for the
    whole document. `hint` is a closing sentence (did you mean), or nothing.
    """

    file: str
    line: int
    path: str
    found: str
    allowed: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:" + (f" {self.path}:" if self.path else "")
        return f"{where} found {self.found}; allowed: {self.allowed}.{self.hint}"


class DocumentRefused(DataRefused):
    """A document with problems. It carries all of them, the first ones as sentences."""

    code = "document_refused"

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        self.file, self.problems = file, tuple(problems)
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            lines.append(f"… and {len(self.problems) - SHOWN} more")
        title = ngettext("{n} problem in {file}:", "{n} problems in {file}:", len(self.problems), file=file)
        super().__init__("\n".join([title, *lines]), hint="Nothing was changed. Correct the file and try again.")

    def joined(self, other: "DocumentRefused") -> "DocumentRefused":
        """The problems of two documents as one refusal."""
        return DocumentRefused(f"{self.file}, {other.file}", [*self.problems, *other.problems])


def quoted(given: object) -> str:
    """What was found, short and harmless on a terminal.

    >>> quoted("a" * 100)
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…'"
    """
    text = str(given)
    return repr(text if len(text) <= WIDTH else text[:WIDTH] + "…")


def listed(allowed: Collection[str]) -> str:
    """The words that are allowed somewhere, the first ones of many.

    >>> listed(["refuse", "take"])
    'refuse, take'
    """
    words = ", ".join(islice(allowed, MOST_LISTED)) or "nothing"
    return words + (f" and {len(allowed) - MOST_LISTED:,} more" if len(allowed) > MOST_LISTED else "")
