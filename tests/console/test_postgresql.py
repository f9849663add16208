"""Log-in, changes, undo and import once more, on PostgreSQL: the tests are the same, the database is another."""

from collections.abc import Iterator

import pytest

from storage.database import Database, open_engine
from storage.samples.load import load_samples
from storage.schema import upgrade
from tests.console.conftest import NOW
from tests.console.test_changes import (
    test_a_change_that_fails_leaves_no_audit as test_failing,
)
from tests.console.test_changes import (
    test_a_contact_is_changed_removed_and_put_back as test_contacts,
)
from tests.console.test_changes import (
    test_a_removed_paper_is_put_back as test_papers,
)
from tests.console.test_changes import (
    test_what_could_not_be_sent_waits_again as test_notices,
)
from tests.console.test_import import test_an_upload_is_shown_and_saved_only_when_confirmed as test_uploads
from tests.console.test_login import test_a_code_works_once as test_codes
from tests.console.test_login import test_leaving_everywhere_ends_all_visits_of_this_person_alone as test_visits
from tests.console.test_measures import test_a_measure_is_put_right as test_plans
from tests.console.test_measures import test_a_report_is_appended_with_its_reason as test_reports
from tests.servers import Postgres, postgres, short_folder

__all__ = [
    "postgres",
    "short_folder",
    "test_codes",
    "test_contacts",
    "test_failing",
    "test_notices",
    "test_papers",
    "test_plans",
    "test_reports",
    "test_uploads",
    "test_visits",
]


@pytest.fixture
def database(postgres: Postgres) -> Iterator[Database]:
    url = postgres.new_database()
    database = Database(open_engine(url))
    upgrade(database.engine)
    load_samples(database, NOW, "https://complaints.example")
    yield database
    database.close()
    postgres.drop(url)
