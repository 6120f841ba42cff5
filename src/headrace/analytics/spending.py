"""What went out: money, hours of work and minutes of calls, by purpose, and what people's time cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headrace.analytics.question import Row
from headrace.analytics.tables import in_period
from headrace.core.asking import CallingCost
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

CALLS = "calls"
"""The purpose of calls, beside those that a spend names."""
WINNING, KEEPING, GROWING = ("acquire", "nurture", CALLS, "sell"), ("keep",), ("grow",)
"""What is spent to win customers, to keep them, and to sell them more."""
SPEND_COUNTS = N_(
    "Spend in other currencies is left out. Hours count where no amount of money in the company's currency says what "
    "they cost."
)
AMOUNTS = ("media", "hours", "minutes")


def outlays(spend: ir.Table, calls: ir.Table) -> ir.Table:
    """The spend and the calls of the period, as `gone_out` has them."""
    return gone_out(spend.filter(in_period(spend, "day")), calls.filter(in_period(calls, "day")))


def gone_out(spent: ir.Table, called: ir.Table) -> ir.Table:
    """Spend and calls: one row per fact, of nobody, with its purpose.

    Hours count where no amount of money says what they cost.
    """
    none = ibis.null("float64")
    return ibis.union(
        spent.select(
            "bucket", "segment", "purpose", media=spent.value,
            hours=ibis.ifelse(spent.value.fill_null(0) == 0, spent.hours, none), minutes=none,
        ),
        called.select(
            "bucket", "segment", purpose=ibis.literal(CALLS), media=ibis.null("int64"), hours=none,
            minutes=called.minutes,
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spending:
    """What went out: `media` in minor units, hours of work, minutes of calls."""

    media: int = 0
    hours: float = 0.0
    minutes: float = 0.0

    def people(self, calling: CallingCost) -> float | None:
        """What people's time cost: nothing where there is none, null while nobody told what they are paid."""
        if not self.hours and not self.minutes:
            return 0.0
        if calling.hour is None or calling.minute is None:
            return None
        return calling.hour * self.hours + calling.minute * self.minutes

    def cost(self, calling: CallingCost) -> float | None:
        """Money and people's time; null while people's time has no price."""
        people = self.people(calling)
        return None if people is None else self.media + people


def spent(rows: Iterable[Row]) -> Spending:
    """The sum of what some rows of outlays tell."""
    listed = list(rows)
    return Spending(
        sum(row["media"] or 0 for row in listed),
        sum(row["hours"] or 0.0 for row in listed),
        sum(row["minutes"] or 0.0 for row in listed),
    )
