"""What is tried and done on the way: calls with their answers, and touches on and off line."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headrace.demo.calendar import DAY, WORKDAY, Calendar
from headrace.demo.catalog import CHANNELS
from headrace.demo.chance import Dice, Floats, Ints, Spread
from headrace.demo.chase import CONNECTS, TALK
from headrace.demo.columns import NONE, moments, numbered, words
from headrace.demo.demand import fair_days, time_of_day, webinar_days
from headrace.demo.journeys import Road, Stays
from headrace.demo.ways import COLLEAGUES, Place

OUTCOMES = (
    "qualified",
    "not yet",
    "no answer",
    "mailbox",
    "call back later",
    "talked",
    "asked again: not yet",
)
QUALIFIED, NOT_YET, NO_ANSWER, MAILBOX, CALL_BACK, TALKED, STILL_NOT = range(len(OUTCOMES))
CRITERIA = ("budget", "authority", "need", "timing")
PATTERNS: Mapping[tuple[str, ...], tuple[float, float]] = {
    ("yes", "yes", "yes", "yes"): (7, 0),
    ("yes", "yes", "yes", "partly"): (3, 0),
    ("yes", "yes", "yes", "no"): (6, 0),
    ("yes", "yes", "yes", "unknown"): (4, 0),
    ("yes", "yes", "partly", "no"): (0, 3),
    ("yes", "yes", "no", "no"): (0, 5),
    ("yes", "partly", "no", "no"): (0, 3),
    ("yes", "no", "no", "no"): (0, 5),
    ("no", "no", "no", "no"): (0, 2),
}
"""The answers of a talk, in some order of the criteria: how often who met the bar gave them, and who did not."""
UNANSWERED = Spread(0.3, 0.5, 0.8, 1.2, 2, 3)  # minutes
ASKED_IN_VAIN = 0.22  # share of long stays in nurture in which somebody asks again
SELLER_CALLS = (0.5, 1, 0.8, 0.4, 0.2)  # weights of 0, 1, … calls in a stay
MEETINGS = (1, 1.2, 0.6)
LONGEST = 40 * DAY  # a stay without an end is worked no longer than that

TOUCHES_BY_DEPTH = (
    Spread(0, 0, 1, 2, 5, 9),
    Spread(0, 1, 3, 5, 8, 12),
    Spread(1, 2, 4, 6, 9, 14),
    Spread(1, 3, 5, 8, 12, 16),
    Spread(2, 5, 7, 10, 15, 20),
    Spread(3, 6, 9, 13, 18, 24),
)


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that people do or get: on which channel, which way, how often (weight)."""

    name: str
    channel: str
    direction: str
    weight: float


ACTIVITIES = (
    Activity("page visit", "organic_search", "in", 22),
    Activity("datasheet download", "organic_search", "in", 12),
    Activity("advertisement clicked", "paid_search", "in", 11),
    Activity("newsletter sent", "email", "out", 20),
    Activity("newsletter clicked", "email", "in", 12),
    Activity("webinar attended", "webinar", "in", 9),
    Activity("post shared", "social", "in", 6),
    Activity("stand visited", "trade_fair", "in", 3),
    Activity("partner event", "partner", "in", 3),
)
MEETING, COFFEE = len(ACTIVITIES), len(ACTIVITIES) + 1
ACTIVITY_NAMES = (*(a.name for a in ACTIVITIES), "meeting", "coffee")
ACTIVITY_CHANNELS = (*(a.channel for a in ACTIVITIES), "sales", "sales")
ACTIVITY_DIRECTIONS = (*(a.direction for a in ACTIVITIES), "out", "in")


@dataclass(frozen=True, slots=True)
class Calls:
    """One element a dial: codes, moments, and the caller's minutes."""

    person: Ints
    at: Ints
    outcome: Ints
    owner: Ints
    minutes: Floats


def _chasing(road: Road, stays: Stays, dice: Dice) -> Calls:
    """The dials of tele-qualifiers after first inquiries."""
    chase = road.chase
    person = np.repeat(np.arange(road.crowd.size), chase.attempts)
    number = np.arange(len(person)) - np.repeat(np.cumsum(chase.attempts) - chase.attempts, chase.attempts)
    through = chase.reached[person] & (number == chase.attempts[person] - 1)
    in_vain = np.array([NO_ANSWER, MAILBOX, CALL_BACK])[dice.pick([5, 3, 1], len(person))]
    went_on = np.isin(stays.next[stays.before == NONE], (Place.MQL, Place.SQL))[person]
    return Calls(
        person,
        chase.attempt(road.calendar, person, number),
        np.where(through, np.where(went_on, QUALIFIED, NOT_YET), in_vain),
        road.crowd.qualifier[person],
        np.where(through, chase.minutes[person], dice.spread(UNANSWERED, len(person))),
    )


def _asking_again(road: Road, stays: Stays, dice: Dice) -> Calls:
    """The talks with people in nurture: those that changed something, and some in vain."""
    asked = stays.take(stays.steps.place == Place.NURTURE)
    n = len(asked.left)
    talked, minutes = np.isin(asked.next, (Place.MQL, Place.NURTURE)), dice.spread(TALK, n)
    wait = (32 + 40 * dice.shares(n)) * WORKDAY
    later = road.calendar.after(asked.steps.at, wait)
    at = np.where(talked, asked.left - (minutes * 60).astype(np.int64) - 1, later)
    kept = talked | (dice.hits(ASKED_IN_VAIN, n) & (later < np.minimum(asked.left, road.calendar.end)))
    person = asked.steps.person[kept]
    outcome = np.where(asked.next == Place.MQL, QUALIFIED, STILL_NOT)[kept]
    return Calls(person, at[kept], outcome, road.crowd.qualifier[person], minutes[kept])


def _within(road: Road, stays: Stays, often: tuple[float, ...], dice: Dice) -> tuple[Ints, Ints]:
    """Working moments inside of stays, a few each: the stay's position, and the moment."""
    times = dice.pick(often, len(stays.left))
    row = np.repeat(np.arange(len(times)), times)
    start = stays.steps.at[row]
    length = np.minimum(stays.left[row], road.calendar.end) - start
    inside = start + (dice.shares(len(row)) * np.minimum(length, LONGEST)).astype(np.int64)
    at = road.calendar.after(inside, 600 * dice.shares(len(row)))
    kept = at < np.minimum(stays.left[row], road.calendar.end)
    return row[kept], at[kept]


def _worked_by_sales(stays: Stays, places: tuple[Place, ...]) -> Stays:
    return stays.take(np.isin(stays.steps.place, places) & (stays.next != Place.EXPIRED))


def _selling(road: Road, stays: Stays, dice: Dice) -> Calls:
    """The dials of sellers while they work a lead; nobody calls those that go cold."""
    worked = _worked_by_sales(stays, (Place.SAL, Place.SQL, Place.OPPORTUNITY))
    row, at = _within(road, worked, SELLER_CALLS, dice)
    person, through = worked.steps.person[row], dice.hits(CONNECTS + 0.1, len(row))
    return Calls(
        person,
        at,
        np.where(through, TALKED, NO_ANSWER),
        road.owner("seller", person, at),
        np.where(through, 2.5 * dice.spread(TALK, len(row)), dice.spread(UNANSWERED, len(row))),
    )


def calls(road: Road, stays: Stays, seed: int) -> pa.Table:
    """One row a dial."""
    dice = Dice(seed, "calls")
    parts = (_chasing(road, stays, dice), _asking_again(road, stays, dice), _selling(road, stays, dice))
    person, at, outcome, owner = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("person", "at", "outcome", "owner")
    )
    minutes = np.concatenate([part.minutes for part in parts])
    kept = np.flatnonzero(at < road.calendar.end)
    order = kept[np.argsort(at[kept], kind="stable")]
    outcome = outcome[order]
    return pa.table(
        {
            "person": numbered("C-", 6, person[order]),
            "id": numbered("K-", 7, np.arange(len(order))),
            "at": moments(road.calendar.utc(at[order])),
            "outcome": words(OUTCOMES, outcome),
            "dials": pa.array(np.ones(len(order), dtype=np.int64)),
            "connected": pa.array(~np.isin(outcome, (NO_ANSWER, MAILBOX))),
            "completed": pa.array(np.isin(outcome, (QUALIFIED, NOT_YET, TALKED, STILL_NOT))),
            "minutes": pa.array(np.rint(minutes[order] * 10) / 10),
            "owner": words(COLLEAGUES, owner[order]),
        }
    )


def answers(calls: pa.Table, seed: int) -> pa.Table:
    """One row an answer: what tele-qualifiers heard in the talks in which they asked."""
    asked = pc.is_in(calls["outcome"], pa.array([OUTCOMES[code] for code in (QUALIFIED, NOT_YET, STILL_NOT)]))
    talks = calls.filter(asked)
    dice, n = Dice(seed, "answers"), len(talks)
    met = np.asarray(pc.equal(talks["outcome"], OUTCOMES[QUALIFIED]))
    good, bad = (dice.pick(weights, n) for weights in zip(*PATTERNS.values(), strict=True))
    pattern, shift = np.where(met, good, bad), dice.pick([1] * len(CRITERIA), n)
    talk, criterion = np.repeat(np.arange(n), len(CRITERIA)), np.tile(np.arange(len(CRITERIA)), n)
    grades = np.array(list(PATTERNS))[pattern[talk], (criterion + shift[talk]) % len(CRITERIA)]
    return pa.table(
        {
            "person": talks["person"].take(pa.array(talk)),
            "id": numbered("Q-", 7, np.arange(len(talk))),
            "at": talks["at"].take(pa.array(talk)),
            "criterion": words(CRITERIA, criterion),
            "grade": pa.array(grades.tolist(), pa.string()),
            "framework": words(("BANT",), np.zeros(len(talk), dtype=np.int64)),
            "channel": words(("phone",), np.zeros(len(talk), dtype=np.int64)),
        }
    )


def _depth(road: Road, stays: Stays) -> Ints:
    """The furthest stage that each person has seen: 0 for inquiry to 5 for won."""
    depth = np.zeros(road.crowd.size, dtype=np.int64)
    stage = np.where(stays.steps.place <= Place.WON, stays.steps.place, 0)
    np.maximum.at(depth, stays.steps.person, stage)
    return depth


def _marketing(road: Road, stays: Stays, dice: Dice) -> tuple[Ints, Ints, Ints]:
    """The person, moment and activity of each touch of marketing, some from before the inquiry."""
    depth, shares = _depth(road, stays), dice.shares(road.crowd.size)
    often = np.stack([spread.at(shares) for spread in TOUCHES_BY_DEPTH])[depth, np.arange(road.crowd.size)]
    person = np.repeat(np.arange(road.crowd.size), np.rint(often * ~road.crowd.fake).astype(np.int64))
    activity = dice.pick([a.weight for a in ACTIVITIES], len(person))
    last = np.zeros(road.crowd.size, dtype=np.int64)
    np.maximum.at(last, stays.steps.person, stays.steps.at)
    first_day, last_day = road.crowd.at[person] // DAY - 40, last[person] // DAY + 25
    day = first_day + (dice.shares(len(person)) * (last_day - first_day)).astype(np.int64)
    names = [c.name for c in CHANNELS]
    channel = np.array([names.index(a.channel) for a in ACTIVITIES])[activity]
    return person, _held(road.calendar, day, activity) * DAY + time_of_day(channel, dice), activity


def _held(calendar: Calendar, day: Ints, activity: Ints) -> Ints:
    """The days, those of webinars and stand visits moved back to one when there was such an event."""
    held = day.copy()
    for name, events in (("webinar", webinar_days(calendar)), ("trade_fair", fair_days(calendar))):
        mine = np.array([a.channel == name for a in ACTIVITIES])[activity]
        last = np.maximum.accumulate(np.where(events, np.arange(len(events)), -1))
        held[mine] = np.where(day[mine] >= 0, last[day[mine]], -1)
    return held


def _meetings(road: Road, stays: Stays, dice: Dice) -> tuple[Ints, Ints, Ints]:
    """The person, moment and kind of each meeting with sales."""
    worked = _worked_by_sales(stays, (Place.SQL, Place.OPPORTUNITY))
    row, at = _within(road, worked, MEETINGS, dice)
    coffee = dice.hits(0.15, len(row))
    return worked.steps.person[row], at, np.where(coffee, COFFEE, MEETING)


def touches(road: Road, stays: Stays, seed: int) -> pa.Table:
    """One row a touch."""
    dice = Dice(seed, "touches")
    parts = (_marketing(road, stays, dice), _meetings(road, stays, dice))
    person, at, activity = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    kept = np.flatnonzero((at >= 0) & (at < road.calendar.end))
    order = kept[np.argsort(at[kept], kind="stable")]
    activity = activity[order]
    return pa.table(
        {
            "person": numbered("C-", 6, person[order]),
            "id": numbered("T-", 7, np.arange(len(order))),
            "at": moments(road.calendar.utc(at[order])),
            "channel": words(ACTIVITY_CHANNELS, activity),
            "activity": words(ACTIVITY_NAMES, activity),
            "direction": words(ACTIVITY_DIRECTIONS, activity),
        }
    )
