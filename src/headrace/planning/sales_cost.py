"""What winning costs in all, and when it has paid for itself: the top of the funnel, the people after it, the cash.

- Top-of-funnel cost = what leads were bought for + the cost of inside sales. (The source article names it without a
  formula; this one is ours.)
- Total cost of sales = top-of-funnel cost + the selling people after it + commission on the revenue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from headrace.core.asking import CallingCost
from headrace.core.errors import PlanRefused
from headrace.core.texts import _
from headrace.planning.checks import check_amount, check_amounts, check_lag, check_positive, check_share
from headrace.planning.forward import added
from headrace.planning.inside_sales import EVERY_DIAL, Counting, cost_of
from headrace.planning.lags import AT_ONCE, Lag


@dataclass(frozen=True, slots=True)
class Selling:
    """A volume of leads and what becomes of it; money in minor units.

    `per_lead` is what a lead is bought for, `people` what the selling people after inside sales cost, for this volume.
    `commission` is a share of the revenue.
    """

    leads: float
    opportunities: float
    wins: float
    value: float
    per_lead: float = 0.0
    people: float = 0.0
    commission: float = 0.0

    def __post_init__(self) -> None:
        for name in ("leads", "opportunities", "wins", "value", "per_lead", "people"):
            check_amount(name, getattr(self, name))
        check_share("commission", self.commission)

    def times(self, multiple: float) -> Selling:
        """The same with so many times the leads: rates, prices and the work per lead stay."""
        check_positive(_("The multiple"), multiple)
        return replace(
            self, leads=self.leads * multiple, opportunities=self.opportunities * multiple,
            wins=self.wins * multiple, people=self.people * multiple,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CostOfSales:
    """What a volume costs and brings. `cash` is the revenue less the total; what divides by none is None."""

    leads: float
    minutes: float
    inside_sales: float
    top_of_funnel: float
    total: float
    revenue: float
    per_lead: float | None
    per_opportunity: float | None
    per_win: float | None

    @property
    def cash(self) -> float:
        """What the revenue leaves over the total cost of sales."""
        return self.revenue - self.total


def cost_of_sales(selling: Selling, calling: CallingCost, counted: Counting = EVERY_DIAL) -> CostOfSales:
    """The cost of winning a volume; per lead and per opportunity it is top-of-funnel cost, per win the total.

    >>> from headrace.planning.inside_sales import ARTICLE, Dials
    >>> told = cost_of_sales(Selling(2_000, 340, 68, 0, per_lead=50_00), ARTICLE, Counting(Dials.ONCE))
    >>> round(told.top_of_funnel, 2), round(told.per_opportunity, 2)
    (10609756.1, 31205.16)
    """
    calls = cost_of(selling.leads, calling, counted)
    top = selling.leads * selling.per_lead + calls.cost
    revenue = selling.wins * selling.value
    total = top + selling.people + selling.commission * revenue
    return CostOfSales(
        selling.leads, calls.minutes, calls.cost, top, total, revenue,
        _per(top, selling.leads), _per(top, selling.opportunities), _per(total, selling.wins),
    )  # fmt: skip


def growth(
    selling: Selling, calling: CallingCost, counted: Counting = EVERY_DIAL, multiples: Sequence[float] = (1, 2, 4)
) -> list[CostOfSales]:
    """The cost of once, twice and four times the leads. With less time per lead, pass a `calling` of fewer minutes.

    >>> from headrace.planning.inside_sales import ARTICLE, Dials
    >>> [round(row.inside_sales) for row in growth(Selling(2_000, 340, 68, 0), ARTICLE, Counting(Dials.ONCE))]
    [609756, 1219512, 2439024]
    """
    return [cost_of_sales(selling.times(multiple), calling, counted) for multiple in multiples]


def cost_per_stage(entries: Sequence[float], costs: Sequence[float]) -> list[float | None]:
    """All cost of a cohort up to and including each stage, over its entries to the stage; None where nobody got there.

    >>> cost_per_stage([1_000, 100, 0], [5_000, 2_000, 300])
    [5.0, 70.0, None]
    """
    check_amounts(_("The entries"), entries)
    check_amounts(_("The costs"), costs)
    return [_per(so_far, count) for so_far, count in zip(accumulate(costs), entries, strict=True)]


def _per(cost: float, count: float) -> float | None:
    return cost / count if count else None


# -- cash --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cash:
    """The cumulated cash at the end of each month from 0 on.

    `break_even` is the first month with a balance of at least 0 that costs came before; None if there is none yet.
    """

    balance: tuple[float, ...]
    break_even: int | None

    @property
    def lowest(self) -> float:
        """The lowest balance: the money that it takes; 0 if it never is below."""
        return min(0.0, *self.balance)


def cash(
    wins: Sequence[float],
    value: float,
    costs: Sequence[float],
    *,
    fixed: float = 0.0,
    margin: float = 1.0,
    pays_after: Lag = AT_ONCE,
) -> Cash:
    """The cumulated cash of a plan, month by month.

    Args:
        wins: how many are won in each month.
        value: the revenue of a win.
        costs: the total cost of sales of each month; what is not named costs nothing.
        fixed: what each month costs beside that.
        margin: the share of revenue that is left once the product is delivered.
        pays_after: the share of customers that pays 0, 1, 2 ... months after the win.

    Returns:
        The balance of every month of `wins` and `costs`, and of those in which the last payments arrive.

    >>> told = cash([0, 1, 2, 2], 100, [60, 60, 60], margin=0.8, pays_after=(0.0, 1.0))
    >>> told.balance, told.break_even, told.lowest
    ((-60.0, -120.0, -100.0, 60.0, 220.0), 3, -120.0)
    """
    check_amounts(_("The wins"), wins)
    check_amounts(_("The costs"), costs)
    check_amount(_("The value of a win"), value)
    check_amount(_("The fixed cost"), fixed)
    check_share(_("The margin"), margin)
    check_lag(_("The payment"), pays_after)
    months = max(len(wins), len(costs))
    if not months:
        raise PlanRefused(_("The plan has no month."), hint=_("Give wins or costs of at least one."))
    paid = [0.0] * (len(wins) + len(pays_after) - 1)
    for month, count in enumerate(wins):
        for wait, share in enumerate(pays_after):
            paid[month + wait] += count * value * margin * share
    out = added([fixed] * months, costs)
    balance = tuple(accumulate(added(paid, [-cost for cost in out])))
    spent = tuple(accumulate(added(out, [0.0] * len(balance))))
    back = (month for month, left in enumerate(balance) if left >= -1e-9 * spent[month] and spent[month] > 0)
    return Cash(balance, next(back, None))
