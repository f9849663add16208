"""The importer's door: files in, documents out, each read in a process of its own limits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from storage.importer.document import ImportedDocument
from storage.importer.errors import ImportRefused
from storage.importer.pool import ReaderPool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that cannot be imported, with the reason in one sentence."""

    file: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Batch:
    """What a number of files hold. Where ``refusals`` is not empty nothing may be saved."""

    documents: tuple[ImportedDocument, ...]
    refusals: tuple[Refusal, ...]


def read_batch(
    paths: Sequence[Path], *, agency_known: bool = False, progress: Callable[[int], None] | None = None
) -> Batch:
    """All documents of all files, and every file that is refused.

    ``agency_known`` admits documents that name no agency, since the caller assigns one.
    """
    documents: list[ImportedDocument] = []
    refusals: list[Refusal] = []
    with ReaderPool(min(len(paths), 4) or 1) as pool:
        outcomes = pool.outcomes(paths, agency_known=agency_known, progress=progress)
    for path, outcome in zip(paths, outcomes, strict=True):
        if isinstance(outcome, ImportRefused):
            refusals.append(Refusal(path.name, str(outcome)))
        else:
            documents.extend(outcome)
    return Batch(tuple(documents), tuple(refusals))


def read_documents(
    paths: Sequence[Path], *, agency_known: bool = False, progress: Callable[[int], None] | None = None
) -> list[ImportedDocument]:
    """All documents of all files. Raises ImportRefused for the first file that is refused, its name in the sentence."""
    batch = read_batch(paths, agency_known=agency_known, progress=progress)
    if batch.refusals:
        raise ImportRefused(str(batch.refusals[0]))
    return list(batch.documents)
