"""Word's automatic lists: the number or sign that is printed before a paragraph but stands nowhere in its text."""

from dataclasses import dataclass, field

from lxml import etree

from dialogs.thai.digits import to_thai
from storage.importer.readers.archive import OfficeArchive

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_THAI = frozenset({"thaiNumbers", "thaiCounting"})
_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"


@dataclass(frozen=True, slots=True)
class Level:
    format: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """Lists by id, with a running counter for each level."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, archive: OfficeArchive) -> "Numbering":
        numbering = cls()
        if archive.has("word/numbering.xml"):
            numbering._read(archive.xml("word/numbering.xml"))
        if archive.has("word/styles.xml"):
            for style in archive.xml("word/styles.xml").iter(f"{W}style"):
                found = _list_of(style.find(f"{W}pPr"))
                if found:
                    numbering.styles[style.get(f"{W}styleId", "")] = found
        return numbering

    def _read(self, root: etree._Element) -> None:
        abstract = {item.get(f"{W}abstractNumId"): _levels(item) for item in root.iter(f"{W}abstractNum")}
        for item in root.iter(f"{W}num"):
            link = item.find(f"{W}abstractNumId")
            levels = dict(abstract.get(link.get(f"{W}val") if link is not None else None, {}))
            levels.update(_levels(item))
            self.levels[item.get(f"{W}numId", "")] = levels

    def label(self, paragraph: etree._Element) -> str:
        """What is printed before the paragraph ("๒. ", "- "), or nothing; counts the paragraph."""
        properties = paragraph.find(f"{W}pPr")
        found = _list_of(properties)
        if found is None and properties is not None:
            style = properties.find(f"{W}pStyle")
            found = self.styles.get(style.get(f"{W}val", "") if style is not None else "")
        if found is None or found[0] not in self.levels:
            return ""
        number, depth = found
        level = self.levels[number].get(depth, Level())
        if level.format in ("bullet", "none"):
            return "- " if level.format == "bullet" else ""
        counter = self.counters.setdefault(number, {})
        counter[depth] = counter.get(depth, level.start - 1) + 1
        for deeper in [key for key in counter if key > depth]:
            del counter[deeper]
        return self._printed(number, depth, counter) + " "

    def _printed(self, number: str, depth: int, counter: dict[int, int]) -> str:
        levels = self.levels[number]
        text = levels.get(depth, Level()).text
        for upper in range(depth + 1):
            level = levels.get(upper, Level())
            text = text.replace(f"%{upper + 1}", _written(counter.get(upper, level.start), level.format))
        return text


def _written(value: int, form: str) -> str:
    if form in _THAI:
        return to_thai(str(value))
    if form == "thaiLetters":
        return _THAI_LETTERS[(value - 1) % len(_THAI_LETTERS)]
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    return str(value)


def _levels(item: etree._Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for level in item.iter(f"{W}lvl"):
        found[int(level.get(f"{W}ilvl", "0"))] = Level(
            _value(level, "numFmt", "decimal"), _value(level, "lvlText", "%1."), int(_value(level, "start", "1"))
        )
    return found


def _value(level: etree._Element, name: str, default: str) -> str:
    child = level.find(f"{W}{name}")
    return child.get(f"{W}val", default) if child is not None else default


def _list_of(properties: etree._Element | None) -> tuple[str, int] | None:
    if properties is None:
        return None
    number = properties.find(f"{W}numPr/{W}numId")
    depth = properties.find(f"{W}numPr/{W}ilvl")
    if number is None or number.get(f"{W}val") == "0":
        return None
    return number.get(f"{W}val", ""), int(depth.get(f"{W}val", "0")) if depth is not None else 0
