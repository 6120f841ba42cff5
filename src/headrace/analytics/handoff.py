"""The loop between marketing and sales: whether leads end with an outcome and a reason, and wins with revenue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.question import (
    SEGMENT,
    WILSON_ENDS,
    Counted,
    Question,
    Reading,
    Row,
    by_key,
    figure,
    place_column,
    rate,
    segments,
    share,
)
from headrace.analytics.stays import beside, first_entries, standing_now
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

FIGURES = ("entered", "won", "valued", "reasoned", "unreasoned", "open")


def units(stays: ir.Table) -> ir.Table:
    """One row per unit and stage first entered in the period, with where the unit stands at the as-of date."""
    starts = first_entries(stays)
    now = standing_now(stays)
    now = now.select("unit", now_role=now.role, now_reason=now.reason, now_value=now.value)
    t = beside(starts, now, "unit")
    won, over = t.now_role == "won", t.now_role.isin(["nurture", "out", "lost", "expired"])
    return t.select(
        "unit", "journey", "person", "place", "segment",
        entered=ibis.literal(True), won=won, valued=won & t.now_value.notnull(),
        reasoned=over & t.now_reason.notnull(), unreasoned=over & t.now_reason.isnull(), open=t.now_role == "stage",
    )  # fmt: skip


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per stage, in order, for each segment."""
    figures = by_key(counted.figures, ("segment", "place"))
    return [
        _row(stage.name, segment, figures.get((segment, stage.name), [{}])[0])
        for segment in segments(counted.figures) or [None]
        for stage in reading.stages
    ]


def _row(place: str, segment: str | None, row: Row) -> Row:
    counts = {name: row.get(name, 0) for name in FIGURES}
    return {
        "place": place,
        "segment": segment,
        **counts,
        **rate("closed", counts["won"] + counts["reasoned"], counts["entered"]),
        **rate("complete", counts["valued"], counts["won"]),
    }


QUESTION = Question(
    name="handoff",
    title=N_("The loop between marketing and sales"),
    meaning=N_("Whether those who entered a stage ended with an outcome and a reason, and wins with their revenue."),
    population=N_("Whoever first entered the stage in the period, by where they stand at the as-of date."),
    formula=(
        N_("closed = (won + reasoned) / entered"),
        N_("complete = valued / won"),
        WILSON_ENDS,
    ),
    source=(
        N_("The two shares are ours: they measure whether sales tells marketing what became of its leads."),
        sources.WILSON,
    ),
    columns=(
        place_column(),
        SEGMENT,
        figure("entered", N_("Entered"), N_("First entered the stage in the period.")),
        figure("won", N_("Won"), N_("Of these, customers now.")),
        figure("valued", N_("With revenue"), N_("Of the won, those whose revenue somebody entered.")),
        figure("reasoned", N_("Ended, reason given"), N_("In nurture, lost, expired or out, and somebody said why.")),
        figure("unreasoned", N_("Ended, no reason"), N_("In nurture, lost, expired or out, and nobody said why.")),
        figure("open", N_("Open"), N_("In a stage, so without an outcome yet.")),
        *share("closed", "entered", N_("Loop closed"), N_("Won, or ended with a reason, of those who entered.")),
        *share("complete", "won", N_("Revenue entered"), N_("Of the won: with their revenue.")),
    ),
    keys={"place": "place", "segment": "segment"},
    figures=FIGURES,
    units={"default": units},
    finish=finish,
    caveats=(N_("Open leads are not closed yet: a young cohort's share still grows."),),
)  # fmt: skip
