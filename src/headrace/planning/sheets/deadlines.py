"""Until when an entry can still help a quarter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from headrace.analytics.question import Answer, Column, Kind, Row, per, place_column
from headrace.core.texts import N_
from headrace.planning.deadlines import added_after, last_useful
from headrace.planning.known import lag_from, rate_from
from headrace.planning.months import last_day, month_number, quarters
from headrace.planning.sheets.sheet import Frame, Setting, Sheet
from headrace.planning.target import Target

DEADLINES = Sheet(
    name="deadlines",
    title=N_("Until when it helps"),
    meaning=N_("The last days on which an entry to a stage still helps a quarter of the plan."),
    columns=(
        Column("quarter", Kind.DAY, N_("Ends on"), N_("The quarter's last day, or the plan's in it."), names=True),
        place_column(),
        Column(
            "ninety", Kind.DAY, N_("90 % until"),
            N_("The last day on which an entry has nine tenths of its chance to be won in time; empty if it is past."),
        ),
        Column("half", Kind.DAY, N_("Half until"), N_("The same for half of its chance.")),
        Column("tenth", Kind.DAY, N_("10 % until"), N_("The same for a tenth of it.")),
        Column(
            "adds", Kind.RATE, N_("Later ones add"),
            N_("What those who enter after the day of half the chance, or after today, add to the quarter's target."),
        ),
    ),
    formula=(
        N_("chance left on a day = the share of the waits from stage to win that end by the quarter's last day"),
        N_("later ones add = the sum over later days of the plan's entries of a day x rate to the win x chance left; / "
           "the wins wanted of the quarter"),
    ),
    source=(N_("Ours: it follows from the lags of the steps, one after the other."),),
)  # fmt: skip


def deadlines(told: Target, setting: Setting, frame: Frame, fiscal_start: int) -> Answer:
    """Each quarter of the plan that has not passed, stage by stage."""
    ahead = told.wanted.ahead
    months = setting.months[ahead:]
    rows = [
        row
        for places in quarters(months, fiscal_start)
        for row in _quarter(told, setting, last_day(months[places[-1]]), frame.stamp.as_of,
                            sum(told.wanted.wins[told.wanted.passed + place] for place in places))
    ]  # fmt: skip
    return DEADLINES.answer(frame, rows)


def _quarter(told: Target, setting: Setting, end: date, today: date, wanted: float) -> Iterator[Row]:
    left = (end - today).days
    for step in told.steps:
        lag = lag_from(told.steps, step.stage)
        days = {name: last_useful(lag, left, share) for name, share in (("ninety", 0.9), ("half", 0.5), ("tenth", 0.1))}
        daily = list(_daily(told, setting, step.stage, today, left))
        added = added_after(lag, daily, rate_from(told.steps, step.stage), days["half"] or 0)
        yield {
            "quarter": end, "place": step.stage,
            **{name: None if day is None else today + timedelta(days=day) for name, day in days.items()},
            "adds": per(added, wanted),
        }  # fmt: skip


def _daily(told: Target, setting: Setting, stage: str, today: date, left: int) -> Iterator[float]:
    """How many enter a stage on each day from today to the quarter's last one, by the plan."""
    row = told.coming[stage]
    for ahead in range(left + 1):
        day = today + timedelta(days=ahead)
        place = month_number(day, setting.months[0])
        yield (row[place] if 0 <= place < len(row) else 0.0) / last_day(day).day
