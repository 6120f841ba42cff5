"""What became of the revenue that a period began with, and of the customers who brought it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.customers import bridged, months_of, paid, payers, under_contract
from headrace.analytics.lifetime.revenue import Bridge
from headrace.analytics.question import (
    SEGMENT,
    WILSON_ENDS,
    Column,
    Counted,
    Kind,
    Option,
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

BASES = ("payments", "contracts")
FIGURES = ("customers", "lost", "shrunk", "grown", "fresh", "back")
AMOUNTS = ("opening", "churned", "contracted", "expanded", "added")


def of_payments(
    _stays: ir.Table, payments: ir.Table, _moves: ir.Table, _deals: ir.Table, periods: ir.Table
) -> ir.Table:
    """One row per customer and period that it paid in, or had paid in the one before."""
    return _flags(bridged(paid(payers(payments), periods), periods))


def of_contracts(stays: ir.Table, _payments: ir.Table, moves: ir.Table, deals: ir.Table, periods: ir.Table) -> ir.Table:
    """One row per customer and period at whose end, or at whose beginning, it had a contract."""
    return _flags(bridged(under_contract(stays, moves, deals, periods), periods))


def _flags(t: ir.Table) -> ir.Table:
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
OPENING = Column("opening", Kind.MONEY, N_("Opening"), N_("Their revenue of the period before."))
RETENTION = Question(
    name="revenue_retention",
    title=N_("Revenue retention"),
    meaning=N_("How much of the revenue that a period began with was kept, and how many of the customers."),
    population=N_(
        "Customers with revenue in the period before; who is new or came back counts in `revenue_bridge` alone."
    ),
    formula=(
        N_("grr = (opening - churned - contracted) / opening"),
        N_("nrr = (opening - churned - contracted + expanded) / opening"),
        N_("logo_churn = lost / customers"),
        WILSON_ENDS,
    ),
    source=(sources.SAAS_METRICS, sources.WILSON),
    columns=(
        WHEN,
        SEGMENT,
        figure("customers", N_("Customers"), N_("Had revenue in the period before.")),
        figure("lost", N_("Lost"), N_("Of these, none in the period.")),
        *share("logo_churn", "customers", N_("Logo churn"), N_("Lost of customers.")),
        figure("shrunk", N_("Shrunk"), N_("Less than before.")),
        figure("grown", N_("Grown"), N_("More than before.")),
        OPENING,
        Column("grr", Kind.RATE, N_("GRR"), N_("Gross revenue retention: opening without churn and contraction.")),
        Column(
            "nrr", Kind.RATE, N_("NRR"), N_("Net revenue retention: what the same customers bring now, of opening.")
        ),
    ),
    keys={"bucket": "period", "segment": "segment"},
    figures=FIGURES,
    worth=False,
    units={"payments": of_payments, "contracts": of_contracts},
    finish=finish,
    tables=("payments", "moves", "deals", PERIODS),
    amounts=AMOUNTS,
    shape=lambda ask: ask.options.get("basis") or BASES[0],
    by_period=True,
    bucket="year",
    unit="person",
    options=(
        Option(
            "basis",
            N_("what tells revenue: payments (default) or contracts"),
            "choice",
            BASES,
            BASES[0],
            told=N_("Revenue as told by: {value}."),
        ),
    ),
    caveats=(
        N_("By payments it is what was paid in a period: who pays once a year is followed by year, not by quarter."),
        N_(
            "By contracts it is their worth at the end of a period: set by wins and renewals, lessened by churn. What "
            "was won as a renewal goes on with the contract before it; an upsell or a cross-sell is one beside it."
        ),
        N_("Amounts in other currencies are left out."),
    ),
)

BRIDGE = replace(
    RETENTION,
    name="revenue_bridge",
    title=N_("From opening to closing revenue"),
    meaning=N_("What became of the revenue that a period began with, and what came in beside it."),
    population=N_("Customers with revenue in the period before; who is new or came back stands apart, under added."),
    formula=(
        N_("closing = opening - churned - contracted + expanded"),
        N_("added stands apart: those who brought nothing in the period before"),
    ),
    source=(sources.SAAS_METRICS,),
    columns=(
        WHEN,
        SEGMENT,
        OPENING,
        Column("churned", Kind.MONEY, N_("Churned"), N_("Of this, what the lost customers had brought.")),
        Column("contracted", Kind.MONEY, N_("Contraction"), N_("By how much those who shrank bring less.")),
        Column("expanded", Kind.MONEY, N_("Expansion"), N_("By how much those who grew bring more.")),
        Column("closing", Kind.MONEY, N_("Closing"), N_("What the same customers bring in the period.")),
        figure("fresh", N_("New"), N_("Customers with revenue for the first time.")),
        figure("back", N_("Came back"), N_("Customers who had some once, but none in the period before.")),
        Column("added", Kind.MONEY, N_("Added"), N_("What the new and those who came back bring.")),
    ),
    like="revenue_retention",
)  # fmt: skip
