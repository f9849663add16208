"""When no dialog takes a message: say what can be done, one tap away; the second time, offer people."""

from dataclasses import replace

from dialogs.catalogue import choices, general_dialogs, title
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
from dialogs.rights import own_measures, reports, works_here
from dialogs.summary_wish import sending
from dialogs.understanding.learning import offerable
from dialogs.urgent import number_to_call

OFFERED = ("measure_status", "ita_score", "survey", "contact")


def first(conversation: Conversation, message: Message, facts: Facts) -> Outcome | str | None:
    """An emergency or a cry for help: whom to call, at once. An invitation's code: to the binding.

    When summaries are sent is a wish that sounds like following a measure: its own words tell it apart. A picture or
    file from somebody who reports is most likely evidence: they are asked of which measure. Dialogs claim
    words of their own that the understanding is not sure of.
    """
    if call := number_to_call(message):
        return Outcome(conversation, Answer((Say(copy.urgent(facts.voice, call)),)))
    if works_here(facts) and sending(message.text):
        return "summary"
    if message.kind in (Kind.PICTURE, Kind.FILE) and reports(facts) and own_measures(facts):
        return "report_progress"
    if facts.invitation:
        return "staff_link"
    return next((name for name, dialog in general_dialogs().items() if dialog.claims(message, facts)), None)


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
