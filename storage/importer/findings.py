"""What the parts of the importer found on the way, for the checks."""

from dataclasses import dataclass

from storage.importer.model import SourceDocument
from storage.importer.parts.scores import Results
from storage.importer.parts.surveys import Surveys
from storage.importer.parts.text import Text
from storage.importer.regions import Regions


@dataclass(frozen=True, slots=True)
class Findings:
    source: SourceDocument
    regions: Regions
    text: Text
    results: Results
    surveys: Surveys
