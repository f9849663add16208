"""Survey links and windows: hosts that only look right, staff links in public, windows that cannot be."""

import re
from collections.abc import Iterator

from storage.importer.checks.common import line_with
from storage.importer.document import ImportedDocument, ImportWarning, SurveyReading
from storage.importer.findings import Findings
from storage.importer.parts.surveys import HOST, looks_like_host

_IMAGE = re.compile(r"\[image:?\s*(?P<path>[^\]]+\.(?:png|jpe?g|gif))\s*\]", re.I)


def check(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    """What has to be settled before a survey is announced to anybody."""
    for line, url in findings.surveys.strange_urls:
        note = f"this is not {HOST}; it is not announced to anybody"
        yield ImportWarning("SURVEY_HOST_LOOKALIKE", line.number, url, note)
    for survey in document.surveys:
        yield from _survey(survey, document, findings)
    codes = {survey.agency_code for survey in document.surveys if survey.agency_code}
    if len(codes) > 1:
        yield ImportWarning(
            "SURVEY_CODES_DIFFER", None, ", ".join(sorted(codes)), "an agency has one code for both surveys"
        )
    for line in findings.text.prose:
        image = _IMAGE.search(line.text)
        if image:
            name = re.split(r"[\\/]", image["path"])[-1]
            note = "the QR survives only as the name of a picture; a new one is made from the link"
            yield ImportWarning("QR_PLACEHOLDER", line.number, name, note)
            break


def _survey(survey: SurveyReading, document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    line, url = survey.source_line, survey.url or ""
    public = "announcement" in document.document.form
    if survey.instrument == "IIT" and public:
        note = "a link for staff on a public announcement; it is not sent to citizens"
        yield ImportWarning("INTERNAL_LINK_PUBLISHED", line, url, note)
    if url.lower().startswith("http:") and not looks_like_host(url):
        yield ImportWarning("SURVEY_LINK_INSECURE", line, url, "the survey's own address begins with https")
    start, end = survey.window_start, survey.window_end
    quote = survey.window_raw or url
    if start and end and start > end:
        yield ImportWarning("WINDOW_REVERSED", line, quote, "the last day comes before the first")
    if not survey.window_raw and not end:
        yield ImportWarning("WINDOW_MISSING", line, quote, "no first and last day of the survey was found")
    if start and end and (end - start).days > 366:
        yield ImportWarning("WINDOW_TOO_LONG", line, quote, "longer than a year; is a year wrong?")
    if not url:
        where = line if line is not None else line_with(findings, quote)
        yield ImportWarning("SURVEY_LINK_MISSING", where, quote, "only a QR code; type the link in")
