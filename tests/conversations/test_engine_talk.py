"""What the engine knows once for all dialogs: leaving, resuming, old buttons, unsending."""

from collections.abc import Callable

from tests.system import System, Talk

TalkTo = Callable[[str], Talk]


def test_following_and_changing_ones_mind(talk_to: TalkTo) -> None:
    talk = talk_to("ko")
    talk.says("มาตรการ one stop service เสร็จยังคะ").hears("one stop service")
    talk.says("ถ้าเสร็จแล้วไลน์มาบอกด้วยได้มั้ย").hears("one stop service", "เข้ารหัส").is_offered("ตกลง", "ไม่ต้อง")
    talk.says("ได้เลยค่ะ 👍").hears("บันทึกแล้ว", "one stop service")
    talk.says("เอ้ย เปลี่ยนใจละ ไม่ต้องแจ้งก็ได้").hears("เลิกแจ้ง", "one stop service")
    talk.says("ติดตามอะไรอยู่บ้าง").hears("ไม่ได้ติดตาม")


def test_a_digression_returns_to_the_question(talk: Talk) -> None:
    talk.says("ลบข้อมูลของฉัน").hears("ยืนยันไหม")
    talk.says("เบอร์กองคลังเบอร์อะไร").hears("0 4300 0002")


def test_cancel_leaves_and_says_that_nothing_was_saved(talk: Talk) -> None:
    talk.says("แจ้งเตือนข่าวมาตรการด้วย").is_offered("ตกลง", "ยกเลิก")
    talk.says("ยกเลิก").hears("ยกเลิกให้แล้ว", "ไม่มีอะไรถูกบันทึก")
    talk.says("ยกเลิก").hears("ไม่มีเรื่องที่ทำค้าง")


def test_an_old_button_says_that_it_is_old(talk: Talk) -> None:
    talk.says("แจ้งเตือนข่าวมาตรการด้วย")
    yes = next(item["action"]["data"] for item in talk.last[-1]["quickReply"]["items"])
    talk.says("ยกเลิก")
    talk.user.postback(yes)
    talk._listen().hears("ของคำถามก่อนหน้า")


def test_a_button_that_nobody_made_is_survived(talk: Talk) -> None:
    for data in (
        "go:nowhere:{}",
        "set:zz:top:1",
        "do:fly",
        "ไม่รู้จัก",
        "go:follow:[",
        'go:measure_status:{"measure":"x"}',
    ):
        talk.user.postback(data)
        talk._listen()
        assert talk.last


def test_back_at_the_first_question(talk: Talk) -> None:
    talk.says("แจ้งเตือนข่าวมาตรการด้วย").is_offered("ตกลง")
    talk.says("ย้อนกลับ").hears("คำถามแรก").is_offered("ตกลง")


def test_privacy_tells_what_is_kept_and_deletes_it(talk: Talk, system: System) -> None:
    talk.says("เก็บข้อมูลอะไรของฉันไว้บ้าง").hears("1 วัน", "ไม่ได้เก็บไอดี LINE")
    talk.says("แจ้งเตือนข่าวมาตรการด้วย")
    talk.says("ตกลง").hears("บันทึกแล้ว")
    talk.says("เก็บข้อมูลอะไรของฉันไว้บ้าง").hears("1 เรื่อง", "เข้ารหัส")
    talk.presses("ลบข้อมูลของฉัน").hears("ยืนยันไหม")
    talk.says("ลบเลย").hears("ลบแล้ว")
    talk.says("เก็บข้อมูลอะไรของฉันไว้บ้าง").hears("ไม่ได้เก็บไอดี LINE")


def test_a_complaint_is_handed_over_and_nothing_of_it_repeated(talk: Talk) -> None:
    talk.says("จะแจ้งว่า จนท. เก็บเงินค่าออกเลขที่บ้าน 2000 ไม่มีใบเสร็จ")
    talk.hears("ช่องทางแยก", "ยกเลิกการส่ง", "1205", "1567").does_not_hear("2000", "เลขที่บ้าน")
    talk.says("พิมพ์ตรงนี้ไม่ได้เหรอ เค้าชื่อสมชาย อยู่กองช่าง").does_not_hear("สมชาย", "กองช่าง").hears("ไม่เก็บชื่อ")
    talk.says("โอเค งั้นไปช่องนั้นก็ได้").hears("ไม่ได้ถูกบันทึก")


def test_a_receipt_code_is_not_taken_here(talk: Talk) -> None:
    talk.says("ตามเรื่องร้องเรียน รหัส 1234-5678-9012-3456").hears("ช่องทางแยก").does_not_hear("1234")


def test_groups_get_one_sentence(talk: Talk) -> None:
    group = talk.user.in_group("หมู่บ้าน")
    group.says("สวัสดีครับทุกคน")
    heard = group.hears(1, timeout=20)
    assert len(heard) == 1
    assert "แชทส่วนตัว" in str(heard[0]["text"])
