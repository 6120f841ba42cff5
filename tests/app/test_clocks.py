"""The clocks of the agreement: which run, until when, how each ends, and what a breach leads to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from at_work import ADA, BO, KIM, LEE, MONDAY, YES, Company, company, desks, stage
from headrace.core.agreement import Clock, Counting, Mark
from headrace.core.desks import RoutingRule
from headrace.core.durations import Duration, Span
from headrace.core.entries import Breached, Routed
from headrace.core.errors import DataRefused, NotAllowed, UnknownName
from headrace.core.funnel import Owner
from headrace.core.units import instant, micros
from headrace.house import House
from headrace.rules.clocks import Run, State

FOUR_HOURS = Clock("answer", Duration(4, Span.HOUR), start=Mark.ENTERED, stop=Mark.ACCEPTED_OR_REJECTED)
BERLIN = ZoneInfo("Europe/Berlin")


def clock(acme: Company, lead: str, name: str) -> Run:
    """The newest run of a clock of a lead."""
    return [run for run in acme.book.clocks(lead) if run.clock == name][-1]


def with_clock(policy, clock=FOUR_HOURS):
    return stage(policy, "mql", clocks=(clock,))


def test_w49_five_working_minutes_from_late_on_friday_end_on_monday(tmp_path: Path):
    friday = datetime(2024, 10, 25, 16, 58, tzinfo=BERLIN).astimezone(UTC)
    five = Clock("first_attempt", Duration(5, Span.MINUTE), stop=Mark.ATTEMPTED)
    with company(tmp_path, partial(stage, name="inquiry", clocks=(five,)), at=friday) as acme:
        lead = acme.inquires(ADA)

        due = instant(clock(acme, lead, "first_attempt").due_us).astimezone(BERLIN)

        assert f"{due:%A %Y-%m-%d %H:%M}" == "Monday 2024-10-28 09:03"


def test_a_clock_is_met_when_its_mark_comes_in_time(tmp_path: Path):
    with company(tmp_path, with_clock) as acme:
        lead = acme.lead(ADA)
        acme.clock.forward(timedelta(hours=1))
        acme.leads.accept(lead, LEE)

        run = clock(acme, lead, "answer")

        assert (run.state, run.ended_us, run.next_us) == (State.MET, micros(acme.clock()), None)


def test_a_clock_stops_when_the_lead_leaves_otherwise(tmp_path: Path):
    with company(tmp_path, with_clock) as acme:
        lead = acme.lead(ADA)
        acme.leads.recycle(lead, "not_now", KIM)

        assert clock(acme, lead, "answer").state is State.STOPPED


def test_a_breach_is_told_once_at_the_instant_at_which_it_fell_due(tmp_path: Path):
    with company(tmp_path, with_clock) as acme:
        lead = acme.lead(ADA)
        acme.clock.forward(timedelta(days=3))

        assert acme.tick().told == {"breached": 1}
        assert acme.tick().told == {}

        [breach] = [fact for fact in acme.book.journey(lead) if isinstance(fact.body, Breached)]
        due = datetime(2025, 3, 3, 14, tzinfo=BERLIN)
        assert (instant(breach.at_us), instant(breach.recorded_us).day) == (due, 6)
        assert (breach.body.clock, breach.body.owed_by, breach.actor) == ("answer", "marketing", "clock")
        assert clock(acme, lead, "answer").state is State.BREACHED


def test_who_accepts_too_late_breached_even_if_no_tick_came_between(tmp_path: Path):
    with company(tmp_path, with_clock) as acme:
        lead = acme.lead(ADA)
        acme.clock.forward(timedelta(days=3))
        acme.leads.accept(lead, LEE)

        run = clock(acme, lead, "answer")

        assert (run.state, run.ended_us) == (State.BREACHED, run.due_us)


def test_a_mark_that_came_too_late_is_told_as_a_breach_by_the_next_tick_and_nobody_loses_the_lead(tmp_path: Path):
    taking = replace(FOUR_HOURS, escalate=True, reassign=True)
    rule = RoutingRule("sellers", "mql", Owner.SALES, desks=("lee", "sam"))
    with company(tmp_path, lambda policy: replace(with_clock(desks(policy), taking), routing=(rule,))) as acme:
        lead = acme.lead(ADA)
        owner = acme.book.work(lead).owner
        acme.clock.forward(timedelta(days=3))
        acme.leads.accept(lead, replace(LEE, by=owner))
        due = clock(acme, lead, "answer").due_us

        assert acme.tick().told == {"breached": 1}
        assert acme.tick().told == {}

        [breach] = [fact for fact in acme.book.journey(lead) if isinstance(fact.body, Breached)]
        assert (breach.at_us, breach.body.owner, breach.body.escalated_to) == (due, owner, "ola")
        assert acme.book.work(lead).owner == owner


def test_the_owner_is_warned_before_and_the_manager_told_after(tmp_path: Path):
    warning = replace(FOUR_HOURS, owed_by=Owner.SALES, warning=0.75, escalate=True)
    with company(tmp_path, lambda policy: with_clock(desks(policy), warning)) as acme:
        lead = acme.lead(ADA)
        acme.clock.forward(timedelta(minutes=30))
        acme.leads.assign(lead, "lee", KIM)
        acme.clock.forward(timedelta(hours=3))
        assert acme.tick().told == {"warned": 1}

        acme.clock.forward(timedelta(hours=3))
        assert acme.tick().told == {"breached": 1}

        [breach] = [fact.body for fact in acme.book.journey(lead) if isinstance(fact.body, Breached)]
        assert (breach.owed_by, breach.escalated_to) == ("sales", "ola")


def test_a_breach_gives_the_lead_to_another_desk_whose_own_time_begins(tmp_path: Path):
    taking = Clock(
        "answer", Duration(4, Span.HOUR), start=Mark.ROUTED, stop=Mark.ACCEPTED_OR_REJECTED,
        escalate=True, reassign=True,
    )  # fmt: skip
    rule = RoutingRule("sellers", "mql", Owner.SALES, desks=("lee", "sam"))

    def agreed(policy):
        return replace(with_clock(desks(policy), taking), routing=(rule,))

    with company(tmp_path, agreed) as acme:
        lead = acme.lead(ADA)
        first = acme.book.work(lead).owner
        acme.clock.forward(timedelta(hours=5))

        assert acme.tick().told == {"breached": 1, "routed": 1}

        second = acme.book.work(lead).owner
        assert {first, second} == {"lee", "sam"}
        states = [(run.owner, run.state) for run in acme.book.clocks(lead) if run.clock == "answer"]
        assert states == [(first, State.BREACHED), (second, State.RUNNING)]
        [breach] = [fact.body for fact in acme.book.journey(lead) if isinstance(fact.body, Breached)]
        assert breach.escalated_to == "ola"
        routings = [fact.body for fact in acme.book.journey(lead) if isinstance(fact.body, Routed)]
        assert routings[-1].why.startswith("breach of answer")


def test_a_pause_puts_the_limit_off_and_an_end_nobody_knows_stops_the_clock(tmp_path: Path):
    with company(tmp_path, with_clock) as acme:
        lead = acme.lead(ADA)
        before = clock(acme, lead, "answer").due_us
        acme.leads.pause(lead, "waiting_for_buyer", LEE)
        assert clock(acme, lead, "answer").due_us is None
        acme.clock.forward(timedelta(days=2))
        assert acme.tick().told == {}

        acme.leads.resume(lead, LEE)

        later = clock(acme, lead, "answer").due_us
        assert instant(later) - instant(before) == timedelta(days=2)
        with pytest.raises(NotAllowed, match="do not stand still"):
            acme.leads.resume(lead, LEE)
        with pytest.raises(UnknownName, match="reason to pause"):
            acme.leads.pause(lead, "lunch", LEE)
        with pytest.raises(DataRefused, match="more than a year"):
            acme.leads.pause(lead, "buyer_absent", LEE, until=acme.clock() + timedelta(days=400))


def test_a_clock_goes_by_the_policy_that_was_in_force_when_the_stage_was_entered(tmp_path: Path):
    with company(tmp_path, with_clock) as acme:
        before = acme.lead(ADA)
        acme.publish(lambda policy: with_clock(policy, replace(FOUR_HOURS, limit=Duration(1, Span.HOUR))))
        after = acme.lead(BO)

        lengths = [instant(clock(acme, lead, "answer").due_us) - MONDAY for lead in (before, after)]

        assert lengths == [timedelta(hours=4), timedelta(hours=1)]


def test_a_moved_company_zone_moves_the_working_hours_of_new_clocks_only(tmp_path: Path):
    with company(tmp_path, with_clock) as acme:
        before = acme.lead(ADA)
        acme.publish(lambda policy: replace(policy, zone="America/New_York"))
        after = acme.lead(BO)

        dues = [instant(clock(acme, lead, "answer").due_us) for lead in (before, after)]

        assert dues == [datetime(2025, 3, 3, 13, tzinfo=UTC), datetime(2025, 3, 3, 18, tzinfo=UTC)]


def test_hand_raisers_have_a_clock_of_their_own(tmp_path: Path):
    with company(tmp_path) as acme:
        asked, browsed = acme.inquires(ADA, hand_raiser="Yes"), acme.inquires(BO)

        assert [run.clock for run in acme.book.clocks(asked)] == ["first_attempt_hand_raiser"]
        assert [run.clock for run in acme.book.clocks(browsed)] == ["first_attempt"]


def test_answers_by_chat_meet_the_clock_of_the_first_attempt(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)
        acme.clock.forward(timedelta(hours=1))

        acme.leads.qualify(lead, {"need": "yes"}, KIM, channel="chat")

        assert clock(acme, lead, "first_attempt").state is State.MET
        assert acme.book.work(lead).attempts == 0, "nobody called"


def test_a_wall_clock_runs_at_night_too(tmp_path: Path):
    night = replace(FOUR_HOURS, counting=Counting.WALL, limit=Duration(24, Span.HOUR))
    with company(tmp_path, lambda policy: with_clock(policy, night)) as acme:
        lead = acme.lead(ADA)

        assert instant(clock(acme, lead, "answer").due_us) - MONDAY == timedelta(hours=24)


def test_what_did_not_come_stands_on_the_late_list_before_and_after_the_tick(tmp_path: Path):
    with company(tmp_path, lambda policy: with_clock(desks(policy))) as acme:
        lead = acme.lead(ADA)
        acme.leads.assign(lead, "lee", KIM)
        assert acme.house.queue("late") == []
        acme.clock.forward(timedelta(days=1))

        overdue = acme.house.queue("late")
        acme.tick()

        assert [(row["journey"], row["clock"], row["owner"]) for row in overdue] == [(lead, "answer", "lee")]
        assert [(row["journey"], row["due_us"]) for row in acme.house.queue("late", desk="lee")] == [
            (lead, overdue[0]["due_us"])
        ]
        acme.leads.accept(lead, LEE)
        assert acme.house.queue("late") == []


def test_a_policy_that_another_process_published_holds_from_then_on(tmp_path: Path):
    with company(tmp_path, with_clock) as acme, House(acme.house.settings, acme.clock) as other:
        other.leads.claim(acme.lead(ADA), LEE)
        acme.publish(lambda policy: with_clock(policy, replace(FOUR_HOURS, limit=Duration(1, Span.HOUR))))

        lead = acme.inquires(BO)
        other.leads.qualify(lead, YES, KIM)

        assert instant(clock(acme, lead, "answer").due_us) - MONDAY == timedelta(hours=1)
