"""Why leads did not go on: the reasons that were given where they left the funnel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.question import (
    SEGMENT,
    WILSON_ENDS,
    Column,
    Counted,
    Kind,
    Question,
    Reading,
    Row,
    by_key,
    figure,
    place_column,
    rate,
    share,
)
from headrace.analytics.tables import clipped, in_period
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

STAGE_ROLES = ["stage", "won"]


def units(stays: ir.Table) -> ir.Table:
    """One row per arrival in a side place from a stage in the period, expiries that led elsewhere included."""
    t = clipped(stays)
    out = ~t.role.isin(STAGE_ROLES) | (t.via == "expired")
    t = t.filter(in_period(t, "entered_day") & ~t.implied & out & t.before_role.isin(STAGE_ROLES))
    return t.select(
        "unit", "journey", "person", "segment", "place", "reason", frm=t.before_place,
        count=ibis.literal(True), value=t.value,
    )  # fmt: skip


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per stage, side place and reason, the most frequent reason first, for each segment."""
    order = {place.name: n for n, place in enumerate(reading.places)}
    left = by_key(counted.figures, ("segment", "frm"))

    def place_in_line(row: Row) -> tuple[object, ...]:
        known = row["segment"] is None, row["segment"] or "", order.get(row["frm"], 99), order.get(row["place"], 99)
        return (*known, -row["count"], row["reason"] is None, row["reason"] or "")

    return [
        _row(row, sum(each["count"] for each in left[row["segment"], row["frm"]]))
        for row in sorted(counted.figures, key=place_in_line)
    ]


def _row(row: Row, everyone: int) -> Row:
    told = {name: row[name] for name in ("frm", "segment", "reason", "count", "value")}
    return {**told, "to": row["place"], "everyone": everyone, **rate("share", row["count"], everyone)}


QUESTION = Question(
    name="reasons",
    title=N_("Why leads did not go on"),
    meaning=N_("The reasons for which leads were rejected, recycled, disqualified, lost, or left to expire."),
    population=N_("Every way out of a stage in the period, each as often as it was taken."),
    formula=(
        N_("share = count / everyone"),
        WILSON_ENDS,
    ),
    source=(
        N_("Ours: counts of what people gave as reasons, by the codes of the policy."),
        sources.WILSON,
    ),
    columns=(
        place_column("frm", N_("From")),
        place_column("to", N_("To")),
        SEGMENT,
        Column(
            "reason", Kind.TEXT, N_("Reason"), N_("The code of the reason; empty where nobody gave one."), names=True
        ),
        figure("count", N_("Leads"), N_("Left the stage for this reason.")),
        Column("everyone", Kind.COUNT, N_("Of"), N_("All who left the stage so, for whatever reason.")),
        *share("share", "everyone", N_("Share"), N_("Of all who left the stage so.")),
        Column("value", Kind.MONEY, N_("Value"), N_("Their known value when they left.")),
    ),
    keys={"segment": "segment", "frm": "frm", "place": "to", "reason": "reason"},
    figures=("count",),
    units={"default": units},
    finish=finish,
    amounts=("value",),
    caveats=(N_("A reason that nobody gave is a gap in the loop between sales and marketing: `handoff` measures it."),),
)
