"""What verdicts may ask about all leads at once: who has how much to do, who knows the account."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from headrace.core.entries import Entry, Routed
from headrace.rules.passes import Pass


class Office(Protocol):
    """What the desks have before them: it may be looked up only when a rule needs it."""

    def loads(self) -> Mapping[str, int]:
        """How many open leads each desk owns."""
        ...

    def turns(self) -> Mapping[str, int]:
        """When each desk was last given one of the leads that it has open (UTC microseconds)."""
        ...

    def passes(self, whose: str) -> Sequence[Pass]:
        """The passes of a person, or the one of a journey that has none."""
        ...

    def account_owner(self, account: str, besides: str) -> str | None:
        """The desk that works somebody of an account, apart from one journey."""
        ...


class Filling:
    """The desks as they fill up while several leads are given out at once."""

    def __init__(self, office: Office) -> None:
        self._office, self._given, self._last = office, Counter[str](), dict[str, int]()

    def loads(self) -> Mapping[str, int]:
        """How many open leads each desk owns, with those given out since."""
        return Counter(self._office.loads()) + self._given if self._given else self._office.loads()

    def turns(self) -> Mapping[str, int]:
        """When each desk was last given a lead."""
        return {**self._office.turns(), **self._last}

    def passes(self, whose: str) -> Sequence[Pass]:
        """The passes of a person, or the one of a journey that has none."""
        return self._office.passes(whose)

    def account_owner(self, account: str, besides: str) -> str | None:
        """The desk that works somebody of an account, apart from one journey."""
        return self._office.account_owner(account, besides)

    def fill(self, told: Iterable[Entry]) -> None:
        """Count the leads that these facts give to a desk."""
        for entry in told:
            if isinstance(entry.body, Routed):
                self._given[entry.body.owner] += 1
                self._last[entry.body.owner] = entry.at_us or 0
