"""Binding by a one-time code; unbinding at any time, as was said when binding; an administrator's way to the console."""

from dialogs.console_code import asks_for_console, console_finish
from dialogs.copy import staff_link as copy
from dialogs.engine.buttons import go
from dialogs.engine.model import Dialog, Finish, Option, Prompt, Retry, Scene, Step
from dialogs.records.effect import LinkStaff, UnlinkStaff
from dialogs.records.facts import InvitationFacts, Role
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Message
from dialogs.records.reply import Choice, Say
from dialogs.thai.text import compact
from dialogs.understanding.answers import is_no, is_yes

_UNLINK = ("เลิกผูก", "ยกเลิกผูก", "ยกเลิกการผูก", "ถอนบัญชี", "ลาออก", "unlink", "unbind", "ออกจากระบบ", "เอาบัญชีออก", "ปลดบัญชี")


def prefill(message: Message, scene: Scene) -> JsonObject:
    if asks_for_console(message, scene.facts):
        return {"console": True}
    if any(words in compact(message.text) for words in _UNLINK):
        return {"unlink": True}
    invitation = scene.facts.invitation
    return {"invitation": _stored(invitation)} if invitation and invitation.is_valid else {}


def _stored(invitation: InvitationFacts) -> JsonObject:
    roles = [str(role) for role in Role if role in invitation.roles]
    return {"id": invitation.id, "label": invitation.label, "unit": invitation.unit, "roles": roles}


def _chosen(scene: Scene) -> InvitationFacts:
    stored = scene.slots["invitation"]
    if not isinstance(stored, dict):
        raise TypeError("the invitation's slot holds an object")
    listed = stored["roles"]
    roles = frozenset(Role(str(role)) for role in listed) if isinstance(listed, list) else frozenset[Role]()
    return InvitationFacts(int(str(stored["id"])), str(stored["label"]), str(stored["unit"]), roles, True, False)


def _links(scene: Scene) -> bool:
    return not {"unlink", "console"} & set(scene.slots) and not scene.facts.roles


def _unlinks(scene: Scene) -> bool:
    return "unlink" in scene.slots and bool(scene.facts.roles)


def _ask_code(scene: Scene) -> Prompt:
    invitation = scene.facts.invitation
    if invitation and not invitation.is_valid:
        return Prompt((Say(_refusal(scene, invitation)),))
    return Prompt((Say(copy.ask_code(scene.facts.voice)),))


def _read_code(_message: Message, scene: Scene) -> Json:
    invitation = scene.facts.invitation
    if invitation is None:
        raise Retry(copy.no_code(scene.facts.voice))
    if not invitation.is_valid:
        raise Retry(_refusal(scene, invitation))
    return _stored(invitation)


def _refusal(scene: Scene, invitation: InvitationFacts) -> str:
    return copy.too_many(scene.facts.voice) if invitation.too_many else copy.bad_code(scene.facts.voice)


def _ask_consent(scene: Scene) -> Prompt:
    words = copy.consent(scene.facts.voice, _chosen(scene))
    return Prompt((Say(words),), (Option(copy.YES, True), Option(copy.NO, False)))


def _ask_unlink(scene: Scene) -> Prompt:
    options = (Option(copy.UNLINK_YES, True), Option(copy.UNLINK_NO, False))
    return Prompt((Say(copy.ask_unlink(scene.facts.voice)),), options)


def _read_yes(message: Message, scene: Scene) -> Json:
    if is_no(message.text):
        return False
    if is_yes(message.text):
        return True
    yes, no = (copy.UNLINK_YES, copy.UNLINK_NO) if "unlink" in scene.slots else (copy.YES, copy.NO)
    raise Retry(copy.yes_or_no(scene.facts.voice, yes, no))


def finish(scene: Scene) -> Finish:
    voice, slots = scene.facts.voice, scene.slots
    if "console" in slots:
        return console_finish(scene)
    if "sure" in slots:
        if slots["sure"] is True:
            return Finish((Say(copy.unlinked(voice)),), effects=(UnlinkStaff(),))
        return Finish((Say(copy.kept(voice)),))
    if "consent" in slots:
        if slots["consent"] is True:
            invitation = _chosen(scene)
            return Finish((Say(copy.linked(voice, invitation)),), effects=(LinkStaff(invitation.id),))
        return Finish((Say(copy.not_linked(voice)),))
    if not scene.facts.roles:
        return Finish((Say(copy.not_bound(voice)),))
    return Finish((Say(copy.who_you_are(voice, scene.facts)),), (Choice(copy.UNLINK, go("staff_link", unlink=True)),))


STAFF_LINK = Dialog(
    name="staff_link",
    title="ผูกบัญชีเจ้าหน้าที่",
    steps=(
        Step("invitation", _ask_code, _read_code, when=_links),
        Step("consent", _ask_consent, _read_yes, when=_links),
        Step("sure", _ask_unlink, _read_yes, when=_unlinks),
    ),
    prefill=prefill,
    claims=asks_for_console,
    finish=finish,
)
