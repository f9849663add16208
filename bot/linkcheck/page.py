"""What a page says of itself: that it is not there after all, and which years it is about."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from dialogs.thai.dates import MONTH_PATTERN
from dialogs.thai.digits import to_arabic
from dialogs.thai.text import one_space

_MISSING = re.compile(
    r"\b404\b|page not found|\bnot found\b|ไม่พบหน้า|ไม่พบเพจ|ไม่พบไฟล์|ไม่พบข้อมูล|ไม่พบเอกสาร|ไม่มีหน้านี้|หน้านี้ไม่มี", re.IGNORECASE
)
_SHORT_PAGE = 300
"""A page with so little text that says "not found" anywhere is an apology, not a paper about one."""
_YEAR = re.compile(r"(?<![0-9])25[5-9][0-9](?![0-9])")
_SAID_YEAR = re.compile(
    rf"(?:ปี\s*(?:งบประมาณ)?|พ\s*\.?\s*ศ\s*\.?|{MONTH_PATTERN}|/)\s*(?:พ\s*\.?\s*ศ\s*\.?\s*)?(25[5-9][0-9])(?![0-9])"
)
_HEADS = frozenset({"title", "h1", "h2", "h3"})
_UNSEEN = frozenset({"script", "style", "template", "noscript"})
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]+)")
_THAI_ENCODINGS = {"tis-620": "cp874", "windows-874": "cp874", "iso-8859-11": "cp874"}


@dataclass(frozen=True, slots=True)
class Page:
    """``is_missing``: answered with 200, but it says that nothing is there. ``newest_year`` is a Buddhist one."""

    is_missing: bool
    newest_year: int | None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.heads: list[str] = []
        self.texts: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HEADS or tag in _UNSEEN:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open and self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if any(tag in _UNSEEN for tag in self._open):
            return
        if self._open:
            self.heads.append(data)
        if "title" not in self._open:
            self.texts.append(data)


def read_page(body: bytes, content_type: str, url: str) -> Page:
    """A page's own words; any bytes may be given."""
    reader = _Reader()
    reader.feed(_decoded(body, content_type))
    reader.close()
    heads, text = one_space(" ".join(reader.heads)), one_space(" ".join(reader.texts))
    missing = _MISSING.search(heads) or (len(text) <= _SHORT_PAGE and _MISSING.search(text))
    years = _years(_YEAR.findall(to_arabic(heads))) or year_in_address(url)
    return Page(bool(missing), years or _years(_SAID_YEAR.findall(to_arabic(text))))


def year_in_address(url: str) -> int | None:
    """The newest Buddhist year in an address's path, as in ``/files/plan2567.pdf``."""
    return _years(_YEAR.findall(unquote(urlsplit(url).path)))


def _years(found: list[str]) -> int | None:
    return max((int(year) for year in found), default=None)


def _decoded(body: bytes, content_type: str) -> str:
    """By the header, else the page's own word, else UTF-8, else the old Thai encoding."""
    named = _CHARSET.search(content_type.encode("ascii", "ignore")) or _CHARSET.search(body[:2048])
    for name in ([named[1].decode("ascii").lower()] if named else []) + ["utf-8"]:
        for end in (len(body), len(body) - 1, len(body) - 2):  # the last letter may have been cut in the middle
            try:
                return body[:end].decode(_THAI_ENCODINGS.get(name, name))
            except (UnicodeDecodeError, LookupError):
                continue
    return body.decode("cp874", errors="replace")
