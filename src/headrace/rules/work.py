"""What a journey wants from us now: the row that queues read, and the clocks that run for it.

Both follow from the journey's facts alone, so that they can be built anew from the ledger at any time,
to the byte. Who asks what is due compares their instants with now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from operator import attrgetter

from headrace.core.agreement import SHELF_LIFE
from headrace.core.entries import Known, Routed
from headrace.core.funnel import Owner, Role
from headrace.core.units import instant, micros
from headrace.ledger.fold import Standing
from headrace.rules.case import Case, Stint, case_of, is_attempt
from headrace.rules.clocks import Run, State, runs
from headrace.rules.customers import contract, renewals, revenue
from headrace.rules.decay import Shelf, expected_loss, shelf
from headrace.rules.nurture import recontact_us
from headrace.rules.rank import rank
from headrace.rules.terms import Terms

NEVER_US = micros(datetime(9999, 1, 1, tzinfo=UTC))
"""When there is something to do with a customer whose contract has no end that we know."""


@dataclass(frozen=True, slots=True)
class Work:
    """A journey that somebody should work. Times are UTC microseconds, money minor units.

    `team` is whose work it is, `owner` the desk that has it. `next_us` is before when nothing is to be
    done: the next attempt, the day to ask again, the notice of a renewal. `due_us` is the nearest limit
    that runs, `late_us` the first that ran out, `expires_us` the end of the shelf life. `expected` is the
    value times the chance of winning it; of a customer the value is what was signed for, None until
    somebody enters it. `seq` is the newest fact, for who must not overwrite what they have not seen.
    """

    journey: str
    person: str | None
    account: str | None
    place: str
    team: str
    owner: str | None
    since_us: int | None
    routed_us: int | None
    next_us: int
    due_us: int | None
    late_us: int | None
    expires_us: int | None
    active_us: int | None
    attempts: int
    score: float | None
    known: float | None
    value: int | None
    expected: int | None
    currency: str | None
    rank: float
    seq: int


@dataclass(frozen=True, slots=True)
class Projection:
    """All that follows from the facts of one journey: where it stands, what it wants, its clocks."""

    standing: Standing
    work: Work | None
    clocks: tuple[Run, ...]


@dataclass(frozen=True)
class Outlook:
    """A projection that is worked out as far as somebody asks: the clock wants no work, an import only standings."""

    case: Case

    @property
    def standing(self) -> Standing:
        """Where the journey stands."""
        return self.case.standing

    @cached_property
    def clocks(self) -> tuple[Run, ...]:
        """Every clock of the journey, those that ended too, in the order in which they started."""
        return tuple(clocks_of(self.case))

    @cached_property
    def work(self) -> Work | None:
        """What the journey wants; None if nothing."""
        return _work(self.case, self.clocks)

    @property
    def projection(self) -> Projection:
        """All of it."""
        return Projection(self.standing, self.work, self.clocks)

    @property
    def next_us(self) -> int | None:
        """When a clock wants attention next; None if none does."""
        return min((run.next_us for run in self.clocks if run.next_us is not None), default=None)


def clocks_of(case: Case) -> list[Run]:
    """Every clock of a journey, those that ended too, in the order in which they started."""
    found = [*runs(case), *_shelf_run(case, shelf(case)), *renewals(case)]
    return sorted(found, key=lambda run: (run.started_us, run.stint, run.clock))


def project(facts: Sequence[Known], terms: Terms) -> Outlook | None:
    """What follows from a journey's known facts; None if nothing placed it yet."""
    case = case_of(facts, terms)
    return None if case is None else Outlook(case)


def attempts(stint: Stint) -> list[Known]:
    """The attempts to reach the buyer during a stay, in order."""
    return [fact for fact in stint.facts if is_attempt(fact)]


def _shelf_run(case: Case, aging: Shelf | None) -> list[Run]:
    """The shelf life as a clock: it only runs here, because its end is a move."""
    if aging is None:
        return []
    return [
        Run(
            journey=case.standing.journey,
            stint=case.stint.number,
            clock=SHELF_LIFE,
            stage=case.standing.place,
            started_us=aging.active_us,
            due_us=aging.expires_us,
            state=State.RUNNING,
            warn_us=None if aging.warned else aging.warn_us,
            next_us=aging.next_us,
            owed_by=_team(case),
            owner=case.standing.owner,
        )
    ]


def _work(case: Case, clocks: Sequence[Run]) -> Work | None:
    made = attempts(case.stint)
    next_us = _next_us(case, made)
    if next_us is None:
        return None
    standing, newest = case.standing, max(case.facts, key=attrgetter("seq"))
    aging = next((run for run in clocks if run.clock == SHELF_LIFE), None)
    score = case.score()
    due = [run.due_us for run in clocks if run.state is State.RUNNING and run.clock != SHELF_LIFE and run.due_us]
    routed = [f.at_us for f in case.facts if isinstance(f.body, Routed) and f.at_us is not None]
    return Work(
        journey=standing.journey,
        person=standing.person,
        account=standing.account,
        place=standing.place,
        team=_team(case),
        owner=standing.owner if case.place.role in (Role.STAGE, Role.WON) else None,
        since_us=standing.since_us,
        routed_us=max(routed, default=None),
        next_us=next_us,
        due_us=min(due, default=None),
        late_us=_late_us(case, clocks),
        expires_us=aging.due_us if aging else None,
        active_us=aging.started_us if aging else None,
        attempts=len(made),
        score=score.points if score else None,
        known=score.known if score else None,
        value=revenue(case) if case.place.role is Role.WON else standing.value,
        expected=expected_loss(case).value,
        currency=standing.currency,
        rank=rank(case, newest.recorded_us),
        seq=newest.seq,
    )


def _late_us(case: Case, clocks: Sequence[Run]) -> int | None:
    """When the first clock ran out in the stay that lasts, of those that were told or ended too late."""
    number = case.stint.number
    over = (run.due_us for run in clocks if run.stint == number and run.state is State.BREACHED)
    return min((due for due in over if due is not None), default=None)


def _team(case: Case) -> str:
    if case.place.role is Role.WON:
        return str(Owner.SUCCESS)
    if case.place.role is Role.STAGE:
        return str(case.place.owner or Owner.MARKETING)
    return str(Owner.MARKETING)


def _next_us(case: Case, made: Sequence[Known]) -> int | None:
    """Before when there is nothing to do; None if there never is."""
    match case.place.role:
        case Role.STAGE:
            return _next_attempt_us(case, made)
        case Role.NURTURE | Role.EXPIRED | Role.LOST:
            return recontact_us(case)
        case Role.WON:
            held = contract(case)
            if held is None:
                return None
            return 0 if held.upsell else NEVER_US if held.notice_us is None else held.notice_us
        case _:
            return None


def _next_attempt_us(case: Case, made: Sequence[Known]) -> int:
    dated = [fact.at_us for fact in made if fact.at_us is not None]
    if not dated:
        return 0
    wait = case.terms.policy.calls.wait_after(len(dated))
    return micros(wait.after(instant(dated[-1]), case.terms.zone))
