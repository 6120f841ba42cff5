"""Customers and the pool: renewals, churn, upsell; content, consent, and who is asked again."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from at_work import ADA, BO, KIM, LEE, Company, company
from headrace.core.criteria import Compare, Criterion
from headrace.core.durations import Duration, Span
from headrace.core.errors import DataRefused, NotAllowed
from headrace.core.policy import Step
from headrace.core.units import Money
from headrace.rules.clocks import State

WORTH = Money.of(12_000, "EUR")


def a_customer(acme: Company, name: str = ADA) -> str:
    lead = acme.lead(name)
    acme.leads.accept(lead, LEE)
    acme.leads.requalify(lead, WORTH, LEE)
    acme.leads.win(lead, WORTH, LEE, until=date(2025, 12, 31))
    return lead


def test_a_renewal_is_brought_up_ninety_days_before_and_breached_at_the_end(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = a_customer(acme)
        acme.clock.at = acme.clock.at.replace(month=10, day=2)
        assert acme.house.queue("keep") == []

        acme.clock.forward(timedelta(days=2))
        assert acme.tick().told == {"warned": 1}
        [care] = acme.house.queue("keep")
        assert (care["journey"], care["value"], care["upsell"]) == (lead, 1_200_000, False)
        assert 88 < care["days_left"] < 90

        acme.clock.forward(timedelta(days=90))
        assert acme.tick().told == {"breached": 1}
        assert [run.state for run in acme.book.clocks(lead) if run.clock == "renewal"] == [State.BREACHED]


def test_a_renewal_that_came_too_late_is_told_as_a_breach_by_the_next_tick(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = a_customer(acme)
        acme.clock.at = acme.clock.at.replace(year=2026, month=1, day=9)
        acme.leads.renew(lead, date(2026, 12, 31), LEE)

        assert acme.tick().told == {"breached": 1}
        assert acme.tick().told == {}
        states = [run.state for run in acme.book.clocks(lead) if run.clock == "renewal"]
        assert sorted(states) == [State.BREACHED, State.RUNNING]


def test_a_renewal_in_time_meets_its_clock_and_starts_the_next(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = a_customer(acme)
        acme.clock.forward(timedelta(days=200))

        done = acme.leads.renew(lead, date(2026, 12, 31), LEE, Money.of(15_000, "EUR"))

        assert (done.facts[0].body.change, done.standing.place) == (300_000, "won")
        states = [run.state for run in acme.book.clocks(lead) if run.clock == "renewal"]
        assert sorted(states) == [State.MET, State.RUNNING]
        with pytest.raises(DataRefused, match="runs until 2026-12-31 already"):
            acme.leads.renew(lead, date(2026, 6, 30), LEE)


def test_who_left_is_no_customer_any_more_and_who_shrank_still_is(tmp_path: Path):
    with company(tmp_path) as acme:
        gone, shrunk = a_customer(acme), a_customer(acme, BO)
        acme.leads.churn(shrunk, "price", LEE, Money.of(2_000, "EUR"))
        acme.leads.churn(gone, "no_use", LEE)
        acme.clock.at = acme.clock.at.replace(month=11)
        acme.tick()

        assert [(row["journey"], row["value"]) for row in acme.house.queue("keep")] == [(shrunk, 1_000_000)]
        with pytest.raises(NotAllowed, match="no customer of ours"):
            acme.leads.renew(gone, date(2027, 1, 31), LEE)


def test_who_could_buy_more_is_on_the_list_without_any_renewal(tmp_path: Path):
    more = Criterion("next_step", Compare("next_step", "=", value=True))
    with company(tmp_path, lambda policy: replace(policy, upsell=more)) as acme:
        lead = a_customer(acme)
        assert acme.house.queue("keep") == []

        acme.leads.describe(lead, replace(LEE, told={"next_step": "yes"}))

        assert [(row["journey"], row["upsell"]) for row in acme.house.queue("keep")] == [(lead, True)]


def test_the_pool_hints_at_content_and_says_who_may_get_it(tmp_path: Path):
    steps = (Step(Duration(1, Span.WEEK), "case study"), Step(Duration(3, Span.WEEK), "webinar"))

    def content(policy):
        return replace(policy, nurture=replace(policy.nurture, steps=steps))

    with company(tmp_path, content) as acme:
        lead = acme.inquires(ADA)
        acme.leads.recycle(lead, "not_now", KIM)
        [before] = acme.house.queue("pool")
        assert (before["content"], before["may_send"]) == (None, False)

        acme.leads.consent(lead, "nurture", KIM, "form")
        acme.clock.forward(timedelta(days=22))
        [resting] = acme.house.queue("pool")
        assert (resting["content"], resting["may_send"], resting["reason"]) == ("webinar", True, "not_now")

        acme.leads.withdraw(lead, "nurture", KIM)
        assert [row["may_send"] for row in acme.house.queue("pool")] == [False]


def test_content_goes_only_to_whom_we_may_and_can_send_it(tmp_path: Path):
    def content(policy):
        return replace(policy, nurture=replace(policy.nurture, steps=(Step(Duration(1, Span.WEEK), "=case study"),)))

    with company(tmp_path, content) as acme:
        leads = {name: acme.inquires(name) for name in (ADA, BO)}
        for lead in leads.values():
            acme.leads.recycle(lead, "not_now", KIM)
        acme.leads.consent(leads[ADA], "nurture", KIM)
        acme.knows(ADA, BO)
        assert acme.house.content_hints() == []

        acme.clock.forward(timedelta(days=8))

        assert [(row["email"], row["content"]) for row in acme.house.content_hints()] == [(ADA, "=case study")]
