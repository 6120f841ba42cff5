"""What an activity goes with: who had a call, a meeting, a webinar, and what they were won for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.intervals import of_mean
from headrace.analytics.question import (
    BY_DAY,
    SEGMENT,
    WILSON_ENDS,
    Column,
    Counted,
    Kind,
    Question,
    Reading,
    Row,
    figure,
    per,
    rate,
    segments,
    share,
)
from headrace.analytics.stays import beside, with_win
from headrace.analytics.tables import as_end, by_the_end, clipped, in_period
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

ANYBODY = "(everybody)"
MEETING, CALL, INQUIRY = "meeting", "call", "inquiry"


def units(stays: ir.Table, touches: ir.Table, attempts: ir.Table, moves: ir.Table) -> ir.Table:
    """One row per unit that began in the period and activity that it had before it was won; and one per unit of all."""
    leads = _leads(stays)
    every = ibis.union(
        _told(touches.filter(touches.kind == "touched"), touches.activity.fill_null("touch")),
        _told(touches.filter(touches.kind == "met"), ibis.literal(MEETING)),
        _told(attempts, ibis.literal(CALL)),
        _told(moves.filter(moves.kind == "inquired"), ibis.literal(INQUIRY)),
    )
    had = leads.join(every, leads.unit == every.thread)
    had = had.filter(had.end_us.isnull() | by_the_end(had))
    had = had.group_by(["unit", "journey", "person", "segment", "activity", "won", "revenue"]).agg(times=had.count())
    alone = leads.select(
        "unit", "journey", "person", "segment", "won", "revenue", activity=ibis.literal(ANYBODY),
        times=ibis.null("int64"),
    )  # fmt: skip
    t = ibis.union(had.select(alone.columns), alone)
    return t.mutate(people=ibis.literal(True), squares=t.revenue.cast("float64") * t.revenue.cast("float64"))


def _leads(stays: ir.Table) -> ir.Table:
    """Whoever began in the period, with their first win."""
    t = clipped(stays)
    t = with_win(t.filter(in_period(t, "began_day") & (t.ordinal == 1)))
    t = t.select("unit", "journey", "person", "segment", "won", revenue=t.revenue.fill_null(0))
    wins = clipped(stays, others=True)
    wins = wins.filter((wins.role == "won") & (wins.nth == 1))
    return beside(t, wins.select("unit", **as_end(wins)), "unit")


def _told(t: ir.Table, activity: ir.Value) -> ir.Table:
    dated = t.mutate(activity=activity).filter(t.at_us.notnull())
    return dated.select("at_us", "day", "activity", thread=ibis.coalesce(dated.person, dated.journey))


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per activity, the one that most had first, then everybody, for each segment."""
    del reading
    rows = sorted(counted.figures, key=lambda row: (row["activity"] == ANYBODY, -row["people"], row["activity"]))
    return [_row(row) for segment in segments(rows) for row in rows if row["segment"] == segment]


def _row(row: Row) -> Row:
    people, revenue, times = row["people"], row["revenue"], row["times"]
    mean, low, high = of_mean(people, revenue, row["squares"])
    return {
        "segment": row["segment"],
        "activity": row["activity"],
        "people": people,
        "times": times,
        "won": row["won"],
        **rate("rate", row["won"], people),
        "revenue": revenue,
        "per_person": mean,
        "per_person_low": low,
        "per_person_high": high,
        "per_activity": per(revenue, times),
    }


QUESTION = Question(
    name="activities",
    title=N_("What activities go with"),
    meaning=N_("Those who had a kind of activity before they were won: how many were, and for how much."),
    population=N_("Whoever began in the period, with what they did, and we did with them, until they were won."),
    formula=(
        N_("rate = won / people"),
        N_("per_person = revenue / people; its ends: 1.959964 standard errors of the mean"),
        N_("per_activity = revenue / times"),
        WILSON_ENDS,
    ),
    source=(
        N_("Ours: those who had an activity beside everybody, and named for what it is: nobody was chosen by lot."),
        sources.WILSON,
    ),
    columns=(
        SEGMENT,
        Column("activity", Kind.TEXT, N_("Activity"),
               N_("What a touch says that it was; call, meeting, inquiry; touch if it says nothing."),
               words={ANYBODY: N_("(everybody)"), MEETING: N_("meeting"), CALL: N_("call"), INQUIRY: N_("inquiry")},
               names=True),
        figure("people", N_("Had it"), N_("Had at least one before they were won.")),
        Column("times", Kind.COUNT, N_("Times"), N_("How many they had.")),
        figure("won", N_("Won"), N_("Of these, won since.")),
        *share("rate", "people", N_("Rate"), N_("Won of those who had it.")),
        Column("revenue", Kind.MONEY, N_("Revenue"), N_("What the won were won for.")),
        Column("per_person", Kind.MONEY, N_("Per person"), N_("Revenue over those who had it.")),
        Column("per_person_low", Kind.MONEY, N_("95 % from"), N_("The lower end of the interval of the mean.")),
        Column("per_person_high", Kind.MONEY, N_("to"), N_("The upper end of it.")),
        Column("per_activity", Kind.MONEY, N_("Per time"), N_("Revenue over times.")),
    ),
    keys={"segment": "segment", "activity": "activity"},
    figures=("people", "won"),
    units={"default": units},
    finish=finish,
    tables=("touches", "attempts", "moves"),
    amounts=("times", "revenue", "squares"),
    unit="person",
    caveats=(
        N_("Association, not cause: whoever is likely to buy is called more often."),
        N_("Activities share their deals: do not add them up. `attribution` divides each deal once."),
        N_("Open leads may still be won; those who had an activity late had little time to be."),
        BY_DAY,
    ),
)  # fmt: skip
