"""What the parts of the importer found on the way, for the checks."""

from dataclasses import dataclass
from functools import cached_property

from dialogs.thai.text import compact
from storage.importer.model import SourceDocument
from storage.importer.parts.scores import Results
from storage.importer.parts.surveys import Surveys
from storage.importer.parts.text import Text
from storage.importer.regions import Regions


@dataclass(frozen=True)
class Findings:
    source: SourceDocument
    regions: Regions
    text: Text
    results: Results
    surveys: Surveys

    @cached_property
    def compacted(self) -> tuple[tuple[int, str], ...]:
        """(line, text without white space) of all lines, to find quotes by."""
        return tuple((line.number, compact(line.text)) for line in self.text.everything)
