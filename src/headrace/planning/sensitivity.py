"""What each lever is worth: a better rate, more volume, a higher price, a lower cost, and what the lift itself costs.

That the top of the funnel beats its bottom is no law. With money spent per entry a free lift late saves more than one
early; with a fixed spend any lift is worth the same; and a lift that costs half as much may be worth half as much. So
a ranking names its assumption.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from headrace.core.errors import PlanRefused
from headrace.core.texts import N_, _
from headrace.planning.checks import check_amount, check_amounts, check_rate


@dataclass(frozen=True, slots=True)
class Funnel:
    """A funnel: entries to the first stage, the rate of each step, and what an entry to each stage costs.

    `costs` are as many as `rates`: a win has no cost of its own here. `fixed` is spent whatever happens. `value` is
    the revenue of a win.
    """

    entries: float
    rates: tuple[float, ...]
    costs: tuple[float, ...]
    value: float = 0.0
    fixed: float = 0.0

    def __post_init__(self) -> None:
        check_amounts(_("The cost of an entry"), self.costs)
        for name, amount in (("entries", self.entries), ("value", self.value), ("fixed", self.fixed)):
            check_amount(name, amount)
        for number, rate in enumerate(self.rates, 1):
            check_rate(_("step {number}", number=number), rate)
        if not self.rates or len(self.rates) != len(self.costs):
            raise PlanRefused(
                _("{rates} rates and {costs} costs.", rates=len(self.rates), costs=len(self.costs)),
                hint=_("Every stage before the win has one of each."),
            )

    @property
    def counts(self) -> tuple[float, ...]:
        """How many enter each stage; the last are the wins.

        >>> Funnel(1_000, (0.5, 0.5, 0.5), (20, 200, 800)).counts
        (1000, 500.0, 250.0, 125.0)
        """
        counts = [self.entries]
        for rate in self.rates:
            counts.append(counts[-1] * rate)
        return tuple(counts)

    @property
    def wins(self) -> float:
        """How many are won."""
        return self.counts[-1]

    @property
    def cost(self) -> float:
        """What all entries cost, and what is fixed."""
        return self.fixed + sum(count * cost for count, cost in zip(self.counts, self.costs, strict=False))

    @property
    def revenue(self) -> float:
        """What the wins bring."""
        return self.wins * self.value

    @property
    def cac(self) -> float | None:
        """The cost of a customer; None where there is none.

        >>> Funnel(1_000, (0.5, 0.5, 0.5), (20, 200, 800)).cac
        2560.0
        """
        return self.cost / self.wins if self.wins else None


def funnel_of(counts: Sequence[float], costs: Sequence[float], value: float = 0.0, fixed: float = 0.0) -> Funnel:
    """The funnel of counts per stage, the wins last, and costs per entry of every stage before.

    >>> round(funnel_of([1_000, 300, 150, 125], [20, 200, 800]).cac)
    1600
    """
    if not all(counts[:-1]):
        raise PlanRefused(_("A stage of the funnel is empty."), hint=_("Its next rate cannot be told: type one in."))
    return Funnel(counts[0], tuple(to / frm for frm, to in pairwise(counts)), tuple(costs), value, fixed)


# -- levers ------------------------------------------------------------------------------------------------


class What(StrEnum):
    """What a lever moves."""

    RATE = "rate"
    VOLUME = "volume"
    VALUE = "value"
    COST = "cost"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Lever:
    """A change of one thing: `relative` (0.1 is ten percent more), or for a rate in `points` (0.1 is ten points more).

    `step` counts from 0 and is needed for a rate or a cost. `price` is what the lift costs, over the same span as the
    funnel. A cost falls with a negative change.
    """

    name: str
    what: What
    relative: float = 0.0
    points: float = 0.0
    step: int = 0
    price: float = 0.0

    def __post_init__(self) -> None:
        check_amount(_("The price of {name}", name=self.name), self.price)
        if self.points and self.what is not What.RATE:
            raise PlanRefused(
                _("{name} is no rate, so it has no points.", name=self.name), hint=_("Give a relative change.")
            )

    def turned(self) -> Lever:
        """The same lever, pulled the other way."""
        return replace(self, relative=-self.relative, points=-self.points)

    def of(self, value: float) -> float:
        """What a value becomes."""
        return value * (1 + self.relative) + self.points

    def on(self, funnel: Funnel) -> Funnel:
        """The funnel after the lever is pulled, its price not yet paid; refused where a rate would be none.

        >>> Lever("first call", What.RATE, relative=0.1).on(Funnel(1_000, (0.5, 0.5, 0.5), (20, 200, 800))).wins
        137.5
        """
        match self.what:
            case What.RATE:
                return replace(funnel, rates=self._at_step(funnel.rates))
            case What.COST:
                return replace(funnel, costs=self._at_step(funnel.costs))
            case What.VOLUME:
                return replace(funnel, entries=self.of(funnel.entries))
            case What.VALUE:
                return replace(funnel, value=self.of(funnel.value))
            case What.FIXED:
                return replace(funnel, fixed=self.of(funnel.fixed))

    def _at_step(self, values: tuple[float, ...]) -> tuple[float, ...]:
        if not 0 <= self.step < len(values):
            raise PlanRefused(
                _("{name} is at step {step}.", name=self.name, step=self.step),
                hint=_("The funnel has steps 0 to {last}.", last=len(values) - 1),
            )
        return (*values[: self.step], self.of(values[self.step]), *values[self.step + 1 :])


@dataclass(frozen=True, slots=True)
class Pulled:
    """A funnel after a lever, its price paid. `gain` is what is left over more than before; `per_cost` that per price.

    The gain is revenue less cost less the price. `per_cost` is the gain before the price over the price: above 1 the
    lever pays. None where it is free.
    """

    lever: Lever
    wins: float
    cost: float
    revenue: float
    cac: float | None
    gain: float
    per_cost: float | None


def pull(funnel: Funnel, lever: Lever) -> Pulled:
    """What a lever does to wins, cost, revenue and the cost of a customer.

    >>> told = pull(Funnel(1_000, (0.5, 0.5, 0.5), (20, 200, 800)), Lever("close", What.RATE, relative=0.1, step=2))
    >>> told.wins, round(told.cac, 6)
    (137.5, 2327.272727)
    """
    after = lever.on(funnel)
    cost = after.cost + lever.price
    gross = (after.revenue - after.cost) - (funnel.revenue - funnel.cost)
    return Pulled(
        lever, after.wins, cost, after.revenue, cost / after.wins if after.wins else None,
        gross - lever.price, gross / lever.price if lever.price else None,
    )  # fmt: skip


def compare(funnel: Funnel, levers: Iterable[Lever]) -> list[Pulled]:
    """Levers by what they are worth: those that are free and gain, then by gain per price, then those that lose."""
    return sorted((pull(funnel, lever) for lever in levers), key=_order)


def _order(each: Pulled) -> tuple[bool, bool, float]:
    return each.gain <= 0, each.per_cost is not None, -(each.gain if each.per_cost is None else each.per_cost)


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a tornado: an outcome with a lever pulled down and up; None where that cannot be."""

    lever: Lever
    down: float | None
    up: float | None

    @property
    def swing(self) -> float:
        """How far apart the two are; 0 if either cannot be."""
        return 0.0 if self.down is None or self.up is None else abs(self.up - self.down)


def tornado(funnel: Funnel, levers: Iterable[Lever], outcome: str = "cac") -> list[Bar]:
    """What an outcome (`cac`, `wins`, `revenue`, `cost`) becomes with each lever down and up, widest first.

    A lift past what can be, such as a rate above 1, leaves its side empty.
    """
    rows = [Bar(lever, _outcome(funnel, lever.turned(), outcome), _outcome(funnel, lever, outcome)) for lever in levers]
    return sorted(rows, key=lambda row: -row.swing)


def _outcome(funnel: Funnel, lever: Lever, outcome: str) -> float | None:
    try:
        return getattr(lever.on(funnel), outcome)  # type: ignore[no-any-return]
    except PlanRefused:
        return None


# -- top or bottom -----------------------------------------------------------------------------------------


class Assumption(StrEnum):
    """Under what the steps of a funnel are compared."""

    PER_ENTRY = "per_entry"
    FIXED = "fixed"
    POINTS = "points"


SAID = {
    Assumption.PER_ENTRY: N_("Each entry costs what it costs, and a lift by the same share is free at every step."),
    Assumption.FIXED: N_("The spend stays what it is, and a lift by the same share is free at every step."),
    Assumption.POINTS: N_("Each entry costs what it costs, and a lift by the same points is free at every step."),
}


@dataclass(frozen=True, slots=True)
class Ranking:
    """The cost of a customer after the same lift at each step, under one assumption; None where a step cannot take it.

    `best` are the steps (from 0) with the lowest: several if they do not differ.
    """

    assumption: Assumption
    cac: tuple[float | None, ...]
    best: tuple[int, ...]


def rankings(funnel: Funnel, lift: float = 0.1) -> list[Ranking]:
    """Which step is best to lift, under each assumption that people have in mind when they say so.

    >>> told = rankings(Funnel(1_000, (0.5, 0.5, 0.5), (20, 200, 800)))
    >>> [(each.assumption.value, each.best) for each in told]
    [('per_entry', (2,)), ('fixed', (0, 1, 2)), ('points', (2,))]
    """
    settled = replace(funnel, costs=(0.0,) * len(funnel.costs), fixed=funnel.cost)
    steps = range(len(funnel.rates))
    share = [Lever("", What.RATE, relative=lift, step=step) for step in steps]
    points = [Lever("", What.RATE, points=lift, step=step) for step in steps]
    return [
        _ranked(Assumption.PER_ENTRY, funnel, share),
        _ranked(Assumption.FIXED, settled, share),
        _ranked(Assumption.POINTS, funnel, points),
    ]


def _ranked(assumption: Assumption, funnel: Funnel, levers: Sequence[Lever]) -> Ranking:
    cac = tuple(_outcome(funnel, lever, "cac") for lever in levers)
    least = min((each for each in cac if each is not None), default=0.0)
    best = tuple(step for step, each in enumerate(cac) if each is not None and each <= least * (1 + 1e-9))
    return Ranking(assumption, cac, best)


def price_at_par(funnel: Funnel, one: Lever, other: Lever) -> float:
    """How much of `other`'s price `one` may cost to be worth as much per unit of it.

    Below 1, `one` has to be cheaper to get; that is the assumption under which it wins. Prices of the levers
    themselves are left out.

    >>> funnel = Funnel(1_000, (0.5, 0.5, 0.5), (20, 200, 800), value=10_000)
    >>> top, bottom = (Lever("", What.RATE, relative=0.1, step=step) for step in (0, 2))
    >>> price_at_par(funnel, top, bottom)
    0.76
    """
    gains = [pull(funnel, replace(lever, price=0.0)).gain for lever in (one, other)]
    if gains[1] <= 0:
        raise PlanRefused(
            _("{name} brings nothing to compare with.", name=other.name), hint=_("Does a win have a value?")
        )
    return gains[0] / gains[1]
