"""Whose desk: the first rule of the policy that fits and finds somebody decides, and says why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headrace.core.criteria import Value, holds
from headrace.core.desks import Choice, Desk, RoutingRule
from headrace.core.units import instant
from headrace.rules.case import Case
from headrace.rules.office import Office
from headrace.rules.terms import Terms


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a lead goes and why; `desk` is None if no rule found one. `passed` tells why others could not take it."""

    desk: str | None
    rule: str | None
    why: str
    passed: Mapping[str, str]


def route(
    case: Case,
    stage: str,
    told: Mapping[str, Value | None],
    office: Office,
    now_us: int,
    *,
    besides: Sequence[str] = (),
) -> Decision:
    """The desk for a lead that enters a stage.

    Args:
        case: the journey.
        stage: where it goes.
        told: its declared facts.
        office: what the desks have before them.
        now_us: when, because people are not always there.
        besides: desks that had their chance already.
    """
    passed: dict[str, str] = {}
    for rule in case.terms.policy.routing:
        if rule.stage != stage or (rule.when is not None and not holds(rule.when, told)):
            continue
        fitting = _fitting(rule, case.terms, told, office, now_us, besides, passed)
        if fitting:
            desk, why = _chosen(rule, fitting, case, office)
            return Decision(desk, rule.name, why, passed)
    return Decision(None, None, "nobody" if passed else "no_rule", passed)


def _fitting(
    rule: RoutingRule,
    terms: Terms,
    told: Mapping[str, Value | None],
    office: Office,
    now_us: int,
    besides: Sequence[str],
    passed: dict[str, str],
) -> list[Desk]:
    """The desks of a rule that can take the lead; those at work now, if there are any."""
    able = []
    for desk in terms.policy.desks.values():
        if (desk.name in rule.desks) if rule.desks else (desk.team is rule.team):
            hindrance = _hindrance(desk, terms, told, office, now_us, besides)
            if hindrance:
                passed[desk.name] = hindrance
            else:
                able.append(desk)
    there = [desk for desk in able if terms.calendar(desk.name).open_at(now_us)]
    return there or able


def _hindrance(
    desk: Desk, terms: Terms, told: Mapping[str, Value | None], office: Office, now_us: int, besides: Sequence[str]
) -> str:
    if desk.name in besides:
        return "had_it"
    if desk.away(instant(now_us).astimezone(terms.zone_of(desk)).date()):
        return "away"
    for fact, values in desk.skills.items():
        if told.get(fact) not in values:
            return f"{fact}={told.get(fact)}"
    if desk.capacity is not None and office.loads().get(desk.name, 0) >= desk.capacity:
        return "full"
    return ""


def _chosen(rule: RoutingRule, desks: Sequence[Desk], case: Case, office: Office) -> tuple[str, str]:
    names = [desk.name for desk in desks]
    if rule.account_owner and case.standing.account:
        owner = office.account_owner(case.standing.account, case.standing.journey)
        if owner in names:
            return str(owner), "account_owner"
    loads = office.loads()
    if rule.choice is Choice.ROUND_ROBIN:
        turns = office.turns()
        return min(names, key=lambda name: (turns.get(name, 0), loads.get(name, 0), name)), "turn"
    chosen = min(names, key=lambda name: (loads.get(name, 0), name))
    return chosen, f"load={loads.get(chosen, 0)}"
