"""Nurture: whom to ask again and when, and which content the marketer's mailer may send until then.

Whoever was asked again and stays in the pool rests anew: for the whole wait if there was nothing to
win, and otherwise until the next attempt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from headrace.core.asking import Then
from headrace.core.entries import Called, Consented, Disqualified, Entry, Known, Recycled, Withdrew
from headrace.core.funnel import Role
from headrace.core.policy import Policy
from headrace.core.units import instant, micros, start_of_day
from headrace.rules.case import Case, is_answer, is_attempt

PURPOSE = "nurture"
"""The purpose that somebody consents to who may get content."""


def recontact(policy: Policy, reason: str | None, at_us: int) -> date:
    """The local day on which somebody who went to the pool for a reason is asked again."""
    zone = policy.time_zone
    return policy.nurture.wait_for(reason).after(instant(at_us), zone).astimezone(zone).date()


def recycled(case: Case, to: str, reason: str, at_us: int, on: date | None = None) -> Recycled:
    """Back to the pool for a reason, to be asked again on a day; by the policy's wait unless a day is named."""
    day = on or recontact(case.terms.policy, reason, at_us)
    return Recycled(to=to, reason=reason, recontact=day.isoformat())


def recontact_us(case: Case) -> int | None:
    """When somebody who rests in the pool is to be asked again; None for who does not rest there."""
    if case.place.role not in (Role.NURTURE, Role.EXPIRED, Role.LOST) or case.stint.entered.at_us is None:
        return None
    body, zone = case.stint.entered.body, case.terms.zone
    day = body.recontact if isinstance(body, Recycled) else None
    reason = getattr(body, "reason", None)
    policy = case.terms.policy_of(case.stint.entered.policy_version)
    on = date.fromisoformat(day) if day else recontact(policy, reason, case.stint.entered.at_us)
    first_us = start_of_day(on, zone)
    since = [fact for fact in case.stint.facts if (fact.at_us or 0) >= first_us]
    tried = [fact for fact in since if is_attempt(fact) or is_answer(fact)]
    if not tried:
        return first_us
    last_us = tried[-1].at_us or 0
    if _rests_on(case, tried[-1]):
        return start_of_day(recontact(policy, reason, last_us), zone)
    return micros(case.terms.policy.calls.wait_after(len({fact.at_us for fact in tried})).after(instant(last_us), zone))


def _rests_on(case: Case, attempt: Known) -> bool:
    """Whether an attempt says that there is nothing to win for now: by its outcome, or by the answers."""
    score, body = case.score(), attempt.body
    outcome = body.outcome if isinstance(body, Called) else None
    disposition = case.terms.policy.calls.dispositions.get(outcome or "")
    resting = disposition is not None and disposition.then in (Then.NURTURE, Then.OUT)
    return resting or (score is not None and score.hopeless)


def may_send(facts: Sequence[Entry], policy: Policy) -> bool:
    """Whether somebody may get content: nobody who withdrew, and with consent first only who gave it."""
    newest = [f.body for f in facts if isinstance(f.body, Consented | Withdrew) and f.body.purpose == PURPOSE]
    if newest:
        return isinstance(newest[-1], Consented)
    return not policy.nurture.consent and not any(isinstance(fact.body, Disqualified) for fact in facts)


@dataclass(frozen=True, slots=True)
class Hint:
    """Which content fits somebody in the pool on a day."""

    content: str
    since: date


def hint(entered: Known, policy: Policy, now_us: int) -> Hint | None:
    """The newest step that somebody who went to the pool has reached; None before the first."""
    if entered.at_us is None:
        return None
    zone = policy.time_zone
    reached = [
        Hint(step.content, day)
        for step in policy.nurture.steps
        if (day := step.after.after(instant(entered.at_us), zone).astimezone(zone).date())
        and start_of_day(day, zone) <= now_us
    ]
    return max(reached, key=lambda each: each.since, default=None)
