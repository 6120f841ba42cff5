"""Customers by what they pay, period by period: the tables that the questions about their worth share.

A customer is the person who paid, or else the company, or the pass that the money belongs to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics.question import Reading
from headrace.analytics.tables import clipped, in_period
from headrace.core.errors import UsageError
from headrace.core.lazily import lazy
from headrace.core.texts import _

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

RENEWALS, UPSELLS = ("renewal",), ("upsell", "cross-sell", "cross_sell")
"""What opportunities of customers are called."""
MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}


def months_of(reading: Reading) -> int:
    """How many months a period has; refused for weeks, for nobody pays by the week."""
    months = MONTHS_OF.get(reading.ask.bucket or "")
    if months is None:
        raise UsageError(_("Customers are followed by month, quarter or year."), hint=_("Such as --every quarter."))
    return months


def payers(payments: ir.Table) -> ir.Table:
    """The dated payments with their customer (`unit`), the day on which that one `began`, and the segment.

    The customer is who paid or whose deal it is, else the account or pass. What is less than nothing is a `refund`: it
    lessens what was paid, and nobody is there by it. From before the first payment it is left out.
    """
    t = payments.filter(payments.day.notnull())
    t = t.mutate(unit=ibis.coalesce(t.person, t.account, t.journey))
    t = t.filter(t.unit.notnull())
    t = t.mutate(refund=(t.value < 0).fill_null(False))
    first = ibis.ifelse(t.refund, ibis.null(t.day.type()), t.day).min()
    t = t.mutate(began=first.over(ibis.window(group_by=t.unit)))
    t = t.filter(t.day >= t.began)
    return t.mutate(segment=t.segment.min().over(ibis.window(group_by=t.unit)))


def paid(t: ir.Table, periods: ir.Table) -> ir.Table:
    """Of payers one row per completed period with a payment: its number, its first day (`start`), the revenue.

    `revenue` is null where all was paid in other currencies.
    """
    t = t.join(periods.select("number", "start"), t.bucket == periods.start)
    t = t.group_by(["unit", "number", "start"]).agg(
        journey=t.journey.max(), person=t.person.max(), segment=t.segment.min(), revenue=t.value.sum(),
        refund=t.refund.all(),
    )  # fmt: skip
    return t.filter(~t.refund).drop("refund")


def under_contract(stays: ir.Table, moves: ir.Table, deals: ir.Table, periods: ir.Table) -> ir.Table:
    """One row per customer and completed period, with the value of its contracts at the end of the period as `revenue`.

    A win, a renewal and a value entered after the win set what a contract is worth; who churns leaves, or takes away
    so much. A renewal without a value leaves it as it is. What was won as a renewal is no further contract.
    """
    leads = clipped(stays, undated=True)
    whose = leads.group_by(leads.journey.name("of")).agg(
        unit=leads.unit.max(), person=leads.person.max(), segment=leads.segment.min()
    )
    t = _agreed(moves, deals)
    t = _worth(_contracts(t.join(whose, t.journey == whose.of), moves))
    later = ibis.window(group_by=[t.unit, t.contract, t.apart], order_by=[t.at_us, t.root])
    t = t.mutate(until=t.bucket.lead().over(later))
    every = periods.select("number", period=periods.start)
    t = t.join(every, [every.period >= t.bucket, t.until.isnull() | (every.period < t.until)])
    t = t.mutate(segment=t.segment.min().over(ibis.window(group_by=t.unit)))
    return t.group_by(["unit", "number"]).agg(
        journey=t.journey.max(), person=t.person.max(), segment=t.segment.min(), revenue=t.worth.sum()
    )  # fmt: skip


def _agreed(moves: ir.Table, deals: ir.Table) -> ir.Table:
    """What was agreed from a customer's first win on: what sets a contract's worth, and what lessens it."""
    won, told = moves.filter(moves.kind == "won"), deals.filter(deals.kind.isin(["valued", "renewed", "churned"]))
    columns = ("journey", "kind", "at_us", "root", "bucket", "value")
    t = ibis.union(*(each.filter(each.bucket.notnull()).select(*columns) for each in (won, told)))
    so_far = ibis.window(group_by=t.journey, order_by=[t.at_us, t.root], preceding=None, following=0)
    t = t.mutate(wins=ibis.ifelse(t.kind == "won", 1, 0).cast("int64").sum().over(so_far))
    t = t.filter(t.wins > 0)
    left = t.kind == "churned"
    lessens, keeps = left & t.value.notnull(), (t.kind == "renewed") & t.value.isnull()
    amount = ibis.ifelse(left, -t.value, t.value).fill_null(0)
    return t.mutate(sets=ibis.ifelse(lessens | keeps, 0, 1).cast("int64"), amount=amount)


def _contracts(t: ir.Table, moves: ir.Table) -> ir.Table:
    """Which contract of its customer each of these is about.

    What was won as a renewal goes on with the `contract` (its number, from 0) before it; what was won as an upsell or
    cross-sell stands `apart`, as the pass that it is.
    """
    typed = moves.filter(moves.opportunity_type.notnull())
    latest = ibis.window(group_by=typed.journey, order_by=[typed.at_us.desc(nulls_first=False), typed.root.desc()])
    typed = typed.mutate(turn=ibis.row_number().over(latest))
    typed = typed.filter(typed.turn == 0).select(typed=typed.journey, type=typed.opportunity_type)
    first = t.filter((t.kind == "won") & (t.wins == 1))
    first = first.left_join(typed, first.journey == typed.typed)
    beside = first.type.isin(UPSELLS).fill_null(False)
    begins = ~beside & ~first.type.isin(RENEWALS).fill_null(False)
    so_far = ibis.window(group_by=first.unit, order_by=[first.at_us, first.root], preceding=None, following=0)
    number = ibis.ifelse(begins, 1, 0).cast("int64").sum().over(so_far)
    nothing = ibis.null("int64")
    first = first.select(won=first.journey, contract=ibis.ifelse(beside, nothing, number),
                         apart=ibis.ifelse(beside, first.journey, ibis.null("string")))  # fmt: skip
    return t.join(first, t.journey == first.won)


def _worth(t: ir.Table) -> ir.Table:
    """The contract's worth after each of these: what last set it, less what was taken away since."""
    of = [t.unit, t.contract, t.apart]
    so_far = ibis.window(group_by=of, order_by=[t.at_us, t.root], preceding=None, following=0)
    t = t.mutate(term=t.sets.sum().over(so_far))
    of_term = ibis.window(group_by=[t.unit, t.contract, t.apart, t.term], order_by=[t.at_us, t.root],
                          preceding=None, following=0)  # fmt: skip
    t = t.mutate(left=t.amount.sum().over(of_term))
    return t.select(
        "unit", "person", "segment", "contract", "apart", "journey", "at_us", "root", "bucket",
        worth=ibis.greatest(t.left, ibis.literal(0, "int64")),
    )  # fmt: skip


def bridged(t: ir.Table, periods: ir.Table) -> ir.Table:
    """From what each customer brought in each period: what it was in the period before (`opening`) and in this one.

    One row per customer and completed period that begins in the asked one. Whoever brought nothing before came
    `fresh` (never did until then) or `back`. Less than nothing counts as nothing.
    """
    return asked(_steps(t), periods)


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
