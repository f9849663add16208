"""What becomes of pictures and files: noted when a form takes one, dropped when no form holds it any more.

One rule for all ways out: what the forms held before a turn and do not hold after it, and no report took, is dropped.
So removing one, going back, cancelling and starting over need no word about files. A message that is taken back in
LINE (unsend) goes even out of a saved report: LINE asks that it "can't be seen or used in the future".
"""

from dataclasses import replace

from dialogs.engine.outcome import Outcome
from dialogs.records.conversation import Conversation
from dialogs.records.effect import DropContent, KeepContent, ReportProgress
from dialogs.records.evidence import FileKind, contents_of
from dialogs.records.facts import Facts
from dialogs.records.filename import safe_name
from dialogs.records.message import Kind
from handlers.events import read_message
from handlers.incoming import Incoming
from storage.sealing import Keyring


def with_contents(
    outcome: Outcome, before: Conversation, incoming: Incoming, origin: str, facts: Facts, keyring: Keyring
) -> Outcome:
    """The outcome with what it means for stored files as further effects. ``origin`` is the message's digest."""
    held, now_held = contents_of(before), contents_of(outcome.conversation)
    taken = {file for effect in outcome.effects if isinstance(effect, ReportProgress) for file in effect.files}
    effects = list(outcome.effects)
    if origin in now_held - held:
        effects.insert(0, _kept(incoming, origin))
    if gone := held - now_held - taken:
        effects.append(DropContent(tuple(sorted(gone))))
    if incoming.unsent_id and facts.roles:
        effects.append(DropContent(_digests(keyring, incoming), reported=True))
    return replace(outcome, effects=tuple(effects))


def _kept(incoming: Incoming, origin: str) -> KeepContent:
    message = read_message(incoming)
    kind = FileKind.PICTURE if message and message.kind is Kind.PICTURE else FileKind.FILE
    return KeepContent(origin, incoming.message_id, kind, safe_name(message.name if message else ""))


def _digests(keyring: Keyring, incoming: Incoming) -> tuple[str, ...]:
    """The unsent message under every key that may have named it."""
    return tuple(digest[:32] for digest in keyring.digests("message", incoming.slug, incoming.unsent_id))
