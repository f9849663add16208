"""The open step's question, and the summary before sending."""

from dialogs.complaints import line_copy as copy
from dialogs.complaints.details import mentions_unit
from dialogs.complaints.line_draft import CATEGORY, EXCLUDE, REVIEW, LineDraft
from dialogs.complaints.questions import CATEGORIES, QUESTIONS, meter
from dialogs.complaints.scene import Around, Person, Turn
from dialogs.records.reply import Answer, Choice, Reply, Say
from dialogs.thai.text import compact

PREFIX = "c:"


def ask(draft: LineDraft, around: Around, *before: str) -> Turn:
    """The open step's question, after what there is to say first."""
    said = tuple(Say(sentence) for sentence in before)
    if draft.step == REVIEW:
        return Turn(draft, Answer((*said, *_summary(draft, around)), edits(draft)))
    if draft.step == EXCLUDE:
        return Turn(draft, Answer((*said, Say(_exclude_text(draft, around))), _exclude_choices(draft, around)))
    if draft.step == CATEGORY:
        choices = [Choice(copy.CATEGORY_LABELS[name], f"{PREFIX}cat:{name}") for name in CATEGORIES]
        return Turn(draft, Answer((*said, Say(copy.ask_category(around.voice))), (*choices, *_leaving())))
    ways = [Choice(copy.SKIP, PREFIX + "skip")]
    if not draft.is_empty:
        ways.append(Choice(copy.TO_REVIEW, PREFIX + "review"))
    question = Say(copy.ask_question(draft.step, around.voice))
    return Turn(draft, Answer((*said, question), (*ways, *_leaving())))


def ask_the_code(draft: LineDraft, around: Around, first: str) -> Turn:
    """The code again, without the whole summary."""
    code = copy.the_code(around.shown(draft.receipt), around.voice)
    return Turn(draft, Answer((Say(first), Say(code)), edits(draft)))


def edits(draft: LineDraft) -> tuple[Choice, ...]:
    names = (*(name for name in QUESTIONS if name in draft.answers or name == "what"), CATEGORY, EXCLUDE)
    choices = tuple(Choice(copy.edit_label(name), f"{PREFIX}edit:{name}") for name in names)
    return (*choices, Choice(copy.CANCEL, PREFIX + "cancel"))


def readers(draft: LineDraft, around: Around) -> list[Person]:
    """Officers whom nothing excludes."""
    return [one for one in around.people if one.id not in draft.excluded and one.unit not in draft.excluded_units]


def _summary(draft: LineDraft, around: Around) -> tuple[Reply, ...]:
    measured = meter(draft.answers, len(draft.pictures))
    told = copy.summary(draft.answers, draft.category, len(draft.pictures))
    who = copy.readers([person.name for person in readers(draft, around)])
    state = copy.review(measured.filled, measured.whole, measured.missing, measured.enough, around.voice)
    warning = _warning(draft, around)
    lines = "\n".join(part for part in (who, warning, state) if part)
    return Say(told), Say(lines), Say(copy.the_code(around.shown(draft.receipt), around.voice))


def _warning(draft: LineDraft, around: Around) -> str:
    """Whom the story seems to be about and who could read it all the same."""
    told = " ".join(draft.answers.values())
    near = [one for one in readers(draft, around) if mentions_unit(told, one.unit) or _named(told, one.name)]
    return copy.reader_in_story([person.name for person in near], around.voice) if near else ""


def _named(told: str, name: str) -> bool:
    return len(compact(name)) >= 4 and compact(name) in compact(told)


def _exclude_text(draft: LineDraft, around: Around) -> str:
    names = [person.name for person in around.people if person.id in draft.excluded]
    asked = copy.ask_exclude(around.voice, names + [copy.RECOVERY] * (around.recovery in draft.excluded))
    warning = _warning(draft, around)
    return f"{asked}\n{warning}" if warning else asked


def _exclude_choices(draft: LineDraft, around: Around) -> tuple[Choice, ...]:
    people = [Choice(person.name, f"{PREFIX}out:{person.id}") for person in around.people[:_MOST_PEOPLE]]
    people.append(Choice(copy.RECOVERY, f"{PREFIX}out:{around.recovery}"))
    end = Choice(copy.DONE_EXCLUDING, PREFIX + "done") if draft.excluded else Choice(copy.NOBODY, PREFIX + "all")
    return (*people, end, Choice(copy.CANCEL, PREFIX + "cancel"))


_MOST_PEOPLE = 10
"""LINE shows thirteen quick replies; the others can be typed."""


def _leaving() -> tuple[Choice, ...]:
    return Choice(copy.BACK, PREFIX + "back"), Choice(copy.CANCEL, PREFIX + "cancel")
