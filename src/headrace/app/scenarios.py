"""The deed of asking what if: scenarios on the funnel as it runs, beside each other."""

from collections.abc import Sequence
from dataclasses import replace

from headrace.analytics.question import Answer, Ask
from headrace.app.costing import late_months, volume_of
from headrace.app.planning import framed, gather
from headrace.app.ports import Engine
from headrace.app.reports import Terms, report
from headrace.core.errors import PlanRefused, UnknownName
from headrace.core.plan import Plan
from headrace.core.scenario import Scenario
from headrace.core.texts import _
from headrace.planning.decay import loss
from headrace.planning.evidence import (
    SEED,
    Evidence,
    cost_of_entry,
    entered_of_late,
    mix_of,
    rates_in,
    remains_of,
    steps_of,
)
from headrace.planning.evidence import value_of as value_in
from headrace.planning.inside_sales import cost_of
from headrace.planning.pace import inflow
from headrace.planning.scenario import World, compared
from headrace.planning.sheets.cold import cold
from headrace.planning.sheets.scenarios import OUTCOMES, lifts, outlook, scenarios, tornado_of
from headrace.planning.target import rate_through
from headrace.planning.volume import counting
from headrace.rules.moves import lead_stage


def plan_scenarios(
    engine: Engine, plan: Plan, ask: Ask, terms: Terms, told: Sequence[Scenario], *, outcome: str, lift: float
) -> list[Answer]:
    """The tables of scenarios: side by side, which lever moves `outcome` most, where a lift is worth most.

    `outcome` is cac, wins, revenue or cost; `lift` the share, and the points, by which levers are pulled.
    """
    if outcome not in OUTCOMES:
        raise PlanRefused(
            _("No outcome {name!r}.", name=outcome), hint=_("There are {names}.", names=", ".join(OUTCOMES))
        )
    if not 0 < lift < 1:
        raise PlanRefused(_("A lift of {lift}.", lift=lift), hint=_("Above 0 and below 1, such as 0.1."))
    world = world_of(engine, plan, ask, terms)
    ask = replace(ask, as_of=ask.as_of, where=plan.history.where)

    def at_stake(stage: str, days: float) -> float:
        return _at_stake(engine, ask, terms, stage, days)

    outcomes = compared(world, told, at_stake, plan.months, name=_("as it is"), seed=SEED)
    frame = framed(ask, terms)
    return [
        scenarios(outcomes, frame),
        outlook(outcomes, plan.months, frame),
        tornado_of(world, outcome, lift, frame),
        lifts(world, lift, frame),
    ]


def plan_decay(
    engine: Engine,
    plan: Plan,
    ask: Ask,
    terms: Terms,
    stage: str,
    *,
    leads: int | None = None,
    expired: int | None = None,
    requalified: float = 0.0,
    closing: float = 0.0,
) -> list[Answer]:
    """What it costs that some leads of a stage expire: those of the last three months, if no counts are given."""
    evidence = gather(engine, plan, ask, terms)
    if stage not in evidence.stages:
        raise UnknownName(_("stage"), stage, evidence.stages)
    value = value_in(plan, evidence)
    if value is None:
        raise PlanRefused(_("Nobody knows what a win brings."), hint=_("Give the value of a win: `--value`."))
    first, end = late_months(evidence.today)
    asked = replace(ask, as_of=evidence.today, first=first, end=end, where=plan.history.where)
    if leads is None or expired is None:
        [row, *_others] = report(engine, "decay", replace(asked, options={"stage": stage}), terms).rows
        leads, expired = (row["leads"] if leads is None else leads, row["expired"] if expired is None else expired)
    rate = rate_through(rates_in(plan, evidence)[evidence.stages.index(stage) :])
    told = loss(leads, expired, rate, value, requalified=requalified, closing=closing)
    return [cold(told, leads, expired, framed(asked, terms))]


def world_of(engine: Engine, plan: Plan, ask: Ask, terms: Terms) -> World:
    """The funnel as it runs: rates and lags, who is open, who enters of late, what an entry and a call cost."""
    evidence = gather(engine, plan, ask, terms)
    steps = steps_of(plan, evidence)
    value = value_in(plan, evidence)
    if value is None:
        raise PlanRefused(_("Nobody knows what a win brings."), hint=_("Give the value of a win: `--value`."))
    entering = inflow(entered_of_late(evidence))
    if not entering.mean:
        raise PlanRefused(_("Nobody entered of late."), hint=_("Ask with an earlier `--as-of`."))
    stage = lead_stage(terms.funnel).name
    return World(
        steps=tuple(steps),
        watched=evidence.watched,
        inflow=entering,
        value=value,
        entry=cost_of_entry(mix_of(plan, evidence, steps)) or 0.0,
        call=_call(engine, plan, evidence, ask, terms) if stage in evidence.stages else 0.0,
        called=stage if stage in evidence.stages else "",
        commission=plan.costs.commission,
        fixed=float(plan.costs.fixed + plan.costs.people),
        worth=_worth(engine, ask, terms),
        remains=remains_of(evidence),
    )


def _call(engine: Engine, plan: Plan, evidence: Evidence, ask: Ask, terms: Terms) -> float:
    """What calling a lead costs: as measured of late, by the formula where nobody counted; 0 while pay is unknown."""
    calling = terms.policy.calling
    if calling.minute is None:
        return 0.0
    first, end = late_months(evidence.today)
    asked = replace(ask, as_of=evidence.today, first=first, end=end, where=plan.history.where)
    month = volume_of(engine, plan, evidence, asked, terms)
    if month.work is None or not month.leads:
        return cost_of(1, calling, counting(plan.costs)).cost
    return month.work.minutes * calling.minute / month.leads


def _worth(engine: Engine, ask: Ask, terms: Terms) -> float | None:
    rows = report(engine, "lifetime", ask, terms).rows
    return rows[0]["ltv"] if rows else None


def _at_stake(engine: Engine, ask: Ask, terms: Terms, stage: str, days: float) -> float:
    """Which share of a stage's wins a shelf life puts at stake, as its history has it."""
    asked = replace(ask, options={"stage": stage, "life": round(days)})
    rows = report(engine, "shelf_lives", asked, terms).rows
    found = next((row["at_stake"] for row in rows if row["life"] == round(days)), None)
    if found is None:
        raise PlanRefused(
            _("Nothing tells what a shelf life of {days} days would mean for {stage}.", days=round(days), stage=stage),
            hint=_("None of its leads was won yet."),
        )
    return float(found)
