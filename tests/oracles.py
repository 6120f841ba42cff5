"""Twenty plain lines of Python for each question: slow, without SQL or arrays, and easy to check by eye.

They start from `timeline(known(facts, as_of, known_at))` and the declared meanings alone. An oracle
gives its rows as the question does, and beside each row the leads of its figures: (unit, journey, person).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import groupby, pairwise
from math import sqrt
from typing import Any
from zoneinfo import ZoneInfo

from headrace.analytics.compare import Count, chance_better, more_to_separate
from headrace.analytics.compare import ranking as compared
from headrace.analytics.competing import aalen_johansen
from headrace.analytics.question import Ask
from headrace.core.entries import (
    Answered,
    Breached,
    Called,
    Expired,
    Inquired,
    Known,
    Met,
    Move,
    Opened,
    Paid,
    Recovered,
    Spent,
    Visited,
    Won,
)
from headrace.core.funnel import STAGE_ROLES, Funnel, Place, Role
from headrace.core.units import day_of, local_day, micros, start_of_day
from headrace.ledger.fold import Stay, fate, in_order, timeline
from headrace.ledger.known import known

Lead = tuple[str, str, str | None]
Leads = dict[str, list[Lead]]
Row = dict[str, Any]
Told = list[tuple[Row, Leads]]
Worth = tuple[int | None, str | None, str | None, str | None]

FIRSTS = ("channel", "campaign", "origin", "form", "account")
MINUTE = 60_000_000
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Visit:
    """One stay of a unit, with what reports split and sum by. `n` is its place in the unit's own order."""

    unit: str
    person: str | None
    journey: str
    stay: Stay
    place: Place
    position: int
    value: int | None
    owner: str | None
    reason: str | None
    segment: str | None = None
    kept: bool = True
    n: int = 0

    @property
    def lead(self) -> Lead:
        return (self.unit, self.journey, self.person)

    @property
    def in_stage(self) -> bool:
        return self.place.role in STAGE_ROLES


@dataclass(frozen=True)
class Asked:
    """A question's ask over some facts: everything that the oracles share."""

    facts: Sequence[Known]
    ask: Ask
    funnel: Funnel
    zone: ZoneInfo
    currency: str

    @cached_property
    def as_of(self) -> date:
        assert self.ask.as_of is not None
        return self.ask.as_of

    @cached_property
    def as_of_us(self) -> int:
        return start_of_day(self.as_of + DAY, self.zone)

    @cached_property
    def known_at_us(self) -> int | None:
        return None if self.ask.known_at is None else micros(self.ask.known_at)

    @cached_property
    def known(self) -> list[Known]:
        return known(self.facts, as_of_us=self.as_of_us, known_at_us=self.known_at_us)

    # -- who and when ---------------------------------------------------------------------------------

    @cached_property
    def people(self) -> dict[str, str]:
        """Whose each journey is: the first person that one of its moves names."""
        found: dict[str, str] = {}
        for fact in sorted(filter(_moves, self.known), key=self._happened):
            if fact.journey and fact.person:
                found.setdefault(fact.journey, fact.person)
        return found

    def _happened(self, fact: Known) -> tuple[Any, ...]:
        position = self.funnel.position(getattr(fact.body, "to", ""))
        return (*_undated_first(fact.at_us), not isinstance(fact.body, Inquired), position, fact.seq)

    @cached_property
    def units(self) -> dict[str, list[Visit]]:
        """The stays of each unit in its own order: those of its passes, as they happened."""
        found: dict[str, list[tuple[Any, Visit]]] = defaultdict(list)
        placed = sorted((f for f in self.known if f.journey), key=lambda fact: (fact.journey or "", fact.seq))
        for journey, theirs in groupby(placed, key=lambda fact: fact.journey or ""):
            facts = list(theirs)
            stays, known_then = timeline(facts, self.funnel), iter(self._worth(facts))
            worth: Worth = (None, None, None, None)
            for n, stay in enumerate(stays):
                worth = worth if stay.implied else next(known_then)
                visit = self._visit(journey, stay, worth)
                began = stays[0].entered_us
                found[visit.unit].append(
                    ((*_undated_first(stay.entered_us), *_undated_first(began), journey, n), visit)
                )
        return {unit: self._numbered([visit for _, visit in sorted(theirs, key=lambda each: each[0])])
                for unit, theirs in found.items()}  # fmt: skip

    def _worth(self, facts: list[Known]) -> Iterator[Worth]:
        """Value, currency and owner as known at the beginning of each stay that was not only implied, and why it began."""
        place, value, currency, owner = None, None, None, None
        for fact in in_order(facts, self.funnel):
            body = fact.body
            if isinstance(body, Opened | Won) and body.value is not None:
                value, currency = body.value, body.currency
            if not isinstance(body, Expired):
                owner = getattr(body, "owner", None) or owner
            if (to := getattr(body, "to", None)) != place:
                yield value, currency, owner, getattr(body, "reason", None)
            place = to

    def _visit(self, journey: str, stay: Stay, worth: Worth) -> Visit:
        person = self.people.get(journey)
        unit = (person or journey) if self.ask.unit == "person" else journey
        place = self.funnel.place(stay.place)
        value = worth[0] if worth[1] == self.currency else None
        return Visit(unit, person, journey, stay, place, self.funnel.position(place.name), value, *worth[2:])

    def _numbered(self, visits: list[Visit]) -> list[Visit]:
        """With their numbers and segments: a unit bears one value of each, but an owner is of the stay."""
        journeys = {visit.journey for visit in visits}
        names = {*self.ask.where, *([self.ask.by] if self.ask.by else [])} - {"owner"}
        values = {name: self._segment(journeys, visits[0].person, name) for name in names}

        def value(visit: Visit, name: str) -> str | None:
            return visit.owner if name == "owner" else values[name]

        return [
            replace(
                visit,
                n=n,
                segment=value(visit, self.ask.by) if self.ask.by else None,
                kept=all(value(visit, name) == wanted for name, wanted in self.ask.where.items()),
            )
            for n, visit in enumerate(visits)
        ]

    # -- what a unit is split by: what its passes say, else what is known of its person, else of its account ---

    def _segment(self, journeys: set[str], person: str | None, name: str) -> str | None:
        theirs = [fact for fact in self.known if fact.journey in journeys]
        if name == "opportunity_type":
            return next(reversed(_told(filter(_moves, theirs), name)), None)
        passes = {journey for journey, whose in self.people.items() if whose == person} | journeys
        everywhere = [fact for fact in self.known if fact.journey in passes]
        if name in FIRSTS:
            found = _told(filter(_moves, theirs), name) or _told(filter(_moves, everywhere), name)
            return next(iter(found), None)
        account = self._segment(journeys, person, "account")
        alone = [fact for fact in self.known if not fact.journey]
        scopes = (
            theirs,
            [fact for fact in alone if fact.person and fact.person == person],
            [fact for fact in alone if not fact.person and fact.account and fact.account == account],
        )
        return next((found[-1] for scope in scopes if (found := _described(scope, name))), None)

    # -- durations and periods ------------------------------------------------------------------------

    def day(self, at_us: int) -> int:
        return local_day(at_us, self.zone)

    def in_period(self, at_us: int | None) -> bool:
        if at_us is None:
            return False
        day = day_of(self.day(at_us))
        return (self.ask.first is None or day >= self.ask.first) and (self.ask.end is None or day < self.ask.end)

    def minutes(self, start: tuple[int, str], end: tuple[int, str]) -> int:
        if start[1] == end[1] == "instant":
            return (end[0] - start[0]) // MINUTE
        return (self.day(end[0]) - self.day(start[0])) * 1440

    def minutes_until_now(self, start: tuple[int, str]) -> int:
        if start[1] == "instant":
            return (self.as_of_us - start[0]) // MINUTE
        return (self.as_of - day_of(self.day(start[0]))).days * 1440

    def period(self, at_us: int) -> date | None:
        """The first day of the bucket, for calendar years and weeks that begin on Monday."""
        day = day_of(self.day(at_us))
        return {
            None: None,
            "week": day - timedelta(days=day.weekday()),
            "month": day.replace(day=1),
            "quarter": day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
            "year": day.replace(month=1, day=1),
        }[self.ask.bucket]

    # -- visits as questions want them ----------------------------------------------------------------

    def firsts(self, stages_only: bool = True) -> Iterator[tuple[Visit, list[Visit]]]:
        """Each unit's first visit to each place, with all that follows in its order."""
        for visits in self.units.values():
            seen: set[str] = set()
            for visit in visits:
                if visit.place.name not in seen and (visit.in_stage or not stages_only):
                    yield visit, visits[visit.n + 1 :]
                seen.add(visit.place.name)


def _moves(fact: Known) -> bool:
    return isinstance(fact.body, Move)


def _told(facts: Iterable[Known], name: str) -> list[str]:
    values = (getattr(fact.body, name, getattr(fact, name, None)) for fact in sorted(facts, key=_by_time))
    return [value for value in values if value is not None]


def _described(facts: Iterable[Known], name: str) -> list[str]:
    attributes = (getattr(fact.body, "attributes", None) or {} for fact in sorted(facts, key=_by_time))
    return [each[name] for each in attributes if name in each]


def _by_time(fact: Known) -> tuple[bool, int, int]:
    return (*_undated_first(fact.at_us), fact.seq)


def _undated_first(at_us: int | None) -> tuple[bool, int]:
    return (at_us is not None, at_us or 0)


def entered(visit: Visit) -> tuple[int, str]:
    assert visit.stay.entered_us is not None
    return visit.stay.entered_us, str(visit.stay.entered_grain)


def left(visit: Visit) -> tuple[int, str]:
    assert visit.stay.left_us is not None
    return visit.stay.left_us, str(visit.stay.left_grain)


def onward(first: Visit, after: Sequence[Visit]) -> Visit | None:
    return next((later for later in after if later.in_stage and later.position > first.position), None)


# -- rates and curves -------------------------------------------------------------------------------------


def rate(name: str, successes: int, n: int) -> Row:
    if not n:
        return {name: None, f"{name}_low": None, f"{name}_high": None}
    p, z = successes / n, 1.959963984540054
    centre, half = p + z * z / 2 / n, z * sqrt(p * (1 - p) / n + z * z / 4 / n / n)
    low, high = ((centre + sign * half) / (1 + z * z / n) for sign in (-1, 1))
    return {name: p, f"{name}_low": max(low, 0.0), f"{name}_high": min(high, 1.0)}


def survival(waits: Sequence[tuple[int, bool]]) -> Iterator[tuple[int, Fraction]]:
    """The share that still waits after each time at which somebody's wait ended in the event."""
    share = Fraction(1)
    for time in sorted({length for length, ended in waits if ended}):
        at_risk = sum(length >= time for length, _ in waits)
        share *= 1 - Fraction(sum(ended and length == time for length, ended in waits), at_risk)
        yield time, share


def counted_to(minutes: int) -> int:
    """A length in the steps in which waits are counted: minutes for two days, hours for ninety, then quarter days."""
    return minutes - minutes % next(step for days, step in ((2, 1), (90, 60), (10**9, 360)) if minutes < days * 1440)


def quantile_days(waits: Sequence[tuple[int, bool]], gone: Fraction) -> float | None:
    steps = [(counted_to(length), ended) for length, ended in waits]
    return next((time / 1440 for time, share in survival(steps) if share <= 1 - gone), None)


HALF, NINE_TENTHS = Fraction(1, 2), Fraction(9, 10)


# -- the questions ----------------------------------------------------------------------------------------


def _segments(visits: Iterable[Visit]) -> list[str | None]:
    return sorted({visit.segment for visit in visits}, key=lambda name: (name is None, name or "")) or [None]


def waterfall(asked: Asked) -> Told:
    figures: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    waits: dict[Any, list[tuple[int, bool]]] = defaultdict(list)
    values: dict[Any, list[int]] = defaultdict(list)
    for visits in asked.units.values():
        if not asked.in_period(visits[0].stay.entered_us):
            continue
        for place in asked.funnel.stages:
            there = [visit for visit in visits if visit.place.name == place.name]
            if not there:
                continue
            for visit in (each for each in there if each.kept):
                figures[visit.segment, place.name] = figures[visit.segment, place.name]
            first, last = there[0], there[-1]
            mine, before = figures[first.segment, place.name] if first.kept else {}, visits[: first.n]
            further = onward(first, visits[first.n + 1 :])
            what = "moved_on" if further else str(fate(last.stay, asked.funnel))
            if first.kept:
                flags = {
                    "entered": True,
                    "joined": first.n == 0 and first.position > 0,
                    "implied": first.stay.implied,
                    "came": any(each.position == first.position - 1 for each in before),
                    "of_the_first": first.position == 0 or any(each.position == 0 for each in before),
                    "moved_on": what == "moved_on",
                }
                for name in (name for name, flag in flags.items() if flag):
                    mine[name].append(first.lead)
                waits[first.segment, place.name].append(_wait(asked, first, further))
            if last.kept and not further:
                figures[last.segment, place.name][what].append(last.lead)
            if last.kept and last.value is not None:
                values[last.segment, place.name].append(last.value)
    return _waterfall_rows(asked, figures, waits, values)


def _wait(asked: Asked, first: Visit, further: Visit | None) -> tuple[int, bool]:
    if further is not None:
        return asked.minutes(entered(first), entered(further)), True
    if first.stay.left_us is not None:
        return asked.minutes(entered(first), left(first)), False
    return asked.minutes_until_now(entered(first)), False


def _waterfall_rows(
    asked: Asked,
    figures: Mapping[Any, Leads],
    waits: Mapping[Any, list[tuple[int, bool]]],
    values: Mapping[Any, list[int]],
) -> Told:
    told: Told = []
    rated = "owner" not in (asked.ask.by, *asked.ask.where)  # the stage before may have had another owner
    for segment in sorted({key[0] for key in figures}, key=lambda name: (name is None, name or "")) or [None]:
        start = len(figures.get((segment, asked.funnel.stages[0].name), {}).get("entered", []))
        previous = 0
        for n, stage in enumerate(asked.funnel.stages):
            leads = figures.get((segment, stage.name), {})
            counts = {name: len(leads.get(name, [])) for name in (
                "entered", "joined", "implied", "moved_on", "still_here", "moved_back", "nurtured", "left", "expired")}  # fmt: skip
            curve = waits.get((segment, stage.name), [])
            money = values.get((segment, stage.name))
            row = {
                "place": stage.name, "segment": segment, **counts,
                **rate("of_previous", len(leads.get("came", [])), previous if n and rated else 0),
                **rate("of_first", len(leads.get("of_the_first", [])), start if n and rated else 0),
                "median_days": None if stage.role is Role.WON else quantile_days(curve, HALF),
                "value": sum(money) if money else None,
            }  # fmt: skip
            previous = counts["entered"]
            told.append((row, {name: leads.get(name, []) for name in counts}))
    return told


def conversion(asked: Asked) -> Told:
    kind = asked.ask.options.get("kind") or "cohort"
    found = {"cohort": _cohort, "flow": _flow, "snapshot": _snapshot}[kind](asked)
    names = [stage.name for stage in asked.funnel.stages]
    frm, to = asked.ask.options.get("frm"), asked.ask.options.get("to")
    pairs = [(frm or names[0], to)] if to else [p for p in pairwise(names) if frm in (None, p[0])]
    told: Told = []
    for bucket in sorted({key[0] for key in found}, key=lambda day: (day is None, day or date.min)) or [None]:
        for segment in sorted({key[1] for key in found}, key=lambda name: (name is None, name or "")) or [None]:
            for start, end in pairs:
                leads = found.get((bucket, segment, start), {})
                arrived = len(found.get((bucket, segment, end), {}).get("entered", []))
                row = _rates(kind, (bucket, segment, start, end), leads, arrived)
                if bucket is None or row["entered"] or row["converted"]:
                    told.append((row, leads))
    return told


def _rates(kind: str, key: tuple[Any, ...], leads: Leads, arrived: int) -> Row:
    n = {name: len(leads.get(name, [])) for name in ("entered", "judged", "converted", "open")}
    named = dict(zip(("period", "segment", "frm", "to"), key, strict=True))
    if kind == "cohort":
        return {**named, **n, **rate("rate", n["converted"], n["judged"])}
    if kind == "flow":
        share = arrived / n["entered"] if n["entered"] else None
        counts = {"entered": n["entered"], "judged": n["entered"], "converted": arrived, "open": None}
        return {**named, **counts, "rate": share, "rate_low": None, "rate_high": None}
    counts = {"entered": n["entered"], "judged": None, "converted": arrived, "open": n["entered"]}
    return {**named, **counts, **rate("rate", 0, 0)}


def _cohort(asked: Asked) -> dict[Any, Leads]:
    found: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    frm, to, within = (asked.ask.options.get(name) for name in ("frm", "to", "within"))
    start = frm or asked.funnel.stages[0].name
    for first, after in asked.firsts():
        if not asked.in_period(first.stay.entered_us) or not first.kept or (to and first.place.name != start):
            continue
        goal = asked.funnel.position(to) if to else first.position + 1
        reached = next((later for later in after if later.in_stage and later.position >= goal), None)
        limit = None if within is None else within * 1440 * MINUTE
        old = limit is None or _passed(asked, entered(first)) >= limit
        flags = {
            "entered": True,
            "judged": old,
            "converted": old and reached is not None and (limit is None or _between(asked, first, reached) <= limit),
            "open": reached is None and first.stay.next_place is None,
        }
        key = (asked.period(entered(first)[0]), first.segment, first.place.name)
        for name in (name for name, flag in flags.items() if flag):
            found[key][name].append(first.lead)
    return found


def _passed(asked: Asked, start: tuple[int, str]) -> int:
    if start[1] == "instant":
        return asked.as_of_us - start[0]
    return asked.minutes_until_now(start) * MINUTE


def _between(asked: Asked, first: Visit, reached: Visit) -> int:
    start, end = entered(first), entered(reached)
    if start[1] == end[1] == "instant":
        return end[0] - start[0]
    return asked.minutes(start, end) * MINUTE


def _flow(asked: Asked) -> dict[Any, Leads]:
    found: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    for first, _ in asked.firsts():
        if asked.in_period(first.stay.entered_us) and first.kept:
            key = (asked.period(entered(first)[0]), first.segment, first.place.name)
            found[key]["entered"].append(first.lead)
    return found


def _snapshot(asked: Asked) -> dict[Any, Leads]:
    found: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    for visits in asked.units.values():
        if visits[-1].in_stage and visits[-1].kept:
            for name in ("entered", "open"):
                found[None, visits[-1].segment, visits[-1].place.name][name].append(visits[-1].lead)
    return found


def velocity(asked: Asked) -> Told:
    figures: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    moves: dict[Any, list[tuple[int, bool]]] = defaultdict(list)
    stays: dict[Any, list[tuple[int, bool]]] = defaultdict(list)
    counted = []
    for first, after in asked.firsts():
        if not asked.in_period(first.stay.entered_us) or first.stay.implied or not first.kept:
            continue
        key, further, gone = (first.segment, first.place.name), onward(first, after), first.stay.left_us is not None
        what = "moved_on" if further else "ended_otherwise" if gone else "still_waiting"
        for name in ("n", what):
            figures[key][name].append(first.lead)
        moves[key].append(_wait(asked, first, further))
        over = asked.minutes(entered(first), left(first)) if gone else asked.minutes_until_now(entered(first))
        stays[key].append((over, gone))
        counted.append(first)
    return [
        ({
            "place": stage.name, "segment": segment,
            **{name: len(figures[segment, stage.name][name]) for name in
               ("n", "moved_on", "still_waiting", "ended_otherwise")},
            "median_days": quantile_days(moves[segment, stage.name], HALF),
            "p90_days": quantile_days(moves[segment, stage.name], NINE_TENTHS),
            "dwell_median": quantile_days(stays[segment, stage.name], HALF),
            "dwell_p90": quantile_days(stays[segment, stage.name], NINE_TENTHS),
        }, figures[segment, stage.name])
        for segment in _segments(counted) for stage in asked.funnel.stages if stage.role is not Role.WON
    ]  # fmt: skip


def stages(asked: Asked) -> Told:
    newest = [visits[-1] for visits in asked.units.values() if visits[-1].kept]
    older = asked.ask.options.get("older_than")
    limit = 30 if older is None else older
    told: Told = []
    for segment in _segments(newest):
        for place in asked.funnel.places:
            here = [visit for visit in newest if (visit.segment, visit.place) == (segment, place)]
            dated = [visit for visit in here if visit.stay.entered_us is not None]
            old = [visit for visit in dated if _passed(asked, entered(visit)) > limit * 1440 * MINUTE]
            ages = sorted(counted_to(asked.minutes_until_now(entered(visit))) for visit in dated)
            values = [visit.value for visit in here if visit.value is not None]
            leads = {"here": here, "undated": [visit for visit in here if visit not in dated], "older": old}
            told.append(({
                "place": place.name, "segment": segment,
                **{name: len(theirs) for name, theirs in leads.items()},
                "median_age": ages[(len(ages) - 1) // 2] / 1440 if ages else None,
                "value": sum(values) if values else None,
            }, {name: [visit.lead for visit in theirs] for name, theirs in leads.items()}))  # fmt: skip
    return told


def moves(asked: Asked) -> Told:
    found: dict[Any, list[Lead]] = defaultdict(list)
    away: dict[Any, int] = defaultdict(int)
    for visits in asked.units.values():
        real = [visit for visit in visits if not visit.stay.implied]
        for before, visit in zip([None, *real], real, strict=False):
            if asked.in_period(visit.stay.entered_us) and visit.kept:
                frm = before.place.name if before else None
                found[visit.segment, frm, visit.place.name, _kind(before, visit)].append(visit.lead)
                away[visit.segment, frm] += 1
    order = {name: n for n, name in enumerate(asked.funnel.names())}

    def key(told: tuple[Any, ...]) -> tuple[Any, ...]:
        segment, frm, to, kind = told
        return (segment is None, segment or "", order.get(frm, -1), order[to], kind)

    return [
        ({"frm": frm, "to": to, "segment": segment, "kind": kind, "count": len(leads),
          **rate("share", len(leads), away[segment, frm])}, {"count": leads})
        for (segment, frm, to, kind), leads in sorted(found.items(), key=lambda each: key(each[0]))
    ]  # fmt: skip


def _kind(before: Visit | None, visit: Visit) -> str:
    """entry, expired, nurture, out, recycle, or by how far it leads: forward to the next stage, skip, back."""
    if before is None:
        return "entry"
    if visit.stay.via == "expired" or visit.place.role is Role.EXPIRED:
        return "expired"
    if visit.place.role is Role.NURTURE:
        return "nurture"
    if not visit.in_stage:
        return "out"
    if not before.in_stage:
        return "recycle"
    step = visit.position - before.position
    return "forward" if step == 1 else "skip" if step > 1 else "back"


def ranking(asked: Asked) -> Told:
    """The conversion's counts, ranked by the library: `test_compare` has the oracles of that."""
    split = replace(asked, ask=replace(asked.ask, by=asked.ask.by or "channel"))
    told: Told = []
    rows = conversion(split)
    for step in dict.fromkeys((row["frm"], row["to"]) for row, _ in rows):
        theirs = {row["segment"] or "–": (row, leads) for row, leads in rows if (row["frm"], row["to"]) == step}
        counts = {name: Count(row["converted"], row["judged"]) for name, (row, _) in theirs.items() if row["judged"]}
        best = max(counts, key=lambda name: (counts[name].rate, name), default="")
        for each in compared(counts):
            row, leads = theirs[each.name]
            first = each.name == best
            kept = {name: value for name, value in row.items() if name not in ("period", "entered", "open")}
            told.append(({
                **kept, "below": ", ".join(each.below), "undecided": ", ".join(each.undecided),
                "better": None if first else chance_better(counts[best], each.count),
                "needed": more_to_separate(each.count, counts[best]) if best in each.undecided else None,
            }, leads))  # fmt: skip
    return told


# -- what becomes of them: the ends of each stay, one by one -------------------------------------------------

ENDS = ("moved_on", "nurtured", "left", "expired", "moved_back")
END_OF_FATE = {
    "nurtured": "nurtured",
    "left": "left",
    "expired": "expired",
    "moved_on": "moved_back",
    "moved_back": "moved_back",
}
Ends = list[tuple[int, str, int, Lead]]
"""Of each lead: how long it waited, how that ended, its age, who it is."""


def _ends(asked: Asked) -> dict[Any, Ends]:
    found: dict[Any, Ends] = defaultdict(list)
    for first, after in asked.firsts():
        if not asked.in_period(first.stay.entered_us) or first.stay.implied or not first.kept:
            continue
        further, gone = onward(first, after), first.stay.left_us is not None
        end = "moved_on" if further else END_OF_FATE[str(fate(first.stay, asked.funnel))] if gone else "open"
        start = entered(first)
        until = asked.minutes(start, entered(further) if further else left(first)) if further or gone else None
        age = asked.minutes_until_now(start)
        key = (asked.period(start[0]), first.segment, first.place.name)
        found[key].append((counted_to(age if until is None else until), end, counted_to(age), first.lead))
    return found


def _by(theirs: Ends, end: str, age: float) -> Fraction:
    """The share that ended so by an age: at each time those still waiting just before, times those who then did."""
    share, waiting = Fraction(0), Fraction(1)
    for time in sorted({length for length, how, *_ in theirs if how != "open" and length <= age}):
        at_risk = sum(length >= time for length, *_ in theirs)
        share += waiting * Fraction(sum((length, how) == (time, end) for length, how, *_ in theirs), at_risk)
        waiting *= 1 - Fraction(sum(length == time and how != "open" for length, how, *_ in theirs), at_risk)
    return share if end != "open" else waiting


def _estimated(theirs: Ends, end: str, age: float) -> Row:
    """The share with its interval, which is the library's: `test_survival` has its oracle."""
    curves = aalen_johansen([(length, None if how == "open" else how, 1) for length, how, *_ in theirs], ENDS)
    if age > curves.waiting.until:
        return {"share": None, "share_low": None, "share_high": None}
    bounds = curves.waiting.interval(age) or (None, None) if end == "open" else curves.ends[end].by(age)[1:]
    return {"share": float(_by(theirs, end, age)), "share_low": bounds[0], "share_high": bounds[1]}


def _cohorts(asked: Asked) -> Iterator[tuple[Row, Ends]]:
    found, stages = _ends(asked), [stage.name for stage in asked.funnel.stages if stage.role is not Role.WON]

    def key(told: tuple[Any, ...]) -> tuple[Any, ...]:
        return (told[0] is None, told[0] or date.min, told[1] is None, told[1] or "", stages.index(told[2]))

    for period, segment, place in sorted((each for each in found if each[2] in stages), key=key):
        yield {"period": period, "segment": segment, "place": place}, found[period, segment, place]


def outcomes(asked: Asked) -> Told:
    return [
        ({**named, "outcome": end, "count": len(leads), "entered": len(theirs),
          **_estimated(theirs, end, max(length for length, *_ in theirs))}, {"count": leads})
        for named, theirs in _cohorts(asked) for end in (*ENDS, "open")
        for leads in [[lead for _, how, _, lead in theirs if how == end]]
    ]  # fmt: skip


def ages(asked: Asked) -> Told:
    return [
        ({**named, "age": age, "entered": len(theirs), **_estimated(theirs, "moved_on", age * 1440)}, {})
        for named, theirs in _cohorts(asked) for age in (1, 7, 14, 30, 60, 90, 180, 365)
    ]  # fmt: skip


def maturity(asked: Asked) -> Told:
    told: Told = []
    pools: dict[str, Ends] = defaultdict(list)
    for (_, _, place), theirs in _ends(asked).items():
        pools[place] += theirs
    for named, theirs in _cohorts(asked):
        pool = pools[named["place"]]
        horizon = max(length for length, *_ in pool)
        expected = len(theirs) * _by(pool, "moved_on", horizon)
        seen = sum((_by(pool, "moved_on", min(age, horizon)) for _, _, age, _ in theirs), Fraction(0))
        known_share = float(seen / expected) if expected else None
        told.append(({**named, "entered": len(theirs), "known": known_share}, {}))
    return told


def reasons(asked: Asked) -> Told:
    found: dict[Any, list[Visit]] = defaultdict(list)
    away: dict[Any, int] = defaultdict(int)
    for visits in asked.units.values():
        real = [visit for visit in visits if not visit.stay.implied]
        for before, visit in pairwise(real):
            out = not visit.in_stage or visit.stay.via == "expired"
            if asked.in_period(visit.stay.entered_us) and visit.kept and out and before.in_stage:
                found[visit.segment, before.place.name, visit.place.name, visit.reason].append(visit)
                away[visit.segment, before.place.name] += 1
    order = {name: n for n, name in enumerate(asked.funnel.names())}

    def key(told: tuple[Any, ...]) -> tuple[Any, ...]:
        segment, frm, to, why = told
        in_order = segment is None, segment or "", order[frm], order[to]
        return (*in_order, -len(found[told]), why is None, why or "")

    return [
        ({"frm": frm, "to": to, "segment": segment, "reason": why, "count": len(found[each]),
          "everyone": away[segment, frm], **rate("share", len(found[each]), away[segment, frm]),
          "value": _sum(visit.value for visit in found[each])}, {"count": [visit.lead for visit in found[each]]})
        for each in sorted(found, key=key) for segment, frm, to, why in [each]
    ]  # fmt: skip


def _sum(values: Iterable[int | None]) -> int | None:
    known_ones = [value for value in values if value is not None]
    return sum(known_ones) if known_ones else None


def handoff(asked: Asked) -> Told:
    found: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    for first, after in asked.firsts():
        if not asked.in_period(first.stay.entered_us) or not first.kept:
            continue
        now = [first, *after][-1]
        over = now.place.role not in (Role.STAGE, Role.WON)
        flags = {
            "entered": True,
            "won": now.place.role is Role.WON,
            "valued": now.place.role is Role.WON and now.value is not None,
            "reasoned": over and now.reason is not None,
            "unreasoned": over and now.reason is None,
            "open": now.place.role is Role.STAGE,
        }
        for name in (name for name, flag in flags.items() if flag):
            found[first.segment, first.place.name][name].append(first.lead)
    told: Told = []
    for segment in sorted({key[0] for key in found}, key=lambda name: (name is None, name or "")) or [None]:
        for stage in asked.funnel.stages:
            leads = found.get((segment, stage.name), {})
            n = {
                name: len(leads.get(name, []))
                for name in ("entered", "won", "valued", "reasoned", "unreasoned", "open")
            }
            told.append(({"place": stage.name, "segment": segment, **n,
                          **rate("closed", n["won"] + n["reasoned"], n["entered"]),
                          **rate("complete", n["valued"], n["won"])}, leads))  # fmt: skip
    return told


def values(asked: Asked) -> Told:
    entries: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    revenue: dict[Any, int] = defaultdict(int)
    for first, _ in asked.firsts():
        if asked.in_period(first.stay.entered_us) and first.kept:
            key = (asked.period(entered(first)[0]), first.segment, first.place.name)
            entries[key]["entered"].append(first.lead)
            won = next((visit for visit in asked.units[first.unit] if visit.place.role is Role.WON), None)
            if won is not None:
                entries[key]["won"].append(first.lead)
                revenue[key] += won.value or 0
    visits: dict[Any, int] = defaultdict(int)
    for fact in asked.known:
        if isinstance(fact.body, Visited) and asked.in_period(fact.at_us):
            told = _visited(asked, fact.body)
            if told is not None:
                visits[asked.period(fact.at_us or 0), told[0]] += fact.body.visits
    return _value_rows(asked, entries, revenue, visits)


def _visited(asked: Asked, body: Visited) -> tuple[str | None] | None:
    """The segment of visits; None if they are left out."""
    if any(getattr(body, name, None) != value for name, value in asked.ask.where.items()):
        return None
    return (getattr(body, asked.ask.by, None) if asked.ask.by else None,)


def _value_rows(asked: Asked, entries: dict[Any, Leads], revenue: dict[Any, int], visits: dict[Any, int]) -> Told:
    told: Told = []
    keys = [key[:2] for key in entries] + list(visits)
    for bucket in sorted({key[0] for key in keys}, key=lambda day: (day is None, day or date.min)) or [None]:
        for segment in sorted({key[1] for key in keys}, key=lambda name: (name is None, name or "")) or [None]:
            rows: Told = []
            for stage in asked.funnel.stages:
                leads, money = entries.get((bucket, segment, stage.name), {}), revenue[bucket, segment, stage.name]
                n, won = len(leads.get("entered", [])), len(leads.get("won", []))
                rows.append(({"place": stage.name, "entered": n, "won": won, **rate("rate", won, n),
                              **_worth_of(n, won, money)}, dict(leads)))  # fmt: skip
            if seen := visits.get((bucket, segment)):
                first = rows[0][0]
                rows.insert(0, ({"place": "visits", "entered": seen, "won": first["won"], **rate("rate", 0, 0),
                                 **_worth_of(seen, first["won"], first["revenue"])}, {}))  # fmt: skip
            told += [({"period": bucket, "segment": segment, **row}, leads) for row, leads in rows
                     if bucket is None or row["entered"]]  # fmt: skip
    return told


def _worth_of(entered_count: int, won: int, money: int) -> Row:
    return {"revenue": money, "per_win": money / won if won else None,
            "per_entry": money / entered_count if entered_count else None}  # fmt: skip


BUCKETS = ("won", "open", "nurtured", "lost", "disqualified", "expired", "never_followed", "late", "undecided")


def leakage(asked: Asked) -> Told:
    older = asked.ask.options.get("older_than")
    limit = (30 if older is None else older) * 1440 * MINUTE
    found: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    money: dict[Any, list[int]] = defaultdict(list)
    revenue, followed_up = 0, 0
    for first, after in asked.firsts():
        if first.position or not asked.in_period(first.stay.entered_us) or not first.kept:
            continue
        told = [fact for fact in asked.known if (fact.person or fact.journey) == first.unit]
        visits = asked.units[first.unit]
        won = next((visit for visit in visits if visit.place.role is Role.WON), None)
        followed = onward(first, after) is not None or any(isinstance(f.body, Called | Met | Answered) for f in told)
        old = _passed(asked, entered(first)) > limit
        bucket = _bucket_of(visits[-1], won, told, followed=followed, old=old)
        found[first.segment][bucket].append(first.lead)
        revenue, followed_up = revenue + ((won.value or 0) if won else 0), followed_up + followed
        for kind, name in ((Expired, "booked"), (Recovered, "recovered")):
            worth = [_euros(asked, fact.body) for fact in told if isinstance(fact.body, kind)]
            money[first.segment, bucket, name] += [value for value in worth if value is not None]
    each = revenue / followed_up if followed_up else None
    return _leak_rows(found, money, each)


def _euros(asked: Asked, body: Any) -> int | None:
    return body.value if body.currency == asked.currency else None


def _bucket_of(now: Visit, won: Visit | None, told: list[Known], *, followed: bool, old: bool) -> str:
    if won is not None:
        return "won"
    if now.place.role is Role.EXPIRED or now.stay.via == "expired":
        return "expired"
    if now.place.role is Role.OUT:
        return "disqualified"
    resting, waiting = now.place.role in (Role.NURTURE, Role.LOST), now.in_stage and now.position == 0 and old
    if not followed and (resting or waiting):
        return "never_followed"
    if resting and any(isinstance(fact.body, Breached) for fact in told):
        return "late"
    if resting:
        return "lost" if now.place.role is Role.LOST else "nurtured"
    return "undecided" if waiting else "open"


def _leak_rows(found: Mapping[Any, Leads], money: Mapping[Any, list[int]], each: float | None) -> Told:
    told: Told = []
    for segment in sorted(found, key=lambda name: (name is None, name or "")) or [None]:
        everyone = sum(map(len, found.get(segment, {}).values()))
        for bucket in BUCKETS:
            leads = found.get(segment, {}).get(bucket, [])
            booked, back = (_sum(money.get((segment, bucket, name), [])) for name in ("booked", "recovered"))
            guessed = each * len(leads) if bucket in BUCKETS[6:] and leads and each is not None else None
            lost = None if booked is None and guessed is None else (booked or 0) + (guessed or 0)
            told.append(({"outcome": bucket, "segment": segment, "count": len(leads), "inquiries": everyone,
                          **rate("share", len(leads), everyone), "lost": lost, "recovered": back}, {"count": leads}))  # fmt: skip
    return told


def retention(asked: Asked) -> Told:
    every = replace(asked.ask, bucket=asked.ask.bucket or "month")
    months = {"month": 1, "quarter": 3, "year": 12}[every.bucket or ""]
    asked = replace(asked, ask=every)
    paid: dict[Any, list[Known]] = defaultdict(list)
    for fact in asked.known:
        who = fact.person or fact.account or fact.journey
        if isinstance(fact.body, Paid) and fact.at_us is not None and who:
            paid[who].append(fact)
    visits = [visit for each in asked.units.values() for visit in each]
    cells: dict[Any, dict[Any, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for who, facts in paid.items():
        owners = [_segment_of_payer(asked, fact, visits) for fact in facts]
        kept = [fact for fact, (there, _) in zip(facts, owners, strict=True) if there]
        if not kept or not asked.in_period(min(fact.at_us or 0 for fact in kept)):
            continue
        cohort = min(asked.period(fact.at_us or 0) for fact in kept)
        told: dict[Any, list[Any]] = defaultdict(list)
        for fact, (there, segment) in zip(facts, owners, strict=True):
            if there:
                told[asked.period(fact.at_us or 0)].append((fact, segment))
        for period, theirs in told.items():
            segment = min((name for _, name in theirs if name), default=None)
            money = sum(_euros(asked, fact.body) or 0 for fact, _ in theirs)
            lead = (who, max((f.journey for f, _ in theirs if f.journey), default=None),
                    max((f.person for f, _ in theirs if f.person), default=None))  # fmt: skip
            cells[segment][cohort, period].append((money, lead))
    return [row for segment in sorted(cells, key=lambda name: (name is None, name or ""))
            for row in _triangle_rows(asked, segment, cells[segment], months)]  # fmt: skip


def _segment_of_payer(asked: Asked, fact: Known, visits: list[Visit]) -> tuple[bool, str | None]:
    """Whether a payment is asked for, and what it is split by: its own company, or else as its pass or person is."""
    name = fact.journey or fact.person
    theirs = [v for v in visits if name and name in (v.journey, v.person) and (v.kept or not asked.ask.where)]
    own = fact.account if asked.ask.by == "account" else min((v.segment for v in theirs if v.segment), default=None)
    return bool(theirs) or not asked.ask.where, own


def _triangle_rows(asked: Asked, segment: str | None, cells: Mapping[Any, list[Any]], months: int) -> Told:
    told, pooled = [], defaultdict(list)
    tomorrow = asked.as_of + DAY
    for cohort in sorted({cohort for cohort, _ in cells}):
        size, so_far = 0, 0
        for age in range(_months(cohort, tomorrow) // months):
            period = next((p for c, p in cells if c == cohort and _months(c, p) // months == age), None)
            theirs = cells.get((cohort, period), [])
            size, money = size if age else len(theirs), sum(amount for amount, _ in theirs)
            so_far += money
            pooled[age].append((len(theirs), size, money, so_far))
            told.append((_kept(segment, cohort, period, age, (len(theirs), size, money, so_far)),
                         {"active": [lead for _, lead in theirs]}))  # fmt: skip
    together = {age: tuple(map(sum, zip(*rows, strict=True))) for age, rows in pooled.items()}
    return told + [(_kept(segment, None, None, age, sums), {}) for age, sums in sorted(together.items())]


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month


def _kept(segment: str | None, cohort: date | None, period: date | None, age: int, sums: tuple[int, ...]) -> Row:
    active, size, money, so_far = sums
    return {"segment": segment, "cohort": cohort, "period": period, "age": age, "customers": size, "active": active,
            **rate("share", active, size), "revenue": money, "per_customer": so_far / size if size else None}  # fmt: skip


COUNTS_FROM = {"acquire": 0, "nurture": 1, "calls": 1, "sell": 2}  # inquiry, MQL, SAL


def costs(asked: Asked) -> Told:
    entries: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    for first, _ in asked.firsts():
        if asked.in_period(first.stay.entered_us) and first.kept:
            entries[asked.period(entered(first)[0]), first.segment][first.place.name].append(first.lead)
    spent: dict[Any, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for fact in asked.known:
        told = _spent(asked, fact)
        if told is not None and asked.in_period(fact.at_us):
            purpose, segment, *amounts = told
            spent[asked.period(fact.at_us or 0), segment][purpose].append(amounts)
    told_rows: Told = []
    keys = entries.keys() | spent.keys()
    for bucket in sorted({key[0] for key in keys}, key=lambda day: (day is None, day or date.min)) or [None]:
        for segment in sorted({key[1] for key in keys}, key=lambda name: (name is None, name or "")) or [None]:
            for n, stage in enumerate(asked.funnel.stages):
                leads = entries.get((bucket, segment), {}).get(stage.name, [])
                counted = [each for purpose, items in spent.get((bucket, segment), {}).items()
                           if COUNTS_FROM.get(purpose, 99) <= n for each in items]  # fmt: skip
                media = sum(money or 0 for money, _, _ in counted)
                unpaid = any(hours or minutes for money, hours, minutes in counted)  # nobody told what people are paid
                row = {
                    "period": bucket, "segment": segment, "place": stage.name, "entered": len(leads), "media": media,
                    "people": None if unpaid else 0.0, "cost": None if unpaid else media + 0.0,
                    "media_per_entry": media / len(leads) if leads else None,
                    "per_entry": media / len(leads) if leads and not unpaid else None,
                }  # fmt: skip
                if bucket is None or leads or row["cost"]:
                    told_rows.append((row, {"entered": leads}))
    return told_rows


def _spent(asked: Asked, fact: Known) -> tuple[Any, ...] | None:
    """Purpose, segment, money, hours and minutes of what went out; None for all other facts, and those left out."""
    if isinstance(fact.body, Spent):
        wanted = all(getattr(fact.body, name) == value for name, value in asked.ask.where.items())
        money = fact.body.value if fact.body.currency == asked.currency else None
        segment = getattr(fact.body, asked.ask.by) if asked.ask.by else None
        return (fact.body.purpose, segment, money, fact.body.hours if money is None else 0, 0) if wanted else None
    if not isinstance(fact.body, Called):
        return None
    visits = [visit for each in asked.units.values() for visit in each]
    name = fact.journey or fact.person
    of_lead = [v for v in visits if name and name in (v.journey, v.person) and (v.kept or not asked.ask.where)]
    if asked.ask.where and not of_lead:
        return None
    segment = min((v.segment for v in of_lead if v.segment), default=None)
    return ("calls", segment, None, 0, fact.body.minutes or 0)


ORACLES = {
    "retention": retention,
    "leakage": leakage,
    "ranking": ranking,
    "values": values,
    "outcomes": outcomes,
    "ages": ages,
    "maturity": maturity,
    "reasons": reasons,
    "handoff": handoff,
    "costs": costs,
    "waterfall": waterfall,
    "conversion": conversion,
    "velocity": velocity,
    "stages": stages,
    "moves": moves,
}
