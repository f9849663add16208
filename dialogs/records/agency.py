"""Kinds of local government, and the short names that addresses use."""

import re
from collections.abc import Mapping
from urllib.parse import quote

RESERVED = ("line", "console", "desk", "metrics", "healthz", "readyz", "static")
SLUG = re.compile(rf"(?!(?:{'|'.join(RESERVED)})$)[a-z][a-z0-9-]{{1,40}}")
"""What an agency's slug looks like (contract.md, HTTP)."""

AGENCY_TYPES: Mapping[str, tuple[str, ...]] = {
    "city_municipality": ("เทศบาลนคร",),
    "town_municipality": ("เทศบาลเมือง",),
    "subdistrict_municipality": ("เทศบาลตำบล",),
    "subdistrict_administrative_organization": ("องค์การบริหารส่วนตำบล", "อบต."),
    "provincial_administrative_organization": ("องค์การบริหารส่วนจังหวัด", "อบจ."),
    "special": ("เมืองพัทยา", "กรุงเทพมหานคร"),
}
"""Types with the words that their names begin with (domain.md 2.2)."""


def short_name(name: str) -> str:
    """The name without its kind: เทศบาลตำบลโพน is โพน."""
    heads = [head for forms in AGENCY_TYPES.values() for head in forms]
    head = next((head for head in heads if name.startswith(head) and len(name) > len(head)), "")
    return name[len(head) :].strip()


def friend_link(line_id: str) -> str:
    """LINE's add-friend address of an account's basic or premium id; empty without one."""
    name = line_id.strip()
    if not name:
        return ""
    return f"https://line.me/R/ti/p/{quote('@' + name.lstrip('@'), safe='')}"
