"""All that counts of a journey: its own facts, and those of its people that name no journey.

What is told of a person alone (a touch or a call of an import, an attribute, a consent) is true of
every pass of that person, from the time at which it happened; of a buying group's journey too, once
the person joined it.
"""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from headrace.core.entries import Joined, Known
from headrace.ledger.fold import person_of
from headrace.ledger.known import known

Facts = Mapping[str, Sequence[Known]]


def people_of(facts: Sequence[Known]) -> set[str]:
    """Whose facts a journey shares: the person's whom it is about, and of those who joined it."""
    people = {fact.person for fact in facts if isinstance(fact.body, Joined)} | {person_of(facts)}
    return {person for person in people if person is not None}


def with_people(own: Facts, alone: Facts) -> dict[str, list[Known]]:
    """The facts of each journey with those of its people, in ledger order.

    Args:
        own: by journey, the facts that count and name it.
        alone: by person, those that count and name no journey.
    """
    if not alone:
        return {journey: list(facts) for journey, facts in own.items()}
    return {journey: _joined(facts, alone) for journey, facts in own.items()}


def _joined(facts: Sequence[Known], alone: Facts) -> list[Known]:
    beside = [fact for person in people_of(facts) for fact in alone.get(person, ())]
    return sorted([*facts, *beside], key=attrgetter("seq")) if beside else list(facts)


def histories(facts: Sequence[Known]) -> dict[str, list[Known]]:
    """All that counts of every journey, from all facts of a ledger."""
    counted = known(facts)
    own = grouped(counted, "journey")
    return with_people(own, grouped((fact for fact in counted if fact.journey is None), "person"))


def grouped(facts: Iterable[Known], by: str) -> dict[str, list[Known]]:
    """The facts by journey, person or account, each in the order given; without those that name none."""
    found: dict[str, list[Known]] = {}
    for fact in facts:
        if (name := getattr(fact, by)) is not None:
            found.setdefault(name, []).append(fact)
    return found
