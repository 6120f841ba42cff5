"""Rare histories, each found by the machine of random deeds or on the way to it: what must hold there too."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from at_work import ADA, BO, KIM, LEE, MONDAY, SAM, YES, Company, company, desks, stage
from headrace.core.agreement import Clock, Counting, Mark, ShelfLife
from headrace.core.durations import Duration, Span
from headrace.core.entries import Warned
from headrace.core.units import instant, micros
from headrace.rules.clocks import Run, State

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def runs(acme: Company, lead: str, name: str) -> list[Run]:
    return [run for run in acme.book.clocks(lead) if run.clock == name]


def wall(name: str, hours: int, start: Mark, stop: Mark, **said: object) -> Clock:
    return Clock(name, Duration(hours, Span.HOUR), Counting.WALL, start, stop, **said)


# -- clocks --------------------------------------------------------------------------------------------------------


def test_a_clock_from_being_routed_does_not_run_for_a_lead_that_nobody_routed(tmp_path: Path):
    with company(tmp_path, partial(stage, name="mql", clocks=(wall("desk", 4, Mark.ROUTED, Mark.LEFT),))) as acme:
        lead = acme.lead(ADA)
        assert runs(acme, lead, "desk") == []

        acme.leads.claim(lead, LEE)

        assert [run.state for run in runs(acme, lead, "desk")] == [State.RUNNING]


def test_a_clock_from_the_first_attempt_does_not_begin_anew_with_the_second(tmp_path: Path):
    reached = wall("reached", 48, Mark.ATTEMPTED, Mark.REACHED)
    with company(tmp_path, partial(stage, name="inquiry", clocks=(reached,))) as acme:
        lead = acme.inquires(ADA)
        acme.leads.call(lead, "no_answer", KIM)
        acme.clock.forward(DAY)
        acme.leads.call(lead, "no_answer", KIM)

        [run] = runs(acme, lead, "reached")

        assert (run.state, run.due_us) == (State.RUNNING, micros(MONDAY + 2 * DAY))


@pytest.mark.parametrize("waits", ["clock", "shelf life"])
def test_a_pause_of_unknown_length_that_begins_after_the_warning_was_due_stops_the_tick_too(tmp_path: Path, waits: str):
    answer = wall("answer", 10, Mark.ENTERED, Mark.LEFT, warning=0.5)
    agreed = {"clocks": (answer,)} if waits == "clock" else {"shelf_life": ShelfLife(Duration(10, Span.HOUR), 0.5)}
    with company(tmp_path, partial(stage, name="mql", **agreed)) as acme:
        lead = acme.lead(ADA)
        acme.clock.forward(6 * HOUR)
        acme.leads.pause(lead, "buyer_absent", LEE)
        acme.clock.forward(DAY)
        assert acme.tick().told == {}

        acme.leads.resume(lead, LEE)
        acme.clock.forward(HOUR)

        assert acme.tick().told == {"warned": 1}
        [warned] = [fact for fact in acme.book.journey(lead) if isinstance(fact.body, Warned)]
        assert instant(warned.at_us) == MONDAY + 5 * HOUR
        assert instant(warned.body.due_us) == MONDAY + 10 * HOUR + DAY


def test_a_breach_that_was_told_keeps_its_time_when_somebody_tells_of_a_pause_before_it(tmp_path: Path):
    with company(tmp_path, partial(stage, name="mql", clocks=(wall("answer", 10, Mark.ENTERED, Mark.LEFT),))) as acme:
        lead = acme.lead(ADA)
        acme.clock.forward(DAY)
        acme.tick()
        before = runs(acme, lead, "answer")

        acme.leads.pause(lead, "buyer_absent", replace(LEE, at=MONDAY + 2 * HOUR))

        assert runs(acme, lead, "answer") == before
        assert instant(before[0].ended_us) == MONDAY + 10 * HOUR


def test_nobody_was_idle_for_less_than_no_time(tmp_path: Path):
    with company(tmp_path, partial(stage, name="mql", shelf_life=ShelfLife(Duration(10, Span.DAY)))) as acme:
        lead = acme.lead(ADA)
        acme.clock.forward(DAY)
        acme.leads.signal(lead, "interest", LEE, present=False)
        acme.clock.forward(DAY)
        acme.leads.call(lead, "talked", LEE)
        acme.tick()

        assert acme.book.journey(lead)[-1].body.idle_us == 0
