"""Funnel and policy as plain JSON, the form in which a publication keeps them for ever.

The fields of a noun are its keys, defaults written out too, so that a later default changes no
published version. What has an order is a list, because the ledger sorts the keys of its JSON: a
mapping of nouns is a list of them, each with its `name`. A duration is `[30, "day"]`, a time `09:00`,
a day `2026-12-24`, money is in minor units; a criterion keeps its parsed tree beside its text.
Reading back gives an equal object; an unknown shape is `DataRefused`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Literal, get_args, get_origin

from headrace.core import criteria
from headrace.core.agreement import Clock, ShelfLife
from headrace.core.asking import Qualification, Question
from headrace.core.criteria import Criterion
from headrace.core.durations import Duration, Span
from headrace.core.errors import DataRefused
from headrace.core.funnel import Funnel
from headrace.core.policy import Nurture, Policy, StagePolicy

Data = dict[str, Any]

LATER: Mapping[type[Any], tuple[str, ...]] = {
    Policy: ("calls", "scoring", "desks", "routing", "agreement", "reasons", "upsell", "channels"),
    StagePolicy: ("brief", "win_rate"),
    ShelfLife: ("to", "segments"),
    Clock: ("owed_by", "warning", "escalate", "reassign"),
    Qualification: ("by_rule",),
    Nurture: ("steps", "consent"),
}
"""The keys that the first documents lack. A document without such a key is read with its default."""

_KEYS: Mapping[tuple[type[Any], str], str] = {(Question, "text"): "question"}
_WITHOUT_ORDER = (StagePolicy, Duration)


def funnel_to_data(funnel: Funnel) -> Data:
    """The funnel as plain JSON."""
    return dict(_form(Funnel).write(funnel))


def funnel_from_data(data: Mapping[str, Any]) -> Funnel:
    """The funnel that `funnel_to_data` wrote; anything else is `DataRefused`."""
    funnel: Funnel = _read("funnel", Funnel, data)
    return funnel


def policy_to_data(policy: Policy) -> Data:
    """The policy as plain JSON."""
    return dict(_form(Policy).write(policy))


def policy_from_data(data: Mapping[str, Any]) -> Policy:
    """The policy that `policy_to_data` wrote, now or in an earlier release; anything else is `DataRefused`."""
    policy: Policy = _read("policy", Policy, data)
    return policy


def _read(what: str, kind: Any, data: Mapping[str, Any]) -> Any:
    try:
        return _form(kind).read(data)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as problem:
        raise DataRefused(
            f"These data are no {what}: {type(problem).__name__} {problem}.",
            hint="They were written by another version of headrace, or changed since.",
        ) from problem


@dataclass(frozen=True, slots=True)
class _Form:
    """How the values of a type are written as JSON, and read back."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


_FORMS: Mapping[Any, _Form] = {
    Duration: _Form(
        lambda value: [value.count, str(value.span)],
        lambda data: Duration(data[0], Span(data[1])),
    ),
    Criterion: _Form(
        lambda value: {"text": value.text, "tree": criteria.to_data(value.tree)},
        lambda data: Criterion(data["text"], criteria.from_data(data["tree"])),
    ),
    time: _Form(lambda value: f"{value:%H:%M}", time.fromisoformat),
    date: _Form(date.isoformat, date.fromisoformat),
}


@cache
def _form(kind: Any) -> _Form:
    """The form of a field's type."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return _optional(_form(parts[0]))
    if origin is tuple:
        return _list(_form(parts[0]))
    if origin is Mapping:
        ordered = is_dataclass(parts[1]) and parts[1] not in _WITHOUT_ORDER
        return (_named if ordered else _map)(_form(parts[1]))
    if is_dataclass(kind) and kind not in _FORMS:
        return _noun(kind)
    return _FORMS.get(kind) or _scalar(kind, parts if origin is Literal else ())


def _optional(form: _Form) -> _Form:
    return _Form(
        lambda value: None if value is None else form.write(value),
        lambda data: None if data is None else form.read(data),
    )


def _list(form: _Form) -> _Form:
    return _Form(
        lambda value: [form.write(each) for each in value],
        lambda data: tuple(form.read(each) for each in _of_type(list, data)),
    )


def _map(form: _Form) -> _Form:
    return _Form(
        lambda value: {name: form.write(each) for name, each in value.items()},
        lambda data: {name: form.read(each) for name, each in data.items()},
    )


def _named(form: _Form) -> _Form:
    return _Form(
        lambda value: [{"name": name, **form.write(each)} for name, each in value.items()],
        lambda data: {each["name"]: form.read(each) for each in _of_type(list, data)},
    )


def _noun(kind: Any) -> _Form:
    """A dataclass: a key for each field."""
    keys = {each.name: _KEYS.get((kind, each.name), each.name) for each in fields(kind)}
    types: dict[str, Any] = {each.name: each.type for each in fields(kind)}
    forms = {name: _form(each) for name, each in types.items()}
    later = LATER.get(kind, ())

    def read(data: Mapping[str, Any]) -> Any:
        given = [name for name, key in keys.items() if name not in later or key in data]
        return kind(**{name: forms[name].read(data[keys[name]]) for name in given})

    return _Form(lambda value: {key: forms[name].write(getattr(value, name)) for name, key in keys.items()}, read)


def _scalar(kind: Any, words: tuple[str, ...]) -> _Form:
    """A text, a number, a flag, or one of some words."""
    if words:
        return _Form(str, lambda data: words[words.index(data)])
    if issubclass(kind, StrEnum):
        return _Form(str, kind)
    if kind is float:
        return _Form(float, lambda data: float(_of_type((int, float), data)))
    return _Form(kind, lambda data: _of_type(kind, data))


def _of_type(kind: type[Any] | tuple[type[Any], ...], data: Any) -> Any:
    """The data, if they are of that type; a flag is no number."""
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        raise TypeError(f"{str(data)[:80]!r} is of another type")
    return data
