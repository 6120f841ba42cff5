"""Invariant 15: each engine gives the same report to 1e-9, and the same leads behind every figure of it.

Every question of the catalogue is asked of DuckDB and of PostgreSQL, on random ledgers and on the made-up company. The
database that answers sorts texts as English does: an answer must not depend on that.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.adapters.engines.duckdb import DuckDBEngine
from headrace.adapters.engines.postgresql import PostgreSQLEngine, Unreachable
from headrace.adapters.mirror.mirror import Manifest, Mirror
from headrace.analytics.catalog import QUESTIONS
from headrace.analytics.question import Answer, Ask, Kind, Row
from headrace.app import reports
from headrace.app.ports import Engine
from headrace.app.reports import Terms
from headrace.core.errors import HeadraceError, NotAllowed
from headrace.core.funnel import Funnel
from ledgers import FIRST, any_ledgers, asks
from stand_ins import Reporting

pytestmark = pytest.mark.postgresql

ENGLISH = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'"


def database_url(server: str, name: str) -> str:
    return server.replace("postgresql+psycopg://", "postgresql://").replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="module")
def warehouse(postgresql_server: str) -> str:
    """The URL of a database that answers questions."""
    with psycopg.connect(database_url(postgresql_server, "postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE figures {ENGLISH}")
    return database_url(postgresql_server, "figures")


@dataclass(frozen=True)
class Both:
    """The two engines over one mirror."""

    duckdb: Engine
    postgresql: Engine
    terms: Terms

    def answers(self, question: str, ask: Ask) -> tuple[Answer | str, Answer | str]:
        """What each says: an answer, or why there is none."""
        return answer(self.duckdb, question, ask, self.terms), answer(self.postgresql, question, ask, self.terms)

    def agree(self, question: str, ask: Ask) -> Answer | None:
        """The answer, if there is one, after having seen that it is the same."""
        ours, theirs = self.answers(question, ask)
        if isinstance(ours, str) or isinstance(theirs, str):
            assert ours == theirs
            return None
        assert ours.caveats == theirs.caveats
        assert differences(ours.rows, theirs.rows) == []
        return ours

    def agree_on_leads(self, answer: Answer) -> int:
        """How many figures were listed, after having seen that both list the same leads."""
        figures = [column.name for column in answer.columns if column.listed]
        listed = [(row, figure) for row in answer.rows for figure in figures if row[figure]]
        for row, figure in listed:
            ours, theirs = (leads(engine, answer, row, figure, self.terms) for engine in (self.duckdb, self.postgresql))
            assert ours == theirs
        return len(listed)


def answer(engine: Engine, question: str, ask: Ask, terms: Terms) -> Answer | str:
    try:
        return reports.report(engine, question, ask, terms)
    except HeadraceError as refusal:
        return f"{refusal.code}: {refusal.message} {refusal.hint}"


def leads(engine: Engine, answer: Answer, row: Row, figure: str, terms: Terms) -> list[Row] | str:
    try:
        return reports.leads(engine, answer, row, figure, terms)
    except HeadraceError as refusal:
        return f"{refusal.code}: {refusal.message}"


def differences(ours: list[Row], theirs: list[Row]) -> list[tuple[Any, ...]]:
    """Where two answers differ: floats by more than 1e-9, anything else at all, order and types included."""
    if [list(row) for row in ours] != [list(row) for row in theirs]:
        return [("rows or columns", len(ours), len(theirs))]
    return [
        (number, name, one[name], other[name])
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True), 1)
        for name in one
        if not same(one[name], other[name])
    ]


def same(one: object, other: object) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9)
    return one == other


def both(mirror: Mirror, manifest: Manifest, terms: Terms, url: str, *, anew: bool = False) -> Both:
    return Both(
        DuckDBEngine(mirror, manifest, terms.funnel, anew),
        PostgreSQLEngine(mirror, manifest, terms.funnel, anew, url),
        terms,
    )


def both_of(house: Reporting, url: str, funnel: Funnel | None = None) -> Both:
    """The two engines over what a house holds; by another funnel than its own, if one is given."""
    engine = house.sync()
    terms = house.terms if funnel is None else Terms(funnel, house.policy, 2, 1, house.book.head(), house.now)
    return both(engine.mirror, engine.manifest, terms, url, anew=funnel is not None)


# -- random ledgers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", sorted(QUESTIONS))
@settings(max_examples=4)
@given(data=st.data())
def test_every_engine_gives_the_same_report_to_1e_9(question, data, warehouse):
    chapters = data.draw(any_ledgers())
    learnt = sum(map(len, chapters))
    with TemporaryDirectory(prefix="headrace-") as folder:
        house = Reporting(Path(folder))
        for chapter in chapters:
            house.learn(chapter)
        engines = both_of(house, warehouse)
        for ask in data.draw(st.lists(asks(question, learnt), min_size=5, max_size=5)):
            engines.agree(question, ask)


@pytest.mark.parametrize("question", sorted(QUESTIONS))
@settings(max_examples=3)
@given(data=st.data())
def test_every_engine_lists_the_same_leads(question, data, warehouse):
    chapters = data.draw(any_ledgers(most=3))
    facts = [fact for chapter in chapters for fact in chapter]
    with TemporaryDirectory(prefix="headrace-") as folder:
        engines = both_of(Reporting(Path(folder)).learn(facts), warehouse)
        answer = engines.agree(question, data.draw(asks(question, len(facts))))
        if answer is not None:
            engines.agree_on_leads(answer)


# -- the made-up company -------------------------------------------------------------------------------

AS_OF = date(2026, 6, 30)


@pytest.fixture(scope="module")
def company(warehouse: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """The made-up company with 2,000 leads."""
    with make_demo(tmp_path_factory.mktemp("company") / "demo", leads=2_000) as house:
        manifest = house.sync()
        terms = Terms(house.funnel, house.policy, 1, 1, manifest.head, datetime(2026, 7, 15, tzinfo=UTC))
        yield both(house.mirror, manifest, terms, warehouse)
