"""The workbook: back without loss, changed cells counted, formulas harmless."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from storage.importer.document import ImportedDocument
from storage.importer.errors import ImportRefused
from storage.importer.importing import read_documents
from storage.importer.workbook import is_workbook, read_workbook, sheets, write_template, write_workbook
from tests.shared import needs_shared
from tests.storage.importer.seeds import NAMES, read, seed
from tests.storage.importer.unseen import MAKERS


def _documents(folder: Path) -> list[ImportedDocument]:
    return [read(make(folder)[0]) for make in MAKERS]


def test_every_document_comes_back_as_it_was(tmp_path: Path) -> None:
    documents = _documents(tmp_path)
    path = tmp_path / "export.xlsx"
    write_workbook(documents, path)
    assert is_workbook(path)
    assert read_workbook(path) == documents


@needs_shared
def test_the_seeds_come_back_through_the_child_process(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    documents = [seed(name) for name in NAMES]
    write_workbook(documents, path)
    assert read_documents([path]) == documents


def test_a_changed_cell_counts_and_the_rest_stays(tmp_path: Path) -> None:
    document = read(MAKERS[0](tmp_path)[0])
    path = tmp_path / "export.xlsx"
    write_workbook([document], path)
    book = load_workbook(path)
    sheet = book[sheets.MEASURES]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("ระยะเวลา") + 1, "ไตรมาส 3-4")
    sheet.cell(2, heads.index("สถานะ") + 1, "กำลังดำเนินการ")
    sheet.cell(2, heads.index("ผู้รับผิดชอบ") + 1, "กองช่าง")
    book.save(path)
    (changed,) = read_workbook(path)
    first = changed.rows[0]
    assert (first.period_start, first.period_end, first.status) == ("2024-04", "2024-09", "in_progress")
    assert first.responsible_units == ("กองช่าง",)
    assert first.measures == document.rows[0].measures
    assert changed.rows[1:] == document.rows[1:]
    assert changed.signatories == document.signatories


def test_a_row_may_be_added_and_another_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    write_workbook([read(MAKERS[0](tmp_path)[0])], path)
    book = load_workbook(path)
    sheet = book[sheets.MEASURES]
    sheet.delete_rows(3)
    sheet.append([1, 9, "การใช้งบประมาณ", "เผยแพร่งบ", None, "1. สรุป\n2. เผยแพร่", "กองคลัง", "ม.ค. 2567", "รอบ 6 เดือน"])
    book.save(path)
    (changed,) = read_workbook(path)
    assert [row.measures[0] for row in changed.rows] == ["จัดทำคู่มือการยืมทรัพย์สิน", "เปิดช่องทางรับฟังความคิดเห็น", "เผยแพร่งบ"]
    last = changed.rows[-1]
    assert (last.steps, last.period_start, last.monitoring_rounds_months) == (("สรุป", "เผยแพร่"), "2024-01", (6,))


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    document = read(MAKERS[3](tmp_path)[0])
    row = replace(
        document.rows[0], measures=('=HYPERLINK("http://example.com")', "+1", "@SUM(A1)", "-ลด"), output="=1+1"
    )
    document = replace(document, rows=(row, *document.rows[1:]))
    path = tmp_path / "export.xlsx"
    write_workbook([document], path)
    for sheet in load_workbook(path).worksheets:
        assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    assert read_workbook(path) == [document]


def test_the_template_reads_as_its_example_and_has_drop_downs(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path)
    (document,) = read_workbook(path)
    assert document.agency.type == "subdistrict_municipality"
    assert document.rows[0].period_start == "2025-10"
    assert document.rows[0].monitoring_rounds_months == (6, 12)
    assert document.progress_rows[0].of_plan_seq == 1
    assert document.surveys[0].window_end is not None
    book = load_workbook(path)
    assert book[sheets.MEASURES].data_validations.dataValidation
    assert book.sheetnames[0] == sheets.HELP


@pytest.mark.parametrize(
    ("sheet", "row", "reason"),
    [
        (sheets.SCORES, [1, "ความสวยงาม", 50], "indicator's name"),
        (sheets.SCORES, [1, "การใช้งบประมาณ", 120], "0 to 100"),
        (sheets.SURVEYS, [1, "OIT", "https://example.com"], "EIT or IIT"),
        (sheets.DOCUMENTS, [2, "ไม่มีชื่อ"], "names no agency"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path: Path, sheet: str, row: list[object], reason: str) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path)
    book = load_workbook(path)
    book[sheet].append(row)
    book.save(path)
    with pytest.raises(ImportRefused, match=reason):
        read_workbook(path)
