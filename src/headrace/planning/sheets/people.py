"""The people that a plan takes: those who call and those who sell, month by month."""

from __future__ import annotations

from datetime import date

from headrace.analytics.question import Answer, Column, Kind, Note, Row
from headrace.core.texts import N_
from headrace.planning.checks import whole
from headrace.planning.inside_sales import BUSY, Capacity, capacity, minutes_of
from headrace.planning.sheets.phased import entering
from headrace.planning.sheets.sheet import MONTH, Frame, Setting, Sheet
from headrace.planning.target import Target

PEOPLE = Sheet(
    name="people",
    title=N_("Who has to do it"),
    meaning=N_("The calls and deals of each month against the people there are, and how many more it takes."),
    columns=(
        MONTH,
        Column("called", Kind.NUMBER, N_("To call"), N_("Leads that inside sales calls.")),
        Column("minutes", Kind.MINUTES, N_("On the phone"), N_("What their dials and talks take.")),
        Column("qualifiers", Kind.NUMBER, N_("Qualifiers"), N_("How many people that is.")),
        Column("busy", Kind.RATE, N_("Busy"), N_("The share of their selling time that it takes of those there are.")),
        Column("hire", Kind.COUNT, N_("To hire"), N_("How many more, for at most 85 % of their time.")),
        Column("deals", Kind.NUMBER, N_("Deals"), N_("Leads that come to the reps.")),
        Column("reps", Kind.NUMBER, N_("Reps"), N_("How many people these are, at so many deals a month.")),
        Column("reps_busy", Kind.RATE, N_("Busy reps"), N_("The deals over those that the reps there are can take.")),
        Column("hire_reps", Kind.COUNT, N_("Reps to hire"), N_("How many more, for at most 85 % of that.")),
    ),
    formula=(
        N_("minutes = leads x (talk + (dials - 1) x minutes of a dial that reaches nobody)"),
        N_("qualifiers = minutes / (share of selling time x hours a day x 60 x working days of a month)"),
        N_("reps = deals / deals that a rep can take in a month; busy = people it takes / people there are"),
        N_("to hire = people it takes / 85 %, rounded up, - people there are"),
    ),
    source=(N_("Skok's model of inside sales; to plan nobody for more than 85 % is the usual rule of queues."),),
)


def people(told: Target, setting: Setting, frame: Frame) -> Answer:
    """Month by month, from the current one on."""
    rows = [_row(told, setting, place, month) for place, month in enumerate(setting.months)]
    notes = []
    if not setting.team.qualifiers:
        notes.append(Note(N_("Nobody has said who calls: give qualifiers, or desks of the team tele in the policy.")))
    if setting.team.deals is None:
        notes.append(Note(N_("Nobody has said how many new deals a rep can take in a month: give deals of the team.")))
    return PEOPLE.answer(frame, rows, notes=notes)


def _row(told: Target, setting: Setting, place: int, month: date) -> Row:
    team = setting.team
    called, deals = (entering(told, stage, place) for stage in (setting.called, setting.dealt))
    minutes = called * minutes_of(setting.calling)
    calls = capacity(minutes, team.qualifiers, setting.calling, team.days)
    sold = None if team.deals is None else _sellers(deals, team.reps, team.deals)
    return {
        "period": month, "called": called, "minutes": minutes, "qualifiers": calls.reps, "busy": calls.utilisation,
        "hire": calls.hire, "deals": deals, "reps": sold and sold.reps, "reps_busy": sold and sold.utilisation,
        "hire_reps": sold and sold.hire,
    }  # fmt: skip


def _sellers(deals: float, reps: int, most: float) -> Capacity:
    exact = deals / most
    return Capacity(exact, whole(exact), exact / reps if reps else None, max(0, whole(exact / BUSY) - reps))
