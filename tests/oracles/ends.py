"""The oracles of competing ends: each stay with how it ended and after how long, one by one."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import inf
from typing import Any

from headrace.analytics.competing import incidence
from headrace.analytics.risk import sets_of
from headrace.analytics.steps import step_of
from headrace.core.funnel import Role
from headrace.ledger.fold import fate
from oracles.asked import (
    Asked,
    Lead,
    Row,
    Told,
    Visit,
    counted_to,
    entered,
    left,
    onward,
)
from oracles.late import Late, at_risk, seen_after, stretch, watched

ENDS = ("moved_on", "nurtured", "left", "expired", "moved_back")
END_OF_FATE = {
    "nurtured": "nurtured",
    "left": "left",
    "expired": "expired",
    "moved_on": "moved_back",
    "moved_back": "moved_back",
}
Moment = tuple[int, str]
EndOf = Callable[[Asked, Visit, Sequence[Visit]], tuple[str, Moment | None]]
Ends = list[tuple[int, str, int, Lead, int]]
"""Of each lead: how long it waited, how that ended, its age, who it is, after which age it was watched."""


def _ends(asked: Asked, *, implied: bool = False, end_of: EndOf | None = None) -> dict[Any, Ends]:
    found: dict[Any, Ends] = defaultdict(list)
    for first, after in asked.firsts():
        if not asked.in_period(first.stay.entered_us) or (first.stay.implied and not implied) or not first.kept:
            continue
        end, moment = (end_of or _next)(asked, first, after)
        start = entered(first)
        age = asked.minutes_until_now(start)
        key, seen = (asked.period(start[0]), first.segment, first.place.name), seen_after(asked, start)
        length = counted_to(age if moment is None else asked.minutes(start, moment))
        if watched(seen, length):
            found[key].append((length, end, counted_to(age), first.lead, seen))
    return found


def _next(asked: Asked, first: Visit, after: Sequence[Visit]) -> tuple[str, Moment | None]:
    """Where the stay led, and when."""
    if further := onward(first, after):
        return "moved_on", entered(further)
    gone = first.stay.left_us is not None
    return (END_OF_FATE[str(fate(first.stay, asked.funnel))], left(first)) if gone else ("open", None)


def _last(asked: Asked, first: Visit, after: Sequence[Visit]) -> tuple[str, Moment | None]:
    """Whether the unit moved on, or where it is now; who is in nurture or moved back waits on."""
    if further := onward(first, after):
        return "moved_on", entered(further)
    now = [first, *after][-1]
    if now.stay.via == "expired" or now.place.role is Role.EXPIRED:
        return "expired", entered(now)
    return ("left", entered(now)) if now.place.role in (Role.OUT, Role.LOST) else ("open", None)


def _by(theirs: Ends, end: str, age: float) -> Fraction:
    """The share that ended so by an age: at each time those still waiting just before, times those who then did."""
    share, waiting, waits = Fraction(0), Fraction(1), _late(theirs)
    since, until = stretch(waits)
    for time in sorted({length for length, how, *_ in theirs if how != "open" and since < length <= min(age, until)}):
        n = at_risk(waits, time)
        share += waiting * Fraction(sum((length, how) == (time, end) for length, how, *_ in theirs), n)
        waiting *= 1 - Fraction(sum(length == time and how != "open" for length, how, *_ in theirs), n)
    return share if end != "open" else waiting


def _late(theirs: Ends) -> list[Late]:
    return [(seen, length, how != "open") for length, how, _, _, seen in theirs]


def _estimated(theirs: Ends, end: str, age: float) -> Row:
    """The share with its interval, which is the library's: `test_survival` has its oracle."""
    waits = [(seen, length, None if how == "open" else how, 1) for length, how, _, _, seen in theirs]
    curves, (since, _) = incidence(sets_of(waits), ENDS), stretch(_late(theirs))
    if not max(since, 0) <= age <= curves.waiting.until or age == inf:
        return {"share": None, "share_low": None, "share_high": None}
    bounds = curves.waiting.interval(age) or (None, None) if end == "open" else curves.ends[end].by(age)[1:]
    return {"share": float(_by(theirs, end, age)), "share_low": bounds[0], "share_high": bounds[1]}


def _cohorts(asked: Asked, found: dict[Any, Ends]) -> Iterator[tuple[Row, Ends]]:
    stages = [stage.name for stage in asked.funnel.stages if stage.role is not Role.WON]

    def key(told: tuple[Any, ...]) -> tuple[Any, ...]:
        return (told[0] is None, told[0] or date.min, told[1] is None, told[1] or "", stages.index(told[2]))

    for period, segment, place in sorted((each for each in found if each[2] in stages), key=key):
        yield {"period": period, "segment": segment, "place": place}, found[period, segment, place]


def outcomes(asked: Asked) -> Told:
    return [
        ({**named, "outcome": end, "count": len(leads), "entered": len(theirs),
          **_estimated(theirs, end, _longest(theirs))}, {"count": leads})
        for named, theirs in _cohorts(asked, _ends(asked)) for end in (*ENDS, "open")
        for leads in [[lead for _, how, _, lead, _ in theirs if how == end]]
    ]  # fmt: skip


def _longest(theirs: Ends) -> float:
    """The longest time that anybody was watched to; beyond all times if nobody was."""
    since, until = stretch(_late(theirs))
    return max((length for length, *_ in theirs if since < length <= until), default=inf)


def ages(asked: Asked) -> Told:
    return [
        ({**named, "age": age, "entered": len(theirs), **_estimated(theirs, "moved_on", age * 1440)}, {})
        for named, theirs in _cohorts(asked, _ends(asked)) for age in (1, 7, 14, 30, 60, 90, 180, 365)
    ]  # fmt: skip


def maturity(asked: Asked) -> Told:
    told: Told = []
    pools: dict[str, Ends] = defaultdict(list)
    for (_, _, place), theirs in _ends(replace(asked, ask=replace(asked.ask, first=None, end=None))).items():
        pools[place] += theirs
    for named, theirs in _cohorts(asked, _ends(asked)):
        pool = pools[named["place"]]
        horizon = _longest(pool)
        expected = len(theirs) * _by(pool, "moved_on", horizon)
        seen = sum((_by(pool, "moved_on", min(age, horizon)) for _, _, age, *_ in theirs), Fraction(0))
        known_share = float(seen / expected) if expected else None
        told.append(({**named, "entered": len(theirs), "known": known_share}, {}))
    return told


def steps(asked: Asked) -> Told:
    told: Told = []
    for named, theirs in _cohorts(asked, _ends(asked, implied=True, end_of=_last)):
        known = step_of([(seen, length, None if how == "open" else how, 1) for length, how, *_, seen in theirs])
        since, until = stretch(_late(theirs))
        times = sorted({length for length, how, *_ in theirs if how == "moved_on" and since < length <= until})
        share = _by(theirs, "moved_on", times[-1]) if times else Fraction(0)
        soon = [
            next((time / 1440 for time in times if _by(theirs, "moved_on", time) >= part * share), None)
            for part in (Fraction(1, 2), Fraction(9, 10))
        ]
        whom = {
            "entered": [lead for *_, lead, _ in theirs],
            "moved_on": [lead for _, how, _, lead, _ in theirs if how == "moved_on"],
            "open": [lead for _, how, _, lead, _ in theirs if how == "open"],
        }
        counts = {name: len(leads) for name, leads in whom.items()}
        told.append(({**named, **counts, "rate": float(share), "rate_low": known.low, "rate_high": known.high,
                      "worth": known.worth, "median": soon[0], "ninety": soon[1]}, whom))  # fmt: skip
    return told
