"""The index of facts that name a person and no journey: the person's journeys are folded with them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create it, and note that every journey has to be projected anew."""
    of_people = sa.text("person IS NOT NULL AND (journey IS NULL OR kind = 'joined')")
    op.create_index("ledger_people", "ledger", ["person"], sqlite_where=of_people, postgresql_where=of_people)
    op.execute("DELETE FROM house WHERE name = 'stale'")
    op.execute(
        "INSERT INTO house (name, value) SELECT 'stale', secret.value FROM house AS secret WHERE name = 'secret'"
    )
