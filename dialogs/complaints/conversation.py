"""One turn of a complaint in LINE: (draft, what was said, surroundings) -> (draft', answer, send it or not). Pure.

The notice stands before the first question. In steps that take any text only the engine's exact commands and short,
sure questions about who reads act; everything else is the answer, and nothing of it is classified.
"""

from dataclasses import replace

from dialogs.cards.flex import bubble, button, text
from dialogs.complaints import line_copy as copy
from dialogs.complaints.line_draft import CATEGORY, EXCLUDE, REVIEW, LineDraft
from dialogs.complaints.questions import CATEGORIES, MAX_ANSWER, QUESTIONS, meter
from dialogs.complaints.scene import Around, Person, Said, Turn
from dialogs.complaints.words import Words
from dialogs.records.reply import Answer, Choice, LinkChoice, Reply, Say, Show
from dialogs.thai.text import compact
from dialogs.understanding.answers import command

MAX_PICTURES = 4
_PREFIX = "c:"
_ASKS_WHO = ("ใครเห็น", "ใครอ่าน", "ใครรู้", "เป็นความลับ", "ปลอดภัยไหม", "ปลอดภัยมั้ย", "เก็บข้อมูลอะไร", "รู้ไหมว่าใครส่ง")
_SHORT = 30


def turn(draft: LineDraft | None, said: Said, around: Around) -> Turn:
    """Never raises for anything a person can send."""
    pressed = said.data.removeprefix(_PREFIX) if said.data.startswith(_PREFIX) else ""
    pressed = pressed or _typed_button(said.text)
    if pressed in ("leave", "cancel") or (said.kind == "text" and command(said.text) == "cancel"):
        return _cancelled(around)
    if draft is None:
        return _begin(pressed, said, around)
    if said.kind == "text" and _asks_who_reads(said.text):
        names = [person.name for person in _left(draft, around)]
        return _ask(draft, around, copy.who_reads(names, around.voice))
    if pressed == "back" or (said.kind == "text" and command(said.text) == "back"):
        return _ask(draft.reopen(draft.done[-1]) if draft.done else draft, around)
    if said.kind == "text" and command(said.text) in ("restart", "menu"):
        return _notice(around, None)
    if said.kind == "text" and command(said.text) == "help":
        return _ask(draft, around, copy.help_(around.voice))
    if pressed.startswith("edit:") and pressed[5:] in (EXCLUDE, CATEGORY, *QUESTIONS):
        return _ask(draft.reopen(pressed[5:]), around)
    if pressed == "review" and (draft.answers or draft.pictures):
        return _ask(draft.to_review(), around)
    if said.kind == "picture":
        return _picture(draft, said, around)
    return _STEPS.get(draft.step, _question)(draft, pressed, said, around)


# --- before the first question ---------------------------------------------------------------------------------------


def _begin(pressed: str, said: Said, around: Around) -> Turn:
    if not around.people:
        answer = Answer((Say(copy.no_officers(around.voice)), Say(copy.outside(around.routes))))
        return Turn(None, answer)
    if pressed == "go":
        return _ask(LineDraft(receipt=around.fresh_code), around)
    told = said.kind in ("text", "picture") and len(compact(said.text)) > _SHORT
    return _notice(around, copy.not_kept(around.voice) if told else None)


def _notice(around: Around, before: str | None) -> Turn:
    replies: list[Reply] = [Say(before)] if before else []
    card = bubble(
        copy.notice_title(around.agency),
        [text(copy.notice_hint(), margin="md")],
        footer=[
            button(LinkChoice(copy.OPEN_FORM, around.form_url), primary=True),
            button(Choice(copy.GO_ON, _PREFIX + "go")),
            button(Choice(copy.LEAVE, _PREFIX + "leave")),
        ],
    )
    alt = f"{copy.OPEN_FORM} {around.form_url} / {copy.GO_ON} / {copy.LEAVE}"
    replies += [Say(copy.notice(around.voice)), Say(copy.outside(around.routes)), Show(alt, card)]
    return Turn(
        None, Answer(tuple(replies), (Choice(copy.GO_ON, _PREFIX + "go"), Choice(copy.LEAVE, _PREFIX + "leave")))
    )


def _cancelled(around: Around) -> Turn:
    return Turn(None, Answer((Say(copy.cancelled(around.voice)), Say(copy.outside(around.routes)))))


# --- steps -----------------------------------------------------------------------------------------------------------


def _exclude(draft: LineDraft, pressed: str, said: Said, around: Around) -> Turn:
    chosen = pressed.removeprefix("out:")
    known = {person.id for person in around.people} | {around.recovery}
    if pressed.startswith("out:") and chosen in known:
        return _ask(replace(draft, excluded=draft.excluded ^ {chosen}), around)
    if pressed == "all":
        return _ask(replace(draft, excluded=frozenset(), excluded_units=frozenset()).finish(EXCLUDE), around)
    if pressed in ("done", "skip"):
        if not _left(draft, around):
            return _ask(draft, around, copy.nobody_left(around.voice), copy.outside(around.routes))
        return _ask(draft.finish(EXCLUDE), around)
    named = [person for person in around.people if compact(person.name) == compact(said.text)]
    if said.kind == "text" and named:
        return _ask(replace(draft, excluded=draft.excluded ^ {named[0].id}), around)
    return _ask(draft, around, copy.choose_one(around.voice))


def _category(draft: LineDraft, pressed: str, said: Said, around: Around) -> Turn:
    words = Words("th")
    typed = next((name for name in CATEGORIES if compact(words(f"category.{name}")) == compact(said.text)), "")
    wanted = pressed.removeprefix("cat:") if pressed.startswith("cat:") else typed
    if wanted in CATEGORIES:
        return _ask(replace(draft, category=wanted).finish(CATEGORY), around)
    if pressed == "skip":
        return _ask(draft.finish(CATEGORY), around)
    return _ask(draft, around, copy.choose_one(around.voice))


def _question(draft: LineDraft, pressed: str, said: Said, around: Around) -> Turn:
    if pressed == "skip":
        return _ask(draft.finish(draft.step), around)
    if said.kind != "text" or not said.text.strip():
        return _ask(draft, around, copy.needs_text(around.voice))
    if len(said.text) > MAX_ANSWER:
        return _ask(draft, around, copy.too_long(MAX_ANSWER, around.voice))
    after = draft.answer(draft.step, said.text.strip(), said.origin)
    reached = meter(after.answers, len(after.pictures)).enough and not meter(draft.answers, len(draft.pictures)).enough
    return _ask(after, around, *([copy.enough(around.voice)] if reached and after.step != REVIEW else []))


def _review(draft: LineDraft, _pressed: str, said: Said, around: Around) -> Turn:
    typed = around.read_code(said.text) if said.kind == "text" else None
    if not draft.answers and not draft.pictures:
        return _ask(draft.reopen("what"), around, copy.nothing_told(around.voice))
    if typed == draft.receipt:
        return Turn(draft, Answer(()), send=True)
    digits = sum(character.isdigit() for character in said.text)
    words = copy.wrong_code(around.voice) if digits >= 4 else copy.type_the_code(around.voice)
    return Turn(
        draft, Answer((Say(words), Say(copy.the_code(around.shown(draft.receipt), around.voice))), _edits(draft))
    )


_STEPS = {EXCLUDE: _exclude, CATEGORY: _category, REVIEW: _review}


def _picture(draft: LineDraft, said: Said, around: Around) -> Turn:
    if draft.step not in QUESTIONS:
        return _ask(draft, around, copy.choose_one(around.voice))
    if said.picture is None:
        return _ask(draft, around, copy.picture_refused(around.voice))
    if len(draft.pictures) >= MAX_PICTURES:
        return _ask(draft, around, copy.too_many_pictures(MAX_PICTURES, around.voice))
    kept = draft.add_picture(said.picture, said.origin)
    return _ask(kept, around, copy.picture_kept(len(kept.pictures), around.voice))


# --- asking ----------------------------------------------------------------------------------------------------------


def _ask(draft: LineDraft, around: Around, *before: str) -> Turn:
    """The open step's question, after what there is to say first."""
    said = tuple(Say(sentence) for sentence in before)
    if draft.step == REVIEW:
        return Turn(draft, Answer((*said, *_summary(draft, around)), _edits(draft)))
    if draft.step == EXCLUDE:
        return Turn(draft, Answer((*said, Say(_exclude_text(draft, around))), _exclude_choices(draft, around)))
    if draft.step == CATEGORY:
        words = Words("th")
        choices = [Choice(words(f"category.{name}"), f"{_PREFIX}cat:{name}") for name in CATEGORIES]
        return Turn(draft, Answer((*said, Say(copy.ask_category(around.voice))), (*choices, *_leaving())))
    ways = [Choice(copy.SKIP, _PREFIX + "skip")]
    if draft.answers or draft.pictures:
        ways.append(Choice(copy.TO_REVIEW, _PREFIX + "review"))
    question = Say(copy.ask_question(draft.step, around.voice))
    return Turn(draft, Answer((*said, question), (*ways, *_leaving())))


def _summary(draft: LineDraft, around: Around) -> tuple[Reply, ...]:
    measured = meter(draft.answers, len(draft.pictures))
    state = copy.review(measured.filled, measured.whole, measured.missing, measured.enough, around.voice)
    told = copy.summary(draft.answers, draft.category, len(draft.pictures))
    return Say(told), Say(state), Say(copy.the_code(around.shown(draft.receipt), around.voice))


def _edits(draft: LineDraft) -> tuple[Choice, ...]:
    names = (*(name for name in QUESTIONS if name in draft.answers or name == "what"), CATEGORY, EXCLUDE)
    edits = tuple(Choice(copy.edit_label(name), f"{_PREFIX}edit:{name}") for name in names)
    return (*edits, Choice(copy.CANCEL, _PREFIX + "cancel"))


def _exclude_text(draft: LineDraft, around: Around) -> str:
    names = [person.name for person in around.people if person.id in draft.excluded]
    return copy.ask_exclude(around.voice, names + [copy.RECOVERY] * (around.recovery in draft.excluded))


def _exclude_choices(draft: LineDraft, around: Around) -> tuple[Choice, ...]:
    people = [Choice(person.name, f"{_PREFIX}out:{person.id}") for person in around.people]
    people.append(Choice(copy.RECOVERY, f"{_PREFIX}out:{around.recovery}"))
    end = Choice(copy.DONE_EXCLUDING, _PREFIX + "done") if draft.excluded else Choice(copy.NOBODY, _PREFIX + "all")
    return (*people, end, Choice(copy.CANCEL, _PREFIX + "cancel"))


def _leaving() -> tuple[Choice, ...]:
    return Choice(copy.BACK, _PREFIX + "back"), Choice(copy.CANCEL, _PREFIX + "cancel")


def _left(draft: LineDraft, around: Around) -> list[Person]:
    return [one for one in around.people if one.id not in draft.excluded and one.unit not in draft.excluded_units]


def _asks_who_reads(typed: str) -> bool:
    form = compact(typed)
    return len(form) <= _SHORT and (form == compact(copy.WHO_READS) or any(words in form for words in _ASKS_WHO))


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
    return _COMPACT.get(compact(typed), "") if len(typed) <= _SHORT else ""
