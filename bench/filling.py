"""A PostgreSQL database of the whole country: copies of a sample agency, each with 13 measures in each of 5 years.

Rows are multiplied inside the server (``INSERT … SELECT`` over ``generate_series``). A copied row's id tells where it
came from: ``(copy × 5 + year) × 1000 + id of the template``; templates stay below 1000.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection, Engine, Table, insert, text

from storage.channels import GENERAL
from storage.models import Base
from storage.samples.load import SLUGS
from storage.sealing import Keyring

YEARS = 5
MEASURES = 13
REPORTS = 2
"""Of each measure."""
PEOPLE = 20
"""Who follow something, of each agency."""
_TEMPLATE = "SELECT id FROM agencies WHERE slug = 'khongchai'"  # the sample with the most measures
_SCORED = "SELECT id FROM agencies WHERE slug = 'phon'"  # a sample with a result and published papers
_AGENCY = "1000 + g"


def copy_slug(number: int) -> str:
    """The slug of a copy; they count from 1."""
    return f"office-{number:05d}"


def fill(engine: Engine, agencies: int, keyring: Keyring, now: datetime, secret: str, token: str) -> None:
    """Add copies until there are so many agencies. The samples must be there; every copy gets the channel's keys."""
    copies = agencies - len(SLUGS)
    if copies <= 0:
        return
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # the copies refer to copies
        for statement in _statements():
            connection.execute(text(statement), {"copies": copies})
        _add_channels(connection, copies, keyring, now, secret, token)
        for name in ("agencies", "sources", "issue_rows", "measures", "progress_entries", "people"):
            connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def _statements() -> Iterator[str]:
    slug = {"id": _AGENCY, "slug": "'office-' || lpad(g::text, 5, '0')"}
    yield _copied("agencies", slug, f"t.id = ({_TEMPLATE})", yearly=False)
    for name in ("units", "contacts", "agency_names"):
        yield _copied(name, {"agency_id": _AGENCY}, f"t.agency_id = ({_TEMPLATE})", yearly=False)
    own = {"id": _moved("id"), "agency_id": _AGENCY, "plan_year": "t.plan_year - y"}
    yield _copied("sources", {**own, "identity": "t.identity || y"}, f"t.agency_id = ({_TEMPLATE})")
    yield _copied("issue_rows", {**own, "source_id": _moved("source_id")}, f"t.agency_id = ({_TEMPLATE})")
    of_row = f"t.row_id IN (SELECT id FROM issue_rows WHERE agency_id = ({_TEMPLATE}))"
    for name in ("row_texts", "row_units", "row_codes"):
        yield _copied(name, {"row_id": _moved("row_id")}, of_row)
    counted = f"t.agency_id = ({_TEMPLATE}) AND t.number <= {MEASURES}"
    words = {"title": "t.title || ' ' || g || '/' || y", "key": "t.key || g || '/' || y"}  # no two titles are alike
    yield _copied("measures", {**own, **words, "row_id": _moved("row_id")}, counted)
    scored = {"id": _moved("id"), "agency_id": _AGENCY, "source_id": "NULL", "fiscal_year": "t.fiscal_year - y"}
    yield _copied("assessments", scored, f"t.agency_id = ({_SCORED})")
    of_result = f"t.assessment_id IN (SELECT id FROM assessments WHERE agency_id = ({_SCORED}))"
    yield _copied("indicator_scores", {"assessment_id": _moved("assessment_id")}, of_result)
    paper = {"agency_id": _AGENCY, "fiscal_year": "greatest(t.fiscal_year - y, 0)", "url": "t.url || '?' || y"}
    yield _copied("papers", paper, f"t.agency_id = ({_SCORED})")
    yield from (_REPORTS, _PEOPLE, _FOLLOWS)


def _moved(column: str) -> str:
    return f"(g * {YEARS} + y) * 1000 + t.{column}"


def _copied(name: str, changed: Mapping[str, str], which: str, *, yearly: bool = True) -> str:
    """One table's copies; a serial key that nothing refers to is left to the database."""
    table: Table = Base.metadata.tables[name]
    columns = [column.name for column in table.columns if column.name != "id" or "id" in changed]
    values = ", ".join(changed.get(column, f"t.{column}") for column in columns)
    years = f", generate_series(0, {YEARS - 1}) y" if yearly else ""
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {name} ({names}) SELECT {values} FROM {name} t, generate_series(1, :copies) g{years} WHERE {which}"


_REPORTS = f"""
INSERT INTO progress_entries (measure_id, fiscal_year, round_months, status, percent, detail, output, outcome, reason,
                              evidence, unit, role, reported_at)
SELECT m.id, m.plan_year, 6 * r, 'in_progress', 50 * r, 'ดำเนินการแล้วตามแผน ' || m.number, '', '', '', '[]', '', '',
       make_timestamptz(m.plan_year - 543, 3 * r, 20, 9, 0, 0)
FROM measures m, generate_series(1, {REPORTS}) r WHERE m.id > 1000
"""
_PEOPLE = f"""
INSERT INTO people (id, agency_id, digest, label, unit, roles, active, reminders, created_at)
SELECT g * {PEOPLE} + p + 1000, {_AGENCY}, md5(g || '/' || p) || md5(p || '/' || g), '', '', '[]', true, true, now()
FROM generate_series(1, :copies) g, generate_series(1, {PEOPLE}) p
"""
_FOLLOWS = """
INSERT INTO follows (person_id, measure_id, created_at)
SELECT p.id, m.first, now()
FROM people p JOIN (SELECT agency_id, min(id) AS first FROM measures GROUP BY agency_id) m USING (agency_id)
WHERE p.id > 1000
"""


def _add_channels(
    connection: Connection, copies: int, keyring: Keyring, now: datetime, secret: str, token: str
) -> None:
    """Sealed values are bound to their place, so each is made here."""
    rows = []
    for number in range(1, copies + 1):
        slug = copy_slug(number)
        sealed = {
            kind: keyring.seal(plain.encode(), f"channel/{slug}/{GENERAL}/{kind}")
            for kind, plain in (("secret", secret), ("token", token))
        }
        rows.append({"agency_id": 1000 + number, "kind": GENERAL, "bot_user_id": "", "created_at": now, **sealed})
    connection.execute(insert(Base.metadata.tables["channels"]), rows)
