"""What one turn of the engine yields."""

from dataclasses import dataclass

from dialogs.records.conversation import Conversation
from dialogs.records.effect import Effect
from dialogs.records.reply import Answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """The new conversation, what to say (None: nothing), what to change, and what the message was taken for."""

    conversation: Conversation
    answer: Answer | None
    effects: tuple[Effect, ...] = ()
    intent: str = "unknown"
