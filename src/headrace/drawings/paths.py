"""The ways that people really take: forward, past stages, back, aside, and in again.

Stages stand on a line. Skips arch over it, moves back hang under it, and beneath lies one lane per side
place: a line falls into it where people left a stage and rises where they came back. Widths are counts.

The drawing is planned in two coordinates, `u` along the stages and `v` across them; the narrow variant
turns it, so that the stages run down the page.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from headrace.core.texts import _
from headrace.drawings.flows import Number
from headrace.drawings.palette import LIGHT, Tone
from headrace.drawings.svg import (
    LINE,
    Box,
    Picture,
    Span,
    Text,
    coord,
    element,
    filled,
    first_free,
    fit,
    stroked,
    title,
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that steps lead to or from. `tone` colours the ways into a side place."""

    name: str
    label: str
    tone: Tone = Tone.OUT


@dataclass(frozen=True, slots=True)
class Step:
    """How many went from one place to another. `frm` is None for those who come into the waterfall.

    `kind` is forward, skip, back, nurture, recycle, out, expired or entry.
    """

    frm: str | None
    to: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of one variant, in pixels at its design width; `along` and `across` are half a node.

    `lane` is the widest distance between lanes, `arch` the height that arcs may take, `thick` the widest
    line, `head` the room for the lanes' names before the first stage, `stub` the length of an entry.
    """

    width: float
    turned: bool
    along: float
    across: float
    lane: float
    arch: float
    thick: float
    head: float
    stub: float
    size: float = 12.5


WIDE = Frame(1040, turned=False, along=52, across=17, lane=36, arch=72, thick=15, head=124, stub=24)
MIDDLE = Frame(660, turned=False, along=38, across=17, lane=36, arch=60, thick=11, head=96, stub=24)
NARROW = Frame(310, turned=True, along=16, across=40, lane=34, arch=28, thick=10, head=84, stub=14, size=12)

_TONES = {
    "forward": Tone.MOVED,
    "entry": Tone.MOVED,
    "skip": Tone.MOVED,
    "back": Tone.BACK,
    "recycle": Tone.NURTURE,
    "nurture": Tone.NURTURE,
    "out": Tone.OUT,
    "expired": Tone.EXPIRED,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One step as drawn: its width in pixels, and its path. `count` is in people."""

    step: Step
    width: float
    path: str
    tone: Tone
    tip: str
    says: str

    def svg(self) -> str:
        """The line and its arrowhead as markup."""
        opacity = 0.55 if self.width > 4 else 0.85
        head = element("path", d=self.tip, **filled(self.tone))
        look = stroked(self.tone)
        line = element("path", d=self.path, **look, stroke_width=self.width, stroke_opacity=opacity)
        return element("g", title(self.says), line, head)


@dataclass(frozen=True, slots=True)
class Node:
    """A stage: its box, and its name as far as it fits."""

    box: Box
    text: Text

    def svg(self) -> str:
        """The node as markup."""
        box = self.box
        shape = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
        colours = {"fill": LIGHT["surface"], "stroke": LIGHT["line-strong"]}
        return element("rect", title(self.text.hint), **shape, **colours, rx=8, class_="f-surface s-line-strong")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything of the drawing stands. Texts of counts that found no room are left out."""

    width: float
    height: float
    rails: tuple[str, ...]
    lines: tuple[Line, ...]
    nodes: tuple[Node, ...]
    texts: tuple[Text, ...]


def paths(
    stages: Sequence[Spot], sides: Sequence[Spot], steps: Sequence[Step], number: Number, frame: Frame = WIDE
) -> str:
    """The steps between places as SVG text.

    Args:
        stages: the funnel's stages in order.
        sides: the side places; each that a step touches gets a lane.
        steps: one per pair of places; both must be among `stages` and `sides`, and empty ones are left out.
        number: writes a count.
        frame: the variant, wide or narrow.
    """
    plan = layout(stages, sides, steps, number, frame)
    marks = (*plan.rails, *(line.svg() for line in plan.lines), *(node.svg() for node in plan.nodes))
    texts = (*(node.text for node in plan.nodes), *plan.texts)
    return Picture(plan.width, plan.height, marks, texts).svg(finding(steps, number))


def finding(steps: Sequence[Step], number: Number) -> str:
    """The drawing in a sentence, for those who hear it."""
    sums: dict[str, int] = defaultdict(int)
    for step in steps:
        sums[step.kind] += step.count
    return _(
        "Ways through the waterfall: {forward} steps forward, {skip} past a stage, {back} back, "
        "{nurture} to nurture, {recycle} in again, {out} out, {expired} expired.",
        **{kind: number(sums[kind]) for kind in _TONES},
    )


def layout(
    stages: Sequence[Spot], sides: Sequence[Spot], steps: Sequence[Step], number: Number, frame: Frame = WIDE
) -> Layout:
    """Where nodes, lines and texts stand. A line's width is proportional to its count, one pixel at least."""
    return _Plan(stages, sides, steps, number, frame).layout()


@dataclass(slots=True)
class _Plan:
    """The work of laying out one drawing."""

    stages: Sequence[Spot]
    sides: Sequence[Spot]
    steps: Sequence[Step]
    number: Number
    frame: Frame
    at: dict[str, int] = field(init=False)
    lane_of: dict[str, int] = field(init=False)
    labels: dict[str, str] = field(init=False)
    most: int = field(init=False)
    pitch: float = field(init=False)
    along: float = field(init=False)
    levels: dict[int, int] = field(init=False)
    origin: float = field(init=False)
    first_lane: float = field(init=False)
    lane_pitch: float = field(init=False)

    def __post_init__(self) -> None:
        self.steps = [step for step in self.steps if step.count > 0]
        used = {name for step in self.steps for name in (step.frm, step.to)}
        self.sides = [spot for spot in self.sides if spot.name in used]
        self.at = {spot.name: i for i, spot in enumerate(self.stages)}
        self.lane_of = {spot.name: i for i, spot in enumerate(self.sides)}
        self.labels = {spot.name: spot.label for spot in (*self.stages, *self.sides)}
        self.most = max((step.count for step in self.steps), default=1)
        self._measure()

    def _measure(self) -> None:
        frame = self.frame
        arcs = [step for step in self.steps if self._arched(step)]
        spans = sorted({abs(self._span(step)) for step in arcs})
        self.levels = {span: level for level, span in enumerate(spans)}
        over = max((0.75 * self._height(step) for step in arcs if self._span(step) > 0), default=0.0)
        under = max((0.75 * self._height(step) for step in arcs if self._span(step) <= 0), default=0.0)
        label = _UPRIGHT_LABEL if frame.turned else 1.5 * LINE * frame.size
        stub = frame.stub if any(step.frm is None for step in self.steps) else 0.0
        self.origin = frame.across + max(over, stub) + 4 + (label if self.steps else 0)
        self.first_lane = frame.across + (under + 0.7 * label if under else 0) + 0.4 * frame.lane
        self._scale_out()

    def _scale_out(self) -> None:
        """Stages share the drawing's length; lanes what is left of its width, if it is turned."""
        frame, free = self.frame, (self.frame.width - self.frame.head - 24) / max(len(self.stages), 1)
        self.pitch = _UPRIGHT_PITCH if frame.turned else min(free, 190)
        self.along = frame.along if frame.turned else min(frame.along, 0.36 * self.pitch)
        room = frame.width - self.origin - self.first_lane - _UPRIGHT_LABEL / 2
        gaps = max(len(self.sides) - 1, 1)
        self.lane_pitch = max(min(frame.lane, room / gaps), 8) if frame.turned else frame.lane

    def layout(self) -> Layout:
        nodes = [self._node(i) for i in range(len(self.stages))]
        lines: list[Line] = []
        wishes: list[tuple[int, list[Text]]] = []
        for line, texts in self._drawn():
            lines.append(line)
            wishes.append((line.step.count, texts))
        heads = [self._lane_head(i) for i in range(len(self.sides))]
        boxes = [node.box for node in nodes] + [head.box for head in heads]
        counts = _placed(wishes, boxes, self.frame.width)
        rails = tuple(self._rail(i) for i in range(len(self.sides)))
        height = self._height_of(nodes, counts)
        return Layout(self.frame.width, height, rails, tuple(lines), tuple(nodes), (*heads, *counts))

    def _height_of(self, nodes: Sequence[Node], texts: Sequence[Text]) -> float:
        bottoms = [text.box.bottom for text in texts] + [node.box.bottom for node in nodes]
        last = self._lane(len(self.sides) - 1) if self.sides else 0.0
        end = self._end() if self.frame.turned else self.origin + last + 0.6 * self.frame.lane
        return max([*bottoms, end]) + 4

    def _drawn(self) -> Iterable[tuple[Line, list[Text]]]:
        for step in self.steps:
            if step.frm is None:
                yield self._entry(step)
            elif step.frm in self.at and step.to in self.at:
                yield self._arc(step) if self._arched(step) else self._link(step)
            elif step.frm in self.lane_of and step.to in self.lane_of:
                yield self._across(step)
            else:
                yield self._aside(step)

    # Where things are.

    def _u(self, stage: int) -> float:
        """The middle of a stage along the line."""
        return self.frame.head + self.pitch * (stage + 0.5)

    def _end(self) -> float:
        return self.frame.head + self.pitch * len(self.stages) + 12

    def _lane(self, side: int) -> float:
        """The distance of a lane from the line of stages."""
        return self.first_lane + side * self.lane_pitch

    def _xy(self, u: float, v: float) -> tuple[float, float]:
        return (v + self.origin, u) if self.frame.turned else (u, v + self.origin)

    def _point(self, u: float, v: float) -> str:
        x, y = self._xy(u, v)
        return f"{coord(x)} {coord(y)}"

    def _span(self, step: Step) -> int:
        """How many stages a step between stages goes forward; negative for back."""
        return self.at[step.to] - self.at[step.frm] if step.frm in self.at and step.to in self.at else 0

    def _arched(self, step: Step) -> bool:
        return step.frm in self.at and step.to in self.at and self._span(step) != 1

    def _height(self, step: Step) -> float:
        """How far the control points of a step's arc stand off its nodes."""
        level = self.levels[abs(self._span(step))] + 1
        return min(34.0 + 24 * (level - 1), self.frame.arch / 0.75 * level / len(self.levels))

    def _thick(self, count: int) -> float:
        widest = min(self.frame.thick, 0.36 * self.along * 2)
        return max(widest * count / self.most, 1.0)

    # What is drawn.

    def _line(self, step: Step, path: str, tip: tuple[float, float, float, float], tone: Tone) -> Line:
        """A line and its head: `tip` is the point, then the direction, both as (u, v)."""
        width = self._thick(step.count)
        return Line(step, width, path, tone, self._head(*tip, width / 2 + 3), self._says(step))

    def _head(self, u: float, v: float, du: float, dv: float, half: float) -> str:
        long = min(half * 1.3, 9)
        back = (u - du * long, v - dv * long)
        left = self._point(back[0] - dv * half, back[1] + du * half)
        right = self._point(back[0] + dv * half, back[1] - du * half)
        return f"M{left}L{self._point(u, v)}L{right}Z"

    def _says(self, step: Step) -> str:
        count = self.number(step.count)
        if step.frm is None:
            return _("{count} came in at {to}", count=count, to=self.labels[step.to])
        return _("{frm} to {to}: {count}", frm=self.labels[step.frm], to=self.labels[step.to], count=count)

    def _node(self, index: int) -> Node:
        spot, frame = self.stages[index], self.frame
        x, y = self._xy(self._u(index), 0)
        wide, high = (frame.across, self.along) if frame.turned else (self.along, frame.across)
        name = Span(fit(spot.label, frame.size, 2 * wide - 7))
        text = Text(x, y, (name,), frame.size, anchor="middle", hint=spot.label)
        return Node(Box(x - wide, y - high, 2 * wide, 2 * high), text)

    def _link(self, step: Step) -> tuple[Line, list[Text]]:
        """A step to the next stage: straight along the line."""
        start, end = self._u(self.at[step.frm or ""]) + self.along, self._u(self.at[step.to]) - self.along
        path = f"M{self._point(start, 0)}L{self._point(end - 5, 0)}"
        line = self._line(step, path, (end, 0, 1, 0), Tone.MOVED)
        near, far = line.width / 2 + 3, self.frame.across + 3
        return line, [
            self._beside(step, (start + end) / 2, off, 1 if off > 0 else -1) for off in (-near, near, far, -far)
        ]

    def _arc(self, step: Step) -> tuple[Line, list[Text]]:
        """A step past stages, over the line, or back, under it."""
        a, b = self.at[step.frm or ""], self.at[step.to]
        side, height = (-1 if b > a else 1), self._height(step)
        # The longer an arc, the nearer to the node's middle: so arcs of one node lie inside each other.
        inset = self.along * (0.74 - 0.5 * (self.levels[abs(b - a)] + 1) / len(self.levels))
        start, end = self._u(a) - side * inset, self._u(b) + side * inset
        foot = side * self.frame.across
        peak = foot + side * height
        tip = foot + side * 5
        path = (
            f"M{self._point(start, foot)}C{self._point(start, peak)} {self._point(end, peak)} {self._point(end, tip)}"
        )
        line = self._line(step, path, (end, foot, 0, -side), _TONES.get(step.kind, Tone.MOVED))
        apex = foot + side * (0.75 * height + line.width / 2 + 3)
        shift = (end - start) / 8
        return line, [self._beside(step, (start + end) / 2 + d, apex, side) for d in (0, -shift, shift)]

    def _entry(self, step: Step) -> tuple[Line, list[Text]]:
        """A short arrow into a stage from above."""
        if step.to in self.lane_of:
            return self._rising(step, self._end() - 6, self._lane(self.lane_of[step.to]))
        u, foot = self._u(self.at[step.to]) - 0.62 * self.along, -self.frame.across
        path = f"M{self._point(u, foot - self.frame.stub)}L{self._point(u, foot - 5)}"
        line = self._line(step, path, (u, foot, 0, 1), Tone.MOVED)
        count = _("+{count}", count=self.number(step.count))
        return line, [self._text(count, u, foot - self.frame.stub - 3, -1)]

    def _rising(self, step: Step, u: float, lane: float) -> tuple[Line, list[Text]]:
        path = f"M{self._point(u, lane - self.frame.stub)}L{self._point(u, lane - 5)}"
        line = self._line(step, path, (u, lane, 0, 1), Tone.MOVED)
        return line, [self._after(step, u + line.width / 2, lane - 10)]

    def _aside(self, step: Step) -> tuple[Line, list[Text]]:
        """A fall from a stage into a lane, or a rise from a lane to a stage."""
        falls = step.frm in self.at
        side = self.lane_of[step.to if falls else step.frm or ""]
        lane = self._lane(side)
        u, foot, width = self._berth(step), self.frame.across, self._thick(step.count)
        ends = (foot, lane - 4) if falls else (lane, foot + 5)
        path = f"M{self._point(u, ends[0])}L{self._point(u, ends[1])}"
        tip = (u, lane, 0.0, 1.0) if falls else (u, foot, 0.0, -1.0)
        line = self._line(step, path, tip, self.sides[side].tone)
        spare = width / 2 + 5
        near, far = (self._after, self._before) if falls else (self._before, self._after)
        wishes = [near(step, u + (spare if falls else -spare), lane - 9)]
        wishes += [near(step, u + (spare if falls else -spare), lane + 9)]
        return line, [*wishes, far(step, u + (-spare if falls else spare), lane - 9)]

    def _berth(self, step: Step) -> float:
        """Where a fall or rise stands under its stage: rises left, falls right, side by side."""
        stage = step.frm if step.frm in self.at else step.to
        block = sorted((s for s in self.steps if self._asides(s, stage)), key=self._berth_order)
        widths = [self._thick(s.count) + 5 for s in block]
        before = sum(widths[: block.index(step)])
        return self._u(self.at[stage or ""]) - sum(widths) / 2 + before + widths[block.index(step)] / 2

    def _asides(self, step: Step, stage: str | None) -> bool:
        return (step.frm == stage and step.to in self.lane_of) or (step.to == stage and step.frm in self.lane_of)

    def _berth_order(self, step: Step) -> int:
        return -self.lane_of[step.to] + len(self.sides) if step.frm in self.at else self.lane_of[step.frm or ""] - 99

    def _across(self, step: Step) -> tuple[Line, list[Text]]:
        """A step from one lane to another, after the last stage."""
        a, b = self._lane(self.lane_of[step.frm or ""]), self._lane(self.lane_of[step.to])
        order = [s for s in self.steps if s.frm in self.lane_of and s.to in self.lane_of]
        u = self._end() - 8 * order.index(step)
        way = 1 if b > a else -1
        path = f"M{self._point(u, a)}L{self._point(u, b - 4 * way)}"
        line = self._line(step, path, (u, b, 0, way), self.sides[self.lane_of[step.to]].tone)
        spare = line.width / 2 + 4
        return line, [self._before(step, u - spare, (a + b) / 2), self._after(step, u + spare, (a + b) / 2)]

    def _rail(self, side: int) -> str:
        """The hairline of a lane."""
        lane = self._lane(side)
        path = f"M{self._point(self.frame.head - 6, lane)}L{self._point(self._end(), lane)}"
        return element("path", d=path, **stroked("line"), stroke_width=1)

    def _lane_head(self, side: int) -> Text:
        spot, frame = self.sides[side], self.frame
        x, y = self._xy(frame.head - 12 if frame.turned else 0, self._lane(side))
        name = Span(fit(spot.label, frame.size, frame.head - 18), colour="ink-2")
        return Text(x, y, (name,), frame.size, upright=frame.turned, hint=spot.label)

    # Counts beside lines.

    def _text(self, said: str, u: float, v: float, side: int) -> Text:
        """A text at a point, growing away from it across the line: `side` is -1 for over, 1 for under."""
        x, y = self._xy(u, v)
        span = (Span(said, bold=True),)
        if self.frame.turned:
            return Text(x, y, span, self.frame.size, anchor="end" if side < 0 else "start")
        return Text(x, y + side * self.frame.size * LINE / 2, span, self.frame.size, anchor="middle")

    def _beside(self, step: Step, u: float, v: float, side: int) -> Text:
        return self._text(self.number(step.count), u, v, side)

    def _after(self, step: Step, u: float, v: float) -> Text:
        """A count beyond a point, along the line of stages."""
        return self._along(step, u, v, 1)

    def _before(self, step: Step, u: float, v: float) -> Text:
        return self._along(step, u, v, -1)

    def _along(self, step: Step, u: float, v: float, way: int) -> Text:
        span, size = (Span(self.number(step.count), bold=True),), self.frame.size
        if self.frame.turned:
            x, y = self._xy(u + way * size * LINE / 2, v)
            return Text(x, y, span, size, anchor="middle")
        x, y = self._xy(u, v)
        return Text(x, y, span, size, anchor="start" if way > 0 else "end")


_UPRIGHT_LABEL = 40
_UPRIGHT_PITCH = 72


def _placed(wishes: Iterable[tuple[int, list[Text]]], boxes: Sequence[Box], width: float) -> list[Text]:
    """For each count the first of its places that is still free, the largest counts first."""
    taken, placed = list(boxes), []
    for _count, texts in sorted(wishes, key=lambda wish: -wish[0]):
        if text := first_free(texts, taken, width):
            placed.append(text)
            taken.append(text.box)
    return placed
