"""What the facts of a journey tell a criterion: the declared facts of the funnel, each with its newest value.

Some the house knows by itself (`score`, `accepted`, `expected_value`, ...); every other is an
attribute that somebody gave, read by the type that the funnel declares for it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from math import isfinite
from zoneinfo import ZoneInfo

from headrace.core.criteria import Value
from headrace.core.entries import (
    ASKING,
    Accepted,
    Answered,
    Entry,
    Inquired,
    Move,
    Opened,
    Qualified,
    Scrubbed,
    Valued,
    Won,
)
from headrace.core.errors import DataRefused, UnknownName
from headrace.core.funnel import Funnel, Owner
from headrace.core.texts import N_, _
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


def check_given(given: Mapping[str, str], funnel: Funnel) -> None:
    """Refuse what somebody tells of a lead: a fact that nobody declared, one that follows from deeds, or no value."""
    for name, text in given.items():
        if name not in funnel.facts:
            raise UnknownName("fact of the funnel", name, funnel.facts)
        if name in FROM_DEEDS:
            raise DataRefused(_("{fact} follows from what was done; nobody can tell it.", fact=name),
                              hint=_(FROM_DEEDS[name]))  # fmt: skip
        kind = funnel.facts[name]
        if not _readable(text, kind):
            raise DataRefused(_("{fact} is a {kind}, and {value!r} is none.", fact=name, kind=kind, value=text),
                              hint=_(HOW_TO_WRITE[kind]))  # fmt: skip


FROM_DEEDS: Mapping[str, str] = {
    "scrub": N_("It is judged from what the inquiry says."),
    "asked_by_person": N_("`headrace lead call` or `headrace lead qualify` records the answers."),
    "score": N_("`headrace lead call` or `headrace lead qualify` records the answers."),
    "accepted": N_("`headrace lead accept` does it."),
    "requalified": N_("`headrace lead requalify` does it."),
    "expected_value": N_("`headrace lead value` enters it."),
    "signed": N_("`headrace lead win` does it."),
}
"""The facts that nobody can tell beside a deed, with the deed from which they follow."""

HOW_TO_WRITE: Mapping[str, str] = {
    "number": N_("Write numbers as 12 or 12.5."),
    "flag": N_("Write yes or no."),
    "day": N_("Write days as 2025-03-31."),
    "text": N_("Write a word."),
}


def _readable(text: str, kind: str) -> bool:
    if kind == "day":
        try:
            return date.fromisoformat(text) is not None
        except ValueError:
            return False
    value = _typed(text, kind)
    return isfinite(value) if isinstance(value, float) else value is not None and bool(text.strip())


def learnt(facts: Iterable[Entry], funnel: Funnel) -> dict[str, str]:
    """What somebody told of a journey itself in the funnel's declared facts: the newest text of each."""
    given = (getattr(fact.body, "attributes", {}) for fact in facts if fact.journey is not None)
    return {name: text for attributes in given for name, text in attributes.items() if name in funnel.facts}


def _attributes(facts: Iterable[Entry], funnel: Funnel) -> Iterable[tuple[str, str]]:
    """What facts give, the newest last; what is known of people alone comes before what their journey tells."""
    for fact in sorted(facts, key=_of_journey):
        yield from ((name, text) for name, text in getattr(fact.body, "attributes", {}).items() if name in funnel.facts)
        if not isinstance(fact.body, Move):
            continue
        for name in ("channel", "campaign", "origin", "form", "opportunity_type"):
            if name in funnel.facts and (text := getattr(fact.body, name, None)) is not None:
                yield name, text


def _of_journey(fact: Entry) -> bool:
    return fact.journey is not None


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
    asked = (isinstance(fact.body, Answered) and fact.actor_kind in ASKING for fact in facts)
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
