"""What other routing rules would have done: the leads of a period, routed anew by another policy."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from headrace.app.ports import Book
from headrace.core.entries import Known, Move, Routed
from headrace.core.policy import Policy
from headrace.rules.case import case_of
from headrace.rules.passes import Pass
from headrace.rules.route import route
from headrace.rules.terms import Terms


@dataclass(frozen=True, slots=True)
class Rerouted:
    """One lead of the period: who got it, and who would have by the other rules. `was` and `would` may be nobody."""

    journey: str
    at_us: int
    was: str | None
    would: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Simulation:
    """The leads of a period routed anew, and how many each desk had and would have had."""

    leads: tuple[Rerouted, ...]
    was: Mapping[str, int]
    would: Mapping[str, int]

    @property
    def changed(self) -> list[Rerouted]:
        """The leads that somebody else would have got."""
        return [each for each in self.leads if each.was != each.would]


@dataclass(slots=True)
class Imagined:
    """The desks as they would have filled up: every lead that was given counts as open until the end."""

    given: Counter[str] = field(default_factory=Counter)
    last: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)

    def loads(self) -> Mapping[str, int]:
        """How many leads each desk would have."""
        return self.given

    def turns(self) -> Mapping[str, int]:
        """When each desk would have been given one last."""
        return self.last

    def passes(self, whose: str) -> Sequence[Pass]:  # noqa: ARG002
        """Nobody's passes: nothing moves here."""
        return ()

    def account_owner(self, account: str, besides: str) -> str | None:  # noqa: ARG002
        """The desk that would work somebody of the account."""
        return self.accounts.get(account)

    def give(self, desk: str, account: str | None, at_us: int) -> None:
        """Let a desk have a lead."""
        self.given[desk] += 1
        self.last[desk] = at_us
        if account:
            self.accounts[account] = desk


def simulate(book: Book, terms: Terms, policy: Policy, first_us: int, end_us: int) -> Simulation:
    """Route the leads anew that were given to a desk, or entered a stage that the other rules route.

    Each is judged by what was known of it at that moment.
    """
    other, office = replace(terms, policy=policy), Imagined()
    moments = _moments(book, policy, first_us, end_us)
    leads = [_rerouted(book, other, office, fact) for fact in moments]
    return Simulation(
        tuple(leads),
        Counter(each.was for each in leads if each.was),
        Counter(each.would for each in leads if each.would),
    )


def _moments(book: Book, policy: Policy, first_us: int, end_us: int) -> list[Known]:
    """The moves into a stage that the rules route, in the order in which they happened."""
    stages = {rule.stage for rule in policy.routing}
    kinds = ("qualified", "accepted", "moved", "opened", "inquired")
    moves = [f for f in book.told(kinds, first_us, end_us) if isinstance(f.body, Move) and f.body.to in stages]
    return sorted(moves, key=lambda fact: (fact.at_us or 0, fact.seq))


def _rerouted(book: Book, terms: Terms, office: Imagined, move: Known) -> Rerouted:
    facts = book.journey(move.journey or "")
    until = [fact for fact in facts if (fact.at_us or 0, fact.seq) <= (move.at_us or 0, move.seq)]
    case, at_us = case_of(until, terms), move.at_us or 0
    given = (fact.body.owner for fact in facts if fact.seq > move.seq and isinstance(fact.body, Routed))
    was = next(given, None)
    if case is None:
        return Rerouted(move.journey or "", at_us, was, None, "no_case")
    decision = route(case, case.standing.place, case.told(), office, at_us)
    if decision.desk:
        office.give(decision.desk, case.standing.account, at_us)
    return Rerouted(case.standing.journey, at_us, was, decision.desk, decision.why)
