"""Alembic runs this for every migration command; the connection comes from ``storage.schema``."""

from alembic import context
from sqlalchemy import Connection

from storage.models import Base


def run(connection: Connection) -> None:
    # SQLite changes a table by copying it; batch mode lets one migration serve both databases.
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
