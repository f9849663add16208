"""The form of official papers: both halves of Thai type, Thai digits, heads that repeat (domain.md 6.2, 6.3)."""

import re
from datetime import date

import pytest

from dialogs.records.facts import Status
from dialogs.records.ita import Instrument
from dialogs.thai.fiscal import ReportingRound
from storage.importer.document import (
    AgencyReading,
    FiscalYears,
    Head,
    ImportedDocument,
    ProgressReading,
    Related,
    RowReading,
    SurveyReading,
)
from storage.reports.announcement import announcement
from storage.reports.invitation import invitation
from storage.reports.memo import memo
from storage.reports.posts import BLANK, director_title, head_title, posts_of
from storage.reports.values import Acknowledgement, Office, Report
from storage.reports.word.text import thai_digits
from tests.reports.papers import W, lines, part, tables

OFFICE = Office("เทศบาลตำบลริมน้ำ", "เมือง", "น่าน", "กองคลัง")
TICKED = ("done", "not_started", "in_progress", None)


def plan(*rows: RowReading, results: tuple[ProgressReading, ...] = ()) -> ImportedDocument:
    return ImportedDocument(
        file="",
        document=Head("measure_plan", "report"),
        agency=AgencyReading(OFFICE.name),
        fiscal_years=FiscalYears(plan=2569, assessed=2568),
        rows=rows,
        progress_rows=results,
    )


def issue_row(seq: int, status: str | None) -> RowReading:
    return RowReading(
        seq,
        issue=f"ประเด็นที่ {seq}",
        measures=(f"มาตรการที่ {seq}",),
        guidelines=("ทำคู่มือ", "แจ้งทุกกอง"),
        related=Related(inferred_instrument=Instrument.IIT),
        status=status,
    )


def report(*plans: ImportedDocument, months: int = 6, number: str = "นน 50001/12") -> Report:
    return Report(
        office=OFFICE,
        posts=posts_of(OFFICE.name, OFFICE.unit, plans),
        round=ReportingRound(2569, months),
        day=date(2026, 4, 3),
        number=number,
        assessment=None,
        plans=plans,
    )


TICKS = plan(*(issue_row(seq, status) for seq, status in enumerate(TICKED, start=1)))


def test_every_run_names_the_font_and_language_for_thai() -> None:
    runs = [run for run in part(memo(report(TICKS)).content).iter(f"{W}r") if run.find(f"{W}t") is not None]
    assert len(runs) > 40
    for run in runs:
        look = run.find(f"{W}rPr")
        assert look.find(f"{W}rFonts").get(f"{W}cs").startswith("TH Sarabun")
        assert look.find(f"{W}szCs").get(f"{W}val") == look.find(f"{W}sz").get(f"{W}val")
        assert look.find(f"{W}lang").get(f"{W}bidi") == "th-TH"
        assert (look.find(f"{W}b") is None) == (look.find(f"{W}bCs") is None)


def test_the_heading_is_bold_and_29_points_on_a_line_of_35() -> None:
    (heading,) = (p for p in part(memo(report(TICKS)).content).iter(f"{W}p") if "บันทึกข้อความ" in "".join(p.itertext()))
    look = heading.find(f"{W}r/{W}rPr")
    assert look.find(f"{W}szCs").get(f"{W}val") == "58"
    assert look.find(f"{W}bCs") is not None
    spacing = heading.find(f"{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("700", "exact")


def test_pages_are_a4_upright_for_the_memo_and_across_for_its_tables() -> None:
    sections = list(part(memo(report(TICKS)).content).iter(f"{W}sectPr"))
    sizes = [(s.find(f"{W}pgSz").get(f"{W}w"), s.find(f"{W}pgSz").get(f"{W}h")) for s in sections]
    assert sizes == [("11906", "16838"), ("16838", "11906"), ("11906", "16838")]
    margins = sections[0].find(f"{W}pgMar")
    assert (margins.get(f"{W}left"), margins.get(f"{W}right")) == ("1701", "1134")


def test_the_paragraph_that_ends_a_sheet_makes_no_empty_page() -> None:
    endings = [p for p in part(memo(report(TICKS)).content).iter(f"{W}p") if p.find(f"{W}pPr/{W}sectPr") is not None]
    assert len(endings) == 2
    for ending in endings:
        spacing = ending.find(f"{W}pPr/{W}spacing")
        assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("20", "exact")


def test_heads_of_three_levels_repeat_and_rows_may_break() -> None:
    (table,) = part(memo(report(TICKS)).content).iter(f"{W}tbl")
    rows = list(table.iter(f"{W}tr"))
    repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    assert repeated == [True] * 3 + [False] * 4
    assert all(row.find(f"{W}trPr/{W}cantSplit") is None for row in rows[3:])


def test_one_tick_a_row_or_the_words_or_nothing() -> None:
    (table,) = tables(memo(report(TICKS)).content)
    assert [row[5:] for row in table[3:]] == [["✓", ""], ["", "✓"], ["อยู่ระหว่างดำเนินการ"], ["", ""]]


def test_what_nobody_reported_is_listed_for_a_person() -> None:
    made = memo(report(TICKS))
    assert [doubt.place for doubt in made.doubts] == ["ตาราง IIT"]
    assert "ประเด็นที่ 4" in made.doubts[0].words
    assert any("ประเด็นที่ ๔" in line for line in lines(made.content)[-2:])


def test_nothing_to_settle_leaves_no_last_page() -> None:
    made = memo(report(plan(issue_row(1, Status.DONE))))
    assert made.doubts == ()
    assert not any("รายการที่ต้องตรวจ" in line for line in lines(made.content))


@pytest.mark.parametrize("months", [3, 6, 9, 12])
def test_year_round_and_months_come_from_one_value(months: int) -> None:
    last = {3: "ธันวาคม ๒๕๖๘", 6: "มีนาคม ๒๕๖๙", 9: "มิถุนายน ๒๕๖๙", 12: "กันยายน ๒๕๖๙"}[months]
    text = "\n".join(lines(memo(report(TICKS, months=months)).content))
    assert text.count(f"รอบ {thai_digits(str(months))} เดือน (เดือนตุลาคม ๒๕๖๘ - {last})") == 3


def test_there_are_thai_digits_only() -> None:
    text = "\n".join(lines(memo(report(TICKS)).content))
    assert re.search(r"[0-9]", text) is None
    assert "๓ เมษายน ๒๕๖๙" in text and "นน ๕๐๐๐๑/๑๒" in text


def test_an_address_keeps_its_digits() -> None:
    assert thai_digits("ปี 2566 ที่ https://itas.nacc.go.th/go/eit/h9unq2 3 วัน") == (
        "ปี ๒๕๖๖ ที่ https://itas.nacc.go.th/go/eit/h9unq2 ๓ วัน"
    )


def test_the_chain_goes_from_the_preparer_to_the_mayor() -> None:
    found = "\n".join(lines(memo(report(TICKS)).content))
    posts = ["ผู้อำนวยการกองคลัง", "เรียน  นายกเทศมนตรีตำบลริมน้ำ", "- เพื่อโปรดทราบ", "- ทราบ", "นายกเทศมนตรีตำบลริมน้ำ"]
    places = [found.index(post, found.index("จึงเรียนมา")) for post in posts[:2]]
    assert places == sorted(places)
    assert found.count("(ลงชื่อ)") == 4
    assert found.rindex("นายกเทศมนตรีตำบลริมน้ำ") > found.index("- ทราบ") > found.rindex("- เพื่อโปรดทราบ")


def test_an_answer_that_the_system_recorded_stands_under_its_post_with_its_date() -> None:
    made = report(TICKS)
    answered = Report(
        made.office, made.posts, made.round, made.day, made.number, None, made.plans,
        acknowledged=(Acknowledgement("mayor", date(2026, 4, 7)),),
    )  # fmt: skip
    (block,) = [line for line in lines(memo(answered).content) if "บันทึกรับทราบในระบบ" in line]
    assert block.split("\n")[2:] == ["นายกเทศมนตรีตำบลริมน้ำ", "บันทึกรับทราบในระบบ วันที่ ๗ เมษายน ๒๕๖๙"]
    assert not any("บันทึกรับทราบ" in line for line in lines(memo(made).content))


def test_a_line_without_data_is_left_out() -> None:
    text = "\n".join(lines(memo(report(TICKS)).content))
    assert "คะแนน" not in text and "โทร." not in text and "None" not in text


def test_all_done_is_said_only_where_all_is_done() -> None:
    measures = tuple(RowReading(n, measures=(f"เรื่อง {n}",), guidelines=("ทำ",)) for n in (1, 2))
    done = tuple(ProgressReading(n, measures=(f"เรื่อง {n}",), status="done") for n in (1, 2))
    half = (done[0], ProgressReading(2, measures=("เรื่อง 2",), status="in_progress", note="ร้อยละ 60"))
    said = "เสร็จเรียบร้อยแล้ว"
    assert said in "\n".join(lines(memo(report(plan(*measures, results=done))).content))
    text = "\n".join(lines(memo(report(plan(*measures, results=half))).content))
    assert said not in text
    assert tables(memo(report(plan(*measures, results=half))).content)[-1][-1][-1] == "อยู่ระหว่างดำเนินการ\nร้อยละ ๖๐"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("เทศบาลนครน่าน", "นายกเทศมนตรีนครน่าน"),
        ("องค์การบริหารส่วนตำบลริมน้ำ", "นายกองค์การบริหารส่วนตำบลริมน้ำ"),
        ("องค์การบริหารส่วนจังหวัดน่าน", "นายกองค์การบริหารส่วนจังหวัดน่าน"),
        ("เมืองพัทยา", "นายกเมืองพัทยา"),
        ("กรุงเทพมหานคร", "ผู้ว่าราชการกรุงเทพมหานคร"),
    ],
)
def test_heads_of_every_kind_of_local_government(name: str, title: str) -> None:
    assert head_title(name) == title


def test_the_clerk_s_office_has_a_head_and_a_division_a_director() -> None:
    assert director_title("สำนักปลัด") == "หัวหน้าสำนักปลัด"
    assert director_title("กองช่าง") == "ผู้อำนวยการกองช่าง"
    assert director_title("") == BLANK


def test_text_that_xml_cannot_hold_does_not_break_the_paper() -> None:
    row = RowReading(1, issue="ก\x00ข\x0b\ud800ค", measures=("ง\x1fจ",), guidelines=("ทำ",), status="done")
    assert "กขค" in "\n".join(lines(memo(report(plan(row))).content))


def test_an_announcement_without_scores_begins_with_its_measures() -> None:
    made = announcement(OFFICE, plan(RowReading(1, measures=("เรื่อง",), steps=("ทำ",))))
    text = "\n".join(lines(made.content))
    assert "๑. ข้อเสนอแนะ" in text and "การวิเคราะห์ผลการประเมิน" not in text
    assert [str(doubt) for doubt in made.doubts] == ["ท้ายประกาศ: ยังไม่มีวันที่ประกาศ"]


def test_an_invitation_marks_a_day_that_a_person_must_confirm() -> None:
    survey = SurveyReading(
        "EIT", "https://itas.nacc.go.th/go/eit/abc123", window_start=date(2026, 1, 5),
        window_end_raw="31 มิ.ย. 2569", window_end_suggestion=date(2026, 6, 30),
    )  # fmt: skip
    made = invitation(OFFICE, survey, 2569)
    (marked,) = part(made.content).iter(f"{W}highlight")
    run = marked.getparent().getparent()
    assert "".join(run.itertext()) == "๓๐ เดือนมิถุนายน พ.ศ. ๒๕๖๙"
    assert any("31 มิ.ย. 2569" in doubt.words for doubt in made.doubts)


def test_the_font_is_named_with_the_names_it_has_elsewhere() -> None:
    fonts = part(memo(report(TICKS)).content, "word/fontTable.xml")
    (font,) = (f for f in fonts.iter(f"{W}font") if f.get(f"{W}name") == "TH SarabunPSK")
    assert font.find(f"{W}altName").get(f"{W}val") == "TH SarabunIT๙, TH Sarabun New"
