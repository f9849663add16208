"""An agency with much of everything, and with texts that somebody wrote to harm: no page may let them do anything."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from dialogs.records.document import PaperKind
from dialogs.records.ita import INDICATORS
from storage.models import (
    Agency,
    Assessment,
    Channel,
    Contact,
    IssueRow,
    Measure,
    Person,
    ProgressEntry,
    Source,
    Survey,
    Unit,
)
from storage.models.assessment import IndicatorScore
from storage.models.disclosure import Paper
from storage.models.measure import RowText, RowUnit

SLUG = "busy"
NAME = "องค์การบริหารส่วนตำบลน้ำผึ้งใหญ่"
SCRIPT = "<script>document.title='taken'</script>"
SURVEY = "https://itas.nacc.go.th/go/eit/abc123"
SECRET_SURVEY = "https://itas.nacc.go.th/go/iit/abc123"
STAFF_NAME = "นายชื่อลับ นามสกุลปิด"
LINE_USER = "U" + "5ec1e7" * 5 + "00"
MEASURES = 70
_STEP = "จัดทำคู่มือการให้บริการ ระบุขั้นตอน ระยะเวลา และผู้รับผิดชอบแต่ละขั้นตอนให้ประชาชนทราบ ผู้ใหญ่บ้านช่วยประชาสัมพันธ์"


def add_busy_agency(session: Session, now: datetime) -> None:
    """70 measures of one year and 3 of another, four assessed years, an open survey, units with and without phones."""
    agency = Agency(
        slug=SLUG,
        name=NAME,
        short_name="น้ำผึ้งใหญ่",
        type="subdistrict_administrative_organization",
        district="เมือง",
        province="เชียงใหม่",
        name_as_written="องค์การบริหารส่วนตำบลน้ำผื้งใหญ่",
        website="https://www.nampueng.example/",
        facebook="javascript:alert(1)",
        map_url="https://maps.example/?q=18.7,98.9",
        address="99 หมู่ 9",
        line_id="@nampueng",
        complaint_url=f"https://complaints.example/{SLUG}/",
        created_at=now,
        units=[Unit(name=f"กองที่ {n}", position=n) for n in range(12)],
        contacts=[
            Contact(unit="", phone="0 5300 0000", hours="จันทร์–ศุกร์ 08.30–16.30 น.", position=0),
            *(Contact(unit=f"กองที่ {n}", phone=f"0 5300 00{n:02}", position=n) for n in range(1, 12)),
            Contact(unit=SCRIPT, phone="", position=20),
        ],
        channels=[Channel(kind="general", bot_user_id=LINE_USER, secret=b"x", token=b"x", created_at=now)],
    )
    session.add(agency)
    session.flush()
    person = Person(
        agency_id=agency.id, digest="d" * 64, line_id=b"sealed", label=STAFF_NAME, roles=["staff"], created_at=now
    )
    source = Source(
        agency_id=agency.id,
        identity="plan",
        digest="",
        file="plan.docx",
        kind="measure_plan",
        reading={},
        imported_at=now,
    )
    session.add_all([person, source])
    session.flush()
    for number in range(1, MEASURES + 1):
        _add_measure(session, agency, source, person, 2569, number, now)
    for number in range(1, 4):
        _add_measure(session, agency, source, person, 2568, number, now)
    for place, year in enumerate((2565, 2566, 2567, 2568)):
        scores = [IndicatorScore(indicator=i.slug, score=70 + place * 5 + i.number) for i in INDICATORS]
        session.add(Assessment(agency_id=agency.id, fiscal_year=year, total=80.5 + place, level=None, scores=scores))
    window = {"fiscal_year": 2569, "start": date(2026, 1, 2), "end": date(2026, 6, 30)}
    session.add(Survey(agency_id=agency.id, instrument="EIT", url=SURVEY, **window))
    session.add(Survey(agency_id=agency.id, instrument="IIT", url=SECRET_SURVEY, **window))
    for number in range(1, 20):
        session.add(_paper(agency, 2569, f"o{number}", f"เอกสารข้อ {number} ประจำปี", PaperKind.ITEM, now))
    session.add(_paper(agency, 2568, "o17", f"ช่องทางร้องเรียน {SCRIPT}", PaperKind.ITEM, now))
    session.add(_paper(agency, 0, "", "คำร้องทั่วไป", PaperKind.FORM, now))


def _add_measure(
    session: Session, agency: Agency, source: Source, person: Person, year: int, number: int, now: datetime
) -> None:
    title = f"มาตรการเปิดเผยขั้นตอนและระยะเวลาการให้บริการแก่ประชาชนผู้มาติดต่อ เรื่องที่ {number}"
    row = IssueRow(
        agency_id=agency.id,
        source_id=source.id,
        plan_year=year,
        seq=year * 100 + number,
        issue=f"ประชาชนยังไม่ทราบขั้นตอน {SCRIPT}",
        rounds=[6, 12],
        indicators=["operation_quality", "communication_efficiency"],
        period_start="2025-10",
        period_end="2026-09",
        texts=[RowText(kind="step", position=n, text=f"{_STEP} ({n})") for n in range(1, 5)],
        units=[RowUnit(position=0, name=f"กองที่ {number % 12}")],
    )
    measure = Measure(agency_id=agency.id, row=row, plan_year=year, number=number, title=title, key=title)
    session.add(measure)
    session.flush()
    if number % 4:
        session.add(_report(measure, person, year, number, now))


def _report(measure: Measure, person: Person, year: int, number: int, now: datetime) -> ProgressEntry:
    status = {1: "done", 2: "in_progress", 3: "not_started"}[number % 4]
    return ProgressEntry(
        measure_id=measure.id,
        fiscal_year=year,
        round_months=6,
        status=status,
        percent={"done": 100, "in_progress": 10 + number, "not_started": 0}[status],
        detail=f"{SCRIPT} ประชุมชี้แจงแล้ว",
        output='=HYPERLINK("https://bad.example")',
        outcome="+66 ประชาชนทราบ",
        evidence=[{"url": "https://www.nampueng.example/report.pdf"}, {"url": "javascript:alert(1)"}],
        unit=f"กองที่ {number % 12}",
        person_id=person.id,
        reported_at=now - timedelta(days=number),
    )


def _paper(agency: Agency, year: int, code: str, title: str, kind: PaperKind, now: datetime) -> Paper:
    url = f"https://www.nampueng.example/{year}/{code or 'form'}.pdf"
    return Paper(agency_id=agency.id, fiscal_year=year, code=code, kind=kind, title=title, url=url, created_at=now)
