"""What the business decided: shelf lives, clocks, the bar, sign-offs, waits, rates.

A policy is data with a version. Tuning it breaks no rate across time, because it does not change
what a stage means; that is the funnel's (`core.funnel`). Every value here has a default, and every
value that makes no sense is refused when the policy is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from headrace.core.agreement import Agreement, Clock, ShelfLife
from headrace.core.asking import CallingCost, Calls, Qualification, Scoring
from headrace.core.criteria import Criterion
from headrace.core.desks import Desk, RoutingRule
from headrace.core.durations import Duration, Span
from headrace.core.errors import PolicyRefused, UnknownName
from headrace.core.hours import WEEK_STARTS, Weekday, WorkingHours
from headrace.core.texts import _
from headrace.core.units import check_share

Treatment: TypeAlias = Literal["refuse", "take"]

SIX_WEEKS, TWELVE_MONTHS = Duration(6, Span.WEEK), Duration(12, Span.MONTH)
NINETY_DAYS, HALF_A_YEAR = Duration(90, Span.DAY), Duration(180, Span.DAY)


@dataclass(frozen=True, slots=True)
class NextAction:
    """What is to be done about a stage, who does it, and by which day; empty or None where nobody said."""

    what: str
    who: str = ""
    by: date | None = None

    def __str__(self) -> str:
        """The action in words: `Ring twice (Kim, by 2026-12-24)`."""
        told = ", ".join(filter(None, (self.who, _("by {day}", day=self.by) if self.by else "")))
        return f"{self.what} ({told})" if told else self.what


@dataclass(frozen=True, slots=True)
class StagePolicy:
    """What the business decided about one stage.

    `attempts` is how often we try before a lead is recycled, None for no limit. `cost_drivers` are
    minor units of the company's currency that one entry to the stage costs, by what is paid for.
    `brief` are the declared facts that must be known of a lead before it is handed over to this
    stage. `win_rate` is the share of those here that we expect to win, None while nobody knows it:
    it turns the value of a lead into what is lost when it expires. `worries` are what people say holds leads up here,
    `next_actions` what they will do about it.
    """

    shelf_life: ShelfLife | None = None
    clocks: tuple[Clock, ...] = ()
    attempts: int | None = None
    cost_drivers: Mapping[str, int] = field(default_factory=dict)
    brief: tuple[str, ...] = ()
    win_rate: float | None = None
    worries: tuple[str, ...] = ()
    next_actions: tuple[NextAction, ...] = ()

    def __post_init__(self) -> None:
        if self.win_rate is not None:
            check_share("win_rate", self.win_rate)
        if self.attempts is not None and self.attempts < 1:
            raise PolicyRefused(f"{self.attempts} attempts are too few; at least 1, or leave it out.")
        if negative := [name for name, minor in self.cost_drivers.items() if minor < 0]:
            raise PolicyRefused(f"The cost driver {negative[0]!r} is negative.")


NOTHING = StagePolicy()
"""What is decided about a stage that the policy does not name."""

COMPETITOR = "competitor"
"""The reason of those who chose a competitor: they are asked again when that contract may end."""


@dataclass(frozen=True, slots=True)
class Step:
    """A hint for the marketer's mailer: which content fits so long after going to the nurture pool."""

    after: Duration
    content: str


@dataclass(frozen=True, slots=True)
class Nurture:
    """How long a person rests in the nurture pool before we ask again, by the reason for going there.

    With `consent` nobody is exported for content who did not consent to it.
    """

    wait: Duration = SIX_WEEKS
    reasons: Mapping[str, Duration] = field(default_factory=lambda: {COMPETITOR: TWELVE_MONTHS})
    steps: tuple[Step, ...] = ()
    consent: bool = True

    def wait_for(self, reason: str | None) -> Duration:
        """The wait for a reason; the general one for a reason without its own."""
        return self.reasons.get(reason or "", self.wait)


REASONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "rejected": ("incomplete", "unreachable", "wrong_territory", "no_need", "duplicate"),
        "recycled": ("below_bar", "no_answer", "not_now", "no_budget", COMPETITOR),
        "disqualified": ("bad_fit", "competitor", "fake", "duplicate", "contact_lost", "no_interest"),
        "lost": ("price", "product", COMPETITOR, "no_decision"),
        "churned": ("price", "product", COMPETITOR, "closed_down", "no_use"),
    }
)
"""The codes that a reason may have, by the kind of the fact that needs one."""

FINDINGS: Mapping[str, Treatment] = MappingProxyType(
    {
        "move_before_inquiry": "take",
        "won_before_first_contact": "take",
        "closed_before_opened": "take",
        "future_date": "refuse",
        "duplicate_id": "refuse",
        "unknown_stage": "refuse",
        "unreadable_value": "refuse",
        "missing_value": "refuse",
        "other_currency": "take",
        "no_person": "take",
    }
)


class Side(StrEnum):
    """Whose a channel is: marketing's, sales', or neither's (a referral, a partner)."""

    MARKETING = "marketing"
    SALES = "sales"
    OTHER = "other"


SIDES: Mapping[str, Side] = MappingProxyType(
    {
        **dict.fromkeys(("outbound", "cold_outbound", "cold_call", "sales"), Side.SALES),
        **dict.fromkeys(("referral", "partner", "direct", "unknown"), Side.OTHER),
    }
)
"""The channels that are not marketing's, unless the policy says so."""
MUST_REFUSE = ("unknown_stage",)
SIGNERS = ("marketing", "sales", "tele", "success", "finance", "management")


@dataclass(frozen=True, slots=True)
class Policy:
    """The business's own numbers.

    `zone` is an IANA name, `currency` an ISO 4217 code, `fiscal_year_start` a month from 1 to 12.
    `signoffs` are the roles that must sign a funnel before it is published; one person may hold
    several, and an empty tuple switches them off. `findings` says whether a row with a finding is
    refused or taken (and listed all the same). `renewal_notice` is how long before its end a
    contract is brought up. `influence_window` is how far before a deal a touch still counts. `channels` says whose a
    channel is; one that it does not name is marketing's. `desks`
    are our people by name; `routing` is tried in order. `reasons` are the codes that a rejection, a
    recycling, a disqualification, a loss or a churn may have. `upsell` tells which customers could
    buy more; None: nobody knows.
    """

    zone: str = "UTC"
    currency: str = "EUR"
    fiscal_year_start: int = 1
    week_start: Weekday = Weekday.MONDAY
    stages: Mapping[str, StagePolicy] = field(default_factory=dict)
    qualification: Qualification = field(default_factory=Qualification)
    signoffs: tuple[str, ...] = ("marketing", "sales")
    working_hours: WorkingHours = field(default_factory=WorkingHours)
    nurture: Nurture = field(default_factory=Nurture)
    calling: CallingCost = field(default_factory=CallingCost)
    calls: Calls = field(default_factory=Calls)
    scoring: Scoring = field(default_factory=Scoring)
    desks: Mapping[str, Desk] = field(default_factory=dict)
    routing: tuple[RoutingRule, ...] = ()
    agreement: Agreement = field(default_factory=Agreement)
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: REASONS)
    upsell: Criterion | None = None
    renewal_notice: Duration = NINETY_DAYS
    influence_window: Duration = HALF_A_YEAR
    channels: Mapping[str, Side] = field(default_factory=lambda: SIDES)
    findings: Mapping[str, Treatment] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 1 <= self.fiscal_year_start <= 12:
            raise PolicyRefused(f"The fiscal year cannot start in month {self.fiscal_year_start}.", hint="1 to 12.")
        if self.week_start not in WEEK_STARTS:
            raise PolicyRefused(f"A week cannot start on {self.week_start}.", hint="monday or sunday.")
        for signer in self.signoffs:
            if signer not in SIGNERS:
                raise UnknownName("role that signs", signer, SIGNERS)
        for finding, treatment in self.findings.items():
            if finding not in FINDINGS:
                raise UnknownName("finding", finding, FINDINGS)
            if finding in MUST_REFUSE and treatment != "refuse":
                raise PolicyRefused(f"A row with the finding {finding!r} cannot be taken: it has no place.")
        for kind in self.reasons:
            if kind not in REASONS:
                raise UnknownName("kind of reason", kind, REASONS)
        self._check_desks()

    def _check_desks(self) -> None:
        named = {desk.manager for desk in self.desks.values() if desk.manager}
        named |= {desk for rule in self.routing for desk in rule.desks}
        for desk in sorted(named - set(self.desks)):
            raise UnknownName("desk", desk, self.desks)

    @property
    def time_zone(self) -> ZoneInfo:
        """The company's zone."""
        return ZoneInfo(self.zone)

    def stage(self, name: str) -> StagePolicy:
        """What was decided about a stage; nothing was, for a stage that the policy does not name."""
        return self.stages.get(name, NOTHING)

    def shelf_life(self, stage: str) -> ShelfLife | None:
        """The shelf life of a stage, or None: it never expires."""
        return self.stage(stage).shelf_life

    def rule(self, finding: str) -> Treatment:
        """Whether a row with this finding is refused or taken."""
        if finding not in FINDINGS:
            raise UnknownName("finding", finding, FINDINGS)
        return self.findings.get(finding, FINDINGS[finding])
