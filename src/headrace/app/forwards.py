"""The deeds that go forward: from money and hours to wins, and from a budget to the channels that make most of it."""

from dataclasses import replace
from datetime import date, timedelta

from headrace.analytics.question import Answer, Ask
from headrace.app.planning import framed, gather
from headrace.app.ports import Engine
from headrace.app.reports import Terms, report
from headrace.core.errors import PlanRefused
from headrace.core.plan import Plan
from headrace.core.texts import _
from headrace.planning.checks import check_amount, check_positive
from headrace.planning.evidence import (
    SEED,
    Evidence,
    cost_of_entry,
    mix_of,
    months_ahead,
    open_of,
    rates_in,
    remains_of,
    start_of,
    steps_of,
    tomorrow,
    value_of,
)
from headrace.planning.known import rate_from
from headrace.planning.months import last_day, month_number
from headrace.planning.pace import STEADY, Inflow, landing
from headrace.planning.sheets.budget import Seen, allocation
from headrace.planning.sheets.forwards import Forward, course, effort, stages_ahead

WEEKS = 52 / 12
"""The weeks of a month."""


def plan_simulate(engine: Engine, plan: Plan, ask: Ask, terms: Terms, *, visits: float = 0.0) -> list[Answer]:
    """What a month's budget and hours come to: `visits` are the further visits that the hours bring in a month."""
    evidence = gather(engine, plan, ask, terms)
    told = forward_of(plan, evidence, visits)
    asked = replace(ask, as_of=evidence.today, first=told.months[0], end=last_day(told.months[-1]) + timedelta(days=1),
                    bucket="month", where=plan.history.where)  # fmt: skip
    frame = framed(asked, terms)
    return [course(told, frame), stages_ahead(told, frame), *([effort(told, frame)] if told.hours else [])]


def forward_of(plan: Plan, evidence: Evidence, visits: float) -> Forward:
    """What goes in, and its futures: entries come from the plan's first month on."""
    check_amount(_("The visits"), visits)
    steps, spending = steps_of(plan, evidence), plan.spending
    cost = cost_of_entry(mix_of(plan, evidence, steps))
    if spending.budget and not cost:
        raise PlanRefused(
            _("Nobody knows what an entry costs."), hint=_("Give the cost of every channel in the plan's channels.")
        )
    share = plan.visits if plan.visits is not None else evidence.visits
    if visits and share is None:
        raise PlanRefused(
            _("Nobody knows how many visits become inquiries."), hint=_("Give visits in the plan's file.")
        )
    bought = spending.budget / cost if cost else 0.0
    visited, hours = visits * (share or 0.0), spending.hours * WEEKS
    if not bought and not visited:
        raise PlanRefused(_("Nothing goes in."), hint=_("Give a budget, or hours and the visits that they bring."))
    value, ahead = value_of(plan, evidence), month_number(start_of(plan, evidence), tomorrow(evidence))
    months = months_ahead(plan, evidence)
    entering = Inflow(bought + visited, STEADY, STEADY)
    futures = landing(steps, open_of(steps, evidence), entering, len(months), remains_of(evidence), seed=SEED,
                      first=max(ahead, 0))  # fmt: skip
    return Forward(
        months[max(ahead, 0) :], steps, {stage: row[:, max(ahead, 0) :] for stage, row in futures.items()}, bought,
        visited, spending.budget + hours * spending.hour, value, hours, hours * spending.hour, visits,
        None if value is None or share is None else share * rate_from(steps, steps[0].stage) * value,
    )  # fmt: skip


# -- the budget --------------------------------------------------------------------------------------------


def plan_budget(engine: Engine, plan: Plan, ask: Ask, terms: Terms, budget: float | None = None) -> list[Answer]:
    """How a month's budget over the channels brings most customers; what they spend of late if none is given."""
    if budget is not None:
        check_positive(_("The budget"), budget)
    evidence = gather(engine, plan, ask, terms)
    steps = rates_in(plan, evidence)
    rates = {name: each.channel.each for name, each in mix_of(plan, evidence, steps).items()}
    channels = _seen(engine, ask, terms, evidence, rates)
    if not channels:
        raise PlanRefused(_("No channel has spent anything."), hint=_("Import spend with its channel: `--as spend`."))
    return [allocation(channels, budget, framed(replace(ask, as_of=evidence.today), terms))]


def _seen(engine: Engine, ask: Ask, terms: Terms, evidence: Evidence, rates: dict[str, float]) -> list[Seen]:
    """Each channel's whole months with what was spent and the customers that come of its entries."""
    asked = replace(ask, as_of=evidence.today, by="channel", bucket="month")
    found: dict[str, list[tuple[date, float, float]]] = {}
    for row in report(engine, "costs", asked, terms).rows:
        name, month = row["segment"], row["period"]
        if row["place"] == evidence.stages[0] and name in rates and month and last_day(month) <= evidence.today:
            found.setdefault(name, []).append((month, row["media"], row["entered"] * rates[name]))
    return [
        Seen(name, tuple(spend for _, spend, _ in rows), tuple(customers for *_, customers in rows))
        for name, rows in ((name, sorted(rows)) for name, rows in found.items())
        if sum(spend for _, spend, _ in rows)
    ]
