"""The public pages on a database of their own: the samples, an agency that has nothing, and one that has much."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.web.public.blueprint import public_pages
from bot.web.public.site import Site
from storage.agencies import AgencyDirectory
from storage.agency_list import AgencyList
from storage.database import Database, open_engine
from storage.models import Agency, Survey
from storage.samples.load import load_samples
from storage.schema import upgrade
from tests.pages.busy import add_busy_agency
from tests.servers import sqlite_url
from tests.system import MovableClock

ADDRESS = "https://bot.example"
LOOK_ALIKE = "https://itas.nacc.go.th.evil.example/go/eit/abc123"
"""An address that only looks like a survey's; it must never be shown as one."""
NOW = datetime(2026, 1, 15, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    engine = open_engine(sqlite_url(tmp_path_factory.mktemp("pages") / "general.db"))
    upgrade(engine)
    database = Database(engine)
    load_samples(database, NOW, "https://complaints.example")
    with database.transaction() as session:
        empty = Agency(
            slug="empty",
            name="เทศบาลตำบลว่างเปล่า",
            short_name="ว่างเปล่า",
            type="subdistrict_municipality",
            created_at=NOW,
        )
        session.add(empty)
        session.flush()
        session.add(Survey(agency_id=empty.id, instrument="EIT", fiscal_year=2569, url=LOOK_ALIKE))
        add_busy_agency(session, NOW)
    yield database
    database.close()


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def site(database: Database, clock: MovableClock) -> Site:
    return Site(AgencyDirectory(database, ADDRESS), AgencyList(database), clock, ADDRESS)


@pytest.fixture
def app(site: Site) -> Flask:
    app = Flask("public", static_folder=None)
    app.register_blueprint(public_pages(site))
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
