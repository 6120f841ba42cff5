"""The colours of charts and pages: one table of tokens, light and dark.

A shape carries both a class, which follows the page's theme, and the light colour as an attribute,
for the makers of PDF that apply no style sheet inside a drawing.
"""

from collections.abc import Mapping
from enum import StrEnum


class Tone(StrEnum):
    """What a shape stands for; the value is the token of its colour."""

    MOVED = "v1"
    OPEN = "v-open"
    NURTURE = "v-nur"
    BACK = "v-back"
    OUT = "v-out"
    EXPIRED = "v-bad"


# `v-back` is ours: a move back is neither a loss nor a wait, so it takes none of their colours.
LIGHT: Mapping[str, str] = {
    "bg": "#f4f7f8",
    "surface": "#ffffff",
    "surface-2": "#edf2f4",
    "line": "#d8e1e5",
    "line-strong": "#76868f",
    "ink": "#0f212b",
    "ink-2": "#42545e",
    "ink-3": "#586a74",
    "accent": "#0a6a83",
    "warn": "#875300",
    "warn-soft": "#fcefd3",
    "v1": "#0a6a83",
    "v-open": "#9cc9d5",
    "v-nur": "#b58a2b",
    "v-back": "#7d6bb0",
    "v-out": "#a9b6bc",
    "v-bad": "#c4473d",
}
DARK: Mapping[str, str] = {
    "bg": "#0b1419",
    "surface": "#121e25",
    "surface-2": "#1a2830",
    "line": "#263841",
    "line-strong": "#6f848e",
    "ink": "#e7eff2",
    "ink-2": "#b6c5cc",
    "ink-3": "#93a5ae",
    "accent": "#5ac5db",
    "warn": "#f0b95a",
    "warn-soft": "#33270f",
    "v1": "#3fb2ca",
    "v-open": "#2f5966",
    "v-nur": "#c39a44",
    "v-back": "#a596d6",
    "v-out": "#52646d",
    "v-bad": "#e0685e",
}


def tokens(colours: Mapping[str, str]) -> str:
    """CSS declarations of custom properties, one token each.

    >>> tokens({"ink": "#0f212b"})
    '--ink: #0f212b;'
    """
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())


def shape_rules() -> str:
    """CSS rules that give each shape of a drawing the colour of the page's theme."""
    fills = [f".f-{name} {{ fill: var(--{name}); }}" for name in LIGHT]
    strokes = [f".s-{name} {{ stroke: var(--{name}); }}" for name in LIGHT]
    return "\n".join(fills + strokes)
