"""One turn of a conversation.

The order of who may take a message: a button; the engine's own commands; a button's label typed; the pending
question; a follow-up of the last answer; a new wish. Inside a form the pending question has the first word, but a
clear wish of another kind wins and the form waits.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

from dialogs.cards.line import label
from dialogs.copy import engine as copy
from dialogs.engine import form
from dialogs.engine.buttons import Do, Go, Set, do, go, parse
from dialogs.engine.flow import Flow
from dialogs.engine.model import Dialog, Retry, Scene, Step
from dialogs.engine.outcome import Outcome
from dialogs.records.conversation import Conversation, Frame
from dialogs.records.facts import Facts
from dialogs.records.json import JsonObject
from dialogs.records.message import Kind, Message
from dialogs.records.reply import Answer, Choice, Say
from dialogs.thai.text import compact
from dialogs.understanding.answers import command

PATIENCE = timedelta(minutes=30)
CLEAR_WISH = 0.85
"""In a step that takes any text, only a wish at least this sure interrupts."""
SECOND_WISH = 0.05
"""A second intent at least this likely is offered beside the answer to the first."""
MOST_BEFORE_SECOND = 11
Fallback = Callable[[Conversation, Message, Facts], Outcome]
First = Callable[[Conversation, Message, Facts], Outcome | str | None]
"""Asked before anything else where no question is open: an answer, or the dialog that must take the message."""


def _nobody(_conversation: Conversation, _message: Message, _facts: Facts) -> Outcome | str | None:
    return None


class Engine:
    """The dialogs, and the fall-back for what was not understood."""

    def __init__(self, dialogs: Iterable[Dialog], fallback: Fallback, first: First = _nobody) -> None:
        self._flow = Flow({dialog.name: dialog for dialog in dialogs})
        self._fallback = fallback
        self._first = first

    def turn(self, conversation: Conversation, message: Message, facts: Facts) -> Outcome:
        """What a message leads to. Never raises for anything a person can send."""
        current, broken = self._migrated(self._expired(conversation, facts))
        outcome = self._dispatch(current, message, facts)
        if broken:
            outcome = _say_first(outcome, copy.changed_meanwhile(facts.voice))
        outcome = self._offer_resume(outcome, facts)
        offers = (
            tuple((label(choice.label), choice.data) for choice in outcome.answer.choices) if outcome.answer else ()
        )
        kept = replace(outcome.conversation, deadline=facts.now + PATIENCE, offers=offers)
        return replace(outcome, conversation=kept)

    def unsend(self, conversation: Conversation, origin: str, facts: Facts) -> Outcome:
        """Take what an unsent message filled out of every form; ``origin`` is the message's digest."""
        frames = tuple(form.without_origin(frame, origin) for frame in conversation.frames)
        paused = form.without_origin(conversation.paused, origin) if conversation.paused else None
        return Outcome(replace(conversation, frames=frames, paused=paused), None)

    def _dispatch(self, conversation: Conversation, message: Message, facts: Facts) -> Outcome:
        if message.kind is Kind.BUTTON:
            return self._pressed(conversation, message, facts)
        if message.kind is Kind.FOLLOW:
            return self._flow.start(replace(conversation, frames=()), "greeting", message, facts)
        if message.kind is Kind.TEXT and (wanted := command(message.text)):
            return self._command(conversation, wanted, message, facts)
        if message.kind is Kind.TEXT and (data := _offered(conversation, message.text)):
            return self._pressed(conversation, replace(message, data=data), facts)
        if pending := self._flow.pending(conversation, facts):
            return self._answered(conversation, message, facts, *pending)
        return self._idle(conversation, message, facts)

    # --- buttons and commands ------------------------------------------------------------------------------------

    def _pressed(self, conversation: Conversation, message: Message, facts: Facts) -> Outcome:
        press = parse(message.data)
        if isinstance(press, Do):
            return self._command(conversation, press.command, message, facts)
        if isinstance(press, Go) and press.intent in self._flow.dialogs:
            return self._flow.start(conversation, press.intent, message, facts, press.slots)
        if isinstance(press, Set):
            frame = conversation.top
            if frame and frame.key == press.frame and frame.asked == press.step:
                step = self._flow.dialogs[frame.dialog].step(press.step)
                filled = form.answer(frame, step, press.value) if step else frame
                return self._flow.advance(replace(conversation, frames=(*conversation.frames[:-1], filled)), facts)
        stale = (Say(copy.stale_button(facts.voice)),)
        if conversation.top:
            return self._flow.ask_again(conversation, facts, stale)
        return _say_first(self._flow.start(conversation, "help", message, facts), copy.stale_button(facts.voice))

    def _command(self, conversation: Conversation, wanted: str, message: Message, facts: Facts) -> Outcome:
        if wanted in ("menu", "help"):
            return self._flow.start(conversation, "help", message, facts)
        handler = {
            "cancel": self._cancel,
            "back": self._back,
            "restart": self._restart,
            "resume": self._resume,
            "drop": self._drop,
        }.get(wanted)
        return handler(conversation, facts) if handler else self._fallback(conversation, message, facts)

    def _cancel(self, conversation: Conversation, facts: Facts) -> Outcome:
        left = replace(conversation, frames=conversation.frames[:-1])
        if conversation.top is None and conversation.paused:
            return self._drop(conversation, facts)
        if conversation.top is None:
            return _only(replace(left, paused=None), copy.nothing_to_cancel(facts.voice), "cancel")
        said = (Say(copy.cancelled(facts.voice)),)
        return replace(self._flow.ask_again(left, facts, said), intent="cancel")

    def _back(self, conversation: Conversation, facts: Facts) -> Outcome:
        if conversation.top is None:
            return _only(conversation, copy.nothing_to_go_back(facts.voice), "help")
        before = form.step_back(conversation.top)
        if before is None:
            return self._flow.ask_again(conversation, facts, (Say(copy.first_question(facts.voice)),))
        return self._flow.advance(replace(conversation, frames=(*conversation.frames[:-1], before)), facts)

    def _restart(self, conversation: Conversation, facts: Facts) -> Outcome:
        if conversation.top is None:
            return _only(conversation, copy.nothing_to_go_back(facts.voice), "help")
        dialog = self._flow.dialogs[conversation.top.dialog]
        fresh = form.open_frame(dialog, {}, form.frame_key(conversation.revision, facts.now))
        again = replace(conversation, frames=(*conversation.frames[:-1], fresh))
        return self._flow.advance(again, facts, (Say(copy.started_over(facts.voice)),))

    def _resume(self, conversation: Conversation, facts: Facts) -> Outcome:
        if conversation.paused:
            frames = (*conversation.frames, conversation.paused)
            return self._flow.advance(replace(conversation, frames=frames, paused=None), facts)
        if conversation.top:
            return self._flow.ask_again(conversation, facts)
        return _only(conversation, copy.nothing_to_resume(facts.voice), "help")

    def _drop(self, conversation: Conversation, facts: Facts) -> Outcome:
        return _only(replace(conversation, paused=None), copy.dropped(facts.voice), "cancel")

    # --- words ---------------------------------------------------------------------------------------------------

    def _answered(
        self, conversation: Conversation, message: Message, facts: Facts, frame: Frame, step: Step, scene: Scene
    ) -> Outcome:
        dialog = self._flow.dialogs[frame.dialog]
        wish = self._other_wish(frame.dialog, message, CLEAR_WISH if step.free else 0.0)
        if step.free and wish:
            return self._wish(conversation, wish, message, facts)
        if not step.free and (better := form.correct(dialog, frame, message, facts, conversation.context)):
            said = (Say(copy.corrected(facts.voice)),)
            return self._flow.advance(replace(conversation, frames=(*conversation.frames[:-1], better)), facts, said)
        try:
            value = form.read_answer(step, message, scene)
        except Retry as retry:
            if wish:
                return self._wish(conversation, wish, message, facts)
            return self._flow.ask_again(conversation, facts, (Say(str(retry)),))
        filled = form.answer(frame, step, value, message.id)
        return self._flow.advance(replace(conversation, frames=(*conversation.frames[:-1], filled)), facts)

    def _other_wish(self, current: str, message: Message, at_least: float) -> str | None:
        reading = message.reading
        if reading is None or reading.decision != "act" or reading.confidence < at_least:
            return None
        return reading.intent if self._can(reading.intent) and reading.intent != current else None

    def _can(self, intent: str) -> bool:
        return intent in self._flow.dialogs or intent == "cancel"

    def _idle(self, conversation: Conversation, message: Message, facts: Facts) -> Outcome:
        first = self._first(conversation, message, facts)
        if first is not None:
            return self._wish(conversation, first, message, facts) if isinstance(first, str) else first
        topic = self._flow.dialogs.get(str(conversation.context.get("dialog", "")))
        if topic and (slots := topic.follow_up(message, Scene({}, facts, conversation.context))) is not None:
            return self._flow.start(conversation, topic.name, message, facts, slots)
        reading = message.reading
        if reading and reading.decision == "act" and self._can(reading.intent):
            return self._and_second(self._wish(conversation, reading.intent, message, facts), message, facts)
        if reading and reading.decision == "ask":
            offered = tuple(intent for intent, _ in reading.alternatives if intent in self._flow.dialogs)[:3]
            if offered:
                return self._ask_which(conversation, offered, message, facts)
        return self._fallback(conversation, message, facts)

    def _and_second(self, outcome: Outcome, message: Message, facts: Facts) -> Outcome:
        """A second wish in the same message is offered, never dropped without a word."""
        ranked = message.reading.alternatives if message.reading else ()
        second = next((i for i, chance in ranked[1:2] if chance >= SECOND_WISH and i in self._flow.dialogs), None)
        answer = outcome.answer
        if second is None or answer is None or outcome.conversation.top or len(answer.choices) > MOST_BEFORE_SECOND:
            return outcome
        button = Choice(self._title(second), go(second, **_button_slots(self._slots(second, message, facts))))
        return replace(outcome, answer=replace(answer, choices=(button, *answer.choices)))

    def _ask_which(
        self, conversation: Conversation, offered: tuple[str, ...], message: Message, facts: Facts
    ) -> Outcome:
        buttons = [Choice(self._title(i), go(i, **_button_slots(self._slots(i, message, facts)))) for i in offered]
        buttons += [Choice(copy.NONE_OF_THESE, do("menu"))]
        answer = Answer((Say(copy.which_one(facts.voice)),), tuple(buttons))
        return Outcome(conversation, answer, intent=offered[0])

    def _title(self, intent: str) -> str:
        return self._flow.dialogs[intent].title

    def _slots(self, intent: str, message: Message, facts: Facts) -> JsonObject:
        return self._flow.dialogs[intent].prefill(message, Scene({}, facts))

    def _wish(
        self,
        conversation: Conversation,
        intent: str,
        message: Message,
        facts: Facts,
        slots: JsonObject | None = None,
    ) -> Outcome:
        if intent == "cancel":
            return self._cancel(conversation, facts)
        return self._flow.start(conversation, intent, message, facts, slots)

    # --- time and versions ---------------------------------------------------------------------------------------

    def _expired(self, conversation: Conversation, facts: Facts) -> Conversation:
        if conversation.deadline is None or facts.now <= conversation.deadline:
            return conversation
        kept = [f for f in conversation.frames if f.dialog in self._flow.dialogs and self._flow.dialogs[f.dialog].keeps]
        paused = kept[-1] if kept else conversation.paused
        return replace(
            conversation, frames=(), context={}, misses=0, paused=paused, reminded=not kept and conversation.reminded
        )

    def _migrated(self, conversation: Conversation) -> tuple[Conversation, bool]:
        """Frames brought to today's dialogs; one that cannot be is dropped, and the person told."""
        stored = (*conversation.frames, *([conversation.paused] if conversation.paused else []))
        lifted = [
            form.lift(self._flow.dialogs[f.dialog], f) if f.dialog in self._flow.dialogs else None for f in stored
        ]
        broken = any(frame is None for frame in lifted)
        frames = tuple(frame for frame in lifted[: len(conversation.frames)] if frame)
        paused = lifted[-1] if conversation.paused else None
        return replace(conversation, frames=frames, paused=paused), broken

    def _offer_resume(self, outcome: Outcome, facts: Facts) -> Outcome:
        """After another answer, remind once of what a time-out interrupted."""
        conversation, answer = outcome.conversation, outcome.answer
        if not conversation.paused or conversation.reminded or conversation.top:
            return outcome
        if answer is None or len(answer.replies) > 4:
            return outcome
        offer = Say(copy.offer_resume(facts.voice, self._title(conversation.paused.dialog)))
        buttons = (Choice(copy.RESUME, do("resume")), Choice(copy.DROP, do("drop")))
        reminded = replace(conversation, reminded=True)
        return replace(outcome, conversation=reminded, answer=Answer((*answer.replies, offer), buttons))


def _offered(conversation: Conversation, text: str) -> str:
    """The meaning of a button of the last answer whose label was typed, or ''."""
    typed = compact(text)
    return next((data for shown, data in conversation.offers if compact(shown) == typed), "")


def _button_slots(slots: JsonObject) -> JsonObject:
    """Only short values ride on a button."""
    return {name: value for name, value in slots.items() if not isinstance(value, str) or len(value) <= 60}


def _only(conversation: Conversation, text: str, intent: str) -> Outcome:
    return Outcome(replace(conversation), Answer((Say(text),)), intent=intent)


def _say_first(outcome: Outcome, text: str) -> Outcome:
    if outcome.answer is None:
        return replace(outcome, answer=Answer((Say(text),)))
    return replace(outcome, answer=replace(outcome.answer, replies=(Say(text), *outcome.answer.replies)[:5]))
