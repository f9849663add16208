"""Evidence in the form of a progress report: pictures, files and links, each message in a slot of its own.

A slot for each message is what makes the rest simple: an unsent message empties its slot, "back" takes the last one
out, and the form is complete with none or ten. Content stays at LINE here; what a slot names is fetched later
(``storage.evidence``). Pictures may come at any question of the form, also before it and at the review.
"""

from collections import Counter
from collections.abc import Callable, Mapping

from dialogs.copy import evidence as copy
from dialogs.engine.model import Option, Prompt, Retry, Scene
from dialogs.links import is_good, written_links
from dialogs.records.evidence import CONTENT, MAX_FILE_BYTES, MAX_ITEMS, EvidenceFacts, FileKind, Proof
from dialogs.records.filename import ending_of
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Kind, Message
from dialogs.records.reply import Reply, Say
from dialogs.report_slots import corrected

ITEM = "evidence:"
REFUSED = "refused"
FRESH = "fresh"
"""The slot that leaves out the evidence of the report that is corrected."""
MAX_LINKS = 3
ENDINGS = frozenset((".pdf", ".docx", ".xlsx", ".pptx", ".jpg", ".jpeg", ".png", ".gif", ".webp"))
_WITH_MACROS = frozenset((".docm", ".xlsm", ".pptm", ".dotm", ".xltm", ".xlsb", ".potm", ".ppsm"))
Reader = Callable[[Message, Scene], Json]


def items(scene: Scene) -> Mapping[str, JsonObject]:
    """The evidence so far, by slot, in the order it came."""
    return {name: value for name, value in scene.slots.items() if name.startswith(ITEM) and isinstance(value, Mapping)}


def carried(scene: Scene) -> tuple[EvidenceFacts, ...]:
    """The files of the report that is corrected, unless they were taken out."""
    before = corrected(scene)
    return before.files if before and FRESH not in scene.slots else ()


def links(scene: Scene) -> tuple[str, ...]:
    """The good links among it, those of the report that is corrected first; a pressed button may hold others."""
    before = corrected(scene)
    old = [item.get("url", "") for item in before.evidence] if before and FRESH not in scene.slots else []
    new = [link for item in items(scene).values() if isinstance(given := item.get("links"), list) for link in given]
    return tuple(dict.fromkeys(str(link) for link in (*old, *new) if is_good(str(link))))


def files(scene: Scene) -> tuple[str, ...]:
    """The messages (digests) whose content belongs to the report."""
    return tuple(str(item[CONTENT]) for item in items(scene).values() if isinstance(item.get(CONTENT), str))


def proof(scene: Scene) -> Proof:
    """How much of each kind the report will hold."""
    kinds = Counter(str(item.get("kind")) for item in items(scene).values() if CONTENT in item)
    kinds.update(str(file.kind) for file in carried(scene))
    return Proof(kinds[FileKind.PICTURE], kinds[FileKind.FILE], len(links(scene)))


def named(scene: Scene) -> dict[str, str]:
    """Each item's slot with a short name for people: รูป 1, รูป 2, ไฟล์ 1, ลิงก์ 1."""
    seen: Counter[str] = Counter()
    names = {}
    for slot, item in items(scene).items():
        kind = str(item.get("kind") or "link")
        seen[kind] += 1
        names[slot] = copy.item(kind, seen[kind])
    return names


# --- reading ---------------------------------------------------------------------------------------------------------


def content_item(message: Message, scene: Scene) -> Json:
    """A picture or file as the slot's value, None for any other message. Raises Retry for what is not kept."""
    voice = scene.facts.voice
    if message.kind in (Kind.VIDEO, Kind.VOICE):
        raise Retry(copy.no_video(voice))
    if message.kind not in (Kind.PICTURE, Kind.FILE):
        return None
    _check_room(scene)
    if message.kind is Kind.FILE:
        _check_claims(message, scene)
    kind = FileKind.PICTURE if message.kind is Kind.PICTURE else FileKind.FILE
    item: dict[str, Json] = {"slot": ITEM + message.id, CONTENT: message.id, "kind": str(kind)}
    if message.album:
        item["album"] = [message.album.key, message.album.total]
    return item


def link_item(message: Message, scene: Scene) -> Json:
    """The links of a text as the slot's value, None where it has none. Raises Retry for a bad one."""
    found = written_links(message.text) if message.kind is Kind.TEXT else []
    if not found:
        return None
    if not all(is_good(link) for link in found):
        raise Retry(copy.bad_link(scene.facts.voice))
    _check_room(scene)
    return {"slot": ITEM + message.id, "links": found[:MAX_LINKS]}


def also_taking_content(read: Reader) -> Reader:
    """A step's reader that takes pictures and files as well, and is asked again after them."""

    def reading(message: Message, scene: Scene) -> Json:
        item = content_item(message, scene)
        return read(message, scene) if item is None else item

    return reading


def also_taking_evidence(read: Reader) -> Reader:
    """The same, with links."""

    def reading(message: Message, scene: Scene) -> Json:
        item = link_item(message, scene)
        return read(message, scene) if item is None else item

    return also_taking_content(reading)


def _check_room(scene: Scene) -> None:
    if len(items(scene)) >= MAX_ITEMS:
        raise Retry(copy.too_many(scene.facts.voice, MAX_ITEMS))


def _check_claims(message: Message, scene: Scene) -> None:
    """What a file says of itself; the worker looks at what it is."""
    voice, ending = scene.facts.voice, ending_of(message.name)
    if ending in _WITH_MACROS:
        raise Retry(copy.has_macros(voice))
    if ending not in ENDINGS:
        raise Retry(copy.foreign_file(voice))
    if message.size > MAX_FILE_BYTES:
        raise Retry(copy.too_large(voice, MAX_FILE_BYTES))


# --- slots -----------------------------------------------------------------------------------------------------------


def item_slot(value: Json) -> str | None:
    """Where an answer belongs if it is evidence."""
    slot = value.get("slot") if isinstance(value, Mapping) else None
    return slot if isinstance(slot, str) and slot.startswith(ITEM) else None


def evidence_slot(value: Json) -> str | None:
    """The same, and the wish to leave out what the corrected report had."""
    return FRESH if isinstance(value, Mapping) and FRESH in value else item_slot(value)


def before_form(message: Message, scene: Scene) -> dict[str, Json]:
    """The slot of a picture or file that opens the form."""
    try:
        item = content_item(message, scene)
    except Retry as retry:
        return {REFUSED: str(retry)}
    slot = item_slot(item)
    return {slot: item} if slot else {}


def removed(value: Json) -> tuple[str, ...]:
    """The slots that "take this one out" empties."""
    slot = value.get("drop") if isinstance(value, Mapping) else None
    return (slot, "evidence") if isinstance(slot, str) and slot.startswith(ITEM) else ()


# --- asking ----------------------------------------------------------------------------------------------------------


def prompt(scene: Scene, question: Reply, options: tuple[Option, ...] = ()) -> Prompt:
    """A question, after a word about what was just received; nothing while pictures of one album are still coming."""
    newest = next(reversed(list(scene.slots)), "")
    if newest == REFUSED:
        return Prompt((Say(str(scene.slots[REFUSED])), question), options)
    if not newest.startswith(ITEM):
        return Prompt((question,), options)
    if _is_coming(scene, newest):
        return Prompt((), options)
    return Prompt((Say(copy.received(scene.facts.voice, proof(scene))), question), options)


def _is_coming(scene: Scene, newest: str) -> bool:
    album = items(scene).get(newest, {}).get("album")
    if not isinstance(album, list) or len(album) != 2 or not isinstance(album[1], int):
        return False
    arrived = sum(item.get("album") == album for item in items(scene).values())
    return arrived < album[1] and len(items(scene)) < MAX_ITEMS


def ask(scene: Scene) -> Prompt:
    """Is there evidence; at the second time: is this all."""
    voice, names = scene.facts.voice, named(scene)
    if not proof(scene).total:
        return prompt(scene, Say(copy.any_evidence(voice)), (Option(copy.SKIP, [], copy.NOTHING),))
    drops = tuple(Option(copy.take_out(name), {"drop": slot}) for slot, name in names.items())
    old = (Option(copy.DROP_OLD, {FRESH: True}),) if proof(scene).total > len(names) else ()
    options = (Option(copy.ENOUGH, [], copy.NOTHING), *old, *drops)
    return prompt(scene, Say(copy.anything_else(voice, proof(scene))), options)
