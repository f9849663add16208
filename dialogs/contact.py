"""Contact: phones by unit, hours, place, links."""

from dialogs.cards import flex
from dialogs.copy import contact as copy
from dialogs.engine.model import Dialog, Finish, Scene
from dialogs.engine.slots import first_text
from dialogs.records.facts import AgencyFacts, Facts
from dialogs.records.json import JsonObject
from dialogs.records.message import Message
from dialogs.records.reply import LinkChoice, Reply, Say, Show

SHOWN = 8


def prefill(message: Message, _scene: Scene) -> JsonObject:
    unit = first_text(message, "unit")
    return {"unit": unit} if unit else {}


def finish(scene: Scene) -> Finish:
    facts = scene.facts
    unit = str(scene.slots.get("unit", ""))
    context = {"unit": unit} if unit else {"topic": "contact"}
    if unit:
        return Finish((Say(_one(facts, unit)),), context=context)
    if not facts.agency.contacts and not facts.agency.website:
        return Finish((Say(copy.nothing(facts.voice, facts.agency)),), context=context)
    replies: list[Reply] = [Show(copy.alt(facts.voice, facts.agency), _card(facts.agency))]
    if facts.roles and (doubts := copy.for_staff(facts.voice, facts.agency)):
        replies.append(Say(doubts))
    return Finish(tuple(replies), context=context)


def _one(facts: Facts, unit: str) -> str:
    contact = facts.agency.contact_of(unit)
    if contact is None:
        return copy.unit_without_phone(facts.voice, unit, facts.agency)
    return copy.unit_answer(facts.voice, contact, facts.agency)


def _card(agency: AgencyFacts) -> JsonObject:
    parts = [flex.text(copy.place(agency), color=flex.QUIET, margin="sm")]
    for contact in agency.contacts[:SHOWN]:
        parts.append(flex.line())
        parts.append(flex.text(copy.unit_name(contact, agency), bold=True, margin="lg"))
        parts.append(flex.text(copy.unit_line(contact), margin="xs"))
        parts.append(flex.text(copy.hours(contact), size="xs", color=flex.QUIET, margin="xs"))
    if any(contact.is_sample for contact in agency.contacts):
        parts.append(flex.text(copy.sample_note(), size="xs", color=flex.WAIT, margin="lg"))
    return flex.bubble(copy.card_title(agency), parts, over=copy.over(), footer=_links(agency))


def _links(agency: AgencyFacts) -> list[JsonObject]:
    links = [
        (copy.WEBSITE, agency.website),
        (copy.FACEBOOK, agency.facebook),
        (copy.MAP, agency.map_url),
    ]
    return [flex.button(LinkChoice(name, address)) for name, address in links if address]


CONTACT = Dialog(
    name="contact", title="ติดต่อหน่วยงาน", menu=50, guessed=frozenset({"unit"}), prefill=prefill, finish=finish
)
