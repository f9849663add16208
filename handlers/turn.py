"""One turn: what a message of one person leads to, decided once and answered once.

Order of the promises: effects and the note of the event in one SQL transaction; then the conversation and the answer
in Redis, together; then the reply. Kill the process between any two and the event comes again: it finds what was
decided, and goes on from there.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from dialogs.cards.line import to_line
from dialogs.copy.fallback import our_fault, overtaken, too_fast
from dialogs.engine import format as stored
from dialogs.engine.engine import Engine
from dialogs.engine.outcome import Outcome
from dialogs.records.conversation import Conversation
from dialogs.records.effect import ForgetMe, LinkStaff, NoteMiss, UnlinkStaff
from dialogs.records.errors import LeaseLost, Refused, StaleConversation, StoreUnavailable
from dialogs.records.facts import Facts, Role
from dialogs.records.message import Kind, Message
from dialogs.records.voice import FEMALE
from dialogs.understanding.service import Listener
from handlers.contents import with_contents
from handlers.decision import FREE, Decision, Ownership, pack, said, unpack
from handlers.door import conversation_digest, message_digest
from handlers.events import read_message
from handlers.gate import Gate
from handlers.groups import group_answer
from handlers.incoming import Incoming
from storage.actor import Actor
from storage.agencies import AgencyDirectory, Asker, Known
from storage.conversations.store import Change, ConversationStore, Loaded, Place
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
class Asked:
    """An event to decide, by its key. ``repeated``: it may have had its effect before. ``entry``: its place in a stream."""

    incoming: Incoming
    event: str
    repeated: bool = False
    entry: str = ""


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
        self._gate = Gate()

    def run(self, incoming: Incoming, event: str, owner: Ownership = FREE, *, repeated: bool = False) -> Decision:
        """Decide one event, or find what was decided. Raises StoreUnavailable, LeaseLost, StaleConversation."""
        decision = self.run_together([Asked(incoming, event, repeated)], owner)[0]
        if isinstance(decision, Exception):
            raise decision
        return decision

    def run_together(self, asked: Sequence[Asked], owner: Ownership = FREE) -> list[Decision | Exception]:
        """Decide events of different conversations of one partition, in as few trips to Redis as one event needs.

        Each one's decision, or what kept it from one: StaleConversation, or a fault of ours. Raises StoreUnavailable and
        LeaseLost; then any of the events may have had its effect, and all are to be repeated.
        """
        with self._gate:
            return self._decided(asked, owner)

    def _decided(self, asked: Sequence[Asked], owner: Ownership) -> list[Decision | Exception]:
        places = [self._place(one) for one in asked]
        # While keys are replaced, the door may have reckoned with another key than this process: the stream says where.
        partition = owner.partition if owner.partition is not None else partition_of(places[0].conversation)
        loads = self._conversations.load_together(partition, places)
        knowns = self._known_to(asked)
        self._checkpoint("loaded")
        results: list[Decision | Exception] = []
        changes: dict[int, Change] = {}
        for one, place, loaded, known in zip(asked, places, loads, knowns, strict=True):
            try:
                if isinstance(known, Exception):
                    raise known
                decision, record = self._settled(one, place, loaded, known, owner)
            except (StoreUnavailable, LeaseLost):
                raise
            except Exception as error:  # noqa: BLE001 - a fault of ours in one turn must not stop everybody's turns
                results.append(error)
                continue
            if record is not None:
                changes[len(results)] = Change(place, loaded.revision, record, decision.dump())
            results.append(decision)
        self._checkpoint("decided")
        committed = self._conversations.commit_together(partition, list(changes.values()), owner.token)
        for at, is_committed in zip(changes, committed, strict=True):
            if not is_committed:
                results[at] = StaleConversation("the conversation was written by somebody else")
        self._checkpoint("committed")
        return results

    def failed(self, incoming: Incoming) -> Decision:
        """The answer to a message that our own fault keeps us from answering."""
        agency = self._directory.last_known(incoming.slug)
        voice = agency.voice if agency else FEMALE
        return said(our_fault(voice))

    def roles_of(self, incoming: Incoming) -> frozenset[Role]:
        """The roles that the writer has now. Raises StoreUnavailable."""
        known = self._directory.known(*self._asker(incoming))
        return known.person.roles if known and known.person else frozenset()

    def forget_before(self, moment: datetime) -> int:
        """Drop the notes of events older than any that may come again; returns how many."""
        return self._inbox.forget_before(moment)

    def _place(self, asked: Asked) -> Place:
        incoming = asked.incoming
        return Place(
            conversation_digest(self._keyring, incoming.slug, incoming.source),
            asked.event,
            message_digest(self._keyring, incoming.slug, incoming.message_id),
            asked.entry,
        )

    def _known_to(self, asked: Sequence[Asked]) -> list[Known | Exception | None]:
        """What each event's writer is told from, or why not: facts that cannot be read silence their agency alone.

        Raises StoreUnavailable.
        """
        askers = [self._asker(one.incoming) for one in asked]
        try:
            return list(self._directory.known_together(askers))
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - a row that this version cannot read
            return [error] if len(asked) == 1 else [self._known_to([one])[0] for one in asked]

    def _asker(self, incoming: Incoming) -> Asker:
        return incoming.slug, self._keyring.digests("general", incoming.slug, incoming.source)

    def _settled(
        self, asked: Asked, place: Place, loaded: Loaded, known: Known | None, owner: Ownership
    ) -> tuple[Decision, bytes | None]:
        """The decision, and the conversation's record where there is something to store."""
        incoming = asked.incoming
        if loaded.outcome is not None:
            return Decision.load(loaded.outcome), None
        if known is None or not incoming.is_active:
            return Decision((), "", worth_push=False), None
        if incoming.hurried:
            return said(too_fast(known.agency.voice)), None
        if asked.repeated and (first := self._inbox.outcome_of(asked.event)) is not None:
            record, decision = unpack(first)
            return decision, record
        record, decision = self._decide(incoming, place, loaded, known, owner)
        return decision, record

    def _decide(
        self, incoming: Incoming, place: Place, loaded: Loaded, known: Known, owner: Ownership
    ) -> tuple[bytes, Decision]:
        origin = place.message
        conversation = _conversation(loaded)
        facts = self._facts(incoming, known, place.conversation)
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
            slug, digests = self._asker(incoming)
            actor = Actor(known.agency.id, slug, tuple(digests), incoming.user, self._clock(), outcome.effects)
            self._checkpoint("before effects")
            try:
                with self._gate.aside():
                    packed = self._inbox.carry_out(
                        place.event, actor, pack(record, decision), partial(owner.holds, place.entry)
                    )
                record, decision = unpack(packed)
            except Refused:
                # Somebody was faster (a code used twice at once): nothing was changed, and the person is told so.
                return stored.dump(conversation), said(overtaken(facts.voice))
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


def _conversation(loaded: Loaded) -> Conversation:
    if loaded.record is None:
        return Conversation(revision=loaded.revision)
    try:
        return stored.load(loaded.record, loaded.revision)
    except ValueError:
        return Conversation(revision=loaded.revision)  # a record no version of ours wrote: start anew, lose no message
