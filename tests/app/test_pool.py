"""The pool: who is asked again, how often, and who is left in peace."""

from datetime import timedelta
from pathlib import Path

import pytest

from at_work import ADA, BO, KIM, LEE, YES, Company, company
from headrace.core.units import Money

SIX_WEEKS = timedelta(weeks=6)


def resting(acme: Company, name: str) -> str:
    """Somebody who said 'not now', and whose wait is over."""
    lead = acme.inquires(name)
    acme.leads.recycle(lead, "not_now", KIM)
    acme.clock.forward(SIX_WEEKS)
    return lead


def asked(acme: Company) -> list[str]:
    return [row["journey"] for row in acme.house.queue("ask", desk="kim")]


def test_who_did_not_answer_is_called_again_after_the_next_wait(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = resting(acme, ADA)
        assert asked(acme) == [lead]

        acme.leads.call(lead, "no_answer", KIM)
        assert asked(acme) == []

        acme.clock.forward(timedelta(hours=4))
        assert asked(acme) == [lead]


@pytest.mark.parametrize(
    "call",
    [
        {"outcome": "not_now"},
        {"outcome": "talked", "answers": {"budget": "no", "need": "no"}, "problem": "none", "relevance": "no"},
    ],
)
def test_who_says_not_now_again_rests_for_the_whole_wait_again(tmp_path: Path, call: dict):
    with company(tmp_path) as acme:
        lead = resting(acme, ADA)

        acme.leads.call(lead, meant=KIM, **call)

        assert asked(acme) == []
        acme.clock.forward(SIX_WEEKS - timedelta(days=1))
        assert (acme.place(lead), asked(acme)) == ("nurture", [])
        acme.clock.forward(timedelta(days=1))
        assert asked(acme) == [lead]


def test_who_answers_by_mail_and_not_enough_is_asked_the_rest_after_the_next_wait(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = resting(acme, ADA)

        acme.leads.qualify(lead, {"budget": "yes", "need": "yes"}, KIM, channel="mail")

        assert asked(acme) == []
        acme.clock.forward(timedelta(hours=4))
        assert asked(acme) == [lead]


def test_a_talk_before_the_agreed_day_does_not_put_it_off(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)
        day = (acme.clock() + timedelta(days=10)).date()
        acme.leads.recycle(lead, "not_now", KIM, on=day)
        acme.clock.forward(timedelta(days=9))
        acme.leads.call(lead, "not_now", KIM)

        acme.clock.forward(timedelta(days=1))

        assert asked(acme) == [lead]


@pytest.mark.parametrize(("outcome", "reason"), [("not_interested", "no_interest"), ("left_company", "contact_lost")])
def test_who_wants_no_more_or_is_gone_leaves_the_pool_for_good(tmp_path: Path, outcome: str, reason: str):
    with company(tmp_path) as acme:
        lead = resting(acme, ADA)

        done = acme.leads.call(lead, outcome, KIM)

        assert (done.standing.place, done.facts[-1].body.reason) == ("disqualified", reason)
        assert acme.house.queue("pool") == []


def test_whose_new_pass_runs_or_was_won_is_in_the_pool_no_more(tmp_path: Path):
    with company(tmp_path) as acme:
        back, customer = resting(acme, ADA), resting(acme, BO)
        again = acme.leads.qualify(back, YES, KIM)
        bought = acme.leads.qualify(customer, YES, KIM).journey
        acme.leads.accept(bought, LEE)
        acme.leads.requalify(bought, Money.of(1_000, "EUR"), LEE)
        acme.leads.win(bought, Money.of(1_000, "EUR"), LEE)

        assert (again.standing.place, acme.place(back)) == ("mql", "nurture")
        assert asked(acme) == []
        assert acme.house.queue("pool") == []


def test_of_several_passes_in_the_pool_the_newest_is_asked(tmp_path: Path):
    with company(tmp_path) as acme:
        first = resting(acme, ADA)
        second = acme.leads.qualify(first, YES, KIM).journey
        acme.clock.forward(timedelta(days=1))
        acme.leads.reject(second, "no_need", LEE)

        assert [row["journey"] for row in acme.house.queue("pool")] == [second]


def test_the_statement_counts_whom_somebody_tried_to_ask(tmp_path: Path):
    with company(tmp_path) as acme:
        tried, left = resting(acme, ADA), acme.inquires(BO)
        acme.leads.recycle(left, "not_now", KIM)
        acme.clock.forward(SIX_WEEKS)
        acme.leads.call(tried, "not_now", KIM)

        statement = acme.house.statement(acme.clock().date())

        assert statement.asked_again == (1, 2)
