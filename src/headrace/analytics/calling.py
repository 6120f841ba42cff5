"""What calling costs: as measured, and as the article on the cost of inside sales computes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.question import (
    PERIOD,
    SEGMENT,
    Column,
    Counted,
    Kind,
    Question,
    Reading,
    Row,
    by_key,
    figure,
    per,
    periods,
    segments,
)
from headrace.analytics.stays import first_entries
from headrace.analytics.tables import in_period, stacked
from headrace.core.asking import CallingCost
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

WAYS = {
    "measured": N_("Measured"),
    "once": N_("By formula, one call a lead"),
    "all": N_("By formula, every dial"),
}


# -- the arithmetic ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Time:
    """Minutes of calling: talking with whom we wanted, chasing them, and the paid time around both."""

    talking: float
    chasing: float
    waiting: float

    @property
    def minutes(self) -> float:
        """What was spent on calls themselves."""
        return self.talking + self.chasing


def by_formula(leads: int, calling: CallingCost, *, dials: int) -> Time:
    """The minutes that calling some leads takes, when each is talked to once and every other dial reaches nobody.

    After the article on the cost of inside sales, which counts one dial of its four.

    >>> by_formula(2_000, CallingCost(), dials=1).minutes, by_formula(2_000, CallingCost(), dials=4).minutes
    (6000.0, 24000.0)
    """
    talking, chasing = leads * calling.talk_minutes, leads * (dials - 1) * calling.no_answer_minutes
    return Time(talking, chasing, _waiting(talking + chasing, calling))


def measured(completed: float, redials: int, others: float, calling: CallingCost) -> Time:
    """The minutes of calls that were made.

    Args:
        completed: minutes of the calls in which we talked, their redials included.
        redials: how many dials these took beside the one that was answered.
        others: minutes of all other calls.
        calling: how long a dial without an answer takes, and the share of a paid day in which a rep sells.
    """
    chased = min(completed, redials * calling.no_answer_minutes)
    return Time(completed - chased, others + chased, _waiting(completed + others, calling))


def _waiting(minutes: float, calling: CallingCost) -> float:
    return minutes / calling.selling_share - minutes


# -- the question --------------------------------------------------------------------------------------------


def units(stays: ir.Table, calls: ir.Table) -> ir.Table:
    """One row per unit and stage first entered in the period; beside them the calls of the period."""
    t = first_entries(stays)
    entered = t.select(
        "unit", "journey", "person", "bucket", "segment",
        leads=t.position == t.lead_position, opportunities=t.position == t.deal_position,
    )  # fmt: skip
    c = calls.filter(in_period(calls, "day"))
    talked, dials = c.completed.fill_null(False), ibis.ifelse(c.dials > 1, c.dials, ibis.literal(1, "int64"))
    called = c.select(
        "bucket", "segment", calls=ibis.literal(True), connected=c.connected.fill_null(False) | talked,
        completed=talked, unmeasured=c.minutes.isnull(), dials=dials,
        redials=ibis.ifelse(talked & c.minutes.notnull(), dials - 1, 0),
        talked=ibis.ifelse(talked, c.minutes, ibis.null("float64")),
        chased=ibis.ifelse(talked, ibis.null("float64"), c.minutes),
    )  # fmt: skip
    return stacked(entered.filter(entered.leads | entered.opportunities), called)


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """Three rows, one per way of counting, for each period and segment in which anybody was called or became a lead."""
    found = by_key(counted.figures, ("bucket", "segment"))
    return [
        {"period": bucket, "segment": segment, **row}
        for bucket in periods(counted.figures)
        for segment in segments(counted.figures)
        if (bucket, segment) in found
        for row in _rows(found[bucket, segment][0], reading.policy.calling)
    ]


def _rows(row: Row, calling: CallingCost) -> Iterator[Row]:
    told = measured(row["talked"] or 0.0, row["redials"] or 0, row["chased"] or 0.0, calling)
    yield _row("measured", row, row["dials"] or 0, row["completed"], told, calling)
    for way, dials in (("once", 1), ("all", calling.dials)):
        yield _row(
            way, row, row["leads"] * dials, row["leads"], by_formula(row["leads"], calling, dials=dials), calling
        )


def _row(way: str, row: Row, dials: int, completed: int, time: Time, calling: CallingCost) -> Row:
    cost = 0.0 if not time.minutes else None if calling.minute is None else calling.minute * time.minutes
    return {
        "way": way,
        "leads": row["leads"],
        "opportunities": row["opportunities"],
        "dials": dials,
        "completed": completed,
        "unmeasured": row["unmeasured"] if way == "measured" else 0,
        "talking": time.talking / 60,
        "chasing": time.chasing / 60,
        "waiting": time.waiting / 60,
        "cost": cost,
        "per_completed": per(cost, completed),
        "per_lead": per(cost, row["leads"]),
        "per_opportunity": per(cost, row["opportunities"]),
    }


QUESTION = Question(
    name="calling",
    title=N_("What calling costs"),
    meaning=N_("The work of calling leads, as measured and as by the formula, in hours and in money."),
    population=N_("The calls of the period, and whoever first entered the two stages in it."),
    formula=(
        N_("measured: talking = minutes of talks less redials x no_answer_minutes; chasing = all other minutes"),
        N_("once: talking = leads x talk_minutes; all: and chasing = leads x (dials - 1) x no_answer_minutes"),
        N_("waiting = (talking + chasing) / selling_share - (talking + chasing)"),
        N_("cost = (talking + chasing + waiting) x pay of an hour, yearly_pay / paid_days / hours_a_day"),
        N_("per_completed, per_lead, per_opportunity = cost / each"),
    ),
    source=(sources.COST_OF_INSIDE_SALES,),
    columns=(
        PERIOD,
        SEGMENT,
        Column("way", Kind.TEXT, N_("Way"),
               N_("measured: from the calls. once: each lead takes the minutes of one talk. all: and before it the "
                  "dials that nobody answers."), words=WAYS, names=True),
        figure("leads", N_("Qualified"), N_("First entered the stage of qualified leads in the period.")),
        figure("opportunities", N_("Opportunities"), N_("First entered the stage before the win in the period.")),
        Column("dials", Kind.COUNT, N_("Dials"), N_("Numbers dialled; a call that does not say how many took one.")),
        Column("completed", Kind.COUNT, N_("Talks"), N_("Calls in which we talked.")),
        Column("unmeasured", Kind.COUNT, N_("Without minutes"), N_("Calls of which nobody knows how long they took.")),
        Column("talking", Kind.NUMBER, N_("Talking, h"), N_("Hours of talks.")),
        Column("chasing", Kind.NUMBER, N_("Chasing, h"), N_("Hours of dials that led to no talk.")),
        Column("waiting", Kind.NUMBER, N_("Around, h"),
               N_("Paid hours around the calls, by the share of a day in which a rep sells.")),
        Column("cost", Kind.MONEY, N_("Cost"), N_("What all of these hours are paid; empty while the pay is unknown.")),
        Column("per_completed", Kind.MONEY, N_("Per talk"), N_("Cost over talks.")),
        Column("per_lead", Kind.MONEY, N_("Per qualified"), N_("Cost over qualified leads.")),
        Column("per_opportunity", Kind.MONEY, N_("Per opportunity"), N_("Cost over opportunities.")),
    ),
    keys={"bucket": "period", "segment": "segment"},
    figures=("leads", "opportunities", "calls", "connected", "completed", "unmeasured"),
    worth=False,
    units={"default": units},
    finish=finish,
    tables=("calls",),
    amounts=("dials", "redials", "talked", "chased"),
    by_period=True,
    caveats=(
        N_("Minutes, dials, pay and the selling share of the formula are the policy's (calling), not measured."),
        N_("Calls without minutes cost nothing here: measured cost is too low by them."),
    ),
)  # fmt: skip
