"""Invariant 15: each engine gives the same report to 1e-9, and the same leads behind every figure of it.

Every question of the catalogue is asked of DuckDB and of PostgreSQL, on random ledgers and on the made-up company. The
database that answers sorts texts as English does: an answer must not depend on that.
"""

import math
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from io import StringIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from headrace.adapters.documents.shipped import template
from headrace.adapters.engines.duckdb import DuckDBEngine
from headrace.adapters.engines.postgresql import PostgreSQLEngine, Unreachable
from headrace.adapters.exports.terminal import render
from headrace.adapters.mirror.mirror import Manifest, Mirror
from headrace.analytics.catalog import QUESTIONS
from headrace.analytics.question import Answer, Ask, Row
from headrace.app import reports
from headrace.app.ports import Engine
from headrace.app.reports import Terms
from headrace.cli import run as headrace
from headrace.core.entries import Inquired, Known, Spent, Won
from headrace.core.errors import HeadraceError, NotAllowed
from headrace.core.units import micros
from headrace.house import House
from headrace.settings import Settings
from ledgers import any_ledgers, asks, numbered
from stand_ins import Reporting

pytestmark = pytest.mark.postgresql


@dataclass(frozen=True)
class Both:
    """The two engines over one mirror."""

    duckdb: DuckDBEngine
    postgresql: PostgreSQLEngine
    terms: Terms

    def answers(self, question: str, ask: Ask) -> tuple[Answer | str, Answer | str]:
        """What each says: an answer, or why there is none."""
        return answer(self.duckdb, question, ask, self.terms), answer(self.postgresql, question, ask, self.terms)

    @cached_property
    def deal(self) -> str:
        """The journey of a deal that was won after some touches."""
        answer = self.agree("attribution", Ask(as_of=AS_OF))
        assert answer is not None
        [lead, *_] = reports.leads(self.duckdb, answer, answer.rows[0], "deals", self.terms)
        return str(lead["journey"])

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


def both_of(house: Reporting, url: str) -> Both:
    """The two engines over what a house holds."""
    engine = house.sync()
    return both(engine.mirror, engine.manifest, house.terms, url)


# -- random ledgers ------------------------------------------------------------------------------------


# A question that only reads otherwise what another one counts shares its SQL; the made-up company is asked them all.
OWN_SQL = sorted(name for name, question in QUESTIONS.items() if not question.like)
SCORED = ("calibration", "score_power", "thresholds")
FORETOLD = ("forecast", "backtest", "chances")


@pytest.mark.parametrize("question", OWN_SQL)
@settings(max_examples=3)
@given(data=st.data())
def test_every_engine_gives_the_same_report_to_1e_9(question, data, warehouse):
    facts = [fact for chapter in data.draw(any_ledgers()) for fact in chapter]
    with TemporaryDirectory(prefix="headrace-") as folder:
        engines = both_of(Reporting(Path(folder)).learn(facts), warehouse)
        for ask in data.draw(st.lists(asks(question, len(facts)), min_size=4, max_size=4)):
            engines.agree(question, ask)


@pytest.mark.parametrize("question", OWN_SQL)
@settings(max_examples=3)
@given(data=st.data())
def test_every_engine_lists_the_same_leads(question, data, warehouse):
    facts = [fact for chapter in data.draw(any_ledgers(most=3)) for fact in chapter]
    with TemporaryDirectory(prefix="headrace-") as folder:
        engines = both_of(Reporting(Path(folder)).learn(facts), warehouse)
        answer = engines.agree(question, data.draw(asks(question, len(facts))))
        if answer is not None:
            engines.agree_on_leads(answer)


ODD = ("", " ", "it's", 'say "so"', "two\nlines", "a,b", "\\N", "NULL", "100 %", "Zoo", "alpha", "Ärger", "日本")


def test_texts_of_all_kinds_come_through_and_sort_by_their_bytes(warehouse, tmp_path):
    won = [
        Known(body, micros(datetime(2025, 3, 1 + day, tzinfo=UTC)), person=name, journey=f"j{name}")
        for name in ODD
        for day, body in enumerate((Inquired(to="inquiry", channel=name, attributes={"mood": name}), Won(to="won")))
    ]
    engines = both_of(Reporting(tmp_path).learn(numbered(won)), warehouse)

    answer = engines.agree("waterfall", Ask(by="mood"))
    assert answer is not None
    assert {row["segment"] for row in answer.rows} == set(ODD)
    assert engines.agree_on_leads(answer) >= len(ODD)
    for name in ODD:
        engines.agree("costs", Ask(by="channel", where={"mood": name}))
    unheard = engines.agree("waterfall", Ask(where={"mood": "nobody's"}))
    assert unheard is not None
    assert [note.values["value"][1] for note in unheard.notes] == ["nobody's"]
    credited = engines.agree("credits", Ask(unit="pass"))
    assert credited is not None
    assert set(ODD) <= {row["label"] for row in credited.rows}

    everybody = engines.agree("waterfall", Ask())
    assert everybody is not None
    listed = leads(engines.postgresql, everybody, everybody.rows[0], "entered", engines.terms)
    assert [lead["unit"] for lead in listed] == sorted(ODD)


# -- the made-up company -------------------------------------------------------------------------------

AS_OF, BEFORE = date(2026, 6, 30), date(2025, 9, 30)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The made-up company with 2,000 people who inquire, each with a score."""
    folder = tmp_path_factory.mktemp("company") / "demo"
    assert headrace(["demo", str(folder), "--scale", "0.1"]) == 0
    people = pq.read_table(folder / "files" / "inquiries.parquet").column("person").to_pylist()
    told = [f"{person},2024-07-01,{number % 7 / 10 + 0.1:.1f}" for number, person in enumerate(dict.fromkeys(people))]
    scores = tmp_path_factory.mktemp("scores") / "scores.csv"
    scores.write_text("\n".join(["person,at,chance", *told]), encoding="utf-8")
    assert headrace(["import", str(scores), "--as", "people", "--source", "demo", "--data", str(folder)]) == 0
    with House(Settings(folder), lambda: datetime(2026, 7, 15, tzinfo=UTC)) as house:
        yield house


@pytest.fixture(scope="module")
def engines(company: House, warehouse: str) -> Both:
    manifest = company.sync()
    terms = Terms(company.funnel, company.policy, 1, 1, manifest.head, company.now())
    return both(company.mirror, manifest, terms, warehouse)


def asked_of(name: str, deal: str) -> Iterator[Ask]:
    """Every unit of a question, whole and split, by period, of some leads only, and as of an earlier day."""
    options = {"deal": deal} if name == "deal" else {"months": 2} if QUESTIONS[name].replays else {}
    options |= {"score": "chance"} if name in SCORED else {}
    # What draws thousands of futures takes its time over each: it is split by one attribute here.
    most = 3 if name in FORETOLD else None
    yield from (replace(ask, options=options) for ask in islice(_asked_of(name), most))


def _asked_of(name: str) -> Iterator[Ask]:
    question = QUESTIONS[name]
    splits = [split for split in ("channel", "region", "owner") if split in (question.splits or (split,))]
    for unit in (question.unit,) if question.unit else ("person", "pass"):
        yield Ask(as_of=AS_OF, unit=unit)
        yield Ask(as_of=BEFORE, unit=unit, by="channel")
        yield from (Ask(date(2025, 1, 1), date(2025, 10, 1), as_of=AS_OF, unit=unit, by=split) for split in splits)
        yield Ask(as_of=AS_OF, unit=unit, where={"channel": "webinar"})
        if question.by_period:
            yield Ask(as_of=AS_OF, unit=unit, by="channel", bucket="quarter")


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_the_made_up_company_gets_the_same_reports(question, engines):
    answers = [engines.agree(question, ask) for ask in asked_of(question, engines.deal)]

    assert any(answer is not None and answer.rows for answer in answers)


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_the_made_up_company_gets_the_same_leads(question, engines):
    answer = engines.agree(question, next(asked_of(question, engines.deal)))

    assert answer is not None
    listed = any(column.listed for column in answer.columns)
    assert bool(engines.agree_on_leads(answer)) == listed


def test_what_was_known_earlier_is_the_same(engines):
    first = engines.agree("waterfall", Ask(as_of=BEFORE, known_at=datetime(2026, 7, 1, tzinfo=UTC)))

    assert first is not None


def test_history_read_by_another_funnel_is_the_same(company, engines):
    terms = Terms(template("rearchitected-2012"), company.policy, 2, 1, engines.terms.head, company.now())
    url = engines.postgresql.url
    other = both(company.mirror, engines.postgresql.manifest, terms, url, anew=True)

    answer = other.agree("waterfall", Ask(as_of=AS_OF))
    assert answer is not None
    assert [row["place"] for row in answer.rows][:3] != ["inquiry", "mql", "sal"]


def test_the_engine_of_the_settings_prints_the_same_report(company, engines):
    settings = Settings(company.settings.folder, engine=engines.postgresql.url)

    with House(settings, company.clock) as house:
        theirs, ours = (each.report("waterfall", by="channel", as_of=AS_OF) for each in (house, company))
        assert render_plainly(theirs.answer) == render_plainly(ours.answer)
        assert theirs.leads(1, "entered") == ours.leads(1, "entered")


def render_plainly(answer: Answer) -> str:
    console = Console(width=120, file=StringIO())
    console.print(render(answer))
    return console.file.getvalue()


# -- the tables ----------------------------------------------------------------------------------------


@pytest.fixture
def asking(warehouse: str) -> Iterator[psycopg.Connection]:
    """Somebody who reads the tables without headrace."""
    with psycopg.connect(warehouse, autocommit=True) as connection:
        yield connection


def one(asking: psycopg.Connection, query: str) -> Any:
    return asking.execute(query).fetchone()


ADA, BO = "j-Ada-0", "j-Bo-0"


def inquired(seq: int, name: str, **attributes: str) -> Known:
    body = Inquired(to="inquiry", channel="webinar", attributes=attributes)
    at = micros(datetime(2025, 3, seq, tzinfo=UTC))
    return Known(body, at, person=name, journey=f"j-{name}-0", seq=seq, recorded_us=at)


def test_the_tables_are_loaded_once_for_each_head_of_the_ledger(warehouse, asking, tmp_path):
    house = Reporting(tmp_path).learn([inquired(1, "Ada")])
    states = []
    for news in ([], [], [inquired(2, "Bo")]):
        house.learn(news)
        both_of(house, warehouse).agree("waterfall", Ask())
        states.append(one(asking, "SELECT head, loaded_at FROM headrace_mirror.loaded"))

    first, again, later = states
    assert first == again
    assert (first[0], later[0]) == (1, 2)
    assert one(asking, "SELECT count(*) FROM headrace_mirror.visits") == (2,)


def test_rights_and_views_of_the_tables_outlive_new_facts_and_new_attributes(warehouse, asking, tmp_path):
    house = Reporting(tmp_path).learn([inquired(1, "Ada")])
    both_of(house, warehouse).agree("waterfall", Ask())
    asking.execute("CREATE VIEW webinars AS SELECT * FROM headrace_mirror.visits WHERE channel = 'webinar'")
    asking.execute(
        "DROP ROLE IF EXISTS analyst; CREATE ROLE analyst; GRANT SELECT ON headrace_mirror.visits TO analyst"
    )

    house.learn([inquired(2, "Bo", mood="curious")])
    answer = both_of(house, warehouse).agree("waterfall", Ask(by="mood"))

    assert answer is not None
    assert {row["segment"] for row in answer.rows if row["entered"]} == {"curious", None}
    assert one(asking, "SELECT count(*) FROM webinars") == (2,)
    assert one(asking, "SELECT has_table_privilege('analyst', 'headrace_mirror.visits', 'SELECT')") == (True,)
    asking.execute("DROP VIEW webinars; DROP OWNED BY analyst; DROP ROLE analyst")


def test_an_answer_leaves_nothing_but_the_tables(warehouse, asking, tmp_path):
    house = Reporting(tmp_path).learn([inquired(1, "Ada")])
    both_of(house, warehouse).agree("costs", Ask(bucket="month", known_at=house.now))
    both_of(house, warehouse).agree("waterfall", Ask(bucket="month"))

    left = "SELECT array_agg(DISTINCT table_schema::text) FROM information_schema.tables WHERE table_schema NOT IN "
    assert one(asking, f"{left} ('pg_catalog', 'information_schema')") == (["headrace_mirror"],)


def test_an_earlier_day_is_asked_of_the_tables_as_they_stand(warehouse, tmp_path):
    spent = [Spent("acquire", "webinar", None, 500_00, "EUR"), Spent("acquire", "webinar", None, 900_00, "EUR")]
    told = [Known(body, micros(datetime(2025, 3, 10 * n, tzinfo=UTC))) for n, body in enumerate(spent, 1)]
    engines = both_of(Reporting(tmp_path).learn(numbered([inquired(1, "Ada"), *told])), warehouse)
    ask = Ask(as_of=date(2025, 3, 15))

    answer = engines.agree("costs", ask)
    assert answer is not None
    assert not reports.scope_of(engines.postgresql, ask, engines.terms).rebuilt
    assert answer.rows[0]["media"] == 500_00


def test_two_mirrors_in_one_database_get_their_own_answers(warehouse, tmp_path):
    one_house = Reporting(tmp_path / "one").learn([inquired(1, "Ada")])
    other = Reporting(tmp_path / "other").learn([inquired(1, "Bo")])

    for house, name in ((one_house, "Ada"), (other, "Bo"), (one_house, "Ada")):
        engines = both_of(house, warehouse)
        answer = engines.agree("waterfall", Ask())
        assert answer is not None
        assert [
            lead["person"] for lead in leads(engines.postgresql, answer, answer.rows[0], "entered", house.terms)
        ] == [name]


def test_two_who_ask_at_the_same_time_each_get_their_own_answers(warehouse, tmp_path):
    houses = [Reporting(tmp_path / name).learn([inquired(1, name)]) for name in ("Ada", "Bo")]
    engines = [both_of(house, warehouse) for house in houses] * 4

    def asked(each: Both) -> list[str]:
        answer = reports.report(each.postgresql, "waterfall", Ask(), each.terms)
        return [lead["person"] for lead in leads(each.postgresql, answer, answer.rows[0], "entered", each.terms)]

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(asked, engines)) == [["Ada"], ["Bo"]] * 4


def test_tables_that_another_version_made_are_made_anew(warehouse, asking, tmp_path):
    engines = both_of(Reporting(tmp_path).learn([inquired(1, "Ada")]), warehouse)
    engines.agree("waterfall", Ask())
    asking.execute("UPDATE headrace_mirror.loaded SET format = 0; DROP TABLE headrace_mirror.people")
    asking.execute("ALTER TABLE headrace_mirror.visits ALTER COLUMN nth TYPE TEXT")

    assert engines.agree("waterfall", Ask()) is not None


PAGES = Path(__file__).parent.parent.parent / "docs"


def test_every_column_of_the_tables_has_its_entry(warehouse, asking, tmp_path):
    both_of(Reporting(tmp_path).learn([inquired(1, "Ada", mood="curious")]), warehouse).agree("waterfall", Ask())
    found = asking.execute(
        "SELECT table_name::text, column_name::text FROM information_schema.columns "
        "WHERE table_schema = 'headrace_mirror' AND column_name NOT LIKE 'a\\_%'"
    ).fetchall()

    page = (PAGES / "reference" / "tables.md").read_text(encoding="utf-8")
    named = {"".join(word) for word in re.findall(r"`([^`]+)`|^## (\w+)$", page, re.MULTILINE)}
    assert {word for row in found for word in row} <= named


def test_the_sql_of_the_how_to_gives_the_figures_of_the_report(company, engines, asking):
    [query] = re.findall(
        r"```sql\n(.*?)```", (PAGES / "how-to" / "warehouse.md").read_text(encoding="utf-8"), re.DOTALL
    )
    everybody = engines.agree("waterfall", Ask())
    webinars = engines.agree("waterfall", Ask(where={"channel": "webinar"}))

    assert everybody is not None
    assert webinars is not None
    assert asking.execute(query).fetchall() == [
        (one["place"], one["entered"], other["entered"])
        for one, other in zip(everybody.rows, webinars.rows, strict=True)
    ]


# -- what may go wrong ---------------------------------------------------------------------------------


def asked_at(url: str, folder: Path) -> None:
    house = Reporting(folder).learn([inquired(1, "Ada")])
    reports.report(both_of(house, url).postgresql, "waterfall", Ask(), house.terms)


def test_a_server_that_does_not_answer_is_named(tmp_path):
    with pytest.raises(Unreachable, match="HEADRACE_ENGINE does not answer") as refused:
        asked_at(f"postgresql://headrace@/figures?host={tmp_path}", tmp_path)

    assert "Check the URL" in refused.value.hint


def test_who_may_not_make_tables_is_told_what_to_grant(warehouse, asking, tmp_path):
    asking.execute("DROP SCHEMA IF EXISTS headrace_mirror CASCADE; CREATE ROLE guest LOGIN")

    with pytest.raises(NotAllowed, match="does not let guest do this") as refused:
        asked_at(warehouse.replace("headrace@", "guest@"), tmp_path)

    asking.execute(refused.value.hint)
    asked_at(warehouse.replace("headrace@", "guest@"), tmp_path)
    asking.execute("DROP OWNED BY guest; DROP ROLE guest")
