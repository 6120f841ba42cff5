"""Answers as an Excel workbook: one typed sheet each, and a last one that says what the figures mean.

Text is written as text, so nothing in it is ever a formula or a link. The same answers give the same
bytes: the workbook is dated by its stamp, not by the clock.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from headrace.adapters.exports.reading import (
    beware,
    filters,
    label_of,
    meaning_of,
    period_words,
    shown,
    spoken_label,
    stamp_words,
    units,
)
from headrace.adapters.formats import MISSING, Formats
from headrace.analytics.question import Answer, Column, Kind, Row
from headrace.core.texts import _
from headrace.core.units import minor_digits

_LONGEST_TEXT = 32_767
_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMED = re.compile(r"\[([^\]]+)\]")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_TEXT_KINDS = (Kind.TEXT, Kind.PLACE, Kind.SEGMENT)
_DATE_KINDS = (Kind.DAY, Kind.PERIOD)
_RATE_KINDS = (Kind.RATE, Kind.LOW, Kind.HIGH)


def to_excel(answers: Sequence[Answer]) -> bytes:
    """The answers as the bytes of an .xlsx file, one sheet per answer and a last sheet "About"."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, _OPTIONS) as book:
        book.set_properties(_properties(answers))
        looks = _Looks(book)
        about = _("About")
        for answer, name in zip(answers, _sheet_names(answers, about), strict=True):
            _write_answer(book.add_worksheet(name), answer, looks)
        _write_about(book.add_worksheet(about), answers, looks)
    return held.getvalue()


def _properties(answers: Sequence[Answer]) -> dict[str, Any]:
    if not answers:
        return {}
    # Excel's document properties have no zone: UTC, so that two machines write the same bytes.
    made = max(answer.stamp.known_at for answer in answers).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return {"title": _clean(answers[0].title), "created": made}


class _Looks:
    """The cell formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.bold = book.add_format({"bold": True, "valign": "top"})
        self._made: dict[tuple[str, bool], Format] = {}

    def of(self, column: Column, answer: Answer) -> Format:
        """The number format of a column's kind."""
        pattern = _pattern(column.kind, answer)
        return self._look(pattern)

    def to_change(self, kind: Kind, answer: Answer) -> Format:
        """The look of a cell that is there to be changed."""
        return self._look(_pattern(kind, answer), to_change=True)

    def _look(self, pattern: str, *, to_change: bool = False) -> Format:
        key = (pattern, to_change)
        if key not in self._made:
            # Blue on pale yellow is what people who live in spreadsheets read as: type here.
            shade = {"font_color": "#0000FF", "bg_color": "#FFF9DB"} if to_change else {}
            self._made[key] = self.book.add_format({"num_format": pattern, **shade})
        return self._made[key]


def _pattern(kind: Kind, answer: Answer) -> str:
    if kind in _RATE_KINDS:
        return "0.0%"
    if kind is Kind.MONEY:
        digits = minor_digits(answer.stamp.currency)
        return f"#,##0{'.' + '0' * digits if digits else ''} [${_code(answer.stamp.currency)}]"
    if kind is Kind.PERIOD:
        of_calendar = {} if answer.stamp.fiscal_year_start != 1 else {"year": "yyyy"}
        return {"month": "mmm yyyy", **of_calendar}.get(answer.ask.bucket or "", "yyyy-mm-dd")
    return {
        Kind.COUNT: "#,##0",
        Kind.DAYS: "0.0",
        Kind.MINUTES: "#,##0",
        Kind.NUMBER: "#,##0.00",
        Kind.DAY: "yyyy-mm-dd",
    }.get(kind, "@")


def _code(currency: str) -> str:
    """The letters of a currency's code: nothing else may stand in a number format."""
    return re.sub("[^A-Za-z]", "", currency)


def _write_answer(sheet: Worksheet, answer: Answer, looks: _Looks) -> None:
    """The numbers to change first, if there are any, and the table under them."""
    formats, live = Formats.of(answer), _LiveCells.of(answer)
    for line, given in enumerate(answer.live.inputs):
        sheet.write_string(line, 0, _clean(spoken_label(given.label)), looks.bold)
        value = float(formats.amount(given.value)) if given.kind is Kind.MONEY else given.value
        sheet.write_number(line, 1, value, looks.to_change(given.kind, answer))
    for at, column in enumerate(answer.columns):
        sheet.write_string(live.head, at, _clean(label_of(column)), looks.head)
        look, width = looks.of(column, answer), _width(answer, column, formats)
        sheet.set_column(at, at, width, look)
        for line, row in enumerate(answer.rows):
            value, formula = _cell(formats, row, column), live.formula(line, column.name)
            if formula and isinstance(value, int | float):
                sheet.write_formula(live.line(line), at, formula, look, value)
            else:
                _write_cell(sheet, live.line(line), at, value, look)
    sheet.freeze_panes(live.head + 1, _key_columns(answer.columns))
    if answer.columns:
        sheet.autofilter(live.head, 0, live.head + len(answer.rows), len(answer.columns) - 1)


@dataclass(frozen=True, slots=True)
class _LiveCells:
    """Where the cells of a table lie that formulas speak of: `head` is the line of its head, under the inputs."""

    head: int
    formulas: Mapping[tuple[int, str], str]
    inputs: Mapping[str, str]
    columns: Mapping[str, int]

    @classmethod
    def of(cls, answer: Answer) -> "_LiveCells":
        given = answer.live.inputs
        return cls(
            head=len(given) + 1 if given else 0,
            formulas=answer.live.formulas,
            inputs={
                each.name: xl_rowcol_to_cell(line, 1, row_abs=True, col_abs=True) for line, each in enumerate(given)
            },
            columns={column.name: at for at, column in enumerate(answer.columns)},
        )

    def line(self, row: int) -> int:
        """The line of a row of the table."""
        return self.head + 1 + row

    def formula(self, row: int, column: str) -> str | None:
        """The formula of a cell with the names of cells in it."""
        told = self.formulas.get((row, column))
        return None if told is None else _NAMED.sub(lambda found: self._cell(found[1]), told)

    def _cell(self, name: str) -> str:
        if name in self.inputs:
            return self.inputs[name]
        column, row = name.rsplit(" ", 1)
        return str(xl_rowcol_to_cell(self.line(int(row)), self.columns[column]))


def _key_columns(columns: Sequence[Column]) -> int:
    """How many columns at the left name a row: they stay in sight."""
    return next((at for at, column in enumerate(columns) if column.kind not in (*_TEXT_KINDS, Kind.PERIOD)), 0)


def _cell(formats: Formats, row: Row, column: Column) -> Any:
    value = row[column.name]
    if column.kind in _TEXT_KINDS:
        return _clean(shown(formats, row, column))
    if value is None or value != value:  # noqa: PLR0124  (not a number)
        return None
    return float(formats.amount(value)) if column.kind is Kind.MONEY else value


def _write_cell(sheet: Worksheet, line: int, at: int, value: Any, look: Format) -> None:
    if value is None:
        sheet.write_blank(line, at, None, look)
    elif isinstance(value, str):
        sheet.write_string(line, at, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(line, at, value, look)
    else:
        sheet.write_number(line, at, value, look)


def _width(answer: Answer, column: Column, formats: Formats) -> float:
    """A column's width in characters: of its longest value, within reason."""
    values = (formats.value(column.kind, row[column.name]) for row in answer.rows)
    longest = max(map(len, values), default=0)
    return min(max(longest + 2, min(len(label_of(column)) + 4, 18), 8), 48)


def _clean(text: str) -> str:
    """Text that a cell can hold."""
    kept = _ILLEGAL.sub("", text)
    return kept if len(kept) <= _LONGEST_TEXT else f"{kept[: _LONGEST_TEXT - 1]}…"


def _sheet_names(answers: Iterable[Answer], taken: str) -> Iterator[str]:
    """A name that Excel allows for each answer's sheet, no two alike."""
    used = {taken.lower(), "history"}
    for answer in answers:
        base = _FORBIDDEN.sub(" ", _clean(answer.title)).strip(" '")[:_LONGEST_NAME].strip(" '")
        base = base or answer.question
        name, again = base, 2
        while name.lower() in used:
            name, again = f"{base[: _LONGEST_NAME - 4]} {again}", again + 1
        used.add(name.lower())
        yield name


def _write_about(sheet: Worksheet, answers: Sequence[Answer], looks: _Looks) -> None:
    """What was asked, of whom, and what each column means."""
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 96)
    for line, (name, said) in enumerate(row for answer in answers for row in _about(answer)):
        sheet.write_string(line, 0, _clean(name), looks.bold)
        sheet.write_string(line, 1, _clean(said), looks.text)


def _about(answer: Answer) -> Iterator[tuple[str, str]]:
    formats = Formats.of(answer)
    yield _("Question"), _("{title} ({name})", title=answer.title, name=answer.question)
    yield _("In short"), answer.subtitle
    yield _("Period"), period_words(answer, formats)
    yield _("Counted are"), units(answer)
    yield _("Filters"), "; ".join(filters(answer)) or _("none")
    yield _("Split by"), answer.ask.by or MISSING
    yield _("Figures"), ", ".join(stamp_words(answer, formats))
    for caveat in beware(answer, formats):
        yield _("Please note"), caveat
    for line in answer.formula:
        yield _("Formula"), line
    for line in answer.source:
        yield _("Source"), line
    for column in answer.columns:
        yield label_of(column), meaning_of(column)
    yield "", ""
