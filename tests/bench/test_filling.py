"""The database of the whole country: every copy is a whole agency."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import make_url

from bench.filling import MEASURES, REPORTS, YEARS, copy_slug, fill
from storage.agencies import AgencyDirectory
from storage.agency_list import AgencyList
from storage.channels import GENERAL, Channels
from storage.database import Database, open_engine
from storage.samples.load import load_samples
from storage.sealing import Keyring
from tests.servers import Postgres

NOW = datetime(2026, 1, 15, tzinfo=UTC)
KEYS = Keyring(["k" * 32])


@pytest.fixture
def country(postgres: Postgres, migrated_template: str) -> Iterator[Database]:
    """The samples and three copies."""
    url = postgres.new_database(str(make_url(migrated_template).database))
    database = Database(open_engine(url))
    load_samples(database, NOW)
    fill(database.engine, 8, KEYS, NOW, "secret", "token")
    yield database
    database.close()
    postgres.drop(url)


def test_a_copy_has_every_year_and_its_own_titles(country: Database) -> None:
    directory = AgencyDirectory(country, "https://prongsai.test")
    first, last = (directory.known(copy_slug(n), []) for n in (1, 3))
    assert first and last and directory.known(copy_slug(4), []) is None
    measures = first.agency.measures
    assert len(measures) == YEARS * MEASURES == len({measure.title for measure in measures})
    assert {measure.plan_year for measure in measures} == set(range(2565, 2570))
    assert all(len(measure.reports) == REPORTS and measure.units for measure in measures)
    assert len(first.agency.assessments) == YEARS and first.agency.documents
    assert not {measure.title for measure in measures} & {measure.title for measure in last.agency.measures}


def test_a_copy_has_a_channel_and_the_samples_stay(country: Database) -> None:
    channels = Channels(country, KEYS)
    assert channels.secrets(copy_slug(2), GENERAL) == [b"secret"] and channels.token(copy_slug(3), GENERAL) == "token"
    assert channels.secrets("phon", GENERAL) is None
    assert len(AgencyList(country).slugs()) == 8
