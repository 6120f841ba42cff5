"""The book in PostgreSQL, for teams: several processes append, and a reader that follows `seq` misses nothing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg
import sqlalchemy as sa

from headrace.adapters.stores.sql import Fold, SQLBook
from headrace.app.ports import Batch, Fact, Stamps
from headrace.core.entries import ActorKind

# One key for all writers of the ledger: numbers are handed out and committed one writer after the
# other, so `seq` is commit order and a reader never sees a gap that is filled later.
FLOOR = 0x6865_6164

_COLUMNS = (
    "recorded_us, actor_kind, source, batch, funnel_version, policy_version, "
    "kind, at_us, at_grain, journey, person, account, key, payload"
)


class PostgreSQLBook(SQLBook):
    """The book in a PostgreSQL database."""

    def __init__(self, url: str, fold: Fold | None = None) -> None:
        super().__init__(sa.create_engine(url, pool_size=2, max_overflow=4), fold)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that has the floor: the lock is let go with the commit."""
        with self.engine.begin() as connection:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:floor)"), {"floor": FLOOR})
            yield connection

    def _insert_facts(
        self, connection: sa.Connection, batch: Batch, source: str, stamps: Stamps, facts: Sequence[Fact]
    ) -> bool:
        raw = connection.connection.driver_connection
        assert isinstance(raw, psycopg.Connection)
        shared = (
            stamps.recorded_us,
            str(ActorKind.IMPORT),
            source,
            batch.number,
            stamps.funnel_version,
            stamps.policy_version,
        )
        try:
            with (
                raw.transaction(),
                raw.cursor() as cursor,
                cursor.copy(f"COPY ledger ({_COLUMNS}) FROM STDIN") as copy,
            ):
                for fact in facts:
                    copy.write_row(
                        (
                            *shared,
                            fact.kind,
                            fact.at_us,
                            fact.at_grain,
                            fact.journey,
                            fact.person,
                            fact.account,
                            fact.key,
                            fact.payload,
                        )
                    )
        except psycopg.errors.UniqueViolation:
            return False
        return True
