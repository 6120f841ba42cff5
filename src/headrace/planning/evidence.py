"""What the ledger says for a plan, and what the plan makes of it: pure, so that a scenario can ask what if."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from headrace.core.errors import PlanRefused
from headrace.core.plan import Measure, Plan, StepTerms
from headrace.core.texts import _
from headrace.planning.deal_size import DealSize
from headrace.planning.forward import WON, Step
from headrace.planning.in_hand import Watched
from headrace.planning.known import NOTHING, Known, Measured, known_steps
from headrace.planning.lags import AT_ONCE
from headrace.planning.mix import Channel
from headrace.planning.months import last_day, month_number, months_of, next_month, wins_wanted
from headrace.planning.simulation import Open
from headrace.planning.target import Money, Target, Wanted, target

WORTH = 30.0
"""How many leads the rate of all channels is worth against that of one."""
SEED = 1
MONTHS = 12
"""How many months tell how many enter, and how much months differ."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was measured until `today`, of those whom the plan's history names.

    `stages` are those before the win, in order. `measured` and `watched` are of each stage; `channels` has the same
    measures by channel, `entered` how many came by each and `costs` what an entry by it cost, in minor units. `came` is
    how many entered each stage in each month, and under `won` how many were won; `revenue` what these brought.
    `deal_size` is what a win brought, and `visits` the share of visits that became inquiries; None where nobody knows.
    `win_rates` are the policy's.
    """

    today: date
    stages: tuple[str, ...]
    measured: Mapping[str, Measured]
    watched: Mapping[str, Watched]
    came: Mapping[str, Mapping[date, int]]
    revenue: Mapping[date, int] = field(default_factory=dict)
    deal_size: DealSize | None = None
    visits: float | None = None
    channels: Mapping[str, Mapping[str, Measured]] = field(default_factory=dict)
    entered: Mapping[str, int] = field(default_factory=dict)
    costs: Mapping[str, float] = field(default_factory=dict)
    win_rates: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Share:
    """A channel of the mix, the least share of one of its rates that is its own, and what an entry by it costs."""

    channel: Channel
    own: float
    cost: float | None


def steps_of(plan: Plan, evidence: Evidence) -> list[Known]:
    """What the plan goes by."""
    return known_steps(evidence.stages, evidence.measured, plan.steps, evidence.win_rates)


def rates_in(plan: Plan, evidence: Evidence) -> list[Known]:
    """The same for what asks of rates alone: nobody need know how long anybody waits."""
    return known_steps(evidence.stages, evidence.measured, at_once(plan, evidence.stages), evidence.win_rates)


def at_once(plan: Plan, stages: Sequence[str]) -> dict[str, StepTerms]:
    """The terms that a plan gives of each step, as if nobody waited."""
    terms = dict.fromkeys(stages, StepTerms()) | dict(plan.steps)
    return {stage: replace(each, lag=AT_ONCE) for stage, each in terms.items()}


def open_of(steps: list[Known], evidence: Evidence) -> dict[str, list[Open]]:
    """Who is open in each stage; waits count calendar months from the current one."""
    gone = 1 - remains_of(evidence)
    return {
        step.stage: evidence.watched[step.stage].open_(step, gone) for step in steps if step.stage in evidence.watched
    }


def tomorrow(evidence: Evidence) -> date:
    """The first day that anything can still happen on: the month that it lies in is the plan's current one."""
    return evidence.today + timedelta(days=1)


def remains_of(evidence: Evidence) -> float:
    """The share of the current month that is left."""
    first = tomorrow(evidence)
    days = last_day(first).day
    return (days - first.day + 1) / days


def start_of(plan: Plan, evidence: Evidence) -> date:
    """The first day of the plan: of the month after today's, if it does not say."""
    return plan.start or next_month(evidence.today)


def value_of(plan: Plan, evidence: Evidence) -> float | None:
    """What a win brings on average, in minor units."""
    size = deal_size_of(plan, evidence)
    return None if size is None else size.mean


def deal_size_of(plan: Plan, evidence: Evidence) -> DealSize | None:
    """What a win brings: a value that the plan gives is taken for known, how much deals differ is measured."""
    if plan.value is None:
        return evidence.deal_size
    return DealSize(plan.value, 0.0 if evidence.deal_size is None else evidence.deal_size.spread)


def wanted_of(plan: Plan, evidence: Evidence) -> Wanted:
    """The wins that each month is to bring, and those that it has brought."""
    start = start_of(plan, evidence)
    wins = wins_wanted(plan.goal, plan.months, plan.season, value_of(plan, evidence))
    done = tuple(float(evidence.came.get(WON, {}).get(month, 0)) for month in months_of(start, plan.months))
    return Wanted(wins, done, month_number(start, tomorrow(evidence)), remains_of(evidence))


def months_ahead(plan: Plan, evidence: Evidence) -> tuple[date, ...]:
    """The months from the current one to the plan's last."""
    first = tomorrow(evidence).replace(day=1)
    return months_of(first, month_number(start_of(plan, evidence), first) + plan.months)


def target_of(plan: Plan, evidence: Evidence, *, seed: int = SEED) -> Target:
    """The plan towards its target."""
    steps = steps_of(plan, evidence)
    return target(wanted_of(plan, evidence), steps, open_of(steps, evidence), money=money_of(plan, evidence), seed=seed)


def money_of(plan: Plan, evidence: Evidence) -> Money | None:
    """What the wins of the plan bring, and what those brought that there have been; None where nobody knows."""
    size = deal_size_of(plan, evidence)
    if size is None:
        return None
    months = months_of(start_of(plan, evidence), plan.months)
    brought = sum(evidence.revenue.get(month, 0) for month in months)
    return Money(size, float(brought), wanted=plan.goal is not None and plan.goal.measure is Measure.REVENUE)


def entered_of_late(evidence: Evidence) -> list[int]:
    """How many entered the first stage in each month that has ended, the oldest first; at most the last twelve."""
    told = evidence.came.get(evidence.stages[0], {})
    first = min(told, default=evidence.today)
    ended = month_number(tomorrow(evidence), first)
    # The record's first month need not be a whole one.
    return [told.get(month, 0) for month in months_of(first, ended)[1:]][-MONTHS:]


# -- the mix -----------------------------------------------------------------------------------------------


def mix_of(plan: Plan, evidence: Evidence, steps: list[Known]) -> dict[str, Share]:
    """The channels with their shares, rates and costs, the largest first.

    A channel's rates are its own weighed against those of all, which are worth 30 leads. Shares that the plan does not
    give are as they were, of what those that it gives leave over.
    """
    shares = _shares(plan, evidence)
    return {name: _share(name, share, plan, evidence, steps) for name, share in shares.items()}


def _shares(plan: Plan, evidence: Evidence) -> dict[str, float]:
    given = {name: terms.share for name, terms in plan.channels.items() if terms.share is not None}
    left = 1 - sum(given.values())
    others = {name: n for name, n in evidence.entered.items() if name not in given}
    total = sum(others.values())
    if left < -1e-6 or (left > 1e-6 and not total and given):
        raise PlanRefused(
            _("The shares of the mix sum to {total}.", total=round(1 - left, 6)),
            hint=_("Together at most 1; what they leave over goes to the other channels as before."),
        )
    told = given | ({name: max(left, 0.0) * n / total for name, n in others.items()} if total else {})
    return dict(sorted(((name, share) for name, share in told.items() if share > 0), key=lambda each: -each[1]))


def _share(name: str, share: float, plan: Plan, evidence: Evidence, steps: list[Known]) -> Share:
    seen = evidence.channels.get(name, {})
    terms = {step.stage: _terms(step, plan.step(step.stage)) for step in steps}
    known = known_steps(evidence.stages, {step.stage: seen.get(step.stage, NOTHING) for step in steps}, terms)
    given = plan.channels[name].cost if name in plan.channels else None
    cost = evidence.costs.get(name) if given is None else float(given)
    rates = tuple(Step(each.stage, each.mean) for each in known)
    return Share(Channel(name, share, rates, cost or 0.0), min(each.own for each in known), cost)


def _terms(step: Known, given: StepTerms) -> StepTerms:
    """The rate of all channels as what is expected of one; a rate that is given is given for all."""
    if given.rate is not None or step.mean >= 1:
        return StepTerms(rate=step.mean, lag=step.lag)
    return StepTerms(expected=step.mean, worth=WORTH, lag=step.lag)


def cost_of_entry(mix: Mapping[str, Share]) -> float | None:
    """What an entry costs on average, in minor units; None if it is not known of every channel."""
    if not mix or any(each.cost is None for each in mix.values()):
        return None
    return sum(each.channel.share * (each.cost or 0.0) for each in mix.values())
