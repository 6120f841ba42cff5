"""Rule models: who gets the credit follows from where a touch stands, and from when.

A rule gives percents to the touches that hold a milestone, and to all others together. The milestone touch is the
last one at or before the milestone; who holds two milestones gets both percents. What nobody holds (an unknown
milestone, no others) is shared pro rata over what is there; a path of one touch gives it everything. If nobody holds
anything, the conversion is unattributed.

Source of the conventions: "Attribution Models - The Math, Worked", and the handbook of this project where tools differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import inf, isclose

import numpy as np

from headrace.analytics.attribution.paths import MISSING, Walks
from headrace.analytics.attribution.ragged import Floats, Ints, spread, sums
from headrace.analytics.attribution.window import WINDOW_US
from headrace.core.errors import UsageError
from headrace.core.units import DAY_US


class Mark(StrEnum):
    """What a touch can be credited for: a milestone that it holds, or being one of the others."""

    FIRST = "first"
    LEAD = "lead"
    OPPORTUNITY = "opportunity"
    LAST = "last"
    NON_DIRECT = "non_direct"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Rule:
    """Percents for marks, that add up to 100; `others` share theirs equally.

    `until` (lead, opportunity or last) is the milestone after which a touch is none of the others any more; where it
    is unknown, all touches may be. The last touch is the one that holds the close. Of a path whose touches are all
    direct, the last one holds `non_direct`. `window_us` is how far the rule looks back.
    """

    name: str
    percents: Mapping[Mark, float]
    until: Mark = Mark.LAST
    window_us: int = WINDOW_US

    def __post_init__(self) -> None:
        wrong = [f"{mark} {percent}" for mark, percent in self.percents.items() if not 0 <= percent < inf]
        if wrong or not isclose(total := sum(self.percents.values()), 100, abs_tol=1e-9):
            told = f"has {', '.join(wrong)}" if wrong else f"adds up to {total:g}"
            raise UsageError(
                f"The attribution model {self.name!r} {told}.", hint="Give percents from 0 that add up to 100."
            )
        if self.until not in (Mark.LEAD, Mark.OPPORTUNITY, Mark.LAST):
            raise UsageError(f"No milestone {self.until.value!r} ends the others.", hint="lead, opportunity or last.")


@dataclass(frozen=True, slots=True)
class Decay:
    """The older a touch, the less it gets: half as much with each half-life before the conversion."""

    name: str
    half_life_us: int
    window_us: int = WINDOW_US

    def __post_init__(self) -> None:
        if self.half_life_us <= 0:
            raise UsageError(f"The half-life of {self.name!r} is not above 0.", hint="Seven days, for instance.")


Positional = Rule | Decay

FIRST = Rule("first", {Mark.FIRST: 100})
LAST = Rule("last", {Mark.LAST: 100})
LAST_NON_DIRECT = Rule("last_non_direct", {Mark.NON_DIRECT: 100})
LEAD_CREATION = Rule("lead_creation", {Mark.LEAD: 100})
OPPORTUNITY_CREATION = Rule("opportunity_creation", {Mark.OPPORTUNITY: 100})
LINEAR = Rule("linear", {Mark.OTHERS: 100})
POSITION = Rule("position", {Mark.FIRST: 40, Mark.LAST: 40, Mark.OTHERS: 20})
U_SHAPED = Rule("u", {Mark.FIRST: 40, Mark.LEAD: 40, Mark.OTHERS: 20}, until=Mark.LEAD)
W_SHAPED = Rule("w", {Mark.FIRST: 30, Mark.LEAD: 30, Mark.OPPORTUNITY: 30, Mark.OTHERS: 10}, until=Mark.OPPORTUNITY)
FULL_PATH = Rule("z", {Mark.FIRST: 22.5, Mark.LEAD: 22.5, Mark.OPPORTUNITY: 22.5, Mark.LAST: 22.5, Mark.OTHERS: 10})
DECAY_CONSUMER = Decay("decay_7", 7 * DAY_US)
DECAY_BUSINESS = Decay("decay_30", 30 * DAY_US)

RULES: Mapping[str, Positional] = {
    rule.name: rule
    for rule in (
        FIRST, LAST, LAST_NON_DIRECT, LEAD_CREATION, OPPORTUNITY_CREATION, LINEAR, POSITION, U_SHAPED, W_SHAPED,
        FULL_PATH, DECAY_CONSUMER, DECAY_BUSINESS,
    )
}  # fmt: skip


def weights(rule: Positional, walks: Walks) -> Floats:
    """The share of its path's credit that each touch gets: 0 to 1, one number per touch.

    The shares of a path add up to 1, or are all 0 where the rule finds nobody to credit.

    >>> from headrace.analytics.attribution.paths import counted
    >>> weights(POSITION, Walks(counted([("abcd", 1, 0, 0), ("ab", 1, 0, 0)]))).tolist()
    [0.4, 0.1, 0.1, 0.4, 0.5, 0.5]
    """
    return _decayed(rule, walks) if isinstance(rule, Decay) else _marked(rule, walks)


def _decayed(rule: Decay, walks: Walks) -> Floats:
    at_us, starts = _needed(walks.at_us, rule.name), walks.paths.starts
    # Before the last touch, not before the conversion: the shares are the same, and old paths do not vanish in 0.
    before = spread(at_us[starts[1:] - 1], starts) - at_us
    raw: Floats = np.exp2(before * (-1 / rule.half_life_us))
    return raw * spread(1 / sums(raw, starts), starts)


def _marked(rule: Rule, walks: Walks) -> Floats:
    """All is reckoned per path; touches are only looked at to write down what they get."""
    starts = walks.paths.starts
    held = {mark: holders(mark, walks, rule.name) for mark in _milestones(rule)}
    others = _others(rule, walks, list(held.values()))
    rest = rule.percents.get(Mark.OTHERS, 0)
    there = sum((rule.percents[mark] * (holder >= 0) for mark, holder in held.items()), rest * (others > 0))
    scale = 1 / np.where(there > 0, there, 1.0)
    # What nobody holds, index -1, is written behind the last touch.
    shares = np.append(_equally(rule, walks, rest * scale / np.maximum(others, 1)), 0.0)
    for holder in held.values():
        shares[holder] = 0
    for mark, holder in held.items():
        shares[holder] += rule.percents[mark] * scale
    shares[starts[:-1][(there == 0) & (np.diff(starts) == 1)]] = 1
    return shares[:-1]


def sole_holders(rule: Positional, walks: Walks) -> Ints | None:
    """Of each path the index of the touch that takes all, -1 where none does; None for a rule that shares out."""
    if isinstance(rule, Decay) or rule.percents.get(Mark.OTHERS) or len(marks := _milestones(rule)) > 1:
        return None
    holder, starts = holders(marks[0], walks, rule.name), walks.paths.starts
    return np.where((holder < 0) & (np.diff(starts) == 1), starts[:-1], holder)


def _milestones(rule: Rule) -> list[Mark]:
    return [mark for mark in Mark if rule.percents.get(mark) and mark is not Mark.OTHERS]


def _others(rule: Rule, walks: Walks, held: list[Ints]) -> Ints:
    """How many touches of each path are among the others: those early enough that hold nothing."""
    early = end_of_others(rule, walks)
    found = early - walks.paths.starts[:-1] + 1
    for number, holder in enumerate(held):
        again = np.any([holder == other for other in held[:number]], axis=0) if number else False
        found = found - ((holder >= 0) & (holder <= early) & ~np.asarray(again))
    return found


def _equally(rule: Rule, walks: Walks, each: Floats) -> Floats:
    """The share of the others for every touch that is early enough to be one of them."""
    starts = walks.paths.starts
    shares: Floats = spread(each, starts)
    if rule.until is not Mark.LAST:
        shares[np.arange(len(shares)) > spread(end_of_others(rule, walks), starts)] = 0
    return shares


def holders(mark: Mark, walks: Walks, model: str) -> Ints:
    """Of each path the index of the touch that holds a milestone, -1 where none does."""
    if mark is Mark.FIRST:
        return walks.paths.starts[:-1]
    if mark is Mark.LAST:
        return walks.paths.starts[1:] - 1
    if mark is Mark.NON_DIRECT:
        return _needed(walks.last_non_direct, model)
    return _needed(walks.last_before_lead if mark is Mark.LEAD else walks.last_before_opportunity, model)


def end_of_others(rule: Rule, walks: Walks) -> Ints:
    """Of each path the index of the last touch that may be one of the others; before the path where none may."""
    last = walks.paths.starts[1:] - 1
    if rule.until is Mark.LAST:
        return last
    known = _needed(walks.lead_us if rule.until is Mark.LEAD else walks.opportunity_us, rule.name) != MISSING
    holder = holders(rule.until, walks, rule.name)
    return np.where(~known, last, np.where(holder >= 0, holder, walks.paths.starts[:-1] - 1))


def _needed(column: Ints | None, model: str) -> Ints:
    if column is None:
        raise UsageError(
            f"The attribution model {model!r} needs dated touches.",
            hint="Paths without dates have first, last, linear, position, Markov and Shapley.",
        )
    return column
