"""What is learnt beside a deed: kept whatever the deed is, read by its type, never what only deeds can say."""

from dataclasses import replace
from pathlib import Path

import pytest

from at_work import ADA, KIM, Company, company
from headrace.adapters.documents.shipped import template
from headrace.core.entries import Described
from headrace.core.errors import DataRefused, UnknownName
from headrace.rules.told import check_given


def described(acme: Company, lead: str) -> list[dict[str, str]]:
    """What was told of a lead, in order."""
    return [fact.body.attributes for fact in acme.book.journey(lead) if isinstance(fact.body, Described)]


def test_what_was_learnt_with_a_deed_is_kept_whatever_the_deed_is(tmp_path: Path):
    learnt = replace(KIM, told={"next_step": "yes"})
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)

        acme.leads.call(lead, "call_back", learnt)
        acme.leads.claim(lead, learnt)
        done = acme.leads.recycle(lead, "not_now", learnt)

        assert described(acme, lead) == [{"next_step": "yes"}] * 3
        assert [fact.journey for fact in done.facts] == [lead] * 2


def test_an_undeclared_fact_is_refused_and_so_is_the_deed_beside_it(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)

        with pytest.raises(UnknownName, match=r"fact of the funnel 'next_stop'.*Did you mean 'next_step'"):
            acme.leads.call(lead, "call_back", replace(KIM, told={"next_stop": "yes"}))

        assert acme.book.work(lead).attempts == 0


@pytest.mark.parametrize(
    ("fact", "text"),
    [("next_step", "maybe"), ("next_step", ""), ("close_date", "tomorrow"), ("budget", "a lot"), ("budget", "nan")],
)
def test_a_value_that_is_none_of_its_type_is_refused(fact: str, text: str):
    classic = template("classic")

    with pytest.raises(DataRefused, match=f"{text!r} is none"):
        check_given({fact: text}, replace(classic, facts={**classic.facts, "budget": "number"}))


@pytest.mark.parametrize("fact", ["asked_by_person", "score", "accepted", "requalified", "expected_value", "signed"])
def test_nobody_tells_what_only_deeds_can_say(tmp_path: Path, fact: str):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)

        with pytest.raises(DataRefused, match="follows from what was done"):
            acme.leads.move(lead, "mql", replace(KIM, told={fact: "yes"}))

        assert acme.place(lead) == "inquiry"


def test_to_tell_nothing_is_no_deed(tmp_path: Path):
    with company(tmp_path) as acme, pytest.raises(DataRefused, match="nothing to tell"):
        acme.leads.describe(acme.inquires(ADA), KIM)
