"""What is spent to win customers, to keep them and to grow them, beside what each brings: budget against revenue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from headrace.analytics.customers import RENEWALS, UPSELLS
from headrace.analytics.question import (
    BY_DAY,
    PERIOD,
    SEGMENT,
    WITHOUT_REVENUE,
    Column,
    Counted,
    Kind,
    Question,
    Reading,
    Row,
    by_key,
    figure,
    per,
    periods,
    segments,
)
from headrace.analytics.sourced import first_touches
from headrace.analytics.spending import AMOUNTS, GROWING, KEEPING, SPEND_COUNTS, WINNING, outlays, spent
from headrace.analytics.stays import beside, won_in_period
from headrace.analytics.tables import as_end, clipped, in_period, stacked
from headrace.core.asking import CallingCost
from headrace.core.lazily import lazy
from headrace.core.policy import Side
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

GOALS: Mapping[str, tuple[str, Sequence[str]]] = {
    "winning": (N_("Winning customers"), WINNING),
    "keeping": (N_("Keeping them"), KEEPING),
    "growing": (N_("Growing them"), GROWING),
}
"""What a purpose of spend is for, how people call it, and the purposes."""
"""The types of opportunities that keep customers, and that grow them; all others win them."""


def units(
    stays: ir.Table, spend: ir.Table, calls: ir.Table, touches: ir.Table, moves: ir.Table, deals: ir.Table
) -> ir.Table:
    """One row per pass that was won in the period and per renewal; beside them what was spent in it, by purpose."""
    every = ibis.union(_won(stays), _renewed(stays, deals))
    t = beside(every, first_touches(every, touches, moves), "unit", "end_us")
    came = t.select(
        "unit", "journey", "person", "bucket", "segment", purpose=t.goal, revenue=t.value, deals=ibis.literal(True),
        sourced=ibis.ifelse(t.first_side == Side.MARKETING, t.value, 0),
    )  # fmt: skip
    return stacked(came, outlays(spend, calls))


def _won(stays: ir.Table) -> ir.Table:
    t = won_in_period(stays)
    kind = t.opportunity_type
    goal = ibis.cases((kind.isin(RENEWALS), "keeping"), (kind.isin(UPSELLS), "growing"), else_="winning")
    return t.select(
        "unit", "journey", "person", "bucket", "segment", goal=goal, thread=ibis.coalesce(t.person, t.journey),
        **as_end(t), value=t.value.fill_null(0),
    )  # fmt: skip


def _renewed(stays: ir.Table, deals: ir.Table) -> ir.Table:
    """The renewals that were told of contracts, with whose they are."""
    t = clipped(stays, undated=True, others=True)
    began = t.filter((t.ordinal == 1) & t.kept)
    began = began.select("unit", "segment", its=began.journey, whose=began.person)
    told = deals.filter((deals.kind == "renewed") & in_period(deals, "day") & deals.at_us.notnull())
    told = told.select("bucket", "at_us", "day", "exact", "value", pass_id=told.journey)
    t = told.join(began, told.pass_id == began.its)
    return t.select(
        "unit", journey=t.its, person=t.whose, bucket=t.bucket, segment=t.segment, goal=ibis.literal("keeping"),
        thread=ibis.coalesce(t.whose, t.its), end_us=t.at_us, end_day=t.day, end_exact=t.exact,
        value=t.value.fill_null(0),
    )  # fmt: skip


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """Three rows, one per goal, for each period and segment in which anything was spent or won."""
    found = by_key(counted.figures, ("bucket", "segment"))
    return [
        {"period": bucket, "segment": segment, **row}
        for bucket in periods(counted.figures)
        for segment in segments(counted.figures)
        if (bucket, segment) in found
        for row in _rows(found[bucket, segment], reading.policy.calling)
    ]


def _rows(rows: list[Row], calling: CallingCost) -> Iterator[Row]:
    budget = spent(rows).cost(calling)
    revenue = sum(row["revenue"] or 0 for row in rows)
    for goal, (_label, purposes) in GOALS.items():
        out = spent(row for row in rows if row["purpose"] in purposes)
        came = [row for row in rows if row["purpose"] == goal]
        deals, theirs = (sum(row[name] or 0 for row in came) for name in ("deals", "revenue"))
        cost = out.cost(calling)
        yield {
            "goal": goal,
            "media": out.media,
            "people": out.people(calling),
            "cost": cost,
            "budget_share": per(cost, budget),
            "deals": deals,
            "revenue": theirs,
            "revenue_share": per(theirs, revenue),
            "sourced_share": per(sum(row["sourced"] or 0 for row in came), theirs),
            "media_per_deal": per(out.media, deals),
            "per_deal": per(cost, deals),
        }


QUESTION = Question(
    name="purposes",
    title=N_("Budget against revenue"),
    meaning=N_("What goes into winning, keeping and growing customers, beside what each of them brings."),
    population=N_("What was spent in the period, and what was won or renewed in it."),
    columns=(
        PERIOD,
        SEGMENT,
        Column(
            "goal", Kind.TEXT, N_("Goal"),
            N_("winning: to acquire, nurture, call and sell; keeping: renewals; growing: upsells and cross-sells."),
            words={goal: label for goal, (label, _purposes) in GOALS.items()}, names=True,
        ),
        Column("media", Kind.MONEY, N_("Spend"), N_("Money spent for it.")),
        Column(
            "people", Kind.MONEY, N_("Time"),
            N_("What hours and calls cost; empty while the policy does not say what people are paid."),
        ),
        Column("cost", Kind.MONEY, N_("Cost"), N_("Spend and time.")),
        Column("budget_share", Kind.RATE, N_("Of the budget"), N_("Its cost, of all cost.")),
        figure("deals", N_("Deals"), N_("Won, renewed, or sold more.")),
        Column("revenue", Kind.MONEY, N_("Revenue"), N_("What these brought.")),
        Column("revenue_share", Kind.RATE, N_("Of revenue"), N_("Its revenue, of all revenue.")),
        Column("sourced_share", Kind.RATE, N_("Marketing's"),
               N_("Of its revenue, that of customers whose first touch of all was marketing's.")),
        Column("media_per_deal", Kind.MONEY, N_("Spend per deal"), N_("Spend over deals.")),
        Column("per_deal", Kind.MONEY, N_("Cost per deal"),
               N_("Cost over deals: what a customer won, renewed or sold more to costs.")),
    ),
    keys={"bucket": "period", "segment": "segment", "purpose": "goal"},
    figures=("deals",),
    units={"default": units},
    finish=finish,
    tables=("spend", "calls", "touches", "moves", "deals"),
    amounts=("revenue", "sourced", *AMOUNTS),
    unit="pass",
    formula=(
        N_("cost = media + people, by what the spend is for"),
        N_("budget_share = cost / all cost; revenue_share = revenue / all revenue"),
        N_("sourced_share = revenue whose first touch was marketing's / revenue"),
        N_("per_deal = cost / deals"),
    ),
    source=(
        N_("The three goals are ours: what is spent is for winning customers, for keeping them, or for selling them "
           "more; a deal belongs to one by its type."),
    ),
    splits=("channel", "campaign"),
    by_period=True,
    caveats=(
        N_("Calls count as winning: what they were for is not recorded with them."),
        N_("A first touch without a channel is nobody's: neither marketing's nor anybody else's."),
        N_("A renewal counts once told as a won pass or as a renewal of the contract; who tells both counts it twice."),
        SPEND_COUNTS,
        BY_DAY,
        WITHOUT_REVENUE,
    ),
)  # fmt: skip
