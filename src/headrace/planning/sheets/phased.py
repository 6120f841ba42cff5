"""When they have to enter: the plan month by month."""

from __future__ import annotations

from datetime import date

from headrace.analytics.question import Answer, Column, Input, Kind, Live, Note, Row, per
from headrace.core.texts import N_
from headrace.planning.forward import WON
from headrace.planning.known import Known, rate_from
from headrace.planning.sheets.sheet import MONTH, SKOK, Frame, Setting, Sheet
from headrace.planning.target import Target

PHASED = Sheet(
    name="phased",
    title=N_("Month by month"),
    meaning=N_("Who has to enter each stage in each month: those of the pipeline in hand, and those of the plan."),
    columns=(
        MONTH,
        Column("visits", Kind.NUMBER, N_("Visits"), N_("The visits that the new entries take.")),
        Column("new", Kind.NUMBER, N_("New entries"), N_("Who has to enter the first stage by the plan.")),
        Column("budget", Kind.MONEY, N_("Budget"), N_("What these cost.")),
        Column("revenue", Kind.MONEY, N_("Revenue"), N_("The wins at the value of a win.")),
    ),
    formula=(
        N_("the new entries are the most level ones of which the lags make the wins that are left, never too late"),
        N_("each stage: those who come of the open and of the new, by the rates and lags of the steps before it"),
        N_("visits = new entries / the share of visits that become one; budget = new entries x the cost of one"),
    ),
    source=(SKOK, N_("That it is phased by the measured lags, with the pipeline in hand, is ours.")),
)  # fmt: skip


def stage_columns(told: Target, frame: Frame) -> list[Column]:
    """A column of people for each stage and for the win."""
    meaning, names = N_("Who has to enter the stage in the month."), names_of(told)
    return [Column(name, Kind.NUMBER, label, meaning) for name, label in zip(names, frame.labels(names), strict=True)]


def names_of(told: Target) -> list[str]:
    """The stages of the plan, the win last."""
    return [*(step.stage for step in told.steps), WON]


def phased(told: Target, setting: Setting, frame: Frame) -> Answer:
    """Month by month, from the current one on."""
    columns = (PHASED.columns[0], *stage_columns(told, frame), *PHASED.columns[1:])
    rows = [_phased_row(told, setting, place, month) for place, month in enumerate(setting.months)]
    notes = []
    if setting.lately is not None:
        notes.append(Note(N_("Of late {count} entered a month."), {"count": (Kind.NUMBER, setting.lately)}))
    if missing := told.missing[-1]:
        late = missing / rate_from(told.steps, told.first)
        notes.append(
            Note(
                N_("For wins that new entries come too late for, {count} would have had to come before this month."),
                {"count": (Kind.NUMBER, late)},
            )
        )
    return PHASED.answer(frame, rows, notes=notes, columns=columns, live=_live_phased(told, setting))


def entering(told: Target, stage: str, place: int) -> float:
    """Who enters a stage in a month from the current one on, of the open and of those who are yet to come."""
    return sum(row[place] for row in (told.in_hand[stage], told.coming[stage]) if place < len(row))


def _phased_row(told: Target, setting: Setting, place: int, month: date) -> Row:
    new = told.entering[place]
    counts = {stage: entering(told, stage, place) for stage in names_of(told)}
    return {
        "period": month, **counts, "new": new, "visits": per(new, setting.visits),
        "budget": None if setting.cost is None else new * setting.cost,
        "revenue": None if setting.value is None else counts[WON] * setting.value,
    }  # fmt: skip


def _live_phased(told: Target, setting: Setting) -> Live:
    """The new entries as cells to change, what they cost and bring as formulas."""
    inputs, formulas = [], {}
    if setting.cost is not None:
        inputs.append(Input("cost", Kind.MONEY, N_("Cost of an entry"), setting.cost))
    if setting.visits:
        inputs.append(Input("visits", Kind.RATE, N_("Visits that become an entry"), setting.visits))
    if setting.value is not None:
        inputs.append(Input("value", Kind.MONEY, N_("Value of a win"), setting.value))
    inputs += [Input(f"rate_{step.stage}", Kind.RATE, step.stage, step.mean) for step in told.steps]
    for row in range(len(setting.months)):
        if setting.cost is not None:
            formulas[row, "budget"] = f"=[new {row}]*[cost]"
        if setting.visits:
            formulas[row, "visits"] = f"=[new {row}]/[visits]"
        if setting.value is not None:
            formulas[row, "revenue"] = f"=[{WON} {row}]*[value]"
        for step, following in zip(told.steps, names_of(told)[1:], strict=True):
            formulas[row, following] = _from_before(told, step, following, row)
        formulas[row, told.first] = f"=[new {row}]"
    return Live(tuple(inputs), formulas)


def _from_before(told: Target, step: Known, following: str, row: int) -> str:
    """Who comes of those open today, a number, and of all who enter the stage before, by its rate and lag."""
    terms = [f"[{step.stage} {row - wait}]*{share!r}" for wait, share in enumerate(step.lag[: row + 1]) if share]
    # Those who come of the open reach the stage by themselves; what they make in the next is in the sum.
    own = _of_the_open(told, step, following, row)
    return f"={own!r}" + (f"+[rate_{step.stage}]*({'+'.join(terms)})" if terms else "")


def _of_the_open(told: Target, step: Known, following: str, place: int) -> float:
    """Who moves on in a month of those who stand in the stage today."""
    row, before = told.in_hand[following], told.in_hand[step.stage]
    came = sum(before[place - wait] * share for wait, share in enumerate(step.lag) if 0 <= place - wait < len(before))
    return (row[place] if place < len(row) else 0.0) - came * step.mean
