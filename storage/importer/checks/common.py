"""Finding the line of a quote."""

from bisect import bisect_left

from dialogs.thai.text import compact
from storage.importer.findings import Findings

_PROBE = 40
_NEAR = 100


def line_with(findings: Findings, text: str, after: int = 0) -> int | None:
    """The first line (from ``after`` on) that holds the beginning of a text, white space aside."""
    probe = compact(text)[:_PROBE]
    if not probe:
        return None
    lines = findings.compacted
    start = bisect_left(lines, (after, ""))
    near = next((n for n, found in lines[start : start + _NEAR] if probe in found), None)
    return near or next((n for n, found in lines[: _NEAR * 10] if n >= after and probe in found), None)
