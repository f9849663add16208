"""Follow a measure or the agency's news, stop with one word, list what is followed; reminders of staff, on and off."""

from dialogs.copy import follow as copy
from dialogs.engine.buttons import go
from dialogs.engine.model import Dialog, Finish, Option, Prompt, Retry, Scene, Step
from dialogs.engine.slots import wish_of
from dialogs.measure_find import slots_of
from dialogs.records.effect import FollowMeasure, SetReminders, Unfollow
from dialogs.records.facts import Facts, Role
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Kind, Message
from dialogs.records.reply import Choice, Say
from dialogs.thai.text import compact
from dialogs.understanding.answers import is_no, is_yes

OFFERED = 10
_STOP = (
    "เลิก",
    "หยุด",
    "ไม่ต้องแจ้ง",
    "ไม่ต้องเตือน",
    "ยกเลิกการติดตาม",
    "ไม่เอาแจ้ง",
    "ไม่รับข่าว",
    "unsub",
    "unfollow",
    "บ่ต้องแจ้ง",
    "ปิดแจ้งเตือน",
    "ปิดการแจ้ง",
    "ไม่ต้องส่ง",
    "อย่าส่ง",
)
_ALL = ("ทั้งหมด", "ทุกเรื่อง", "ทุกอย่าง")
_REMIND = "เตือน"
_NO_REMINDING = ("ไม่ต้อง", "ไม่เอา", "ไม่รับ", "เลิก", "หยุด", "ปิด", "งด", "อย่า", "ยกเลิก", "บ่ต้อง")
_REMINDED = frozenset({Role.STAFF, Role.DIRECTOR})
_LIST = ("ตามอะไร", "ตามเรื่องอะไร", "ตามเรื่องไหน", "ติดตามอะไร", "มีอะไรบ้าง", "รายการที่ติดตาม", "กำลังติดตาม", "ติดตามอยู่")


def prefill(message: Message, scene: Scene) -> JsonObject:
    typed = compact(message.text)
    slots: dict[str, Json] = {}
    said = slots_of(message)
    if "measure" not in said and (reminders := _reminders(typed, scene.facts)) is not None:
        return {"reminders": reminders}
    about = said.get("measure", scene.context.get("measure"))
    if about is not None:
        slots["measure"] = about
    if any(words in typed for words in _STOP):
        slots["stop"] = "all" if any(words in typed for words in _ALL) or about is None else "one"
    elif any(words in typed for words in _LIST):
        slots["list"] = True
    return slots


def _reminders(typed: str, facts: Facts) -> bool | None:
    """Whether staff want to be reminded of rounds; None where they speak of following, as citizens always do.

    แจ้งเตือน is said of both; who follows nothing can only mean reminders.
    """
    if _REMIND not in typed or not facts.roles & _REMINDED:
        return None
    stops = any(f"{word}{kind}{_REMIND}" in typed for word in _NO_REMINDING for kind in ("", "การ", "แจ้ง", "การแจ้ง"))
    if "แจ้งเตือน" in typed and (_followed(facts) or not stops):
        return None
    return not stops


def follow_up(message: Message, scene: Scene) -> JsonObject | None:
    """ "Changed my mind, no need to tell me" after following something."""
    if message.kind is not Kind.TEXT or wish_of(message) not in ("", "follow", "cancel"):
        return None
    typed = compact(message.text)
    return prefill(message, scene) if any(words in typed for words in (*_STOP, "ไม่ต้อง")) else None


def _wanted(scene: Scene) -> int | None:
    measure = scene.slots.get("measure")
    return measure if isinstance(measure, int) else None


def _name(measure_id: int | None, facts: Facts) -> str:
    measure = facts.agency.measure(measure_id) if measure_id is not None else None
    return copy.measure_name(measure) if measure else copy.news_name(facts.agency)


def _followed(facts: Facts) -> tuple[int | None, ...]:
    return facts.person.follows if facts.person else ()


def _asks(scene: Scene) -> bool:
    starts = not {"stop", "list", "reminders"} & set(scene.slots)
    return starts and _wanted(scene) not in _followed(scene.facts)


def _ask(scene: Scene) -> Prompt:
    words = copy.consent(scene.facts.voice, _name(_wanted(scene), scene.facts))
    return Prompt((Say(words),), (Option(copy.YES, True), Option(copy.NO, False)))


def _read(message: Message, scene: Scene) -> Json:
    if is_no(message.text):
        return False
    if is_yes(message.text):
        return True
    raise Retry(copy.yes_or_no(scene.facts.voice))


def finish(scene: Scene) -> Finish:
    facts, voice = scene.facts, scene.facts.voice
    if isinstance(reminders := scene.slots.get("reminders"), bool):
        return _set_reminders(facts, reminders)
    wanted = _wanted(scene)
    context: JsonObject = {} if wanted is None else {"measure": wanted}
    context = {"topic": "follow", **context}
    if "list" in scene.slots:
        return _listing(facts)
    if "stop" in scene.slots:
        return _stop(scene, wanted, context)
    if wanted in _followed(facts):
        stop = Choice(copy.STOP, go("follow", measure=wanted, stop="one"))
        return Finish((Say(copy.already(voice, _name(wanted, facts))),), (stop,), context=context)
    if not scene.slots["consent"]:
        return Finish((Say(copy.declined(voice)),), context=context)
    return Finish(
        (Say(copy.following(voice, _name(wanted, facts))),), effects=(FollowMeasure(wanted),), context=context
    )


def _set_reminders(facts: Facts, wanted: bool) -> Finish:
    """Asked of the facts again: a button may be older than the role."""
    if not facts.roles & _REMINDED:
        return Finish((Say(copy.reminders_are_for_staff(facts.voice)),))
    if wanted:
        return Finish((Say(copy.reminders_on(facts.voice)),), effects=(SetReminders(True),))
    again = Choice(copy.REMIND_AGAIN, go("follow", reminders=True))
    return Finish((Say(copy.reminders_off(facts.voice)),), (again,), effects=(SetReminders(False),))


def _stop(scene: Scene, wanted: int | None, context: JsonObject) -> Finish:
    facts, voice = scene.facts, scene.facts.voice
    waits = facts.person is not None and facts.person.waits_for_survey
    if not _followed(facts) and not waits:
        return Finish((Say(copy.nothing_followed(voice)),), context=context)
    if scene.slots["stop"] == "one" and wanted in _followed(facts):
        return Finish((Say(copy.stopped(voice, _name(wanted, facts))),), effects=(Unfollow(wanted),), context=context)
    return Finish((Say(copy.stopped_all(voice)),), effects=(Unfollow(None, everything=True),), context=context)


def _listing(facts: Facts) -> Finish:
    followed = _followed(facts)
    if not followed:
        return Finish((Say(copy.nothing_followed(facts.voice)),))
    names = [_name(measure, facts) for measure in followed]
    stops = [
        Choice(copy.stop_one(facts.agency.measure(one) if one is not None else None), _stop_one(one))
        for one in followed[:OFFERED]
    ]
    stop = Choice(copy.STOP_ALL, go("follow", stop="all"))
    return Finish((Say(copy.listing(facts.voice, names)),), (*stops, stop))


def _stop_one(measure_id: int | None) -> str:
    return go("follow", measure=measure_id, stop="one")


FOLLOW = Dialog(
    name="follow",
    title="ติดตามข่าวมาตรการ",
    menu=60,
    steps=(Step("consent", _ask, _read, when=_asks),),
    prefill=prefill,
    follow_up=follow_up,
    finish=finish,
)
