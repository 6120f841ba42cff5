"""The waterfall as bands: where the people of each stage went.

Stages stand from left to right, their bars aligned at the top. Who moved on stays in the upper band;
everybody else leaves it downwards and ends in a bar of the next column. Who joined at a later stage
comes in from above. Every width is exact: what leaves a bar adds up to the bar, and so does what enters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from headrace.core.funnel import Fate
from headrace.core.texts import _
from headrace.drawings.flows import TONES, Number, StageFlow, word
from headrace.drawings.palette import Tone
from headrace.drawings.svg import (
    LINE,
    Picture,
    Span,
    Text,
    coord,
    element,
    filled,
    fit,
    stroked,
    text_width,
    title,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of one variant, in pixels at its design width.

    `tall` is the height of the largest stage's bar, `tail` the room for labels right of the last column.
    """

    width: float
    tall: float
    bar: float
    size: float
    tail: float
    gap: float


WIDE = Frame(width=1040, tall=250, bar=9, size=12.5, tail=136, gap=13)
MIDDLE = Frame(width=660, tall=220, bar=8, size=12.5, tail=92, gap=11)
NARROW = Frame(width=310, tall=150, bar=7, size=12, tail=34, gap=8)

_OPACITY = {Tone.MOVED: 0.31, Tone.NURTURE: 0.42, Tone.BACK: 0.4, Tone.EXPIRED: 0.45}


@dataclass(frozen=True, slots=True)
class Bar:
    """An upright bar: a stage, an end, or the source of those who joined. `count` is in people."""

    x: float
    y: float
    width: float
    height: float
    tone: Tone
    count: int
    says: str

    def svg(self) -> str:
        """The bar as markup, never thinner than can be seen."""
        height = max(self.height, 2.0)
        box = {"x": self.x, "y": self.y + (self.height - height) / 2, "width": self.width, "height": height}
        return element("rect", title(self.says), **box, rx=1.5, **filled(self.tone))


@dataclass(frozen=True, slots=True)
class Band:
    """A stream from the right edge of a bar to the left edge of another, `height` thick. `stage` owns it."""

    stage: int
    x0: float
    y0: float
    x1: float
    y1: float
    height: float
    tone: Tone
    count: int
    says: str

    def svg(self) -> str:
        """The stream as markup; a hairline keeps the thinnest visible."""
        x0, x1, middle = coord(self.x0), coord(self.x1), coord((self.x0 + self.x1) / 2)
        top0, top1 = coord(self.y0), coord(self.y1)
        low0, low1 = coord(self.y0 + self.height), coord(self.y1 + self.height)
        path = (
            f"M{x0} {top0}C{middle} {top0} {middle} {top1} {x1} {top1}"
            f"V{low1}C{middle} {low1} {middle} {low0} {x0} {low0}Z"
        )
        opacity = _OPACITY.get(self.tone, 0.45)
        look = {**stroked(self.tone), **filled(self.tone), "class_": f"f-{self.tone} s-{self.tone}"}
        faint = {"fill_opacity": opacity, "stroke_opacity": opacity, "stroke_width": 0.6}
        return element("path", title(self.says), d=path, **look, **faint)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything of the drawing stands: first the stages' bars, in order, then the others."""

    frame: Frame
    height: float
    stages: tuple[Bar, ...]
    others: tuple[Bar, ...]
    bands: tuple[Band, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class _End:
    """People who left the upper band after one stage."""

    name: str
    tone: Tone
    count: int


@dataclass(frozen=True, slots=True)
class _Inflow:
    """People who came to a stage otherwise than from the stage before."""

    joined: int
    returned: int

    @property
    def count(self) -> int:
        return self.joined + self.returned


def alluvial(flows: Sequence[StageFlow], number: Number, frame: Frame = WIDE, short: Number | None = None) -> str:
    """The waterfall of the stages as SVG text.

    Args:
        flows: one per stage, in the funnel's order.
        number: writes a count in full, in titles and wherever there is room.
        frame: the variant, wide or narrow.
        short: writes a count in few characters, for labels that have little room.
    """
    plan = layout(flows, number, frame, short)
    bands, bars = (band.svg() for band in plan.bands), (bar.svg() for bar in (*plan.stages, *plan.others))
    return Picture(frame.width, plan.height, (*bands, *bars), plan.texts).svg(finding(flows, number))


def finding(flows: Sequence[StageFlow], number: Number) -> str:
    """The drawing in a sentence or two, for those who hear it."""
    if not flows or not any(flow.size for flow in flows):
        return _("Waterfall: nobody entered.")
    said = _(
        "Waterfall: {entered} entered {first}, {reached} reached {last}.",
        entered=number(flows[0].entered),
        first=flows[0].label,
        reached=number(flows[-1].entered),
        last=flows[-1].label,
    )
    losses = [(end.count, flow.label, end.name) for flow in flows for end in _fates(flow)]
    if not losses:
        return said
    count, label, fate = max(losses, key=lambda loss: loss[0])
    most = _("The widest other band: {label}, {fate}, {count}.", label=label, fate=fate, count=number(count))
    return f"{said} {most}"


def layout(flows: Sequence[StageFlow], number: Number, frame: Frame = WIDE, short: Number | None = None) -> Layout:
    """Where bars, bands and texts stand. Heights of bars and bands are proportional to their people."""
    return _Plan(flows, number, frame, short or number).layout()


def _fates(flow: StageFlow) -> list[_End]:
    """Everybody of a stage who did not move on."""
    ends = [_End(word(fate), TONES[fate], count) for fate, count in flow.shares if fate is not Fate.MOVED_ON]
    return [*ends, *_named(_("Not accounted for"), Tone.OUT, flow.unaccounted)]


def _named(name: str, tone: Tone, count: int) -> list[_End]:
    return [_End(name, tone, count)] if count else []


class _Plan:
    """The work of laying out one drawing."""

    def __init__(self, flows: Sequence[StageFlow], number: Number, frame: Frame, short: Number) -> None:
        self.flows, self.number, self.frame, self.short = flows, number, frame, short
        self.through = [min(a.moved_on, max(b.entered - b.joined, 0)) for a, b in pairwise(flows)]
        self.inflows = [_Inflow(0, 0), *map(_inflow, flows[1:], self.through)][: len(flows)]
        self.ends = [self._ends(index) for index in range(len(flows))]
        columns = len(flows) + bool(self.ends and self.ends[-1])
        room = frame.width - frame.bar - frame.tail
        self.step = min(room / max(columns - 1, 1), frame.width * 0.45)
        self.scale = frame.tall / max((flow.size for flow in flows), default=0) if self._anybody() else 0.0

    def _anybody(self) -> bool:
        return any(flow.size for flow in self.flows)

    def _ends(self, index: int) -> list[_End]:
        """Where those of a stage ended who did not come to the next one.

        Who stays in the last stage has arrived: a band is drawn only if others have left it.
        """
        flow = self.flows[index]
        last = index == len(self.flows) - 1
        ahead = flow.moved_on - (0 if last else self.through[index])
        ends = [*_named(_("Moved on") if last else _("Skipped ahead"), Tone.MOVED, ahead), *_fates(flow)]
        return [] if last and len(self.flows) > 1 and flow.arrived else ends

    def x(self, column: int) -> float:
        """The left edge of a column's bars."""
        return column * self.step

    def layout(self) -> Layout:
        heads = self._heads()
        lane = max((inflow.count * self.scale for inflow in self.inflows), default=0.0)
        top = max((text.box.bottom for head in heads for text in head), default=0.0) + 5
        top += lane + 9 if lane else 0
        stages = tuple(
            Bar(
                self.x(i),
                top,
                self.frame.bar,
                flow.size * self.scale,
                Tone.MOVED,
                flow.size,
                self._stage(flow),
            )
            for i, flow in enumerate(self.flows)
        )
        sources, joins = self._joins(top)
        bars, bands, labels = self._falls(top)
        lowest = max((bar.y + bar.height for bar in (*stages, *bars)), default=0.0)
        lowest = max(lowest, *(text.box.bottom for text in labels), top + 4) if labels else lowest
        texts = (*(text for head in heads for text in head), *labels)
        return Layout(self.frame, lowest + 4, stages, (*sources, *bars), (*self._mains(top), *joins, *bands), texts)

    def _stage(self, flow: StageFlow) -> str:
        return _("{label}: {count}", label=flow.label, count=self.number(flow.entered))

    def _heads(self) -> list[list[Text]]:
        """The stages' labels and counts above their bars, upright where they stand too close."""
        cap = self._cap()
        if cap is None:
            return self._uprights()
        columns = [self._lines(i, cap) for i in range(len(self.flows))]
        lefts = _spread([self.x(i) for i in range(len(columns))], [_widest(c) for c in columns], self.frame.width)
        return [[text.moved(left, 0) for text in column] for left, column in zip(lefts, columns, strict=True)]

    def _cap(self) -> float | None:
        """The widest that a heading may be so that none strays from its bar, or None if that is too tight."""
        return next((cap for cap in range(220, 38, -6) if self._fits(cap)), None)

    def _fits(self, cap: float) -> bool:
        widths = [_widest(self._lines(i, cap)) for i in range(len(self.flows))]
        wished = [self.x(i) for i in range(len(widths))]
        placed = _spread(wished, widths, self.frame.width)
        strays = max((abs(a - b) for a, b in zip(placed, wished, strict=True)), default=0.0)
        return strays <= 0.55 * self.step and min(placed, default=0.0) >= 0

    def _lines(self, index: int, cap: float) -> list[Text]:
        """Label, count, and how many joined here, one below the other, at the left edge."""
        flow, size = self.flows[index], self.frame.size
        count = self._count(flow.entered, cap, size + 1.5)
        rows = [
            Text(0, 0, (Span(fit(flow.label, size, cap), colour="ink-2"),), size, hint=self._stage(flow)),
            Text(0, 0, (Span(count, bold=True),), size + 1.5),
        ]
        if self.inflows[index].count:
            rows.append(self._note(index, cap))
        return [row.moved(0, (0.7 + _LEADING * i) * size) for i, row in enumerate(rows)]

    def _note(self, index: int, cap: float) -> Text:
        count = self.inflows[index].count
        longest = _("+{count} joined here", count=self.number(count))
        forms = [longest, _("+{count}", count=self.number(count)), _("+{count}", count=self.short(count))]
        size = max(self.frame.size - 0.5, 12)
        said = next((form for form in forms if text_width(form, size) <= cap), forms[-1])
        return Text(0, 0, (Span(said, colour="accent"),), size, hint=longest)

    def _count(self, count: int, room: float, size: float) -> str:
        full = self.number(count)
        return full if text_width(full, size, bold=True) <= room else self.short(count)

    def _uprights(self) -> list[list[Text]]:
        """Label and count in one line that runs upwards from each bar."""
        lines = [self._upright(i) for i in range(len(self.flows))]
        lowest = max(line.width for line in lines)
        return [[line.moved(0, lowest)] for line in lines]

    def _upright(self, index: int) -> Text:
        flow, size = self.flows[index], self.frame.size
        label = Span(fit(flow.label, size, 96), colour="ink-2")
        half = size * LINE / 2
        x = min(max(self.x(index) + self.frame.bar / 2, half), self.frame.width - half)
        spans = (label, Span(self.short(flow.entered), bold=True))
        return Text(x, 0, spans, size, upright=True, hint=self._stage(flow))

    def _mains(self, top: float) -> list[Band]:
        """The upper band from each stage to the next."""
        return [
            Band(
                i,
                self.x(i) + self.frame.bar,
                top,
                self.x(i + 1),
                top + self.inflows[i + 1].count * self.scale,
                count * self.scale,
                Tone.MOVED,
                count,
                _("{frm} to {to}: {count}", frm=a.label, to=b.label, count=self.number(count)),
            )
            for i, ((a, b), count) in enumerate(zip(pairwise(self.flows), self.through, strict=True))
            if count
        ]

    def _joins(self, top: float) -> tuple[list[Bar], list[Band]]:
        """Those who came to a later stage from elsewhere, falling in from above."""
        bars: list[Bar] = []
        bands: list[Band] = []
        for i, inflow in enumerate(self.inflows):
            x = self.x(i) - min(0.4 * self.step, 64)
            height, width = inflow.count * self.scale, min(self.frame.bar, 4)
            y, landing = top - height - 8, top
            for count, tone, says in self._sources(inflow, self.flows[i].label):
                thick = count * self.scale
                bars.append(Bar(x - width, y, width, thick, tone, count, says))
                bands.append(Band(i, x, y, self.x(i), landing, thick, tone, count, says))
                y, landing = y + thick, landing + thick
        return bars, bands

    def _sources(self, inflow: _Inflow, label: str) -> list[tuple[int, Tone, str]]:
        joined = _("{count} joined at {label}", count=self.number(inflow.joined), label=label)
        returned = _("{count} came to {label} from elsewhere", count=self.number(inflow.returned), label=label)
        both = [(inflow.joined, Tone.MOVED, joined), (inflow.returned, Tone.BACK, returned)]
        return [source for source in both if source[0]]

    def _falls(self, top: float) -> tuple[list[Bar], list[Band], list[Text]]:
        """The bands that leave the upper one, the bars where they end, and their labels."""
        bars: list[Bar] = []
        bands: list[Band] = []
        labels: list[Text] = []
        form = self._form()
        for i, flow in enumerate(self.flows):
            through = self.through[i] if i < len(self.through) else 0
            source = top + through * self.scale
            beneath = self.flows[i + 1].size * self.scale if i + 1 < len(self.flows) else 0.0
            cursor = top + beneath + 1.6 * self.frame.gap
            for end in self.ends[i]:
                height = end.count * self.scale
                room = max(height, _FORM_LINES[form] * self.frame.size * LINE, 3)
                middle = cursor + room / 2
                says = _("{label}: {fate}, {count}", label=flow.label, fate=end.name, count=self.number(end.count))
                x, y = self.x(i + 1), middle - height / 2
                bars.append(Bar(x, y, self.frame.bar, height, end.tone, end.count, says))
                bands.append(Band(i, self.x(i) + self.frame.bar, source, x, y, height, end.tone, end.count, says))
                labels += self._label(end, x + self.frame.bar + 5, middle, form)
                source += height
                cursor += room + self.frame.gap
        return bars, bands, labels

    def _room(self) -> float:
        """Pixels for the label right of an end's bar."""
        return min(self.step - self.frame.bar, self.frame.tail) - 8

    def _form(self) -> str:
        """How the ends are labelled, so that the longest label fits: in one line, two, or by count alone."""
        size, ends = self.frame.size, [end for ends in self.ends for end in ends]
        names = max((text_width(end.name, size) for end in ends), default=0)
        counts = max((text_width(self.number(end.count), size, bold=True) for end in ends), default=0)
        shorts = max((text_width(self.short(end.count), size, bold=True) for end in ends), default=0)
        if names + counts + 0.4 * size <= self._room():
            return "line"
        if max(0.8 * names, shorts) <= self._room():
            return "stack"
        return "count" if shorts <= self._room() else "none"

    def _label(self, end: _End, x: float, middle: float, form: str) -> list[Text]:
        size, room = self.frame.size, self._room()
        name = Span(fit(end.name, size, room), colour="ink-2")
        full = Text(x, middle, (name, Span(self.number(end.count), bold=True)), size)
        count = Text(x, middle, (Span(self._count(end.count, room, size), bold=True),), size)
        half = size * LINE / 2
        stack = [Text(x, middle - half, (name,), size), count.moved(0, half)]
        return {"line": [full], "stack": stack, "count": [count], "none": []}[form]


_LEADING = 1.38
_HEAD_GAP = 8
_FORM_LINES = {"line": 1, "stack": 2, "count": 1, "none": 0}


def _inflow(flow: StageFlow, through: int) -> _Inflow:
    joined = min(flow.joined, flow.size)
    return _Inflow(joined, max(flow.size - joined - through, 0))


def _widest(lines: Sequence[Text]) -> float:
    return max((line.width for line in lines), default=0.0)


def _spread(wished: Sequence[float], widths: Sequence[float], room: float) -> list[float]:
    """Left edges near the wished ones, in order and `_HEAD_GAP` apart; negative if the room is too small."""
    lefts: list[float] = []
    edge = 0.0
    for left, width in zip(wished, widths, strict=True):
        lefts.append(max(left, edge))
        edge = lefts[-1] + width + _HEAD_GAP
    edge = room
    for i in reversed(range(len(lefts))):
        lefts[i] = min(lefts[i], edge - widths[i])
        edge = lefts[i] - _HEAD_GAP
    return lefts
