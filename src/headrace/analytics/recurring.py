"""What became of the revenue that a period began with, and of the customers who brought it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from headrace.analytics.customers import bridged, months_of
from headrace.analytics.lifetime.revenue import Bridge
from headrace.analytics.question import (
    SEGMENT,
    Column,
    Counted,
    Kind,
    Question,
    Reading,
    Row,
    figure,
    rate,
    share,
)
from headrace.analytics.tables import PERIODS
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

FIGURES = ("customers", "lost", "shrunk", "grown", "fresh", "back")
AMOUNTS = ("opening", "churned", "contracted", "expanded", "added")


def units(_stays: ir.Table, payments: ir.Table, periods: ir.Table) -> ir.Table:
    """One row per customer and period that it paid in, or had paid in the one before."""
    t = bridged(payments, periods)
    change = t.closing - t.opening
    there, left = t.opening > 0, t.closing == 0
    nothing = ibis.literal(0, "int64")
    return t.select(
        "unit", "journey", "person", "segment", "bucket", "fresh", "back",
        customers=there, lost=there & left, shrunk=there & ~left & (change < 0), grown=there & (change > 0),
        opening=t.opening, churned=ibis.ifelse(left, t.opening, nothing),
        contracted=ibis.ifelse(there & ~left & (change < 0), -change, nothing),
        expanded=ibis.ifelse(there & (change > 0), change, nothing),
        added=ibis.ifelse(there, nothing, t.closing),
    )  # fmt: skip


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per segment and completed period, in their order; periods without any customer are left out."""
    months_of(reading)
    rows = sorted(counted.figures, key=lambda row: (row["bucket"], row["segment"] is None, row["segment"] or ""))
    return [_row(row) for row in rows]


def _row(row: Row) -> Row:
    told = Bridge(row["opening"], row["churned"], row["contracted"], row["expanded"], row["customers"], row["lost"])
    return {
        "period": row["bucket"], "segment": row["segment"],
        **{name: row[name] for name in (*FIGURES, *AMOUNTS)},
        "closing": told.opening - told.churned - told.contracted + told.expanded,
        "grr": told.grr, "nrr": told.nrr, **rate("logo_churn", told.lost, told.customers),
    }  # fmt: skip


WHEN = Column("period", Kind.PERIOD, N_("Period"), N_("The month, quarter or year, completed at the as-of date."))
OPENING = Column("opening", Kind.MONEY, N_("Opening"), N_("What they paid in the period before."))
RETENTION = Question(
    name="revenue_retention",
    title=N_("Revenue retention"),
    meaning=N_("How much of the revenue that a period began with was kept, and how many of the customers."),
    population=N_("Customers who paid in the period before; who is new or came back counts in `revenue_bridge` alone."),
    columns=(
        WHEN,
        SEGMENT,
        figure("customers", N_("Customers"), N_("Paid in the period before.")),
        figure("lost", N_("Lost"), N_("Of these, paid nothing in the period.")),
        *share("logo_churn", "customers", N_("Logo churn"), N_("Lost of customers.")),
        figure("shrunk", N_("Shrunk"), N_("Paid less than before.")),
        figure("grown", N_("Grown"), N_("Paid more than before.")),
        OPENING,
        Column("grr", Kind.RATE, N_("GRR"), N_("Gross revenue retention: opening without churn and contraction.")),
        Column("nrr", Kind.RATE, N_("NRR"), N_("Net revenue retention: what the same customers paid, of opening.")),
    ),
    keys={"bucket": "period", "segment": "segment"},
    figures=FIGURES,
    units={"default": units},
    finish=finish,
    tables=("payments", PERIODS),
    amounts=AMOUNTS,
    by_period=True,
    bucket="year",
    unit="person",
    caveats=(
        N_("It goes by what was paid in each period: who pays once a year is followed by year, not by quarter."),
        N_("Payments in other currencies are left out."),
    ),
)

BRIDGE = replace(
    RETENTION,
    name="revenue_bridge",
    title=N_("From opening to closing revenue"),
    meaning=N_("What became of the revenue that a period began with, and what came in beside it."),
    population=N_("Customers who paid in the period before; who is new or came back stands apart, under added."),
    columns=(
        WHEN,
        SEGMENT,
        OPENING,
        Column("churned", Kind.MONEY, N_("Churned"), N_("Of this, what the lost customers had paid.")),
        Column("contracted", Kind.MONEY, N_("Contraction"), N_("By how much less those who shrank paid.")),
        Column("expanded", Kind.MONEY, N_("Expansion"), N_("By how much more those who grew paid.")),
        Column("closing", Kind.MONEY, N_("Closing"), N_("What the same customers paid in the period.")),
        figure("fresh", N_("New"), N_("Customers who paid for the first time.")),
        figure("back", N_("Came back"), N_("Customers who had paid once, but not in the period before.")),
        Column("added", Kind.MONEY, N_("Added"), N_("What the new and those who came back paid.")),
    ),
    like="revenue_retention",
)  # fmt: skip
