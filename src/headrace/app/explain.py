"""What changed? The difference of a figure between two known-at instants, cause by cause.

What was learnt in between is let in one cause after the other, and the question is answered anew each time: the
differences add up to the whole one, and the leads that came or went at each step are those of that cause.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar

from headrace.analytics.question import Answer, Ask, Column, Kind, Row
from headrace.app import reports
from headrace.app.ports import Engine
from headrace.app.reports import Terms
from headrace.core.errors import UsageError
from headrace.core.texts import N_, _
from headrace.core.units import micros
from headrace.ledger.known import Horizon

NAME = "explain"
BEFORE, AFTER = "before", "after"
CAUSES: Mapping[str, str] = {
    "facts": N_("Late facts"),
    "imports": N_("Imports"),
    "corrections": N_("Corrections"),
    "voids": N_("Voided"),
    "merges": N_("Merges"),
    "funnel": N_("Funnel"),
    "policy": N_("Policy"),
}
MEANINGS: Mapping[str, str] = {
    "facts": N_("Facts that were told in between."),
    "imports": N_("Files that were imported, or undone, in between."),
    "corrections": N_("Facts that were corrected in between."),
    "voids": N_("Facts that were declared void in between."),
    "merges": N_("People who were found to be the same, or not the same after all."),
    "funnel": N_("Another version of the funnel."),
    "policy": N_("Another version of the policy."),
}
Name = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """The answer once a cause and all before it are let in."""

    cause: str
    terms: Terms
    engine: Engine
    answer: Answer
    rows: Mapping[Name, Row]


CHANGE = Column(
    "change", Kind.TEXT, N_("Change"), N_("What became of the lead."), words={"came": N_("came"), "went": N_("went")}
)
CAUSE = Column("cause", Kind.TEXT, N_("Cause"), N_("What made it come or go."), words=CAUSES)
"""What is told of a lead that another answer has, or has no more."""


@dataclass(frozen=True)
class Explained:
    """A difference, cause by cause: an answer whose rows are those that changed."""

    answer: Answer
    figure: Column
    steps: Sequence[Step]
    lead_columns: ClassVar[tuple[Column, ...]] = (CHANGE, CAUSE)

    def leads(self, row: Row) -> list[Row]:
        """The leads that came to a row's figure or went from it: unit, journey, person, came or went, and why."""
        if not self.figure.listed:
            raise UsageError(f"No leads for {self.figure.name!r}.", hint="Leads stand behind counts.")
        names = [column.name for column in naming(self.steps[0].answer)]
        found = [self._of_step(step, tuple(row[name] for name in names)) for step in self.steps]
        return [
            {**lead, "change": change, "cause": step.cause}
            for step, before, after in zip(self.steps[1:], found, found[1:], strict=False)
            for change, theirs, others in (("went", before, after), ("came", after, before))
            for lead in _beyond(theirs, others)
        ]

    def _of_step(self, step: Step, name: Name) -> list[Row]:
        row = step.rows.get(name)
        if row is None or not row[self.figure.name]:
            return []
        return reports.leads(step.engine, step.answer, row, self.figure.name, step.terms)


def _beyond(leads: list[Row], others: list[Row]) -> Iterator[Row]:
    """The leads that are not among others; one that a figure counts more often than there, so many times."""
    there = Counter(map(_who, others))
    for lead in leads:
        there[_who(lead)] -= 1
        if there[_who(lead)] < 0:
            yield lead


def _who(lead: Row) -> tuple[Any, ...]:
    return lead["unit"], lead["journey"], lead["person"]


def explain(
    engine_by: Callable[[Terms], Engine],
    name: str,
    ask: Ask,
    between: tuple[datetime, datetime],
    terms: tuple[Terms, Terms],
    causes: Collection[str],
    figure: str | None = None,
) -> Explained:
    """Why a figure is another one than it was.

    Args:
        engine_by: what answers under some terms.
        name: the question.
        ask: what is asked of it; its as-of is the day of the earlier instant if it has none.
        between: the two known-at instants, the earlier one first.
        terms: the definitions that were in force at each.
        causes: those of which there is anything to let in; of the others nothing is worked out.
        figure: the column that is compared; the first count whose leads can be listed if not given.
    """
    first, second = between
    if first >= second:
        raise UsageError("The second known-at is not after the first.", hint="--known-at EARLIER --against LATER.")
    day = first.astimezone(terms[0].policy.time_zone).date()
    steps = _steps(engine_by, name, replace(ask, as_of=ask.as_of or day), between, terms, causes)
    compared = _figure(steps[0].answer, figure)
    zone = terms[0].policy.time_zone
    then = tuple(f"{instant.astimezone(zone):%Y-%m-%d %H:%M}" for instant in between)
    return Explained(_told(steps, compared, then), compared, steps)


def _steps(
    engine_by: Callable[[Terms], Engine],
    name: str,
    ask: Ask,
    between: tuple[datetime, datetime],
    terms: tuple[Terms, Terms],
    causes: Collection[str],
) -> list[Step]:
    first, second = map(micros, between)
    asked, horizon, by = replace(ask, known_at=between[1]), Horizon.at(first), terms[0]
    steps = [_answered(BEFORE, engine_by, name, asked, replace(by, horizon=horizon))]
    for cause in CAUSES:
        if cause == "funnel":
            by = replace(by, funnel=terms[1].funnel, funnel_version=terms[1].funnel_version)
        elif cause == "policy":
            by = terms[1]
        else:
            horizon = replace(horizon, **{cause: second})
        now = replace(by, horizon=horizon)
        same = replace(steps[-1], cause=cause, terms=now)
        steps.append(_answered(cause, engine_by, name, asked, now) if cause in causes else same)
    return steps


def _answered(cause: str, engine_by: Callable[[Terms], Engine], name: str, ask: Ask, terms: Terms) -> Step:
    engine = engine_by(terms)
    answer = reports.report(engine, name, ask, terms)
    names = [column.name for column in naming(answer)]
    return Step(cause, terms, engine, answer, {tuple(row[name] for name in names): row for row in answer.rows})


def naming(answer: Answer) -> list[Column]:
    """The columns that tell the rows of an answer apart."""
    return [column for column in answer.columns if column.naming]


def _figure(answer: Answer, name: str | None) -> Column:
    named = naming(answer)
    figures = {column.name: column for column in answer.columns if column not in named and column.kind is not Kind.TEXT}
    if name is None:
        first = (column for column in figures.values() if column.listed or column.kind is Kind.COUNT)
        return min(first, key=lambda column: not column.listed, default=next(iter(figures.values())))
    if name not in figures:
        raise UsageError(f"{answer.question} has no figure {name!r}.", hint=f"Its figures: {', '.join(figures)}.")
    return figures[name]


def _told(steps: Sequence[Step], figure: Column, then: tuple[str, ...]) -> Answer:
    last = steps[-1].answer
    names = list(dict.fromkeys(name for step in steps for name in step.rows))
    rows = [_row(steps, figure, name) for name in names]
    changed = [row for row in rows if row[BEFORE] != row[AFTER] or any(row[cause] for cause in CAUSES)]
    shown = [cause for cause in CAUSES if any(row[cause] for row in changed)]
    columns = [
        *naming(last),
        Column(BEFORE, figure.kind, N_("Before"), N_("As it was known at the first instant.")),
        *(Column(cause, figure.kind, CAUSES[cause], MEANINGS[cause]) for cause in shown),
        Column(AFTER, figure.kind, N_("After"), N_("As it was known at the second one.")),
    ]
    return replace(
        last,
        stamp=reports.stamp_of(last.ask, steps[-1].terms),
        question=NAME,
        title=_("What changed: {title}", title=last.title),
        subtitle=_("{figure}: {meaning}", figure=_(figure.label), meaning=_(figure.meaning)),
        columns=columns,
        rows=[{column.name: row[column.name] for column in columns} for row in changed],
        caveats=[
            _("Before: as known at {before}. After: as known at {after}.", before=then[0], after=then[1]),
            _("Each cause is let in after those to its left: another order would share out what they did together."),
            *last.caveats,
        ],
        empty=_("Nothing changed: every row is what it was."),
    )


def _row(steps: Sequence[Step], figure: Column, name: Name) -> Row:
    """A row's figure before and after, and by cause the difference that it made.

    A count or an amount that is not there counts as none, so that the causes add up; a rate that is not there has no
    difference to another, and one that is there again is compared with what it was last.
    """
    values = [step.rows[name][figure.name] if name in step.rows else _nothing(figure) for step in steps]
    counted = [_nothing(figure) if value is None else value for value in values]
    differences, last = {}, counted[0]
    for step, value in zip(steps[1:], counted[1:], strict=True):
        differences[step.cause] = None if value is None or last is None else value - last
        last = last if value is None else value
    known = dict(zip((column.name for column in naming(steps[0].answer)), name, strict=True))
    return {**known, BEFORE: values[0], **differences, AFTER: values[-1]}


def _nothing(figure: Column) -> int | None:
    """What the figure of a row that is not there is: no money and nobody, but no rate."""
    return 0 if figure.kind in (Kind.COUNT, Kind.MONEY) else None
