"""Whose document it is: the name with all its spellings, district and province; canonical forms are only proposed."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from dialogs.thai.text import compact
from storage.importer.document import AgencyReading, NameVariant
from storage.importer.parts.text import Line, Text
from storage.places import places

_TYPES = {
    "เทศบาลตำบล": "subdistrict_municipality",
    "เทศบาลเมือง": "town_municipality",
    "เทศบาลนคร": "city_municipality",
    "องค์การบริหารส่วนตำบล": "subdistrict_administrative_organization",
    "องค์การบริหารส่วนจังหวัด": "provincial_administrative_organization",
}
_SHORT = {"อบต.": "องค์การบริหารส่วนตำบล", "อบต": "องค์การบริหารส่วนตำบล", "อบจ.": "องค์การบริหารส่วนจังหวัด", "ทต.": "เทศบาลตำบล"}
_NAME = re.compile(
    r"(?P<type>เทศบาล\s?ตำบล|เทศบาล\s?เมือง|เทศบาล\s?นคร|องค์การบริหาร\s?ส่วน\s?ตำบล|องค์การบริหาร\s?ส่วน\s?จังหวัด|อบต\.?|อบจ\.|ทต\.)"
    r"\s?(?P<name>[ก-ฮเ-ไ][ก-ฮะ-ูเ-ๅ็-๎]+)"
)
_DISTRICT = re.compile(r"(?:(?<![ก-๎])อ\.|อำเภอ)\s?(?P<name>[ก-ฮเ-ไ][ก-ฮะ-ูเ-ๅ็-๎]*)")
_PROVINCE = re.compile(r"(?:(?<![ก-๎])จ\.|จังหวัด)\s?(?P<name>[ก-ฮเ-ไ][ก-ฮะ-ูเ-ๅ็-๎]+)")
_MAYOR = re.compile(r"นายกเทศมนตรี(?P<kind>ตำบล|เมือง|นคร)(?P<name>[ก-ฮเ-ไ][ก-ฮะ-ูเ-ๅ็-๎]+)")
_STOPS = re.compile(
    r"(?<=..)(?:อำเภอ|จังหวัด|ประจำปี|ปีงบ|พบว่า|ได้(?!แก่)|จึง|ซึ่ง|เพื่อ|โดย|และ|หรือ|รายงาน|ประกาศ|เรื่อง|ต้อง|ควร|จะ|ขอ(?!น)|ดำเนิน|"
    r"ทราบ|เข้ารับ|มีการ|มีคะแนน|มีผล|มีระ|มีช่อง|ให้ความ|เป็น|สามารถ|กำหนด|ในปี|ในการ|ว่า|ตาม|สำนัก|กอง(?!คลัง$)|ทั้ง|รอบ|ผลคะแนน|แสดง|ต่อไป|ทุก|ที่ได้|ที่มี|ที่เป็น|แล้ว)"
)
_NOT_NAMES = (
    "และ",
    "หรือ",
    "ที่",
    "ทุก",
    "ต่าง",
    "อื่น",
    "ใน",
    "ของ",
    "ได้",
    "มี",
    "ต้อง",
    "ควร",
    "จะ",
    "ให้",
    "เป็น",
    "ทั้ง",
    "โดย",
    "ดังกล่าว",
    "แห่ง",
    "ประจำ",
    "อำเภอ",
    "จังหวัด",
)
_ALIKE = 60


@dataclass(frozen=True, slots=True)
class _Mention:
    type_th: str
    name: str
    line: int
    weight: int
    word: str
    """The type's word as written: อบต. or องค์การบริหารส่วนตำบล."""

    @property
    def written(self) -> str:
        return self.word + self.name


def read_agency(text: Text) -> AgencyReading | None:
    """The agency of a document; None where no name is written, however often it says เทศบาล."""
    lines = list(text.everything)
    mentions = [mention for line in lines for mention in _mentions(line)]
    if not mentions:
        return None
    province, district = _address(lines, mentions)
    mentions = [_at_known_end(mention, province) for mention in mentions]
    main = _main(mentions)
    group = [mention for mention in mentions if _alike(mention, main)]
    first = group[0]
    variants = _variants(group, lines)
    name, confidence = _canonical(main, province)
    return AgencyReading(
        name_as_first_written=first.written,
        name_canonical=name,
        canonical_confidence=confidence,
        variants=variants,
        type=_TYPES[main.type_th],
        type_th=main.type_th,
        district_as_written=district,
        district_canonical=_district(district, province, name, main),
        province=province,
    )


def type_of(name: str) -> tuple[str | None, str | None]:
    """(type, its Thai word) of a full name."""
    full = expanded(name)
    return next(((kind, word) for word, kind in _TYPES.items() if full.startswith(word)), (None, None))


def expanded(name: str) -> str:
    """A name with its type in full: อบต.ทุ่งใหญ่ is องค์การบริหารส่วนตำบลทุ่งใหญ่."""
    for short, full in _SHORT.items():
        if name.startswith(short):
            return full + name[len(short) :]
    return name


def _mentions(line: Line) -> list[_Mention]:
    found: list[_Mention] = []
    for match in _NAME.finditer(line.text):
        kind = re.sub(r"\s", "", match["type"])
        type_th = _SHORT.get(kind, kind)
        rest = match["name"]
        name = rest if _is_place(rest) else _STOPS.split(rest)[0]
        if len(name) < 2 or name.startswith(_NOT_NAMES):
            continue
        after = line.text[match.end() :]
        weight = 1 + 3 * bool(re.match(r"\s?(?:อำเภอ|อ\.|จังหวัด|จ\.)", after)) + 2 * (name == rest) * (not after.strip())
        found.append(_Mention(type_th, name, line.number, weight, kind))
    return found


def _is_place(name: str) -> bool:
    return any(name in subdistricts for subdistricts in places().subdistricts.values())


def _at_known_end(mention: _Mention, province: str | None) -> _Mention:
    """A name that runs into the next word, cut where a subdistrict of the province ends."""
    if province is None or len(mention.name) < 6 or places().districts_of(province, mention.name):
        return mention
    for end in range(len(mention.name) - 1, 2, -1):
        if len(mention.name) - end > 2 and places().districts_of(province, mention.name[:end]):
            rest = mention.name[end:]
            if rest.startswith(("มี", "เป็น", "ให้", "ใน", "กับ", "ที่", "ณ", "แจ้ง", "นำ")):
                return replace(mention, name=mention.name[:end])
    return mention


def _main(mentions: list[_Mention]) -> _Mention:
    """The spelling with most weight in the group with most weight; of equals the earlier."""
    weights: Counter[tuple[str, str]] = Counter()
    for mention in mentions:
        weights[mention.type_th, mention.name] += mention.weight
    best = max(
        mentions,
        key=lambda m: (sum(w for (_, n), w in weights.items() if _similar(n, m.name)), weights[m.type_th, m.name]),
    )
    return next(m for m in mentions if (m.type_th, m.name) == (best.type_th, best.name))


def _alike(mention: _Mention, main: _Mention) -> bool:
    return _similar(mention.name, main.name)


def _similar(one: str, two: str) -> bool:
    return (
        fuzz.ratio(one, two) >= _ALIKE
        or one.endswith(two)
        or two.endswith(one)
        or one.startswith(two)
        or two.startswith(one)
    )


def _variants(group: list[_Mention], lines: list[Line]) -> tuple[NameVariant, ...]:
    """All spellings with counts on the text without white space, the longest counted first."""
    whole = "\n".join(compact(line.text) for line in lines)
    names = list(dict.fromkeys(mention.written for mention in group))
    counts: dict[str, int] = {}
    for name in sorted(names, key=len, reverse=True):
        counts[name] = whole.count(compact(name))
        whole = whole.replace(compact(name), "\0")
    bare_names = {mention.name for mention in group}
    for match in _MAYOR.finditer("\n".join(line.text for line in lines)):
        name = _STOPS.split(match["name"])[0]
        if (name not in bare_names and any(_similar(name, known) for known in bare_names)) or any(
            m.name != group[0].name and m.name == name for m in group
        ):
            full = f"(นายก)เทศมนตรี{match['kind']}{name}"
            counts[full] = counts.get(full, 0) + 1
            names.append(full)
    return tuple(NameVariant(name, counts[name]) for name in dict.fromkeys(names) if counts[name])


def _address(lines: list[Line], mentions: list[_Mention]) -> tuple[str | None, str | None]:
    """(province, district) as first written together; either alone where they never stand together."""
    province: str | None = None
    district: str | None = None
    for line in lines:
        for match in _DISTRICT.finditer(line.text):
            following = _PROVINCE.match(line.text[match.end() :].lstrip())
            if following:
                return _province(following["name"]), _clean(match["name"])
            district = district or _clean(match["name"])
        found = _PROVINCE.search(line.text)
        if found and province is None:
            province = _province(found["name"])
    if province is None and district and len(places().provinces_of(district)) == 1:
        return None, district
    return province, district if len(district or "") > 1 or not mentions else None


def _clean(name: str) -> str:
    known = any(name in districts for districts in places().districts.values())
    return name if known else _STOPS.split(name)[0]


def _province(name: str) -> str:
    """A province's name without words that ran into it."""
    if places().has_province(name):
        return name
    inside = [known for known in places().districts if name.startswith(known)]
    return max(inside, key=len) if inside else _STOPS.split(name)[0]


def _canonical(main: _Mention, province: str | None) -> tuple[str, str]:
    """A proposal: the name if the gazetteer has it, else the subdistrict of the province that looks like it."""
    name = (
        main.name.removeprefix("ตำบล") if main.name.startswith("ตำบล") and main.type_th.endswith("ตำบล") else main.name
    )
    if province and places().districts_of(province, name):
        return main.type_th + name, "high"
    if province and main.type_th.endswith("ตำบล"):
        near = places().nearest_subdistrict(province, name)
        if near and len(name) >= 5:
            return main.type_th + near, "low"
    return main.type_th + name, "low"


def _district(written: str | None, province: str | None, name: str, main: _Mention) -> str | None:
    if written and (province is None or places().has_district(province, written)):
        return written
    if province is None:
        return None
    holding = places().districts_of(province, name.removeprefix(main.type_th))
    if len(holding) == 1:
        return holding[0]
    near = places().nearest_district(province, written) if written else None
    return near if near and (not holding or near in holding) else None
