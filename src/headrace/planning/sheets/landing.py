"""Where a plan lands: what each month asks for, who brings it, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from headrace.analytics import sources
from headrace.analytics.question import Answer, Column, Kind, Note, Row
from headrace.core.texts import N_
from headrace.planning.sheets.sheet import MONTH, SKOK, Frame, Setting, Sheet
from headrace.planning.target import Target

IN_MONEY = ("revenue_goal", "revenue_low", "revenue_middle", "revenue_high")
"""The columns that only a target in money has."""
LANDING = Sheet(
    name="landing",
    title=N_("Where the plan lands"),
    meaning=N_("What is wanted of each month, who brings it, and where it may end, if the plan is followed."),
    columns=(
        MONTH,
        Column("wanted", Kind.NUMBER, N_("Wanted"), N_("The wins that the target asks of the month.")),
        Column("done", Kind.COUNT, N_("Won"), N_("What has been won in it.")),
        Column("in_hand", Kind.NUMBER, N_("In hand"), N_("What those who are open today are expected to bring.")),
        Column("anew", Kind.NUMBER, N_("Anew"), N_("What those are expected to bring who enter by the plan.")),
        Column(
            "missing", Kind.NUMBER, N_("Missing so far"),
            N_("What those would bring by then who would have to be in the funnel by now."),
        ),
        Column("goal", Kind.NUMBER, N_("Goal so far"), N_("The wins wanted by the end of the month.")),
        Column("low", Kind.COUNT, N_("10 %"), N_("The wins by then that one in ten futures stays below.")),
        Column("middle", Kind.COUNT, N_("50 %"), N_("The wins by then that half of the futures stay below.")),
        Column("high", Kind.COUNT, N_("90 %"), N_("The wins by then that nine in ten futures stay below.")),
        Column("revenue_goal", Kind.MONEY, N_("Goal, in money"), N_("The revenue wanted by the end of the month.")),
        Column(
            "revenue_low", Kind.MONEY, N_("10 %, in money"),
            N_("The revenue by then that one in ten futures stays below."),
        ),
        Column(
            "revenue_middle", Kind.MONEY, N_("50 %, in money"),
            N_("The revenue by then that half of the futures stay below."),
        ),
        Column(
            "revenue_high", Kind.MONEY, N_("90 %, in money"),
            N_("The revenue by then that nine in ten futures stay below."),
        ),
        Column(
            "chance", Kind.RATE, N_("On target"),
            N_("The share of the futures that reach the goal by then; in money where the target is revenue."),
        ),
    ),
    formula=(
        N_("wanted = the target x the month's weight / all weights; / the value of a win where it is revenue"),
        N_("in hand = open leads x the chance of those still open at their age, when their waits say"),
        N_("anew = entries x rates x lags; missing = the sum of wanted - won - in hand - anew so far, of months "
           "left, which share out what those that have passed fell behind"),
        N_("10, 50, 90 %: of 10,000 futures, with rates and lags as uncertain as they are, and chance in each step"),
        N_("in money: wins bring what a gamma distribution draws, with the mean and the spread of the wins so far"),
    ),
    source=(
        SKOK,
        sources.AALEN_JOHANSEN,
        N_("That the plan is phased by the lags and told with what is in hand and what is missing is ours."),
    ),
    caveats=(
        N_("A value of a win that the plan gives is taken for known; of fewer than two wins nobody knows how deals "
           "differ: then all are worth the same."),
        N_("Who comes in without the plan asking for it is not in it: entries are those of the plan, and no others."),
    ),
)  # fmt: skip


def landing(told: Target, setting: Setting, frame: Frame) -> Answer:
    """Month by month."""
    ahead, wanted, revenue = told.wanted.ahead, told.wanted, told.in_money()
    rows = [
        {"period": month, "wanted": wanted.wins[place], "done": wanted.done[place], "in_hand": in_hand, "anew": anew,
         "missing": missing, "goal": goal, "low": low, "middle": middle, "high": high,
         **(dict(zip(IN_MONEY, revenue[place - wanted.passed], strict=True)) if revenue else {}), "chance": chance}
        for place, (month, in_hand, anew, missing, goal, (low, middle, high), chance) in enumerate(
            zip(setting.months[ahead:], told.expected, told.in_time, told.missing, told.goals, told.ranges(),
                told.chances(), strict=True), start=wanted.passed)
    ]  # fmt: skip
    columns = [column for column in LANDING.columns if revenue or column.name not in IN_MONEY]
    return LANDING.answer(frame, rows, notes=_landing_notes(told, rows), columns=columns)


def _landing_notes(told: Target, rows: Sequence[Row]) -> list[Note]:
    last = rows[-1]
    notes = [_reached(last)]
    if last["missing"]:
        notes.append(Note(N_("New entries come too late for {missing} of the wins."),
                          {"missing": (Kind.NUMBER, last["missing"])}))  # fmt: skip
        notes.append(_catching_up(told.catch_up))
    return notes


def _reached(last: Row) -> Note:
    """How sure the goal is, in what it is told in."""
    chance: dict[str, tuple[Kind, float]] = {"chance": (Kind.RATE, last["chance"])}
    if "revenue_goal" not in last:
        return Note(
            N_("On target in {chance} of the futures: {low} to {high} wins, {middle} likely, {goal} wanted."),
            {**chance, **_counts(last, "low", "middle", "high"), "goal": (Kind.NUMBER, last["goal"])},
        )
    ends = {name: (Kind.MONEY, last[f"revenue_{name}"]) for name in ("goal", "low", "middle", "high")}
    return Note(
        N_("On target in {chance} of the futures: {low} to {high}, {middle} likely, {goal} wanted."),
        {**chance, **ends},
    )


def _counts(row: Row, *names: str) -> dict[str, tuple[Kind, float]]:
    return {name: (Kind.COUNT, round(row[name])) for name in names}


def _catching_up(times: float | None) -> Note:
    if times is None:
        return Note(N_("No entry is in time: only those who are further can bring them."))
    return Note(
        N_("With {times} times as many of them the plan catches up by its end."), {"times": (Kind.NUMBER, times)}
    )
