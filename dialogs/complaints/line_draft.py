"""A complaint under way in LINE: what was answered, what is asked, under which code it will be sent."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dialogs.complaints.questions import DEFAULT_CATEGORY, QUESTIONS

EXCLUDE, CATEGORY, REVIEW = "exclude", "category", "review"
STEPS = (EXCLUDE, CATEGORY, *QUESTIONS, REVIEW)
"""In the order of asking; who must not read comes before anything is told."""


@dataclass(frozen=True, slots=True)
class LineDraft:
    """``done``: steps answered or skipped, in order, for going back. ``origins``: which message filled an answer."""

    done: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    category: str = DEFAULT_CATEGORY
    excluded: frozenset[str] = frozenset()
    excluded_units: frozenset[str] = frozenset()
    pictures: tuple[bytes, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    receipt: str = ""

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
            answers={name: told for name, told in self.answers.items() if name != step},
            origins={name: told for name, told in self.origins.items() if name != step},
        )

    def answer(self, name: str, told: str, origin: str) -> "LineDraft":
        answered = replace(self, answers={**self.answers, name: told}, origins={**self.origins, name: origin})
        return answered.finish(name)

    def to_review(self) -> "LineDraft":
        """Leave the open questions unasked."""
        return replace(self, done=(*self.done, *(step for step in STEPS if step not in (*self.done, REVIEW))))

    def unsend(self, origin: str) -> "LineDraft":
        """Without what an unsent message had filled, pictures included."""
        draft = self
        for name, source in self.origins.items():
            if source == origin:
                draft = draft.reopen(name)
        places = [place for place in range(len(self.pictures)) if self.origins.get(picture_name(place)) == origin]
        if not places:
            return draft
        kept = [place for place in range(len(self.pictures)) if place not in places]
        others = {name: source for name, source in draft.origins.items() if not name.startswith(_PICTURE)}
        moved = {picture_name(new): self.origins[picture_name(old)] for new, old in enumerate(kept)}
        return replace(draft, pictures=tuple(self.pictures[place] for place in kept), origins={**others, **moved})

    def add_picture(self, content: bytes, origin: str) -> "LineDraft":
        name = picture_name(len(self.pictures))
        return replace(self, pictures=(*self.pictures, content), origins={**self.origins, name: origin})


_PICTURE = "picture:"


def picture_name(place: int) -> str:
    return f"{_PICTURE}{place}"


def dump_draft(draft: LineDraft) -> bytes:
    record = {
        "done": draft.done,
        "answers": dict(draft.answers),
        "category": draft.category,
        "excluded": sorted(draft.excluded),
        "units": sorted(draft.excluded_units),
        "pictures": [b64encode(content).decode() for content in draft.pictures],
        "origins": dict(draft.origins),
        "receipt": draft.receipt,
    }
    return json.dumps(record, ensure_ascii=False).encode()


def read_draft(stored: bytes) -> LineDraft:
    record = json.loads(stored)
    return LineDraft(
        done=tuple(record["done"]),
        answers=record["answers"],
        category=record["category"],
        excluded=frozenset(record["excluded"]),
        excluded_units=frozenset(record["units"]),
        pictures=tuple(b64decode(content) for content in record["pictures"]),
        origins=record["origins"],
        receipt=record["receipt"],
    )
