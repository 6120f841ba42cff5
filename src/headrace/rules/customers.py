"""Customers: contracts that end, notices before they do, so that who has bought is not forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from headrace.core.agreement import RENEWAL
from headrace.core.criteria import holds
from headrace.core.entries import Breached, Churned, Entry, Known, Renewed, Valued, Won
from headrace.core.errors import DataRefused, NotAllowed
from headrace.core.funnel import Owner, Role
from headrace.core.texts import _
from headrace.core.units import Money, Period, instant, micros, start_of_day
from headrace.rules.case import Act, Case, is_two_way
from headrace.rules.clocks import Run, State, accountable, warned
from headrace.rules.moves import check_reason, check_worth

UNTIL = "contract_until"
"""The attribute of a win that says until which local day its contract runs."""

CONTRACTS = Period(date(1900, 1, 1), date(3000, 1, 1))
"""The days on which a contract may end."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a contract: when it was agreed, until which local day it runs, its value in minor units.

    `ended_us` is when a renewal or a churn ended it; `left` says that it was a churn. It goes by the
    policy in force when it was agreed.
    """

    agreed_us: int | None
    until: date | None
    value: int | None
    currency: str | None
    ended_us: int | None = None
    left: bool = False
    policy_version: int | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """What a customer has with us now. Times are UTC microseconds, money minor units; None where nobody knows.

    `notice_us` is when the renewal is to be brought up, `until_us` the first instant after its last day.
    """

    value: int | None
    currency: str | None
    until_us: int | None
    notice_us: int | None
    contact_us: int | None
    upsell: bool


def terms_of(case: Case) -> list[Term]:
    """The terms of a customer's contract, in order; none for who never bought."""
    found: list[Term] = []
    for fact in case.facts:
        if isinstance(fact.body, Won):
            running = bool(found) and found[-1].ended_us is None
            found[-1 if running else len(found) :] = [_won(fact, fact.body)]
        elif found:
            found[-1:] = _after(found[-1], fact)
    return found


def _won(fact: Known, body: Won) -> Term:
    until = _day(body.attributes.get(UNTIL))
    return Term(fact.at_us, until, body.value, body.currency, policy_version=fact.policy_version)


def _after(last: Term, fact: Known) -> list[Term]:
    """What becomes of a term by a fact: itself, and the one that follows if it was renewed beyond its end."""
    match fact.body:
        case Valued(value=value, currency=currency) if last.ended_us is None:
            return [replace(last, value=value, currency=currency)]
        case Renewed(value=value, currency=currency, until=text):
            worth = last.value if value is None else value
            until = _day(text) or last.until
            if until == last.until:
                return [replace(last, value=worth, currency=currency or last.currency)]
            ended = replace(last, ended_us=fact.at_us)
            following = Term(fact.at_us, until, worth, currency or last.currency, policy_version=fact.policy_version)
            return [ended, following]
        case Churned(value=lost):
            if lost is None or last.value is None or lost >= last.value:
                return [replace(last, ended_us=fact.at_us, left=True)]
            return [replace(last, value=last.value - lost, ended_us=None, left=False)]
        case _:
            return [last]


def contract(case: Case) -> Contract | None:
    """The contract that a customer has; None for who has none, or has left."""
    terms = terms_of(case)
    if case.place.role is not Role.WON or not terms or terms[-1].left:
        return None
    contacts = [fact.at_us for fact in case.facts if fact.at_us is not None and is_two_way(fact)]
    until_us, notice_us = _ends(case, terms[-1])
    policy = case.terms.policy
    return Contract(
        value=terms[-1].value if terms[-1].value is not None else case.standing.value,
        currency=terms[-1].currency or case.standing.currency,
        until_us=until_us,
        notice_us=notice_us,
        contact_us=max(contacts, default=None),
        upsell=policy.upsell is not None and holds(policy.upsell, case.told()),
    )


def revenue(case: Case) -> int | None:
    """What was signed for, in minor units: told with the win or entered after it; None until somebody tells."""
    signed = None
    for fact in case.facts:
        match fact.body:
            case Won(value=value):
                signed = value
            case Valued(value=value) if isinstance(case.stint.entered.body, Won) and fact in case.stint.facts:
                signed = value
            case _:
                pass
    return signed


def renewals(case: Case) -> list[Run]:
    """The terms as clocks: from the notice to the end; a renewal in time meets it, a churn stops it.

    Of two terms that are to be brought up at the same instant the later one counts.
    """
    found = _renewals(case) if case.place.role is Role.WON else ()
    return list({run.started_us: run for run in found}.values())


def _renewals(case: Case) -> Iterator[Run]:
    for term in terms_of(case):
        until_us, notice_us = _ends(case, term)
        if until_us is None or notice_us is None:
            continue
        state, ended_us = _end(case, term, until_us)
        told = warned(case.facts, RENEWAL, until_us)
        waiting, unsaid = state is State.RUNNING, state is State.BREACHED and not _breach_told(case, until_us)
        yield Run(
            journey=case.standing.journey,
            stint=case.stint.number,
            clock=RENEWAL,
            stage=case.standing.place,
            started_us=notice_us,
            due_us=until_us,
            state=state,
            ended_us=ended_us,
            warn_us=notice_us if waiting and not told else None,
            next_us=notice_us if waiting and not told else until_us if waiting or unsaid else None,
            owed_by=str(Owner.SUCCESS),
            owner=accountable(case, state, ended_us),
        )


def _end(case: Case, term: Term, until_us: int) -> tuple[State, int | None]:
    if _breach_told(case, until_us):
        return State.BREACHED, until_us
    if term.ended_us is None:
        return State.RUNNING, None
    if term.ended_us > until_us:
        return State.BREACHED, until_us
    return (State.STOPPED if term.left else State.MET), term.ended_us


def _breach_told(case: Case, until_us: int) -> bool:
    """Whether it was told that nobody renewed by then."""
    breaches = (fact.body for fact in case.facts if isinstance(fact.body, Breached) and fact.body.clock == RENEWAL)
    return any(breach.due_us == until_us for breach in breaches)


def _ends(case: Case, term: Term) -> tuple[int | None, int | None]:
    """The first instant after the last day of a term, and when it is to be brought up."""
    if term.until is None:
        return None, None
    policy = case.terms.policy_of(term.policy_version)
    until_us = start_of_day(date.fromordinal(term.until.toordinal() + 1), policy.time_zone)
    return until_us, micros(policy.renewal_notice.before(instant(until_us), policy.time_zone))


def renew(case: Case, act: Act, until: date, value: Money | None) -> list[Entry]:
    """The customer renewed until a day, at a value; at the one before if none is given."""
    check_worth(value)
    check_until(until)
    last = _current(case, act)
    if last.until is not None and until <= last.until:
        raise DataRefused(
            _("The contract runs until {until} already.", until=last.until), hint=_("A renewal ends later than that.")
        )
    worth = value.minor if value else last.value
    body = Renewed(
        value=worth,
        currency=value.currency if value else last.currency,
        change=None if worth is None or last.value is None else worth - last.value,
        until=until.isoformat(),
    )
    return act.tells(case, body)


def churn(case: Case, act: Act, reason: str, value: Money | None) -> list[Entry]:
    """The customer left, or shrank by a value."""
    check_reason("churned", reason, case.terms.policy)
    check_worth(value)
    last = _current(case, act)
    lost = value.minor if value else last.value
    return act.tells(case, Churned(value=lost, currency=value.currency if value else last.currency, reason=reason))


def check_until(until: date) -> None:
    """Refuse an end of a contract that nobody can mean."""
    if until not in CONTRACTS:
        raise DataRefused(
            _("No contract runs until {until}.", until=until),
            hint=_("From {first} on, and before {end}.", first=CONTRACTS.first, end=CONTRACTS.end),
        )


def _current(case: Case, act: Act) -> Term:
    """The term that runs; refused for who is no customer, and for what would lie before it."""
    terms = terms_of(case)
    if not terms or terms[-1].left:
        raise NotAllowed(_("This is no customer of ours."), hint=_("Only what was won can be renewed or lost again."))
    if act.at_us < (terms[-1].agreed_us or 0):
        raise NotAllowed(_("That would lie before the contract was agreed."))
    return terms[-1]


def _day(text: str | None) -> date | None:
    """The day that a text means; None for a text of an import that means none, or none of a contract's."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day in CONTRACTS else None
