"""T6: the invitation to a survey. EIT is for the public; IIT goes out only as an internal circular (domain.md 6.3)."""

from datetime import date
from io import BytesIO
from typing import Any

import segno
from docx.shared import Cm

from dialogs.records.ita import Instrument
from dialogs.thai.dates import MONTHS
from dialogs.thai.fiscal import buddhist_year
from storage.importer.document import SurveyReading
from storage.reports import phrases
from storage.reports.posts import head_title
from storage.reports.review import add_review
from storage.reports.signing import add_signature
from storage.reports.values import Doubt, Office, Paper
from storage.reports.word.page import garuda_frame, new_document, saved
from storage.reports.word.text import BODY, Look, add, fill, write

_TITLE = "การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานขององค์กรปกครองส่วนท้องถิ่น"
_WHO = {Instrument.EIT: "ผู้มีส่วนได้เสียภายนอก (EIT)", Instrument.IIT: "ผู้มีส่วนได้เสียภายใน (IIT)"}
_ASKED = {Instrument.EIT: "ประชาชนและผู้มาติดต่อราชการ", Instrument.IIT: "บุคลากรของหน่วยงาน"}
_QR_CM = 4


def invitation(office: Office, survey: SurveyReading, fiscal_year: int) -> Paper:
    """The invitation to one survey, with its QR code."""
    instrument = Instrument(survey.instrument)
    is_public = instrument is Instrument.EIT
    word = new_document(f"{_TITLE} ประจำปีงบประมาณ พ.ศ. {fiscal_year}")
    garuda_frame(word, 3, "center")
    form = "ประกาศ" if is_public else "หนังสือเวียนภายใน "
    write(word, f"{form}{office.name}", Look(align="center", bold=True, before=6))
    write(word, f"เรื่อง {_TITLE}", Look(align="center", bold=True))
    write(word, f"ประจำปีงบประมาณ พ.ศ. {fiscal_year}", Look(align="center", bold=True, after=8))
    write(word, _reason(office, fiscal_year), Look(align="thai", first=2.5))
    doubts = _add_request(word, office, survey, instrument)
    doubts += _add_announced(word, survey.announcement_date)
    add_signature(word, head_title(office.name))
    _add_code(word, survey.url)
    add_review(word, doubts)
    return Paper(saved(word), tuple(doubts))


def _reason(office: Office, fiscal_year: int) -> str:
    return (
        f"ด้วย{office.name} เข้ารับการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน (ITA) ประจำปีงบประมาณ พ.ศ. {fiscal_year} "
        "เพื่อให้ทราบสิ่งที่ทำได้ดีและสิ่งที่ควรปรับปรุง การประเมินดูจากข้อมูลที่หน่วยงานเปิดเผย "
        "และจากความเห็นของคนในหน่วยงานและคนที่มาติดต่อ"
    )


def _add_request(word: Any, office: Office, survey: SurveyReading, instrument: Instrument) -> list[Doubt]:
    """Where to answer and until when. A last day that does not exist is replaced by the likely one, and marked."""
    paragraph = fill(word.add_paragraph(), "", Look(align="thai", first=2.5, before=4))
    lead = f"บัดนี้ {phrases.place(office)} ขอเชิญ{_ASKED[instrument]}ตอบแบบวัดการรับรู้ของ{_WHO[instrument]}"
    add(paragraph, f"{lead} ทาง {survey.url or '………………'} หรือ QR Code ท้ายประกาศนี้")
    doubts = [] if survey.url else [Doubt("ที่อยู่แบบวัด", "ยังไม่มีลิงก์")]
    last = survey.window_end or survey.window_end_suggestion
    if survey.window_start and last:
        add(paragraph, f" ได้ตั้งแต่วันที่ {_written(survey.window_start)} จนถึงวันที่ ")
        add(paragraph, _written(last), size=BODY, marked=survey.window_end is None)
    if survey.window_end is None:
        written = survey.window_end_raw or "ไม่ได้ระบุ"
        doubts.append(Doubt("วันสุดท้ายของการตอบ", f"เอกสารเดิมเขียน {written} ให้ยืนยันวันที่ที่ถูกต้อง"))
    return doubts


def _written(day: date) -> str:
    return f"{day.day} เดือน{MONTHS[day.month - 1]} พ.ศ. {buddhist_year(day)}"


def _add_announced(word: Any, day: date | None) -> list[Doubt]:
    look = Look(first=4, before=8, with_next=True)
    if day is None:
        write(word, "ประกาศ ณ วันที่ ………… เดือน ……………………… พ.ศ. …………", look)
        return [Doubt("ท้ายประกาศ", "ยังไม่มีวันที่ประกาศ")]
    write(word, f"ประกาศ ณ วันที่ {_written(day)}", look)
    return []


def _add_code(word: Any, url: str | None) -> None:
    if not url:
        return
    picture = BytesIO()
    segno.make(url, error="m", micro=False).save(picture, kind="png", scale=8, border=2)
    picture.seek(0)
    paragraph = fill(word.add_paragraph(), "", Look(align="center", before=14, with_next=True))
    paragraph.add_run().add_picture(picture, width=Cm(_QR_CM))
    write(word, "โปรดสแกน QR Code", Look(align="center"))
