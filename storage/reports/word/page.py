"""Documents, their sheets of paper, and what stands at fixed places on them."""

from io import BytesIO
from typing import Any, Literal

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from storage.reports.word.text import ALSO_NAMED, BODY, FONT, Look, dress, fill

_SHORT, _LONG = Cm(21), Cm(29.7)
PORTRAIT_WIDTH = 16.0
"""Centimetres of a portrait sheet between its margins."""
TWIPS_PER_CM = 567
_SIDES = ("top", "left", "bottom", "right")


def new_document(title: str) -> Any:
    """An empty A4 document, portrait, 3 cm left and 2 cm right (domain.md 6.2), without traces of who made it."""
    document = Document()
    style = document.styles["Normal"]
    dress(style.element.get_or_add_rPr(), BODY, bold=False)
    shape = style.paragraph_format
    shape.space_before = shape.space_after = 0
    shape.line_spacing = 1.0
    shape.widow_control = True
    _portrait(document.sections[0])
    _name_font(document)
    core = document.core_properties
    core.title, core.language = title, "th-TH"
    core.author = core.last_modified_by = core.comments = core.keywords = ""
    return document


def _name_font(document: Any) -> None:
    """The font in the file's table, with the names under which other offices have it installed."""
    table = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    root = parse_xml(table.blob)
    font = _element("font", name=FONT)
    font.append(_element("altName", val=", ".join(ALSO_NAMED)))
    font.append(_element("charset", val="DE"))  # Thai
    root.append(font)
    table._blob = serialize_part_xml(root)


def saved(document: Any) -> bytes:
    """The file's bytes."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def landscape(document: Any) -> None:
    """A new landscape sheet for tables; on a still empty document its first sheet."""
    section = document.sections[0] if _is_empty(document) else _new_sheet(document)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _LONG, _SHORT
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.5)


def portrait(document: Any) -> None:
    """A new portrait sheet."""
    if not _is_empty(document):
        _portrait(_new_sheet(document))


def _portrait(section: Any) -> None:
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = _SHORT, _LONG
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)


def _new_sheet(document: Any) -> Any:
    """A new section. The paragraph that ends the one before is made a point high: below a full page it made another."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    fill(document.paragraphs[-1], "", Look(exact=1))
    return section


def _is_empty(document: Any) -> bool:
    return not document.paragraphs and not document.tables


def garuda_frame(document: Any, side_cm: float = 1.5, place: Literal["left", "center"] = "left") -> Paragraph:
    """A frame of the emblem's size, where the office pastes its own: 1.5 cm at the left of a memo, 3 cm over others."""
    paragraph = fill(document.add_paragraph(), "วางตราครุฑ", Look(align="center", size=9))
    side = str(round(side_cm * TWIPS_PER_CM))
    frame = _element("framePr", w=side, h=side, hRule="exact", hSpace="113", vAnchor="text", hAnchor="margin", y="1")
    frame.set(qn("w:xAlign"), place)
    frame.set(qn("w:wrap"), "around" if place == "left" else "notBeside")
    paragraph._p.get_or_add_pPr().insert_element_before(
        frame, "w:widowControl", "w:numPr", "w:pBdr", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    borders = OxmlElement("w:pBdr")
    borders.extend(_element(name, val="dashed", sz="4", space="1", color="999999") for name in _SIDES)
    frame.addnext(borders)
    return paragraph


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def dotted_to(paragraph: Paragraph, *stops: float) -> None:
    """Tab stops (centimetres from the margin) that lead there with dots."""
    for stop in stops:
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(stop), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS)
