"""What to do next, and what goes cold: the lists that people work from. Nothing is written here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from headrace.app.ports import Book, Wanted
from headrace.core.agreement import SHELF_LIFE
from headrace.core.errors import NotFound
from headrace.core.funnel import Role
from headrace.core.texts import _
from headrace.core.units import DAY_US, micros
from headrace.rules.case import Case, case_of
from headrace.rules.clocks import Run, State
from headrace.rules.customers import Contract, contract
from headrace.rules.moves import lead_stage
from headrace.rules.nurture import Hint, hint, may_send
from headrace.rules.rank import pressing, worth_now
from headrace.rules.terms import Terms
from headrace.rules.work import Work

RESTING = (Role.NURTURE, Role.EXPIRED, Role.LOST)


@dataclass(frozen=True, slots=True)
class Next:
    """A journey of a queue: its worth now in minor units, and how much the clock presses (1 not at all, 4 overdue)."""

    work: Work
    worth: float
    press: float

    @property
    def weight(self) -> float:
        """What the queue is sorted by: worth times press."""
        return self.worth * self.press


@dataclass(frozen=True, slots=True)
class Cold:
    """A lead that goes cold, and the days that it has left (negative: overdue)."""

    work: Work
    days_left: float


@dataclass(frozen=True, slots=True)
class Late:
    """A lead of which something was owed that did not come: the first clock that ran out, and when it was due."""

    work: Work
    clock: str
    due_us: int
    owed_by: str | None


@dataclass(frozen=True, slots=True)
class Care:
    """A customer whom somebody should talk to, and why: a renewal, a chance to sell more, or a long silence."""

    work: Work
    contract: Contract
    days_left: float | None


@dataclass(frozen=True, slots=True)
class Resting:
    """Somebody in the pool: when they are asked again, which content fits, whether they may get any."""

    work: Work
    reason: str | None
    hint: Hint | None
    may_send: bool


def pools(terms: Terms) -> tuple[str, ...]:
    """The places whose people are asked again some day."""
    return tuple(place.name for place in terms.funnel.places if place.role in RESTING)


def resting(terms: Terms, limit: int) -> Wanted:
    """Who rests in a pool with no other pass under way and is no customer, the next to be asked first."""
    going_on = tuple(stage.name for stage in terms.funnel.stages)
    return Wanted("next", limit, pools(terms), besides=going_on)


def to_ask(book: Book, terms: Terms, desk: str, now: datetime, limit: int) -> list[Next]:
    """Whom to ask next: inquiries that nobody or this desk has, and people in the pool whose time has come.

    Expected value times freshness times clock; who was tried is left out until the next attempt is due.
    """
    stages = terms.funnel.stages
    places = tuple(stage.name for stage in stages[: stages.index(lead_stage(terms.funnel))])
    found = _candidates(book, places, ("", desk), now, limit)
    found += book.wanted(replace(resting(terms, limit), ready_us=micros(now)))
    return _ordered(found, terms, now)[:limit]


def to_work(book: Book, terms: Terms, desk: str, now: datetime, limit: int) -> list[Next]:
    """What a desk has before it from the hand-over on, and what nobody of its team has taken yet."""
    open_ = [stage for stage in terms.funnel.stages if stage.role is Role.STAGE]
    places = tuple(stage.name for stage in open_[open_.index(lead_stage(terms.funnel)) :])
    return _ordered(_candidates(book, places, ("", desk), now, limit), terms, now)[:limit]


def late(book: Book, now: datetime, limit: int, owner: str | None = None) -> list[Late]:
    """What was owed and did not come: leads whose clock ran out in the stage where they still are, the oldest first."""
    now_us = micros(now)
    found = {work.journey: work for work in book.wanted(Wanted("late", limit, owner=owner))}
    found |= {w.journey: w for w in book.wanted(Wanted("due", limit, owner=owner)) if (w.due_us or 0) <= now_us}
    told = [_late(book, work, now_us) for work in found.values()]
    return sorted(told, key=lambda each: (each.due_us, each.work.journey))[:limit]


def cold(book: Book, now: datetime, limit: int, owner: str | None = None) -> list[Cold]:
    """What goes cold first: leads past their warning, with what is lost with them; of one owner, or all."""
    found = book.wanted(Wanted("expires", limit, owner=owner))
    return [_cold(work, now) for work in found if _warned(book, work, now)]


def to_keep(book: Book, terms: Terms, now: datetime, limit: int) -> list[Care]:
    """Customers whose renewal is to be brought up, and those who could buy more; the next end first."""
    found = book.wanted(Wanted("next", limit, (terms.funnel.won.name,), ready_us=micros(now)))
    cared = [care for work in found if (care := _care(book, terms, work, now)) is not None]
    return sorted(cared, key=lambda care: (care.days_left is None, care.days_left or 0.0, care.work.journey))


def pool(book: Book, terms: Terms, now: datetime, limit: int) -> list[Resting]:
    """Who rests in the pool, the next to be asked first."""
    found = book.wanted(resting(terms, limit))
    return [_resting(_case(book, terms, work), work, terms, now) for work in found]


def unvalued(book: Book, terms: Terms, limit: int) -> list[Work]:
    """The wins whose revenue nobody entered, by whose they are."""
    found = book.wanted(Wanted("next", limit, (terms.funnel.won.name,), unvalued=True))
    return sorted(found, key=lambda work: (work.owner or "", work.since_us or 0))


def _candidates(book: Book, places: tuple[str, ...], owners: Iterable[str], now: datetime, limit: int) -> list[Work]:
    """The likeliest of a queue: those of the highest rank, and those whose clocks run out first."""
    ready = micros(now)
    found = {}
    for owner in owners:
        for place in places:
            for order in ("rank", "due"):
                asked = Wanted(order, limit, (place,), owner, ready_us=ready)
                found.update({work.journey: work for work in book.wanted(asked)})
    return list(found.values())


def _ordered(found: Iterable[Work], terms: Terms, now: datetime) -> list[Next]:
    half_life, now_us = terms.policy.calls.half_life, micros(now)
    queue = [Next(w, worth_now(w.rank, now_us, half_life), pressing(w.due_us, now_us)) for w in found]
    return sorted(queue, key=lambda each: (-each.weight, each.work.journey))


def _late(book: Book, work: Work, now_us: int) -> Late:
    """The first clock that ran out in the stage where the lead still is."""
    over = [run for run in book.clocks(work.journey) if run.stage == work.place and _ran_out(run, now_us)]
    first = min(over, key=lambda run: run.due_us or 0)
    return Late(work, first.clock, first.due_us or 0, first.owed_by)


def _ran_out(run: Run, now_us: int) -> bool:
    overdue = run.state is State.RUNNING and run.due_us is not None and run.due_us <= now_us
    return run.clock != SHELF_LIFE and (overdue or run.state is State.BREACHED)


def _days(until_us: int, now: datetime) -> float:
    return (until_us - micros(now)) / DAY_US


def _cold(work: Work, now: datetime) -> Cold:
    return Cold(work, _days(work.expires_us or 0, now))


def _warned(book: Book, work: Work, now: datetime) -> bool:
    """Whether a lead is past its warning."""
    shelf = [run for run in book.clocks(work.journey) if run.clock == SHELF_LIFE and run.state is State.RUNNING]
    return any(run.warn_us is None or run.warn_us <= micros(now) for run in shelf)


def _case(book: Book, terms: Terms, work: Work) -> Case:
    case = case_of(book.journey(work.journey), terms)
    if case is None:
        raise NotFound(_("No fact of {lead!r} counts.", lead=work.journey))
    return case


def _care(book: Book, terms: Terms, work: Work, now: datetime) -> Care | None:
    held = contract(_case(book, terms, work))
    if held is None:
        return None
    return Care(work, held, None if held.until_us is None else _days(held.until_us, now))


def _resting(case: Case, work: Work, terms: Terms, now: datetime) -> Resting:
    entered = case.stint.entered
    return Resting(
        work,
        getattr(entered.body, "reason", None),
        hint(entered, terms.policy, micros(now)),
        may_send(case.facts, terms.policy),
    )
