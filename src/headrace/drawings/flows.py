"""What became of the people of a stage: the figures that the waterfall and its bars are drawn from."""

from collections.abc import Callable
from dataclasses import dataclass

from headrace.core.funnel import Fate
from headrace.core.texts import N_, _
from headrace.drawings.palette import Tone

Number = Callable[[int], str]
"""Writes a count for people, in their language."""

TONES = {
    Fate.MOVED_ON: Tone.MOVED,
    Fate.NURTURED: Tone.NURTURE,
    Fate.STILL_HERE: Tone.OPEN,
    Fate.MOVED_BACK: Tone.BACK,
    Fate.LEFT: Tone.OUT,
    Fate.EXPIRED: Tone.EXPIRED,
}
"""The fates in the order in which bands and bars show them, and the colour of each."""

WORDS = {
    Fate.MOVED_ON: N_("Moved on"),
    Fate.NURTURED: N_("Nurture"),
    Fate.STILL_HERE: N_("Still here"),
    Fate.MOVED_BACK: N_("Moved back"),
    Fate.LEFT: N_("Left"),
    Fate.EXPIRED: N_("Expired"),
}


@dataclass(frozen=True, slots=True)
class StageFlow:
    """One stage: how many came, how many of them joined here directly, and what became of all.

    The six fates share out `entered`; `unaccounted` is what they leave over, nothing in sound data.
    """

    label: str
    entered: int
    joined: int = 0
    moved_on: int = 0
    moved_back: int = 0
    still_here: int = 0
    nurtured: int = 0
    left: int = 0
    expired: int = 0

    def count(self, fate: Fate) -> int:
        """How many met this fate."""
        counts: dict[Fate, int] = {
            Fate.MOVED_ON: self.moved_on,
            Fate.NURTURED: self.nurtured,
            Fate.STILL_HERE: self.still_here,
            Fate.MOVED_BACK: self.moved_back,
            Fate.LEFT: self.left,
            Fate.EXPIRED: self.expired,
        }
        return counts[fate]

    @property
    def shares(self) -> tuple[tuple[Fate, int], ...]:
        """The fates that anybody met, in the order of the bands."""
        return tuple((fate, self.count(fate)) for fate in TONES if self.count(fate))

    @property
    def unaccounted(self) -> int:
        """Those who entered and of whom no fate is told."""
        return max(self.entered - sum(count for _fate, count in self.shares), 0)

    @property
    def arrived(self) -> bool:
        """Whether all are still here: in the last stage they have got where they were going."""
        return self.still_here == self.size

    @property
    def size(self) -> int:
        """People that the stage's bar stands for: who entered, or all fates if they are more."""
        return sum(count for _fate, count in self.shares) + self.unaccounted


def word(fate: Fate) -> str:
    """The fate in the user's language."""
    return _(WORDS[fate])
