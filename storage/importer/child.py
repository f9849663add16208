"""The process that reads other people's files: warm, and held to CPU time and memory for every single document.

Protocol, one JSON object a line: in ``{"path", "agency_known"}``, out ``{"documents": […]}`` or ``{"refused": "…"}``.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import IO

from storage.importer.document import ImportedDocument
from storage.importer.errors import ImportRefused
from storage.importer.limits import CPU_SECONDS, MEGABYTE, MEMORY_BYTES
from storage.importer.model import SourceDocument, Table, squared
from storage.importer.readers.dispatch import read_source
from storage.importer.readers.grid import Span, spread
from storage.importer.understand import understand
from storage.importer.workbook import is_workbook, read_workbook

TOO_MUCH_MEMORY = f"reading it takes more than {MEMORY_BYTES // MEGABYTE} MB of memory"
_WARM = (
    ("ประเด็น", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา"),
    ("การใช้อำนาจ", "เทศบาลตำบลโพน", "๑. ก ๒. ข", "กองคลัง", "ไตรมาส ๑"),
)


def read_file(path: Path, *, agency_known: bool = False) -> list[ImportedDocument]:
    """The documents in a file: one, or as many as an exported workbook holds. Raises ImportRefused."""
    if path.suffix.lower() == ".xlsx" and is_workbook(path):
        return read_workbook(path)
    return [understand(read_source(path), agency_known=agency_known)]


def main() -> None:
    """Serve until the other side closes the pipe."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # a library that prints must not disturb the protocol
    _warm_up()
    _limit_memory()
    _say(answers, {"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        _limit_time()
        _say(answers, _answer(Path(request["path"]), bool(request["agency_known"])))


def _say(answers: IO[str], message: object) -> None:
    answers.write(json.dumps(message, ensure_ascii=False) + "\n")
    answers.flush()


def _answer(path: Path, agency_known: bool) -> dict[str, object]:
    try:
        return {"documents": [document.as_json() for document in read_file(path, agency_known=agency_known)]}
    except ImportRefused as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": TOO_MUCH_MEMORY, "spent": True}
    except RecursionError:
        return {"refused": "it is nested far deeper than a document is"}


def _warm_up() -> None:
    """Load word lists and the gazetteer, which belong to the imports and not to the first document."""
    rows = spread([[Span(text, number) for text in texts] for number, texts in enumerate(_WARM, start=1)])
    understand(SourceDocument("warm", (Table(squared(rows), 1),)))


def _limit_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    limit = pages * resource.getpagesize() + MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    """A fresh allowance for this document; the kernel ends the process when it is used up."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowance = int(used.ru_utime + used.ru_stime) + CPU_SECONDS + 1
    resource.setrlimit(resource.RLIMIT_CPU, (allowance, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
