"""All tables of a plan towards a target, in the order in which they are read."""

from __future__ import annotations

from headrace.analytics.question import Answer
from headrace.core.funnel import Funnel, Owner
from headrace.core.plan import Plan, Team
from headrace.core.policy import Policy
from headrace.planning.evidence import (
    Evidence,
    cost_of_entry,
    entered_of_late,
    mix_of,
    months_ahead,
    steps_of,
    target_of,
    value_of,
)
from headrace.planning.pace import inflow
from headrace.planning.sheets.channels import channels
from headrace.planning.sheets.deadlines import deadlines
from headrace.planning.sheets.landing import landing
from headrace.planning.sheets.needs import needed
from headrace.planning.sheets.people import people
from headrace.planning.sheets.phased import phased
from headrace.planning.sheets.rates import rates
from headrace.planning.sheets.sheet import Frame, Setting
from headrace.rules.moves import first_of_sales, lead_stage


def of_target(plan: Plan, evidence: Evidence, funnel: Funnel, policy: Policy, frame: Frame) -> list[Answer]:
    """The tables of a plan: where it lands, how many and when, by channel, until when, who does it, what it goes by."""
    told, mix = target_of(plan, evidence), mix_of(plan, evidence, steps_of(plan, evidence))
    setting = Setting(
        months=months_ahead(plan, evidence),
        value=value_of(plan, evidence),
        cost=cost_of_entry(mix),
        visits=plan.visits if plan.visits is not None else evidence.visits,
        lately=inflow(entered_of_late(evidence)).mean or None,
        called=lead_stage(funnel).name,
        dealt=funnel.stages[first_of_sales(funnel)].name,
        calling=policy.calling,
        team=staffed(plan.team, policy),
    )
    return [
        landing(told, setting, frame),
        needed(told, setting, frame),
        phased(told, setting, frame),
        *([channels(sum(told.left), mix, frame)] if mix else []),
        deadlines(told, setting, frame, policy.fiscal_year_start),
        people(told, setting, frame),
        rates(told.steps, frame),
    ]


def staffed(team: Team, policy: Policy) -> Team:
    """The team, with the policy's desks where the plan names nobody."""
    desks = [desk.team for desk in policy.desks.values()]
    return Team(
        qualifiers=team.qualifiers or desks.count(Owner.TELE),
        reps=team.reps or desks.count(Owner.SALES),
        deals=team.deals,
        days=team.days,
    )
