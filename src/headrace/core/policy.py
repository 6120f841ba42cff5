"""What the business decided: shelf lives, clocks, the bar, sign-offs, waits, rates.

A policy is data with a version. Tuning it breaks no rate across time, because it does not change
what a stage means; that is the funnel's (`core.funnel`). Every value here has a default, and every
value that makes no sense is refused when the policy is made.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from headrace.core.errors import DataRefused, UnknownName
from headrace.core.texts import N_, _, ngettext

Treatment: TypeAlias = Literal["refuse", "take"]


class PolicyRefused(DataRefused):
    """A policy whose values contradict each other or make no sense."""

    code = "policy_refused"


class Weekday(StrEnum):
    """The days of the week, Monday first."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


WEEKDAY_TEXTS: Mapping[Weekday, str] = MappingProxyType(
    {
        Weekday.MONDAY: N_("Monday"),
        Weekday.TUESDAY: N_("Tuesday"),
        Weekday.WEDNESDAY: N_("Wednesday"),
        Weekday.THURSDAY: N_("Thursday"),
        Weekday.FRIDAY: N_("Friday"),
        Weekday.SATURDAY: N_("Saturday"),
        Weekday.SUNDAY: N_("Sunday"),
    }
)
WEEK_STARTS = (Weekday.MONDAY, Weekday.SUNDAY)


class Span(StrEnum):
    """The units of a duration. A day is 24 hours; a month is a calendar month."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


_FIXED = {
    Span.MINUTE: timedelta(minutes=1),
    Span.HOUR: timedelta(hours=1),
    Span.DAY: timedelta(days=1),
    Span.WEEK: timedelta(weeks=1),
}
LONGEST = {Span.MINUTE: 100_000, Span.HOUR: 100_000, Span.DAY: 3_660, Span.WEEK: 520, Span.MONTH: 120}


@dataclass(frozen=True, slots=True)
class Duration:
    """A whole number of minutes, hours, days, weeks or months, at least 1 and at most some ten years."""

    count: int
    span: Span

    def __post_init__(self) -> None:
        if not 1 <= self.count <= LONGEST[self.span]:
            raise PolicyRefused(
                f"A duration of {self.count} {self.span}s is out of range.",
                hint=f"From 1 to {LONGEST[self.span]} {self.span}s.",
            )

    def after(self, start: datetime, zone: ZoneInfo) -> datetime:
        """The UTC instant one duration after an aware instant.

        A month is counted on the calendar of `zone` and clipped to the month's end.

        >>> one, berlin = datetime(2024, 1, 31, 10, tzinfo=UTC), ZoneInfo("Europe/Berlin")
        >>> str(Duration(1, Span.MONTH).after(one, berlin)), str(Duration(30, Span.DAY).after(one, berlin))
        ('2024-02-29 10:00:00+00:00', '2024-03-01 10:00:00+00:00')
        """
        if self.span is Span.MONTH:
            return _months_after(start.astimezone(zone), self.count).astimezone(UTC)
        return start.astimezone(UTC) + self.count * _FIXED[self.span]

    def __str__(self) -> str:
        """The duration in words: `30 days`."""
        match self.span:
            case Span.MINUTE:
                return ngettext("{n} minute", "{n} minutes", self.count)
            case Span.HOUR:
                return ngettext("{n} hour", "{n} hours", self.count)
            case Span.DAY:
                return ngettext("{n} day", "{n} days", self.count)
            case Span.WEEK:
                return ngettext("{n} week", "{n} weeks", self.count)
            case Span.MONTH:
                return ngettext("{n} month", "{n} months", self.count)


def _months_after(start: datetime, months: int) -> datetime:
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    day = min(start.day, monthrange(year, month + 1)[1])
    return start.replace(year=year, month=month + 1, day=day)


@dataclass(frozen=True, slots=True)
class ShelfLife:
    """How long a stage lasts without renewed two-way activity; `warning` is the share after which we warn."""

    limit: Duration
    warning: float = 0.7

    def __post_init__(self) -> None:
        _check_share("warning", self.warning)

    def __str__(self) -> str:
        """The shelf life in words."""
        return _("{limit}, warning at {share} %", limit=self.limit, share=f"{100 * self.warning:g}")


class Counting(StrEnum):
    """Whether a clock runs only in working hours, or always."""

    WORKING = "working"
    WALL = "wall"


class Mark(StrEnum):
    """What starts or stops a clock."""

    ENTERED = "entered"
    ROUTED = "routed"
    ATTEMPTED = "attempted"
    ACCEPTED_OR_REJECTED = "accepted_or_rejected"
    DISPOSED = "disposed"
    LEFT = "left"


MARK_TEXTS: Mapping[Mark, str] = MappingProxyType(
    {
        Mark.ENTERED: N_("entering the stage"),
        Mark.ROUTED: N_("being routed to a desk"),
        Mark.ATTEMPTED: N_("the first attempt by a person"),
        Mark.ACCEPTED_OR_REJECTED: N_("accepting or rejecting"),
        Mark.DISPOSED: N_("recording what came of it"),
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


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit that the agreement sets between two marks of a stay in a stage.

    `hand_raisers` says whom it is for: those who asked to be contacted (True), the others (False),
    or everybody (None).
    """

    name: str
    limit: Duration
    counting: Counting = Counting.WORKING
    start: Mark = Mark.ENTERED
    stop: Mark = Mark.LEFT
    hand_raisers: bool | None = None

    def __post_init__(self) -> None:
        if self.start is self.stop:
            raise PolicyRefused(f"The clock {self.name!r} starts and stops with the same mark {self.start!s}.")
        if self.counting is Counting.WORKING and self.limit.span not in (Span.MINUTE, Span.HOUR):
            raise PolicyRefused(
                f"The clock {self.name!r} counts working time in {self.limit.span}s.",
                hint="Working time is counted in minutes or hours: working days differ in length.",
            )

    def __str__(self) -> str:
        """The clock in words: `1 working hour from entering the stage to the first attempt by a person`."""
        limit = _working(self.limit) if self.counting is Counting.WORKING else str(self.limit)
        text = _("{limit} from {start} to {stop}", limit=limit, start=_mark(self.start), stop=_mark(self.stop))
        return text + _(WHOM_TEXTS[self.hand_raisers])


def _working(limit: Duration) -> str:
    if limit.span is Span.MINUTE:
        return ngettext("{n} working minute", "{n} working minutes", limit.count)
    return ngettext("{n} working hour", "{n} working hours", limit.count)


def _mark(mark: Mark) -> str:
    return _(MARK_TEXTS[mark])


@dataclass(frozen=True, slots=True)
class StagePolicy:
    """What the business decided about one stage.

    `attempts` is how often we try before a lead is recycled, None for no limit. `cost_drivers` are
    minor units of the company's currency that one entry to the stage costs, by what is paid for.
    """

    shelf_life: ShelfLife | None = None
    clocks: tuple[Clock, ...] = ()
    attempts: int | None = None
    cost_drivers: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.attempts is not None and self.attempts < 1:
            raise PolicyRefused(f"{self.attempts} attempts are too few; at least 1, or leave it out.")
        if negative := [name for name, minor in self.cost_drivers.items() if minor < 0]:
            raise PolicyRefused(f"The cost driver {negative[0]!r} is negative.")


@dataclass(frozen=True, slots=True)
class Question:
    """A criterion of the qualification: what is asked, and how many of the 100 points a yes brings."""

    text: str
    weight: int


@dataclass(frozen=True, slots=True)
class Qualification:
    """The framework that a person asks by. Weights sum to 100; `bar` is the score that qualifies.

    A yes earns its whole weight, a partly the share `partly` of it, a no or an unknown nothing.
    """

    framework: str = "BANT"
    criteria: Mapping[str, Question] = field(default_factory=lambda: BANT)
    bar: int = 75
    partly: float = 0.5

    def __post_init__(self) -> None:
        if any(question.weight < 0 for question in self.criteria.values()):
            raise PolicyRefused("A weight of the qualification is negative.", hint="Weights are 0 to 100.")
        total = sum(question.weight for question in self.criteria.values())
        if total != 100:
            raise PolicyRefused(f"The weights of the qualification sum to {total}.", hint="They must sum to 100.")
        if not 0 < self.bar <= 100:
            raise PolicyRefused(f"A bar of {self.bar} is out of range.", hint="From 1 to 100.")
        if not 0 <= self.partly <= 1:
            raise PolicyRefused(f"A partly worth {self.partly} is out of range.", hint="From 0 to 1.")


BANT: Mapping[str, Question] = MappingProxyType(
    {
        "budget": Question("Is there money for this, or a way to get it?", 25),
        "authority": Question("Does this person decide, or have the ear of whoever does?", 25),
        "need": Question("Is there a problem that we solve, told in their own words?", 25),
        "timing": Question("Do they want to decide within a time that they can name?", 25),
    }
)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When desks are staffed, in the company's zone: days, from and until, and whose holidays are kept.

    `holidays` is an ISO 3166 country, with a subdivision if need be (`DE-BY`), or empty for none.
    """

    days: tuple[Weekday, ...] = tuple(Weekday)[:5]
    opens: time = time(9)
    closes: time = time(17)
    holidays: str = ""

    def __post_init__(self) -> None:
        if not self.days:
            raise PolicyRefused("There is no working day in the week.")
        if self.opens >= self.closes:
            raise PolicyRefused(f"Working hours end at {self.closes:%H:%M}, not after they begin.")

    @property
    def minutes(self) -> int:
        """Working minutes of one working day."""
        opens, closes = (each.hour * 60 + each.minute for each in (self.opens, self.closes))
        return closes - opens

    def __str__(self) -> str:
        """The hours in words: `Monday to Friday, 09:00 to 17:00`."""
        first, last = self.days[0], self.days[-1]
        week = tuple(Weekday)
        running = self.days == week[week.index(first) : week.index(last) + 1] and len(self.days) > 2
        named = [_(WEEKDAY_TEXTS[day]) for day in self.days]
        days = _("{first} to {last}", first=named[0], last=named[-1]) if running else ", ".join(named)
        hours = _("{days}, {opens:%H:%M} to {closes:%H:%M}", days=days, opens=self.opens, closes=self.closes)
        return hours + (_(", holidays of {country}", country=self.holidays) if self.holidays else "")


@dataclass(frozen=True, slots=True)
class Nurture:
    """How long a person rests in the nurture pool before we ask again, by the reason for going there."""

    wait: Duration = Duration(6, Span.WEEK)
    reasons: Mapping[str, Duration] = field(default_factory=dict)

    def wait_for(self, reason: str | None) -> Duration:
        """The wait for a reason; the general one for a reason without its own."""
        return self.reasons.get(reason or "", self.wait)


@dataclass(frozen=True, slots=True)
class CallingCost:
    """What a call costs. Minutes include redials; `yearly_pay` is minor units, None until it is known.

    `selling_share` is the share of a paid day in which a rep sells.
    """

    talk_minutes: float = 3.0
    no_answer_minutes: float = 3.0
    dials: int = 4
    hours_a_day: float = 8.0
    selling_share: float = 0.41
    paid_days: int = 260
    yearly_pay: int | None = None

    def __post_init__(self) -> None:
        _check_share("selling_share", self.selling_share)
        positive = {
            "talk_minutes": self.talk_minutes,
            "dials": self.dials,
            "hours_a_day": self.hours_a_day,
            "paid_days": self.paid_days,
        }
        for name, value in positive.items():
            if value <= 0:
                raise PolicyRefused(f"{name} is {value}; it must be above 0.")
        if self.no_answer_minutes < 0 or (self.yearly_pay or 0) < 0:
            raise PolicyRefused("A cost of calling is negative.")


FINDINGS: Mapping[str, Treatment] = MappingProxyType(
    {
        "move_before_inquiry": "take",
        "won_before_first_contact": "take",
        "future_date": "refuse",
        "duplicate_id": "refuse",
        "unknown_stage": "refuse",
        "unreadable_value": "refuse",
        "missing_value": "refuse",
        "other_currency": "take",
        "no_person": "take",
    }
)
MUST_REFUSE = ("unknown_stage",)
SIGNERS = ("marketing", "sales", "tele", "success", "finance", "management")


@dataclass(frozen=True, slots=True)
class Policy:
    """The business's own numbers.

    `zone` is an IANA name, `currency` an ISO 4217 code, `fiscal_year_start` a month from 1 to 12.
    `signoffs` are the roles that must sign a funnel before it is published; one person may hold
    several, and an empty tuple switches them off. `findings` says whether a row with a finding is
    refused or taken (and listed all the same). `renewal_notice` is how long before its end a
    contract is brought up. `influence_window` is how far before a deal a touch still counts.
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
    renewal_notice: Duration = Duration(90, Span.DAY)
    influence_window: Duration = Duration(180, Span.DAY)
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

    @property
    def time_zone(self) -> ZoneInfo:
        """The company's zone."""
        return ZoneInfo(self.zone)

    def stage(self, name: str) -> StagePolicy:
        """What was decided about a stage; nothing was, for a stage that the policy does not name."""
        return self.stages.get(name, StagePolicy())

    def shelf_life(self, stage: str) -> ShelfLife | None:
        """The shelf life of a stage, or None: it never expires."""
        return self.stage(stage).shelf_life

    def rule(self, finding: str) -> Treatment:
        """Whether a row with this finding is refused or taken."""
        if finding not in FINDINGS:
            raise UnknownName("finding", finding, FINDINGS)
        return self.findings.get(finding, FINDINGS[finding])


def _check_share(name: str, value: float) -> None:
    if not 0 < value <= 1:
        raise PolicyRefused(f"{name} is {value}.", hint="A share is above 0 and at most 1.")
