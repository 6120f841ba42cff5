"""Rare histories, each found by the machine of random deeds or on the way to it: what must hold there too."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from at_work import ADA, BO, KIM, LEE, MONDAY, SAM, YES, Company, company, desks, stage
from headrace.core.agreement import Clock, Counting, Mark, ShelfLife
from headrace.core.durations import Duration, Span
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
