"""Which definitions were in force when, and at which of their changes a stage came to mean something else."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from headrace.core.funnel import Funnel
from headrace.core.policy import Policy
from headrace.rules.moves import lead_stage


@dataclass(frozen=True, slots=True)
class Edition:
    """The funnel and the policy that were in force together from `since_us` on (UTC microseconds).

    `learnt_us` is when the ledger took them in. Either is None as long as none was published.
    """

    since_us: int
    learnt_us: int
    funnel: Funnel | None
    policy: Policy | None


def redefined(editions: Sequence[Edition], stage: str) -> list[int]:
    """When an entry to the stage came to mean something else than before, in UTC microseconds, ascending.

    What it means is what must hold to come in (its entry criterion, and the exit criteria of the stages that lead to
    it), and from the stage of qualified leads on how answers are weighed: framework, weights, the worth of a
    partly, the bar, and whether answers count that no person asked for. The first publication changes nothing: what
    held before it nobody wrote down.
    """
    told = [edition for edition in editions if edition.funnel is not None and edition.policy is not None]
    return [newer.since_us for older, newer in pairwise(told) if _meaning(older, stage) != _meaning(newer, stage)]


def _meaning(edition: Edition, stage: str) -> Hashable:
    funnel, policy = edition.funnel, edition.policy
    if funnel is None or policy is None or stage not in funnel.names():
        return None
    entry = funnel.place(stage).entry
    doors = frozenset(
        (place.name, place.exit.tree) for place in funnel.stages if place.exit is not None and stage in place.moves
    )
    leads = funnel.position(stage) >= funnel.position(lead_stage(funnel).name)
    return (entry.tree if entry else None, doors, _bar(policy) if leads else None)


def _bar(policy: Policy) -> Hashable:
    asked = policy.qualification
    weights = frozenset((name, question.weight) for name, question in asked.criteria.items())
    return (asked.framework, weights, asked.partly, asked.bar, asked.by_rule)
