"""The surveys: the residents' link while its window is open, for everybody; the staff's link for bound staff only."""

from dialogs.cards import survey as cards
from dialogs.contact import LOUDSPEAKER
from dialogs.copy import survey as copy
from dialogs.copy.common import person_to_ask
from dialogs.copy.loudspeaker import ALOUD
from dialogs.engine.buttons import go
from dialogs.engine.model import Dialog, Finish, Option, Prompt, Retry, Scene, Step
from dialogs.engine.slots import first_number, first_text, wish_of
from dialogs.records.effect import AwaitSurvey
from dialogs.records.facts import Facts
from dialogs.records.ita import Instrument
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Kind, Message
from dialogs.records.reply import Choice, Reply, Say
from dialogs.survey_season import Season, State, season
from dialogs.thai.text import compact
from dialogs.understanding.answers import is_no, is_yes

_ABOUT_ME = ("รู้ชื่อ", "รู้มั้ย", "รู้ไหม", "ใครตอบ", "เห็นชื่อ", "เก็บชื่อ", "ระบุตัวตน", "เป็นความลับ", "ลับไหม")
_OUTSIDER = ("ไม่ได้ทำงาน", "เป็นประชาชน", "ชาวบ้าน", "คนนอก", "ไม่ใช่เจ้าหน้าที่")
_TELL = ("เตือน", "แจ้งฉัน", "แจ้งผม", "แจ้งหนู", "บอกฉัน", "บอกผม", "บอกหน่อยตอนเปิด")
_LEAVE = ("ไม่ต้องเตือน", "เลิกเตือน", "หยุดเตือน", "ไม่ต้องบอก", "ยกเลิกเตือน", "ยกเลิกการเตือน", "ไม่ต้องแจ้ง", "บ่ต้องเตือน")
_SHARE = ("ส่งต่อ", "แชร์", "ชวนเพื่อน", "บอกต่อ", "ชวนเพื่อนบ้าน")
_HOW = ("ตอบยังไง", "ตอบอย่างไร", "ตอบแบบไหน", "ควรตอบ", "เฉลย", "ของรางวัล", "รางวัล", "แลกของ", "ได้อะไร", "ได้เงิน")
_NAMES = ("แบบสำรวจ", "แบบวัด", "eit")
_SHORT = 80
"""A longer message may be about anything."""
_WORDS = {"privacy": _ABOUT_ME, "stop": _LEAVE, "tell": _TELL, "aloud": LOUDSPEAKER, "share": _SHARE, "how": _HOW}


def prefill(message: Message, _scene: Scene) -> JsonObject:
    typed = compact(message.text)
    slots: dict[str, Json] = {}
    for name, words in _WORDS.items():
        if any(word in typed for word in words):
            slots[name] = True
    if "stop" in slots:
        slots.pop("tell", None)
    instrument = first_text(message, "instrument")
    if instrument in ("IIT", "EIT"):
        slots["instrument"] = instrument
    if (year := first_number(message, "fiscal_year")) is not None:
        slots["year"] = year
    return slots


def claims(message: Message, _facts: Facts) -> bool:
    """Words that only a survey can mean: a reminder of it, a text about it to read out."""
    typed = compact(message.text)
    if message.kind is not Kind.TEXT or len(typed) > _SHORT:
        return False
    named = any(word in typed for word in _NAMES)
    return named and any(word in typed for word in (*_TELL, *_LEAVE, *LOUDSPEAKER))


def follow_up(message: Message, scene: Scene) -> JsonObject | None:
    """ "I do not work here", "will they know my name", "remind me" after an answer about surveys."""
    if message.kind is not Kind.TEXT or wish_of(message) not in ("", "survey", "privacy", "follow"):
        return None
    typed = compact(message.text)
    if any(words in typed for words in _OUTSIDER):
        return {"instrument": "EIT"}
    said = prefill(message, scene)
    return said if _WORDS.keys() & said.keys() else None


def _asks(scene: Scene) -> bool:
    """Telling somebody later keeps their LINE id, so they are asked first."""
    facts = scene.facts
    known = facts.person is not None and facts.person.waits_for_survey
    return "tell" in scene.slots and not known and _season(scene, Instrument.EIT).state is not State.OPEN


def _ask(scene: Scene) -> Prompt:
    return Prompt((Say(copy.consent(scene.facts.voice)),), (Option(copy.YES, True), Option(copy.NO, False)))


def _read(message: Message, scene: Scene) -> Json:
    if is_no(message.text):
        return False
    if is_yes(message.text):
        return True
    raise Retry(copy.yes_or_no(scene.facts.voice))


def _season(scene: Scene, instrument: Instrument) -> Season:
    year = scene.slots.get("year")
    return season(scene.facts.agency, instrument, scene.facts.today, year if isinstance(year, int) else None)


def finish(scene: Scene) -> Finish:
    facts, slots = scene.facts, scene.slots
    context: JsonObject = {"topic": "survey"}
    before: list[Reply] = []
    if slots.get("privacy"):
        before.append(Say(copy.who_sees(facts.voice)))
    if slots.get("how"):
        before.append(Say(copy.your_own_view(facts.voice)))
    if slots.get("stop"):
        return Finish((Say(copy.not_told(facts.voice)),), effects=(AwaitSurvey(wanted=False),), context=context)
    if "consent" in slots:
        return _consented(facts, slots.get("consent") is True, context)
    end = _internal(scene) if slots.get("instrument") == "IIT" else _external(scene)
    return Finish((*before, *end.replies), end.choices, context=context)


def _consented(facts: Facts, agreed: bool, context: JsonObject) -> Finish:
    if agreed:
        return Finish((Say(copy.will_tell(facts.voice)),), (_stop(),), effects=(AwaitSurvey(),), context=context)
    return Finish((Say(copy.declined(facts.voice)),), context=context)


def _internal(scene: Scene) -> Finish:
    """The staff's survey; nobody else is given its link."""
    facts = scene.facts
    if not facts.roles:
        choice = Choice(copy.EIT_INSTEAD, go("survey", instrument="EIT"))
        return Finish((Say(copy.staff_only(facts.voice)),), (choice,))
    now = _season(scene, Instrument.IIT)
    if now.survey is None or now.state is not State.OPEN:
        return Finish((Say(_closed(now, facts, Instrument.IIT)),))
    return Finish((cards.internal_card(now.survey, facts.agency),))


def _external(scene: Scene) -> Finish:
    facts = scene.facts
    now = _season(scene, Instrument.EIT)
    if now.survey is None or now.state is not State.OPEN:
        words = _closed(now, facts, Instrument.EIT)
        if facts.person is not None and facts.person.waits_for_survey:
            return Finish((Say(f"{words}\n{copy.waiting(facts.voice)}"),), (_stop(),))
        return Finish((Say(words),), (Choice(copy.TELL_ME, go("survey", tell=True)),))
    if scene.slots.get("aloud"):
        return Finish((cards.loudspeaker_card(now.survey, facts.agency),), (_open(),))
    if scene.slots.get("share"):
        return Finish((cards.share_card(now.survey, facts.agency),), (_open(),))
    replies = cards.survey_replies(now.survey, facts.agency)
    choices = (
        Choice(copy.SHARE, go("survey", share=True)),
        Choice(ALOUD, go("survey", aloud=True)),
        Choice(copy.WHO_SEES, go("survey", privacy=True)),
    )
    return Finish(replies, choices)


def _closed(now: Season, facts: Facts, instrument: Instrument) -> str:
    """Why there is no link to give, and what happens next."""
    voice, survey = facts.voice, now.survey
    if survey is None:
        return f"{copy.nothing(voice, facts.agency, instrument)}\n{person_to_ask(facts.agency, voice)}"
    if now.state is State.BEFORE and survey.start:
        return copy.not_yet(voice, instrument, survey.start)
    if survey.end:
        return copy.closed(voice, instrument, survey.fiscal_year, survey.end)
    return copy.unclear(voice, instrument, survey.fiscal_year)


def _open() -> Choice:
    return Choice(copy.OPEN, go("survey"))


def _stop() -> Choice:
    return Choice(copy.DO_NOT_TELL, go("survey", stop=True))


SURVEY = Dialog(
    name="survey",
    title="แบบสำรวจ EIT",
    menu=30,
    guessed=frozenset({"instrument", "fiscal_year"}),
    steps=(Step("consent", _ask, _read, when=_asks),),
    prefill=prefill,
    follow_up=follow_up,
    claims=claims,
    finish=finish,
)
