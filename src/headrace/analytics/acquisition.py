"""What a customer costs: all that went out to win customers, over those who were won, and what it returned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.question import (
    PERIOD,
    SEGMENT,
    WITHOUT_REVENUE,
    Column,
    Counted,
    Kind,
    Option,
    Question,
    Reading,
    Row,
    Wait,
    by_key,
    days,
    figure,
    per,
    periods,
    segments,
)
from headrace.analytics.spending import AMOUNTS, SPEND_COUNTS, WINNING, outlays, spent
from headrace.analytics.stays import won_in_period
from headrace.analytics.tables import stacked
from headrace.core.lazily import lazy
from headrace.core.texts import N_
from headrace.core.waits import DAY_MINUTES

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")


# -- the arithmetic ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Return:
    """What a spend brought: what is left over it as a share of it, and the cost per customer; None for none."""

    roi: float | None
    cac: float | None


def returned(cost: float, customers: float, revenue: float) -> Return:
    """The return on a cost, and the cost of a customer.

    >>> returned(400_000, 10, 1_000_000), returned(400_000, 8, 800_000).cac
    (Return(roi=1.5, cac=40000.0), 50000.0)
    """
    return Return(per(revenue - cost, cost), per(cost, customers))


# -- the question --------------------------------------------------------------------------------------------


def units(stays: ir.Table, spend: ir.Table, calls: ir.Table) -> ir.Table:
    """One row per unit that was first won in the period; beside them what was spent, by purpose.

    The cycle is counted in days from the unit's beginning. Whoever was won is known to have been: nobody is censored.
    """
    t = won_in_period(stays)
    won = t.select(
        "unit", "journey", "person", "bucket", "segment", won=ibis.literal(True), revenue=t.value,
        cycle=(t.entered_day - t.began_day).cast("int64") * DAY_MINUTES,
    )  # fmt: skip
    out = outlays(spend, calls)
    return stacked(won, out.filter(out.purpose.isin(list(WINNING))))


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per period and segment in which anything was spent or won."""
    found = by_key(counted.figures, ("bucket", "segment"))
    return [
        {"period": bucket, "segment": segment, **_row(found[bucket, segment], counted, (bucket, segment), reading)}
        for bucket in periods(counted.figures)
        for segment in segments(counted.figures)
        if (bucket, segment) in found
    ]


def _row(rows: list[Row], counted: Counted, key: tuple[object, ...], reading: Reading) -> Row:
    margin = reading.ask.options.get("margin")
    calling, out = reading.policy.calling, spent(rows)
    won, revenue = sum(row["won"] for row in rows), sum(row["revenue"] or 0 for row in rows)
    cost = out.cost(calling)
    back = None if cost is None else returned(cost, won, revenue * (1 if margin is None else margin))
    return {
        "media": out.media,
        "people": out.people(calling),
        "cost": cost,
        "won": won,
        "revenue": revenue,
        "media_cac": per(out.media, won),
        "cac": back and back.cac,
        "roi": back and back.roi,
        "cycle": days(counted.curve(*key, None, "cycle").quantile(0.5)),
    }


MARGIN = Option(
    "margin", N_("the share of revenue that is left after what it costs to deliver (1)"), "share",
    told=N_("Margin: {value} of revenue."),
)  # fmt: skip
QUESTION = Question(
    name="acquisition",
    title=N_("What a customer costs"),
    meaning=N_("What was spent to win customers, over those who were won, and what it returned."),
    population=N_("Whoever was first won in the period, and what went out in it, or so many days earlier."),
    formula=(
        N_("cost = media + people; cac = cost / won; media_cac = media / won"),
        N_("roi = (revenue x margin - cost) / cost"),
        N_("cycle: the first number of days, from where each of them began, by which half of them had been won"),
    ),
    source=(
        sources.SAAS_METRICS,
        N_("That spend may be taken from so many days earlier is ours: who is won now was paid for then."),
    ),
    columns=(
        PERIOD,
        SEGMENT,
        Column("media", Kind.MONEY, N_("Spend"), N_("Money spent to acquire, to nurture and to sell.")),
        Column(
            "people", Kind.MONEY, N_("Time"),
            N_("What hours and calls cost; empty while the policy does not say what people are paid."),
        ),
        Column("cost", Kind.MONEY, N_("Cost"), N_("Spend and time.")),
        figure("won", N_("Won"), N_("First won in the period.")),
        Column("revenue", Kind.MONEY, N_("Revenue"), N_("What they were won for.")),
        Column("media_cac", Kind.MONEY, N_("Spend per customer"), N_("Spend over won.")),
        Column("cac", Kind.MONEY, N_("CAC"), N_("Cost over won: the cost to acquire a customer.")),
        Column("roi", Kind.RATE, N_("ROI"), N_("Revenue times the margin, less cost, over cost; below 0 for a loss.")),
        Column("cycle", Kind.DAYS, N_("Median cycle"), N_("Days from where each began to the win, of these.")),
    ),
    keys={"bucket": "period", "segment": "segment", "purpose": ""},
    figures=("won",),
    units={"default": units},
    finish=finish,
    tables=("spend", "calls"),
    amounts=("revenue", *AMOUNTS),
    waits=(Wait("cycle", "cycle", "won"),),
    splits=("channel", "campaign"),
    by_period=True,
    options=(
        Option("lag", N_("set the spend of so many days earlier against a win (0)"), "days",
               told=N_("Spend of {value} days earlier.")),
        MARGIN,
    ),
    caveats=(
        N_("Who is won now was paid for earlier: with a lag of the median cycle, cost and customers belong together."),
        N_("What keeps customers or grows them is left out; `purposes` has it."),
        SPEND_COUNTS,
        WITHOUT_REVENUE,
    ),
)  # fmt: skip
