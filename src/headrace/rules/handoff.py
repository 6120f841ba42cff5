"""The hand-off between marketing and sales: accept, reject, re-qualify, recycle, win, lose; who owns what.

Each verdict sees a journey and tells what is to be appended, or refuses and says why.
"""

from datetime import date

from headrace.core.entries import (
    Accepted,
    Disqualified,
    Entry,
    Expired,
    Lost,
    Met,
    Moved,
    Opened,
    Paused,
    Qualified,
    Recovered,
    Rejected,
    Resumed,
    Routed,
    Signalled,
    Touched,
    Valued,
    Won,
)
from headrace.core.errors import DataRefused, NotAllowed, UnknownName
from headrace.core.funnel import Role
from headrace.core.texts import _
from headrace.core.units import DAY_US, Money, start_of_day
from headrace.rules import decay
from headrace.rules.case import Act, Case
from headrace.rules.clocks import pauses_of
from headrace.rules.customers import UNTIL, check_until
from headrace.rules.moves import check_reason, check_worth, enter, side_place, target_of
from headrace.rules.nurture import recycled
from headrace.rules.route import route

CONTACT_LOST = "contact_lost"
DIRECTIONS = ("in", "out")
LONGEST_PAUSE_US = 366 * DAY_US


def accept(case: Case, act: Act, to: str | None = None) -> list[Entry]:
    """Sales takes the lead: whoever accepts it owns it."""
    _check_owner(case, act)
    _check_desk(case, act.by.name)
    target = to or target_of(case, "accepted", "tele_accepted").name
    return enter(case, act, Accepted(to=target, owner=act.by.name))


def reject(case: Case, act: Act, reason: str) -> list[Entry]:
    """Sales turns the lead down with a reason; it goes to the pool, to be asked again after the reason's wait."""
    _check_owner(case, act)
    check_reason("rejected", reason, case.terms.policy)
    return enter(case, act, Rejected(to=side_place(case.terms.funnel, Role.NURTURE), reason=reason))


def requalify(case: Case, act: Act, value: Money | None, to: str | None = None) -> list[Entry]:
    """Sales asked again and came to the same answer; it says what the lead is worth."""
    _check_owner(case, act)
    target = to or target_of(case, "requalified").name
    score = case.score()
    body = Qualified(
        to=target,
        owner=case.standing.owner or act.by.name,
        score=score.points if score else None,
        known=score.known if score else None,
        framework=case.terms.policy.qualification.framework,
    )
    return enter(case, act, body, *_valued(value, "requalified"))


def open_opportunity(
    case: Case, act: Act, value: Money | None, close: date | None, to: str | None = None
) -> list[Entry]:
    """A deal with an amount and a day on which the buyer means to decide."""
    _check_owner(case, act)
    check_worth(value)
    body = Opened(
        to=to or target_of(case, "close_date").name,
        value=value.minor if value else None,
        currency=value.currency if value else None,
        expected_close_us=start_of_day(close, case.terms.zone) if close else None,
        owner=case.standing.owner or act.by.name,
    )
    return enter(case, act, body)


def win(case: Case, act: Act, value: Money | None, until: date | None = None) -> list[Entry]:
    """The order is signed. Without its amount it is a win all the same, listed until somebody enters that."""
    _check_owner(case, act)
    check_worth(value)
    worth = value or _expected(case)
    if until is not None:
        check_until(until)
    body = Won(
        to=case.terms.funnel.won.name,
        value=value.minor if value else None,
        currency=value.currency if value else None,
        owner=case.standing.owner or act.by.name,
        attributes={UNTIL: until.isoformat()} if until else {},
    )
    if worth is None:
        raise DataRefused(
            _("Nobody knows what this deal is worth, neither expected nor signed."),
            hint=_("Give its amount with the win."),
        )
    return enter(case, act, body)


def lose(case: Case, act: Act, reason: str) -> list[Entry]:
    """The buyer decided against us, and said why."""
    _check_owner(case, act)
    check_reason("lost", reason, case.terms.policy)
    body = Lost(to=side_place(case.terms.funnel, Role.LOST), reason=reason, owner=case.standing.owner)
    return enter(case, act, body)


def recycle(case: Case, act: Act, reason: str, on: date | None = None) -> list[Entry]:
    """Back to the pool for a reason, to be asked again on a day."""
    check_reason("recycled", reason, case.terms.policy)
    pool = side_place(case.terms.funnel, Role.NURTURE)
    return enter(case, act, recycled(case, pool, reason, act.at_us, on))


def disqualify(case: Case, act: Act, reason: str) -> list[Entry]:
    """Out for good."""
    check_reason("disqualified", reason, case.terms.policy)
    return enter(case, act, Disqualified(to=side_place(case.terms.funnel, Role.OUT), reason=reason))


def lose_contact(case: Case, act: Act) -> list[Entry]:
    """The way to the person is gone (left the company, hard bounce): that ends the lead, whatever we have stored."""
    return enter(case, act, Disqualified(to=side_place(case.terms.funnel, Role.OUT), reason=CONTACT_LOST))


def move(case: Case, act: Act, to: str, reason: str | None = None) -> list[Entry]:
    """To a place for a cause that no other deed names."""
    _check_owner(case, act)
    return enter(case, act, Moved(to=case.terms.place(to).name, reason=reason))


def recover(case: Case, act: Act, to: str | None = None) -> list[Entry]:
    """An expired lead came back to life: it returns to where it was, as a new pass, and its loss is reversed."""
    expiry = next((f for f in reversed(case.facts) if isinstance(f.body, Expired)), None)
    if expiry is None or not isinstance(expiry.body, Expired) or case.stint.entered.seq != expiry.seq:
        raise NotAllowed(_("This lead did not expire."), hint=_("Only what expired can be recovered."))
    if any(isinstance(fact.body, Recovered) and fact.body.expiry == expiry.seq for fact in case.facts):
        raise NotAllowed(_("This lead was recovered already."), hint=_("Go on with the pass that began then."))
    before = case.stints[-2].place if len(case.stints) > 1 else case.terms.funnel.first.name
    owner = expiry.body.owner or act.by.name
    body = Moved(to=to or before, owner=owner, reason="recovered")
    entries = enter(case, act, body, *_worth(case), returning=body.to == before)
    booked = Recovered(value=expiry.body.value, currency=expiry.body.currency, expiry=expiry.seq)
    return [*entries, act.says(case, booked)]


def assign(case: Case, act: Act, desk: str, why: str | None = None) -> list[Entry]:
    """To a desk by hand."""
    _check_desk(case, desk)
    return act.tells(case, Routed(owner=desk, why=why or "by_hand"))


def claim(case: Case, act: Act) -> list[Entry]:
    """Take a lead that nobody has."""
    if case.place.role is not Role.STAGE:
        raise NotAllowed(_("Nobody works a lead in {place}.", place=case.place.label))
    if case.standing.owner not in (None, act.by.name):
        raise NotAllowed(_("{owner} has this lead.", owner=case.standing.owner), hint=_("Take the next one."))
    claimed = [] if case.standing.owner else [Routed(owner=act.by.name, why="claimed")]
    return act.tells(case, *claimed)


def reroute(case: Case, act: Act, why: str) -> list[Entry]:
    """To another desk by the rules of the policy, because the one that has it did not answer."""
    had = {f.body.owner for f in case.stint.facts if isinstance(f.body, Routed)} | {case.standing.owner}
    decision = route(
        case, case.standing.place, case.told(), act.office, act.at_us, besides=sorted(name for name in had if name)
    )
    if decision.desk is None:
        return []
    return [act.says(case, Routed(owner=decision.desk, why=f"{why}; {decision.why}", rule=decision.rule))]


def meet(case: Case, act: Act, minutes: float | None = None, activity: str | None = None) -> list[Entry]:
    """We met the buyer: that is a talk, and two-way."""
    if minutes is not None and minutes < 0:
        raise DataRefused(_("A meeting lasts no less than 0 minutes."))
    return act.tells(case, Met(activity=activity, minutes=minutes, owner=act.by.name))


def touch(case: Case, act: Act, direction: str, channel: str | None = None, activity: str | None = None) -> list[Entry]:
    """A message or a visit: `in` from the buyer, which is two-way, or `out` from us, which is an attempt."""
    if direction not in DIRECTIONS:
        raise UnknownName("direction", direction, DIRECTIONS)
    return act.tells(case, Touched(channel=channel, activity=activity, direction=direction))


def enter_value(case: Case, act: Act, value: Money, basis: str | None = None) -> list[Entry]:
    """What the deal is worth, or was sold for."""
    return act.tells(case, *_valued(value, basis or "entered"))


def describe(case: Case, act: Act) -> list[Entry]:
    """What somebody learnt about the lead, in the funnel's declared facts."""
    if not act.told:
        raise DataRefused(_("There is nothing to tell."), hint=_("Such as --fact NAME=VALUE."))
    return act.tells(case)


def pause(case: Case, act: Act, reason: str, until_us: int | None = None) -> list[Entry]:
    """The clocks stand still for a reason that the agreement allows."""
    allowed = case.terms.policy.agreement.pauses
    if reason not in allowed:
        raise UnknownName("reason to pause", reason, allowed)
    if _paused(case, act.at_us):
        raise NotAllowed(_("The clocks stand still already."))
    if until_us is not None and until_us <= act.at_us:
        raise DataRefused(_("The pause would end before it begins."))
    if until_us is not None and until_us > act.at_us + LONGEST_PAUSE_US:
        raise DataRefused(_("A pause of more than a year is no pause."), hint=_("Recycle the lead, with a day."))
    return act.tells(case, Paused(reason=reason, until_us=until_us))


def resume(case: Case, act: Act) -> list[Entry]:
    """The clocks run again."""
    if not _paused(case, act.at_us):
        raise NotAllowed(_("The clocks do not stand still."))
    return act.tells(case, Resumed())


def signal(case: Case, act: Act, sign: str, *, present: bool) -> list[Entry]:
    """A sign of life was seen, or seen to be gone; its loss ends the shelf life at once."""
    decay.check_sign(sign)
    return act.tells(case, Signalled(sign=sign, present=present))


def _paused(case: Case, at_us: int) -> bool:
    return any(start <= at_us and (until is None or at_us < until) for start, until in pauses_of(case.facts))


def _valued(value: Money | None, basis: str) -> list[Valued]:
    check_worth(value)
    return [] if value is None else [Valued(value=value.minor, currency=value.currency, basis=basis)]


def _worth(case: Case) -> list[Valued]:
    """What the lead was worth, told again for its new pass."""
    return _valued(_expected(case), "recovered")


def _expected(case: Case) -> Money | None:
    if case.standing.value is None:
        return None
    return Money(case.standing.value, case.standing.currency or case.terms.policy.currency)


def _check_owner(case: Case, act: Act) -> None:
    """Refuse to let somebody act on a lead that another has, unless they are that desk's manager."""
    owner = case.standing.owner
    desk = case.terms.desk(owner)
    if owner in (None, act.by.name) or case.place.role is not Role.STAGE:
        return
    if desk is None or desk.manager != act.by.name:
        raise NotAllowed(
            _("{owner} has this lead.", owner=owner), hint=_("Have it assigned to you first: `headrace lead assign`.")
        )


def _check_desk(case: Case, name: str) -> None:
    desks = case.terms.policy.desks
    if desks and name not in desks:
        raise UnknownName("desk", name, desks)
