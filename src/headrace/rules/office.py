"""What verdicts may ask about all leads at once: who has how much to do, who knows the account."""

from collections.abc import Mapping, Sequence
from typing import Protocol

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
