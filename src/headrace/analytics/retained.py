"""Who keeps buying: customers by the period of their first payment, followed from period to period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.customers import months_of, payers
from headrace.analytics.lifetime.retention import Triangle, triangle
from headrace.analytics.periods import month_after
from headrace.analytics.question import (
    SEGMENT,
    WILSON_ENDS,
    Column,
    Counted,
    Kind,
    Question,
    Reading,
    Row,
    figure,
    rate,
    segments,
    share,
)
from headrace.analytics.tables import in_period
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")


def units(_stays: ir.Table, payments: ir.Table) -> ir.Table:
    """One row per customer and period with a payment, with the period of the customer's first one.

    Payments without a day are left out. Only customers whose first payment lies in the asked period count.
    """
    t = payers(payments)
    t = t.filter(in_period(t, "began"))
    first = t.group_by("unit").agg(cohort=t.bucket.min(), segment=t.segment.min())
    paid = t.group_by(["unit", "bucket"]).agg(
        journey=t.journey.max(), person=t.person.max(), revenue=t.value.sum(), active=(~t.refund).any()
    )
    t = paid.join(first, "unit")
    return t.select("unit", "journey", "person", "segment", "cohort", "bucket", "revenue", "active")


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per cohort and completed period since, then all cohorts together, for each segment."""
    months = months_of(reading)
    return [
        {"segment": segment, **row}
        for segment in segments(counted.figures)
        for row in _cohorts([row for row in counted.figures if row["segment"] == segment], reading, months)
    ]


def _cohorts(rows: list[Row], reading: Reading, months: int) -> Iterator[Row]:
    next_day = date.fromordinal((reading.ask.as_of or date.max).toordinal() + 1)
    reached = {each: _age(each, next_day, months) - 1 for each in sorted({row["cohort"] for row in rows})}
    whole = {cohort: last for cohort, last in reached.items() if last >= 0}
    active, revenue = (
        triangle(((row["cohort"], _age(row["cohort"], row["bucket"], months), row[name] or 0) for row in rows), whole)
        for name in ("active", "revenue")
    )
    for cohort, counts in active.amounts.items():
        money = revenue.amounts[cohort]
        for age, count in enumerate(counts):
            yield {"cohort": cohort, "period": month_after(cohort, age * months),
                   **_row(age, count, counts[0], money[age], sum(money[: age + 1]))}  # fmt: skip
    yield from _together(active, revenue)


def _together(active: Triangle[date], revenue: Triangle[date]) -> Iterator[Row]:
    """At each age the cohorts that completed it, sum over sum: not the mean of their shares."""
    for kept in active.pooled():
        reached = [money for money in revenue.amounts.values() if len(money) > kept.age]
        yield {"cohort": None, "period": None,
               **_row(kept.age, kept.amount, kept.of, sum(money[kept.age] for money in reached),
                      sum(sum(money[: kept.age + 1]) for money in reached))}  # fmt: skip


def _row(age: int, active: int, customers: int, revenue: int, so_far: int) -> Row:
    return {"age": age, "customers": customers, "active": active, **rate("share", active, customers),
            "revenue": revenue, "per_customer": so_far / customers if customers else None}  # fmt: skip


def _age(cohort: date, day: date, months: int) -> int:
    """How many whole periods lie between the beginning of a cohort and a day."""
    return ((day.year - cohort.year) * 12 + day.month - cohort.month) // months


QUESTION = Question(
    name="retention",
    title=N_("Who keeps buying"),
    meaning=N_("Of the customers who first paid in a period, those who paid in each period since, and how much."),
    population=N_("Customers whose first payment lies in the period that is asked for; completed periods only."),
    formula=(
        N_("share = active / customers"),
        N_("per_customer = revenue of the cohort so far / customers"),
        N_("all cohorts: sum over sum of those that completed the age"),
        WILSON_ENDS,
    ),
    source=(
        N_("The retention triangle, as it is commonly drawn. To pool by sums is ours: small cohorts weigh little."),
        sources.WILSON,
    ),
    columns=(
        SEGMENT,
        Column("cohort", Kind.PERIOD, N_("First paid in"), N_("The period of the first payment; empty: all cohorts.")),
        Column("age", Kind.COUNT, N_("Periods later"), N_("How many periods after the first one."), names=True),
        Column("period", Kind.PERIOD, N_("That is"), N_("The period itself; empty: of each cohort another one."),
               names=False),
        Column("customers", Kind.COUNT, N_("Customers"), N_("First paid then, of the cohorts that got so far.")),
        figure("active", N_("Paid"), N_("Of these, paid in the period.")),
        *share("share", "customers", N_("Share"), N_("Paid of customers.")),
        Column("revenue", Kind.MONEY, N_("Revenue"), N_("What they paid in the period.")),
        Column("per_customer", Kind.MONEY, N_("Per customer so far"), N_("Paid until then, over customers.")),
    ),
    keys={"segment": "segment", "cohort": "cohort", "bucket": "period"},
    figures=("active",),
    worth=False,
    units={"default": units},
    finish=finish,
    tables=("payments",),
    amounts=("revenue",),
    by_period=True,
    bucket="month",
    stands_for_leads=lambda row: row["cohort"] is not None,
    caveats=(
        N_("A customer who paid nothing in a period is not gone: they may come back in a later one."),
        N_("All cohorts together: sum over sum of those that completed the age, not a mean of shares."),
        N_("Payments in other currencies count as activity, and not as money."),
    ),
)  # fmt: skip
