"""What it costs to call and qualify leads, with every switch of the sum open, and how many people it takes.

After the article on the cost of inside sales and David Skok's model of it. Money is in minor units.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import floor

from headrace.analytics.calling import by_formula
from headrace.analytics.funnel_math import one_in
from headrace.core.asking import CallingCost
from headrace.core.errors import PlanRefused
from headrace.core.plan import Dials
from headrace.core.texts import _
from headrace.planning.checks import check_amount, check_positive, check_rate, whole

BUSY = 0.85
"""Above this utilisation people wait for each other, and nobody has time for a bad day."""


@dataclass(frozen=True, slots=True)
class Counting:
    """How the cost is added up.

    `connect` is the chance that a dial is answered and `attempts` the most dials of a lead; both are needed where dials
    are capped. `truncate` drops what of a day's cost is below so many minor units, as an article does that
    prints $487 for 487.80; 0 drops nothing.
    """

    dials: Dials = Dials.ALL
    connect: float | None = None
    attempts: int | None = None
    truncate: int = 0

    def __post_init__(self) -> None:
        check_amount("truncate", self.truncate)
        if self.dials is not Dials.CAPPED:
            return
        if self.connect is None or self.attempts is None:
            raise PlanRefused(
                _("Capped dials need the chance of a connection and the most attempts."),
                hint=_("Give both, or count dials once or all."),
            )
        check_rate(_("a connection"), self.connect)
        check_positive(_("The most attempts"), self.attempts)


EVERY_DIAL = Counting()


@dataclass(frozen=True, slots=True)
class Reached:
    """Of one lead: the chance that we talk in the end, and how many dials it takes on average."""

    completed: float
    dials: float


def reached(connect: float, attempts: int) -> Reached:
    """How a lead fares that is dialled until it answers, or so many times at most.

    Completed 1 - (1 - p)^k, dials (1 - (1 - p)^k)/p, if each dial has the same chance of its own.

    >>> reached(0.25, 6)
    Reached(completed=0.822021484375, dials=3.2880859375)
    """
    check_rate(_("a connection"), connect)
    check_positive(_("The most attempts"), attempts)
    completed = 1 - (1 - connect) ** attempts
    return Reached(completed, completed / connect)


@dataclass(frozen=True, slots=True)
class Cost:
    """What calling some leads takes: talks, dials, minutes of both, paid days of 100 % calling, and money."""

    leads: float
    completed: float
    dials: float
    minutes: float
    days: float
    day_cost: float
    cost: float
    talk_minutes: float

    def per(self, count: float) -> float:
        """The cost of each of some outcomes, for instance of the opportunities that came of it."""
        check_positive(_("The outcomes to share a cost"), count)
        return self.cost / count

    @property
    def per_minute(self) -> float:
        """What a minute on the phone costs."""
        return self.cost / self.minutes if self.minutes else 0.0


def day_cost(calling: CallingCost, truncate: int = 0) -> float:
    """What a whole day of selling costs, in minor units: a paid day over the share of it in which a rep sells.

    >>> round(day_cost(ARTICLE), 4), day_cost(ARTICLE, truncate=100)
    (48780.4878, 48700)
    """
    if calling.minute is None:
        raise PlanRefused(
            _("Nobody has said what people are paid."), hint=_("Give a yearly pay, or set calling in the policy.")
        )
    exact = calling.minute * 60 * calling.hours_a_day
    return floor(exact / truncate + 1e-9) * truncate if truncate else exact


def cost_of(leads: float, calling: CallingCost, counted: Counting = EVERY_DIAL) -> Cost:
    """What it costs to call some leads; linear in leads, pay and minutes.

    The minutes are those of `analytics.calling.by_formula`: a talk per completed call, and every other dial reaches
    nobody.

    >>> fuller, printed = cost_of(2_000, ARTICLE), cost_of(2_000, ARTICLE, AS_PRINTED)
    >>> round(fuller.cost), printed.cost, round(fuller.per(340))
    (2439024, 608750.0, 7174)
    """
    check_amount(_("The leads"), leads)
    each = _each(calling, counted)
    talking, chasing = (leads * minutes for minutes in _minutes(each, calling))
    minutes = talking + chasing
    days, rate = minutes / 60 / calling.hours_a_day, day_cost(calling, counted.truncate)
    return Cost(leads, leads * each.completed, leads * each.dials, minutes, days, rate, days * rate, talking)


def _each(calling: CallingCost, counted: Counting) -> Reached:
    match counted.dials:
        case Dials.ONCE:
            return Reached(1.0, 1.0)
        case Dials.ALL:
            return Reached(1.0, calling.dials)
        case Dials.CAPPED:
            return reached(counted.connect or 0.0, counted.attempts or 0)


def _minutes(each: Reached, calling: CallingCost) -> tuple[float, float]:
    """The minutes of talking and of chasing that one lead takes: the formula's, for fewer talks or other dials."""
    talk = by_formula(1, calling, dials=1).minutes
    chase = by_formula(1, calling, dials=2).minutes - talk
    return each.completed * talk, (each.dials - each.completed) * chase


ARTICLE = CallingCost(paid_days=300, yearly_pay=6_000_000)
"""The article's company: $60,000 a year at $200 a day, which makes 300 paid days."""
AS_PRINTED = Counting(Dials.ONCE, truncate=100)
"""The article's own sum: one dial of its four, and a day's cost truncated to $487."""


@dataclass(frozen=True, slots=True)
class Told:
    """A cost as the source article adds it up, the same in full, and the reasons why they differ."""

    printed: Cost
    full: Cost
    reasons: tuple[str, ...] = field(default=())


def article(leads: float = 2_000, calling: CallingCost = ARTICLE) -> Told:
    """The article's preset beside the full cost.

    >>> told = article()
    >>> told.printed.cost // 100, told.full.cost // 100
    (6087.0, 24390.0)
    """
    return Told(
        cost_of(leads, calling, AS_PRINTED),
        cost_of(leads, calling),
        (
            _("The article says that a completed call takes {dials} dials, and counts one.", dials=calling.dials),
            _("It truncates the cost of a day, and that of all days, to whole units of money."),
            _("Its pay by the year and by the day make {days} paid days a year; 260 are usual.",
              days=calling.paid_days),
        ),
    )  # fmt: skip


# -- people ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Capacity:
    """What some people can do in a number of working days, against what is asked of them.

    `reps` is how many the work takes, exactly; `needed` in whole people; `hire` how many more it takes for a
    utilisation of at most 85 %. `utilisation` is None if there is nobody.
    """

    reps: float
    needed: int
    utilisation: float | None
    hire: int

    @property
    def overloaded(self) -> bool:
        """Whether the work does not fit, or fits only without any slack."""
        return self.needed > 0 and (self.utilisation is None or self.utilisation > BUSY)


def selling_minutes(calling: CallingCost, days: float) -> float:
    """The minutes that one rep has for calls in some working days.

    >>> round(selling_minutes(CallingCost(), 1), 6)
    196.8
    """
    check_positive(_("The working days"), days)
    return calling.selling_share * calling.hours_a_day * 60 * days


def capacity(minutes: float, reps: int, calling: CallingCost, days: float = 20) -> Capacity:
    """How busy some reps are with so many minutes of calls in a number of working days, and how many it takes.

    >>> told = capacity(24_000, 5, CallingCost())
    >>> round(told.reps, 6), told.needed, round(told.utilisation, 4), told.hire
    (6.097561, 7, 1.2195, 3)
    """
    check_amount(_("The minutes"), minutes)
    check_amount(_("The reps"), reps)
    exact = minutes / selling_minutes(calling, days)
    return Capacity(exact, whole(exact), exact / reps if reps else None, max(0, whole(exact / BUSY) - reps))


def leads_per_rep(calling: CallingCost, counted: Counting = EVERY_DIAL, days: float = 20) -> float:
    """How many leads one rep can call in some working days.

    >>> round(leads_per_rep(CallingCost(), Counting(Dials.ONCE))), round(leads_per_rep(CallingCost()))
    (1312, 328)
    """
    return selling_minutes(calling, days) / minutes_of(calling, counted)


def minutes_of(calling: CallingCost, counted: Counting = EVERY_DIAL) -> float:
    """The minutes of talking and of chasing that one lead takes.

    >>> minutes_of(CallingCost())
    12.0
    """
    return sum(_minutes(_each(calling, counted), calling))


# -- who calls ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Raw:
    """The price of sending raw inquiries to sales: talks, minutes and money to find one lead among them."""

    calls_per_lead: float
    minutes_per_lead: float
    cost_per_lead: float


def raw(lead_rate: float, calling: CallingCost, counted: Counting = EVERY_DIAL) -> Raw:
    """What sales pays for each lead that it digs out of unqualified inquiries itself, of which a share are leads.

    >>> round(raw(0.044, ARTICLE).calls_per_lead, 2)
    22.73
    """
    check_rate(_("inquiries that are leads"), lead_rate)
    calls = one_in(lead_rate) or 0.0
    told = cost_of(calls, calling, counted)
    return Raw(calls, told.minutes, told.cost)
