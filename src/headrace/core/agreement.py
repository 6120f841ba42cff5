"""The agreement between marketing and sales: what each owes the other, by when, and what follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from headrace.core.criteria import Criterion
from headrace.core.durations import WORKING_SPANS, Duration, Span
from headrace.core.errors import PolicyRefused
from headrace.core.funnel import Owner
from headrace.core.texts import N_, _, ngettext
from headrace.core.units import check_share


class Counting(StrEnum):
    """Whether a clock runs only in working hours, or always."""

    WORKING = "working"
    WALL = "wall"


class Mark(StrEnum):
    """What starts or stops a clock."""

    ENTERED = "entered"
    ROUTED = "routed"
    ATTEMPTED = "attempted"
    REACHED = "reached"
    ACCEPTED_OR_REJECTED = "accepted_or_rejected"
    DISPOSED = "disposed"
    VALUED = "valued"
    LEFT = "left"


MARK_TEXTS: Mapping[Mark, str] = MappingProxyType(
    {
        Mark.ENTERED: N_("entering the stage"),
        Mark.ROUTED: N_("being routed to a desk"),
        Mark.ATTEMPTED: N_("the first attempt by a person"),
        Mark.REACHED: N_("the first talk"),
        Mark.ACCEPTED_OR_REJECTED: N_("accepting or rejecting"),
        Mark.DISPOSED: N_("recording what came of it"),
        Mark.VALUED: N_("recording the amount"),
        Mark.LEFT: N_("leaving the stage"),
    }
)

WHOM_TEXTS: Mapping[bool | None, str] = MappingProxyType(
    {
        None: "",
        True: N_(", for those who asked to be contacted"),
        False: N_(", for those who did not ask to be contacted"),
    }
)


SHELF_LIFE, RENEWAL = "shelf_life", "renewal"
"""The clocks that are ours, whatever is agreed: no other may be called so."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit that the agreement sets between two marks of a stay in a stage.

    `hand_raisers` says whom it is for: those who asked to be contacted (True), the others (False),
    or everybody (None). `owed_by` is the team that must reach `stop` in time; the stage's own if
    None. After the share `warning` of the limit the owner is warned; a breach goes to the owner's
    manager with `escalate`, and to another desk with `reassign`.
    """

    name: str
    limit: Duration
    counting: Counting = Counting.WORKING
    start: Mark = Mark.ENTERED
    stop: Mark = Mark.LEFT
    hand_raisers: bool | None = None
    owed_by: Owner | None = None
    warning: float | None = None
    escalate: bool = False
    reassign: bool = False

    def __post_init__(self) -> None:
        if self.name in (SHELF_LIFE, RENEWAL):
            raise PolicyRefused(f"A clock cannot be called {self.name!r}: that one runs by itself.")
        if self.start is self.stop:
            raise PolicyRefused(f"The clock {self.name!r} starts and stops with the same mark {self.start!s}.")
        if self.counting is Counting.WORKING and self.limit.span not in WORKING_SPANS:
            raise PolicyRefused(
                f"The clock {self.name!r} counts working time in {self.limit.span}s.",
                hint="Working time is counted in minutes or hours: working days differ in length.",
            )
        if self.warning is not None:
            check_share("warning", self.warning)

    def __str__(self) -> str:
        """The clock in words: `1 working hour from entering the stage to the first attempt by a person`."""
        start, stop = _(MARK_TEXTS[self.start]), _(MARK_TEXTS[self.stop])
        text = _("{limit} from {start} to {stop}", limit=self.within, start=start, stop=stop)
        return text + _(WHOM_TEXTS[self.hand_raisers])

    @property
    def within(self) -> str:
        """The limit in words: `24 working hours`, or `2 days` on the wall clock."""
        return _working(self.limit) if self.counting is Counting.WORKING else str(self.limit)


def _working(limit: Duration) -> str:
    if limit.span is Span.MINUTE:
        return ngettext("{n} working minute", "{n} working minutes", limit.count)
    return ngettext("{n} working hour", "{n} working hours", limit.count)


@dataclass(frozen=True, slots=True)
class Segment:
    """Those leads for which another limit holds; `when` is a criterion over the funnel's declared facts."""

    when: Criterion
    limit: Duration


@dataclass(frozen=True, slots=True)
class ShelfLife:
    """How long a stage lasts without renewed two-way activity; `warning` is the share after which we warn.

    The first of the `segments` that a lead belongs to sets its limit. `to` is the place that an
    expired lead is demoted to; the funnel's place for the expired if None.
    """

    limit: Duration
    warning: float = 0.7
    to: str | None = None
    segments: tuple[Segment, ...] = ()

    def __post_init__(self) -> None:
        check_share("warning", self.warning)

    def __str__(self) -> str:
        """The shelf life in words."""
        return _("{limit}, warning at {share} %", limit=self.limit, share=f"{100 * self.warning:g}")


@dataclass(frozen=True, slots=True)
class Goal:
    """What one side promised for each month: so many entries to a stage, and how many of those are accepted.

    `owed_by` is None for a goal that both sides share. `quality` is the least share of the decided
    ones that moved on, None if only the count was agreed.
    """

    stage: str
    count: int
    owed_by: Owner | None = None
    quality: float | None = None

    def __post_init__(self) -> None:
        if self.count < 1:
            raise PolicyRefused(f"A goal of {self.count} for {self.stage!r} is no goal.", hint="At least 1 a month.")
        if self.quality is not None:
            check_share("quality", self.quality)


PAUSES = ("waiting_for_buyer", "buyer_absent")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is agreed beyond the clocks of the stages: goals, and the reasons for which clocks may stand still."""

    goals: tuple[Goal, ...] = ()
    pauses: tuple[str, ...] = PAUSES
