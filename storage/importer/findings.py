"""What the parts of the importer found on the way, for the checks."""

from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from dialogs.thai.text import compact
from storage.importer.model import SourceDocument
from storage.importer.parts.scores import Results
from storage.importer.parts.surveys import Surveys
from storage.importer.parts.text import Line, Text
from storage.importer.regions import Regions

MOST_LINES = 4_000
"""Lines that word checks look at; a real document has some hundreds."""


@dataclass(frozen=True)
class Findings:
    source: SourceDocument
    regions: Regions
    text: Text
    results: Results
    surveys: Surveys

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The document's lines in reading order, cut where no real document goes on."""
        return tuple(islice(self.text.everything, MOST_LINES))

    @cached_property
    def compacted(self) -> tuple[tuple[int, str], ...]:
        """(line, text without white space) of all lines, to find quotes by."""
        return tuple((line.number, compact(line.text)) for line in self.text.everything)
