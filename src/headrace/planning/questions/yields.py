"""Channels on the curve of constant yield: who sends few leads for many inquiries must close more of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.funnel_math import rest_of_yield
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
    per,
    rate,
    segments,
    share,
)
from headrace.analytics.stays import beside, first_entries, with_win_since
from headrace.analytics.tables import clipped
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

ABOVE, BELOW, UNDECIDED = "above", "below", "undecided"


def units(stays: ir.Table) -> ir.Table:
    """One row per unit that first entered the first stage in the period: whether it became a lead, and was won."""
    t = first_entries(stays)
    t = t.filter(t.position == 0)
    every = clipped(stays, undated=True, others=True)
    leads = every.filter(every.role.isin(["stage", "won"]) & (every.position >= every.lead_position))
    leads = leads.group_by("unit").agg(lead_ordinal=leads.ordinal.max())
    t = with_win_since(beside(t, leads, "unit"))
    return t.select(
        "unit",
        "journey",
        "person",
        "segment",
        "won",
        inquiries=ibis.literal(True),
        leads=(t.lead_ordinal >= t.ordinal).fill_null(False),
    )


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per segment."""
    rows = {row["segment"]: row for row in counted.figures}
    given = reading.ask.options.get("total")
    everybody = sum(row["inquiries"] for row in rows.values())
    total = per(sum(row["won"] for row in rows.values()), everybody) if given is None else given
    return [_row(rows[segment], total) for segment in segments(counted.figures) if segment in rows]


def _row(row: Row, total: float | None) -> Row:
    first, later = rate("first", row["leads"], row["inquiries"]), rate("later", row["won"], row["leads"])
    needed = rest_of_yield(total, first["first"]) if total and first["first"] else None
    return {
        **{name: row[name] for name in ("segment", "inquiries", "leads", "won")},
        **first,
        **later,
        **rate("whole", row["won"], row["inquiries"]),
        "total": total,
        "needed": needed,
        "verdict": _verdict(needed, later),
    }


def _verdict(needed: float | None, later: Row) -> str | None:
    if needed is None or later["later"] is None:
        return None
    return BELOW if later["later_high"] < needed else ABOVE if later["later_low"] > needed else UNDECIDED


QUESTION = Question(
    name="yields",
    title=N_("Channels on the yield curve"),
    meaning=N_("The share of leads that each channel must have won, for the share of its inquiries that become leads."),
    population=N_("Whoever first entered the first stage in the period, followed until the as-of."),
    formula=(
        N_("first = leads / inquiries; later = won / leads; whole = won / inquiries"),
        N_("total = as asked, or else won / inquiries of all together"),
        N_("needed = total / first"),
        N_("above, below: the whole interval of later lies there"),
        WILSON_ENDS,
    ),
    source=(
        N_(
            "The trade-off is that of the article on leads that are no inquiries: the lower the first rate, the higher "
            "the later one should be. The curve, and that it is a target and no law, is ours."
        ),
        sources.WILSON,
    ),
    columns=(
        SEGMENT,
        figure("inquiries", N_("Inquiries"), N_("First entered the first stage in the period.")),
        figure("leads", N_("Leads"), N_("Of these, reached the stage of qualified leads, or a later one.")),
        figure("won", N_("Won"), N_("Of the inquiries, won.")),
        *share("first", "inquiries", N_("To lead"), N_("Leads of inquiries.")),
        *share("later", "leads", N_("To sale"), N_("Won of leads.")),
        *share("whole", "inquiries", N_("Yield"), N_("Won of inquiries.")),
        Column("total", Kind.RATE, N_("Curve"), N_("The yield of the curve.")),
        Column("needed", Kind.RATE, N_("Needed"), N_("The rate to sale that lies on the curve; above 100 %: none "
                                                     "does.")),
        Column("verdict", Kind.TEXT, N_("Verdict"), N_("Where the channel lies, luck apart."),
               words={ABOVE: N_("above the curve"), BELOW: N_("below the curve"), UNDECIDED: N_("may be on it")}),
    ),
    keys={"segment": "segment"},
    figures=("inquiries", "leads", "won"),
    units={"default": units},
    finish=finish,
    by="channel",
    options=(Option("total", N_("the yield of the curve, won of inquiries (that of all)"), "share"),),
    caveats=(
        N_("Open leads may still be won: compare channels over a period that has matured."),
        N_("A curve of one yield says nothing of cost: `costs` has what an inquiry and a lead of each channel cost."),
    ),
)  # fmt: skip
