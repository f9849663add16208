"""The last step: the code is typed to send; until then anything can be corrected or added in one's own words."""

from dataclasses import replace

from dialogs.complaints import line_copy as copy
from dialogs.complaints import phrases
from dialogs.complaints.asking import ask, ask_the_code, readers
from dialogs.complaints.corrections import Correction, denied, keeps_out, read_corrections, told_wrongly
from dialogs.complaints.details import category_of, take_apart
from dialogs.complaints.line_draft import CATEGORY, EXCLUDE, LineDraft
from dialogs.complaints.questions import MAX_ANSWER
from dialogs.complaints.scene import Around, Said, Turn
from dialogs.complaints.steps import exclude_in_words
from dialogs.complaints.telling import tell_more
from dialogs.records.reply import Answer
from dialogs.thai.text import compact
from dialogs.understanding.answers import is_no, is_yes

_ADDITION = 8
"""Letters from which a text at the review is something more to tell."""


def review(draft: LineDraft, _pressed: str, said: Said, around: Around) -> Turn:
    """Nothing leaves before the code is typed."""
    if draft.is_empty:
        return ask(draft.reopen("what"), around, copy.nothing_told(around.voice))
    if said.kind != "text":
        return ask_the_code(draft, around, copy.type_the_code(around.voice))
    typed = around.read_code(said.text)
    if typed == draft.receipt:
        return Turn(draft, Answer(()), send=True)
    digits = sum(character.isdigit() for character in said.text)
    if typed or digits * 2 > len(compact(said.text)):
        return ask_the_code(draft, around, copy.wrong_code(around.voice))
    return _in_words(draft, said, around)


def _in_words(draft: LineDraft, said: Said, around: Around) -> Turn:
    text = said.text
    if is_yes(text) or is_no(text) or phrases.says_none(text) or phrases.says_unknown(text):
        return ask_the_code(draft, around, copy.type_the_code(around.voice))
    if keeps_out(text) and (named := exclude_in_words(draft, text, around)):
        return _kept_out(named, around)
    if changed := _changed(draft, said, around):
        return ask(changed, around, copy.corrected(around.voice))
    if wrong := denied(text):
        name = _question_of(draft, wrong)
        return ask(draft.reopen(name), around) if name else ask(draft, around, copy.say_instead(wrong, around.voice))
    if len(text) > MAX_ANSWER:
        return ask(draft, around, copy.too_long(MAX_ANSWER, around.voice))
    if len(compact(text)) < _ADDITION or phrases.asks_something(text):
        return ask_the_code(draft, around, copy.type_the_code(around.voice))
    longer, names = tell_more(draft, said, around)
    return ask(longer, around, copy.added(names, around.voice))


def _kept_out(draft: LineDraft, around: Around) -> Turn:
    if readers(draft, around):
        return ask(draft, around, copy.corrected(around.voice))
    return ask(draft.reopen(EXCLUDE), around, copy.nobody_left(around.voice), copy.outside(around.routes))


def _changed(draft: LineDraft, said: Said, around: Around) -> LineDraft | None:
    """None when it is not clear what should become of what."""
    if held := told_wrongly(draft, said.text):
        return draft.correct(held.wrong, held.right, said.origin)
    ways = read_corrections(said.text)
    return _changed_by_kind(draft, ways[0], said, around) if ways else None


def _changed_by_kind(draft: LineDraft, correction: Correction, said: Said, around: Around) -> LineDraft | None:
    """The question was named (แก้วันที่เป็น …), or what is right can answer only one."""
    if correction.field and correction.field not in (CATEGORY, EXCLUDE):
        return draft.answer(correction.field, correction.right, said.origin)
    if correction.field == CATEGORY or correction.wrong:
        kind = category_of(correction.right)
        if kind:
            return replace(draft, category=kind).finish(CATEGORY)
    parts = [name for name in take_apart(correction.right, around.units).parts if name != "what"]
    return draft.answer(parts[0], correction.right, said.origin) if len(parts) == 1 else None


def _question_of(draft: LineDraft, wrong: str) -> str:
    return next((part.name for part in draft.told if wrong in part.text and part.name != "what"), "")
