"""The agency's true name where an imported paper has it otherwise."""

from dataclasses import fields, replace
from typing import TypeVar

from storage.importer.document import ImportedDocument, IssueNote, ProgressReading, RowReading
from storage.spelling import Spellings

_Part = TypeVar("_Part", RowReading, ProgressReading, IssueNote)


def put_right(document: ImportedDocument, spellings: Spellings) -> ImportedDocument:
    """The document with the true name in the texts of its rows, results and remarks."""
    return replace(
        document,
        rows=tuple(_right(row, spellings) for row in document.rows),
        progress_rows=tuple(_right(row, spellings) for row in document.progress_rows),
        issue_notes=tuple(_right(note, spellings) for note in document.issue_notes),
    )


def _right(part: _Part, spellings: Spellings) -> _Part:
    changed: dict[str, object] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, str):
            changed[field.name] = spellings.put_right(value)
        elif isinstance(value, tuple) and all(isinstance(item, str) for item in value):
            changed[field.name] = tuple(spellings.put_right(item) for item in value)
    return replace(part, **changed)  # type: ignore[arg-type]  # every field keeps its type
