"""Which pass of a person a fact belongs to.

A pass is closed once it stands in a side place (nurture, out, lost, expired) or is won. Whoever then
enters a stage again starts a new pass, linked to the old ones by the person.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from headrace.core.funnel import SIDE_ROLES, Funnel, Role

CLOSING_ROLES = (*SIDE_ROLES, Role.WON)


class Pass(NamedTuple):
    """A pass as it stands: when it began, where it is, since when. Times are UTC microseconds."""

    journey: str
    began_us: int | None
    place: str
    since_us: int | None


def closes(place: str, funnel: Funnel) -> bool:
    """Whether a pass that stands there is over."""
    return place in funnel.names() and funnel.place(place).role in CLOSING_ROLES


def in_order(passes: Iterable[Pass]) -> list[Pass]:
    """A person's passes by when they began; those of which nobody knows it come first."""
    return sorted(passes, key=lambda each: (each.began_us is not None, each.began_us or 0, each.journey))


def pass_for(passes: Sequence[Pass], place: str, at_us: int | None, funnel: Funnel) -> int:
    """The index, from 0, of the pass that a move to `place` belongs to; `len(passes)` for a new one.

    Args:
        passes: the person's passes so far, `in_order`.
        place: where the move leads.
        at_us: when it happened; None if nobody knows, which makes it part of the first pass.
        funnel: whose roles say what closes a pass.
    """
    if not passes:
        return 0
    if at_us is None:
        return 0
    if _reopens(passes[-1], place, at_us, funnel):
        return len(passes)
    begun = [n for n, each in enumerate(passes) if each.began_us is None or each.began_us <= at_us]
    return begun[-1] if begun else 0


def _reopens(newest: Pass, place: str, at_us: int, funnel: Funnel) -> bool:
    over = closes(newest.place, funnel) and newest.since_us is not None and newest.since_us < at_us
    return over and not closes(place, funnel)


def moved(each: Pass, place: str, at_us: int | None) -> Pass:
    """The pass after a move to `place`; a move dated before its last one changes only its beginning."""
    began = each.began_us if at_us is None else min(at_us, at_us if each.began_us is None else each.began_us)
    if at_us is None or (each.since_us is not None and at_us < each.since_us):
        return each._replace(began_us=began)
    return each._replace(began_us=began, place=place, since_us=at_us)
