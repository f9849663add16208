"""Who signs: the titles of the posts in a memo's chain, by the kind of local government."""

from collections.abc import Iterable

from storage.importer.document import ImportedDocument
from storage.reports.values import Posts

_CLERK_OFFICE = "สำนักปลัด"
_MUNICIPAL = "เทศบาล"
BLANK = "………………………………"


def clerk_title(agency: str) -> str:
    """The permanent secretary (ปลัด) of an agency, by its full name."""
    return f"ปลัด{agency}"


def head_title(agency: str) -> str:
    """The head of an agency: นายกเทศมนตรี…, นายกองค์การบริหารส่วน…; Bangkok has a governor."""
    if agency.startswith(_MUNICIPAL):
        return f"นายกเทศมนตรี{agency.removeprefix(_MUNICIPAL)}"
    return "ผู้ว่าราชการกรุงเทพมหานคร" if agency == "กรุงเทพมหานคร" else f"นายก{agency}"


def director_title(unit: str) -> str:
    """Who leads a unit: หัวหน้าสำนักปลัด, ผู้อำนวยการกอง…"""
    if not unit:
        return BLANK
    return f"หัวหน้า{unit}" if unit.startswith(_CLERK_OFFICE) else f"ผู้อำนวยการ{unit}"


def preparing_unit(forwarders: Iterable[str], units: Iterable[str]) -> str:
    """The unit that prepares the agency's reports, from the posts that forwarded earlier ones.

    The one whose director forwarded a memo; else the clerk's office; else the first unit; "" where none is known.
    """
    known = list(units)
    for post in forwarders:
        unit = post.removeprefix("ผู้อำนวยการ")
        if unit and unit != post:
            return next((one for one in known if one.startswith(unit)), unit)
    return next((unit for unit in known if unit.startswith(_CLERK_OFFICE)), known[0] if known else "")


def posts_of(agency: str, unit: str, documents: Iterable[ImportedDocument]) -> Posts:
    """The chain's posts; the preparer's own post is taken from an earlier paper, or left for a pen."""
    roles = (s.role for document in documents for s in document.signatories if s.action == "prepare")
    return Posts(next(roles, BLANK), director_title(unit), clerk_title(agency), head_title(agency))
