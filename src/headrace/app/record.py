"""The deed of recording one row: what an import does to a file, done to a single row."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from headrace.app.ports import Book
from headrace.core.entries import Entry, Known, Move
from headrace.core.people import journey_id
from headrace.rules.passes import in_order, pass_for
from headrace.rules.rows import Context, ReadRow, entries_of


def record(book: Book, row: ReadRow, context: Context, *, now: datetime) -> list[Known]:
    """Append what one row says; a fact that is known already stands as it is.

    The moves of a person go to the pass that was running then, all of a row to the same one, or start a
    new one.
    """
    return book.append(_on_their_pass(book, entries_of(row, context), context), now=now)


def _on_their_pass(book: Book, entries: Sequence[Entry], context: Context) -> list[Entry]:
    moves = [entry for entry in entries if isinstance(entry.body, Move) and entry.journey is None and entry.person]
    if not moves:
        return list(entries)
    person, first = str(moves[0].person), moves[0]
    passes = in_order(each for _, each in book.passes([person]))
    index = pass_for(passes, getattr(first.body, "to", ""), first.at_us, context.funnel)
    known = index < len(passes)
    journey = passes[index].journey if known else journey_id(context.secret, person, index + 1)
    return [replace(entry, journey=journey) if entry in moves else entry for entry in entries]
