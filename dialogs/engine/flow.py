"""Moving a conversation along: start a dialog, ask its next question, finish it, return to the one that waits."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs.copy import engine as copy
from dialogs.engine import form
from dialogs.engine.buttons import do
from dialogs.engine.model import Dialog, Finish, Scene, Step
from dialogs.engine.outcome import Outcome
from dialogs.records.conversation import Conversation, Frame
from dialogs.records.facts import Facts
from dialogs.records.json import JsonObject
from dialogs.records.message import Message
from dialogs.records.reply import Answer, Choice, Reply, Say

MAX_REPLIES = 5
MAX_CHOICES = 13
MAX_WAITING = 3


class Flow:
    """The dialogs by name, and the moves between them."""

    def __init__(self, dialogs: Mapping[str, Dialog]) -> None:
        self.dialogs = dialogs

    def start(
        self, conversation: Conversation, name: str, message: Message, facts: Facts, slots: JsonObject | None = None
    ) -> Outcome:
        """Begin a dialog: on top of a form that waits, in the place of anything else."""
        dialog = self.dialogs[name]
        waiting = tuple(frame for frame in conversation.frames if self._keeps(frame) and frame.dialog != name)
        if slots is None:
            slots = dialog.prefill(message, Scene({}, facts, conversation.context))
        frame = form.open_frame(dialog, slots, form.frame_key(conversation.revision, facts.now), message.id)
        fresh = replace(conversation, frames=(*waiting[-MAX_WAITING:], frame), misses=0)
        return self.advance(fresh, facts)

    def advance(self, conversation: Conversation, facts: Facts, before: tuple[Reply, ...] = ()) -> Outcome:
        """Ask the top frame's next question, or finish it."""
        frame = conversation.top
        if frame is None:
            return Outcome(conversation, Answer(before) if before else None)
        dialog = self.dialogs[frame.dialog]
        scene = Scene(frame.slots, facts, conversation.context)
        step = dialog.next_step(scene)
        if step is not None:
            return self._ask(conversation, frame, step, scene, before)
        return self._finish(conversation, dialog.finish(scene), frame, facts, before)

    def ask_again(self, conversation: Conversation, facts: Facts, before: tuple[Reply, ...] = ()) -> Outcome:
        """Say something and repeat the question that waits, if one does."""
        frame = conversation.top
        if frame is None:
            return Outcome(conversation, Answer(before) if before else None)
        return self.advance(conversation, facts, before)

    def pending(self, conversation: Conversation, facts: Facts) -> tuple[Frame, Step, Scene] | None:
        """The question that was asked last, if one is open."""
        frame = conversation.top
        if frame is None:
            return None
        dialog, scene = self.dialogs[frame.dialog], Scene(frame.slots, facts, conversation.context)
        step = dialog.step(frame.asked) or dialog.next_step(scene)  # emptied or renamed since: the next one is asked
        return (frame, step, scene) if step else None

    def _keeps(self, frame: Frame) -> bool:
        return self.dialogs[frame.dialog].keeps

    def _ask(
        self, conversation: Conversation, frame: Frame, step: Step, scene: Scene, before: tuple[Reply, ...]
    ) -> Outcome:
        prompt = step.ask(scene)
        leave = Choice(copy.CANCEL, do("cancel"))
        buttons = (*form.choices(frame, step, prompt)[: MAX_CHOICES - 1], leave)
        asked = replace(frame, asked=step.name)
        after = replace(conversation, frames=(*conversation.frames[:-1], asked))
        return Outcome(after, Answer(_fit(before, prompt.replies), buttons), intent=frame.dialog)

    def _finish(
        self, conversation: Conversation, end: Finish, frame: Frame, facts: Facts, before: tuple[Reply, ...]
    ) -> Outcome:
        context = {"dialog": frame.dialog, **end.context} if end.context else conversation.context
        after = replace(conversation, frames=conversation.frames[:-1], context=context)
        if after.top is None:
            return Outcome(after, Answer(_fit(before, end.replies), end.choices), end.effects, frame.dialog)
        back = Say(copy.back_to_question(facts.voice))
        waiting = self.ask_again(after, facts, (*_fit(before, end.replies, room=2), back))
        return replace(waiting, effects=end.effects, intent=frame.dialog)


def _fit(before: tuple[Reply, ...], replies: tuple[Reply, ...], room: int = 0) -> tuple[Reply, ...]:
    """At most five messages fit one reply; what was said before gives way first."""
    limit = MAX_REPLIES - room
    keep = max(0, limit - len(replies))
    return before[:keep] + replies[:limit]
