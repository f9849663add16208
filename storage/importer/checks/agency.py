"""The agency's name, district and province."""

import re
from collections.abc import Iterator

from storage.importer.checks.common import line_with
from storage.importer.document import ImportedDocument, ImportWarning
from storage.importer.findings import Findings
from storage.importer.parts.agency import expanded
from storage.places import places

_PAIR = re.compile(r"(?:อำเภอ|(?<![ก-๎])อ\.)\s?(?P<district>[ก-๎]+)\s*(?:จังหวัด|จ\.)\s?(?P<province>[ก-๎]+)")


def check(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    """Spellings that differ, districts of another province, names that the gazetteer does not have."""
    yield from _names(document, findings)
    yield from _places(document, findings)


def _names(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    agency = document.agency
    texts = [variant.text for variant in agency.variants]
    usual = agency.name_canonical if agency.name_canonical in texts else agency.name_as_first_written
    known = {expanded(text) for text in texts}
    for text in texts:
        shown = text.replace("(", "").replace(")", "")
        if expanded(text) == expanded(usual) or (text != shown and _place_name(shown) == _place_name(usual)):
            continue
        note = f"another spelling of {usual}; confirm which one is right"
        yield ImportWarning("AGENCY_NAME_VARIANT", line_with(findings, shown), shown, note)
    if agency.name_canonical and agency.name_canonical not in known and texts:
        note = f"not in the gazetteer of {agency.province}; it may be {agency.name_canonical}"
        yield ImportWarning("AGENCY_NAME_DOUBTFUL", line_with(findings, usual), usual, note)


def _place_name(name: str) -> str:
    """A name without its kind; the mayor of a place bears the place's name."""
    return re.sub(r"^(?:นายก)?(?:เทศบาล|เทศมนตรี)(?:ตำบล|เมือง|นคร)", "", name)


def _places(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    seen: set[tuple[str, str]] = set()
    for line in findings.text.everything:
        for pair in _PAIR.finditer(line.text):
            district, province = pair["district"], pair["province"]
            if (district, province) in seen:
                continue
            seen.add((district, province))
            warning = _place(district, province, document)
            if warning:
                yield ImportWarning(warning[0], line.number, pair.group(), warning[1])
    agency = document.agency
    if not seen and agency.district_as_written and agency.province:
        warning = _place(agency.district_as_written, agency.province, document)
        if warning:
            yield ImportWarning(warning[0], None, f"{agency.district_as_written} {agency.province}", warning[1])


def _place(district: str, province: str, document: ImportedDocument) -> tuple[str, str] | None:
    known = places()
    if not known.has_province(province):
        near = known.nearest_province(province)
        if any(province.startswith(name) for name in known.districts):
            return None
        return "PROVINCE_UNKNOWN", f"no province has this name{f'; it may be {near}' if near else ''}"
    if known.has_district(province, district):
        return None
    proposed = document.agency.district_canonical
    elsewhere = known.provinces_of(district)
    note = f"{province} has no such district"
    if elsewhere:
        note += f" ({', '.join(elsewhere)} has)"
    if proposed and proposed != district:
        note += f"; it may be {proposed}"
    return "DISTRICT_NOT_IN_PROVINCE", note
