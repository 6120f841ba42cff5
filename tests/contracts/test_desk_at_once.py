"""Fifty people and two clocks at the same leads, on both stores: each deed happens once or not at all.

Every lead is wanted by three reps: 300 of the 1,000 leads, so that 50 reps in five processes do some 1,500
deeds on each store. More reps at a lead would only wait longer for the same refusals.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import reps
from at_work import MONDAY, Company, company, stage
from headrace.app.upkeep import verify
from headrace.core.agreement import Clock, Counting, Mark, ShelfLife
from headrace.core.durations import Duration, Span
from headrace.core.entries import Entry, Inquired, Moved
from headrace.core.people import journey_id, person_id
from headrace.core.policy import Policy
from headrace.core.units import micros
from headrace.ledger.codec import kind_of

pytestmark = pytest.mark.slow

LEADS, WANTED, REPS, PROCESSES = 1_000, 300, 50, 5
PATIENCE = 60  # seconds until a process that does not come back counts as stuck


def agreed(policy: Policy) -> Policy:
    """A clock that warns and breaches, and a shelf life."""
    answer = Clock("answer", Duration(3, Span.DAY), Counting.WALL, Mark.ENTERED, Mark.LEFT, warning=0.5)
    return stage(policy, "mql", clocks=(answer,), shelf_life=ShelfLife(Duration(20, Span.DAY)))


@pytest.fixture
def acme(database: str, tmp_path: Path) -> Iterator[Company]:
    """A company with 1,000 leads that nobody has, one a minute."""
    with company(tmp_path, agreed, database=None if database.startswith("sqlite") else database) as found:
        found.book.append([entry for number in range(LEADS) for entry in lead(found, number)], now=found.clock())
        found.clock.forward(timedelta(days=1))
        yield found


def lead(acme: Company, number: int) -> Iterator[Entry]:
    person = person_id(acme.book.secret, "test", f"buyer {number}")
    journey, at = journey_id(acme.book.secret, person, 1), MONDAY + timedelta(minutes=number)
    for body in (Inquired(to="inquiry"), Moved(to="mql")):
        yield Entry(body, micros(at), journey=journey, person=person)


def at_once(acme: Company, task: str, shares: Sequence[Any]) -> list[Any]:
    """What processes answer that begin at the same moment, one for each share of the work."""
    settings, now = acme.house.settings, acme.clock().isoformat()
    command = [sys.executable, str(Path(reps.__file__)), str(settings.folder), settings.database or "", task]
    with ExitStack() as stack:
        started = [
            stack.enter_context(
                subprocess.Popen(
                    [*command, json.dumps([now, *share])], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
                )
            )
            for share in shares
        ]
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in started:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        answers = [process.communicate(timeout=PATIENCE)[0] for process in started]
    assert [process.returncode for process in started] == [0] * len(started)
    return [json.loads(answer) for answer in answers]


def journeys(acme: Company) -> list[str]:
    return [each.journey for each in acme.book.standings()]


def shares(work: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The work of all reps, divided among the processes."""
    names = sorted(work)
    return [[{name: work[name] for name in names[n::PROCESSES]}] for n in range(PROCESSES)]


def test_fifty_reps_at_the_same_leads_get_each_lead_once_and_lose_no_deed(acme: Company):
    wanted = journeys(acme)[:WANTED]
    step = WANTED // REPS
    work = {f"rep {n}": [wanted[(n * step + k) % WANTED] for k in range(3 * step)] for n in range(REPS)}

    answers = at_once(acme, "work", shares(work))

    done = {(name, deed, lead) for answer in answers for name, deeds in answer.items() for deed, lead in deeds}
    facts = [fact for fact in acme.book.entries() if fact.actor and fact.actor.startswith("rep ")]
    names = {"routed": "claim", "accepted": "accept", "moved": "move"}
    assert Counter((fact.actor, names[kind_of(fact.body)], fact.journey) for fact in facts) == Counter(done)
    assert Counter(deed for _, deed, _ in done) == {"claim": WANTED, "accept": WANTED, "move": WANTED}
    assert Counter(each.place for each in acme.book.standings()) == {"nurture": WANTED, "mql": LEADS - WANTED}
    assert [fact.seq for fact in acme.book.entries()] == sorted(fact.seq for fact in acme.book.entries())
    assert verify(acme.book, acme.house.terms) == (LEADS, [])


def test_of_fifty_who_decide_by_the_same_screen_one_decides(acme: Company):
    seen = {work.journey: work.seq for name in journeys(acme)[:20] if (work := acme.book.work(name))}
    work = {f"rep {n}": seen for n in range(REPS)}

    answers = at_once(acme, "decide", shares(work))

    got = {lead: name for answer in answers for name, leads in answer.items() for lead in leads}
    assert sum(len(leads) for answer in answers for leads in answer.values()) == len(got) == len(seen)
    assert {lead: acme.book.standing(lead).owner for lead in seen} == got
    assert verify(acme.book, acme.house.terms) == (LEADS, [])


def test_two_clocks_at_once_tell_everything_and_nothing_twice(acme: Company):
    acme.clock.forward(timedelta(days=30))

    one, other = (Counter(answer) for answer in at_once(acme, "tick", [[], []]))

    assert one + other == {"warned": 2 * LEADS, "breached": LEADS, "expired": LEADS}
    assert one
    assert other
    told = [fact for fact in acme.book.entries() if fact.actor == "clock"]
    assert Counter(kind_of(fact.body) for fact in told) == one + other
    assert max(Counter((fact.journey, repr(fact.body)) for fact in told).values()) == 1
    assert [fact.at_us for fact in told] == sorted(fact.at_us for fact in told)
    assert acme.tick().told == {}
    assert verify(acme.book, acme.house.terms) == (LEADS, [])
