"""How long it takes: to move on from each stage, and to leave it at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.question import (
    SEEN_FROM,
    SEGMENT,
    Column,
    Counted,
    Kind,
    Question,
    Reading,
    Row,
    Wait,
    by_key,
    days,
    figure,
    of_the_record,
    place_column,
    segments,
)
from headrace.analytics.stays import first_entries
from headrace.analytics.survival import Curve
from headrace.analytics.tables import LATE, seen, watched, with_minutes
from headrace.analytics.waterfall import ONWARD
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")


def units(stays: ir.Table) -> ir.Table:
    """One row per unit and stage first entered in the period, stages that were only implied left out."""
    return _measured(_entered(stays))


def late_units(stays: ir.Table) -> ir.Table:
    """The same of a record that began late; a stay that was over by then is measured onward alone."""
    t = seen(_entered(stays), "minutes")
    return _measured(t.mutate(stayed=watched(t, "stayed").ifelse(t.stayed, ibis.null("int64"))), "seen")


def _entered(stays: ir.Table) -> ir.Table:
    t = first_entries(stays)
    t = t.filter(~t.implied)
    return with_minutes(t, minutes=("onward", "left"), stayed=("left",))


def _measured(t: ir.Table, *more: str) -> ir.Table:
    return t.select("unit", "journey", "person", "place", "segment", "onward", "left", "minutes", "stayed", *more)


def flags(t: ir.Table) -> dict[str, ir.BooleanValue]:
    """What became of a unit in a stage: it moved on, or left otherwise, or waits."""
    return {
        "n": ibis.literal(True),
        "moved_on": t.onward,
        "still_waiting": ~t.onward & ~t.left,
        "ended_otherwise": ~t.onward & t.left,
    }


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per stage, in order, for each segment."""
    figures = by_key(counted.figures, ("segment", "place"))
    return [
        _row(stage.name, segment, figures.get((segment, stage.name), [{}])[0], counted)
        for segment in segments(counted.figures) or [None]
        for stage in reading.stages
        if stage.role != "won"
    ]


def _row(place: str, segment: str | None, row: Row, counted: Counted) -> Row:
    return {
        "place": place,
        "segment": segment,
        **{name: row.get(name, 0) for name in ("n", "moved_on", "still_waiting", "ended_otherwise")},
        **_quantiles("", counted.curve(place, segment, "onward")),
        **_quantiles("dwell_", counted.curve(place, segment, "stay")),
    }


def _quantiles(prefix: str, curve: Curve) -> Row:
    median, p90 = ("median_days", "p90_days") if not prefix else (f"{prefix}median", f"{prefix}p90")
    return {median: days(curve.quantile(0.5)), p90: days(curve.quantile(0.9))}


QUESTION = Question(
    name="velocity",
    title=N_("Velocity"),
    meaning=N_("How long it takes to move on from each stage, those still waiting included."),
    population=N_("Whoever first entered the stage in the period; stages that were only implied have no duration."),
    formula=(
        N_("S(t) = product over the ages up to t of 1 - moved on / still waiting just before"),
        N_("median_days: the first t with S(t) <= 1/2; p90_days: with S(t) <= 1/10"),
        N_("dwell_median, dwell_p90: the same, with every way of leaving as the end"),
    ),
    source=(sources.KAPLAN_MEIER,),
    columns=(
        place_column(),
        SEGMENT,
        figure("n", N_("Entered"), N_("First entered the stage in the period.")),
        figure("moved_on", N_("Moved on"), N_("Reached a later stage since.")),
        figure("still_waiting", N_("Still waiting"), N_("In the stage at the as-of date: their wait is censored.")),
        figure(
            "ended_otherwise", N_("Ended otherwise"), N_("Nurture, lost, expired or back: censored when they left.")
        ),
        Column("median_days", Kind.DAYS, N_("Median to move on"), N_("Time by which half move on, by Kaplan-Meier.")),
        Column("p90_days", Kind.DAYS, N_("90 % to move on"), N_("Time by which nine in ten move on, by Kaplan-Meier.")),
        Column(
            "dwell_median", Kind.DAYS, N_("Median stay"), N_("Time by which half have left the stage, whichever way.")
        ),
        Column(
            "dwell_p90", Kind.DAYS, N_("90 % stay"), N_("Time by which nine in ten have left the stage, whichever way.")
        ),
    ),
    keys={"place": "place", "segment": "segment"},
    figures=("n", "moved_on", "still_waiting", "ended_otherwise"),
    worth=False,
    units={"default": units, LATE: late_units},
    flags=flags,
    finish=finish,
    options=(SEEN_FROM,),
    shape=of_the_record,
    waits=(ONWARD, Wait("stay", "stayed", "left")),
    caveats=(
        N_("A quantile is empty where the curve does not reach it: fewer are expected to move on than it asks for."),
        N_("The time to move on takes other exits as censored: it is the pace of those who would move on."),
    ),
)  # fmt: skip
