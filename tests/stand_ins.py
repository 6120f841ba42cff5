"""Honest stand-ins: a book that is a list, and a house that is one folder and some facts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

from headrace.adapters.documents.shipped import default_policy, template
from headrace.adapters.engines.duckdb import DuckDBEngine
from headrace.adapters.mirror.mirror import Mirror
from headrace.analytics.question import Answer, Ask, Row
from headrace.app import reports
from headrace.app.ports import Book, LedgerRow
from headrace.app.reports import Terms
from headrace.core.entries import Known
from headrace.core.errors import UnknownName
from headrace.core.funnel import Funnel
from headrace.core.policy import Policy
from headrace.ledger.codec import COLUMNS, row_of
from headrace.rules.editions import Edition

CLASSIC = template("classic")
POLICY = default_policy("classic")
LATER = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class ListBook:
    """What a mirror needs of a book, over facts in a list."""

    facts: list[Known] = field(default_factory=list)

    def head(self) -> int:
        return self.facts[-1].seq if self.facts else 0

    def rows(self, after: int, until: int | None = None, columns: Sequence[str] = COLUMNS) -> Iterator[list[LedgerRow]]:
        told = [row_of(f) for f in self.facts if f.seq > after and (until is None or f.seq <= until)]
        found = [tuple(row[COLUMNS.index(name)] for name in columns) for row in told]
        if found:
            yield found


@dataclass
class Reporting:
    """A mirror of some facts that answers questions, as a house does."""

    folder: Path
    funnel: Funnel = CLASSIC
    policy: Policy = POLICY
    book: ListBook = field(default_factory=ListBook)
    now: datetime = LATER
    mirrored: Callable[[Path], Mirror] = Mirror
    editions: Sequence[Edition] = ()

    def learn(self, facts: Sequence[Known]) -> "Reporting":
        """Append facts and bring the mirror up to them."""
        self.book.facts += facts
        self.sync()
        return self

    @property
    def mirror(self) -> Mirror:
        return self.mirrored(self.folder)

    @property
    def terms(self) -> Terms:
        return Terms(self.funnel, self.policy, 1, 1, self.book.head(), self.now, self.editions)

    def sync(self) -> DuckDBEngine:
        manifest = self.mirror.sync(cast("Book", self.book), self.funnel, self.policy.zone)
        return DuckDBEngine(self.mirror, manifest, self.funnel)

    def answer(self, question: str, ask: Ask) -> Answer:
        return reports.report(self.sync(), question, ask, self.terms)

    def answer_or_nothing(self, question: str, ask: Ask) -> Answer | None:
        """The answer; None where no fact ever gave the attribute that it is to be split by."""
        try:
            return self.answer(question, ask)
        except UnknownName:
            return None

    def report(self, question: str, **asked: Any) -> list[Row]:
        """The rows of an answer."""
        return list(self.answer(question, asking(**asked)).rows)

    def leads(self, answer: Answer, row: Row, figure: str) -> list[Row]:
        return reports.leads(self.sync(), answer, row, figure, self.terms)


def asking(
    *,
    first: date | None = None,
    end: date | None = None,
    as_of: date | None = None,
    known_at: datetime | None = None,
    by: str | None = None,
    bucket: str | None = None,
    where: Mapping[str, str] | None = None,
    unit: str | None = None,
    **options: Any,
) -> Ask:
    return Ask(first, end, as_of, known_at, by, bucket, dict(where or {}), unit, options)
