"""The two steps before the questions: who must not read, and what kind of corruption it is. By button or in words."""

from dataclasses import replace

from dialogs.complaints import line_copy as copy
from dialogs.complaints import phrases
from dialogs.complaints.asking import ask, readers
from dialogs.complaints.corrections import keeps_out
from dialogs.complaints.details import category_of, mentions_unit
from dialogs.complaints.line_draft import CATEGORY, EXCLUDE, LineDraft
from dialogs.complaints.questions import CATEGORIES
from dialogs.complaints.scene import Around, Person, Said, Turn
from dialogs.complaints.telling import tell_story
from dialogs.complaints.words import Words
from dialogs.thai.text import compact
from dialogs.understanding.answers import command, is_no, is_yes, ordinal_choice

_STORY = 12
_NOT_SURE = ("อื่น", "อื่นๆ", "ไม่แน่ใจ", "ไม่รู้", "ไม่ทราบ", "เลือกไม่ถูก")
_SHARED = 3
"""Letters of a name from which it can be recognised inside a sentence."""


def exclude(draft: LineDraft, pressed: str, said: Said, around: Around) -> Turn:
    chosen = pressed.removeprefix("out:")
    known = {person.id for person in around.people} | {around.recovery}
    if pressed.startswith("out:") and chosen in known:
        return ask(replace(draft, excluded=draft.excluded ^ {chosen}), around)
    if pressed == "all":
        return ask(replace(draft, excluded=frozenset(), excluded_units=frozenset()).finish(EXCLUDE), around)
    if pressed in ("done", "skip", "go") or (said.kind == "text" and _nobody_else(said.text)):
        if not readers(draft, around):
            return ask(draft, around, copy.nobody_left(around.voice), copy.outside(around.routes))
        return ask(draft.finish(EXCLUDE), around)
    if said.kind == "text":
        return _in_words(draft, said, around)
    return ask(draft, around, copy.choose_one(around.voice))


def exclude_in_words(draft: LineDraft, typed: str, around: Around) -> LineDraft | None:
    """With those kept out whom the words name; None when they name nobody."""
    people = people_named(typed, around)
    units = {one.unit for one in around.people if mentions_unit(typed, one.unit)}
    if not people and not units:
        return None
    names = {person.id for person in people}
    return replace(draft, excluded=draft.excluded | names, excluded_units=draft.excluded_units | units)


def people_named(typed: str, around: Around) -> list[Person]:
    """By their whole name, with or without what stands in brackets, or by their place in the list."""
    form = compact(typed)
    found = [one for one in around.people if _has_name(form, one.name)]
    place = ordinal_choice(typed, len(around.people))
    return found or ([around.people[place - 1]] if place else [])


def category(draft: LineDraft, pressed: str, said: Said, around: Around) -> Turn:
    words = Words("th")
    labels = {compact(words(f"category.{name}")): name for name in CATEGORIES}
    labels |= {compact(label): name for name, label in copy.CATEGORY_LABELS.items()}
    wanted = pressed.removeprefix("cat:") if pressed.startswith("cat:") else ""
    if said.kind == "text" and not wanted:
        place = ordinal_choice(said.text, len(CATEGORIES))
        wanted = labels.get(compact(said.text), "") or (CATEGORIES[place - 1] if place else "")
    named = wanted or category_of(said.text)
    if named in CATEGORIES:
        draft = replace(draft, category=named).finish(CATEGORY)
        return ask(tell_story(draft, said, around) if not wanted and _is_story(said) else draft, around)
    if pressed == "skip" or phrases.says_unknown(said.text) or compact(said.text) in _NOT_SURE:
        return ask(draft.finish(CATEGORY), around)
    if _is_story(said):
        return ask(tell_story(draft, said, around).finish(CATEGORY), around, copy.noted(around.voice))
    return ask(draft, around, copy.choose_one(around.voice))


def _in_words(draft: LineDraft, said: Said, around: Around) -> Turn:
    named = exclude_in_words(draft, said.text, around)
    if named and not _is_story(said):
        return ask(_toggled(draft, said.text, around) or named, around)
    if _is_story(said) and not keeps_out(said.text):
        return ask(tell_story(draft, said, around), around, copy.noted(around.voice))
    return ask(named or draft, around, *([] if named else [copy.nobody_or_name(around.voice)]))


def _toggled(draft: LineDraft, typed: str, around: Around) -> LineDraft | None:
    """A name typed alone works as its button does."""
    alone = [one for one in around.people if compact(one.name) == compact(typed)]
    return replace(draft, excluded=draft.excluded ^ {alone[0].id}) if alone else None


def _nobody_else(typed: str) -> bool:
    anyone = ("ทุกคนอ่านได้", "อ่านได้ทุกคน", "อ่านได้หมด", "ให้อ่านได้", "ไม่เกี่ยว", "ไม่มีใคร")
    short = is_no(typed) or is_yes(typed) or phrases.says_none(typed) or phrases.says_unknown(typed)
    return short or command(typed) == "resume" or compact(typed).startswith(anyone)


def _has_name(form: str, name: str) -> bool:
    short = compact(name.split("(")[0])
    return compact(name) in form or short == form or (len(short) >= _SHARED and short in form)


def _is_story(said: Said) -> bool:
    return said.kind == "text" and len(compact(said.text)) >= _STORY
