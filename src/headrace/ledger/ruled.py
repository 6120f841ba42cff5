"""Rulings that change nothing, or not what they mean to: the book refuses them, the audit lists those that it holds."""

from collections.abc import Iterable, Iterator, Mapping

from headrace.core.entries import (
    BatchPublished,
    BatchUndone,
    Corrected,
    FunnelPublished,
    Known,
    Merged,
    PolicyPublished,
    Sealed,
    Unmerged,
    Voided,
)
from headrace.core.texts import N_
from headrace.ledger.codec import body_class
from headrace.ledger.known import note_merge, survivor

FINAL = (Voided, Corrected, Merged, Unmerged, BatchPublished, BatchUndone, FunnelPublished, PolicyPublished, Sealed)
"""What no other ruling changes: each has its own way back."""
MEANINGS: Mapping[str, str] = {
    "ruling_on_nothing": N_("a void or a correction of a fact that is not there, or a merge of nobody"),
    "ruling_on_a_ruling": N_(
        "a void or a correction of a ruling, which changes nothing: correct the fact again, tell it again where it was "
        "voided, part people who were merged, undo the import"
    ),
    "corrected_into_another": N_(
        "a correction into another family of facts, which changes nothing: void the fact, and tell the other one"
    ),
    "merged_in_a_circle": N_("a person merged into somebody who was merged into this person: part these two first"),
}


def target_of(fact: Known) -> int | None:
    """The fact that a void or a correction is about."""
    return fact.body.target if isinstance(fact.body, Voided | Corrected) else None


def unsound(
    facts: Iterable[Known], targets: Mapping[int, Known], merges: Mapping[str, str]
) -> Iterator[tuple[Known, str]]:
    """The voids, corrections and merges among facts that change nothing, or not what they mean to, and why.

    Args:
        facts: in ledger order.
        targets: the facts that they may be about, by `seq`.
        merges: who was merged into whom before them.
    """
    standing = dict(merges)
    for fact in facts:
        name = _wrong_with(fact, targets.get(target_of(fact) or 0), standing)
        if name is not None:
            yield fact, name
        note_merge(fact, standing)


def _wrong_with(ruling: Known, target: Known | None, merges: Mapping[str, str]) -> str | None:
    match ruling.body:
        case Voided() | Corrected():
            return _wrong_about(ruling.body, target)
        case Merged() if ruling.person is None:
            return "ruling_on_nothing"
        case Merged(into=into) if survivor(into, merges) == ruling.person:
            return "merged_in_a_circle"
        case _:
            return None


def _wrong_about(body: Voided | Corrected, target: Known | None) -> str | None:
    if target is None:
        return "ruling_on_nothing"
    if isinstance(target.body, FINAL):
        return "ruling_on_a_ruling"
    if isinstance(body, Corrected) and body_class(body.fact).family is not target.body.family:
        return "corrected_into_another"
    return None
