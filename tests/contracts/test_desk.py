"""The desk on every store: the same deeds, the same lists, the same clocks, rebuilt to the byte."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from at_work import ADA, BO, CHIDI, KIM, LEE, YES, Company, company, desks, stage
from headrace.adapters.stores import schema
from headrace.app.upkeep import verify
from headrace.core.agreement import Clock, Mark
from headrace.core.desks import RoutingRule
from headrace.core.durations import Duration, Span
from headrace.core.entries import ActorKind, Called, Corrected, Entry, Merged, Unmerged, Voided
from headrace.core.errors import NotAllowed
from headrace.core.funnel import Owner
from headrace.core.units import Money, micros
from headrace.house import House

WORTH = Money.of(40_000, "EUR")
ANSWER = Clock(
    "answer", Duration(4, Span.HOUR), start=Mark.ROUTED, stop=Mark.ACCEPTED_OR_REJECTED, warning=0.5, reassign=True
)


def agreed(policy):
    """Two sellers, whom a clock presses; an SQL wins one time in four."""
    rule = RoutingRule("sellers", "mql", Owner.SALES, desks=("lee", "sam"))
    clocked = stage(desks(policy), "mql", clocks=(ANSWER,))
    return replace(stage(clocked, "sql", win_rate=0.25), routing=(rule,))


@pytest.fixture
def acme(database: str, tmp_path: Path) -> Iterator[Company]:
    """A company on each store."""
    with company(tmp_path, agreed, database=None if database.startswith("sqlite") else database) as found:
        yield found


def rows(acme: Company) -> dict[str, list[tuple]]:
    """Every row of every projection."""
    with acme.book.reading() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr)
            for table in (schema.standing, schema.work, schema.clock)
        }


def some_weeks(acme: Company) -> None:
    """Ada is won and renewed, Bo goes cold and comes back, Chidi is not reached."""
    ada, bo, chidi = acme.lead(ADA), acme.lead(BO), acme.inquires(CHIDI)
    acme.leads.call(chidi, "no_answer", KIM)
    for lead in (ada, bo):
        owner = acme.book.work(lead).owner
        acme.leads.accept(lead, replace(LEE, by=owner))
        acme.leads.requalify(lead, WORTH, replace(LEE, by=owner))
    winner = acme.book.work(ada).owner
    acme.leads.win(ada, WORTH, replace(LEE, by=winner), until=date(2025, 12, 31))
    acme.leads.renew(ada, date(2026, 12, 31), LEE)
    acme.clock.forward(timedelta(days=40))
    acme.tick()
    acme.leads.recover(bo, LEE)
    acme.leads.pause(bo, "waiting_for_buyer", LEE)
    acme.lead("dora@acme.example")
    acme.clock.forward(timedelta(days=3))
    acme.tick()


def test_replaying_the_ledger_rebuilds_every_projection_to_the_byte(acme: Company):
    some_weeks(acme)
    before = rows(acme)

    assert verify(acme.book, acme.house.terms)[1] == []
    acme.book.rebuild()

    assert rows(acme) == before
    assert all(before.values())


def test_the_lists_are_the_same_on_every_store(acme: Company):
    some_weeks(acme)

    lengths = {name: len(acme.house.queue(name)) for name in ("ask", "work", "late", "cold", "keep", "pool", "revenue")}

    assert lengths == {"ask": 1, "work": 0, "late": 1, "cold": 0, "keep": 0, "pool": 0, "revenue": 0}
    assert len(acme.house.queue("work", desk="lee") + acme.house.queue("work", desk="sam")) == 2


def test_a_refused_deed_leaves_nothing_behind(acme: Company):
    lead = acme.lead(ADA)
    head, before = acme.book.head(), rows(acme)
    other = "sam" if acme.book.work(lead).owner == "lee" else "lee"

    with pytest.raises(NotAllowed):
        acme.leads.accept(lead, replace(LEE, by=other))

    assert (acme.book.head(), rows(acme)) == (head, before)


def test_a_fact_that_is_voided_or_corrected_changes_what_follows_from_it(acme: Company):
    lead = acme.inquires(ADA)
    done = acme.leads.call(lead, "no_answer", KIM)
    [called] = done.facts
    now = micros(acme.clock())
    later = now + 60_000_000
    correction = Corrected(called.seq, "called", later, "instant", {"outcome": "busy"})
    acme.book.append([Entry(correction, now)], now=acme.clock())
    assert acme.book.work(lead).attempts == 1
    assert verify(acme.book, acme.house.terms)[1] == []

    acme.book.append([Entry(Voided(called.seq), now)], now=acme.clock())

    assert acme.book.work(lead).attempts == 0
    assert verify(acme.book, acme.house.terms)[1] == []


def test_a_house_that_was_killed_after_publishing_projects_everything_when_it_is_opened(acme: Company):
    some_weeks(acme)
    acme.publish(lambda policy: stage(policy, "sql", win_rate=0.5))  # and dies before it projects anything
    settings, clock = acme.house.settings, acme.clock

    with House(settings, clock) as opened:
        assert verify(opened.book, opened.terms)[1] == []
        assert not opened.book.stale()


def imports(acme: Company, kind: str, text: str) -> int:
    """Import a file of that text, given as a person would write it; the number of its batch."""
    from headrace.adapters.imports.files import understand
    from headrace.adapters.imports.maps import by_header, row_kind

    file = acme.house.settings.folder / f"{kind}.csv"
    file.write_text(text, encoding="utf-8")
    outcome = acme.house.import_file(file, by_header(row_kind(kind), "crm", "UTC", understand(file).columns))
    return outcome.batch


def test_calls_and_touches_of_a_file_reach_the_passes_of_their_people_until_it_is_undone(acme: Company):
    imports(acme, "moves", "person,at,stage\neve,2025-01-05,inquiry\neve,2025-02-01,sql\n")
    [eve] = [each.journey for each in acme.book.standings()]
    before = rows(acme)
    assert acme.book.work(eve).attempts == 0

    called = imports(acme, "calls", "person,at,outcome,connected\neve,2025-02-20 10:00,talked,yes\n")
    assert acme.book.work(eve).attempts == 1
    rank = acme.book.work(eve).rank
    touched = imports(acme, "touches", "person,at,direction\neve,2025-02-25 10:00,in\n")
    assert acme.book.work(eve).rank > rank
    assert verify(acme.book, acme.house.terms)[1] == []

    for batch in (called, touched):
        acme.house.undo_import(batch)
    assert rows(acme) == before


def test_merged_people_share_what_is_told_of_each_and_parted_ones_do_not(acme: Company):
    ada, bo = acme.inquires(ADA), acme.inquires(BO)
    people = [acme.book.standing(lead).person for lead in (ada, bo)]
    now = micros(acme.clock())
    called = Entry(Called(outcome="busy"), now, person=people[1], actor_kind=ActorKind.IMPORT)
    acme.book.append([called], now=acme.clock())

    acme.book.append([Entry(Merged(into=people[0]), now, person=people[1])], now=acme.clock())
    assert [acme.book.work(lead).attempts for lead in (ada, bo)] == [1, 1]
    assert verify(acme.book, acme.house.terms)[1] == []

    acme.book.append([Entry(Unmerged(out_of=people[0]), now, person=people[1])], now=acme.clock())
    assert [acme.book.work(lead).attempts for lead in (ada, bo)] == [0, 1]
    assert verify(acme.book, acme.house.terms)[1] == []


def test_what_an_import_tells_starts_no_clock_of_the_agreement_and_ages_from_when_we_learnt_it(acme: Company):
    imports(acme, "moves", "person,at,stage,value\neve,2024-01-05,inquiry,\neve,2024-02-01,sql,5000\n")

    [standing] = [each for each in acme.book.standings() if each.place == "sql"]
    [shelf] = acme.book.clocks(standing.journey)
    assert shelf.clock == "shelf_life"
    assert shelf.started_us >= micros(acme.clock())
    assert acme.tick().told == {}


def test_a_dry_run_asks_the_same_judge_and_writes_nothing(acme: Company):
    lead = acme.inquires(ADA)
    head = acme.book.head()

    done = acme.leads.qualify(lead, YES, replace(KIM, dry_run=True))

    assert [type(fact.body).__name__ for fact in done.facts] == ["Answered"] * 3 + ["Qualified", "Routed"]
    assert acme.book.head() == head
