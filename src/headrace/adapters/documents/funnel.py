"""funnel.yaml -> `Funnel`: what the stages mean.

Read whenever a funnel is checked, shown, compared or published; never for a report, which reads the
published version from the ledger.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from headrace.adapters.documents.criteria import is_word_of_sql
from headrace.adapters.documents.nodes import Node, read_file
from headrace.adapters.documents.problems import quoted
from headrace.adapters.documents.reading import Reading
from headrace.core.criteria import FACT_TYPES
from headrace.core.funnel import SIDE_ROLES, STAGE_ROLES, Funnel, Owner, Place, Role, Unit
from headrace.core.shape import Flaw, flaws, with_moves

MAX_STAGES = 30
MAX_SIDE_PLACES = 20

_KEYS = ("name", "template", "unit", "opportunity_types", "facts", "stages", "side_places")
_STAGE_KEYS = ("label", "role", "owner", "meaning", "entry", "exit", "moves", "optional", "entrance")
_SIDE_KEYS = ("label", "role", "meaning", "moves")
_SIDE_PLACES = (
    Place("nurture", "Nurture", Role.NURTURE),
    Place("disqualified", "Disqualified", Role.OUT),
    Place("lost", "Lost", Role.LOST),
    Place("expired", "Expired", Role.EXPIRED),
)


def load_funnel(path: Path) -> Funnel:
    """The funnel of a file. `DocumentRefused` carries every problem; a missing file is `NotFound`."""
    return read_funnel(read_file(path), path.name)


def read_funnel(text: str, file: str = "funnel.yaml") -> Funnel:
    """The funnel of a document's text, its omitted moves filled in, its shape checked."""
    return _FunnelReader(Reading(file)).read(text)


@dataclass(slots=True)
class _FunnelReader:
    """Reads one funnel; remembers where its places stand, so that flaws of its shape have a line."""

    reading: Reading
    facts: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    without_moves: list[str] = field(default_factory=list)

    def read(self, text: str) -> Funnel:
        """The funnel, or every problem of the document."""
        root = self.reading.root(text)
        keys = self.reading.fields(root, _KEYS, needed=("name", "stages"))
        self.nodes[""] = root
        self.facts = self.read_facts(keys.get("facts"))
        funnel = Funnel(
            name=self.reading.text(keys.get("name"), "funnel", most=80),
            template=self.reading.text(keys.get("template"), most=40),
            unit=self.reading.choice(keys.get("unit"), Unit, Unit.PERSON),
            facts=self.facts,
            opportunity_types=self.read_types(keys.get("opportunity_types")),
            stages=self.stages(keys.get("stages")),
            side_places=self.side_places(keys.get("side_places")),
        )
        self.check_words(funnel, keys)
        self.reading.finish()
        funnel = with_moves(funnel, self.without_moves)
        self.check_shape(funnel, keys)
        self.reading.finish()
        return funnel

    def read_facts(self, node: Node | None) -> dict[str, str]:
        """The declared facts and their types."""
        facts: dict[str, str] = {}
        for name, value in self.reading.entries(node).items():
            facts[name] = self.reading.word(value, FACT_TYPES, "text")
            if "-" in name or is_word_of_sql(name):
                self.reading.wrong(value, f"the fact {quoted(name)}", "a name without - that is no word of SQL")
        return facts

    def read_types(self, node: Node | None) -> tuple[str, ...]:
        """The kinds of opportunity that the waterfall tells apart."""
        return tuple(self.reading.text(item, most=40) for item in self.reading.items(node, most=20) or ())

    def stages(self, node: Node | None) -> tuple[Place, ...]:
        """The stages in the order of the document; the first is an entrance if none says so."""
        entries = self.reading.entries(node, MAX_STAGES)
        if node is not None and not entries and not self.reading.problems:
            self.reading.wrong(node, node.shape, "a map of at least two stages")
        last = list(entries)[-1:]
        stages = tuple(
            self.place(name, each, _STAGE_KEYS, STAGE_ROLES, Role.WON if [name] == last else Role.STAGE)
            for name, each in entries.items()
        )
        if stages and not any(stage.entrance for stage in stages):
            return (replace(stages[0], entrance=True), *stages[1:])
        return stages

    def side_places(self, node: Node | None) -> tuple[Place, ...]:
        """The places beside the stages; the usual four if the document names none."""
        if node is None:
            self.without_moves += [place.name for place in _SIDE_PLACES]
            return _SIDE_PLACES
        entries = self.reading.entries(node, MAX_SIDE_PLACES)
        usual = {place.name: place.role for place in _SIDE_PLACES}
        return tuple(
            self.place(name, each, _SIDE_KEYS, SIDE_ROLES, usual.get(name, Role.OUT)) for name, each in entries.items()
        )

    def place(self, name: str, node: Node, allowed: tuple[str, ...], roles: tuple[Role, ...], role: Role) -> Place:
        """A stage or side place."""
        keys = self.reading.fields(node, allowed)
        self.nodes[name] = node
        if "moves" not in keys:
            self.without_moves.append(name)
        return Place(
            name=name,
            label=self.reading.text(keys.get("label"), _label(name), most=60),
            role=Role(self.reading.word(keys.get("role"), roles, role)),
            owner=self.reading.choice(keys.get("owner"), Owner, None),
            moves=tuple(self.reading.text(item, most=60) for item in self.reading.items(keys.get("moves")) or ()),
            entry=self.reading.criterion(keys.get("entry"), self.facts),
            exit=self.reading.criterion(keys.get("exit"), self.facts),
            optional=self.reading.flag(keys.get("optional"), default=False),
            entrance=self.reading.flag(keys.get("entrance"), default=False),
            meaning=self.reading.text(keys.get("meaning")),
        )

    def check_words(self, funnel: Funnel, keys: Mapping[str, Node]) -> None:
        """No two places under one name or label, and moves only to places that are there."""
        seen: dict[str, str] = {}
        for place in funnel.places:
            for word in {place.name.lower(), place.label.lower()}:
                if seen.setdefault(word, place.name) != place.name or funnel.names().count(place.name) > 1:
                    node = self.nodes.get(place.name) or keys["stages"]
                    self.reading.wrong(node, f"{quoted(word)} as another place too", "each name and label once")

    def check_shape(self, funnel: Funnel, keys: Mapping[str, Node]) -> None:
        """Note the flaws of the whole, each at the line of its place."""
        for flaw in flaws(funnel):
            self.reading.wrong(self.spot(flaw, keys), flaw.found, flaw.allowed, flaw.hint)

    def spot(self, flaw: Flaw, keys: Mapping[str, Node]) -> Node:
        """The node that a flaw is about."""
        node = self.nodes.get(flaw.place) or self.nodes[""]
        if flaw.place:
            content = node.content
            return content.get(flaw.key, node) if isinstance(content, Mapping) else node
        return keys.get(flaw.key, node)


def _label(name: str) -> str:
    """A label for a place whose author gave none: `first_call` is First call."""
    words = name.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]
