"""One turn: what a message of one person leads to, decided once and answered once.

Order of the promises: effects and the note of the event in one SQL transaction; then the conversation and the answer
in Redis, together; then the reply. Kill the process between any two and the event comes again: it finds what was
decided, and goes on from there.
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from dialogs.cards.line import to_line
from dialogs.copy.fallback import our_fault, overtaken, too_fast
from dialogs.engine import format as stored
from dialogs.engine.engine import Engine
from dialogs.engine.outcome import Outcome
from dialogs.records.conversation import Conversation
from dialogs.records.effect import ForgetMe, LinkStaff, NoteMiss, UnlinkStaff
from dialogs.records.errors import Refused
from dialogs.records.facts import Facts, Role
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Kind, Message
from dialogs.records.reply import Answer, Say
from dialogs.records.voice import FEMALE
from dialogs.understanding.service import Listener
from handlers.contents import with_contents
from handlers.door import conversation_digest, message_digest
from handlers.events import read_message
from handlers.groups import group_answer
from handlers.incoming import Incoming
from storage.actor import Actor
from storage.agencies import AgencyDirectory, Known
from storage.conversations.store import ConversationStore, Loaded
from storage.events.partitions import partition_of
from storage.inbox import Inbox
from storage.invitations import InvitationDesk
from storage.sealing import Keyring

BANGKOK = ZoneInfo("Asia/Bangkok")
NONCE_BYTES = 24
Checkpoint = Callable[[str], None]


def no_checkpoint(_name: str) -> None:
    """Where a fault may be injected; does nothing outside the fault tests."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome of an event. ``worth_push``: if the reply's token is dead, the answer is worth a pushed message.

    ``roles_changed``: somebody was bound to the agency or is not any more, so they see another menu from now on.
    """

    messages: tuple[JsonObject, ...]
    intent: str
    worth_push: bool
    roles_changed: bool = False

    def dump(self) -> bytes:
        record = {
            "messages": self.messages,
            "intent": self.intent,
            "push": self.worth_push,
            "roles": self.roles_changed,
        }
        return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def load(cls, raw: bytes) -> "Decision":
        record = json.loads(raw)
        return cls(tuple(record["messages"]), record["intent"], record["push"], record.get("roles", False))


@dataclass(frozen=True, slots=True)
class Ownership:
    """The right to commit: the lease token, and a question whether it still holds."""

    token: str
    holds: Callable[[], bool]


FREE = Ownership("", lambda: True)
"""For a turn that runs alone, as in the terminal chat."""


class Turn:
    """Everything a turn needs, passed in."""

    def __init__(
        self,
        *,
        keyring: Keyring,
        directory: AgencyDirectory,
        conversations: ConversationStore,
        inbox: Inbox,
        engine: Engine,
        listener: Listener,
        invitations: InvitationDesk,
        clock: Callable[[], datetime],
        checkpoint: Checkpoint = no_checkpoint,
    ) -> None:
        self._keyring = keyring
        self._directory = directory
        self._conversations = conversations
        self._inbox = inbox
        self._engine = engine
        self._listener = listener
        self._invitations = invitations
        self._clock = clock
        self._checkpoint = checkpoint

    def run(self, incoming: Incoming, event: str, owner: Ownership = FREE, *, repeated: bool = False) -> Decision:
        """Decide an event, or find what was decided. Raises StoreUnavailable, LeaseLost, StaleConversation."""
        digest = conversation_digest(self._keyring, incoming.slug, incoming.source)
        partition = partition_of(digest)
        origin = message_digest(self._keyring, incoming.slug, incoming.message_id)
        loaded = self._conversations.load(partition, digest, event, origin)
        self._checkpoint("loaded")
        if loaded.outcome is not None:
            return Decision.load(loaded.outcome)
        known = self._directory.known(incoming.slug, self._keyring.digests("general", incoming.slug, incoming.source))
        if known is None or not incoming.is_active:
            return Decision((), "", worth_push=False)
        if incoming.hurried:
            return _said(too_fast(known.agency.voice))
        record, decision = self._decide(incoming, event, digest, loaded, known, origin, owner, repeated)
        self._checkpoint("decided")
        self._conversations.commit(partition, digest, event, loaded.revision, record, decision.dump(), owner.token)
        self._checkpoint("committed")
        return decision

    def failed(self, incoming: Incoming) -> Decision:
        """The answer to a message that our own fault keeps us from answering."""
        agency = self._directory.last_known(incoming.slug)
        voice = agency.voice if agency else FEMALE
        return _said(our_fault(voice))

    def roles_of(self, incoming: Incoming) -> frozenset[Role]:
        """The roles that the writer has now. Raises StoreUnavailable."""
        digests = self._keyring.digests("general", incoming.slug, incoming.source)
        known = self._directory.known(incoming.slug, digests)
        return known.person.roles if known and known.person else frozenset()

    def forget_before(self, moment: datetime) -> int:
        """Drop the notes of events older than any that may come again; returns how many."""
        return self._inbox.forget_before(moment)

    def _decide(
        self,
        incoming: Incoming,
        event: str,
        digest: str,
        loaded: Loaded,
        known: Known,
        origin: str,
        owner: Ownership,
        repeated: bool,
    ) -> tuple[bytes, Decision]:
        if repeated and (first := self._inbox.outcome_of(event)) is not None:
            return _unpack(first)
        conversation = _conversation(loaded)
        facts = self._facts(incoming, known, digest)
        outcome = self._outcome(incoming, loaded, conversation, facts, origin)
        outcome = with_contents(outcome, conversation, incoming, origin, facts, self._keyring)
        if any(isinstance(effect, ForgetMe) for effect in outcome.effects):
            outcome = replace(outcome, conversation=Conversation(revision=conversation.revision))
        decision = Decision(
            to_line(outcome.answer),
            outcome.intent,
            worth_push=any(not isinstance(effect, NoteMiss) for effect in outcome.effects),
            roles_changed=any(isinstance(effect, LinkStaff | UnlinkStaff | ForgetMe) for effect in outcome.effects),
        )
        record = stored.dump(outcome.conversation)
        if outcome.effects:
            digests = tuple(self._keyring.digests("general", incoming.slug, incoming.source))
            actor = Actor(known.agency.id, incoming.slug, digests, incoming.user, self._clock(), outcome.effects)
            self._checkpoint("before effects")
            try:
                record, decision = _unpack(self._inbox.carry_out(event, actor, _pack(record, decision), owner.holds))
            except Refused:
                # Somebody was faster (a code used twice at once): nothing was changed, and the person is told so.
                return stored.dump(conversation), _said(overtaken(facts.voice))
            self._checkpoint("effects committed")
        return record, decision

    def _facts(self, incoming: Incoming, known: Known, digest: str) -> Facts:
        now = self._clock()
        message = incoming.event.get("message")
        typed = message.get("text") if isinstance(message, dict) else None
        invitation = None
        if isinstance(typed, str) and not incoming.is_group:
            invitation = self._invitations.look_up(incoming.slug, typed, digest, now)
        nonce = secrets.token_urlsafe(
            NONCE_BYTES
        )  # a repeated event answers with what was recorded: one nonce an event
        return Facts(known.agency, known.person, now.astimezone(BANGKOK), invitation, nonce)

    def _outcome(
        self, incoming: Incoming, loaded: Loaded, conversation: Conversation, facts: Facts, origin: str
    ) -> Outcome:
        if incoming.type == "unsend":
            taken_back = message_digest(self._keyring, incoming.slug, incoming.unsent_id)
            return self._engine.unsend(conversation, taken_back, facts)
        if loaded.unsent:
            return Outcome(conversation, None)
        if incoming.is_group:
            return group_answer(incoming, conversation, facts)
        message = read_message(incoming)
        if message is None or not incoming.source:
            return Outcome(conversation, None)
        return self._engine.turn(conversation, self._heard(message, facts, origin), facts)

    def _heard(self, message: Message, facts: Facts, origin: str) -> Message:
        reading = self._listener.read(message.text, facts) if message.kind is Kind.TEXT else None
        return replace(message, id=origin, reading=reading)


def _said(words: str) -> Decision:
    return Decision(to_line(Answer((Say(words),))), "unknown", worth_push=False)


def _conversation(loaded: Loaded) -> Conversation:
    if loaded.record is None:
        return Conversation(revision=loaded.revision)
    try:
        return stored.load(loaded.record, loaded.revision)
    except ValueError:
        return Conversation(revision=loaded.revision)  # a record no version of ours wrote: start anew, lose no message


def _pack(record: bytes, decision: Decision) -> bytes:
    return json.dumps([record.decode(), decision.dump().decode()], ensure_ascii=False).encode()


def _unpack(packed: bytes) -> tuple[bytes, Decision]:
    parts: list[Json] = json.loads(packed)
    record, decision = str(parts[0]), str(parts[1])
    return record.encode(), Decision.load(decision.encode())
