"""The deed of checking: what the projections say against what the facts say."""

from collections.abc import Sequence
from itertools import groupby

from headrace.app.ports import Book
from headrace.core.entries import Known
from headrace.ledger.known import known
from headrace.rules.terms import Terms
from headrace.rules.work import Projection, project


def refold(facts: Sequence[Known], terms: Terms) -> dict[str, Projection]:
    """What follows of every journey, folded from all facts of a ledger."""
    counted = sorted((fact for fact in known(facts) if fact.journey), key=lambda fact: (fact.journey or "", fact.seq))
    folded = {
        journey: project(list(theirs), terms)
        for journey, theirs in groupby(counted, key=lambda fact: fact.journey or "")
    }
    return {journey: each.projection for journey, each in folded.items() if each is not None}


def verify(book: Book, terms: Terms) -> tuple[int, list[str]]:
    """How many journeys were folded anew, and those of which something else is said."""
    folded = refold(list(book.entries()), terms)
    said = {each.standing.journey: each for each in book.projections()}
    wrong = sorted(journey for journey in folded.keys() | said.keys() if folded.get(journey) != said.get(journey))
    return len(folded), wrong
