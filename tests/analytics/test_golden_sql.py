"""The shipped SQL is what Ibis makes of the questions now: reports start without Ibis, and cannot drift from it."""

from importlib.resources import files

import pytest
from ibis.common.exceptions import IbisTypeError

from headrace.analytics import tables
from headrace.analytics.catalog import QUESTIONS
from headrace.analytics.compiled import FOLDERS, compile_sql, file_of, parts, sql

SHIPPED = [
    (name, shape, part, dialect)
    for name, question in QUESTIONS.items()
    for shape in question.units
    for part in parts(question)
    for dialect in FOLDERS
]
FILES = {file_of(QUESTIONS[name], *which) for name, *which in SHIPPED}


@pytest.mark.parametrize(("name", "shape", "part", "dialect"), SHIPPED, ids=map(".".join, SHIPPED))
def test_the_shipped_sql_is_what_ibis_makes_of_the_question(name, shape, part, dialect):
    question, again = QUESTIONS[name], "run `python -m headrace.analytics` and review the difference"

    assert sql(question, shape, part, dialect) == compile_sql(question, shape, part, dialect), again


def test_no_shipped_sql_is_without_a_question():
    analytics = files("headrace.analytics")
    shipped = {
        f"{folder}/{file.name}"
        for folder in FOLDERS.values()
        for file in analytics.joinpath(folder).iterdir()
        if file.name.endswith(".sql")
    }

    assert shipped == FILES


def test_whoever_reads_what_stays_are_worth_says_so(monkeypatch: pytest.MonkeyPatch):
    """Without these columns their units cannot be said; an as-of before a value was told needs stays built anew for them."""
    for column in ("value", "won_value"):
        monkeypatch.delitem(tables.VISITS, column)

    assert {name for name in QUESTIONS if reads_worth(name)} == {name for name in QUESTIONS if QUESTIONS[name].worth}


def reads_worth(name: str) -> bool:
    question = QUESTIONS[name]
    facts = [tables.facts(table) for table in question.tables]
    for shape, units in question.units.items():
        try:
            units(tables.visits(shape), *facts)
        except (AttributeError, IbisTypeError):
            return True
    return False
