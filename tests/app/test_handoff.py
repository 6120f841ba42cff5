"""The hand-off: accept, reject, re-qualify, win, lose; criteria, owners, briefs and stale screens."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from at_work import ADA, BO, KIM, LEE, MONDAY, SAM, Company, company, desks, stage
from headrace.app.leads import Meant
from headrace.core.entries import Won
from headrace.core.errors import DataRefused, NotAllowed, NotFound, UnknownName, UsageError
from headrace.core.units import Money
from headrace.rules.moves import MoveRefused

WORTH = Money.of(25_000, "EUR")


def test_a_lead_goes_all_the_way_and_each_step_says_who_and_what(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.lead(ADA)
        acme.leads.accept(lead, LEE)
        acme.leads.requalify(lead, WORTH, LEE)
        acme.leads.open(lead, WORTH, date(2025, 4, 30), replace(LEE, told={"next_step": "yes"}))
        done = acme.leads.win(lead, Money.of(24_000, "EUR"), LEE, until=date(2026, 3, 31))

        assert [each.place for each in acme.leads.case(lead).stints] == [
            "inquiry", "mql", "sal", "sql", "opportunity", "won",
        ]  # fmt: skip
        assert (done.standing.owner, done.standing.value) == ("lee", 2_400_000)


def test_a_refused_move_names_the_criterion_and_what_is_known(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.lead(ADA)
        acme.leads.accept(lead, LEE)

        with pytest.raises(MoveRefused) as refused:
            acme.leads.requalify(lead, None, LEE)

        assert refused.value.unmet == ("expected value is above 0",)
        assert "expected_value = not known" in refused.value.message
        assert acme.place(lead) == "sal"


def test_a_move_that_the_funnel_does_not_allow_says_where_one_may_go(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.lead(ADA)
        acme.leads.disqualify(lead, "bad_fit", LEE)

        with pytest.raises(MoveRefused, match="From Disqualified no move leads to SAL"):
            acme.leads.accept(lead, LEE)


def test_a_rejection_needs_a_reason_of_the_policy(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.lead(ADA)

        with pytest.raises(UnknownName, match="Did you mean 'incomplete'"):
            acme.leads.reject(lead, "incomplet", LEE)
        assert acme.leads.reject(lead, "incomplete", LEE).standing.place == "nurture"


def test_a_brief_with_gaps_is_not_handed_over(tmp_path: Path):
    with company(tmp_path, partial(stage, name="sal", brief=("close_date", "scrub"))) as acme:
        lead = acme.lead(ADA)

        with pytest.raises(MoveRefused, match="The brief for SAL has gaps: close_date"):
            acme.leads.accept(lead, LEE)
        assert acme.leads.accept(lead, replace(LEE, told={"close_date": "2025-05-01"})).standing.place == "sal"


def test_nobody_acts_on_the_lead_of_another_but_the_manager(tmp_path: Path):
    with company(tmp_path, desks) as acme:
        lead = acme.lead(ADA)
        acme.leads.assign(lead, "lee", KIM)

        with pytest.raises(NotAllowed, match="lee has this lead"):
            acme.leads.accept(lead, SAM)
        with pytest.raises(NotAllowed, match="lee has this lead"):
            acme.leads.claim(lead, SAM)
        assert acme.leads.accept(lead, Meant(by="ola")).standing.owner == "ola"


def test_only_desks_take_leads_where_desks_are_declared(tmp_path: Path):
    with company(tmp_path, desks) as acme, pytest.raises(UnknownName, match="desk 'zoe'"):
        acme.leads.accept(acme.lead(ADA), Meant(by="zoe"))


def test_a_stale_screen_overwrites_nothing(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.lead(ADA)
        seen = acme.book.work(lead).seq
        acme.leads.accept(lead, replace(LEE, seen=seen))

        with pytest.raises(NotAllowed, match="Somebody was faster"):
            acme.leads.reject(lead, "no_need", replace(LEE, seen=seen))

        assert acme.place(lead) == "sal"


def test_a_dry_run_tells_what_the_real_run_appends(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.lead(ADA)
        head = acme.book.head()

        rehearsed = acme.leads.accept(lead, replace(LEE, dry_run=True))
        assert (acme.book.head(), rehearsed.standing.place) == (head, "mql")

        done = acme.leads.accept(lead, LEE)
        assert [fact.body for fact in done.facts] == [fact.body for fact in rehearsed.facts]


def test_a_win_without_its_amount_is_listed_by_its_owner_until_somebody_enters_it(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = an_sql(acme, ADA)
        done = acme.leads.win(lead, None, LEE)
        assert [fact.body.value for fact in done.facts if isinstance(fact.body, Won)] == [None]

        assert [row["owner"] for row in acme.house.queue("revenue")] == ["lee"]
        acme.leads.enter_value(lead, Money.of(23_000, "EUR"), LEE)
        assert acme.house.queue("revenue") == []


def test_a_lost_lead_reopens_as_a_new_pass_and_only_one_runs_at_a_time(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = an_sql(acme, ADA)
        acme.leads.lose(lead, "price", LEE)
        acme.clock.forward(timedelta(days=30))

        again = acme.leads.move(lead, "inquiry", LEE, "reopened")

        assert again.journey != lead
        assert (again.standing.place, acme.place(lead)) == ("inquiry", "lost")
        assert again.standing.person == acme.book.standing(lead).person
        with pytest.raises(NotAllowed, match="A new pass runs already, in Inquiry"):
            acme.leads.move(lead, "inquiry", LEE)


def test_what_did_not_expire_cannot_be_recovered(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = an_sql(acme, ADA)
        acme.leads.lose(lead, "price", LEE)

        with pytest.raises(NotAllowed, match="did not expire"):
            acme.leads.recover(lead, LEE)


def test_deeds_are_told_once_they_happened_and_never_before_the_last_move(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.lead(ADA)

        with pytest.raises(NotAllowed, match="is in the future"):
            acme.leads.accept(lead, replace(LEE, at=acme.clock() + timedelta(minutes=1)))
        with pytest.raises(NotAllowed, match="before the one that brought the journey to MQL"):
            acme.leads.accept(lead, replace(LEE, at=MONDAY - timedelta(days=1)))


def test_names_that_mean_nobody_are_refused(tmp_path: Path):
    with company(tmp_path) as acme:
        acme.lead(ADA)

        with pytest.raises(NotFound, match=r"No lead 'zoe@acme\.example'"):
            acme.leads.accept("zoe@acme.example", LEE)
        with pytest.raises(UsageError, match="Nobody is named"):
            acme.leads.accept(acme.inquires(BO), Meant(by=" "))


def test_a_lead_cannot_be_worth_less_than_nothing(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.lead(ADA)
        acme.leads.accept(lead, LEE)

        with pytest.raises(DataRefused, match="less than nothing"):
            acme.leads.requalify(lead, Money(-1, "EUR"), LEE)


def test_a_loss_to_a_competitor_is_asked_again_after_a_year(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = an_sql(acme, ADA)
        acme.leads.lose(lead, "competitor", LEE)
        [resting] = acme.house.queue("pool")
        assert resting["next_us"] == pytest.approx(
            (MONDAY.replace(hour=0) + timedelta(days=365)).timestamp() * 1e6, abs=36e8
        )


def an_sql(acme: Company, name: str) -> str:
    """A lead that Lee accepted and asked again."""
    lead = acme.lead(name)
    acme.leads.accept(lead, LEE)
    acme.leads.requalify(lead, WORTH, LEE)
    return lead


def test_what_was_learnt_in_one_pass_is_known_in_the_next(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = an_sql(acme, ADA)
        acme.leads.describe(lead, replace(LEE, told={"next_step": "yes"}))
        acme.leads.lose(lead, "price", LEE)
        acme.clock.forward(timedelta(days=30))

        again = acme.leads.move(lead, "inquiry", replace(LEE, told={"close_date": "2025-06-30"}))

        told = acme.leads.case(again.journey).told()
        assert (told["next_step"], told["close_date"]) == (True, "2025-06-30")
