"""A complaint under way in LINE: what was told, what is asked, under which code it will be sent.

What was told lies in parts, each with the message it came from, so that an unsent message takes out its own words and
no others, and a correction that is unsent brings back what stood before it.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dialogs.complaints.questions import DEFAULT_CATEGORY, QUESTIONS

EXCLUDE, CATEGORY, REVIEW = "exclude", "category", "review"
STEPS = (EXCLUDE, CATEGORY, *QUESTIONS, REVIEW)
"""In the order of asking; who must not read comes before anything is asked."""


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of one answer. ``versions``: (text, origin), the newest last; only the newest counts."""

    name: str
    versions: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return self.versions[-1][0]

    def without(self, origin: str) -> "Told | None":
        """As it stood before that message; None when the message had begun it."""
        kept: tuple[tuple[str, str], ...] = ()
        for version in self.versions:
            if version[1] == origin:
                break
            kept = (*kept, version)
        return replace(self, versions=kept) if kept else None


@dataclass(frozen=True, slots=True)
class Shot:
    """A redrawn picture and the message it came from."""

    content: bytes
    origin: str


@dataclass(frozen=True, slots=True)
class LineDraft:
    """``done``: steps answered or skipped, in order, for going back. ``agreed``: went on after the notice."""

    done: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    category: str = DEFAULT_CATEGORY
    excluded: frozenset[str] = frozenset()
    excluded_units: frozenset[str] = frozenset()
    shots: tuple[Shot, ...] = ()
    receipt: str = ""
    agreed: bool = False

    @property
    def answers(self) -> Mapping[str, str]:
        """By question, in the order of asking; several pieces of one answer stand on lines of their own."""
        found = {name: "\n".join(part.text for part in self.told if part.name == name) for name in QUESTIONS}
        return {name: text for name, text in found.items() if text}

    @property
    def pictures(self) -> tuple[bytes, ...]:
        return tuple(shot.content for shot in self.shots)

    @property
    def is_empty(self) -> bool:
        return not self.told and not self.shots

    @property
    def step(self) -> str:
        """The first step that is not done: derived, so that a correction needs no index."""
        return next(step for step in STEPS if step == REVIEW or step not in self.done)

    def finish(self, step: str) -> "LineDraft":
        return replace(self, done=(*(name for name in self.done if name != step), step))

    def reopen(self, step: str) -> "LineDraft":
        """Ask a step again; its answer is emptied."""
        return replace(
            self,
            done=tuple(name for name in self.done if name != step),
            told=tuple(part for part in self.told if part.name != step),
        )

    def answer(self, name: str, text: str, origin: str) -> "LineDraft":
        """In the place of what the question's answer was."""
        return self.reopen(name).add(name, text, origin)

    def add(self, name: str, text: str, origin: str) -> "LineDraft":
        """After what the question's answer is."""
        return replace(self, told=(*self.told, Told(name, ((text, origin),)))).finish(name)

    def correct(self, wrong: str, right: str, origin: str) -> "LineDraft":
        """One wording for another wherever it was told."""
        return replace(self, told=tuple(_corrected(part, wrong, right, origin) for part in self.told))

    def to_review(self) -> "LineDraft":
        """Leave the open questions unasked."""
        return replace(self, done=(*self.done, *(step for step in STEPS if step not in (*self.done, REVIEW))))

    def unsend(self, origin: str) -> "LineDraft":
        """Without what an unsent message had filled; a question left without any answer is open again."""
        told = tuple(kept for part in self.told if (kept := part.without(origin)))
        emptied = {part.name for part in self.told} - {part.name for part in told}
        shots = tuple(shot for shot in self.shots if shot.origin != origin)
        return replace(self, told=told, shots=shots, done=tuple(name for name in self.done if name not in emptied))

    def add_picture(self, content: bytes, origin: str) -> "LineDraft":
        return replace(self, shots=(*self.shots, Shot(content, origin)))


def _corrected(part: Told, wrong: str, right: str, origin: str) -> Told:
    if wrong not in part.text:
        return part
    return replace(part, versions=(*part.versions, (part.text.replace(wrong, right), origin)))


def dump_draft(draft: LineDraft) -> bytes:
    record = {
        "done": draft.done,
        "told": [[part.name, part.versions] for part in draft.told],
        "category": draft.category,
        "excluded": sorted(draft.excluded),
        "units": sorted(draft.excluded_units),
        "shots": [[b64encode(shot.content).decode(), shot.origin] for shot in draft.shots],
        "receipt": draft.receipt,
        "agreed": draft.agreed,
    }
    return json.dumps(record, ensure_ascii=False).encode()


def read_draft(stored: bytes) -> LineDraft:
    record = json.loads(stored)
    return LineDraft(
        done=tuple(record["done"]),
        told=tuple(Told(name, tuple((text, origin) for text, origin in versions)) for name, versions in record["told"]),
        category=record["category"],
        excluded=frozenset(record["excluded"]),
        excluded_units=frozenset(record["units"]),
        shots=tuple(Shot(b64decode(content), origin) for content, origin in record["shots"]),
        receipt=record["receipt"],
        agreed=record["agreed"],
    )
