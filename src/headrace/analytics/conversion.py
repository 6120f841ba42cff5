"""Rates between stages: by cohort (default), by flow, or as a snapshot of counts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.question import (
    PERIOD,
    SEGMENT,
    WILSON_ENDS,
    Ask,
    Counted,
    Option,
    Question,
    Reading,
    Row,
    by_key,
    figure,
    periods,
    place_column,
    rate,
    refuse_period,
    segments,
    share,
)
from headrace.analytics.stays import first_entries, stages_of
from headrace.analytics.tables import clipped, in_period, minutes_to, older_than, stepped
from headrace.core.errors import UsageError
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

KINDS = ("cohort", "flow", "snapshot")


def old_enough(t: ir.Table) -> ir.BooleanValue:
    """Old enough to be judged: nobody is too young where no time limit was asked for."""
    return t.within_us.isnull() | older_than(t, "entered", "within") | _exactly(t)


def _exactly(t: ir.Table) -> ir.BooleanValue:
    instants = t.as_of_us - t.entered_us == t.within_us
    days = t.as_of_day - t.entered_day == t.within_days
    return ibis.ifelse(t.entered_exact, instants, days)


def in_time(t: ir.Table, end: str) -> ir.BooleanValue:
    """Reached `end` within the limit: at most so many days, or local calendar days where only those are known."""
    exact = t.entered_exact & t[f"{end}_exact"]
    instants = t[f"{end}_us"] - t.entered_us <= t.within_us
    days = t[f"{end}_day"] - t.entered_day <= t.within_days
    return t[end] & (t.within_us.isnull() | ibis.ifelse(exact, instants, days))


def steps(stays: ir.Table, *more: str) -> ir.Table:
    """One row per unit and stage first entered in the period: did it reach a later stage?"""
    t = first_entries(stays)
    return _flags(t, "onward", *more)


def ever(stays: ir.Table) -> ir.Table:
    """The same without a time limit: everybody is judged, and nobody's waits are read."""
    t = first_entries(stays)
    return _counted(t, "onward", judged=ibis.literal(True), converted=t.onward)


def pair(stays: ir.Table, *more: str) -> ir.Table:
    """One row per unit that first entered the one stage in the period: did it reach the other, or a later one?"""
    return _flags(arrivals(stays), "reached", *more)


def arrivals(stays: ir.Table) -> ir.Table:
    """The first stays in the one stage in the period, each with when its unit `reached` the other, or a later one."""
    t = stages_of(clipped(stays, others=True))
    starts = t.filter(t.kept & in_period(t, "entered_day") & (t.nth == 1) & (t.position == t.frm_position))
    later = t.filter(t.position >= t.to_position).select(
        later_unit=t.unit,
        later_us=t.entered_us,
        later_day=t.entered_day,
        later_exact=t.entered_exact,
        later_ordinal=t.ordinal,
    )
    # By the unit's own order, not by time alone: on the same day one may arrive before or after.
    met = starts.left_join(later, [starts.unit == later.later_unit, starts.ordinal <= later.later_ordinal])
    order = ibis.window(group_by=met.unit, order_by=met.later_ordinal.asc(nulls_first=False))
    met = met.mutate(arrival=ibis.row_number().over(order))
    met = met.filter(met.arrival == 0)
    return met.mutate(
        reached=met.later_us.notnull(),
        reached_us=met.later_us, reached_day=met.later_day, reached_exact=met.later_exact,
        reached_minutes=stepped(minutes_to(met.later_us, met.later_day, met.entered_exact & met.later_exact, met)),
    )  # fmt: skip


def _flags(t: ir.Table, end: str, *more: str) -> ir.Table:
    old = old_enough(t)
    return _counted(t, end, *more, judged=old, converted=old & in_time(t, end))


def _counted(t: ir.Table, end: str, *more: str, **flags: ir.BooleanValue) -> ir.Table:
    return t.select(
        "unit", "journey", "person", "place", "segment", "bucket", *more,
        entered=ibis.literal(True), **flags, open=~t[end] & ~t.left,
    )  # fmt: skip


def entries(stays: ir.Table) -> ir.Table:
    """One row per unit and stage first entered in the period: what flow rates divide."""
    t = first_entries(stays)
    false = ibis.literal(False)
    return t.select(
        "unit", "journey", "person", "place", "segment", "bucket",
        entered=ibis.literal(True), judged=false, converted=false, open=false,
    )  # fmt: skip


def standing(stays: ir.Table) -> ir.Table:
    """One row per unit and the stage where it stands at the as-of date."""
    t = stages_of(clipped(stays, undated=True))
    t = t.filter(t.here)
    false = ibis.literal(False)
    return t.select(
        "unit", "journey", "person", "place", "segment", bucket=ibis.null("int32"),
        entered=ibis.literal(True), judged=false, converted=false, open=ibis.literal(True),
    )  # fmt: skip


def shape(ask: Ask) -> str:
    """Which expression an ask needs."""
    kind = ask.options.get("kind") or "cohort"
    if kind == "cohort":
        return of_a_cohort(ask)
    return "entries" if kind == "flow" else "standing"


def of_a_cohort(ask: Ask) -> str:
    """Which expression a cohort needs."""
    if ask.options.get("to"):
        return "pair"
    return "ever" if ask.options.get("within") is None else "steps"


def check(ask: Ask) -> None:
    """A time limit is for cohorts, and where leads stand knows no period."""
    kind = ask.options.get("kind") or "cohort"
    if kind != "cohort" and ask.options.get("within") is not None:
        raise UsageError(
            f"--within: a {kind} follows nobody, so that nobody is judged after so many days.",
            hint="--kind cohort, which is the default, judges by age.",
        )
    if kind == "snapshot":
        refuse_period(ask, "A snapshot")


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per period, segment and step; periods in which nobody entered the step are left out."""
    figures = by_key(counted.figures, ("bucket", "segment", "place"))
    rows = [
        _row(reading, figures, (bucket, segment), frm, to)
        for bucket in periods(counted.figures) or [None]
        for segment in segments(counted.figures) or [None]
        for frm, to in _pairs(reading)
    ]
    return [row for row in rows if row["period"] is None or row["entered"] or row["converted"]]


def of_judged(counted: Counted, reading: Reading) -> list[Row]:
    """The rows of a question that counts only who is judged, those left out that nobody is judged by."""
    everybody = [{**row, "entered": row["judged"], "open": 0} for row in counted.figures]
    return [row for row in finish(Counted(everybody, {}), reading) if row["judged"]]


def _pairs(reading: Reading) -> list[tuple[str, str]]:
    names = [stage.name for stage in reading.stages]
    frm, to = reading.ask.options.get("frm"), reading.ask.options.get("to")
    if to:
        return [(frm or names[0], to)]
    consecutive = list(pairwise(names))
    return [pair for pair in consecutive if frm in (None, pair[0])]


def _row(
    reading: Reading,
    figures: dict[tuple[object, ...], list[Row]],
    key: tuple[object, object],
    frm: str,
    to: str,
) -> Row:
    kind = reading.ask.options.get("kind") or "cohort"
    start = figures.get((*key, frm), [{}])[0]
    arrived = figures.get((*key, to), [{}])[0].get("entered", 0)
    entered = start.get("entered", 0)
    counts = {
        "cohort": (start.get("judged", 0), start.get("converted", 0), start.get("open", 0)),
        "flow": (entered, arrived, None),
        "snapshot": (None, arrived, entered),
    }[kind]
    judged, converted, still = counts
    # A flow may pass 100 %: it divides the people of one cohort by those of another, so it has no interval.
    measured = rate("rate", converted, judged) if kind == "cohort" else _flow(converted, judged)
    return {
        "period": key[0], "segment": key[1], "frm": frm, "to": to, "entered": entered,
        "judged": judged, "converted": converted, "open": still, **measured,
    }  # fmt: skip


def _flow(arrived: int, entered: int | None) -> Row:
    return {"rate": arrived / entered if entered else None, "rate_low": None, "rate_high": None}


QUESTION = Question(
    name="conversion",
    title=N_("Conversion between stages"),
    meaning=N_("Of those who entered a stage, the share that reached the next one or a later one."),
    population=N_(
        "Whoever first entered the stage in the period. With a time limit, only those old enough are judged."
    ),
    formula=(
        N_("cohort: rate = converted / judged"),
        N_(
            "flow: rate = those who entered the other stage in the period / entered; no interval, as it divides "
            "other people by these"
        ),
        N_("snapshot: counts alone, no rate"),
        WILSON_ENDS,
    ),
    source=(sources.YOUNG_COHORTS, sources.WILSON),
    columns=(
        PERIOD,
        SEGMENT,
        place_column("frm", N_("From")),
        place_column("to", N_("To")),
        figure("entered", N_("Entered"), N_("First entered the stage in the period.")),
        figure("judged", N_("Judged"), N_("Of these, old enough at the as-of date for the time limit.")),
        figure("converted", N_("Converted"), N_("Of those judged, reached the other stage, or a later one, in time.")),
        figure("open", N_("Open"), N_("Not converted, and in the stage ever since: their end is not known yet.")),
        *share("rate", "judged", N_("Rate"), N_("Converted of judged.")),
    ),
    keys={"bucket": "period", "segment": "segment", "place": "frm"},
    figures=("entered", "judged", "converted", "open"),
    worth=False,
    units={"ever": ever, "steps": steps, "pair": pair, "entries": entries, "standing": standing},
    finish=finish,
    shape=shape,
    by_period=True,
    options=(
        Option("kind", N_("cohort (default), flow or snapshot"), "choice", KINDS, "cohort"),
        Option("frm", N_("only from this stage"), "stage"),
        Option("to", N_("to this stage instead of the next one"), "stage"),
        Option("within", N_("judge after so many days"), "days", told=N_("Judged after {value} days.")),
    ),
    caveats=(
        N_("A young cohort's rate still grows: with a time limit all cohorts are judged at the same age."),
    ),
    check=check,
    otherwise={
        "entries": (
            N_("Whoever first entered the one stage in the period, and whoever first entered the other one in it."),
            N_("A flow divides other people by these: it may pass 100 %, and cannot tell what becomes of anybody."),
        ),
        "standing": (
            N_("Whoever is in the stage at the end of the as-of day; converted are those who are in the other one."),
            N_("A snapshot follows nobody: it tells how many stand where, and cannot tell how many move on."),
        ),
    },
)  # fmt: skip
