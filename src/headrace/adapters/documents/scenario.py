"""A scenario's file -> `Scenario`: the levers that are pulled, and what that costs."""

from dataclasses import fields
from pathlib import Path
from typing import Any

from headrace.adapters.documents.declared import Declared
from headrace.adapters.documents.nodes import Node, read_file
from headrace.adapters.documents.reading import Reading, given
from headrace.core.funnel import Funnel
from headrace.core.scenario import Lever, Pulls, Scenario

MOST_LEVERS = 20
_A_LEVER = Lever(Pulls.VOLUME)


def load_scenario(path: Path, currency: str, funnel: Funnel | None = None) -> Scenario:
    """The scenario of a file. `DocumentRefused` carries every problem; a missing file is `NotFound`."""
    return read_scenario(read_file(path), currency, path.name, funnel)


def read_scenario(text: str, currency: str, file: str = "scenario.yaml", funnel: Funnel | None = None) -> Scenario:
    """The scenario of a document's text, its price in a currency; with a funnel, its stages must be that funnel's."""
    reading = Reading(file)
    root = reading.root(text)
    keys = reading.fields(root, ("name", "price", "levers"), needed=("levers",))
    levers = tuple(
        _lever(reading, Declared(funnel), each) for each in reading.items(keys.get("levers"), MOST_LEVERS) or ()
    )
    name = reading.text(keys.get("name"), Path(file).stem, most=80)
    price = reading.amount(given(keys.get("price")), currency, 0)
    found = reading.built(root, lambda: Scenario(name, levers, price), Scenario(name, (_A_LEVER,), price))
    reading.finish()
    return found


def _lever(reading: Reading, declared: Declared, node: Node) -> Lever:
    """One lever: what it moves, where, and by how much."""
    keys = reading.fields(node, tuple(field.name for field in fields(Lever)), needed=("pulls",))
    stage = given(keys.get("stage"))
    parts: dict[str, Any] = {
        "pulls": reading.choice(keys.get("pulls"), Pulls, Pulls.VOLUME),
        "stage": "" if stage is None else reading.word(stage, declared.stages, ""),
        "relative": reading.number(keys.get("relative"), -1, 100, 0.0),
        "points": reading.number(keys.get("points"), -1, 1, 0.0),
        "days": reading.number(given(keys.get("days")), 1, 3_650, None),
        "recovered": reading.number(keys.get("recovered"), 0, 1, 0.0),
    }
    return reading.built(node, lambda: Lever(**parts), _A_LEVER)
