"""How we ask, in policy.yaml: the qualification, the calls and what they cost, the scores that rank the call list."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from headrace.adapters.documents.declared import Declared
from headrace.adapters.documents.nodes import Node
from headrace.adapters.documents.problems import quoted
from headrace.adapters.documents.reading import Reading, given
from headrace.core.asking import (
    A_WEEK,
    BANT,
    FRAMEWORKS,
    BehaviourRule,
    CallingCost,
    Calls,
    Disposition,
    FitRule,
    Qualification,
    Question,
    Scoring,
    Then,
)

MOST_POINTS = 1_000

_QUALIFICATION_KEYS = ("framework", "criteria", "bar", "partly", "by_rule")
_BEHAVIOUR_KEYS = ("channel", "activity", "points", "half_life", "cap", "log")


@dataclass(frozen=True, slots=True)
class AskingReader:
    """Reads the qualification, the calls and the scores."""

    reading: Reading
    declared: Declared
    currency: str

    def qualification(self, node: Node | None) -> Qualification:
        """The framework, its questions, its bar."""
        usual = Qualification()
        keys = self.reading.fields(node, _QUALIFICATION_KEYS)
        framework = self.reading.text(keys.get("framework"), usual.framework, most=40)
        bar = self.reading.whole(keys.get("bar"), 1, 100, usual.bar)
        partly = self.reading.number(keys.get("partly"), 0, 1, usual.partly)
        by_rule = self.reading.flag(keys.get("by_rule"), default=usual.by_rule)
        entries = self.reading.entries(keys.get("criteria"), most=20)
        criteria = {name: self.question(each) for name, each in entries.items()} or self.template(keys, framework)
        self.check_names(framework, criteria, keys)
        return self.reading.built(
            keys.get("criteria"), lambda: Qualification(framework, criteria, bar, partly, by_rule), usual
        )

    def template(self, keys: Mapping[str, Node], framework: str) -> Mapping[str, Question]:
        """The questions of a framework that ships; one of the author's own must list them."""
        node, criteria = keys.get("framework"), keys.get("criteria")
        if node is not None and framework not in FRAMEWORKS and (criteria is None or not criteria.content):
            allowed = f"{', '.join(FRAMEWORKS)}, or criteria of its own"
            hint = self.reading.near(framework, FRAMEWORKS)
            self.reading.wrong(node, f"{quoted(framework)} without criteria", allowed, hint)
        return FRAMEWORKS.get(framework, BANT)

    def check_names(self, framework: str, criteria: Mapping[str, Question], keys: Mapping[str, Node]) -> None:
        """Note a framework under whose name another one's questions are left standing."""
        theirs = next((name for name, usual in FRAMEWORKS.items() if set(usual) == set(criteria)), framework)
        if framework in FRAMEWORKS and theirs != framework:
            allowed = f"criteria that are not {theirs}'s, or none: {framework} then brings its own"
            self.reading.wrong(keys["criteria"], f"the criteria of {theirs} under the name {framework}", allowed)

    def question(self, node: Node) -> Question:
        """What is asked, and its weight."""
        keys = self.reading.fields(node, ("question", "weight"), needed=("question", "weight"))
        weight = self.reading.whole(keys.get("weight"), 0, 100, 0)
        return Question(self.reading.text(keys.get("question"), "", most=200), weight)

    def calls(self, node: Node | None) -> Calls:
        """The outcomes of a call, the waits between attempts, how fast interest cools."""
        usual = Calls()
        keys = self.reading.fields(node, ("dispositions", "waits", "half_life"))
        entries = self.reading.entries(keys.get("dispositions"), most=50)
        dispositions = {name: self.disposition(each) for name, each in entries.items()} or usual.dispositions
        waits = self.reading.items(keys.get("waits"), most=50)
        given_waits = usual.waits if waits is None else tuple(self.reading.duration(each, A_WEEK) for each in waits)
        half_life = self.reading.duration(keys.get("half_life"), usual.half_life)
        return self.reading.built(keys.get("waits"), lambda: Calls(dispositions, given_waits, half_life), usual)

    def disposition(self, node: Node) -> Disposition:
        """One outcome that a call may have."""
        usual = Disposition()
        keys = self.reading.fields(node, ("connected", "completed", "then"))
        connected = self.reading.flag(keys.get("connected"), default=usual.connected)
        completed = self.reading.flag(keys.get("completed"), default=usual.completed)
        then = self.reading.choice(keys.get("then"), Then, usual.then)
        return self.reading.built(node, lambda: Disposition(connected, completed, then), usual)

    def scoring(self, node: Node | None) -> Scoring:
        """The rules by which the call list is ranked."""
        keys = self.reading.fields(node, ("fit", "behaviour"))
        fit, behaviour = (self.reading.entries(keys.get(key)).items() for key in ("fit", "behaviour"))
        return Scoring(
            fit={name: rule for name, each in fit if (rule := self.fit(each))},
            behaviour={name: self.behaviour(each) for name, each in behaviour},
        )

    def fit(self, node: Node) -> FitRule | None:
        """Points for who they are."""
        keys = self.reading.fields(node, ("when", "points"), needed=("when", "points"))
        when = self.reading.criterion(keys.get("when"), self.declared.facts)
        points = self.reading.number(keys.get("points"), -MOST_POINTS, MOST_POINTS, 0.0)
        return None if when is None else FitRule(when, points)

    def behaviour(self, node: Node) -> BehaviourRule:
        """Points for what they did."""
        keys = self.reading.fields(node, _BEHAVIOUR_KEYS, needed=("points",))
        activity, channel = (given(keys.get(key)) for key in ("activity", "channel"))
        return BehaviourRule(
            points=self.reading.number(keys.get("points"), 0.01, MOST_POINTS, 1.0),
            activity=self.reading.text(activity, most=60) or None,
            channel=self.reading.text(channel, most=60) or None,
            half_life=self.reading.duration(given(keys.get("half_life")), None),
            cap=self.reading.number(given(keys.get("cap")), 0.01, MOST_POINTS, None),
            log=self.reading.flag(keys.get("log"), default=False),
        )

    def calling(self, node: Node | None) -> CallingCost:
        """The cost rates of calling."""
        usual = CallingCost()
        keys = self.reading.fields(node, tuple(field.name for field in fields(CallingCost)))
        return CallingCost(
            talk_minutes=self.reading.number(keys.get("talk_minutes"), 0.1, 480, usual.talk_minutes),
            no_answer_minutes=self.reading.number(keys.get("no_answer_minutes"), 0, 480, usual.no_answer_minutes),
            dials=self.reading.whole(keys.get("dials"), 1, 100, usual.dials),
            hours_a_day=self.reading.number(keys.get("hours_a_day"), 1, 24, usual.hours_a_day),
            selling_share=self.reading.number(keys.get("selling_share"), 0.01, 1, usual.selling_share),
            paid_days=self.reading.whole(keys.get("paid_days"), 1, 366, usual.paid_days),
            yearly_pay=self.reading.amount(given(keys.get("yearly_pay")), self.currency, None),
        )
