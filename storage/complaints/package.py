"""A case leaving the desk: sealed to another authority's key, or in clear for the paper file.

The package holds what was told, the pictures and the conversation. It holds no officer's name, no internal note, and
days in the place of moments, so that it says no more about the reporter than they did.
"""

import json
from base64 import b64encode
from datetime import timedelta, timezone

from cryptography.exceptions import UnsupportedAlgorithm

from dialogs.records.errors import Refused
from storage.complaints.boxes import seal_to
from storage.complaints.records import OpenedCase

FORMAT = "prongsai-package-1"
_BANGKOK = timezone(timedelta(hours=7))
_KEY = 32


def plain_package(case: OpenedCase, agency: str) -> bytes:
    """UTF-8 JSON."""
    record = {
        "format": FORMAT,
        "agency": agency,
        "number": case.row.number,
        "category": case.row.category,
        "status": case.row.status,
        "received": case.row.received.isoformat(),
        "answers": dict(case.answers),
        "messages": [
            {
                "author": message.author,
                "day": message.at.astimezone(_BANGKOK).date().isoformat(),
                "text": message.text,
                "status": message.status,
            }
            for message in case.messages
        ],
        "pictures": [b64encode(file.content).decode() for file in case.files.values()],
    }
    return json.dumps(record, ensure_ascii=False, indent=1).encode()


def sealed_package(case: OpenedCase, agency: str, public_hex: str) -> bytes:
    """To the X25519 public key of another authority. ``boxes.open_with(private, …, FORMAT)`` opens it. Raises Refused."""
    try:
        public = bytes.fromhex(public_hex.strip())
        if len(public) != _KEY:
            raise ValueError
        return seal_to(public, plain_package(case, agency), FORMAT)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Refused("not a public key") from error
