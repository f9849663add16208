"""How much of an expectation an import meets, field by field, as issue 3 counts it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_HEAD = {
    "document": ("kind", "form", "document_date", "reporting_round_months", "title", "document_no"),
    "agency": ("name_as_first_written", "type", "district_as_written", "province"),
    "fiscal_years": ("title", "assessed", "plan"),
    "assessment": ("fiscal_year", "total_score", "level", "level_scheme", "weak_indicators_stated"),
}
_ROW = (
    "printed_number",
    "issue",
    "measures",
    "steps_count",
    "responsible_units",
    "period_start",
    "period_end",
    "period_kind",
    "monitoring_rounds_months",
    "status",
    "output",
    "outcome",
)
_PROGRESS = ("of_plan_seq", "measures", "detail_count", "period_start", "period_end", "output", "outcome", "status")
_SURVEY = ("instrument", "url", "window_start", "window_end", "window_end_suggestion", "announcement_date")


@dataclass
class Score:
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def percent(self) -> float:
        return 100 * self.right / max(1, self.right + len(self.wrong))

    def compare(self, path: str, expected: object, actual: object) -> None:
        if _plain(expected) == _plain(actual):
            self.right += 1
        else:
            self.wrong.append(f"{path}: {expected!r} expected, not {actual!r}")


def score(expected: Mapping[str, Any], actual: Mapping[str, Any]) -> Score:
    """Every field that the expectation states, against the import."""
    result = Score()
    for part, keys in _HEAD.items():
        for key in keys:
            if key in expected.get(part, {}):
                result.compare(f"{part}.{key}", expected[part][key], actual[part][key])
    scores = expected.get("assessment", {}).get("indicator_scores", {})
    for slug in {**scores, **actual["assessment"]["indicator_scores"]}:
        result.compare(f"score {slug}", scores.get(slug), actual["assessment"]["indicator_scores"].get(slug))
    for name, keys in (("rows", _ROW), ("progress_rows", _PROGRESS), ("surveys", _SURVEY)):
        _rows(result, name, keys, expected.get(name, []), actual[name])
    _roles(result, expected.get("signatories", []), actual["signatories"])
    return result


def _rows(result: Score, name: str, keys: Sequence[str], expected: Sequence[Any], actual: Sequence[Any]) -> None:
    result.compare(f"number of {name}", len(expected), len(actual))
    for index, row in enumerate(expected):
        got = actual[index] if index < len(actual) else {}
        for key in keys:
            if key in row:
                result.compare(f"{name}[{index + 1}].{key}", row[key], got.get(key))


def _roles(result: Score, expected: Sequence[Any], actual: Sequence[Any]) -> None:
    result.compare("roles", [(s["role"], s["action"]) for s in expected], [(s["role"], s["action"]) for s in actual])


def missing_warnings(expected: Mapping[str, Any], actual: Mapping[str, Any]) -> Iterator[str]:
    """Codes that a person expects and the import did not raise."""
    raised = {warning["code"] for warning in actual["warnings"]}
    listed = expected.get("expected_warnings", [])
    yield from sorted({warning["code"] for warning in listed} - raised)


def _plain(value: object) -> object:
    """Texts without white space, numbers as numbers, lists item by item."""
    if isinstance(value, str):
        return re.sub(r"\s+", "", value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(float(value), 2)
    return value
