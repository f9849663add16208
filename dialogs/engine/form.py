"""Filling one dialog's frame: derive the next step, take an answer, correct, go back."""

from dataclasses import replace
from datetime import datetime

from dialogs.engine.buttons import set_
from dialogs.engine.model import Dialog, Option, Prompt, Retry, Scene, Step
from dialogs.records.conversation import Frame
from dialogs.records.facts import Facts
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Kind, Message
from dialogs.records.reply import Choice
from dialogs.thai.text import compact
from dialogs.understanding.answers import ordinal_choice
from dialogs.understanding.entities.percents import correction


def frame_key(revision: int, now: datetime) -> str:
    """What tells a frame's buttons from older ones: the revision, and the minute, since revisions start anew when a
    conversation expires. No chance is involved, so that the engine stays pure."""
    return f"{revision + 1:x}.{int(now.timestamp()) // 60:x}"


def open_frame(dialog: Dialog, slots: JsonObject, key: str, origin: str = "") -> Frame:
    """A fresh frame; ``origin`` is the message that its first slots come from."""
    origins = dict.fromkeys(slots, origin) if origin else {}
    return Frame(dialog=dialog.name, version=dialog.version, key=key, slots=dict(slots), origins=origins)


def without_origin(frame: Frame, origin: str) -> Frame:
    """The frame without what a message filled, which was taken back; untouched where it filled nothing."""
    filled = [step for step, source in frame.origins.items() if source == origin]
    return empty(frame, *filled) if filled else frame


def lift(dialog: Dialog, frame: Frame) -> Frame | None:
    """A stored frame brought to the dialog's version; None when no migration leads there."""
    slots: JsonObject = frame.slots
    for version in range(frame.version, dialog.version):
        migration = dialog.migrations.get(version)
        if migration is None:
            return None
        slots = migration(slots)
    if frame.version == dialog.version:
        return frame
    return None if frame.version > dialog.version else replace(frame, version=dialog.version, slots=dict(slots))


def answer(frame: Frame, step: Step, value: Json, origin: str = "") -> Frame:
    """The frame after an answer, with what the answer empties."""
    filled = fill(frame, step.fills(value) or step.name, value, origin)
    cleared = step.clears(value)
    return empty(filled, *cleared) if cleared else filled


def fill(frame: Frame, step: str, value: Json, origin: str = "") -> Frame:
    """The frame with one slot filled by the person (``origin``: digest of the message, for unsend)."""
    slots = {name: old for name, old in frame.slots.items() if name != step}
    origins = {name: old for name, old in frame.origins.items() if name != step}
    return replace(
        frame,
        slots={**slots, step: value},
        answered=(*(name for name in frame.answered if name != step), step),
        origins={**origins, step: origin} if origin else origins,
        asked=None,
    )


def empty(frame: Frame, *steps: str) -> Frame:
    """The frame with slots emptied, to be asked again."""
    return replace(
        frame,
        slots={name: value for name, value in frame.slots.items() if name not in steps},
        answered=tuple(name for name in frame.answered if name not in steps),
        origins={name: value for name, value in frame.origins.items() if name not in steps},
        asked=None,
    )


def step_back(frame: Frame) -> Frame | None:
    """The frame before its last answer; None at the first question."""
    return empty(frame, frame.answered[-1]) if frame.answered else None


def choices(frame: Frame, step: Step, prompt: Prompt) -> tuple[Choice, ...]:
    """A prompt's options as buttons that know their frame and step."""
    return tuple(Choice(option.label, set_(frame.key, step.name, option.value)) for option in prompt.options)


def read_answer(step: Step, message: Message, scene: Scene) -> Json:
    """The value of an answer: an option by its label or its place, else what the step reads. Raises Retry."""
    prompt = step.ask(scene)
    if message.kind is Kind.TEXT:
        chosen = _typed_option(prompt.options, message.text)
        if chosen is not None:
            return chosen.value
    return step.read(message, scene)


def _typed_option(options: tuple[Option, ...], text: str) -> Option | None:
    typed = compact(text)
    for option in options:
        if typed in {compact(option.label), *map(compact, option.also)}:
            return option
    if len(options) > 1 and not typed.isdigit():  # a bare number is more likely a value than a place in the list
        place = ordinal_choice(text, len(options))
        if place is not None:
            return options[place - 1]
    return None


def correct(dialog: Dialog, frame: Frame, message: Message, facts: Facts, context: JsonObject) -> Frame | None:
    """The frame after "not this, that": the newest answered slot that reads the new value takes it."""
    found = correction(message.text) if message.kind is Kind.TEXT else None
    if found is None:
        return None
    _, new = found
    for name in reversed(list(frame.slots)):
        step = dialog.step(name)
        if step is None or step.free:
            continue
        without = empty(frame, name)
        try:
            value = read_answer(step, replace(message, text=new, reading=None), Scene(without.slots, facts, context))
        except Retry:
            continue
        if value != frame.slots[name]:
            return fill(without, name, value, message.id)
    return None
