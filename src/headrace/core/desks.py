"""Who answers: the desks of our own people, when they are there, and the rules that choose one for a lead."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from headrace.core.criteria import Criterion
from headrace.core.errors import PolicyRefused
from headrace.core.funnel import Owner
from headrace.core.hours import WorkingHours


@dataclass(frozen=True, slots=True)
class Absence:
    """Local days on which a desk is empty, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise PolicyRefused(f"An absence ends on {self.last}, before it begins on {self.first}.")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Desk:
    """One of our people who works leads; its name is what facts call the owner.

    `skills` maps a declared fact of the funnel to the values that this desk takes, such as
    `territory: [DE, AT]`; a fact that it does not name is no hindrance. `capacity` is how many open
    leads it takes at once, None for no limit. Hours and zone are the company's own if not given.
    """

    name: str
    team: Owner
    manager: str | None = None
    skills: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    capacity: int | None = None
    hours: WorkingHours | None = None
    zone: str | None = None
    absences: tuple[Absence, ...] = ()

    def __post_init__(self) -> None:
        if self.capacity is not None and self.capacity < 1:
            raise PolicyRefused(f"The desk {self.name!r} takes {self.capacity} leads.", hint="At least 1, or none.")
        if self.manager == self.name:
            raise PolicyRefused(f"The desk {self.name!r} is its own manager.", hint="Another desk, or none.")

    def away(self, day: date) -> bool:
        """Whether the desk is empty on that local day."""
        return any(day in absence for absence in self.absences)


class Choice(StrEnum):
    """How one of several fitting desks is chosen."""

    LOAD = "load"
    ROUND_ROBIN = "round_robin"


@dataclass(frozen=True, slots=True)
class RoutingRule:
    """Which desks take the leads that enter `stage`; of several rules the first that fits and finds a desk decides.

    `when` is a criterion over the funnel's declared facts, None for all leads. Of the desks of
    `team`, or of those in `desks` if there are any, those take part that are there, have room and
    take the lead's values of their skills. With `account_owner` the desk that already works
    somebody of the same account comes first. `choice` picks among the others.
    """

    name: str
    stage: str
    team: Owner
    when: Criterion | None = None
    desks: tuple[str, ...] = ()
    account_owner: bool = True
    choice: Choice = Choice.LOAD
