"""Shelf life: what counts as activity, what ends it early, where an expired lead goes, what is lost."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from at_work import ADA, BO, LEE, MONDAY, Company, company, stage
from headrace.core.agreement import Segment, ShelfLife
from headrace.core.criteria import Compare, Criterion
from headrace.core.durations import Duration, Span
from headrace.core.entries import Entry, Expired, Touched
from headrace.core.errors import UnknownName
from headrace.core.units import Money, instant, micros

MONTH, THIRTY_DAYS = Duration(1, Span.MONTH), Duration(30, Span.DAY)


def an_sql(acme: Company, name: str = ADA, value: int = 100_000) -> str:
    lead = acme.lead(name)
    acme.leads.accept(lead, LEE)
    acme.leads.requalify(lead, Money.of(value, "EUR"), LEE)
    return lead


def expires(acme: Company, lead: str) -> datetime:
    return instant(acme.book.work(lead).expires_us)


@pytest.mark.parametrize(
    ("limit", "expiry"),
    [(MONTH, datetime(2024, 2, 29, 10, tzinfo=UTC)), (THIRTY_DAYS, datetime(2024, 3, 1, 10, tzinfo=UTC))],
)
def test_w14e_one_month_is_no_thirty_days(tmp_path: Path, limit, expiry):
    january = datetime(2024, 1, 31, 10, tzinfo=UTC)
    with company(tmp_path, partial(stage, name="sql", shelf_life=ShelfLife(limit)), at=january) as acme:
        assert expires(acme, an_sql(acme)) == expiry


def test_two_way_activity_renews_it_and_an_unanswered_call_does_not(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = an_sql(acme)
        acme.clock.forward(timedelta(days=10))
        acme.leads.call(lead, "voicemail", LEE)
        assert expires(acme, lead) - MONDAY == timedelta(days=30)

        acme.leads.call(lead, "call_back", LEE)
        assert expires(acme, lead) - MONDAY == timedelta(days=40)

        acme.clock.forward(timedelta(days=1))
        touch = Entry(Touched(activity="reply", direction="in"), micros(acme.clock()), journey=lead)
        acme.book.append([touch], now=acme.clock())
        assert expires(acme, lead) - MONDAY == timedelta(days=41)


def test_answers_by_mail_are_two_way_and_an_unknown_is_none(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = an_sql(acme)
        acme.clock.forward(timedelta(days=10))

        acme.leads.qualify(lead, {"timing": "unknown"}, LEE, channel="mail")
        assert expires(acme, lead) - MONDAY == timedelta(days=30)

        acme.leads.qualify(lead, {"timing": "yes"}, LEE, channel="mail")
        assert expires(acme, lead) - MONDAY == timedelta(days=40)


def test_it_warns_at_seventy_per_cent_and_then_stands_on_the_cold_list(tmp_path: Path):
    with company(tmp_path, partial(stage, name="sql", win_rate=0.25)) as acme:
        lead, other = an_sql(acme), an_sql(acme, BO)
        acme.clock.forward(timedelta(days=20))
        acme.leads.call(other, "talked", LEE)
        assert acme.house.queue("cold") == []

        acme.clock.forward(timedelta(days=2))
        assert acme.tick().told == {"warned": 1}

        [cold] = acme.house.queue("cold")
        assert (cold["journey"], cold["owner"], cold["days_left"], cold["at_risk"]) == (lead, "lee", 8.0, 2_500_000)


def test_a_segment_has_its_own_limit(tmp_path: Path):
    small = Segment(Criterion("expected_value < 500", Compare("expected_value", "<", 500)), Duration(1, Span.DAY))
    life = ShelfLife(THIRTY_DAYS, segments=(small,))
    with company(tmp_path, partial(stage, name="sql", shelf_life=life)) as acme:
        usual, consumer = an_sql(acme), an_sql(acme, BO, value=400)

        assert expires(acme, usual) - MONDAY == timedelta(days=30)
        assert expires(acme, consumer) - MONDAY == timedelta(days=1)


def test_a_sign_of_life_that_is_gone_ends_it_at_once(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = an_sql(acme)
        acme.clock.forward(timedelta(days=3))
        acme.leads.signal(lead, "urgency", LEE, present=False)

        assert acme.tick().told == {"expired": 1}

        [expiry] = [fact for fact in acme.book.journey(lead) if isinstance(fact.body, Expired)]
        assert (expiry.body.reason, instant(expiry.at_us) - MONDAY) == ("urgency_lost", timedelta(days=3))
        with pytest.raises(UnknownName, match="sign of life"):
            acme.leads.signal(lead, "mood", LEE, present=True)


def test_a_sign_that_came_back_in_time_changes_nothing(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = an_sql(acme)
        acme.leads.signal(lead, "interest", LEE, present=False)
        acme.clock.forward(timedelta(minutes=1))
        acme.leads.signal(lead, "interest", LEE, present=True)

        assert acme.tick().told == {}
        assert acme.place(lead) == "sql"


def test_a_lost_contact_ends_the_lead_whatever_we_have_stored(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = an_sql(acme)

        done = acme.leads.call(lead, "left_company", LEE)

        assert done.standing.place == "disqualified"
        assert done.facts[-1].body.reason == "contact_lost"


def test_an_expired_lead_goes_where_the_policy_sends_it_and_is_asked_again(tmp_path: Path):
    life = ShelfLife(THIRTY_DAYS, to="nurture")
    with company(tmp_path, partial(stage, name="sql", shelf_life=life)) as acme:
        lead = an_sql(acme)
        acme.clock.forward(timedelta(days=31))
        acme.tick()

        assert acme.place(lead) == "nurture"
        [resting] = acme.house.queue("pool")
        assert (resting["journey"], resting["reason"]) == (lead, "shelf_life")


def test_what_expired_twice_can_be_recovered_twice(tmp_path: Path):
    with company(tmp_path, partial(stage, name="sql", win_rate=0.25)) as acme:
        lead = an_sql(acme)
        for _time in range(2):
            acme.clock.forward(timedelta(days=31))
            acme.tick()
            back = acme.leads.recover(lead, LEE)

            assert (back.standing.place, back.standing.value) == ("sql", 10_000_000)
            lead = back.journey


def test_without_a_win_rate_the_loss_is_not_made_up(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = an_sql(acme)
        acme.clock.forward(timedelta(days=31))
        acme.tick()

        [expiry] = [fact.body for fact in acme.book.journey(lead) if isinstance(fact.body, Expired)]
        assert (expiry.value, expiry.chance, expiry.deal) == (None, None, 10_000_000)


def test_a_month_of_silence_is_caught_up_with_the_right_times(tmp_path: Path):
    with company(tmp_path) as acme:
        leads = [an_sql(acme, f"{n}@acme.example") for n in range(3)]
        acme.clock.forward(timedelta(days=60))
        acme.tick()

        facts = [fact for lead in leads for fact in acme.book.journey(lead) if fact.actor == "clock"]
        assert {(fact.body.__class__.__name__, instant(fact.at_us) - MONDAY) for fact in facts} == {
            ("Warned", timedelta(days=21)),
            ("Expired", timedelta(days=30)),
        }
        assert {instant(fact.recorded_us).date() for fact in facts} == {(MONDAY + timedelta(days=60)).date()}
