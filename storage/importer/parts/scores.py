"""Results: the total, the level, and the ten indicator scores in whatever order they are printed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dialogs.records.ita import INDICATORS, instrument_scores, recomputed_total
from storage.importer.document import AssessmentReading, ImportedDocument, PrintedOrder
from storage.importer.normalise.indicators import indicators_in
from storage.importer.parts.score_lists import (
    FEWEST,
    ScoreList,
    has_scores,
    is_score_table,
    prose_list,
    score_list,
)
from storage.importer.parts.text import Line, Text
from storage.importer.parts.totals import read_level, read_total, with_scheme
from storage.importer.regions import Regions


@dataclass(frozen=True, slots=True)
class Results:
    reading: AssessmentReading
    lists: tuple[ScoreList, ...]
    total_line: Line | None


def read_results(regions: Regions, text: Text, fiscal_year: int | None) -> Results:
    """All that the document says about the result of an assessment."""
    lists = [
        made
        for table in regions.tables
        if is_score_table(table) and (made := score_list([b.row for b in table.rows], table.head, fiscal_year)).scores
    ]
    lists += [made for rows in regions.loose if has_scores(rows, None) and (made := score_list(rows, None)).scores]
    prose = prose_list(text.prose)
    if len(prose.scores) >= FEWEST and not any(len(made.scores) >= len(prose.scores) for made in lists):
        lists.append(prose)
    lists.sort(key=lambda made: made.lines[0])
    scores = _merged(lists)
    total, line = read_total(regions, text, recomputed_total(scores))
    level, scheme = read_level(text, regions, line)
    known = bool(scores) or total is not None or level is not None
    averages = {str(kind): round(mean, 2) for kind, mean in instrument_scores(scores).items()}
    reading = AssessmentReading(
        fiscal_year=fiscal_year if known or fiscal_year else None,
        total_score=total,
        level=level,
        level_scheme=scheme,
        indicator_scores=scores,
        score_lists_in_document=len(lists),
        printed_orders=tuple(PrintedOrder(_span(made.lines), tuple(made.scores)) for made in lists),
        highest=max(scores, key=lambda slug: scores[slug]) if scores else None,
        lowest=min(scores, key=lambda slug: scores[slug]) if scores else None,
        instrument_averages_computed=averages,
        total_recomputed_30_30_40=recomputed_total(scores),
        weak_indicators_stated=weak_indicators(text.prose),
    )
    return Results(reading, tuple(lists), line)


def with_scores(
    document: ImportedDocument, scores: Mapping[str, float], total: float | None, level: str | None
) -> ImportedDocument:
    """A document with other results; what is computed from them is computed anew. The same results change nothing."""
    old = document.assessment
    if (dict(scores), total, level) == (dict(old.indicator_scores), old.total_score, old.level):
        return document
    scheme = with_scheme(level)[1] if level else None
    reading = replace(
        old,
        fiscal_year=document.fiscal_years.assessed,
        total_score=total,
        level=level,
        level_scheme=scheme,
        indicator_scores=dict(scores),
        highest=max(scores, key=lambda slug: scores[slug]) if scores else None,
        lowest=min(scores, key=lambda slug: scores[slug]) if scores else None,
        instrument_averages_computed={str(kind): round(mean, 2) for kind, mean in instrument_scores(scores).items()},
        total_recomputed_30_30_40=recomputed_total(scores),
    )
    return replace(document, assessment=reading)


def _span(lines: list[int]) -> str:
    return f"{min(lines)}-{max(lines)}"


def _merged(lists: list[ScoreList]) -> dict[str, float]:
    """The longest list's scores, completed by the others, in the official order."""
    found: dict[str, float] = {}
    for made in sorted(lists, key=lambda made: -len(made.scores)):
        for slug, score in made.scores.items():
            found.setdefault(slug, score)
    return {indicator.slug: found[indicator.slug] for indicator in INDICATORS if indicator.slug in found}


def weak_indicators(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """The indicators that the text says must be improved: after "ได้แก่", or as a list below it."""
    for index, line in enumerate(lines):
        found = re.search(r"(?:ต้องพัฒนา|ต้องปรับปรุง|ควรพัฒนา|จุดอ่อน|ต้องแก้ไข).{0,60}?(?:ได้แก่|ดังนี้|คือ)", line.text)
        if not found:
            continue
        here = indicators_in(line.text[found.end() :].split("จึงมี")[0])
        if here:
            return here
        below: list[str] = []
        for following in lines[index + 1 :]:
            slugs = indicators_in(following.text)
            if not slugs or len(following.text) > 120 or re.search(r"[0-9]{2}\.[0-9]", following.arabic):
                break
            below.extend(slugs)
        if below:
            return tuple(dict.fromkeys(below))
    return ()
