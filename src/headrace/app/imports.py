"""The deed of importing: a screened file becomes a batch of facts that counts once it is published.

A killed import leaves nothing that counts; run again, it goes on where it stopped. Undoing a batch is
one new fact.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from headrace.app.ports import Batch, Book, Found, Reject, Screened, Tally
from headrace.core.errors import NotFound
from headrace.core.policy import Policy

Clock = Callable[[], datetime]
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Parcel:
    """One file to be imported: its name, the kind of its rows, the source of its ids.

    `digest` tells the same file, read in the same way, again.
    """

    name: str
    kind: str
    source: str
    digest: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. Rows are the file's, facts the ledger's.

    `state` is published, unchanged (it told nothing new), repeated (this very file was imported
    before, as `batch`) or dry run.
    """

    parcel: Parcel
    state: str
    rows: int = 0
    refused: int = 0
    facts: Tally = field(default_factory=Tally)
    batch: int | None = None
    findings: tuple[Found, ...] = ()
    rejects: tuple[Reject, ...] = ()


def imported_before(book: Book, parcel: Parcel) -> Outcome | None:
    """The outcome for a file that was imported before, and not undone since."""
    for batch in book.batches():
        if batch.digest == parcel.digest and batch.state == "published":
            return Outcome(parcel, "repeated", batch=batch.number)
    return None


def weigh(book: Book, parcel: Parcel, screened: Screened, policy: Policy, progress: Progress) -> Outcome:
    """What importing the file would do. Writes nothing."""
    screened.judge(book.passes(), policy.rule)
    tally = Tally()
    for chunk in screened.facts():
        tally.add(book.weigh_facts(parcel.source, chunk))
        progress(len(chunk))
    tally.known += screened.repeats()
    return _outcome(parcel, "dry run", screened, tally)


def take_in(
    book: Book,
    parcel: Parcel,
    screened: Screened,
    policy: Policy,
    clock: Clock,
    progress: Progress,
    actor: str,
) -> Outcome:
    """Import the file: append its facts in chunks, then publish them by one fact.

    Args:
        book: where to.
        parcel: which file.
        screened: its rows.
        policy: whose rules decide which findings refuse a row.
        clock: when each chunk is recorded.
        progress: told how many facts are done since it was told last.
        actor: who imports.
    """
    screened.judge(book.passes(), policy.rule)
    batch = book.open_batch(parcel.digest, parcel.name, parcel.kind, now=clock())
    tally = Tally(new=batch.rows_done, known=-batch.rows_done)
    for chunk in screened.facts():
        tally.add(book.add_facts(batch, parcel.source, chunk, now=clock()))
        progress(len(chunk))
    tally.known += screened.repeats()
    news = sum(book.add_people(batch, people, now=clock()) for people in screened.people())
    outcome = _outcome(parcel, "published", screened, tally, batch)
    book.add_rejects(batch, outcome.rejects)
    if tally.new + tally.updates + news == 0:
        book.abandon(batch)
        return _outcome(parcel, "unchanged", screened, tally)
    book.publish(batch, {"new": tally.new, "updates": tally.updates}, actor=actor, now=clock())
    return outcome


def _outcome(parcel: Parcel, state: str, screened: Screened, tally: Tally, batch: Batch | None = None) -> Outcome:
    return Outcome(
        parcel,
        state,
        rows=screened.total,
        refused=screened.refused_rows(),
        facts=tally,
        batch=None if batch is None else batch.number,
        findings=tuple(screened.found()),
        rejects=tuple(screened.rejects()),
    )


def find_batch(book: Book, number: int) -> Batch:
    """The batch of that number."""
    for batch in book.batches():
        if batch.number == number:
            return batch
    raise NotFound(f"No batch {number} here.", hint="`headrace import list` shows the batches.")


def undo(book: Book, number: int, *, why: str, actor: str, now: datetime) -> Batch:
    """Take a batch back by one new fact: none of its rows counts from now on."""
    batch = find_batch(book, number)
    book.undo(batch, why=why, actor=actor, now=now)
    return batch
