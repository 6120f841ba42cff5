"""Axes of a chart: round steps from zero, and points on the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from headrace.drawings.palette import LIGHT
from headrace.drawings.svg import LINE, Box, Span, Text, element, stroked

STEPS = (1, 2, 2.5, 5, 10)
LABEL = 11.5
"""Size of the texts along an axis."""


def round_step(most: float, steps: int = 6) -> float:
    """A round number of which at most so many reach up to a value.

    >>> round_step(205), round_step(0.7), round_step(0)
    (50.0, 0.2, 1.0)
    """
    if most <= 0:
        return 1.0
    size = 10 ** floor(log10(most / steps))
    return float(next(size * step for step in STEPS if size * step * steps >= most * (1 - 1e-9)))


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a chart, and the room around its field."""

    width: float
    height: float
    left: float
    right: float
    top: float
    below: float = 32

    @property
    def box(self) -> Box:
        """The field."""
        return Box(self.left, self.top, self.width - self.left - self.right, self.height - self.top - self.below)


@dataclass(frozen=True, slots=True)
class Scale:
    """A value's place between two ends of the page, from `least` to `most`."""

    least: float
    most: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value lies."""
        return self.start + (self.end - self.start) * (value - self.least) / ((self.most - self.least) or 1.0)


def upright(most: float, box: Box, least: float = 0.0, steps: int = 6) -> tuple[Scale, list[float]]:
    """The scale of an upright axis whose ends are round, with its ticks from the lowest up."""
    step = round_step(max(most, -least, 1e-9), steps)
    low, high = floor(least / step - 1e-9) if least < 0 else 0, max(1, ceil(most / step - 1e-9))
    return Scale(low * step, high * step, box.bottom, box.y), [tick * step for tick in range(low, high + 1)]


def gridlines(
    ticks: Sequence[float], scale: Scale, box: Box, said: Callable[[float], str]
) -> tuple[list[str], list[Text]]:
    """A hairline for each tick, and its number at the left."""
    look: dict[str, str | float] = {"class_": "s-line", "stroke": LIGHT["line"], "stroke_width": 1}
    lines = [element("line", x1=box.x, x2=box.right, y1=scale.at(tick), y2=scale.at(tick), **look) for tick in ticks]
    texts = [Text(box.x - 8, scale.at(tick), (Span(said(tick), colour="ink-3"),), LABEL, "end") for tick in ticks]
    return lines, texts


def line(points: Sequence[tuple[float, float]], colour: str, *, dashed: bool = False) -> str:
    """A line through points."""
    dash: dict[str, str | float] = {"stroke_dasharray": "5 4"} if dashed else {}
    return element("path", d=polyline(points), stroke_width=2.2, **stroked(colour), **dash)


def beside(told: Sequence[tuple[float, Span]], x: float, top: float) -> list[Text]:
    """Labels at their heights, the highest first, none over another."""
    texts, floor = [], top
    for y, span in sorted(told, key=lambda each: each[0]):
        floor = max(y, floor)
        texts.append(Text(x, floor, (span,), LABEL))
        floor += LABEL * LINE
    return texts


def polyline(points: Sequence[tuple[float, float]]) -> str:
    """The `d` of a path through points."""
    return "M" + "L".join(f"{x:.2f},{y:.2f}" for x, y in points)
