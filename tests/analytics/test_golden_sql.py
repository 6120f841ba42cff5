"""The shipped SQL is what Ibis makes of the questions now: reports start without Ibis, and cannot drift from it."""

from importlib.resources import files

import pytest

from headrace.analytics.catalog import QUESTIONS
from headrace.analytics.compiled import compile_sql, parts, sql

SHIPPED = [
    (name, shape, part) for name, question in QUESTIONS.items() for shape in question.units for part in parts(question)
]
FILES = {f"{QUESTIONS[name].like or name}.{shape}.{part}.sql" for name, shape, part in SHIPPED}


@pytest.mark.parametrize(("name", "shape", "part"), SHIPPED, ids=map(".".join, SHIPPED))
def test_the_shipped_sql_is_what_ibis_makes_of_the_question(name, shape, part):
    again = "run `python -m headrace.analytics` and review the difference"

    assert sql(QUESTIONS[name], shape, part) == compile_sql(QUESTIONS[name], shape, part), again


def test_no_shipped_sql_is_without_a_question():
    folder = files("headrace.analytics").joinpath("sql")

    assert {file.name for file in folder.iterdir()} == FILES
