"""A case leaving the desk: sealed to another authority's key, or in clear for the paper file.

The package holds what was told, the pictures and the conversation. It holds no officer's name, no internal note, and
days in the place of moments, so that it says no more about the reporter than they did. Original evidence does say
more: it goes along only when the officer chooses so.
"""

import json
from base64 import b64encode
from datetime import timedelta, timezone

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from dialogs.records.errors import Refused
from storage.complaints.boxes import seal_to
from storage.complaints.records import OpenedCase

FORMAT = "prongsai-package-1"
_BANGKOK = timezone(timedelta(hours=7))


def plain_package(case: OpenedCase, agency: str, *, originals: bool) -> bytes:
    """UTF-8 JSON."""
    record: dict[str, object] = {
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
        "pictures": [b64encode(file.content).decode() for file in case.pictures.values()],
    }
    if originals:
        record["originals"] = [
            {"name": file.name, "type": file.media_type, "content": b64encode(file.content).decode()}
            for file in case.originals.values()
        ]
    return json.dumps(record, ensure_ascii=False, indent=1).encode()


def read_public_key(typed: str) -> bytes:
    """An X25519 public key in hex, as another authority prints it. Raises Refused."""
    try:
        return X25519PublicKey.from_public_bytes(bytes.fromhex("".join(typed.split()))).public_bytes_raw()
    except ValueError as error:
        raise Refused("not a public key") from error


def sealed_package(case: OpenedCase, agency: str, public: bytes, *, originals: bool) -> bytes:
    """To the key of another authority, who opens it with ``boxes.open_with(private, package, FORMAT)``."""
    return seal_to(public, plain_package(case, agency, originals=originals), FORMAT)
