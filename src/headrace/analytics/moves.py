"""From where to where: every move, for the funnel is not linear."""

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
    segments,
    share,
)
from headrace.analytics.question import rate as measured
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
    """One row per arrival in a place in the period; stages that were only implied are no moves."""
    t = clipped(stays)
    t = t.filter(in_period(t, "entered_day") & ~t.implied)
    to_stage, from_stage = t.role.isin(STAGE_ROLES), t.before_role.isin(STAGE_ROLES)
    step = t.position - t.before_position
    kind = ibis.cases(
        (t.before_place.isnull(), "entry"),
        ((t.via == "expired") | (t.role == "expired"), "expired"),
        (t.role == "nurture", "nurture"),
        (~to_stage, "out"),
        (~from_stage, "recycle"),
        (step == 1, "forward"),
        (step > 1, "skip"),
        else_="back",
    )
    return t.select(
        "unit",
        "journey",
        "person",
        "segment",
        place=t.place,
        frm=t.before_place,
        kind=kind,
        count=ibis.literal(True),
    )


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per pair of places, in the funnel's order, for each segment."""
    order = {place.name: n for n, place in enumerate(reading.places)}
    left = by_key(counted.figures, ("segment", "frm"))
    rows: list[Row] = []
    for segment in segments(counted.figures):
        own = [row for row in counted.figures if row["segment"] == segment]
        own.sort(key=lambda row: (order.get(row["frm"], -1), order.get(row["place"], 99), row["kind"]))
        for row in own:
            everyone = sum(each["count"] for each in left[segment, row["frm"]])
            rows.append(
                {"frm": row["frm"], "to": row["place"], "segment": segment, "kind": row["kind"], "count": row["count"],
                 **measured("share", row["count"], everyone)}
            )  # fmt: skip
    return rows


WORDS = {
    "forward": N_("forward"),
    "skip": N_("past a stage"),
    "back": N_("back"),
    "nurture": N_("to nurture"),
    "recycle": N_("in again"),
    "out": N_("out"),
    "expired": N_("expired"),
    "entry": N_("came in"),
}

QUESTION = Question(
    name="moves",
    title=N_("Moves between places"),
    meaning=N_("Every step forward, skip, step back, recycle and exit, as from-to counts."),
    population=N_("Every move that happened in the period, each as often as it happened."),
    formula=(
        N_("share = count / all moves away from the same place, arrivals being one such group"),
        WILSON_ENDS,
    ),
    source=(
        N_("Ours: counts of what the ledger tells. A move that was only implied is none."),
        sources.WILSON,
    ),
    columns=(
        place_column("frm", N_("From")),
        place_column("to", N_("To")),
        SEGMENT,
        Column(
            "kind",
            Kind.TEXT,
            N_("Kind"),
            N_("entry, forward, skip, back, nurture, recycle, out or expired"),
            words=WORDS,
            names=True,
        ),
        figure("count", N_("Moves"), N_("How often it happened.")),
        *share("share", "count", N_("Share"), N_("Of all moves away from the place.")),
    ),
    keys={"segment": "segment", "frm": "frm", "place": "to", "kind": "kind"},
    figures=("count",),
    worth=False,
    units={"default": units},
    finish=finish,
    caveats=(N_("A person who moved the same way twice is counted twice."),),
)
