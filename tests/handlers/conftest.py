"""Turns are tested on a real Redis and a real database."""

from tests.servers import client, database, migrated_template, postgres, redis_server, short_folder  # noqa: F401
