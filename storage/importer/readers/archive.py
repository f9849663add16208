"""Opening .docx and .xlsx as archives, without trusting what they say about themselves."""

import io
import lzma
import zipfile
import zlib

from lxml import etree

from storage.importer.errors import ImportRefused
from storage.importer.limits import MAX_MEMBERS, MAX_UNPACKED_BYTES

_OLE_MARK = b"\xd0\xcf\x11\xe0"
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, RuntimeError)


class OfficeArchive:
    """The members of an Office file. Unpacked bytes are counted while they are read, so a bomb ends early."""

    def __init__(self, data: bytes, kind: str, needed: str) -> None:
        if not data:
            raise ImportRefused("the file is empty")
        if data.startswith(_OLE_MARK):
            raise ImportRefused(f"this is an old or locked Office file; save it as {kind} without a password")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise ImportRefused(f"this is no {kind} file, although its name says so") from error
        if needed not in self._zip.namelist():
            raise ImportRefused(f"this is no {kind} file, although its name says so")
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
            raise ImportRefused("the file unpacks to far more than a document holds")
        self._left = MAX_UNPACKED_BYTES

    def has(self, member: str) -> bool:
        return member in self._zip.namelist()

    def read(self, member: str) -> bytes:
        """A member's bytes. Raises ImportRefused where it is damaged or swells beyond the limit."""
        try:
            with self._zip.open(member) as stream:
                data = stream.read(self._left + 1)
        except (*_DAMAGE, KeyError) as error:
            raise ImportRefused(f"the file is damaged ({member} cannot be unpacked)") from error
        self._left -= len(data)
        if self._left < 0:
            raise ImportRefused("the file unpacks to far more than a document holds")
        return data

    def xml(self, member: str) -> etree._Element:
        """A member as XML: no entities, no network, no huge trees. Raises ImportRefused."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self.read(member), parser)
        except etree.XMLSyntaxError as error:
            raise ImportRefused(f"the file is damaged ({member} is no XML)") from error
