"""Routing: whose desk, why, and what other rules would have done."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from at_work import ADA, BO, CHIDI, KIM, MONDAY, company, desks
from headrace.core.criteria import Compare, Criterion
from headrace.core.desks import Absence, Choice, RoutingRule
from headrace.core.entries import Routed
from headrace.core.funnel import Owner
from headrace.core.units import Money

SELLERS = RoutingRule("sellers", "mql", Owner.SALES, desks=("lee", "sam"))


def routed(policy, rule=SELLERS, **lee):
    """Kim, Lee, Sam and Ola, and one rule; `lee` are changes to Lee's desk."""
    staffed = desks(policy)
    changed = {**staffed.desks, "lee": replace(staffed.desks["lee"], **lee)}
    return replace(staffed, desks=changed, routing=(rule,))


def given(acme, lead) -> Routed:
    """The newest routing of a lead."""
    return [fact.body for fact in acme.book.journey(lead) if isinstance(fact.body, Routed)][-1]


def test_a_new_lead_goes_to_the_desk_with_the_fewest_and_the_fact_says_why(tmp_path: Path):
    with company(tmp_path, routed) as acme:
        first, second, third = (acme.lead(name) for name in (ADA, BO, CHIDI))

        assert [given(acme, lead).owner for lead in (first, second, third)] == ["lee", "sam", "lee"]
        assert (given(acme, third).rule, given(acme, third).why) == ("sellers", "load=1")


@pytest.mark.parametrize(
    "lee",
    [
        {"capacity": 1},
        {"absences": (Absence(MONDAY.date(), MONDAY.date() + timedelta(days=4)),)},
        {"skills": {"next_step": ("yes",)}},
    ],
)
def test_who_is_full_away_or_not_able_gets_nothing(tmp_path: Path, lee):
    with company(tmp_path, lambda policy: routed(policy, **lee)) as acme:
        leads = [acme.lead(name) for name in (ADA, BO, CHIDI)]

        owners = [given(acme, lead).owner for lead in leads]

        assert owners.count("lee") <= 1
        assert owners[-1] == "sam"


def test_round_robin_gives_the_next_lead_to_whoever_waited_longest(tmp_path: Path):
    turns = replace(SELLERS, choice=Choice.ROUND_ROBIN)
    with company(tmp_path, lambda policy: routed(policy, turns)) as acme:
        owners = []
        for name in (ADA, BO, CHIDI):
            owners.append(given(acme, acme.lead(name)).owner)
            acme.clock.forward(timedelta(minutes=1))

        assert owners == ["lee", "sam", "lee"]


def test_who_works_the_account_already_comes_first(tmp_path: Path):
    with company(tmp_path, routed) as acme:
        first = acme.lead(ADA, account="acme")
        acme.leads.assign(first, "sam", KIM)
        acme.clock.forward(timedelta(minutes=1))

        colleague = acme.lead(BO, account="acme")

        assert (given(acme, colleague).owner, given(acme, colleague).why) == ("sam", "account_owner")


def test_a_rule_takes_only_the_leads_that_it_speaks_of(tmp_path: Path):
    dear = Criterion("expected_value > 1000", Compare("expected_value", ">", 1000))
    with company(tmp_path, lambda policy: routed(policy, replace(SELLERS, when=dear))) as acme:
        cheap, worthy = acme.inquires(ADA), acme.inquires(BO)
        acme.leads.enter_value(worthy, Money.of(5_000, "EUR"), KIM)
        for lead in (cheap, worthy):
            acme.leads.qualify(lead, {"budget": "yes", "need": "yes", "timing": "yes"}, KIM)

        assert acme.book.work(cheap).owner is None
        assert acme.book.work(worthy).owner == "lee"


def test_another_rule_is_tried_on_last_months_leads_without_writing_anything(tmp_path: Path):
    with company(tmp_path, routed) as acme:
        for name in (ADA, BO, CHIDI):
            acme.lead(name)
            acme.clock.forward(timedelta(minutes=1))
        head, other = acme.book.head(), routed(acme.house.policy, replace(SELLERS, desks=("sam",)))

        found = acme.house.simulate_routing(other, date(2025, 3, 1), date(2025, 3, 31))

        assert (found.was, found.would) == ({"lee": 2, "sam": 1}, {"sam": 3})
        assert [(each.was, each.would) for each in found.changed] == [("lee", "sam")] * 2
        assert acme.book.head() == head
