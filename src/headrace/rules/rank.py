"""The order of the call list: fit and behaviour, what a lead is worth, how fresh it is. None of it makes a lead.

Every number is explained point by point. What is stored with a journey is its rank on a scale that
does not move with time: all leads lose the same share of their worth every day, so their order stays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import log2

from headrace.core.asking import BehaviourRule, Scoring
from headrace.core.criteria import holds
from headrace.core.durations import Duration
from headrace.core.entries import Inquired, Known, Moved, Opened, Qualified, Touched
from headrace.core.units import MINUTE_US, instant, micros
from headrace.rules.case import Case, is_two_way
from headrace.rules.told import Told

INTERESTED = (Inquired, Qualified, Opened, Moved)

WORTH_OF_UNKNOWN = 100
"""What a lead counts whose value nobody knows, in minor units: it comes after those of which more is known."""


@dataclass(frozen=True, slots=True)
class Points:
    """What one rule gave: the decayed points that count, and the plain sum that history keeps."""

    rule: str
    points: float
    undecayed: float


def decayed(points: float, age_us: int, half_life_us: int | None) -> float:
    """Points after some time.

    >>> day = 24 * 60 * MINUTE_US
    >>> round(decayed(40, 45 * day, 30 * day), 6)
    14.142136
    """
    return points if half_life_us is None else points * 2.0 ** (-max(age_us, 0) / half_life_us)


def fit(told: Told, scoring: Scoring) -> list[Points]:
    """The points for who they are; they do not decay."""
    return [Points(name, rule.points, rule.points) for name, rule in scoring.fit.items() if holds(rule.when, told)]


def behaviour(facts: Sequence[Known], scoring: Scoring, now_us: int) -> list[Points]:
    """The points for what they did until now; rules that nothing answered are left out."""
    found = []
    for name, rule in scoring.behaviour.items():
        ages = [now_us - fact.at_us for fact in facts if fact.at_us is not None and _answers(fact, rule)]
        if ages:
            found.append(_points(name, rule, ages))
    return found


def _answers(fact: Known, rule: BehaviourRule) -> bool:
    body = fact.body
    if not isinstance(body, Touched | Inquired) or (isinstance(body, Touched) and body.direction == "out"):
        return False
    activity = body.activity if isinstance(body, Touched) else "inquiry"
    return rule.activity in (None, activity) and rule.channel in (None, body.channel)


def _points(name: str, rule: BehaviourRule, ages: Iterable[int]) -> Points:
    half_life = None if rule.half_life is None else length_us(rule.half_life)
    counted = [decayed(rule.points, age, half_life) for age in ages]
    total = sum(counted)
    if rule.log:
        total = rule.points * log2(1 + total / rule.points)
    return Points(name, total if rule.cap is None else min(total, rule.cap), rule.points * len(counted))


@cache
def length_us(duration: Duration) -> int:
    """How long a duration is; a month counts as its usual length, from the first of a January."""
    start = instant(0)
    return micros(duration.after(start, start.tzinfo))  # type: ignore[arg-type]


def rank(case: Case, now_us: int) -> float:
    """Where a journey comes in a queue: the higher the sooner; grows by 1 with every doubling of its worth.

    Expected value, times what fit and behaviour add, halved with every half-life since the last sign of
    interest.
    """
    policy = case.terms.policy
    chance = case.terms.stage(case.standing.place).win_rate
    worth = (case.standing.value or WORTH_OF_UNKNOWN) * (1.0 if chance is None else chance)
    told = case.told() if policy.scoring.fit else {}
    given = [*fit(told, policy.scoring), *behaviour(case.facts, policy.scoring, now_us)]
    interest = max(0.0, sum(each.points for each in given))
    shown = (fact.at_us for fact in reversed(case.facts) if fact.at_us is not None and _shows_interest(fact))
    fresh = next((at for at in shown if at <= now_us), 0)
    return log2(max(worth, 1.0) * (1 + interest / 100)) + fresh / length_us(policy.calls.half_life)


def _shows_interest(fact: Known) -> bool:
    """Whether the buyer did or said something; what only we did, or the clock, makes nobody fresher."""
    return isinstance(fact.body, INTERESTED) or is_two_way(fact)


PRESSING_US = 4 * 60 * MINUTE_US
"""So long before its limit a lead presses half as much as at the limit itself."""


def pressing(due_us: int | None, now_us: int) -> float:
    """How much a running clock presses: 1 without one, 4 at its limit and after.

    >>> pressing(None, 0), pressing(0, 5), pressing(PRESSING_US, 0)
    (1.0, 4.0, 2.5)
    """
    return 1.0 if due_us is None else 1.0 + 3.0 * 2.0 ** (-max(due_us - now_us, 0) / PRESSING_US)


def worth_now(rank_of: float, now_us: int, half_life: Duration) -> float:
    """What a rank means now: the worth of the lead in minor units, after its loss of freshness."""
    return float(2.0 ** (rank_of - now_us / length_us(half_life)))
