"""How we ask: the framework of the qualification, the calls, and the scores that rank the call list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from headrace.core.criteria import Criterion
from headrace.core.durations import Duration, Span
from headrace.core.errors import PolicyRefused
from headrace.core.units import check_share


class Grade(StrEnum):
    """How a criterion was answered."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Question:
    """A criterion of the qualification: what is asked, and how many of the 100 points a yes brings."""

    text: str
    weight: int


@dataclass(frozen=True, slots=True)
class Qualification:
    """The framework that a person asks by. Weights sum to 100; `bar` is the score that qualifies.

    A yes earns its whole weight, a partly the share `partly` of it, a no or an unknown nothing. With
    `by_rule` answers that no person asked for may make a lead too; without it they never do.
    """

    framework: str = "BANT"
    criteria: Mapping[str, Question] = field(default_factory=lambda: BANT)
    bar: int = 75
    partly: float = 0.5
    by_rule: bool = False

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
CHAMP: Mapping[str, Question] = MappingProxyType(
    {
        "challenges": Question("Which problem do they want to be rid of, told in their own words?", 25),
        "authority": Question("Who decides, and does this person have their ear?", 25),
        "money": Question("What may a solution cost, and whose money is it?", 25),
        "prioritisation": Question("Where does this stand among the other things that they must do?", 25),
    }
)
MEDDIC: Mapping[str, Question] = MappingProxyType(
    {
        "metrics": Question("Which number gets better, and by how much?", 17),
        "economic_buyer": Question("Have we spoken with whoever can release the money?", 17),
        "decision_criteria": Question("By what will they choose?", 17),
        "decision_process": Question("Which steps lead to a signature, and who takes them?", 17),
        "identify_pain": Question("What does it cost them to leave things as they are?", 16),
        "champion": Question("Does somebody there want this enough to speak for it when we are away?", 16),
    }
)
GPCT: Mapping[str, Question] = MappingProxyType(
    {
        "goals": Question("What do they want to have reached, in numbers?", 25),
        "plans": Question("How do they mean to get there, and what did they try?", 25),
        "challenges": Question("What stands in the way that they cannot remove alone?", 25),
        "timeline": Question("By when must it be done, and why by then?", 25),
    }
)
FRAMEWORKS: Mapping[str, Mapping[str, Question]] = MappingProxyType(
    {"BANT": BANT, "CHAMP": CHAMP, "MEDDIC": MEDDIC, "GPCT": GPCT}
)


class Then(StrEnum):
    """What a call's outcome leads to."""

    CALL_AGAIN = "call_again"
    GO_ON = "go_on"
    NURTURE = "nurture"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Disposition:
    """One outcome that a call may have: whether somebody answered, whether we talked, what follows."""

    connected: bool = False
    completed: bool = False
    then: Then = Then.CALL_AGAIN

    def __post_init__(self) -> None:
        if self.completed and not self.connected:
            raise PolicyRefused("A call cannot be completed without being connected.")


DISPOSITIONS: Mapping[str, Disposition] = MappingProxyType(
    {
        "no_answer": Disposition(),
        "busy": Disposition(),
        "voicemail": Disposition(),
        "gatekeeper": Disposition(connected=True),
        "call_back": Disposition(connected=True),
        "talked": Disposition(connected=True, completed=True, then=Then.GO_ON),
        "not_now": Disposition(connected=True, completed=True, then=Then.NURTURE),
        "not_interested": Disposition(connected=True, completed=True, then=Then.OUT),
        "wrong_number": Disposition(connected=True, then=Then.OUT),
        "left_company": Disposition(connected=True, then=Then.OUT),
    }
)
A_WEEK = Duration(1, Span.WEEK)
WAITS = (
    Duration(4, Span.HOUR),
    Duration(1, Span.DAY),
    Duration(2, Span.DAY),
    Duration(4, Span.DAY),
    A_WEEK,
)


@dataclass(frozen=True, slots=True)
class Calls:
    """The outcomes of a call, and how long we wait after the first, second, ... attempt before we try again.

    After more attempts than there are `waits` the last wait holds. How many attempts there may be is
    the stage's (`StagePolicy.attempts`). A lead's worth in the call list halves with every
    `half_life` since it last showed interest.
    """

    dispositions: Mapping[str, Disposition] = field(default_factory=lambda: DISPOSITIONS)
    waits: tuple[Duration, ...] = WAITS
    half_life: Duration = A_WEEK

    def __post_init__(self) -> None:
        if not self.dispositions or not self.waits:
            raise PolicyRefused("Calls need at least one disposition and one wait.")

    def wait_after(self, attempts: int) -> Duration:
        """How long to wait after so many attempts, at least one."""
        return self.waits[min(attempts, len(self.waits)) - 1]


@dataclass(frozen=True, slots=True)
class FitRule:
    """Points for who they are. `when` is a criterion over the funnel's declared facts; points may be negative."""

    when: Criterion
    points: float


@dataclass(frozen=True, slots=True)
class BehaviourRule:
    """Points for each thing they did: a touch of this `activity` and `channel`, None for any.

    Points halve with every `half_life`, None for never. With `log` the n-th touch adds less than the
    one before. Together the rule gives at most `cap` points.
    """

    points: float
    activity: str | None = None
    channel: str | None = None
    half_life: Duration | None = None
    cap: float | None = None
    log: bool = False

    def __post_init__(self) -> None:
        if self.points <= 0 or (self.cap is not None and self.cap <= 0):
            raise PolicyRefused("A rule of behaviour gives points above 0, and a cap above 0.")


@dataclass(frozen=True, slots=True)
class Scoring:
    """What ranks the call list, and nothing else: no score of these ever makes a lead."""

    fit: Mapping[str, FitRule] = field(default_factory=dict)
    behaviour: Mapping[str, BehaviourRule] = field(default_factory=dict)


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

    @property
    def hour(self) -> float | None:
        """What a paid hour costs, in minor units; None until the yearly pay is known.

        >>> CallingCost(yearly_pay=6_000_000, paid_days=300).hour
        2500.0
        """
        return None if self.yearly_pay is None else self.yearly_pay / self.paid_days / self.hours_a_day

    @property
    def minute(self) -> float | None:
        """What a minute of calling costs, in minor units: a day is paid whole, and sold in for its selling share.

        After David Skok's model of the cost of inside sales.

        >>> round(CallingCost(yearly_pay=6_000_000, paid_days=300).minute, 4)
        101.626
        """
        return None if self.hour is None else self.hour / 60 / self.selling_share

    def __post_init__(self) -> None:
        check_share("selling_share", self.selling_share)
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
