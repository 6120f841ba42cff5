"""One journey as a verdict finds it: its facts in the order in which they happened, and its stints in places."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from headrace.core.asking import Grade
from headrace.core.entries import ASKING, ActorKind, Answered, Body, Called, Described, Entry, Known, Met, Touched
from headrace.core.funnel import Place
from headrace.ledger.fold import OWNING, Standing, arrivals, by_time, standing_of, target
from headrace.rules.office import Office
from headrace.rules.qualify import Score, grades_of, scored
from headrace.rules.terms import Terms
from headrace.rules.told import Told, told


@dataclass(frozen=True, slots=True)
class By:
    """Who acts."""

    name: str
    kind: ActorKind = ActorKind.PERSON


@dataclass(frozen=True, slots=True)
class Stint:
    """One stay of a journey in a place, counted from 1: what began and ended it, and what was told in between."""

    number: int
    place: str
    entered: Known
    left: Known | None
    facts: tuple[Known, ...]


@dataclass(frozen=True)
class Case:
    """A journey before its judge. `facts` are in the order in which they happened; those without a time come first.

    `arrivals` are the moves that brought the journey to another place, as the fold reads them.
    """

    facts: tuple[Known, ...]
    arrivals: tuple[Known, ...]
    standing: Standing
    terms: Terms

    @cached_property
    def stints(self) -> tuple[Stint, ...]:
        """The journey's stays in places, in order; the last one lasts."""
        ends = enumerate(pairwise(self.arrivals), 1)
        return (*(_stint(number, enter, leave, self.facts) for number, (enter, leave) in ends), self.stint)

    @cached_property
    def stint(self) -> Stint:
        """The stay that lasts."""
        return _stint(len(self.arrivals), self.arrivals[-1], None, self.facts)

    @cached_property
    def place(self) -> Place:
        """Where the journey stands."""
        return self.terms.place(self.standing.place)

    def told(self, *proposed: Entry) -> Told:
        """The declared facts, as they would be with these entries."""
        facts = [*self.facts, *proposed]
        score = self.score(*proposed)
        return told(facts, self.terms.funnel, self.terms.zone, score.points if score else None)

    def score(self, *proposed: Entry) -> Score | None:
        """What the answers are worth, as they would be with these entries; None before the first."""
        qualification = self.terms.policy.qualification
        grades = grades_of([*self.facts, *proposed], qualification)
        return scored(grades, qualification) if grades else None


@dataclass(frozen=True, slots=True)
class Act:
    """A deed as it is meant: who acts, when it happened, what the desks have before them then.

    `told` are declared facts of the funnel that were learnt with it.
    """

    by: By
    at_us: int
    office: Office
    told: Mapping[str, str] = field(default_factory=dict)

    def says(self, case: Case, body: Body, journey: str | None = None, key: str | None = None) -> Entry:
        """A fact about a journey, to be appended; about the case's own if no other is named."""
        return Entry(
            body,
            self.at_us,
            journey=journey or case.standing.journey,
            person=case.standing.person,
            account=case.standing.account,
            actor=self.by.name,
            actor_kind=self.by.kind,
            key=key,
        )

    def tells(self, case: Case, *bodies: Body) -> list[Entry]:
        """What is told beside, then these facts about the case."""
        return [self.says(case, body) for body in (*self.described(), *bodies)]

    def described(self) -> list[Body]:
        """What is told beside, as a fact."""
        return [Described(attributes=dict(self.told))] if self.told else []


def case_of(facts: Sequence[Known], terms: Terms) -> Case | None:
    """The case of a journey's known facts; None if nothing placed it yet."""
    told = tuple(sorted(facts, key=by_time))
    arrived = tuple(arrivals(facts, terms.funnel))
    found = standing_of(told, arrived)
    return None if found is None else Case(told, arrived, found, terms)


def _stint(number: int, enter: Known, leave: Known | None, facts: Sequence[Known]) -> Stint:
    first = bisect_right(facts, by_time(enter), key=by_time)
    end = bisect_left(facts, by_time(leave), key=by_time) if leave else len(facts)
    return Stint(number, target(enter), enter, leave, tuple(facts[first:end]))


# -- what counts as what ---------------------------------------------------------------------------------------


def is_attempt(fact: Known) -> bool:
    """Whether one of our people tried to reach the buyer; an automatic mail is no attempt."""
    match fact.body:
        case Called() | Met():
            return fact.actor_kind is not ActorKind.RULE
        case Touched(direction="out"):
            return fact.actor_kind is ActorKind.PERSON
        case _:
            return False


def is_talk(fact: Known) -> bool:
    """Whether we talked with the buyer."""
    return isinstance(fact.body, Met) or (isinstance(fact.body, Called) and fact.body.completed is True)


def is_answer(fact: Known) -> bool:
    """Whether the buyer answered one of our people, by whatever channel."""
    answered = isinstance(fact.body, Answered) and fact.body.grade != Grade.UNKNOWN
    return answered and fact.actor_kind in ASKING


def is_two_way(fact: Known) -> bool:
    """Whether the buyer took part: a talk, an answered call, an answer, something of their own accord."""
    match fact.body:
        case Answered():
            return is_answer(fact)
        case Met():
            return True
        case Called(connected=connected):
            return connected is True
        case Touched(direction=direction):
            return direction == "in"
        case _:
            return False


def owner_at(case: Case, at_us: int) -> str | None:
    """Who owned the journey at an instant: whom the last routing or move until then named."""
    owner = None
    for fact in case.facts:
        if fact.at_us is not None and fact.at_us > at_us:
            break
        if isinstance(fact.body, OWNING) and fact.body.owner is not None:
            owner = fact.body.owner
    return owner
