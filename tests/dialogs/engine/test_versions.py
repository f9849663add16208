"""A release changes a dialog while somebody is in the middle of it."""

from dataclasses import replace

from dialogs.engine.form import lift
from dialogs.engine.model import Scene, Step
from dialogs.records.conversation import Conversation, Frame
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Message
from tests.dialogs.engine.test_forms import reporting
from tests.dialogs.engine.toys import NOTE, PERCENT, REPORT, SURE, THING, Chat, ask, make_engine


def rename(slots: JsonObject) -> JsonObject:
    return {("share" if name == "percent" else name): value for name, value in slots.items()}


def read_where(message: Message, _scene: Scene) -> Json:
    return message.text


SHARE = replace(PERCENT, name="share")
RENAMED = replace(REPORT, version=2, steps=(THING, SHARE, SURE), migrations={1: rename})
WHERE = Step("where", lambda _scene: ask("หมู่ไหน"), read_where)


def test_a_renamed_step_keeps_its_answer() -> None:
    chat = reporting().says("ถนน").says("40").says("เล่าแล้ว")
    chat.engine = make_engine(RENAMED)
    chat.says("อะไรนะ").hears("ส่งเลยไหม").does_not_hear("ปรับปรุง")
    assert chat.conversation.top and chat.conversation.top.version == 2
    assert chat.slots == {"thing": 1, "share": 40, "note": "เล่าแล้ว"}


def test_a_renamed_step_takes_the_answer_to_the_question_that_was_open() -> None:
    chat = reporting().says("ถนน").hears("กี่เปอร์เซ็นต์")
    chat.engine = make_engine(RENAMED)
    assert chat.says("40").slots == {"thing": 1, "share": 40}


def test_an_inserted_step_is_asked_in_its_place() -> None:
    chat = reporting().says("ถนน").hears("กี่เปอร์เซ็นต์")
    chat.engine = make_engine(replace(REPORT, steps=(THING, WHERE, PERCENT, NOTE, SURE)))
    chat.says("40").hears("หมู่ไหน")
    chat.says("หมู่ 4").hears("เล่าสั้น ๆ")
    assert chat.slots == {"thing": 1, "percent": 40, "where": "หมู่ 4"}


def test_without_a_migration_the_form_is_dropped_and_the_person_told() -> None:
    chat = reporting().says("ถนน")
    chat.engine = make_engine(replace(REPORT, version=2))
    chat.says("คะแนน", "score").hears("ระบบเพิ่งปรับปรุง", "คะแนนปี")
    assert chat.conversation.frames == ()
    chat.says("คะแนน", "score").does_not_hear("ระบบเพิ่งปรับปรุง")


def test_an_interrupted_form_without_a_migration_is_dropped_too() -> None:
    chat = reporting().says("ถนน").waits(hours=1).says("คะแนน", "score")
    chat.engine = make_engine(replace(REPORT, version=2))
    chat.presses("ทำต่อ").hears("ระบบเพิ่งปรับปรุง")
    assert chat.conversation.paused is None and chat.conversation.frames == ()


def test_a_dialog_that_is_no_more_is_dropped() -> None:
    gone = Conversation(frames=(Frame(dialog="bygone", version=1, key="1", asked="x"),))
    Chat(conversation=gone).says("60").hears("ระบบเพิ่งปรับปรุง")


def test_a_form_written_by_a_newer_release_is_dropped() -> None:
    newer = Frame(dialog="report", version=REPORT.version + 1, key="1")
    assert lift(REPORT, newer) is None


def test_migrations_run_one_after_the_other() -> None:
    def twice(slots: JsonObject) -> JsonObject:
        return {**slots, "share": 2 * int(str(slots["share"]))}

    third = replace(RENAMED, version=3, migrations={1: rename, 2: twice})
    lifted = lift(third, Frame(dialog="report", version=1, key="k", slots={"percent": 20}))
    assert lifted and (lifted.version, dict(lifted.slots), lifted.key) == (3, {"share": 40}, "k")


def test_a_gap_between_migrations_is_no_way() -> None:
    third = replace(RENAMED, version=3, migrations={1: rename})
    assert lift(third, Frame(dialog="report", version=1, key="k")) is None
