"""The tornado: what a figure becomes with each lever down and up, the widest swing on top."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from headrace.core.texts import _
from headrace.drawings.axes import LABEL, Scale
from headrace.drawings.palette import LIGHT, Tone
from headrace.drawings.svg import Box, Picture, Span, Text, element, filled, fit, title

Number = Callable[[float], str]
ROW = 30.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A lever, and the figure with it down and up; None where that cannot be."""

    label: str
    down: float | None
    up: float | None


@dataclass(frozen=True, slots=True)
class Frame:
    """The width of a drawing and the room for its labels and for figures at both ends."""

    width: float
    labels: float = 190
    figures: float = 84


WIDE, MIDDLE, NARROW = Frame(1020), Frame(700), Frame(380, labels=112, figures=56)


def tornado(bars: Sequence[Bar], base: float, number: Number, frame: Frame = WIDE) -> str:
    """The tornado as SVG text; a bar reaches from the figure with the lever down to the figure with it up."""
    ends = [end for bar in bars for end in (bar.down, bar.up) if end is not None]
    left, right = frame.labels + frame.figures, frame.width - frame.figures
    scale = Scale(min([base, *ends]), max([base, *ends]), left, right)
    top = 26.0
    middle = scale.at(base)
    look: dict[str, str | float] = {"class_": "s-line-strong", "stroke": LIGHT["line-strong"], "stroke_width": 1}
    marks = [element("line", x1=middle, x2=middle, y1=top - 6, y2=top + ROW * len(bars), **look)]
    said = _("as it is {base}", base=number(base))
    texts = [Text(middle, 12, (Span(said, colour="ink-2"),), LABEL, "middle")]
    for place, bar in enumerate(bars):
        row = Box(frame.labels, top + place * ROW + 5, 0, ROW - 10)
        marks += _sides(bar, scale, base, row, number)
        texts += _texts(bar, scale, base, row, number, frame)
    return Picture(frame.width, top + ROW * len(bars) + 6, tuple(marks), tuple(texts)).svg(_finding(bars, base, number))


def _sides(bar: Bar, scale: Scale, base: float, row: Box, number: Number) -> list[str]:
    """The part with the lever down, paler, and the part with it up."""
    found = []
    for value, tone, said in ((bar.down, Tone.OPEN, _("lower")), (bar.up, Tone.MOVED, _("higher"))):
        if value is not None:
            start, end = sorted((scale.at(base), scale.at(value)))
            told = title(_("{lever} {way}: {value}", lever=bar.label, way=said, value=number(value)))
            found.append(element("rect", told, x=start, y=row.y, width=max(end - start, 0.5), height=row.height,
                                 **filled(tone)))  # fmt: skip
    return found


def _texts(bar: Bar, scale: Scale, base: float, row: Box, number: Number, frame: Frame) -> list[Text]:
    """The lever's name at the left, its two figures beside the ends of its bar."""
    y = row.y + row.height / 2
    found = [Text(frame.labels - 10, y, (Span(fit(bar.label, 12.5, frame.labels - 16)),), 12.5, "end")]
    for value in (bar.down, bar.up):
        if value is not None:
            left = value < base
            x = scale.at(value) + (-6 if left else 6)
            found.append(Text(x, y, (Span(number(value), colour="ink-3"),), LABEL, "end" if left else "start"))
    return found


def _finding(bars: Sequence[Bar], base: float, number: Number) -> str:
    if not bars:
        return _("Nothing to pull")
    most = bars[0]
    ends = [number(end) for end in (most.down, most.up) if end is not None]
    return _("{lever} moves most, from {base} to {ends}", lever=most.label, base=number(base), ends=" / ".join(ends))
