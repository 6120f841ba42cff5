"""The clocks of the agreement: which run, until when, and how each ended.

A clock runs between two marks of a stay in a stage. It ends in exactly one way: **met** (the mark
came in time), **breached** (its limit passed first) or **stopped** (the stay ended, or another desk
took over, before either). It goes by the policy that was in force when the stage was entered, and by
the hours of the desk that owned the lead when it started.

What an import tells starts no clock: nobody could have kept it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from headrace.core.agreement import Clock, Mark
from headrace.core.calendar import due_us
from headrace.core.entries import (
    Accepted,
    Breached,
    Called,
    Inquired,
    Known,
    Move,
    Opened,
    Paused,
    Rejected,
    Resumed,
    Routed,
    Valued,
    Warned,
    Won,
)
from headrace.rules.case import Case, Stint, is_answer, is_attempt, is_talk, owner_at

HAND_RAISER = "hand_raiser"
"""The declared fact that says whether somebody asked to be contacted."""

Pauses = list[tuple[int, int | None]]


class State(StrEnum):
    """How a clock stands."""

    RUNNING = "running"
    MET = "met"
    BREACHED = "breached"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a clock in the `stint`-th stay of a journey. Times are UTC microseconds.

    `due_us` is None while it stands still for a time that nobody knows. `next_us` is when it wants
    attention next, None once it ended: `warn_us` until its owner was warned, then `due_us`. A breach wants it until
    it was told, even if the mark has come since.
    """

    journey: str
    stint: int
    clock: str
    stage: str
    started_us: int
    due_us: int | None
    state: State
    ended_us: int | None = None
    warn_us: int | None = None
    next_us: int | None = None
    owed_by: str | None = None
    owner: str | None = None


def runs(case: Case) -> list[Run]:
    """Every run of every clock of the agreement."""
    ours = [stay for stay, enter in enumerate(case.arrivals) if enter.at_us is not None and enter.batch is None]
    return [run for stay in ours for run in _of_stint(case, case.stints[stay])]


def clock_named(case: Case, stint: Stint, name: str) -> Clock | None:
    """The clock of that name, by the policy that the stint goes by."""
    clocks = case.terms.policy_of(stint.entered.policy_version).stage(stint.place).clocks
    return next((clock for clock in clocks if clock.name == name), None)


def pauses_of(facts: Sequence[Known], as_of_us: int | None = None) -> Pauses:
    """When the clocks of a journey stood still, going by what had happened until an instant.

    An end is None while nobody knows it.
    """
    found: Pauses = []
    for fact in facts:
        if as_of_us is not None and (fact.at_us or 0) > as_of_us:
            break
        match fact.body:
            case Paused(until_us=until_us) if fact.at_us is not None:
                found.append((fact.at_us, until_us))
            case Resumed() if found and fact.at_us is not None:
                start, until = found[-1]
                found[-1] = (start, fact.at_us if until is None else min(until, fact.at_us))
            case _:
                pass
    return found


def _of_stint(case: Case, stint: Stint) -> Iterator[Run]:
    policy = case.terms.policy_of(stint.entered.policy_version)
    for clock in policy.stage(stint.place).clocks:
        if clock.hand_raisers is None or clock.hand_raisers is _raised_hand(case, stint):
            for start, following in pairwise([*_starts(clock, stint), None]):
                if start is not None:
                    yield _run(case, stint, clock, start, following)


def _starts(clock: Clock, stint: Stint) -> list[int]:
    """When a clock started in a stint: at the first mark, and anew with each desk that was given the lead."""
    starts = sorted(set(_marks(clock.start, stint)))
    return starts if clock.start is Mark.ROUTED else starts[:1]


def _raised_hand(case: Case, stint: Stint) -> bool:
    until = [fact for fact in case.facts if fact.seq <= stint.entered.seq]
    given = [fact.body.attributes.get(HAND_RAISER) for fact in until if isinstance(fact.body, Inquired)]
    return any((text or "").lower() in ("yes", "true", "1") for text in given)


def _run(case: Case, stint: Stint, clock: Clock, start: int, following: int | None) -> Run:
    policy = case.terms.policy_of(stint.entered.policy_version)
    calendar = case.terms.calendars(policy, owner_at(case, start))
    told, (state, ended) = _told_breach(stint, clock, start), _end(stint, clock, start, following)
    pauses = pauses_of(case.facts, ended)
    due = told.due_us if told else due_us(start, clock.limit, clock.counting, calendar, pauses)
    if told or (due is not None and ended is not None and ended > due):
        state, ended = State.BREACHED, due
    running, warn = state is State.RUNNING, None
    waits = due is not None and (running or (state is State.BREACHED and told is None))
    if clock.warning is not None and running and waits and not warned(stint.facts, clock.name, due):
        warn = due_us(start, clock.limit, clock.counting, calendar, pauses, share=clock.warning)
    return Run(
        journey=case.standing.journey,
        stint=stint.number,
        clock=clock.name,
        stage=stint.place,
        started_us=start,
        due_us=due,
        state=state,
        ended_us=ended,
        warn_us=warn,
        next_us=(due if warn is None else warn) if waits else None,
        owed_by=str(clock.owed_by or case.terms.place(stint.place).owner or ""),
        owner=accountable(case, state, ended),
    )


def accountable(case: Case, state: State, ended: int | None) -> str | None:
    """Who had the lead when a run ended, or has it now; of a breach whoever let it happen, not who got it then."""
    if ended is None:
        return case.standing.owner
    return owner_at(case, ended - 1 if state is State.BREACHED else ended)


def warned(facts: Sequence[Known], clock: str, due: int | None) -> bool:
    """Whether somebody was warned of a clock that is due then."""
    warnings = (fact.body for fact in facts if isinstance(fact.body, Warned))
    return any(warning.clock == clock and warning.due_us == due for warning in warnings)


def _told_breach(stint: Stint, clock: Clock, start: int) -> Breached | None:
    """The breach that was told of a run: it stands, whatever is told later of the time before."""
    breaches = (fact.body for fact in stint.facts if isinstance(fact.body, Breached))
    return next((each for each in breaches if each.clock == clock.name and each.started_us == start), None)


def _end(stint: Stint, clock: Clock, start: int, following: int | None) -> tuple[State, int | None]:
    """How a run ended if it was not too late, and when."""
    stopped = next((at for at in _marks(clock.stop, stint) if at >= start), None)
    left = stint.left.at_us if stint.left else None
    other = min((at for at in (left, following) if at is not None), default=None)
    ended = min((at for at in (stopped, other) if at is not None), default=None)
    if ended is None:
        return State.RUNNING, None
    return (State.MET if stopped == ended else State.STOPPED), ended


def _marks(mark: Mark, stint: Stint) -> Iterator[int]:
    """When a mark was reached in a stint, in order."""
    facts = (stint.entered, *stint.facts) if mark in (Mark.ENTERED, Mark.VALUED) else stint.facts
    if mark is Mark.ENTERED:
        facts = facts[:1]
    yield from (fact.at_us for fact in facts if fact.at_us is not None and _REACHED[mark](fact))
    if stint.left and stint.left.at_us is not None and _leaving_is(mark, stint):
        yield stint.left.at_us


def _leaving_is(mark: Mark, stint: Stint) -> bool:
    if mark is Mark.ACCEPTED_OR_REJECTED:
        return stint.left is not None and isinstance(stint.left.body, Accepted | Rejected)
    return mark in (Mark.LEFT, Mark.DISPOSED)


def _never(_fact: Known) -> bool:
    return False


_REACHED: Mapping[Mark, Callable[[Known], bool]] = {
    Mark.ENTERED: lambda fact: isinstance(fact.body, Move),
    Mark.ROUTED: lambda fact: isinstance(fact.body, Routed),
    Mark.ATTEMPTED: lambda fact: is_attempt(fact) or is_answer(fact),
    Mark.REACHED: lambda fact: is_talk(fact) or is_answer(fact),
    Mark.ACCEPTED_OR_REJECTED: _never,
    Mark.DISPOSED: lambda fact: isinstance(fact.body, Called) and fact.body.outcome is not None,
    Mark.VALUED: lambda fact: isinstance(fact.body, Valued | Won | Opened) and fact.body.value is not None,
    Mark.LEFT: _never,
}
