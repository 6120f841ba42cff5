"""What changed? Every difference between two known-at instants has its causes and its leads, and they add up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from books import house as house_of
from books import tell
from headrace.adapters.engines.duckdb import DuckDBEngine
from headrace.analytics.question import Ask
from headrace.app.explain import AFTER, BEFORE, CAUSES, Explained, explain
from headrace.app.reports import Terms
from headrace.cli import run as headrace
from headrace.core.asking import CallingCost
from headrace.core.entries import (
    BatchPublished,
    Called,
    Corrected,
    Inquired,
    Known,
    Merged,
    Moved,
    Qualified,
    Voided,
)
from headrace.core.errors import UsageError
from headrace.core.policy import Policy
from headrace.core.units import Grain, micros
from headrace.ledger.codec import kind_of
from headrace.ledger.known import cause_of
from ledgers import RECORDED, asks, ledgers
from oracles import ORACLES, Asked
from stand_ins import CLASSIC, POLICY, Reporting

FIRST, SECOND = datetime(2025, 2, 1, tzinfo=UTC), datetime(2025, 3, 1, tzinfo=UTC)


def explained(
    house: Reporting,
    question: str,
    ask: Ask,
    between: tuple[datetime, datetime] = (FIRST, SECOND),
    figure: str | None = None,
    **later: Any,
) -> Explained:
    manifest = house.sync().manifest

    def engine(terms: Terms) -> DuckDBEngine:
        return DuckDBEngine(house.mirror, manifest, terms.funnel, terms.funnel != house.funnel)

    terms = house.terms, replace(house.terms, **later)
    return explain(engine, question, ask, between, terms, tuple(CAUSES), figure)


class Telling:
    """Facts that were learnt one after the other: in January, or in February."""

    def __init__(self) -> None:
        self.facts: list[Known] = []

    def tell(self, who: str, body: Any, learnt: datetime = FIRST, batch: int | None = None, **more: Any) -> int:
        seq = len(self.facts) + 1
        plain = not isinstance(body, Voided | Corrected | Merged | BatchPublished)
        whose = {"person": who, "journey": f"j-{who}"} if plain else more
        at_us = micros(datetime(2025, 1, 10, tzinfo=UTC) + timedelta(days=seq))
        self.facts.append(
            Known(body, at_us, seq=seq, recorded_us=micros(learnt - timedelta(days=1)), batch=batch, **whose)
        )
        return seq


@pytest.fixture
def story(tmp_path: Path) -> Reporting:
    """In January seven inquire and two qualify; in February we learn better of five of them."""
    told = Telling()
    for who in ("ada", "bo", "chidi", "dora", "emeka", "emeka2"):
        told.tell(who, Inquired(to="inquiry"))
    told.tell("fern", Inquired(to="inquiry"), batch=1)
    wrong = told.tell("bo", Qualified(to="mql"))
    corrected = told.tell("chidi", Inquired(to="inquiry"))
    told.tell("dora", Qualified(to="mql"))
    told.tell("ada", Qualified(to="mql"), SECOND)
    told.tell("", BatchPublished("late.csv", 1), SECOND, batch=1)
    body = {"to": "mql", "attributes": {}, "reason": None, "owner": None}
    told.tell(
        "", Corrected(corrected, kind_of(Qualified(to="mql")), told.facts[0].at_us, str(Grain.INSTANT), body), SECOND
    )
    told.tell("", Voided(wrong), SECOND)
    told.tell("", Merged("emeka"), SECOND, person="emeka2")
    return Reporting(tmp_path).learn(told.facts)


ASK = Ask(as_of=datetime(2025, 6, 1, tzinfo=UTC).date())


def rows(found: Explained) -> dict[str, dict[str, Any]]:
    return {row.get("place") or row["frm"]: dict(row) for row in found.answer.rows}


def test_each_cause_stands_beside_what_it_changed(story: Reporting):
    found = rows(explained(story, "waterfall", ASK))

    assert found["inquiry"] == {
        "place": "inquiry", "before": 6, "facts": 0, "imports": 1, "corrections": 0, "voids": 0, "merges": -1, "after": 6,
    }  # fmt: skip
    assert found["mql"] == {
        "place": "mql", "before": 2, "facts": 1, "imports": 0, "corrections": 1, "voids": -1, "merges": 0, "after": 3,
    }  # fmt: skip


def test_the_leads_that_came_and_went_are_listed_with_the_cause(story: Reporting):
    found = explained(story, "waterfall", ASK)
    leads = {row["place"]: found.leads(row) for row in found.answer.rows}

    assert [(lead["change"], lead["person"], lead["cause"]) for lead in leads["mql"]] == [
        ("came", "ada", "facts"), ("came", "chidi", "corrections"), ("went", "bo", "voids"),
    ]  # fmt: skip
    assert ("went", "emeka2", "merges") in [(x["change"], x["person"], x["cause"]) for x in leads["inquiry"]]


def test_a_lead_that_is_counted_twice_is_listed_for_each_time_that_changed(tmp_path: Path):
    told = Telling()
    told.tell("ada", Inquired(to="inquiry"))
    for place in ("mql", "inquiry", "mql"):
        last = told.tell("ada", Moved(to=place))
    told.tell("", Voided(last), SECOND)
    found = explained(Reporting(tmp_path).learn(told.facts), "moves", ASK)

    [row] = [row for row in found.answer.rows if (row["frm"], row["to"]) == ("inquiry", "mql")]
    assert (row[BEFORE], row[AFTER]) == (2, 1)
    assert [(lead["change"], lead["person"]) for lead in found.leads(row)] == [("went", "ada")]


def test_a_rate_changes_in_points(story: Reporting):
    found = rows(explained(story, "conversion", ASK, figure="rate"))["inquiry"]

    assert (found[BEFORE], found[AFTER]) == (pytest.approx(2 / 6), pytest.approx(3 / 6))
    assert sum(found.get(cause, 0) for cause in CAUSES) == pytest.approx(1 / 6)


def test_a_rate_that_was_not_there_in_between_is_compared_with_what_it_was_last(tmp_path: Path):
    """Bo alone came by a fair; that is corrected, and what hid that Cy did is declared void."""
    told = Telling()
    bo = told.tell("bo", Inquired(to="inquiry", channel="fair"))
    hiding = told.tell("cy", Inquired(to="inquiry", channel="search"))
    told.tell("cy", Inquired(to="inquiry", channel="fair"))
    told.tell("cy", Qualified(to="mql"))
    other = {"to": "inquiry", "channel": "search", "attributes": {}}
    told.tell("", Corrected(bo, "inquired", told.facts[0].at_us, str(Grain.INSTANT), other), SECOND)
    told.tell("", Voided(hiding), SECOND)
    ask = replace(ASK, by="channel", options={"frm": "inquiry", "to": "mql"})

    found = explained(Reporting(tmp_path).learn(told.facts), "conversion", ask, figure="rate")

    fair = next(row for row in found.answer.rows if row["segment"] == "fair")
    assert (fair[BEFORE], fair["corrections"], fair["voids"], fair[AFTER]) == (0, None, 1, 1)


def test_the_stamp_is_that_of_the_later_instant(story: Reporting):
    found = explained(story, "waterfall", ASK, head=99, policy_version=7)

    assert (found.answer.stamp.head, found.answer.stamp.policy_version) == (99, 7)


def test_another_definition_is_a_cause_like_others(story: Reporting):
    """A funnel in which nobody may skip the SAL stage has one more stage that mandatory passes imply."""
    loose = replace(CLASSIC, stages=tuple(replace(stage, optional=stage.name == "mql") for stage in CLASSIC.stages))
    story.funnel = loose
    story.learn([replace(story.book.facts[0], seq=99, body=Qualified(to="sal"), recorded_us=micros(FIRST) - 1)])

    found = rows(explained(story, "waterfall", ASK, figure="implied", funnel=CLASSIC, funnel_version=2))

    assert (found["mql"][BEFORE], found["mql"]["funnel"], found["mql"][AFTER]) == (0, 1, 1)


def test_what_people_are_paid_is_a_cause_of_what_things_cost(tmp_path: Path):
    told = Telling()
    told.tell("ada", Inquired(to="inquiry"))
    told.tell("ada", Called(minutes=60.0))
    policies = [
        Policy(zone=POLICY.zone, calling=CallingCost(yearly_pay=pay, paid_days=300)) for pay in (6_000_000, 12_000_000)
    ]
    house = Reporting(tmp_path, policy=policies[0]).learn(told.facts)
    found = explained(house, "costs", ASK, figure="people", policy=policies[1], policy_version=2)

    lead = rows(found)["mql"]
    assert lead["policy"] == pytest.approx(lead[BEFORE]) == pytest.approx(lead[AFTER] / 2)


def test_without_a_difference_there_is_nothing_to_tell(story: Reporting):
    same = explained(story, "waterfall", ASK, (SECOND, SECOND + timedelta(days=1)))

    assert list(same.answer.rows) == []
    assert "Nothing changed" in same.answer.empty


def test_without_a_figure_the_first_count_is_compared(story: Reporting):
    """The first column of `coverage` that is no name is a share of money."""
    assert explained(story, "conversion", ASK).figure.name == "entered"
    assert explained(story, "retention", ASK).figure.name == "active"


def test_the_later_instant_comes_second(story: Reporting):
    with pytest.raises(UsageError, match="not after the first"):
        explained(story, "waterfall", ASK, (SECOND, FIRST))


def test_a_figure_that_is_none_is_refused_with_those_that_there_are(story: Reporting):
    with pytest.raises(UsageError, match="no figure 'place'"):
        explained(story, "waterfall", ASK, figure="place")


def oracle(facts: Sequence[Known], question: str, ask: Ask) -> list[dict[str, Any]]:
    asked = Asked(facts, ask, CLASSIC, POLICY.time_zone, POLICY.currency)
    return [row for row, _ in ORACLES[question](asked)]


@pytest.mark.parametrize("question", ["conversion", "costs", "moves", "velocity"])
@settings(max_examples=6)
@given(data=st.data())
def test_the_causes_add_up_and_each_step_is_what_was_known_by_then(question: str, data: Any):
    facts = [fact for chapter in data.draw(ledgers(most=8)) for fact in chapter]
    hours = sorted(data.draw(st.sets(st.integers(0, len(facts)), min_size=2, max_size=2)))
    first, second = (RECORDED + timedelta(hours=hour) for hour in hours)
    ask = replace(data.draw(asks(question, 0)), known_at=None, by=None, where={})
    with TemporaryDirectory(prefix="headrace-") as folder:
        house = Reporting(Path(folder)).learn(facts)
        found = explained(house, question, ask, (first, second))
        changes = [(dict(row), found.leads(row)) for row in found.answer.rows]
    learnt = dict.fromkeys(CAUSES, micros(first))
    for step in found.steps:
        if step.cause in learnt:
            learnt[step.cause] = micros(second)
        known_then = [fact for fact in facts if fact.recorded_us <= learnt[cause_of(fact)]]
        expected = oracle(known_then, question, replace(ask, unit=step.answer.ask.unit))
        name = found.figure.name
        assert [row[name] for row in step.answer.rows] == [row[name] for row in expected]
    for row, leads in changes:
        moved = sum(row.get(cause) or 0 for cause in CAUSES)
        assert row[BEFORE] + moved == row[AFTER]
        came = sum(lead["change"] == "came" for lead in leads)
        assert came - (len(leads) - came) == moved


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    later = datetime(2025, 8, 1, 12, tzinfo=UTC)
    with house_of(
        "2025-01-10 ada@acme.example inquired to=inquiry",
        tmp_path / "acme",
        learnt=datetime(2025, 7, 1, 12, tzinfo=UTC),
    ) as house:
        tell(house, "2025-01-11 bo@acme.example inquired to=inquiry", later)
    words = ["report", "explain", "waterfall", "--known-at", "2025-07-02", "--against", "2025-08-02"]

    assert headrace([*words, "--data", str(tmp_path / "acme")]) == 0
    said = capsys.readouterr().out
    assert "What changed: Demand waterfall" in said
    assert "Late facts" in said
    assert headrace([*words, "--leads", "inquiry", "--data", str(tmp_path / "acme")]) == 0
    assert "came" in capsys.readouterr().out
