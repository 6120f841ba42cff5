"""The monthly statement of the agreement: what each side owed, what it delivered, what was late, what it cost.

It is told from the clocks and facts of the month alone. A clock that ran out and was not seen to yet
counts as breached; one that still runs in time is neither kept nor broken.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from headrace.analytics.question import Row
from headrace.analytics.survival import kaplan_meier
from headrace.app.ports import EVERYBODY, Book
from headrace.app.queues import resting, unvalued
from headrace.core.entries import Called, Expired, Known, Recovered
from headrace.core.policy import Policy
from headrace.core.units import MINUTE_US, start_of_day
from headrace.rules.case import is_answer, is_attempt
from headrace.rules.clocks import Run, State
from headrace.rules.terms import Terms


@dataclass(slots=True)
class ClockLine:
    """How a clock was kept: so many runs that began in the month, by how they ended."""

    clock: str
    stage: str
    owed_by: str
    runs: int = 0
    met: int = 0
    breached: int = 0
    stopped: int = 0
    running: int = 0
    by_owner: dict[str, int] = field(default_factory=dict)
    """The breaches of each owner."""

    @property
    def kept(self) -> float | None:
        """The share of the decided runs that were kept; None if none is decided."""
        decided = self.met + self.breached
        return self.met / decided if decided else None


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal and what came of it: entries of the month, and of the decided ones the share that moved on."""

    stage: str
    owed_by: str | None
    promised: int
    delivered: int
    quality: float | None
    decided: int
    moved_on: int


@dataclass(frozen=True, slots=True)
class LossLine:
    """What an owner let expire in the month: leads, expected value, what of it came back. Minor units.

    `unknown` are those of which nobody knows what they were worth in the company's currency.
    """

    owner: str | None
    expired: int
    value: int
    unknown: int
    recovered: int


@dataclass(frozen=True, slots=True)
class CallLine:
    """The calls of one of our people: dials, connects, talks, minutes, and the leads they called."""

    caller: str
    calls: int
    dials: int
    connected: int
    completed: int
    minutes: float
    leads: int


@dataclass(frozen=True, slots=True)
class Delays:
    """From an inquiry to the first attempt by a person: the system's part of the delay, and the person's.

    Counted are the inquiries of the month that were told one by one, `attempted` of them until now.
    Medians in minutes by Kaplan-Meier, so that those whom nobody tried yet count too; None while fewer
    than half were. The system's part ends when we learn of the inquiry.
    """

    inquiries: int
    attempted: int
    system_minutes: float | None
    person_minutes: float | None


@dataclass(frozen=True, slots=True)
class Statement:
    """The statement of a month (`first` to `end`, exclusive), for both sides."""

    first: date
    end: date
    clocks: tuple[ClockLine, ...]
    goals: tuple[GoalLine, ...]
    losses: tuple[LossLine, ...]
    calls: tuple[CallLine, ...]
    delays: Delays
    calling_cost: int | None
    unvalued: Mapping[str, int]
    """The month's wins without revenue, by whose they are."""
    shared: tuple[int, int]
    """Of the talks, those of which the problem and its relevance were passed on; and all talks."""
    asked_again: tuple[int, int]
    """Of those in the pool whose day had come by the end of the month, those whom somebody tried to ask; and all."""
    currency: str


def clock_lines(runs: Iterable[Run], now_us: int) -> list[ClockLine]:
    """The clocks of the agreement, each with how it was kept; the shelf life is told by its losses."""
    lines: dict[tuple[str, str, str], ClockLine] = {}
    for run in runs:
        if run.clock == "shelf_life":
            continue
        key = (run.stage, run.clock, run.owed_by or "")
        line = lines.setdefault(key, ClockLine(run.clock, run.stage, run.owed_by or ""))
        line.runs += 1
        match _state(run, now_us):
            case State.MET:
                line.met += 1
            case State.BREACHED:
                line.breached += 1
                line.by_owner[run.owner or ""] = line.by_owner.get(run.owner or "", 0) + 1
            case State.STOPPED:
                line.stopped += 1
            case State.RUNNING:
                line.running += 1
    return [lines[key] for key in sorted(lines)]


def _state(run: Run, now_us: int) -> State:
    overdue = run.state is State.RUNNING and run.due_us is not None and run.due_us <= now_us
    return State.BREACHED if overdue else run.state


def entries(flows: Iterable[Row], ends: Iterable[Row]) -> dict[str, dict[str, int]]:
    """By place, how many entered it (`entered`) and how many of them ended in which way (the codes of `outcomes`).

    Args:
        flows: the rows of `conversion` as a flow: of each stage its entries, and those of the next one.
        ends: the rows of `outcomes` of the same period.
    """
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in flows:
        found[row["frm"]]["entered"] = row["entered"]
        found[row["to"]]["entered"] = row["converted"]
    for row in ends:
        found[row["place"]][row["outcome"]] = row["count"]
    return found


def goal_lines(policy: Policy, rows: Mapping[str, Mapping[str, int]]) -> list[GoalLine]:
    """The goals against the month's entries (`entries`)."""
    lines = []
    for goal in policy.agreement.goals:
        row = rows.get(goal.stage, {})
        moved_on = row.get("moved_on", 0)
        decided = moved_on + sum(row.get(name, 0) for name in ("moved_back", "nurtured", "left", "expired"))
        side = str(goal.owed_by) if goal.owed_by else None
        lines.append(GoalLine(goal.stage, side, goal.count, row.get("entered", 0), goal.quality, decided, moved_on))
    return lines


def loss_lines(facts: Sequence[Known], owners: Mapping[int, str | None], currency: str) -> list[LossLine]:
    """What expired and what was recovered, by `owners`: who had a lead, by the `seq` of its expiry."""
    lost: dict[str | None, list[Expired]] = defaultdict(list)
    back: Counter[str | None] = Counter()
    for fact in facts:
        match fact.body:
            case Expired():
                lost[fact.body.owner].append(fact.body)
            case Recovered(expiry=expiry):
                back[owners.get(expiry or 0)] += _worth(fact.body, currency) or 0
            case _:
                pass
    return [
        _loss(owner, [_worth(body, currency) for body in lost[owner]], back[owner])
        for owner in sorted(lost.keys() | back.keys(), key=lambda o: o or "")
    ]


def _worth(body: Expired | Recovered, currency: str) -> int | None:
    """What a fact says of money in a currency."""
    return body.value if body.currency == currency else None


def _loss(owner: str | None, worths: Sequence[int | None], recovered: int) -> LossLine:
    known = [worth for worth in worths if worth is not None]
    return LossLine(owner, len(worths), sum(known), len(worths) - len(known), recovered)


def _owners(book: Book, facts: Iterable[Known]) -> dict[int, str | None]:
    """Who had the leads that were recovered when they expired, in whichever month that was."""
    owners: dict[int, str | None] = {}
    for fact in facts:
        if isinstance(fact.body, Recovered) and fact.journey:
            before = book.journey(fact.journey)
            owners |= {each.seq: each.body.owner for each in before if isinstance(each.body, Expired)}
    return owners


def call_lines(facts: Sequence[Known]) -> list[CallLine]:
    """The calls, by who made them; of an import the owner that it names."""
    made: dict[str, list[Known]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact.body, Called):
            made[fact.body.owner or fact.actor or ""].append(fact)
    return [_calls(caller, theirs) for caller, theirs in sorted(made.items())]


def _calls(caller: str, facts: Sequence[Known]) -> CallLine:
    bodies = [fact.body for fact in facts if isinstance(fact.body, Called)]
    return CallLine(
        caller=caller,
        calls=len(bodies),
        dials=sum(body.dials or 1 for body in bodies),
        connected=sum(body.connected is True for body in bodies),
        completed=sum(body.completed is True for body in bodies),
        minutes=sum(body.minutes or 0.0 for body in bodies),
        leads=len({fact.journey or fact.person for fact in facts}),
    )


def delays(book: Book, inquiries: Sequence[Known], now_us: int) -> Delays:
    """How long people waited for the first attempt, and whose delay it was.

    Args:
        book: whose facts.
        inquiries: those of the month; what an import told is left out.
        now_us: until when nobody tried, of those who still wait.
    """
    waits: list[tuple[float, bool, int]] = []
    systems: list[tuple[float, bool, int]] = []
    for inquiry in inquiries:
        if inquiry.batch is None and inquiry.at_us is not None and inquiry.journey is not None:
            learnt = max(inquiry.recorded_us, inquiry.at_us)
            tried = _first_attempt(book.journey(inquiry.journey), inquiry.at_us)
            end = now_us if tried is None else tried
            waits.append((max(end - learnt, 0) / MINUTE_US, tried is not None, 1))
            systems.append(((learnt - inquiry.at_us) / MINUTE_US, True, 1))
    return Delays(
        inquiries=len(waits),
        attempted=sum(tried for _wait, tried, _one in waits),
        system_minutes=kaplan_meier(systems).quantile(0.5),
        person_minutes=kaplan_meier(waits).quantile(0.5),
    )


def _tried(fact: Known) -> bool:
    return is_attempt(fact) or is_answer(fact)


def _first_attempt(facts: Iterable[Known], after_us: int) -> int | None:
    made = (fact.at_us for fact in facts if fact.at_us is not None and fact.at_us >= after_us and _tried(fact))
    return min(made, default=None)


def calling_cost(minutes: float, policy: Policy) -> int | None:
    """What so many minutes of calling cost, in minor units; None while nobody told what a caller is paid.

    A caller is paid for the year and sells for a share of it: minutes over the selling minutes of a
    paid year, times the pay.
    """
    minute = policy.calling.minute
    return None if minute is None else round(minutes * minute)


def statement(
    book: Book, terms: Terms, rows: Mapping[str, Mapping[str, int]], first: date, end: date, now_us: int
) -> Statement:
    """The statement of a period of local days.

    Args:
        book: whose facts and clocks.
        terms: the goals and the calling cost in force now.
        rows: the entries of the period and what became of them, by stage (`entries`).
        first: the first day.
        end: the day after the last.
        now_us: when the statement is drawn up.
    """
    first_us, end_us = start_of_day(first, terms.zone), start_of_day(end, terms.zone)
    facts = list(book.told(("expired", "recovered", "called"), first_us, end_us))
    calls = call_lines(facts)
    return Statement(
        first=first,
        end=end,
        clocks=tuple(clock_lines(book.clocks_between(first_us, end_us), now_us)),
        goals=tuple(goal_lines(terms.policy, rows)),
        losses=tuple(loss_lines(facts, _owners(book, facts), terms.policy.currency)),
        calls=tuple(calls),
        delays=delays(book, list(book.told(("inquired",), first_us, end_us)), now_us),
        calling_cost=calling_cost(sum(line.minutes for line in calls), terms.policy),
        unvalued=_unvalued(book, terms, first_us, end_us),
        shared=_shared(facts),
        asked_again=_asked_again(book, terms, min(end_us, now_us)),
        currency=terms.policy.currency,
    )


def _shared(facts: Iterable[Known]) -> tuple[int, int]:
    """Of the talks, those of which the problem and its relevance were passed on."""
    talks = [fact.body for fact in facts if isinstance(fact.body, Called) and fact.body.completed]
    return sum(talk.problem is not None and talk.relevance is not None for talk in talks), len(talks)


def _unvalued(book: Book, terms: Terms, first_us: int, end_us: int) -> dict[str, int]:
    """How many wins of a period lack their revenue, by whose they are."""
    missing = unvalued(book, terms, EVERYBODY)
    return dict(Counter(work.owner or "" for work in missing if first_us <= (work.since_us or 0) < end_us))


def _asked_again(book: Book, terms: Terms, until_us: int) -> tuple[int, int]:
    """Of those who rest in a pool since then or before, and whose day had come, those whom somebody tried to ask."""
    rest = (work for work in book.wanted(resting(terms, EVERYBODY)) if (work.since_us or 0) < until_us)
    due = [work for work in rest if work.attempts or work.next_us <= until_us]
    return sum(work.attempts > 0 for work in due), len(due)
