"""Entries -> where a journey has been (`timeline`) and where it stands (`standing`).

Facts are read in the order in which they happened. Three rules make that order total:

1. A journey begins with its first inquiry. Moves dated before it are read as happening at that
   inquiry, right after it, in their own order; the audit names them. Only if we knew of a move before
   the inquiry happened had the journey begun already: then the inquiry moves nothing.
2. Moves of the same instant (or day, where only the day is known) are taken in the funnel's order of
   places, then in the order in which we learnt them. A move of which only the day is known comes after
   those of that day, with a time, that lead up to it.
3. A move whose time is unknown is read right after the last dated one that leads up to it; where there is
   none, it comes first, and nobody knows when. Other facts without a time come first.

What leads up to a move is a move to the same or an earlier place of the funnel; but no win to a side place.

A second inquiry, and a move to the place where the journey already stands, move nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

from headrace.core.entries import Deal, Expired, Inquired, Joined, Known, Move, Opened, Routed, Valued, Won
from headrace.core.funnel import FATE_OF_ROLE, SIDE_ROLES, STAGE_ROLES, Fate, Funnel, Place, Role
from headrace.core.units import SHORTEST_DAY_US, Grain
from headrace.ledger.codec import kind_of

EXPIRY_KIND = "expired"
# Tuples, because every fact of a ledger is asked for them: `A | B` would be made anew each time.
TELLING = (Move, Deal)
VALUING = (Opened, Won, Valued)
OWNING = (Move, Routed)


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay of a journey in a place. `left_us` is None while it lasts.

    `via` is the kind of the fact that brought it here; `implied` marks a mandatory stage that the
    journey must have passed on its way to a later one.
    """

    place: str
    entered_us: int | None
    entered_grain: Grain
    via: str
    left_us: int | None = None
    left_grain: Grain | None = None
    next_place: str | None = None
    next_via: str | None = None
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a journey stands now: the row that queues and boards read."""

    journey: str
    person: str | None
    account: str | None
    place: str
    began_us: int | None
    since_us: int | None
    since_grain: Grain
    owner: str | None
    value: int | None
    currency: str | None


def begun_before(facts: Iterable[Known], inquiry: Known) -> bool:
    """Whether the journey had begun when its inquiry happened: we knew by then of a move before it."""
    when = inquiry.at_us or 0
    return any(
        isinstance(fact.body, Move) and fact.recorded_us < when and (fact.at_us is None or is_before(fact, when))
        for fact in facts
    )


def is_before(fact: Known, at_us: int) -> bool:
    """Whether a dated fact happened before an instant; of a whole day, before the day of that instant."""
    return fact.at_us is not None and fact.at_us + (SHORTEST_DAY_US if fact.grain is Grain.DAY else 1) <= at_us


def dated_inquiry(facts: Iterable[Known]) -> Known | None:
    """The earliest inquiry whose time is known."""
    dated = (fact for fact in facts if isinstance(fact.body, Inquired) and fact.at_us is not None)
    return min(dated, key=by_time, default=None)


def by_time(fact: Known) -> tuple[bool, int, int]:
    """What facts are sorted by: when they happened, those first of which nobody knows it, then when we learnt them."""
    return (fact.at_us is not None, fact.at_us or 0, fact.seq)


def arrivals(facts: Iterable[Known], funnel: Funnel) -> list[Known]:
    """The moves that brought a journey to another place than it stood in, in the order of the three rules."""
    return [next(stay) for _, stay in groupby(in_order(facts, funnel), key=target)]


def in_order(facts: Iterable[Known], funnel: Funnel) -> list[Known]:
    """The facts that place a journey in the order of the three rules, clamped by the first."""
    moves = [fact for fact in facts if isinstance(fact.body, Move)]
    if len(moves) < 2:
        return moves
    begin = dated_inquiry(moves)
    if begin is not None and begun_before(moves, begin):
        begin = None
    somewhen = (fact for fact in moves if isinstance(fact.body, Inquired) and fact.at_us is None)
    first = begin or min(somewhen, key=by_time, default=None)
    placing = [_clamped(fact, begin) for fact in moves if fact is first or not isinstance(fact.body, Inquired)]

    def key(read: _Read) -> tuple[Any, ...]:
        fact, place = read.fact, funnel.position(target(read.fact))
        return (fact.at_us is not None, fact.at_us or 0, fact is not first, read.told_us, place, read.undated, fact.seq)

    dated = sorted((read for read in placing if not read.undated), key=key)
    if any(read.fact.grain is Grain.DAY for read in dated):
        dated = sorted((_in_its_day(read, dated, funnel) for read in dated), key=key)
    if len(dated) < len(placing):
        undated = [_placed(read, dated, funnel) for read in placing if read.undated]
        dated = sorted([*undated, *dated], key=key)
    return [read.fact for read in dated]


@dataclass(frozen=True, slots=True)
class _Read:
    """A move with the time at which it is read. `told_us` orders what is read at one time, as far as it was told."""

    fact: Known
    told_us: int
    undated: bool = False


def target(move: Known) -> str:
    """The place where a move leads."""
    return move.body.to if isinstance(move.body, Move) else ""


def _clamped(fact: Known, begin: Known | None) -> _Read:
    """A move, not before the journey begins."""
    if fact.at_us is None:
        return _Read(fact, 0, undated=True)
    if begin is None or not is_before(fact, begin.at_us or 0):
        return _Read(fact, fact.at_us)
    return _Read(replace(fact, at_us=begin.at_us, grain=begin.grain), fact.at_us)


def _in_its_day(read: _Read, dated: Sequence[_Read], funnel: Funnel) -> _Read:
    """A move of which only the day is known, after what leads up to it on that day."""
    day = read.fact
    if day.grain is not Grain.DAY or isinstance(day.body, Inquired):
        return read
    start = day.at_us or 0
    timed = (each for each in dated if each.fact.grain is Grain.INSTANT)
    that_day = [each for each in timed if start < (each.fact.at_us or 0) < start + SHORTEST_DAY_US]
    last = _last_up_to(day, that_day, funnel)
    return _Read(replace(day, at_us=last.fact.at_us), last.told_us) if last else read


def _placed(read: _Read, dated: Sequence[_Read], funnel: Funnel) -> _Read:
    """A move whose time is unknown, after the last dated one that leads up to it."""
    if isinstance(read.fact.body, Inquired):
        return read
    last = _last_up_to(read.fact, dated, funnel)
    if last is None:
        return read
    return _Read(replace(read.fact, at_us=last.fact.at_us, grain=last.fact.grain), last.told_us, undated=True)


def _last_up_to(move: Known, dated: Sequence[_Read], funnel: Funnel) -> _Read | None:
    """The last of these, in their order, that leads up to a move."""
    place = funnel.place(target(move))
    return next((each for each in reversed(dated) if _leads_up(funnel.place(target(each.fact)), place, funnel)), None)


def _leads_up(before: Place, place: Place, funnel: Funnel) -> bool:
    if before.role is Role.WON and place.role in SIDE_ROLES:
        return False
    return funnel.position(before.name) <= funnel.position(place.name)


def timeline(facts: Sequence[Known], funnel: Funnel) -> list[Stay]:
    """The stays of one journey, in order, the last one open; implied ones marked.

    Args:
        facts: the known facts of one journey.
        funnel: whose order of places decides ties and what is implied.
    """
    moves = arrivals(facts, funnel)
    stays = [_stay(enter, leave) for enter, leave in pairwise([*moves, None]) if enter is not None]
    return _with_implied(stays, funnel)


def _stay(enter: Known, leave: Known | None) -> Stay:
    if leave is None:
        return Stay(target(enter), enter.at_us, enter.grain, kind_of(enter.body))
    return Stay(
        place=target(enter),
        entered_us=enter.at_us,
        entered_grain=enter.grain,
        via=kind_of(enter.body),
        left_us=leave.at_us,
        left_grain=leave.grain,
        next_place=target(leave),
        next_via=kind_of(leave.body),
    )


def _with_implied(stays: Sequence[Stay], funnel: Funnel) -> list[Stay]:
    """Each forward skip gets the mandatory stages it passed over, entered and left at that instant."""
    result: list[Stay] = []
    seen: set[str] = set()
    for before, stay in zip([None, *stays], stays, strict=False):
        if before is not None:
            result += [_implied(name, stay) for name in _skipped(before, stay, funnel) if name not in seen]
        seen.update(each.place for each in result)
        result.append(stay)
        seen.add(stay.place)
    return result


def _skipped(before: Stay, stay: Stay, funnel: Funnel) -> list[str]:
    start, end = funnel.place(before.place), funnel.place(stay.place)
    if start.role not in STAGE_ROLES or end.role not in STAGE_ROLES:
        return []
    between = funnel.stages[funnel.position(start.name) + 1 : funnel.position(end.name)]
    return [stage.name for stage in between if not stage.optional]


def _implied(name: str, stay: Stay) -> Stay:
    return Stay(
        place=name,
        entered_us=stay.entered_us,
        entered_grain=stay.entered_grain,
        via=stay.via,
        left_us=stay.entered_us,
        left_grain=stay.entered_grain,
        next_place=stay.place,
        next_via=stay.via,
        implied=True,
    )


def fate(stay: Stay, funnel: Funnel) -> Fate:
    """What became of a stay, judged by where it led next."""
    if stay.next_place is None:
        return Fate.STILL_HERE
    target = funnel.place(stay.next_place)
    if stay.next_via == EXPIRY_KIND:
        return Fate.EXPIRED
    if target.role in FATE_OF_ROLE:
        return FATE_OF_ROLE[target.role]
    forward = funnel.position(target.name) > funnel.position(stay.place)
    return Fate.MOVED_ON if forward or target.role is Role.WON else Fate.MOVED_BACK


def person_of(facts: Iterable[Known]) -> str | None:
    """The person whom a journey is about: the first that a move or deal named."""
    named = (fact for fact in facts if fact.person and isinstance(fact.body, TELLING))
    first = min(named, key=by_time, default=None)
    return first.person if first else None


def standing(facts: Sequence[Known], funnel: Funnel) -> Standing | None:
    """Where one journey stands after its known facts; None if nothing placed it yet."""
    return standing_of(sorted(facts, key=by_time), arrivals(facts, funnel))


def standing_of(facts: Sequence[Known], arrived: Sequence[Known]) -> Standing | None:
    """As `standing`, of facts in the order in which they happened, and the arrivals among them.

    The first move or deal that names a person tells whose it is, and so of the account, unless the journey
    was joined to one since. The last one that names an owner or a value holds.
    """
    if not arrived:
        return None
    person = account = joined = owner = value = currency = None
    for fact in facts:
        body = fact.body
        if isinstance(body, TELLING):
            person, account = person or fact.person, account or fact.account
            if isinstance(body, OWNING) and not isinstance(body, Expired) and body.owner is not None:
                owner = body.owner
            if isinstance(body, VALUING) and body.value is not None:
                value, currency = body.value, body.currency
        elif isinstance(body, Joined) and fact.account and body.by is not None:
            joined = fact.account
    return Standing(
        journey=arrived[-1].journey or "",
        person=person,
        account=joined or account,
        place=target(arrived[-1]),
        began_us=arrived[0].at_us,
        since_us=arrived[-1].at_us,
        since_grain=arrived[-1].grain,
        owner=owner,
        value=value,
        currency=currency,
    )
