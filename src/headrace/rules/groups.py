"""Accounts and buying groups: people of one company, and people of one company with one need.

Where the funnel's unit is the group, a group is one journey: whoever joins it brings their facts
along, told anew on the group's journey and voided on their own. Where the unit is the person, joining
is a fact beside the moves. Either way both funnels are counted from the same facts.
"""

from dataclasses import dataclass, replace

from headrace.core.entries import Entry, Inquired, Joined, Voided, as_told
from headrace.core.errors import DataRefused, NotAllowed
from headrace.core.funnel import Role, Unit
from headrace.core.people import account_id, group_id
from headrace.core.texts import _
from headrace.rules.case import Act, Case

SOURCE = "group"


def join(case: Case, act: Act, *, account: str | None = None, group: str | None = None, by: str) -> list[Entry]:
    """Somebody belongs to an account, to a buying group, or to both.

    Args:
        case: their journey.
        act: who says so.
        account: the account's name or domain; the house keeps only a keyed hash of it.
        group: the group's name within the house.
        by: how it is known: hand or domain.
    """
    if not (account or group):
        raise DataRefused(_("Neither an account nor a group is named."), hint=_("Give --account, --group or both."))
    secret = case.terms.secret
    belongs = account_id(secret, SOURCE, account.strip().lower()) if account else case.standing.account
    journey = group_id(secret, group) if group else None
    told = [replace(each, account=belongs) for each in act.tells(case, Joined(group=journey, by=by))]
    if group is None or case.terms.funnel.unit is not Unit.GROUP:
        return told
    return [*_brought(case, act, group_id(secret, group)), *(replace(each, journey=journey) for each in told)]


def _brought(case: Case, act: Act, journey: str) -> list[Entry]:
    """The facts of a journey, told anew on the group's and voided where they were."""
    if case.place.role is not Role.STAGE:
        raise NotAllowed(_("A journey that ended in {place} stays as it is.", place=case.place.label))
    if journey == case.standing.journey:
        return []
    people = {fact.person for fact in case.facts if fact.person}
    if len(people) > 1:
        raise NotAllowed(
            _("{n} people of a buying group share this journey: it cannot move for one of them.", n=len(people)),
            hint=_("Join whoever has a journey of their own; a group stays one."),
        )
    told: list[Entry] = []
    for fact in case.facts:
        if fact.journey is None:
            continue  # what is told of a person alone comes along with the person
        told.append(act.says(case, Voided(target=fact.seq, why="joined a group")))
        told.append(replace(as_told(fact), journey=journey, source=SOURCE, key=f"{journey}:{fact.seq}"))
    return told


@dataclass(frozen=True, slots=True)
class Member:
    """What one journey adds to both funnels: its group, the people in it, their inquiries, whether it was won."""

    group: str
    people: frozenset[str]
    inquiries: int
    won: bool


def member(case: Case) -> Member:
    """A journey as a part of its group; a person whom nobody joined to any is a group of their own."""
    joined = [fact.body.group for fact in case.facts if isinstance(fact.body, Joined) and fact.body.group]
    asked = [fact for fact in case.facts if isinstance(fact.body, Inquired)]
    return Member(
        group=joined[-1] if joined else case.standing.person or case.standing.journey,
        people=frozenset(fact.person for fact in asked if fact.person),
        inquiries=len(asked),
        won=any(stint.place == case.terms.funnel.won.name for stint in case.stints),
    )
