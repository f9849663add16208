"""Addresses in the assessment's own system, ITAS: the one host that a survey may lie on (domain.md 2.2)."""

import re
from urllib.parse import urlsplit

from dialogs.records.ita import Instrument

ITAS_HOST = "itas.nacc.go.th"
_ADDRESS = re.compile(r"https://itas\.nacc\.go\.th/go/(eit|iit)/[a-z0-9]{6}", re.ASCII)


def is_survey_address(address: str, instrument: Instrument) -> bool:
    """Whether this is the survey of that instrument: the real host and nothing else about it.

    The whole address is compared, so no port, no name before an @, no look-alike letter and no query gets through.
    """
    found = _ADDRESS.fullmatch(address)
    return found is not None and found[1].upper() == instrument


def put_right(address: str, instrument: Instrument) -> str | None:
    """The address that was probably meant, where only its form is wrong (http, capital letters, a slash at the end)."""
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or parts.username is not None or port not in (None, 80, 443):
        return None
    better = f"https://{(parts.hostname or '').lower()}{parts.path.rstrip('/').lower()}"
    return better if is_survey_address(better, instrument) else None
