"""Storage is tested on real servers of every kind."""

from tests.servers import (  # noqa: F401 - fixtures
    client,
    database,
    dead_redis,
    empty_database_url,
    migrated_template,
    postgres,
    redis_server,
    short_folder,
)
