"""How people travel: each stay in a place ends in one of a few ways, after a while, by someone's deed.

A walk moves everybody at once, a round a move, until the history ends or nobody moves any more.
People wait in working time; only shelf lives run out by the calendar.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace

import numpy as np

from headrace.demo.calendar import DAY, HOUR, WORKDAY, Calendar
from headrace.demo.catalog import BAD_QUARTER, CHANNELS, PRODUCTS, QUALIFIERS, SELLERS
from headrace.demo.chance import Dice, Flags, Floats, Ints
from headrace.demo.chase import Chase
from headrace.demo.columns import NONE
from headrace.demo.crowd import NEVER, Crowd
from headrace.demo.ways import (
    ASKED_AGAIN,
    COLD,
    FROM_EXPIRED,
    FROM_INQUIRY,
    FROM_LOST,
    FROM_MQL,
    FROM_NURTURE,
    FROM_OPPORTUNITY,
    FROM_SAL,
    FROM_SQL,
    REASON_NAMES,
    REASONS,
    SHELF_LIFE,
    Place,
    Way,
)

SWEPT_AT = 6 * HOUR
NOTICED = 20 * DAY  # how long before they left two sellers had begun to let things lie


@dataclass(frozen=True, slots=True)
class Steps:
    """One element a step: who came where, when, by whom and why (codes; `NONE` for nobody, nothing)."""

    person: Ints
    place: Ints
    at: Ints
    owner: Ints
    reason: Ints

    @classmethod
    def joined(cls, parts: Iterable["Steps"]) -> "Steps":
        """All steps of all parts, one after the other."""
        every = list(parts)
        return cls(*(np.concatenate([getattr(part, field.name) for part in every]) for field in fields(cls)))

    def take(self, rows: Ints | Flags) -> "Steps":
        """The steps at these positions, or where true."""
        return Steps(self.person[rows], self.place[rows], self.at[rows], self.owner[rows], self.reason[rows])


class Road:
    """What a walk needs to know: who walks, when people work, and chance."""

    def __init__(self, calendar: Calendar, crowd: Crowd, chase: Chase, seed: int) -> None:
        self.calendar, self.crowd, self.chase = calendar, crowd, chase
        self.dice = Dice(seed, "journeys")
        self.right = np.array([q.right for q in QUALIFIERS])[crowd.qualifier]
        self.selling = np.array([s.worth for s in SELLERS])[crowd.seller]
        self.worth = crowd.worth * self.right
        self._delays = {
            "qualifier": np.array([q.delay for q in QUALIFIERS])[crowd.qualifier],
            "seller": np.array([s.delay for s in SELLERS])[crowd.seller],
            "": np.ones(crowd.size),
        }

    def quarter(self, at: Ints) -> Ints:
        """The quarter of each moment, counted from the first day's."""
        return self.calendar.quarters[np.minimum(at // DAY, len(self.calendar.quarters) - 1)]

    def owner(self, side: str, people: Ints, at: Ints) -> Ints:
        """Positions in `COLLEAGUES`: who acted on that side at that moment."""
        if side == "seller":
            return _desk_holder(self.crowd.seller[people], self.quarter(at))
        return self.crowd.qualifier[people] if side else np.full(len(people), NONE, dtype=np.int64)

    def abandoned(self, people: Ints, at: Ints) -> Flags:
        """Whether the desk was empty in the bad quarter, or its seller had already given up."""
        held = np.array([bool(seller.successor) for seller in SELLERS])[self.crowd.seller[people]]
        bad = (self.quarter(at) == BAD_QUARTER) | (self.quarter(at + NOTICED) == BAD_QUARTER)
        return np.asarray(held & bad)

    def along(self, steps: Steps, way: Way) -> Steps:
        """These people's next steps, all along one way."""
        n = len(steps.person)
        wait = self.dice.spread(way.wait, n) * self._delays[way.side][steps.person]
        at = self.calendar.after(steps.at, wait * WORKDAY)
        owner = self.owner(way.side, steps.person, at)
        place = np.full(n, way.to, dtype=np.int64)
        return Steps(steps.person, place, at, owner, self._reason(way.reasons, n))

    def part(self, steps: Steps, ways: tuple[Way, ...], *chances: Floats) -> Steps:
        """The next steps of all who go one of the ways; the rest stay where they are."""
        chosen = self.dice.choose(*chances)
        return Steps.joined(self.along(steps.take(chosen == k), way) for k, way in enumerate(ways))

    def _reason(self, group: str, n: int) -> Ints:
        if not group:
            return np.full(n, NONE, dtype=np.int64)
        codes = np.array([REASON_NAMES.index(reason) for reason in REASONS[group]], dtype=np.int64)
        return codes[self.dice.pick(list(REASONS[group].values()), n)]


def _desk_holder(desk: Ints, quarter: Ints) -> Ints:
    takes_over = np.array([bool(seller.successor) for seller in SELLERS])
    successor = len(QUALIFIERS) + len(SELLERS) + np.cumsum(takes_over) - 1
    taken = takes_over[desk] & (quarter > BAD_QUARTER)
    return np.where(taken, successor[desk], len(QUALIFIERS) + desk)


def _constant(share: float, steps: Steps) -> Floats:
    return np.full(len(steps.person), share)


def _capped(chance: Floats) -> Floats:
    return np.minimum(chance, 0.9)


def _qualifies(road: Road, who: Ints) -> Floats:
    """The chance that people who are reached meet the bar: by channel, by who asks, and how soon."""
    fit = np.array([c.fit for c in CHANNELS])[road.crowd.channel[who]]
    yes = np.array([q.yes for q in QUALIFIERS])[road.crowd.qualifier[who]]
    return np.asarray(np.minimum(0.335 * fit * yes * road.chase.warmth[who], 0.86))


def _leave_inquiry(road: Road, steps: Steps) -> Steps:
    crowd, chase = road.crowd, road.chase
    steps = steps.take(chase.ended[steps.person] < NEVER)
    who = steps.person
    fake, asked = crowd.fake[who].astype(np.float64), chase.reached[who].astype(np.float64)
    trusted = np.isin(crowd.channel[who], [k for k, c in enumerate(CHANNELS) if c.worth > 1.1])
    straight, mql, no_fit = 0.04 * asked * trusted, asked * _qualifies(road, who), 0.06 * asked
    rest = asked - straight - mql - no_fit
    known = replace(steps, at=chase.ended[who])
    return road.part(known, FROM_INQUIRY, fake, 1 - fake - asked, straight, mql, no_fit, rest)


def _leave_nurture(road: Road, steps: Steps) -> Steps:
    again = road.crowd.next_inquiry(steps.person, steps.at)
    wait = road.dice.spread(ASKED_AGAIN, len(steps.person)) * WORKDAY
    back = again < NEVER
    asked = replace(steps, at=np.where(back, again, road.calendar.after(steps.at, wait)))
    yes = np.where(back, 0.24, 0.085) * road.crowd.worth[steps.person]
    return road.part(asked, FROM_NURTURE, yes, back * (1 - yes) * 0.75)


def _leave_mql(road: Road, steps: Steps) -> Steps:
    sal = _capped(0.685 * (0.35 + 0.65 * road.worth[steps.person]))
    rest = (1 - sal) * 0.72
    return road.part(steps, FROM_MQL, sal * 0.96, sal * 0.04, rest * 0.12, rest * 0.88)


def _leave_sal(road: Road, steps: Steps) -> Steps:
    sql = _capped(0.50 * (0.3 + 0.7 * road.worth[steps.person]))
    rest = (1 - sql) * 0.86
    return road.part(steps, FROM_SAL, sql * 0.97, sql * 0.03, rest * 0.1, rest * 0.9)


def _leave_sql(road: Road, steps: Steps) -> Steps:
    cold = np.where(road.abandoned(steps.person, steps.at), 0.85, 0.095)
    left = road.dice.hits(cold, len(steps.person))
    warm, gone = steps.take(~left), steps.take(left)
    opportunity = _capped(0.565 * (0.4 + 0.6 * road.worth[warm.person]))
    back = _constant(0.05, warm)
    worked = road.part(warm, FROM_SQL, opportunity, back, 1 - opportunity - back)
    return Steps.joined((worked, _expire(gone)))


def _expire(steps: Steps) -> Steps:
    return replace(
        steps,
        place=np.full_like(steps.place, Place.EXPIRED),
        at=(steps.at // DAY + SHELF_LIFE + 1) * DAY + SWEPT_AT,
        reason=np.full_like(steps.reason, REASON_NAMES.index(COLD)),
    )


def _leave_opportunity(road: Road, steps: Steps) -> Steps:
    product, shares = road.crowd.product[steps.person], road.dice.shares(len(steps.person))
    days = np.stack([p.patience.at(shares) for p in PRODUCTS])[product, np.arange(len(product))]
    decided = replace(steps, at=road.calendar.after(steps.at, days * WORKDAY))
    won = _capped(0.242 * (0.3 + 0.7 * road.worth[steps.person]) * road.selling[steps.person])
    undecided, forgotten = _constant(0.05, steps), 0.03
    return road.part(decided, FROM_OPPORTUNITY, won, undecided, 1 - won - undecided - forgotten)


def _leave_expired(road: Road, steps: Steps) -> Steps:
    return road.part(steps, FROM_EXPIRED, _constant(0.55, steps))


def _leave_lost(road: Road, steps: Steps) -> Steps:
    return road.part(steps, FROM_LOST, _constant(0.18, steps))


RULES: Mapping[Place, Callable[[Road, Steps], Steps]] = {
    Place.INQUIRY: _leave_inquiry,
    Place.MQL: _leave_mql,
    Place.SAL: _leave_sal,
    Place.SQL: _leave_sql,
    Place.OPPORTUNITY: _leave_opportunity,
    Place.NURTURE: _leave_nurture,
    Place.EXPIRED: _leave_expired,
    Place.LOST: _leave_lost,
}


def _beginning(crowd: Crowd) -> Steps:
    nothing = np.full(crowd.size, NONE, dtype=np.int64)
    place = np.full(crowd.size, Place.INQUIRY, dtype=np.int64)
    return Steps(np.arange(crowd.size), place, crowd.at, nothing, nothing)


def walk(road: Road) -> Steps:
    """Every step of everybody within the history, ordered by person and time.

    The first step of each person is their first inquiry.
    """
    moving = _beginning(road.crowd)
    rounds = [moving]
    while len(moving.person):
        moved = Steps.joined(rule(road, moving.take(moving.place == place)) for place, rule in RULES.items())
        moving = moved.take(moved.at < road.calendar.end)
        rounds.append(moving)
    steps = Steps.joined(rounds)
    return steps.take(np.lexsort((steps.at, steps.person)))


@dataclass(frozen=True, slots=True)
class Stays:
    """One element a stay of a person in a place, in order of person and time.

    `left` is when it ended (`NEVER` if it lasts) and `next`, `next_owner`, `next_reason` are how;
    `before` is the place that they came from. Codes are `NONE` where there is nothing.
    """

    steps: Steps
    left: Ints
    next: Ints
    next_owner: Ints
    next_reason: Ints
    before: Ints

    def take(self, rows: Ints | Flags) -> "Stays":
        """The stays at these positions, or where true."""
        rest = (getattr(self, field.name)[rows] for field in fields(self)[1:])
        return Stays(self.steps.take(rows), *rest)


def stays(steps: Steps) -> Stays:
    """What `walk` gave, each step with its neighbours of the same person."""
    same = steps.person[1:] == steps.person[:-1]
    goes_on, came = np.append(same, False), np.insert(same, 0, False)

    def following(column: Ints, without: int) -> Ints:
        return np.where(goes_on, np.roll(column, -1), without)

    return Stays(
        steps,
        left=following(steps.at, NEVER),
        next=following(steps.place, NONE),
        next_owner=following(steps.owner, NONE),
        next_reason=following(steps.reason, NONE),
        before=np.where(came, np.roll(steps.place, 1), NONE),
    )
