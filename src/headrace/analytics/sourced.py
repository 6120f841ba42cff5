"""What marketing sourced, by three definitions side by side, and what it influenced. None of them is ever added.

Sourced asks where a deal came from; influenced asks whether marketing met it within the window before its close. A deal
may be both, and by one definition sourced and not by another: adding them counts money twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.question import (
    BY_DAY,
    PERIOD,
    SEGMENT,
    WILSON_ENDS,
    WITHOUT_REVENUE,
    Column,
    Counted,
    Kind,
    Option,
    Question,
    Reading,
    Row,
    by_key,
    figure,
    per,
    periods,
    rate,
    segments,
    share,
)
from headrace.analytics.stays import beside, won_in_period
from headrace.analytics.tables import as_end, by_the_end, clipped
from headrace.core.lazily import lazy
from headrace.core.policy import Side
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

EVERY = "all"
DEFINITIONS = {
    "first_touch": N_("Sourced: first touch"),
    "field": N_("Sourced: lead source"),
    "before_sales": N_("Sourced: before sales"),
    "influenced": N_("Influenced"),
    EVERY: N_("All deals"),
}


def units(stays: ir.Table, touches: ir.Table, moves: ir.Table) -> ir.Table:
    """One row per deal that was won in the period and each definition that finds it."""
    deals = _won(stays)
    t = beside(deals, first_touches(deals, touches, moves), "unit", "end_us")
    t = beside(t, _influenced(deals, touches, moves), "unit", "end_us")
    t = beside(t, _field(deals, moves), "unit", "end_us")
    t = beside(t, _of_sales(stays, deals, touches), "unit", "end_us")
    first = (t.first_side == Side.MARKETING).fill_null(False)
    found = {
        "first_touch": first,
        "field": (t.field_side == Side.MARKETING).fill_null(False),
        "before_sales": first & (t.sales_us.isnull() | (t.first_us < t.sales_us)),
        "influenced": t.by_marketing.fill_null(False),
        EVERY: ibis.literal(True),
    }
    return ibis.union(
        *(
            t.filter(flag).select(
                "unit", "journey", "person", "segment", "bucket", "value", definition=ibis.literal(name),
                deals=ibis.literal(True),
            )
            for name, flag in found.items()
        )
    )  # fmt: skip


def _won(stays: ir.Table) -> ir.Table:
    t = won_in_period(stays)
    return t.select(
        "unit", "journey", "person", "segment", "bucket", "influence_us", **as_end(t),
        thread=ibis.coalesce(t.person, t.journey), value=t.value.fill_null(0),
    )  # fmt: skip


def _met(deals: ir.Table, touches: ir.Table, moves: ir.Table) -> ir.Table:
    """Every touch of a deal's person until its close, inquiries among them."""
    told = [touches.filter(touches.kind == "touched"), moves.filter(moves.kind == "inquired")]
    told = [t.select("at_us", "day", "root", "side", thread=ibis.coalesce(t.person, t.journey)) for t in told]
    met = deals.join(ibis.union(*told), "thread")
    return met.filter(by_the_end(met))


def first_touches(deals: ir.Table, touches: ir.Table, moves: ir.Table) -> ir.Table:
    """Whose the first touch of each deal was, and when; a deal is told by its `unit` and its end (`by_the_end`)."""
    met = _met(deals, touches, moves)
    order = ibis.window(group_by=[met.unit, met.end_us], order_by=[met.at_us, met.root])
    met = met.mutate(turn=ibis.row_number().over(order))
    return met.filter(met.turn == 0).select("unit", "end_us", first_side=met.side, first_us=met.at_us)


def _influenced(deals: ir.Table, touches: ir.Table, moves: ir.Table) -> ir.Table:
    met = _met(deals, touches, moves)
    met = met.filter((met.side == Side.MARKETING) & (met.at_us >= met.end_us - met.influence_us))
    return met.select("unit", "end_us", by_marketing=ibis.literal(True)).distinct()


def _field(deals: ir.Table, moves: ir.Table) -> ir.Table:
    """What the lead-source field says: where the person first came from."""
    told = moves.filter(moves.origin_side.notnull())
    told = told.select("at_us", "root", "origin_side", thread=ibis.coalesce(told.person, told.journey))
    told = deals.join(told, "thread")
    order = ibis.window(group_by=told.unit, order_by=[told.at_us.asc(nulls_first=True), told.root])
    told = told.mutate(turn=ibis.row_number().over(order))
    return told.filter(told.turn == 0).select("unit", "end_us", field_side=told.origin_side)


def _of_sales(stays: ir.Table, deals: ir.Table, touches: ir.Table) -> ir.Table:
    """When sales was first active otherwise than by a touch: a meeting, or a stage that sales answers for."""
    t = clipped(stays, others=True)
    worked = t.filter((t.position >= t.sales_position) & (t.position < t.stages) & ~t.implied)
    met = touches.filter((touches.kind == "met") & touches.at_us.notnull())
    every = ibis.union(
        deals.join(worked.select("unit", at_us=worked.entered_us), "unit").select("unit", "end_us", "at_us"),
        deals.join(met.select("at_us", thread=ibis.coalesce(met.person, met.journey)), "thread").select(
            "unit", "end_us", "at_us"
        ),
    )
    return every.group_by(["unit", "end_us"]).agg(sales_us=every.at_us.min())


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per definition, all deals last, for each period and segment in which anything was won."""
    del reading
    figures = by_key(counted.figures, ("bucket", "segment"))
    return [
        {"period": bucket, "segment": segment, **row}
        for bucket in periods(counted.figures)
        for segment in segments(counted.figures)
        if (bucket, segment) in figures
        for row in _rows({row["definition"]: row for row in figures[bucket, segment]})
    ]


def _rows(found: dict[str, Row]) -> Iterator[Row]:
    everything = found[EVERY]
    for name in DEFINITIONS:
        deals, value = found.get(name, {}).get("deals", 0), found.get(name, {}).get("value") or 0
        yield {
            "definition": name,
            "deals": deals,
            "of": everything["deals"],
            **rate("share", deals, everything["deals"]),
            "value": value,
            "value_share": per(value, everything["value"]),
        }


QUESTION = Question(
    name="sourced",
    title=N_("What marketing sourced and influenced"),
    meaning=N_("Marketing's part in what was won, by three definitions of sourced, and by influence."),
    population=N_("Every pass that was won in the period."),
    formula=(
        N_("share = deals / of"),
        N_("value_share = value / value of all deals"),
        N_("never added: the definitions overlap"),
        WILSON_ENDS,
    ),
    source=(
        N_(
            "The three definitions of sourced are those in use. That they stand side by side, and apart from "
            "influence, is ours: added up they count money twice."
        ),
        sources.WILSON,
    ),
    columns=(
        PERIOD,
        SEGMENT,
        Column(
            "definition", Kind.TEXT, N_("Definition"),
            N_("first_touch: the first touch of all was marketing's. field: the lead-source field says marketing. "
               "before_sales: the first touch was marketing's, and came before sales was active. influenced: "
               "marketing touched the deal within the window before its close. all: every deal that was won."),
            words=DEFINITIONS, names=True,
        ),
        figure("deals", N_("Deals"), N_("Found by the definition.")),
        Column("of", Kind.COUNT, N_("Of"), N_("All deals.")),
        *share("share", "of", N_("Share"), N_("Of all deals.")),
        Column("value", Kind.MONEY, N_("Value"), N_("What these were won for.")),
        Column("value_share", Kind.RATE, N_("Of value"), N_("Of the value of all deals.")),
    ),
    keys={"bucket": "period", "segment": "segment", "definition": "definition"},
    figures=("deals",),
    units={"default": units},
    finish=finish,
    tables=("touches", "moves"),
    amounts=("value",),
    unit="pass",
    by_period=True,
    options=(
        Option("window", N_("influence reaches back so many days (the policy's influence window)"), "days",
               told=N_("Influence reaches back {value} days.")),
    ),
    caveats=(
        N_("Never add them: a deal may be sourced and influenced, and sourced by one definition and not by another."),
        N_("Whose a channel is, the policy says (channels); one that it does not name is marketing's."),
        N_("Sales is active with a meeting, or once the lead is in a stage that sales answers for."),
        BY_DAY,
        WITHOUT_REVENUE,
    ),
)  # fmt: skip
