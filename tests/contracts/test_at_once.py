"""Many at once, on every store: 50 reps in five processes want the same 1,000 leads; two clocks tick together."""

import json
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

from at_work import Company, company
from headrace.app.upkeep import verify
from headrace.core.entries import Accepted, Entry, Inquired, Routed
from headrace.core.people import journey_id, person_id
from headrace.core.units import micros
from headrace.ledger.codec import kind_of

LEADS, PROCESSES = 1_000, 5


def handed_over(acme: Company, count: int, place: str) -> list[str]:
    """So many leads that marketing handed over, or sales brought in itself."""
    entries = []
    for number in range(count):
        person = person_id(acme.book.secret, "test", f"lead-{number}")
        journey, at = journey_id(acme.book.secret, person, 1), micros(acme.clock())
        entries.append(Entry(Inquired(to=place), at, journey=journey, person=person, source="test", key=str(number)))
    acme.book.append(entries, now=acme.clock())
    return [entry.journey for entry in entries]


def run(acme: Company, database: str | None, module: str, count: int) -> list[dict]:
    """Let so many processes work at the same time; what each of them tells."""
    folder, seconds = str(acme.house.settings.folder), str(acme.clock().timestamp())
    commands = [[sys.executable, "-m", module, folder, database or "", str(n), seconds] for n in range(count)]
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])
        for command in commands
    ]
    told = [process.communicate(timeout=240)[0] for process in started]
    assert [process.returncode for process in started] == [0] * count
    return [json.loads(text) for text in told]


def test_fifty_reps_take_a_thousand_leads_and_no_lead_is_taken_twice(database: str, tmp_path: Path):
    url = None if database.startswith("sqlite") else database
    with company(tmp_path, database=url) as acme:
        leads = handed_over(acme, LEADS, "mql")

        told = run(acme, url, "contracts.reps", PROCESSES)

        got = {name: theirs for each in told for name, theirs in each["got"].items()}
        taken = Counter(lead for theirs in got.values() for lead in theirs)
        assert len(got) == 50
        assert taken == dict.fromkeys(leads, 1)
        for name, theirs in got.items():
            for lead in theirs:
                bodies = [fact.body for fact in acme.book.journey(lead)]
                assert [body.owner for body in bodies if isinstance(body, Routed | Accepted)] == [name, name]
        assert sum(each["refused"] for each in told) > 0, "they never wanted the same one"
        assert {each.place for each in acme.book.standings()} == {"sal"}
        assert verify(acme.book, acme.house.terms)[1] == []


def test_two_clocks_that_tick_together_tell_everything_once(database: str, tmp_path: Path):
    url = None if database.startswith("sqlite") else database
    with company(tmp_path, database=url) as acme:
        leads = handed_over(acme, LEADS, "sql")
        acme.clock.forward(timedelta(days=31))

        told = run(acme, url, "contracts.ticks", 2)

        assert sum((Counter(each["told"]) for each in told), Counter()) == {"warned": LEADS, "expired": LEADS}
        for lead in leads:
            assert [kind_of(fact.body) for fact in acme.book.journey(lead)] == ["inquired", "warned", "expired"]
        assert acme.tick().told == {}
        assert verify(acme.book, acme.house.terms)[1] == []
