"""One turn of a complaint in LINE: (draft, what was said, surroundings) -> (draft', answer, send it or not). Pure.

The notice stands before the first question. In steps that take any text only the engine's exact commands, plain
corrections of what was told before, and short, sure questions about who reads act; everything else is the answer, and
nothing of it is classified.
"""

from dialogs.complaints import line_copy as copy
from dialogs.complaints import phrases
from dialogs.complaints.asking import PREFIX, ask, readers
from dialogs.complaints.corrections import field_to_change, told_wrongly
from dialogs.complaints.line_draft import CATEGORY, EXCLUDE, REVIEW, LineDraft
from dialogs.complaints.opening import begin, go_on, notice
from dialogs.complaints.questions import MAX_ANSWER, QUESTIONS, meter
from dialogs.complaints.review import review
from dialogs.complaints.scene import Around, Said, Turn
from dialogs.complaints.steps import category, exclude
from dialogs.complaints.telling import tell_story
from dialogs.records.reply import Answer, Say
from dialogs.thai.text import compact
from dialogs.understanding.answers import command

MAX_PICTURES = 4
_LABEL = 30
_NONE_IS_AN_ANSWER = ("evidence", "witnesses")


def turn(draft: LineDraft | None, said: Said, around: Around) -> Turn:
    """Never raises for anything a person can send."""
    pressed = said.data.removeprefix(PREFIX) if said.data.startswith(PREFIX) else ""
    pressed = pressed or _typed_button(said.text)
    if pressed in ("leave", "cancel") or _cancels(said, draft):
        return _cancelled(around)
    if draft is None or said.kind == "follow":
        return begin(pressed, said, around)
    if said.kind == "text" and (told := _answer_to_question(draft, said.text, around)):
        return _aside(draft, told, around)
    if not draft.agreed:
        return go_on(draft, pressed, said, around)
    return _under_way(draft, pressed, said, around)


def _under_way(draft: LineDraft, pressed: str, said: Said, around: Around) -> Turn:
    wanted = command(said.text) if said.kind == "text" else None
    if pressed == "back" or wanted == "back":
        return ask(draft.reopen(draft.done[-1]) if draft.done else draft, around)
    if wanted in ("restart", "menu"):
        return notice(LineDraft(receipt=around.fresh_code), around)
    if wanted == "help":
        return ask(draft, around, copy.help_(around.voice))
    field = pressed[5:] if pressed.startswith("edit:") else field_to_change(said.text)
    if field in (EXCLUDE, CATEGORY, *QUESTIONS):
        return ask(draft.reopen(field), around)
    if pressed == "review" or (said.kind == "text" and phrases.says_nothing_more(said.text)):
        return ask(draft.finish(EXCLUDE), around) if _excluding(draft, pressed, around) else _to_review(draft, around)
    if said.kind == "picture":
        return _picture(draft, said, around)
    return _STEPS.get(draft.step, _question)(draft, pressed, said, around)


def _excluding(draft: LineDraft, pressed: str, around: Around) -> bool:
    """ครบแล้ว after names were chosen ends the choosing."""
    return not pressed and draft.step == EXCLUDE and bool(draft.excluded) and bool(readers(draft, around))


def _to_review(draft: LineDraft, around: Around) -> Turn:
    if draft.is_empty:
        return ask(draft, around, copy.nothing_told(around.voice))
    return ask(draft.to_review(), around)


# --- what always acts ------------------------------------------------------------------------------------------------


def _cancels(said: Said, draft: LineDraft | None) -> bool:
    """พอแล้ว means that the story is told, once there is one; it never deletes it."""
    if said.kind != "text":
        return False
    if phrases.says_cancel(said.text):
        return True
    if command(said.text) != "cancel":
        return False
    return draft is None or draft.is_empty or not phrases.says_nothing_more(said.text)


def _cancelled(around: Around) -> Turn:
    return Turn(None, Answer((Say(copy.cancelled(around.voice)), Say(copy.outside(around.routes)))))


def _answer_to_question(draft: LineDraft, typed: str, around: Around) -> str:
    """To a short question about what becomes of this; empty for everything else."""
    voice = around.voice
    if phrases.asks_who_reads(typed):
        return copy.who_reads([person.name for person in readers(draft, around)], voice)
    if phrases.asks_about_name(typed):
        return copy.no_name_needed(voice)
    if phrases.asks_how_long(typed):
        return copy.how_long(around.promised, voice)
    if phrases.asks_for_outside(typed):
        return copy.outside(around.routes)
    return copy.no_need_to_fear(voice) if phrases.says_fear(typed) else ""


def _aside(draft: LineDraft, told: str, around: Around) -> Turn:
    """The answer, and the step that was open stays open."""
    if draft.agreed:
        return ask(draft, around, told)
    after = go_on(draft, "", Said("other"), around)
    return Turn(draft, Answer((Say(told), *after.answer.replies), after.answer.choices))


# --- the questions ---------------------------------------------------------------------------------------------------


def _question(draft: LineDraft, pressed: str, said: Said, around: Around) -> Turn:
    step = draft.step
    if pressed == "skip":
        return ask(draft.finish(step), around)
    if said.kind != "text" or not said.text.strip():
        return ask(draft, around, copy.needs_text(around.voice))
    if len(said.text) > MAX_ANSWER:
        return ask(draft, around, copy.too_long(MAX_ANSWER, around.voice))
    if (corrected := _corrected(draft, said)) is not None:
        return ask(corrected, around, copy.corrected(around.voice))
    if phrases.says_unknown(said.text) or (phrases.says_none(said.text) and step not in _NONE_IS_AN_ANSWER):
        return ask(draft.finish(step), around)
    after = _answered(draft, said, around)
    reached = meter(after.answers, len(after.pictures)).enough and not meter(draft.answers, len(draft.pictures)).enough
    return ask(after, around, *([copy.enough(around.voice)] if reached and after.step != REVIEW else []))


def _answered(draft: LineDraft, said: Said, around: Around) -> LineDraft:
    """The story is taken apart; any other answer stays as it is."""
    if draft.step == "what":
        told = tell_story(draft, said, around)
        return told if told != draft else draft.answer("what", said.text.strip(), said.origin)
    return draft.answer(draft.step, said.text.strip(), said.origin)


def _corrected(draft: LineDraft, said: Said) -> LineDraft | None:
    """By a correction of words that were told before; everything else is the answer to the open question."""
    found = told_wrongly(draft, said.text)
    return draft.correct(found.wrong, found.right, said.origin) if found else None


def _picture(draft: LineDraft, said: Said, around: Around) -> Turn:
    if draft.step == CATEGORY:
        draft = draft.finish(CATEGORY)
    if said.picture is None:
        return ask(draft, around, copy.picture_refused(around.voice))
    if len(draft.shots) >= MAX_PICTURES:
        return ask(draft, around, copy.too_many_pictures(MAX_PICTURES, around.voice))
    kept = draft.add_picture(said.picture, said.origin)
    return ask(kept, around, copy.picture_kept(len(kept.shots), around.voice))


_STEPS = {EXCLUDE: exclude, CATEGORY: category, REVIEW: review}


_TYPED = {
    copy.GO_ON: "go",
    copy.LEAVE: "leave",
    copy.SKIP: "skip",
    copy.BACK: "back",
    copy.CANCEL: "cancel",
    copy.TO_REVIEW: "review",
    copy.NOBODY: "all",
    copy.DONE_EXCLUDING: "done",
}
_TYPED |= {copy.edit_label(name): f"edit:{name}" for name in (EXCLUDE, CATEGORY, *QUESTIONS)}
_COMPACT = {compact(label): meaning for label, meaning in _TYPED.items()}


def _typed_button(typed: str) -> str:
    """Every button also works typed; only the whole text counts."""
    return _COMPACT.get(compact(typed), "") if len(typed) <= _LABEL else ""
