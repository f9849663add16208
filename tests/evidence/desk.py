"""What the tables hold about evidence, and files to send."""

import io
import zipfile
from collections.abc import Mapping
from io import BytesIO

from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import undefer

from bot.simulator.content import Content
from dialogs.records.evidence import FileState
from storage.models import EvidenceFile, NoticeRow, ProgressEntry
from tests.system import System, Talk

CANARY = "CANARY-IN-EVIDENCE"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def photo(size: tuple[int, int] = (320, 200)) -> Content:
    """A JPEG as a phone makes it: with a place, a camera and a comment inside."""
    exif = Image.Exif()
    exif[0x010E] = CANARY
    exif.get_ifd(0x8825)[29] = CANARY
    out = BytesIO()
    Image.new("RGB", size, "#993333").save(out, "JPEG", exif=exif.tobytes(), comment=CANARY.encode())
    return Content(out.getvalue(), "image/jpeg")


def office(part: str = "word/document.xml", more: Mapping[str, bytes] | None = None) -> bytes:
    """A small Office file with further parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr(part, b"<w/>")
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


class Desk:
    """Looks into the tables of a running system."""

    def __init__(self, system: System) -> None:
        self._system = system

    def files(self, talk: Talk) -> list[EvidenceFile]:
        """The files of one person, content included."""
        keys, slug = self._system.parts.keyring, talk.user.channel.slug
        digests = keys.digests("general", slug, talk.user.user_id)
        known = self._system.parts.directory.known(slug, digests)
        assert known and known.person
        with self._system.parts.database.reading() as session:
            found = select(EvidenceFile).where(EvidenceFile.person_id == known.person.id).order_by(EvidenceFile.id)
            return list(session.scalars(found.options(undefer(EvidenceFile.content))))

    def states(self, talk: Talk) -> list[str]:
        return [str(FileState(file.state)) for file in self.files(talk)]

    def entries(self) -> list[ProgressEntry]:
        with self._system.parts.database.reading() as session:
            return list(session.scalars(select(ProgressEntry).order_by(ProgressEntry.id)))

    def notices(self) -> list[NoticeRow]:
        with self._system.parts.database.reading() as session:
            found = select(NoticeRow).where(NoticeRow.kind == "evidence").order_by(NoticeRow.id)
            return list(session.scalars(found))

    def all_files(self) -> list[EvidenceFile]:
        with self._system.parts.database.reading() as session:
            return list(session.scalars(select(EvidenceFile)))
