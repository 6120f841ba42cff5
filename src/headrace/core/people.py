"""Who asks: people, accounts and their passes, and how each gets its id.

An id is made from a keyed hash of what the outside calls the person, so the same person gets the
same id whether the rows come in one by one or as a file, in whatever order, before or after a crash.
The key is the house's own secret: without it nobody can test a guess.
"""

from dataclasses import dataclass, field
from hashlib import sha256

ID_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Person:
    """The personal data of one person: kept apart from the ledger, erased when forgotten."""

    id: str
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    company: str | None = None
    title: str | None = None
    country: str | None = None
    details: dict[str, str] = field(default_factory=dict)


def digest(secret: str, *parts: str) -> str:
    """20 hexadecimal digits (80 bits) of a keyed hash over the parts.

    The parts are joined by the unit separator, which no identifier holds.
    """
    return sha256("\x1f".join((secret, *parts)).encode()).hexdigest()[:ID_DIGITS]


def person_id(secret: str, source: str, identifier: str) -> str:
    """The id of the person whom `source` calls `identifier`."""
    return "p" + digest(secret, "person", source, identifier)


def account_id(secret: str, source: str, identifier: str) -> str:
    """The id of the account that `source` calls `identifier`."""
    return "a" + digest(secret, "account", source, identifier)


def journey_id(secret: str, person: str, number: int) -> str:
    """The id of the `number`-th pass (from 1) of a person.

    It begins with the person's first digits, so that facts sorted by person are sorted by journey
    too: an import writes its rows in that order, and both indexes of the ledger grow at one place.
    """
    return "j" + person[1:9] + digest(secret, "pass", person, str(number))[:12]


def outside_journey_id(secret: str, source: str, identifier: str) -> str:
    """The id of the pass or opportunity that `source` itself calls `identifier`."""
    return "j" + digest(secret, "journey", source, identifier)


def group_id(secret: str, name: str) -> str:
    """The id of the buying group that people call so: the journey that it is, where a funnel counts groups."""
    return outside_journey_id(secret, "group", name.strip().lower())


def fact_key(secret: str, subject: str, *natural: str) -> str:
    """The idempotency key of a fact: where it comes from is its subject, what it says its natural key."""
    return subject[1:9] + digest(secret, *natural)[:14]
