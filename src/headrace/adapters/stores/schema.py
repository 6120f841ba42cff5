"""The tables of the store.

`ledger` is the truth; `standing`, `work` and `clock` are rebuilt from it; `person` and `reject` hold personal data and
lie apart, so that they can be erased. `batch` tells how far an import got; `house` keeps the
house's own secret.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()


def _where_told(column: str) -> dict[str, Any]:
    """What leaves the rows out of an index that have nothing in a column: most imported journeys have no limits."""
    told = text(f"{column} IS NOT NULL")
    return {"sqlite_where": told, "postgresql_where": told}


# SQLite numbers rows by itself only where the key is INTEGER.
_Seq = BigInteger().with_variant(Integer(), "sqlite")
# Compared byte by byte, so that a key and the same key with a suffix lie side by side.
_Key = Text().with_variant(Text(collation="C"), "postgresql")

RULINGS = (
    "merged",
    "unmerged",
    "corrected",
    "voided",
    "batch_published",
    "batch_undone",
    "funnel_published",
    "policy_published",
)
IS_RULING = f"kind IN {RULINGS}"
IS_OF_PEOPLE = "person IS NOT NULL AND (journey IS NULL OR kind = 'joined')"
"""Facts by which one asks for a person: those that name no journey, and those that tie the person to one."""

ledger = Table(
    "ledger",
    metadata,
    Column("seq", _Seq, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("at_us", BigInteger),
    Column("at_grain", Text, nullable=False),
    Column("recorded_us", BigInteger, nullable=False),
    Column("journey", Text),
    Column("person", Text),
    Column("account", Text),
    Column("actor", Text),
    Column("actor_kind", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("key", _Key),
    Column("batch", BigInteger),
    Column("funnel_version", Integer),
    Column("policy_version", Integer),
    Column("payload", Text, nullable=False),
    UniqueConstraint("source", "key", name="ledger_key"),
    Index("ledger_journey", "journey"),
    Index(
        "ledger_rulings",
        "kind",
        sqlite_where=text(IS_RULING),
        postgresql_where=text(IS_RULING),
    ),
    Index(
        "ledger_people",
        "person",
        sqlite_where=text(IS_OF_PEOPLE),
        postgresql_where=text(IS_OF_PEOPLE),
    ),
    sqlite_autoincrement=True,
)

standing = Table(
    "standing",
    metadata,
    Column("journey", Text, primary_key=True),
    Column("person", Text),
    Column("account", Text),
    Column("place", Text, nullable=False),
    Column("began_us", BigInteger),
    Column("since_us", BigInteger),
    Column("since_grain", Text, nullable=False),
    Column("owner", Text),
    Column("value", BigInteger),
    Column("currency", Text),
    Index("standing_person", "person"),
)

work = Table(
    "work",
    metadata,
    Column("journey", Text, primary_key=True),
    Column("person", Text),
    Column("account", Text),
    Column("place", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("owner", Text),
    Column("since_us", BigInteger),
    Column("routed_us", BigInteger),
    Column("next_us", BigInteger, nullable=False),
    Column("due_us", BigInteger),
    Column("late_us", BigInteger),
    Column("expires_us", BigInteger),
    Column("active_us", BigInteger),
    Column("attempts", Integer, nullable=False),
    Column("score", Double),
    Column("known", Double),
    Column("value", BigInteger),
    Column("expected", BigInteger),
    Column("currency", Text),
    Column("rank", Double, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Index("work_rank", "place", "owner", "rank"),
    Index("work_due", "place", "owner", "due_us", **_where_told("due_us")),
    Index("work_next", "place", "next_us"),
    Index("work_owner", "owner", "routed_us", "team", **_where_told("owner")),
    Index("work_account", "account", **_where_told("account")),
    Index("work_expires", "expires_us", **_where_told("expires_us")),
    Index("work_late", "late_us", **_where_told("late_us")),
)

clock = Table(
    "clock",
    metadata,
    Column("journey", Text, nullable=False),
    Column("stint", Integer, nullable=False),
    Column("clock", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("started_us", BigInteger, nullable=False),
    Column("due_us", BigInteger),
    Column("state", Text, nullable=False),
    Column("ended_us", BigInteger),
    Column("warn_us", BigInteger),
    Column("next_us", BigInteger),
    Column("owed_by", Text),
    Column("owner", Text),
    PrimaryKeyConstraint("journey", "stint", "clock", "started_us", name="clock_key"),
    Index("clock_next", "next_us", "journey", **_where_told("next_us")),
    Index("clock_started", "started_us"),
)

person = Table(
    "person",
    metadata,
    Column("person", Text, nullable=False),
    Column("batch", BigInteger, nullable=False),
    Column("recorded_us", BigInteger, nullable=False),
    Column("name", Text),
    Column("email", Text),
    Column("phone", Text),
    Column("company", Text),
    Column("title", Text),
    Column("country", Text),
    PrimaryKeyConstraint("person", "batch", name="person_key"),
    Index("person_email", text("lower(email)")),
)

batch = Table(
    "batch",
    metadata,
    Column("batch", _Seq, primary_key=True, autoincrement=True),
    Column("digest", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("opened_us", BigInteger, nullable=False),
    Column("rows_done", BigInteger, nullable=False, server_default="0"),
    Column("projected", Integer, nullable=False, server_default="1"),
    Index("batch_digest", "digest"),
    sqlite_autoincrement=True,
)

reject = Table(
    "reject",
    metadata,
    Column("batch", BigInteger, nullable=False),
    Column("line", BigInteger, nullable=False),
    Column("column", Text, nullable=False),
    Column("value", Text),
    Column("reason", Text, nullable=False),
    Index("reject_batch", "batch"),
)

house = Table(
    "house",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
