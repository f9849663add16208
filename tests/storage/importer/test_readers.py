"""What the readers see in each format."""

import io
from contextlib import suppress
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from storage.importer.errors import ImportRefused
from storage.importer.importing import read_documents
from storage.importer.model import SourceDocument, Table
from storage.importer.readers.csv_file import read_csv
from storage.importer.readers.docx import read_docx
from storage.importer.readers.markup import plain
from storage.importer.readers.text import read_text
from storage.importer.readers.xlsx import read_xlsx
from storage.importer.understand import understand
from tests.storage.importer.unseen import MAKERS

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _only_table(source: SourceDocument) -> list[list[str]]:
    (table,) = source.tables
    return [row.texts for row in table.rows]


def _docx(fill: object) -> bytes:
    book = Document()
    fill(book)  # type: ignore[operator]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
def test_csv_is_read_in_every_encoding_of_the_country(encoding: str) -> None:
    source = read_csv("a.csv", 'มาตรการ,ผู้รับผิดชอบ\r\n"ก, ข",กองคลัง\r\n'.encode(encoding))
    assert _only_table(source) == [["มาตรการ", "ผู้รับผิดชอบ"], ["ก, ข", "กองคลัง"]]


def test_csv_with_semicolons() -> None:
    assert _only_table(read_csv("a.csv", "มาตรการ;ขั้นตอน\nก,ข;ค\n".encode())) == [["มาตรการ", "ขั้นตอน"], ["ก,ข", "ค"]]


def test_pipe_table_keeps_an_escaped_bar_and_drops_the_rule() -> None:
    source = read_text("a.md", "| ก | ข |\n|---|:-:|\n| 1 \\| 2 | ค |\n".encode())
    assert _only_table(source) == [["ก", "ข"], ["1 | 2", "ค"]]


def test_tags_become_line_breaks_and_numbers() -> None:
    assert plain("<p>ก</p><ol><li>ข</li><li>ค</li></ol>").split() == ["ก", "1.", "ข", "2.", "ค"]
    assert plain("ยอด < 5 และ > 3") == "ยอด < 5 และ > 3"


def test_html_cells_that_span_are_copied() -> None:
    page = "<table><tr><td rowspan=2>ก</td><td colspan=2>ข</td></tr><tr><td>ค</td><td>ง</td></tr></table>"
    (table,) = read_text("a.txt", page.encode()).tables
    assert [row.texts for row in table.rows] == [["ก", "ข", "ข"], ["ก", "ค", "ง"]]
    assert [cell.merged for cell in table.rows[1].cells] == [True, False, False]


def test_word_reads_what_is_left_after_all_changes() -> None:
    def fill(book: object) -> None:
        cell = book.add_table(rows=1, cols=2).rows[0].cells  # type: ignore[attr-defined]
        cell[0].paragraphs[0]._p.append(parse_xml(f"<w:del {_W}><w:r><w:delText>ออก</w:delText></w:r></w:del>"))
        cell[0].paragraphs[0]._p.append(parse_xml(f"<w:ins {_W}><w:r><w:t>เข้า</w:t></w:r></w:ins>"))
        cell[1].paragraphs[0]._p.append(parse_xml(f'<w:r {_W}><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'))

    assert _only_table(read_docx("a.docx", _docx(fill))) == [["เข้า", "✓"]]


def test_word_prints_the_numbers_of_its_lists() -> None:
    def fill(book: object) -> None:
        cell = book.add_table(rows=1, cols=1).rows[0].cells[0]  # type: ignore[attr-defined]
        for text in ("หนึ่ง", "สอง"):
            cell.add_paragraph(text, style="List Number")

    assert _only_table(read_docx("a.docx", _docx(fill))) == [["1. หนึ่ง\n2. สอง"]]


def test_word_cells_merged_both_ways() -> None:
    def fill(book: object) -> None:
        table = book.add_table(rows=3, cols=3)  # type: ignore[attr-defined]
        for number in range(9):
            table.cell(number // 3, number % 3).text = str(number)
        table.cell(0, 0).merge(table.cell(1, 0))
        table.cell(2, 1).merge(table.cell(2, 2))

    (table,) = read_docx("a.docx", _docx(fill)).tables
    assert [row.texts for row in table.rows] == [["0\n3", "1", "2"], ["0\n3", "4", "5"], ["6", "7\n8", "7\n8"]]


def test_word_with_external_links_fetches_nothing(tmp_path: Path) -> None:
    """An external picture and template are relationships only; the reader never looks at them."""
    path, _ = MAKERS[0](tmp_path)
    book = Document(str(path))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    book.part.relate_to("http://192.0.2.1/template.dotx", kind, is_external=True)
    book.save(str(path))
    assert read_documents([path])[0].rows_count == 3


def test_excel_dates_that_are_rounds_and_dates_that_are_dates() -> None:
    from datetime import date

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([date(2025, 12, 6), date(2025, 6, 12), date(2025, 12, 6), date(2025, 3, 31)])
    for column, form in enumerate(("d-mmm", "m/d", "yyyy-mm-dd", "d-mmm"), start=1):
        sheet.cell(1, column).number_format = form
    stream = io.BytesIO()
    book.save(stream)
    assert _only_table(read_xlsx("a.xlsx", stream.getvalue())) == [["6/12", "6/12", "6 ธันวาคม 2568", "31 มีนาคม 2568"]]


def test_excel_leaves_hidden_sheets_alone_and_spreads_merged_cells() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ก", None, "ข"])
    sheet.append([None, None, "ค"])
    sheet.merge_cells("A1:B2")
    hidden = book.create_sheet("ลับ")
    hidden.append(["ความลับ"])
    hidden.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    assert _only_table(read_xlsx("a.xlsx", stream.getvalue())) == [["ก", "ก", "ข"], ["ก", "ก", "ค"]]


_FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_signs = st.text(alphabet="กขมาตรการผู้รับผิดชอบขั้นตอน ำ๑๒๓123.-–•/|\t\n<>\"'pltdr=()[]:#*_✓\u200b", max_size=400)


@_FUZZ
@given(_signs)
def test_any_text_is_read_or_refused(text: str) -> None:
    for reader, name in ((read_text, "a.txt"), (read_text, "a.md"), (read_csv, "a.csv")):
        _read_or_refuse(lambda reader=reader, name=name: reader(name, text.encode()))  # type: ignore[misc]


@_FUZZ
@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for reader, name in ((read_text, "a.txt"), (read_csv, "a.csv"), (read_docx, "a.docx"), (read_xlsx, "a.xlsx")):
        _read_or_refuse(lambda reader=reader, name=name: reader(name, data))  # type: ignore[misc]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
@given(position=st.floats(0, 1), value=st.integers(0, 255), length=st.integers(1, 40))
def test_a_damaged_office_file_is_read_or_refused(tmp_path: Path, position: float, value: int, length: int) -> None:
    for make, reader in ((MAKERS[0], read_docx), (MAKERS[1], read_xlsx)):
        path, _ = make(tmp_path)
        data = bytearray(path.read_bytes())
        at = int(position * (len(data) - length))
        data[at : at + length] = bytes([value]) * length
        _read_or_refuse(lambda reader=reader, data=data: reader("a", bytes(data)))  # type: ignore[misc]


def _read_or_refuse(read: object) -> None:
    """Anything but a document or a refusal fails the test by itself."""
    with suppress(ImportRefused):
        source = read()  # type: ignore[operator]
        assert all(len({len(row.cells) for row in table.rows}) <= 1 for table in source.tables)
        understand(source, agency_known=True)


def test_a_grid_is_rectangular(tmp_path: Path) -> None:
    path, _ = MAKERS[0](tmp_path)
    source = read_docx("a.docx", path.read_bytes())
    assert all(isinstance(table, Table) and len({len(row.cells) for row in table.rows}) == 1 for table in source.tables)
