"""Toy dialogs with every trait the engine knows, and a chat that stores its conversation after every turn."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from dialogs.cards.line import label
from dialogs.engine import format as stored
from dialogs.engine.engine import Engine
from dialogs.engine.model import Dialog, Finish, Option, Prompt, Retry, Scene, Step
from dialogs.engine.outcome import Outcome
from dialogs.engine.slots import first_number
from dialogs.records.conversation import Conversation
from dialogs.records.effect import FollowMeasure
from dialogs.records.facts import AgencyFacts, Facts
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Kind, Message
from dialogs.records.reading import Decision, Reading
from dialogs.records.reply import Answer, Say
from dialogs.records.voice import FEMALE
from tests.dialogs.samples import BANGKOK

START = datetime(2026, 1, 15, 10, 0, tzinfo=BANGKOK)
AGENCY = AgencyFacts(
    id=1, slug="toy", revision=1, name="เทศบาลตำบลตัวอย่าง", short_name="ตัวอย่าง", type="subdistrict_municipality",
    district="", province="", name_as_written="", district_as_written="", voice=FEMALE, website="", facebook="",
    line_id="", map_url="", address="", complaint_url="", public_url="", units=(), contacts=(), measures=(),
    assessments=(), surveys=(), warnings=0,
)  # fmt: skip


def ask(words: str, *options: Option) -> Prompt:
    return Prompt((Say(words),), options)


def read_thing(_message: Message, _scene: Scene) -> Json:
    raise Retry("ขอเป็นเรื่องใดเรื่องหนึ่งค่ะ")


def read_percent(message: Message, _scene: Scene) -> Json:
    if message.text.isascii() and message.text.isdigit() and int(message.text[:9]) <= 100:
        return int(message.text)
    raise Retry(f"อ่านได้ว่า {message.text} ค่ะ ขอตัวเลข 0–100 นะคะ")


def read_note(message: Message, _scene: Scene) -> Json:
    if message.kind is not Kind.TEXT:
        raise Retry("ขอเป็นข้อความค่ะ")
    return message.text


def read_sure(_message: Message, _scene: Scene) -> Json:
    raise Retry("ตอบ “ส่ง” ได้เลยค่ะ")


def prefill(message: Message, _scene: Scene) -> JsonObject:
    percent = first_number(message, "percent")
    return {} if percent is None else {"percent": percent}


def unfinished(scene: Scene) -> bool:
    return scene.slots.get("percent") != 100


def finish_report(scene: Scene) -> Finish:
    said = " ".join(f"{name}={value}" for name, value in sorted(scene.slots.items()))
    return Finish((Say(f"บันทึกแล้ว {said}"),), effects=(FollowMeasure(None),))


THING = Step("thing", lambda _scene: ask("เรื่องไหน", Option("ถนน", 1, ("ทาง",)), Option("ไฟ", 2)), read_thing)
PERCENT = Step("percent", lambda _scene: ask("กี่เปอร์เซ็นต์", Option("50%", 50), Option("100%", 100)), read_percent)
NOTE = Step("note", lambda _scene: ask("เล่าสั้น ๆ"), read_note, when=unfinished, free=True)
SURE = Step("sure", lambda _scene: ask("ส่งเลยไหม", Option("ส่ง", True)), read_sure)

REPORT = Dialog(
    name="report", title="รายงาน", steps=(THING, PERCENT, NOTE, SURE), prefill=prefill, finish=finish_report, keeps=True
)
PICK = Dialog(
    name="pick", title="เลือก", steps=(THING,), finish=lambda scene: Finish((Say(f"ได้ {scene.slots['thing']}"),))
)
SCORE = Dialog(
    name="score",
    title="คะแนน",
    finish=lambda scene: Finish((Say(f"คะแนนปี {scene.slots.get('year', 2565)}"),), context={"year": 2565}),
    follow_up=lambda message, _scene: {"year": 2564} if message.text == "แล้วปีก่อนล่ะ" else None,
)
GREETING = Dialog(name="greeting", title="ทักทาย", finish=lambda _scene: Finish((Say("สวัสดี"),)))
HELP = Dialog(name="help", title="เมนู", finish=lambda _scene: Finish((Say("นี่คือเมนู"),)))
DIALOGS = (GREETING, HELP, REPORT, PICK, SCORE)


def fallback(conversation: Conversation, _message: Message, _facts: Facts) -> Outcome:
    return Outcome(replace(conversation, misses=conversation.misses + 1), Answer((Say("ไม่เข้าใจ"),)))


def make_engine(*changed: Dialog) -> Engine:
    """The toy dialogs, some of them replaced."""
    return Engine(({d.name: d for d in DIALOGS} | {d.name: d for d in changed}).values(), fallback)


@dataclass
class Chat:
    """One person and the engine. The conversation goes through its stored form after every turn."""

    engine: Engine = field(default_factory=make_engine)
    conversation: Conversation = field(default_factory=Conversation)
    now: datetime = START
    last: Outcome = field(default_factory=lambda: Outcome(Conversation(), None))
    messages: int = 0

    @property
    def facts(self) -> Facts:
        return Facts(AGENCY, None, self.now)

    def takes(self, message: Message) -> "Chat":
        self.last = self.engine.turn(self.conversation, message, self.facts)
        return self._store()

    def says(
        self, text: str, intent: str = "", confidence: float = 0.95, decision: Decision = "act", **entities: object
    ) -> "Chat":
        """``intent``: what the understanding makes of it; without one it understands nothing."""
        self.messages += 1
        alternatives = tuple((name, confidence) for name in intent.split()) if decision == "ask" else ()
        reading = Reading(text, decision, intent, confidence, alternatives, entities) if intent else None
        return self.takes(Message(Kind.TEXT, text=text, id=f"m{self.messages}", reading=reading))

    def presses(self, shown: str) -> "Chat":
        return self.sends(self.data_of(shown))

    def sends(self, data: str) -> "Chat":
        return self.takes(Message(Kind.BUTTON, data=data))

    def unsends(self, message: int) -> "Chat":
        """Take back the nth message that was typed."""
        self.last = self.engine.unsend(self.conversation, f"m{message}", self.facts)
        return self._store()

    def waits(self, **time: float) -> "Chat":
        self.now += timedelta(**time)
        return self

    def hears(self, *phrases: str) -> "Chat":
        for phrase in phrases:
            assert phrase in self.text, f"{phrase!r} was not heard in {self.text!r}"
        return self

    def does_not_hear(self, *phrases: str) -> "Chat":
        for phrase in phrases:
            assert phrase not in self.text, f"{phrase!r} was heard in {self.text!r}"
        return self

    def data_of(self, shown: str) -> str:
        choices = self.last.answer.choices if self.last.answer else ()
        return next(choice.data for choice in choices if label(choice.label) == shown)

    @property
    def text(self) -> str:
        replies = self.last.answer.replies if self.last.answer else ()
        return "\n".join(reply.text for reply in replies if isinstance(reply, Say))

    @property
    def labels(self) -> list[str]:
        return [choice.label for choice in self.last.answer.choices] if self.last.answer else []

    @property
    def slots(self) -> dict[str, Json]:
        """Of the form that is open, or of nothing."""
        return dict(self.conversation.top.slots) if self.conversation.top else {}

    def _store(self) -> "Chat":
        self.conversation = stored.load(stored.dump(self.last.conversation), self.conversation.revision + 1)
        return self
