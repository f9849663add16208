"""Text typed with the keyboard set to the other language: ``l;ylfu`` is สวัสดี, ``ระฟ`` is ita.

A run of characters is only re-typed when the result is made of Thai words and the run is not English, an address or a
code (thai.md 4.4), so ``ABC-1234``, ``ok`` and a password stay what they are.
"""

import re
from functools import lru_cache

from pythainlp.corpus import thai_words
from pythainlp.tokenize import word_tokenize
from pythainlp.util import eng_to_thai, thai_to_eng

SHORTEST = 4
"""Characters a re-typed Thai run must have."""
_LONG = 7
_SHORTEST_ENGLISH = 3
"""Two letters fit by chance: นา (field) is what ok looks like on the other layout."""

ENGLISH_TYPED_THAI = frozenset(
    [
        "ita",
        "iit",
        "eit",
        "oit",
        "itas",
        "link",
        "help",
        "menu",
        "status",
        "update",
        "score",
        "report",
        "summary",
        "cancel",
        "stop",
        "hello",
        "hi",
        "thanks",
        "thank",
        "thx",
        "ok",
        "yes",
        "no",
        "line",
        "facebook",
        "website",
        "email",
        "qr",
        "map",
        "pdf",
        "pdpa",
        "privacy",
        "follow",
        "survey",
        "contact",
        "document",
        "documents",
        "progress",
        "complaint",
        "start",
        "back",
        "e-service",
        "staff",
        "login",
    ]
)
"""English words of this bot's world that are recognised when typed on the Thai layout."""

_ASCII_RUN = re.compile(r"[!-~]{4,}")
_THAI_RUN = re.compile(r"[ก-๎/.,%\"()\-]+")
_NOT_TYPED_THAI = re.compile(r"https?:|www\.|@|\.(?:com|th|org|net|pdf|docx?)\b|^[A-Za-z]+$|^[\d\W]+$", re.IGNORECASE)
_CODE = re.compile(r"^[A-Z0-9]+(?:-[A-Z0-9]+)+$|^[A-Za-z]{1,4}-?\d+$")
_IMPOSSIBLE = re.compile("^[ะ-ฺ็-๎ๅ]|[เ-ไ]$|[ัิ-ฺ็-๎][ัิ-ฺ]|[็-๎]{2}|[เ-ไ](?![ก-ฮ])|[^ก-๛]")
_SHIFTED = str.maketrans(':"<>?{}|_+~!@#$%^&*()', ";',./[]\\-=`1234567890")


@lru_cache(maxsize=1)
def _dictionary() -> frozenset[str]:
    return frozenset(thai_words())


def _is_thai(text: str, certain: bool) -> bool:
    """Whether a text is made of dictionary words, three letters long on average (short ones fit by chance).

    ``certain`` allows a third of it to be unknown: names, typing errors.
    """
    if len(text) < SHORTEST or _IMPOSSIBLE.search(text):
        return False
    words = word_tokenize(text, engine="newmm")
    known = [word for word in words if len(word) > 1 and word in _dictionary()]
    covered = sum(map(len, known))
    return covered >= 3 * len(known) and covered >= (len(text) * 2 / 3 if certain else len(text))


def _candidates(run: str) -> list[str]:
    """The run as typed, and as it would be without a held Shift key."""
    shouted = run.lower().translate(_SHIFTED)
    return [run, shouted] if run.upper() == run else [run]


def _thai_of(found: re.Match[str]) -> str:
    run = found.group()
    plain_letters = run.isalpha() and run.lower() in ENGLISH_TYPED_THAI
    if plain_letters or (_NOT_TYPED_THAI.search(run) and not run.isalpha()) or _CODE.match(run):
        return run
    for candidate in _candidates(run):
        thai = eng_to_thai(candidate)
        if _is_thai(thai, certain=len(thai) >= _LONG and not run.isalpha()):
            return thai
    return run


def _english_of(found: re.Match[str]) -> str:
    run = found.group()
    english = thai_to_eng(run).lower()
    return english if len(english) >= _SHORTEST_ENGLISH and english in ENGLISH_TYPED_THAI else run


def right_layout(text: str) -> str:
    """The text with every run that was clearly typed on the wrong layout re-typed; all else unchanged."""
    text = _ASCII_RUN.sub(_thai_of, text)
    return _THAI_RUN.sub(_english_of, text) if len(text) <= 200 else text
