"""Entries -> findings: what contradicts the funnel or itself. Nothing is changed.

An impossible move is still a fact that somebody told us; the audit names it so that somebody can
correct it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from headrace.core.entries import Known, Merged, Move, Valued, Won
from headrace.core.funnel import Funnel
from headrace.core.texts import N_
from headrace.ledger import ruled
from headrace.ledger.fold import begun_before, by_time, dated_inquiry, is_before, timeline
from headrace.ledger.known import known, visible_batches

MEANINGS: Mapping[str, str] = {
    "forbidden_move": N_("a move that the funnel does not allow"),
    "move_before_inquiry": N_("a move dated before the inquiry; it is read as happening at the inquiry"),
    "win_without_revenue": N_("a win without its amount"),
    "win_without_date": N_("a win without its date"),
    "unknown_stage": N_("a place that the funnel does not have"),
    "merged_into_nobody": N_("merged into a person whom no fact names"),
    **ruled.MEANINGS,
}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One thing that cannot be right: its name, the entry that shows it, and what it says."""

    name: str
    seq: int
    journey: str | None
    detail: str


def audit(facts: Sequence[Known], funnel: Funnel) -> Iterator[Contradiction]:
    """The contradictions of a ledger, journey by journey."""
    counted = known(facts)
    # As told, not as read: read, whoever was merged into somebody already is that somebody.
    people = {fact.person for fact in facts if fact.person}
    for fact in facts:
        if isinstance(fact.body, Merged) and fact.body.into not in people:
            yield Contradiction("merged_into_nobody", fact.seq, None, fact.body.into)
    yield from _rulings(facts)
    placed = sorted((fact for fact in counted if fact.journey), key=lambda fact: (fact.journey or "", fact.seq))
    for _, theirs in groupby(placed, key=lambda fact: fact.journey):
        yield from _journey(list(theirs), funnel)


def _rulings(facts: Sequence[Known]) -> Iterator[Contradiction]:
    """The rulings that count and change nothing, or not what they mean to."""
    batches = visible_batches(facts)
    counting = [fact for fact in facts if fact.batch is None or fact.batch in batches]
    for fact, name in ruled.unsound(counting, {fact.seq: fact for fact in facts}, {}):
        yield Contradiction(name, fact.seq, fact.journey, str(ruled.target_of(fact) or fact.person or ""))


def _journey(facts: Sequence[Known], funnel: Funnel) -> Iterator[Contradiction]:
    unknown = [fact for fact in facts if isinstance(fact.body, Move) and fact.body.to not in funnel.names()]
    for fact in unknown:
        yield Contradiction("unknown_stage", fact.seq, fact.journey, getattr(fact.body, "to", ""))
    if unknown:
        return
    yield from _early(facts)
    yield from _forbidden(facts, funnel)
    for fact in facts:
        if isinstance(fact.body, Won) and fact.body.value is None and not _valued_since(fact, facts):
            yield Contradiction("win_without_revenue", fact.seq, fact.journey, fact.body.to)
        if isinstance(fact.body, Won) and fact.at_us is None:
            yield Contradiction("win_without_date", fact.seq, fact.journey, fact.body.to)


def _valued_since(win: Known, facts: Sequence[Known]) -> bool:
    return any(isinstance(fact.body, Valued) and by_time(fact) > by_time(win) for fact in facts)


def _early(facts: Sequence[Known]) -> Iterator[Contradiction]:
    inquiry = dated_inquiry(facts)
    if inquiry is None or begun_before(facts, inquiry):
        return
    for fact in facts:
        if isinstance(fact.body, Move) and is_before(fact, inquiry.at_us or 0):
            yield Contradiction("move_before_inquiry", fact.seq, fact.journey, fact.body.to)


def _forbidden(facts: Sequence[Known], funnel: Funnel) -> Iterator[Contradiction]:
    stays = [stay for stay in timeline(facts, funnel) if not stay.implied]
    for before, after in pairwise(stays):
        if after.place not in funnel.place(before.place).moves:
            shown = min(f.seq for f in facts if isinstance(f.body, Move) and f.body.to == after.place)
            yield Contradiction("forbidden_move", shown, facts[0].journey, f"{before.place} > {after.place}")


def tally(contradictions: Iterable[Contradiction]) -> dict[str, int]:
    """How many of each kind."""
    counts: dict[str, int] = {}
    for each in contradictions:
        counts[each.name] = counts.get(each.name, 0) + 1
    return counts
