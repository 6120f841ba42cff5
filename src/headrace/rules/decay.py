"""Shelf life: what goes cold when nobody works it, and what is lost then.

A stage's shelf life counts from the last two-way activity, or from entering the stage. What an import
tells starts to age when we learn it: nobody is blamed for what was there before. The loss of a sign of
life (interest, urgency, willingness to talk) ends the shelf life at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor

from headrace.core.agreement import SHELF_LIFE, Counting, ShelfLife
from headrace.core.calendar import due_us
from headrace.core.criteria import Value, holds
from headrace.core.durations import Duration
from headrace.core.entries import Expired, Signalled
from headrace.core.errors import UnknownName
from headrace.core.funnel import Role
from headrace.rules.case import Case, is_two_way
from headrace.rules.clocks import pauses_of, warned

SIGNS = ("interest", "urgency", "willingness")
EXPIRIES: Mapping[str | None, str] = {None: SHELF_LIFE, **{sign: f"{sign}_lost" for sign in SIGNS}}
"""The reason of an expiry, by the sign of life that was lost; None: the time ran out."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """How a journey ages in its stage: since when nobody worked it, when we warn, when it expires.

    Times are UTC microseconds; None while its clocks stand still for a time that nobody knows. `sign`
    is the sign of life whose loss ends it early.
    """

    active_us: int
    warn_us: int | None
    expires_us: int | None
    warned: bool
    sign: str | None = None

    @property
    def next_us(self) -> int | None:
        """When it wants attention next."""
        return self.expires_us if self.warned or self.warn_us is None else self.warn_us


def shelf(case: Case) -> Shelf | None:
    """How a journey ages where it stands; None where nothing expires."""
    stint = case.stint
    policy = case.terms.policy_of(stint.entered.policy_version)
    life = policy.shelf_life(stint.place)
    active = None if life is None else active_us(case)
    if life is None or active is None:
        return None
    sign, lost_us = _lost_sign(case)
    if sign is not None:
        return Shelf(active, None, lost_us, warned=True, sign=sign)
    limit = limit_for(life, case.told() if life.segments else {})
    calendar, pauses = case.terms.calendars(policy, None), pauses_of(case.facts)
    expires = due_us(active, limit, Counting.WALL, calendar, pauses)
    if expires is None:
        return Shelf(active, None, None, warned=False)
    warn = due_us(active, limit, Counting.WALL, calendar, pauses, share=life.warning)
    return Shelf(active, warn, expires, warned=warned(stint.facts, SHELF_LIFE, expires))


def limit_for(life: ShelfLife, told: Mapping[str, Value | None]) -> Duration:
    """The limit of a lead: that of the first segment to which it belongs, or the general one."""
    return next((segment.limit for segment in life.segments if holds(segment.when, told)), life.limit)


def active_us(case: Case) -> int | None:
    """When the journey was last worked in its stage: the last two-way activity, or entering it; None if unknown."""
    stint = case.stint
    counting = [stint.entered, *(fact for fact in stint.facts if is_two_way(fact))]
    times = [max(fact.at_us, fact.recorded_us) if fact.batch else fact.at_us for fact in counting if fact.at_us]
    return max(times, default=None)


def _lost_sign(case: Case) -> tuple[str | None, int | None]:
    """The first sign of life that is gone and did not come back, and since when."""
    newest = {f.body.sign: f for f in case.stint.facts if isinstance(f.body, Signalled)}
    gone = [fact for fact in newest.values() if isinstance(fact.body, Signalled) and not fact.body.present]
    first = min(gone, key=lambda fact: fact.at_us or 0, default=None)
    return (first.body.sign, first.at_us) if first and isinstance(first.body, Signalled) else (None, None)


def expired(case: Case, found: Shelf) -> Expired:
    """The expiry of a journey: where it is demoted to, what is lost with it, who owned it."""
    life = case.terms.policy_of(case.stint.entered.policy_version).shelf_life(case.standing.place)
    lost = expected_loss(case)
    return Expired(
        to=(life.to if life and life.to else case.terms.funnel.by_role(Role.EXPIRED)[0].name),
        reason=EXPIRIES[found.sign],
        owner=case.standing.owner,
        idle_us=max(0, (found.expires_us or found.active_us) - found.active_us),
        value=lost.value,
        currency=case.standing.currency,
        deal=case.standing.value,
        chance=lost.chance,
    )


@dataclass(frozen=True, slots=True)
class Loss:
    """What one expired lead costs: its value times the chance of winning it, in minor units; None if unknown."""

    value: int | None
    chance: float | None


def expected_loss(case: Case) -> Loss:
    """What is expected of a journey where it stands, and so lost with it."""
    policy = case.terms.policy_of(case.stint.entered.policy_version)
    chance, value = policy.stage(case.standing.place).win_rate, case.standing.value
    return Loss(None if value is None or chance is None else round(value * chance), chance)


def check_sign(sign: str) -> None:
    """Refuse a sign of life that nobody knows."""
    if sign not in SIGNS:
        raise UnknownName("sign of life", sign, SIGNS)


@dataclass(frozen=True, slots=True)
class Neglect:
    """What the neglect of some of a group of leads cost, in the unit of the value of a win.

    `expected` is each lost lead's share of a win; `floored` counts whole customers, as articles do:
    those planned less those that the rest still gives, rounded down.
    """

    expected: float
    floored: float


def neglect(leads: int, lost: int, win_rate: float, value: float) -> Neglect:
    """What it costs that `lost` of `leads` expired, at a win rate and a value per win.

    Worked case: 40 SQLs, 25 %, 100,000 a customer, five expired.

    >>> neglect(40, 5, 0.25, 100_000)
    Neglect(expected=125000.0, floored=200000.0)
    """
    planned, remaining = leads * win_rate, (leads - lost) * win_rate
    return Neglect(lost * win_rate * value, value * (planned - floor(remaining)))
