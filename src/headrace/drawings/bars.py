"""Split bars: what became of the people of one stage, as shares of all who entered it."""

from headrace.core.texts import _
from headrace.drawings.flows import TONES, Number, StageFlow, word
from headrace.drawings.palette import LIGHT
from headrace.drawings.svg import FONT, element, filled, title


def split_bar(flow: StageFlow, number: Number, width: float = 240, height: float = 14) -> str:
    """One bar as SVG text, split into the fates of a stage; it stretches to the room it is given.

    The bar is everyone who entered, whatever their number; an empty stage has an empty track.
    """
    parts = segments(flow, width)
    names = {tone: word(fate) for fate, tone in TONES.items()}
    said = [_("{fate} {count}", fate=names[TONES[fate]], count=number(count)) for fate, count in flow.shares]
    track = element("rect", width=width, height=height, class_="f-surface-2", fill=LIGHT["surface-2"])
    marks = [
        element("rect", title(text), x=x, y=0, width=wide, height=height, **filled(TONES[fate]))
        for (fate, _count), (x, wide), text in zip(flow.shares, parts, said, strict=True)
    ]
    says = _("{label}: {parts}", label=flow.label, parts=", ".join(said) or _("nobody"))
    frame = {"viewBox": f"0 0 {width:g} {height:g}", "preserveAspectRatio": "none", "role": "img"}
    return element(
        "svg",
        track + "".join(marks),
        xmlns="http://www.w3.org/2000/svg",
        **frame,
        aria_label=says,
        font_family=FONT,
        class_="split",
    )


def segments(flow: StageFlow, width: float) -> list[tuple[float, float]]:
    """Left edge and width of each fate's part, hairlines between them included in the parts before."""
    placed: list[tuple[float, float]] = []
    x = 0.0
    for _fate, count in flow.shares:
        whole = width * count / flow.size
        placed.append((x, whole))
        x += whole
    return placed
