"""The qualification: points for answers, and the verdict: sales, the nurture pool, or more to ask.

A person asks. Answers that no person asked for make no lead unless the policy says so. A yes earns its
whole weight, a partly its share, a no or an unknown nothing; `known` says how much of the weight was
answered at all, so that an unknown is not read as a no.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from headrace.core.asking import Grade, Qualification
from headrace.core.entries import ASKING, Answered, Entry
from headrace.core.errors import UnknownName


@dataclass(frozen=True, slots=True)
class Score:
    """What the answers are worth: points of 100, the share of the weight that is known, the best still possible."""

    points: float
    known: float
    possible: float
    bar: int

    @property
    def qualified(self) -> bool:
        """Whether the bar is met."""
        return self.points >= self.bar

    @property
    def hopeless(self) -> bool:
        """Whether the bar is out of reach, whatever the rest of the answers are."""
        return self.possible < self.bar


def points(grade: Grade, weight: int, partly: float) -> float:
    """The points of one answer.

    >>> points(Grade.PARTLY, 30, 0.5)
    15.0
    """
    return {Grade.YES: 1.0, Grade.PARTLY: partly}.get(grade, 0.0) * weight


def scored(grades: Mapping[str, Grade], qualification: Qualification) -> Score:
    """The score of answers; a criterion that is not among them is unknown.

    >>> asked = scored({"budget": Grade.YES, "need": Grade.YES, "timing": Grade.YES}, Qualification())
    >>> asked.points, asked.known, asked.qualified
    (75.0, 0.75, True)
    """
    criteria = qualification.criteria
    known = [name for name in criteria if grades.get(name, Grade.UNKNOWN) is not Grade.UNKNOWN]
    earned = sum(points(grades[name], criteria[name].weight, qualification.partly) for name in known)
    weight = sum(criteria[name].weight for name in known)
    return Score(earned, weight / 100, earned + 100 - weight, qualification.bar)


def grades_of(facts: Iterable[Entry], qualification: Qualification) -> dict[str, Grade]:
    """The newest answer to each criterion of the framework in force, those that may count.

    Args:
        facts: in the order in which they happened.
        qualification: whose framework and criteria; it says whether only a person may have asked.
    """
    grades: dict[str, Grade] = {}
    for fact in facts:
        body = fact.body
        if not isinstance(body, Answered) or body.criterion not in qualification.criteria:
            continue
        if body.framework in (None, qualification.framework) and (qualification.by_rule or fact.actor_kind in ASKING):
            grades[body.criterion] = Grade(body.grade)
    return grades


def answers(given: Mapping[str, Grade], qualification: Qualification, channel: str | None) -> list[Answered]:
    """The facts of these answers; a criterion that the framework does not have is an error."""
    for name in given:
        if name not in qualification.criteria:
            raise UnknownName(f"criterion of {qualification.framework}", name, qualification.criteria)
    return [
        Answered(
            criterion=name,
            grade=str(grade),
            points=points(grade, qualification.criteria[name].weight, qualification.partly),
            framework=qualification.framework,
            channel=channel,
        )
        for name, grade in given.items()
    ]
