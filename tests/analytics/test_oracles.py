"""Every figure equals what twenty plain lines of Python make of the same facts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st
from ledgers import asks, ledgers
from oracles import ORACLES, Asked, Row, Told
from stand_ins import CLASSIC, POLICY, Reporting

from headrace.analytics.question import Ask
from headrace.core.entries import Known
from headrace.core.errors import UsageError

ASKS_PER_LEDGER = 4


@contextmanager
def reporting(*chapters: list[Known]) -> Iterator[Reporting]:
    """The mirror of a ledger that was learnt chapter by chapter."""
    with TemporaryDirectory(prefix="headrace-") as folder:
        house = Reporting(Path(folder))
        for chapter in chapters:
            house.learn(chapter)
        yield house


def expected(facts: list[Known], question: str, ask: Ask) -> Told:
    return ORACLES[question](Asked(facts, ask, CLASSIC, POLICY.time_zone, POLICY.currency))


def close(row: Row) -> dict[str, Any]:
    return {name: pytest.approx(value, abs=1e-9) if isinstance(value, float) else value for name, value in row.items()}


def as_told(leads: list[Row]) -> list[tuple[Any, ...]]:
    return sorted(((lead["unit"], lead["journey"], lead["person"]) for lead in leads), key=repr)


@pytest.mark.parametrize("question", sorted(ORACLES))
@settings(max_examples=40)
@given(data=st.data())
def test_rows_and_leads_are_the_oracles(question, data):
    chapters = data.draw(ledgers())
    facts = [fact for chapter in chapters for fact in chapter]
    with reporting(facts) as house:
        for _ in range(ASKS_PER_LEDGER):
            ask = data.draw(asks(question, len(facts)))
            answer, told = house.answer_or_nothing(question, ask), expected(facts, question, ask)
            if answer is None:
                continue

            assert list(answer.rows) == [close(row) for row, _ in told]
            check_leads(house, answer, told)


def check_leads(house: Reporting, answer: Any, told: Told) -> None:
    """Whatever can be listed has exactly the oracle's leads; what cannot says so."""
    listed = [column.name for column in answer.columns if column.listed]
    for row, leads in told:
        for figure in (name for name in listed if row[name]):
            try:
                found = house.leads(answer, row, figure)
            except UsageError:
                assert answer.ask.options.get("kind") in ("flow", "snapshot")
                continue
            assert as_told(found) == sorted(leads[figure], key=repr)
