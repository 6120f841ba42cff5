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


class Dials(StrEnum):
    """Which dials of a lead are counted: the one that is answered, all of them, or as many as a cap allows."""

    ONCE = "once"
    ALL = "all"
    CAPPED = "capped"


@dataclass(frozen=True, slots=True)
class CostTerms:
    """What a month of winning costs beside what the ledger and the policy know; amounts in minor units.

    `leads` are called in a month, and `opportunities` and `wins` come of them; `per_lead` is what one was bought for;
    None: as measured of late. `people` is what the selling people after inside sales cost, `commission` a share of the
    revenue, `fixed` what is spent whatever happens. `margin` is the share of revenue that is left once the product is
    delivered, `pays_after` says which share of customers pays 0, 1, 2 ... months after the win. `dials` says which
    dials count; capped ones need the chance `connect` of an answer and the most `attempts`. `less` is the share of
    the time per lead that a comparison saves.
    """

    leads: float | None = None
    opportunities: float | None = None
    wins: float | None = None
    per_lead: int | None = None
    people: int = 0
    commission: float = 0.0
    fixed: int = 0
    margin: float = 1.0
    pays_after: tuple[float, ...] = (1.0,)
    dials: Dials = Dials.ALL
    connect: float | None = None
    attempts: int | None = None
    less: float = 0.25


@dataclass(frozen=True, slots=True)
class History:
    """From whom rates and lags are measured: who entered from `first` to `last`, with these attributes.

    `seen_from` is the first day that the record tells of, where journeys are in it that began before.
    """

    first: date | None = None
    last: date | None = None
    seen_from: date | None = None
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
    costs: CostTerms = field(default_factory=CostTerms)

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
