"""Moves -> stays, for many journeys at once: `ledger.fold.timeline` over NumPy arrays.

A test holds the two equal. Rows of one journey (later: of one unit) lie together, so almost everything is a
look at the row before or behind; only what is out of order is sorted again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from headrace.core.lazily import lazy
from headrace.core.units import SHORTEST_DAY_US

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Numbers = NDArray[np.int64]
    Days = NDArray[np.int32]
else:
    np = lazy("numpy")

NEVER = -(2**63)
"""Stands for an instant that nobody knows: it comes before all others."""
FOR_EVER = 2**63 - 1
"""Stands for an instant that comes after all others."""
NONE = -1
"""Stands for a row that there is not."""


@dataclass(frozen=True, slots=True)
class Places:
    """The places by their code: those of the funnel, in its order, then others that moves name."""

    names: list[str]
    roles: list[str]
    position: Numbers
    in_stage: Flags
    won: Flags
    side: Flags
    mandatory: Flags
    """A stage that cannot be skipped in earnest: whoever is seen behind it has passed it."""


@dataclass(frozen=True, slots=True)
class Moves:
    """One row per move, sorted by journey (numbered from 0), then by the rules of `ledger.fold`.

    `owning` and `valued` tell which moves name an owner and a value.
    """

    journey: Numbers
    inquired: Flags
    at: Numbers
    day: Days
    exact: Flags
    recorded: Numbers
    place: Numbers
    root: Numbers
    owning: Flags
    valued: Flags
    told: Numbers
    """When it happened, as far as it was told, or what it comes after: orders what is read at one time."""
    placed: Flags
    """Whether nobody knows when it happened, and it is read after another."""


@dataclass(frozen=True, slots=True)
class Worths:
    """What was told of a journey's worth beside its moves: one row per telling, journeys numbered as in `Moves`."""

    journey: Numbers
    at: Numbers
    root: Numbers


@dataclass(frozen=True, slots=True)
class Stays:
    """One row per stay, in the order of each journey, implied ones among them.

    `move` is the row of the move that brought it there, `next_` that of the next one's stay, `owner` that of the move
    that told the owner last when it began: rows of `Moves`, or `NONE`. `value` is what told last before it ended what
    the journey is worth, of a win only what was told with it or since: a row of `Moves`, behind them one of
    `Worths`, or `NONE`. `at`, `day` and `exact` tell when it was entered, `left` is the stay whose entry ended it.
    """

    journey: Numbers
    move: Numbers
    place: Numbers
    at: Numbers
    day: Days
    exact: Flags
    implied: Flags
    left: Numbers
    owner: Numbers
    value: Numbers
    placed: Flags
    """Whether nobody knows when it was entered, and it is read as if after the move before."""
    clamped_us: int
    """The last instant at which a move is read that did not happen then, as far as we know; `NEVER` if there is none."""


@dataclass(frozen=True, slots=True)
class Course:
    """What the stays of a unit tell of each other: rows of the same unit, or `NONE`.

    `nth` visit to the place and the next one (`again`); the first arrival in a later stage after the first
    visit here (`onward`); the stay before, implied ones apart (`before`), and behind (`until`); the unit's
    first stay (`began`), its first win (`won`) and its `last` stay; whether the unit was in the place just before
    this one earlier (`came`); the lowest position so far.
    """

    nth: Numbers
    again: Numbers
    onward: Numbers
    before: Numbers
    until: Numbers
    began: Numbers
    won: Numbers
    last: Numbers
    ordinal: Numbers
    came: Flags
    first_position: Numbers


# -- groups of rows that lie together --------------------------------------------------------------------


def begins(*groups: NDArray[Any]) -> Flags:
    """Which rows are the first of their group."""
    first = np.zeros(len(groups[0]), dtype=bool)
    first[:1] = True
    for group in groups:
        first[1:] |= group[1:] != group[:-1]
    return first


def bounds(*groups: NDArray[Any]) -> tuple[Numbers, Numbers]:
    """The first and the last row of each row's group."""
    first = begins(*groups)
    return _starts(first), _ends(first)


def _starts(first: Flags) -> Numbers:
    """The first row of each row's group."""
    return np.maximum.accumulate(np.where(first, np.arange(len(first)), 0))


def _ends(first: Flags) -> Numbers:
    """The last row of each row's group."""
    last = np.append(first[1:], True)[: len(first)]
    rows = np.where(last, np.arange(len(first)), len(first))
    return np.minimum.accumulate(rows[::-1])[::-1]


def _latest(flags: Flags, start: Numbers) -> Numbers:
    """The last flagged row up to each row, within its group."""
    latest = np.maximum.accumulate(np.where(flags, np.arange(len(flags)), NONE))
    return np.where(latest < start, NONE, latest)


def _before(latest: Numbers, start: Numbers) -> Numbers:
    """What `_latest` said one row earlier, within the group."""
    shifted = np.append(NONE, latest)[: len(latest)]
    return np.where(shifted < start, NONE, shifted)


def _ahead(flags: Flags, end: Numbers) -> Numbers:
    """The next flagged row behind each row, within its group."""
    behind = np.append(_coming(flags)[1:], len(flags))[: len(flags)]
    return np.where(behind > end, NONE, behind)


def _earliest(flags: Flags, start: Numbers, end: Numbers) -> Numbers:
    """The first flagged row of each row's group."""
    first = _coming(flags)[start]
    return np.where(first > end, NONE, first)


def _coming(flags: Flags) -> Numbers:
    """The next flagged row from each row on, of whatever group; as many as there are rows if none comes."""
    size = len(flags)
    return np.minimum.accumulate(np.where(flags, np.arange(size), size)[::-1])[::-1]


def first_of(groups: Numbers, count: int, flags: Flags, *order: NDArray[Any]) -> Numbers:
    """Of each group (0 to `count` - 1) the first flagged row: as they lie, or by `order`, its last key first."""
    rows = np.flatnonzero(flags)
    if order and (np.diff(groups[rows]) <= 0).any():
        rows = rows[np.lexsort((*(key[rows] for key in order), groups[rows]))]
    rows = rows[begins(groups[rows])]
    found = np.full(count, NONE)
    found[groups[rows]] = rows
    return found


# -- the order of a journey's moves ----------------------------------------------------------------------


def timelines(moves: Moves, worths: Worths, places: Places) -> Stays:
    """The stays of all journeys."""
    given = len(moves.journey)
    rows, moves, clamped_us = _in_order(moves, places)
    fresh = begins(moves.journey)
    owner = _latest(moves.owning, _starts(fresh))
    arrived = np.flatnonzero(begins(moves.journey, moves.place))
    told, beside = _worth(moves, arrived, worths, places)
    value = np.where(beside == NONE, _row(rows, told), given + beside)
    journey, place = moves.journey[arrived], moves.place[arrived]
    skipped, passed = _implied(journey, place, places)
    stay = np.insert(np.arange(len(arrived)), skipped, skipped)
    implied = np.insert(np.zeros(len(arrived), dtype=bool), skipped, True)
    # What is implied was passed on the way: its worth is that of the stay before.
    before = stay - implied
    row_of = np.flatnonzero(~implied)
    following = np.append(np.where(begins(journey)[1:], NONE, row_of[1:]), NONE)[: len(journey)]
    known = arrived[stay]
    return Stays(
        journey=journey[stay],
        move=rows[known],
        place=np.insert(place, skipped, passed),
        at=moves.at[known],
        day=moves.day[known],
        exact=moves.exact[known],
        implied=implied,
        left=np.where(implied, row_of[stay], following[stay]),
        owner=_row(rows, owner[arrived[before]]),
        value=value[before],
        placed=moves.placed[known] & ~implied,
        clamped_us=clamped_us,
    )


def _row(rows: Numbers, index: Numbers) -> Numbers:
    return np.where(index == NONE, NONE, rows[index])


def _worth(moves: Moves, arrived: Numbers, worths: Worths, places: Places) -> tuple[Numbers, Numbers]:
    """What told last, before each of the stays that these moves began ended, what its journey is worth.

    The row of a move, and that of a telling beside the moves where it came after it; `NONE` where there is none.
    """
    behind, won = np.append(arrived, len(moves.journey))[1:], places.won[moves.place[arrived]]
    told = _latest(moves.valued, _starts(begins(moves.journey)))[behind - 1]
    told = np.where(won & (told < arrived), NONE, told)
    if not len(worths.journey):
        return told, np.full(len(arrived), NONE)
    beside = _last_before(worths, moves, arrived, behind)
    since = np.where(won & (told == NONE), arrived, told)
    later = (beside != NONE) & ((since == NONE) | _is_later(worths, beside, moves, since))
    return told, np.where(later, beside, NONE)


def _is_later(worths: Worths, telling: Numbers, moves: Moves, row: Numbers) -> Flags:
    """Whether each of these tellings came after a move."""
    when, then = worths.at[telling], moves.at[row]
    later: Flags = (when > then) | ((when == then) & (worths.root[telling] > moves.root[row]))
    return later


def _last_before(worths: Worths, moves: Moves, arrived: Numbers, behind: Numbers) -> Numbers:
    """The last telling of each stay's journey before the stay ended."""
    journey, tellings = moves.journey[arrived], len(worths.journey)
    goes_on = np.append(journey[1:] == journey[:-1], False)
    end = np.where(goes_on, behind, 0)
    keys = (
        np.append(worths.root, moves.root[end]),
        np.append(worths.at, np.where(goes_on, moves.at[end], FOR_EVER)),
        np.append(worths.journey, journey),
    )
    order = np.lexsort(keys)
    latest = _latest(order < tellings, _starts(begins(keys[-1][order])))
    found = np.empty(len(order), dtype=np.int64)
    found[order] = _row(order, latest)
    return found[tellings:]


def _in_order(moves: Moves, places: Places) -> tuple[Numbers, Moves, int]:
    """The moves that count, as the three rules read them, and the rows that they were."""
    count = int(moves.journey[-1]) + 1 if len(moves.journey) else 0
    dated = moves.at != NEVER
    begin = first_of(moves.journey, count, moves.inquired & dated, moves.root, moves.at)
    when = np.where(begin == NONE, NEVER, moves.at[begin])[moves.journey]
    early = dated & (moves.at < np.where(moves.exact | (when == NEVER), when, when - SHORTEST_DAY_US + 1))
    begun = np.zeros(count, dtype=bool)
    begun[moves.journey[(early | ~dated) & (moves.recorded < when)]] = True
    begin = np.where(begun, NONE, begin)
    undated = first_of(moves.journey, count, moves.inquired & ~dated, moves.root)
    first = np.where(begin == NONE, undated, begin)
    rows = np.flatnonzero(~moves.inquired | (first[moves.journey] == np.arange(len(moves.journey))))
    read, clamped = _taken(moves, rows), (early & ~begun[moves.journey])[rows]
    inquiry = begin[read.journey[clamped]]
    read.at[clamped], read.day[clamped] = moves.at[inquiry], moves.day[inquiry]
    read.exact[clamped] = moves.exact[inquiry]
    order, read = _sorted(read, clamped, places)
    again, read, clamped_us = _read_after(read, places)
    return rows[order][again], read, max(clamped_us, int(moves.at[inquiry].max(initial=NEVER)))


def _read_after(moves: Moves, places: Places) -> tuple[Numbers, Moves, int]:
    """Moves of which only the day is known, or nothing, after those that lead up to them; the rows that they were."""
    before = _that_day(moves, places)
    days, then = before != NONE, before[before != NONE]
    moves.at[days], moves.told[days] = moves.at[then], moves.told[then]
    order, moves = _sorted(moves, days, places)
    before = _reached(moves, places)
    placed, then = before != NONE, before[before != NONE]
    moves.at[placed], moves.day[placed], moves.exact[placed] = moves.at[then], moves.day[then], moves.exact[then]
    moves.told[placed], moves.placed[placed] = moves.told[then], True
    clamped_us = int(moves.at[placed].max(initial=NEVER))
    again, moves = _sorted(moves, placed, places)
    return order[again], moves, clamped_us


def _sorted(moves: Moves, changed: Flags, places: Places) -> tuple[Numbers, Moves]:
    """The moves in order again, after some were given another time; the rows that they were."""
    order = np.arange(len(moves.journey))
    if not changed.any():
        return order, moves
    where = np.flatnonzero(np.isin(moves.journey, moves.journey[changed]))
    position = places.position[moves.place]
    keys = (moves.root, moves.placed, position, moves.told, ~moves.inquired, moves.at, moves.journey)
    order[where] = where[np.lexsort(tuple(key[where] for key in keys))]
    return order, _taken(moves, order)


def _that_day(moves: Moves, places: Places) -> Numbers:
    """Of each move, no inquiry, of which only the day is known, the last one of that day that leads up to it, or `NONE`."""
    timed = moves.exact & (moves.at != NEVER)
    whole, found = ~moves.exact & (moves.at != NEVER) & ~moves.inquired, np.full(len(timed), NONE)
    if not (timed.any() and whole.any()):
        return found
    fresh = begins(moves.journey)
    start, end = _starts(fresh), _ends(fresh)
    behind, limit = _ahead(timed, end), moves.at + SHORTEST_DAY_US
    days = np.flatnonzero(whole & (behind != NONE) & (moves.at[behind] < limit))
    until = days
    while (more := (until < end[days]) & (moves.at[np.minimum(until + 1, end[days])] < limit[days])).any():
        until = until + more
    for place in np.unique(moves.place[days]):
        here = moves.place[days] == place
        last = _latest(timed & _leads_up(moves.place, place, places), start)[until[here]]
        found[days[here]] = np.where((last != NONE) & (moves.at[last] > moves.at[days[here]]), last, NONE)
    return found


def _reached(moves: Moves, places: Places) -> Numbers:
    """Of each move, no inquiry, whose time is unknown the last dated one that leads up to it, or `NONE`."""
    dated, found = moves.at != NEVER, np.full(len(moves.journey), NONE)
    undated = ~dated & ~moves.inquired
    if undated.any():
        fresh = begins(moves.journey)
        start, end = _starts(fresh), _ends(fresh)
        for place in np.unique(moves.place[undated]):
            here = undated & (moves.place == place)
            found[here] = _latest(dated & _leads_up(moves.place, place, places), start)[end[here]]
    return found


def _leads_up(before: Numbers, place: int, places: Places) -> Flags:
    """Which places before lead up to this one."""
    leading = (places.position <= places.position[place]) & ~(places.won & places.side[place])
    flags: Flags = leading[before]
    return flags


def _taken(moves: Moves, rows: Numbers) -> Moves:
    return Moves(**{name: getattr(moves, name)[rows] for name in Moves.__slots__})


def _implied(journey: Numbers, place: Numbers, places: Places) -> tuple[Numbers, Numbers]:
    """The mandatory stages that were skipped, each once per journey: the stay before which it lies, and which."""
    position, in_stage = places.position[place], places.in_stage[place]
    onward = (
        np.flatnonzero(~begins(journey)[1:] & in_stage[1:] & in_stage[:-1] & (position[1:] > position[:-1] + 1)) + 1
    )
    gaps = position[onward] - position[onward - 1] - 1
    stay = np.repeat(onward, gaps)
    nth = np.arange(len(stay)) - np.repeat(np.cumsum(gaps) - gaps, gaps)
    passed = position[stay - 1] + 1 + nth
    wanted = places.mandatory[passed]
    stay, passed = stay[wanted], passed[wanted]
    fresh = _unseen(journey, place, stay, passed)
    return stay[fresh], passed[fresh]


def _unseen(journey: Numbers, place: Numbers, stay: Numbers, passed: Numbers) -> Flags:
    """Which implied stages their journey had not been in, nor passed, before."""
    involved = np.isin(journey, np.unique(journey[stay]))
    own = np.flatnonzero(involved)
    whose = np.append(journey[own], journey[stay])
    which = np.append(place[own], passed)
    order = np.lexsort((np.append(2 * own, 2 * stay - 1), which, whose))
    first = np.zeros(len(order), dtype=bool)
    first[order] = begins(whose[order], which[order])
    return first[len(own) :]


# -- the order of a person's stays -----------------------------------------------------------------------


def after_others(person: Numbers, journey: Numbers, at: Numbers, place: Numbers, places: Places) -> Numbers:
    """Of each stay of a beginning that has no date, the stay of the person's other passes that it is read after.

    The last dated one that leads up to where the pass began, and lies before the pass has a date of its own; or `NONE`.
    The stays of a person lie together, in their order: those without a date come first.
    """
    undated, found = at == NEVER, np.full(len(at), NONE)
    if undated.any():
        rows, count, fresh = np.arange(len(at)), int(journey.max()) + 1, begins(person)
        start, end = _starts(fresh), _ends(fresh)
        dated = first_of(journey, count, ~undated, rows)[journey]
        until = np.where(dated == NONE, end, dated - 1)
        began = place[first_of(journey, count, undated, rows)[journey]]
        for each in np.unique(began[undated]):
            here = undated & (began == each)
            found[here] = _latest(~undated & _leads_up(place, each, places), start)[until[here]]
    return found


# -- the course of a unit --------------------------------------------------------------------------------


def course(unit: Numbers, place: Numbers, implied: Flags, places: Places) -> Course:
    """What the stays of each unit, which lie together in its order, tell of each other."""
    fresh = begins(unit)
    start, end = _starts(fresh), _ends(fresh)
    rows = np.arange(len(unit))
    position, in_stage = places.position[place], places.in_stage[place]
    nth, again, first = _visits(unit, place, position, fresh)
    onward, came = np.full(len(unit), NONE), np.zeros(len(unit), dtype=bool)
    for each in np.unique(position):
        here = position == each
        onward[here] = _ahead(in_stage & (position > each), end)[here]
        came[here] = (_before(_latest(position == each - 1, start), start) != NONE)[here]
    depth = int(position.max(initial=0)) + 1
    reset = np.cumsum(fresh) * depth
    return Course(
        nth=nth,
        again=again,
        onward=onward[first],
        before=_before(_latest(~implied, start), start),
        until=np.where(rows == end, NONE, rows + 1),
        began=start,
        won=_earliest(places.won[place], start, end),
        last=end,
        ordinal=rows - start + 1,
        came=came[first],
        first_position=np.minimum.accumulate(position - reset) + reset,
    )


def _visits(unit: Numbers, place: Numbers, position: Numbers, fresh: Flags) -> tuple[Numbers, Numbers, Numbers]:
    """Which visit to its place each stay is, the row of the next visit, and of the first."""
    nth, again, first = np.ones(len(unit), dtype=np.int64), np.full(len(unit), NONE), np.arange(len(unit))
    back = np.zeros(len(unit), dtype=bool)
    back[1:] = ~fresh[1:] & (position[1:] <= position[:-1])
    if not back.any():
        return nth, again, first
    # Whoever only ever steps forward is nowhere twice.
    rows = np.flatnonzero(np.isin(unit, unit[back]))
    rows = rows[np.lexsort((rows, place[rows], unit[rows]))]
    new = begins(unit[rows], place[rows])
    start = _starts(new)
    nth[rows] = np.arange(len(rows)) - start + 1
    again[rows[:-1]] = np.where(new[1:], NONE, rows[1:])
    first[rows] = rows[start]
    return nth, again, first
