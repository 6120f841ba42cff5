"""Who answers, in policy.yaml: the desks of our own people, and the rules that choose one for a lead."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date

from headrace.adapters.documents.declared import Declared
from headrace.adapters.documents.nodes import Node
from headrace.adapters.documents.problems import quoted
from headrace.adapters.documents.reading import Naming, Reading, given
from headrace.core.desks import Absence, Choice, Desk, RoutingRule
from headrace.core.funnel import Owner
from headrace.core.hours import WorkingHours

MAX_DESKS = 500
MAX_CAPACITY = 1_000_000

# Facts name owners as other systems do, so a desk may be called `Anna Berg` or `u-1183`.
PEOPLE = Naming(
    lambda text: 0 < len(text) <= 60 and text.isprintable() and text == " ".join(text.split()),
    "a printable name of at most 60 characters",
)
_DESK_KEYS = ("team", "manager", "skills", "capacity", "hours", "zone", "absences")
_RULE_KEYS = ("name", "stage", "team", "when", "desks", "account_owner", "choice")


@dataclass(frozen=True, slots=True)
class DesksReader:
    """Reads desks and routing rules. `hours` and `zone` read those of a desk, as those of the company are read."""

    reading: Reading
    declared: Declared
    hours: Callable[[Node], WorkingHours]
    zone: Callable[[Node], str]

    def desks(self, node: Node | None) -> dict[str, Desk]:
        """Our people by name."""
        entries = self.reading.entries(node, MAX_DESKS, PEOPLE)
        return {name: self.desk(name, each, entries) for name, each in entries.items()}

    def desk(self, name: str, node: Node, names: Collection[str]) -> Desk:
        """One of our people; the manager is another one."""
        keys = self.reading.fields(node, _DESK_KEYS, needed=("team",))
        hours, zone, manager = (given(keys.get(key)) for key in ("hours", "zone", "manager"))
        absences = self.reading.items(keys.get("absences"), most=200) or ()
        desk = Desk(
            name=name,
            team=self.reading.choice(keys.get("team"), Owner, Owner.SALES),
            skills=self.skills(keys.get("skills")),
            capacity=self.reading.whole(given(keys.get("capacity")), 1, MAX_CAPACITY, None),
            hours=None if hours is None else self.hours(hours),
            zone=None if zone is None else self.zone(zone),
            absences=tuple(absence for each in absences if (absence := self.absence(each))),
        )
        above = self.reading.word(manager, names, None)
        return self.reading.built(manager, lambda: replace(desk, manager=above), desk)

    def skills(self, node: Node | None) -> dict[str, tuple[str, ...]]:
        """The values that a desk takes, by the fact that has them."""
        entries = self.reading.entries(node, most=20)
        self.reading.known("fact", entries, self.declared.texts, "a declared text: ")
        return {fact: self.values(each) for fact, each in entries.items()}

    def values(self, node: Node) -> tuple[str, ...]:
        """At least one value of a fact."""
        items = self.reading.items(node, most=1_000)
        if node.content in (None, ()):
            self.reading.wrong(node, "no value", "a list of at least one")
        return tuple(dict.fromkeys(self.reading.text(item, most=60) for item in items or ()))

    def absence(self, node: Node) -> Absence | None:
        """Days on which a desk is empty; one day if only the first is given."""
        keys = self.reading.fields(node, ("first", "last"), needed=("first",))
        first = self.reading.day(keys.get("first"), date.min)
        last = self.reading.day(given(keys.get("last")), first)
        return self.reading.built(node, lambda: Absence(first, last), None)

    def routing(self, node: Node | None, desks: Collection[str]) -> tuple[RoutingRule, ...]:
        """The rules in the order in which they are tried."""
        rules: dict[str, RoutingRule] = {}
        for number, item in enumerate(self.reading.items(node, most=200) or (), start=1):
            rule = self.rule(item, f"#{number}", desks)
            if rule.name in rules:
                self.reading.wrong(item, f"a second rule {quoted(rule.name)}", "each name once")
            rules[rule.name] = rule
        return tuple(rules.values())

    def rule(self, node: Node, default: str, desks: Collection[str]) -> RoutingRule:
        """Which desks take the leads that enter a stage."""
        keys = self.reading.fields(node, _RULE_KEYS, needed=("name", "stage", "team"))
        return RoutingRule(
            name=self.reading.word(keys.get("name"), None, default),
            stage=self.reading.word(keys.get("stage"), self.declared.stages, ""),
            team=self.reading.choice(keys.get("team"), Owner, Owner.SALES),
            when=self.reading.criterion(given(keys.get("when")), self.declared.facts),
            desks=self.reading.words(keys.get("desks"), desks, ()),
            account_owner=self.reading.flag(keys.get("account_owner"), default=True),
            choice=self.reading.choice(keys.get("choice"), Choice, Choice.LOAD),
        )
