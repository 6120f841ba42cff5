"""What changed between two definitions, in sentences that a head of sales can agree or object to."""

from collections.abc import Iterator, Mapping, Sequence

from headrace.core.criteria import Criterion, prose
from headrace.core.funnel import Funnel, Place
from headrace.core.policy import Policy
from headrace.core.texts import _
from headrace.core.units import Money


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
    return list(_changes(_said_of_policy(old, funnel), _said_of_policy(new, funnel)))


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


def _said_of_policy(policy: Policy, funnel: Funnel | None) -> dict[str, str]:
    """Every decision of a policy: its name -> what was decided, in words."""
    stages = {
        f"{_label(name, funnel)}: {what}": said
        for name in policy.stages
        for what, said in _said_of_stage(policy, name).items()
    }
    return {
        _("time zone"): policy.zone,
        _("currency"): policy.currency,
        _("fiscal year from month"): str(policy.fiscal_year_start),
        _("week from"): str(policy.week_start),
        _("working hours"): str(policy.working_hours),
        **stages,
        **_said_of_qualification(policy),
        _("sign-offs"): ", ".join(policy.signoffs) or _("none"),
        **_said_of_waits(policy),
        **_said_of_calling(policy),
        **{_("finding {name!r}", name=name): rule for name, rule in policy.findings.items()},
    }


def _label(stage: str, funnel: Funnel | None) -> str:
    return funnel.place(stage).label if funnel is not None and stage in funnel.names() else stage


def _said_of_stage(policy: Policy, name: str) -> dict[str, str]:
    stage = policy.stage(name)
    clocks = {_("clock {name!r}", name=clock.name): str(clock) for clock in stage.clocks}
    drivers = {
        _("cost of {name!r}", name=driver): _money(minor, policy.currency)
        for driver, minor in stage.cost_drivers.items()
    }
    return {
        _("shelf life"): str(stage.shelf_life or ""),
        _("attempts"): str(stage.attempts or ""),
        **clocks,
        **drivers,
    }


def _said_of_qualification(policy: Policy) -> dict[str, str]:
    asked = policy.qualification
    questions = {
        _("criterion {name!r}", name=name): _(
            "{weight} points, “{question}”", weight=question.weight, question=question.text
        )
        for name, question in asked.criteria.items()
    }
    return {
        _("qualification framework"): asked.framework,
        _("qualification bar"): str(asked.bar),
        _("worth of a partly"): f"{asked.partly:g}",
        **questions,
    }


def _said_of_waits(policy: Policy) -> dict[str, str]:
    reasons = {
        _("nurture wait for {reason!r}", reason=reason): str(wait) for reason, wait in policy.nurture.reasons.items()
    }
    return {
        _("nurture wait"): str(policy.nurture.wait),
        **reasons,
        _("renewal notice"): str(policy.renewal_notice),
        _("influence window"): str(policy.influence_window),
    }


def _said_of_calling(policy: Policy) -> dict[str, str]:
    costs = policy.calling
    pay = "" if costs.yearly_pay is None else _money(costs.yearly_pay, policy.currency)
    return {
        _("talk minutes of a call"): f"{costs.talk_minutes:g}",
        _("minutes of a call without answer"): f"{costs.no_answer_minutes:g}",
        _("dials per completed call"): str(costs.dials),
        _("paid hours a day"): f"{costs.hours_a_day:g}",
        _("selling share of a paid day"): f"{costs.selling_share:g}",
        _("paid days a year"): str(costs.paid_days),
        _("yearly pay"): pay,
    }


def _money(minor: int, currency: str) -> str:
    return f"{Money(minor, currency).amount:,} {currency}"
