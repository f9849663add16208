"""Names of files that people send, made safe to store, show and offer for download."""

import re
import unicodedata

MAX_NAME = 80
_KEPT = re.compile(r"[^0-9A-Za-z฀-๿ ()_.\-]")


def safe_name(sent: str) -> str:
    """The last part of a path without control and direction marks, at most 80 characters; '' where nothing is left.

    The letters of a name are its sender's; its ending is not believed (``with_ending``).
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", sent))[-1]
    kept = re.sub(r"\s+", " ", _KEPT.sub("", last)).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > 5:
        return kept[:MAX_NAME].strip(" .")
    return f"{stem[: MAX_NAME - len(ending) - 1].rstrip(' .')}.{ending}".lstrip(" .")


def with_ending(name: str, ending: str, otherwise: str) -> str:
    """A safe name that ends as its content demands: ``with_ending("a.exe", ".pdf", "x")`` is ``a.pdf``."""
    stem = name.rpartition(".")[0] or name
    return f"{stem or otherwise}{ending}"


def ending_of(name: str) -> str:
    """The ending that a name claims, in small letters, with its dot; '' without one."""
    _, dot, ending = name.rpartition(".")
    return f".{ending.lower().strip()}" if dot else ""
