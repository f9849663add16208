"""Receipt codes (เลขรับเรื่อง): 16 digits, with spaces or dashes, in either kind of digit."""

import re
from collections.abc import Iterator

from dialogs.understanding.entities.spans import Found

LENGTH = 16
_GAP = r"[ \-–—._/]{0,3}"
_EXACT = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{{LENGTH - 1}}}(?!\d)")
# After a word that announces a code, one digit too many or too few is still meant as the code.
_ANNOUNCED = re.compile(
    rf"(?:เลข\s*รับ\s*(?:เรื่อง|แจ้ง)|รหัส|เลข\s*(?:ที่)?\s*(?:เรื่อง|เคส|ติดตาม)|เคส|โค้ด|โค๊ด|code|case|receipt)[^\d]{{0,15}}(?P<code>\d(?:{_GAP}\d){{9,18}})(?!\d)"
)


def find_receipts(text: str) -> Iterator[Found]:
    """Receipt codes in a chat form, as digits only."""
    exact = list(_EXACT.finditer(text))
    for found in exact:
        yield Found("receipt", re.sub(r"\D", "", found.group()), *found.span())
    if not exact:
        for found in _ANNOUNCED.finditer(text):
            yield Found("receipt", re.sub(r"\D", "", found["code"]), *found.span("code"))
