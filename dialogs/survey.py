"""The EIT survey's link while its window is open; IIT is for staff and never given to the public."""

from dialogs.copy import survey as copy
from dialogs.copy.common import person_to_ask
from dialogs.engine.buttons import go
from dialogs.engine.model import Dialog, Finish, Scene
from dialogs.engine.slots import first_text, wish_of
from dialogs.records.facts import Facts, SurveyFacts
from dialogs.records.ita import Instrument
from dialogs.records.json import JsonObject
from dialogs.records.message import Kind, Message
from dialogs.records.reply import Choice, Reply, Say
from dialogs.thai.fiscal import round_end
from dialogs.thai.text import compact

_ABOUT_ME = ("รู้ชื่อ", "รู้มั้ย", "รู้ไหม", "ใครตอบ", "เห็นชื่อ", "เก็บชื่อ", "ระบุตัวตน", "เป็นความลับ", "ลับไหม")
_OUTSIDER = ("ไม่ได้ทำงาน", "เป็นประชาชน", "ชาวบ้าน", "คนนอก", "ไม่ใช่เจ้าหน้าที่")


def prefill(message: Message, _scene: Scene) -> JsonObject:
    typed = compact(message.text)
    if any(words in typed for words in _ABOUT_ME):
        return {"privacy": True}
    instrument = first_text(message, "instrument")
    return {"instrument": instrument} if instrument in ("IIT", "EIT") else {}


def follow_up(message: Message, scene: Scene) -> JsonObject | None:
    """ "I do not work here" and "will they know my name" after an answer about surveys."""
    if message.kind is not Kind.TEXT or wish_of(message) not in ("", "survey", "privacy"):
        return None
    typed = compact(message.text)
    if any(words in typed for words in _OUTSIDER):
        return {"instrument": "EIT"}
    return {"privacy": True} if any(words in typed for words in _ABOUT_ME) else None


def finish(scene: Scene) -> Finish:
    facts = scene.facts
    eit = _current(facts)
    context: JsonObject = {"topic": "survey"}
    replies: list[Reply] = []
    if scene.slots.get("privacy"):
        replies.append(Say(copy.who_sees(facts.voice)))
    if scene.slots.get("instrument") == "IIT":
        replies.append(Say(copy.staff_only(facts.voice)))
        return Finish(tuple(replies), (Choice(copy.EIT_INSTEAD, go("survey", instrument="EIT")),), context=context)
    if eit is None:
        words = f"{copy.nothing(facts.voice, facts.agency)}\n{person_to_ask(facts.agency, facts.voice)}"
        return Finish((*replies, Say(words)), context=context)
    return Finish((*replies, Say(_window(eit, facts))), context=context)


def _current(facts: Facts) -> SurveyFacts | None:
    surveys = [s for s in facts.agency.surveys if s.instrument is Instrument.EIT]
    return max(surveys, key=lambda s: s.fiscal_year, default=None)


def _window(survey: SurveyFacts, facts: Facts) -> str:
    """Before, in, or after the window. Where no valid end was announced, the season is over with the fiscal year."""
    if survey.start and facts.today < survey.start:
        return copy.not_yet(facts.voice, survey.start)
    if survey.end and facts.today > survey.end:
        return copy.closed(facts.voice, survey.fiscal_year, survey.end)
    if facts.today > round_end(survey.fiscal_year, 12):
        return copy.unclear(facts.voice, survey.fiscal_year)
    return copy.is_open(facts.voice, facts.agency, survey)


SURVEY = Dialog(
    name="survey",
    title="แบบสำรวจ EIT",
    menu=30,
    guessed=frozenset({"instrument"}),
    prefill=prefill,
    follow_up=follow_up,
    finish=finish,
)
