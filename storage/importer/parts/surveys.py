"""Invitations to the surveys: address, window, announcement. Dates that do not exist stay open, with a suggestion."""

import re
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from dialogs.records.ita import Instrument
from dialogs.thai.dates import MONTH_PATTERN, InvalidDate, find_dates
from storage.importer.document import SurveyReading
from storage.importer.normalise.indicators import instrument_of
from storage.importer.parts.text import Line, Text

HOST = "itas.nacc.go.th"
URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'()\]ก-๎]+|itas\.nacc\.go\.th/[^\s<>\"'()\]ก-๎]+", re.I)
_PATH = re.compile(r"^/go/(?P<kind>eit|iit)/(?P<code>[A-Za-z0-9]+)/?$", re.I)
_Y = r"(?:\s*(?:พ\s?\.?\s?ศ\s?\.?\s?)?(?:[0-9]{4}|[0-9]{2})(?![0-9]))?"
_DAY = rf"[0-9]{{1,2}}\s*(?:เดือน)?\s*(?:(?:{MONTH_PATTERN}){_Y})?"
_NUMERIC = r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}"
_WINDOW = re.compile(
    rf"(?P<all>(?:ตั้งแต่|ระหว่าง|เริ่ม|ในช่วง|ช่วง)?\s*(?:วันที่)?\s*(?P<start>{_NUMERIC}|{_DAY})\s*"
    rf"(?:จนถึง|ถึง|-|–|—|สิ้นสุด)\s*(?:วันที่)?\s*(?P<end>{_NUMERIC}|{_DAY}))"
)
_UNTIL = re.compile(rf"(?P<all>(?:ภายใน|จนถึง|ถึง)\s*(?:วันที่)?\s*(?P<end>{_NUMERIC}|{_DAY}))")
_ANNOUNCED = re.compile(r"ประกาศ\s*ณ\s*วันที่")
_QR = re.compile(r"\[image|QR\s?code|คิวอาร์", re.I)
_AUDIENCE = {Instrument.EIT: "external stakeholders", Instrument.IIT: "internal staff"}
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Surveys:
    readings: tuple[SurveyReading, ...]
    strange_urls: tuple[tuple[Line, str], ...]
    """Addresses that look like the assessment's host and are not."""


def read_surveys(text: Text) -> Surveys:
    """All survey invitations of a document, in order."""
    lines = tuple(text.everything)
    readings: dict[str, SurveyReading] = {}
    strange: list[tuple[Line, str]] = []
    for index, line in enumerate(lines):
        for found in URL.finditer(line.text):
            url = found.group().rstrip(".,;")
            kind = _kind_of(url, line)
            if kind is None:
                if looks_like_host(url):
                    strange.append((line, url))
                continue
            if looks_like_host(url):
                strange.append((line, url))
            reading = _reading(kind, url, lines, index)
            old = readings.get(kind)
            if old is None or (old.window_raw is None and reading.window_raw is not None):
                readings[kind] = reading
    if not readings:
        readings = _without_address(lines)
    return Surveys(tuple(readings.values()), tuple(strange))


def _parts(url: str) -> tuple[str, str]:
    split = urlsplit(url if "://" in url else "https://" + url)
    return (split.hostname or "").lower(), split.path


def looks_like_host(url: str) -> bool:
    """A host that is not the assessment's own but is made to look like it, or carries its path."""
    try:
        host, path = _parts(url)
    except ValueError:
        return True
    if host == HOST:
        return False
    if host.endswith("nacc.go.th") and "itas" not in host:
        return False
    return "itas" in host or "nacc" in host or "1tas" in host or _PATH.match(path) is not None


def _kind_of(url: str, line: Line) -> Instrument | None:
    """The instrument that an address is for: by its path, else by the sentence around it on a survey's host."""
    try:
        host, path = _parts(url)
    except ValueError:
        return None
    found = _PATH.match(path)
    if found:
        return Instrument(found["kind"].upper())
    if host == HOST or "itas" in host:
        kind = instrument_of(line.text)
        return kind if kind in _AUDIENCE else None
    return None


def _reading(kind: Instrument, url: str, lines: tuple[Line, ...], at: int) -> SurveyReading:
    found = _PATH.match(_parts(url)[1])
    placeholder = next((line for line in lines[at : at + _NEAR] if "[image" in line.text and ".png" in line.text), None)
    base = SurveyReading(
        instrument=str(kind),
        url=url if url.lower().startswith("http") else "https://" + url,
        agency_code=found["code"] if found else None,
        qr="image placeholder only" if placeholder else None,
        qr_placeholder_line=placeholder.number if placeholder else None,
    )
    return _dated(base, kind, lines, at)


def _dated(base: SurveyReading, kind: Instrument, lines: tuple[Line, ...], at: int) -> SurveyReading:
    """The invitation with its line, announcement, audience and window."""
    day, raw = _announcement(lines, at)
    reading = replace(
        base,
        source_line=lines[at].number,
        announcement_date=day,
        announcement_date_raw=raw,
        audience=_AUDIENCE.get(kind),
    )
    return _with_window(reading, kind, lines, at)


def _with_window(reading: SurveyReading, kind: Instrument, lines: tuple[Line, ...], at: int) -> SurveyReading:
    """The window from the same line, else from the lines around it that name no other instrument."""
    order = [at, *range(at + 1, min(len(lines), at + 6)), *range(at - 1, max(-1, at - 6), -1)]
    for index in order:
        line = lines[index]
        other = instrument_of(line.text)
        if index != at and other in _AUDIENCE and other is not kind:
            continue
        found = _WINDOW.search(line.arabic)
        if found and re.search(MONTH_PATTERN + r"|[/.-]", found.group()):
            return _between(reading, line, found, found["start"], found["end"])
        until = _UNTIL.search(line.arabic)
        if until and find_dates(until["end"]):
            return _between(reading, line, until, None, until["end"])
    return reading


def _between(reading: SurveyReading, line: Line, found: re.Match[str], start: str | None, end: str) -> SurveyReading:
    last = _one(end)
    first = _one(_completed(start, end)) if start else None
    return replace(
        reading,
        window_raw=line.text[found.start("all") : found.end("all")].strip(),
        window_start=first if isinstance(first, date) else None,
        window_end=last if isinstance(last, date) else None,
        window_end_raw=line.text[found.start("end") : found.end("end")].strip(),
        window_end_valid=isinstance(last, date),
        window_end_suggestion=last.suggestion if isinstance(last, InvalidDate) else None,
    )


def _one(text: str) -> date | InvalidDate | None:
    return next(iter(find_dates(text)), None)


def _completed(start: str, end: str) -> str:
    """A first day that leaves out its month or year takes them from the last day ("๑ มกราคม – ๓๐ มิถุนายน ๒๕๖๖")."""
    if find_dates(start):
        return start
    year = re.search(r"(?:[0-9]{4}|[0-9]{2})$", end.strip())
    if re.search(MONTH_PATTERN, start):
        return f"{start} {year.group() if year else ''}"
    month = re.search(MONTH_PATTERN, end)
    return f"{start} {month.group() if month else ''} {year.group() if year else ''}"


def _announcement(lines: tuple[Line, ...], at: int) -> tuple[date | None, str | None]:
    for line in lines[at : at + _NEAR]:
        found = _ANNOUNCED.search(line.text)
        if found:
            day = _one(line.arabic[found.start() :])
            return (day if isinstance(day, date) else None), line.text[found.start() :].strip()
    return None, None


def _without_address(lines: tuple[Line, ...]) -> dict[str, SurveyReading]:
    """An invitation that shows only a QR code: an instrument, the word for answering, and a window."""
    readings: dict[str, SurveyReading] = {}
    for index, line in enumerate(lines):
        kind = instrument_of(line.text)
        if kind is None or kind not in _AUDIENCE or not re.search(r"ตอบแบบ|เข้าตอบ|ร่วมตอบ|เชิญ", line.text):
            continue
        reading = _dated(SurveyReading(str(kind)), kind, lines, index)
        if reading.window_raw and any(_QR.search(near.text) for near in lines[max(0, index - _NEAR) : index + _NEAR]):
            readings[kind] = reading
    return readings
