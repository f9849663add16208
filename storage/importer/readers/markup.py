"""HTML tags and Markdown signs inside a cell or a line, taken away or turned into line breaks and list signs."""

import html
import re

_BREAKS = re.compile(r"<\s*/?\s*(?:p|br|div|tr|h[1-6]|ul|table|tbody|thead|blockquote)\b[^<>]{0,500}>", re.I)
_LISTS = re.compile(r"<\s*(?P<close>/?)\s*(?P<tag>ol|li)\b[^<>]{0,500}>", re.I)
_CELLS = re.compile(r"<\s*/?\s*t[dh]\b[^<>]{0,500}>", re.I)
_OTHER = re.compile(r"<\s*/?\s*[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,500})?/?>")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_ESCAPED = re.compile(r"\\([*_#|\[\]().\-!<>])")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_ITEM_HAS_SIGN = re.compile(r"\s*(?:[-–•*▪●]|\(?[0-9๐-๙]{1,3}[.)])")


def plain(text: str) -> str:
    """Text without tags; paragraphs and list items end up on lines of their own."""
    if "<" in text:
        text = _OTHER.sub("", _number_items(_BREAKS.sub("\n", _CELLS.sub(" ", _COMMENT.sub("", text)))))
    if "&" in text:
        text = html.unescape(text)
    if "*" in text or "_" in text or "\\" in text:
        text = _ESCAPED.sub(r"\1", _BOLD.sub(r"\2", text))
    return text


def without_heading(line: str) -> str:
    """A Markdown heading without its signs."""
    return _HEADING.sub("", line)


def _number_items(text: str) -> str:
    """``<li>`` as its list's number or a dash, unless the author typed one as well."""
    counter: list[int] = []

    def sign(found: re.Match[str]) -> str:
        if found["tag"].lower() == "ol":
            if not found["close"]:
                counter.append(0)
            elif counter:
                counter.pop()
            return "\n"
        if found["close"]:
            return "\n"
        if _ITEM_HAS_SIGN.match(text, found.end()):
            return "\n"
        if not counter:
            return "\n- "
        counter[-1] += 1
        return f"\n{counter[-1]}. "

    return _LISTS.sub(sign, text)
