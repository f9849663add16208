"""Question codes and disclosure items: repaired ones, and ones that do not fit their text or indicator."""

import re
from collections.abc import Iterator

from dialogs.records.ita import BY_SLUG
from dialogs.thai.digits import to_arabic
from storage.importer.checks.common import line_with
from storage.importer.document import CodeReading, ImportedDocument, ImportWarning, RowReading
from storage.importer.findings import Findings
from storage.importer.normalise.codes import codes_in, questions_of, topics
from storage.importer.normalise.indicators import indicator_of, indicators_in
from storage.importer.normalise.lists import without_number
from storage.importer.vocabulary import bare

_NEAR = 70
_SUB = re.compile(r"(?:ตัวชี้วัดย่อย)(?:ที่)?\s*(?P<sub>9\.[2-9]|10\.[12])")
_FIRST_ITEMS = ("o1", "o2")
"""Structure and executives: basic data (sub-indicator 9.1) in every year's list."""


def check(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    """Doubts about codes; the year of a code is the assessed year."""
    for row in document.rows:
        yield from _row_codes(row, document, findings)
        yield from _question_and_analysis(row, findings)
    for note in document.issue_notes:
        for code in codes_in(note.text, "note", (), document.fiscal_years.assessed):
            yield from _code(code, note.text, note.line, document)
    yield from _indicator_names(document, findings)


def _row_codes(row: RowReading, document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    texts = {"question": row.question, "analysis": row.analysis, "strength": row.strength_weakness}
    first = min(row.source_lines, default=None)
    for code in row.related.codes:
        text = texts.get(code.place) or " ".join((*row.measures, *row.steps, *row.guidelines))
        line = line_with(findings, text, first or 0) if text else first
        yield from _code(code, text, line or first, document)
        if code.normalised[0] in "ie":
            ranges = [questions_of(slug, code.fiscal_year) for slug in row.related.stated_indicators]
            if ranges and not any(int(code.normalised[1:]) in found for found in ranges):
                note = f"question {code.normalised} does not belong to {row.issue}"
                yield ImportWarning("QUESTION_INDICATOR_MISMATCH", first, f"{code.raw} {row.issue}", note)


def _code(code: CodeReading, text: str, line: int | None, document: ImportedDocument) -> Iterator[ImportWarning]:
    at = max(0, text.find(code.raw))
    around = text[max(0, at - 18) : at + len(code.raw) + 18]
    if code.normalised[0] == "o":
        if code.raw[0] not in "oO":
            yield ImportWarning(
                "OIT_CODE_OCR", line, around, f"the letter o is printed as a zero; read as {code.normalised}"
            )
        yield from _content(code, text, at, line)
        sub = _SUB.search(to_arabic(text[:at])[-80:])
        if sub and code.normalised in _FIRST_ITEMS:
            note = f"{code.normalised} is basic data (9.1), not {sub['sub']}"
            yield ImportWarning("OIT_CODE_CONTENT_MISMATCH", line, text[: at + 10][-60:], note)
    elif not code.raw[0].isascii() or code.raw[0].isdigit():
        fit = "which fits its indicator" if code.confidence != "low" else "only a guess"
        note = f"the letter is misread; read as {code.normalised}, {fit}"
        yield ImportWarning("QUESTION_CODE_OCR", line, text[at : at + 40], note)


def _content(code: CodeReading, text: str, at: int, line: int | None) -> Iterator[ImportWarning]:
    """The topic named beside a code against the year's list: before it in brackets, after it elsewhere."""
    referred = re.search(r"อ้างอิง\s*จาก[^)]*$", text[max(0, at - 25) : at])
    near = bare(text[max(0, at - _NEAR) : at]) if referred else bare(text[at + len(code.raw) : at + _NEAR])
    best: tuple[int, str, int] | None = None
    for topic in topics():
        number = topic.codes.get(code.fiscal_year or 0)
        for word in topic.words:
            place = near.rfind(bare(word)) if referred else near.find(bare(word))
            if number and place >= 0:
                distance = len(near) - place if referred else place
                best = min(best, (distance, word, number)) if best else (distance, word, number)
    if best and f"o{best[2]}" != code.normalised:
        note = f"in the list of {code.fiscal_year} “{best[1]}” is o{best[2]}, not {code.normalised}"
        quote = text[max(0, at - 10) : at + len(code.raw) + 50]
        yield ImportWarning("OIT_CODE_CONTENT_MISMATCH", line, quote, note)


def _question_and_analysis(row: RowReading, findings: Findings) -> Iterator[ImportWarning]:
    """An analysis under one question's code that speaks of another question's matter."""
    questions = _by_code(row.question or "")
    analyses = _by_code(row.analysis or "")
    if len(questions) < 2:
        return
    for code, analysis in analyses.items():
        if code not in questions:
            continue
        shares = {other: _share(text, analysis) for other, text in questions.items()}
        best = max(shares, key=lambda other: shares[other])
        if best != code and shares[best] > shares[code] + 0.15:
            line = line_with(findings, analysis, min(row.source_lines, default=0))
            note = f"what is said about {code} is the matter of {best}"
            yield ImportWarning("QUESTION_CONTENT_MISMATCH", line, analysis[:60], note)


def _by_code(text: str) -> dict[str, str]:
    marks = list(re.finditer(r"(?<![A-Za-z])([ie])\s?([0-9๐-๙]{1,2})(?![0-9๐-๙])", text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    if not marks:
        return {}
    return {m.group(1) + to_arabic(m.group(2)): text[m.start() : end] for m, end in zip(marks, ends, strict=True)}


def _share(question: str, analysis: str) -> float:
    """How much of the question's wording (in threes of letters) comes back in the analysis."""
    one, two = bare(question)[2:], bare(analysis)
    grams = {one[i : i + 4] for i in range(len(one) - 3)}
    return sum(1 for gram in grams if gram in two) / max(1, len(grams))


def _indicator_names(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    """Indicators under another name than the official one."""
    seen: set[str] = set()
    for line in findings.lines:
        if len(line.text) > 70:
            continue
        slug = indicator_of(line.text)
        if slug is None and line.text.lstrip("- 0123456789๐๑๒๓๔๕๖๗๘๙.)").startswith("ตัวชี้วัด"):
            slug = next(iter(indicators_in(line.text)), None)
        if slug is None:
            continue
        written = bare(without_number(line.text)[0]).lstrip("0123456789").removeprefix("ตัวชี้วัด").lstrip("ที่0123456789")
        official = bare(BY_SLUG[slug].name)
        if official not in bare(line.text) and written not in seen:
            seen.add(written)
            yield ImportWarning("INDICATOR_NAME_VARIANT", line.number, line.text, f"read as {BY_SLUG[slug].name}")
