"""บันทึกข้อความ: the memo of a reporting round with its attachments (domain.md 6.2)."""

from typing import Any

from dialogs.records.facts import Role
from dialogs.thai.dates import full_date
from storage.importer.document import ProgressReading
from storage.reports import phrases
from storage.reports.attachments import add_attachments
from storage.reports.review import add_review
from storage.reports.signing import add_signature, recorded_by
from storage.reports.tables.scores import add_score_table
from storage.reports.values import Doubt, Paper, Report, round_name
from storage.reports.word.page import PORTRAIT_WIDTH, dotted_to, garuda_frame, new_document, saved
from storage.reports.word.text import Look, add, fill, write

_LABEL = 20
_HEAD = Look(align="center", size=29, bold=True, exact=35, before=6, after=12)
_TEXT = Look(align="thai", first=2.5)
_SECTION = Look(bold=True, before=6, with_next=True)
_NUMBER_CM = 8.0


def memo(report: Report) -> Paper:
    """The whole paper: memo, attachments, and a last page that lists what a person must settle."""
    word = new_document(phrases.subject(report))
    _add_head(word, report)
    _add_background(word, report)
    _add_facts(word, report)
    write(word, "จึงเรียนมาเพื่อโปรดทราบ", Look(first=2.5, before=6, with_next=True))
    _add_chain(word, report)
    doubts = [*report.doubts, *_blanks(report), *add_attachments(word, report)]
    add_review(word, doubts)
    return Paper(saved(word), tuple(doubts))


def _add_head(word: Any, report: Report) -> None:
    office, posts = report.office, report.posts
    garuda_frame(word)
    write(word, "บันทึกข้อความ", _HEAD)
    section = " ".join(part for part in (office.unit, phrases.place(office)) if part)
    section += f" (โทร. {office.phone})" if office.phone else ""
    _line(word, (("ส่วนราชการ", section),), PORTRAIT_WIDTH)
    _line(word, (("ที่", report.number), ("วันที่", full_date(report.day))), _NUMBER_CM, PORTRAIT_WIDTH)
    _line(word, (("เรื่อง", phrases.subject(report)),), PORTRAIT_WIDTH)
    greeting = fill(word.add_paragraph(), "", Look(before=10, after=6))
    add(greeting, "เรียน  ", bold=True)
    add(greeting, f"{posts.clerk}/ {posts.head}")


def _line(word: Any, parts: tuple[tuple[str, str], ...], *stops: float) -> None:
    """A line of the head: bold labels, values, dots up to the stops."""
    paragraph = fill(word.add_paragraph(), "")
    dotted_to(paragraph, *stops)
    for label, value in parts:
        add(paragraph, f"{label}  ", size=_LABEL, bold=True)
        add(paragraph, f"{value}\t")


def _add_background(word: Any, report: Report) -> None:
    write(word, "เรื่องเดิม", _SECTION)
    for sentence in phrases.background(report):
        write(word, sentence, _TEXT)
    found = report.assessment
    if found is None:
        return
    if found.scores:
        write(word, "คะแนนรายตัวชี้วัดมีดังนี้", Look(first=2.5, after=4, with_next=True))
        add_score_table(word, found.scores)
    for sentence in phrases.compared(found):
        write(word, sentence, Look(align="thai", first=2.5, before=6 if found.scores else 0))


def _add_facts(word: Any, report: Report) -> None:
    write(word, "ข้อเท็จจริง", _SECTION)
    write(word, phrases.counted(report, measures_of(report)), _TEXT)
    for sentence in phrases.findings(report.plans):
        write(word, sentence, _TEXT)


def measures_of(report: Report) -> list[ProgressReading]:
    """Every measure of the round with its state."""
    return [row for plan in report.plans for row in plan.progress_rows]


def _add_chain(word: Any, report: Report) -> None:
    """Prepare, forward to the clerk, forward to the head, acknowledge (domain.md 2.7)."""
    posts = report.posts
    add_signature(word, posts.preparer)
    work = f"- รายงานการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส {round_name(report.round)}"
    _forward(word, f"เรียน  {posts.clerk}", "- เพื่อโปรดทราบ", work)
    add_signature(word, posts.director, recorded=recorded_by(report.acknowledged, Role.DIRECTOR))
    _forward(word, f"เรียน  {posts.head}", "- เพื่อโปรดทราบ")
    add_signature(word, posts.clerk, recorded=recorded_by(report.acknowledged, Role.SECRETARY))
    _forward(word, "- ทราบ")
    add_signature(word, posts.head, recorded=recorded_by(report.acknowledged, Role.MAYOR))


def _forward(word: Any, *lines: str) -> None:
    write(word, "\n".join(lines), Look(before=10, with_next=True))


def _blanks(report: Report) -> list[Doubt]:
    """What the head of the memo lacks."""
    doubts: list[Doubt] = []
    if not report.number or report.number.endswith("/"):
        doubts.append(Doubt("หัวบันทึก", "เลขที่หนังสือยังไม่ครบ ให้เติมก่อนเสนอ"))
    if not report.office.unit:
        doubts.append(Doubt("หัวบันทึก", "ยังไม่ทราบส่วนราชการผู้จัดทำ"))
    if not (report.office.district and report.office.province):
        doubts.append(Doubt("หัวบันทึก", "ยังไม่ทราบอำเภอหรือจังหวัด"))
    return doubts
