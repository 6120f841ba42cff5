"""The plan run forward: what a budget, hours of work and today's inflow come to, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from headrace.analytics.funnel_math import break_even
from headrace.analytics.question import Answer, Column, Kind, Row, per
from headrace.core.lazily import lazy
from headrace.core.texts import N_
from headrace.planning.checks import whole
from headrace.planning.forward import WON
from headrace.planning.pace import stages_with_win
from headrace.planning.sheets.sheet import MONTH, Frame, Sheet

if TYPE_CHECKING:
    import numpy as np

    from headrace.planning.known import Known
    from headrace.planning.simulation import Counts
else:
    np = lazy("numpy")

COURSE = Sheet(
    name="course",
    title=N_("What comes of it"),
    meaning=N_("What the money, the hours and the open pipeline come to, month by month."),
    columns=(
        MONTH,
        Column("bought", Kind.NUMBER, N_("Bought"), N_("Entries that the month's budget buys.")),
        Column("visited", Kind.NUMBER, N_("By visits"), N_("Entries of the visits that the hours bring.")),
        Column("low", Kind.COUNT, N_("10 %"), N_("The wins so far that one in ten futures stays below.")),
        Column("middle", Kind.COUNT, N_("Wins so far"), N_("The wins so far that half of the futures stay below.")),
        Column("high", Kind.COUNT, N_("90 %"), N_("The wins so far that nine in ten futures stay below.")),
        Column("revenue", Kind.MONEY, N_("Revenue so far"), N_("The wins in the middle, at the value of a win.")),
        Column("spent", Kind.MONEY, N_("Spent so far"), N_("Budget and hours.")),
    ),
    formula=(
        N_("bought = budget / the cost of an entry; by visits = visits x the share of them that inquires"),
        N_("wins: of those and of the open pipeline, in 10,000 futures with rates and lags as uncertain as they are"),
    ),
    source=(N_("Ours: the reverse plan read the other way."),),
    caveats=(N_("Nobody else enters: what comes in without this budget and these hours is left out."),),
)
EFFORT = Sheet(
    name="effort",
    title=N_("When the hours pay"),
    meaning=N_("How many more visits pay for a month's hours of work, and what the visits given are worth."),
    columns=(
        Column("hours", Kind.NUMBER, N_("Hours"), N_("Hours of work in a month.")),
        Column("cost", Kind.MONEY, N_("Cost"), N_("What they cost.")),
        Column(
            "worth", Kind.MONEY, N_("Worth of a visit"), N_("Visit to inquiry x inquiry to win x the value of a win.")
        ),
        Column("even", Kind.COUNT, N_("Break-even"), N_("So many more visits pay for the hours.")),
        Column("visits", Kind.NUMBER, N_("Visits"), N_("The further visits that the hours bring in a month.")),
        Column("brings", Kind.MONEY, N_("Bring"), N_("What these are worth.")),
        Column("roi", Kind.RATE, N_("ROI"), N_("(Bring - cost) / cost.")),
    ),
    formula=(
        N_("hours = hours a week x 52 / 12; break-even = cost / worth of a visit, rounded up"),
        N_("ROI = (visits x worth of a visit - cost) / cost"),
    ),
    source=(N_("After the article on the changing funnel: value per visitor."),),
)


@dataclass(frozen=True, slots=True)
class Forward:
    """What goes in each month, and what comes of it.

    `bought` and `visited` are entries of a month, `cost` what a month costs in minor units; `hours` of work in it cost
    `labour` and bring `visits`, of which one is worth `worth`, None where nobody knows.
    """

    months: tuple[date, ...]
    steps: Sequence[Known]
    futures: Mapping[str, Counts]
    bought: float
    visited: float
    cost: float
    value: float | None
    hours: float
    labour: float
    visits: float
    worth: float | None


def course(told: Forward, frame: Frame) -> Answer:
    """Month by month."""
    won = told.futures[WON].cumsum(axis=1)
    ranges = np.quantile(won, (0.1, 0.5, 0.9), axis=0, method="inverted_cdf").T.tolist()
    spent = accumulate([told.cost] * len(told.months))
    rows = [
        {"period": month, "bought": told.bought, "visited": told.visited, "low": low, "middle": middle, "high": high,
         "revenue": None if told.value is None else middle * told.value, "spent": so_far}
        for month, (low, middle, high), so_far in zip(told.months, ranges, spent, strict=True)
    ]  # fmt: skip
    return COURSE.answer(frame, rows)


STAGES = Sheet(
    name="stages_ahead",
    title=N_("Who comes to each stage"),
    meaning=N_("How many come to each stage in each month, in the middle of the futures."),
    columns=(MONTH,),
    formula=(N_("the median of the futures of `course`, stage by stage"),),
    source=(N_("Ours: the reverse plan read the other way."),),
)


def stages_ahead(told: Forward, frame: Frame) -> Answer:
    """Month by month, a column for each stage."""
    names = stages_with_win(told.steps)
    meaning = N_("How many come to the stage in the month.")
    columns = [MONTH, *(Column(name, Kind.COUNT, label, meaning)
                        for name, label in zip(names, frame.labels(names), strict=True))]  # fmt: skip
    middles = {name: np.quantile(told.futures[name], 0.5, axis=0, method="inverted_cdf").tolist() for name in names}
    rows = [
        {"period": month, **{name: middles[name][place] for name in names}} for place, month in enumerate(told.months)
    ]
    return STAGES.answer(frame, rows, columns=columns)


def effort(told: Forward, frame: Frame) -> Answer:
    """One row: the hours of a month."""
    worth = told.worth or 0.0
    even, brings = break_even(told.labour, worth), told.visits * worth
    row: Row = {
        "hours": told.hours, "cost": told.labour, "worth": told.worth, "even": None if even is None else whole(even),
        "visits": told.visits, "brings": brings, "roi": per(brings - told.labour, told.labour),
    }  # fmt: skip
    return EFFORT.answer(frame, [row])
