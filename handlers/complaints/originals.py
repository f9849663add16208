"""Original evidence: documents, recordings and pictures kept as they came, because their reporter knowingly asked.

A document may carry its author's name, a recording a voice, a picture the place it was taken; redrawing would take the
proof with it. So they are refused unless asked for, never opened or shown here, and kept under a name of ours.
"""

from collections.abc import Sequence

from dialogs.records.errors import Refused
from storage.complaints.records import Evidence

MAX_ORIGINALS = 3
MAX_BYTES = 5 * 1024 * 1024
"""Of all originals of one complaint or message together."""
_WHOLE_DRAFT = 8 * 1024 * 1024
"""With the pictures: what a draft carries to and fro in its hidden field."""

_STARTS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "pdf", "application/pdf"),
    (b"ID3", "mp3", "audio/mpeg"),
    (b"\xff\xfb", "mp3", "audio/mpeg"),
    (b"\xff\xf3", "mp3", "audio/mpeg"),
    (b"\xff\xf1", "aac", "audio/aac"),
    (b"\xff\xf9", "aac", "audio/aac"),
    (b"OggS", "ogg", "audio/ogg"),
    (b"fLaC", "flac", "audio/flac"),
    (b"#!AMR", "amr", "audio/amr"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"GIF8", "gif", "image/gif"),
)
_RIFF = {b"WAVE": ("wav", "audio/wav"), b"WEBP": ("webp", "image/webp")}
_BRANDS = {
    b"M4A ": ("m4a", "audio/mp4"),
    b"heic": ("heic", "image/heic"),
    b"heix": ("heic", "image/heic"),
    b"mif1": ("heic", "image/heif"),
    b"3gp4": ("3gp", "audio/3gpp"),
    b"3gp5": ("3gp", "audio/3gpp"),
    b"isom": ("mp4", "video/mp4"),
    b"mp41": ("mp4", "video/mp4"),
    b"mp42": ("mp4", "video/mp4"),
}
_INSIDE_ZIP = (
    (b"word/", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"opendocument.text", "odt", "application/vnd.oasis.opendocument.text"),
    (b"opendocument.spreadsheet", "ods", "application/vnd.oasis.opendocument.spreadsheet"),
)
_INSIDE_OLE = (
    ("WordDocument".encode("utf-16-le"), "doc", "application/msword"),
    ("Workbook".encode("utf-16-le"), "xls", "application/vnd.ms-excel"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class NotAnOriginal(Refused):
    """The content is of no kind that is kept: neither document, nor recording, nor picture."""


class OriginalTooLarge(Refused):
    """It would not fit in with what is attached already."""


def original(sent: bytes, before: Sequence[Evidence], pictures: Sequence[bytes] = ()) -> Evidence:
    """What came, under a name by its place and content. Raises NotAnOriginal, OriginalTooLarge."""
    kept = sum(len(one.content) for one in before) + len(sent)
    if kept > MAX_BYTES or kept + sum(map(len, pictures)) > _WHOLE_DRAFT:
        raise OriginalTooLarge("too large")
    ending, media_type = _kind(sent)
    return Evidence(f"original-{len(before) + 1}.{ending}", media_type, sent, original=True)


def _kind(sent: bytes) -> tuple[str, str]:
    """By the first bytes, and for containers by what lies inside; the sender's word for it counts for nothing."""
    for start, ending, media_type in _STARTS:
        if sent.startswith(start):
            return ending, media_type
    if sent.startswith(b"RIFF") and sent[8:12] in _RIFF:
        return _RIFF[sent[8:12]]
    if sent[4:8] == b"ftyp" and sent[8:12] in _BRANDS:
        return _BRANDS[sent[8:12]]
    inside = _INSIDE_ZIP if sent.startswith(b"PK\x03\x04") else _INSIDE_OLE if sent.startswith(_OLE) else ()
    for mark, ending, media_type in inside:
        if mark in sent:
            return ending, media_type
    raise NotAnOriginal("neither document, nor recording, nor picture")
