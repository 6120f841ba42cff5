"""The subset of SQL in which entry and exit criteria are written."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import duckdb
import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.adapters.documents.criteria import CriterionRefused, is_word_of_sql, parse
from headrace.analytics.criteria import expression
from headrace.core.criteria import Criterion, from_data, holds, names, prose, to_data, verdict
from headrace.core.errors import DataRefused

FACTS = {"score": "number", "title_level": "text", "hand_raiser": "flag", "close_date": "day"}
DAYS = ["2024-02-28", "2024-02-29", "2024-03-01", "2025-01-01"]
WORDS = ["head", "director", "it's", "HEAD", "", "ünïcode", "back\\slash"]

numbers = st.integers(-1000, 1000) | st.sampled_from([0.1, 0.5, -2.25, 74.999, 75.0])
rows = st.fixed_dictionaries(
    {
        "score": st.none() | numbers,
        "title_level": st.none() | st.sampled_from(WORDS),
        "hand_raiser": st.none() | st.booleans(),
        "close_date": st.none() | st.sampled_from(DAYS),
    }
)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def literals(kind: str) -> st.SearchStrategy[str]:
    return {
        "number": numbers.map(str),
        "text": st.sampled_from(WORDS).map(quoted),
        "flag": st.sampled_from(["TRUE", "FALSE"]),
        "day": st.sampled_from(DAYS).map(quoted),
    }[kind]


@st.composite
def comparisons(draw: Any) -> str:
    fact, kind = draw(st.sampled_from(sorted(FACTS.items())))
    ordered = kind in ("number", "day")
    form = draw(st.sampled_from(["compare", "in", "null", *(["between"] if ordered else ["flag"])]))
    negated = draw(st.sampled_from(["", "NOT "]))
    if form == "null":
        return f"{fact} IS {negated}NULL"
    if form == "in":
        values = ", ".join(draw(st.lists(literals(kind), min_size=1, max_size=3)))
        return f"{fact} {negated}IN ({values})"
    if form == "between":
        ends = {"number": ["-5", "0.5"], "day": [quoted(DAYS[0]), quoted(DAYS[2])]}[kind]
        return f"{fact} {negated}BETWEEN {ends[0]} AND {ends[1]}"
    if form == "flag" and kind == "flag":
        return f"{negated}{fact}"
    operator = draw(st.sampled_from(["=", "<>", "!=", *(["<", "<=", ">", ">="] if ordered else [])]))
    return f"{negated}{fact} {operator} {draw(literals(kind))}"


texts = st.recursive(
    comparisons(),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(" AND ".join),
        st.tuples(inner, inner).map(" OR ".join),
        inner.map(lambda text: f"({text})"),
        inner.map(lambda text: f"NOT ({text})"),
    ),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def duck() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE facts (score DOUBLE, title_level VARCHAR, hand_raiser BOOLEAN, close_date VARCHAR)"
        )
        yield connection


@pytest.fixture(scope="module")
def lite() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE facts (score REAL, title_level TEXT, hand_raiser INTEGER, close_date TEXT)")
    yield connection
    connection.close()


def ibis_sql(criterion: Criterion) -> str:
    types = {"number": "float64", "text": "string", "flag": "boolean", "day": "string"}
    table = ibis.table({name: types[kind] for name, kind in FACTS.items()}, name="facts")
    return str(ibis.to_sql(table.select(answer=expression(criterion.tree, table)), dialect="duckdb"))


@given(text=texts, row=rows)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_python_ibis_and_two_databases_agree_about_every_criterion(
    text: str, row: dict[str, Any], duck: duckdb.DuckDBPyConnection, lite: sqlite3.Connection
) -> None:
    criterion = parse(text, FACTS)
    mine = verdict(criterion.tree, row)

    for connection in (duck, lite):
        connection.execute("DELETE FROM facts")
        connection.execute("INSERT INTO facts VALUES (?, ?, ?, ?)", [row[name] for name in FACTS])
    [of_duckdb] = duck.execute(f"SELECT {text} FROM facts").fetchone()
    [of_sqlite] = lite.execute(f"SELECT {text} FROM facts").fetchone()
    [of_ibis] = duck.execute(ibis_sql(criterion)).fetchone()

    assert of_duckdb == mine
    assert of_ibis == mine
    assert (None if of_sqlite is None else bool(of_sqlite)) == mine


@given(text=texts)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_a_stored_tree_is_read_back_as_it_was_and_says_the_same(text: str) -> None:
    tree = parse(text, FACTS).tree

    assert from_data(to_data(tree)) == tree
    assert prose(from_data(to_data(tree))) == prose(tree) != ""
    assert set(names(tree)) <= set(FACTS)


@given(text=st.text(max_size=60))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_any_text_is_a_criterion_or_refused_never_an_accident(text: str) -> None:
    with suppress(CriterionRefused):
        parse(text, FACTS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("score >= 75 AND hand_raiser", "score is at least 75 and hand raiser is yes"),
        ("title_level IN ('head', 'director')", "title level is “head” or “director”"),
        ("NOT (score < 10)", "score is at least 10"),
        ("NOT hand_raiser", "hand raiser is no"),
        ("hand_raiser <> TRUE", "hand raiser is no"),
        ("close_date >= '2025-01-01'", "close date is “2025-01-01” or later"),
        ("close_date IS NOT NULL", "close date is known"),
        ("score NOT BETWEEN 1 AND 2", "score is not from 1 to 2"),
        (
            "score > 1 AND (hand_raiser OR score < 0)",
            "score is above 1 and (hand raiser is yes or score is below 0)",
        ),
        ("NOT (hand_raiser OR score = 1)", "it is not so that (hand raiser is yes or score is 1)"),
    ],
)
def test_a_criterion_is_said_in_words_that_two_people_check_alike(text: str, said: str) -> None:
    assert prose(parse(text, FACTS).tree) == said


@pytest.mark.parametrize(
    ("text", "position", "found"),
    [
        ("score + 1 > 2", 7, "'+'"),
        ("score - 1 > 2", 7, "arithmetic"),
        ("lower(title_level) = 'head'", 1, "function"),
        ("title_level LIKE 'h%'", 13, "LIKE"),
        ("score IN (SELECT 1)", 11, "SELECT"),
        ("score = 1; DROP TABLE ledger", 10, "';'"),
        ("score = NULL", 1, "NULL"),
        ("score = title_level", 1, "title_level"),
        ("hand_raiser AND scor > 1", 17, "undeclared fact 'scor'"),
        ("title_level > 'a'", 1, "compared by order"),
        ("score", 1, "alone"),
        ("score = 'high'", 1, "high"),
        ("close_date > '2025-02-30'", 1, "2025-02-30"),
        ("score BETWEEN 9 AND 1", 1, "nothing can be"),
        ("score = 1e5", 9, "1e5"),
        ("score = 12345678901234567890", 9, "1234567890"),
        ("score > 1 -- high", 9, "comment"),
        ("title_level = 'head", 1, "does not end"),
        ("score IN ()", 1, "IN without values"),
        ("", 1, "nothing"),
        ("(" * 500 + "hand_raiser" + ")" * 500, 1, "words and signs"),
        ("NOT " * 100 + "hand_raiser", 81, "without end"),
        ("hand_raiser OR " * 200 + "hand_raiser", 2000, "on and on"),
        ("75 <= score", 1, "75"),
        ("hand_raiser IS TRUE", 1, "IS TRUE"),
        ("score >", 7, "unexpected"),
        ("hand_raiser hand_raiser", 1, "AS"),
        ('"score" = 1', 1, "score"),
        ("ledger.score = 1", 1, "undeclared fact 'ledger'"),
    ],
)
def test_what_is_more_than_our_subset_is_refused_at_its_position(text: str, position: int, found: str) -> None:
    with pytest.raises(CriterionRefused) as refused:
        parse(text, FACTS)

    assert refused.value.position == position
    assert found in refused.value.found


def test_an_undeclared_fact_is_met_with_the_likeliest_one() -> None:
    with pytest.raises(CriterionRefused, match="Did you mean 'score'"):
        parse("scroe > 1", FACTS)


@pytest.mark.parametrize(
    "text",
    [
        "colour = 'red' AND size > 3 AND NOT paid",
        "born BETWEEN '2001-01-01' AND '2002-01-01' OR born IS NULL",
        "Colour IN ('red', 7, TRUE)",
    ],
)
def test_where_nobody_knows_the_declarations_any_name_is_a_fact_of_any_type(text: str) -> None:
    assert set(names(parse(text, None).tree)) <= {"colour", "size", "paid", "born"}


@pytest.mark.parametrize("text", ["lower(colour) = 'red'", "colour = size", "colour + 1 = 2", "select = 1", "1"])
def test_where_nobody_knows_the_declarations_the_grammar_still_holds(text: str) -> None:
    with pytest.raises(CriterionRefused):
        parse(text, None)


@given(text=st.text(alphabet="ab<>=()' ANDORNTI0123456789,-", max_size=40))
@settings(max_examples=200)
def test_any_text_is_a_criterion_or_refused_even_where_nobody_knows_the_declarations(text: str) -> None:
    with suppress(CriterionRefused):
        parse(text, None)


def test_a_criterion_holds_only_if_it_is_known_to_be_true() -> None:
    criterion = parse("NOT (score > 50)", FACTS)

    assert verdict(criterion.tree, {}) is None
    assert not holds(criterion, {})
    assert holds(criterion, {"score": 50})


def test_a_fact_of_another_type_is_unknown_rather_than_an_accident() -> None:
    assert verdict(parse("score > 50", FACTS).tree, {"score": "many"}) is None
    assert verdict(parse("hand_raiser", FACTS).tree, {"hand_raiser": 1}) is None


def test_the_words_of_sql_are_known_so_that_no_fact_has_such_a_name() -> None:
    assert is_word_of_sql("select")
    assert is_word_of_sql("between")
    assert not any(map(is_word_of_sql, FACTS))


@pytest.mark.parametrize("data", [None, [], {}, {"compare": ["score", "~", 1]}, {"all": 3}, {"eval": "x"}])
def test_data_that_are_no_tree_are_refused(data: object) -> None:
    with pytest.raises(DataRefused):
        from_data(data)
