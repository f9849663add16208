"""Pictures, files and links in the form of a progress report, through the real webhook."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image

from bot.evidence.fetcher import Fetcher
from tests.evidence.desk import CANARY, PDF, Desk, office, photo
from tests.system import System, Talk

Staff = Callable[..., Talk]


def at_evidence(talk: Talk) -> Talk:
    """The form up to its question about evidence."""
    talk.says("ขอลงผลมาตรการหน่อยค่ะ").hears("รายงานมาตรการไหน")
    talk.says("ข้อ 1").hears("ทำไปถึงไหนแล้ว")
    talk.says("ครึ่งนึงแล้วค่ะ").hears("50%", "ทำอะไรไปแล้วบ้าง")
    return talk.says("ร่างเสร็จแล้ว รอปลัดตรวจ").hears("หลักฐาน")


def shown_files(system: System) -> set[int]:
    """The files that the agency's facts tell of."""
    known = system.parts.directory.known("ko", [])
    assert known
    return {file.id for measure in known.agency.measures for report in measure.reports for file in report.files}


def test_a_photo_is_reviewed_saved_and_kept_without_what_the_phone_wrote_into_it(
    staff: Staff, fetcher: Fetcher, desk: Desk
) -> None:
    talk = at_evidence(staff())
    talk.user.sends_picture(photo())
    talk._listen().hears("ตรวจก่อนบันทึก", "50%", "รอปลัดตรวจ", "รูป 1")
    assert desk.states(talk) == ["waiting"]
    talk.says("ค่ะ บันทึกเลย").hears("บันทึกแล้ว", "50%", "รูป 1")
    assert fetcher.all_due() == 1
    (file,) = desk.files(talk)
    assert file.state == "kept" and file.line_id is None and file.entry_id == desk.entries()[-1].id
    assert file.content and CANARY.encode() not in file.content and file.media_type == "image/jpeg"
    with Image.open(BytesIO(file.content)) as image:
        assert image.format == "JPEG" and image.size == (320, 200)


def test_pictures_sent_at_once_get_one_answer_in_whatever_order_they_come(
    staff: Staff, fetcher: Fetcher, desk: Desk
) -> None:
    talk = at_evidence(staff())
    talk.user.sends_pictures(3)
    talk._listen().hears("ตรวจก่อนบันทึก", "รูป 3")
    assert talk.user.unheard() == []
    assert fetcher.all_due() == 3 and desk.states(talk) == ["kept"] * 3
    talk.says("บันทึก").hears("บันทึกแล้ว", "รูป 3")
    assert {file.entry_id for file in desk.files(talk)} == {desk.entries()[-1].id}


def test_more_may_come_at_the_review_and_one_can_be_taken_out(staff: Staff, fetcher: Fetcher, desk: Desk) -> None:
    talk = at_evidence(staff())
    talk.user.sends_picture(photo())
    talk._listen().hears("ตรวจก่อนบันทึก", "รูป 1")
    talk.user.sends_file("คู่มือ ฉบับร่าง.pdf", PDF)
    talk._listen().hears("ตรวจก่อนบันทึก", "รูป 1 ไฟล์ 1")
    talk.says("https://www.dla.go.th/a").hears("รูป 1 ไฟล์ 1 ลิงก์ 1", "https://www.dla.go.th/a")
    talk.presses("แก้ไขหลักฐาน").is_offered("เอารูป 1 ออก", "เอาไฟล์ 1 ออก", "เอาลิงก์ 1 ออก", "เท่านี้พอ")
    talk.presses("เอารูป 1 ออก").hears("ไฟล์ 1 ลิงก์ 1").does_not_hear("รูป 1")
    talk.says("เท่านี้พอ").hears("ตรวจก่อนบันทึก", "ไฟล์ 1 ลิงก์ 1")
    assert [file.kind for file in desk.files(talk)] == ["file"]
    talk.says("บันทึก").hears("บันทึกแล้ว")
    assert fetcher.all_due() == 1
    (file,) = desk.files(talk)
    assert (file.name, file.media_type, file.content) == ("คู่มือ ฉบับร่าง.pdf", "application/pdf", PDF)
    assert desk.entries()[-1].evidence == [{"url": "https://www.dla.go.th/a"}]


def test_a_picture_may_come_before_its_question(staff: Staff, desk: Desk) -> None:
    talk = staff()
    talk.says("ขอลงผลมาตรการหน่อยค่ะ").hears("รายงานมาตรการไหน")
    talk.says("ข้อ 1").hears("ทำไปถึงไหนแล้ว")
    talk.user.sends_picture(photo())
    talk._listen().hears("แนบแล้ว", "รูป 1", "ทำไปถึงไหนแล้ว")
    talk.says("80").hears("ทำอะไรไปแล้วบ้าง")
    talk.says("จัดอบรมแล้ว").hears("ตรวจก่อนบันทึก", "รูป 1")
    talk.says("ยกเลิก").hears("ไม่มีอะไรถูกบันทึก")
    assert desk.files(talk) == []


def test_a_picture_without_a_form_is_offered_as_evidence_to_who_reports(
    staff: Staff, desk: Desk, system: System
) -> None:
    talk = staff()
    talk.user.sends_picture(photo())
    talk._listen().hears("แนบแล้ว", "รายงานมาตรการไหน").is_offered("ยกเลิก")
    talk.says("ข้อ 1").hears("ทำไปถึงไหนแล้ว")
    talk.presses("ยกเลิก")
    assert desk.files(talk) == []
    staff("ko", "mayor").sends("picture").hears("ยังอ่านเนื้อหาไม่ได้")
    system.talk("ko").sends("picture").hears("ยังอ่านเนื้อหาไม่ได้").does_not_hear("รายงาน")


def test_what_is_not_kept_is_said_at_once(staff: Staff, desk: Desk) -> None:
    talk = at_evidence(staff())
    for name, body, words in (
        ("แผน.docm", office(), "แมโคร"),
        ("โปรแกรม.exe", b"MZ", "ยังรับไม่ได้"),
        ("เก่า.doc", b"\xd0\xcf\x11\xe0", "บันทึกเป็น PDF"),
        ("ใหญ่.pdf", PDF + bytes(10 * 1024 * 1024), "ใหญ่เกิน 10 MB"),
    ):
        talk.user.sends_file(name, body)
        talk._listen().hears(words, "มีหลักฐานไหม")
    talk.sends("video").hears("แนบวิดีโอหรือเสียงไม่ได้")
    talk.says("http://192.168.1.1/x").hears("ลิงก์นี้คนอื่นเปิดไม่ได้")
    talk.sends("sticker").hears("มีหลักฐานไหม")
    talk.says("ยกเลิก")
    assert desk.files(talk) == []


def test_there_is_an_end_to_evidence(staff: Staff, desk: Desk) -> None:
    talk = at_evidence(staff())
    for number in range(1, 11):
        talk.user.sends_picture(photo((20, 20)))
        talk._listen().hears(f"รูป {number}")
    talk.user.sends_picture(photo((20, 20)))
    talk._listen().hears("ไม่เกิน 10", "รูป 10")
    assert len(desk.files(talk)) == 10
    talk.says("ยกเลิก")
    assert desk.files(talk) == []


def test_going_back_takes_the_last_one_out(staff: Staff, desk: Desk) -> None:
    talk = at_evidence(staff())
    talk.user.sends_picture(photo())
    talk._listen().hears("ตรวจก่อนบันทึก")
    talk.says("ย้อนกลับ").hears("มีหลักฐานไหม")
    assert desk.files(talk) == []
    talk.says("ยกเลิก")


def test_a_picture_taken_back_is_gone_from_the_form_and_from_a_saved_report(
    staff: Staff, fetcher: Fetcher, desk: Desk, system: System
) -> None:
    talk = at_evidence(staff())
    first, second = talk.user.sends_picture(photo()), talk.user.sends_picture(photo())
    talk.user.hears(4, timeout=20)
    talk.user.unsend(first)
    talk.says("แก้ไขหลักฐาน").hears("รูป 1").does_not_hear("รูป 2")
    talk.says("เท่านี้พอ").hears("ตรวจก่อนบันทึก", "รูป 1")
    talk.says("บันทึก").hears("บันทึกแล้ว", "รูป 1")
    assert fetcher.all_due() == 1 and desk.states(talk) == ["kept"]
    (file,) = desk.files(talk)
    assert file.id in shown_files(system)
    talk.user.unsend(second)
    talk.says("สวัสดี")
    assert desk.files(talk) == [] and file.id not in shown_files(system)


def test_an_unsend_that_overtakes_its_picture_keeps_it_out(staff: Staff, desk: Desk) -> None:
    talk = at_evidence(staff())
    number, event = talk.user._prepared(lambda m: {"id": m, "type": "image", "contentProvider": {"type": "line"}})
    talk.user.unsend(number)
    talk.user._send(event)
    talk.says("ไม่มีรูป").hears("ตรวจก่อนบันทึก", "ไม่มีหลักฐาน")
    assert desk.files(talk) == []
    talk.says("ยกเลิก")


def test_content_that_lies_elsewhere_is_never_fetched(staff: Staff, desk: Desk) -> None:
    talk = at_evidence(staff())
    provider = {"type": "external", "originalContentUrl": "http://169.254.169.254/", "previewImageUrl": "http://x/"}
    _, event = talk.user._prepared(lambda m: {"id": m, "type": "image", "contentProvider": provider})
    talk.user._send(event)
    talk._listen().hears("มีหลักฐานไหม")
    assert desk.files(talk) == []
    talk.says("ยกเลิก")


def test_a_forged_button_attaches_nothing_of_somebody_else(staff: Staff, desk: Desk, fetcher: Fetcher) -> None:
    at_evidence(staff()).says("https://www.dla.go.th/a").hears("ลิงก์ 1").says("บันทึก").hears("บันทึกแล้ว")
    measure = desk.entries()[-1].measure_id
    owner, thief = at_evidence(staff()), staff()
    owner.user.sends_picture(photo())
    owner._listen().hears("รูป 1")
    (mine,) = desk.files(owner)
    thief.user.postback(
        f'go:report_progress:{{"measure":{measure},"percent":10,"detail":"x","evidence:1":{{"content":"{mine.message}",'
        f'"kind":"picture"}},"review":"save"}}'
    )
    thief._listen().hears("บันทึกแล้ว")
    (mine,) = desk.files(owner)
    assert mine.entry_id is None and desk.files(thief) == []
    owner.says("ยกเลิก")


def test_a_correction_keeps_what_is_not_changed_and_names_what_it_replaces(
    staff: Staff, fetcher: Fetcher, desk: Desk
) -> None:
    talk = at_evidence(staff("khongchai"))
    talk.user.sends_picture(photo())
    talk._listen().hears("รูป 1")
    talk.says("https://www.dla.go.th/a").hears("รูป 1 ลิงก์ 1")
    talk.says("บันทึก").hears("บันทึกแล้ว", "50%")
    first = desk.entries()[-1]
    talk.presses("แก้ไข").hears("ตรวจก่อนบันทึก", "50%", "รอปลัดตรวจ", "รูป 1 ลิงก์ 1")
    talk.says("แก้ไขความคืบหน้า").hears("ทำไปถึงไหนแล้ว")
    talk.says("60").hears("ตรวจก่อนบันทึก", "60%", "รอปลัดตรวจ", "รูป 1 ลิงก์ 1")
    talk.user.sends_picture(photo())
    talk._listen().hears("รูป 2 ลิงก์ 1")
    talk.says("บันทึก").hears("บันทึกแล้ว", "60%")
    second = desk.entries()[-1]
    assert (second.replaces_id, second.percent, second.detail) == (first.id, 60, first.detail)
    assert second.evidence == first.evidence
    assert {file.entry_id for file in desk.files(talk)} == {second.id}
    talk.presses("แก้ไข").presses("แก้ไขหลักฐาน").is_offered("เอาของเดิมออก")
    talk.presses("เอาของเดิมออก").hears("มีหลักฐานไหม")
    talk.says("ไม่มี").hears("ไม่มีหลักฐาน")
    talk.says("บันทึก").hears("บันทึกแล้ว")
    third = desk.entries()[-1]
    assert (third.replaces_id, third.evidence) == (second.id, [])
    assert {file.entry_id for file in desk.files(talk)} == {second.id}, "what was left out stays with the old report"


def test_a_second_report_of_a_round_is_no_correction(staff: Staff, desk: Desk) -> None:
    talk = staff("khongchai")
    for percent in ("20", "30"):
        talk.says("ขอลงผลมาตรการหน่อยค่ะ")
        talk.says("ข้อ 2").hears("ทำไปถึงไหนแล้ว")
        talk.says(percent)
        talk.says("ทำต่อเนื่องทุกสัปดาห์").hears("หลักฐาน")
        talk.says("ไม่มี")
        talk.says("บันทึก").hears("บันทึกแล้ว", f"{percent}%")
    assert desk.entries()[-1].replaces_id is None
