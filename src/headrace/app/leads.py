"""The deeds of the desk: one method per thing that one of our people does with a lead.

Each is the same: load the journey's facts with the floor taken, judge, append, commit. A refusal
appends nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Protocol

from headrace.app.ports import Book
from headrace.core.asking import Grade
from headrace.core.entries import ActorKind, Consented, Entry, Known, Move, Withdrew
from headrace.core.errors import NotAllowed, NotFound, UnknownName, UsageError
from headrace.core.texts import _
from headrace.core.units import Money, micros
from headrace.ledger.fold import Standing
from headrace.rules import calls, customers, groups, handoff
from headrace.rules.calls import Asked, Attempt
from headrace.rules.case import Act, By, Case, case_of
from headrace.rules.office import Office
from headrace.rules.terms import Terms
from headrace.rules.told import check_given


class Verdict(Protocol):
    """Sees a journey and tells what is to be appended, or refuses."""

    def __call__(self, case: Case, act: Act) -> Sequence[Entry]:
        """The entries."""
        ...


@dataclass(frozen=True, slots=True)
class Meant:
    """What every deed may say beside what it is about.

    `at` is when it happened, now if not given. `told` are declared facts of the funnel that were
    learnt with it. `seen` is the newest fact that the actor saw: if there is a newer one, the deed is
    refused. `agent` says that a program acts for that person. A `dry_run` only says what it would tell.
    """

    by: str
    at: datetime | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    seen: int | None = None
    agent: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a deed: the facts that it told, and where the lead stands now.

    `journey` is the pass that the lead is in now: another one than before if a new pass began. After a
    dry run nothing was told, and the lead stands where it stood.
    """

    journey: str
    standing: Standing | None
    facts: tuple[Entry, ...]


class Leads:
    """The deeds on single leads. `lead` is a journey's id, a person's id or an e-mail address."""

    def __init__(self, book: Book, terms: Callable[[], Terms], clock: Callable[[], datetime]) -> None:
        self._book, self._terms, self._clock = book, terms, clock

    # -- asking ---------------------------------------------------------------------------------------

    def call(self, lead: str, outcome: str, meant: Meant, *, dials: int = 1, minutes: float | None = None,
             answers: Mapping[str, str] | None = None, problem: str | None = None, relevance: str | None = None,
             done: bool = False) -> Done:  # fmt: skip
        """Log a call, with the answers that were given in it, and let follow what follows."""
        asked = Asked(_grades(answers or {}), "phone", problem, relevance, done)
        return self._do(lead, partial(calls.call, attempt=Attempt(outcome, dials, minutes), asked=asked), meant)

    def qualify(self, lead: str, answers: Mapping[str, str], meant: Meant, *, channel: str | None = None,
                done: bool = False) -> Done:  # fmt: skip
        """Record answers that were given otherwise than in a call."""
        return self._do(lead, partial(calls.qualify, asked=Asked(_grades(answers), channel, done=done)), meant)

    def meet(self, lead: str, meant: Meant, *, minutes: float | None = None, activity: str | None = None) -> Done:
        """Log a meeting."""
        return self._do(lead, partial(handoff.meet, minutes=minutes, activity=activity), meant)

    def touch(self, lead: str, direction: str, meant: Meant, *, channel: str | None = None,
              activity: str | None = None) -> Done:  # fmt: skip
        """Log a message or a visit: `in` from the buyer, `out` from us."""
        return self._do(lead, partial(handoff.touch, direction=direction, channel=channel, activity=activity), meant)

    # -- the hand-off -----------------------------------------------------------------------------------

    def accept(self, lead: str, meant: Meant, to: str | None = None) -> Done:
        """Take a lead that marketing handed over."""
        return self._do(lead, partial(handoff.accept, to=to), meant)

    def reject(self, lead: str, reason: str, meant: Meant) -> Done:
        """Turn down a lead that marketing handed over."""
        return self._do(lead, partial(handoff.reject, reason=reason), meant)

    def requalify(self, lead: str, value: Money | None, meant: Meant, to: str | None = None) -> Done:
        """Confirm the qualification, with the expected value."""
        return self._do(lead, partial(handoff.requalify, value=value, to=to), meant)

    def open(self, lead: str, value: Money | None, close: date | None, meant: Meant, to: str | None = None) -> Done:
        """Open an opportunity."""
        return self._do(lead, partial(handoff.open_opportunity, value=value, close=close, to=to), meant)

    def win(self, lead: str, value: Money | None, meant: Meant, until: date | None = None) -> Done:
        """Close as won; `until` is the last day of the contract."""
        return self._do(lead, partial(handoff.win, value=value, until=until), meant)

    def lose(self, lead: str, reason: str, meant: Meant) -> Done:
        """Close as lost."""
        return self._do(lead, partial(handoff.lose, reason=reason), meant)

    def recycle(self, lead: str, reason: str, meant: Meant, on: date | None = None) -> Done:
        """Send back to the nurture pool, to be asked again on a day."""
        return self._do(lead, partial(handoff.recycle, reason=reason, on=on), meant)

    def disqualify(self, lead: str, reason: str, meant: Meant) -> Done:
        """Send out for good."""
        return self._do(lead, partial(handoff.disqualify, reason=reason), meant)

    def lose_contact(self, lead: str, meant: Meant) -> Done:
        """End a lead whose person cannot be reached any more."""
        return self._do(lead, handoff.lose_contact, meant)

    def move(self, lead: str, to: str, meant: Meant, reason: str | None = None) -> Done:
        """Move to a place for another cause."""
        return self._do(lead, partial(handoff.move, to=to, reason=reason), meant)

    def recover(self, lead: str, meant: Meant, to: str | None = None) -> Done:
        """Bring an expired lead back, and reverse its booked loss."""
        return self._do(lead, partial(handoff.recover, to=to), meant)

    # -- whose it is, and its clocks ----------------------------------------------------------------------

    def claim(self, lead: str, meant: Meant) -> Done:
        """Take a lead that nobody has."""
        return self._do(lead, handoff.claim, meant)

    def assign(self, lead: str, desk: str, meant: Meant, why: str | None = None) -> Done:
        """Give a lead to a desk."""
        return self._do(lead, partial(handoff.assign, desk=desk, why=why), meant)

    def pause(self, lead: str, reason: str, meant: Meant, until: datetime | None = None) -> Done:
        """Let the clocks stand still."""
        until_us = None if until is None else micros(until)
        return self._do(lead, partial(handoff.pause, reason=reason, until_us=until_us), meant)

    def resume(self, lead: str, meant: Meant) -> Done:
        """Let the clocks run again."""
        return self._do(lead, handoff.resume, meant)

    def signal(self, lead: str, sign: str, meant: Meant, *, present: bool) -> Done:
        """Note a sign of life, or its loss."""
        return self._do(lead, partial(handoff.signal, sign=sign, present=present), meant)

    # -- what is known of it --------------------------------------------------------------------------------

    def describe(self, lead: str, meant: Meant) -> Done:
        """Tell declared facts of the funnel."""
        return self._do(lead, handoff.describe, meant)

    def enter_value(self, lead: str, value: Money, meant: Meant) -> Done:
        """Enter what a deal is worth, or was sold for."""
        return self._do(lead, partial(handoff.enter_value, value=value), meant)

    def consent(self, lead: str, purpose: str, meant: Meant, basis: str | None = None) -> Done:
        """Note a consent for a purpose."""
        return self._do(lead, lambda case, act: act.tells(case, Consented(purpose, basis)), meant)

    def withdraw(self, lead: str, purpose: str, meant: Meant) -> Done:
        """Note that a consent was withdrawn."""
        return self._do(lead, lambda case, act: act.tells(case, Withdrew(purpose)), meant)

    def join(self, lead: str, meant: Meant, *, account: str | None = None, group: str | None = None,
             by: str = "hand") -> Done:  # fmt: skip
        """Note that a person belongs to an account, to a buying group, or to both."""
        return self._do(lead, partial(groups.join, account=account, group=group, by=by), meant)

    # -- customers -----------------------------------------------------------------------------------------

    def renew(self, lead: str, until: date, meant: Meant, value: Money | None = None) -> Done:
        """Renew a contract until a day."""
        return self._do(lead, partial(customers.renew, until=until, value=value), meant)

    def churn(self, lead: str, reason: str, meant: Meant, value: Money | None = None) -> Done:
        """Note that a customer left, or shrank by a value."""
        return self._do(lead, partial(customers.churn, reason=reason, value=value), meant)

    # -- how each is done ------------------------------------------------------------------------------------

    def find(self, lead: str) -> str:
        """The journey that a name means: of a person the newest pass."""
        journeys = self._book.find(lead)
        if not journeys:
            raise NotFound(
                _("No lead {lead!r} here.", lead=lead),
                hint=_("Name a journey, a person or an e-mail address; `headrace lead list` shows some."),
            )
        return journeys[-1]

    def case(self, lead: str) -> Case:
        """A lead as its judges see it."""
        found = case_of(self._book.journey(self.find(lead)), self._terms())
        if found is None:
            raise NotFound(_("No fact of {lead!r} counts.", lead=lead))
        return found

    def _do(self, lead: str, verdict: Verdict, meant: Meant) -> Done:
        journey, terms, now = self.find(lead), self._terms(), self._clock()

        def judge(facts: Mapping[str, Sequence[Known]], office: Office) -> Sequence[Entry]:
            case = case_of(facts[journey], terms)
            if case is None:
                raise NotFound(_("No fact of {lead!r} counts.", lead=lead))
            _check_seen(case, meant.seen)
            check_given(meant.told, terms.funnel)
            return verdict(case, _act(meant, now, office))

        facts: Sequence[Entry]
        if meant.dry_run:
            facts = self._book.rehearse([journey], judge)
            return Done(journey, self._book.standing(journey), tuple(facts))
        facts = self._book.act([journey], judge, now=now)
        led = next((fact.journey for fact in reversed(facts) if isinstance(fact.body, Move) and fact.journey), journey)
        return Done(led, self._book.standing(led), tuple(facts))


def _act(meant: Meant, now: datetime, office: Office) -> Act:
    if not meant.by.strip():
        raise UsageError(_("Nobody is named who does this."), hint=_("Name yourself with --by, or in HEADRACE_USER."))
    if meant.at is not None and meant.at > now:
        raise NotAllowed(_("{at} is in the future.", at=meant.at), hint=_("Facts are told once they happened."))
    kind = ActorKind.AGENT if meant.agent else ActorKind.PERSON
    return Act(By(meant.by, kind), micros(meant.at or now), office, meant.told)


def _check_seen(case: Case, seen: int | None) -> None:
    """Refuse a deed of somebody whose screen is stale."""
    later = [fact for fact in case.facts if seen is not None and fact.seq > seen]
    if later:
        raise NotAllowed(
            _("Somebody was faster: {count} facts came in since you looked.", count=len(later)),
            hint=_("Look again, then decide."),
        )


def _grades(answers: Mapping[str, str]) -> dict[str, Grade]:
    for answer in answers.values():
        if answer not in tuple(Grade):
            raise UnknownName("answer", answer, tuple(Grade))
    return {name: Grade(answer) for name, answer in answers.items()}
