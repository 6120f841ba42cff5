"""What all oracles share: who is asked for, their stays in order, rates and curves."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from math import sqrt
from typing import Any
from zoneinfo import ZoneInfo

from headrace.analytics.question import Ask
from headrace.core.entries import (
    AboutPeople,
    Expired,
    Inquired,
    Joined,
    Known,
    Move,
    Opened,
    Paid,
    Valued,
    Won,
)
from headrace.core.funnel import STAGE_ROLES, Funnel, Place, Role
from headrace.core.units import day_of, local_day, micros, start_of_day
from headrace.ledger.fold import Stay, in_order, target, timeline
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
    """One stay of a unit, with what reports split and sum by.

    `n` is its place in the unit's own order, `told` the number of the fact that brought it there.
    """

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
    told: int = 0

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
        facts = known(self.facts, as_of_us=self.as_of_us, known_at_us=self.known_at_us)
        of = "group" if self.ask.unit == "group" else self.ask.options.get("of")
        whose = {"group": _groups, "account": _accounts}[of](facts) if of in ("group", "account") else {}
        return [replace(fact, person=whose.get(fact.person or fact.journey or "", fact.person)) for fact in facts]

    # -- who and when ---------------------------------------------------------------------------------

    @cached_property
    def people(self) -> dict[str, str]:
        """Whose each journey is: the first person that one of its moves names."""
        found: dict[str, str] = {}
        for fact in sorted(filter(_moves, self.known), key=self._happened):
            if fact.journey and fact.person:
                found.setdefault(fact.journey, fact.person)
        return found

    @cached_property
    def payments(self) -> dict[str, list[Known]]:
        """The dated payments of each customer: whoever paid or whose deal it is, else the account, else the pass."""
        found: dict[str, list[Known]] = defaultdict(list)
        for fact in self.known:
            payer = fact.person or self.people.get(fact.journey or "")
            customer = payer or fact.account or fact.journey
            if isinstance(fact.body, Paid) and fact.at_us is not None and customer:
                found[customer].append(replace(fact, person=payer))
        return found

    def refunds(self, fact: Known) -> bool:
        """Whether a payment gives money back."""
        body = fact.body
        return isinstance(body, Paid) and body.currency == self.currency and body.value < 0

    def since_first(self, facts: list[Known]) -> list[Known]:
        """The payments from the first day on with one that is no refund."""
        days = [self.day(fact.at_us or 0) for fact in facts if not self.refunds(fact)]
        return [fact for fact in facts if days and self.day(fact.at_us or 0) >= min(days)]

    def _happened(self, fact: Known) -> tuple[Any, ...]:
        position = self.funnel.position(getattr(fact.body, "to", ""))
        return (*_undated_first(fact.at_us), not isinstance(fact.body, Inquired), position, fact.seq)

    @cached_property
    def units(self) -> dict[str, list[Visit]]:
        """The stays of each unit in its own order, each with its number and segment."""
        units = self.passes if self.ask.unit == "pass" else self.lived
        return {unit: self._numbered(visits) for unit, visits in units.items()}

    @cached_property
    def passes(self) -> dict[str, list[Visit]]:
        """The stays of each pass."""
        found: dict[str, list[Visit]] = defaultdict(list)
        placed = sorted((f for f in self.known if f.journey), key=lambda fact: (fact.journey or "", fact.seq))
        for journey, theirs in groupby(placed, key=lambda fact: fact.journey or ""):
            facts = list(theirs)
            known_then, worth = iter(self._worth(facts)), (None, None, None, None)
            arriving = [next(moves).seq for _, moves in groupby(in_order(facts, self.funnel), key=target)]
            for stay in timeline(facts, self.funnel):
                told = arriving[0] if stay.implied else arriving.pop(0)
                worth = worth if stay.implied else next(known_then)
                found[journey].append(self._visit(journey, stay, worth, told))
        return found

    @cached_property
    def lived(self) -> dict[str, list[Visit]]:
        """The stays of each person: those of their passes, as they happened."""
        found: dict[str, list[tuple[Any, Visit]]] = defaultdict(list)
        for journey, visits in self.passes.items():
            began = _undated_first(visits[0].stay.entered_us)
            for n, visit in enumerate(visits):
                then = [each for each in visits if each.stay.entered_us == visit.stay.entered_us]
                of_instant = (then[0].position, then[-1].position, then[0].told)
                when = (*_undated_first(visit.stay.entered_us), *began, *of_instant, journey, n)
                found[visit.person or journey].append((when, visit))
        in_order = (sorted(theirs, key=lambda each: each[0]) for theirs in found.values())
        return {who: _after_others([visit for _, visit in theirs])
                for who, theirs in zip(found, in_order, strict=True)}  # fmt: skip

    def _worth(self, facts: list[Known]) -> Iterator[Worth]:
        """Of each stay that was not only implied value and currency when it ends, owner and reason when it begins."""
        stays = [list(moves) for _, moves in groupby(in_order(facts, self.funnel), key=target)]
        valued = sorted((fact for fact in facts if isinstance(fact.body, Valued)), key=_by_time)
        for n, (moves, leaving) in enumerate(zip(stays, [*(after[0] for after in stays[1:]), None], strict=True)):
            first, before = moves[0], [move for stay in stays[:n] for move in stay]
            worth = [move for move in (*before, *moves) if isinstance(move.body, Opened | Won)]
            beside = [fact for fact in valued if leaving is None or _by_time(fact) < _by_time(leaving)]
            if self.funnel.place(target(first)).role is Role.WON:  # what was signed for, not what was expected
                worth = [move for move in worth if move in moves]
                beside = [fact for fact in beside if _by_time(fact) > _by_time(first)]
            worth = [fact for fact in worth if getattr(fact.body, "value", None) is not None]
            last = max((*worth[-1:], *beside[-1:]), key=_by_time, default=first)
            owners = [move.body for move in (*before, first) if not isinstance(move.body, Expired)]
            owner = next((body.owner for body in reversed(owners) if getattr(body, "owner", None)), None)
            told = (
                (last.body.value, last.body.currency) if isinstance(last.body, Opened | Won | Valued) else (None, None)
            )
            yield *told, owner, getattr(first.body, "reason", None)

    def _visit(self, journey: str, stay: Stay, worth: Worth, told: int) -> Visit:
        person = self.people.get(journey)
        unit = (person or journey) if self.ask.unit != "pass" else journey
        place = self.funnel.place(stay.place)
        value = worth[0] if worth[1] == self.currency else None
        position = self.funnel.position(place.name)
        return Visit(unit, person, journey, stay, place, position, value, *worth[2:], told=told)

    def _numbered(self, visits: list[Visit]) -> list[Visit]:
        """With their numbers and segments: a unit bears one value of each, but an owner is of the stay."""
        journeys = {visit.journey for visit in visits}
        names = {*self.ask.where, *([self.ask.by] if self.ask.by else [])} - {"owner"}
        values = {name: self.segment_of(journeys, visits[0].person, name) for name in names}

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

    def segment_of(self, journeys: set[str], person: str | None, name: str) -> str | None:
        theirs = [fact for fact in self.known if fact.journey in journeys]
        if name == "opportunity_type":
            return next(reversed(_told(filter(_moves, theirs), name)), None)
        passes = {journey for journey, whose in self.people.items() if whose == person} | journeys
        everywhere = [fact for fact in self.known if fact.journey in passes]
        if name in FIRSTS:
            found = _told(filter(_moves, theirs), name) or _told(filter(_moves, everywhere), name)
            if name == "account":
                thread = person or min(journeys)
                about = [f for f in self.known if isinstance(f.body, AboutPeople) and (f.person or f.journey) == thread]
                found = [*_told(filter(_by_hand, about), name)[-1:], *found, *_told(about, name)]
            return next(iter(found), None)
        account = self.segment_of(journeys, person, "account")
        return _nearest(name, theirs, *self._before(journeys, passes), *self._beside(person, account))

    def told_of_stranger(self, paid: Known, name: str) -> str | None:
        """What was told of somebody in no stage: of the pass, else of the person, else of the company."""
        thread = paid.person or paid.journey
        about = [f for f in self.known if isinstance(f.body, AboutPeople) and (f.person or f.journey or "") == thread]
        accounts = [*_told(filter(_by_hand, about), "account")[-1:], *_told(about, "account"), paid.account]
        if name in (*FIRSTS, "owner", "opportunity_type"):
            return None
        theirs = [fact for fact in self.known if fact.journey and fact.journey == paid.journey]
        return _nearest(name, theirs, *self._beside(paid.person, accounts[0]))

    def _beside(self, person: str | None, account: str | None) -> tuple[list[Known], list[Known]]:
        """What was told of a person apart from any pass, and of a company."""
        alone = [fact for fact in self.known if not fact.journey]
        return (
            [fact for fact in alone if fact.person and fact.person == person],
            [fact for fact in alone if not fact.person and fact.account and fact.account == account],
        )

    def _before(self, journeys: set[str], passes: set[str]) -> Iterator[list[Known]]:
        """What was told in each pass that began before these, the nearest first."""
        order = list(dict.fromkeys(visit.journey for theirs in self.lived.values() for visit in theirs))
        theirs = sorted(passes, key=order.index)
        for each in reversed(theirs[: min(theirs.index(journey) for journey in journeys)]):
            yield [fact for fact in self.known if fact.journey == each]

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


def _after_others(visits: list[Visit]) -> list[Visit]:
    """A person's stays in order: a pass that begins without a date is read after the last that leads up to it."""
    placed = [((n, False, n), visit) for n, visit in enumerate(visits)]
    for journey in {visit.journey for visit in visits if visit.stay.entered_us is None}:
        theirs = [n for n, visit in enumerate(visits) if visit.journey == journey]
        undated = [n for n in theirs if visits[n].stay.entered_us is None]
        until = next((n for n in theirs if n not in undated), len(visits))
        leading = [
            n
            for n in range(until)
            if visits[n].stay.entered_us is not None and _leads_up(visits[n], visits[undated[0]])
        ]
        if leading:
            then = visits[leading[-1]].stay
            for n in undated:
                stay = replace(visits[n].stay, entered_us=then.entered_us, entered_grain=then.entered_grain)
                if n != undated[-1]:
                    stay = replace(stay, left_us=then.entered_us, left_grain=then.entered_grain)
                placed[n] = ((leading[-1], True, n), replace(visits[n], stay=stay))
    return [visit for _, visit in sorted(placed, key=lambda each: each[0])]


def _leads_up(before: Visit, visit: Visit) -> bool:
    on_the_side = visit.place.role not in STAGE_ROLES
    return before.position <= visit.position and not (before.place.role is Role.WON and on_the_side)


def _groups(facts: Sequence[Known]) -> dict[str, str]:
    """The group that each person joined last."""
    joined = sorted((fact for fact in facts if isinstance(fact.body, Joined) and fact.body.group), key=_by_time)
    return {fact.person or fact.journey or "": getattr(fact.body, "group", "") for fact in joined}


def _accounts(facts: Sequence[Known]) -> dict[str, str]:
    """The account that each person was joined to by hand last, or else was told of them first."""
    told = sorted((f for f in facts if f.account and isinstance(f.body, Move | AboutPeople)), key=_by_time)
    first = {fact.person or fact.journey or "": fact.account or "" for fact in reversed(told)}
    return first | {fact.person or fact.journey or "": fact.account or "" for fact in filter(_by_hand, told)}


def _by_hand(fact: Known) -> bool:
    return isinstance(fact.body, Joined) and fact.body.by is not None


def _moves(fact: Known) -> bool:
    return isinstance(fact.body, Move)


def _told(facts: Iterable[Known], name: str) -> list[str]:
    values = (getattr(fact.body, name, getattr(fact, name, None)) for fact in sorted(facts, key=_by_time))
    return [value for value in values if value is not None]


def _described(facts: Iterable[Known], name: str) -> list[str]:
    attributes = (getattr(fact.body, "attributes", None) or {} for fact in sorted(facts, key=_by_time))
    return [each[name] for each in attributes if name in each]


def _nearest(name: str, *scopes: Iterable[Known]) -> str | None:
    """The newest value of an attribute in the first scope that tells one."""
    return next((found[-1] for scope in scopes if (found := _described(scope, name))), None)


def _by_time(fact: Known) -> tuple[bool, int, int]:
    return (*_undated_first(fact.at_us), fact.seq)


def _undated_first(at_us: int | None) -> tuple[bool, int]:
    return (at_us is not None, at_us or 0)


def by_the_end(asked: "Asked", fact: Known, end: tuple[int, str]) -> bool:
    at_us = fact.at_us or 0
    return at_us <= end[0] or (end[1] != "instant" and asked.day(at_us) == asked.day(end[0]))


def entered(visit: Visit) -> tuple[int, str]:
    assert visit.stay.entered_us is not None
    return visit.stay.entered_us, str(visit.stay.entered_grain)


def left(visit: Visit) -> tuple[int, str]:
    assert visit.stay.left_us is not None
    return visit.stay.left_us, str(visit.stay.left_grain)


def onward(first: Visit, after: Sequence[Visit]) -> Visit | None:
    return next((later for later in after if later.in_stage and later.position > first.position), None)


def group_order(group: tuple[tuple[date | None, str | None], Any]) -> tuple[Any, ...]:
    """Where a group stands in an answer: by period, then by segment, the unknown last."""
    (period, segment), _ = group
    return (period is None, period or date.min, segment is None, segment or "")


# -- rates and curves -------------------------------------------------------------------------------------


def rate(name: str, successes: float, n: float) -> Row:
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


def passed(asked: Asked, start: tuple[int, str]) -> int:
    if start[1] == "instant":
        return asked.as_of_us - start[0]
    return asked.minutes_until_now(start) * MINUTE
