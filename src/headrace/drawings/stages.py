"""The waterfall as a plan: stages in order, who owns them, where one comes in, where one may fall out.

Neighbouring moves, the way past an optional stage and the way to the side places are drawn; every
allowed move is in the table that the plan stands beside.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from headrace.core.funnel import Funnel, Place, Role
from headrace.core.texts import N_, _
from headrace.drawings.palette import LIGHT
from headrace.drawings.svg import LINE, Box, Picture, Span, Text, element, fit, text_width

WIDTH = 980.0
PER_ROW = 8
STAGE_HEIGHT = 80.0
SIDE_HEIGHT = 52.0
GAP = 34.0
NARROW_GAP = 24.0
ABOVE = 40.0
BELOW = 34.0
BUS = 18.0
WIDEST = 150.0

OWNER_TEXTS: Mapping[str, str] = {
    "marketing": N_("Marketing"),
    "tele": N_("Tele"),
    "sales": N_("Sales"),
    "success": N_("Success"),
}
_LINES: Mapping[Role, str] = {
    Role.STAGE: "accent",
    Role.WON: "accent",
    Role.NURTURE: "v-nur",
    Role.OUT: "v-out",
    Role.LOST: "v-out",
    Role.EXPIRED: "v-bad",
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where each place of a funnel lies, row by row; the side places in the last row."""

    funnel: Funnel
    notes: Mapping[str, str]
    boxes: Mapping[str, Box]

    def box(self, place: Place) -> Box:
        return self.boxes[place.name]

    @property
    def height(self) -> float:
        return max(box.bottom for box in self.boxes.values()) + 2


def stages(funnel: Funnel, notes: Mapping[str, str] | None = None) -> str:
    """The plan of a funnel as one SVG element.

    Args:
        funnel: whose places are drawn.
        notes: a short line under the owner of a stage, by its name, such as its shelf life.
    """
    plan = _Plan(funnel, notes or {}, _boxes(funnel))
    marks = (*_neighbours(plan), *_passages(plan), *_falls(plan), *_entrances(plan), *_frames(plan))
    picture = Picture(WIDTH, plan.height, marks, tuple(_texts(plan)))
    return picture.svg(_("The stages of {name}: {stages}", name=funnel.name, stages=_listed(funnel)))


def _listed(funnel: Funnel) -> str:
    return ", ".join(stage.label for stage in funnel.stages)


def _boxes(funnel: Funnel) -> dict[str, Box]:
    rows = [funnel.stages[i : i + PER_ROW] for i in range(0, len(funnel.stages), PER_ROW)]
    sides = [funnel.side_places[i : i + PER_ROW] for i in range(0, len(funnel.side_places), PER_ROW)]
    boxes: dict[str, Box] = {}
    y = ABOVE
    for row in rows:
        boxes |= _row(row, y, STAGE_HEIGHT)
        y += STAGE_HEIGHT + ABOVE + BELOW
    y += BUS - ABOVE
    for row in sides:
        boxes |= _row(row, y, SIDE_HEIGHT)
        y += SIDE_HEIGHT + BELOW
    return boxes


def _row(places: tuple[Place, ...], y: float, height: float) -> dict[str, Box]:
    gap = GAP if len(places) <= PER_ROW - 2 else NARROW_GAP
    width = min(WIDEST, (WIDTH - 4 - gap * (len(places) - 1)) / len(places))
    start = (WIDTH - len(places) * width - (len(places) - 1) * gap) / 2
    return {place.name: Box(start + index * (width + gap), y, width, height) for index, place in enumerate(places)}


def _frames(plan: _Plan) -> Iterator[str]:
    for place in plan.funnel.places:
        line = _LINES[place.role]
        box = plan.box(place)
        dashes = {"stroke_dasharray": "5 4"} if place.optional else {}
        yield element(
            "rect",
            x=box.x,
            y=box.y,
            width=box.width,
            height=box.height,
            rx=9,
            class_=f"f-surface s-{line}",
            fill=LIGHT["surface"],
            stroke=LIGHT[line],
            stroke_width=3 if place.role is Role.WON else 1.5,
            **dashes,
        )


def _texts(plan: _Plan) -> Iterator[Text]:
    for place in plan.funnel.places:
        box = plan.box(place)
        label = _wrapped(place.label, box.width - 10)
        lines = [(text, 14.0, True) for text in label] + [(text, 12.0, False) for text in _under(place, plan)]
        height = sum(size * LINE + 2 for _line, size, _bold in lines)
        y = box.y + (box.height - height) / 2
        for text, size, bold in lines:
            y += size * LINE / 2 + 1
            shown, fitting = _fitted(text, size, box.width - 10, bold=bold)
            words = Span(shown, bold=bold)
            yield Text(box.x + box.width / 2, y, (words,), size=fitting, anchor="middle", hint=text)
            y += size * LINE / 2 + 1


def _wrapped(label: str, room: float) -> list[str]:
    """The label on one line, or where that is too long, on the two most even ones."""
    words = label.split()
    if text_width(label, 12.0, bold=True) <= room or len(words) < 2:
        return [label]
    halves = [[" ".join(words[:at]), " ".join(words[at:])] for at in range(1, len(words))]
    return min(halves, key=lambda lines: max(text_width(line, 12.0, bold=True) for line in lines))


def _fitted(text: str, size: float, room: float, *, bold: bool) -> tuple[str, float]:
    """The text in the largest size that holds all of it, or cut in the smallest."""
    sizes = (size, size - 1, size - 2)
    fitting = next((each for each in sizes if text_width(text, each, bold=bold) <= room), sizes[-1])
    return fit(text, fitting, room, bold=bold), fitting


def _under(place: Place, plan: _Plan) -> list[str]:
    """The small lines below a label: owner, note, optional; of a side place, whether it leads back."""
    if place.role not in (Role.STAGE, Role.WON):
        back = any(plan.funnel.place(name).role is Role.STAGE for name in place.moves)
        return [_("new pass possible") if back else _("for good")]
    owner = [_(OWNER_TEXTS[place.owner])] if place.owner else []
    note = [plan.notes[place.name]] if place.name in plan.notes else []
    return owner + note + ([_("optional")] if place.optional else [])


def _neighbours(plan: _Plan) -> Iterator[str]:
    """Forward moves between neighbours as solid arrows, backward ones as dashed arrows below them."""
    ordered = plan.funnel.stages
    for here, following in pairwise(ordered):
        start, end = plan.box(here), plan.box(following)
        if following.name in here.moves:
            yield from _forward(start, end)
        if here.name in following.moves and start.y == end.y:
            y = start.y + start.height * 0.68
            yield from _arrow([(end.x - 3, y), (start.right + 3, y)], "ink-3", dashed=True)


def _forward(start: Box, end: Box) -> Iterator[str]:
    if start.y == end.y:
        y = start.y + start.height * 0.36
        yield from _arrow([(start.right + 3, y), (end.x - 3, y)], "accent")
        return
    between = end.y - ABOVE / 2 - 8
    middle, target = start.x + start.width / 2, end.x + end.width * 0.25
    yield from _arrow([(middle, start.bottom + 3), (middle, between), (target, between), (target, end.y - 3)], "accent")


def _passages(plan: _Plan) -> Iterator[str]:
    """The way over an optional stage, from the stage before it to the one after it."""
    ordered = plan.funnel.stages
    for before, over, after in zip(ordered, ordered[1:], ordered[2:], strict=False):
        start, end = plan.box(before), plan.box(after)
        if not over.optional or after.name not in before.moves or start.y != end.y:
            continue
        left, right, top = start.x + start.width * 0.75, end.x + end.width * 0.25, start.y - 26
        yield from _arrow([(left, start.y - 3), (left, top), (right, top), (right, end.y - 3)], "accent")


def _falls(plan: _Plan) -> Iterator[str]:
    """From the stages down to a common line, and from there to each side place that is reached."""
    if not plan.funnel.side_places:
        return
    first = plan.box(plan.funnel.side_places[0])
    bus, beside = first.y - BUS, {side.name for side in plan.funnel.side_places}
    last_row = plan.box(plan.funnel.stages[-1]).y
    sources = [plan.box(stage) for stage in plan.funnel.stages if beside & set(stage.moves)]
    falling = [box for box in sources if box.y == last_row]
    targets = [plan.box(side) for side in plan.funnel.side_places if plan.box(side).y == first.y]
    middles = [box.x + box.width / 2 for box in [*falling, *targets]]
    yield from (_line([(x, box.bottom + 3), (x, bus)], "line-strong") for box, x in _centred(falling))
    yield _line([(min(middles), bus), (max(middles), bus)], "line-strong")
    for box, x in _centred(targets):
        yield from _arrow([(x, bus), (x, box.y - 3)], "line-strong")


def _centred(boxes: list[Box]) -> Iterator[tuple[Box, float]]:
    return ((box, box.x + box.width / 2) for box in boxes)


def _entrances(plan: _Plan) -> Iterator[str]:
    """An arrow from above into each stage where a journey may begin."""
    for stage in plan.funnel.stages:
        if stage.entrance:
            box = plan.box(stage)
            x = box.x + box.width / 2
            yield from _arrow([(x, box.y - 18), (x, box.y - 3)], "ink", thick=2.5)


def _arrow(points: list[tuple[float, float]], token: str, *, dashed: bool = False, thick: float = 1.5) -> Iterator[str]:
    yield _line(points, token, dashed=dashed, thick=thick)
    (fx, fy), (x, y) = points[-2], points[-1]
    dx, dy = (x > fx) - (x < fx), (y > fy) - (y < fy)
    size = 5 + thick
    back_x, back_y = x - size * dx, y - size * dy
    corners = [
        (x, y),
        (back_x + size * dy / 2, back_y + size * dx / 2),
        (back_x - size * dy / 2, back_y - size * dx / 2),
    ]
    yield element("polygon", points=_points(corners), class_=f"f-{token}", fill=LIGHT[token])


def _line(points: list[tuple[float, float]], token: str, *, dashed: bool = False, thick: float = 1.5) -> str:
    dashes = {"stroke_dasharray": "4 3"} if dashed else {}
    return element(
        "polyline",
        points=_points(points),
        class_=f"s-{token}",
        stroke=LIGHT[token],
        stroke_width=thick,
        fill="none",
        **dashes,
    )


def _points(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
