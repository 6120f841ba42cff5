"""The demand waterfall: who reached each stage, and what became of them there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.question import (
    OF_THE_STAY,
    SEGMENT,
    WILSON_ENDS,
    Column,
    Counted,
    Kind,
    PlaceInfo,
    Question,
    Reading,
    Row,
    Wait,
    by_key,
    days,
    figure,
    place_column,
    rate,
    segments,
    share,
)
from headrace.analytics.stays import stages_of
from headrace.analytics.survival import Curve
from headrace.analytics.tables import clipped, in_period, with_minutes
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

ONWARD = Wait("onward", "minutes", "moved_on")
FATES = ("moved_on", "moved_back", "still_here", "nurtured", "left", "expired")
FIGURES = ("entered", "joined", "implied", "came", "of_the_first", *FATES)


def units(stays: ir.Table) -> ir.Table:
    """One row per visit to a stage of the units that began in the period; the `first` one counts as the entry.

    The wait is that of the first visit to move on; one that ends otherwise (nurture, lost, expired, back) is
    censored when the unit left. A visit that was only implied took no time that anybody knows.
    """
    t = stages_of(clipped(stays))
    t = with_minutes(t.filter(in_period(t, "began_day")), minutes=("onward", "left"))
    first = t.nth == 1
    return t.select(
        "unit", "journey", "person", "place", "segment", "implied", "came",
        first=first, joined=(t.ordinal == 1) & (t.position > 0), of_the_first=t.first_position == 0, fate=_fate(t),
        value=ibis.ifelse(t.again, ibis.null("int64"), t.value),
        minutes=ibis.ifelse(first & ~t.implied, t.minutes, ibis.null("int64")),
    )  # fmt: skip


def _fate(t: ir.Table) -> ir.IntegerValue:
    """The number of a unit's fate in a stage, told by the last visit to it; none (-1) by those before.

    Whoever later reached a later stage moved on.
    """
    became = {"nurture": "nurtured", "expired": "expired", "out": "left", "lost": "left"}
    return ibis.cases(
        (t.onward, FATES.index("moved_on")),
        (t.again, -1),
        (~t.left, FATES.index("still_here")),
        *((t.next_role == role, FATES.index(fate)) for role, fate in became.items()),
        else_=FATES.index("moved_back"),
    )


def flags(t: ir.Table) -> dict[str, ir.BooleanValue]:
    """What a visit counts as: an entry if it is the first one, and one fate per unit and stage."""
    fates = {fate: t.fate == number for number, fate in enumerate(FATES)}
    entry = {name: t.first & t[name] for name in ("implied", "came", "of_the_first")}
    return {**fates, **entry, "entered": t.first, "moved_on": t.first & fates["moved_on"]}


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per stage, in order, for each segment."""
    figures = by_key(counted.figures, ("segment", "place"))
    of_the_stay = OF_THE_STAY in (reading.ask.by, *reading.ask.where)
    rows: list[Row] = []
    for segment in segments(counted.figures) or [None]:
        found = [figures.get((segment, stage.name), [{}])[0] for stage in reading.stages]
        rows += [
            _row(stage, segment, each, counted.curve(stage.name, segment, "onward"))
            | _rates(each, before, found[0], shown=not of_the_stay)
            for stage, each, before in zip(reading.stages, found, [None, *found], strict=False)
        ]
    return rows


def _row(stage: PlaceInfo, segment: str | None, row: Row, curve: Curve) -> Row:
    return {
        "place": stage.name,
        "segment": segment,
        **{name: row.get(name, 0) for name in ("entered", "joined", "implied", *FATES)},
        "median_days": None if stage.role == "won" else days(curve.quantile(0.5)),
        "value": row.get("value"),
    }


def _rates(row: Row, before: Row | None, first: Row, *, shown: bool) -> Row:
    """The shares of the stage before and of the first; none where a lead may have had another owner there."""
    if before is None or not shown:
        return {**rate("of_previous", 0, 0), **rate("of_first", 0, 0)}
    return {
        **rate("of_previous", row.get("came", 0), before.get("entered", 0)),
        **rate("of_first", row.get("of_the_first", 0), first.get("entered", 0)),
    }


QUESTION = Question(
    name="waterfall",
    title=N_("Demand waterfall"),
    meaning=N_("How many reached each stage, and what became of them there."),
    population=N_("Whoever began in the period, followed until the as-of date. Each unit counts once per stage."),
    formula=(
        N_("of_previous = those who had entered the stage before / entered there"),
        N_("of_first = those who began in the first stage / entered there"),
        N_(
            "median_days: the first age t with S(t) <= 1/2; S(t) = product over the ages up to t of 1 - moved on / "
            "still waiting"
        ),
        WILSON_ENDS,
    ),
    source=(sources.WATERFALL, sources.KAPLAN_MEIER, sources.WILSON),
    columns=(
        place_column(),
        SEGMENT,
        figure("entered", N_("Entered"), N_("Reached the stage, skipped mandatory stages included.")),
        figure("joined", N_("Joined here"), N_("Of these, began here and not in the first stage: sales found them.")),
        figure("implied", N_("Implied"), N_("Of these, seen in a later stage first, so they must have passed.")),
        figure("moved_on", N_("Moved on"), N_("Reached a later stage since.")),
        figure("still_here", N_("Still here"), N_("Neither moved on nor left by the as-of date.")),
        figure("moved_back", N_("Moved back"), N_("Returned to an earlier stage and have not come further since.")),
        figure("nurtured", N_("To nurture"), N_("Went to the nurture pool.")),
        figure("left", N_("Left"), N_("Lost, rejected for good or disqualified.")),
        figure("expired", N_("Expired"), N_("Outlived the shelf life of the stage unworked.")),
        *share("of_previous", "entered", N_("Of previous"), N_("Came here, of those who entered the stage before.")),
        *share("of_first", "entered", N_("Of first"), N_("Came here, of those who entered the first stage.")),
        Column(
            "median_days", Kind.DAYS, N_("Median days"),
            N_("Time by which half move on (Kaplan-Meier: those still waiting count, other exits are censored, implied "
               "entries are left out)."),
        ),
        Column("value", Kind.MONEY, N_("Value"), N_("Known value of those who entered, when they last did.")),
    ),
    keys={"place": "place", "segment": "segment"},
    figures=FIGURES,
    units={"default": units},
    flags=flags,
    finish=finish,
    amounts=("value",),
    waits=(ONWARD,),
    caveats=(N_("Open leads are counted as still here, never as lost."),),
)  # fmt: skip
