"""Where leads stick: what each stage drops, what that costs, and how far it is from the firm's own best quarter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.conversion import in_time, old_enough
from headrace.analytics.question import (
    SEGMENT,
    WILSON_ENDS,
    WITHOUT_REVENUE,
    Column,
    Counted,
    Kind,
    Option,
    Question,
    Reading,
    Row,
    Wait,
    days,
    figure,
    place_column,
    rate,
    segments,
    share,
)
from headrace.analytics.risk import sets_of
from headrace.analytics.stays import stages_of, with_win_since
from headrace.analytics.survival import survival
from headrace.analytics.tables import clipped, in_period, with_minutes
from headrace.core.lazily import lazy
from headrace.core.texts import N_
from headrace.core.units import DAY_US

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

AGE = 90
"""The age in days at which quarters are compared, unless another is asked for."""
ENOUGH = 30
"""The fewest who must have entered in a quarter, for it to be the best."""
VALUE, GAP = "value", "gap"
FIGURES = ("entered", "dropped", "moved_on", "judged", "in_time", "ever", "grown", "grown_in_time")


def units(stays: ir.Table) -> ir.Table:
    """One row per unit and stage that it ever entered, stages that were only implied left out.

    The figures of the asked period; and for the best quarter, of all periods: who entered (`ever`), who of them is old
    enough (`grown`), and who moved on by that age.
    """
    t = stages_of(clipped(stays))
    t = with_minutes(t.filter((t.nth == 1) & ~t.implied), stayed=("left",))
    t = t.mutate(
        asked=in_period(t, "entered_day"),
        within_us=t.within_us.fill_null(AGE * DAY_US),
        within_days=t.within_days.fill_null(AGE),
    )
    t = with_win_since(t)
    gone = t.next_role.isin(["nurture", "out", "lost", "expired"])
    grown = old_enough(t)
    soon = grown & in_time(t, "onward")
    return t.select(
        "unit", "journey", "person", "bucket", "segment", "place", entered=t.asked,
        dropped=t.asked & ~t.onward & t.left & gone.fill_null(False), moved_on=t.asked & t.onward,
        judged=t.asked & grown, in_time=t.asked & soon, ever=ibis.literal(True), grown=grown, grown_in_time=soon,
        revenue=ibis.ifelse(t.asked, t.revenue, ibis.null("int64")),
        stayed=ibis.ifelse(t.asked, t.stayed, ibis.null("int64")), left=t.left,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Best:
    """The quarter in which most moved on by the age that is asked for, with the share that did."""

    quarter: date
    share: float


def best_quarter(quarters: Iterable[Row]) -> Best | None:
    """The best of those quarters that are old enough as a whole and in which enough entered; of equals the first."""
    grown = [row for row in quarters if row["grown"] == row["ever"] and row["grown"] >= ENOUGH]
    found = [Best(row["bucket"], row["grown_in_time"] / row["grown"]) for row in grown]
    return min(found, key=lambda best: (-best.share, best.quarter), default=None)


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per stage that anybody entered, the costliest first, for each segment."""
    rank = {VALUE: "lost", GAP: "gap"}[reading.ask.options.get("rank") or VALUE]
    rows = []
    for segment in segments(counted.figures) or [None]:
        own = [row for row in counted.figures if row["segment"] == segment]
        stages = [stage.name for stage in reading.stages if stage.role != "won"]
        theirs = [_row(place, segment, [row for row in own if row["place"] == place], counted, reading)
                  for place in stages]  # fmt: skip
        theirs.sort(key=lambda row: (row[rank] is None, -(row[rank] or 0)))
        rows += theirs
    return rows


def _row(place: str, segment: str | None, quarters: Sequence[Row], counted: Counted, reading: Reading) -> Row:
    n = {name: sum(row[name] for row in quarters) for name in FIGURES}
    revenue = sum(row["revenue"] or 0 for row in quarters)
    worth = revenue / n["entered"] if n["entered"] else None
    best, own = best_quarter(quarters), n["in_time"] / n["judged"] if n["judged"] else None
    gap = None if best is None or own is None else max(best.share - own, 0.0)
    onward = revenue / n["moved_on"] if n["moved_on"] else None
    waits = [wait for row in quarters for wait in counted.waits.get((row["bucket"], segment, place, "stay"), ())]
    dwell = survival(sets_of(waits))
    decided = reading.policy.stage(place)
    return {
        "place": place,
        "segment": segment,
        "entered": n["entered"],
        "dropped": n["dropped"],
        **rate("drop_rate", n["dropped"], n["entered"]),
        "worth": worth,
        "lost": None if worth is None else n["dropped"] * worth,
        "dwell_median": days(dwell.quantile(0.5)),
        "dwell_p90": days(dwell.quantile(0.9)),
        "judged": n["judged"],
        **rate("in_time", n["in_time"], n["judged"]),
        "best": best.share if best else None,
        "best_quarter": best.quarter if best else None,
        "gap": gap,
        "gap_lost": None if gap is None or onward is None else gap * n["entered"] * onward,
        "worries": "; ".join(decided.worries) or None,
        "next_actions": "; ".join(map(str, decided.next_actions)) or None,
    }


QUESTION = Question(
    name="sticky",
    title=N_("Sticky points"),
    meaning=N_("Where leads stick: what each stage drops and what that costs, the costliest first."),
    population=N_("Whoever first entered the stage in the period; stages that were only implied are left out."),
    formula=(
        N_("drop_rate = dropped / entered"),
        N_("worth = what those who entered were won for / entered; lost = dropped x worth"),
        N_("in_time = moved on by the age / judged; gap = best - in_time, or 0"),
        N_("gap_lost = gap x entered x what they were won for / those who moved on"),
        N_("dwell_median, dwell_p90: Kaplan-Meier's times to leave, whichever way"),
        WILSON_ENDS,
    ),
    source=(
        N_(
            "To rank stages by value lost, and by the gap to one's own best quarter, is ours: the raw drop alone "
            "blames the stage that filters best."
        ),
        sources.KAPLAN_MEIER,
        sources.WILSON,
    ),
    columns=(
        place_column(),
        SEGMENT,
        figure("entered", N_("Entered"), N_("First entered the stage in the period.")),
        figure("dropped", N_("Dropped"), N_("Left for nurture, lost, expired or out, and never got further.")),
        *share("drop_rate", "entered", N_("Drop rate"), N_("Dropped of entered.")),
        Column("worth", Kind.MONEY, N_("Value of one"), N_("What those who entered were won for, over all of them.")),
        Column("lost", Kind.MONEY, N_("Value lost"), N_("Dropped x the value of one.")),
        Column("dwell_median", Kind.DAYS, N_("Median stay"), N_("Time by which half have left, whichever way.")),
        Column("dwell_p90", Kind.DAYS, N_("90 % stay"), N_("Time by which nine in ten have left, whichever way.")),
        Column("judged", Kind.COUNT, N_("Judged"), N_("Of those who entered, old enough to be compared.")),
        *share("in_time", "judged", N_("Moved on"), N_("Of those judged, moved on by the age that is compared.")),
        Column(
            "best", Kind.RATE, N_("Best quarter"),
            N_("The same in the best quarter of all that are old enough and in which at least 30 entered."),
        ),
        Column("best_quarter", Kind.PERIOD, N_("That is"), N_("The quarter itself."), names=False),
        Column("gap", Kind.RATE, N_("Gap"), N_("What is missing to the best quarter; none for what is better.")),
        Column(
            "gap_lost", Kind.MONEY, N_("Value of the gap"),
            N_("Gap x entered x what those who moved on were won for on average."),
        ),
        Column("worries", Kind.TEXT, N_("Worries"), N_("What people say holds leads up here, from the policy.")),
        Column("next_actions", Kind.TEXT, N_("Next actions"), N_("What is to be done, by whom and until when.")),
    ),
    keys={"bucket": None, "segment": "segment", "place": "place"},
    figures=FIGURES,
    units={"default": units},
    finish=finish,
    amounts=("revenue",),
    waits=(Wait("stay", "stayed", "left"),),
    bucket="quarter",
    options=(
        Option(
            "within", N_("compare quarters at an age of so many days (90)"), "days", default=AGE,
            told=N_("Quarters are compared by who had moved on {value} days after entering."),
        ),
        Option("rank", N_("by which the stages are ranked: value lost, or the gap to the best quarter"), "choice",
               (VALUE, GAP), default=VALUE, told=N_("Ranked by {value}.")),
    ),
    caveats=(
        N_("Open leads may still be won: the value of one grows with age, and so does what was lost."),
        N_("The best quarter is the best of several: part of the gap is luck. It is looked for in all quarters, "
           "whatever period is asked for."),
        WITHOUT_REVENUE,
    ),
)  # fmt: skip
