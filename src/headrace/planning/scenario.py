"""What if: levers pulled on the funnel as it runs, and what becomes of wins, money and time.

A scenario starts from what was measured and changes nothing else: better rates are taken to be as sure as they were,
and more entries to be like those that came before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from math import prod

from headrace.core.errors import PlanRefused
from headrace.core.scenario import Lever, Pulls, Scenario
from headrace.core.texts import _
from headrace.planning import sensitivity
from headrace.planning.checks import LEAST_RATE, check_rate
from headrace.planning.forward import WON
from headrace.planning.in_hand import Watched
from headrace.planning.known import Known, Source, lag_from
from headrace.planning.lags import half_by, hastened
from headrace.planning.pace import Inflow, landing, quantiles
from headrace.planning.simulation import Open
from headrace.planning.uncertainty import Beta

AtStake = Callable[[str, float], float]
"""The share of a stage's wins that a shelf life of so many days puts at stake."""


@dataclass(frozen=True, slots=True)
class World:
    """The funnel as it runs, in a month like those of late; money in minor units.

    `entry` is what an entry to the first stage costs, `call` what calling a lead does that comes to the stage `called`.
    `value` is what a win brings and `worth` what a customer is worth for good, None where nobody knows. `commission` is
    a share of the revenue, `fixed` what is spent whatever happens. `haste` is by which share the waits in a stage are
    shorter than they were measured; `remains` is the share of the current month that is left.
    """

    steps: tuple[Known, ...]
    watched: Mapping[str, Watched]
    inflow: Inflow
    value: float
    entry: float = 0.0
    call: float = 0.0
    called: str = ""
    commission: float = 0.0
    fixed: float = 0.0
    worth: float | None = None
    remains: float = 1.0
    haste: Mapping[str, float] = field(default_factory=dict)

    def at(self, stage: str) -> int:
        """The place of a stage among the steps."""
        names = [step.stage for step in self.steps]
        if stage not in names:
            raise PlanRefused(
                _("No step leads out of {stage}.", stage=stage), hint=_("Stages: {stages}.", stages=", ".join(names))
            )
        return names.index(stage)

    def with_step(self, step: Known) -> World:
        """The same with another step out of its stage."""
        place = self.at(step.stage)
        return replace(self, steps=(*self.steps[:place], step, *self.steps[place + 1 :]))

    @property
    def open_(self) -> dict[str, list[Open]]:
        """Who is open in each stage, as the steps and the haste have it."""
        found = {}
        for step in self.steps:
            if step.stage in self.watched:
                groups = self.watched[step.stage].open_(step, 1 - self.remains)
                share = self.haste.get(step.stage, 0.0)
                found[step.stage] = [replace(group, lag=hastened(group.lag, share)) for group in groups]
        return found

    @property
    def funnel(self) -> sensitivity.Funnel:
        """A month of it in steady state, every cost where it is spent; commission is taken off the value."""
        costs = [0.0] * len(self.steps)
        costs[0] += self.entry
        if self.called:
            costs[self.at(self.called)] += self.call
        rates = tuple(max(step.mean, LEAST_RATE) for step in self.steps)
        return sensitivity.Funnel(self.inflow.mean, rates, tuple(costs), self.value * (1 - self.commission), self.fixed)


def pulled(world: World, scenario: Scenario, at_stake: AtStake) -> World:
    """The world after all levers of a scenario; its price is not yet paid."""
    return reduce(lambda before, lever: _pulled(before, lever, at_stake), scenario.levers, world)


def _pulled(world: World, lever: Lever, at_stake: AtStake) -> World:
    return _of_a_stage(world, lever, at_stake) if lever.stage else _of_all(world, lever)


def _of_a_stage(world: World, lever: Lever, at_stake: AtStake) -> World:
    step = world.steps[world.at(lever.stage)]
    match lever.pulls:
        case Pulls.RATE:
            return world.with_step(rated(step, step.mean * (1 + lever.relative) + lever.points))
        case Pulls.SHELF_LIFE:
            lost = at_stake(lever.stage, lever.days or 0.0) * (1 - lever.recovered)
            return world.with_step(rated(step, step.mean * (1 - lost)))
        case Pulls.SPEED:
            return _hastened(world, step, lever.relative)
        case _:
            return _hastened(world, step, -lever.relative)


def _of_all(world: World, lever: Lever) -> World:
    more, worth = 1 + lever.relative, world.worth
    match lever.pulls:
        case Pulls.VOLUME:
            return replace(world, inflow=replace(world.inflow, mean=world.inflow.mean * more))
        case Pulls.VALUE:
            return replace(world, value=world.value * more, worth=None if worth is None else worth * more)
        case Pulls.COST:
            return replace(world, entry=world.entry * more)
        case Pulls.MINUTES:
            return replace(world, call=world.call * more)
        case _:
            return replace(world, worth=None if worth is None else worth / more)


def rated(step: Known, rate: float) -> Known:
    """The step with another rate, as sure as before."""
    check_rate(step.stage, rate)
    weight = step.worth
    if weight is None or rate == 1:
        return replace(step, rate=rate, source=Source.GIVEN)
    return replace(step, rate=Beta(rate * weight, (1 - rate) * weight), source=Source.GIVEN)


def _hastened(world: World, step: Known, share: float) -> World:
    quicker = replace(step, lag=hastened(step.lag, share), days=hastened(step.days, share))
    return replace(world.with_step(quicker), haste={**world.haste, step.stage: share})


# -- what becomes of it ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """A month of a world in steady state, the price of its scenario paid; and the wins of the months that come.

    `gain` is what is left more than as it is, `per_price` the gain before the price over the price: above 1 it pays.
    `days` are those by which half of the wins are won, from the first stage. `coming` are the wins of the months that
    were asked for: the low, the middle and the high end of 80 % of the futures. `ratio` is the worth of a customer over
    what one costs.
    """

    name: str
    entries: float
    wins: float
    revenue: float
    cost: float
    left: float
    cac: float | None
    days: float
    coming: tuple[float, ...]
    worth: float | None
    ratio: float | None
    price: float = 0.0
    gain: float = 0.0
    per_price: float | None = None


def outcome(world: World, name: str, months: int, *, seed: int, price: float = 0.0) -> Outcome:
    """What a world comes to."""
    wins = world.inflow.mean * prod(step.mean for step in world.steps)
    revenue = wins * world.value
    cost = world.funnel.cost + world.commission * revenue + price
    cac = cost / wins if wins else None
    ahead = months + 1
    futures = landing(world.steps, world.open_, world.inflow, ahead, world.remains, seed=seed)
    # The months that were asked for begin after the current one.
    return Outcome(
        name, world.inflow.mean, wins, revenue, cost, revenue - cost, cac,
        float(half_by(lag_from(world.steps, world.steps[0].stage))),
        quantiles(futures[WON][:, 1:]), world.worth,
        None if world.worth is None or not cac else world.worth / cac, price,
    )  # fmt: skip


def compared(
    world: World, scenarios: Sequence[Scenario], at_stake: AtStake, months: int, *, name: str, seed: int
) -> list[Outcome]:
    """The world as it is, named so, and after each scenario by itself."""
    as_it_is = outcome(world, name, months, seed=seed)
    told = [as_it_is]
    for scenario in scenarios:
        after = outcome(pulled(world, scenario, at_stake), scenario.name, months, seed=seed, price=scenario.price)
        gain = after.left - as_it_is.left
        paid = (gain + scenario.price) / scenario.price if scenario.price else None
        told.append(replace(after, gain=gain, per_price=paid))
    return told
