"""What the pipeline wins a day: opportunities x win rate x value / cycle, each factor as the ledger has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.funnel_math import Pipeline
from headrace.analytics.question import (
    PERIOD,
    SEGMENT,
    WILSON_ENDS,
    Column,
    Counted,
    Kind,
    Question,
    Reading,
    Row,
    Wait,
    days,
    figure,
    periods,
    rate,
    segments,
    share,
)
from headrace.analytics.stays import first_entries, with_standing, with_win_since
from headrace.analytics.tables import with_minutes
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

FIGURES = ("opportunities", "won", "lost", "expired", "open", "valued")


def units(stays: ir.Table) -> ir.Table:
    """One row per unit that first became an opportunity in the period, with what it is at the as-of date.

    The cycle is the wait to be won; any other end censors it, and one that was only implied has none.
    """
    t = first_entries(stays)
    t = t.filter(t.position == t.deal_position)
    t = with_minutes(t, minutes=("onward", "left"))
    t = with_win_since(with_standing(t, stays))
    expired = ~t.won & ((t.now_role == "expired") | (t.now_via == "expired"))
    lost = ~t.won & ~expired & t.now_role.isin(["lost", "out"])
    return t.select(
        "unit", "journey", "person", "bucket", "segment", "won", "revenue", opportunities=ibis.literal(True),
        lost=lost, expired=expired, open=~t.won & ~expired & ~lost, valued=t.revenue.notnull(),
        minutes=ibis.ifelse(t.implied, ibis.null("int64"), t.minutes),
        closed_won=t.onward,
    )  # fmt: skip


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per period and segment that had an opportunity."""
    del reading
    found = {(row["bucket"], row["segment"]): row for row in counted.figures}
    keys = [(bucket, segment) for bucket in periods(counted.figures) for segment in segments(counted.figures)]
    return [_row(found[key], days(counted.curve(*key, "cycle").quantile(0.5))) for key in keys if key in found]


def _row(row: Row, cycle: float | None) -> Row:
    closed = row["won"] + row["lost"]
    ended = closed + row["expired"]
    value = row["revenue"] / row["valued"] if row["valued"] else None
    win, of_ended = rate("win_rate", row["won"], closed), rate("with_expired", row["won"], ended)
    n = row["opportunities"]
    return {
        "period": row["bucket"],
        "segment": row["segment"],
        **{name: row[name] for name in ("opportunities", "won", "lost", "expired", "open")},
        "closed": closed,
        **win,
        "ended": ended,
        **of_ended,
        "value": value,
        "cycle": cycle,
        "per_day": _per_day(n, win["win_rate"], value, cycle),
        "per_day_with_expired": _per_day(n, of_ended["with_expired"], value, cycle),
    }


def _per_day(opportunities: int, win_rate: float | None, value: float | None, cycle: float | None) -> float | None:
    if win_rate is None or value is None or cycle is None:
        return None
    return Pipeline(opportunities, win_rate, value, cycle).per_day


QUESTION = Question(
    name="pipeline_velocity",
    title=N_("Pipeline velocity"),
    meaning=N_("What the opportunities of a period win a day: their number x win rate x value / length of the cycle."),
    population=N_("Whoever first became an opportunity in the period, followed until the as-of."),
    formula=(
        N_("per_day = opportunities x win_rate x value / cycle"),
        N_("win_rate = won / closed, closed = won + lost"),
        N_("with_expired = won / ended, ended = won + lost + expired"),
        N_("value = revenue of the won / those whose revenue is known; cycle: Kaplan-Meier's median"),
        WILSON_ENDS,
    ),
    source=(
        N_(
            "The four factors of pipeline velocity are common use. That both win rates stand side by side is ours: "
            "to leave out the expired flatters."
        ),
        sources.KAPLAN_MEIER,
        sources.WILSON,
    ),
    columns=(
        PERIOD,
        SEGMENT,
        figure("opportunities", N_("Opportunities"), N_("First entered the last stage before won in the period.")),
        figure("won", N_("Won"), N_("Won since.")),
        figure("lost", N_("Lost"), N_("Lost or out at the as-of date.")),
        figure("expired", N_("Expired"), N_("Outlived their shelf life and not taken up again.")),
        figure("open", N_("Open"), N_("Not decided: in a stage, or resting in nurture.")),
        Column("closed", Kind.COUNT, N_("Closed"), N_("Won and lost.")),
        *share("win_rate", "closed", N_("Win rate"), N_("Won, of won and lost.")),
        Column("ended", Kind.COUNT, N_("Ended"), N_("Won, lost and expired.")),
        *share("with_expired", "ended", N_("With expired"), N_("Won, of won, lost and expired.")),
        Column("value", Kind.MONEY, N_("Value"), N_("What a win brought on average, of those whose revenue is known.")),
        Column("cycle", Kind.DAYS, N_("Cycle"), N_("Time by which half are won, by Kaplan-Meier.")),
        Column("per_day", Kind.MONEY, N_("A day"), N_("Opportunities x win rate x value / cycle.")),
        Column("per_day_with_expired", Kind.MONEY, N_("A day, with expired"), N_("The same by the rate with expired.")),
    ),
    keys={"bucket": "period", "segment": "segment"},
    figures=FIGURES,
    units={"default": units},
    finish=finish,
    amounts=("revenue",),
    waits=(Wait("cycle", "minutes", "closed_won"),),
    by_period=True,
    caveats=(
        N_("The cycle takes other exits as censored: it is the pace of those who would be won. Where fewer than half "
           "are expected to be, it is empty, and so is what they win a day."),
        N_("The win rate is of those that ended: of a young cohort they are the quick ones."),
        N_("Wins in other currencies, or whose revenue nobody entered, count as won and have no part in the value."),
    ),
)  # fmt: skip
