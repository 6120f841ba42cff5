"""Asking: a person asks, a score is counted, and the bar decides between sales and the pool."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest

from at_work import ADA, KIM, YES, company
from headrace.app.leads import Meant
from headrace.core.asking import BANT, CHAMP, FRAMEWORKS, GPCT, MEDDIC, Grade, Qualification, Question
from headrace.core.entries import Answered, Called, Recycled
from headrace.core.errors import DataRefused, UnknownName
from headrace.ledger.codec import kind_of
from headrace.rules.qualify import scored

PATTERNS = [dict(zip(BANT, grades, strict=True)) for grades in product([Grade.YES, Grade.NO], repeat=4)]
WEIGHTED = Qualification(
    criteria={name: Question("?", w) for name, w in zip(BANT, (20, 30, 30, 20), strict=True)}, bar=75
)


def test_w20_any_three_of_four_make_a_lead_and_five_patterns_of_sixteen_qualify():
    found = [scored(pattern, Qualification()) for pattern in PATTERNS]

    assert sum(score.qualified for score in found) == 5
    assert {score.points for score in found if score.qualified} == {75.0, 100.0}
    two = scored({"budget": Grade.YES, "need": Grade.YES, "authority": Grade.NO, "timing": Grade.NO}, Qualification())
    assert (two.points, two.qualified) == (50.0, False)


@pytest.mark.parametrize(
    ("lacking", "points", "qualified"),
    [("budget", 80, True), ("timing", 80, True), ("authority", 70, False), ("need", 70, False)],
)
def test_w21_with_weights_it_matters_which_one_is_lacking(lacking, points, qualified):
    answers = {name: Grade.NO if name == lacking else Grade.YES for name in BANT}

    score = scored(answers, WEIGHTED)

    assert (score.points, score.qualified) == (points, qualified)


def test_w21_three_patterns_of_sixteen_qualify():
    assert sum(scored(pattern, WEIGHTED).qualified for pattern in PATTERNS) == 3


@pytest.mark.parametrize(("name", "criteria"), [("BANT", BANT), ("CHAMP", CHAMP), ("MEDDIC", MEDDIC), ("GPCT", GPCT)])
def test_every_framework_has_questions_whose_weights_sum_to_a_hundred(name, criteria):
    assert FRAMEWORKS[name] == criteria
    assert sum(question.weight for question in criteria.values()) == 100
    assert all(question.text.endswith("?") for question in criteria.values())


def test_an_unknown_is_not_read_as_a_no():
    score = scored({"budget": Grade.YES, "need": Grade.PARTLY, "timing": Grade.UNKNOWN}, Qualification())

    assert (score.points, score.known, score.possible, score.hopeless) == (37.5, 0.5, 87.5, False)


def test_who_meets_the_bar_is_a_lead_with_its_answers_score_and_asker(tmp_path: Path):
    with company(tmp_path) as acme:
        acme.inquires(ADA)

        done = acme.leads.call(
            acme.leads.find(acme.inquires(ADA)), "talked", KIM, minutes=12, answers=YES, problem="downtime",
            relevance="yes",
        )  # fmt: skip

        assert [kind_of(fact.body) for fact in done.facts] == ["called", *["answered"] * 3, "qualified"]
        assert {fact.actor for fact in done.facts} == {"kim"}
        assert done.standing.place == "mql"
        work = acme.book.work(done.journey)
        assert (work.score, work.known) == (75.0, 0.75)
        [called] = [fact.body for fact in done.facts if isinstance(fact.body, Called)]
        assert (called.problem, called.relevance, called.minutes) == ("downtime", "yes", 12)
        assert {fact.body.channel for fact in done.facts if isinstance(fact.body, Answered)} == {"phone"}


def test_the_problem_comes_before_the_questions(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)

        with pytest.raises(DataRefused, match="First the problem"):
            acme.leads.call(lead, "talked", KIM, answers=YES)

        assert acme.place(lead) == "inquiry"
        assert acme.book.work(lead).attempts == 0


def test_answers_that_are_not_enough_yet_are_kept_and_the_rest_can_be_asked_later(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)
        acme.leads.qualify(lead, {"budget": "yes", "need": "yes"}, KIM, channel="chat")
        assert acme.place(lead) == "inquiry"

        acme.clock.forward(timedelta(days=2))
        acme.leads.qualify(lead, {"timing": "yes"}, KIM, channel="mail")

        assert acme.place(lead) == "mql"


def test_below_the_bar_one_rests_in_the_pool_until_the_wait_is_over(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)

        done = acme.leads.qualify(lead, {"budget": "no", "need": "no"}, KIM)

        assert done.standing.place == "nurture"
        [recycled] = [fact.body for fact in done.facts if isinstance(fact.body, Recycled)]
        assert recycled.reason == "below_bar"
        assert date.fromisoformat(recycled.recontact) == (acme.clock() + timedelta(weeks=6)).date()


def test_with_nothing_more_to_ask_the_unknown_counts_against_the_lead(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)

        done = acme.leads.qualify(lead, {"budget": "yes", "need": "yes"}, KIM, done=True)

        assert done.standing.place == "nurture"


def test_no_rule_makes_a_lead_unless_the_policy_says_so(tmp_path: Path):
    robot = Meant(by="scorer", agent=True)
    with company(tmp_path / "strict") as acme:
        lead = acme.inquires(ADA)
        acme.leads.qualify(lead, YES, robot)
        assert (acme.place(lead), acme.book.work(lead).score) == ("inquiry", None)

    def by_rule(policy):
        return replace(policy, qualification=replace(policy.qualification, by_rule=True))

    with company(tmp_path / "lax", by_rule) as acme:
        lead = acme.inquires(ADA)
        acme.leads.qualify(lead, YES, robot)
        assert acme.book.work(lead).score == 75.0
        assert acme.place(lead) == "inquiry", "the funnel itself still wants a person to have asked"


def test_a_question_that_the_framework_does_not_have_is_named(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)

        with pytest.raises(UnknownName, match=r"criterion of BANT 'bugdet'.*Did you mean 'budget'"):
            acme.leads.qualify(lead, {"bugdet": "yes"}, KIM)
        with pytest.raises(UnknownName, match="answer 'maybe'"):
            acme.leads.qualify(lead, {"budget": "maybe"}, KIM)


def test_who_qualifies_after_a_rest_in_the_pool_begins_a_new_linked_pass(tmp_path: Path):
    with company(tmp_path) as acme:
        first = acme.inquires(ADA)
        acme.leads.qualify(first, {"budget": "no", "need": "no"}, KIM)
        acme.clock.forward(timedelta(weeks=7))

        done = acme.leads.qualify(first, YES, KIM)

        assert done.journey != first
        assert (done.standing.place, acme.place(first)) == ("mql", "nurture")
        assert done.standing.person == acme.book.standing(first).person
