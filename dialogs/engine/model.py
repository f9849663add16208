"""What a dialog is made of.

A dialog is a tuple of named steps, not a state machine: the next step is derived, the first applicable one whose slot
is empty. So what the first sentence already said is not asked again, a correction empties a slot, and a release may
insert a step.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dialogs.records.effect import Effect
from dialogs.records.facts import Facts
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Message
from dialogs.records.reply import Choice, Reply


class Retry(Exception):
    """A step could not read the message; the text says what was read and what fits."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a step sees: the slots so far, the facts, and the topic of the last answer."""

    slots: JsonObject
    facts: Facts
    context: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    """One likely answer of a question: a button, and words that may be typed instead."""

    label: str
    value: Json
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question: what is shown, and its likely answers (at most 12; one place is kept for leaving)."""

    replies: tuple[Reply, ...]
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Finish:
    """A dialog's end. ``context`` becomes the topic that a follow-up may refer to."""

    replies: tuple[Reply, ...]
    choices: tuple[Choice, ...] = ()
    effects: tuple[Effect, ...] = ()
    context: JsonObject = field(default_factory=dict)


def always(_scene: Scene) -> bool:
    return True


def nothing(_message: Message, _scene: Scene) -> JsonObject:
    return {}


def clears_nothing(_value: Json) -> tuple[str, ...]:
    return ()


def own_slot(_value: Json) -> str | None:
    return None


def for_everybody(_facts: Facts) -> bool:
    return True


def claims_nothing(_message: Message, _facts: Facts) -> bool:
    return False


def no_follow_up(_message: Message, _scene: Scene) -> JsonObject | None:
    return None


@dataclass(frozen=True, slots=True)
class Step:
    """One question. ``name`` is stored: renaming one needs a migration. ``read`` raises Retry.

    ``free`` marks a step whose answer is any text: there only a clear wish of another kind interrupts. ``clears``
    names slots that an answer empties, this step's own included: "edit the output" asks for it again. ``fills`` names
    another slot that an answer belongs in, and this step stays open: so a step takes several messages, a slot each.
    """

    name: str
    ask: Callable[[Scene], Prompt]
    read: Callable[[Message, Scene], Json]
    when: Callable[[Scene], bool] = always
    free: bool = False
    clears: Callable[[Json], tuple[str, ...]] = clears_nothing
    fills: Callable[[Json], str | None] = own_slot


@dataclass(frozen=True, slots=True)
class Dialog:
    """A topic the bot can talk about; ``name`` is the intent's label, ``title`` its name on a button (20 graphemes).

    ``menu`` is its place in the menu of those it is ``meant_for``; 0 keeps it out. ``guessed``: it changes nothing, so
    a good guess is answered instead of asked about, and a fair one where one of these entities supports it.
    ``prefill`` takes slots from the first sentence. ``follow_up`` recognises a message that only makes sense after
    this dialog's last answer, and returns the slots to run it again with. ``keeps``: while it waits for an answer,
    another wish does not end it. ``claims`` recognises, where no question is open, words that only this dialog knows and
    the understanding is not sure of. ``migrations`` map a stored version to a function that lifts slots to the next one.
    """

    name: str
    title: str
    finish: Callable[[Scene], Finish]
    steps: tuple[Step, ...] = ()
    version: int = 1
    prefill: Callable[[Message, Scene], JsonObject] = nothing
    follow_up: Callable[[Message, Scene], JsonObject | None] = no_follow_up
    keeps: bool = False
    menu: int = 0
    guessed: frozenset[str] | None = None
    meant_for: Callable[[Facts], bool] = for_everybody
    claims: Callable[[Message, Facts], bool] = claims_nothing
    migrations: Mapping[int, Callable[[JsonObject], JsonObject]] = field(default_factory=dict)

    def step(self, name: str | None) -> Step | None:
        return next((step for step in self.steps if step.name == name), None)

    def next_step(self, scene: Scene) -> Step | None:
        """The first applicable step whose slot is empty."""
        return next((step for step in self.steps if step.name not in scene.slots and step.when(scene)), None)
