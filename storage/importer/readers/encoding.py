"""Bytes of a text file as text: UTF-8, UTF-16 with a mark, or Windows-874."""

import codecs

from storage.importer.errors import ImportRefused
from storage.importer.limits import MAX_LINE

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ZIP_MARK = b"PK\x03\x04"
_OLE_MARK = b"\xd0\xcf\x11\xe0"


def decode(data: bytes) -> str:
    """The text of a file, line ends as ``\\n``.

    Raises ImportRefused for an empty file, for one that is no text, and for a line that no document has.
    """
    if not data.strip():
        raise ImportRefused("the file is empty")
    if data.startswith((_ZIP_MARK, _OLE_MARK, b"%PDF")):
        raise ImportRefused("this is no text file, although its name says so")
    if data.startswith(_UTF16_MARKS):
        text = _strict(data, "utf-16")
    elif b"\x00" in data:
        raise ImportRefused("this is no text file: it holds binary data")
    else:
        text = _eight_bit(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ").replace("\v", " ")
    _check_lines(text)
    return text


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportRefused(f"the text cannot be read as {encoding.upper()}") from error


def _eight_bit(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp874")
    except UnicodeDecodeError as error:
        raise ImportRefused("the text is neither UTF-8 nor Windows-874") from error
    letters = sum(1 for char in text if char.isalpha())
    thai = sum(1 for char in text if "ก" <= char <= "๛")
    if letters and thai < letters / 4:
        raise ImportRefused("the text is neither UTF-8 nor Windows-874")
    return text


def _check_lines(text: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            raise ImportRefused(f"line {number} is {len(line):,} characters long; that is no document")
