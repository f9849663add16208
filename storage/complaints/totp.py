"""One-time codes of the desk (RFC 6238: SHA-1, 30 seconds, six digits, as every authenticator app reads them)."""

import hmac
import secrets
from base64 import b32encode
from datetime import datetime
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from dialogs.thai.digits import to_arabic

SECONDS = 30
_DIGITS = 6


def new_secret() -> bytes:
    return secrets.token_bytes(20)


def code_at(secret: bytes, moment: datetime) -> str:
    """The code that an authenticator shows."""
    return _totp(secret).generate(int(moment.timestamp())).decode()


def matching_step(secret: bytes, typed: str, moment: datetime) -> int | None:
    """The 30-second step whose code was typed (one step early or late is fine); None when none fits.

    The caller keeps used steps, so that a code seen over a shoulder opens nothing.
    """
    digits = "".join(to_arabic(typed).split())
    now = int(moment.timestamp())
    fits = [
        step
        for step in (now // SECONDS + shift for shift in (-1, 0, 1))
        if hmac.compare_digest(_totp(secret).generate(step * SECONDS), digits.encode())
    ]
    return fits[0] if fits else None


def setup_uri(secret: bytes, officer: str, agency: str) -> str:
    """What the QR code of the set-up holds."""
    query = urlencode({"secret": b32encode(secret).decode(), "issuer": f"Prongsai {agency}"}, quote_via=quote)
    return f"otpauth://totp/{quote(agency)}:{quote(officer)}?{query}"


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, _DIGITS, SHA1(), SECONDS)  # noqa: S303  # the algorithm that authenticator apps support
