"""Indexes: of facts that name a person and no journey, for the person's journeys are folded with them; and lighter ones.

Most imported journeys have no limits: the indexes of limits leave them out.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_OF_LIMITS = {
    "work_due": (["place", "owner", "due_us"], "due_us"),
    "work_account": (["account"], "account"),
    "work_expires": (["expires_us"], "expires_us"),
    "work_late": (["late_us"], "late_us"),
}


def upgrade() -> None:
    """Create them in place of the old ones, and note that every journey has to be projected anew."""
    _create("ledger_people", "ledger", ["person"], "person IS NOT NULL AND (journey IS NULL OR kind = 'joined')")
    op.drop_index("standing_place", "standing")
    for name, (columns, told) in _OF_LIMITS.items():
        op.drop_index(name, "work")
        _create(name, "work", columns, f"{told} IS NOT NULL")
    op.execute("DELETE FROM house WHERE name = 'stale'")
    op.execute(
        "INSERT INTO house (name, value) SELECT 'stale', secret.value FROM house AS secret WHERE name = 'secret'"
    )


def _create(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)
