"""What a customer is worth if churn stays as it is: lifetime value, its ratio to the cost, and when that is back.

Amounts are in minor units of one currency or in whole ones, as long as all are in the same. `margin` is what a customer
leaves in a period: average revenue per account times gross margin. `churn` is the share lost per period; who is lost
in a period has paid for it. All figures are expectations, so they are no whole numbers of cents.
"""

from dataclasses import dataclass
from math import ceil, inf, isfinite, log1p


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a customer's worth, all per period: margin, churn, growth of the margin, and discount.

    `growth` is an amount, by which the margin of a customer who stays rises each period; `discount` is 0 to 1.
    """

    margin: float
    churn: float
    growth: float = 0.0
    discount: float = 0.0

    def __post_init__(self) -> None:
        if self.churn > 1 or not 0 <= self.discount < 1:
            raise ValueError(f"Churn {self.churn} and discount {self.discount} are shares of one period, up to 1.")

    @property
    def kept(self) -> float:
        """What a period later is worth of the period before it: K = (1 - c)(1 - d)."""
        return 1 - self.lost

    @property
    def lost(self) -> float:
        """The rest, 1 - K: what churn and discount take from one period to the next."""
        return self.churn + self.discount - self.churn * self.discount

    @property
    def gone(self) -> float:
        """After how many periods nothing is left of the margin: never, unless it shrinks."""
        return max(self.margin / -self.growth, 0.0) if self.growth < 0 else inf


def lifetime_value(terms: Terms) -> float | None:
    """The margin that a new customer is expected to leave: a/(1 - K) + m K/(1 - K)^2; plainly, a/c.

    None where nobody churns (or fewer than nobody): a sum without an end, for which `value_within` gives a finite one.
    None too where more than any number can tell. A margin that shrinks each period adds nothing once it is gone.
    Skok, "SaaS Metrics 2.0 - Detailed Definitions".

    >>> lifetime_value(Terms(margin=400, churn=0.025)), lifetime_value(Terms(margin=400, churn=0))
    (16000.0, None)
    >>> round(lifetime_value(Terms(margin=400, churn=0.025, growth=4, discount=0.01)), 6)
    14708.141401
    """
    if terms.gone < inf:
        worth = value_within(terms, ceil(terms.gone))
        return worth if isfinite(worth) else None
    if terms.churn <= 0:
        return None
    return terms.margin / terms.lost + terms.growth * terms.kept / terms.lost**2


def value_within(terms: Terms, periods: int) -> float:
    """The same over a number of periods only: the sum of (a + m t) K^t. It needs no churn, and forecasts no farther.

    >>> value_within(Terms(margin=400, churn=0), 36)
    14400.0
    """
    paying = periods if terms.gone == inf else min(periods, ceil(terms.gone))
    kept, later = _sums(terms.kept, paying)
    return terms.margin * kept + terms.growth * later


def _sums(kept: float, periods: int) -> tuple[float, float]:
    """The sums of K^t and of t K^t over a number of periods, however many: each half from what a half of it adds up to.

    >>> _sums(0.5, 3), _sums(1.0, 4)
    ((1.75, 1.0), (4.0, 6.0))
    """
    first, second, at, power = 0.0, 0.0, 0, 1.0  # of the periods so far, and K to their number
    for digit in f"{max(periods, 0):b}":
        first, second, at, power = first + power * first, second + power * (second + at * first), 2 * at, power * power
        if digit == "1":
            first, second, at, power = first + power, second + power * at, at + 1, power * kept
    return first, second


def lifetime(churn: float) -> float | None:
    """The expected number of periods that a customer stays: 1/c. None without churn.

    >>> lifetime(0.025)
    40.0
    """
    return 1 / churn if churn > 0 else None


def value_to_cost(value: float | None, cost: float) -> float | None:
    """LTV:CAC, what a customer is worth of what it cost to acquire one. A common guide is more than 3.

    >>> value_to_cost(16_000, 4_000)
    4.0
    """
    return value / cost if value is not None and cost > 0 else None


def periods_to_recover(cost: float, margin: float) -> float | None:
    """Periods until a customer who stays has paid back the cost: CAC/a. A common guide is fewer than 12 months.

    >>> periods_to_recover(4_000, 400)
    10.0
    """
    return cost / margin if margin > 0 else None


@dataclass(frozen=True, slots=True)
class Payback:
    """When the cost is back in the mean over all customers, lost ones included.

    `period` is the first at whose end it is; `exact` lets the margin flow in evenly.
    """

    period: int
    exact: float


def payback(cost: float, margin: float, churn: float) -> Payback | None:
    """When the cumulative margin a (1 - (1 - c)^n)/c reaches the cost. None if it never does: a/c is below the cost.

    Where everybody leaves after one period, it has by its end or never.

    Longer than `periods_to_recover`, which takes for granted that nobody leaves before having paid.

    >>> payback(4_000, 400, 0.025).period, round(payback(4_000, 400, 0.025).exact, 6)
    (12, 11.362835)
    """
    if margin <= 0 or not 0 <= churn <= 1:
        return None
    if churn == 1:
        return Payback(1, 1.0) if cost <= margin else None
    if cost * churn >= margin:
        return None
    exact = log1p(-cost * churn / margin) / log1p(-churn) if churn else cost / margin
    return Payback(ceil(exact - 1e-9), exact)


def margin_after(margin: float, churn: float, periods: int) -> float:
    """The margin that a new customer is expected to have left after some periods.

    >>> round(margin_after(400, 0.025, 12), 2)
    4192.03
    """
    return value_within(Terms(margin, churn), periods)
