"""A plan's file -> `Plan`: what is wanted and by when, and what to take as given instead of as measured.

Everything may be left out but what is wanted, which the command line may say as well. A funnel can be given, so that
a step out of a stage that does not exist is noticed. A lag, a season and a target by months are lists.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from headrace.adapters.documents.declared import Declared
from headrace.adapters.documents.nodes import Node, read_file
from headrace.adapters.documents.reading import Reading, given
from headrace.core.funnel import Funnel, Owner
from headrace.core.plan import (
    MOST_MONTHS,
    ChannelTerms,
    CostTerms,
    Dials,
    Goal,
    History,
    Measure,
    Plan,
    Spending,
    StepTerms,
    Team,
)

MOST = 1_000_000_000
_KEYS = tuple(field.name for field in fields(Plan))
_A_DAY = date(2000, 1, 1)


def load_plan(path: Path, currency: str, funnel: Funnel | None = None) -> Plan:
    """The plan of a file. `DocumentRefused` carries every problem; a missing file is `NotFound`."""
    return read_plan(read_file(path), currency, path.name, funnel)


def read_plan(text: str, currency: str, file: str = "plan.yaml", funnel: Funnel | None = None) -> Plan:
    """The plan of a document's text, its amounts in a currency; with a funnel, its stages must be that funnel's."""
    return PlanReader(Reading(file), Declared(funnel), currency).read(text)


@dataclass(frozen=True, slots=True)
class PlanReader:
    """Reads one plan."""

    reading: Reading
    declared: Declared
    currency: str

    def read(self, text: str) -> Plan:
        """The plan, or every problem of the document."""
        root = self.reading.root(text)
        plan = self.plan(root, Path(self.reading.file).stem)
        self.reading.finish()
        return plan

    def plan(self, node: Node, name: str) -> Plan:
        """The plan of a node."""
        keys, usual = self.reading.fields(node, _KEYS), Plan()
        months = self.reading.whole(keys.get("months"), 1, MOST_MONTHS, usual.months)
        parts: dict[str, Any] = {
            "name": self.reading.text(keys.get("name"), name, most=80),
            "goal": self.goal(given(keys.get("goal"))),
            "start": self.day(given(keys.get("start"))),
            "season": self.numbers(keys.get("season"), 0, 1_000_000) or usual.season,
            "value": self.reading.amount(given(keys.get("value")), self.currency, None),
            "visits": self.reading.number(given(keys.get("visits")), 0, 1, None),
            "side": self.reading.choice(given(keys.get("side")), Owner, None),
            "history": self.history(keys.get("history")),
            "steps": self.steps(keys.get("steps")),
            "channels": self.channels(keys.get("channels")),
            "team": self.team(keys.get("team")),
            "spending": self.spending(keys.get("spending")),
            "costs": self.costs(keys.get("costs")),
        }
        return self.reading.built(node, lambda: Plan(months=months, **parts), usual)

    def goal(self, node: Node | None) -> Goal | None:
        """Revenue or wins: one amount, or one for each month."""
        if node is None:
            return None
        keys = self.reading.fields(node, tuple(Measure))
        if len(keys) != 1:
            self.reading.wrong(node, f"{len(keys)} targets", f"either {' or '.join(Measure)}")
            return None
        [(measure, told)] = keys.items()
        rows = told.content if isinstance(told.content, tuple) else (told,)
        if measure == Measure.WINS:
            wins = tuple(self.reading.number(each, 0, MOST, 0.0) for each in rows)
            return Goal(Measure.WINS, wins)
        return Goal(Measure.REVENUE, tuple(self.reading.amount(each, self.currency, 0) for each in rows))

    def day(self, node: Node | None) -> date | None:
        """A day, where one is given."""
        return None if node is None else self.reading.day(node, _A_DAY)

    def numbers(self, node: Node | None, low: float, high: float) -> tuple[float, ...]:
        """A list of numbers."""
        items = self.reading.items(given(node), most=MOST_MONTHS) or ()
        return tuple(self.reading.number(each, low, high, 0.0) for each in items)

    def history(self, node: Node | None) -> History:
        """From whom rates and lags are measured."""
        keys = self.reading.fields(node, ("first", "last", "seen_from", "where"))
        where = self.reading.entries(keys.get("where"))
        return History(
            first=self.day(given(keys.get("first"))),
            last=self.day(given(keys.get("last"))),
            seen_from=self.day(given(keys.get("seen_from"))),
            where={name: self.reading.text(each, most=100) for name, each in where.items()},
        )

    def steps(self, node: Node | None) -> Mapping[str, StepTerms]:
        """What is given of each step, by the stage that it leads out of."""
        entries = self.reading.entries(node)
        self.reading.known("stage", entries, self.declared.stages)
        return {stage: self.step(each) for stage, each in entries.items()}

    def step(self, node: Node) -> StepTerms:
        """What is given of one step."""
        keys, usual = self.reading.fields(node, tuple(field.name for field in fields(StepTerms))), StepTerms()
        rate, expected = (self.reading.number(given(keys.get(key)), 0, 1, None) for key in ("rate", "expected"))
        worth = self.reading.number(keys.get("worth"), 0.01, MOST, usual.worth)
        lag = self.numbers(keys.get("lag"), 0, 1)
        return self.reading.built(node, lambda: StepTerms(rate, expected, worth, lag), usual)

    def channels(self, node: Node | None) -> Mapping[str, ChannelTerms]:
        """The mix of channels."""
        return {name: self.channel(each) for name, each in self.reading.entries(node).items()}

    def channel(self, node: Node) -> ChannelTerms:
        """One channel of the mix."""
        keys = self.reading.fields(node, ("share", "cost"))
        return ChannelTerms(
            self.reading.number(given(keys.get("share")), 0, 1, None),
            self.reading.amount(given(keys.get("cost")), self.currency, None),
        )

    def team(self, node: Node | None) -> Team:
        """The people that the plan can count on."""
        keys, usual = self.reading.fields(node, ("qualifiers", "reps", "deals", "days")), Team()
        return Team(
            qualifiers=self.reading.whole(keys.get("qualifiers"), 0, 100_000, usual.qualifiers),
            reps=self.reading.whole(keys.get("reps"), 0, 100_000, usual.reps),
            deals=self.reading.number(given(keys.get("deals")), 0.01, MOST, None),
            days=self.reading.number(keys.get("days"), 1, 31, usual.days),
        )

    def costs(self, node: Node | None) -> CostTerms:
        """What winning costs."""
        keys, usual = self.reading.fields(node, tuple(field.name for field in fields(CostTerms))), CostTerms()
        counts = ("leads", "opportunities", "wins")
        return CostTerms(
            **{name: self.reading.number(given(keys.get(name)), 0, MOST, None) for name in counts},
            per_lead=self.reading.amount(given(keys.get("per_lead")), self.currency, None),
            people=self.reading.amount(keys.get("people"), self.currency, usual.people),
            commission=self.reading.number(keys.get("commission"), 0, 1, usual.commission),
            fixed=self.reading.amount(keys.get("fixed"), self.currency, usual.fixed),
            margin=self.reading.number(keys.get("margin"), 0, 1, usual.margin),
            pays_after=self.numbers(keys.get("pays_after"), 0, 1) or usual.pays_after,
            dials=self.reading.choice(keys.get("dials"), Dials, usual.dials),
            connect=self.reading.number(given(keys.get("connect")), 0, 1, None),
            attempts=self.reading.whole(given(keys.get("attempts")), 1, 100, None),
            less=self.reading.number(keys.get("less"), 0, 1, usual.less),
        )

    def spending(self, node: Node | None) -> Spending:
        """What is spent every month."""
        keys = self.reading.fields(node, ("budget", "hours", "hour"))
        return Spending(
            budget=self.reading.amount(given(keys.get("budget")), self.currency, 0),
            hours=self.reading.number(given(keys.get("hours")), 0, 10_000, 0.0),
            hour=self.reading.amount(given(keys.get("hour")), self.currency, 0),
        )
