"""The building blocks of every check: lengths, numbers, choices, addresses, records, lists."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from typing import Literal
from urllib.parse import urlsplit

from bot.simulator.validation.report import Check, Path, Report

EMPTY = "May not be empty"
UNKNOWN_FIELD = "unknown field"

_JOINERS = frozenset("\u200d\ufe0e\ufe0f\u0e33\u0eb3")
"""Zero-width joiner, variation selectors, and the Thai and Lao SARA AM, which join the letter before them."""


def utf16(text: str) -> int:
    """LINE's measure of text and altText: UTF-16 code units, an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> int:
    """LINE's measure of labels: what a reader sees as one character; Thai vowels above and below do not count."""
    total, joined, flags = 0, False, 0
    for char in text:
        extends = char in _JOINERS or unicodedata.category(char) in ("Mn", "Me", "Mc")
        extends = extends or "\U0001f3fb" <= char <= "\U0001f3ff"
        flags = flags + 1 if "\U0001f1e6" <= char <= "\U0001f1ff" else 0
        if not extends and not joined and not (flags and flags % 2 == 0):
            total += 1
        joined = char == "\u200d"
    return total


_MEASURES: dict[str, Callable[[str], int]] = {"utf16": utf16, "graphemes": graphemes, "characters": len}


def text(
    most: int, least: int = 1, unit: Literal["utf16", "graphemes", "characters"] = "utf16", pattern: str = ""
) -> Check:
    """A string of ``least`` to ``most`` units."""
    measure, shape = _MEASURES[unit], re.compile(pattern, re.ASCII) if pattern else None

    def check(value: object, path: Path, report: Report) -> None:
        if not isinstance(value, str):
            report.add(path, "must be a string")
        elif least and not value:
            report.add(path, EMPTY)
        elif not least <= measure(value) <= most:
            report.add(path, f"Length must be between {least} and {most}")
        elif shape and not shape.fullmatch(value):
            report.add(path, "invalid property")

    return check


def whole(least: int, most: int = 2**31 - 1, step: int = 1) -> Check:
    """An integer; a boolean is none."""

    def check(value: object, path: Path, report: Report) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            report.add(path, "must be an integer")
        elif not least <= value <= most or value % step:
            report.add(path, f"must be between {least} and {most}" + (f" in steps of {step}" if step > 1 else ""))

    return check


def number(least: float, most: float) -> Check:
    def check(value: object, path: Path, report: Report) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            report.add(path, "must be a number")
        elif not least <= value <= most:
            report.add(path, f"must be between {least} and {most}")

    return check


def boolean(value: object, path: Path, report: Report) -> None:
    if not isinstance(value, bool):
        report.add(path, "must be a boolean")


def one_of(*choices: str) -> Check:
    def check(value: object, path: Path, report: Report) -> None:
        if value not in choices:
            report.add(path, f"must be one of: [{', '.join(choices)}]")

    return check


def shaped(pattern: str) -> Check:
    """A string that matches all of ``pattern``."""
    return text(10_000, 1, "characters", pattern)


def address(schemes: Collection[str], most: int) -> Check:
    """An absolute, percent-encoded URI of one of the schemes, at most ``most`` characters."""

    def check(value: object, path: Path, report: Report) -> None:
        if not isinstance(value, str) or not value:
            report.add(path, EMPTY if value == "" else "must be a string")
            return
        if len(value) > most:
            report.add(path, f"Length must be between 1 and {most}")
            return
        parts = _split(value)
        if parts is None or parts[0] not in schemes:
            report.add(path, "invalid uri scheme")
            return
        if not value.isascii() or any(char.isspace() for char in value) or not parts[1]:
            report.add(path, "invalid uri")

    return check


def _split(uri: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(uri)
        return parts.scheme, parts.netloc if parts.scheme in ("http", "https") else parts.netloc + parts.path
    except ValueError:
        return None


picture = address(("https",), 2000)
"""An image address: https only."""

colour = shaped(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")


def listing(each: Check, least: int, most: int) -> Check:
    """A list of ``least`` to ``most`` items."""

    def check(value: object, path: Path, report: Report) -> None:
        if not isinstance(value, list):
            report.add(path, "must be an array")
            return
        if not least <= len(value) <= most:
            report.add(path, f"Size must be between {least} and {most}")
        for index, item in enumerate(value):
            each(item, (*path, index), report)

    return check


def record(fields: Mapping[str, Check], required: Collection[str] = (), *, closed: bool = True) -> Check:
    """An object with known fields; ``closed``: others are errors, as in Flex."""

    def check(value: object, path: Path, report: Report) -> None:
        if not isinstance(value, dict):
            report.add(path, "must be an object")
            return
        for name in required:
            if name not in value:
                report.add((*path, name), EMPTY)
        for name, item in value.items():
            if name in fields:
                fields[name](item, (*path, name), report)
            elif closed:
                report.add((*path, str(name)), UNKNOWN_FIELD)

    return check


def tagged(kinds: Callable[[], Mapping[str, Check]]) -> Check:
    """An object whose ``type`` chooses its check; ``kinds`` is called late, so that kinds may contain each other."""

    def check(value: object, path: Path, report: Report) -> None:
        if not isinstance(value, dict):
            report.add(path, "must be an object")
            return
        kind = value.get("type")
        known = kinds()
        if not isinstance(kind, str) or kind not in known:
            report.add((*path, "type"), f"must be one of: [{', '.join(known)}]")
            return
        known[kind](value, path, report)

    return check


def anything(value: object, path: Path, report: Report) -> None:
    """Accepts whatever stands there (the ``type`` that chose the check, opaque tokens)."""
