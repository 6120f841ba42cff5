"""The store's schema is brought to the newest version whenever a store is opened."""

from pathlib import Path

import sqlalchemy as sa

HEAD = "0003"


def version(connection: sa.Connection) -> str | None:
    """The schema version of a store, None for an empty database."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def upgrade(engine: sa.Engine) -> None:
    """Migrate to the newest schema; a store that is there already costs one query."""
    with engine.connect() as connection:
        if version(connection) == HEAD:
            return
    # Alembic takes half a second to import: only a store that must change pays for it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect().execution_options(headrace_write=True) as connection, connection.begin():
        if version(connection) != HEAD:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
