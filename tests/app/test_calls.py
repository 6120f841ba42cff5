"""Calls: attempts, caps and cadence, what an outcome leads to, and who is called next."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from at_work import ADA, BO, CHIDI, KIM, SAM, company, desks, stage
from headrace.core.asking import BehaviourRule, FitRule, Scoring
from headrace.core.criteria import Compare, Criterion
from headrace.core.durations import Duration, Span
from headrace.core.entries import Entry, Touched
from headrace.core.errors import DataRefused, UnknownName
from headrace.core.units import DAY_US, Money, micros
from headrace.rules.rank import behaviour, decayed

MONTH = Duration(30, Span.DAY)


def test_after_each_attempt_one_waits_longer_and_after_the_last_the_pool(tmp_path: Path):
    with company(tmp_path, partial(stage, name="inquiry", attempts=3)) as acme:
        lead = acme.inquires(ADA)
        assert [row["journey"] for row in acme.house.queue("ask", desk="kim")] == [lead]

        acme.leads.call(lead, "no_answer", KIM, dials=2)
        assert acme.house.queue("ask", desk="kim") == []
        acme.clock.forward(timedelta(hours=4))
        assert [row["attempts"] for row in acme.house.queue("ask", desk="kim")] == [1]

        acme.leads.call(lead, "busy", KIM)
        acme.clock.forward(timedelta(hours=23))
        assert acme.house.queue("ask", desk="kim") == []
        acme.clock.forward(timedelta(hours=1))
        done = acme.leads.call(lead, "voicemail", KIM)

        assert (done.standing.place, done.facts[-1].body.reason) == ("nurture", "no_answer")


@pytest.mark.parametrize(
    ("outcome", "place", "reason"),
    [
        ("not_now", "nurture", "not_now"),
        ("not_interested", "disqualified", "no_interest"),
        ("wrong_number", "disqualified", "contact_lost"),
        ("call_back", "inquiry", None),
        ("talked", "inquiry", None),
    ],
)
def test_an_outcome_leads_where_the_policy_says(tmp_path: Path, outcome, place, reason):
    with company(tmp_path) as acme:
        done = acme.leads.call(acme.inquires(ADA), outcome, KIM)

        assert done.standing.place == place
        assert getattr(done.facts[-1].body, "reason", None) == reason


def test_what_makes_no_sense_of_a_call_is_refused(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)

        with pytest.raises(UnknownName, match=r"outcome of a call 'no_anwser'.*Did you mean 'no_answer'"):
            acme.leads.call(lead, "no_anwser", KIM)
        with pytest.raises(DataRefused, match="is no talk"):
            acme.leads.call(lead, "busy", KIM, answers={"budget": "yes"}, problem="x", relevance="yes")
        with pytest.raises(DataRefused, match="at least one dial"):
            acme.leads.call(lead, "busy", KIM, dials=0)
        assert acme.book.work(lead).attempts == 0


def test_the_list_is_in_order_of_worth_freshness_and_clock(tmp_path: Path):
    with company(tmp_path) as acme:
        old = acme.inquires(ADA)
        acme.clock.forward(timedelta(days=14))
        fresh = acme.inquires(BO)
        dear = acme.inquires(CHIDI)
        acme.leads.enter_value(dear, Money.of(50_000, "EUR"), KIM)

        assert [row["journey"] for row in acme.house.queue("ask", desk="kim")] == [dear, fresh, old]

        raised = acme.inquires("dora@acme.example", hand_raiser="yes")
        listed = [row["journey"] for row in acme.house.queue("ask", desk="kim")]
        assert listed.index(raised) < listed.index(fresh), "its clock presses more"


def test_a_call_that_nobody_answers_makes_nobody_fresher_and_a_talk_does(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)
        before = acme.book.work(lead).rank
        acme.clock.forward(timedelta(days=7))

        acme.leads.call(lead, "no_answer", KIM)
        assert acme.book.work(lead).rank == before

        acme.leads.call(lead, "call_back", KIM)
        assert acme.book.work(lead).rank == pytest.approx(before + 1)


def test_what_another_has_is_not_on_my_list_and_who_rests_comes_back_when_the_wait_is_over(tmp_path: Path):
    with company(tmp_path, desks) as acme:
        hers, resting = acme.inquires(ADA), acme.inquires(BO)
        acme.leads.claim(hers, KIM)
        acme.leads.recycle(resting, "not_now", KIM)
        assert acme.house.queue("ask", desk="sam") == []
        assert [row["journey"] for row in acme.house.queue("ask", desk="kim")] == [hers]

        acme.clock.forward(timedelta(weeks=6))
        assert [row["journey"] for row in acme.house.queue("ask", desk="sam")] == [resting]
        assert SAM.by == "sam"


def test_w64_points_halve_with_every_half_life():
    assert decayed(40, 45 * DAY_US, 30 * DAY_US) == pytest.approx(14.142136, abs=1e-6)
    touches = [(10, 60), (20, 15), (15, 0)]
    total = sum(decayed(points, days * DAY_US, 30 * DAY_US) for points, days in touches)
    assert total == pytest.approx(31.642136, abs=1e-6)


@pytest.mark.parametrize(
    ("rule", "points"),
    [
        (BehaviourRule(10, channel="webinar"), 30.0),
        (BehaviourRule(10, channel="webinar", cap=25), 25.0),
        (BehaviourRule(10, channel="webinar", log=True), 20.0),
        (BehaviourRule(10, activity="visit"), 20.0),
        (BehaviourRule(10, channel="fair"), None),
    ],
)
def test_a_rule_of_behaviour_counts_what_it_names(tmp_path: Path, rule, points):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA, channel="webinar")
        for direction in ("in", "in", "out"):
            touch = Touched(channel="webinar", activity="visit", direction=direction)
            acme.book.append([Entry(touch, micros(acme.clock()), journey=lead)], now=acme.clock())

        found = behaviour(acme.book.journey(lead), Scoring(behaviour={"webinar": rule}), micros(acme.clock()))

        assert [each.points for each in found] == ([] if points is None else [points])


def test_the_story_of_a_lead_explains_its_score_point_by_point_and_no_score_makes_a_lead(tmp_path: Path):
    german = FitRule(Criterion("score IS NULL", Compare("identified", "=", value=True)), 500)

    def scoring(policy):
        return replace(policy, scoring=Scoring({"known": german}, {"any": BehaviourRule(20, half_life=MONTH)}))

    with company(tmp_path, scoring) as acme:
        lead = acme.inquires(ADA)
        acme.clock.forward(timedelta(days=30))

        story = acme.house.story(lead)

        assert story["points"] == [{"rule": "known", "points": 500}, {"rule": "any", "points": 10.0}]
        assert acme.place(lead) == "inquiry"


def test_a_meeting_and_a_reply_are_two_way_and_a_mail_of_ours_is_an_attempt(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)
        acme.leads.touch(lead, "out", KIM, channel="mail")
        assert [run.state.value for run in acme.book.clocks(lead)] == ["met"]
        assert acme.book.work(lead).attempts == 1

        acme.leads.touch(lead, "in", KIM, channel="mail", activity="reply")
        acme.leads.meet(lead, KIM, minutes=45, activity="demo")

        assert acme.book.work(lead).attempts == 2
        with pytest.raises(UnknownName, match="direction 'sideways'"):
            acme.leads.touch(lead, "sideways", KIM)


def test_who_answered_the_last_attempt_is_not_given_up_as_unreached(tmp_path: Path):
    with company(tmp_path, partial(stage, name="inquiry", attempts=1)) as acme:
        assert acme.leads.call(acme.inquires(ADA), "call_back", KIM).standing.place == "inquiry"
        assert acme.leads.call(acme.inquires(BO), "busy", KIM).standing.place == "nurture"
