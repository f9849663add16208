"""The five published documents, their expectations, and an import in this very process."""

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from storage.importer.document import ImportedDocument
from storage.importer.readers.dispatch import read_source
from storage.importer.understand import understand
from tests.shared import SHARED

EXPECTED = Path(__file__).parent / "expected"
NAMES = ("000", "001", "002", "003", "004")


def read(path: Path) -> ImportedDocument:
    """A file imported without the child process, so that a failure shows its traceback."""
    return understand(read_source(path))


def seed_path(name: str) -> Path:
    return next((SHARED / "seeds").glob(f"{name}_*.txt"))


@cache
def seed(name: str) -> ImportedDocument:
    return read(seed_path(name))


@lru_cache(maxsize=1)
def expectations() -> dict[str, dict[str, Any]]:
    """By seed: the two that are published, and our own for the other three."""
    published = yaml.safe_load((SHARED / "expected" / "import.yaml").read_text("utf-8"))["seeds"]
    found = {entry["file"][:3]: entry for entry in published}
    for path in EXPECTED.glob("*.yaml"):
        found[path.stem] = yaml.safe_load(path.read_text("utf-8"))
    return found
