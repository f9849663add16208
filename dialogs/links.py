"""Links that staff give as evidence: judged by their form alone, nothing is ever fetched."""

import ipaddress
import re
from urllib.parse import urlsplit

MAX_LINK = 480
_WRITTEN = re.compile(
    r"(?:https?|ftp|file|line|javascript|data):[^\s<>\"']+|(?<![\w@.])www\.[^\s<>\"']+", re.IGNORECASE
)
_PRIVATE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "onion")
_LABEL = re.compile(r"[0-9a-z](?:[0-9a-z-]{0,61}[0-9a-z])?")


def written_links(text: str) -> list[str]:
    """Everything in a text that looks like an address, good or not."""
    return [found.group().rstrip(".,;)") for found in _WRITTEN.finditer(text)]


def is_good(link: str) -> bool:
    """An https address that anybody on the internet could open: a host with a name, no user, no private address."""
    if len(link) > MAX_LINK or any(character <= " " for character in link):
        return False
    try:
        parts = urlsplit(link)
        port, host = parts.port, (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
    except ValueError:  # a port that is no number, brackets that do not close, a host with no ASCII form
        return False
    if parts.scheme != "https" or "@" in parts.netloc or port not in (None, 443):
        return False
    labels = host.split(".")
    if len(labels) < 2 or labels[-1] in _PRIVATE or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    return not labels[-1].isdigit() and not _is_address(host)


def _is_address(host: str) -> bool:
    """Numbers in the place of a name, in any of the spellings that browsers take."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return all(re.fullmatch(r"0x[0-9a-f]*|\d+", label) for label in host.split("."))
    return True
