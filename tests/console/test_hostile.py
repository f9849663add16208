"""Hostile words in every field: shown as words, and harmless in a spreadsheet."""

import csv
import io
import zipfile
from html import unescape

import pytest
from openpyxl import load_workbook

from storage.models import Agency, Measure, MissedText, Person, ProgressEntry, Source
from tests.console.test_import import PLAN, uploads
from tests.console.things import things_of
from tests.console.visitor import Office

SCRIPT = "\"><script>document.title='taken'</script><img src=x onerror=alert(1)>'{{7*7}}"
FORMULAS = ("=HYPERLINK(1)", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "＝1+1")


def fill(admin: Office, words: str) -> dict[str, int]:
    """The words in every field that takes any text."""
    things = things_of(admin)
    admin.sends("/console/contacts", {"unit": words, "phone": f"1 {words}"[:60], "hours": words})
    admin.sends("/console/contacts/addresses", {"address": words, "line_id": words})
    admin.sends("/console/documents", {"kind": "form", "title": words, "url": "https://a.example", "unit": words})
    admin.sends("/console/documents/title", {"fiscal_year": "2569", "code": "o1", "title": words})
    admin.sends("/console/staff", {"label": words, "unit": words, "role": ["staff"]})
    admin.sends(f"/console/measures/{things['measures']}", {"title": words, "other_unit": words})
    form = {"status": "in_progress", "detail": words, "reason": words}
    admin.sends(f"/console/measures/{things['measures']}/progress", form)
    with admin.database.transaction() as session:
        session.get_one(Person, admin.person_id).label = words
        session.get_one(MissedText, things["texts"]).text = words
        session.get_one(Agency, admin.agency_id).name = words
    return things


PAGES = (
    "", "import", "measures", "measures/{measures}", "surveys", "documents", "contacts", "contacts/{contacts}", "staff",
    "staff/{staff}/remove", "summaries", "notices", "texts", "audit", "import/{import}",
)  # fmt: skip


def test_script_in_every_field_is_shown_as_words(admin: Office) -> None:
    things = fill(admin, SCRIPT)
    hostile = PLAN.replace("เปิดยื่นคำร้องออนไลน์", "<script>alert(1)</script> เปิดยื่นคำร้อง")
    things["import"] = int(uploads(admin, hostile.encode()).headers["Location"].rsplit("/", 1)[1])
    shown = 0
    for path in PAGES:
        answer = admin.opens("/console/" + path.format(**things))
        assert answer.status_code == 200, path
        assert "<script" not in answer.text and "<img" not in answer.text, path
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
        shown += "<script>" in unescape(answer.text)
    assert shown == len(PAGES), "the words stand on every page, as words: at least in its head"


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/console/contacts", {"unit": SCRIPT, "phone": ""}),
        ("/console/surveys", {"instrument": "EIT", "url": SCRIPT, "first_day": SCRIPT, "last_day": SCRIPT}),
        ("/console/surveys", {"instrument": SCRIPT}),
        ("/console/documents", {"kind": "form", "title": SCRIPT, "url": SCRIPT}),
        ("/console/documents/closing", {"closes": SCRIPT}),
        ("/console/staff", {"label": SCRIPT, "role": []}),
        ("/console/measures/1/progress", {"percent": SCRIPT}),
    ],
)
def test_a_refusal_repeats_script_as_words(admin: Office, path: str, form: dict[str, str]) -> None:
    answer = admin.sends(path.replace("/1/", f"/{things_of(admin)['measures']}/"), form)
    assert answer.status_code == 422
    assert "<script" not in answer.text and "<img" not in answer.text


@pytest.mark.parametrize("query", ["?done=<script>alert(1)</script>", "?page=<script>", "?page=-1", "?year=<script>"])
def test_script_in_an_address(admin: Office, query: str) -> None:
    for path in ("audit", "measures", "documents"):
        answer = admin.opens(f"/console/{path}{query}")
        assert answer.status_code == 200 and "<script" not in answer.text


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_csv_file_runs(admin: Office, formula: str) -> None:
    things = things_of(admin)
    with admin.database.transaction() as session:
        measure = session.get_one(Measure, things["measures"])
        measure.title = formula
        entry = ProgressEntry(
            measure_id=measure.id,
            fiscal_year=2569,
            status="done",
            detail=formula,
            evidence=[],
            reported_at=admin.clock(),
        )
        session.add(entry)
        session.get_one(Person, admin.person_id).label = formula
    admin.sends("/console/contacts", {"unit": formula, "phone": "1"})
    for name in ("measures", "audit"):
        text = admin.opens(f"/console/export/{name}.csv").data.decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert any(formula.strip() in cell for cell in cells), name
        assert not any(cell.lstrip()[:1] in "=+-@＝" for cell in cells if cell.strip()), name


def test_no_cell_of_the_workbook_is_a_formula(admin: Office) -> None:
    with admin.database.transaction() as session:
        for source in session.query(Source).filter_by(agency_id=admin.agency_id):
            reading = dict(source.reading)
            reading["rows"] = [{**row, "issue": "=HYPERLINK(1)", "output": "@SUM(1)"} for row in reading["rows"]]  # type: ignore[attr-defined]
            source.reading = reading
    content = admin.opens("/console/export/documents.xlsx").data
    book = load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    hostile = [cell for cell in cells if str(cell.value).startswith(("=", "@"))]
    assert hostile and all(cell.data_type == "s" and cell.quotePrefix for cell in hostile)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert sheets and not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


def test_an_export_holds_no_other_agency(admin: Office) -> None:
    text = admin.opens("/console/export/measures.csv").data.decode("utf-8-sig")
    with admin.database.reading() as session:
        others = session.query(Measure.title).filter(Measure.agency_id != admin.agency_id).all()
        own = {title for (title,) in session.query(Measure.title).filter(Measure.agency_id == admin.agency_id)}
    assert own and all(title in text for title in own)
    assert not any(title in text for (title,) in others if title not in own)
