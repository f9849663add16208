"""T5: ประกาศ, the year's measures with the analysis they come from (domain.md 6.3)."""

from typing import Any

from dialogs.thai.dates import MONTHS
from dialogs.thai.fiscal import buddhist_year
from storage.importer.document import ImportedDocument
from storage.reports import phrases
from storage.reports.posts import head_title
from storage.reports.review import add_review
from storage.reports.signing import add_signature
from storage.reports.tables.schedule import PORTRAIT, add_schedule_table
from storage.reports.tables.scores import add_noted_score_table, score_words
from storage.reports.values import Doubt, Office, Paper
from storage.reports.word.page import garuda_frame, new_document, saved
from storage.reports.word.text import Look, write

_CENTRE = Look(align="center", bold=True)
_TEXT = Look(align="thai", first=2.5, before=4)


def announcement(office: Office, document: ImportedDocument) -> Paper:
    """The announcement of one plan."""
    year = document.fiscal_years.plan
    of_year = f" ประจำปีงบประมาณ พ.ศ. {year}" if year else ""
    word = new_document(f"มาตรการส่งเสริมคุณธรรมและความโปร่งใส{of_year}")
    garuda_frame(word, 3, "center")
    write(word, f"ประกาศ{office.name}", Look(align="center", bold=True, before=6))
    write(word, f"เรื่อง มาตรการส่งเสริมคุณธรรมและความโปร่งใส{of_year}", _CENTRE)
    write(word, phrases.place(office), Look(align="center", bold=True, after=6))
    part = _add_analysis(word, office, document)
    write(word, _proposal(office, document, part), Look(align="thai", first=2.5, before=6, after=6, with_next=True))
    add_schedule_table(word, document, PORTRAIT)
    write(word, "จึงประกาศให้ทราบโดยทั่วกัน", Look(first=2.5, before=8, with_next=True))
    doubts = add_announced(word, document)
    add_signature(word, head_title(office.name))
    add_review(word, doubts)
    return Paper(saved(word), tuple(doubts))


def _add_analysis(word: Any, office: Office, document: ImportedDocument) -> int:
    """Part 1, where there is a result to tell; returns the number of the next part."""
    found = document.assessment
    if found.total_score is None and not found.indicator_scores:
        return 1
    words = f"1. การวิเคราะห์ผลการประเมิน ITA ของ{office.name} ประจำปีงบประมาณ พ.ศ. {found.fiscal_year} พบว่า"
    if found.total_score is not None:
        words += f" มีผลคะแนน {score_words(found.total_score)} คะแนน"
        words += f" อยู่ในระดับ {found.level}" if found.level else ""
    write(word, words, _TEXT)
    if found.indicator_scores:
        write(word, "ผลการวิเคราะห์แต่ละตัวชี้วัดมีดังนี้", Look(first=2.5, after=6, with_next=True))
        notes = {note.instrument: note.text for note in document.issue_notes}
        add_noted_score_table(word, found.indicator_scores, notes)
    return 2


def _proposal(office: Office, document: ImportedDocument, part: int) -> str:
    year = document.fiscal_years.plan
    of_year = f"ในปีงบประมาณ พ.ศ. {year}" if year else ""
    return f"{part}. ข้อเสนอแนะในการพัฒนาคุณธรรมและความโปร่งใส{of_year} {office.name}กำหนดมาตรการไว้ดังนี้"


def add_announced(word: Any, document: ImportedDocument) -> list[Doubt]:
    """The date of the announcement, or a place for it."""
    day = document.document.document_date
    look = Look(first=4, before=6, with_next=True)
    if day is None:
        write(word, "ประกาศ ณ วันที่ ………… เดือน ……………………… พ.ศ. …………", look)
        return [Doubt("ท้ายประกาศ", "ยังไม่มีวันที่ประกาศ")]
    write(word, f"ประกาศ ณ วันที่ {day.day} เดือน {MONTHS[day.month - 1]} พ.ศ. {buddhist_year(day)}", look)
    return []
