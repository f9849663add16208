"""The general account never takes a complaint: it says why, and hands over to the separate channel.

Nothing of the message is kept; the address is the same for everybody.
"""

from functools import cache
from pathlib import Path

from dialogs.copy import complaint as copy
from dialogs.engine.model import Dialog, Finish, Scene
from dialogs.engine.slots import has
from dialogs.records.agency import friend_link
from dialogs.records.facts import Facts
from dialogs.records.json import JsonObject
from dialogs.records.message import Kind, Message
from dialogs.records.reply import Reply, Say
from dialogs.thai.text import compact

_ROUTES = Path(__file__).parent / "data" / "outside_routes.txt"
_ASKS_WHY = ("ทำไม", "ตรงนี้ไม่ได้", "ที่นี่ไม่ได้", "พิมพ์ตรงนี้", "พิมพ์ที่นี่", "ในนี้ไม่ได้", "บอกตรงนี้")


@cache
def outside_routes() -> tuple[str, ...]:
    """NACC, PACC and Damrongdhama, as the data file has them."""
    lines = _ROUTES.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def prefill(message: Message, _scene: Scene) -> JsonObject:
    """Whether something was told or only asked; nothing of what was told."""
    typed = compact(message.text)
    return {"told": len(typed) > 25} | ({"why": True} if any(words in typed for words in _ASKS_WHY) else {})


def follow_up(message: Message, scene: Scene) -> JsonObject | None:
    """Whatever is typed right after the hand-over and is no other clear wish is about it; it is not kept either."""
    reading = message.reading
    if message.kind is not Kind.TEXT or reading is None:
        return None
    if reading.decision == "act" and reading.intent not in ("complaint", "complaint_follow_up"):
        return None
    if reading.decision == "unknown" and len(compact(message.text)) < 8:
        return None
    return {**prefill(message, scene), "again": True}


def finish(scene: Scene) -> Finish:
    voice = scene.facts.voice
    replies: list[Reply] = [Say(_first_words(scene))]
    if scene.slots.get("told"):
        replies.append(Say(copy.please_unsend(voice)))
    replies.append(Say(where(scene.facts)))
    return Finish(tuple(replies), context={"topic": "complaint"})


def _first_words(scene: Scene) -> str:
    voice = scene.facts.voice
    if scene.slots.get("why"):
        return copy.why(voice)
    return copy.nothing_filed(voice) if scene.slots.get("again") else copy.hand_over(voice)


def where(facts: Facts) -> str:
    """The separate channel, and the outside routes."""
    url = facts.agency.complaint_url
    first = copy.address(url) if url else copy.no_channel(facts.voice)
    if url and (friend := friend_link(facts.agency.complaint_line_id)):
        first = f"{first}\n{copy.account(friend)}"
    return f"{first}\n\n{copy.outside(outside_routes())}"


def prefill_code(message: Message, _scene: Scene) -> JsonObject:
    return {"code": True} if has(message, "receipt") else {}


def finish_follow_up(scene: Scene) -> Finish:
    """Points to the channel and takes no code."""
    replies: list[Reply] = [Say(copy.follow_up(scene.facts.voice))]
    if scene.slots.get("code"):
        replies.append(Say(copy.code_typed(scene.facts.voice)))
    replies.append(Say(where(scene.facts)))
    return Finish(tuple(replies), context={"topic": "complaint"})


COMPLAINT = Dialog(
    name="complaint", title="แจ้งเบาะแสทุจริต", menu=70, prefill=prefill, follow_up=follow_up, finish=finish
)
COMPLAINT_FOLLOW_UP = Dialog(
    name="complaint_follow_up",
    title="ตามเรื่องที่แจ้งไว้",
    prefill=prefill_code,
    follow_up=follow_up,
    finish=finish_follow_up,
)
