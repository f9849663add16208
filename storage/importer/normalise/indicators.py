"""Indicators by meaning: names with and without การ, with OCR's slips, with numbers before them."""

import re
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

from dialogs.records.ita import INDICATORS, Instrument
from storage.importer.vocabulary import bare, spellings

_LEAD = re.compile(r"^(?:ด้าน|ตัวชี้วัดที่|ตัวชี้วัด|ประเด็น|ข้อ)?(?:[0-9]{1,2})?(?:ตัวชี้วัด|ด้าน)?")
_TAIL = re.compile(r"(?:\(?(?:iit|eit|oit)\)?)$")
_INSTRUMENT_WORDS: Mapping[Instrument, tuple[str, ...]] = {
    Instrument.IIT: ("iit", "ส่วนเสียภายใน", "ได้เสียภายใน", "ผู้มีส่วนได้เสียภายใน"),
    Instrument.EIT: ("eit", "ส่วนเสียภายนอก", "ได้เสียภายนอก"),
    Instrument.OIT: ("oit", "เปิดเผยข้อมูลสาธารณะ"),
}


@lru_cache(maxsize=1)
def names() -> Mapping[str, str]:
    """Bare spelling to slug, longest first."""
    found = {bare(indicator.name): indicator.slug for indicator in INDICATORS}
    found.update({word: slug for word, slug in spellings("indicators").items() if word != bare(slug)})
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=2048)
def indicator_of(text: str) -> str | None:
    """The slug of the indicator that a text *is* (with a number or ตัวชี้วัด before it), or None."""
    key = _TAIL.sub("", bare(text))
    if not key or len(key) > 60:
        return None
    for candidate in (key, _LEAD.sub("", key)):
        if candidate in names():
            return names()[candidate]
    candidate = _LEAD.sub("", key)
    if len(candidate) < 9:
        return None
    near = process.extractOne(candidate, names().keys(), scorer=fuzz.ratio, score_cutoff=90)
    return names()[near[0]] if near else None


@lru_cache(maxsize=2048)
def indicators_in(text: str) -> tuple[str, ...]:
    """Slugs of all indicators named somewhere in a text, in order. Longer names win over names inside them."""
    key = bare(text)
    found: list[tuple[int, str]] = []
    for name, slug in names().items():
        if len(name) < 8:
            continue
        at = key.find(name)
        while at >= 0:
            found.append((at, slug))
            key = key[:at] + "\0" * len(name) + key[at + len(name) :]
            at = key.find(name)
    slugs = [slug for _, slug in sorted(found)]
    return tuple(dict.fromkeys(slugs))


def instrument_of(text: str) -> Instrument | None:
    """The one instrument that a text names; None if it names none or several."""
    key = bare(text)
    found = {kind for kind, words in _INSTRUMENT_WORDS.items() if any(word in key for word in words)}
    return found.pop() if len(found) == 1 else None
