"""What the office says without being asked: reminders to staff, and the digest of those who follow."""

from collections.abc import Sequence
from datetime import date

from dialogs.copy.common import score
from dialogs.copy.measure_status import headline
from dialogs.records.facts import AgencyFacts, AssessmentFacts, MeasureFacts, SurveyFacts
from dialogs.records.voice import Voice
from dialogs.thai.dates import short_date

REPORT = "รายงานเลย"
MY_WORK = "งานของฉัน"
NO_REMINDERS = "ไม่ต้องเตือน"
STOP = "เลิกติดตามทั้งหมด"
SEE_ALL = "ดูมาตรการทั้งหมด"
SEE_SCORES = "ดูคะแนน ITA"
SEE_SURVEY = "แบบสำรวจ EIT"
READ_ALOUD = 4


def reminder_over(months: int, year: int) -> str:
    return f"ครบรอบ {months} เดือน · ปีงบ {year}"


def days_left(days: int) -> str:
    """Days until the last day of the round; never negative."""
    return {0: "ส่งรายงานวันนี้", 1: "ส่งรายงานภายในพรุ่งนี้"}.get(days, f"เหลืออีก {days} วัน")


def due_line(unit: str, end: date) -> str:
    return " · ".join(part for part in (unit, f"กำหนดส่ง {short_date(end)}") if part)


def not_reported(count: int) -> str:
    return f"ยังไม่มีรายงานรอบนี้ {count} มาตรการ"


def measure_line(measure: MeasureFacts) -> str:
    return f"{measure.number}. {measure.title}"


def last_time(measure: MeasureFacts) -> str:
    """Empty where nothing was ever reported: the heading says so already."""
    return f"ล่าสุด: {headline(measure)}" if measure.last else ""


def and_more(count: int) -> str:
    return f"และอีก {count} เรื่อง"


def how_to_stop_reminders(voice: Voice) -> str:
    return f"ไม่อยากรับเตือน พิมพ์ “{NO_REMINDERS}” ได้{voice.tell}"


def reminder_alt(voice: Voice, measures: Sequence[MeasureFacts], months: int, end: date, days: int) -> str:
    return (
        f"{days_left(days)}{voice.tell} รายงานรอบ {months} เดือน กำหนดส่ง {short_date(end)} "
        f"{not_reported(len(measures))}\n{_read_aloud([measure_line(measure) for measure in measures])}"
    )


def digest_over(day: date) -> str:
    return f"เรื่องที่คุณติดตาม · {short_date(day)}"


def digest_title(agency: AgencyFacts) -> str:
    return f"มีความเคลื่อนไหวที่{agency.short_name}"


def moved(measure: MeasureFacts) -> str:
    """What was reported last, and by whom."""
    by = f" โดย{measure.last.unit}" if measure.last and measure.last.unit else ""
    return f"{headline(measure)}{by}"


def new_score(assessment: AssessmentFacts) -> str:
    total = f": {score(assessment.total)} คะแนน" if assessment.total is not None else ""
    level = f" ระดับ {assessment.level}" if assessment.level else ""
    return f"คะแนน ITA ปีงบ {assessment.fiscal_year}{total}{level}"


def survey_open(survey: SurveyFacts) -> str:
    until = f" ตอบได้ถึง {short_date(survey.end)}" if survey.end else ""
    return f"แบบสำรวจความเห็นประชาชน (EIT) เปิดแล้ว{until}"


def how_to_stop_digests(voice: Voice) -> str:
    return f"ส่งไม่เกินวันละครั้ง เลิกรับ พิมพ์ “เลิกติดตาม” ได้{voice.tell}"


def digest_alt(voice: Voice, agency: AgencyFacts, lines: Sequence[str]) -> str:
    return f"{digest_title(agency)}{voice.tell}\n{_read_aloud(lines)}"


def _read_aloud(lines: Sequence[str]) -> str:
    """The first lines, and how many more there are."""
    more = [and_more(len(lines) - READ_ALOUD)] if len(lines) > READ_ALOUD else []
    return "\n".join([*(f"• {line}" for line in lines[:READ_ALOUD]), *more])
