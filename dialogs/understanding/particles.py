"""Polite words and other noise at the ends of an utterance, for exact look-up only.

สถานะ ends in นะ and คะแนน begins with คะ, so a particle is only cut where a word can end (thai.md 4.1, step 10).
"""

import re

_PARTICLE = (
    r"(?:ครับ(?:ผม|พ้ม)?|คับ(?:ผม)?|คร้าบ|ค้าบ|ค้าบบ|ฮับ|งับ|ฮะ|ค่ะ|คะ|ค่า|คร่ะ|คร๊ะ|จ้า|จ้ะ|จ๊ะ|จ๋า|จ่ะ|นะ|น่ะ|หนะ|เด้อ|เด้|เน้อ|เน่อ|"
    r"เจ้า|น้อ|หน่อย|ด้วย|ที|เลย|แล้ว|ละ|ล่ะ|หล่ะ|อะ|อ่ะ|อ่า|วะ|ว่ะ|เว้ย|โว้ย|ง่ะ|สิ|ซิ|ดิ|แหละ|ๆ|pls|please|na|ka|kub|krub|krab)"
)
_NOISE = r"[\s.!?,…~^\-_+*]"
_TAIL = re.compile(rf"(?:{_PARTICLE}|{_NOISE})+$")
_HEAD = re.compile(rf"^(?:{_NOISE}|เอ่อ|เออ|อ๋อ|เอ้ย|เอ้อ|อืม+|อือ|ok(?=\s)|โอเค(?=\s))+")
_PICTURES = re.compile("[\U0001f000-\U0001faff☀-➿⬀-⯿️‍]+")
# Words that end in the letters of a particle.
_WHOLE_WORDS = re.compile("(?:สถานะ|สะถานะ|ชนะ|ฐานะ|เวที|นาที|เจ้าที่|ทันที|แนวที|อิสระ)$")


def without_pictures(text: str) -> str:
    """The text without emoji and dingbats."""
    return _PICTURES.sub("", text)


def bare(form: str) -> str:
    """A chat form without trailing particles, emoji and punctuation. Empty when there was nothing else."""
    text = _HEAD.sub("", without_pictures(form)).strip()
    while (found := _TAIL.search(text)) is not None:
        if _WHOLE_WORDS.search(text.rstrip(" .!?,…")):
            return text.rstrip(" .!?,…")
        start = _first_cut(text, found.start())
        if start == len(text):
            break
        text = text[:start].strip()
    return text


def _first_cut(text: str, start: int) -> int:
    """Where the trailing run of particles begins, moved right past a part that belongs to a whole word."""
    for word_end in range(start, len(text)):
        if _WHOLE_WORDS.search(text[:word_end]) and word_end > start:
            return word_end
    return start
