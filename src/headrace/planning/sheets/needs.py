"""How many have to enter each stage for what is left of the target."""

from __future__ import annotations

from math import prod

from headrace.analytics.question import Answer, Column, Input, Kind, Live, Note, Row, place_column
from headrace.core.errors import PlanRefused
from headrace.core.texts import N_
from headrace.planning.checks import whole
from headrace.planning.forward import WON
from headrace.planning.sheets.sheet import SKOK, Frame, Setting, Sheet
from headrace.planning.target import Target, rate_through
from headrace.planning.uncertainty import LEVELS, Beta, entries_for

MOST_COUNTED = 5_000
"""More wins than these are not counted out: the exact distribution would take long and change nothing."""


def _level(level: float) -> Column:
    return Column(
        f"sure_{level * 100:.0f}", Kind.COUNT, f"{level:.0%}",
        N_("As many of this stage alone make the wins with this chance, its rates as uncertain as they are."),
    )  # fmt: skip


NEEDS = Sheet(
    name="needs",
    title=N_("How many it takes"),
    meaning=N_("Who has to enter each stage for the wins that are left, whenever that is."),
    columns=(
        place_column(words={WON: N_("Won")}),
        Column("rate", Kind.RATE, N_("Moves on"), N_("The share that moves on to the next stage.")),
        Column("exact", Kind.NUMBER, N_("Exactly"), N_("What the rates ask for.")),
        Column("shown", Kind.COUNT, N_("Rounded up"), N_("In whole numbers.")),
        Column("cascaded", Kind.COUNT, N_("Each rounded"), N_("In whole numbers all the way, each step rounded up.")),
        *map(_level, LEVELS),
        Column(
            "mean", Kind.NUMBER, N_("On average"),
            N_("What a rate that is known badly asks for on average; empty where it rests on one win."),
        ),
        Column("budget", Kind.MONEY, N_("Budget"), N_("What they cost, at the cost of an entry to the first stage.")),
        Column("each", Kind.MONEY, N_("Worth each"), N_("The value of a win x the rates from here on.")),
    ),
    formula=(
        N_("exactly = those of the next stage / the rate; wins = what is left of the target"),
        N_("50 ... 95 %: the fewest with whom so many wins come with that chance, by the beta-binomial distribution"),
        N_("on average = wins x E[1 / rate] of the Beta, which is more than wins / the mean rate"),
        N_("budget = those who enter the first stage x the cost of an entry; worth each = value x rates to the win"),
    ),
    source=(
        SKOK,
        N_('Fan, "The Distribution of the Product of Independent Beta Variables" (1991), for a rate of several steps.'),
    ),
)  # fmt: skip


def needed(told: Target, setting: Setting, frame: Frame) -> Answer:
    """Stage by stage, the win last."""
    rates_of = {step.stage: step.mean for step in told.steps}
    rows = [
        {
            "place": need.stage, "rate": rates_of.get(need.stage), "exact": need.exact, "shown": need.shown,
            "cascaded": need.cascaded, **_sure(told, place),
            "budget": setting.cost * need.exact if setting.cost is not None and place == 0 else None,
            "each": None if setting.value is None else setting.value * prod(s.mean for s in told.steps[place:]),
        }
        for place, need in enumerate(told.needs)
    ]  # fmt: skip
    notes = [Note(N_("The columns up to 95 % are of wins; how unlike deals are is in where the plan lands."))]
    return NEEDS.answer(frame, rows, live=_live_needs(told, setting), notes=notes if told.wants_money else ())


def _sure(told: Target, place: int) -> Row:
    """How many it takes to be so sure, and on average; nothing of the win itself, and where none would do."""
    names = {f"sure_{level * 100:.0f}": level for level in LEVELS}
    nothing: Row = dict.fromkeys([*names, "mean"])
    wins = whole(sum(told.left))
    if place == len(told.steps) or not 0 < wins <= MOST_COUNTED:
        return nothing
    rate = rate_through(told.steps[place:])
    try:
        mean = sum(told.left) * rate.per_win if isinstance(rate, Beta) else None
        return {**{name: entries_for(wins, rate, level) for name, level in names.items()}, "mean": mean}
    except PlanRefused:
        return nothing


def _live_needs(told: Target, setting: Setting) -> Live:
    """The rates as cells to change, and the counts as formulas over them."""
    last = len(told.steps)
    inputs = [Input("wins", Kind.NUMBER, N_("Wins that are left"), sum(told.left))]
    formulas = {(last, "exact"): "=[wins]"}
    for place in range(last):
        formulas[place, "exact"] = f"=[exact {place + 1}]/[rate {place}]"
    for place in range(last + 1):
        formulas[place, "shown"] = f"=ROUNDUP([exact {place}]-0.000000001,0)"
    formulas[last, "cascaded"] = f"=[shown {last}]"
    for place in range(last):
        formulas[place, "cascaded"] = f"=ROUNDUP([cascaded {place + 1}]/[rate {place}]-0.000000001,0)"
    if setting.cost is not None:
        inputs.append(Input("cost", Kind.MONEY, N_("Cost of an entry"), setting.cost))
        formulas[0, "budget"] = "=[exact 0]*[cost]"
    if setting.value is not None:
        inputs.append(Input("value", Kind.MONEY, N_("Value of a win"), setting.value))
        formulas[last, "each"] = "=[value]"
        for place in range(last):
            formulas[place, "each"] = f"=[each {place + 1}]*[rate {place}]"
    return Live(tuple(inputs), formulas)
