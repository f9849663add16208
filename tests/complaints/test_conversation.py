"""How somebody who is afraid really types: all at once, in pieces, corrected, doubted, taken back."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.complaints import line_copy as copy
from dialogs.complaints.conversation import turn
from dialogs.complaints.corrections import field_to_change, read_corrections
from dialogs.complaints.details import take_apart
from dialogs.complaints.line_draft import LineDraft, dump_draft, read_draft
from dialogs.complaints.scene import Around, Person, Said
from dialogs.records.reply import Say
from dialogs.records.voice import FEMALE
from storage.complaints.errors import BadReceipt
from storage.complaints.receipt import new_receipt, read_receipt, shown
from tests.shared import SHARED, needs_shared

CODE = new_receipt()
UNITS = ("กองช่าง", "กองคลัง", "สำนักปลัด")
PEOPLE = (Person("1", "ก้อย", "นิติการ"), Person("2", "ต้น", "กองช่าง"))


def _read(typed: str) -> str | None:
    try:
        return read_receipt(typed)
    except BadReceipt:
        return None


def around() -> Around:
    days = {"acknowledge": "5 มี.ค. 2569", "answer": "17 มี.ค. 2569", "feedback": "31 พ.ค. 2569"}
    return Around(
        voice=FEMALE,
        agency="เทศบาลตำบลโพน",
        form_url="https://complaints.test/phon/",
        routes=["ป.ป.ช. โทร 1205"],
        units=UNITS,
        people=PEOPLE,
        recovery="r",
        promised=days,
        fresh_code=CODE,
        shown=shown,
        read_code=_read,
    )


class Talk:
    """The dialog alone: what is under way, what was said last, what was sent."""

    def __init__(self) -> None:
        self.draft: LineDraft | None = None
        self.sent: list[LineDraft] = []
        self.number = 0

    def says(self, *texts: str) -> str:
        answered = ""
        for text in texts:
            self.number += 1
            after = turn(self.draft, Said("text", text, origin=f"m{self.number}"), around())
            if after.send:
                assert self.draft is not None
                self.sent.append(self.draft)
            self.draft = None if after.send else after.draft
            answered = "\n".join(reply.text for reply in after.answer.replies if isinstance(reply, Say))
        return answered

    @property
    def answers(self) -> dict[str, str]:
        assert self.draft is not None
        return dict(self.draft.answers)


@needs_shared
def test_the_expected_conversation() -> None:
    lines = (SHARED / "expected" / "dialogs.jsonl").read_text(encoding="utf-8").splitlines()
    expected = [one for one in map(json.loads, lines) if one["channel"] == "complaint"]
    assert expected
    for one in expected:
        talk = Talk()
        first, summary, corrected, last = (talk.says(said) for said in one["turns"])
        assert all(sentence in first for sentence in copy.NOTICE.values())
        for told in ("กองคลัง", "มกรา", "ไม่มีหลักฐาน", "เบิกค่าน้ำมันเท็จ"):
            assert told in first and told in summary
        assert "กองช่าง" in corrected and "กองคลัง" not in corrected and "มกรา" in corrected
        assert shown(CODE) in last and "ยังไม่ได้ส่ง" in last and talk.sent == []
        talk.says(shown(CODE))
        (sent,) = talk.sent
        assert sent.answers == {
            "what": "เบิกค่าน้ำมันเท็จ", "when": "เดือนมกรา", "where": "กองช่าง", "evidence": "ไม่มีหลักฐาน",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("story", "parts"),
    [
        ("เห็นหัวหน้ากองช่างรับเงินจากผู้รับเหมา หมู่ 5 เมื่อเดือนที่แล้ว เพื่อนก็เห็นค่ะ",
         {"who": "หัวหน้ากองช่าง, ผู้รับเหมา", "where": "หมู่ 5", "when": "เมื่อเดือนที่แล้ว", "witnesses": "เพื่อนก็เห็น"}),
        ("ผอ.กองคลังเบิกเบี้ยเลี้ยงเท็จ 12 มี.ค. 69 มีสลิปครับ", {"who": "ผอ.กองคลัง", "when": "12 มี.ค. 69", "evidence": "มีสลิป"}),
        ("นายกเอารถหลวงไปใช้ เห็นกับตาเลย", {"who": "นายก", "how_known": "เห็นกับตาเลย"}),
        ("เขาให้เซ็นรับของทั้งที่ของยังไม่มา ที่โรงเรียนบ้านเหนือ ต้นเดือน", {"where": "ที่โรงเรียนบ้านเหนือ", "when": "ต้นเดือน"}),
        ("เจ้าหน้าที่เก็บเงิน 500 ไม่มีใบเสร็จ", {}),  # "an official" and a missing receipt say too little to fill a question
        ("นายกเอาเงินให้ กองช่าง", {"who": "นายก", "where": "กองช่าง"}),
    ],
)  # fmt: skip
def test_a_story_is_taken_apart(story: str, parts: dict[str, str]) -> None:
    found = dict(take_apart(story, UNITS).parts)
    what = found.pop("what")
    assert found == parts and all(word in story for word in what.split())


def test_what_is_inside_a_sentence_stays_in_it() -> None:
    story = "นายกเอาเงินให้ กองช่าง"
    assert take_apart(story, UNITS).parts["what"] == story


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_taken_apart_and_any_turn_answered(text: str) -> None:
    found = take_apart(text, UNITS)
    assert all(isinstance(part, str) for part in found.parts.values())
    for draft in (
        None,
        LineDraft(receipt=CODE),
        LineDraft(receipt=CODE, agreed=True).answer("what", "ก", "o").to_review(),
    ):
        after = turn(draft, Said("text", text, origin="o"), around())
        assert (after.answer.replies or after.send) and len(after.answer.replies) <= 5
        if after.draft:
            assert read_draft(dump_draft(after.draft)) == after.draft


@pytest.mark.parametrize(
    ("typed", "wrong", "right"),
    [
        ("เดี๋ยวๆ ไม่ใช่กองคลัง เป็นกองช่าง", "กองคลัง", "กองช่าง"),
        ("กองช่างต่างหาก ไม่ใช่กองคลัง", "กองคลัง", "กองช่าง"),
        ("เปลี่ยนกองคลังเป็นกองช่างครับ", "กองคลัง", "กองช่าง"),
        ("เดือนมกราผิดค่ะ ที่ถูกคือเดือนกุมภา", "เดือนมกรา", "เดือนกุมภา"),
        ("ที่ถูกคือกองช่าง", "", "กองช่าง"),
    ],
)
def test_corrections_in_ones_own_words(typed: str, wrong: str, right: str) -> None:
    first = read_corrections(typed)[0]
    assert (first.wrong, first.right) == (wrong, right)


def test_what_is_no_correction() -> None:
    for typed in ("เออ ถูกละ ส่งได้", "เขาบอกว่าเป็นคนของนายก", "ไม่มีอะไรเพิ่มแล้ว", CODE):
        assert read_corrections(typed) == [] or not read_corrections(typed)[0].wrong
    assert field_to_change("ขอแก้วันที่หน่อย") == "when" and field_to_change("เขาแก้เอกสาร") == ""


STORY = "เบิกค่าน้ำมันเท็จ กองคลัง เดือนมกรา ไม่มีหลักฐาน"


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("ไม่ใช่เดือนมกรา เดือนกุมภา", "when", "เดือนกุมภา"),
        ("แก้วันที่เป็น 5 มีนา", "when", "5 มีนา"),
        ("เป็นกองช่างค่ะ", "where", "กองช่าง"),
        ("ไม่ใช่ค่าน้ำมัน เป็นค่ารถ", "what", "เบิกค่ารถเท็จ"),
        ("เพื่อนก็เห็นค่ะ", "witnesses", "เพื่อนก็เห็นค่ะ"),
        ("ลืมบอกว่าเขาเอาไปแบ่งกัน", "what", "เบิกค่าน้ำมันเท็จ\nลืมบอกว่าเขาเอาไปแบ่งกัน"),
    ],
)
def test_any_field_is_corrected_at_the_review(typed: str, field: str, value: str) -> None:
    talk = Talk()
    talk.says(STORY, "แค่นี้ค่ะ")
    before = talk.answers
    assert value.splitlines()[-1] in talk.says(typed) and talk.sent == []
    assert talk.answers == {**before, field: value}


def test_a_denial_asks_for_the_right_word() -> None:
    talk = Talk()
    talk.says(STORY, "แค่นี้ค่ะ")
    assert "เกิดขึ้นเมื่อไร" in talk.says("ไม่ใช่เดือนมกรานะ")
    assert talk.says("กุมภา") and talk.answers["when"] == "กุมภา"


def test_a_correction_in_the_middle_is_no_answer() -> None:
    talk = Talk()
    talk.says("สวัสดี", "ทำต่อใน LINE", "ไม่มี", "เบิกจ่าย งบประมาณ", "เบิกค่าน้ำมันเท็จ กองคลัง")
    assert "แก้แล้ว" in talk.says("ไม่ใช่กองคลัง เป็นกองช่าง")
    assert talk.answers == {"what": "เบิกค่าน้ำมันเท็จ", "where": "กองช่าง"}


def test_an_unsent_correction_brings_back_what_was_told() -> None:
    talk = Talk()
    talk.says(STORY, "แค่นี้ค่ะ", "ไม่ใช่กองคลัง เป็นกองช่าง")
    assert talk.draft is not None
    assert talk.draft.unsend("m3").answers["where"] == "กองคลัง"
    assert talk.draft.unsend("m1").is_empty


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("ใครจะเห็นบ้างคะ", "ผู้ที่อ่านได้คือ ก้อย, ต้น"),
        ("เค้าจะรู้ไหมว่าใครแจ้ง", "LINE รู้"),
        ("กลัวค่ะ ไม่กล้าบอก", "ไม่ต้องรีบ"),
        ("ต้องบอกชื่อไหมคะ", "ไม่ต้องบอกชื่อ"),
        ("ใช้เวลากี่วันคะ", "5 มี.ค. 2569"),
        ("แจ้งที่อื่นได้ไหม", "1205"),
    ],
)
def test_questions_are_answered_at_every_step_and_fill_nothing(asked: str, told: str) -> None:
    talk = Talk()
    for said in ("สวัสดี", "ทำต่อใน LINE", "ไม่มี", "ข้าม", "เรียกเงิน", "ตรวจทาน"):
        talk.says(said)
        before = dump_draft(talk.draft) if talk.draft else b""
        assert told in talk.says(asked)
        assert talk.draft and dump_draft(talk.draft) == before


def test_the_story_in_pieces_while_a_name_is_asked_for() -> None:
    talk = Talk()
    talk.says("สวัสดีค่ะ", "นายกเอารถหลวงไปใช้งานแต่งลูก", "ที่วัดบ้านเหนือ เมื่อวันเสาร์ที่แล้ว", "ไม่มีค่ะ")
    assert talk.answers["what"] == "นายกเอารถหลวงไปใช้งานแต่งลูก" and talk.answers["who"] == "นายก"
    assert "วันเสาร์" in talk.answers["when"]


def test_words_keep_an_officer_out_and_excluding_all_points_outside() -> None:
    talk = Talk()
    talk.says(STORY, "แค่นี้ค่ะ")
    assert "ผู้ที่อ่านได้: ก้อย" in talk.says("ไม่ให้ต้นอ่านนะคะ")
    assert "1205" in talk.says("ไม่ให้ก้อยอ่านด้วย")


def test_a_reader_whom_the_story_names_is_pointed_out() -> None:
    talk = Talk()
    assert "ต้น ซึ่งตอนนี้อ่านได้" in talk.says("กองช่างเรียกเงินค่าใบอนุญาต", "แค่นี้ค่ะ")


@pytest.mark.parametrize("way", ["ยกเลิก", "ไม่เอาแล้ว ยกเลิกดีกว่า", "ไม่แจ้งแล้วค่ะ", "ลบทิ้งให้หน่อย", "ออก"])
def test_every_way_to_say_stop_deletes(way: str) -> None:
    talk = Talk()
    talk.says(STORY, "แค่นี้ค่ะ")
    assert "ลบร่างแล้ว" in talk.says(way) and talk.draft is None


def test_enough_is_not_stop() -> None:
    """พอแล้ว is the engine's cancel; after a story it means that there is no more to tell."""
    talk = Talk()
    assert shown(CODE) in talk.says(STORY, "พอแล้ว") and talk.draft is not None


def test_a_code_or_thanks_with_nothing_under_way() -> None:
    talk = Talk()
    for said in (CODE, "1234 5678 9012 3456", "ขอบคุณค่ะ", "เรื่องที่แจ้งไปถึงไหนแล้ว"):
        assert "/follow" in talk.says(said) and talk.draft is None


def test_no_evidence_is_an_answer_but_no_ground() -> None:
    talk = Talk()
    text = talk.says(STORY, "แค่นี้ค่ะ")
    assert "หลักฐาน: ไม่มีหลักฐาน" in text and "รายละเอียด 3 จาก 5" in text
