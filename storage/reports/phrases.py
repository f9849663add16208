"""Sentences of the memo, in the plain official Thai of such papers. A sentence without its data is not written."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from dialogs.records.facts import AssessmentFacts
from dialogs.records.ita import Instrument, instrument_scores
from storage.importer.document import ImportedDocument, ProgressReading
from storage.reports.status import WORDS
from storage.reports.tables.scores import score_words
from storage.reports.values import Office, Report, round_name

TARGET = 85
"""The total that counts as reaching the target (domain.md 6.2)."""
_SHARES = Path(__file__).with_name("targets.yaml")


def subject(report: Report) -> str:
    """What the memo is about."""
    return f"รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสของ{report.office.name} {round_name(report.round)}"


def place(office: Office) -> str:
    """The agency with its district and province, as far as they are known."""
    parts = [office.name]
    parts += [f"อำเภอ{office.district}"] if office.district else []
    parts += [f"จังหวัด{office.province}"] if office.province else []
    return " ".join(parts)


def background(report: Report) -> list[str]:
    """เรื่องเดิม: the assessment and its result, or at least the plan that is reported on."""
    found = report.assessment
    year = report.round.fiscal_year
    planned = f"{report.office.name}ได้กำหนดมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. {year}"
    if found is None or (found.total is None and not found.scores):
        return [f"ตามที่{planned} นั้น"]
    assessed = (
        "ตามที่สำนักงาน ป.ป.ช. ได้ประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน (ITA) ขององค์กรปกครองส่วนท้องถิ่น "
        f"ประจำปีงบประมาณ พ.ศ. {found.fiscal_year} {place(report.office)}"
    )
    if found.total is not None:
        assessed += f" มีคะแนนรวม {score_words(found.total)} คะแนน"
        assessed += f" อยู่ในระดับ {found.level}" if found.level else ""
    return [f"{assessed} และ{planned} นั้น"]


def compared(found: AssessmentFacts) -> list[str]:
    """The result beside the target: which instruments reach it and which fall short."""
    if found.total is None:
        return []
    share = _share(found.fiscal_year)
    goal = (
        f"เป้าหมายของปี {found.fiscal_year} ให้หน่วยงานที่รับการประเมินร้อยละ {share} ได้คะแนนตั้งแต่ {TARGET} คะแนนขึ้นไป"
        if share
        else f"เกณฑ์เป้าหมายคือ {TARGET} คะแนนขึ้นไป"
    )
    reached = "ถึงเกณฑ์เป้าหมาย" if found.total >= TARGET else "ยังต่ำกว่าเกณฑ์เป้าหมาย"
    sentences = f"{goal} คะแนนรวมของหน่วยงาน{reached}"
    means = instrument_scores(found.scores)
    passed = [str(instrument) for instrument, mean in means.items() if mean >= TARGET]
    short = [str(instrument) for instrument, mean in means.items() if mean < TARGET]
    sentences += f" แบบวัดที่ผ่านเกณฑ์ ได้แก่ {' '.join(passed)}" if passed else ""
    sentences += f" แบบวัดที่ต่ำกว่าเกณฑ์ ได้แก่ {' '.join(short)}" if short else ""
    return [sentences]


def _share(fiscal_year: int) -> int | None:
    shares: dict[int, int] = yaml.safe_load(_SHARES.read_text("utf-8"))
    return shares.get(fiscal_year)


def counted(report: Report, rows: Sequence[ProgressReading]) -> str:
    """ข้อเท็จจริง: how many measures stand where at the round."""
    counts = {status: sum(1 for row in rows if row.status == status) for status in WORDS}
    unknown = len(rows) - sum(counts.values())
    parts = [f"{WORDS[status]} {count} มาตรการ" for status, count in counts.items() if count]
    parts += [f"ยังไม่มีรายงานสถานะ {unknown} มาตรการ"] if unknown else []
    return f"ณ สิ้น{round_name(report.round)} มีมาตรการทั้งหมด {len(rows)} มาตรการ {' '.join(parts)}"


def findings(plans: Iterable[ImportedDocument]) -> list[str]:
    """ข้อเท็จจริง: for each instrument what the assessment found, in the words of the imported papers."""
    documents = list(plans)
    made: list[str] = []
    for instrument in Instrument:
        notes = [note.text for document in documents for note in document.issue_notes if note.instrument == instrument]
        issues = [
            row.issue
            for document in documents
            for row in document.rows
            if row.issue and row.related.inferred_instrument == instrument
        ]
        words = " ".join(notes) or ", ".join(dict.fromkeys(issues))
        if words:
            lead = "มีข้อเสนอแนะ คือ" if notes else "มีประเด็นที่ต้องปรับปรุง คือ"
            made.append(f"ด้าน {instrument} พบว่า {lead} {words}")
    return [f"{number}. {words}" for number, words in enumerate(made, start=1)]
