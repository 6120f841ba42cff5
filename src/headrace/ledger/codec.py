"""Entry <-> plain row, for every version ever written.

A row is a tuple in the order of `COLUMNS`. The payload is canonical JSON (sorted keys, no blanks)
without the fields that are empty, so the same fact is always the same bytes.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from functools import cache, lru_cache
from typing import Any

from headrace.core import entries
from headrace.core.entries import ActorKind, Body, Entry, Known
from headrace.core.errors import DataRefused, UnknownName
from headrace.core.units import Grain

COLUMNS = (
    "seq",
    "kind",
    "at_us",
    "at_grain",
    "recorded_us",
    "journey",
    "person",
    "account",
    "actor",
    "actor_kind",
    "source",
    "key",
    "batch",
    "funnel_version",
    "policy_version",
    "payload",
)

VERSION = 1
_WRITER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=dict)
_GRAINS = {str(grain): grain for grain in Grain}
_ACTORS = {str(kind): kind for kind in ActorKind}


def _kind_name(body: type[Body]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", body.__name__).lower()


def _concrete() -> list[type[Body]]:
    found = [thing for thing in vars(entries).values() if isinstance(thing, type) and issubclass(thing, Body)]
    return [body for body in found if not any(other is not body and issubclass(other, body) for other in found)]


BODIES: Mapping[str, type[Body]] = {_kind_name(body): body for body in _concrete()}
KINDS: Mapping[type[Body], str] = {body: kind for kind, body in BODIES.items()}


class BadPayload(DataRefused):
    """A payload does not fit its kind."""

    code = "bad_payload"

    def __init__(self, kind: str, problem: str) -> None:
        self.kind = kind
        allowed = ", ".join(field.name for field in fields(BODIES[kind]))
        super().__init__(f"A payload of {kind!r} {problem}.", hint=f"Its keys are: {allowed}.")


def kind_of(body: Body) -> str:
    """The ledger's name for a body: `Inquired` is `inquired`, `FunnelPublished` `funnel_published`."""
    return KINDS[type(body)]


def body_class(kind: str) -> type[Body]:
    """The class of a kind, or an error that names the likeliest one."""
    try:
        return BODIES[kind]
    except KeyError:
        raise UnknownName("kind of fact", kind, sorted(BODIES)) from None


def _empty(value: object) -> bool:
    return value is None or (isinstance(value, Mapping | tuple) and not value)


@cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(f.name for f in fields(BODIES[kind]))


@cache
def _needed(kind: str) -> frozenset[str]:
    return frozenset(f.name for f in fields(BODIES[kind]) if f.default is MISSING and f.default_factory is MISSING)


def payload_of(body: Body) -> str:
    """The body as canonical JSON: sorted keys, no blanks, empty fields left out unless the kind needs them."""
    kind = kind_of(body)
    parts: dict[str, Any] = {name: getattr(body, name) for name in _names(kind)}
    kept = {name: value for name, value in parts.items() if name in _needed(kind) or not _empty(value)}
    return canonical({**kept, "v": VERSION} if kept else {})


def canonical(data: Mapping[str, Any]) -> str:
    """The one way in which the ledger writes a JSON object."""
    return _WRITER.encode(data)


def read_body(kind: str, payload: Mapping[str, Any]) -> Body:
    """The body of a kind from its JSON. Keys that the kind does not have are refused."""
    cls = body_class(kind)
    data = {name: tuple(value) if isinstance(value, list) else value for name, value in payload.items() if name != "v"}
    if unknown := data.keys() - _names(kind):
        raise BadPayload(kind, f"has the key {min(unknown)!r}")
    if missing := _needed(kind) - data.keys():
        raise BadPayload(kind, f"lacks the key {min(missing)!r}")
    return cls(**data)


@lru_cache(maxsize=4096)
def body_of(kind: str, payload: str) -> Body:
    """The body of a kind from its text. Millions of facts say the same few things: what was read lately is kept."""
    return read_body(kind, json.loads(payload))


def row_of(entry: Known) -> tuple[Any, ...]:
    """The entry as a ledger row, in the order of `COLUMNS`."""
    return (
        entry.seq,
        kind_of(entry.body),
        entry.at_us,
        str(entry.grain),
        entry.recorded_us,
        entry.journey,
        entry.person,
        entry.account,
        entry.actor,
        str(entry.actor_kind),
        entry.source,
        entry.key,
        entry.batch,
        entry.funnel_version,
        entry.policy_version,
        payload_of(entry.body),
    )


def entry_of(row: Sequence[Any]) -> Known:
    """The entry that a ledger row holds."""
    (seq, kind, at_us, grain, recorded_us, journey, person, account, actor, actor_kind, source, key, batch,
     funnel_version, policy_version, payload) = row  # fmt: skip
    return Known(
        body_of(kind, payload), at_us, _GRAINS[grain], journey, person, account, actor, _ACTORS[actor_kind],
        source, key, seq, recorded_us, batch, funnel_version, policy_version,
    )  # fmt: skip


def same_fact(entry: Entry, other: Entry) -> bool:
    """Whether two entries tell the same, whenever they were learnt."""
    return (entry.at_us, entry.grain, entry.body) == (other.at_us, other.grain, other.body)
