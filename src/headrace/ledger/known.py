"""What was known, and of when: the one place where voids, corrections, batches and clocks are read.

Every question starts from here (the mirror's SQL says the same set-based, and a test holds the two
equal). `known_at_us` leaves out what was learnt later; `as_of_us` what happened at or after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from headrace.core.entries import (
    BatchPublished,
    BatchUndone,
    Corrected,
    Known,
    Merged,
    Unmerged,
    Voided,
)
from headrace.core.units import Grain
from headrace.ledger.codec import body_class, read_body

ABOUT_FACTS = (Voided, Corrected, BatchPublished, BatchUndone)


@dataclass(frozen=True, slots=True)
class Horizon:
    """Until when (`recorded_us`, inclusive) what was learnt counts, by what it is.

    `facts` of business themselves, `imports` (publications and undoings of batches), `corrections`, `voids` and
    `merges` (and their undoing). One known-at is the same instant for all.
    """

    facts: int
    imports: int
    corrections: int
    voids: int
    merges: int

    @classmethod
    def at(cls, known_at_us: int) -> Horizon:
        """All that was known at an instant."""
        return cls(*(known_at_us for _ in fields(cls)))


def cause_of(fact: Known) -> str:
    """The field of `Horizon` that a fact falls under."""
    match fact.body:
        case BatchPublished() | BatchUndone():
            return "imports"
        case Corrected():
            return "corrections"
        case Voided():
            return "voids"
        case Merged() | Unmerged():
            return "merges"
        case _:
            return "facts"


@dataclass(frozen=True, slots=True)
class Rulings:
    """Facts about other facts: which batches count, which entries read otherwise, who is who."""

    batches: frozenset[int]
    voided: frozenset[int]
    corrections: Mapping[int, Known]
    merges: Mapping[str, str]


def visible_batches(facts: Iterable[Known]) -> frozenset[int]:
    """The batches that were published and not undone."""
    standing: set[int] = set()
    for fact in facts:
        if fact.batch is None:
            continue
        if isinstance(fact.body, BatchPublished):
            standing.add(fact.batch)
        elif isinstance(fact.body, BatchUndone):
            standing.discard(fact.batch)
    return frozenset(standing)


def is_ruling_on_batch(fact: Known) -> bool:
    """Whether the fact publishes or undoes its batch, and so counts whatever the batch's state."""
    return isinstance(fact.body, BatchPublished | BatchUndone)


def rulings(facts: Iterable[Known], batches: frozenset[int]) -> Rulings:
    """What the facts say about each other; facts of batches that do not count say nothing."""
    voided: set[int] = set()
    corrections: dict[int, Known] = {}
    merges: dict[str, str] = {}
    for fact in sorted(facts, key=lambda fact: fact.seq):
        if fact.batch is not None and fact.batch not in batches:
            continue
        match fact.body:
            case Voided(target=target):
                voided.add(target)
            case Corrected(target=target):
                corrections[target] = fact
            case _:
                note_merge(fact, merges)
    return Rulings(batches, frozenset(voided), corrections, merges)


def note_merge(fact: Known, merges: dict[str, str]) -> None:
    """Note what a fact says of who was merged into whom."""
    match fact.body:
        case Merged(into=into) if fact.person is not None:
            merges[fact.person] = into
        case Unmerged() if fact.person is not None:
            merges.pop(fact.person, None)


def survivor(person: str, merges: Mapping[str, str]) -> str:
    """Who a person is read as, after all merges; a circle of merges ends where it began."""
    seen = {person}
    while (into := merges.get(person)) is not None and into not in seen:
        seen.add(into)
        person = into
    return person


def as_corrected(fact: Known, correction: Known | None) -> Known:
    """The fact as its last correction has it, in its own place of the order; never as a fact of another family."""
    if correction is None or not isinstance(correction.body, Corrected):
        return fact
    new = correction.body
    if body_class(new.fact).family is not fact.body.family:
        return fact
    return replace(fact, at_us=new.at_us, grain=Grain(new.at_grain), body=read_body(new.fact, new.payload))


def read_by(rule: Rulings, facts: Iterable[Known]) -> list[Known]:
    """The facts that count under these rulings, each as last corrected, merged people resolved; rulings left out."""
    read = [
        fact
        for fact in facts
        if (fact.batch is None or fact.batch in rule.batches)
        and fact.seq not in rule.voided
        and not isinstance(fact.body, ABOUT_FACTS)
    ]
    if rule.corrections:
        read = [as_corrected(fact, rule.corrections.get(fact.seq)) for fact in read]
    if rule.merges:
        read = [_of_survivor(fact, rule.merges) for fact in read]
    return read


def _of_survivor(fact: Known, merges: Mapping[str, str]) -> Known:
    return replace(fact, person=survivor(fact.person, merges)) if fact.person and fact.person in merges else fact


def known(facts: Sequence[Known], *, as_of_us: int | None = None, known_at_us: int | None = None) -> list[Known]:
    """The facts that count, each as last corrected, with merged people resolved, in ledger order.

    A fact whose time is unknown counts under every as-of. Rulings themselves are left out.
    """
    learnt = [fact for fact in facts if known_at_us is None or fact.recorded_us <= known_at_us]
    read = read_by(rulings(learnt, visible_batches(learnt)), learnt)
    return [fact for fact in read if as_of_us is None or fact.at_us is None or fact.at_us < as_of_us]
