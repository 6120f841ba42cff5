"""The arithmetic of a funnel: numbers in, numbers out, each formula with a case that a reader can check.

Rates are shares from 0 to 1, money is in any one unit. What cannot be divided is None.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import prod
from operator import mul


def one_in(rate: float) -> float | None:
    """How many it takes for one: the N of "1 in N"; None where nobody ever converts.

    >>> one_in(0.01), round(one_in(0.00284592), 1), one_in(0)
    (100.0, 351.4, None)
    """
    return 1 / rate if rate else None


def rate_of_one_in(many: float) -> float | None:
    """The rate of "1 in N".

    >>> round(rate_of_one_in(351), 8)
    0.002849
    """
    return 1 / many if many else None


def chain(rates: Sequence[float]) -> float:
    """The share that passes every step, if the rates are of one cohort; flow rates must never be multiplied.

    >>> round(chain([0.044, 0.66, 0.49, 0.20]), 8)
    0.00284592
    """
    return prod(rates)


def rest_of_yield(total: float, first: float) -> float | None:
    """The rate that the later steps need for a yield, given the rate of the first: a curve of constant yield.

    A target and no law: better leads may come of asking more of them. None where the first step lets nobody pass.

    >>> round(rest_of_yield(1 / 351, 0.02), 8), round(rest_of_yield(1 / 351, 0.08), 8)
    (0.14245014, 0.03561254)
    """
    return total / first if first else None


def fake_share(raw: float, clean: float) -> float | None:
    """The share of inquiries that are fake, from the conversion before and after they were left out.

    No fake converts, so that raw = clean x (1 - fakes).

    >>> fake_share(0.04, 0.08)
    0.5
    """
    return 1 - raw / clean if clean else None


def break_even(cost: float, worth: float) -> float | None:
    """How many more visitors pay for a cost, each worth so much; None where they are worth nothing.

    >>> round(break_even(800, chain([0.02, 0.3]) * 100), 2)
    1333.33
    """
    return cost / worth if worth else None


def worth_at(value: float, rates: Sequence[float]) -> list[float]:
    """What one is worth at each stage: the value of a win, times the rates that still lie ahead.

    As long as `rates` and one more: the last is a win itself.

    >>> [round(each, 6) for each in worth_at(100_000, [0.044, 0.66, 0.49, 0.20])]
    [284.592, 6468.0, 9800.0, 20000.0, 100000]
    """
    return list(accumulate(reversed(rates), mul, initial=value))[::-1]


def cost_at(cost: float, rates: Sequence[float]) -> Iterator[float | None]:
    """What one costs at each stage, if an entry to the first costs so much and nothing is spent later.

    None from the stage on that nobody reaches.

    >>> [round(each, 2) for each in cost_at(50, [0.044, 0.66, 0.49, 0.20])]
    [50.0, 1136.36, 1721.76, 3513.8, 17569.01]
    """
    for share in accumulate(rates, mul, initial=1.0):
        yield cost / share if share else None


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The four factors of a pipeline's velocity. `days` is the cycle from opportunity to win."""

    opportunities: float
    win_rate: float
    value: float
    days: float

    @property
    def per_day(self) -> float | None:
        """What it wins a day, in the unit of `value`: opportunities x win rate x value / days.

        >>> round(Pipeline(40, 0.25, 100_000, 90).per_day, 6)
        11111.111111
        """
        return self.opportunities * self.win_rate * self.value / self.days if self.days else None

    def better(self, share: float) -> dict[str, float | None]:
        """What it would win a day with one factor better by a share, by the name of the factor; the cycle shorter.

        >>> {name: round(each) for name, each in Pipeline(40, 0.25, 100_000, 90).better(0.1).items()}
        {'opportunities': 12222, 'win_rate': 12222, 'value': 12222, 'days': 12346}
        """
        lifted = {
            "opportunities": Pipeline(self.opportunities * (1 + share), self.win_rate, self.value, self.days),
            "win_rate": Pipeline(self.opportunities, self.win_rate * (1 + share), self.value, self.days),
            "value": Pipeline(self.opportunities, self.win_rate, self.value * (1 + share), self.days),
            "days": Pipeline(self.opportunities, self.win_rate, self.value, self.days * (1 - share)),
        }
        return {name: pipeline.per_day for name, pipeline in lifted.items()}


def growth(now: float, before: float) -> float | None:
    """The growth on the period before, of qualified leads the lead velocity rate; None on nothing.

    >>> [round(growth(now, before), 8) for before, now in ((200, 230), (230, 264), (264, 290))]
    [0.15, 0.14782609, 0.09848485]
    """
    return (now - before) / before if before else None
