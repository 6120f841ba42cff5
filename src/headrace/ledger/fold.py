"""Entries -> where a journey has been (`timeline`) and where it stands (`standing`).

Facts are read in the order in which they happened. Three rules make that order total:

1. A journey begins with its first inquiry. A move dated before it is read as happening at that
   inquiry, right after it; the audit names it. Only if we knew of the move before the inquiry
   happened had the journey begun already: then the inquiry moves nothing.
2. Facts of the same instant (or of the same day, where only the day is known) are taken in the
   funnel's order of places, then in the order in which we learnt them.
3. Facts whose time is unknown come first.

A second inquiry, and a move to the place where the journey already stands, move nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from headrace.core.entries import Body, Deal, Expired, Inquired, Joined, Known, Move, Opened, Routed, Valued, Won
from headrace.core.funnel import FATE_OF_ROLE, STAGE_ROLES, Fate, Funnel, Role
from headrace.core.units import Grain
from headrace.ledger.codec import kind_of

EXPIRY_KIND = "expired"
VALUING = (Opened, Won, Valued)


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


def _target(body: Body) -> str | None:
    return body.to if isinstance(body, Move) else None


def begun_before(facts: Iterable[Known], inquiry: Known) -> bool:
    """Whether the journey had begun when its inquiry happened: we knew by then of a move before it."""
    when = inquiry.at_us or 0
    return any(
        isinstance(fact.body, Move) and fact.at_us is not None and fact.at_us < when and fact.recorded_us < when
        for fact in facts
    )


def dated_inquiry(facts: Iterable[Known]) -> Known | None:
    """The earliest inquiry whose time is known."""
    dated = (fact for fact in facts if isinstance(fact.body, Inquired) and fact.at_us is not None)
    return min(dated, key=_by_time, default=None)


def _by_time(fact: Known) -> tuple[bool, int, int]:
    return (fact.at_us is not None, fact.at_us or 0, fact.seq)


def in_order(facts: Sequence[Known], funnel: Funnel) -> list[Known]:
    """The facts that place a journey in the order of the three rules, clamped by the first."""
    moves = [fact for fact in facts if isinstance(fact.body, Move)]
    begin = dated_inquiry(moves)
    if begin is not None and begun_before(moves, begin):
        moves = [fact for fact in moves if fact.at_us is None or not isinstance(fact.body, Inquired)]
        begin = None
    inquiries = (fact for fact in moves if isinstance(fact.body, Inquired))
    first = min(inquiries, key=_by_time, default=None)
    placing = (fact for fact in moves if fact is first or not isinstance(fact.body, Inquired))

    def key(fact: Known) -> tuple[bool, int, bool, int, int]:
        position = funnel.position(_target(fact.body) or "")
        return (fact.at_us is not None, fact.at_us or 0, fact is not first, position, fact.seq)

    return sorted((_clamped(fact, begin) for fact in placing), key=key)


def _clamped(fact: Known, begin: Known | None) -> Known:
    if begin is None or fact.at_us is None or fact.at_us >= (begin.at_us or 0):
        return fact
    return replace(fact, at_us=begin.at_us, grain=begin.grain)


def timeline(facts: Sequence[Known], funnel: Funnel) -> list[Stay]:
    """The stays of one journey, in order, the last one open; implied ones marked.

    Args:
        facts: the known facts of one journey.
        funnel: whose order of places decides ties and what is implied.
    """
    return stays_of(in_order(facts, funnel), funnel)


def stays_of(moves: Iterable[Known], funnel: Funnel) -> list[Stay]:
    """As `timeline`, of the placing facts in their order."""
    stays: list[Stay] = []
    for fact in moves:
        place, via = _target(fact.body) or "", kind_of(fact.body)
        if stays and stays[-1].place == place:
            continue
        if stays:
            stays[-1] = replace(stays[-1], left_us=fact.at_us, left_grain=fact.grain, next_place=place, next_via=via)
        stays.append(Stay(place, fact.at_us, fact.grain, via))
    return _with_implied(stays, funnel)


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


def _last(facts: Iterable[Known], attribute: str) -> Known | None:
    """The last fact that gives an attribute, by when it held, then by when we learnt it."""
    return max((f for f in facts if getattr(f.body, attribute, None) is not None), key=_by_time, default=None)


def _owning(fact: Known) -> bool:
    return isinstance(fact.body, Routed) or (_target(fact.body) is not None and not isinstance(fact.body, Expired))


def _account(facts: Sequence[Known], told: Sequence[Known]) -> str | None:
    """The account that the journey was last joined to, or else the first that a move or deal named."""
    joined = _last((fact for fact in facts if isinstance(fact.body, Joined) and fact.account), "by")
    return joined.account if joined else next((fact.account for fact in told if fact.account), None)


def person_of(facts: Sequence[Known]) -> str | None:
    """The person whom a journey is about: the first that a move or deal named."""
    return _first_person(_telling(facts))


def _telling(facts: Iterable[Known]) -> list[Known]:
    """The facts that tell whose a journey is, in the order in which they happened."""
    return sorted((fact for fact in facts if isinstance(fact.body, Move | Deal)), key=_by_time)


def _first_person(told: Iterable[Known]) -> str | None:
    return next((fact.person for fact in told if fact.person), None)


def standing(facts: Sequence[Known], funnel: Funnel) -> Standing | None:
    """Where one journey stands after its known facts; None if nothing placed it yet."""
    return standing_after(facts, in_order(facts, funnel), funnel)


def standing_after(facts: Sequence[Known], moves: Iterable[Known], funnel: Funnel) -> Standing | None:
    """As `standing`, where the placing facts are in their order already."""
    stays = stays_of(moves, funnel)
    if not stays:
        return None
    told = _telling(facts)
    owned = _last(filter(_owning, facts), "owner")
    valued = _last((fact for fact in facts if isinstance(fact.body, VALUING)), "value")
    return Standing(
        journey=told[0].journey or "",
        person=_first_person(told),
        account=_account(facts, told),
        place=stays[-1].place,
        began_us=stays[0].entered_us,
        since_us=stays[-1].entered_us,
        since_grain=stays[-1].entered_grain,
        owner=getattr(owned.body, "owner", None) if owned else None,
        value=getattr(valued.body, "value", None) if valued else None,
        currency=getattr(valued.body, "currency", None) if valued else None,
    )
