"""What the ledger holds of journeys: their own facts, and those of their people that name no journey."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

import sqlalchemy as sa

from headrace.adapters.stores import schema
from headrace.adapters.stores.connected import LOOKUP, Connected, chunked
from headrace.core.entries import Known
from headrace.ledger.codec import COLUMNS, entry_of
from headrace.ledger.histories import grouped, people_of, with_people
from headrace.ledger.known import Rulings, read_by, rulings, survivor, visible_batches

LEDGER = [schema.ledger.c[name] for name in COLUMNS]
# Written out, not bound: only so does SQLite see that its partial indexes fit.
IS_RULING = sa.text(schema.IS_RULING)
IS_OF_PEOPLE = sa.text(schema.IS_OF_PEOPLE)

Facts = dict[str, list[Known]]


class Histories(Connected):
    """The part of a book that reads what was told of journeys."""

    def _rulings(self, connection: sa.Connection) -> list[Known]:
        query = sa.select(*LEDGER).where(IS_RULING).order_by(schema.ledger.c.seq)
        return [entry_of(row) for row in connection.execute(query)]

    def _rules(self, told: Sequence[Known]) -> Rulings:
        return rulings(told, visible_batches(told))

    def _facts(self, connection: sa.Connection, journeys: Iterable[str]) -> Facts:
        """All facts that name each journey, in ledger order, whether they count or not."""
        found: Facts = {journey: [] for journey in journeys}
        c = schema.ledger.c
        for fact in self._looked_up(connection, c.journey, found):
            found[fact.journey or ""].append(fact)
        return found

    def _known(self, connection: sa.Connection, own: Mapping[str, Iterable[Known]], rule: Rulings) -> Facts:
        """All that counts of each journey, of which the facts that name it are given: its people's too."""
        read = {journey: read_by(rule, facts) for journey, facts in own.items()}
        people = set(chain.from_iterable(map(people_of, read.values())))
        return with_people(read, self._alone(connection, people, rule))

    def _alone(self, connection: sa.Connection, people: Collection[str], rule: Rulings) -> Facts:
        """By person, the facts that count and name no journey."""
        c = schema.ledger.c
        found = self._looked_up(connection, c.person, kin(people, rule.merges), c.journey.is_(None), IS_OF_PEOPLE)
        return grouped(read_by(rule, found), "person")

    def _looked_up(
        self,
        connection: sa.Connection,
        column: sa.Column[str],
        names: Iterable[str],
        *where: sa.ColumnExpressionArgument[bool],
    ) -> Iterator[Known]:
        """The facts that hold one of these names in a column; in ledger order, for each name."""
        for chunk in chunked(names, LOOKUP):
            query = sa.select(*LEDGER).where(column.in_(chunk), *where).order_by(schema.ledger.c.seq)
            yield from map(entry_of, self._plainly(connection, query, few=True))

    def _journeys_of(self, connection: sa.Connection, people: Collection[str], *rules: Rulings) -> set[str]:
        """The journeys that share the facts of these people, under any of some rulings."""
        standing, c = schema.standing.c, schema.ledger.c
        found: set[str] = set()
        for chunk in chunked(set().union(*(kin(people, rule.merges) for rule in rules)), LOOKUP):
            found.update(connection.scalars(sa.select(standing.journey).where(standing.person.in_(chunk))))
            joined = sa.select(c.journey).where(c.person.in_(chunk), c.journey.is_not(None), IS_OF_PEOPLE)
            found.update(connection.scalars(joined))
        return found


def kin(people: Collection[str], merges: Mapping[str, str]) -> set[str]:
    """These people, and all who are read as the same person as one of them."""
    ends = {survivor(person, merges) for person in people}
    return {*people, *ends, *(each for each in merges if survivor(each, merges) in ends)}
