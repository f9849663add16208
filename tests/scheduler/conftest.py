"""Real Redis servers and databases of every kind."""

from tests.servers import (  # noqa: F401 - fixtures
    client,
    database,
    dead_redis,
    migrated_template,
    postgres,
    redis_server,
    short_folder,
)
