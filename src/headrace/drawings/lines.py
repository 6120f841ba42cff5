"""Lines over a common axis: several series, each labelled at its end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from headrace.core.texts import _
from headrace.drawings.axes import LABEL, Frame, Scale, beside, gridlines, line, upright
from headrace.drawings.palette import LIGHT
from headrace.drawings.svg import Picture, Span, Text, element, fit, title

Number = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Series:
    """A line: its name, its values along the axis, its colour; dashed for what might be instead."""

    name: str
    values: tuple[float, ...]
    colour: str = "v1"
    dashed: bool = False


WIDE, MIDDLE, NARROW = (
    Frame(1020, 300, 76, 190, 34, 36),
    Frame(700, 280, 76, 190, 34, 36),
    Frame(380, 260, 60, 112, 34, 36),
)


@dataclass(frozen=True, slots=True)
class Along:
    """The axis that lines run along: places, ascending, and what each is called."""

    places: tuple[float, ...]
    labels: tuple[str, ...]


def lines(heading: str, along: Along, series: Sequence[Series], number: Number, frame: Frame = WIDE) -> str:
    """The lines as SVG text; the axis reaches down to 0, or below if a line does."""
    box, values = frame.box, [value for each in series for value in each.values]
    scale, ticks = upright(max(values, default=0.0), box, min(0.0, *values))
    across = Scale(along.places[0], along.places[-1], box.x + 10, box.right - 4)
    xs, labels = [across.at(place) for place in along.places], along.labels
    grid, texts = gridlines(ticks, scale, box, number)
    marks = [*grid, *(_line(each, xs, scale) for each in series)]
    marks += [_dot(each, label, x, value, scale, number)
              for each in series for label, x, value in zip(labels, xs, each.values, strict=True)]  # fmt: skip
    below = [Text(x, box.bottom + 18, (Span(label, colour="ink-3"),), LABEL, "middle")
             for x, label in zip(xs, labels, strict=True)]  # fmt: skip
    head = Text(box.x - 44, 14, (Span(heading, bold=True),), 13)
    ends = _ends(series, scale, frame, number)
    return Picture(frame.width, frame.height, tuple(marks), (head, *texts, *below, *ends)).svg(
        _("{heading}: {ends}", heading=heading, ends=", ".join(_said(each, number) for each in series))
    )


def _line(each: Series, xs: Sequence[float], scale: Scale) -> str:
    points = [(x, scale.at(value)) for x, value in zip(xs, each.values, strict=True)]
    return line(points, each.colour, dashed=each.dashed)


def _dot(each: Series, label: str, x: float, value: float, scale: Scale, number: Number) -> str:
    said = _("{name}, {label}: {value}", name=each.name, label=label, value=number(value))
    look: dict[str, str | float] = {"class_": f"f-{each.colour}", "fill": LIGHT[each.colour]}
    return element("circle", title(said), cx=x, cy=scale.at(value), r=3.2, **look)


def _said(each: Series, number: Number) -> str:
    return _("{value} {name}", name=each.name, value=number(each.values[-1]))


def _ends(series: Sequence[Series], scale: Scale, frame: Frame, number: Number) -> list[Text]:
    """The names beside the right ends."""
    room = frame.right - 14
    told = [(scale.at(each.values[-1]), Span(fit(_said(each, number), LABEL, room), colour="ink-2")) for each in series]
    return beside(told, frame.box.right + 10, frame.box.y)
