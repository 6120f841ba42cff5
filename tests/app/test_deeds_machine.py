"""Random histories of the desk: whatever people and the clock do, in whatever order, what must hold always holds."""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from headrace.adapters.documents.shipped import template
from headrace.adapters.stores.sqlite import SQLiteBook
from headrace.app.leads import Done, Leads, Meant
from headrace.app.record import record
from headrace.app.sweep import Ticked, tick
from headrace.app.upkeep import verify
from headrace.core.agreement import Clock, Counting, Mark, Segment, ShelfLife
from headrace.core.asking import Grade
from headrace.core.criteria import Compare, Criterion
from headrace.core.desks import Absence, Choice, Desk, RoutingRule
from headrace.core.durations import Duration, Span
from headrace.core.entries import Breached, Entry, Expired, Known, Move, PolicyPublished, Recovered, Routed, Voided
from headrace.core.errors import HeadraceError
from headrace.core.funnel import Owner
from headrace.core.hours import WorkingHours
from headrace.core.people import outside_journey_id, person_id
from headrace.core.policy import Policy, StagePolicy
from headrace.core.units import Grain, Money, instant, micros
from headrace.ledger.codec import kind_of
from headrace.ledger.fold import Standing
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
        return tick(self.book, self.terms, until or self.now, lambda: self.now, lambda _done: None)

    def publish(self, policy: Policy) -> None:
        self.policies.append(policy)
        body = PolicyPublished(len(self.policies), {}, "mara")
        self.book.append([Entry(body, micros(self.now))], now=self.now)
        self.book.rebuild()

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
def empty_ledger() -> Path:
    """A ledger with its tables and the first policy, to be copied: making one takes a second."""
    ledger = Path(mkdtemp(prefix="headrace-")) / "ledger.db"
    made = Company(ledger, [])
    made.publish(POLICY)
    made.book.close()
    return ledger


@contextmanager
def company() -> Iterator[Company]:
    with TemporaryDirectory() as folder:
        made = Company(Path(shutil.copy(empty_ledger(), folder)))
        try:
            yield made
        finally:
            made.book.close()


# -- the machine ---------------------------------------------------------------------------------------------------

GRADES = st.dictionaries(
    st.sampled_from(("budget", "authority", "need", "timing")), st.sampled_from(tuple(Grade)).map(str)
)
TOLD = st.sampled_from(({}, {}, {}, {"next_step": "yes"}, {"close_date": "2025-06-01", "next_step": "yes"}))
OUTCOMES = st.sampled_from((*POLICY.calls.dispositions, "talked", "talked", "no_answer", "asleep"))
MONEY = st.sampled_from((None, Money(0, "EUR"), Money(2_000_000, "EUR"), Money(9_000_000, "EUR")))
DATES = st.sampled_from((None, date(2025, 4, 30), date(2025, 12, 31), date(2026, 3, 29)))
LEADS = st.sampled_from((*PEOPLE, *DEALS))
BY = st.sampled_from(REPS)
TARGETS = st.sampled_from((*PLACES, "moon"))
WAITS = st.sampled_from(
    [timedelta(0), timedelta(milliseconds=1), timedelta(minutes=4), timedelta(minutes=59), timedelta(hours=5)]
    + [timedelta(days=n) for n in (1, 3, 9, 35)]
)
OLD = st.sampled_from((False, False, False, True))
DOWNTIME = {"problem": "downtime", "relevance": "yes"}
ALL_YES = dict.fromkeys(("budget", "authority", "need"), "yes")
REASONS = {kind: st.sampled_from((*codes, "whim")) for kind, codes in POLICY.reasons.items()}


class Deeds(RuleBasedStateMachine):
    """People act on leads while time passes and the clock ticks."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self.company = Company(Path(shutil.copy(empty_ledger(), self._folder.name)))
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

    # -- what happens ------------------------------------------------------------------------------------

    @rule(by=WAITS, ticks=st.booleans())
    def time_passes(self, by: timedelta, ticks: bool) -> None:
        self.company.now += by
        if ticks:
            self.tick()

    @rule(offset=st.sampled_from((-1, 0, 1)), ticks=st.booleans())
    def something_is_nearly_due(self, offset: int, ticks: bool) -> None:
        waiting = [run.next_us for run in self.company.runs().values() if run.next_us is not None]
        later = [each for each in waiting if each + offset > micros(self.company.now)]
        if later:
            self.company.now = instant(min(later) + offset)
        if ticks:
            self.tick()

    @rule(
        name=LEADS, by=st.sampled_from(("lee", "sam")), value=MONEY.filter(bool), until=st.sampled_from(tuple(STAGES))
    )
    def sales_goes_on(self, name, by, value, until) -> None:
        """A lead on its way, as it is meant: or most histories would end where they begin."""
        close, told = date(2025, 6, 1), {"next_step": "yes"}
        steps = {
            "mql": lambda lead, meant: self.leads.call(lead, "talked", meant, answers=ALL_YES, **DOWNTIME),
            "sal": lambda lead, meant: self.leads.accept(lead, meant),
            "sql": lambda lead, meant: self.leads.requalify(lead, value, meant),
            "opportunity": lambda lead, meant: self.leads.open(lead, value, close, meant),
            "won": lambda lead, meant: self.leads.win(lead, value, meant, close),
        }
        for place, step in steps.items():
            self.do(name, False, by, told, step)
            if place == until:
                break

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

    @rule(name=LEADS, hand=st.sampled_from(("yes", "no")))
    def inquires(self, name: str, hand: str) -> None:
        if name in PEOPLE:
            told = self.company.tells(
                "inquiries", person=name, account="acme" if name < "c" else "bolt", hand_raiser=hand
            )
        elif self.lead(name, old=False) not in self.journeys:
            told = self.company.tells("moves", journey=name, stage="inquiry")
        else:
            return
        self.seen_to([fact for fact in told if fact.seq > self.head])

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, outcome=OUTCOMES, grades=GRADES, done=st.booleans(),
          relevance=st.sampled_from(("yes", "yes", None)))  # fmt: skip
    def call(self, name, old, by, told, outcome, grades, done, relevance) -> None:
        given = {**DOWNTIME, "answers": grades, "relevance": relevance, "done": done}
        self.do(name, old, by, told, lambda lead, meant: self.leads.call(lead, outcome, meant, minutes=3, **given))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, grades=GRADES, done=st.booleans())
    def qualify(self, name, old, by, told, grades, done) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.qualify(lead, grades, meant, done=done))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, to=st.sampled_from((None, None, "sal", "sql")))
    def accept(self, name, old, by, told, to) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.accept(lead, meant, to))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, reason=REASONS["rejected"])
    def reject(self, name, old, by, told, reason) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.reject(lead, reason, meant))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, value=MONEY)
    def requalify(self, name, old, by, told, value) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.requalify(lead, value, meant))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, value=MONEY, close=DATES)
    def open(self, name, old, by, told, value, close) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.open(lead, value, close, meant))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, value=MONEY, until=DATES)
    def win(self, name, old, by, told, value, until) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.win(lead, value, meant, until))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, reason=REASONS["lost"])
    def lose(self, name, old, by, told, reason) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.lose(lead, reason, meant))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, reason=REASONS["recycled"], on=DATES)
    def recycle(self, name, old, by, told, reason, on) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.recycle(lead, reason, meant, on))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, reason=REASONS["disqualified"])
    def disqualify(self, name, old, by, told, reason) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.disqualify(lead, reason, meant))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD)
    def lose_contact(self, name, old, by, told) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.lose_contact(lead, meant))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, to=TARGETS)
    def move(self, name, old, by, told, to) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.move(lead, to, meant))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, to=st.sampled_from((None, None, *PLACES)))
    def recover(self, name, old, by, told, to) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.recover(lead, meant, to))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD)
    def claim(self, name, old, by, told) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.claim(lead, meant))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, desk=BY)
    def assign(self, name, old, by, told, desk) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.assign(lead, desk, meant))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, reason=st.sampled_from(("buyer_absent", "whim")),
          wait=st.sampled_from((None, timedelta(0), timedelta(hours=7), timedelta(days=20))))  # fmt: skip
    def pause(self, name, old, by, told, reason, wait) -> None:
        until = None if wait is None else self.company.now + wait
        self.do(name, old, by, told, lambda lead, meant: self.leads.pause(lead, reason, meant, until))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD)
    def resume(self, name, old, by, told) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.resume(lead, meant))

    @rule(
        name=LEADS,
        old=OLD,
        by=BY,
        told=TOLD,
        sign=st.sampled_from(("interest", "urgency", "luck")),
        present=st.booleans(),
    )
    def signal(self, name, old, by, told, sign, present) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.signal(lead, sign, meant, present=present))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, value=MONEY.filter(bool))
    def enter_value(self, name, old, by, told, value) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.enter_value(lead, value, meant))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, until=DATES.filter(bool), value=MONEY)
    def renew(self, name, old, by, told, until, value) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.renew(lead, until, meant, value))

    @rule(name=LEADS, old=OLD, by=BY, told=TOLD, reason=REASONS["churned"], value=MONEY)
    def churn(self, name, old, by, told, reason, value) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.churn(lead, reason, meant, value))

    @rule(name=LEADS, old=OLD, by=BY, told=st.sampled_from(({}, {"next_step": "yes"}, {"mood": "good"})))
    def describe(self, name, old, by, told) -> None:
        self.do(name, old, by, told, lambda lead, meant: self.leads.describe(lead, meant))

    # -- how each is done, and what holds then ---------------------------------------------------------------

    def do(self, name: str, old: bool, by: str, told: dict[str, str], deed: Callable[[str, Meant], Done]) -> None:
        """Let somebody do something: either it is told, or refused, and then nothing is."""
        lead, before = self.lead(name, old), self.company.dump()
        try:
            rehearsed = deed(lead, Meant(by, told=told, dry_run=True))
        except HeadraceError as refusal:
            with pytest.raises(type(refusal)):
                deed(lead, Meant(by, told=told))
            assert self.book.head() == self.head
            assert self.company.dump() == before
            return
        done = deed(lead, Meant(by, told=told))
        assert [said(fact) for fact in done.facts] == [said(fact) for fact in rehearsed.facts]
        assert list(done.facts) == self.company.facts(self.head)
        assert not told or any(getattr(fact.body, "attributes", {}) == told for fact in done.facts)
        self.seen_to(done.facts)
        self.took_effect(done)

    def lead(self, name: str, old: bool) -> str:
        """What a lead is called: its person, or a pass; the oldest pass if that is meant."""
        if name in DEALS:
            return outside_journey_id("secret", "web", name)
        person = person_id("secret", "web", name)
        return next(iter(self.book.find(person)), person) if old else person

    def took_effect(self, done: Done) -> None:
        """What was told last holds: the lead stands where it was moved to, and whoever got it has it."""
        standings = self.company.standings()
        for fact in done.facts:
            if isinstance(fact.body, Move):
                later = [
                    f for f in done.facts if f.journey == fact.journey and isinstance(f.body, Move) and f.seq > fact.seq
                ]
                assert later or standings[fact.journey].place == fact.body.to
            if (
                isinstance(fact.body, Move | Routed)
                and fact.body.owner is not None
                and not isinstance(fact.body, Expired)
            ):
                assert standings[fact.journey].owner == fact.body.owner
        if any(isinstance(fact.body, Move) for fact in done.facts):
            assert done.standing == standings[done.journey]
            assert done.journey == [fact.journey for fact in done.facts if isinstance(fact.body, Move)][-1]

    def seen_to(self, told: Sequence[Known]) -> None:
        """After each act: a run that had ended by then ended for good."""
        runs = self.company.runs()
        since = min((fact.at_us for fact in told), default=0)
        for key, run in self.ended.items():
            if run.ended_us is not None and run.ended_us <= since:
                now = runs.get(key)
                assert now and (now.state, now.ended_us) == (run.state, run.ended_us), (run, now)
                assert now == run or run.ended_us == since, (run, now)
        self.ended = {key: run for key, run in runs.items() if run.state is not State.RUNNING}
        self.head = self.book.head()

    @invariant()
    def all_is_well(self) -> None:
        self.the_projections_are_what_the_facts_say()
        self.every_pass_is_in_one_place_and_one_at_most_of_a_person_runs()
        self.a_lead_has_one_owner()
        self.clocks_are_in_one_state()
        self.no_more_is_lost_than_there_was()

    def the_projections_are_what_the_facts_say(self) -> None:
        count, wrong = verify(self.book, self.company.terms)
        assert wrong == []
        standings = self.company.standings()
        assert len(standings) == count

    def every_pass_is_in_one_place_and_one_at_most_of_a_person_runs(self) -> None:
        standings = self.company.standings()
        assert self.journeys <= set(standings)
        running = Counter(each.person for each in standings.values() if each.person and not closes(each.place, FUNNEL))
        assert not running or max(running.values()) == 1
        self.journeys = set(standings)

    def a_lead_has_one_owner(self) -> None:
        for journey, standing in self.company.standings().items():
            work = self.book.work(journey)
            owning = [f for f in self.book.journey(journey) if isinstance(f.body, Move | Routed) and f.body.owner]
            last = max(
                (f for f in owning if not isinstance(f.body, Expired)), key=lambda f: (f.at_us, f.seq), default=None
            )
            assert standing.owner == (last.body.owner if last else None)
            assert work is None or work.owner is None or work.owner == standing.owner
            assert work is None or work.place == standing.place
            assert work is None or standing.place in ("nurture", "expired", "lost") or work.owner == standing.owner

    def clocks_are_in_one_state(self) -> None:
        running = Counter()
        for run in self.company.runs().values():
            assert (run.state is State.RUNNING) or run.next_us is None
            assert (run.state is State.RUNNING) == (run.ended_us is None)
            running[run.journey, run.stint, run.clock] += run.state is State.RUNNING
        assert max(running.values(), default=0) <= 1

    def no_more_is_lost_than_there_was(self) -> None:
        facts = self.company.facts()
        booked = {fact.seq: fact for fact in facts if isinstance(fact.body, Expired)}
        back = [fact.body for fact in facts if isinstance(fact.body, Recovered)]
        assert max(Counter(body.expiry for body in back).values(), default=0) <= 1
        assert all(body.value == booked[body.expiry].body.value for body in back)
        assert all((fact.body.value or 0) <= (fact.body.deal or 0) for fact in booked.values())
        reversed_ = {body.expiry for body in back}
        lost = Counter()
        for fact in booked.values():
            lost[fact.journey] += 0 if fact.seq in reversed_ else fact.body.value or 0
        for journey, value in lost.items():
            assert value <= max(fact.body.deal or 0 for fact in booked.values() if fact.journey == journey)
        assert all((fact.body.idle_us or 0) >= 0 for fact in booked.values())


def said(entry: Entry) -> tuple[Any, ...]:
    """What an entry says, whenever it was learnt."""
    return (kind_of(entry.body), entry.body, entry.at_us, entry.journey, entry.person, entry.actor)


Deeds.TestCase.settings = settings(max_examples=30, stateful_step_count=30)
test_deeds = Deeds.TestCase
