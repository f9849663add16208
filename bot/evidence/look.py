"""What a fetched content is, judged by its bytes: the name and the kind that came with it are its sender's claims.

Pictures are redrawn. PDFs and today's Office files are kept as they are, byte for byte: they are evidence. What could
run something on the reader's machine is refused: macros, ActiveX, templates and objects drawn from elsewhere. A PDF
cannot be cleaned without changing it; it is only ever served as a download (``bot.web.evidence``).
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from dialogs.records.evidence import MAX_FILE_BYTES, Loss
from dialogs.records.filename import with_ending
from storage.evidence_queue import Fetched
from storage.pictures_safe.redraw import PictureRefused, looks_like_picture, redrawn

MAX_SENT_BYTES = 12 * 1024 * 1024
"""Of a picture; it becomes far smaller."""
_MAX_MEMBERS = 5_000
_MAX_UNPACKED = 200 * 1024 * 1024
_MAX_PART = 1024 * 1024
_MACROS = re.compile(r"vbaProject|vbaData|/activeX/|/macrosheets/|\.bin$.*macro", re.IGNORECASE)
_FROM_ELSEWHERE = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode=[\"']External)(?=[^>]*/(?:attachedTemplate|oleObject|frame|subDocument)[\"'])"
)


class NotKept(Exception):
    """The content is nothing that we keep."""

    def __init__(self, why: Loss) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class _Office:
    part: str
    ending: str
    media_type: str


_BASE = "application/vnd.openxmlformats-officedocument"
_OFFICE = (
    _Office("word/document.xml", ".docx", f"{_BASE}.wordprocessingml.document"),
    _Office("xl/workbook.xml", ".xlsx", f"{_BASE}.spreadsheetml.sheet"),
    _Office("ppt/presentation.xml", ".pptx", f"{_BASE}.presentationml.presentation"),
)


def looked_at(content: bytes, name: str) -> Fetched:
    """The content as it is kept, with its true type and a name that fits it. Raises NotKept."""
    if looks_like_picture(content):
        try:
            return Fetched(redrawn(content), "image/jpeg", with_ending(name, ".jpg", "รูป") if name else "")
        except PictureRefused as error:
            raise NotKept(Loss.DAMAGED) from error
    if len(content) > MAX_FILE_BYTES:
        raise NotKept(Loss.TOO_LARGE)
    if content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-2048:]:
            raise NotKept(Loss.DAMAGED)
        return Fetched(content, "application/pdf", with_ending(name, ".pdf", "เอกสาร"))
    if content.startswith(b"PK\x03\x04"):
        kind = _office(content)
        return Fetched(content, kind.media_type, with_ending(name, kind.ending, "เอกสาร"))
    raise NotKept(Loss.FOREIGN)


def _office(content: bytes) -> _Office:
    """Which Office file an archive is. Its parts are not read but for the few that say what is in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            found = next((kind for kind in _OFFICE if kind.part in names), None)
            if found is None:
                raise NotKept(Loss.FOREIGN)
            _check_size(archive)
            if any(_MACROS.search(name) for name in names) or b"macroEnabled" in _part(archive, "[Content_Types].xml"):
                raise NotKept(Loss.MACROS)
            if any(_FROM_ELSEWHERE.search(_part(archive, name)) for name in names if name.endswith(".rels")):
                raise NotKept(Loss.MACROS)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, ValueError, NotImplementedError) as error:
        raise NotKept(Loss.DAMAGED) from error
    except RuntimeError as error:  # a part is locked with a password
        raise NotKept(Loss.DAMAGED) from error
    return found


def _check_size(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > _MAX_MEMBERS or sum(member.file_size for member in members) > _MAX_UNPACKED:
        raise NotKept(Loss.TOO_LARGE)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        read = part.read(_MAX_PART + 1)
    if len(read) > _MAX_PART:
        raise NotKept(Loss.TOO_LARGE)
    return read
