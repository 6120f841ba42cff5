"""Answers for programs: a JSON-able dictionary with exact values, and CSV for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from headrace.adapters.exports.reading import beware, label_of, meaning_of, shown
from headrace.adapters.formats import Formats
from headrace.analytics.question import Answer, Ask, Column, Kind, Row, Stamp

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the code page of the machine."""

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_TEXT_KINDS = (Kind.TEXT, Kind.PLACE, Kind.SEGMENT)


def to_data(answer: Answer) -> dict[str, Any]:
    """The answer as values that JSON knows: dates in ISO 8601, money in minor units, nothing rounded."""
    return {
        "question": answer.question,
        "title": answer.title,
        "subtitle": answer.subtitle,
        "ask": _ask(answer.ask),
        "stamp": _stamp(answer.stamp),
        "columns": [_column(column, answer.stamp.currency) for column in answer.columns],
        "rows": [{column.name: plain(row[column.name]) for column in answer.columns} for row in answer.rows],
        "places": [{"name": place.name, "label": place.label, "role": place.role} for place in answer.places],
        "caveats": beware(answer, Formats.of(answer)),
        "formula": list(answer.formula),
        "source": list(answer.source),
    }


def plain(value: Any) -> Any:
    """A value as JSON has it; a number that is none becomes null."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, float) and not isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list | tuple | set) else value


def _ask(ask: Ask) -> dict[str, Any]:
    given = {
        "first": ask.first,
        "end": ask.end,
        "as_of": ask.as_of,
        "known_at": ask.known_at,
        "by": ask.by,
        "bucket": ask.bucket,
        "where": ask.where,
        "unit": ask.unit,
        "options": ask.options,
    }
    return {name: plain(value) for name, value in given.items()}


def _stamp(stamp: Stamp) -> dict[str, Any]:
    return {name: plain(getattr(stamp, name)) for name in Stamp.__slots__}


def _column(column: Column, currency: str) -> dict[str, Any]:
    told = {
        "name": column.name,
        "kind": column.kind.value,
        "label": label_of(column),
        "meaning": meaning_of(column),
    }
    if column.of:
        told["of"] = column.of
    return {**told, "currency": currency} if column.kind is Kind.MONEY else told


def to_csv(answer: Answer) -> str:
    """The rows as CSV: names of columns first, labels of places, exact figures, amounts in major units.

    Each amount is followed by a column with its currency. Text that a spreadsheet would take for a
    formula begins with an apostrophe; numbers never do.
    """
    formats = Formats.of(answer)
    head = [name for column in answer.columns for name in _heads(column)]
    rows = ([cell for column in answer.columns for cell in _cells(formats, row, column)] for row in answer.rows)
    return _written(head, rows)


def csv_text(head: Sequence[str], rows: Iterable[Sequence[str | None]]) -> str:
    """Texts as CSV, none of them a formula to a spreadsheet."""
    return _written(head, ([disarmed(text or "") for text in row] for row in rows))


def _written(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return BOM + written.getvalue()


def _heads(column: Column) -> list[str]:
    return [column.name, f"{column.name}_currency"] if column.kind is Kind.MONEY else [column.name]


def _cells(formats: Formats, row: Row, column: Column) -> list[str]:
    value = row[column.name]
    if column.kind is Kind.MONEY:
        return ["", ""] if value is None else [str(formats.amount(value)), formats.currency]
    if value is None:
        return [""]
    if column.kind in _TEXT_KINDS:
        return [disarmed(shown(formats, row, column))]
    return [str(plain(value))]


def disarmed(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> disarmed("=cmd()"), disarmed("Webinar")
    ("'=cmd()", 'Webinar')
    """
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_SIGNS) else text
