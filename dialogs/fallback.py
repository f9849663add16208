"""When no dialog takes a message: say what can be done, one tap away; the second time, offer people."""

from dataclasses import replace

from dialogs.catalogue import choices, title
from dialogs.copy import fallback as copy
from dialogs.copy import teach
from dialogs.copy.common import person_to_ask
from dialogs.engine.buttons import go
from dialogs.engine.outcome import Outcome
from dialogs.help import menu
from dialogs.records.conversation import Conversation
from dialogs.records.effect import NoteMiss
from dialogs.records.facts import Facts
from dialogs.records.message import Kind, Message
from dialogs.records.reply import Answer, Choice, Reply, Say
from dialogs.understanding.learning import offerable
from dialogs.urgent import number_to_call

OFFERED = ("measure_status", "ita_score", "survey", "contact")


def first(conversation: Conversation, message: Message, facts: Facts) -> Outcome | str | None:
    """An emergency or a cry for help: whom to call, at once. An invitation's code: to the binding."""
    if call := number_to_call(message):
        return Outcome(conversation, Answer((Say(copy.urgent(facts.voice, call)),)))
    return "staff_link" if facts.invitation else None


def fallback(conversation: Conversation, message: Message, facts: Facts) -> Outcome:
    """The kind answer."""
    missed = replace(conversation, misses=conversation.misses + 1)
    offered = choices(*OFFERED)
    if message.kind is Kind.STICKER:
        return Outcome(replace(missed, misses=0), Answer((Say(copy.sticker(facts.voice)),), offered))
    if message.kind is not Kind.TEXT:
        return Outcome(replace(missed, misses=0), Answer((Say(copy.not_text(facts.voice, message.kind)),), offered))
    return replace(_not_understood(missed, offered, message, facts), effects=(NoteMiss(),))


def _not_understood(missed: Conversation, buttons: tuple[Choice, ...], message: Message, facts: Facts) -> Outcome:
    if missed.misses < 2:
        replies: tuple[Reply, ...] = (Say(copy.can_do(facts.voice, [title(intent) for intent in OFFERED])),)
    else:
        card, buttons = menu(facts)
        people = Say(person_to_ask(facts.agency, facts.voice))
        replies = (Say(copy.second_miss(facts.voice)), people, card)
    text = offerable(message.text, message.reading) if facts.agency.learns and message.reading else None
    if text is None:
        return Outcome(missed, Answer(replies, buttons))
    asked = replace(missed, context={"missed": text})
    keep = Choice(teach.KEEP, go("teach"))
    return Outcome(asked, Answer((*replies, Say(teach.may_we(facts.voice, text))), (*buttons[:11], keep)))
