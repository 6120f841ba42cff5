"""Answers for a terminal: tables with figures on the right, and the waterfall with a bar per stage."""

import sys
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, JustifyMethod, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from headrace.adapters.exports.columns import Drawn, Sheet, simple_table
from headrace.adapters.exports.reading import (
    WATERFALL,
    Rate,
    arrived,
    beware,
    ends_of,
    flow_of,
    label_of,
    nothing,
    period_words,
    rate_note,
    rate_of,
    segment_of,
    shown,
    stamp_words,
    visible,
)
from headrace.adapters.formats import NUMBERS, Formats
from headrace.analytics.question import Answer, Column, Kind, Row
from headrace.core.funnel import Fate
from headrace.core.texts import _
from headrace.drawings.flows import StageFlow, word

BAR_WIDTH = 28
"""Width of a bar in characters."""

# Each fate has a sign of its own, so that a bar reads without colours as well.
_SIGNS = {
    Fate.MOVED_ON: ("█", "cyan"),
    Fate.NURTURED: ("▓", "yellow"),
    Fate.STILL_HERE: ("░", "bright_cyan"),
    Fate.MOVED_BACK: ("◂", "magenta"),
    Fate.LEFT: ("·", "bright_black"),
    Fate.EXPIRED: ("✕", "red"),
}


def render(answer: Answer) -> RenderableType:
    """The answer as something that Rich prints: heading, table, caveats, and how to have it again."""
    formats = Formats.of(answer)
    parts = [*_heading(answer, formats), _body(answer, formats), *_notes(answer)]
    return Group(*parts, Text(" · ".join(stamp_words(answer, formats)), style="dim"))


def render_all(answers: Sequence[Answer]) -> Iterator[RenderableType]:
    """Several tables of one result: each with its heading and its notes, and how to have them again once."""
    for answer in answers:
        formats = Formats.of(answer)
        yield from (*_heading(answer, formats), _body(answer, formats), *_notes(answer), Text())
    yield Text(" · ".join(stamp_words(answers[-1], Formats.of(answers[-1]))), style="dim")


def _heading(answer: Answer, formats: Formats) -> Iterator[Text]:
    yield Text(answer.title, style="bold")
    yield Text(_("{said} ({period})", said=answer.subtitle, period=period_words(answer, formats)), style="dim")


def _body(answer: Answer, formats: Formats) -> RenderableType:
    if not answer.rows:
        return Padding(Text(nothing(answer)), (1, 0))
    return _Waterfall(answer, formats) if answer.question == WATERFALL else _sheet(answer, formats)


def _notes(answer: Answer) -> Iterator[Text]:
    if answer.question == WATERFALL and any(row["joined"] for row in answer.rows[1:]):
        yield Text(_("+ Joined at this stage, not from the stage before."), style="dim")
    for caveat in beware(answer, Formats.of(answer)):
        yield Text(_("Note: {caveat}", caveat=caveat), style="yellow")


def _add_column(table: Table, column: Column) -> None:
    justify: JustifyMethod = "right" if column.kind in NUMBERS else "left"
    table.add_column(Text(label_of(column), justify=justify), justify=justify, overflow="fold")


def _sheet(answer: Answer, formats: Formats) -> Sheet:
    """A table with one column per visible column, and one more for the interval and n of a rate."""
    columns = visible(answer)
    naming = [number for number, column in enumerate(columns) if column.naming]
    return Sheet([_drawn(answer, formats, column) for column in columns], naming or range(min(len(columns), 1)))


def _drawn(answer: Answer, formats: Formats, column: Column) -> list[Drawn]:
    """A column; beside a rate of people, its interval and their number."""
    name, right = label_of(column), column.kind in NUMBERS
    if column.kind is not Kind.RATE or not (column.of or ends_of(answer, column)):
        dated = column.kind in (Kind.DAY, Kind.PERIOD)
        return [Drawn(name, [Text(shown(formats, row, column).strip()) for row in answer.rows], right, whole=dated)]
    rates = [rate_of(answer, row, column) for row in answer.rows]
    notes, folded = ([Text(rate_note(rate, formats, split), style="dim") for rate in rates] for split in (", ", ",\n"))
    shares = [_share(rate, formats) for rate in rates]
    return [Drawn(name, shares, right), Drawn(_("95% interval, n"), notes, folded=folded)]


def _share(rate: Rate, formats: Formats) -> Text:
    """A rate, dim where too few people stand behind it."""
    return Text(formats.value(Kind.RATE, rate.share), style="dim" if rate.uncertain else "")


class _Waterfall:
    """A block per stage: who came, a bar of what happened next with its counts, and the rates.

    What finds no room beside the bar stands under it: days and value first, and then the rates.
    """

    def __init__(self, answer: Answer, formats: Formats) -> None:
        self.answer, self.formats = answer, formats
        self.columns = {column.name: column for column in visible(answer)}
        segment = segment_of(answer)
        self.keys = [self.columns["place"], *([segment] if segment else [])]
        self.rates = [self.columns[name] for name in ("of_previous", "of_first") if name in self.columns]
        self.rest = [self.columns[name] for name in ("median_days", "value") if name in self.columns]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        tables = [self._table(beside) for beside in ([*self.rates, *self.rest], self.rates, [])]
        room = options.update(width=sys.maxsize)
        fitting = (table for table in tables if console.measure(table, options=room).maximum <= options.max_width)
        yield next(fitting, tables[-1])

    def _table(self, beside: Sequence[Column]) -> Table:
        """With these columns beside the bar, and what the others say under it."""
        table = simple_table(leading=1)
        for column in (*self.keys, self.columns["entered"]):
            _add_column(table, column)
        table.add_column(Text(_("What happened next")), no_wrap=True)
        for column in beside:
            _add_column(table, column)
        for row in self.answer.rows:
            table.add_row(*self._row(row, beside))
        return table

    def _row(self, row: Row, beside: Sequence[Column]) -> Iterator[Text]:
        flow = flow_of(self.formats.place(row["place"]), [row])
        yield from (self._said(row, column) for column in self.keys)
        yield self._entered(flow, row)
        told = [] if arrived(self.answer, row, flow) else [bar(flow), *_legend(flow, self.formats)]
        under = [column for column in (*self.rates, *self.rest) if column not in beside]
        yield Text("\n").join([*told, *(self._aside(row, column) for column in under)])
        yield from (self._told(row, column) for column in beside)

    def _told(self, row: Row, column: Column) -> Text:
        return self._rate(row, column) if column in self.rates else self._said(row, column)

    def _said(self, row: Row, column: Column) -> Text:
        return Text(shown(self.formats, row, column))

    def _entered(self, flow: StageFlow, row: Row) -> Text:
        said = Text(self.formats.count(flow.entered), style="bold")
        if not flow.joined or row["place"] == self.answer.rows[0]["place"]:
            return said
        return said.append(f"\n+{self.formats.count(flow.joined)}", style="dim not bold")

    def _rate(self, row: Row, column: Column) -> Text:
        rate = rate_of(self.answer, row, column)
        note = rate_note(rate, self.formats, split="\n")
        return _share(rate, self.formats).append(f"\n{note}" if note else "", style="dim")

    def _aside(self, row: Row, column: Column) -> Text:
        first, *more = self._told(row, column).plain.split("\n")
        return Text("\n".join([_("{name}: {value}", name=label_of(column), value=first), *more]), style="dim")


def bar(flow: StageFlow, width: int = BAR_WIDTH) -> Text:
    """Signs that share out a stage's people by fate; every fate that anybody met has one at least."""
    lengths = _lengths([count for _fate, count in flow.shares], width)
    fates = (fate for fate, _count in flow.shares)
    return Text().join(Text(_SIGNS[fate][0] * n, style=_SIGNS[fate][1]) for fate, n in zip(fates, lengths, strict=True))


def _lengths(counts: list[int], width: int) -> list[int]:
    """Whole lengths that add up to `width`, in proportion, none of them zero; nothing for nobody."""
    total = sum(counts)
    lengths = [max(round(width * count / total), 1) for count in counts] if total else []
    while lengths and sum(lengths) != width:
        at = lengths.index(max(lengths))
        lengths[at] += 1 if sum(lengths) < width else -1
    return lengths


def _legend(flow: StageFlow, formats: Formats) -> list[Text]:
    """The parts of a bar in words, as many to a line as fit under it."""
    lines: list[Text] = []
    for fate, count in flow.shares:
        sign, style = _SIGNS[fate]
        said = _("{sign} {fate} {count}", sign=sign, fate=word(fate), count=formats.count(count))
        if lines and lines[-1].cell_len + 2 + cell_len(said) <= BAR_WIDTH:
            lines[-1].append(f"  {said}", style)
        else:
            lines.append(Text().append(said, style))
    return lines or [Text(_("nobody"), style="dim")]
