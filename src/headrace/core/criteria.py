"""Entry and exit criteria: a small subset of SQL predicates over the declared facts of a journey.

Comparisons, IN, BETWEEN, IS NULL, AND, OR, NOT; no functions, no LIKE, no arithmetic. The parsed
tree is what publishing stores; it alone drives the check of one journey (`holds`), the replay over
history and the printed prose. As in SQL, a comparison with an unknown fact is unknown, and a
criterion holds only if it is known to be true.

A fact is a number, a text, a flag or a day; a day is the text of its ISO date (`2025-03-01`), which
sorts as days do. A fact that is absent, or of another type than what it is compared with, is unknown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import TypeAlias, Union

from headrace.core.errors import DataRefused
from headrace.core.texts import _, spoken

Value: TypeAlias = str | int | float | bool
Node: TypeAlias = Union["Compare", "Among", "Between", "Missing", "All", "Any", "Not"]


@dataclass(frozen=True, slots=True)
class Compare:
    """`fact operator value`, the operator one of = <> < <= > >=."""

    fact: str
    operator: str
    value: Value


@dataclass(frozen=True, slots=True)
class Among:
    """`fact IN (values)`."""

    fact: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """`fact BETWEEN low AND high`, both ends included."""

    fact: str
    low: Value
    high: Value


@dataclass(frozen=True, slots=True)
class Missing:
    """`fact IS NULL`."""

    fact: str


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion as its author wrote it, and its parsed tree."""

    text: str
    tree: Node


FACT_TYPES = ("number", "text", "flag", "day")
OPERATORS: Mapping[str, Callable[[Value, Value], bool]] = {
    "=": eq,
    "<>": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}
OPPOSITE: Mapping[str, str] = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def verdict(node: Node, facts: Mapping[str, Value | None]) -> bool | None:  # noqa: PLR0911  (one return per kind of node)
    """Whether the node is true, false or (None) unknown of these facts, as SQL would say.

    >>> verdict(Compare("score", ">=", 75), {"score": 80})
    True
    >>> verdict(All((Compare("score", ">=", 75), Missing("budget"))), {"budget": 10})
    False
    """
    match node:
        case Compare(fact, operator, value):
            return _compare(facts.get(fact), operator, value)
        case Among(fact, values):
            return _either([_compare(facts.get(fact), "=", value) for value in values])
        case Between(fact, low, high):
            return _both([_compare(facts.get(fact), ">=", low), _compare(facts.get(fact), "<=", high)])
        case Missing(fact):
            return facts.get(fact) is None
        case All(parts):
            return _both([verdict(part, facts) for part in parts])
        case Any(parts):
            return _either([verdict(part, facts) for part in parts])
        case Not(part):
            inner = verdict(part, facts)
            return None if inner is None else not inner


def holds(criterion: Criterion, facts: Mapping[str, Value | None]) -> bool:
    """Whether the criterion is known to be true of these facts."""
    return verdict(criterion.tree, facts) is True


def _both(verdicts: Sequence[bool | None]) -> bool | None:
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _either(verdicts: Sequence[bool | None]) -> bool | None:
    if True in verdicts:
        return True
    return None if None in verdicts else False


def _compare(given: Value | None, operator: str, value: Value) -> bool | None:
    if given is None or _sort(given) is not _sort(value):
        return None
    return OPERATORS[operator](given, value)


def _sort(value: Value) -> type:
    """Flags, numbers and texts are never equal or ordered among each other."""
    if isinstance(value, bool):
        return bool
    return float if isinstance(value, int | float) else str


def names(node: Node) -> tuple[str, ...]:
    """The facts that a tree speaks of, each once, in the order of their first mention."""
    match node:
        case Compare(fact=fact) | Among(fact=fact) | Between(fact=fact) | Missing(fact=fact):
            return (fact,)
        case All(parts) | Any(parts):
            return tuple(dict.fromkeys(name for part in parts for name in names(part)))
        case Not(part):
            return names(part)


def prose(node: Node) -> str:  # noqa: PLR0911  (one return per kind of node)
    """The tree as a phrase that two people check alike.

    >>> prose(All((Compare("score", ">=", 75), Among("title_level", ("head", "director")))))
    'score is at least 75 and title level is “head” or “director”'
    """
    match node:
        case Compare(fact, operator, value):
            return _said_comparison(fact, operator, value)
        case Among(fact, values):
            return _("{fact} is {values}", fact=spoken(fact), values=_alternatives(values))
        case Between(fact, low, high):
            return _("{fact} is from {low} to {high}", fact=spoken(fact), low=_show(low), high=_show(high))
        case Missing(fact):
            return _("{fact} is not known", fact=spoken(fact))
        case All(parts):
            return _(" and ").join(map(_bracketed, parts))
        case Any(parts):
            return _(" or ").join(map(_bracketed, parts))
        case Not(part):
            return _denied(part)


def _denied(node: Node) -> str:
    """What it means that the node does not hold; a comparison is turned round, which says the same."""
    match node:
        case Compare(fact, operator, value):
            return _said_comparison(fact, OPPOSITE[operator], value)
        case Among(fact, values):
            return _("{fact} is not {values}", fact=spoken(fact), values=_alternatives(values))
        case Between(fact, low, high):
            return _("{fact} is not from {low} to {high}", fact=spoken(fact), low=_show(low), high=_show(high))
        case Missing(fact):
            return _("{fact} is known", fact=spoken(fact))
        case Not(part):
            return prose(part)
        case All() | Any():
            return _("it is not so that ({what})", what=prose(node))


def _bracketed(node: Node) -> str:
    return f"({prose(node)})" if isinstance(node, All | Any) else prose(node)


def _said_comparison(fact: str, operator: str, value: Value) -> str:
    """A comparison in words: flags are yes or no, days come before and after, numbers above and below."""
    if isinstance(value, bool):
        return _said_flag(fact, value is (operator == "="))
    texts = {
        "=": _("{fact} is {value}", fact=spoken(fact), value=_show(value)),
        "<>": _("{fact} is not {value}", fact=spoken(fact), value=_show(value)),
    }
    ordered = _said_day if isinstance(value, str) else _said_number
    return texts.get(operator) or ordered(spoken(fact), operator, _show(value))


def _said_flag(fact: str, value: bool) -> str:
    return _("{fact} is yes", fact=spoken(fact)) if value else _("{fact} is no", fact=spoken(fact))


def _said_number(fact: str, operator: str, value: str) -> str:
    return {
        "<": _("{fact} is below {value}", fact=fact, value=value),
        "<=": _("{fact} is at most {value}", fact=fact, value=value),
        ">": _("{fact} is above {value}", fact=fact, value=value),
        ">=": _("{fact} is at least {value}", fact=fact, value=value),
    }[operator]


def _said_day(fact: str, operator: str, value: str) -> str:
    return {
        "<": _("{fact} is before {value}", fact=fact, value=value),
        "<=": _("{fact} is {value} or before", fact=fact, value=value),
        ">": _("{fact} is after {value}", fact=fact, value=value),
        ">=": _("{fact} is {value} or later", fact=fact, value=value),
    }[operator]


def _show(value: Value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return f"“{value}”" if isinstance(value, str) else f"{value:,}"


def _alternatives(values: Sequence[Value]) -> str:
    return _(" or ").join(map(_show, values))


def to_data(node: Node) -> dict[str, object]:  # noqa: PLR0911  (one return per kind of node)
    """The tree as plain JSON, one key per node; `from_data` reads it back.

    >>> to_data(Not(Missing("budget")))
    {'not': {'missing': 'budget'}}
    """
    match node:
        case Compare(fact, operator, value):
            return {"compare": [fact, operator, value]}
        case Among(fact, values):
            return {"among": [fact, list(values)]}
        case Between(fact, low, high):
            return {"between": [fact, low, high]}
        case Missing(fact):
            return {"missing": fact}
        case All(parts):
            return {"all": [to_data(part) for part in parts]}
        case Any(parts):
            return {"any": [to_data(part) for part in parts]}
        case Not(part):
            return {"not": to_data(part)}


def from_data(data: object) -> Node:  # noqa: PLR0911  (one return per kind of node)
    """The tree that `to_data` wrote, or `DataRefused` if these data are no tree."""
    match data:
        case {"compare": [str(fact), str(operator), str() | int() | float() as value]} if operator in OPERATORS:
            return Compare(fact, operator, value)
        case {"among": [str(fact), [*values]]}:
            return Among(fact, tuple(values))
        case {"between": [str(fact), low, high]}:
            return Between(fact, low, high)
        case {"missing": str(fact)}:
            return Missing(fact)
        case {"all": [*parts]}:
            return All(tuple(map(from_data, parts)))
        case {"any": [*parts]}:
            return Any(tuple(map(from_data, parts)))
        case {"not": part}:
            return Not(from_data(part))
        case _:
            raise DataRefused(
                f"{str(data)[:80]!r} is no part of a criterion.",
                hint="A part is one of compare, among, between, missing, all, any, not.",
            )
