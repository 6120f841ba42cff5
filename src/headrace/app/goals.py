"""The deeds on goals: a plan is published as goals of its stages and months, and its pace is told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from headrace.analytics.question import Answer, Ask
from headrace.app.planning import framed, gather, won_stage
from headrace.app.ports import Book, Engine
from headrace.app.publication import SOURCE
from headrace.app.reports import Terms, report
from headrace.core.entries import Entry, GoalSet, Known
from headrace.core.errors import NotFound
from headrace.core.lazily import lazy
from headrace.core.plan import Plan
from headrace.core.texts import _
from headrace.core.units import Grain, instant, micros, start_of_day
from headrace.planning.evidence import (
    SEED,
    cost_of_entry,
    deal_size_of,
    entered_of_late,
    mix_of,
    months_ahead,
    open_of,
    remains_of,
    steps_of,
    target_of,
    tomorrow,
    value_of,
)
from headrace.planning.forward import WON
from headrace.planning.months import last_day, month_number, next_month
from headrace.planning.pace import Asked, Goal, Published, inflow, landing, stages_with_win
from headrace.planning.sheets import pace as sheets
from headrace.planning.sheets.phased import entering
from headrace.planning.target import Target

if TYPE_CHECKING:
    import numpy as np
else:
    np = lazy("numpy")

PREFIX = "goal:"
LATELY = 3
"""How many months tell what a month costs."""


def goals_of(engine: Engine, book: Book, plan: Plan, ask: Ask, terms: Terms) -> Published:
    """What the plan asks of each stage and month that has not passed, as its next version. Writes nothing."""
    evidence = gather(engine, plan, ask, terms)
    told, months = target_of(plan, evidence), months_ahead(plan, evidence)
    owners = {stage.name: stage.owner for stage in terms.funnel.stages}
    owners[WON] = plan.side or owners[won_stage(terms.funnel)]
    value, cost = value_of(plan, evidence), cost_of_entry(mix_of(plan, evidence, steps_of(plan, evidence)))
    goals: list[Goal] = []
    revenues = _whole([wins * (value or 0.0) for wins in told.wanted.rest])
    for place, (wins, revenue) in enumerate(zip(told.wanted.rest, revenues, strict=True), start=told.wanted.ahead):
        for stage in stages_with_win(told.steps):
            amount = wins if stage == WON else entering(told, stage, place)
            low, high = _range(told, stage, place)
            goals.append(Goal(Asked.ENTRIES, stage, months[place], amount, owners[stage], low, high))
        if value is not None:
            goals.append(Goal(Asked.REVENUE, WON, months[place], revenue, owners[WON]))
        if cost is not None:
            spend = told.entering[place] * cost
            goals.append(Goal(Asked.SPEND, told.first, months[place], spend, owners[told.first]))
    known = [each.version for each in published_plans(book, terms) if each.plan == plan.name]
    return Published(plan.name, max(known, default=0) + 1, evidence.today, tuple(goals))


def _whole(amounts: Iterable[float]) -> list[int]:
    """Amounts in whole minor units that add up as these do."""
    return [after - before for before, after in pairwise([0, *map(round, accumulate(amounts))])]


def _range(told: Target, stage: str, place: int) -> tuple[float | None, float | None]:
    """The 80 % range of a stage in a month; none of the first one: who enters it is asked for, not foretold."""
    if stage == told.first:
        return None, None
    low, high = np.quantile(told.futures.rows[stage][:, place], (0.1, 0.9), method="inverted_cdf")
    return float(low), float(high)


def set_goals(book: Book, told: Published, terms: Terms, by: str) -> list[Known]:
    """Append the goals of a version of a plan to the ledger."""
    return book.append([_entry(told, goal, terms, by) for goal in told.goals], now=terms.now)


def _entry(told: Published, goal: Goal, terms: Terms, by: str) -> Entry:
    stage = won_stage(terms.funnel) if goal.stage == WON else goal.stage
    money = goal.measure is not Asked.ENTRIES
    body = GoalSet(
        stage=stage, first=goal.month.isoformat(), end=next_month(goal.month).isoformat(), side=goal.side,
        count=None if money else goal.amount, value=round(goal.amount) if money else None,
        currency=terms.policy.currency if money else None, measure=str(goal.measure), plan=told.plan,
        version=told.version, low=goal.low, high=goal.high,
    )  # fmt: skip
    key = f"{PREFIX}{told.plan}:{told.version}:{stage}:{goal.month}:{goal.measure}"
    made = start_of_day(told.day, terms.policy.time_zone)
    return Entry(body=body, at_us=made, grain=Grain.DAY, actor=by, source=SOURCE, key=key)


def published_plans(book: Book, terms: Terms, known_at: datetime | None = None) -> list[Published]:
    """Every version of every plan that was published until then, in the order in which they were."""
    found: dict[tuple[str, int], list[Known]] = {}
    for fact in book.keyed(SOURCE, PREFIX):
        body = fact.body
        if isinstance(body, GoalSet) and body.plan and (known_at is None or fact.recorded_us <= micros(known_at)):
            found.setdefault((body.plan, body.version or 1), []).append(fact)
    won, zone = won_stage(terms.funnel), terms.policy.time_zone
    return [
        Published(plan, version, instant(facts[0].at_us or 0).astimezone(zone).date(),
                  tuple(_goal(fact.body, won) for fact in facts if isinstance(fact.body, GoalSet)))
        for (plan, version), facts in found.items()
    ]  # fmt: skip


def _goal(body: GoalSet, won: str) -> Goal:
    amount = body.count if body.count is not None else body.value
    stage = WON if body.stage == won else body.stage
    return Goal(Asked(body.measure or Asked.ENTRIES), stage, date.fromisoformat(body.first), float(amount or 0),
                body.side, body.low, body.high)  # fmt: skip


def plan_pace(engine: Engine, book: Book, plan: Plan, ask: Ask, terms: Terms) -> list[Answer]:
    """How a plan that was published goes: its newest version, and the record of all of them."""
    known = published_plans(book, terms, ask.known_at)
    name = plan.name or (known[-1].plan if known else "")
    versions = [each for each in known if each.plan == name]
    if not versions:
        raise NotFound(
            _("No plan {name!r} is published here.", name=name) if name else _("No plan is published here."),
            hint=_("`headrace plan publish` sets them. Published: {plans}.",
                   plans=", ".join(dict.fromkeys(each.plan for each in known)) or _("none")),
        )  # fmt: skip
    course = _course(engine, plan, versions[-1], ask, terms)
    stages, months = stages_with_win(course.steps), versions[-1].months
    asked = replace(ask, first=months[0], end=next_month(months[-1]), bucket="month", where=plan.history.where)
    frame = framed(asked, terms)
    return [
        sheets.pace(course, frame),
        sheets.money(course, frame),
        *_with_rows(sheets.gap(course, frame)),
        sheets.by_month(course, frame),
        *_with_rows(sheets.scores(versions, course.actual, stages, course.today, frame)),
    ]


def _with_rows(answer: Answer) -> list[Answer]:
    """The table, if there is anything in it."""
    return [answer] if answer.rows else []


def _course(engine: Engine, plan: Plan, told: Published, ask: Ask, terms: Terms) -> sheets.Course:
    evidence = gather(engine, plan, ask, terms)
    steps, first = steps_of(plan, evidence), evidence.stages[0]
    remains, entered = remains_of(evidence), inflow(entered_of_late(evidence))
    ahead = max(1, month_number(told.months[-1], tomorrow(evidence)) + 1)
    futures = landing(steps, open_of(steps, evidence), entered, ahead, remains, seed=SEED)
    ask = replace(ask, as_of=evidence.today, where=plan.history.where, bucket="month")
    spend = [row for row in report(engine, "costs", ask, terms).rows if row["place"] == first and row["period"]]
    actual = sheets.Actual(
        evidence.came,
        evidence.revenue,
        {row["period"]: row["media"] for row in spend},
    )
    late = [actual.spend[month] for month in sorted(actual.spend) if last_day(month) <= evidence.today][-LATELY:]
    return sheets.Course(
        told, steps, actual, futures, evidence.today, remains, deal_size_of(plan, evidence),
        sum(late) / len(late) if late else None, SEED,
    )  # fmt: skip
