"""What is kept about the person who asks, and its deletion."""

from dialogs.copy import privacy as copy
from dialogs.engine.buttons import go
from dialogs.engine.model import Dialog, Finish, Option, Prompt, Retry, Scene, Step
from dialogs.records.effect import ForgetMe
from dialogs.records.facts import Facts
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Message
from dialogs.records.reply import Choice, Say
from dialogs.thai.text import compact
from dialogs.understanding.answers import is_no, is_yes

_DELETE = ("ลบ", "delete", "ลืม")


def prefill(message: Message, _scene: Scene) -> JsonObject:
    typed = compact(message.text)
    return {"delete": True} if any(word in typed for word in _DELETE) else {}


def _ask(scene: Scene) -> Prompt:
    return Prompt((Say(copy.ask_delete(scene.facts.voice)),), (Option(copy.YES, True), Option(copy.NO, False)))


def _read(message: Message, scene: Scene) -> Json:
    if is_no(message.text):
        return False
    if is_yes(message.text):
        return True
    raise Retry(copy.yes_or_no(scene.facts.voice))


def finish(scene: Scene) -> Finish:
    facts = scene.facts
    if scene.slots.get("sure") is True:
        return Finish((Say(copy.deleted(facts.voice)),), effects=(ForgetMe(),), context={"forgotten": True})
    if "sure" in scene.slots:
        return Finish((Say(copy.kept(facts.voice)),))
    words = "\n\n".join((copy.what_is_kept(facts.voice), _about_person(facts), copy.line_knows(facts.voice)))
    return Finish((Say(words),), (Choice(copy.DELETE, go("privacy", delete=True)),))


def _about_person(facts: Facts) -> str:
    if facts.person is None:
        return copy.citizen(facts.voice)
    if facts.roles:
        return copy.staff(facts.voice, facts.person.unit or facts.agency.name)
    return copy.follower(facts.voice, len(facts.person.follows) + facts.person.waits_for_survey)


PRIVACY = Dialog(
    name="privacy",
    title="ข้อมูลของฉัน",
    menu=80,
    steps=(Step("sure", _ask, _read, when=lambda scene: scene.slots.get("delete") is True),),
    prefill=prefill,
    finish=finish,
)
