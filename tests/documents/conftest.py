"""A small internet and an agency with links into it."""

import ssl
from collections.abc import Iterator

import pytest

from tests.documents.web import Web, running_web
from tests.servers import (  # noqa: F401 - fixtures
    database,
    empty_database_url,
    migrated_template,
    postgres,
)


@pytest.fixture
def internet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Web, ssl.SSLContext]]:
    with running_web(tmp_path_factory.mktemp("web")) as running:
        yield running


@pytest.fixture
def web(internet: tuple[Web, ssl.SSLContext]) -> Web:
    return internet[0]


@pytest.fixture
def tls(internet: tuple[Web, ssl.SSLContext]) -> ssl.SSLContext:
    return internet[1]
