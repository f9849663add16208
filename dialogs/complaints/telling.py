"""Putting what somebody tells into the draft: a whole story taken apart, or more of what is there already."""

from dataclasses import replace

from dialogs.complaints.details import is_opener, take_apart
from dialogs.complaints.line_draft import CATEGORY, LineDraft
from dialogs.complaints.questions import DEFAULT_CATEGORY
from dialogs.complaints.scene import Around, Said


def tell_story(draft: LineDraft, said: Said, around: Around) -> LineDraft:
    """A story as the first thing told, or further on: the details fill what is still empty, the story goes to its place.

    A greeting changes nothing.
    """
    if is_opener(said.text):
        return draft
    story = take_apart(said.text, around.units)
    before = draft.answers
    draft = draft.add("what", story.parts["what"], said.origin) if "what" in story.parts else draft
    for name, text in story.parts.items():
        if name != "what" and name not in before:
            draft = draft.add(name, text, said.origin)
    return with_category(draft, story.category)


def with_category(draft: LineDraft, category: str) -> LineDraft:
    """The kind that the words name, unless the reporter chose one; the review shows it."""
    if not category or draft.category != DEFAULT_CATEGORY or CATEGORY in draft.done:
        return draft
    return replace(draft, category=category).finish(CATEGORY)


def tell_more(draft: LineDraft, said: Said, around: Around) -> tuple[LineDraft, tuple[str, ...]]:
    """Something forgotten, told at the review, and the questions it went to.

    A lone detail goes to its question; more than that is told as a story.
    """
    parts = take_apart(said.text, around.units).parts
    details = [name for name in parts if name != "what"]
    if len(details) == 1 and _is_mostly(parts[details[0]], said.text):
        return draft.add(details[0], said.text.strip(), said.origin), (details[0],)
    filled = [name for name in details if name not in draft.answers]
    for name in filled:
        draft = draft.add(name, parts[name], said.origin)
    return draft.add("what", said.text.strip(), said.origin), ("what", *filled)


def _is_mostly(part: str, text: str) -> bool:
    return len(part) * 2 >= len(text.strip())
