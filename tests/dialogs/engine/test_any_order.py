"""Whatever is sent in whatever order: no turn fails, and the conversation can always be stored and read back."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.cards.line import to_line
from dialogs.catalogue import general_engine
from dialogs.engine import format as stored
from dialogs.engine.buttons import parse
from dialogs.records.conversation import Conversation
from dialogs.records.facts import Facts
from dialogs.records.message import Kind, Message
from dialogs.records.reading import Reading
from tests.dialogs.engine.toys import Chat
from tests.dialogs.samples import sample_agencies, sample_facts

WORDS = st.sampled_from(
    "รายงาน ถนน ไฟ 40 130 50% 100% ส่ง ยกเลิก ย้อนกลับ เริ่มใหม่ เมนู ช่วย ทำต่อ ไม่ทำต่อ คะแนน เลือก ใช่ ไม่ อันที่สอง ลบเลย ไม่ใช่ถนนเป็นไฟ 👍".split()
) | st.text(max_size=20)
INTENTS = st.sampled_from(["", "report", "pick", "score", "help", "greeting", "cancel", "nowhere"])
ENTITIES = st.fixed_dictionaries({}, optional={"percent": st.integers(-5, 500) | st.none() | st.lists(st.integers())})
DATA = st.text(max_size=30) | st.sampled_from(
    "do:cancel do:back do:restart do:resume do:drop do:menu do:fly go:report:{} go:pick:{} set:1:thing:1 "
    'set:2:percent:60 set:3:sure:true go:score:{"year":"x"}'.split()
)
MOVES = st.one_of(
    st.tuples(st.just("says"), WORDS, INTENTS, st.floats(0, 1), st.sampled_from(["act", "ask", "unknown"]), ENTITIES),
    st.tuples(st.just("sends"), DATA),
    st.tuples(st.just("button"), st.integers(0, 12)),
    st.tuples(st.just("takes"), st.sampled_from([kind for kind in Kind if kind not in (Kind.TEXT, Kind.BUTTON)])),
    st.tuples(st.just("unsends"), st.integers(1, 12)),
    st.tuples(st.just("waits"), st.sampled_from([1, 31, 600])),
)


def play(chat: Chat, move: tuple) -> None:  # type: ignore[type-arg]
    """``Chat`` stores and reads back after every turn, so a record that cannot be stored fails here."""
    match move:
        case ("says", text, intent, confidence, decision, entities):
            chat.says(text, intent, confidence, decision, **entities)
        case ("button", place):
            choices = chat.last.answer.choices if chat.last.answer else ()
            chat.sends(choices[place % len(choices)].data if choices else "do:menu")
        case ("takes", kind):
            chat.takes(Message(kind))
        case ("waits", minutes):
            chat.waits(minutes=minutes)
        case (name, value):
            getattr(chat, name)(value)


@settings(max_examples=150, deadline=None)
@given(st.lists(MOVES, max_size=25))
def test_toy_dialogs(moves: list[tuple]) -> None:  # type: ignore[type-arg]
    chat = Chat()
    for move in moves:
        play(chat, move)
        again = stored.load(stored.dump(chat.last.conversation), chat.last.conversation.revision)
        assert stored.dump(again) == stored.dump(chat.last.conversation)
        assert len(chat.conversation.frames) <= 5
        if move[0] not in ("unsends", "waits"):
            assert chat.last.answer and 1 <= len(chat.last.answer.replies) <= 5
            assert len(chat.last.answer.choices) <= 13


REAL_WORDS = st.sampled_from(
    "สวัสดี คะแนน มาตรการ ข้อ2 ดูต่อ ลบข้อมูลของฉัน ลบเลย ไม่ลบ ติดตาม ตกลง ไม่ต้อง เลิกติดตามทั้งหมด ยกเลิก ย้อนกลับ เมนู ทำต่อ แล้วปี2564ล่ะ ทำไม".split()
) | st.text(max_size=12)
REAL_INTENTS = st.sampled_from(
    "measure_status ita_score survey complaint complaint_follow_up contact follow privacy thanks greeting help documents summary cancel".split()
)
REAL_ENTITIES = st.fixed_dictionaries(
    {},
    optional={
        "measure": st.sampled_from(["e-service", "มาตรการทั้งหมด"]),
        "measure_id": st.integers(1, 60),
        "candidates": st.lists(st.integers(1, 60), min_size=2, max_size=5),
        "fiscal_year": st.sampled_from([2560, 2565, 2566, [2564, 2565]]),
        "indicator": st.sampled_from(["การใช้งบประมาณ", "อื่น"]),
        "instrument": st.sampled_from(["IIT", "EIT", "OIT"]),
        "unit": st.sampled_from(["กองคลัง", "ไม่มีกองนี้"]),
        "question": st.sampled_from(["i3", "o17"]),
        "facet": st.sampled_from(["owner", "due", "rounds", "evidence", "status"]),
    },
)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 4),
    st.lists(
        st.tuples(REAL_WORDS, REAL_INTENTS, REAL_ENTITIES, st.integers(-1, 12), st.sampled_from([1, 2, 40])),
        max_size=12,
    ),
)
def test_the_real_dialogs_on_the_sample_agencies(place: int, moves: list[tuple]) -> None:  # type: ignore[type-arg]
    engine, agency = general_engine(), sample_agencies()[place]
    conversation, facts = Conversation(), sample_facts(agency)
    choices: tuple = ()  # type: ignore[type-arg]
    for text, intent, entities, button, minutes in moves:
        alternatives = ((intent, 0.5), ("measure_status", 0.4), ("follow", 0.3))
        reading = Reading(text, "ask" if minutes == 2 else "act", intent, 0.9, alternatives, entities)
        message = Message(Kind.TEXT, text=text, reading=reading)
        if choices and button >= 0:
            message = Message(Kind.BUTTON, data=choices[button % len(choices)].data)
        facts = Facts(agency, None, facts.now + timedelta(minutes=minutes))
        outcome = engine.turn(conversation, message, facts)
        assert outcome.answer and to_line(outcome.answer)
        choices = outcome.answer.choices
        assert all(parse(choice.data) for choice in choices), "a button that the engine itself cannot read"
        conversation = stored.load(stored.dump(outcome.conversation), conversation.revision + 1)
