"""The deed of checking: what the projections say against what the facts say."""

from collections.abc import Sequence
from itertools import groupby

from headrace.app.ports import Book
from headrace.core.entries import Known
from headrace.core.funnel import Funnel
from headrace.ledger.fold import Standing, standing
from headrace.ledger.known import known


def refold(facts: Sequence[Known], funnel: Funnel) -> dict[str, Standing]:
    """Where every journey stands, folded from all facts of a ledger."""
    counted = sorted((fact for fact in known(facts) if fact.journey), key=lambda fact: (fact.journey or "", fact.seq))
    folded = {
        journey: standing(list(theirs), funnel)
        for journey, theirs in groupby(counted, key=lambda fact: fact.journey or "")
    }
    return {journey: each for journey, each in folded.items() if each is not None}


def verify(book: Book, funnel: Funnel) -> tuple[int, list[str]]:
    """How many journeys were folded anew, and those that are said to stand elsewhere."""
    folded = refold(list(book.entries()), funnel)
    said = {each.journey: each for each in book.standings()}
    wrong = sorted(journey for journey in folded.keys() | said.keys() if folded.get(journey) != said.get(journey))
    return len(folded), wrong
