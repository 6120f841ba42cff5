"""The set-based replay is what a plain reading of each pass finds, on random ledgers and random definitions."""

from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.adapters.documents.criteria import parse
from headrace.adapters.engines.replay import ReplayEngine, replayed
from headrace.analytics.question import Ask
from headrace.app import reports
from headrace.core.agreement import Segment, ShelfLife
from headrace.core.asking import BANT, CHAMP, Qualification, Question
from headrace.core.durations import Duration, Span
from headrace.core.policy import StagePolicy
from headrace.core.units import Grain
from headrace.ledger.fold import Stay
from headrace.ledger.known import known
from headrace.rules.candidate import Definitions
from ledgers import DAYS, judged_ledgers
from oracles.replay import Change, replays
from stand_ins import CLASSIC, POLICY, Reporting

FACTS = {**CLASSIC.facts, "region": "text", "channel": "text"}
ENTRIES: dict[str, tuple[str | None, ...]] = {
    "inquiry": ("identified AND showed_interest AND scrub <> 'fake'", "scrub <> 'fake'", None),
    "mql": (
        "asked_by_person AND score >= 75",
        "asked_by_person",
        "score >= 60",
        "region = 'north' OR score >= 50",
        None,
    ),
    "sal": ("accepted", "channel IS NOT NULL", "requalified OR NOT (channel = 'fair')", None),
    "sql": ("requalified AND expected_value > 0", "expected_value >= 40", "identified", None),
    "opportunity": ("expected_value > 0 AND close_date IS NOT NULL", "close_date >= '2025-04-20'", None),
    "won": ("signed", "region IN ('north', 'south')", None),
}
EXITS: dict[str, tuple[str | None, ...]] = {"mql": (None, None, "channel <> 'fair'")}
WEIGHTED = {name: Question("?", weight) for name, weight in zip(BANT, (20, 30, 30, 20), strict=True)}
IN_THE_NORTH = Segment(parse("region = 'north'", FACTS), Duration(2, Span.DAY))
LIVES = (
    None, None, ShelfLife(Duration(10, Span.DAY)), ShelfLife(Duration(3, Span.DAY), to="nurture"),
    ShelfLife(Duration(1, Span.MONTH)), ShelfLife(Duration(10, Span.DAY), segments=(IN_THE_NORTH,)),
)  # fmt: skip


def chosen(draw: Any, texts: tuple[str | None, ...]) -> Any:
    text = draw(st.sampled_from(texts))
    return None if text is None else parse(text, FACTS)


@st.composite
def definitions(draw: Any) -> Definitions:
    stages = tuple(
        replace(stage, entry=chosen(draw, ENTRIES[stage.name]), exit=chosen(draw, EXITS.get(stage.name, (None,))))
        for stage in CLASSIC.stages
    )
    framework, criteria = draw(st.sampled_from((("BANT", BANT), ("BANT", WEIGHTED), ("BANT", BANT), ("CHAMP", CHAMP))))
    asked = Qualification(
        framework,
        criteria,
        draw(st.sampled_from((50, 60, 75, 90))),
        draw(st.sampled_from((0.5, 0.2))),
        draw(st.booleans()),
    )
    lives = {name: StagePolicy(shelf_life=draw(st.sampled_from(LIVES))) for name in ("inquiry", "mql", "sql")}
    return Definitions(replace(CLASSIC, stages=stages, facts=FACTS), replace(POLICY, qualification=asked, stages=lives))


def tried(house: Reporting, new: Definitions, ask: Ask) -> AbstractContextManager[ReplayEngine]:
    engine = house.sync()
    scope = reports.scope_of(engine, ask, house.terms)
    old = Definitions(house.funnel, house.policy)
    return replayed(engine, old, new, scope, anew=engine.must_rebuild(ask, scope.as_of_us))


def changes_of(engine: ReplayEngine) -> dict[str, Change]:
    columns = 'journey, verdict, place, at_us, root, "to", pooled'
    rows = engine.db.execute(f"SELECT {columns} FROM changes").fetchall()
    return {journey: Change(*rest) for journey, *rest in rows}


def stays_of(engine: ReplayEngine, as_of_us: int) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    rows = engine.db.execute(
        "SELECT journey, place, entered_us, entered_exact, via, implied FROM mirrored WHERE counts_as <> 'person' "
        f"AND (entered_us IS NULL OR entered_us < {as_of_us}) ORDER BY journey, entered_us NULLS FIRST, ordinal, position"
    ).fetchall()
    for journey, *rest in rows:
        found.setdefault(journey, []).append(tuple(rest))
    return found


def shown(stay: Stay) -> tuple[Any, ...]:
    return (stay.place, stay.entered_us, stay.entered_grain is Grain.INSTANT, stay.via, stay.implied)


@settings(max_examples=8)
@given(data=st.data())
def test_the_verdicts_and_the_stays_are_those_of_a_plain_reading(data):
    facts, old, new = (data.draw(drawn) for drawn in (judged_ledgers(), definitions(), definitions()))
    ask = Ask(as_of=data.draw(DAYS))
    with TemporaryDirectory(prefix="headrace-") as folder:
        house = Reporting(Path(folder), old.funnel, old.policy).learn(facts)
        with tried(house, new, ask) as engine:
            as_of_us = reports.scope_of(engine, ask, house.terms).as_of_us
            changes, stays = replays(known(facts, as_of_us=as_of_us), old, new, as_of_us)

            assert changes_of(engine) == changes
            found = {journey: list(map(shown, theirs)) for journey, theirs in stays.items()}
            assert stays_of(engine, as_of_us) == found


@settings(max_examples=3)
@given(data=st.data())
def test_what_is_in_force_changes_nothing_when_it_is_replayed(data):
    facts, old, ask = data.draw(judged_ledgers()), data.draw(definitions()), Ask(as_of=data.draw(DAYS))
    with TemporaryDirectory(prefix="headrace-") as folder:
        house = Reporting(Path(folder), old.funnel, old.policy).learn(facts)
        with tried(house, old, ask) as engine:
            assert engine.changes == []
            for question in ("stages", "conversion", "leakage", "calling"):
                before = reports.report(house.sync(), question, ask, house.terms)
                assert reports.report(engine, question, ask, house.terms).rows == before.rows
