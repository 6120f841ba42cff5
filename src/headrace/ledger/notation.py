"""A ledger as readable text: what tests, docs and `ledger export` share.

One line per fact: when, who, what, and `name=value` for the rest.

    2025-03-01 09:05  ada@acme.example    inquired   to=inquiry channel=webinar
    2025-03-02        ada@acme.example    moved      to=mql owner=kim
    ?                 ada@acme.example#2  opened     to=sql value=2500000 currency=EUR

The time is local to the company: an instant, a day, or `?` where nobody knows. The subject is a
person, `#n` their n-th pass (left out: the first for a move, none for any other fact), or `journey:`, `account:`
and `-` (nobody) for what concerns no person. Values with blanks stand in double quotes, attributes as
`attributes.name=value`; objects are JSON.
"""

import json
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from headrace.core.entries import Body, Entry, Move
from headrace.core.errors import DataRefused
from headrace.core.people import account_id, fact_key, journey_id, outside_journey_id, person_id
from headrace.core.units import Grain, instant, micros, start_of_day
from headrace.ledger.codec import kind_of, payload_of, read_body

_LINE = re.compile(
    r"(?P<at>\?|\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?)\s+(?P<who>\S+)\s+(?P<kind>\w+)(?P<rest>.*)"
)


class BadLine(DataRefused):
    """A line of the notation cannot be read."""

    code = "bad_line"

    def __init__(self, number: int, line: str, problem: str) -> None:
        self.number, self.line = number, line
        super().__init__(f"Line {number}: {problem}: {line.strip()!r}.", hint="Write: WHEN  WHO  KIND  name=value …")


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes: the zone that times are local to, and what ids are made with."""

    zone: ZoneInfo
    secret: str = "notation"  # noqa: S105  (what ids in examples are made with; nothing is kept secret by it)
    source: str = "book"


def read(text: str, hand: Hand) -> list[Entry]:
    """The entries that a text tells, in its order. Empty lines and lines that begin with # are skipped."""
    told = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.strip().startswith("#"):
            told.append(_entry(number, line, hand))
    return told


def _entry(number: int, line: str, hand: Hand) -> Entry:
    found = _LINE.fullmatch(line.strip())
    if found is None:
        raise BadLine(number, line, "not a fact")
    at_us, grain = _when(found["at"], hand.zone)
    try:
        body = read_body(found["kind"], _payload(found["rest"]))
    except ValueError as problem:
        raise BadLine(number, line, str(problem)) from None
    return Entry(body=body, at_us=at_us, grain=grain, source=hand.source, **_who(found["who"], body, line, hand))


def _when(text: str, zone: ZoneInfo) -> tuple[int | None, Grain]:
    if text == "?":
        return None, Grain.UNKNOWN
    if len(text) == len("2025-03-01"):
        return start_of_day(date.fromisoformat(text), zone), Grain.DAY
    return micros(datetime.fromisoformat(text).replace(tzinfo=zone)), Grain.INSTANT


def _who(who: str, body: Body, line: str, hand: Hand) -> dict[str, Any]:
    key = fact_key(hand.secret, "-00000000", " ".join(line.split()))
    if who == "-":
        return {"key": key}
    if who.startswith("journey:"):
        return {"journey": outside_journey_id(hand.secret, hand.source, who[8:]), "key": key}
    if who.startswith("account:"):
        return {"account": account_id(hand.secret, hand.source, who[8:]), "key": key}
    name, _, number = who.partition("#")
    person = person_id(hand.secret, hand.source, name)
    journey = journey_id(hand.secret, person, int(number or 1)) if isinstance(body, Move) or number else None
    return {"person": person, "journey": journey, "key": key}


def _payload(rest: str) -> dict[str, Any]:
    payload: dict[str, Any] = {}
    for part in shlex.split(rest):
        name, sign, value = part.partition("=")
        if not sign:
            raise ValueError(f"{part!r} is no name=value")
        into, _, attribute = name.partition(".")
        if attribute:
            payload.setdefault(into, {})[attribute] = value
        else:
            payload[name] = _value(value)
    return payload


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def write(facts: Iterable[Entry], zone: ZoneInfo, names: Mapping[str, str] | None = None) -> Iterator[str]:
    """Facts as lines of the notation; `names` are what to call people, accounts and journeys."""
    called = names or {}
    for fact in facts:
        who = fact.journey or fact.person or fact.account or "-"
        head = f"{_written(fact, zone):<17} {called.get(who, who):<22} {kind_of(fact.body):<17}"
        yield f"{head} {_rest(fact.body)}".rstrip()


def _written(fact: Entry, zone: ZoneInfo) -> str:
    if fact.at_us is None:
        return "?"
    local = instant(fact.at_us).astimezone(zone)
    if fact.grain is Grain.DAY:
        return local.date().isoformat()
    shown = local.replace(tzinfo=None).isoformat(sep=" ")
    return shown[:-3] if shown.endswith(":00") and len(shown) == len("2025-03-01 09:05:00") else shown


def _rest(body: Body) -> str:
    data = json.loads(payload_of(body))
    data.pop("v", None)
    order = [field.name for field in fields(body) if field.name in data]
    return " ".join(part for name in order for part in _parts(name, data[name]))


def _parts(name: str, value: Any) -> list[str]:
    if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()):
        # The values of a map are texts, whatever they look like: they are read as they stand.
        return [f"{name}.{key}={shlex.quote(each)}" for key, each in sorted(value.items())]
    return [f"{name}={_quoted(value)}"]


def _quoted(value: Any) -> str:
    plain = value if isinstance(value, str) and _value(value) == value else json.dumps(value, ensure_ascii=False)
    return shlex.quote(plain)
