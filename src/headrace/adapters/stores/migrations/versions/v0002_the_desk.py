"""What queues and clocks read: `work` and `clock`, projections of the ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create both, and note that what is there already has to be projected anew."""
    op.drop_index("standing_place", "standing")
    _create_work()
    _create_clock()
    op.create_index("person_email", "person", [sa.text("lower(email)")])
    op.execute(
        "INSERT INTO house (name, value) SELECT 'stale', secret.value FROM house AS secret WHERE name = 'secret'"
    )


def _create_work() -> None:
    op.create_table(
        "work",
        sa.Column("journey", sa.Text, primary_key=True),
        sa.Column("person", sa.Text),
        sa.Column("account", sa.Text),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("owner", sa.Text),
        sa.Column("since_us", sa.BigInteger),
        sa.Column("routed_us", sa.BigInteger),
        sa.Column("next_us", sa.BigInteger, nullable=False),
        sa.Column("due_us", sa.BigInteger),
        sa.Column("late_us", sa.BigInteger),
        sa.Column("expires_us", sa.BigInteger),
        sa.Column("active_us", sa.BigInteger),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("score", sa.Double),
        sa.Column("known", sa.Double),
        sa.Column("value", sa.BigInteger),
        sa.Column("expected", sa.BigInteger),
        sa.Column("currency", sa.Text),
        sa.Column("rank", sa.Double, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
    )
    op.create_index("work_rank", "work", ["place", "owner", "rank"])
    op.create_index("work_next", "work", ["place", "next_us"])
    _create_index_of_told("work_due", "work", ["place", "owner", "due_us"], "due_us")
    _create_index_of_told("work_owner", "work", ["owner", "routed_us", "team"], "owner")
    for column in ("account", "expires_us", "late_us"):
        _create_index_of_told(f"work_{column.removesuffix('_us')}", "work", [column], column)


def _create_index_of_told(name: str, table: str, columns: list[str], told: str) -> None:
    where = sa.text(f"{told} IS NOT NULL")
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def _create_clock() -> None:
    op.create_table(
        "clock",
        sa.Column("journey", sa.Text, nullable=False),
        sa.Column("stint", sa.Integer, nullable=False),
        sa.Column("clock", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("started_us", sa.BigInteger, nullable=False),
        sa.Column("due_us", sa.BigInteger),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("ended_us", sa.BigInteger),
        sa.Column("warn_us", sa.BigInteger),
        sa.Column("next_us", sa.BigInteger),
        sa.Column("owed_by", sa.Text),
        sa.Column("owner", sa.Text),
        sa.PrimaryKeyConstraint("journey", "stint", "clock", "started_us", name="clock_key"),
    )
    _create_index_of_told("clock_next", "clock", ["next_us", "journey"], "next_us")
    op.create_index("clock_started", "clock", ["started_us"])
