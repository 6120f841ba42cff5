"""The deeds of planning: what the ledger says for a plan is gathered, and the plan's tables made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from headrace.analytics.question import SEEN_FROM, Answer, Ask, Row
from headrace.analytics.steps import WAIT, step_of
from headrace.analytics.values import VISITS
from headrace.app.ports import Engine
from headrace.app.reports import Terms, as_of_day, counts, places_of, report, stamp_of
from headrace.core.funnel import Funnel, Role
from headrace.core.plan import Plan
from headrace.core.policy import Policy
from headrace.planning.deal_size import DealSize
from headrace.planning.evidence import Evidence, at_once, start_of
from headrace.planning.forward import WON
from headrace.planning.in_hand import Watched
from headrace.planning.known import Known, Measured, known_steps, spread_of
from headrace.planning.months import last_day, months_of
from headrace.planning.sheets.of_target import of_target
from headrace.planning.sheets.sheet import Frame

STEPS, VALUES = "steps", "values"


def plan_target(engine: Engine, plan: Plan, ask: Ask, terms: Terms) -> list[Answer]:
    """The tables of a plan towards its target.

    `ask` says the as-of day, which is the plan's today, and until when facts count that were learnt.
    """
    evidence = gather(engine, plan, ask, terms)
    return of_target(plan, evidence, terms.funnel, terms.policy, frame_of(plan, evidence, ask, terms))


def frame_of(plan: Plan, evidence: Evidence, ask: Ask, terms: Terms) -> Frame:
    """What the tables of a plan say of themselves: they are of the plan's months."""
    start = start_of(plan, evidence)
    end = last_day(months_of(start, plan.months)[-1]) + timedelta(days=1)
    asked = replace(ask, first=start, end=end, bucket="month", where=plan.history.where)
    return framed(asked, terms)


def framed(ask: Ask, terms: Terms) -> Frame:
    """What tables that speak of an ask's period say of themselves: a plan counts what the funnel counts."""
    return Frame(replace(ask, unit=str(terms.funnel.unit)), stamp_of(ask, terms), places_of(terms.funnel))


def gather(engine: Engine, plan: Plan, ask: Ask, terms: Terms) -> Evidence:
    """What the ledger says, as of the day and as known at the time of an ask."""
    now = as_of_day(ask, terms)
    ask = replace(ask, as_of=now, where=plan.history.where)
    last = plan.history.last
    history = replace(ask, first=plan.history.first, end=last and last + timedelta(days=1))
    watched = replace(history, options=_seen_from(plan))
    overall, told = _overall(engine, plan, watched, terms)
    split = _steps(engine, replace(watched, by="channel"), terms) if _has(engine, "channel") else {}
    values = {row["place"]: row for row in report(engine, VALUES, history, terms).rows}
    first, won = terms.funnel.stages[0].name, won_stage(terms.funnel)
    visits = values.get(VISITS, {})
    by_month = report(engine, VALUES, replace(ask, bucket="month"), terms).rows
    measured = {channel: _measured(stages, {}) for channel, stages in split.items() if channel is not None}
    return Evidence(
        today=now,
        stages=stages_before_win(terms.funnel),
        measured=told,
        watched={stage: Watched(tuple(waits)) for stage, (_row, waits) in overall.items()},
        came=_came(by_month, won),
        revenue={row["period"]: row["revenue"] for row in by_month if row["place"] == won and row["period"]},
        deal_size=_deal_size(engine, history, terms, won),
        visits=_of_visits(values.get(first, {}).get("entered"), visits.get("entered")),
        channels=measured,
        entered={channel: stages[first].seen for channel, stages in measured.items() if first in stages},
        costs=_costs(engine, history, terms, first) if not history.where else {},
        win_rates=_win_rates(terms.policy),
    )


def rates_of(engine: Engine, plan: Plan, ask: Ask, terms: Terms) -> list[Known]:
    """The rates that the plan goes by, measured of those who entered in the period of the ask; as if nobody waited."""
    _seen, told = _overall(engine, plan, replace(ask, options=_seen_from(plan)), terms)
    stages = stages_before_win(terms.funnel)
    return known_steps(stages, told, at_once(plan, stages), _win_rates(terms.policy))


def stages_before_win(funnel: Funnel) -> tuple[str, ...]:
    """The stages that lead to the win, in order."""
    names = [stage.name for stage in funnel.stages]
    return tuple(names[: names.index(won_stage(funnel))])


def won_stage(funnel: Funnel) -> str:
    """The stage of those who are won."""
    return next(stage.name for stage in funnel.stages if stage.role is Role.WON)


def _has(engine: Engine, attribute: str) -> bool:
    return attribute in engine.attributes()


def _seen_from(plan: Plan) -> dict[str, Any]:
    return {} if plan.history.seen_from is None else {SEEN_FROM.name: plan.history.seen_from}


Seen = tuple[Row, list[Any]]


def _steps(engine: Engine, ask: Ask, terms: Terms) -> dict[str | None, dict[str, Seen]]:
    """The counts and the waits of each stage, by segment."""
    counted = counts(engine, STEPS, ask, terms)
    found: dict[str | None, dict[str, Seen]] = {}
    for row in counted.figures:
        key = (row["bucket"], row["segment"], row["place"])
        found.setdefault(row["segment"], {})[row["place"]] = (row, list(counted.waits.get((*key, WAIT.name), ())))
    return found


def _overall(engine: Engine, plan: Plan, ask: Ask, terms: Terms) -> tuple[dict[str, Seen], dict[str, Measured]]:
    """The counts and the waits of each stage, and what they tell of the step out of it."""
    overall = _steps(engine, ask, terms).get(None, {})
    cohorts = counts(engine, STEPS, replace(ask, bucket="month"), terms)
    since, now = plan.history.seen_from or date.min, as_of_day(ask, terms)
    whole = [row for row in cohorts.figures if row["bucket"] is not None and row["bucket"] >= since]
    spreads = {stage: _spread(whole, stage, waits, now) for stage, (_row, waits) in overall.items()}
    return overall, _measured(overall, spreads)


def _win_rates(policy: Policy) -> dict[str, float]:
    """The share of those in a stage that the policy expects to win."""
    return {name: each.win_rate for name, each in policy.stages.items() if each.win_rate}


def _measured(stages: Mapping[str, Seen], spreads: Mapping[str, float]) -> dict[str, Measured]:
    return {
        stage: Measured(row["entered"], row["moved_on"], step_of(waits), spreads.get(stage, 0.0))
        for stage, (row, waits) in stages.items()
    }


def _spread(cohorts: Sequence[Row], stage: str, waits: Sequence[Any], today: date) -> float:
    """How much the rate of a stage differs between months, by those of which nine in ten have moved on who will."""
    ninety = step_of(waits).quantile(0.9)
    if ninety is None:
        return 0.0
    old = today - timedelta(minutes=ninety)
    told = [row for row in cohorts if row["place"] == stage and last_day(row["bucket"]) <= old]
    return spread_of([(row["entered"], row["moved_on"]) for row in told])


def _deal_size(engine: Engine, ask: Ask, terms: Terms, won: str) -> DealSize | None:
    """What wins brought of which somebody told it, and how much they differ."""
    counted = counts(engine, VALUES, ask, terms)
    row = next((row for row in counted.figures if row["place"] == won), None)
    return None if row is None else DealSize.of_wins(row["priced"], row["revenue"] or 0, row["squares"] or 0)


def _came(rows: Sequence[Row], won: str) -> dict[str, dict[date, int]]:
    """How many entered each stage in each month."""
    found: dict[str, dict[date, int]] = {}
    for row in rows:
        if row["period"] is not None:
            found.setdefault(WON if row["place"] == won else row["place"], {})[row["period"]] = row["entered"]
    return found


def _of_visits(entered: int | None, visits: int | None) -> float | None:
    return min(1.0, entered / visits) if entered and visits else None


def _costs(engine: Engine, ask: Ask, terms: Terms, first: str) -> dict[str, float]:
    """What an entry by each channel cost in money that was spent, without the hours that nobody has a price for."""
    rows = [
        row for row in report(engine, "costs", replace(ask, by="channel"), terms).rows
        if row["place"] == first and row["segment"] is not None and row["media_per_entry"] is not None
    ]  # fmt: skip
    # Where nobody has told of any spend, an entry is not free: nobody knows what it costs.
    return {row["segment"]: row["media_per_entry"] for row in rows} if any(row["media"] for row in rows) else {}
