"""The clock's turn at a book: journey by journey, in the order in which something falls due, in one transaction."""

from abc import abstractmethod
from collections import deque
from collections.abc import Sequence
from datetime import datetime
from heapq import heappop, heappush

import sqlalchemy as sa

from headrace.adapters.stores import schema
from headrace.adapters.stores.batches import Batches, stamped
from headrace.adapters.stores.desks import Desks
from headrace.app.ports import DueJudge, Swept
from headrace.core.entries import Known
from headrace.ledger.codec import row_of
from headrace.rules.work import Outlook


class Due:
    """The journeys that wait for the clock, the one first that waits for it first.

    Args:
        waiting: (instant, journey) of clocks, in order.
        end: those that come to wait at this pair or after it are left for the next turn.
    """

    def __init__(self, waiting: Sequence[tuple[int, str]], end: tuple[int, str]) -> None:
        first: dict[str, int] = {}
        for at_us, journey in waiting:
            first.setdefault(journey, at_us)
        self.journeys = tuple(first)
        self._heap = [(at_us, journey) for journey, at_us in first.items()]
        self._end = end

    def __bool__(self) -> bool:
        return bool(self._heap)

    def next(self) -> str:
        """The journey whose turn it is."""
        return heappop(self._heap)[1]

    def again(self, journey: str, at_us: int | None) -> None:
        """Let a journey wait for its next instant, if that comes before the end."""
        if at_us is not None and (at_us, journey) < self._end:
            heappush(self._heap, (at_us, journey))


class Sweeps(Batches):
    """The part of a book that the clock works on."""

    @abstractmethod
    def _numbers(self, connection: sa.Connection, count: int) -> Sequence[int]:
        """The next `count` numbers of the ledger, to be used in this transaction."""

    def sweep(self, until_us: int, limit: int, judge: DueJudge, *, now: datetime) -> Swept | None:
        """Let a judge see, one by one, the journeys whose clocks want attention until then; None if none does."""
        with self.writing() as connection:
            due = self._due(connection, until_us, limit)
            if not due:
                return None
            turn, idle = Turn(self, connection, due.journeys, now), []
            while due:
                journey = due.next()
                if turn.tell(journey, judge):
                    due.again(journey, turn.next_us(journey))
                else:
                    idle.append(journey)
            turn.write()
            return Swept(tuple(turn.told), tuple(idle))

    def _due(self, connection: sa.Connection, until_us: int, limit: int) -> Due:
        c = schema.clock.c
        query = sa.select(c.next_us, c.journey).where(c.next_us <= until_us, c.next_us.is_not(None))
        found = [(row[0], row[1]) for row in connection.execute(query.order_by(c.next_us, c.journey).limit(limit))]
        if len(found) < limit:
            return Due(found, (until_us + 1, ""))
        last_us, journey = found[-1]
        return Due(found, (last_us, journey + "\0"))


class Turn:
    """What is told in one turn: projected at once in memory, written together, or sooner if a desk is looked up."""

    def __init__(self, book: Sweeps, connection: sa.Connection, journeys: Sequence[str], now: datetime) -> None:
        self._book, self._connection = book, connection
        self._stamps = book._stamps(connection, now)
        self._numbers: deque[int] = deque()
        rule = book._rules(book._rulings(connection))
        self._facts = book._known(connection, book._facts(connection, journeys), rule)
        self._desks = Desks(connection, self.write)
        self._fresh: list[Known] = []
        self._found: dict[str, Outlook | None] = {}
        self._unwritten: set[str] = set()
        self.told: list[Known] = []

    def tell(self, journey: str, judge: DueJudge) -> int:
        """Let the judge see a journey as it is now; how many facts it told."""
        found = self._outlook(journey)
        entries = judge(found, self._desks) if found else ()
        numbers = self._take_numbers(len(entries))
        told = [stamped(entry, self._stamps, seq=seq) for entry, seq in zip(entries, numbers, strict=True)]
        if told:
            self._facts[journey] += told
            self._fresh += told
            self._unwritten.add(journey)
            del self._found[journey]
        return len(told)

    def _outlook(self, journey: str) -> Outlook | None:
        """What follows from all that is told of a journey until now."""
        if journey not in self._found:
            facts = self._facts[journey]
            self._found[journey] = self._book.fold(facts) if facts else None
        return self._found[journey]

    def _take_numbers(self, count: int) -> list[int]:
        if len(self._numbers) < count:
            self.write()  # numbers are handed out from the last one on that the ledger has
            self._numbers = deque(self._book._numbers(self._connection, max(count, len(self._facts))))
        return [self._numbers.popleft() for _ in range(count)]

    def next_us(self, journey: str) -> int | None:
        """When a journey of which something was told waits for the clock again."""
        found = self._outlook(journey)
        return found.next_us if found else None

    def write(self) -> None:
        """Append what was told since, and project it."""
        if self._fresh:
            self._book._put_rows(self._connection, schema.ledger, [row_of(fact) for fact in self._fresh])
            with self._desks.recounting(self._unwritten):
                self._book._project(self._connection, {each: self._outlook(each) for each in sorted(self._unwritten)})
            self.told += self._fresh
            self._fresh, self._unwritten = [], set()
