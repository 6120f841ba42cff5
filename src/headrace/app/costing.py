"""The deed of costing: what a month of winning costs, from what was measured of late and what the plan says."""

from dataclasses import replace
from datetime import date, timedelta
from math import prod

from headrace.analytics.periods import month_after
from headrace.analytics.question import Answer, Ask, Row
from headrace.app.planning import framed, gather
from headrace.app.ports import Engine
from headrace.app.reports import Terms, as_of_day, report
from headrace.core.asking import CallingCost
from headrace.core.errors import PlanRefused
from headrace.core.plan import Plan
from headrace.core.texts import _
from headrace.planning.evidence import Evidence, steps_of, value_of
from headrace.planning.inside_sales import ARTICLE, article
from headrace.planning.known import NOTHING, Known
from headrace.planning.months import months_of
from headrace.planning.sheets.costs import Bill, of_article, of_costs
from headrace.planning.volume import ARTICLE_MONTH, Volume, Work, paid
from headrace.rules.moves import lead_stage

LATELY = 3
"""How many months, the last ones that have ended, say what a month is like."""


def plan_costs(engine: Engine, plan: Plan, ask: Ask, terms: Terms, calling: CallingCost | None = None) -> list[Answer]:
    """The tables of what winning costs in a month like those of late, but for what the plan says.

    `calling` is what calls cost, the policy's if not given.
    """
    evidence = gather(engine, plan, ask, terms)
    first, end = late_months(evidence.today)
    asked = replace(ask, as_of=evidence.today, first=first, end=end, bucket=None, where=plan.history.where)
    volume = volume_of(engine, plan, evidence, asked, terms).given(plan.costs)
    bill = Bill(volume, plan.costs, paid(calling or terms.policy.calling))
    return of_costs(bill, framed(replace(asked, bucket="month"), terms))


def article_costs(ask: Ask, terms: Terms) -> list[Answer]:
    """The same tables of the source article's company: its sum as printed beside the fuller one."""
    asked = replace(ask, as_of=as_of_day(ask, terms))
    return of_article(article(ARTICLE_MONTH.leads), ARTICLE_MONTH, ARTICLE, framed(asked, terms))


def late_months(day: date) -> tuple[date, date]:
    """The first day of the last three months that have ended by a day, and the day after their last.

    >>> late_months(date(2026, 6, 30)), late_months(date(2026, 6, 29))[1]
    ((datetime.date(2026, 4, 1), datetime.date(2026, 7, 1)), datetime.date(2026, 6, 1))
    """
    end = (day + timedelta(days=1)).replace(day=1)
    return month_after(end, -LATELY), end


def volume_of(engine: Engine, plan: Plan, evidence: Evidence, asked: Ask, terms: Terms) -> Volume:
    """What an average month of the asked period was like; what comes of its leads is told by the rates of the steps."""
    stage = lead_stage(terms.funnel).name
    if stage not in evidence.stages:
        raise PlanRefused(_("The stage of leads, {stage}, does not come before the win.", stage=stage))
    steps = steps_of(plan, evidence)
    ahead = steps[evidence.stages.index(stage) :]
    months = months_of(asked.first or evidence.today, LATELY)
    leads = sum(evidence.came.get(stage, {}).get(month, 0) for month in months) / LATELY
    return Volume(
        leads=leads,
        opportunities=leads * prod(step.mean for step in ahead[:-1]),
        wins=leads * prod(step.mean for step in ahead),
        value=value_of(plan, evidence) or 0.0,
        per_lead=_media(engine, asked, terms, stage),
        work=_work(engine, asked, terms),
        steps=tuple(step.step for step in ahead),
        lead_rate=_lead_rate(steps, evidence, stage),
    )


def _media(engine: Engine, asked: Ask, terms: Terms, stage: str) -> float:
    rows = report(engine, "costs", replace(asked, where={}), terms).rows
    return next((row["media_per_entry"] or 0.0 for row in rows if row["place"] == stage), 0.0)


def _work(engine: Engine, asked: Ask, terms: Terms) -> Work | None:
    """The calls of an average month; None if nobody was called."""
    rows = report(engine, "calling", replace(asked, where={}), terms).rows
    told: Row | None = next((row for row in rows if row["way"] == "measured"), None)
    if told is None or not told["dials"]:
        return None
    talking, chasing = told["talking"] * 60 / LATELY, told["chasing"] * 60 / LATELY
    return Work(told["dials"] / LATELY, told["completed"] / LATELY, talking + chasing, talking)


def _lead_rate(steps: list[Known], evidence: Evidence, stage: str) -> float | None:
    """The share of inquiries that become leads, where anybody inquired."""
    before = steps[: evidence.stages.index(stage)]
    known = evidence.measured.get(evidence.stages[0], NOTHING).seen
    return prod(step.mean for step in before) if before and known else None
