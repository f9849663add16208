"""What runs turns, made from the shared parts: for the worker and for the chat in the terminal."""

from bot.parts import Parts
from dialogs.catalogue import general_engine, guessed
from dialogs.understanding.service import AgencyListener, Listener
from dialogs.understanding.understanding import Understanding
from handlers.turn import Checkpoint, Turn, no_checkpoint
from storage.conversations.store import ConversationStore
from storage.effects import EffectRunner
from storage.inbox import Inbox
from storage.invitations import InvitationDesk


def load_listener() -> AgencyListener:
    """The understanding, warmed: slow to make, shared by all threads of a process."""
    understanding = Understanding.load()
    understanding.warm()
    return AgencyListener(understanding, guessed())


def make_turn(parts: Parts, listener: Listener, checkpoint: Checkpoint = no_checkpoint) -> Turn:
    """The turn of the general side on these stores."""
    return Turn(
        keyring=parts.keyring,
        directory=parts.directory,
        conversations=ConversationStore(parts.redis, parts.keyring),
        inbox=Inbox(parts.database, parts.keyring, EffectRunner(parts.keyring)),
        engine=general_engine(),
        listener=listener,
        invitations=InvitationDesk(parts.database, parts.keyring, parts.redis),
        clock=parts.clock,
        checkpoint=checkpoint,
    )
