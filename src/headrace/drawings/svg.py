"""The small vocabulary of our drawings: marks, texts with their boxes, and the picture.

Lengths are in the drawing's own units, which are pixels at its design width; y grows downwards.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape

from headrace.drawings.palette import LIGHT, Tone

FONT = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
LINE = 1.25
"""Height of a line of text, as a multiple of its size."""

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NARROW = frozenset("iljftrIJ.,:;'|!()[]{}/\\-· ")
_BROAD = frozenset("mwMW@%—…")


def safe(text: str) -> str:
    """Text that XML can hold: characters it forbids are dropped, the rest is escaped."""
    return escape(_ILLEGAL.sub("", text), quote=True)


def coord(value: float) -> str:
    """A coordinate with at most two decimals.

    >>> coord(12.0), coord(0.126)
    ('12', '0.13')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(tag: str, *children: str, **attributes: str | float) -> str:
    """One SVG element. `class_` is written `class`, and an underscore as a dash.

    Children are markup; attribute values are escaped here.
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_attribute(value)}"' for name, value in attributes.items()
    )
    return f"<{tag}{written}>{''.join(children)}</{tag}>" if children else f"<{tag}{written}/>"


def _attribute(value: str | float) -> str:
    return safe(value) if isinstance(value, str) else coord(value)


def title(text: str) -> str:
    """What a mark says when it is pointed at or read out."""
    return f"<title>{safe(text)}</title>"


def filled(tone: Tone) -> dict[str, str]:
    """The class and the light colour of a filled shape."""
    return {"class_": f"f-{tone}", "fill": LIGHT[tone]}


def stroked(token: str) -> dict[str, str]:
    """The class and the light colour of a line."""
    return {"class_": f"s-{token}", "stroke": LIGHT[token], "fill": "none"}


def _char_width(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(char) in "WF" or ord(char) > 0xFFFF:
        return 1.15
    if char in _NARROW:
        return 0.4
    if char in _BROAD:
        return 0.98
    return 0.7 if char.isupper() else 0.62


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a text in pixels, guessed on the wide side, for no font is at hand."""
    return sum(map(_char_width, text)) * size * (1.08 if bold else 1.0)


def fit(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text, or as much of its beginning as fits into `room` pixels with an ellipsis.

    >>> fit("Opportunity", 12, 50)
    'Oppor…'
    """
    text = " ".join(text.split())
    if text_width(text, size, bold=bold) <= room:
        return text
    room -= text_width("…", size, bold=bold)
    kept, used = 0, 0.0
    for char in text:
        used += text_width(char, size, bold=bold)
        if used > room:
            break
        kept += 1
    return f"{text[:kept].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its left and upper edge, width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share more than an edge."""
        return (
            self.x < other.right - 0.01
            and other.x < self.right - 0.01
            and self.y < other.bottom - 0.01
            and other.y < self.bottom - 0.01
        )


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text of one weight and colour."""

    text: str
    bold: bool = False
    colour: str = "ink"


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text at a point: the middle of its height, and by `anchor` its start, middle or end.

    `upright` turns it by a quarter to the left; it then begins at the point and runs upwards.
    """

    x: float
    y: float
    spans: tuple[Span, ...]
    size: float = 12.5
    anchor: str = "start"
    upright: bool = False
    hint: str = ""

    @property
    def width(self) -> float:
        """Length of the line in pixels, guessed on the wide side."""
        words = sum(text_width(span.text, self.size, bold=span.bold) for span in self.spans)
        return words + 0.4 * self.size * (len(self.spans) - 1)

    @property
    def box(self) -> Box:
        """The rectangle that the line fills."""
        length, height = self.width, self.size * LINE
        before = {"start": 0.0, "middle": length / 2, "end": length}[self.anchor]
        if self.upright:
            return Box(self.x - height / 2, self.y - length + before, height, length)
        return Box(self.x - before, self.y - height / 2, length, height)

    def moved(self, dx: float, dy: float) -> "Text":
        """The same line elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def svg(self) -> str:
        """The line as markup."""
        turn = {"transform": f"rotate(-90 {coord(self.x)} {coord(self.y)})"} if self.upright else {}
        hint = title(self.hint) if self.hint else ""
        runs = " ".join(_run(span) for span in self.spans)
        placed = {"x": self.x, "y": self.y + 0.35 * self.size, "font_size": self.size}
        return element("text", hint + runs, **placed, text_anchor=self.anchor, **turn)


def _run(span: Span) -> str:
    weight = {"font_weight": 640} if span.bold else {}
    # Isolated, so that a label written from right to left leaves the figure beside it in place.
    look = {"class_": f"f-{span.colour}", "fill": LIGHT[span.colour]}
    return element("tspan", f"\u2068{safe(span.text)}\u2069", **look, **weight)


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished layout: its size, its marks as markup from back to front, and its texts."""

    width: float
    height: float
    marks: tuple[str, ...]
    texts: tuple[Text, ...]

    def svg(self, says: str) -> str:
        """The drawing as one SVG element that says its finding."""
        # Texts have a rim of the surface's colour, so that they are legible on a band.
        rim: dict[str, str | float] = {"class_": "halo", "stroke": LIGHT["surface"], "stroke_width": 3}
        texts = element("g", *(text.svg() for text in self.texts), **rim, paint_order="stroke")
        frame = {
            "viewBox": f"0 0 {coord(self.width)} {coord(self.height)}",
            "role": "img",
            "aria_label": says,
        }
        return element(
            "svg",
            *self.marks,
            texts,
            xmlns="http://www.w3.org/2000/svg",
            **frame,
            font_family=FONT,
            class_="drawing",
        )


def free(text: Text, taken: Iterable[Box], width: float) -> bool:
    """Whether the line lies within the drawing's width and touches none of the boxes."""
    box = text.box
    inside = box.x >= 0 and box.y >= 0 and box.right <= width
    return inside and not any(box.overlaps(other) for other in taken)


def first_free(wishes: Sequence[Text], taken: Sequence[Box], width: float) -> Text | None:
    """The first of several places of a line that is free, or None."""
    return next((text for text in wishes if free(text, taken, width)), None)
