"""The fan: where a running total may end, month by month, against the goal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from headrace.core.texts import _
from headrace.drawings.axes import LABEL, Frame, Scale, beside, gridlines, line, polyline, upright
from headrace.drawings.palette import LIGHT
from headrace.drawings.svg import Box, Picture, Span, Text, element, text_width, title

Number = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Reach:
    """The running total by the end of a month: what is wanted, and what 10, 50 and 90 % of the futures stay below."""

    label: str
    goal: float
    low: float
    middle: float
    high: float


WIDE, MIDDLE, NARROW = Frame(1020, 340, 56, 128, 14), Frame(700, 320, 56, 128, 14), Frame(380, 280, 46, 92, 14)


def fan(reaches: Sequence[Reach], number: Number, frame: Frame = WIDE) -> str:
    """The fan as SVG text: 80 % of the futures as a band, the middle and the goal as lines, their ends labelled."""
    box = frame.box
    scale, ticks = upright(max(max(each.high, each.goal) for each in reaches), box)
    across = Scale(0, max(len(reaches) - 1, 1), box.x + 6, box.right)
    lines, texts = gridlines(ticks, scale, box, number)
    xs = [across.at(place) for place in range(len(reaches))]
    band = [(x, scale.at(each.high)) for x, each in zip(xs, reaches, strict=True)]
    band += [(x, scale.at(each.low)) for x, each in reversed(list(zip(xs, reaches, strict=True)))]
    marks = [
        *lines,
        element("path", d=polyline(band) + "Z", class_="f-v-open", fill=LIGHT["v-open"], fill_opacity=0.55),
        line([(x, scale.at(each.goal)) for x, each in zip(xs, reaches, strict=True)], "ink-2", dashed=True),
        line([(x, scale.at(each.middle)) for x, each in zip(xs, reaches, strict=True)], "v1"),
        *(_mark(x, each, box, number) for x, each in zip(xs, reaches, strict=True)),
    ]
    labels = [*texts, *_months(xs, reaches, box), *_ends(reaches[-1], scale, box, number)]
    return Picture(frame.width, frame.height, tuple(marks), tuple(labels)).svg(_finding(reaches, number))


def _mark(x: float, reach: Reach, box: Box, number: Number) -> str:
    """A strip over the month that says its figures when it is pointed at."""
    said = _(
        "{month}: {low} to {high}, {middle} likely; goal {goal}",
        month=reach.label, low=number(reach.low), high=number(reach.high), middle=number(reach.middle),
        goal=number(reach.goal),
    )  # fmt: skip
    return element(
        "rect", title(said), x=x - 6, y=box.y, width=12, height=box.height, fill="none", pointer_events="all"
    )


def _months(xs: Sequence[float], reaches: Sequence[Reach], box: Box) -> list[Text]:
    """As many months as there is room for, the last one always."""
    widest = max(text_width(each.label, LABEL) for each in reaches) + 14
    gap = (xs[-1] - xs[0]) / max(len(xs) - 1, 1)
    every = max(1, int(-(-widest // gap))) if gap else 1
    last = len(xs) - 1
    return [
        Text(x, box.bottom + 18, (Span(each.label, colour="ink-3"),), LABEL, "middle")
        for place, (x, each) in enumerate(zip(xs, reaches, strict=True))
        if (last - place) % every == 0
    ]


def _ends(last: Reach, scale: Scale, box: Box, number: Number) -> list[Text]:
    """What the lines are, beside their right ends, none over another."""
    told = [
        (scale.at(last.goal), Span(_("goal {goal}", goal=number(last.goal)), colour="ink-2")),
        (scale.at(last.middle), Span(_("{middle} likely", middle=number(last.middle)), bold=True)),
        (scale.at(last.high), Span(_("90 %: {high}", high=number(last.high)), colour="ink-3")),
        (scale.at(last.low), Span(_("10 %: {low}", low=number(last.low)), colour="ink-3")),
    ]
    return beside(told, box.right + 10, box.y)


def _finding(reaches: Sequence[Reach], number: Number) -> str:
    last = reaches[-1]
    return _(
        "By {month} from {low} to {high}, {middle} likely, against a goal of {goal}",
        month=last.label, low=number(last.low), high=number(last.high), middle=number(last.middle),
        goal=number(last.goal),
    )  # fmt: skip
