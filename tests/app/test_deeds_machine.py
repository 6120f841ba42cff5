"""Random histories of the desk: whatever people and the clock do, in whatever order, what must hold always holds."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from headrace.adapters.documents.shipped import template
from headrace.adapters.stores.sqlite import SQLiteBook
from headrace.app.leads import Done, Leads, Meant
from headrace.app.ports import Fact
from headrace.app.record import record
from headrace.app.sweep import Ticked, tick
from headrace.app.upkeep import verify
from headrace.core.agreement import Clock, Counting, Mark, Segment, ShelfLife
from headrace.core.asking import Grade
from headrace.core.criteria import Compare, Criterion
from headrace.core.desks import Absence, Choice, Desk, RoutingRule
from headrace.core.durations import Duration, Span
from headrace.core.entries import (
    Breached,
    Entry,
    Expired,
    Known,
    Move,
    PolicyPublished,
    Recovered,
    Routed,
    Ruling,
    Voided,
)
from headrace.core.errors import HeadraceError
from headrace.core.funnel import Owner
from headrace.core.hours import WorkingHours
from headrace.core.people import outside_journey_id, person_id
from headrace.core.policy import Policy, StagePolicy
from headrace.core.units import Grain, Money, instant, micros
from headrace.ledger.codec import canonical, kind_of
from headrace.ledger.fold import Standing
from headrace.ledger.known import known
from headrace.rules.clocks import Run, State
from headrace.rules.passes import closes
from headrace.rules.rows import Context, Moment, ReadRow
from headrace.rules.work import project
from judging import terms_for

FUNNEL = template("classic")
PLACES = FUNNEL.names()
FRIDAY = datetime(2025, 3, 28, 15, 30, tzinfo=UTC)  # two days before the clocks change in Berlin
PEOPLE = ("ada", "bo", "chidi")
DEALS = ("deal 1",)  # imported without a person
REPS = ("kim", "lee", "sam", "mo", "eve")  # eve has no desk, mo is the manager of lee and sam


def hours(count: int) -> Duration:
    return Duration(count, Span.HOUR)


def days(count: int) -> Duration:
    return Duration(count, Span.DAY)


def clock(name: str, limit: Duration, start: Mark, stop: Mark, **said: Any) -> Clock:
    return Clock(name, limit, Counting.WALL, start, stop, **said)


def working(name: str, limit: Duration, start: Mark, stop: Mark, **said: Any) -> Clock:
    return Clock(name, limit, Counting.WORKING, start, stop, **said)


BIG_DEALS = Criterion("expected_value > 50000", Compare("expected_value", ">", 50_000))
STAGES = {
    "inquiry": StagePolicy(
        shelf_life=ShelfLife(days(20)),
        attempts=3,
        win_rate=0.02,
        clocks=(
            working("hand_raiser", Duration(5, Span.MINUTE), Mark.ENTERED, Mark.ATTEMPTED, hand_raisers=True),
            clock("first_attempt", hours(24), Mark.ENTERED, Mark.ATTEMPTED, hand_raisers=False, warning=0.5),
        ),
    ),
    "mql": StagePolicy(
        shelf_life=ShelfLife(days(40), segments=(Segment(BIG_DEALS, days(10)),)),
        win_rate=0.1,
        clocks=(
            working("answer", hours(8), Mark.ENTERED, Mark.ACCEPTED_OR_REJECTED, warning=0.8, escalate=True),
            working("desk", hours(4), Mark.ROUTED, Mark.ATTEMPTED, warning=0.5, escalate=True, reassign=True),
        ),
    ),
    "sal": StagePolicy(
        attempts=2,
        clocks=(
            working("first_attempt", hours(1), Mark.ENTERED, Mark.ATTEMPTED, reassign=True),
            clock("reached", days(3), Mark.ATTEMPTED, Mark.REACHED, warning=1.0),
            clock("disposed", days(2), Mark.REACHED, Mark.LEFT),
        ),
    ),
    "sql": StagePolicy(
        shelf_life=ShelfLife(days(30)),
        win_rate=0.25,
        clocks=(
            clock("worth", days(1), Mark.ENTERED, Mark.VALUED),
            clock("told", hours(9), Mark.ENTERED, Mark.DISPOSED),
        ),
    ),
    "opportunity": StagePolicy(
        shelf_life=ShelfLife(Duration(1, Span.MONTH), warning=1.0),
        win_rate=0.5,
        clocks=(clock("stage_age", Duration(2, Span.MONTH), Mark.ENTERED, Mark.LEFT, warning=0.9),),
    ),
    "won": StagePolicy(clocks=(clock("revenue", days(2), Mark.ENTERED, Mark.VALUED),)),
}
DESKS = {
    "kim": Desk("kim", Owner.TELE),
    "lee": Desk("lee", Owner.SALES, manager="mo"),
    "sam": Desk(
        "sam",
        Owner.SALES,
        manager="mo",
        capacity=2,
        hours=WorkingHours(tuple(WorkingHours().days[:4])),
        zone="America/New_York",
        absences=(Absence(date(2025, 4, 7), date(2025, 4, 11)),),
    ),
    "mo": Desk("mo", Owner.SALES),
}
POLICY = Policy(
    zone="Europe/Berlin",
    stages=STAGES,
    desks=DESKS,
    routing=(
        RoutingRule("big", "mql", Owner.SALES, when=BIG_DEALS, choice=Choice.ROUND_ROBIN),
        RoutingRule("all", "mql", Owner.SALES, account_owner=False),
        RoutingRule("turn", "sal", Owner.SALES, choice=Choice.ROUND_ROBIN),
    ),
)
STRICTER = replace(
    POLICY,
    stages={
        **STAGES,
        "sql": replace(STAGES["sql"], shelf_life=ShelfLife(days(10), to="mql"), win_rate=0.3),
        "mql": replace(STAGES["mql"], clocks=(working("answer", hours(2), Mark.ENTERED, Mark.ACCEPTED_OR_REJECTED),)),
    },
    desks={},
    renewal_notice=days(30),
)


class Company:
    """A book, the definitions, a clock moved by hand: what a house has, without its folder."""

    def __init__(self, ledger: Path, policies: Sequence[Policy] = (POLICY,)) -> None:
        self.now = FRIDAY
        self.policies = list(policies)
        self.book = SQLiteBook(ledger, lambda facts: project(facts, self.terms))
        self.leads = Leads(self.book, lambda: self.terms, lambda: self.now)

    @property
    def terms(self):
        given = terms_for(FUNNEL, self.policies[-1])
        return replace(given, policies=dict(enumerate(self.policies, 1)), secret="secret")

    def tick(self, until: datetime | None = None) -> Ticked:
        return tick(self.book, until or self.now, lambda: self.now, lambda _done: None)

    def publish(self, policy: Policy) -> None:
        self.policies.append(policy)
        body = PolicyPublished(len(self.policies), {}, "mara")
        self.book.append([Entry(body, micros(self.now))], now=self.now)
        self.book.rebuild()

    def catch_up(self) -> None:
        batches = self.book.unprojected()
        self.book.reproject(self.book.batch_journeys(batches))
        for batch in batches:
            self.book.projected(batch)

    def tells(self, kind: str, at: datetime | None = None, **values: Any) -> list[Known]:
        """What a row from outside tells, by itself."""
        hand = {"hand_raiser": values.pop("hand_raiser")} if "hand_raiser" in values else {}
        row = ReadRow(kind, {**values, "at": Moment(micros(at or self.now), Grain.INSTANT)}, hand)
        return record(self.book, row, Context("web", "secret", FUNNEL, "EUR"), now=self.now)

    def facts(self, after: int = 0) -> list[Known]:
        return list(self.book.entries(after))

    def runs(self) -> dict[tuple[Any, ...], Run]:
        found = (run for each in self.book.standings() for run in self.book.clocks(each.journey))
        return {(run.journey, run.stint, run.clock, run.started_us): run for run in found}

    def standings(self) -> dict[str, Standing]:
        return {each.journey: each for each in self.book.standings()}

    def dump(self) -> dict[str, list[Any]]:
        with self.book.engine.connect() as connection:
            return {
                table: sorted(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {table}")), key=repr)
                for table in ("standing", "work", "clock")
            }


@cache
def empty_ledger() -> bytes:
    """A ledger with its tables and one policy published: making one takes a second."""
    with TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.db"
        made = Company(ledger, [])
        made.publish(POLICY)
        made.book.close()
        return ledger.read_bytes()


@contextmanager
def opened(ledger: Path, policy: Policy) -> Iterator[Company]:
    company = Company(ledger, [policy])
    try:
        yield company
    finally:
        company.book.close()


# -- the machine ---------------------------------------------------------------------------------------------------

GRADES = st.dictionaries(
    st.sampled_from(("budget", "authority", "need", "timing")), st.sampled_from(tuple(map(str, Grade)))
)
NEXT = {"close_date": "2025-06-01", "next_step": "yes"}
TOLD = st.sampled_from(({}, {}, {}, NEXT, {"mood": "good"}))
OUTCOMES = st.sampled_from((*POLICY.calls.dispositions, "talked", "talked", "no_answer", "asleep"))
MONEY = st.sampled_from((None, Money(0, "EUR"), Money(-1, "EUR"), Money(2_000_000, "EUR"), Money(9_000_000, "EUR")))
WORTH = st.sampled_from((Money(2_000_000, "EUR"), Money(9_000_000, "EUR")))
DATES = st.sampled_from((None, date(2025, 4, 30), date(2025, 12, 31), date(2026, 3, 29), date.max))
LEADS = st.sampled_from((*PEOPLE, *DEALS))
OLD = st.sampled_from((False, False, False, True))
BY = st.sampled_from(REPS)
WAITS = st.sampled_from(
    [timedelta(0), timedelta(milliseconds=1), timedelta(minutes=4), timedelta(minutes=59), timedelta(hours=5)]
    + [timedelta(days=n) for n in (1, 3, 9, 35)]
)
DOWNTIME = {"problem": "downtime", "relevance": "yes"}
ALL_YES = dict.fromkeys(("budget", "authority", "need"), "yes")

Deed = Callable[[Leads, str, Meant], Done]
ENDS: dict[str, Callable[[Leads, str, str, date | None, Meant], Done]] = {
    "rejected": lambda leads, lead, why, _on, meant: leads.reject(lead, why, meant),
    "recycled": lambda leads, lead, why, on, meant: leads.recycle(lead, why, meant, on),
    "disqualified": lambda leads, lead, why, _on, meant: leads.disqualify(lead, why, meant),
    "lost": lambda leads, lead, why, _on, meant: leads.lose(lead, why, meant),
    "contact": lambda leads, lead, _why, _on, meant: leads.lose_contact(lead, meant),
}
REASONS = st.sampled_from(sorted({code for codes in POLICY.reasons.values() for code in codes} | {"whim"}))
LATE: dict[str, Deed] = {
    "no answer": lambda leads, lead, meant: leads.call(lead, "no_answer", meant),
    "talk": lambda leads, lead, meant: leads.call(lead, "talked", meant),
    "pause": lambda leads, lead, meant: leads.pause(lead, "buyer_absent", meant),
    "resume": lambda leads, lead, meant: leads.resume(lead, meant),
    "sign": lambda leads, lead, meant: leads.signal(lead, "interest", meant, present=False),
    "value": lambda leads, lead, meant: leads.enter_value(lead, Money(9_000_000, "EUR"), meant),
    "claim": lambda leads, lead, meant: leads.claim(lead, meant),
    "accept": lambda leads, lead, meant: leads.accept(lead, meant),
}


class Deeds(RuleBasedStateMachine):
    """People act on leads while time passes and the clock ticks."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        ledger = Path(self._folder.name) / "ledger.db"
        ledger.write_bytes(empty_ledger())
        self.company = Company(ledger)
        self.book, self.leads = self.company.book, self.company.leads
        self.ended: dict[tuple[Any, ...], Run] = {}
        self.journeys: set[str] = set()
        self.head = self.book.head()

    def teardown(self) -> None:
        """Built anew from the ledger, all that is projected is the same, to the byte."""
        before = self.company.dump()
        self.book.rebuild()
        after = self.company.dump()
        self.book.close()
        self._folder.cleanup()
        assert before == after

    @initialize(hands=st.lists(st.sampled_from(("yes", "no")), min_size=len(PEOPLE), max_size=len(PEOPLE)))
    def everybody_inquires(self, hands: list[str]) -> None:
        for name, hand in zip(PEOPLE, hands, strict=True):
            self.inquires(name, hand)

    # -- time ------------------------------------------------------------------------------------------

    @rule(by=WAITS, ticks=st.booleans())
    def time_passes(self, by: timedelta, ticks: bool) -> None:
        self.company.now += by
        if ticks:
            self.tick()

    @rule(offset=st.sampled_from((-1000, 0, 1000)), ticks=st.booleans())
    def something_is_nearly_due(self, offset: int, ticks: bool) -> None:
        waiting = [run.next_us for run in self.company.runs().values() if run.next_us is not None]
        later = [each for each in waiting if each + offset > micros(self.company.now)]
        if later:
            self.company.now = instant(min(later) + offset)
        if ticks:
            self.tick()

    def tick(self) -> None:
        """After a tick nothing is due; another one changes nothing."""
        before, now_us = self.company.runs(), micros(self.company.now)
        self.company.tick()
        runs, told = self.company.runs(), self.company.facts(self.head)
        assert [run for run in runs.values() if run.next_us is not None and run.next_us <= now_us] == []
        assert [fact.at_us for fact in told] == sorted(fact.at_us for fact in told)
        assert all(runs[key].state is run.state for key, run in before.items() if run.state is not State.RUNNING)
        self.seen_to(told)
        assert not self.company.tick().told
        assert self.book.head() == self.head

    # -- what people do --------------------------------------------------------------------------------

    @rule(name=LEADS, hand=st.sampled_from(("yes", "no")))
    def inquires(self, name: str, hand: str) -> None:
        if name in PEOPLE:
            told = self.company.tells(
                "inquiries", person=name, account="acme" if name < "c" else "bolt", hand_raiser=hand
            )
        elif self.lead(name) not in self.journeys:
            told = self.company.tells("moves", journey=name, stage="inquiry")
        else:
            return
        self.seen_to([fact for fact in told if fact.seq > self.head])

    @rule(name=LEADS, by=st.sampled_from(("lee", "sam")), value=WORTH, until=st.sampled_from(tuple(STAGES)))
    def sales_goes_on(self, name, by, value, until) -> None:
        """A lead on its way, as it is meant: or most histories would end where they begin."""
        close = date(2025, 6, 1)
        steps: dict[str, Deed] = {
            "mql": lambda leads, lead, meant: leads.call(lead, "talked", meant, answers=ALL_YES, **DOWNTIME),
            "sal": lambda leads, lead, meant: leads.accept(lead, meant),
            "sql": lambda leads, lead, meant: leads.requalify(lead, value, meant),
            "opportunity": lambda leads, lead, meant: leads.open(lead, value, close, meant),
            "won": lambda leads, lead, meant: leads.win(lead, value, meant, close),
        }
        for place, step in steps.items():
            self.do(self.lead(name), Meant(by, told=NEXT), step)
            if place == until:
                break

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, outcome=OUTCOMES, grades=GRADES, done=st.booleans(),
          relevance=st.sampled_from(("yes", "yes", None)))  # fmt: skip
    def call(self, name, old, by, told, outcome, grades, done, relevance) -> None:
        given = {**DOWNTIME, "answers": grades, "relevance": relevance, "done": done}
        self.act(name, old, by, told, lambda leads, lead, meant: leads.call(lead, outcome, meant, minutes=3, **given))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, grades=GRADES, done=st.booleans())
    def qualify(self, name, old, by, told, grades, done) -> None:
        self.act(name, old, by, told, lambda leads, lead, meant: leads.qualify(lead, grades, meant, done=done))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, to=st.sampled_from((None, None, "sal", "sql")))
    def accept(self, name, old, by, told, to) -> None:
        self.act(name, old, by, told, lambda leads, lead, meant: leads.accept(lead, meant, to))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, value=MONEY)
    def requalify(self, name, old, by, told, value) -> None:
        self.act(name, old, by, told, lambda leads, lead, meant: leads.requalify(lead, value, meant))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, value=MONEY, close=DATES.filter(lambda day: day != date.max))
    def open(self, name, old, by, told, value, close) -> None:
        self.act(name, old, by, told, lambda leads, lead, meant: leads.open(lead, value, close, meant))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, value=MONEY, until=DATES)
    def win(self, name, old, by, told, value, until) -> None:
        self.act(name, old, by, told, lambda leads, lead, meant: leads.win(lead, value, meant, until))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, end=st.sampled_from(sorted(ENDS)), why=REASONS, on=DATES)
    def end(self, name, old, by, told, end, why, on) -> None:
        self.act(name, old, by, told, lambda leads, lead, meant: ENDS[end](leads, lead, why, on, meant))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, to=st.sampled_from((*PLACES, "moon")))
    def move(self, name, old, by, told, to) -> None:
        self.act(name, old, by, told, lambda leads, lead, meant: leads.move(lead, to, meant))

    @rule(name=LEADS, old=st.booleans(), by=BY, told=TOLD, to=st.sampled_from((None, None, *PLACES)))
    def recover(self, name, old, by, told, to) -> None:
        self.act(name, old, by, told, lambda leads, lead, meant: leads.recover(lead, meant, to))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, desk=st.sampled_from((None, *REPS)))
    def claim_or_assign(self, name, old, by, told, desk) -> None:
        if desk is None:
            self.act(name, old, by, told, lambda leads, lead, meant: leads.claim(lead, meant))
        else:
            self.act(name, old, by, told, lambda leads, lead, meant: leads.assign(lead, desk, meant))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, reason=st.sampled_from(("buyer_absent", "whim")),
          wait=st.sampled_from((None, None, timedelta(0), timedelta(hours=7), timedelta(days=20))))  # fmt: skip
    def pause(self, name, old, by, told, reason, wait) -> None:
        until = None if wait is None else self.company.now + wait
        self.act(name, old, by, told, lambda leads, lead, meant: leads.pause(lead, reason, meant, until))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD)
    def resume(self, name, old, by, told) -> None:
        self.act(name, old, by, told, lambda leads, lead, meant: leads.resume(lead, meant))

    @rule(
        name=LEADS,
        old=OLD,
        by=BY,
        told=TOLD,
        sign=st.sampled_from(("interest", "urgency", "luck")),
        present=st.booleans(),
    )
    def signal(self, name, old, by, told, sign, present) -> None:
        self.act(name, old, by, told, lambda leads, lead, meant: leads.signal(lead, sign, meant, present=present))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, value=st.one_of(st.none(), MONEY))
    def describe(self, name, old, by, told, value) -> None:
        if value is None:
            self.act(name, old, by, told, lambda leads, lead, meant: leads.describe(lead, meant))
        else:
            self.act(name, old, by, told, lambda leads, lead, meant: leads.enter_value(lead, value, meant))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, until=DATES, reason=REASONS, value=MONEY)
    def renew_or_churn(self, name, old, by, told, until, reason, value) -> None:
        if until is None:
            self.act(name, old, by, told, lambda leads, lead, meant: leads.churn(lead, reason, meant, value))
        else:
            self.act(name, old, by, told, lambda leads, lead, meant: leads.renew(lead, until, meant, value))

    @rule(name=st.sampled_from(PEOPLE), ago=WAITS, outcome=st.sampled_from((None, "talked")))
    def told_of_a_person(self, name: str, ago: timedelta, outcome: str | None) -> None:
        """Somebody elsewhere called a person, or heard from them: it names no pass."""
        at, talked = self.company.now - ago, outcome is not None
        if talked:
            told = self.company.tells("calls", at, person=name, outcome=outcome, connected=True, completed=True)
        else:
            told = self.company.tells("touches", at, person=name, direction="in", activity=f"mail {self.head}")
        self.seen_to([fact for fact in told if fact.seq > self.head])

    @rule(name=LEADS, by=BY, deed=st.sampled_from(sorted(LATE)), ago=WAITS)
    def tell_late(self, name, by, deed, ago) -> None:
        """What happened before is told now."""
        self.do(self.lead(name), Meant(by, at=self.company.now - ago), LATE[deed])

    # -- how each is done, and what holds then ---------------------------------------------------------------

    def act(self, name: str, old: bool, by: str, told: dict[str, str], deed: Deed) -> None:
        self.do(self.lead(name, old=old), Meant(by, told=told), deed)

    def lead(self, name: str, *, old: bool = False) -> str:
        """What a lead is called: its person, or a pass; the oldest pass if that is meant."""
        if name in DEALS:
            return outside_journey_id("secret", "web", name)
        person = person_id("secret", "web", name)
        return next(iter(self.book.find(person)), person) if old else person

    def do(self, lead: str, meant: Meant, deed: Deed) -> None:
        """Let somebody do something: either it is told, or refused, and then nothing is."""
        before = self.company.dump()
        try:
            rehearsed = deed(self.leads, lead, replace(meant, dry_run=True))
        except HeadraceError as refusal:
            with pytest.raises(type(refusal)):
                deed(self.leads, lead, meant)
            assert self.book.head() == self.head
            assert self.company.dump() == before
            return
        done = deed(self.leads, lead, meant)
        assert [said(fact) for fact in done.facts] == [said(fact) for fact in rehearsed.facts]
        assert list(done.facts) == self.company.facts(self.head)
        assert not meant.told or any(getattr(fact.body, "attributes", {}) == meant.told for fact in done.facts)
        self.seen_to(done.facts)
        if meant.at is None:
            self.took_effect(done)

    def took_effect(self, done: Done) -> None:
        """What was told last holds: the lead stands where it was moved to, and whoever got it has it."""
        standings = self.company.standings()
        moves = [fact for fact in done.facts if isinstance(fact.body, Move)]
        placed = {fact.journey: fact.body.to for fact in moves}
        owned = {f.journey: f.body.owner for f in done.facts if isinstance(f.body, Move | Routed) and f.body.owner}
        assert {journey: standings[journey].place for journey in placed} == placed
        assert {journey: standings[journey].owner for journey in owned} == owned
        if moves:
            assert (done.journey, done.standing) == (moves[-1].journey, standings[moves[-1].journey])

    def seen_to(self, told: Sequence[Known]) -> None:
        """After each act: a run that had ended before it ended for good."""
        runs = self.company.runs()
        since = min((fact.at_us for fact in told), default=0)
        for key, run in self.ended.items():
            if run.ended_us is not None and run.ended_us < since:
                assert runs.get(key) == run, (run, runs.get(key))
        self.rebase()

    def rebase(self) -> None:
        """Take what is there now for what must stay."""
        self.ended = {key: run for key, run in self.company.runs().items() if run.state is not State.RUNNING}
        self.head = self.book.head()

    @invariant()
    def all_is_well(self) -> None:
        standings, facts = self.company.standings(), known(self.company.facts())
        self.the_projections_are_what_the_facts_say(standings)
        self.every_pass_is_in_one_place_and_one_at_most_of_a_person_runs(standings)
        self.a_lead_has_one_owner(standings, facts)
        self.clocks_are_in_one_state(facts)
        self.no_more_is_lost_than_there_was(facts)

    def the_projections_are_what_the_facts_say(self, standings: dict[str, Standing]) -> None:
        assert verify(self.book, self.company.terms) == (len(standings), [])

    def every_pass_is_in_one_place_and_one_at_most_of_a_person_runs(self, standings: dict[str, Standing]) -> None:
        assert self.journeys <= set(standings)
        running = [each.person for each in standings.values() if each.person and not closes(each.place, FUNNEL)]
        assert len(running) == len(set(running))
        self.journeys = set(standings)

    def a_lead_has_one_owner(self, standings: dict[str, Standing], facts: Sequence[Known]) -> None:
        owners: dict[str, str] = {}
        for fact in sorted(facts, key=lambda fact: (fact.at_us, fact.seq)):
            if isinstance(fact.body, Move | Routed) and fact.body.owner and not isinstance(fact.body, Expired):
                owners[fact.journey] = fact.body.owner
        for journey, standing in standings.items():
            assert standing.owner == owners.get(journey)
            work = self.book.work(journey)
            if work is not None:
                rests = standing.place in ("nurture", "expired", "lost")
                assert (work.place, work.owner) == (standing.place, None if rests else standing.owner)

    def clocks_are_in_one_state(self, facts: Sequence[Known]) -> None:
        runs = self.company.runs()
        assert all((run.state is State.RUNNING) == (run.ended_us is None) for run in runs.values())
        told = {(f.journey, f.body.clock, f.body.started_us) for f in facts if isinstance(f.body, Breached)}
        for run in runs.values():
            unsaid = run.state is State.BREACHED and (run.journey, run.clock, run.started_us) not in told
            assert run.state is State.RUNNING or run.next_us == (run.due_us if unsaid else None)
        running = [key[:3] for key, run in runs.items() if run.state is State.RUNNING]
        assert len(running) == len(set(running))
        late = {(run.journey, run.clock, run.started_us) for run in runs.values() if run.state is State.BREACHED}
        assert told <= late

    def no_more_is_lost_than_there_was(self, facts: Sequence[Known]) -> None:
        booked = {fact.seq: fact for fact in facts if isinstance(fact.body, Expired)}
        back = {fact.body.expiry: fact.body.value for fact in facts if isinstance(fact.body, Recovered)}
        assert len(back) == sum(isinstance(fact.body, Recovered) for fact in facts)
        assert {expiry: booked[expiry].body.value for expiry in back} == back
        lost, worth = Counter[str](), Counter[str]()
        for fact in booked.values():
            assert (fact.body.idle_us or 0) >= 0
            lost[fact.journey] += 0 if fact.seq in back else fact.body.value or 0
            worth[fact.journey] = max(worth[fact.journey], fact.body.deal or 0)
        assert all(value <= worth[journey] for journey, value in lost.items())


def said(entry: Entry) -> tuple[Any, ...]:
    """What an entry says, whenever it was learnt."""
    return (kind_of(entry.body), entry.body, entry.at_us, entry.journey, entry.person, entry.actor)


class Rewritten(Deeds):
    """The same while the definitions change, and the past with them: facts are voided, files come in and go."""

    @rule(policy=st.sampled_from((POLICY, STRICTER)))
    def publish(self, policy: Policy) -> None:
        before = self.company.runs()
        self.company.publish(policy)
        after = self.company.runs()
        ended = {key: run for key, run in before.items() if run.state is not State.RUNNING}
        assert {key: after.get(key) for key in ended} == ended
        self.rebase()

    @rule(nth=st.integers(0, 9))
    def void(self, nth: int) -> None:
        """One of the newest facts never happened; not a move, for that could set two passes of a person free."""
        facts = known(self.company.facts())
        spare = [fact for fact in facts if not isinstance(fact.body, Move | Recovered | Ruling)][::-1]
        spare += [fact for fact in facts[-1:] if isinstance(fact.body, Expired)]
        if spare:
            target = spare[nth % len(spare)]
            void = Entry(Voided(target.seq), micros(self.company.now), journey=target.journey)
            self.book.append([void], now=self.company.now)
            self.rebase()

    @rule(number=st.integers(2, 4), place=st.sampled_from(("mql", "sql", "won", "nurture")), ago=WAITS)
    def import_a_deal(self, number: int, place: str, ago: timedelta) -> None:
        journey, now = f"j-deal-{number}", self.company.now
        row = Fact(
            "moved",
            micros(now - ago),
            "instant",
            journey,
            None,
            "acme",
            f"{journey}:{self.head}",
            canonical({"to": place, "v": 1}),
        )
        self.import_one("moves", row)

    @rule(name=st.sampled_from(PEOPLE), ago=WAITS)
    def import_a_call(self, name: str, ago: timedelta) -> None:
        now, person = self.company.now, person_id("secret", "web", name)
        told = canonical({"completed": True, "connected": True, "dials": 1, "v": 1})
        row = Fact("called", micros(now - ago), "instant", None, person, None, f"{person}:{self.head}", told)
        self.import_one("calls", row)

    def import_one(self, kind: str, row: Fact) -> None:
        """A file of one row."""
        now = self.company.now
        batch = self.book.open_batch(f"{self.head}", f"{kind}.csv", kind, now=now)
        self.book.add_facts(batch, "crm", [row], now=now)
        self.book.publish(batch, {"new": 1}, actor="mara", now=now)
        self.company.catch_up()
        self.rebase()

    @rule()
    def undo_an_import(self) -> None:
        published = [batch for batch in self.book.batches() if batch.state == "published"]
        if published:
            self.book.undo(published[0], why="", actor="mara", now=self.company.now)
            self.company.catch_up()
            self.journeys = set(self.company.standings())
            self.rebase()


Deeds.TestCase.settings = settings(max_examples=20, stateful_step_count=30)
Rewritten.TestCase.settings = settings(max_examples=12, stateful_step_count=30)
TestDeeds, TestRewritten = Deeds.TestCase, Rewritten.TestCase


# -- one tick, or many -----------------------------------------------------------------------------------------------

BUYERS = tuple(f"buyer {number}" for number in range(8))
STEPS: dict[str, Callable[[Company, str, str, int], object]] = {
    "answers": lambda acme, lead, by, _n: acme.leads.call(lead, "talked", Meant(by), answers=ALL_YES, **DOWNTIME),
    "accepted": lambda acme, lead, by, _n: acme.leads.accept(lead, Meant(by)),
    "worth": lambda acme, lead, by, n: acme.leads.requalify(lead, Money(n * 1_000_000, "EUR"), Meant(by)),
    "assigned": lambda acme, lead, by, _n: acme.leads.assign(lead, by, Meant("mo")),
    "called": lambda acme, lead, by, _n: acme.leads.call(lead, "no_answer", Meant(by)),
    "paused": lambda acme, lead, by, n: acme.leads.pause(
        lead, "buyer_absent", Meant(by), acme.now + timedelta(days=n) if n % 2 else None
    ),
    "lost a sign": lambda acme, lead, by, _n: acme.leads.signal(lead, "urgency", Meant(by), present=False),
    "time": lambda acme, _lead, _by, n: setattr(acme, "now", acme.now + timedelta(minutes=47 * n)),
}


def live(acme: Company, luck: Random) -> None:
    """A week of eight leads on which four people act, most of them as they should."""
    for name in BUYERS:
        acme.tells(
            "inquiries", person=name, account=luck.choice(("acme", "bolt")), hand_raiser=luck.choice(("yes", "no"))
        )
    for _ in range(60):
        lead = person_id("secret", "web", luck.choice(BUYERS))
        owner = acme.book.standing(acme.leads.find(lead)).owner
        by = owner or luck.choice(("kim", "lee", "sam", "mo"))
        with suppress(HeadraceError):
            STEPS[luck.choice(sorted(STEPS))](acme, lead, by, luck.randint(1, 9))


def ticked(ledger: Path, policy: Policy, start: datetime, waits: Iterable[timedelta]) -> list[Known]:
    """What the clock tells of a copy of a ledger when it ticks after each of these waits."""
    copy = ledger.with_name("copy.db")
    copy.write_bytes(ledger.read_bytes())
    with opened(copy, policy) as acme:
        head, acme.now = acme.book.head(), start
        for wait in waits:
            acme.now += wait
            acme.tick()
        return acme.facts(head)


@settings(max_examples=8)
@given(luck=st.randoms(use_true_random=False), policy=st.sampled_from((POLICY, STRICTER)))
def test_many_small_ticks_tell_what_one_tick_tells_after_all_of_the_time(luck: Random, policy: Policy):
    with TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.db"
        ledger.write_bytes(empty_ledger())
        with opened(ledger, policy) as acme:
            live(acme, luck)
            now = acme.now
        waits = [timedelta(minutes=luck.choice((1, 30, 200, 3_000))) for _ in range(60)]

        many = ticked(ledger, policy, now, waits)
        once = ticked(ledger, policy, now, [sum(waits, timedelta())])

    assert [said(fact) for fact in many] == [said(fact) for fact in once]
    assert many
