"""Published rates beside our own: what others say that others reach, and never a default of ours."""

from __future__ import annotations

from dataclasses import dataclass
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
    place_column,
    rate,
    segments,
    share,
)
from headrace.analytics.stays import first_entries, stages_of
from headrace.analytics.tables import clipped
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")


@dataclass(frozen=True, slots=True)
class Published:
    """A rate that somebody published, between two stages of the classic waterfall, as a claim of theirs.

    `measure` is average, or at_most. `scrubbed` says whether fakes were sorted out before: raw, clean, or unsaid.
    """

    frm: str
    to: str
    rate: float
    source: str
    measure: str = "average"
    scrubbed: str = "unsaid"
    unit: str = "person"
    industry: str = "B2B"


NOT_INQUIRIES, CHANGING = "article on leads that are no inquiries", "article on the changing funnel"
QUOTED = "widely quoted average; its origin was not found in print"
RATES = (
    Published("inquiry", "mql", 0.044, NOT_INQUIRIES),
    Published("inquiry", "mql", 0.04, NOT_INQUIRIES, scrubbed="raw"),
    Published("inquiry", "mql", 0.08, NOT_INQUIRIES, scrubbed="clean"),
    Published("inquiry", "won", 1 / 351, NOT_INQUIRIES),
    Published("mql", "sal", 0.66, QUOTED),
    Published("sal", "sql", 0.49, QUOTED),
    Published("sql", "won", 0.2, "What Should Your Close Rate Be?"),
    Published("mql", "won", 0.04, f"{CHANGING}: so say almost half of those asked", measure="at_most"),
)


def units(stays: ir.Table) -> ir.Table:
    """One row per unit and stage first entered in the period, with the furthest stage that it reached since."""
    every = stages_of(clipped(stays, others=True))
    starts = first_entries(stays)
    later = every.select(later_unit=every.unit, later_ordinal=every.ordinal, reached=every.position)
    t = starts.left_join(later, [starts.unit == later.later_unit, starts.ordinal <= later.later_ordinal])
    return t.group_by(["unit", "journey", "person", "segment", "place"]).agg(
        reached=t.reached.max(), entered=ibis.literal(True)
    )


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per published rate between stages that the funnel has, for each segment."""
    position = {stage.name: n for n, stage in enumerate(reading.stages)}
    return [
        _row(each, segment, counted, position)
        for segment in segments(counted.figures) or [None]
        for each in RATES
        if each.frm in position and each.to in position
    ]


def _row(each: Published, segment: str | None, counted: Counted, position: dict[str, int]) -> Row:
    theirs = [row for row in counted.figures if (row["segment"], row["place"]) == (segment, each.frm)]
    entered = sum(row["entered"] for row in theirs)
    converted = sum(row["entered"] for row in theirs if row["reached"] >= position[each.to])
    own = rate("rate", converted, entered)
    return {
        "segment": segment,
        "frm": each.frm,
        "to": each.to,
        "published": each.rate,
        **{name: getattr(each, name) for name in ("measure", "scrubbed", "unit", "industry", "source")},
        "entered": entered,
        "converted": converted,
        **own,
        "within": _within(each, own),
    }


def _within(each: Published, own: Row) -> str | None:
    """Whether the published rate lies in the interval of our own: below it, within it, or above it."""
    if own["rate"] is None:
        return None
    if each.rate < own["rate_low"]:
        return "above"
    return "below" if each.rate > own["rate_high"] else "alike"


QUESTION = Question(
    name="published",
    title=N_("Published rates beside ours"),
    meaning=N_("What others say of others, with its source, and what we reach between the same stages."),
    population=N_("Whoever first entered the stage in the period, and whether they reached the other one since."),
    formula=(
        N_("rate = converted / entered"),
        WILSON_ENDS,
        N_("within: above where published < low, below where published > high, else alike"),
    ),
    source=(
        N_(
            "Each row names the source of its published rate. To set it against an interval is ours: two points "
            "alone tell nothing."
        ),
        sources.WILSON,
    ),
    columns=(
        SEGMENT,
        place_column("frm", N_("From")),
        place_column("to", N_("To")),
        Column("published", Kind.RATE, N_("Published"), N_("What was published, as a claim of its authors.")),
        Column("measure", Kind.TEXT, N_("As"), N_("average, or at_most."), names=True,
               words={"average": N_("average"), "at_most": N_("at most")}),
        Column("scrubbed", Kind.TEXT, N_("Fakes"), N_("raw: counted in. clean: sorted out. unsaid."), names=True,
               words={"raw": N_("raw"), "clean": N_("clean"), "unsaid": N_("unsaid")}),
        Column("unit", Kind.TEXT, N_("Unit"), N_("What is counted."), words={"person": N_("people")}),
        Column("industry", Kind.TEXT, N_("Industry"), N_("Of whom it is said.")),
        Column("entered", Kind.COUNT, N_("Entered"), N_("First entered the stage in the period.")),
        Column("converted", Kind.COUNT, N_("Converted"), N_("Of these, reached the other stage or a later one.")),
        *share("rate", "entered", N_("Ours"), N_("Converted of entered.")),
        Column("within", Kind.TEXT, N_("We are"), N_("above: our whole interval is. below: it is. alike: neither."),
               words={"above": N_("above"), "below": N_("below"), "alike": N_("not told apart")}),
        Column("source", Kind.TEXT, N_("Source"), N_("Who says so.")),
    ),
    keys={"segment": "segment", "place": "frm", "reached": ""},
    figures=("entered",),
    worth=False,
    units={"default": units},
    finish=finish,
    caveats=(
        N_("A published rate is no goal: its firms, its stages and its way of counting are others than yours."),
        N_("Ours are those of leads of all ages: open ones may still convert."),
    ),
)  # fmt: skip
