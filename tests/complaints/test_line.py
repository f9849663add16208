"""A complaint in LINE, through signed webhooks and a platform that checks every answer."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.complaints.boundary import take_in
from bot.complaints.parts import ComplaintParts
from dialogs.complaints import line_copy as copy
from dialogs.complaints.words import Words
from storage.complaints.receipt import shown
from tests.complaints.conftest import Office
from tests.complaints.talking import Talk, code_in, talking
from tests.shared import REPOSITORY, SHARED, needs_shared

STORY = ("เรียกเงินค่าใบอนุญาต", "หัวหน้างาน", "ต้นเดือน", "เคาน์เตอร์", "เห็นเอง", "มีใบเสร็จ", "เพื่อนร่วมงาน")
th = Words("th")


@pytest.fixture
def talk(parts: ComplaintParts, office: Office) -> Iterator[Talk]:
    with talking(parts, office) as one:
        yield one


def drafts(parts: ComplaintParts) -> int:
    return len(parts.redis.keys("draft:*"))


def test_the_notice_stands_before_the_first_question(talk: Talk, parts: ComplaintParts) -> None:
    text = talk.says("นายกโกงเงินค่าถนน อยากเล่าให้ฟังยาว ๆ เลย").hears()
    assert all(sentence in text for sentence in copy.NOTICE.values())
    assert "1205" in text and "1206" in text and "1567" in text and "https://" in text
    assert "ยังไม่ได้ส่ง" in text and "30 นาที" in text and drafts(parts) == 1
    talk.says("ออก")
    assert drafts(parts) == 0


def test_nobody_is_asked_before_the_notice(talk: Talk) -> None:
    """Not even who types the words of its button."""
    assert copy.NOTICE["line_knows"] in talk.says("ทำต่อใน LINE").hears()


def test_following_the_account_keeps_nothing(talk: Talk, parts: ComplaintParts) -> None:
    talk.user.block()
    talk.user.follow()
    assert copy.NOTICE["line_knows"] in talk.hears() and drafts(parts) == 0


def test_a_complaint_goes_from_notice_to_conclusion(talk: Talk, office: Office, parts: ComplaintParts) -> None:
    code = talk.to_review(*STORY)
    assert office.desk("ก้อย").held() == [] and drafts(parts) == 1
    heard = talk.says(shown(code)).hears()
    assert "ได้รับเรื่องแล้ว" in heard and code not in heard and drafts(parts) == 0
    desk = office.desk("ก้อย")
    opened = desk.read(desk.held()[0].row.number)
    assert opened is not None and tuple(opened.answers.values()) == STORY
    key = office.vault.look_up(code)
    assert key is not None and key.through_line


@needs_shared
def test_the_expected_conversation_through_the_webhook(talk: Talk, office: Office) -> None:
    lines = (SHARED / "expected" / "dialogs.jsonl").read_text(encoding="utf-8").splitlines()
    turns = next(one["turns"] for one in map(json.loads, lines) if one["channel"] == "complaint")
    heard = [talk.says(said).hears() for said in turns]
    assert "กองคลัง" in heard[1] and "กองคลัง" not in heard[2] and office.desk("ก้อย").held() == []
    for _ in range(2):
        talk.says(code_in(heard[-1]))
    (held,) = office.desk("ก้อย").held()
    opened = office.desk("ก้อย").read(held.row.number)
    assert opened is not None and opened.answers["where"] == "กองช่าง" and held.row.category == "budget"


def test_the_code_must_be_typed(talk: Talk, office: Office) -> None:
    code = talk.to_review("เรื่อง")
    wrong = code[:5] + str((int(code[5]) + 1) % 10) + code[6:]
    for typed in (wrong, "ส่งเลย", "ใช่", "1234"):
        heard = talk.says(typed).hears()
        assert "ยังไม่ได้ส่ง" in heard and office.desk("ก้อย").held() == []
    talk.says(code)
    assert len(office.desk("ก้อย").held()) == 1


def test_every_question_can_be_left_and_any_field_corrected(talk: Talk, office: Office) -> None:
    talk.to_review(*STORY[:3])
    assert "ใครเกี่ยวข้อง" in talk.presses("แก้ ใครเกี่ยวข้อง").hears()
    text = talk.says("รองนายก").hears()
    assert "รองนายก" in text and STORY[1] not in text
    talk.says("แก้ ประเภทเรื่อง", th("category.bribe"), code_in(text))
    desk = office.desk("ต้น")
    (held,) = desk.held()
    opened = desk.read(held.row.number)
    assert opened is not None and held.row.category == "bribe"
    assert dict(opened.answers) == {"what": STORY[0], "who": "รองนายก", "when": STORY[2]}


def test_back_goes_to_the_question_before(talk: Talk) -> None:
    talk.begins().says(STORY[0]).hears()
    assert th("question.what") in talk.says("ย้อนกลับ").hears()


def test_in_a_free_step_everything_else_is_the_answer(talk: Talk, office: Office) -> None:
    answers = ("ขอดูคะแนน ITA หน่อย", "มาตรการ e-service ถึงไหนแล้ว", "สวัสดี")
    code = talk.to_review(*answers)
    talk.says(code)
    desk = office.desk("ก้อย")
    opened = desk.read(desk.held()[0].row.number)
    assert opened is not None and tuple(opened.answers.values()) == answers


def test_who_reads_is_answered_and_the_question_stays(talk: Talk) -> None:
    talk.begins().hears()
    text = talk.says("ใครเห็นบ้าง").hears()
    assert "ก้อย" in text and "ต้น" in text and "LINE รู้" in text and th("question.what") in text


def test_an_excluded_officer_never_sees_it(talk: Talk, office: Office) -> None:
    talk.says("สวัสดี", "ทำต่อใน LINE").presses("ก้อย").says("เลือกครบแล้ว", "ข้าม", STORY[0], "ตรวจทาน")
    talk.says(code_in(talk.hears()))
    assert office.desk("ก้อย").held() == [] and len(office.desk("ต้น").held()) == 1


def test_excluding_everybody_is_told_before_typing(talk: Talk) -> None:
    talk.says("สวัสดี", "ทำต่อใน LINE").presses("ก้อย").presses("ต้น").hears()
    text = talk.says("เลือกครบแล้ว").hears()
    assert "ไม่เหลือเจ้าหน้าที่" in text and "1205" in text


def test_cancel_leaving_and_blocking_forget(talk: Talk, parts: ComplaintParts) -> None:
    for way in ("ยกเลิก", "ออก", "cancel"):
        talk.begins().says(STORY[0])
        assert drafts(parts) == 1
        assert "ไม่มีอะไรถูกเก็บ" in talk.says(way).hears() and drafts(parts) == 0
    talk.begins().says(STORY[0])
    talk.user.block()
    assert drafts(parts) == 0


def test_a_draft_ends_after_thirty_minutes(talk: Talk, parts: ComplaintParts) -> None:
    talk.begins()
    (name,) = parts.redis.keys("draft:*")
    assert 0 < parts.redis.ttl(name) <= 1800
    parts.redis.delete(name)
    talk.hears()
    assert copy.NOTICE["line_knows"] in talk.says("ต่อ").hears()


def test_an_unsent_message_is_taken_out_at_any_step(talk: Talk, office: Office) -> None:
    talk.begins()
    number = talk.user.says("ชื่อของฉันคือ CANARY")
    talk.says("หัวหน้างาน")
    talk.user.unsend(number)
    talk.hears()
    talk.says("ต้นเดือน").hears()
    text = talk.says("ตรวจทาน").hears()
    assert "CANARY" not in text
    talk.says(code_in(text))
    desk = office.desk("ก้อย")
    opened = desk.read(desk.held()[0].row.number)
    assert opened is not None and "CANARY" not in str(opened.answers)


def test_an_unsend_that_overtakes_its_message_wins(talk: Talk) -> None:
    talk.begins().hears()
    talk.user.unsends_before_it_arrives("CANARY")
    assert talk.hears() == ""
    text = talk.says("เรียกเงิน", "ตรวจทาน").hears()
    assert "เรียกเงิน" in text and "CANARY" not in text


def test_a_picture_is_redrawn_and_line_is_named(talk: Talk, office: Office) -> None:
    talk.begins().says(STORY[0]).hears()
    talk.user.sends_picture()
    assert "LINE ยังเก็บรูปต้นฉบับ" in talk.hears()
    talk.says("ตรวจทาน")
    talk.says(code_in(talk.hears()))
    desk = office.desk("ก้อย")
    opened = desk.read(desk.held()[0].row.number)
    assert opened is not None and [file.media_type for file in opened.files.values()] == ["image/jpeg"]


def test_the_same_event_twice_counts_once(talk: Talk, parts: ComplaintParts) -> None:
    talk.begins().hears()
    event = talk.user.text_event("เล่าครั้งเดียว")
    body = json.dumps({"destination": talk.channel.destination, "events": [event, event]}).encode()
    for _ in range(2):
        assert talk.line.posts(talk.channel, body).answer.status == 200
    assert th("question.who") in talk.hears() and talk.user.unheard() == []


def test_a_reply_that_fails_loses_nothing(talk: Talk, office: Office) -> None:
    code = talk.to_review(STORY[0])
    talk.line.faults.next("reply", status=500)
    talk.says(code)
    assert talk.hears() == "" and office.vault.look_up(code) is not None
    assert len(office.desk("ก้อย").held()) == 1


def test_only_replies_leave(talk: Talk) -> None:
    code = talk.to_review(*STORY)
    talk.says(code)
    paths = {call.path for call in talk.line.calls}
    assert paths <= {"/v2/bot/message/reply", "/v2/bot/info"} and "/v2/bot/info" in paths


def test_a_channel_with_chat_on_is_not_served(parts: ComplaintParts, office: Office) -> None:
    with talking(parts, office) as talk:
        parts.redis.set("mode:phon", "chat")
        talk.user.says("สวัสดี")
        assert talk.hears() == ""
        parts.redis.delete("mode:phon")
        talk.line.faults.next("info", status=500)
        talk.user.says("สวัสดี")
        assert talk.hears() == "" and parts.redis.get("mode:phon") == b"unknown"
        parts.redis.delete("mode:phon")
        assert copy.NOTICE["code"] in talk.says("สวัสดี").hears()
        assert 0 < parts.redis.ttl("mode:phon") <= 3600


def test_groups_old_events_and_strange_ones_are_silent(talk: Talk, office: Office, parts: ComplaintParts) -> None:
    talk.user.in_group().says("สวัสดี")
    event = talk.user.text_event("เก่า")
    office.clock.move(minutes=11)
    body = json.dumps({"destination": talk.channel.destination, "events": [event]}).encode()
    assert talk.line.posts(talk.channel, body).answer.status == 200
    assert talk.hears() == "" and parts.redis.keys("seen:*") == []


def test_what_the_webhook_answers(talk: Talk) -> None:
    empty = json.dumps({"destination": "U" + "0" * 32, "events": []}).encode()
    posts = talk.line.posts
    assert posts(talk.channel, empty).answer.status == 200
    assert posts(talk.channel, empty, None).answer.status == 401
    assert posts(talk.channel, empty, "AAAA").answer.status == 401
    for body in (b"", b"[]", b"{", b"\xff", b'{"events": {}}', b'{"events": [1]}'):
        assert posts(talk.channel, body).answer.status == 400
    assert posts(talk.channel, b" " * (1024 * 1024 + 1)).answer.status == 413


def test_a_forced_rotation_in_the_middle_loses_nothing(talk: Talk, parts: ComplaintParts, office: Office) -> None:
    talk.begins().says(STORY[0])
    parts.draft_keys.rotate()
    talk.says(STORY[1], "ตรวจทาน")
    text = talk.hears()
    assert STORY[0] in text and STORY[1] in text
    talk.says(code_in(text))
    assert len(office.desk("ก้อย").held()) == 1 and drafts(parts) == 0


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["type", "source", "message", "postback", "timestamp", "replyToken", "webhookEventId", "mode", "unsend"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(NAMES, JUNK, max_size=6), max_size=3))
def test_no_webhook_crashes_or_stores(talk: Talk, parts: ComplaintParts, events: list[object]) -> None:
    body = json.dumps({"destination": talk.channel.destination, "events": events}).encode()
    assert talk.line.posts(talk.channel, body).answer.status == 200
    assert drafts(parts) == 0


# --- the boundary ----------------------------------------------------------------------------------------------------

BOUNDARY_WORDS = {
    "source",
    "userId",
    "replyToken",
    "timestamp",
    "webhookEventId",
    "quoteToken",
    "markAsReadToken",
    "messageId",
}
ROOMS = ("bot/complaints", "handlers/complaints", "dialogs/complaints", "storage/complaints")


def _strings(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_the_boundarys_words_occur_in_no_other_module() -> None:
    found = {
        (path.name, word)
        for room in ROOMS
        for path in (REPOSITORY / room).rglob("*.py")
        if path.name not in ("boundary.py",)
        for word in _strings(path) & BOUNDARY_WORDS
    }
    assert found <= {("link.py", "replyToken")}  # the field of the answer that LINE asks for; nothing is read by it
    assert BOUNDARY_WORDS - {"quoteToken", "markAsReadToken"} <= _strings(REPOSITORY / "bot/complaints/boundary.py")


def test_what_comes_out_of_the_boundary_names_nobody(parts: ComplaintParts) -> None:
    event = {
        "type": "message",
        "source": {"type": "user", "userId": "U" + "a" * 32},
        "timestamp": 1772420400000,
        "replyToken": "R" * 32,
        "webhookEventId": "01HV" + "Z" * 22,
        "message": {"type": "text", "id": "444555666777888999", "text": "เรื่อง", "quoteToken": "q" * 40},
    }
    inbound = take_in("phon", event, parts.draft_keys.all(), parts.clock(), lambda *_: None, lambda _: None)
    assert inbound is not None
    told = repr((inbound.kind, inbound.data, inbound.whos, inbound.marks, inbound.origins, inbound.unsent))
    for secret in ("a" * 32, "1772420400000", "R" * 32, "Z" * 22, "444555666777888999", "q" * 40):
        assert secret not in told
