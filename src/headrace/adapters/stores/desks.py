"""What the desks have before them, as rules ask for it while they judge: looked up in one transaction."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from headrace.adapters.stores import schema
from headrace.adapters.stores.connected import LOOKUP, chunked
from headrace.core.funnel import Owner
from headrace.rules.passes import Pass, in_order


class Desks:
    """The desks, looked up when they are first asked for.

    Args:
        connection: where.
        settle: called before each look; it may write what is not written yet.
    """

    def __init__(self, connection: sa.Connection, settle: Callable[[], None] = lambda: None) -> None:
        self._connection, self._settle = connection, settle
        self._loads: dict[str, int] | None = None
        self._turns: dict[str, int] = {}

    def loads(self) -> Mapping[str, int]:
        """How many open leads each desk owns; customers are none."""
        self._settle()
        if self._loads is None:
            self._loads = self._counted(schema.work.c.owner.is_not(None))
        return self._loads

    def turns(self) -> Mapping[str, int]:
        """When each desk was last given one of those that it has."""
        return {owner: self._turn(owner) for owner in self.loads()}

    def passes(self, whose: str) -> list[Pass]:
        """The passes of a person, or the one of a journey that has none."""
        self._settle()
        c = schema.standing.c
        query = sa.select(c.journey, c.began_us, c.place, c.since_us).where((c.person == whose) | (c.journey == whose))
        return in_order(Pass._make(row) for row in self._connection.execute(query))

    def account_owner(self, account: str, besides: str) -> str | None:
        """The desk that works somebody of an account, apart from one journey; the newest, if there are several."""
        self._settle()
        c = schema.work.c
        query = sa.select(c.owner).where(c.account == account, c.journey != besides, c.owner.is_not(None))
        newest = query.order_by(sa.func.coalesce(c.routed_us, 0).desc(), c.journey).limit(1)
        found = self._connection.scalar(newest)
        return None if found is None else str(found)

    @contextmanager
    def recounting(self, journeys: Collection[str]) -> Iterator[None]:
        """Count anew, after the block, the desks that had these journeys before it or have them after it."""
        before = self._owners(journeys)
        yield
        self._recount(before | self._owners(journeys))

    def _owners(self, journeys: Collection[str]) -> set[str]:
        if self._loads is None:
            return set()
        c = schema.work.c
        chunks = (c.journey.in_(chunk) for chunk in chunked(journeys, LOOKUP))
        queries = (sa.select(c.owner).distinct().where(chunk, c.owner.is_not(None)) for chunk in chunks)
        return {owner for query in queries for owner in self._connection.scalars(query)}

    def _recount(self, owners: Collection[str]) -> None:
        if self._loads is None:
            return
        for owner in owners:
            self._loads.pop(owner, None)
            self._turns.pop(owner, None)
        self._loads |= self._counted(schema.work.c.owner.in_(owners))

    def _counted(self, whose: sa.ColumnElement[bool]) -> dict[str, int]:
        c = schema.work.c
        query = sa.select(c.owner, sa.func.count()).where(whose, c.team != str(Owner.SUCCESS)).group_by(c.owner)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def _turn(self, owner: str) -> int:
        if owner not in self._turns:
            c = schema.work.c
            newest: Any = self._connection.scalar(sa.select(sa.func.max(c.routed_us)).where(c.owner == owner))
            self._turns[owner] = newest or 0
        return self._turns[owner]
