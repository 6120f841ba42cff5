"""The deed of checking: what the projections say against what the facts say."""

from collections.abc import Sequence

from headrace.app.ports import Book
from headrace.core.entries import Known
from headrace.ledger.histories import histories
from headrace.rules.terms import Terms
from headrace.rules.work import Projection, project


def refold(facts: Sequence[Known], terms: Terms) -> dict[str, Projection]:
    """What follows of every journey, folded from all facts of a ledger."""
    folded = {journey: project(theirs, terms) for journey, theirs in histories(facts).items()}
    return {journey: each.projection for journey, each in folded.items() if each is not None}


def verify(book: Book, terms: Terms) -> tuple[int, list[str]]:
    """How many journeys were folded anew, and those of which something else is said."""
    folded = refold(list(book.entries()), terms)
    said = {each.standing.journey: each for each in book.projections()}
    wrong = sorted(journey for journey in folded.keys() | said.keys() if folded.get(journey) != said.get(journey))
    return len(folded), wrong
