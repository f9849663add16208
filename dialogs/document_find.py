"""Which papers a question is about: by code, by what people call them, by year; forms and online services too."""

from dataclasses import dataclass
from datetime import date

from rapidfuzz.fuzz import partial_ratio

from dialogs.checklist import item_years, year_now
from dialogs.document_topics import Topic, topics, topics_meant, topics_of
from dialogs.engine.slots import first_text, values
from dialogs.records.document import NO_YEAR, DocumentFacts, OitItem, PaperKind
from dialogs.records.facts import AgencyFacts
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Message
from dialogs.thai.text import compact

_FORMS = ("แบบฟอร์ม", "ใบคำร้อง", "แบบคำร้อง", "แบบคำขอ", "แบบข.", "ฟอร์ม", "form")
_POLITE = (
    "ดาวน์โหลด",
    "โหลด",
    "อยากได้",
    "ขอดู",
    "ขอ",
    "เอา",
    "หน่อย",
    "ครับ",
    "ค่ะ",
    "คะ",
    "ที่ไหน",
    "ตรงไหน",
    "เอกสาร",
    "ไฟล์",
    "ลิงก์",
)
_EXPLAIN = ("คืออะไร", "คือข้อไหน", "คืออิหยัง", "หมายถึง", "ต้องใส่", "ใส่อะไร", "ให้ลง", "ลงอะไร", "ตัวอย่าง", "ต่างกัน", "อธิบาย")
_CHECKLIST = (
    "เช็คลิสต์",
    "เช็กลิสต์",
    "checklist",
    "ลิงก์เสีย",
    "ลิงค์เสีย",
    "ลิงก์ที่เสีย",
    "ยังไม่ได้ลง",
    "ยังขาด",
    "ครบไหม",
    "ครบหรือยัง",
    "ปิดระบบ",
    "itasปิด",
)
_ALIKE = 82
"""Of 100, for a published title in a message (rapidfuzz): lower ones let "แบบฟอร์ม" alone name every form."""
_LEAST = 5


@dataclass(frozen=True, slots=True)
class Found:
    """``items`` are those that were meant, in ``year``; ``papers`` what answers the question.

    ``elsewhere``: nothing in that year, so these are of another one. ``unknown_year``: asked for, and no list of it is
    known. ``topics`` were meant, ``forms`` asked for.
    """

    year: int
    items: tuple[OitItem, ...]
    papers: tuple[DocumentFacts, ...]
    elsewhere: bool
    unknown_year: int | None
    topics: tuple[Topic, ...]
    forms: bool

    @property
    def is_open(self) -> bool:
        """Nothing in particular was asked for."""
        return not (self.items or self.topics or self.forms or self.papers)


def slots_of(message: Message, agency: AgencyFacts) -> dict[str, Json]:
    """What a sentence says about papers."""
    typed = compact(message.text)
    slots: dict[str, Json] = {}
    codes = [code for code in values(message, "question") if isinstance(code, str) and code.startswith("o")]
    if codes:
        slots["code"] = codes[0]
    elif meant := topics_meant(message.text):
        slots["topics"] = list(meant[:3])
    years = [year for year in values(message, "fiscal_year") if isinstance(year, int)]
    if years:
        slots["year"] = years[-1]
    for name, words in (("forms", _FORMS), ("explain", _EXPLAIN), ("check", _CHECKLIST)):
        if any(word in typed for word in words):
            slots[name] = True
    if named := _named(typed, agency):
        slots["papers"] = list(named)
    if unit := first_text(message, "unit"):
        slots["unit"] = unit
    return slots


def asks_for_checklist(typed: str) -> bool:
    """Whether a compacted text asks what is still to do before ITAS closes."""
    return any(word in typed for word in _CHECKLIST)


def asks_for_form(typed: str) -> bool:
    """Whether a compacted text asks for something to fill in."""
    return any(word in typed for word in _FORMS[:-2])


def find(agency: AgencyFacts, slots: JsonObject, today: date) -> Found:
    """What is published on what was asked for."""
    years, wanted = item_years(agency), slots.get("year")
    year = wanted if isinstance(wanted, int) and wanted in years else year_now(agency, today)
    unknown = wanted if isinstance(wanted, int) and wanted not in years else None
    meant = _topics(slots)
    items = _items(agency, slots, meant, year)
    papers, elsewhere = _papers(agency, items, meant, year, is_fixed=isinstance(wanted, int))
    forms = slots.get("forms") is True
    named = slots.get("papers")
    chosen = [paper for paper in agency.documents if isinstance(named, list) and paper.id in named]
    if chosen and not (isinstance(wanted, int) and all(paper.fiscal_year not in (wanted, NO_YEAR) for paper in chosen)):
        papers, elsewhere = tuple(chosen), False
    elif forms or any(topic.slug == "e_service" for topic in meant):
        papers = (*papers, *_served(agency, forms=forms))
    return Found(year, items, papers, elsewhere, unknown, meant, forms)


def _topics(slots: JsonObject) -> tuple[Topic, ...]:
    listed = slots.get("topics")
    named = listed if isinstance(listed, list) else []
    return tuple(topics()[slug] for slug in named if isinstance(slug, str) and slug in topics())


def _items(agency: AgencyFacts, slots: JsonObject, meant: tuple[Topic, ...], year: int) -> tuple[OitItem, ...]:
    code = slots.get("code")
    codes = {code} if isinstance(code, str) else {one for topic in meant for one in topic.codes.get(year, ())}
    return tuple(item for item in agency.items if item.fiscal_year == year and item.code in codes)


def _papers(
    agency: AgencyFacts, items: tuple[OitItem, ...], meant: tuple[Topic, ...], year: int, *, is_fixed: bool
) -> tuple[tuple[DocumentFacts, ...], bool]:
    """Papers of the year's items; where there are none and no year was named, of the newest year that has some."""
    keys = {(item.fiscal_year, item.code) for item in items}
    here = tuple(paper for paper in agency.documents if (paper.fiscal_year, paper.code) in keys)
    if here or is_fixed:
        return here, False
    subjects = meant or tuple(topic for item in items for topic in topics_of(item.fiscal_year, item.code))
    others = [p for p in agency.documents if any(p.code in topic.codes.get(p.fiscal_year, ()) for topic in subjects)]
    newest = max((paper.fiscal_year for paper in others), default=NO_YEAR)
    return tuple(paper for paper in others if paper.fiscal_year == newest), bool(others)


def _served(agency: AgencyFacts, *, forms: bool) -> tuple[DocumentFacts, ...]:
    kinds = (PaperKind.FORM, PaperKind.SERVICE) if forms else (PaperKind.SERVICE,)
    return tuple(paper for paper in agency.documents if paper.kind in kinds)


def _named(typed: str, agency: AgencyFacts) -> tuple[int, ...]:
    """Published papers whose own title stands in the message, give or take a slip of the finger."""
    wanted = _core(typed)
    titles = [(paper.id, _core(compact(paper.title))) for paper in agency.documents]
    alike = [
        p for p, title in titles if min(len(title), len(wanted)) >= _LEAST and partial_ratio(title, wanted) >= _ALIKE
    ]
    return tuple(alike[:8])


def _core(key: str) -> str:
    """What is left of a compacted text without the words that say no more than that a paper is wanted."""
    for word in (*_FORMS, *_POLITE):
        key = key.replace(word, "")
    return key
