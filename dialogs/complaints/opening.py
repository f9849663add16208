"""Before the first question: the notice, with what was told already kept apart until its teller goes on or leaves."""

import re
from dataclasses import replace

from dialogs.cards.flex import bubble, button, text
from dialogs.complaints import line_copy as copy
from dialogs.complaints import phrases
from dialogs.complaints.asking import PREFIX, ask
from dialogs.complaints.line_draft import LineDraft
from dialogs.complaints.scene import Around, Said, Turn
from dialogs.complaints.telling import tell_story
from dialogs.records.reply import Answer, Choice, LinkChoice, Reply, Say, Show
from dialogs.thai.text import compact
from dialogs.understanding.answers import command, is_yes

_CODE_DIGITS = 12
_STORY = 16
"""Letters from which a first message is a story and not a greeting."""


def begin(pressed: str, said: Said, around: Around) -> Turn:
    """Nothing is under way: the notice, before anything is asked."""
    if not around.people:
        return Turn(None, Answer((Say(copy.no_officers(around.voice)), Say(copy.outside(around.routes)))))
    if pressed == "go" and said.kind == "button":  # of a notice whose half hour is over
        return ask(LineDraft(receipt=around.fresh_code, agreed=True), around)
    if said.kind == "text" and (aside := _aside(said, around)):
        return Turn(None, Answer((Say(aside),)))
    draft = LineDraft(receipt=around.fresh_code)
    if said.kind == "text" and len(compact(said.text)) >= _STORY and not phrases.asks_something(said.text):
        draft = tell_story(draft, said, around)
    return notice(draft if said.kind != "follow" else None, around, picture=said.kind == "picture")


def go_on(draft: LineDraft, pressed: str, said: Said, around: Around) -> Turn:
    """The notice was shown; whoever goes on writing has read it."""
    agreed = replace(draft, agreed=True)
    if pressed in ("go", "skip") or (said.kind == "text" and _wants_to_begin(said.text)):
        return ask(agreed, around)
    if pressed == "review" or (said.kind == "text" and _is_all(said.text)):
        return ask(agreed if draft.is_empty else agreed.to_review(), around)
    if said.kind == "text" and len(compact(said.text)) >= _STORY:
        return ask(tell_story(agreed, said, around), around, copy.noted(around.voice))
    first = (Say(copy.not_kept(around.voice)),) if said.kind == "picture" else ()
    return Turn(draft, Answer((*first, Say(copy.choose_way(around.voice))), _ways()))


def notice(draft: LineDraft | None, around: Around, *, picture: bool = False) -> Turn:
    """Who learns what, the outside routes, and the three ways from here."""
    replies: list[Reply] = [Say(copy.notice(around.voice)), Say(copy.outside(around.routes))]
    if draft and not draft.is_empty:
        replies.append(Say(copy.kept_for_now(draft.answers, draft.category, around.voice)))
    elif picture:
        replies.append(Say(copy.not_kept(around.voice)))
    card = bubble(
        copy.notice_title(around.agency),
        [text(copy.notice_hint(), margin="md")],
        footer=[
            button(LinkChoice(copy.OPEN_FORM, around.form_url), primary=True),
            button(Choice(copy.GO_ON, PREFIX + "go")),
            button(Choice(copy.LEAVE, PREFIX + "leave")),
        ],
    )
    alt = f"{copy.OPEN_FORM} {around.form_url} / {copy.GO_ON} / {copy.LEAVE}"
    return Turn(draft, Answer((*replies, Show(alt, card)), _ways()))


def _aside(said: Said, around: Around) -> str:
    """What is no beginning: thanks, and wishes to follow up. A code typed here is not looked at."""
    follow = f"{around.form_url}follow"
    if sum(character.isdigit() for character in said.text) >= _CODE_DIGITS and not re.search("[ก-ฮ]", said.text):
        return copy.code_in_line(follow, around.voice)
    if phrases.asks_to_follow_up(said.text):
        return copy.follow_up(follow, around.voice)
    return copy.thanked(follow, around.voice) if phrases.thanks(said.text) else ""


def _wants_to_begin(typed: str) -> bool:
    wishes = (
        "เริ่ม",
        "เริ่มเลย",
        "เริ่มแจ้ง",
        "อยากแจ้ง",
        "อยากแจ้งเรื่อง",
        "แจ้งเรื่อง",
        "ขอแจ้งเรื่อง",
        "ทำต่อในline",
        "แจ้งในนี้",
        "แจ้งที่นี่",
        "พิมพ์ในนี้",
    )
    form = compact(typed)
    polite = [form.removesuffix(end) for end in ("ค่ะ", "ครับ", "คับ", "เลย")]
    return command(typed) == "resume" or is_yes(typed) or any(one in wishes for one in (form, *polite))


def _is_all(typed: str) -> bool:
    return phrases.says_nothing_more(typed) or phrases.says_none(typed)


def _ways() -> tuple[Choice, ...]:
    return Choice(copy.GO_ON, PREFIX + "go"), Choice(copy.LEAVE, PREFIX + "leave")
