"""The monthly statement: what was owed, delivered, late, and what it cost, for both sides."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from at_work import ADA, BO, CHIDI, KIM, LEE, company, stage
from books import tell
from headrace.cli import run as headrace
from headrace.core.agreement import Agreement, Goal
from headrace.core.errors import UsageError
from headrace.core.funnel import Owner
from headrace.core.units import Money


def agreed(policy):
    """Three leads a month of which 70 % go on; an SQL wins one time in four; a caller earns 60,000 a year."""
    goal = Goal("mql", 3, Owner.MARKETING, 0.7)
    paid = replace(policy.calling, yearly_pay=6_000_000, paid_days=300)
    winning = stage(policy, "sql", win_rate=0.25)
    return replace(winning, agreement=Agreement(goals=(goal,)), calling=paid)


def test_a_statement_tells_both_sides_what_the_month_brought(tmp_path: Path):
    with company(tmp_path, agreed) as acme:
        good, late, poor = (acme.lead(name) for name in (ADA, BO, CHIDI))
        acme.leads.accept(good, LEE)
        acme.leads.requalify(good, Money.of(100_000, "EUR"), LEE)
        acme.leads.reject(poor, "no_need", LEE)
        acme.clock.forward(timedelta(days=10))
        acme.leads.accept(late, LEE)
        acme.clock.forward(timedelta(days=30))
        acme.tick()

        march = acme.house.statement(acme.clock().date().replace(month=3, day=1))
        april = acme.house.statement(acme.clock().date().replace(month=4, day=1))

    [goal] = march.goals
    assert (goal.promised, goal.delivered, goal.decided, goal.moved_on, goal.quality) == (3, 3, 3, 2, 0.7)
    answer = next(line for line in march.clocks if line.clock == "accept_or_reject")
    assert (answer.owed_by, answer.runs, answer.met, answer.breached) == ("sales", 3, 2, 1)
    [calls] = march.calls
    assert (calls.caller, calls.calls, calls.completed, calls.minutes, calls.leads) == ("kim", 3, 3, 36, 3)
    assert march.calling_cost == round(6_000_000 * 36 / (300 * 480 * 0.41))
    assert march.shared == (3, 3)
    assert (march.delays.inquiries, march.delays.attempted) == (3, 3)
    assert march.losses == ()
    [loss] = april.losses
    assert (loss.owner, loss.expired, loss.value, loss.unknown, loss.recovered) == ("lee", 1, 2_500_000, 0, 0)
    assert april.asked_again == (0, 0), "nobody's wait was over by then"


def test_what_was_delivered_is_what_entered_in_the_month_whenever_it_had_begun(tmp_path: Path):
    goals = (Goal("sql", 1, Owner.MARKETING), Goal("won", 1, Owner.SALES))
    story = f"2025-02-10 {ADA} inquired to=inquiry\n2025-03-01 {ADA} moved to=sql\n2025-03-05 {ADA} won to=won"
    with company(tmp_path, lambda policy: replace(policy, agreement=Agreement(goals=goals))) as acme:
        tell(acme.house, story, acme.clock())
        acme.clock.forward(timedelta(days=30))
        february, march = (acme.house.statement(date(2025, month, 1)).goals for month in (2, 3))

    assert [(goal.delivered, goal.decided, goal.moved_on) for goal in february] == [(0, 0, 0), (0, 0, 0)]
    assert [(goal.delivered, goal.decided, goal.moved_on) for goal in march] == [(1, 1, 1), (1, 0, 0)]


def test_a_statement_can_be_told_to_programs_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with company(tmp_path, agreed) as acme:
        acme.lead(ADA)
        tell(acme.house, f"2025-03-05 {BO} inquired to=inquiry\n2025-03-06 {BO} won to=won", acme.clock())
        acme.clock.forward(timedelta(days=30))
        acme.tick()

    words = ["agreement", "statement", "--month", "2025-03", "--json", "--data", str(acme.house.settings.folder)]
    assert headrace(words) == 0
    told = json.loads(capsys.readouterr().out)["data"]
    assert told["unvalued"] == {"": 1}
    assert [clock["by_owner"] for clock in told["clocks"] if clock["breached"]]


def test_wins_without_revenue_are_those_of_the_month_and_nobody_was_asked_before_they_rested(tmp_path: Path):
    story = (
        f"2025-02-10 {ADA} won to=won\n2025-03-06 {BO} won to=won\n2025-03-07 {CHIDI} recycled to=nurture reason=not_now\n"
        f"2025-03-20 {CHIDI} touched direction=out"
    )
    with company(tmp_path, agreed) as acme:
        tell(acme.house, story, acme.clock())
        acme.clock.forward(timedelta(days=90))
        february, march = (acme.house.statement(date(2025, month, 1)) for month in (2, 3))

        assert (february.unvalued, march.unvalued) == ({"": 1}, {"": 1})
        assert (february.asked_again, march.asked_again) == ((0, 0), (1, 1))


def test_there_is_no_statement_of_a_month_that_has_not_begun(tmp_path: Path):
    with company(tmp_path, agreed) as acme, pytest.raises(UsageError, match="2030-01 has not begun"):
        acme.house.statement(date(2030, 1, 15))


def test_what_is_recovered_in_a_later_month_stands_there_with_whoever_let_it_expire(tmp_path: Path):
    with company(tmp_path, agreed) as acme:
        lead = acme.lead(ADA)
        acme.leads.accept(lead, LEE)
        acme.leads.requalify(lead, Money.of(100_000, "EUR"), LEE)
        acme.clock.forward(timedelta(days=31))
        acme.tick()
        april = acme.clock().date()
        acme.clock.forward(timedelta(days=30))
        acme.leads.recover(lead, LEE)

        expired, recovered = (acme.house.statement(day).losses for day in (april, acme.clock().date()))

    assert [(line.owner, line.expired, line.value, line.recovered) for line in expired] == [("lee", 1, 2_500_000, 0)]
    assert [(line.owner, line.expired, line.value, line.recovered) for line in recovered] == [("lee", 0, 0, 2_500_000)]


def test_an_overdue_clock_counts_as_breached_before_any_tick(tmp_path: Path):
    with company(tmp_path) as acme:
        acme.lead(ADA)
        acme.clock.forward(timedelta(days=10))

        march = acme.house.statement(acme.clock().date())

    answer = next(line for line in march.clocks if line.clock == "accept_or_reject")
    assert (answer.running, answer.breached, dict(answer.by_owner)) == (0, 1, {"": 1})


def test_the_delay_of_the_system_and_that_of_the_people_are_told_apart(tmp_path: Path):
    with company(tmp_path) as acme:
        happened = acme.clock()
        acme.clock.forward(timedelta(minutes=90))
        slow = acme.inquires(ADA, at=happened)
        acme.clock.forward(timedelta(minutes=20))
        acme.leads.call(slow, "no_answer", KIM)
        acme.inquires(BO)
        acme.clock.forward(timedelta(minutes=5))

        delays = acme.house.statement(acme.clock().date()).delays

    assert (delays.inquiries, delays.attempted) == (2, 1)
    # Each append is recorded a microsecond after the one before, at least.
    assert (round(delays.system_minutes, 3), round(delays.person_minutes, 3)) == (0, 20)
