"""One deal in detail: what each of its touches gets from each rule, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from headrace.analytics.attribution.credits import in_proportion
from headrace.analytics.attribution.outcome import Outcome
from headrace.analytics.attribution.paths import Journey, Touch, gathered
from headrace.analytics.attribution.positional import Decay, Mark, Positional, Rule, end_of_others, holders, weights
from headrace.analytics.attribution.window import Seen, look_back
from headrace.core.errors import UsageError
from headrace.core.texts import N_

REASONS: Mapping[str, str] = {
    Mark.FIRST: N_("first"),
    Mark.LEAD: N_("lead creation"),
    Mark.OPPORTUNITY: N_("opportunity creation"),
    Mark.LAST: N_("last"),
    Mark.NON_DIRECT: N_("last non-direct"),
    Mark.OTHERS: N_("other"),
    "only": N_("the only touch"),
    "age": N_("by its age"),
    "later": N_("after the milestone"),
    "passed": N_("holds no milestone"),
    "outside": N_("outside the window"),
    "afterwards": N_("after the close"),
}
"""Why a touch gets what it gets, in a word or two."""


@dataclass(frozen=True, slots=True)
class Line:
    """One touch: by name of the rule its share of the deal (0 to 1), and the reasons, keys of `REASONS`."""

    touch: Touch
    shares: Mapping[str, float]
    reasons: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Account:
    """A deal, touch by touch in order, and by name of the rule what each touch gets of its value, in minor units.

    The money of each rule adds up to the deal's value, unless the rule credits nobody.
    """

    lines: Sequence[Line]
    money: Mapping[str, Sequence[int]]


def audit(journey: Journey, rules: Sequence[Positional]) -> Account:
    """What a converted journey's touches get from each rule, and why; those that get nothing are listed as well."""
    if journey.outcome is not Outcome.CONVERTED or journey.end_us is None:
        raise UsageError("Only a journey with a conversion has credits to explain.")
    touches = sorted(journey.touches, key=lambda touch: (touch.at_us, touch.id))
    told = {rule.name: _told(journey, touches, rule) for rule in rules}
    lines = [
        Line(
            touch,
            {name: shares[number] for name, (shares, _) in told.items()},
            {name: reasons[number] for name, (_, reasons) in told.items()},
        )
        for number, touch in enumerate(touches)
    ]
    money = {name: in_proportion(np.array(shares), journey.value).tolist() for name, (shares, _) in told.items()}
    return Account(lines, money)


Told = tuple[list[float], list[tuple[str, ...]]]


def _told(journey: Journey, touches: Sequence[Touch], rule: Positional) -> Told:
    end_us = journey.end_us or 0
    seen = look_back(gathered([journey]), end_us, rule.window_us)
    outside = [_outside(touch, end_us, rule.window_us) for touch in touches]
    shares, reasons = iter(weights(rule, seen.walks).tolist()), iter(_reasons(rule, seen))
    return (
        [0.0 if reason else next(shares) for reason in outside],
        [(reason,) if reason else next(reasons) for reason in outside],
    )


def _outside(touch: Touch, end_us: int, window_us: int) -> str:
    if touch.at_us > end_us:
        return "afterwards"
    return "outside" if touch.at_us < end_us - window_us else ""


def _reasons(rule: Positional, seen: Seen) -> list[tuple[str, ...]]:
    size = len(seen.walks.paths.code)
    if size <= 1:
        return [("only",)] * size
    return [("age",)] * size if isinstance(rule, Decay) else _marks(rule, seen, size)


def _marks(rule: Rule, seen: Seen, size: int) -> list[tuple[str, ...]]:
    held = [mark for mark in Mark if rule.percents.get(mark) and mark is not Mark.OTHERS]
    holder = {mark: holders(mark, seen.walks, rule.name) for mark in held}
    marks = [tuple(mark.value for mark in held if number in holder[mark]) for number in range(size)]
    if not rule.percents.get(Mark.OTHERS):
        return [mark or ("passed",) for mark in marks]
    [end] = end_of_others(rule, seen.walks)
    return [mark or (Mark.OTHERS.value if number <= end else "later",) for number, mark in enumerate(marks)]
