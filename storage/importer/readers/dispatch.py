"""Which reader reads a file: by its ending, checked against its content by the reader itself."""

from pathlib import Path

from storage.importer.errors import ImportRefused
from storage.importer.limits import MAX_FILE_BYTES, MAX_TEXT_BYTES
from storage.importer.model import SourceDocument
from storage.importer.readers.csv_file import read_csv
from storage.importer.readers.docx import read_docx
from storage.importer.readers.text import read_text
from storage.importer.readers.xlsx import read_xlsx

_READERS = {".txt": read_text, ".md": read_text, ".docx": read_docx, ".xlsx": read_xlsx, ".csv": read_csv}
_TEXT = frozenset({".txt", ".md", ".csv"})


def read_source(path: Path) -> SourceDocument:
    """A file as the document model. Raises ImportRefused with the reason in one sentence."""
    ending = path.suffix.lower()
    reader = _READERS.get(ending)
    if reader is None:
        raise ImportRefused(
            f"files of kind {ending or '(no ending)'} cannot be read; give .txt, .md, .docx, .xlsx or .csv"
        )
    try:
        size = path.stat().st_size
        if size > (MAX_TEXT_BYTES if ending in _TEXT else MAX_FILE_BYTES):
            raise ImportRefused(f"the file is too large ({size / 1e6:.0f} MB)")
        data = path.read_bytes()
    except OSError as error:
        raise ImportRefused(f"the file cannot be opened ({(error.strerror or 'unreadable').lower()})") from error
    return reader(path.name, data)
