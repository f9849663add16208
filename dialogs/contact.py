"""Contact: names, phones by unit, hours, place, links; and what to do while the website is down."""

from dialogs.cards import flex
from dialogs.cards.loudspeaker import to_read_out
from dialogs.copy import contact as copy
from dialogs.copy import loudspeaker
from dialogs.copy.common import person_to_ask
from dialogs.engine.buttons import go
from dialogs.engine.model import Dialog, Finish, Scene
from dialogs.engine.slots import first_text, wish_of
from dialogs.records.effect import ReportSiteDown
from dialogs.records.facts import AgencyFacts, Facts
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Kind, Message
from dialogs.records.reply import Choice, LinkChoice, Reply, Say, Show
from dialogs.thai.text import compact

SHOWN = 8
_SITE = ("เว็บ", "เวป", "เวบ", "website", "site", "หน้าเว็บ")
_DOWN = ("ล่ม", "เข้าไม่ได้", "เปิดไม่ได้", "เข้าไม่ได", "เปิดไม่ติด", "ไม่ขึ้น", "โหลดไม่", "เข้าบ่ได้", "เปิดบ่ได้", "error", "พัง")
LOUDSPEAKER = ("หอกระจายข่าว", "เสียงตามสาย", "อ่านประกาศ", "ประกาศหมู่บ้าน")
_WORDS_WANTED = ("ข้อความ", "ประกาศ", "อ่าน", "ประชาสัมพันธ์")
_ASKED = {
    "facebook": ("เฟซบุ๊ก", "เฟสบุ๊ค", "เฟสบุค", "เฟซบุค", "facebook", "เพจ", "เฟส"),
    "line": ("ไลน์ชื่อ", "ไลน์เทศบาล", "ไลน์อบต", "ไลน์อะไร", "lineชื่อ", "ไอดีไลน์", "lineid", "ไลน์"),
    "website": _SITE,
    "map": ("แผนที่", "ตั้งอยู่", "อยู่ที่ไหน", "อยู่ตรงไหน", "ที่ตั้ง", "ไปยังไง", "ไปทางไหน", "ที่อยู่"),
}


def prefill(message: Message, _scene: Scene) -> JsonObject:
    typed = compact(message.text)
    slots: dict[str, Json] = {}
    if unit := first_text(message, "unit"):
        slots["unit"] = unit
    if any(word in typed for word in _SITE) and any(word in typed for word in _DOWN):
        return {"down": True}
    asked = [name for name, words in _ASKED.items() if any(word in typed for word in words)]
    if any(word in typed for word in LOUDSPEAKER):
        return {"aloud": True}
    if asked and "unit" not in slots:
        slots["asked"] = asked
    return slots


def claims(message: Message, _facts: Facts) -> bool:
    """A name, a link or the place is asked for, and the understanding thinks of contacts without being sure.

    A text for the loudspeaker that is about nothing else makes the agency's names and numbers known.
    """
    reading = message.reading
    if message.kind is not Kind.TEXT or reading is None or reading.decision == "act":
        return False
    typed = compact(message.text)
    if any(word in typed for word in LOUDSPEAKER) and any(word in typed for word in _WORDS_WANTED):
        return True
    return (reading.decision, reading.intent) == ("ask", "contact") and any(
        word in typed for words in _ASKED.values() for word in words
    )


def follow_up(message: Message, scene: Scene) -> JsonObject | None:
    """ "แล้วเฟซบุ๊กล่ะ" after an answer about contacts."""
    if message.kind is not Kind.TEXT or wish_of(message) not in ("", "contact"):
        return None
    said = prefill(message, scene)
    return said if {"asked", "down"} & said.keys() else None


def finish(scene: Scene) -> Finish:
    facts = scene.facts
    agency = facts.agency
    unit = str(scene.slots.get("unit", ""))
    context: JsonObject = {"unit": unit} if unit else {"topic": "contact"}
    if scene.slots.get("down"):
        return _down(facts, context)
    if scene.slots.get("aloud"):
        return Finish((to_read_out(copy.aloud_text(agency), agency),), context=context)
    if unit:
        return Finish((Say(_one(facts, unit)),), context=context)
    if not agency.contacts and not agency.website:
        return Finish((Say(copy.nothing(facts.voice, agency)),), context=context)
    asked = scene.slots.get("asked")
    first = [Say(_asked(str(name), facts)) for name in asked] if isinstance(asked, list) else []
    replies: list[Reply] = [*first[:2], Show(copy.alt(facts.voice, agency), _card(agency))]
    if facts.roles and (doubts := copy.for_staff(facts.voice, agency)):
        replies.append(Say(doubts))
    aloud = Choice(loudspeaker.ALOUD, go("contact", aloud=True))
    return Finish(tuple(replies), (aloud,), context=context)


def _one(facts: Facts, unit: str) -> str:
    contact = facts.agency.contact_of(unit)
    if contact is None:
        return copy.unit_without_phone(facts.voice, unit, facts.agency)
    return copy.unit_answer(facts.voice, contact, facts.agency)


def _asked(name: str, facts: Facts) -> str:
    """The one thing that was asked for, by its name; or plainly that it is not there."""
    agency, voice = facts.agency, facts.voice
    if name == "line":
        return copy.this_is_line(voice, agency)
    if name == "map":
        return copy.where(voice, agency)
    address = {"website": agency.website, "facebook": agency.facebook}.get(name, "")
    return copy.named(voice, agency, name, address) if address else copy.not_named(voice, agency, name)


def _down(facts: Facts, context: JsonObject) -> Finish:
    """The website does not open: the chat has the same facts, and staff get to know."""
    agency, voice = facts.agency, facts.voice
    choices = (
        Choice(copy.DOCUMENTS, go("documents")),
        Choice(copy.MEASURES, go("measure_status")),
        Choice(copy.SURVEY, go("survey")),
    )
    if not agency.website:
        words = f"{copy.not_named(voice, agency, 'website')}\n{person_to_ask(agency, voice)}"
        return Finish((Say(words),), choices, context=context)
    replies: list[Reply] = [
        Say(copy.site_down(voice, agency, facts.agency.website_link)),
        Show(copy.alt(voice, agency), _card(agency)),
    ]
    return Finish(tuple(replies), choices, effects=(ReportSiteDown(),), context=context)


def _card(agency: AgencyFacts) -> JsonObject:
    parts = [flex.text(copy.place(agency), color=flex.QUIET, margin="sm")]
    parts += [flex.row(name, value) for name, value in _names(agency) if value]
    for contact in agency.contacts[:SHOWN]:
        parts.append(flex.line())
        parts.append(flex.text(copy.unit_name(contact, agency), bold=True, margin="lg"))
        parts.append(flex.text(copy.unit_line(contact), margin="xs"))
        parts.append(flex.text(copy.hours(contact), size="xs", color=flex.QUIET, margin="xs"))
    if any(contact.is_sample for contact in agency.contacts):
        parts.append(flex.text(copy.sample_note(), size="xs", color=flex.WAIT, margin="lg"))
    return flex.bubble(copy.card_title(agency), parts, over=copy.over(), footer=_links(agency))


def _names(agency: AgencyFacts) -> list[tuple[str, str]]:
    """The official names under which the agency is found."""
    return [
        (copy.SITE_NAME, copy.site_name(agency.website)),
        (copy.PAGE_NAME, copy.site_name(agency.facebook)),
        (copy.LINE_NAME, agency.line_id),
    ]


def _links(agency: AgencyFacts) -> list[JsonObject]:
    main = agency.main_contact
    links = [
        (copy.CALL, copy.dialled(main)),
        (copy.WEBSITE, agency.website),
        (copy.FACEBOOK, agency.facebook),
        (copy.MAP, copy.map_address(agency)),
        (copy.PUBLIC_PAGE, agency.public_url if agency.public_url.startswith("https://") else ""),
    ]
    return [flex.button(LinkChoice(name, address)) for name, address in links if address]


CONTACT = Dialog(
    name="contact",
    title="ติดต่อหน่วยงาน",
    menu=50,
    guessed=frozenset({"unit"}),
    prefill=prefill,
    follow_up=follow_up,
    claims=claims,
    finish=finish,
)
