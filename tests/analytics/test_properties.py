"""What holds of every ledger: nobody is lost, nobody is counted twice, and the past stays what it was."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from books import ADA, BO, CHIDI, house, journey, person, tell
from headrace.analytics.catalog import question as asked
from headrace.analytics.intervals import wilson
from headrace.analytics.question import Ask, Row
from headrace.core.entries import BatchPublished, BatchUndone, Inquired, Known, Merged, Move, Unmerged
from headrace.core.units import micros
from ledgers import DAYS, RECORDED, UNITS, asks, ledgers, numbered
from stand_ins import CLASSIC, Reporting

FATES = ("moved_on", "moved_back", "still_here", "nurtured", "left", "expired")
QUESTIONS = (
    "waterfall",
    "conversion",
    "velocity",
    "stages",
    "moves",
    "reasons",
    "handoff",
    "costs",
    "attribution",
    "outcomes",
    "values",
    "ranking",
    "leakage",
    "retention",
)
END = date(2025, 7, 1)


@contextmanager
def reporting(*chapters: Sequence[Known]) -> Iterator[Reporting]:
    with TemporaryDirectory(prefix="headrace-") as folder:
        told = Reporting(Path(folder))
        for chapter in chapters:
            told.learn(chapter)
        yield told


def whole(chapters: Sequence[Sequence[Known]]) -> list[Known]:
    return [fact for chapter in chapters for fact in chapter]


# -- nobody is lost -----------------------------------------------------------------------------------------


@settings(max_examples=6)
@given(chapters=ledgers(), unit=UNITS, as_of=DAYS, by=st.sampled_from((None, "channel", "region", "account")))
def test_of_those_who_entered_a_stage_each_has_exactly_one_fate(chapters, unit, as_of, by):
    with reporting(whole(chapters)) as told:
        answer = told.answer_or_nothing("waterfall", Ask(as_of=as_of, unit=unit, by=by))
    for row in answer.rows if answer else ():
        assert row["entered"] == sum(row[name] for name in FATES), row["place"]
        assert row["entered"] >= max(row["joined"], row["implied"])


@settings(max_examples=6)
@given(chapters=ledgers(), unit=UNITS, as_of=DAYS)
def test_every_lead_is_in_exactly_one_place(chapters, unit, as_of):
    with reporting(whole(chapters)) as told:
        answer = told.answer("stages", Ask(as_of=as_of, unit=unit))
        found = [lead["unit"] for row in answer.rows if row["here"] for lead in told.leads(answer, row, "here")]

    assert len(found) == len(set(found)) == sum(row["here"] for row in answer.rows)


@settings(max_examples=6)
@given(chapters=ledgers(), unit=UNITS, as_of=DAYS)
def test_of_those_who_wait_each_moved_on_or_waits_still_or_ended_otherwise(chapters, unit, as_of):
    with reporting(whole(chapters)) as told:
        for row in told.answer("velocity", Ask(as_of=as_of, unit=unit)).rows:
            assert row["n"] == row["moved_on"] + row["still_waiting"] + row["ended_otherwise"]


@settings(max_examples=6)
@given(chapters=ledgers(), unit=UNITS)
def test_the_segments_of_a_report_add_up_to_the_report(chapters, unit):
    with reporting(whole(chapters)) as told:
        everybody = told.answer("waterfall", Ask(as_of=END, unit=unit)).rows
        split = told.answer("waterfall", Ask(as_of=END, unit=unit, by="channel")).rows
    for row in everybody:
        theirs = [each for each in split if each["place"] == row["place"]]
        for name in ("entered", "joined", "implied", *FATES):
            assert row[name] == sum(each[name] for each in theirs)


# -- the past stays what it was -----------------------------------------------------------------------------


def told_of(house: Reporting, question: str, ask: Ask) -> tuple[list[Row], list[Any]] | None:
    """The rows, and the leads behind the first figure of each."""
    answer = house.answer_or_nothing(question, ask)
    if answer is None:
        return None
    figure = next(column.name for column in answer.columns if column.listed)
    listed = [row for row in answer.rows if asked(question).stands_for_leads(row) and row[figure]]
    return list(answer.rows), [house.leads(answer, row, figure) for row in listed[:3]]


@pytest.mark.parametrize("question", QUESTIONS)
@settings(max_examples=3)
@given(data=st.data())
def test_what_is_learnt_later_never_changes_an_earlier_report(question, data):
    early, *late = data.draw(ledgers(most=6))
    ask = data.draw(asks(question, len(early)))
    ask = replace(
        ask, known_at=RECORDED + timedelta(hours=len(early)), by=ask.by if ask.by != "region" else None, where={}
    )
    with reporting(early) as told:
        before = told_of(told, question, ask)
        told.learn(whole(late))
        after = told_of(told, question, ask)

    assert after == before


def shifted(facts: Sequence[Known], after: Sequence[Known], suffix: str) -> list[Known]:
    """The facts again, of other people, learnt after others."""
    again = [
        replace(fact, person=f"{fact.person}{suffix}", journey=f"{fact.journey}{suffix}", batch=None)
        for fact in facts
        if isinstance(fact.body, Move) and fact.journey
    ]
    return numbered(again, after)


@settings(max_examples=5)
@given(chapters=ledgers(most=6), as_of=DAYS, unit=UNITS, newcomers=st.integers(1, 5))
def test_leads_too_young_to_be_judged_never_change_a_matured_cohort(chapters, as_of, unit, newcomers):
    facts = whole(chapters)
    ask = Ask(as_of=as_of, unit=unit, options={"within": 5})
    on = micros(RECORDED.replace(year=as_of.year, month=as_of.month, day=as_of.day)) - 6 * 3_600_000_000
    young = [Known(Inquired(to="inquiry"), on, journey=f"y{n}", person=f"young{n}") for n in range(newcomers)]
    with reporting(facts) as told:
        before = told.answer("conversion", ask).rows
        told.learn(numbered(young, facts))
        after = told.answer("conversion", ask).rows

    judged = ("judged", "converted", "rate", "rate_low", "rate_high")
    assert [[row[name] for name in judged] for row in after] == [[row[name] for name in judged] for row in before]
    assert after[0]["entered"] == before[0]["entered"] + newcomers


@settings(max_examples=4)
@given(chapters=ledgers(most=6), data=st.data())
def test_a_merge_that_is_taken_back_restores_every_figure(chapters, data):
    facts = whole(chapters)
    people = sorted({fact.person for fact in facts if fact.person and not isinstance(fact.body, Merged | Unmerged)})
    merged = {fact.person for fact in facts if isinstance(fact.body, Merged)}
    free = [name for name in people if name not in merged]
    if len(free) < 2:
        return
    one, other = data.draw(st.permutations(free))[:2]
    with reporting(facts) as told:
        before = figures(told)
        told.learn(numbered([Known(Merged(other), 0, person=one)], told.book.facts))
        told.learn(numbered([Known(Unmerged(other), 0, person=one)], told.book.facts))

        assert figures(told) == before


@settings(max_examples=4)
@given(chapters=ledgers(most=6))
def test_a_batch_that_is_taken_back_restores_every_figure(chapters):
    facts = whole(chapters)
    with reporting(facts) as told:
        before = figures(told)
        rows = [replace(fact, batch=9) for fact in shifted(facts, told.book.facts, "+")]
        published = numbered([Known(BatchPublished("file", 1), 0, batch=9)], [*told.book.facts, *rows])
        told.learn([*rows, *published])
        told.learn(numbered([Known(BatchUndone(), 0, batch=9)], told.book.facts))

        assert figures(told) == before


def figures(told: Reporting) -> list[list[Row]]:
    ways = [(name, asked(name).unit or unit) for name in QUESTIONS for unit in ("person", "pass")]
    return [list(told.answer(name, Ask(as_of=END, unit=unit)).rows) for name, unit in ways]


# -- rates ----------------------------------------------------------------------------------------------------


@given(n=st.integers(1, 10**9), share=st.floats(0, 1))
def test_an_interval_lies_between_nothing_and_everything_and_holds_the_share(n, share):
    successes = round(n * share)
    low, high = wilson(successes, n) or (1, 0)

    assert 0 <= low <= successes / n <= high <= 1


def test_without_anybody_there_is_no_interval():
    assert wilson(0, 0) is None


# -- whoever looks, wherever they sit -----------------------------------------------------------------------

BOOK = f"""
    2025-03-29 23:30  {ADA}    inquired   to=inquiry channel=webinar
    2025-03-31        {ADA}    qualified  to=mql owner=kim
    2025-03-31 00:15  {BO}     inquired   to=inquiry channel=fair
    2025-04-02 09:00  {BO}     recycled   to=nurture
    2025-04-20 09:00  {BO}#2   inquired   to=inquiry channel=search
    2025-04-21        {CHIDI}  opened     to=sql owner=lee value=2500000 currency=EUR
    2025-05-01 10:00  {CHIDI}  won        to=won value=2400000 currency=EUR
"""


@contextmanager
def sitting_in(zone: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()


def test_the_zone_of_whoever_asks_changes_no_figure(tmp_path):
    answers = []
    for zone in ("Pacific/Kiritimati", "America/Los_Angeles"):
        with sitting_in(zone), house(BOOK, tmp_path / zone.partition("/")[2]) as built:
            answers.append([list(built.report(name).rows) for name in QUESTIONS])

    assert answers[0] == answers[1]


def test_a_house_reports_what_its_book_tells(tmp_path):
    with house(BOOK, tmp_path / "house") as built:
        waterfall = {row["place"]: row for row in built.report("waterfall").rows}
        bo = built.report("stages").leads("inquiry", "here")
        before = built.report("waterfall", as_of=date(2025, 4, 25)).rows
        tell(built, f"2025-05-05 {BO}#2 qualified to=mql owner=kim")

        assert built.report("waterfall", as_of=date(2025, 4, 25)).rows == before
        assert built.book.standing(journey(BO, 2)).owner == "kim"

    assert [waterfall[stage.name]["entered"] for stage in CLASSIC.stages] == [2, 1, 0, 1, 0, 1]
    assert waterfall["won"]["value"] == 2_400_000
    assert bo == [{"unit": person(BO), "journey": journey(BO, 2), "person": person(BO)}]
