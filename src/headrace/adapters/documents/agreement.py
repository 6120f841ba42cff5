"""The agreement between marketing and sales in policy.yaml: clocks, shelf lives, goals, reasons to pause."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from headrace.adapters.documents.declared import Declared
from headrace.adapters.documents.nodes import Node
from headrace.adapters.documents.problems import listed, quoted
from headrace.adapters.documents.reading import Reading, given
from headrace.core.agreement import Agreement, Clock, Counting, Goal, Mark, Segment, ShelfLife
from headrace.core.durations import Duration, Span
from headrace.core.funnel import Owner
from headrace.core.policy import NextAction, StagePolicy

LEAST_SHARE = 0.0001
MAX_COUNT = 10_000_000
LONGEST = 200
"""Characters of a worry, or of what is to be done."""

_STAGE_KEYS = ("shelf_life", "clocks", "attempts", "cost_drivers", "brief", "win_rate", "worries", "next_actions")
_CLOCK_KEYS = ("limit", "from", "to", "for", "owed_by", "warning", "escalate", "reassign")
_WORKING = re.compile(r"([0-9]{1,7}) +working +(minute|hour)s?")
_FOR_WHOM: Mapping[str, bool | None] = {"everybody": None, "hand_raisers": True, "others": False}
_ANY = Duration(1, Span.DAY)


@dataclass(frozen=True, slots=True)
class AgreementReader:
    """Reads what was decided about each stage, and what was agreed beyond the stages."""

    reading: Reading
    declared: Declared
    currency: str

    def stages(self, node: Node | None) -> dict[str, StagePolicy]:
        """What is decided about each stage."""
        entries = self.reading.entries(node)
        self.reading.known("stage", entries, self.declared.stages)
        return {name: self.stage(name, each) for name, each in entries.items()}

    def stage(self, name: str, node: Node) -> StagePolicy:
        """What is decided about one stage."""
        keys = self.reading.fields(node, _STAGE_KEYS)
        clocks = self.reading.entries(keys.get("clocks"), most=20).items()
        drivers = self.reading.entries(keys.get("cost_drivers"), most=20).items()
        return StagePolicy(
            shelf_life=self.shelf_life(name, keys.get("shelf_life")),
            clocks=tuple(clock for called, each in clocks if (clock := self.clock(called, each))),
            attempts=self.reading.whole(given(keys.get("attempts")), 1, 100, None),
            cost_drivers={driver: self.reading.amount(each, self.currency, 0) for driver, each in drivers},
            brief=self.reading.words(keys.get("brief"), self.declared.facts, ()),
            win_rate=self.reading.number(given(keys.get("win_rate")), LEAST_SHARE, 1, None),
            worries=tuple(filter(None, map(self.worry, self.reading.items(keys.get("worries"), most=20) or ()))),
            next_actions=tuple(map(self.action, self.reading.items(keys.get("next_actions"), most=20) or ())),
        )

    def worry(self, node: Node) -> str:
        """What holds leads up in a stage."""
        return self.reading.text(node, most=LONGEST)

    def action(self, node: Node) -> NextAction:
        """What is to be done about a stage, by whom and until when."""
        keys = self.reading.fields(node, ("what", "who", "by"), needed=("what",))
        by = given(keys.get("by"))
        return NextAction(
            what=self.reading.text(keys.get("what"), most=LONGEST),
            who=self.reading.text(given(keys.get("who")), most=80),
            by=None if by is None else self.reading.day(by, date.min),
        )

    def shelf_life(self, stage: str, node: Node | None) -> ShelfLife | None:
        """A duration, or a map of what is decided; null for a stage that never expires."""
        if node is None or node.content is None:
            return None
        if not isinstance(node.content, Mapping):
            return ShelfLife(self.reading.duration(node, _ANY))
        keys = self.reading.fields(node, ("limit", "warning", "to", "segments"), needed=("limit",))
        segments = self.reading.items(keys.get("segments"), most=10) or ()
        return ShelfLife(
            limit=self.reading.duration(keys.get("limit"), _ANY),
            warning=self.reading.number(keys.get("warning"), 0.01, 1, 0.7),
            to=self.demotion(stage, given(keys.get("to"))),
            segments=tuple(segment for each in segments if (segment := self.segment(each))),
        )

    def demotion(self, stage: str, node: Node | None) -> str | None:
        """The place that an expired lead goes to."""
        place, ways = self.reading.word(node, None, None), self.declared.ways_down(stage)
        if node is None or place is None or ways is None or place in ways:
            return place
        allowed = f"where the funnel lets {stage} go, and not ahead: {listed(ways)}"
        self.reading.wrong(node, quoted(place), allowed, self.reading.near(place, ways))
        return None

    def segment(self, node: Node) -> Segment | None:
        """Those for whom another limit holds."""
        keys = self.reading.fields(node, ("when", "limit"), needed=("when", "limit"))
        when = self.reading.criterion(keys.get("when"), self.declared.facts)
        limit = self.reading.duration(keys.get("limit"), _ANY)
        return None if when is None else Segment(when, limit)

    def clock(self, name: str, node: Node) -> Clock | None:
        """A clock of the agreement."""
        keys = self.reading.fields(node, _CLOCK_KEYS, needed=("limit", "to"))
        limit, counting = self.limit(keys.get("limit"))
        whom = self.reading.word(keys.get("for"), tuple(_FOR_WHOM), "everybody")
        start = self.reading.choice(keys.get("from"), Mark, Mark.ENTERED)
        stop = self.reading.choice(keys.get("to"), Mark, Mark.LEFT)
        owed_by = self.reading.choice(given(keys.get("owed_by")), Owner, None)
        warning = self.reading.number(given(keys.get("warning")), 0.01, 1, None)
        escalate, reassign = (self.reading.flag(keys.get(key), default=False) for key in ("escalate", "reassign"))
        return self.reading.built(
            node,
            lambda: Clock(name, limit, counting, start, stop, _FOR_WHOM[whom], owed_by, warning, escalate, reassign),
            default=None,
        )

    def limit(self, node: Node | None) -> tuple[Duration, Counting]:
        """`24 working hours`, or a duration on the wall clock."""
        match = _WORKING.fullmatch(node.raw.strip()) if node is not None else None
        if node is None or match is None:
            return self.reading.duration(node, _ANY), Counting.WALL
        limit = self.reading.built(node, lambda: Duration(int(match[1]), Span(match[2])), default=_ANY)
        return limit, Counting.WORKING

    def agreement(self, node: Node | None) -> Agreement:
        """The goals of both sides, and the reasons for which clocks may stand still."""
        usual = Agreement()
        keys = self.reading.fields(node, ("goals", "pauses"))
        return Agreement(
            goals=self.goals(keys.get("goals")),
            pauses=self.reading.words(keys.get("pauses"), None, usual.pauses),
        )

    def goals(self, node: Node | None) -> tuple[Goal, ...]:
        """What each side promised; the same side promises one thing for a stage."""
        goals: dict[tuple[str, Owner | None], Goal] = {}
        for item in self.reading.items(node) or ():
            goal = self.goal(item)
            if goal is not None and (goal.stage, goal.owed_by) in goals:
                self.reading.wrong(item, f"a second goal for {goal.stage}", "one goal of a side for a stage")
            elif goal is not None:
                goals[goal.stage, goal.owed_by] = goal
        return tuple(goals.values())

    def goal(self, node: Node) -> Goal | None:
        """What one side promised for each month."""
        keys = self.reading.fields(node, ("stage", "count", "owed_by", "quality"), needed=("stage", "count"))
        stage = self.reading.word(keys.get("stage"), self.declared.stages, None)
        count = self.reading.whole(keys.get("count"), 1, MAX_COUNT, 1)
        owed_by = self.reading.choice(given(keys.get("owed_by")), Owner, None)
        quality = self.reading.number(given(keys.get("quality")), LEAST_SHARE, 1, None)
        return None if stage is None else Goal(stage, count, owed_by, quality)
