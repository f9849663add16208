"""An office program opens the memos, prints them on a sane number of pages, and hands back what was written.

LibreOffice plays the office's Word. Without it the tests skip; ``PRONGSAI_REQUIRE_OFFICE`` turns that into a failure.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dialogs.thai.fiscal import ReportingRound
from storage.database import Database
from storage.models import Agency
from storage.reports.load import load_report
from storage.reports.memo import memo
from tests.reports.papers import W, lines, part, same
from tests.shared import REPOSITORY
from tests.storage.importer.seeds import read

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    OFFICE is None and not os.environ.get("PRONGSAI_REQUIRE_OFFICE"), reason="LibreOffice (soffice) is not installed"
)
MEMOS = {"ko": (2566, 6), "phok-noi": (2566, 12)}
PAGES = {"ko": range(5, 10), "phok-noi": range(4, 7)}
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir>
<match target="pattern"><test name="family"><string>TH SarabunPSK</string></test>
<edit name="family" mode="assign" binding="strong"><string>Sarabun</string></edit></match></fontconfig>"""


@pytest.fixture
def memos(samples: Database, tmp_path: Path) -> Path:
    """A folder with both memos."""
    folder = tmp_path / "memos"
    folder.mkdir()
    with samples.reading() as session:
        for slug, (year, months) in MEMOS.items():
            agency = session.query(Agency).filter_by(slug=slug).one()
            report = load_report(session, agency, ReportingRound(year, months), agency.created_at.date())
            (folder / f"{slug}.docx").write_bytes(memo(report).content)
    return folder


def converted(folder: Path, kind: str) -> dict[str, Path]:
    """Every memo as LibreOffice saves it in another form; the fonts are those of this repository."""
    assert OFFICE
    fonts = folder.parent / "fonts.conf"
    fonts.write_text(_FONTS.format(fonts=REPOSITORY / "bot" / "fonts"), "utf-8")
    out = folder.parent / kind
    profile = f"-env:UserInstallation=file://{folder.parent / 'profile'}"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", out, *sorted(folder.glob("*.docx"))],
        check=True, capture_output=True, timeout=120, env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )  # fmt: skip
    return {slug: out / f"{slug}.{kind}" for slug in MEMOS}


def test_they_print_on_a_sane_number_of_pages(memos: Path) -> None:
    for slug, path in converted(memos, "pdf").items():
        pages = len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))
        assert pages in PAGES[slug], f"{slug}: {pages} pages"


def test_what_the_office_saves_again_imports_to_the_same_rows(memos: Path) -> None:
    for slug, path in converted(memos, "docx").items():
        before, after = read(memos / f"{slug}.docx"), read(path)
        kinds = [
            [(row.measures, row.guidelines, row.steps, row.responsible_units, row.status) for row in document.rows]
            + [(row.measures, row.detail, row.output, row.outcome, row.status) for row in document.progress_rows]
            for document in (before, after)
        ]
        assert same([list(row) for row in kinds[0]]) == same([list(row) for row in kinds[1]])
        assert after.document.reporting_round_months == MEMOS[slug][1]


def test_text_has_thai_digits_and_names_the_official_font(memos: Path) -> None:
    for path in memos.glob("*.docx"):
        content = path.read_bytes()
        assert not [line for line in lines(content) if re.search(r"[0-9]", line)]
        fonts = {element.get(f"{W}cs") for element in part(content).iter(f"{W}rFonts")}
        assert fonts == {"TH SarabunPSK"}
