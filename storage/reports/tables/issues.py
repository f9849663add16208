"""T1: issues, guidelines and measures with a tick for done or not done, one table an instrument (domain.md 6.3)."""

from collections.abc import Sequence
from typing import Any

from dialogs.records.facts import Status
from dialogs.records.ita import Instrument
from storage.importer.document import ImportedDocument, RowReading
from storage.reports.status import WORDS
from storage.reports.tables.cells import TICK, issue_words, numbered, plain, units_cell
from storage.reports.values import Doubt
from storage.reports.word.page import landscape
from storage.reports.word.tables import Cell, Grid, Head, add_table
from storage.reports.word.text import Look, write

FULL_NAMES = {
    Instrument.IIT: "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)",
    Instrument.EIT: "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)",
    Instrument.OIT: "แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT)",
}
"""The instruments as official papers name them."""
GRID = Grid(
    widths=(4.0, 6.2, 4.3, 3.2, 3.8, 2.1, 2.1),
    levels=(
        (
            Head("ประเด็นที่เป็นข้อบกพร่อง/จุดอ่อนจากการประเมิน", levels=3),
            Head("แนวทางการนำผลการวิเคราะห์ไปสู่การปฏิบัติ", levels=3),
            Head("มาตรการ", levels=3),
            Head("ผู้รับผิดชอบ", levels=3),
            Head("การกำกับติดตาม", columns=3),
        ),
        (
            Head("รายงานความก้าวหน้าและสรุปผล ณ สิ้นปีงบประมาณ", levels=2),
            Head("สถานะการดำเนินการ", columns=2),
        ),
        (Head("ดำเนินการแล้ว"), Head("ยังไม่ดำเนินการ")),
    ),
)


def fits(document: ImportedDocument) -> bool:
    """The plan goes from issues by guidelines to measures."""
    return any(row.issue and row.guidelines for row in document.rows) and not any(row.question for row in document.rows)


def add_issue_tables(word: Any, document: ImportedDocument) -> list[Doubt]:
    """A sheet for each instrument that the plan has rows of."""
    doubts: list[Doubt] = []
    for instrument in (*Instrument, None):
        rows = [row for row in document.rows if row.related.inferred_instrument == instrument]
        if rows:
            landscape(word)
            write(word, table_title(document, instrument), Look(align="center", bold=True, after=6, with_next=True))
            add_table(word, GRID, [_row(row) for row in rows])
            doubts += unknown_rows(rows, f"ตาราง {instrument}" if instrument else "ตารางมาตรการ")
    return doubts


def table_title(document: ImportedDocument, instrument: Instrument | None) -> str:
    """The title of one table; a year that is not known is left out."""
    assessed, plan = document.fiscal_years.assessed, document.fiscal_years.plan
    of = FULL_NAMES[instrument] if instrument else "คุณธรรมและความโปร่งใส (ITA)"
    first = f"ตารางผลการประเมิน{of}"
    first += f" ประจำปีงบประมาณ พ.ศ. {assessed}" if assessed else ""
    return f"{first} เพื่อปรับปรุงและพัฒนาในปีงบประมาณ พ.ศ. {plan}" if plan else first


def unknown_rows(rows: Sequence[RowReading], place: str) -> list[Doubt]:
    """Rows whose state nobody reported: their cell stays empty, and somebody has to look."""
    words = "ยังไม่มีรายงานสถานะ ช่องจึงเว้นว่างไว้"
    missing = (row for row in rows if row.status in (None, Status.UNKNOWN))
    return [Doubt(place, f"{words}: {row.issue or '; '.join(row.measures)}") for row in missing]


def _row(row: RowReading) -> list[Cell]:
    return [
        plain(issue_words(row)),
        numbered(row.guidelines),
        numbered(row.measures),
        units_cell(row),
        plain(row.monitoring_raw),
        *_ticks(row.status),
    ]


def _ticks(status: str | None) -> list[Cell]:
    """Exactly one tick, or the words for what is underway; nothing where the state is unknown."""
    if status == Status.IN_PROGRESS:
        return [Cell((WORDS[Status.IN_PROGRESS],), align="center", columns=2)]
    done = TICK if status == Status.DONE else ""
    not_started = TICK if status == Status.NOT_STARTED else ""
    return [Cell((done,), align="center"), Cell((not_started,), align="center")]
