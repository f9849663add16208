"""Storage is tested on real servers of every kind."""

from tests.servers import (  # noqa: F401 - fixtures
    client,
    database,
    empty_database_url,
    migrated_template,
    postgres,
    redis_server,
    short_folder,
)
