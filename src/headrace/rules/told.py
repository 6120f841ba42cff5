"""What the facts of a journey tell a criterion: the declared facts of the funnel, each with its newest value.

Some the house knows by itself (`score`, `accepted`, `expected_value`, ...); every other is an
attribute that somebody gave, read by the type that the funnel declares for it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from headrace.core.criteria import Value
from headrace.core.entries import (
    Accepted,
    ActorKind,
    Answered,
    Entry,
    Inquired,
    Opened,
    Qualified,
    Scrubbed,
    Valued,
    Won,
)
from headrace.core.funnel import Funnel, Owner
from headrace.core.units import Money, day_of, local_day

Told = dict[str, Value | None]


def told(facts: Sequence[Entry], funnel: Funnel, zone: ZoneInfo, score: float | None = None) -> Told:
    """The value of every declared fact of the funnel, None where nobody told it.

    Args:
        facts: the facts of one journey in the order in which they happened, proposed ones last.
        funnel: what is declared, and who owns which stage.
        zone: the company's, for days.
        score: what the answers so far are worth, for a journey that no fact calls qualified.
    """
    given: Told = {name: _typed(text, funnel.facts[name]) for name, text in _attributes(facts, funnel)}
    for name, known in _OWN.items():
        if name in funnel.facts:
            value = known(facts, funnel, zone)
            given[name] = given.get(name) if value is None else value
    if given.get("score") is None and "score" in funnel.facts:
        given["score"] = score
    return {name: given.get(name) for name in funnel.facts}


def _attributes(facts: Iterable[Entry], funnel: Funnel) -> Iterable[tuple[str, str]]:
    for fact in facts:
        yield from ((name, text) for name, text in getattr(fact.body, "attributes", {}).items() if name in funnel.facts)
        for name in ("channel", "campaign", "origin", "form", "opportunity_type"):
            if name in funnel.facts and (text := getattr(fact.body, name, None)) is not None:
                yield name, text


def _typed(text: str, kind: str) -> Value | None:
    """The text of an attribute as a value of its declared type; None if it is none."""
    match kind:
        case "number":
            try:
                return float(text)
            except ValueError:
                return None
        case "flag":
            return {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}.get(text.lower())
        case _:
            return text


def _newest(facts: Sequence[Entry], kind: type) -> Entry | None:
    return next((fact for fact in reversed(facts) if isinstance(fact.body, kind)), None)


def _any(facts: Sequence[Entry], kind: type) -> bool | None:
    return True if _newest(facts, kind) else None


def _identified(facts: Sequence[Entry], _funnel: Funnel, _zone: ZoneInfo) -> Value | None:
    return True if any(fact.person for fact in facts) else None


def _showed_interest(facts: Sequence[Entry], _funnel: Funnel, _zone: ZoneInfo) -> Value | None:
    return _any(facts, Inquired)


def _scrub(facts: Sequence[Entry], _funnel: Funnel, _zone: ZoneInfo) -> Value | None:
    newest = _newest(facts, Scrubbed)
    return newest.body.state if newest and isinstance(newest.body, Scrubbed) else "unjudged"


def _asked(facts: Sequence[Entry], _funnel: Funnel, _zone: ZoneInfo) -> Value | None:
    asked = (isinstance(fact.body, Answered) and fact.actor_kind is ActorKind.PERSON for fact in facts)
    return True if any(asked) else None


def _score(facts: Sequence[Entry], _funnel: Funnel, _zone: ZoneInfo) -> Value | None:
    newest = next((f.body for f in reversed(facts) if isinstance(f.body, Qualified) and f.body.score is not None), None)
    return newest.score if newest else None


def _accepted(facts: Sequence[Entry], _funnel: Funnel, _zone: ZoneInfo) -> Value | None:
    return _any(facts, Accepted)


def _requalified(facts: Sequence[Entry], funnel: Funnel, _zone: ZoneInfo) -> Value | None:
    by_sales = (isinstance(fact.body, Qualified) and funnel.place(fact.body.to).owner is Owner.SALES for fact in facts)
    return True if any(by_sales) else None


def _expected_value(facts: Sequence[Entry], _funnel: Funnel, _zone: ZoneInfo) -> Value | None:
    for fact in reversed(facts):
        if isinstance(fact.body, Opened | Won | Valued) and fact.body.value is not None:
            return float(Money(fact.body.value, fact.body.currency or "EUR").amount)
    return None


def _close_date(facts: Sequence[Entry], _funnel: Funnel, zone: ZoneInfo) -> Value | None:
    newest = next((f.body for f in reversed(facts) if isinstance(f.body, Opened) and f.body.expected_close_us), None)
    return day_of(local_day(newest.expected_close_us or 0, zone)).isoformat() if newest else None


def _signed(facts: Sequence[Entry], _funnel: Funnel, _zone: ZoneInfo) -> Value | None:
    return _any(facts, Won)


_OWN: Mapping[str, Callable[[Sequence[Entry], Funnel, ZoneInfo], Value | None]] = {
    "identified": _identified,
    "showed_interest": _showed_interest,
    "scrub": _scrub,
    "asked_by_person": _asked,
    "score": _score,
    "accepted": _accepted,
    "requalified": _requalified,
    "expected_value": _expected_value,
    "close_date": _close_date,
    "signed": _signed,
}
