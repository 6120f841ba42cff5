"""Funnel and policy as plain JSON, the form in which a publication keeps them for ever.

Every value is written, defaults too, so that a later default changes no published version. What has
an order is a list, because the ledger sorts the keys of its JSON. Reading back gives an equal object;
an unknown shape is `DataRefused`.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import time
from typing import Any

from headrace.core import criteria
from headrace.core.agreement import Clock, Counting, Mark, ShelfLife
from headrace.core.asking import CallingCost, Qualification, Question
from headrace.core.criteria import Criterion
from headrace.core.durations import Duration, Span
from headrace.core.errors import DataRefused, HeadraceError
from headrace.core.funnel import Funnel, Owner, Place, Role, Unit
from headrace.core.hours import Weekday, WorkingHours
from headrace.core.policy import Nurture, Policy, StagePolicy, Treatment

Data = dict[str, Any]


def funnel_to_data(funnel: Funnel) -> Data:
    """The funnel as plain JSON; the parsed tree of each criterion is stored beside its text."""
    return {
        "name": funnel.name,
        "template": funnel.template,
        "unit": str(funnel.unit),
        "facts": dict(sorted(funnel.facts.items())),
        "opportunity_types": list(funnel.opportunity_types),
        "stages": [_place_to_data(place) for place in funnel.stages],
        "side_places": [_place_to_data(place) for place in funnel.side_places],
    }


def funnel_from_data(data: Mapping[str, Any]) -> Funnel:
    """The funnel that `funnel_to_data` wrote; anything else is `DataRefused`."""
    try:
        return Funnel(
            name=data["name"],
            template=data["template"],
            unit=Unit(data["unit"]),
            facts=dict(data["facts"]),
            opportunity_types=tuple(data["opportunity_types"]),
            stages=tuple(map(_place_from_data, data["stages"])),
            side_places=tuple(map(_place_from_data, data["side_places"])),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as problem:
        raise _unreadable("funnel", problem) from problem


def _place_to_data(place: Place) -> Data:
    return {
        "name": place.name,
        "label": place.label,
        "role": str(place.role),
        "owner": None if place.owner is None else str(place.owner),
        "moves": list(place.moves),
        "entry": _criterion_to_data(place.entry),
        "exit": _criterion_to_data(place.exit),
        "optional": place.optional,
        "entrance": place.entrance,
        "meaning": place.meaning,
    }


def _place_from_data(data: Mapping[str, Any]) -> Place:
    return Place(
        name=data["name"],
        label=data["label"],
        role=Role(data["role"]),
        owner=None if data["owner"] is None else Owner(data["owner"]),
        moves=tuple(data["moves"]),
        entry=_criterion_from_data(data["entry"]),
        exit=_criterion_from_data(data["exit"]),
        optional=data["optional"],
        entrance=data["entrance"],
        meaning=data["meaning"],
    )


def _criterion_to_data(criterion: Criterion | None) -> Data | None:
    if criterion is None:
        return None
    return {"text": criterion.text, "tree": criteria.to_data(criterion.tree)}


def _criterion_from_data(data: Mapping[str, Any] | None) -> Criterion | None:
    return None if data is None else Criterion(data["text"], criteria.from_data(data["tree"]))


def policy_to_data(policy: Policy) -> Data:
    """The policy as plain JSON; durations as `[30, "day"]`, times as `09:00`, money in minor units."""
    hours = policy.working_hours
    return {
        "zone": policy.zone,
        "currency": policy.currency,
        "fiscal_year_start": policy.fiscal_year_start,
        "week_start": str(policy.week_start),
        "working_hours": {
            "days": [str(day) for day in hours.days],
            "opens": f"{hours.opens:%H:%M}",
            "closes": f"{hours.closes:%H:%M}",
            "holidays": hours.holidays,
        },
        "qualification": _qualification_to_data(policy.qualification),
        "signoffs": list(policy.signoffs),
        "stages": {name: _stage_to_data(stage) for name, stage in policy.stages.items()},
        "nurture": {
            "wait": _duration_to_data(policy.nurture.wait),
            "reasons": {name: _duration_to_data(wait) for name, wait in policy.nurture.reasons.items()},
        },
        "calling": {field.name: getattr(policy.calling, field.name) for field in fields(CallingCost)},
        "renewal_notice": _duration_to_data(policy.renewal_notice),
        "influence_window": _duration_to_data(policy.influence_window),
        "findings": dict(sorted(policy.findings.items())),
    }


def policy_from_data(data: Mapping[str, Any]) -> Policy:
    """The policy that `policy_to_data` wrote; anything else is `DataRefused`."""
    try:
        return Policy(
            zone=data["zone"],
            currency=data["currency"],
            fiscal_year_start=data["fiscal_year_start"],
            week_start=Weekday(data["week_start"]),
            working_hours=_hours_from_data(data["working_hours"]),
            qualification=_qualification_from_data(data["qualification"]),
            signoffs=tuple(data["signoffs"]),
            stages={name: _stage_from_data(stage) for name, stage in data["stages"].items()},
            nurture=_nurture_from_data(data["nurture"]),
            calling=CallingCost(**data["calling"]),
            renewal_notice=_duration_from_data(data["renewal_notice"]),
            influence_window=_duration_from_data(data["influence_window"]),
            findings={name: _treatment(given) for name, given in data["findings"].items()},
        )
    except (AttributeError, KeyError, TypeError, ValueError) as problem:
        raise _unreadable("policy", problem) from problem


def _hours_from_data(data: Mapping[str, Any]) -> WorkingHours:
    return WorkingHours(
        days=tuple(map(Weekday, data["days"])),
        opens=time.fromisoformat(data["opens"]),
        closes=time.fromisoformat(data["closes"]),
        holidays=data["holidays"],
    )


def _qualification_to_data(qualification: Qualification) -> Data:
    return {
        "framework": qualification.framework,
        "bar": qualification.bar,
        "partly": qualification.partly,
        "criteria": [
            {"name": name, "question": question.text, "weight": question.weight}
            for name, question in qualification.criteria.items()
        ],
    }


def _qualification_from_data(data: Mapping[str, Any]) -> Qualification:
    return Qualification(
        framework=data["framework"],
        bar=data["bar"],
        partly=data["partly"],
        criteria={each["name"]: Question(each["question"], each["weight"]) for each in data["criteria"]},
    )


def _stage_to_data(stage: StagePolicy) -> Data:
    life = stage.shelf_life
    return {
        "shelf_life": None if life is None else {"limit": _duration_to_data(life.limit), "warning": life.warning},
        "clocks": [_clock_to_data(clock) for clock in stage.clocks],
        "attempts": stage.attempts,
        "cost_drivers": dict(stage.cost_drivers),
    }


def _stage_from_data(data: Mapping[str, Any]) -> StagePolicy:
    life = data["shelf_life"]
    return StagePolicy(
        shelf_life=None if life is None else ShelfLife(_duration_from_data(life["limit"]), life["warning"]),
        clocks=tuple(map(_clock_from_data, data["clocks"])),
        attempts=data["attempts"],
        cost_drivers=dict(data["cost_drivers"]),
    )


def _clock_to_data(clock: Clock) -> Data:
    return {
        "name": clock.name,
        "limit": _duration_to_data(clock.limit),
        "counting": str(clock.counting),
        "start": str(clock.start),
        "stop": str(clock.stop),
        "hand_raisers": clock.hand_raisers,
    }


def _clock_from_data(data: Mapping[str, Any]) -> Clock:
    return Clock(
        name=data["name"],
        limit=_duration_from_data(data["limit"]),
        counting=Counting(data["counting"]),
        start=Mark(data["start"]),
        stop=Mark(data["stop"]),
        hand_raisers=data["hand_raisers"],
    )


def _nurture_from_data(data: Mapping[str, Any]) -> Nurture:
    return Nurture(
        wait=_duration_from_data(data["wait"]),
        reasons={name: _duration_from_data(wait) for name, wait in data["reasons"].items()},
    )


def _duration_to_data(duration: Duration) -> list[int | str]:
    return [duration.count, str(duration.span)]


def _duration_from_data(data: list[Any]) -> Duration:
    count, span = data
    return Duration(count, Span(span))


def _treatment(given: str) -> Treatment:
    if given not in ("refuse", "take"):
        raise ValueError(given)
    return "take" if given == "take" else "refuse"


def _unreadable(what: str, problem: Exception) -> HeadraceError:
    return DataRefused(
        f"These data are no {what}: {type(problem).__name__} {problem}.",
        hint="They were written by another version of headrace, or changed since.",
    )
