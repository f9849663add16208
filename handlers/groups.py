"""In a group or a room the bot says one sentence, once a day, and nothing personal."""

from dataclasses import replace

from dialogs.copy import groups as copy
from dialogs.engine.outcome import Outcome
from dialogs.records.conversation import Conversation
from dialogs.records.facts import Facts
from dialogs.records.reply import Answer, Say
from handlers.incoming import Incoming


def group_answer(incoming: Incoming, conversation: Conversation, facts: Facts) -> Outcome:
    """The sentence on joining and on the first message of a day; silence otherwise."""
    today = facts.today.isoformat()
    if incoming.type not in ("join", "message") or conversation.context.get("told") == today:
        return Outcome(conversation, None)
    told = replace(conversation, context={"told": today})
    return Outcome(told, Answer((Say(copy.talk_privately(facts.voice, facts.agency.short_name)),)), intent="help")
