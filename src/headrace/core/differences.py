"""What changed between two definitions, in sentences that a head of sales can agree or object to."""

from collections.abc import Iterator, Mapping, Sequence

from headrace.core.criteria import Criterion, prose
from headrace.core.decisions import decisions
from headrace.core.funnel import Funnel, Place
from headrace.core.policy import Policy
from headrace.core.texts import _


def differences(old: Funnel, new: Funnel) -> list[str]:
    """What the new funnel says otherwise than the old, one change a sentence; empty if nothing."""
    return [
        *_changes(_said_of_funnel(old), _said_of_funnel(new)),
        *_comings(old, new),
        *_goings(old, new),
        *_order(old, new),
        *(change for name in _common(old, new) for change in _place_changes(old, new, name)),
    ]


def policy_differences(old: Policy, new: Policy, funnel: Funnel | None = None) -> list[str]:
    """What the new policy says otherwise than the old; stages are named by their labels in `funnel`."""
    return [*_changes(decisions(old, funnel), decisions(new, funnel)), *_order_of_rules(old, new)]


def _changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """One sentence for each value that was added, removed or changed."""
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name, ""), new.get(name, "")
        if before == after:
            continue
        if not before:
            yield _("{what} added: {after}", what=name, after=after)
        elif not after:
            yield _("{what} removed (was {before})", what=name, before=before)
        else:
            yield _("{what} {before} -> {after}", what=name, before=before, after=after)


def _said_of_funnel(funnel: Funnel) -> dict[str, str]:
    facts = {_("fact {name!r}", name=name): kind for name, kind in funnel.facts.items()}
    return {
        _("name"): funnel.name,
        _("unit"): str(funnel.unit),
        _("opportunity types"): ", ".join(funnel.opportunity_types),
        **facts,
    }


def _comings(old: Funnel, new: Funnel) -> Iterator[str]:
    for place in new.places:
        if place.name in old.names():
            continue
        if place in new.stages:
            yield _("stage {name!r} added {where}", name=place.name, where=_where(place, new.stages))
        else:
            yield _("side place {name!r} added", name=place.name)


def _where(place: Place, stages: Sequence[Place]) -> str:
    at = stages.index(place)
    if at == 0:
        return _("before {next}", next=stages[1].label)
    if at == len(stages) - 1:
        return _("after {before}", before=stages[at - 1].label)
    return _("between {before} and {next}", before=stages[at - 1].label, next=stages[at + 1].label)


def _goings(old: Funnel, new: Funnel) -> Iterator[str]:
    for place in old.places:
        if place.name in new.names():
            continue
        if place in old.stages:
            yield _("stage {name!r} removed", name=place.name)
        else:
            yield _("side place {name!r} removed", name=place.name)


def _order(old: Funnel, new: Funnel) -> Iterator[str]:
    common = _common(old, new)
    before = [place.name for place in old.places if place.name in common]
    after = [place.name for place in new.places if place.name in common]
    if before != after:
        labels = " > ".join(stage.label for stage in new.stages)
        yield _("order of the stages changed to {order}", order=labels)


def _order_of_rules(old: Policy, new: Policy) -> Iterator[str]:
    """The first routing rule that fits decides, so that their order is more than wording."""
    before, after = ([rule.name for rule in policy.routing] for policy in (old, new))
    if [name for name in before if name in after] != [name for name in after if name in before]:
        yield _("order of the routing rules changed to {order}", order=" > ".join(after))


def _common(old: Funnel, new: Funnel) -> list[str]:
    return [name for name in old.names() if name in new.names()]


def _place_changes(old: Funnel, new: Funnel, name: str) -> Iterator[str]:
    before, after = old.place(name), new.place(name)
    common = set(_common(old, new))
    for change in _changes(_said_of_place(before), _said_of_place(after)):
        yield f"{after.label}: {change}"
    for target in after.moves:
        if target not in before.moves and target in common:
            yield _("{stage}: may now go to {target}", stage=after.label, target=new.place(target).label)
    for target in before.moves:
        if target not in after.moves and target in common:
            yield _("{stage}: may no longer go to {target}", stage=after.label, target=new.place(target).label)


def _said_of_place(place: Place) -> dict[str, str]:
    yes, no = _("yes"), _("no")
    return {
        _("label"): place.label,
        _("role"): str(place.role),
        _("owner"): str(place.owner or ""),
        _("entry"): _said_criterion(place.entry),
        _("exit"): _said_criterion(place.exit),
        _("optional"): yes if place.optional else no,
        _("entrance"): yes if place.entrance else no,
        _("meaning"): place.meaning,
    }


def _said_criterion(criterion: Criterion | None) -> str:
    return prose(criterion.tree) if criterion else ""
