from collections.abc import Iterator
from storage.importer.document import ImportedDocument, ImportWarning
from storage.importer.findings import Findings
def check(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    yield from ()
