"""Runs: from the day on which a pass comes to the stages to the day on which it leaves them, won or not.

What a forecast learns from, and what it is about: every stay in a stage, with what became of its run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from headrace.analytics.periods import after
from headrace.analytics.question import Option, Reading, Row
from headrace.analytics.tables import clipped
from headrace.core.lazily import lazy
from headrace.core.policy import Policy
from headrace.core.texts import N_
from headrace.planning.chances import ENOUGH
from headrace.planning.history import History, Stay

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

KEYS = ("stayed", "length", "came", "begins", "worth", "revenue")
"""What tells stays apart beside their place and age: in days, and in minor units."""
FIGURES = ("stays", "open", "pipeline")
LEAST = Option("least", N_("of how few leads at an age a chance is told (20)"), "number")
POPULATION = N_("Passes in a stage at the as-of date; learned from every stay in a stage that began in the period.")


def units(stays: ir.Table) -> ir.Table:
    """One row per stay in a stage, and per win of a pass that was in none, with the end of its run as of the as-of.

    `age` is how many days ago it began, `stayed` how many days it lasted (null: it lasts), `length` how many there
    were from it to the end of the run (null: it runs), `came` whether that was a win. A run `begins` with the stay
    before which the pass was in no stage.
    """
    t = clipped(stays, others=True)
    in_order = ibis.window(group_by=t.unit, order_by=t.ordinal)
    aside, before = ibis.ifelse(t.role == "stage", 0, 1), t.role.lag().over(in_order)
    until_now = ibis.cumulative_window(group_by=t.unit, order_by=t.ordinal)
    t = t.mutate(run=aside.sum().over(until_now), begins=(before != "stage").fill_null(True))
    ends = t.filter(t.role != "stage")
    ends = ends.select(
        end_unit=ends.unit, end_run=ends.run - 1, over_day=ends.entered_day, end_role=ends.role, revenue=ends.value
    )
    there = t.filter((t.role == "stage") & (t.left | t.here))
    there = there.left_join(ends, [there.unit == ends.end_unit, there.run == ends.end_run])
    at_once = t.filter((t.role == "won") & t.begins)
    at_once = at_once.mutate(
        over_day=at_once.entered_day, end_role=at_once.role, revenue=at_once.value, left_day=at_once.entered_day
    )
    return ibis.union(_told(there, ~there.left), _told(at_once, ibis.literal(False)))


def _told(t: ir.Table, lasts: ir.BooleanValue) -> ir.Table:
    t = t.filter(t.kept)
    none = ibis.null("int32")
    open_ = lasts & ~t.implied
    # Whoever asks for no stage asks for the one before the win: the first one is no pipeline (`coverage.stages_of`).
    pipeline_from = ibis.ifelse(t.frm_position > 0, t.frm_position, t.deal_position)
    return t.select(
        "unit", "journey", "person", "segment", "place", "begins", age=t.as_of_day - t.entered_day,
        stayed=ibis.ifelse(lasts, none, t.left_day - t.entered_day), length=t.over_day - t.entered_day,
        came=(t.end_role == "won").fill_null(False), worth=t.value,
        revenue=ibis.ifelse(t.end_role == "won", t.revenue, ibis.null("int64")),
        stays=ibis.literal(True), open=open_, pipeline=open_ & (t.position >= pipeline_from),
    )  # fmt: skip


# -- as a history ------------------------------------------------------------------------------------------


def history_of(rows: Sequence[Row]) -> History:
    """Counted stays as a history; day 0 is the as-of."""
    return History.of([_stay(row) for row in rows], 0)


def _stay(row: Row) -> Stay:
    entered = -row["age"]
    # Where a move was told to have come before the one before it, it came with it.
    stayed, length = (None if row[name] is None else max(0, row[name]) for name in ("stayed", "length"))
    left = None if stayed is None else entered + stayed
    ended = None if length is None else max(entered + length, entered if left is None else left)
    return Stay(
        row["place"], entered, left, ended, row["came"], row["worth"], row["revenue"], row["begins"], row["stays"]
    )


def since(reading: Reading) -> int | None:
    """The day from which on stays are learned from, if one is asked for; day 0 is the as-of."""
    first = reading.ask.first
    return None if first is None else (first - as_of(reading)).days


def least(reading: Reading) -> int:
    """How few leads are enough to speak of an age."""
    return int(reading.ask.options.get(LEAST.name) or ENOUGH)


# -- days --------------------------------------------------------------------------------------------------


def as_of(reading: Reading) -> date:
    """The as-of day, which reports always fill in."""
    return reading.ask.as_of or date.max


def last_day(day: date, span: str, policy: Policy) -> date:
    """The last day of the month, or of the fiscal quarter or year, that the day after this one lies in."""
    following = date.fromordinal(day.toordinal() + 1)
    return date.fromordinal(after(first_day(following, span, policy), span).toordinal() - 1)


def first_day(day: date, span: str, policy: Policy) -> date:
    """The first day of the month, or of the fiscal quarter or year, that a day lies in."""
    months = (day.month - policy.fiscal_year_start) % 12
    back = {"month": 0, "quarter": months % 3, "year": months}[span]
    month = day.year * 12 + day.month - 1 - back
    return date(month // 12, month % 12 + 1, 1)


def whole_spans(first: date, day: date, span: str, policy: Policy) -> Iterator[tuple[date, date]]:
    """The months, quarters or years that are over on the evening of a day, each by its first and last day."""
    start = first_day(first, span, policy)
    while (following := after(start, span)).toordinal() <= day.toordinal() + 1:
        yield start, date.fromordinal(following.toordinal() - 1)
        start = following
