"""The ledger, its projection and its helpers; the database itself refuses to change a fact."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

RULINGS = ("merged", "unmerged", "corrected", "voided", "batch_published", "batch_undone",
           "funnel_published", "policy_published")  # fmt: skip

REFUSAL = "the ledger is append-only: facts are never changed; append a correction instead"


def upgrade() -> None:
    """Create every table, and the triggers that keep the ledger append-only."""
    seq = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    _create_ledger(seq)
    _create_standing()
    _create_person()
    _create_imports(seq)
    op.create_table(
        "house",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )
    _guard_ledger(op.get_bind().dialect.name)


def _create_ledger(seq: sa.types.TypeEngine[int]) -> None:
    op.create_table(
        "ledger",
        sa.Column("seq", seq, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at_us", sa.BigInteger),
        sa.Column("at_grain", sa.Text, nullable=False),
        sa.Column("recorded_us", sa.BigInteger, nullable=False),
        sa.Column("journey", sa.Text),
        sa.Column("person", sa.Text),
        sa.Column("account", sa.Text),
        sa.Column("actor", sa.Text),
        sa.Column("actor_kind", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql")),
        sa.Column("batch", sa.BigInteger),
        sa.Column("funnel_version", sa.Integer),
        sa.Column("policy_version", sa.Integer),
        sa.Column("payload", sa.Text, nullable=False),
        sa.UniqueConstraint("source", "key", name="ledger_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ledger_journey", "ledger", ["journey"])
    ruling = sa.text(f"kind IN {RULINGS}")
    op.create_index("ledger_rulings", "ledger", ["kind"], sqlite_where=ruling, postgresql_where=ruling)


def _create_standing() -> None:
    op.create_table(
        "standing",
        sa.Column("journey", sa.Text, primary_key=True),
        sa.Column("person", sa.Text),
        sa.Column("account", sa.Text),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("began_us", sa.BigInteger),
        sa.Column("since_us", sa.BigInteger),
        sa.Column("since_grain", sa.Text, nullable=False),
        sa.Column("owner", sa.Text),
        sa.Column("value", sa.BigInteger),
        sa.Column("currency", sa.Text),
    )
    op.create_index("standing_person", "standing", ["person"])
    op.create_index("standing_place", "standing", ["place", "owner", "since_us"])


def _create_person() -> None:
    op.create_table(
        "person",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("batch", sa.BigInteger, nullable=False),
        sa.Column("recorded_us", sa.BigInteger, nullable=False),
        *(sa.Column(name, sa.Text) for name in ("name", "email", "phone", "company", "title", "country")),
        sa.PrimaryKeyConstraint("person", "batch", name="person_key"),
    )


def _create_imports(seq: sa.types.TypeEngine[int]) -> None:
    op.create_table(
        "batch",
        sa.Column("batch", seq, primary_key=True, autoincrement=True),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("opened_us", sa.BigInteger, nullable=False),
        sa.Column("rows_done", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("projected", sa.Integer, nullable=False, server_default="1"),
        sqlite_autoincrement=True,
    )
    op.create_index("batch_digest", "batch", ["digest"])
    op.create_table(
        "reject",
        sa.Column("batch", sa.BigInteger, nullable=False),
        sa.Column("line", sa.BigInteger, nullable=False),
        sa.Column("column", sa.Text, nullable=False),
        sa.Column("value", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_index("reject_batch", "reject", ["batch"])


def _guard_ledger(dialect: str) -> None:
    if dialect == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER ledger_no_{deed.lower()} BEFORE {deed} ON ledger "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
    )
