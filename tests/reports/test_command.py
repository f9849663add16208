"""``python -m bot report`` on the samples."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.main import main
from dialogs.records.facts import Status
from dialogs.thai.fiscal import ReportingRound
from storage.database import Database
from storage.models import Agency, Measure, ProgressEntry, Source, Summary, SummaryAnswer
from storage.reports.load import NoPlan, load_report
from storage.reports.memo import memo
from tests.reports.papers import lines, read_back, tables
from tests.system import START

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(samples: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PRONGSAI_NOW", START.isoformat())
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            status = main(["report", *words])
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_ko_after_six_months(run: Run, tmp_path: Path) -> None:
    status, out, err = run("--agency", "ko", "--fiscal-year", "2566", "--round", "6", "-o", "ko.docx")
    assert (status, out) == (0, "ko.docx\n")
    assert err.count("warning: ตาราง") == 5  # five rows with tick columns, and nobody ticked
    content = (tmp_path / "ko.docx").read_bytes()
    text = "\n".join(lines(content))
    assert "รอบ ๖ เดือน (เดือนตุลาคม ๒๕๖๕ - มีนาคม ๒๕๖๖)" in text
    assert "ลพ ๕๕๖๐๕/" in text and "๓ เมษายน ๒๕๖๖" in text
    assert "คะแนนรวม ๙๐.๙๓ คะแนน อยู่ในระดับ A" in text
    assert "ทั้งหมด ๙ มาตรการ ยังไม่มีรายงานสถานะ ๙ มาตรการ" in text
    assert "เทศบาลตำบลตำบลก้อ" not in text and "อำเภอสี" not in text
    assert all(row[-2:] == ["", ""] for table in tables(content) for row in table[3:])
    again = read_back(content, tmp_path)
    assert [row.status for row in again.rows] == ["unknown"] * 5
    assert [len(row.measures) for row in again.rows] == [2, 1, 3, 1, 2]


def test_phok_noi_after_twelve_months(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("--agency", "phok-noi", "--fiscal-year", "2566", "--round", "12")
    assert (status, out) == (0, "phok-noi-2566-round12.docx\n")
    content = (tmp_path / out.strip()).read_bytes()
    text = "\n".join(lines(content))
    assert "เสร็จเรียบร้อยแล้ว" in text and "หัวหน้าฝ่ายอำนวยการ" in text
    assert "๑๕ มกราคม ๒๕๖๙" in text  # no paper of this round has a date: the day it is made
    again = read_back(content, tmp_path)
    assert [row.status for row in again.progress_rows] == ["done"] * 3
    assert [row.period_start for row in again.progress_rows] == ["2023-03"] * 3


def test_scores_stand_in_a_table_after_the_background(run: Run, tmp_path: Path) -> None:
    run("--agency", "phon", "--fiscal-year", "2566", "--round", "6", "-o", "phon.docx")
    content = (tmp_path / "phon.docx").read_bytes()
    scores = tables(content)[0]
    assert len(scores) == 11
    assert scores[1] == ["๑", "การปฏิบัติหน้าที่", "๙๒.๔๑"] and scores[10][2] == "๑๐๐"
    text = "\n".join(lines(content))
    assert text.index("เรื่องเดิม") < text.index("การปฏิบัติหน้าที่") < text.index("ข้อเท็จจริง")
    assert "แบบวัดที่ผ่านเกณฑ์ ได้แก่ IIT OIT แบบวัดที่ต่ำกว่าเกณฑ์ ได้แก่ EIT" in text
    assert "4300" not in text and "๔๓๐๐" not in text  # the demo's telephone number is on no paper


def test_the_other_papers_of_a_year(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("--agency", "phon", "--fiscal-year", "2566", "--document", "announcement")
    assert status == 0 and read_back((tmp_path / out.strip()).read_bytes(), tmp_path).document.form == "announcement"
    status, out, err = run("--agency", "phok-noi", "--fiscal-year", "2566", "--document", "invitation")
    assert status == 0 and "31 เดือนมิถุนายน" in err
    assert "go/iit" not in "\n".join(lines((tmp_path / out.strip()).read_bytes()))


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["--agency", "phon", "--fiscal-year", "2560", "--round", "6"], 1, "no measures for fiscal year 2560"),
        (["--agency", "nowhere", "--fiscal-year", "2566", "--round", "6"], 1, "no agency 'nowhere'"),
        (["--agency", "phon", "--fiscal-year", "2566", "--document", "invitation"], 1, "no EIT survey"),
        (
            ["--agency", "phon", "--fiscal-year", "2566", "--round", "6", "-o", "no/such/folder.docx"],
            1,
            "cannot be written",
        ),
        (["--agency", "phon", "--fiscal-year", "2566", "--round", "7"], 2, "invalid choice"),
        (["--agency", "phon", "--fiscal-year", "2566"], 2, "a memo needs --round"),
        (["--agency", "phon", "--fiscal-year", "2023", "--round", "6"], 2, "Buddhist year"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(run: Run, words: list[str], status: int, sentence: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (status, "") and sentence in err and "Traceback" not in err


def reported(database: Database, slug: str, title: str, months: int, status: Status, **more: object) -> int:
    """A report of staff about a measure of 2566."""
    with database.transaction() as session:
        measure = next(
            m for m in session.query(Measure).join(Agency, Agency.id == Measure.agency_id).filter(Agency.slug == slug)
            if title in m.title
        )  # fmt: skip
        entry = ProgressEntry(
            measure_id=measure.id, fiscal_year=2566, round_months=months, status=str(status), reported_at=START, **more
        )  # fmt: skip
        session.add(entry)
        session.flush()
        return entry.id


def paper(database: Database, slug: str, months: int) -> bytes:
    with database.reading() as session:
        agency = session.query(Agency).filter_by(slug=slug).one()
        return memo(load_report(session, agency, ReportingRound(2566, months), START.date())).content


def test_reports_of_staff_fill_the_results(samples: Database) -> None:
    reported(samples, "phon", "E-service", 6, Status.IN_PROGRESS, percent=60, detail="ทำหน้าเว็บ\nทดสอบ", output="เว็บ")
    rows = tables(paper(samples, "phon", 6))[-1][2:]
    assert rows[2][1:] == ["๑. ทำหน้าเว็บ\n๒. ทดสอบ", "ม.ค.-มี.ค. ๖๖", "เว็บ", "", "อยู่ระหว่างดำเนินการ\nร้อยละ ๖๐"]
    assert rows[0][1] == "" and rows[0][-1] == ""


def test_a_later_round_s_report_is_not_in_an_earlier_memo(samples: Database) -> None:
    reported(samples, "phon", "E-service", 12, Status.DONE)
    assert tables(paper(samples, "phon", 6))[-1][4][-1] == ""
    assert tables(paper(samples, "phon", 12))[-1][4][-1] == "ดำเนินการแล้ว"


def test_a_correction_counts_instead_of_what_it_replaces(samples: Database) -> None:
    first = reported(samples, "phon", "E-service", 6, Status.DONE)
    reported(samples, "phon", "E-service", 6, Status.NOT_STARTED, replaces_id=first)
    assert tables(paper(samples, "phon", 6))[-1][4][-1] == "ยังไม่ดำเนินการ"


def test_an_old_report_of_something_unfinished_is_pointed_out(samples: Database) -> None:
    reported(samples, "phon", "E-service", 6, Status.IN_PROGRESS, percent=60)
    text = "\n".join(lines(paper(samples, "phon", 12)))
    assert "รายงานล่าสุดเป็นของรอบ ๖ เดือน: ลงข้อมูลการให้บริการ E-service" in text


def test_a_row_of_several_measures_is_done_when_all_of_them_are(samples: Database) -> None:
    reported(samples, "ko", "ผลประโยชน์ทับซ้อน", 6, Status.DONE)
    assert tables(paper(samples, "ko", 6))[0][3][-2:] == ["", ""]
    reported(samples, "ko", "ละเว้นการปฏิบัติหน้าที่", 6, Status.DONE)
    assert tables(paper(samples, "ko", 6))[0][3][-2:] == ["✓", ""]


def test_a_second_paper_of_the_same_plan_does_not_repeat_its_measures(samples: Database) -> None:
    with samples.transaction() as session:
        source = session.query(Source).join(Agency, Agency.id == Source.agency_id).filter(Agency.slug == "phon").one()
        twin = Source(
            agency_id=source.agency_id, identity="twin", digest="d", file="twin", kind=source.kind, title=source.title,
            plan_year=source.plan_year, reading=source.reading, imported_at=datetime(2026, 1, 1, tzinfo=UTC),
        )  # fmt: skip
        session.add(twin)
    assert len(tables(paper(samples, "phon", 6))) == 3  # scores, measures, results: once each


def test_who_answered_the_round_s_summary_is_printed_with_the_date(samples: Database) -> None:
    with samples.transaction() as session:
        agency = session.query(Agency).filter_by(slug="ko").one()
        answers = [
            SummaryAnswer(role="secretary", asked_at=START, answered_at=datetime(2026, 1, 16, 20, 0, tzinfo=UTC)),
            SummaryAnswer(role="mayor", asked_at=START),
        ]
        summary = Summary(
            agency_id=agency.id, key="k", occasion="round", fiscal_year=2566, round_months=6, numbers={}, made_at=START,
            answers=answers,
        )  # fmt: skip
        session.add(summary)
    found = [line for line in lines(paper(samples, "ko", 6)) if "บันทึกรับทราบ" in line]
    assert [line.split("\n")[2:] for line in found] == [
        ["ปลัดเทศบาลตำบลก้อ", "บันทึกรับทราบในระบบ วันที่ ๑๗ มกราคม ๒๕๖๙"]  # after midnight in Bangkok
    ]
    assert not any("บันทึกรับทราบ" in line for line in lines(paper(samples, "ko", 12)))


def test_no_plan_is_no_memo(samples: Database) -> None:
    with samples.reading() as session:
        agency = session.query(Agency).filter_by(slug="ko").one()
        with pytest.raises(NoPlan, match="no measures for fiscal year 2570"):
            load_report(session, agency, ReportingRound(2570, 6), START.date())
