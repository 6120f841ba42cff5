"""Every figure equals what twenty plain lines of Python make of the same facts.

The ledgers are random and small, and wrong in all the ways in which companies' data are: days without
times, moves before the inquiry, passes that overlap, corrections, merges, half-published imports.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.adapters.mirror import visits
from headrace.adapters.mirror.mirror import Mirror
from headrace.analytics.question import Answer, Ask, Row
from headrace.core.entries import Known, Move
from headrace.core.errors import UsageError
from headrace.core.units import Grain
from headrace.ledger.fold import Stay, timeline
from headrace.ledger.known import known
from ledgers import any_ledgers, asks
from oracles import ORACLES, Asked, Told
from stand_ins import CLASSIC, POLICY, Reporting

Chapters = Sequence[Sequence[Known]]


@contextmanager
def reporting(chapters: Chapters, mirrored: Callable[[Path], Mirror] = Mirror) -> Iterator[Reporting]:
    """The mirror of a ledger that was learnt chapter by chapter."""
    with TemporaryDirectory(prefix="headrace-") as folder:
        house = Reporting(Path(folder), mirrored=mirrored)
        for chapter in chapters:
            house.learn(chapter)
        yield house


def whole(chapters: Chapters) -> list[Known]:
    return [fact for chapter in chapters for fact in chapter]


def expected(facts: Sequence[Known], question: str, ask: Ask) -> Told:
    return ORACLES[question](Asked(facts, ask, CLASSIC, POLICY.time_zone, POLICY.currency))


def close(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: pytest.approx(value, abs=1e-9) if isinstance(value, float) else value for name, value in row.items()}


def check_leads(house: Reporting, answer: Answer, told: Told) -> None:
    """Whatever can be listed has exactly the oracle's leads; what cannot says so."""
    listed = [column.name for column in answer.columns if column.listed]
    for row, leads in told:
        for figure in (name for name in listed if row[name]):
            try:
                found = house.leads(answer, row, figure)
            except UsageError:
                assert figure not in leads or answer.ask.options.get("kind") in ("flow", "snapshot")
            else:
                assert as_told(found) == sorted(leads[figure], key=repr)


def as_told(leads: Sequence[Row]) -> list[tuple[Any, ...]]:
    return sorted(((lead["unit"], lead["journey"], lead["person"]) for lead in leads), key=repr)


@pytest.mark.parametrize("question", sorted(ORACLES))
@settings(max_examples=6)
@given(data=st.data())
def test_the_figures_are_the_oracles(question, data):
    chapters = data.draw(any_ledgers())
    facts = whole(chapters)
    with reporting([facts]) as house:
        for ask in data.draw(st.lists(asks(question, len(facts)), min_size=4, max_size=4)):
            answer = house.answer_or_nothing(question, ask)
            if answer is not None:
                assert list(answer.rows) == [close(row) for row, _ in expected(facts, question, ask)]


@pytest.mark.parametrize("question", sorted(ORACLES))
@settings(max_examples=4)
@given(data=st.data())
def test_the_leads_behind_every_figure_are_the_oracles(question, data):
    chapters = data.draw(any_ledgers(most=3))
    facts = whole(chapters)
    ask = data.draw(asks(question, len(facts)))
    with reporting([facts]) as house:
        answer = house.answer_or_nothing(question, ask)
        if answer is not None:
            check_leads(house, answer, expected(facts, question, ask))


# -- the mirror says what the fold says ------------------------------------------------------------------

STAYS = """
SELECT journey, place, entered_us, entered_exact, via, left_us,
       CASE WHEN next_place IS NOT NULL THEN left_exact END, next_place, next_via, implied
FROM visits WHERE counts_as <> 'person' ORDER BY journey, entered_us NULLS FIRST, ordinal, position
"""


def stays_of(house: Reporting) -> list[tuple[Any, ...]]:
    mirror = house.mirror
    with mirror.open(mirror.manifest()) as db:
        return db.execute(STAYS).fetchall()


def folded(facts: Sequence[Known]) -> list[tuple[Any, ...]]:
    placed = [fact for fact in known(facts) if fact.journey and isinstance(fact.body, Move)]
    placed.sort(key=lambda fact: (fact.journey or "", fact.seq))
    return [
        (journey, *told(stay))
        for journey, theirs in groupby(placed, key=lambda fact: fact.journey)
        for stay in timeline(list(theirs), CLASSIC)
    ]


def told(stay: Stay) -> tuple[Any, ...]:
    exact, left_exact = (
        None if grain is None else grain is Grain.INSTANT for grain in (stay.entered_grain, stay.left_grain)
    )
    return (
        stay.place,
        stay.entered_us,
        exact,
        stay.via,
        stay.left_us,
        left_exact,
        stay.next_place,
        stay.next_via,
        stay.implied,
    )


@settings(max_examples=15)
@given(chapters=any_ledgers())
def test_the_visits_of_the_mirror_are_the_timelines_of_the_fold(chapters):
    with reporting([whole(chapters)]) as house:
        assert stays_of(house) == folded(whole(chapters))


@settings(max_examples=8)
@given(chapters=any_ledgers())
def test_a_mirror_that_grew_by_overlays_is_the_mirror_built_at_once(chapters):
    always_overlay = partial(Mirror, small=0)
    with reporting(chapters, always_overlay) as grown, reporting([whole(chapters)]) as fresh:
        assert rows_of(grown) == rows_of(fresh)
        assert undated(grown) == undated(fresh)


@settings(max_examples=12)
@given(chapters=any_ledgers(), queries=st.sampled_from((2, visits.QUERIES)))
def test_stays_made_in_many_shares_are_those_made_at_once(chapters, queries):
    few_at_a_time = partial(Mirror, share=4)
    with (
        patch.object(visits, "QUERIES", queries),
        reporting(chapters, few_at_a_time) as shared,
        reporting(chapters) as whole_,
    ):
        assert rows_of(shared) == rows_of(whole_)
        told, expected = shared.mirror.manifest(), whole_.mirror.manifest()
        assert (told.settled, told.last_day) == (expected.settled, expected.last_day)
        assert undated(shared) == undated(whole_)


@settings(max_examples=5)
@given(data=st.data(), chapters=any_ledgers(most=3))
def test_a_past_that_was_kept_while_the_ledger_grew_is_the_past_built_anew(data, chapters):
    asked = data.draw(st.lists(asks("stages", len(whole(chapters))), min_size=3, max_size=3))
    with reporting([]) as grown, reporting(chapters) as fresh:
        for chapter in chapters:
            grown.learn(chapter)
            for ask in asked:
                grown.answer_or_nothing("stages", ask)
        for ask in asked:
            now, expected = (house.answer_or_nothing("stages", ask) for house in (grown, fresh))
            assert now == expected


def undated(house: Reporting) -> tuple[Sequence[int], Sequence[int]]:
    manifest = house.mirror.manifest()
    return manifest.undated, manifest.placed


def rows_of(house: Reporting) -> list[dict[str, Any]]:
    """Every column of every visit, in an order that does not depend on files."""
    mirror = house.mirror
    with mirror.open(mirror.manifest()) as db:
        table = db.sql("SELECT * FROM visits").to_arrow_table()
    rows = [dict(sorted(row.items())) for row in table.to_pylist()]
    return sorted(
        rows,
        key=lambda row: repr((row["journey"], row["entered_us"], row["ordinal"], row["position"], row["counts_as"])),
    )
