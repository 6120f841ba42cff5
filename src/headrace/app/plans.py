"""The plans of one company: what is planned, what if, and what is published and paced."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from headrace.analytics.question import Answer, Ask
from headrace.app import costing, forwards, goals, planning, scenarios
from headrace.app.ports import Book, Engine
from headrace.app.reports import Terms
from headrace.core.asking import CallingCost
from headrace.core.plan import Plan
from headrace.core.scenario import Scenario
from headrace.planning.pace import Published


@dataclass(frozen=True, slots=True)
class Plans:
    """Makes the tables of plans.

    `answering` gives an engine in step with the ledger, and the terms under which it answers now or did at a known-at;
    `book` where goals are kept. Every deed takes `as_of`, the plan's today, and `known_at`, until when facts count that
    were learnt.
    """

    answering: Callable[[datetime | None], tuple[Engine, Terms]]
    book: Callable[[], Book]

    def target(self, plan: Plan, *, as_of: date | None = None, known_at: datetime | None = None) -> list[Answer]:
        """Back from the goal: where the plan lands, how many and when, by channel, until when, who, by which rates."""
        engine, terms = self.answering(known_at)
        return planning.plan_target(engine, plan, Ask(as_of=as_of, known_at=known_at), terms)

    def simulate(
        self, plan: Plan, visits: float = 0.0, *, as_of: date | None = None, known_at: datetime | None = None
    ) -> list[Answer]:
        """Forward from the plan's spending, with the visits that its hours bring in a month."""
        engine, terms = self.answering(known_at)
        return forwards.plan_simulate(engine, plan, Ask(as_of=as_of, known_at=known_at), terms, visits=visits)

    def costs(
        self,
        plan: Plan,
        calling: CallingCost | None = None,
        *,
        as_of: date | None = None,
        known_at: datetime | None = None,
    ) -> list[Answer]:
        """What winning costs in a month like those of late; `calling` instead of the policy's."""
        engine, terms = self.answering(known_at)
        return costing.plan_costs(engine, plan, Ask(as_of=as_of, known_at=known_at), terms, calling)

    def article_costs(self, *, as_of: date | None = None, known_at: datetime | None = None) -> list[Answer]:
        """The same of the company in the article on the cost of inside sales."""
        return costing.article_costs(Ask(as_of=as_of, known_at=known_at), self.answering(known_at)[1])

    def what_if(
        self,
        plan: Plan,
        told: Sequence[Scenario],
        *,
        outcome: str = "cac",
        lift: float = 0.1,
        as_of: date | None = None,
        known_at: datetime | None = None,
    ) -> list[Answer]:
        """Scenarios on the funnel as it runs, side by side; the levers of an outcome by their swing; top or bottom."""
        engine, terms = self.answering(known_at)
        asked = Ask(as_of=as_of, known_at=known_at)
        return scenarios.plan_scenarios(engine, plan, asked, terms, told, outcome=outcome, lift=lift)

    def decay(
        self, plan: Plan, stage: str, *, as_of: date | None = None, known_at: datetime | None = None, **counts: Any
    ) -> list[Answer]:
        """What it costs the plan that leads of a stage expire.

        `counts` are `leads` and `expired` (as in the last three months), the share of these that is `requalified`,
        and the share of those that is won (`closing`).
        """
        engine, terms = self.answering(known_at)
        return scenarios.plan_decay(engine, plan, Ask(as_of=as_of, known_at=known_at), terms, stage, **counts)

    def budget(
        self,
        plan: Plan,
        budget: float | None = None,
        *,
        as_of: date | None = None,
        known_at: datetime | None = None,
    ) -> list[Answer]:
        """How a month's budget, in minor units, over the channels brings most; what they spend of late if none."""
        engine, terms = self.answering(known_at)
        return forwards.plan_budget(engine, plan, Ask(as_of=as_of, known_at=known_at), terms, budget)

    def publish(
        self,
        plan: Plan,
        *,
        by: str,
        dry_run: bool = False,
        as_of: date | None = None,
        known_at: datetime | None = None,
    ) -> Published:
        """Set the goals of a plan's stages and months as its next version; with `dry_run` only tell them."""
        engine, terms = self.answering(known_at)
        told = goals.goals_of(engine, self.book(), plan, Ask(as_of=as_of, known_at=known_at), terms)
        if not dry_run:
            goals.set_goals(self.book(), told, terms, by)
        return told

    def pace(self, plan: Plan, *, as_of: date | None = None, known_at: datetime | None = None) -> list[Answer]:
        """How a published plan goes: where it lands, what would close the gap, how good it was."""
        engine, terms = self.answering(known_at)
        return goals.plan_pace(engine, self.book(), plan, Ask(as_of=as_of, known_at=known_at), terms)
