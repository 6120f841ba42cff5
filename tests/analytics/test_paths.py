"""What attribution starts from is what plain lines of Python make of the same facts; what it answers adds up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.analytics.attribution.outcome import Outcome
from headrace.analytics.attribution.paths import MISSING, Journeys
from headrace.analytics.catalog import QUESTIONS
from headrace.analytics.credit import MODELS, UNATTRIBUTED, UNSEEN
from headrace.analytics.question import Ask
from headrace.app.reports import scope_of
from headrace.core.entries import Described, Inquired, Touched, Won
from headrace.core.errors import UsageError
from headrace.core.funnel import Role
from headrace.core.units import Grain, instant, start_of_day
from ledgers import DAYS, FIRST, any_ledgers
from oracles import Asked
from oracles.asked import by_the_end, entered
from stand_ins import CLASSIC, POLICY, Reporting
from stories import Story

Told = tuple[int, int, int, int, int, tuple[tuple[int, str], ...]]


def expected(asked: Asked) -> list[Told]:
    """Each pass that ended in the period or is open: outcome, end, value, milestones, its person's touches in order."""
    return [told for journey in sorted(asked.units) for told in _told(asked, asked.units[journey])]


def _told(asked: Asked, visits: list[Any]) -> Iterator[Told]:
    def first(role_or_place: Any) -> Any:
        return next((v for v in visits if role_or_place in (v.place.role, v.place.name)), None)

    won, now = first(Role.WON), visits[-1]
    if won is not None:
        outcome, end, value = Outcome.CONVERTED, won.stay.entered_us, won.value or 0
    else:
        open_ = now.place.role is Role.STAGE
        outcome, end, value = (Outcome.OPEN, None, 0) if open_ else (Outcome.NULL, now.stay.entered_us, 0)
    if not (won or now).kept or (outcome is not Outcome.OPEN and not asked.in_period(end)):
        return
    lead, deal = (first(name) for name in ("mql", "opportunity"))
    over = (asked.as_of_us - 1, "instant") if end is None else entered(won or now)
    met = sorted(
        (min(fact.at_us, over[0]), fact.at_us, fact.seq, getattr(fact.body, asked.ask.by or "channel") or "unknown")
        for fact in asked.known
        if isinstance(fact.body, Touched | Inquired) and fact.at_us is not None
        and (fact.person or fact.journey) == (now.person or now.journey) and by_the_end(asked, fact, over)
    )  # fmt: skip
    times = [MISSING if v is None or v.stay.entered_us is None else _latest(asked, *entered(v)) for v in (lead, deal)]
    yield (outcome, MISSING if end is None else end, value, *times, tuple((at, label) for at, *_, label in met))


def _latest(asked: Asked, at_us: int, grain: str) -> int:
    day = instant(at_us).astimezone(asked.zone).date()
    return at_us if grain == "instant" else start_of_day(day + timedelta(days=1), asked.zone) - 1


def found(columns: Journeys) -> list[Told]:
    told = []
    for n in range(len(columns)):
        rows = slice(int(columns.starts[n]), int(columns.starts[n + 1]))
        met = zip(columns.at_us[rows].tolist(), [columns.labels[code] for code in columns.code[rows]], strict=True)
        numbers = (columns.outcome, columns.end_us, columns.value, columns.lead_us, columns.opportunity_us)
        told.append((*(int(column[n]) for column in numbers), tuple(met)))
    return told


@settings(max_examples=15)
@given(data=st.data())
def test_the_journeys_and_their_touches_are_the_oracles(tmp_path_factory, data):
    facts = [fact for chapter in data.draw(any_ledgers()) for fact in chapter]
    length = data.draw(st.sampled_from((None, 10, 40)))
    end = None if length is None else FIRST + timedelta(days=length)
    where = data.draw(st.sampled_from(({}, {}, {"channel": "webinar"})))
    options = {"of": data.draw(st.sampled_from((None, "account", "group")))}
    ask = Ask(end=end, as_of=data.draw(DAYS), by="channel", where=where, unit="pass", options=options)
    house = Reporting(tmp_path_factory.mktemp("paths")).learn(facts)
    engine = house.sync()

    columns = engine.journeys(QUESTIONS["attribution"], ask, scope_of(engine, ask, house.terms))

    assert found(columns) == expected(Asked(facts, ask, CLASSIC, POLICY.time_zone, POLICY.currency))


def story() -> Story:
    """Ada met a webinar and searched before she bought for 100; Bo only searched; Chidi was lost; Dora bought unseen."""
    told = Story()
    told.tell("ada", Touched("webinar"), 1, journey=None)
    told.tell("ada", Inquired(to="inquiry", channel="search"), 5)
    told.tell("ada", Won(to="won", value=100_00, currency="EUR"), 20)
    told.tell("bo", Inquired(to="inquiry", channel="search"), 2)
    told.tell("chidi", Inquired(to="inquiry", channel="webinar"), 3)
    told.tell("chidi", Won(to="won", value=50_01, currency="EUR"), 200)
    told.tell("dora", Won(to="won", value=7_00, currency="EUR"), 9)
    return told


def test_a_touch_on_the_day_of_a_win_whose_time_nobody_told_has_its_credit(tmp_path):
    told = Story()
    told.tell("ada", Inquired(to="inquiry", channel="search"), 2)
    told.tell("ada", Touched("webinar", activity="webinar"), 20.9, journey=None)
    told.tell("ada", Touched("search"), 21.1, journey=None)
    told.tell("ada", Won(to="won", value=100_00, currency="EUR"), 20)
    told.facts[-1] = replace(told.facts[-1], grain=Grain.DAY)
    house = Reporting(tmp_path).learn(told.facts)

    rows = {row["label"]: row for row in house.report("attribution", as_of=date(2025, 12, 31))}
    assert (rows["webinar"]["last"], rows["webinar"]["linear"], rows["search"]["linear"]) == (100_00, 50_00, 50_00)
    had = {row["activity"]: row["times"] for row in house.report("activities", as_of=date(2025, 12, 31))}
    assert had == {"webinar": 1, "inquiry": 1, "(everybody)": None}


def test_all_models_stand_side_by_side_and_each_adds_up_to_the_booked_revenue(tmp_path):
    house = Reporting(tmp_path).learn(story().facts)

    rows = {row["label"]: row for row in house.report("attribution", as_of=date(2025, 12, 31))}

    assert set(rows) == {"search", "webinar", UNATTRIBUTED, UNSEEN}
    assert (rows["search"]["deals"], rows["webinar"]["deals"]) == (1, 1)
    assert (rows["search"]["linear"], rows["webinar"]["linear"]) == (50_00, 50_00)
    assert (rows["search"]["last"], rows["webinar"]["first"]) == (100_00, 100_00)
    assert (rows[UNATTRIBUTED]["linear"], rows[UNSEEN]["linear"]) == (50_01, 7_00)
    for name in MODELS:
        assert sum(row[name] for row in rows.values() if row[name] is not None) in (157_01, 0), name


def test_the_deals_of_a_channel_can_be_listed(tmp_path):
    house = Reporting(tmp_path).learn(story().facts)
    answer = house.answer("attribution", Ask(as_of=date(2025, 12, 31)))
    [search] = [row for row in answer.rows if row["label"] == "search"]

    assert [lead["person"] for lead in house.leads(answer, search, "deals")] == ["ada"]


def test_a_longer_window_reaches_further_back(tmp_path):
    house = Reporting(tmp_path).learn(story().facts)

    rows = {row["label"]: row for row in house.report("attribution", as_of=date(2025, 12, 31), window=365)}

    assert (rows["webinar"]["linear"], rows[UNATTRIBUTED]["linear"]) == (100_01, 0)


def test_one_model_in_detail_has_shares_and_intervals(tmp_path):
    house = Reporting(tmp_path).learn(story().facts)

    rows = {row["label"]: row for row in house.report("credits", as_of=date(2025, 12, 31), model="first")}

    assert rows["webinar"]["conversions"] == 1
    assert rows["webinar"]["low"] <= 1 <= rows["webinar"]["high"]
    assert sum(row["conversions"] for row in rows.values()) == 3
    assert sum(row["share"] for row in rows.values()) == pytest.approx(1)
    assert sum(row["value"] for row in rows.values()) == 157_01


def test_percents_of_ones_own_are_a_model(tmp_path):
    house, end = Reporting(tmp_path).learn(story().facts), date(2025, 12, 31)

    own = house.report("credits", as_of=end, model="own", percents="first=40, last=40, others=20")

    values = {row["label"]: row["value"] for row in house.report("credits", as_of=end, model="position")}
    assert {row["label"]: row["value"] for row in own} == values


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"model": "own"}, "go together"),
        ({"model": "linear", "percents": "first=100"}, "go together"),
        ({"model": "own", "percents": "first=40"}, "adds up to 40"),
        ({"model": "own", "percents": "frist=100"}, "'frist=100' is no MARK=PERCENT"),
        ({"model": "own", "percents": "first=much"}, "'first=much' is no MARK=PERCENT"),
        ({"model": "markov", "window": 3_000}, "Markov needs journeys that led nowhere"),
    ],
)
def test_a_model_that_cannot_be_is_refused_with_its_reason(tmp_path, asked, why):
    house = Reporting(tmp_path).learn(story().facts)

    with pytest.raises(UsageError, match=why):
        house.report("credits", as_of=date(2025, 12, 31), **asked)


def test_the_touches_of_colleagues_share_in_the_deal_of_their_account(tmp_path):
    told = Story()
    told.tell("ada", Touched("webinar"), 1, journey=None)
    told.tell("ada", Described({"region": "north"}), 1, journey=None)
    told.facts[-1] = replace(told.facts[-1], account="acme")
    told.tell("bo", Inquired(to="inquiry", channel="search"), 2)
    told.facts[-1] = replace(told.facts[-1], account="acme")
    told.tell("bo", Won(to="won", value=100_00, currency="EUR"), 9)
    house = Reporting(tmp_path).learn(told.facts)

    def linear(**options):
        rows = house.report("attribution", as_of=date(2025, 12, 31), **options)
        return {row["label"]: row["linear"] for row in rows if row["linear"]}

    assert linear() == {"search": 100_00}
    assert linear(of="account") == {"search": 50_00, "webinar": 50_00}
