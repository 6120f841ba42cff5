"""Answers as one HTML page that stands alone: no script, no request, nothing but its own style sheet.

The page forbids itself everything else by a Content-Security-Policy, so that no text in it can act.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from headrace.adapters.exports.reading import (
    MOVES,
    WATERFALL,
    arrived,
    filters,
    findings,
    flow_of,
    flows,
    label_of,
    meaning_of,
    nothing,
    period_words,
    present,
    rate_note,
    rate_of,
    segment_of,
    shown,
    size_words,
    spots,
    stamp_words,
    steps,
    units,
    visible,
)
from headrace.adapters.formats import NUMBERS, Formats
from headrace.analytics.question import Answer, Column, Kind, Row
from headrace.core.funnel import Fate
from headrace.core.texts import _, language
from headrace.core.units import Money
from headrace.drawings import alluvial, fan, lines, palette, paths, tornado
from headrace.drawings.bars import split_bar
from headrace.drawings.flows import TONES, StageFlow, word

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: what it says, what it says beneath, and how it looks."""

    text: str
    note: str = ""
    numeric: bool = False
    unsure: bool = False
    head: bool = False
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """An answer as a table: a caption, heads with their meanings, and rows."""

    caption: str
    size: str
    heads: Sequence[tuple[str, str, bool]]
    rows: Sequence[Sequence[Cell]]
    empty: str


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of the strip at the top."""

    label: str
    figure: str
    note: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A line of "Stage by stage": the stage, its bar, and its rates."""

    label: str
    segment: str
    note: str
    people: str
    joined: str
    bar: Markup
    rates: Sequence[tuple[str, Cell]]
    rest: Sequence[tuple[str, Cell]]


@dataclass(frozen=True, slots=True)
class Chart:
    """The variants of a drawing with the keys of its colours, each for its own width of page."""

    variants: Sequence[tuple[str, Markup]]
    legend: Sequence[tuple[str, str]]


def to_html(answers: Sequence[Answer], title: str | None = None) -> str:
    """The answers as one self-contained page.

    A waterfall and the moves between places get their drawings; every other answer is a table.
    """
    funnel, moves = present(answers, WATERFALL), present(answers, MOVES)
    pictured = [answer for answer in (funnel, moves) if answer is not None]
    drawn = {id(answer) for answer in pictured}
    said = list(dict.fromkeys(finding for answer in pictured for finding in findings(answer, Formats.of(answer))))
    css = _css()
    page = _environment().get_template("report.html")
    return page.render(
        language=language().replace("_", "-"),
        css=Markup(css),  # noqa: S704  (our own file)
        css_hash=b64encode(sha256(css.encode()).digest()).decode(),
        title=title or (answers[0].title if len(answers) == 1 else _("Funnel report")),
        lead=_lead(answers),
        said=said,
        tiles=_tiles(funnel) if funnel else (),
        funnel=_funnel(funnel) if funnel else None,
        moves=_moves(moves) if moves else None,
        sheets=[
            (answer, sheet(answer), _drawn(answer), [f for f in findings(answer, Formats.of(answer)) if f not in said])
            for answer in answers
            if id(answer) not in drawn
        ],
        notes=_notes(answers),
        stamps=_stamps(answers),
    )


def to_fragment(answer: Answer) -> str:
    """One answer as a bare table, for a notebook."""
    page = _environment().from_string("{% from 'parts.html' import table %}{{ table('answer', sheet) }}")
    return page.render(sheet=sheet(answer))


_CODE = re.compile(r"`([^`]+)`")


def _coded(text: str) -> Markup:
    """A sentence in which what stands between backticks is set as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704  (escaped just now)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["_"] = _
    environment.filters["coded"] = _coded
    return environment


@cache
def _css() -> str:
    """The style sheet: the tokens of both themes, the colours of shapes, the layout."""
    light, dark = palette.tokens(palette.LIGHT), palette.tokens(palette.DARK)
    themes = [
        f":root {{ color-scheme: light; {light} }}",
        # Only on screens: print stays light whatever the system's theme is.
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ color-scheme: dark; {dark} }} }}",
    ]
    layout = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    return "\n".join([*themes, palette.shape_rules(), layout])


def _lead(answers: Sequence[Answer]) -> str:
    """What the report covers: who, when, with which filters, as of which day."""
    if not answers:
        return _("There are no answers in this report.")
    first = answers[0]
    formats = Formats.of(first)
    parts = [
        _("{units}, {period}", units=units(first).capitalize(), period=period_words(first, formats)),
        *filters(first),
        _("as of {day}", day=formats.day(first.stamp.as_of)),
    ]
    return " · ".join(parts)


def _notes(answers: Sequence[Answer]) -> list[tuple[str, Sequence[str]]]:
    """Of each answer what to beware of, how it is reckoned, and after whom."""
    told = [(answer.title, [*answer.caveats, *_reckoned(answer)]) for answer in answers]
    return [(title, said) for title, said in told if said]


def _reckoned(answer: Answer) -> Iterator[str]:
    if answer.formula:
        yield _("Formula: {lines}.", lines="; ".join(answer.formula))
    if answer.source:
        yield _("Source: {lines}", lines=" ".join(answer.source))


def _stamps(answers: Sequence[Answer]) -> list[str]:
    """How to have the figures again; one line, unless the answers differ."""
    return list(dict.fromkeys(" · ".join(stamp_words(answer, Formats.of(answer))) for answer in answers))


def sheet(answer: Answer) -> Sheet:
    """Any answer as a table, driven by the kinds of its columns."""
    formats, columns = Formats.of(answer), visible(answer)
    heads = [(label_of(column), meaning_of(column), column.kind in NUMBERS) for column in columns]
    rows = [
        [_cell(answer, formats, row, column, head=at == 0) for at, column in enumerate(columns)] for row in answer.rows
    ]
    return Sheet(answer.title, size_words(answer, formats), heads, rows, nothing(answer))


def _cell(answer: Answer, formats: Formats, row: Row, column: Column, *, head: bool = False, split: str = ", ") -> Cell:
    said = shown(formats, row, column)
    if column.kind is not Kind.RATE:
        return Cell(said, numeric=column.kind in NUMBERS, head=head, dated=column.kind in (Kind.DAY, Kind.PERIOD))
    rate = rate_of(answer, row, column)
    return Cell(said, note=rate_note(rate, formats, split=split), numeric=True, unsure=rate.uncertain, head=head)


# The strip of figures.


def _tiles(answer: Answer) -> list[Tile]:
    """The figures a head of marketing looks at first. Nothing but the answer's own rows."""
    told, formats = flows(answer), Formats.of(answer)
    if not told:
        return []
    first, last = told[0], told[-1]
    working, nurtured = (sum(flow.count(fate) for flow in told[:-1]) for fate in (Fate.STILL_HERE, Fate.NURTURED))
    lost = sum(flow.left + flow.expired for flow in told)
    tiles = [
        Tile(first.label, formats.count(first.entered), _("came in at the first stage")),
        Tile(last.label, formats.count(last.entered), _reached(answer, formats, first.label)),
        Tile(_("Still here"), formats.count(working), _("in the furthest stage that they reached")),
        Tile(_("To nurture"), formats.count(nurtured), _("from the furthest stage that they reached")),
        Tile(_("Left or expired"), formats.count(lost), _("out, lost or past their shelf life")),
    ]
    return [*tiles[:4], _worth(answer, formats) or tiles[4]]


def _reached(answer: Answer, formats: Formats, first: str) -> str:
    """The share of the first stage's people who reached the last one, where the answer says so."""
    rows = [row for row in answer.rows if row["place"] == answer.rows[-1]["place"]]
    column = next((column for column in answer.columns if column.name == "of_first"), None)
    if column is None or len(rows) != 1 or rows[0]["of_first"] is None:
        return _("reached the last stage")
    rate = rate_of(answer, rows[0], column)
    if rate.uncertain:
        return rate_note(rate, formats)
    share, interval = formats.rate(rows[0]["of_first"]), formats.interval(rate.low, rate.high)
    return _("{share} of {first} ({interval})", share=share, first=first, interval=interval)


def _worth(answer: Answer, formats: Formats) -> Tile | None:
    """The value of those who reached the last stage."""
    column = next((column for column in answer.columns if column.kind is Kind.MONEY), None)
    if column is None:
        return None
    last = answer.rows[-1]["place"]
    values = [row[column.name] for row in answer.rows if row["place"] == last and row[column.name] is not None]
    if not values:
        return None
    note = _("{stage}, {amount}", stage=formats.place(last), amount=formats.money(sum(values)))
    return Tile(label_of(column), formats.short_money(sum(values)), note)


def _drawn(answer: Answer) -> Chart | None:
    """The drawing of an answer that has one, beside its table."""
    draw = _DRAWINGS.get(answer.question)
    return draw(answer) if draw and answer.rows else None


# The plan.


def _landing(answer: Answer) -> Chart:
    """The fan of the wins; of the revenue, where that is wanted."""
    formats, names = Formats.of(answer), ("goal", "low", "middle", "high")
    in_money = any(column.name == "revenue_goal" for column in answer.columns)
    reaches = [
        fan.Reach(formats.period(row["period"]), *(row[f"revenue_{name}" if in_money else name] for name in names))
        for row in answer.rows
    ]

    def number(reached: float) -> str:
        return formats.short_money(reached) if in_money else formats.count(round(reached))

    return _chart(lambda frame: fan.fan(reaches, number, frame), fan)


def _chart(draw: Callable[[Any], str], module: Any, legend: Sequence[tuple[str, str]] = ()) -> Chart:
    """A drawing in its three widths, with the keys of its colours where it needs any."""
    frames = {"wide": module.WIDE, "middle": module.MIDDLE, "narrow": module.NARROW}
    return Chart([(name, Markup(draw(frame))) for name, frame in frames.items()], legend)  # noqa: S704


def _growth(answer: Answer) -> Chart:
    """What calling costs, and what is left, against the volume of leads: today, and with less time per lead."""
    formats = Formats.of(answer)
    today, quicker = ([row for row in answer.rows if row["pace"] == pace] for pace in ("today", "quicker"))
    along = lines.Along(
        tuple(row["leads"] for row in today),
        tuple(_("{leads} leads", leads=formats.count(round(row["leads"]))) for row in today),
    )

    def series(name: str, rows: Sequence[Row], of: str, colour: str = "v1", *, dashed: bool = False) -> lines.Series:
        return lines.Series(name, tuple(float(formats.amount(row[of])) for row in rows), colour, dashed)

    def money(major: float) -> str:
        return formats.short_money(Money.of(str(major), formats.currency).minor)

    calls = [
        series(_("today"), today, "inside_sales"),
        series(_("in less time"), quicker, "inside_sales", dashed=True),
    ]
    left = [
        series(_("revenue"), today, "revenue", "v-nur"),
        series(_("left"), today, "cash"),
        series(_("left, in less time"), quicker, "cash", dashed=True),
    ]
    return _chart(
        lambda frame: (
            lines.lines(_("Inside sales"), along, calls, money, frame)
            + lines.lines(_("Revenue and what is left of it"), along, left, money, frame)
        ),
        lines,
    )


def _tornado(answer: Answer) -> Chart:
    """The levers changed by a share; those by points stand in the table."""
    formats = Formats.of(answer)
    kind = next(column.kind for column in answer.columns if column.name == "base")
    rows = [row for row in answer.rows if row["change"] == "relative"]
    bars = [tornado.Bar(row["lever"], row["down"], row["up"]) for row in rows]

    def number(value: float) -> str:
        return formats.short_money(value) if kind is Kind.MONEY else formats.value(kind, value)

    keys = [(palette.Tone.OPEN, _("the lever lower")), (palette.Tone.MOVED, _("the lever higher"))]
    return _chart(lambda frame: tornado.tornado(bars, rows[0]["base"], number, frame), tornado, keys)


_DRAWINGS: Mapping[str, Callable[[Answer], Chart]] = {"landing": _landing, "growth": _growth, "tornado": _tornado}


# The waterfall.


def _funnel(answer: Answer) -> Mapping[str, Any]:
    return {
        "title": answer.title,
        "subtitle": answer.subtitle,
        "chart": _alluvial(answer),
        "stages": _stages(answer),
        "split": _split_words(answer),
        "sheet": sheet(answer),
    }


def _split_words(answer: Answer) -> str:
    segment = segment_of(answer)
    return label_of(segment) if segment else ""


def _alluvial(answer: Answer) -> Chart:
    told, formats = flows(answer), Formats.of(answer)
    frames = {"wide": alluvial.WIDE, "middle": alluvial.MIDDLE, "narrow": alluvial.NARROW}
    variants = [
        (name, Markup(alluvial.alluvial(told, formats.count, frame, formats.short)))  # noqa: S704
        for name, frame in frames.items()
    ]
    met = [fate for fate in TONES if any(flow.count(fate) for flow in told)]
    return Chart(variants, [(TONES[fate], word(fate)) for fate in met])


def _stages(answer: Answer) -> list[Stage]:
    formats, segment = Formats.of(answer), segment_of(answer)
    return [_stage(answer, row, formats, segment) for row in answer.rows]


def _stage(answer: Answer, row: Row, formats: Formats, segment: Column | None) -> Stage:
    flow = flow_of(formats.place(row["place"]), [row])
    shown_columns = [
        column for column in visible(answer) if column.kind in (Kind.RATE, Kind.DAYS, Kind.MINUTES, Kind.MONEY)
    ]
    cells = [
        (label_of(column), _cell(answer, formats, row, column, split="\n"), column.kind) for column in shown_columns
    ]
    joined = flow.joined if row["place"] != answer.rows[0]["place"] else 0
    return Stage(
        label=flow.label,
        segment=shown(formats, row, segment) if segment else "",
        note=_most(flow, formats),
        people=formats.count(flow.entered),
        joined=_("{count} joined here", count=formats.count(joined)) if joined else "",
        bar=_bar(answer, row, flow, formats),
        rates=[(label, cell) for label, cell, kind in cells if kind is Kind.RATE],
        rest=[(label, cell) for label, cell, kind in cells if kind is not Kind.RATE],
    )


def _bar(answer: Answer, row: Row, flow: StageFlow, formats: Formats) -> Markup:
    """The split bar of a stage; none where nothing comes next."""
    drawn = "" if arrived(answer, row, flow) else split_bar(flow, formats.count)
    return Markup(drawn)  # noqa: S704  (the drawing escapes every label)


def _most(flow: StageFlow, formats: Formats) -> str:
    """What most people did who neither moved on nor stayed: the stage's leak."""
    leaks = (Fate.NURTURED, Fate.MOVED_BACK, Fate.LEFT, Fate.EXPIRED)
    fate = max(leaks, key=flow.count)
    if not flow.count(fate):
        return ""
    count = formats.count(flow.count(fate))
    sayings = {
        Fate.NURTURED: _("{count} to nurture", count=count),
        Fate.MOVED_BACK: _("{count} moved back", count=count),
        Fate.LEFT: _("{count} left", count=count),
        Fate.EXPIRED: _("{count} expired", count=count),
    }
    return sayings[fate]


# The moves between places.


def _moves(answer: Answer) -> Mapping[str, Any]:
    return {
        "title": answer.title,
        "subtitle": answer.subtitle,
        "chart": _paths(answer),
        "sheet": sheet(answer),
    }


def _paths(answer: Answer) -> Chart:
    formats, (stages, sides), taken = Formats.of(answer), spots(answer), steps(answer)
    frames = {
        "wide": (paths.WIDE, formats.count),
        "middle": (paths.MIDDLE, formats.short),
        "narrow": (paths.NARROW, formats.short),
    }
    variants = [
        (name, Markup(paths.paths(stages, sides, taken, number, frame)))  # noqa: S704
        for name, (frame, number) in frames.items()
    ]
    kinds = {step.kind for step in taken if step.count}
    words = {
        palette.Tone.MOVED: (_("Forward, past stages, or new"), {"forward", "skip", "entry"}),
        palette.Tone.BACK: (_("Back"), {"back"}),
        palette.Tone.NURTURE: (_("To nurture and in again"), {"nurture", "recycle"}),
        palette.Tone.OUT: (_("Out"), {"out"}),
        palette.Tone.EXPIRED: (_("Expired"), {"expired"}),
    }
    return Chart(variants, [(tone, said) for tone, (said, those) in words.items() if those & kinds])
