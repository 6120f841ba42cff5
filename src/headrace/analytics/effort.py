"""What it takes to qualify a lead: one that was qualified before and came back, against a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.intervals import Sample, difference
from headrace.analytics.question import (
    PERIOD,
    SEGMENT,
    Column,
    Counted,
    Kind,
    Question,
    Reading,
    Row,
    figure,
    periods,
    segments,
)
from headrace.analytics.tables import clipped, in_period
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

NEW, AGAIN = "new", "again"
AMOUNTS = ("touches", "dials", "minutes", "touches_squared", "minutes_squared")


def units(stays: ir.Table, attempts: ir.Table, touches: ir.Table) -> ir.Table:
    """One row per pass that was qualified in the period, with what was done until then.

    The effort for a new lead is all that was done for the person so far; for one that was qualified in an earlier pass,
    what was done since that pass came to the place where it rests, or since that qualification if it never rested.
    """
    t = _with_start(_qualified(stays), stays)
    facts = ibis.union(
        _effort(touches, touches=1),
        _effort(
            attempts,
            dials=ibis.greatest(ibis.coalesce(attempts.dials, 1), 1),
            minutes=ibis.coalesce(attempts.minutes, 0.0),
        ),
    )
    pairs = t.inner_join(facts, t.unit == facts.thread)
    since = ibis.ifelse(pairs.exact & pairs.start_exact, pairs.at_us > pairs.start_us, pairs.day > pairs.start_day)
    until = ibis.ifelse(
        pairs.exact & pairs.entered_exact, pairs.at_us <= pairs.entered_us, pairs.day <= pairs.entered_day
    )
    pairs = pairs.filter((pairs.start_us.isnull() | since) & until)
    done = pairs.group_by(done_journey=pairs.journey).agg(
        **{name: pairs[name].sum() for name in ("touches", "dials", "minutes")}
    )
    t = t.left_join(done, t.journey == done.done_journey)
    made = {name: t[name].fill_null(0) for name in ("touches", "dials", "minutes")}
    return t.select(
        "unit", "journey", "person", "bucket", "segment", "lead", leads=ibis.literal(True), **made,
        touches_squared=made["touches"] * made["touches"], minutes_squared=made["minutes"] * made["minutes"],
    )  # fmt: skip


def _qualified(stays: ir.Table) -> ir.Table:
    """The first entry of each pass to the stage of qualified leads, numbered for each person."""
    t = clipped(stays, undated=True, others=True)
    t = t.filter((t.position == t.lead_position) & ~t.implied)
    t = t.mutate(of_pass=ibis.row_number().over(group_by=[t.unit, t.journey], order_by=t.ordinal))
    t = t.filter(t.of_pass == 0)
    theirs = ibis.window(group_by=t.unit, order_by=t.ordinal)
    t = t.mutate(number=ibis.row_number().over(theirs), before_ordinal=t.ordinal.lag().over(theirs))
    t = t.filter(t.kept & in_period(t, "entered_day"))
    return t.mutate(lead=ibis.ifelse(t.number == 0, NEW, AGAIN))


def _with_start(t: ir.Table, stays: ir.Table) -> ir.Table:
    """With when the effort for each begins; null for a new lead, whose effort has no beginning."""
    every = clipped(stays, undated=True, others=True)
    began = every.group_by(pass_unit=every.unit, pass_journey=every.journey).agg(began=every.ordinal.min())
    t = t.left_join(began, [t.unit == began.pass_unit, t.journey == began.pass_journey])
    last = ibis.ifelse(t.lead == AGAIN, ibis.greatest(t.began - 1, t.before_ordinal), ibis.null("int64"))
    t = t.mutate(last_ordinal=last)
    start = every.select(
        start_unit=every.unit, start_ordinal=every.ordinal, start_us=every.entered_us, start_day=every.entered_day,
        start_exact=every.entered_exact,
    )  # fmt: skip
    t = t.left_join(start, [t.unit == start.start_unit, t.last_ordinal == start.start_ordinal])
    return t.select(
        "unit", "journey", "person", "bucket", "segment", "lead", "entered_us", "entered_day", "entered_exact",
        "start_us", "start_day", "start_exact",
    )  # fmt: skip


def _effort(t: ir.Table, touches: int = 0, dials: ir.Value | int = 0, minutes: ir.Value | float = 0.0) -> ir.Table:
    t = t.mutate(
        touches=ibis.literal(touches, "int64"),
        dials=ibis.literal(dials, "int64") if isinstance(dials, int) else dials,
        minutes=ibis.literal(minutes, "float64") if isinstance(minutes, float) else minutes,
    )
    t = t.filter(t.day.notnull())
    return t.select("day", "exact", "at_us", "touches", "dials", "minutes", thread=ibis.coalesce(t.person, t.journey))


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """Two rows per period and segment in which anybody was qualified: new leads, and those qualified again."""
    found = {(row["bucket"], row["segment"], row["lead"]): row for row in counted.figures}
    minute = reading.policy.calling.minute
    rows = []
    for bucket in periods(counted.figures):
        for segment in segments(counted.figures):
            new, again = (found.get((bucket, segment, lead), {}) for lead in (NEW, AGAIN))
            if new or again:
                named = {"period": bucket, "segment": segment}
                rows.append({**named, "lead": NEW, **_each(new, minute), **_more({}, new)})
                rows.append({**named, "lead": AGAIN, **_each(again, minute), **_more(again, new)})
    return rows


def _each(row: Row, minute: float | None) -> Row:
    """What was done for one on average, and what its calls cost: null while nobody told what a caller is paid."""
    n = row.get("leads", 0)
    each = {name: row[name] / n if n else None for name in ("touches", "dials", "minutes")} if row else {}
    spent = each.get("minutes")
    return {
        "leads": n,
        **{name: each.get(name) for name in ("touches", "dials", "minutes")},
        "cost": None if spent is None or minute is None else spent * minute,
    }


def _more(row: Row, new: Row) -> Row:
    """How much more one takes that is qualified again, with the 95 % interval of the difference."""
    told: Row = {}
    for name in ("touches", "minutes"):
        found = difference(_sample(row, name), _sample(new, name)) if row and new else None
        told |= dict(zip((f"more_{name}", f"more_{name}_low", f"more_{name}_high"), found or (None,) * 3, strict=True))
    return told


def _sample(row: Row, name: str) -> Sample:
    return Sample(row["leads"], float(row[name]), float(row[f"{name}_squared"]))


def _compared(name: str, label: str, meaning: str) -> tuple[Column, ...]:
    return (
        Column(f"more_{name}", Kind.NUMBER, label, meaning),
        Column(f"more_{name}_low", Kind.NUMBER, N_("95 % from"), N_("The lower end of the 95 % interval, by Welch.")),
        Column(f"more_{name}_high", Kind.NUMBER, N_("to"), N_("The upper end of the 95 % interval, by Welch.")),
    )


QUESTION = Question(
    name="effort",
    title=N_("What a re-qualified lead costs"),
    meaning=N_("Touches, dials, minutes of calls and their cost until a lead was qualified: again, against a new one."),
    population=N_("Passes that first entered the stage of qualified leads in the period, and not by implication."),
    formula=(
        N_("touches, dials, minutes = their sums / leads; cost = minutes x pay of a minute of calling"),
        N_("more_touches, more_minutes = mean of those qualified again - mean of the new; ends by Welch's t"),
    ),
    source=(
        sources.WELCH,
        sources.COST_OF_INSIDE_SALES,
        N_("Where the effort for a lead that came back begins is ours: where the pass before came to rest."),
    ),
    columns=(
        PERIOD,
        SEGMENT,
        Column(
            "lead", Kind.TEXT, N_("Lead"),
            N_("new: the person was never qualified before; again: qualified in an earlier pass too, and came back."),
            words={NEW: N_("new"), AGAIN: N_("qualified again")}, names=True,
        ),
        figure("leads", N_("Leads"), N_("Qualified in the period.")),
        Column("touches", Kind.NUMBER, N_("Touches"), N_("Touches and meetings for one, on average.")),
        Column("dials", Kind.NUMBER, N_("Dials"), N_("Dials for one, on average; a call of unknown dials is one.")),
        Column("minutes", Kind.NUMBER, N_("Minutes"), N_("Minutes of calls for one, on average.")),
        Column(
            "cost", Kind.MONEY, N_("Cost"),
            N_("What the calls for one cost; empty while the policy does not say what a caller is paid."),
        ),
        *_compared("touches", N_("More touches"), N_("Touches of one qualified again, less those of a new one.")),
        *_compared("minutes", N_("More minutes"), N_("Minutes of one qualified again, less those of a new one.")),
    ),
    keys={"bucket": "period", "segment": "segment", "lead": "lead"},
    figures=("leads",),
    worth=False,
    units={"default": units},
    finish=finish,
    tables=("attempts", "touches"),
    amounts=AMOUNTS,
    unit="person",
    by_period=True,
    caveats=(
        N_("Counted for a new lead is what was done until it was qualified; for one qualified again, what was done "
           "since the pass before came to rest."),
        N_("The cost is of calls alone: content and meetings are in `costs`."),
        N_("An interval that holds 0 says that the difference may be luck."),
    ),
)  # fmt: skip
