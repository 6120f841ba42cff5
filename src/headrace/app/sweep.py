"""The clock's deed: do what is due, in the order in which it fell due, each thing once.

It may run at any time, twice at a time, or after a month of silence: what is told is dated at the
instant at which it was due.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from headrace.app.ports import Book
from headrace.core.entries import Entry
from headrace.core.errors import CheckFailed
from headrace.core.texts import _
from headrace.core.units import micros
from headrace.ledger.codec import kind_of
from headrace.rules.due import due
from headrace.rules.office import Office
from headrace.rules.work import Outlook

AT_ONCE = 500
"""How many clocks are seen to in one transaction: for as long single facts wait."""


@dataclass(slots=True)
class Ticked:
    """What the clock did: how many facts of each kind it told, and the newest instant that it saw to."""

    told: Counter[str] = field(default_factory=Counter)
    until_us: int | None = None


def tick(book: Book, now: datetime, clock: Callable[[], datetime], progress: Callable[[int], None]) -> Ticked:
    """Do all that is due until now.

    Args:
        book: whose clocks.
        now: until when things are due.
        clock: when each is recorded.
        progress: told how many facts were told since it was told last.
    """
    now_us, ticked = micros(now), Ticked()

    def judge(found: Outlook, office: Office) -> Sequence[Entry]:
        return due(found, office, now_us)

    while seen := book.sweep(now_us, AT_ONCE, judge, now=clock()):
        if seen.idle:
            raise CheckFailed(
                _("{count} clocks are said to be due, and their facts say otherwise.", count=len(seen.idle)),
                hint=_("`headrace ledger rebuild` builds the clocks anew. First: {id}.", id=seen.idle[0]),
            )
        ticked.told.update(kind_of(fact.body) for fact in seen.facts)
        ticked.until_us = max((fact.at_us or 0 for fact in seen.facts), default=ticked.until_us)
        progress(len(seen.facts))
    return ticked
