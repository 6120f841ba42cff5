"""A plan as its author writes it: what is wanted and by when, and what to take as given instead of as measured."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from headrace.core.errors import PlanRefused
from headrace.core.funnel import Owner
from headrace.core.texts import _

MOST_MONTHS = 60


class Measure(StrEnum):
    """What a target counts."""

    REVENUE = "revenue"
    WINS = "wins"


@dataclass(frozen=True, slots=True)
class Goal:
    """What is wanted: revenue in minor units, or wins. One amount for all months together, or one for each month."""

    measure: Measure
    amounts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StepTerms:
    """What is taken as given of the step out of a stage; what is left out is measured.

    `rate` is taken for known. `expected` is a rate that somebody expects and is as sure of as of `worth` leads of
    their own: what is measured is weighed against it. `lag` says which share of those who move on does so after
    0, 1, 2 ... months.
    """

    rate: float | None = None
    expected: float | None = None
    worth: float = 30.0
    lag: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.rate is not None and self.expected is not None:
            raise PlanRefused(
                _("A step has both a rate and an expected rate."),
                hint=_("`rate` is taken for known; `expected` is weighed against what is measured."),
            )


@dataclass(frozen=True, slots=True)
class ChannelTerms:
    """A channel of the mix: its share of the entries to the first stage, and what one costs, in minor units."""

    share: float | None = None
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """The people that the plan can count on.

    `qualifiers` call leads, by the policy's cost of calling, on so many `days` a month. `reps` sell; each takes at most
    `deals` new deals a month, None while nobody has said.
    """

    qualifiers: int = 0
    reps: int = 0
    deals: float | None = None
    days: float = 20.0


@dataclass(frozen=True, slots=True)
class Spending:
    """What is spent every month, to go forward from: `budget` in minor units, and `hours` a week at `hour` each."""

    budget: int = 0
    hours: float = 0.0
    hour: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """From whom rates and lags are measured: who entered from `first` to `last`, with these attributes."""

    first: date | None = None
    last: date | None = None
    where: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan of whole months from `start` on; None: from the month after today's.

    `season` weighs the months, again from its first weight when it ends. `value` is what a win brings, in minor
    units, and `visits` the share of visits that become inquiries; None: as measured. `side` answers for the target.
    """

    name: str = ""
    goal: Goal | None = None
    start: date | None = None
    months: int = 12
    season: tuple[float, ...] = (1.0,)
    value: int | None = None
    visits: float | None = None
    side: Owner | None = None
    history: History = field(default_factory=History)
    steps: Mapping[str, StepTerms] = field(default_factory=lambda: MappingProxyType({}))
    channels: Mapping[str, ChannelTerms] = field(default_factory=lambda: MappingProxyType({}))
    team: Team = field(default_factory=Team)
    spending: Spending = field(default_factory=Spending)

    def __post_init__(self) -> None:
        if not 1 <= self.months <= MOST_MONTHS:
            raise PlanRefused(
                _("A plan of {months} months.", months=self.months),
                hint=_("From 1 to {most} months.", most=MOST_MONTHS),
            )
        if self.start is not None and self.start.day != 1:
            raise PlanRefused(
                _("The plan starts on {day}.", day=self.start), hint=_("Plans go by whole months: start on a first.")
            )
        if self.goal is not None and len(self.goal.amounts) not in (1, self.months):
            raise PlanRefused(
                _("{amounts} amounts for {months} months.", amounts=len(self.goal.amounts), months=self.months),
                hint=_("Give one amount for all months together, or one for each month."),
            )

    def step(self, stage: str) -> StepTerms:
        """What is given of the step out of a stage; nothing, where the plan does not name it."""
        return self.steps.get(stage, MEASURED)


MEASURED = StepTerms()
"""A step of which nothing is given."""
