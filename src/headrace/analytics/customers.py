"""Customers by what they pay, period by period: the tables that the questions about their worth share.

A customer is the person who paid, or else the company, or the pass that the money belongs to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics.question import Reading
from headrace.analytics.tables import in_period
from headrace.core.errors import UsageError
from headrace.core.lazily import lazy
from headrace.core.texts import _

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}


def months_of(reading: Reading) -> int:
    """How many months a period has; refused for weeks, for nobody pays by the week."""
    months = MONTHS_OF.get(reading.ask.bucket or "")
    if months is None:
        raise UsageError(_("Customers are followed by month, quarter or year."), hint=_("Such as --every quarter."))
    return months


def payers(payments: ir.Table) -> ir.Table:
    """The payments that have a day and a customer (`unit`), with the day the customer `began` and its segment."""
    t = payments.filter(payments.day.notnull())
    t = t.mutate(unit=ibis.coalesce(t.person, t.account, t.journey))
    t = t.filter(t.unit.notnull())
    theirs = ibis.window(group_by=t.unit)
    return t.mutate(began=t.day.min().over(theirs), segment=t.segment.min().over(theirs))


def paid(t: ir.Table, periods: ir.Table) -> ir.Table:
    """Of payers one row per completed period with a payment: its number, its first day (`start`), the revenue.

    `revenue` is null where all was paid in other currencies.
    """
    t = t.join(periods.select("number", "start"), t.bucket == periods.start)
    return t.group_by(["unit", "number", "start"]).agg(
        journey=t.journey.max(), person=t.person.max(), segment=t.segment.min(), revenue=t.value.sum()
    )  # fmt: skip


def bridged(payments: ir.Table, periods: ir.Table) -> ir.Table:
    """One row per customer and completed period in the asked one: what it paid in the period before, and in this one.

    Whoever paid nothing before came `fresh` (never paid until then) or `back`. Less than nothing counts as nothing.
    """
    return asked(_steps(paid(payers(payments), periods)), periods)


def asked(t: ir.Table, periods: ir.Table) -> ir.Table:
    """The rows whose period begins in the asked one, with its first day as their `bucket`."""
    when = begun(periods)
    return t.join(when, t.number == when.period)


def begun(periods: ir.Table) -> ir.Table:
    """The completed periods that begin in the asked one, each with its number (`period`) and first day (`bucket`)."""
    return periods.filter(in_period(periods, "start")).select(period=periods.number, bucket=periods.start)


def _steps(t: ir.Table) -> ir.Table:
    """For each row with money the step to the next period, and for those that none leads to the arrival."""
    t = t.filter(t.revenue > 0)
    mine = ibis.window(group_by=t.unit, order_by=t.number)
    t = t.mutate(earlier=t.number.lag().over(mine), later=t.number.lead().over(mine),
                 then=t.revenue.lead().over(mine))  # fmt: skip
    who = ("unit", "journey", "person", "segment")
    stays_on = (t.later == t.number + 1).fill_null(False)
    nothing, never = ibis.literal(0, "int64"), ibis.literal(False)
    onward = t.select(*who, number=t.number + 1, opening=t.revenue, closing=ibis.ifelse(stays_on, t.then, nothing),
                      fresh=never, back=never)  # fmt: skip
    led_to = (t.earlier == t.number - 1).fill_null(False)
    arrived = t.filter(~led_to).select(*who, number=t.number, opening=nothing, closing=t.revenue,
                                       fresh=t.earlier.isnull(), back=t.earlier.notnull())  # fmt: skip
    return ibis.union(onward, arrived)
