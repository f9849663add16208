"""Thai runs and paragraphs.

Word prints Thai with the *complex script* half of a run's properties (w:cs, w:szCs, w:bCs): the plain half alone neither
sets the font nor makes Thai bold. Digits are Thai everywhere but inside addresses.
"""

import re
from dataclasses import dataclass
from typing import Any, Literal

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from dialogs.thai.digits import to_thai

FONT = "TH SarabunPSK"
ALSO_NAMED = ("TH SarabunIT๙", "TH Sarabun New")
BODY = 16
"""Points of running text."""
_ADDRESS = re.compile(r"(https?://\S+)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "thai": WD_ALIGN_PARAGRAPH.THAI_JUSTIFY,
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph stands. Sizes and spaces in points, indents in centimetres; ``exact`` fixes the line's height."""

    align: Literal["left", "center", "right", "thai"] = "left"
    size: float = BODY
    bold: bool = False
    first: float = 0
    left: float = 0
    before: float = 0
    after: float = 0
    exact: float = 0
    with_next: bool = False


PLAIN = Look()


def thai_digits(text: str) -> str:
    """Thai digits everywhere but in addresses; what XML cannot hold is dropped."""
    parts = _ADDRESS.split(_UNPRINTABLE.sub("", text))
    return "".join(part if index % 2 else to_thai(part) for index, part in enumerate(parts))


def write(container: Any, text: str, look: Look = PLAIN) -> Paragraph:
    """A new paragraph in a document or cell."""
    return fill(container.add_paragraph(), text, look)


def fill(paragraph: Paragraph, text: str, look: Look = PLAIN) -> Paragraph:
    """Text and looks for an empty paragraph; the lines of a text with line breaks stay on one page."""
    shape = paragraph.paragraph_format
    shape.alignment = _ALIGNMENTS[look.align]
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    if look.first:
        shape.first_line_indent = Cm(look.first)
    if look.left:
        shape.left_indent = Cm(look.left)
    if look.exact:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.exact)
    if look.with_next:
        shape.keep_with_next = True
    if "\n" in text:
        shape.keep_together = True
    if text:
        add(paragraph, text, size=look.size, bold=look.bold)
    return paragraph


def add(paragraph: Paragraph, text: str, *, size: float = BODY, bold: bool = False, marked: bool = False) -> None:
    """One more run. ``marked`` gives it a yellow ground: a person has to confirm it."""
    run = paragraph.add_run(thai_digits(text))
    dress(run._r.get_or_add_rPr(), size, bold)
    if marked:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def dress(properties: Any, size: float, bold: bool) -> None:
    """Font, weight, size and language of a run or style, for both halves. The order is the schema's."""
    fonts = OxmlElement("w:rFonts")
    for half in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{half}"), FONT)
    parts = [fonts]
    if bold:
        parts += [OxmlElement("w:b"), OxmlElement("w:bCs")]
    for name in ("w:sz", "w:szCs"):
        element = OxmlElement(name)
        element.set(qn("w:val"), str(round(size * 2)))
        parts.append(element)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "th-TH")
    language.set(qn("w:bidi"), "th-TH")
    parts.append(language)
    for old in list(properties):
        properties.remove(old)
    properties.extend(parts)
