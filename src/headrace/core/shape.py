"""The shape of a waterfall: which moves are sensible, and what a definition must not look like.

Runs when a funnel document is read, before anything is published. It judges structure only; the
words of a document are its reader's concern.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from headrace.core.errors import did_you_mean
from headrace.core.funnel import SIDE_ROLES, Funnel, Place, Role

ENDS = (Role.WON, Role.OUT)
NEEDED = (Role.NURTURE, Role.LOST, Role.EXPIRED)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with the shape: at which place and key (empty: the whole), and what is allowed.

    `hint` is a closing sentence (did you mean), or nothing.
    """

    place: str
    key: str
    found: str
    allowed: str
    hint: str = ""


def with_moves(funnel: Funnel, open_places: Iterable[str]) -> Funnel:
    """The funnel with the sensible moves of those places whose author named none.

    A stage leads to every later stage, to the one before it (and past an optional one to the
    mandatory one), to the nurture pool and to every other side place. From the nurture pool, from
    lost and from expired a new pass may begin at any stage short of won. Nothing leads on from won
    or from disqualified.
    """
    chosen = set(open_places)

    def filled(place: Place) -> Place:
        return replace(place, moves=sensible_moves(funnel, place)) if place.name in chosen else place

    return replace(
        funnel,
        stages=tuple(map(filled, funnel.stages)),
        side_places=tuple(map(filled, funnel.side_places)),
    )


def sensible_moves(funnel: Funnel, place: Place) -> tuple[str, ...]:
    """Where one may go from a place, unless its author says otherwise."""
    if place.role in ENDS:
        return ()
    beside = [side.name for side in funnel.side_places if side is not place]
    if place.role in SIDE_ROLES:
        others = [side.name for side in funnel.side_places if side is not place and _may_follow(place, side)]
        return tuple([stage.name for stage in funnel.stages if stage.role is Role.STAGE] + others)
    at = funnel.stages.index(place)
    return tuple([stage.name for stage in funnel.stages[at + 1 :]] + _back(funnel.stages[:at]) + beside)


def _may_follow(place: Place, side: Place) -> bool:
    """An ended pass may still be nurtured or put out for good; a nurtured one may also be lost."""
    return side.role in (Role.NURTURE, Role.OUT) or place.role is Role.NURTURE


def _back(earlier: Sequence[Place]) -> list[str]:
    """The stage before, and further back past optional ones to the first mandatory one."""
    names: list[str] = []
    for stage in reversed(earlier):
        names.append(stage.name)
        if not stage.optional:
            break
    return names


def flaws(funnel: Funnel) -> list[Flaw]:
    """Everything that keeps the funnel from being a waterfall; empty if it is one."""
    return _ends_in_won(funnel) + _needs(funnel) + _unknown_moves(funnel) + _unreached(funnel) + _stuck(funnel)


def _ends_in_won(funnel: Funnel) -> list[Flaw]:
    won = [stage.name for stage in funnel.stages if stage.role is Role.WON]
    if not won:
        return [Flaw("", "stages", "no stage with the role won", "exactly one, the last")]
    late = [Flaw(name, "role", "a second stage with the role won", "exactly one, the last") for name in won[1:]]
    if funnel.stages[-1].name != won[0] and not late:
        late.append(Flaw(won[0], "role", "the role won before the last stage", "won as the last stage"))
    if len(funnel.stages) < 2:
        late.append(Flaw("", "stages", "no stage before won", "at least one"))
    return late


def _needs(funnel: Funnel) -> list[Flaw]:
    roles = [place.role for place in funnel.side_places]
    missing = [
        Flaw("", "side_places", f"no side place with the role {role}", f"at least one with the role {role}")
        for role in NEEDED
        if role not in roles
    ]
    if roles.count(Role.EXPIRED) > 1:
        found = "several side places with the role expired"
        missing.append(Flaw("", "side_places", found, "exactly one, where the clock puts what expires"))
    return missing


def _unknown_moves(funnel: Funnel) -> list[Flaw]:
    return [
        _unknown_move(place.name, target, [name for name in funnel.names() if name != place.name])
        for place in funnel.places
        for target in place.moves
        if target not in funnel.names() or target == place.name
    ]


def _unknown_move(place: str, target: str, others: Sequence[str]) -> Flaw:
    return Flaw(place, "moves", f"a move to {target!r}", ", ".join(others), did_you_mean(target, others))


def _unreached(funnel: Funnel) -> list[Flaw]:
    reached = _closure({place.name for place in funnel.stages if place.entrance}, funnel, forward=True)
    return [
        Flaw(place.name, "moves", "no way to get here", "an allowed move that leads here, or entrance: true")
        for place in funnel.places
        if place.name not in reached
    ]


def _stuck(funnel: Funnel) -> list[Flaw]:
    """Stages from which no path of moves leads to won."""
    won = {place.name for place in funnel.by_role(Role.WON)}
    leading = _closure(won, funnel, forward=False)
    return [
        Flaw(place.name, "moves", "no way from here to won", "moves that lead to won in the end")
        for place in funnel.by_role(Role.STAGE)
        if won and place.name not in leading
    ]


def _closure(start: set[str], funnel: Funnel, *, forward: bool) -> set[str]:
    """All places that moves connect with the start: reached from it, or (not forward) leading to it."""
    edges = [(place.name, target) for place in funnel.places for target in place.moves]
    if not forward:
        edges = [(target, source) for source, target in edges]
    found, fresh = set(start), set(start)
    while fresh:
        fresh = {target for source, target in edges if source in fresh} - found
        found |= fresh
    return found
