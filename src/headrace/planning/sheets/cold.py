"""What leads that go cold cost a plan: on average, in whole customers, and as a distribution."""

from __future__ import annotations

from headrace.analytics.question import Answer, Column, Kind, Note, Row
from headrace.core.texts import N_
from headrace.planning.decay import Loss
from headrace.planning.sheets.sheet import Frame, Sheet

PLANNED, AFTER, WHOLE, RECOVERED = "planned", "after", "whole", "recovered"
CASES = {
    PLANNED: N_("As planned"),
    AFTER: N_("After the expiries"),
    WHOLE: N_("Whole customers"),
    RECOVERED: N_("With those who come back"),
}

COLD = Sheet(
    name="cold",
    title=N_("What leads going cold cost the plan"),
    meaning=N_("The wins of some leads of a stage before and after some of them expire, and what that loses."),
    columns=(
        Column(
            "case", Kind.TEXT, N_("Case"), N_("Which leads, and how customers are counted."), words=CASES, names=True
        ),
        Column("leads", Kind.COUNT, N_("Leads"), N_("Leads that are worked.")),
        Column("low", Kind.COUNT, N_("10 %"), N_("The wins that are not exceeded with a chance of one in ten.")),
        Column("middle", Kind.COUNT, N_("50 %"), N_("The same with a chance of one half.")),
        Column("high", Kind.COUNT, N_("90 %"), N_("The same with a chance of nine in ten.")),
        Column("chance", Kind.RATE, N_("As planned, or more"), N_("The chance of the planned wins.")),
        Column("lost", Kind.MONEY, N_("Lost"), N_("What is lost of the planned revenue.")),
    ),
    formula=(
        N_("wins: beta-binomial, of the leads and of the rate from the stage to the win as uncertain as it is"),
        N_("lost = expired x the rate x the value of a win"),
        N_("in whole customers: lost = (planned - the whole part of the wins left) x the value of a win"),
        N_("with those who come back: less expired x requalified x closing x the value of a win"),
    ),
    source=(N_("The article on leads going cold, which counts whole customers; the distribution is ours."),),
    caveats=(
        N_("What the expired would have brought nobody knows: they may have been worse than those who were worked."),
    ),
)


def cold(told: Loss, leads: int, expired: int, frame: Frame) -> Answer:
    """As planned, after the expiries, in whole customers, and with those who come back."""
    nothing: Row = dict.fromkeys(("low", "middle", "high", "chance"))
    before: Row = dict(zip(("low", "middle", "high"), told.planned, strict=True)) | {"chance": told.reached[0]}
    after: Row = dict(zip(("low", "middle", "high"), told.left, strict=True)) | {"chance": told.reached[1]}
    rows: list[Row] = [
        {"case": PLANNED, "leads": leads, **before, "lost": 0.0},
        {"case": AFTER, "leads": leads - expired, **after, "lost": told.expected},
        {"case": WHOLE, "leads": leads - expired, **nothing, "lost": told.whole},
        {"case": RECOVERED, "leads": leads - expired, **nothing, "lost": told.recovered},
    ]
    notes = [Note(N_("One of them is worth {each}."), {"each": (Kind.MONEY, told.each)})]
    return COLD.answer(frame, rows, notes=notes)
