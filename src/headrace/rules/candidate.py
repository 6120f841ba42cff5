"""What a candidate would judge otherwise than the definitions in force: only that is judged anew in a replay."""

from collections.abc import Iterator
from dataclasses import dataclass

from headrace.core.agreement import ShelfLife
from headrace.core.asking import Qualification
from headrace.core.criteria import Criterion, Node, names
from headrace.core.errors import DataRefused
from headrace.core.funnel import Funnel
from headrace.core.policy import Policy
from headrace.core.texts import _
from headrace.rules.moves import lead_stage

SCORE = "score"


@dataclass(frozen=True, slots=True)
class Definitions:
    """A funnel and a policy that are read together: those in force, or a candidate."""

    funnel: Funnel
    policy: Policy

    @property
    def lead(self) -> str:
        """The stage that a qualified lead enters."""
        return lead_stage(self.funnel).name

    def criteria(self, stages: tuple[str, ...]) -> Iterator[Criterion]:
        """What must hold to enter some stages: their entry criteria, and the exit criteria of all that lead there."""
        for place in self.funnel.stages:
            if place.entry is not None and place.name in stages:
                yield place.entry
            if place.exit is not None:
                yield place.exit


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What has to be judged anew: the entries to these stages, the answers, the aging in these stages."""

    entries: tuple[str, ...]
    answers: bool
    lives: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.entries or self.answers or self.lives)


def otherwise(old: Definitions, new: Definitions) -> Otherwise:
    """What the new definitions may judge otherwise than the old ones."""
    answers = _weighing(old.policy.qualification) != _weighing(new.policy.qualification)
    entries = tuple(stage.name for stage in new.funnel.stages if _entry_differs(old, new, stage.name, answers=answers))
    lives = tuple(
        stage.name for stage in new.funnel.stages
        if _aging(old.policy.shelf_life(stage.name)) != _aging(new.policy.shelf_life(stage.name))
    )  # fmt: skip
    return Otherwise(entries, new.lead in entries, lives)


def check_comparable(old: Definitions, new: Definitions) -> None:
    """Refuse a candidate whose figures could not stand beside ours: in another currency, or on other days."""
    for what, before, after in (
        (_("currency"), old.policy.currency, new.policy.currency),
        (_("zone"), old.policy.zone, new.policy.zone),
    ):
        if before != after:
            raise DataRefused(
                _("The candidate has the {what} {after}, and history is told in {before}.",
                  what=what, after=after, before=before),
                hint=_("Replay it with the same currency and zone; publish these apart."),
            )  # fmt: skip


def _weighing(asked: Qualification) -> object:
    weights = {name: question.weight for name, question in asked.criteria.items()}
    return (asked.framework, weights, asked.partly, asked.bar, asked.by_rule)


def _aging(life: ShelfLife | None) -> object:
    return None if life is None else (life.limit, [(each.when.tree, each.limit) for each in life.segments])


def _entry_differs(old: Definitions, new: Definitions, stage: str, *, answers: bool) -> bool:
    before, after = _gate(old.funnel, stage), _gate(new.funnel, stage)
    told = {name for tree in (*before, *after) for name in names(tree)}
    return before != after or (answers and (SCORE in told or stage == new.lead))


def _gate(funnel: Funnel, stage: str) -> list[Node]:
    """The trees that decide on an entry to a stage."""
    if stage not in funnel.names():
        return []
    entry = funnel.place(stage).entry
    exits = [place.exit for place in funnel.stages if place.exit is not None and stage in place.moves]
    return [each.tree for each in (entry, *exits) if each is not None]
