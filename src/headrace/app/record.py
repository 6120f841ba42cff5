"""The deed of recording one row: what an import does to a file, done to a single row."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from headrace.app.ports import Book
from headrace.core.entries import Entry, Known, Move
from headrace.core.people import journey_id
from headrace.rules.passes import Pass, pass_for
from headrace.rules.rows import Context, ReadRow, entries_of


def record(book: Book, row: ReadRow, context: Context, *, now: datetime) -> list[Known]:
    """Append what one row says; a fact that is known already stands as it is.

    A move of a person goes to the pass that was running then, or starts a new one.
    """
    return [book.append([_on_its_pass(book, entry, context)], now=now)[0] for entry in entries_of(row, context)]


def _on_its_pass(book: Book, entry: Entry, context: Context) -> Entry:
    if entry.journey is not None or entry.person is None or not isinstance(entry.body, Move):
        return entry
    passes = _in_order([each for _, each in book.passes([entry.person])])
    index = pass_for(passes, entry.body.to, entry.at_us, context.funnel)
    if index < len(passes):
        return replace(entry, journey=passes[index].journey)
    return replace(entry, journey=journey_id(context.secret, entry.person, index + 1))


def _in_order(passes: Sequence[Pass]) -> list[Pass]:
    return sorted(passes, key=lambda each: (each.began_us is not None, each.began_us or 0, each.journey))
