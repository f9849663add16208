"""Bad inputs: one clear sentence, bounded time and memory, nothing written."""

import io
import os
import random
import struct
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from storage.importer.document import ImportedDocument
from storage.importer.errors import ImportRefused
from storage.importer.limits import CPU_SECONDS, MEMORY_BYTES
from storage.importer.pool import Child
from storage.importer.readers.docx import read_docx

_WAIT = CPU_SECONDS + 4.0
_HEAD = "เทศบาลตำบลโพน อำเภอคำม่วง จังหวัดกาฬสินธุ์\nมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\n"


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    """One warm reader process for all bad files: each must leave it, or its successor, usable."""
    reader = Child()
    yield reader
    reader.close()


def _zip(member: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, content)
    return stream.getvalue()


def _noise() -> bytes:
    chance = random.Random(7)
    return "".join(chance.choices("กขคงจฉชซabc0123 |<>\t", k=1_000_000)).encode()


def _liar() -> bytes:
    """A bomb whose directory says that it is small."""
    data = bytearray(_zip("word/document.xml", b"<a>" + b" " * 200_000_000 + b"</a>"))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(data)


def _laughs() -> bytes:
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY a{n} "{("&a" + (str(n - 1) if n else "") + ";") * 10}">' for n in range(9)
    )
    return _zip("word/document.xml", f"<!DOCTYPE x [{entities}]><x>&a8;</x>".encode())


def _without_table() -> bytes:
    book = Document()
    book.add_paragraph("สวัสดีค่ะ")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _long_sheet() -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("แผน")
    sheet.append(["มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ"])
    for number in range(100_000):
        sheet.append([f"มาตรการ {number}", "ทำ", "กองคลัง"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.txt": (lambda: b"", "empty"),
    "empty.docx": (lambda: b"", "empty"),
    "blank.csv": (lambda: b" \n \n", "empty"),
    "binary.docx": (lambda: os.urandom(50_000), "no .docx"),
    "binary.txt": (lambda: b"\x00\x01" * 5_000, "no text"),
    "pdf.txt": (lambda: b"%PDF-1.7", "no text"),
    "old.xlsx": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old or locked"),
    "noise.txt": (_noise, "characters long"),
    "bomb.docx": (lambda: _zip("word/document.xml", b"<a>" + b" " * 200_000_000 + b"</a>"), "unpacks to far more"),
    "bomb.xlsx": (lambda: _zip("xl/workbook.xml", b"<a>" + b" " * 200_000_000 + b"</a>"), "unpacks to far more"),
    "liar.docx": (_liar, "damaged"),
    "laughs.docx": (_laughs, "damaged"),
    "without_table.docx": (_without_table, "no table"),
    "long.xlsx": (_long_sheet, "more than 10,000 rows"),
    "long.txt": (lambda: (_HEAD + "ลด\tทำ\tกองคลัง\n" * 10_001).encode(), "more than 10,000 rows"),
    "wide.csv": (lambda: ",".join(["ก"] * 500).encode(), "more than 200 columns"),
    "nobody.txt": (lambda: "มาตรการของเทศบาล\nมาตรการ\tขั้นตอน\nลดขั้นตอน\tทำ\n".encode(), "no agency is named"),
    "other.txt": (lambda: "เทศบาลตำบลโพน\nสี\tราคา\nแดง\t5\n".encode(), "heads that are known"),
    "plan.pdf": (lambda: b"%PDF-1.7", "cannot be read"),
    "slow.txt": (lambda: ("เทศบาลตำบลโพน\n" + "\n".join(["รอบ 6 " * 12_000 + "1 " * 30_000] * 6)).encode(), ""),
}


@pytest.mark.parametrize("name", BAD)
def test_it_is_refused_in_one_sentence_and_in_time(name: str, child: Child, tmp_path: Path) -> None:
    make, reason = BAD[name]
    path = tmp_path / name
    path.write_bytes(make())
    started = time.monotonic()
    outcome = child.read(path, False)
    taken = time.monotonic() - started
    assert isinstance(outcome, ImportRefused), outcome
    assert reason in str(outcome)
    assert "\n" not in str(outcome)
    assert taken < _WAIT + 4, f"{taken:.1f} s"  # four more for a new process after one that had to be ended


def test_after_the_bad_ones_a_good_one_is_read(child: Child, tmp_path: Path) -> None:
    path = tmp_path / "good.txt"
    path.write_text(_HEAD + "ลดขั้นตอน\tทำคู่มือ\tกองคลัง\n", "utf-8")
    (document,) = _documents(child.read(path, False))
    assert document.rows[0].responsible_units == ("กองคลัง",)


def test_a_file_that_is_not_there(child: Child, tmp_path: Path) -> None:
    outcome = child.read(tmp_path / "gone.txt", False)
    assert isinstance(outcome, ImportRefused)
    assert "cannot be opened" in str(outcome)


def test_memory_is_held_to_its_bound(child: Child, tmp_path: Path) -> None:
    """The process's address space is limited by the kernel, so its resident memory stays within the bound as well."""
    path = tmp_path / "good.txt"
    path.write_text(_HEAD + "ลดขั้นตอน\tทำคู่มือ\tกองคลัง\n" * 3_000, "utf-8")
    _documents(child.read(path, False))
    limits = Path(f"/proc/{child.pid}/limits").read_text("ascii")
    limit = int(next(line for line in limits.splitlines() if line.startswith("Max address space")).split()[3])
    status = Path(f"/proc/{child.pid}/status").read_text("ascii")
    used = {line.split()[0]: int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("Vm")}
    assert used["VmPeak:"] <= limit
    assert used["VmSize:"] >= limit - MEMORY_BYTES - 50_000_000


def test_the_assigned_document_needs_no_name(child: Child, tmp_path: Path) -> None:
    path = tmp_path / "nobody.txt"
    path.write_text("มาตรการ\tขั้นตอน\nลดขั้นตอน\tทำ\n", "utf-8")
    (document,) = _documents(child.read(path, True))
    assert document.agency.name_as_first_written == ""


def test_a_word_file_of_nothing_is_told_from_a_scan() -> None:
    stream = io.BytesIO()
    Document().save(stream)
    with pytest.raises(ImportRefused, match="no text"):
        read_docx("a.docx", stream.getvalue())


def _documents(outcome: object) -> list[ImportedDocument]:
    assert isinstance(outcome, list), outcome
    return outcome
